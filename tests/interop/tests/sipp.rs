//! Calls with sipp, as caller and as callee, with and without credentials.

use std::time::Duration;

use interop::peer::{folder, free_ports};
use interop::sipp::{Scenario, Sipp};
use phone::{Config, Phone};

const CALLS: u32 = 100;
const LIMIT: Duration = Duration::from_mins(1);

#[test]
fn sipp_calls_us_a_hundred_times() {
    let folder = folder("sipp_calls_us");
    let phone = Phone::start(&Config {
        auto_answer: true,
        calls_max: 200,
        ..Config::new()
    });
    phone.set_user("alice", "");
    let mut sipp = Sipp {
        scenario: Scenario::BuiltIn("uac"),
        port: free_ports(1),
        media_port: free_ports(4),
        calls: CALLS,
        rate: 20,
        target: Some(phone.port()),
        limit_s: 50,
        tcp: false,
    }
    .start(&folder);
    sipp.assert_success(LIMIT);
    for session in 1..=CALLS.cast_signed() {
        phone.wait_for("onInviteClosed", session);
    }
    assert_eq!(phone.count("onInviteIncoming"), CALLS as usize);
    assert_eq!(phone.count("onInviteConnected"), CALLS as usize);
    assert_eq!(phone.count("onInviteClosed"), CALLS as usize);
    assert_eq!(phone.count("onInviteFailure"), 0);
}

#[test]
fn we_call_sipp_a_hundred_times() {
    let folder = folder("we_call_sipp");
    let port = free_ports(1);
    let mut sipp = Sipp {
        scenario: Scenario::BuiltIn("uas"),
        port,
        media_port: free_ports(4),
        calls: CALLS,
        rate: 10,
        target: None,
        limit_s: 50,
        tcp: false,
    }
    .start(&folder);
    let phone = Phone::start(&Config {
        calls_max: 200,
        ..Config::new()
    });
    phone.set_user("alice", "");
    let mut sessions = Vec::new();
    for _ in 0..CALLS {
        sessions.push(phone.call(&format!("sip:service@127.0.0.1:{port}")));
    }
    for session in sessions {
        phone.wait_for("onInviteConnected", session);
        phone.hang_up(session);
    }
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteAnswered"), CALLS as usize);
    assert_eq!(phone.count("onInviteClosed"), 0);
    assert_eq!(phone.count("onInviteFailure"), 0);
}

#[test]
fn a_registrar_that_checks_the_digest_takes_us() {
    let folder = folder("sipp_registrar");
    let port = free_ports(1);
    let mut sipp = Sipp {
        scenario: Scenario::File("sipp-register-uas.xml"),
        port,
        media_port: free_ports(4),
        calls: 1,
        rate: 1,
        target: None,
        limit_s: 30,
        tcp: false,
    }
    .start(&folder);
    let phone = Phone::start(&Config::new());
    phone.set_user_at("alice", "wonder land", "127.0.0.1", port);
    phone.register(3600, 3);
    let success = phone.wait("onRegisterSuccess", |_| true);
    assert_eq!(success.status, 200);
    phone.unregister(5000);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onRegisterFailure"), 0);
}

#[test]
fn a_callee_that_asks_for_credentials_gets_them() {
    let folder = folder("sipp_401");
    let port = free_ports(1);
    let mut sipp = Sipp {
        scenario: Scenario::File("sipp-invite-401.xml"),
        port,
        media_port: free_ports(4),
        calls: 1,
        rate: 1,
        target: None,
        limit_s: 30,
        tcp: false,
    }
    .start(&folder);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "wonder land");
    let session = phone.call(&format!("sip:service@127.0.0.1:{port}"));
    phone.wait_for("onInviteRinging", session);
    phone.wait_for("onInviteConnected", session);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteFailure"), 0);
}
