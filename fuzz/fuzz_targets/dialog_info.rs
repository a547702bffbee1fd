//! Any octets as a document about dialogs, and as the next one of a subscription.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::body::dialog_info::{
    Dialog, DialogInfo, DialogInfoTable, DialogState, DocumentState, Outcome,
};
use portsip_core::limits::{WATCHED_DIALOG_TEXT_BYTES_MAX, WATCHED_DIALOGS_MAX};

fuzz_target!(|octets: &[u8]| {
    let Ok(info) = DialogInfo::parse(octets) else {
        return;
    };
    assert_eq!(
        DialogInfo::parse(info.write().as_bytes()).as_ref(),
        Ok(&info)
    );
    let mut table = DialogInfoTable::new();
    table.handle_document(DialogInfo {
        entity: String::new(),
        version: info.version.saturating_sub(1),
        state: DocumentState::Full,
        dialogs: vec![Dialog::new("1", DialogState::Early)],
    });
    if let Outcome::Taken { refresh, .. } = table.handle_document(info.clone()) {
        assert!(!refresh);
        assert!(table.dialogs().count() <= WATCHED_DIALOGS_MAX);
        let live = |dialog: &&Dialog| dialog.state != DialogState::Terminated;
        for dialog in info.dialogs.iter().filter(live) {
            let known = table.dialog(&dialog.id);
            let is_kept = dialog.id.len() <= WATCHED_DIALOG_TEXT_BYTES_MAX;
            assert_eq!(known.is_some(), is_kept);
            if let Some(known) = known {
                assert_eq!(known.state, dialog.state);
                assert_eq!(known.is_held(), dialog.is_held());
            }
        }
    }
});
