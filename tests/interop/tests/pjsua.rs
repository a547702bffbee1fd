//! Calls with pjsip's phone, each side doing to the other what a call allows.

use interop::pjsua::Pjsua;
use phone::{Config, Phone};

fn phone_that_answers() -> Phone {
    let phone = Phone::start(&Config {
        auto_answer: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    phone
}

#[test]
fn it_calls_us_and_holds() {
    let mut pjsua = Pjsua::start("pjsua_calls_us", &[]);
    let phone = phone_that_answers();
    pjsua.say(&format!("call sip:alice@127.0.0.1:{}", phone.port()));
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
    let mut pjsua = Pjsua::start("we_call_pjsua", &["answer=200"]);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
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
