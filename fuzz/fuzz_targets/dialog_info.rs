//! Any octets as a document about dialogs, and as the next one of a subscription.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::body::dialog_info::{
    Dialog, DialogInfo, DialogInfoTable, DialogState, DocumentState, Outcome,
};
use portsip_core::limits::WATCHED_DIALOGS_MAX;

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
            assert_eq!(table.dialog(&dialog.id), Some(dialog));
        }
    }
});
