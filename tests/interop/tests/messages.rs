//! Messages through kamailio, with sipp and with pjsip's phone.

use std::path::Path;
use std::time::Duration;

use interop::kamailio::Kamailio;
use interop::peer::folder;
use interop::pjsua::Pjsua;
use interop::sipp::{callee, caller};
use phone::{Config, Phone, transport};

const LIMIT: Duration = Duration::from_secs(30);

fn config(transport: i32, folder: &Path) -> Config {
    Config {
        transport,
        certificates: Some(folder.to_owned()),
        auto_answer: true,
        signalling: true,
        ..Config::new()
    }
}

fn alone() -> Phone {
    let phone = Phone::start(&Config {
        auto_answer: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    phone
}

/// Texts both ways, a long one, and one for nobody.
fn write_through(name: &str, transports: [i32; 2]) {
    let folder = folder(name);
    let kamailio = Kamailio::start(&folder);
    let alice = kamailio.registered("alice", &config(transports[0], &folder), None);
    let bob = kamailio.registered("bob", &config(transports[1], &folder), None);
    let long = "x".repeat(20_000);
    for (from, to, text) in [
        (&alice, (&bob, "bob"), "Grüße 日本"),
        (&bob, (&alice, "alice"), "and back"),
        (&alice, (&bob, "bob"), &long),
    ] {
        let id = from.send_outside(to.1, "text", "plain", text.as_bytes());
        let got =
            to.0.wait("onRecvOutOfDialogMessage", |event| event.message == text);
        assert!(got.text.ends_with("text plain"), "{}", got.text);
        assert!(got.text.contains(&format!("sip:{}@127.0.0.1", to.1)));
        from.wait("onSendOutOfDialogMessageSuccess", |event| {
            event.status == id
        });
    }
    alice.send_outside("nobody", "text", "plain", b"hello?");
    let failure = alice.wait("onSendOutOfDialogMessageFailure", |_| true);
    assert_eq!(failure.status, 404);
    bob.send_outside("alice", "image", "png", b"picture");
    let failure = bob.wait("onSendOutOfDialogMessageFailure", |_| true);
    assert_eq!(failure.status, 415);

    let session = alice.call("bob");
    alice.wait_for("onInviteConnected", session);
    let theirs = bob.wait("onInviteConnected", |_| true).session;
    let id = alice.send_message(session, "text", "plain", long.as_bytes());
    bob.wait("onRecvMessage", |event| {
        event.session == theirs && event.message == long
    });
    alice.wait("onSendMessageSuccess", |event| event.status == id);
    bob.send_message(theirs, "text", "plain", b"in the call");
    alice.wait("onRecvMessage", |event| event.message == "in the call");
    bob.wait_for("onSendMessageSuccess", theirs);
    alice.hang_up(session);
    bob.wait_for("onInviteClosed", theirs);
}

#[test]
fn two_phones_write_through_the_proxy() {
    write_through("messages_udp", [transport::UDP; 2]);
}

#[test]
fn two_phones_write_through_the_proxy_over_tcp() {
    write_through("messages_tcp", [transport::TCP; 2]);
}

#[test]
fn two_phones_write_through_the_proxy_over_tls() {
    write_through("messages_tls", [transport::TLS; 2]);
}

#[test]
fn a_phone_over_websocket_writes_to_one_over_udp() {
    write_through("messages_ws", [transport::WS, transport::UDP]);
}

#[test]
fn the_largest_goes_through_the_proxy_over_tls() {
    let folder = folder("messages_large");
    let kamailio = Kamailio::start(&folder);
    let alice = kamailio.registered("alice", &config(transport::TLS, &folder), None);
    let large = "y".repeat(60_000);
    let bob = kamailio.registered("bob", &config(transport::TLS, &folder), None);
    let id = alice.send_outside("bob", "text", "plain", large.as_bytes());
    bob.wait("onRecvOutOfDialogMessage", |event| event.message == large);
    alice.wait("onSendOutOfDialogMessageSuccess", |event| {
        event.status == id
    });
}

#[test]
fn sipp_asks_who_we_are_and_takes_or_refuses() {
    for (line, code) in [
        ("202 Accepted", 202),
        ("486 Busy Here", 486),
        ("603 Decline", 603),
    ] {
        let values = [("STATUS", line.to_owned())];
        let (mut sipp, uri) = callee("sipp-message-uas.xml", &values);
        let phone = alone();
        let id = phone.send_outside(&uri, "text", "plain", b"hello");
        if code == 202 {
            let sent = phone.wait("onSendOutOfDialogMessageSuccess", |_| true);
            assert_eq!(sent.status, id);
        } else {
            let failure = phone.wait("onSendOutOfDialogMessageFailure", |_| true);
            assert_eq!((failure.status, &failure.text[..]), (code, &line[4..]));
        }
        sipp.assert_success(LIMIT);
    }
}

#[test]
fn sipp_writes_to_us() {
    let phone = alone();
    let mut sipp = caller("sipp-message-uac.xml", &[], &phone);
    let got = phone.wait("onRecvOutOfDialogMessage", |_| true);
    assert_eq!(got.message.trim_end(), "good morning");
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onRecvOutOfDialogMessage"), 1);
}

#[test]
fn pjsua_and_we_write_to_each_other_in_a_call_and_outside() {
    let mut pjsua = Pjsua::start("messages_pjsua", &["udp", "answer=200"]);
    let phone = alone();
    let id = phone.send_outside(&pjsua.uri(), "text", "plain", b"outside");
    assert_eq!(pjsua.wait_told("message "), "message text/plain outside");
    let sent = phone.wait("onSendOutOfDialogMessageSuccess", |_| true);
    assert_eq!(sent.status, id);
    pjsua.say(&format!("write sip:alice@127.0.0.1:{} back", phone.port()));
    let got = phone.wait("onRecvOutOfDialogMessage", |_| true);
    assert_eq!(got.message, "back");
    pjsua.wait_told("message-status 200");

    let session = phone.call(&pjsua.uri());
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("media ACTIVE");
    let id = phone.send_message(session, "text", "plain", b"inside");
    assert_eq!(pjsua.wait_told("message "), "message text/plain inside");
    let sent = phone.wait_for("onSendMessageSuccess", session);
    assert_eq!(sent.status, id);
    pjsua.say("message and back");
    let got = phone.wait_for("onRecvMessage", session);
    assert_eq!(got.message, "and back");
    pjsua.wait_told("message-status 200");
    phone.hang_up(session);
}
