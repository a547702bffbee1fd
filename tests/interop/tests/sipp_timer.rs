//! A session that is ours to refresh, with sipp as the other side (RFC 4028).

use std::time::Duration;

use interop::peer::folder;
use interop::sipp::{Scenario, Sipp};
use phone::{Config, Phone};

#[test]
fn we_refresh_the_session_that_sipp_lets_us() {
    let sipp = Sipp {
        limit_s: 60,
        ..Sipp::callee(Scenario::File("sipp-refreshed-uas.xml"))
    };
    let mut peer = sipp.start(&folder("sipp_timer"));
    let phone = Phone::start(&Config {
        signalling: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    phone.enable_session_timer(90);
    let session = phone.call(&format!("sip:service@127.0.0.1:{}", sipp.port));
    phone.wait_for("onInviteConnected", session);
    // Half of the interval later: a refresh that is refused, and the other kind.
    for method in ["UPDATE", "INVITE"] {
        phone.wait("onSendingSignaling", |event| {
            let is_refresh = event.message.starts_with(method);
            is_refresh
                && event
                    .message
                    .contains("\r\nSession-Expires: 30;refresher=uac")
        });
    }
    phone.wait("onSendingSignaling", |event| {
        event.message.starts_with("ACK ")
    });
    phone.hang_up(session);
    peer.assert_success(Duration::from_secs(30));
    assert_eq!(phone.count("onInviteUpdated"), 0);
    assert_eq!(phone.count("onInviteClosed"), 0);
}
