//! Documents about dialogs as servers and phones send them, and series of them.

use super::*;
use crate::limits::{
    WATCHED_DIALOG_TEXT_BYTES_MAX, WATCHED_DIALOGS_MAX, WATCHED_TARGET_PARAMETERS_MAX,
};

/// What Kamailio sends of a phone that rings; the version with its leading zeros.
const KAMAILIO: &str = r#"<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="00000000003" state="full" entity="sip:201@192.0.2.1">
  <dialog id="3a5b1f0c-7@192.0.2.9" call-id="3a5b1f0c-7@192.0.2.9" local-tag="as1" remote-tag="hb7" direction="recipient">
    <state>early</state>
    <remote>
      <identity display="Bob">sip:202@192.0.2.1</identity>
      <target uri="sip:202@192.0.2.1"/>
    </remote>
    <local>
      <identity>sip:201@192.0.2.1</identity>
      <target uri="sip:201@192.0.2.1"/>
    </local>
  </dialog>
</dialog-info>
"#;

/// What Kamailio sends of a phone that has no dialogs.
const KAMAILIO_IDLE: &str = r#"<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="00000000004" state="full" entity="sip:201@192.0.2.1">
  <dialog id="615293b33c62dec073e05d9421e9f48b"><state>terminated</state></dialog>
</dialog-info>
"#;

/// In the manner of Asterisk: a call that its user has put on hold.
const ASTERISK: &str = r#"<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:101@192.0.2.1">
<dialog id="101" direction="initiator">
<local>
<identity display="101">sip:101@192.0.2.1</identity>
<target uri="sip:101@192.0.2.1">
<param pname="+sip.rendering" pvalue="no"/>
</target>
</local>
<state>confirmed</state>
</dialog>
</dialog-info>
"#;

/// In the manner of Polycom's shared lines, after a pick-up, partial.
const POLYCOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="5" state="partial" entity="sip:line@example.com">
 <dialog id="id-1" call-id="c1" local-tag="l1" remote-tag="r1" direction="initiator">
  <state event="replaced" code="200">Terminated</state>
  <duration>17</duration>
  <local>
   <identity display="Line &amp; co">sip:line@example.com</identity>
   <target uri="sip:line@192.0.2.3">
    <param pname="x-line-id" pval="0"/><param pname="+sip.rendering" pval="yes"/>
   </target>
   <session-description type="application/sdp">v=0</session-description>
   <cseq>3</cseq>
  </local>
 </dialog>
</dialog-info>"#;

fn info(text: &str) -> DialogInfo {
    DialogInfo::parse(text.as_bytes()).expect("a document")
}

fn document(version: u32, state: DocumentState, dialogs: &[(&str, DialogState)]) -> DialogInfo {
    let dialogs = dialogs.iter();
    DialogInfo {
        entity: String::from("sip:a@b"),
        version,
        state,
        dialogs: dialogs
            .map(|(id, state)| Dialog::new(*id, *state))
            .collect(),
    }
}

/// The ids and states of what changed, and whether to refresh.
fn taken(outcome: Outcome) -> (Vec<(String, DialogState)>, bool) {
    match outcome {
        Outcome::Taken { changed, refresh } => {
            let changed = changed.into_iter();
            let changed = changed.map(|dialog| (dialog.id, dialog.state));
            (changed.collect(), refresh)
        }
        Outcome::Stale { .. } => panic!("the document is stale"),
    }
}

fn known(table: &DialogInfoTable) -> Vec<(&str, DialogState)> {
    let dialogs = table.dialogs();
    dialogs
        .map(|dialog| (dialog.id.as_str(), dialog.state))
        .collect()
}

fn one(id: &str, state: DialogState) -> (String, DialogState) {
    (id.to_owned(), state)
}

use DialogState::{Confirmed, Early, Terminated, Trying};
use DocumentState::{Full, Partial};

#[test]
fn what_kamailio_sends_is_read() {
    let info = info(KAMAILIO);
    assert_eq!((info.version, info.state), (3, Full));
    assert_eq!(info.entity, "sip:201@192.0.2.1");
    let dialog = &info.dialogs[0];
    assert_eq!(dialog.call_id.as_deref(), Some("3a5b1f0c-7@192.0.2.9"));
    assert_eq!(dialog.local_tag.as_deref(), Some("as1"));
    assert_eq!(dialog.remote_tag.as_deref(), Some("hb7"));
    assert_eq!(dialog.direction, Some(Direction::Recipient));
    assert_eq!(dialog.state, Early);
    assert_eq!(dialog.remote.display_name.as_deref(), Some("Bob"));
    assert_eq!(dialog.remote.identity.as_deref(), Some("sip:202@192.0.2.1"));
    assert!(!dialog.is_held());
}

#[test]
fn a_held_call_is_one_that_renders_nothing() {
    let info = info(ASTERISK);
    assert!(info.dialogs[0].is_held());
    assert_eq!(info.dialogs[0].call_id, None);
}

#[test]
fn the_cause_of_a_state_and_the_parameters_of_a_target_are_read() {
    let info = info(POLYCOM);
    assert_eq!(info.state, Partial);
    let dialog = &info.dialogs[0];
    assert_eq!(dialog.state, Terminated);
    assert_eq!(dialog.event.as_deref(), Some("replaced"));
    assert_eq!(dialog.code, Some(200));
    assert_eq!(dialog.local.display_name.as_deref(), Some("Line & co"));
    let target = dialog.local.target.as_ref().expect("a target");
    assert_eq!(target.parameter("X-Line-ID"), Some("0"));
    assert_eq!(target.parameter("+sip.rendering"), Some("yes"));
    assert_eq!(dialog.remote, Participant::default());
}

#[test]
fn what_is_written_is_read_back() {
    for text in [KAMAILIO, KAMAILIO_IDLE, ASTERISK, POLYCOM] {
        let read = info(text);
        assert_eq!(info(&read.write()), read);
    }
}

#[test]
fn what_is_no_such_document_is_refused() {
    let within =
        |inner: &str| format!("<dialog-info version='1' state='full'>{inner}</dialog-info>");
    let dialogs: Vec<String> = (0..=WATCHED_DIALOGS_MAX)
        .map(|n| format!("<dialog id='{n}'><state>early</state></dialog>"))
        .collect();
    let parameters = "<param pname='a'/>".repeat(WATCHED_TARGET_PARAMETERS_MAX + 1);
    let parameters = format!(
        "<dialog id='1'><state>early</state><local><target>{parameters}</target></local></dialog>"
    );
    for (text, error) in [
        (String::from("<presence/>"), BodyError::OtherDocument),
        (
            String::from("<dialog-info state='full'/>"),
            BodyError::Missing("version"),
        ),
        (
            String::from("<dialog-info version='-1'/>"),
            BodyError::Malformed,
        ),
        (
            String::from("<dialog-info version='4294967296'/>"),
            BodyError::Malformed,
        ),
        (
            within("<dialog><state>early</state></dialog>"),
            BodyError::Missing("id"),
        ),
        (within("<dialog id='1'/>"), BodyError::Missing("state")),
        (
            within("<dialog id='1'><state>idle</state></dialog>"),
            BodyError::Malformed,
        ),
        (within(&dialogs.concat()), BodyError::TooLarge),
        (within(&parameters), BodyError::TooLarge),
    ] {
        assert_eq!(DialogInfo::parse(text.as_bytes()), Err(error), "{text:.80}");
    }
}

#[test]
fn the_last_of_two_dialogs_with_one_id_counts() {
    let info = info(
        "<dialog-info version='1' state='full'><dialog id='1'><state>early</state></dialog>\
         <dialog id='1'><state>confirmed</state></dialog></dialog-info>",
    );
    assert_eq!(info.dialogs, [Dialog::new("1", Confirmed)]);
}

#[test]
fn a_full_document_says_what_has_ended() {
    let mut table = DialogInfoTable::new();
    let first = table.handle_document(document(0, Full, &[("1", Early), ("2", Confirmed)]));
    assert_eq!(
        taken(first),
        (vec![one("1", Early), one("2", Confirmed)], false)
    );
    let second = table.handle_document(document(1, Full, &[("2", Confirmed), ("3", Trying)]));
    assert_eq!(
        taken(second),
        (vec![one("3", Trying), one("1", Terminated)], false)
    );
    assert_eq!(known(&table), [("2", Confirmed), ("3", Trying)]);
    assert!(table.dialog("1").is_none());
}

#[test]
fn what_is_said_again_has_not_changed() {
    let mut table = DialogInfoTable::new();
    let idle = [("x", Terminated)];
    let first = table.handle_document(document(7, Full, &idle));
    assert_eq!(taken(first).0, [one("x", Terminated)]);
    for version in [7, 8, 9] {
        let again = table.handle_document(document(version, Full, &idle));
        assert_eq!(taken(again), (vec![], false));
    }
    assert_eq!(known(&table), []);
    table.restart();
    let anew = table.handle_document(document(0, Full, &[("y", Early)]));
    assert_eq!(taken(anew), (vec![one("y", Early)], false));
}

#[test]
fn partial_documents_are_put_together() {
    let mut table = DialogInfoTable::new();
    let first = table.handle_document(document(4, Full, &[("1", Early)]));
    assert_eq!(taken(first), (vec![one("1", Early)], false));
    let steps = [
        (5, ("1", Confirmed), vec![("1", Confirmed)]),
        (6, ("2", Trying), vec![("1", Confirmed), ("2", Trying)]),
        (7, ("1", Terminated), vec![("2", Trying)]),
        (8, ("3", Terminated), vec![("2", Trying)]),
    ];
    for (version, (id, state), after) in steps {
        let outcome = table.handle_document(document(version, Partial, &[(id, state)]));
        assert_eq!(taken(outcome), (vec![one(id, state)], false));
        assert_eq!(known(&table), after);
    }
}

#[test]
fn a_lost_partial_document_asks_for_a_refresh() {
    let mut table = DialogInfoTable::new();
    let first = table.handle_document(document(1, Partial, &[("1", Early)]));
    assert_eq!(taken(first), (vec![one("1", Early)], true));
    let full = table.handle_document(document(2, Full, &[("1", Early)]));
    assert_eq!(taken(full), (vec![], false));
    let skipped = table.handle_document(document(4, Partial, &[("1", Confirmed)]));
    assert_eq!(taken(skipped), (vec![one("1", Confirmed)], true));
    let mut last = DialogInfoTable::new();
    last.handle_document(document(u32::MAX, Full, &[]));
    let over = last.handle_document(document(u32::MAX, Partial, &[("1", Early)]));
    assert_eq!(over, Outcome::Stale { refresh: false });
}

#[test]
fn older_documents_are_passed_over() {
    let mut table = DialogInfoTable::new();
    table.handle_document(document(4, Full, &[("1", Confirmed)]));
    for (stale, refresh) in [
        (document(3, Full, &[]), true),
        (document(3, Partial, &[("1", Early)]), true),
        (document(4, Partial, &[("1", Early)]), false),
    ] {
        assert_eq!(table.handle_document(stale), Outcome::Stale { refresh });
    }
    assert_eq!(known(&table), [("1", Confirmed)]);
}

#[test]
fn the_full_document_that_was_asked_for_counts_whatever_its_version() {
    for known_version in [9, u32::MAX] {
        let mut table = DialogInfoTable::new();
        table.handle_document(document(known_version, Full, &[("1", Early)]));
        table.expect_full();
        let change = table.handle_document(document(3, Partial, &[("1", Confirmed)]));
        assert_eq!(change, Outcome::Stale { refresh: true });
        let whole = table.handle_document(document(4, Full, &[("2", Early)]));
        assert_eq!(
            taken(whole),
            (vec![one("2", Early), one("1", Terminated)], false)
        );
        // From there on versions count again.
        let next = table.handle_document(document(5, Partial, &[("2", Confirmed)]));
        assert_eq!(taken(next), (vec![one("2", Confirmed)], false));
        let older = table.handle_document(document(4, Full, &[]));
        assert_eq!(older, Outcome::Stale { refresh: true });
    }
}

#[test]
fn of_a_dialog_is_kept_what_a_pick_up_takes() {
    let mut table = DialogInfoTable::new();
    table.handle_document(info(KAMAILIO));
    let expected = Dialog {
        call_id: Some(String::from("3a5b1f0c-7@192.0.2.9")),
        local_tag: Some(String::from("as1")),
        remote_tag: Some(String::from("hb7")),
        direction: Some(Direction::Recipient),
        remote: Participant {
            target: Some(Target::at(String::from("sip:202@192.0.2.1"))),
            ..Participant::default()
        },
        ..Dialog::new("3a5b1f0c-7@192.0.2.9", Early)
    };
    assert_eq!(table.dialogs().collect::<Vec<_>>(), [&expected]);
    let mut table = DialogInfoTable::new();
    table.handle_document(info(ASTERISK));
    let held = table.dialog("101").expect("a dialog");
    assert!(held.is_held());
    assert_eq!(held.local.target, Some(Target::not_rendering()));
    assert_eq!(held.local.identity, None);
}

/// A dialog all of whose texts are `text` but its id.
fn wordy(id: &str, text: &str) -> Dialog {
    let side = Participant {
        display_name: Some(text.to_owned()),
        identity: Some(text.to_owned()),
        target: Some(Target {
            uri: Some(text.to_owned()),
            parameters: vec![(text.to_owned(), text.to_owned())],
        }),
    };
    Dialog {
        call_id: Some(text.to_owned()),
        local_tag: Some(text.to_owned()),
        remote_tag: Some(text.to_owned()),
        event: Some(text.to_owned()),
        code: Some(200),
        local: side.clone(),
        remote: side,
        ..Dialog::new(id, Early)
    }
}

#[test]
fn long_texts_are_told_but_not_kept() {
    let long = "x".repeat(WATCHED_DIALOG_TEXT_BYTES_MAX + 1);
    for state in [Full, Partial] {
        let mut table = DialogInfoTable::new();
        let dialogs = vec![wordy("1", &long), wordy(&long, "x")];
        let document = DialogInfo {
            dialogs,
            ..document(1, state, &[])
        };
        let (told, _) = taken(table.handle_document(document));
        assert_eq!(told, [one("1", Early), one(&long, Early)]);
        assert_eq!(
            table.dialogs().collect::<Vec<_>>(),
            [&Dialog::new("1", Early)]
        );
    }
    let just = "x".repeat(WATCHED_DIALOG_TEXT_BYTES_MAX);
    let mut table = DialogInfoTable::new();
    table.handle_document(DialogInfo {
        dialogs: vec![wordy(&just, &just)],
        ..document(1, Full, &[])
    });
    let known = table.dialog(&just).expect("a dialog");
    assert_eq!(known.call_id.as_ref(), Some(&just));
    assert_eq!(known.remote.target, Some(Target::at(just.clone())));
}

#[test]
fn an_empty_uri_is_none() {
    let info = info(
        "<dialog-info version='1'><dialog id='1'><state>early</state>\
         <local><identity display='A'> </identity><target uri=''/></local>\
         <remote><identity>sip:b@c</identity><target><param pname='a' pval='b'/></target></remote>\
         </dialog></dialog-info>",
    );
    let dialog = &info.dialogs[0];
    assert_eq!(dialog.local.identity, None);
    assert_eq!(dialog.local.display_name.as_deref(), Some("A"));
    assert_eq!(dialog.local.target, Some(Target::default()));
    let target = dialog.remote.target.as_ref().expect("a target");
    assert_eq!((&target.uri, target.parameter("a")), (&None, Some("b")));
    assert_eq!(DialogInfo::parse(info.write().as_bytes()), Ok(info));
}

#[test]
fn not_too_many_dialogs_are_kept() {
    let mut table = DialogInfoTable::new();
    table.handle_document(document(0, Full, &[]));
    for version in 1..=2 * WATCHED_DIALOGS_MAX as u32 {
        let id = version.to_string();
        let outcome = table.handle_document(document(version, Partial, &[(&id, Early)]));
        assert_eq!(taken(outcome), (vec![one(&id, Early)], false));
    }
    assert_eq!(table.dialogs().count(), WATCHED_DIALOGS_MAX);
}
