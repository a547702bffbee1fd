//! Provisional responses that sipp acknowledges, or wants acknowledged.

use std::thread;
use std::time::Duration;

use interop::peer::{folder, free_ports};
use interop::sipp::{Scenario, Sipp};
use phone::{Config, Phone};

const LIMIT: Duration = Duration::from_secs(30);
/// All but 100, where the other side can.
const SUPPORTED: i32 = 2;

#[test]
fn sipp_answers_in_a_response_that_we_acknowledge() {
    let folder = folder("sipp_prack_uas");
    let port = free_ports(1);
    let mut sipp = Sipp {
        scenario: Scenario::File("sipp-prack-uas.xml"),
        port,
        media_port: free_ports(4),
        calls: 1,
        rate: 1,
        target: None,
        limit_s: 25,
        tcp: false,
    }
    .start(&folder);
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    phone.set_before_answer(SUPPORTED, false);
    let session = phone.call(&format!("sip:service@127.0.0.1:{port}"));
    phone.wait_for("onInviteConnected", session);
    assert_eq!(phone.count("onInviteSessionProgress"), 1);
    phone.hang_up(session);
    sipp.assert_success(LIMIT);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "nothing tells the callee that a PRACK has come"
)]
fn sipp_acknowledges_our_ringing_and_our_early_media() {
    let folder = folder("sipp_prack_uac");
    let phone = Phone::start(&Config::new());
    phone.set_user("alice", "");
    phone.set_before_answer(SUPPORTED, true);
    let mut sipp = Sipp {
        scenario: Scenario::File("sipp-prack-uac.xml"),
        port: free_ports(1),
        media_port: free_ports(4),
        calls: 1,
        rate: 1,
        target: Some(phone.port()),
        limit_s: 25,
        tcp: false,
    }
    .start(&folder);
    phone.wait_for("onInviteIncoming", 1);
    // Both are acknowledged meanwhile.
    thread::sleep(Duration::from_secs(1));
    phone.answer(1);
    phone.wait_for("onInviteConnected", 1);
    phone.hang_up(1);
    sipp.assert_success(LIMIT);
    assert_eq!(phone.count("onInviteClosed"), 0);
}
