//! Subscriptions with sipp as the server: what it tells of calls, voice mail and
//! presence, one scenario for each state.

use std::time::Duration;

use interop::sipp::callee;
use phone::{Config, Event, Phone};

const LIMIT: Duration = Duration::from_secs(30);

/// What a subscription to `package` raises, for two documents of one line each.
fn told(package: &str, media_type: &str, documents: [&str; 2], name: &'static str) -> Vec<Event> {
    let [first, second] = documents.map(str::to_owned);
    let values = [
        ("PACKAGE", package.to_owned()),
        ("TYPE", media_type.to_owned()),
        ("FIRST", first),
        ("SECOND", second),
    ];
    let (mut sipp, uri) = callee("sipp-notifier-uas.xml", &values);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    let id = phone.subscribe(&uri, package);
    let notified = |phone: &Phone| phone.count("onRecvNotifyOfSubscription");
    phone.wait("onRecvNotifyOfSubscription", |event| {
        event.message.contains("CSeq: 2 NOTIFY")
    });
    assert_eq!(notified(&phone), 2);
    phone.terminate_subscription(id);
    let over = phone.wait("onSubscriptionTerminated", |_| true);
    assert_eq!(over.status, id);
    sipp.assert_success(LIMIT);
    let mut events = phone.events();
    events.retain(|event| event.name == name);
    events
}

fn dialog_info(version: u32, dialog: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" \
         version=\"{version}\" state=\"full\" entity=\"sip:bob@127.0.0.1\">{dialog}</dialog-info>"
    )
}

fn assert_call_told(state: &str, told_as: &str, more: &str) {
    let dialog = format!(
        "<dialog id=\"d1\" call-id=\"c\" direction=\"recipient\"><state>{state}</state>{more}</dialog>"
    );
    let documents = [dialog_info(0, &dialog), dialog_info(1, "")];
    let [first, second] = &documents;
    let events = told(
        "dialog",
        "application/dialog-info+xml",
        [first, second],
        "onDialogStateUpdated",
    );
    let texts: Vec<_> = events.iter().map(|event| event.text.as_str()).collect();
    assert!(texts[0].starts_with("sip:service@127.0.0.1:"), "{texts:?}");
    assert!(
        texts[0].ends_with(&format!(" {told_as} d1;1 recipient")),
        "{texts:?}"
    );
    assert!(
        texts[1].ends_with(" terminated d1;1 recipient"),
        "{texts:?}"
    );
    assert_eq!(texts.len(), 2, "{texts:?}");
}

#[test]
fn a_call_is_being_tried() {
    assert_call_told("trying", "trying", "");
}

#[test]
fn a_call_proceeds() {
    assert_call_told("proceeding", "proceeding", "");
}

#[test]
fn a_call_rings() {
    assert_call_told("early", "early", "");
}

#[test]
fn a_call_is_up() {
    assert_call_told("confirmed", "confirmed", "");
}

#[test]
fn a_call_is_on_hold() {
    let held = "<local><target uri=\"sip:bob@127.0.0.1\"><param pname=\"+sip.rendering\" \
                pval=\"no\"/></target></local>";
    assert_call_told("confirmed", "hold", held);
}

#[test]
fn voice_mail_and_faxes_wait() {
    let events = told(
        "message-summary",
        "application/simple-message-summary",
        [
            "Messages-Waiting: yes\nMessage-Account: sip:alice@vm\nVoice-Message: 2/8 (0/2)",
            "Messages-Waiting: no\nMessage-Account: sip:alice@vm\nVoice-Message: 0/10 (0/2)",
        ],
        "onWaitingVoiceMessage",
    );
    // It is no server of ours: what it tells is of the address that was asked.
    let texts = events.iter().map(|event| event.text.split_once(' '));
    let texts: Vec<_> = texts.map(Option::unwrap_or_default).collect();
    assert_eq!(texts.len(), 2);
    for ((account, counts), expected) in texts.iter().zip(["2/8 (0/2)", "0/10 (0/2)"]) {
        assert!(account.contains("@127.0.0.1:"), "{account}");
        assert_eq!(*counts, expected);
    }
}

#[test]
fn somebody_comes_and_goes() {
    let pidf = |basic: &str, note: &str| {
        format!(
            "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" \
             entity=\"sip:bob@127.0.0.1\"><tuple id=\"t\"><status><basic>{basic}</basic></status>\
             <note>{note}</note></tuple></presence>"
        )
    };
    let (here, gone) = (pidf("open", "At work"), pidf("closed", "Gone"));
    let online = told(
        "presence",
        "application/pidf+xml",
        [&here, &gone],
        "onPresenceOnline",
    );
    assert_eq!(online.len(), 1);
    assert!(online[0].text.ends_with(" At work"), "{online:?}");
    let offline = told(
        "presence",
        "application/pidf+xml",
        [&here, &gone],
        "onPresenceOffline",
    );
    assert_eq!(offline.len(), 1);
}

#[test]
fn a_package_of_the_programs_own_is_passed_on() {
    let events = told(
        "ua-profile",
        "text/x-anything",
        ["one", "two"],
        "onRecvNotifyOfSubscription",
    );
    let bodies: Vec<_> = events
        .iter()
        .map(|event| event.message.lines().last().unwrap_or_default())
        .collect();
    assert_eq!(bodies[..2], ["one", "two"]);
}
