//! Writes a document about dialogs.

use super::super::xml::Writer;
use super::{Dialog, DialogInfo, Participant};

pub(super) fn write(info: &DialogInfo) -> String {
    let mut writer = Writer::new();
    let version = info.version.to_string();
    writer.start(
        "dialog-info",
        &[
            ("xmlns", Some("urn:ietf:params:xml:ns:dialog-info")),
            ("version", Some(&version)),
            ("state", Some(info.state.as_str())),
            ("entity", Some(&info.entity)),
        ],
    );
    for dialog in &info.dialogs {
        write_dialog(&mut writer, dialog);
    }
    writer.finish()
}

fn write_dialog(writer: &mut Writer, dialog: &Dialog) {
    writer.start(
        "dialog",
        &[
            ("id", Some(&dialog.id)),
            ("call-id", dialog.call_id.as_deref()),
            ("local-tag", dialog.local_tag.as_deref()),
            ("remote-tag", dialog.remote_tag.as_deref()),
            ("direction", dialog.direction.map(super::Direction::as_str)),
        ],
    );
    let code = dialog.code.map(|code| code.to_string());
    let cause = [
        ("event", dialog.event.as_deref()),
        ("code", code.as_deref()),
    ];
    writer.leaf("state", &cause, dialog.state.as_str());
    write_participant(writer, "local", &dialog.local);
    write_participant(writer, "remote", &dialog.remote);
    writer.end();
}

fn write_participant(writer: &mut Writer, name: &'static str, participant: &Participant) {
    if *participant == Participant::default() {
        return;
    }
    writer.start(name, &[]);
    if participant.identity.is_some() || participant.display_name.is_some() {
        let display = [("display", participant.display_name.as_deref())];
        let identity = participant.identity.as_deref();
        writer.leaf("identity", &display, identity.unwrap_or_default());
    }
    if let Some(target) = &participant.target {
        writer.start("target", &[("uri", target.uri.as_deref())]);
        for (name, value) in &target.parameters {
            writer.empty("param", &[("pname", Some(name)), ("pval", Some(value))]);
        }
        writer.end();
    }
    writer.end();
}
