//! Provisional responses that sipp acknowledges, or wants acknowledged.

use std::time::Duration;

use interop::sipp::{callee, caller};
use phone::{Config, Phone};

const LIMIT: Duration = Duration::from_secs(30);
/// All but 100, where the other side can.
const SUPPORTED: i32 = 2;

fn acknowledging() -> Phone {
    let phone = Phone::start(&Config {
        signalling: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    phone.set_reliable_provisional(SUPPORTED);
    phone
}

#[test]
fn sipp_answers_in_a_response_that_we_acknowledge() {
    let (mut sipp, uri) = callee("sipp-prack-uas.xml", &[]);
    let phone = acknowledging();
    let session = phone.call(&uri);
    phone.wait_for("onInviteConnected", session);
    assert_eq!(phone.count("onInviteSessionProgress"), 1);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
}

#[test]
fn sipp_acknowledges_our_ringing_and_our_early_media() {
    let phone = acknowledging();
    phone.enable_early_media(true);
    let mut sipp = caller("sipp-prack-uac.xml", &[], &phone);
    phone.wait_for("onInviteIncoming", 1);
    for _ in 0..2 {
        phone.wait("onReceivedSignaling", |event| {
            event.message.starts_with("PRACK ")
        });
    }
    phone.answer(1);
    phone.wait_for("onInviteConnected", 1);
    phone.hang_up(1);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteClosed"), 0);
}
