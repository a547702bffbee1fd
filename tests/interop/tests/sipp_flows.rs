//! What happens in the life of a call, with sipp as the other side.

use std::time::Duration;

use interop::peer::folder;
use interop::sipp::{Scenario, Sipp, callee, caller};
use phone::{Config, Phone, transport};

const LIMIT: Duration = Duration::from_secs(30);

fn phone(config: Config) -> Phone {
    let phone = Phone::start(&Config {
        signalling: true,
        ..config
    });
    phone.set_user("alice", "");
    phone
}

fn answering() -> Phone {
    phone(Config {
        auto_answer: true,
        ..Config::new()
    })
}

#[test]
fn sipp_calls_us_without_an_offer() {
    let phone = answering();
    let mut sipp = caller("sipp-offerless-uac.xml", &[], &phone);
    phone.wait_for("onInviteConnected", 1);
    phone.wait_for("onInviteClosed", 1);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_gives_up_while_we_ring() {
    let phone = phone(Config::new());
    let mut sipp = caller("sipp-cancel-uac.xml", &[], &phone);
    phone.wait_for("onInviteIncoming", 1);
    phone.wait_for("onInviteClosed", 1);
    sipp.assert_success(LIMIT);
}

#[test]
fn we_give_up_while_sipp_rings() {
    let (mut sipp, uri) = callee("sipp-cancelled-uas.xml", &[]);
    let phone = phone(Config::new());
    let session = phone.call(&uri);
    phone.wait_for("onInviteRinging", session);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteFailure"), 0);
}

#[test]
fn we_follow_sipp_to_where_it_has_moved() {
    let (mut sipp, uri) = callee("sipp-moved-uas.xml", &[]);
    let phone = phone(Config::new());
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_wants_a_longer_session_and_refreshes_it() {
    let (mut sipp, uri) = callee("sipp-timer-uas.xml", &[]);
    let phone = phone(Config::new());
    phone.enable_session_timer(90);
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    phone.wait("onReceivedSignaling", |event| {
        event.message.starts_with("UPDATE ")
    });
    // The ACK of its re-INVITE.
    phone.wait("onReceivedSignaling", |event| {
        event.message.starts_with("ACK ")
    });
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteUpdated"), 0);
}

#[test]
fn sipp_calls_us_and_refreshes_the_session() {
    let phone = answering();
    let mut sipp = caller("sipp-timer-uac.xml", &[], &phone);
    phone.wait_for("onInviteClosed", 1);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteUpdated"), 0);
}

#[test]
fn sipp_holds_us_by_update() {
    let phone = answering();
    let mut sipp = caller("sipp-update-uac.xml", &[], &phone);
    phone.wait_for("onRemoteHold", 1);
    phone.wait_for("onRemoteUnHold", 1);
    phone.wait_for("onInviteClosed", 1);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_asks_and_informs_us_in_a_call() {
    let phone = answering();
    let mut sipp = caller("sipp-requests-uac.xml", &[], &phone);
    phone.wait("onRecvOptions", |_| true);
    assert_eq!(phone.wait("onRecvDtmfTone", |_| true).status, 5);
    phone.wait_for("onInviteClosed", 1);
    sipp.assert_success(LIMIT);
}

#[test]
fn we_inform_sipp_in_a_call() {
    let (mut sipp, uri) = callee("sipp-requests-uas.xml", &[]);
    let phone = phone(Config::new());
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    phone.send_info(session, "text", "plain", "a word");
    phone.wait("onReceivedSignaling", |event| {
        event.message.contains(" INFO\r\n")
    });
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
}

#[test]
fn we_ask_sipp_what_it_can() {
    let (mut sipp, uri) = callee("sipp-options-uas.xml", &[]);
    let phone = phone(Config::new());
    phone.send_options(&uri);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_asks_us_what_we_can() {
    let phone = phone(Config::new());
    for (refused, status) in [(false, "200"), (true, "480")] {
        phone.set_do_not_disturb(refused);
        let values = [("STATUS", status.to_owned())];
        caller("sipp-options-uac.xml", &values, &phone).assert_success(LIMIT);
    }
    assert_eq!(phone.count("onRecvOptions"), 2);
}

#[test]
fn re_invites_that_cross_are_both_refused_and_ours_goes_again() {
    let (mut sipp, uri) = callee("sipp-glare-uas.xml", &[]);
    let phone = phone(Config::new());
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    phone.hold(session);
    // The ACK behind the one of the call and of the 491 is of the hold.
    phone.wait("onSendingSignaling", |event| {
        event.message.starts_with("ACK ") && event.message.contains("CSeq: 3 ACK")
    });
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onRemoteHold"), 0);
}

fn refused(status: &str, header: &str, words: &str) -> [(&'static str, String); 3] {
    [
        ("STATUS", status.to_owned()),
        ("HEADER", header.to_owned()),
        ("WORDS", words.to_owned()),
    ]
}

#[test]
fn callers_are_refused_while_we_are_not_to_be_disturbed() {
    let phone = phone(Config::new());
    phone.set_do_not_disturb(true);
    let values = refused("480", "CSeq", "1 INVITE");
    caller("sipp-refused-uac.xml", &values, &phone).assert_success(LIMIT);
    assert_eq!(phone.count("onInviteIncoming"), 0);
}

#[test]
fn we_are_busy() {
    let phone = phone(Config::new());
    let values = refused("486", "CSeq", "1 INVITE");
    let mut sipp = caller("sipp-refused-uac.xml", &values, &phone);
    phone.wait_for("onInviteIncoming", 1);
    phone.reject(1, 486);
    sipp.assert_success(LIMIT);
}

#[test]
fn we_send_a_caller_elsewhere() {
    let phone = phone(Config::new());
    let values = refused("302", "Contact", "sip:bob@example.com");
    let mut sipp = caller("sipp-refused-uac.xml", &values, &phone);
    phone.wait_for("onInviteIncoming", 1);
    phone.forward(1, "sip:bob@example.com");
    sipp.assert_success(LIMIT);
}

fn over_tcp() -> Config {
    Config {
        transport: transport::TCP,
        auto_answer: true,
        ..Config::new()
    }
}

#[test]
fn sipp_calls_us_over_tcp() {
    let phone = phone(over_tcp());
    let mut sipp = Sipp {
        calls: 10,
        rate: 10,
        tcp: true,
        ..Sipp::caller(Scenario::BuiltIn("uac"), phone.port())
    }
    .start(&folder("sipp_tcp_uac"));
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteClosed"), 10);
}

#[test]
fn we_call_sipp_over_tcp() {
    let sipp = Sipp {
        calls: 10,
        tcp: true,
        ..Sipp::callee(Scenario::BuiltIn("uas"))
    };
    let uri = format!("sip:service@127.0.0.1:{};transport=tcp", sipp.port);
    let mut sipp = sipp.start(&folder("sipp_tcp_uas"));
    let phone = phone(over_tcp());
    for _ in 0..10 {
        let session = phone.call(&uri);
        phone.wait_for("onInviteConnected", session);
        phone.hang_up(session);
    }
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteFailure"), 0);
}
