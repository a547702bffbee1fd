//! What holds for every document: no bytes panic, what is written is read back,
//! and a series of documents says what changed.

use std::collections::BTreeMap;

use portsip_core::body::cpim::{CpimHeader, CpimMessage};
use portsip_core::body::dialog_info::{
    Dialog, DialogInfo, DialogInfoTable, DialogState, Direction, DocumentState, Outcome,
    Participant, Target,
};
use portsip_core::body::imdn::{
    Disposition, DispositionKind, DispositionNotification, DispositionRequest, DispositionStatus,
};
use portsip_core::body::is_composing::IsComposing;
use portsip_core::body::message_summary::{MessageClass, MessageSummary};
use portsip_core::body::pidf::{Activity, Basic, NamedActivity, Presence, PresenceStatus};
use portsip_core::body::resource_list::{
    InstanceState, Resource, ResourceInstance, ResourceList, ResourceName,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::samples::{COMPOSING, DIALOGS, FAILED, PRESENCE, RESOURCES, SUMMARIES, WRAPPED};

/// Reads `bytes` as each document, writes what was read, and reads it again.
fn read_all(bytes: &[u8]) {
    if let Ok(presence) = Presence::parse(bytes) {
        assert!(!presence.state_text().contains('\0'));
        assert_eq!(
            presence.is_open(),
            presence.preferred_tuple().is_some_and(open)
        );
    }
    if let Ok(info) = DialogInfo::parse(bytes) {
        assert_eq!(DialogInfo::parse(info.write().as_bytes()), Ok(info));
    }
    if let Ok(list) = ResourceList::parse(bytes) {
        assert!(list.states([]).iter().all(|state| state.part.is_none()));
        assert_eq!(ResourceList::parse(list.write().as_bytes()), Ok(list));
    }
    if let Ok(told) = DispositionNotification::parse(bytes) {
        assert_eq!(
            DispositionNotification::parse(told.write().as_bytes()),
            Ok(told)
        );
    }
    if let Ok(composing) = IsComposing::parse(bytes) {
        assert_eq!(
            IsComposing::parse(composing.write().as_bytes()),
            Ok(composing)
        );
    }
    if let Ok(message) = CpimMessage::parse(bytes) {
        let _ = (
            DispositionRequest::of(&message),
            message.from(),
            message.to(),
        );
        assert_eq!(CpimMessage::parse(&message.write()), Ok(message));
    }
    if let Ok(summary) = MessageSummary::parse(bytes) {
        assert!(!summary.accounts.is_empty());
        let messages = summary
            .accounts
            .iter()
            .flat_map(|account| &account.messages);
        for (_, counts) in messages {
            let least = counts.new.min(counts.old);
            assert!(least.min(counts.urgent_new).min(counts.urgent_old) >= 0);
        }
    }
}

fn open(tuple: &portsip_core::body::pidf::Tuple) -> bool {
    tuple.basic == Some(Basic::Open)
}

/// A sample with some bytes changed, put in or taken out.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let mut samples: Vec<&[u8]> = vec![RESOURCES, FAILED, COMPOSING];
    let kinds = [PRESENCE, DIALOGS, SUMMARIES, WRAPPED];
    samples.extend(
        kinds
            .iter()
            .flat_map(|kind| kind.iter().map(|(_, bytes)| *bytes)),
    );
    let change = (0_usize..2000, any::<u8>(), 0_u8..3);
    let interesting = select(b"\r\n\0 \t<>/&;'\"=:!?-[]()\\1\xc3".to_vec());
    let delimiter = (0_usize..2000, interesting, 0_u8..3);
    let changes = vec(prop_oneof![change, delimiter], 0..8);
    (select(samples), changes).prop_map(|(sample, changes)| {
        let mut bytes = sample.to_vec();
        for (at, byte, kind) in changes {
            let at = at % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

/// Pieces of XML in any order.
fn xml_soup() -> impl Strategy<Value = String> {
    let pieces = [
        "<",
        ">",
        "/",
        "<a>",
        "</a>",
        "<presence>",
        "</presence>",
        "<tuple id='1'>",
        "</tuple>",
        "<dialog id='1'>",
        "<dialog-info version='1'>",
        "<state>",
        "early",
        "</state>",
        "&amp;",
        "&#x41;",
        "&x;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "'",
        "\"",
        "=",
        " ",
        "xmlns:a='b'",
        "<list uri='x' version='1'>",
        "<imdn>",
        "<status>",
        "<delivered/>",
        "<isComposing>",
        "<!DOCTYPE a>",
        "<note>",
        "</note>",
        "é",
        "\u{0}",
        "\r\n",
    ];
    vec(select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

/// Text that no reader trims, and that XML can hold.
fn text() -> impl Strategy<Value = String> {
    "[ -~\t\r\né\u{1f600}<>&'\"]{1,30}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not empty", |text| !text.is_empty())
}

fn participant() -> impl Strategy<Value = Participant> {
    let target = (option::of(text()), vec((text(), text()), 0..3));
    let target = target.prop_map(|(uri, parameters)| Target { uri, parameters });
    let names = (option::of(text()), option::of(text()));
    (names, option::of(target)).prop_map(|((display_name, identity), target)| Participant {
        display_name,
        identity,
        target,
    })
}

fn dialog() -> impl Strategy<Value = Dialog> {
    let direction = select(vec![Direction::Initiator, Direction::Recipient]);
    let names = (option::of(text()), option::of(text()), option::of(text()));
    let cause = (option::of(text()), option::of(any::<u16>()));
    (
        (text(), names, option::of(direction)),
        (select(DialogState::ALL.to_vec()), cause),
        (participant(), participant()),
    )
        .prop_map(
            |((id, names, direction), (state, cause), (local, remote))| Dialog {
                call_id: names.0,
                local_tag: names.1,
                remote_tag: names.2,
                direction,
                event: cause.0,
                code: cause.1,
                local,
                remote,
                ..Dialog::new(id, state)
            },
        )
}

fn resource() -> impl Strategy<Value = Resource> {
    let state = select(InstanceState::ALL.to_vec());
    let cid = option::of("[a-z0-9@.]{1,20}");
    let instance = (text(), state, option::of(text()), cid);
    let instance = instance.prop_map(|(id, state, reason, content_id)| ResourceInstance {
        id,
        state,
        reason,
        content_id,
    });
    (text(), vec(name(), 0..3), vec(instance, 0..3)).prop_map(|(uri, names, instances)| Resource {
        uri,
        names,
        instances,
    })
}

fn name() -> impl Strategy<Value = ResourceName> {
    (option::of("[a-z]{2}"), text()).prop_map(|(language, text)| ResourceName { language, text })
}

fn header() -> impl Strategy<Value = CpimHeader> {
    (
        "[A-Za-z][A-Za-z.-]{0,10}",
        option::of("[a-z]{2}"),
        any::<String>(),
    )
        .prop_map(|(name, language, value)| CpimHeader {
            name,
            language,
            value: value.replace('\0', "0"),
        })
}

/// The documents of a subscription: how far the version goes on, whether the
/// document is full, and its dialogs.
fn series() -> impl Strategy<Value = Vec<(u32, bool, BTreeMap<u8, DialogState>)>> {
    let dialogs = prop::collection::btree_map(0_u8..5, select(DialogState::ALL.to_vec()), 0..4);
    vec((0_u32..3, any::<bool>(), dialogs), 1..12)
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn changed_samples_are_survived(bytes in mutated()) {
        read_all(&bytes);
    }

    #[test]
    fn any_markup_is_survived(text in xml_soup()) {
        read_all(text.as_bytes());
        read_all(format!("<presence>{text}</presence>").as_bytes());
        read_all(format!("<dialog-info version='1'>{text}</dialog-info>").as_bytes());
    }

    #[test]
    fn presence_is_read_as_it_was_written(
        entity in text(), contact in option::of(text()), note in option::of(text()),
        open in any::<bool>(),
    ) {
        let status = PresenceStatus {
            entity: &entity,
            tuple: "t1",
            contact: contact.as_deref(),
            basic: if open { Basic::Open } else { Basic::Closed },
            note: note.as_deref().unwrap_or_default(),
        };
        let presence = Presence::parse(status.write().as_bytes()).expect("what we wrote");
        prop_assert_eq!(&presence.entity, &entity);
        prop_assert_eq!(presence.is_open(), open);
        prop_assert_eq!(presence.state_text(), status.note);
        let read = presence.tuples[0].contact.as_ref().map(|contact| &contact.uri);
        prop_assert_eq!(read, contact.as_ref());
    }

    #[test]
    fn a_named_activity_is_told(activity in select(NamedActivity::ALL.to_vec())) {
        let status = PresenceStatus {
            entity: "sip:a@b",
            tuple: "t1",
            contact: None,
            basic: Basic::Open,
            note: &activity.text().to_uppercase(),
        };
        let presence = Presence::parse(status.write().as_bytes()).expect("what we wrote");
        prop_assert_eq!(&presence.persons[0].activities, &[Activity::Named(activity)]);
    }

    #[test]
    fn dialogs_are_read_as_they_were_written(
        entity in text(), version in any::<u32>(), full in any::<bool>(),
        dialogs in vec(dialog(), 0..4),
    ) {
        let mut info = DialogInfo {
            entity,
            version,
            state: if full { DocumentState::Full } else { DocumentState::Partial },
            dialogs,
        };
        for (index, dialog) in info.dialogs.iter_mut().enumerate() {
            dialog.id.push_str(&index.to_string());
        }
        prop_assert_eq!(DialogInfo::parse(info.write().as_bytes()), Ok(info));
    }

    #[test]
    fn a_list_is_read_as_it_was_written(
        uri in text(), version in any::<u32>(), full_state in any::<bool>(),
        names in vec(name(), 0..3), resources in vec(resource(), 0..4),
    ) {
        let list = ResourceList { uri, version, full_state, names, resources };
        prop_assert_eq!(ResourceList::parse(list.write().as_bytes()), Ok(list));
    }

    #[test]
    fn a_notification_is_read_as_it_was_written(
        message_id in text(), date_time in option::of(text()), recipient in option::of(text()),
        original_recipient in option::of(text()), subject in option::of(text()),
        kind in select(DispositionKind::ALL.to_vec()),
        status in select(DispositionStatus::ALL.to_vec()),
    ) {
        let told = DispositionNotification {
            message_id, date_time, recipient, original_recipient, subject, kind, status,
        };
        prop_assert_eq!(DispositionNotification::parse(told.write().as_bytes()), Ok(told));
    }

    #[test]
    fn who_is_writing_is_read_as_it_was_written(
        active in any::<bool>(), refresh_s in option::of(any::<u32>()),
        last_active in option::of(text()), content_type in option::of(text()),
    ) {
        let composing = IsComposing { active, refresh_s, last_active, content_type };
        prop_assert_eq!(IsComposing::parse(composing.write().as_bytes()), Ok(composing));
    }

    #[test]
    fn a_wrapped_message_is_read_as_it_was_written(
        headers in vec(header(), 1..6),
        content_headers in vec(("[A-Za-z-]{1,12}", "[!-~]{1,20}"), 0..4),
        content in vec(any::<u8>(), 0..200),
        message_id in "[!-~]{1,20}",
        wanted in prop::sample::subsequence(Disposition::ALL.to_vec(), 0..=4),
    ) {
        let request = DispositionRequest { message_id, wanted };
        let mut message = CpimMessage { headers: request.headers(), content_headers, content };
        message.headers.extend(headers);
        let read = CpimMessage::parse(&message.write()).expect("what we wrote");
        prop_assert_eq!(DispositionRequest::of(&read), Some(request));
        prop_assert_eq!(read, message);
    }

    #[test]
    fn mailboxes_are_read_as_they_are_written(
        waiting in any::<bool>(), folded in any::<bool>(),
        numbers in vec((any::<u64>(), any::<u64>(), 0_u32..9, 0_u32..9), 1..5),
    ) {
        let fold = if folded { "\r\n\t" } else { "" };
        let waits = if waiting { "Yes" } else { "no" };
        let mailboxes = numbers.iter().enumerate().map(|(index, (new, old, urgent_new, urgent_old))| {
            format!("Message-Account: sip:{index}@b\r\n\
                voice-Message:{fold}{new}/{old}{fold}({urgent_new}/{urgent_old})\r\n")
        });
        let mut lines = vec![format!("MESSAGES-waiting:{fold} {waits}\r\n")];
        lines.extend(mailboxes);
        let text = lines.concat();
        let summary = MessageSummary::parse(text.as_bytes()).expect("a summary");
        prop_assert_eq!(summary.accounts.len(), numbers.len());
        let clamped = |number: u64| i32::try_from(number).unwrap_or(i32::MAX);
        for (account, (new, old, urgent_new, _)) in summary.accounts.iter().zip(&numbers) {
            let counts = account.messages_of(MessageClass::Voice).expect("voice messages");
            prop_assert_eq!(account.waiting, waiting);
            prop_assert_eq!((counts.new, counts.old), (clamped(*new), clamped(*old)));
            prop_assert_eq!(counts.urgent_new, *urgent_new as i32);
        }
    }

    #[test]
    fn what_changed_adds_up_to_what_is_known(series in series()) {
        let mut table = DialogInfoTable::new();
        let mut told: BTreeMap<String, DialogState> = BTreeMap::new();
        let mut version = 0;
        for (step, full, dialogs) in series {
            version += step;
            let dialogs = dialogs.into_iter();
            let document = DialogInfo {
                entity: String::new(),
                version,
                state: if full { DocumentState::Full } else { DocumentState::Partial },
                dialogs: dialogs.map(|(id, state)| Dialog::new(id.to_string(), state)).collect(),
            };
            let live: Vec<Dialog> = document.dialogs.iter()
                .filter(|dialog| dialog.state != DialogState::Terminated).cloned().collect();
            if let Outcome::Taken { changed, refresh } = table.handle_document(document.clone()) {
                prop_assert!(!(full && refresh));
                for dialog in changed {
                    told.insert(dialog.id, dialog.state);
                }
            }
            told.retain(|_, state| *state != DialogState::Terminated);
            let known: BTreeMap<_, _> = table.dialogs()
                .map(|dialog| (dialog.id.clone(), dialog.state)).collect();
            prop_assert_eq!(&known, &told);
            if full {
                let held: Vec<Dialog> = table.dialogs().cloned().collect();
                prop_assert_eq!(held, live);
            }
        }
    }
}
