//! Transfers with sipp as who asks and as who is asked, and calls it replaces.

use std::time::Duration;

use interop::sipp::{callee, caller};
use phone::{Config, Phone};

const LIMIT: Duration = Duration::from_secs(30);

fn answering(user: &str) -> Phone {
    let phone = Phone::start(&Config {
        auto_answer: true,
        signalling: true,
        ..Config::new()
    });
    phone.set_user(user, "");
    phone
}

#[test]
fn sipp_transfers_us_and_is_told_of_success() {
    let (alice, bob) = (answering("alice"), answering("bob"));
    let values = [
        ("BOB", bob.port().to_string()),
        ("STATUS", "200".to_owned()),
    ];
    let mut sipp = caller("sipp-refer-uac.xml", &values, &alice);
    let asked = alice.wait("onReceivedRefer", |_| true);
    let new = alice.accept_refer(&asked);
    alice.wait_for("onInviteConnected", new);
    bob.wait("onInviteConnected", |_| true);
    alice.wait_for("onInviteClosed", asked.session);
    sipp.assert_success(LIMIT);
    alice.hang_up(new);
    bob.wait("onInviteClosed", |_| true);
}

#[test]
fn sipp_transfers_us_and_is_told_of_failure() {
    let (alice, bob) = (answering("alice"), answering("bob"));
    bob.set_do_not_disturb(true);
    let values = [
        ("BOB", bob.port().to_string()),
        ("STATUS", "480".to_owned()),
    ];
    let mut sipp = caller("sipp-refer-uac.xml", &values, &alice);
    let asked = alice.wait("onReceivedRefer", |_| true);
    let new = alice.accept_refer(&asked);
    assert_eq!(alice.wait_for("onInviteFailure", new).status, 480);
    alice.wait_for("onInviteClosed", asked.session);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_transfers_us_and_wants_to_hear_nothing() {
    let (alice, bob) = (answering("alice"), answering("bob"));
    let values = [("BOB", bob.port().to_string())];
    let mut sipp = caller("sipp-refer-silent-uac.xml", &values, &alice);
    let asked = alice.wait("onReceivedRefer", |_| true);
    let new = alice.accept_refer(&asked);
    alice.wait_for("onInviteConnected", new);
    alice.wait_for("onInviteClosed", asked.session);
    sipp.assert_success(LIMIT);
    let told = alice
        .events()
        .into_iter()
        .any(|event| event.name == "onSendingSignaling" && event.message.starts_with("NOTIFY "));
    assert!(!told);
}

/// A call to sipp that is transferred, until the outcome is known.
fn transfer_sipp(outcome: &str, ended: impl FnOnce(&Phone, i32)) {
    let values = [("OUTCOME", outcome.to_owned())];
    let (mut sipp, uri) = callee("sipp-refer-uas.xml", &values);
    let phone = answering("alice");
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    phone.refer(session, "sip:carol@127.0.0.1:9");
    phone.wait_for("onReferAccepted", session);
    phone.wait_for("onTransferTrying", session);
    phone.wait_for("onTransferRinging", session);
    ended(&phone, session);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
}

#[test]
fn we_transfer_sipp_well() {
    transfer_sipp("200 OK", |phone, session| {
        phone.wait_for("onACTVTransferSuccess", session);
    });
}

#[test]
fn we_transfer_sipp_to_somebody_busy() {
    transfer_sipp("486 Busy Here", |phone, session| {
        let failure = phone.wait_for("onACTVTransferFailure", session);
        assert_eq!(failure.status, 486);
    });
}

#[test]
fn sipp_replaces_its_own_call() {
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    let mut sipp = caller("sipp-replaces-uac.xml", &[], &phone);
    phone.wait_for("onInviteIncoming", 1);
    phone.answer(1);
    phone.wait_for("onInviteConnected", 1);
    phone.wait_for("onInviteConnected", 2);
    phone.wait_for("onInviteClosed", 1);
    phone.wait_for("onInviteClosed", 2);
    sipp.assert_success(LIMIT);
}
