//! Calls through coturn, of two of our phones that have nothing in common but it.

use interop::coturn::{ADDRESS, Coturn, PASSWORD, USER};
use interop::peer::folder;
use interop::relayed_only::RelayedOnly;
use phone::{Config, Phone};

fn phone(address: &'static str, coturn: &Coturn, password: &str) -> Phone {
    let phone = Phone::start(&Config {
        address,
        ..Config::new()
    });
    phone.set_user("test", "");
    phone.enable_ice();
    phone.set_relay(ADDRESS, coturn.port, USER, password);
    phone
}

fn connect(caller: &Phone, callee: &Phone, to: &str) -> (i32, i32) {
    let ours = caller.call(to);
    let theirs = callee.wait("onInviteIncoming", |_| true).session;
    callee.answer(theirs);
    caller.wait_for("onInviteConnected", ours);
    callee.wait_for("onInviteConnected", theirs);
    (ours, theirs)
}

#[test]
fn two_phones_hear_each_other_through_the_relay_alone() {
    let folder = folder("relay");
    let mut coturn = Coturn::start(&folder);
    let caller = phone("127.0.0.2", &coturn, PASSWORD);
    let callee = phone("127.0.0.3", &coturn, PASSWORD);
    let there = format!("127.0.0.3:{}", callee.port());
    let between = RelayedOnly::start(there.parse().expect("an address"));
    let to = format!("sip:test@{}", between.address);
    let (ours, theirs) = connect(&caller, &callee, &to);
    // Before there is a way nothing is sent; one that is used has a channel.
    coturn.peer.wait_until("two channels", |printed| {
        printed.matches("CHANNEL_BIND processed, success").count() >= 2
    });
    for (from, session, to, tone) in [(&caller, ours, &callee, 3), (&callee, theirs, &caller, 7)] {
        from.dtmf(session, tone);
        assert_eq!(to.wait("onRecvDtmfTone", |_| true).status, tone);
    }
    caller.hang_up(ours);
    callee.wait_for("onInviteClosed", theirs);
    // What nobody needs is given back.
    coturn
        .peer
        .wait_until("the end of all allocations", |printed| {
            let ended =
                printed.matches("refreshed, realm=<relay.example>, username=<alice>, lifetime=0");
            ended.count() >= 4
        });
}

#[test]
fn a_relay_that_refuses_us_keeps_nobody_from_calling() {
    let folder = folder("relay_refuses");
    let coturn = Coturn::start(&folder);
    let caller = phone("127.0.0.2", &coturn, "another password");
    let callee = phone("127.0.0.3", &coturn, "another password");
    let to = format!("sip:test@127.0.0.3:{}", callee.port());
    let (ours, _) = connect(&caller, &callee, &to);
    caller.dtmf(ours, 5);
    assert_eq!(callee.wait("onRecvDtmfTone", |_| true).status, 5);
    assert!(
        !coturn
            .peer
            .printed()
            .contains("ALLOCATE processed, success")
    );
}
