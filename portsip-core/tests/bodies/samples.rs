//! Documents in the manner of real systems, and what is read from them.

use portsip_core::body::cpim::CpimMessage;
use portsip_core::body::dialog_info::{DialogInfo, DocumentState};
use portsip_core::body::imdn::{
    Disposition, DispositionKind, DispositionNotification, DispositionRequest, DispositionStatus,
};
use portsip_core::body::is_composing::IsComposing;
use portsip_core::body::message_summary::{MailAccount, MessageClass, MessageSummary};
use portsip_core::body::pidf::Presence;
use portsip_core::body::resource_list::{BodyPart, ResourceList};

/// The samples of one kind, by name.
macro_rules! samples {
    ($kind:literal, $($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("samples/", $kind, "/", $name)))),*]
    };
}

/// A sample, by its name.
type Sample = (&'static str, &'static [u8]);

pub(super) const PRESENCE: &[Sample] = samples!(
    "pidf",
    "asterisk_in_use.xml",
    "pjsua_busy.xml",
    "kamailio_two_phones.xml",
    "kamailio_nobody.xml",
    "softphone_old_drafts.xml",
    "data_model_rich.xml",
);

pub(super) const RESOURCES: &[u8] = include_bytes!("samples/pidf/resource_list.xml");

pub(super) const DIALOGS: &[Sample] = samples!(
    "dialog_info",
    "kamailio_ringing.xml",
    "kamailio_two_calls.xml",
    "asterisk_on_hold.xml",
    "asterisk_idle.xml",
    "phone_partial_replaced.xml",
);

pub(super) const SUMMARIES: &[Sample] = samples!(
    "message_summary",
    "asterisk.txt",
    "freeswitch_empty.txt",
    "headers_behind.txt",
    "two_accounts.txt",
);

pub(super) const WRAPPED: &[Sample] = samples!("cpim", "rcs_text.txt", "displayed.txt");
pub(super) const FAILED: &[u8] = include_bytes!("samples/cpim/failed.xml");
pub(super) const COMPOSING: &[u8] = include_bytes!("samples/cpim/composing.xml");

#[test]
fn presence_is_open_or_not_and_has_a_text() {
    let expected = [
        (true, "On the phone"),
        (true, "In a \"meeting\", back at 5"),
        (true, "Im Büro"),
        (false, ""),
        (true, "Away"),
        (true, "Far away"),
    ];
    assert_eq!(PRESENCE.len(), expected.len());
    for ((name, sample), (open, text)) in PRESENCE.iter().zip(expected) {
        let presence = Presence::parse(sample).expect(name);
        assert_eq!(presence.is_open(), open, "{name}");
        assert_eq!(presence.state_text(), text, "{name}");
    }
}

/// A document in few words: the version, whether it is full, and of each dialog its
/// id, direction, state and whether it is held.
fn in_short(info: &DialogInfo) -> String {
    let dialogs = info.dialogs.iter().map(|dialog| {
        let direction = dialog.direction.map_or("-", |direction| direction.as_str());
        let state = dialog.state.as_str();
        let held = if dialog.is_held() { " held" } else { "" };
        format!("; {} {direction} {state}{held}", dialog.id)
    });
    let mut parts = vec![format!("{} {}", info.version, info.state.as_str())];
    parts.extend(dialogs);
    parts.concat()
}

#[test]
fn dialogs_are_told_with_their_states() {
    let expected = [
        "2 full; 7e1b0c@192.0.2.9 recipient early",
        "9 full; a-1 initiator confirmed; b-2 recipient trying",
        "6 full; 101 - confirmed held",
        "0 full; 6001 - terminated",
        "5 partial; id-1 initiator terminated",
    ];
    assert_eq!(DIALOGS.len(), expected.len());
    for ((name, sample), expected) in DIALOGS.iter().zip(expected) {
        let info = DialogInfo::parse(sample).expect(name);
        assert_eq!(in_short(&info), expected, "{name}");
        let again = DialogInfo::parse(info.write().as_bytes());
        assert_eq!(again.as_ref(), Ok(&info), "{name}");
    }
    let (_, replaced) = DIALOGS.last().expect("a sample");
    let info = DialogInfo::parse(replaced).expect("a document");
    assert_eq!(info.state, DocumentState::Partial);
    assert_eq!(info.dialogs[0].event.as_deref(), Some("replaced"));
}

/// A mailbox in few words.
fn mailbox(account: &MailAccount) -> String {
    let counts = |class| {
        account
            .messages_of(class)
            .map_or(String::from("-"), |counts| {
                let (new, old) = (counts.new, counts.old);
                format!("{new}/{old} ({}/{})", counts.urgent_new, counts.urgent_old)
            })
    };
    let name = account.account.as_deref().unwrap_or("-");
    let voice = counts(MessageClass::Voice);
    let fax = counts(MessageClass::Fax);
    format!("{name} {} voice {voice} fax {fax}", account.waiting)
}

#[test]
fn mailboxes_are_told_with_their_numbers() {
    let expected: [&[&str]; 4] = [
        &["sip:asterisk@192.0.2.1;transport=UDP true voice 2/8 (0/2) fax -"],
        &["sip:1000@192.0.2.4 false voice - fax -"],
        &["sip:alice@vmail.example.com true voice 4/8 (1/2) fax 1/0 (0/0)"],
        &[
            "sip:a@b true voice 1/0 (0/0) fax -",
            "sip:c@b true voice - fax 2147483647/0 (0/0)",
        ],
    ];
    assert_eq!(SUMMARIES.len(), expected.len());
    for ((name, sample), expected) in SUMMARIES.iter().zip(expected) {
        let summary = MessageSummary::parse(sample).expect(name);
        let read: Vec<String> = summary.accounts.iter().map(mailbox).collect();
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn a_wrapped_message_asks_and_its_answer_tells() {
    let (_, text) = WRAPPED[0];
    let message = CpimMessage::parse(text).expect("a wrapped message");
    assert_eq!(message.content_type(), Some("text/plain;charset=UTF-8"));
    assert_eq!(message.content, "héllo".as_bytes());
    let request = DispositionRequest::of(&message).expect("a request");
    assert_eq!(request.message_id, "Kx8s2Fq");
    let wanted = [Disposition::PositiveDelivery, Disposition::Display];
    assert_eq!(request.wanted, wanted);

    let (_, displayed) = WRAPPED[1];
    let answer = CpimMessage::parse(displayed).expect("a wrapped message");
    assert_eq!(answer.content_type(), Some("message/imdn+xml"));
    assert_eq!(answer.subject(), Some("seen \u{2713}"));
    let told = DispositionNotification::parse(&answer.content).expect("a notification");
    assert_eq!(told.message_id, request.message_id);
    let outcome = (told.kind, told.status);
    let expected = (DispositionKind::Display, DispositionStatus::Displayed);
    assert_eq!(outcome, expected);
}

#[test]
fn a_failure_and_a_typing_user_are_told() {
    let failed = DispositionNotification::parse(FAILED).expect("a notification");
    assert_eq!(failed.recipient.as_deref(), Some("im:a@b"));
    assert_eq!(failed.status, DispositionStatus::Failed);
    let composing = IsComposing::parse(COMPOSING).expect("a document");
    assert!(composing.active);
    assert_eq!(composing.refresh_s, Some(90));
}

#[test]
fn a_list_of_resources_comes_with_their_presence() {
    let list = ResourceList::parse(RESOURCES).expect("a list");
    let (_, presence) = PRESENCE[0];
    let part = BodyPart {
        content_id: "<12.1763@192.0.2.1>",
        content_type: "application/pidf+xml;charset=\"UTF-8\"",
        bytes: presence,
    };
    let states = list.states([part]);
    assert_eq!(states.len(), 2);
    let part = states[0].part.expect("a part");
    let presence = Presence::parse(part.bytes).expect("a presence document");
    assert_eq!(presence.state_text(), "On the phone");
    assert_eq!(states[1].part, None);
}
