//! Calls with pjsip's phone, each side doing to the other what a call allows.

use std::path::Path;

use interop::certificates;
use interop::peer::folder;
use interop::pjsua::Pjsua;
use phone::{Config, Phone, transport};

fn phone(user: &str, config: &Config) -> Phone {
    let phone = Phone::start(config);
    phone.set_user(user, "");
    phone
}

fn answering(user: &str) -> Phone {
    let auto_answer = true;
    phone(
        user,
        &Config {
            auto_answer,
            ..Config::new()
        },
    )
}

fn on(transport: i32, certificates: Option<&Path>) -> Config {
    Config {
        transport,
        certificates: certificates.map(Path::to_owned),
        auto_answer: true,
        signalling: true,
        ..Config::new()
    }
}

/// The URI of a phone of ours over UDP.
fn uri(user: &str, phone: &Phone) -> String {
    format!("sip:{user}@127.0.0.1:{}", phone.port())
}

/// Whether a request of this method was sent.
fn sent(phone: &Phone, method: &str) -> bool {
    phone.events().iter().any(|event| {
        event.name == "onSendingSignaling" && event.message.starts_with(&format!("{method} "))
    })
}

#[test]
fn it_calls_us_and_holds() {
    let mut pjsua = Pjsua::start("pjsua_calls_us", &[]);
    let phone = answering("alice");
    pjsua.say(&format!("call {}", uri("alice", &phone)));
    let session = phone.wait("onInviteIncoming", |_| true).session;
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("media ACTIVE");
    pjsua.say("hold");
    phone.wait_for("onRemoteHold", session);
    pjsua.wait_told("media LOCAL_HOLD");
    pjsua.say("unhold");
    phone.wait_for("onRemoteUnHold", session);
    pjsua.wait_told("media ACTIVE");
    pjsua.say("dtmf 7");
    assert_eq!(phone.wait("onRecvDtmfTone", |_| true).status, 7);
    pjsua.say("hangup");
    phone.wait_for("onInviteClosed", session);
    assert_eq!(phone.count("onInviteFailure"), 0);
}

#[test]
fn we_call_it_and_hold() {
    let mut pjsua = Pjsua::start("we_call_pjsua", &["udp", "answer=200"]);
    let phone = phone("alice", &Config::new());
    call_and_hold(&mut pjsua, &phone);
}

#[test]
fn we_call_it_over_tcp() {
    let mut pjsua = Pjsua::start("we_call_pjsua_tcp", &["tcp", "answer=200"]);
    let phone = phone("alice", &on(transport::TCP, None));
    call_and_hold(&mut pjsua, &phone);
}

/// Each shows the other a certificate, and looks at the other's.
#[test]
fn we_call_it_over_tls() {
    let folder = folder("pjsua_tls_certificates");
    certificates::write(&folder);
    let file = |option: &str, name: &str| format!("{option}={}", folder.join(name).display());
    let options = [
        "tls".to_owned(),
        "answer=200".to_owned(),
        file("cert", "certificate.pem"),
        file("key", "key.pem"),
        file("ca", "authority.pem"),
    ];
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let mut pjsua = Pjsua::start("we_call_pjsua_tls", &options);
    let phone = phone("alice", &on(transport::TLS, Some(&folder)));
    call_and_hold(&mut pjsua, &phone);
}

fn call_and_hold(pjsua: &mut Pjsua, phone: &Phone) {
    let session = phone.call(&pjsua.uri());
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("media ACTIVE");
    phone.hold(session);
    pjsua.wait_told("media REMOTE_HOLD");
    phone.un_hold(session);
    pjsua.wait_told("media ACTIVE");
    phone.dtmf(session, 3);
    pjsua.wait_told("digit 3");
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
    assert_eq!(phone.count("onInviteClosed"), 0);
}

#[test]
fn it_calls_us_over_tcp_and_hangs_up() {
    let mut pjsua = Pjsua::start("pjsua_calls_us_tcp", &["tcp"]);
    let phone = phone("alice", &on(transport::TCP, None));
    let uri = uri("alice", &phone);
    pjsua.say(&format!("call {uri};transport=tcp"));
    let session = phone.wait("onInviteIncoming", |_| true).session;
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("media ACTIVE");
    pjsua.say("hangup");
    phone.wait_for("onInviteClosed", session);
}

#[test]
fn its_reliable_ringing_is_acknowledged() {
    let mut pjsua = Pjsua::start("pjsua_prack_uas", &["udp", "prack=mandatory"]);
    let phone = phone("alice", &on(transport::UDP, None));
    phone.set_reliable_provisional(2);
    let session = phone.call(&pjsua.uri());
    pjsua.wait_told("incoming");
    pjsua.say("answer 180");
    phone.wait_for("onInviteRinging", session);
    pjsua.say("answer 200");
    phone.wait_for("onInviteConnected", session);
    assert!(sent(&phone, "PRACK"));
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
}

#[test]
fn it_acknowledges_our_reliable_ringing() {
    let mut pjsua = Pjsua::start("pjsua_prack_uac", &["udp", "prack=mandatory"]);
    let config = Config {
        signalling: true,
        ..Config::new()
    };
    let phone = phone("alice", &config);
    phone.set_reliable_provisional(3);
    phone.enable_early_media(true);
    pjsua.say(&format!("call {}", uri("alice", &phone)));
    let session = phone.wait("onInviteIncoming", |_| true).session;
    phone.wait("onReceivedSignaling", |event| {
        event.message.starts_with("PRACK ")
    });
    phone.answer(session);
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("state CONFIRMED 200");
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
}

#[test]
fn it_transfers_us() {
    let mut pjsua = Pjsua::start("pjsua_transfers_us", &[]);
    let (alice, bob) = (answering("alice"), answering("bob"));
    pjsua.say(&format!("call {}", uri("alice", &alice)));
    let first = alice.wait("onInviteIncoming", |_| true).session;
    alice.wait_for("onInviteConnected", first);
    pjsua.say(&format!("transfer {}", uri("bob", &bob)));
    let asked = alice.wait("onReceivedRefer", |_| true);
    assert_eq!(asked.session, first);
    let second = alice.accept_refer(&asked);
    alice.wait_for("onInviteConnected", second);
    bob.wait("onInviteConnected", |_| true);
    pjsua.wait_told("transfer-status 200");
    alice.hang_up(second);
    bob.wait("onInviteClosed", |_| true);
}

#[test]
fn we_transfer_it() {
    let mut pjsua = Pjsua::start("we_transfer_pjsua", &["udp", "answer=200"]);
    let (alice, bob) = (phone("alice", &Config::new()), answering("bob"));
    let session = alice.call(&pjsua.uri());
    alice.wait_for("onInviteConnected", session);
    alice.refer(session, &uri("bob", &bob));
    pjsua.wait_told("transfer-request");
    alice.wait_for("onReferAccepted", session);
    alice.wait_for("onACTVTransferSuccess", session);
    bob.wait("onInviteConnected", |_| true);
    alice.hang_up(session);
    pjsua.say("hangup");
    bob.wait("onInviteClosed", |_| true);
}

#[test]
fn it_connects_two_of_us_with_replaces() {
    let mut pjsua = Pjsua::start("pjsua_attends", &[]);
    let (alice, bob) = (answering("alice"), answering("bob"));
    pjsua.say(&format!("call {}", uri("alice", &alice)));
    let at_alice = alice.wait("onInviteConnected", |_| true).session;
    pjsua.say(&format!("call {}", uri("bob", &bob)));
    let at_bob = bob.wait("onInviteConnected", |_| true).session;
    pjsua.wait_told("state CONFIRMED");
    pjsua.wait_told("state CONFIRMED");
    pjsua.say("attend");
    let asked = alice.wait("onReceivedRefer", |_| true);
    assert_eq!(asked.session, at_alice);
    let new = alice.accept_refer(&asked);
    alice.wait_for("onInviteConnected", new);
    // The call with pjsua ends where the new one takes its place.
    bob.wait_for("onInviteClosed", at_bob);
    pjsua.wait_told("transfer-status 200");
    alice.hang_up(new);
    bob.wait("onInviteClosed", |event| event.session != at_bob);
}

#[test]
fn we_connect_it_with_one_of_us_with_replaces() {
    let mut pjsua = Pjsua::start("we_attend", &["udp", "answer=200"]);
    let (alice, bob) = (phone("alice", &Config::new()), answering("bob"));
    let with_bob = alice.call(&uri("bob", &bob));
    alice.wait_for("onInviteConnected", with_bob);
    let with_pjsua = alice.call(&pjsua.uri());
    alice.wait_for("onInviteConnected", with_pjsua);
    alice.attended_refer(with_bob, with_pjsua, &pjsua.uri());
    let asked = bob.wait("onReceivedRefer", |_| true);
    let new = bob.accept_refer(&asked);
    bob.wait_for("onInviteConnected", new);
    pjsua.wait_told("replaced");
    alice.wait_for("onInviteClosed", with_pjsua);
    alice.wait_for("onACTVTransferSuccess", with_bob);
    alice.hang_up(with_bob);
    bob.hang_up(new);
    pjsua.wait_told("state DISCONNECTED 200");
}

/// The session timer of a message, without spaces.
fn session_expires(message: &str) -> String {
    let line = message
        .lines()
        .find_map(|line| line.strip_prefix("Session-Expires:"));
    let line = line.unwrap_or_else(|| panic!("no session timer in\n{message}"));
    line.replace(' ', "")
}

/// Its UPDATE in a call is a refresh of the session as well.
#[test]
fn it_wants_a_session_timer_and_updates_the_call() {
    let mut pjsua = Pjsua::start("pjsua_timer", &["udp", "timer=always"]);
    let phone = phone("alice", &on(transport::UDP, None));
    pjsua.say(&format!("call {}", uri("alice", &phone)));
    let session = phone.wait("onInviteConnected", |_| true).session;
    pjsua.wait_told("state CONFIRMED 200");
    let answer = |method: &str| {
        let end = format!(" {method}\r\n");
        phone.wait("onSendingSignaling", move |event| {
            event.message.starts_with("SIP/2.0 200 ") && event.message.contains(&end)
        })
    };
    let agreed = session_expires(&answer("INVITE").message);
    assert!(agreed.starts_with("90;refresher="), "{agreed}");
    pjsua.say("update");
    assert_eq!(session_expires(&answer("UPDATE").message), agreed);
    pjsua.say("hangup");
    phone.wait_for("onInviteClosed", session);
}

#[test]
fn we_want_a_session_timer_of_it() {
    let options = ["udp", "answer=200", "timer=always"];
    let mut pjsua = Pjsua::start("we_time_pjsua", &options);
    let phone = phone("alice", &on(transport::UDP, None));
    phone.enable_session_timer(120);
    let session = phone.call(&pjsua.uri());
    phone.wait_for("onInviteConnected", session);
    let answer = phone.wait("onReceivedSignaling", |event| {
        event.message.starts_with("SIP/2.0 200 ")
    });
    let agreed = session_expires(&answer.message);
    assert!(agreed.starts_with("120;refresher="), "{agreed}");
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
}

#[test]
fn it_informs_us_in_a_call() {
    let mut pjsua = Pjsua::start("pjsua_informs", &[]);
    let phone = phone("alice", &on(transport::UDP, None));
    pjsua.say(&format!("call {}", uri("alice", &phone)));
    let session = phone.wait("onInviteConnected", |_| true).session;
    pjsua.wait_told("state CONFIRMED 200");
    pjsua.say("info application/dtmf-relay Signal=5");
    assert_eq!(phone.wait("onRecvDtmfTone", |_| true).status, 5);
    // A type that we were not told of.
    pjsua.say("info text/plain word");
    phone.wait("onSendingSignaling", |event| {
        event.message.starts_with("SIP/2.0 415 ")
    });
    pjsua.say("hangup");
    phone.wait_for("onInviteClosed", session);
}
