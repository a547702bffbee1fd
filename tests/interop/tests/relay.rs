//! Calls through coturn, of two of our phones that have nothing in common but it.

use std::path::Path;

use interop::coturn::{ADDRESS, Coturn, PASSWORD, USER};
use interop::peer::folder;
use interop::relayed_only::RelayedOnly;
use interop::two_phones::Call;
use phone::{Config, Phone, transport};

/// A phone that may use the relay, reached over this transport.
fn phone(address: &'static str, over: i32, relay: (&str, u16), folder: &Path) -> Phone {
    let phone = Phone::start(&Config {
        address,
        certificates: Some(folder.to_owned()),
        ..Config::new()
    });
    phone.set_user("test", "");
    phone.enable_ice();
    phone.set_relay(over, relay, USER, PASSWORD);
    phone
}

#[test]
fn two_phones_hear_each_other_through_the_relay_alone() {
    let folder = folder("relay");
    let coturn = Coturn::start(&folder);
    let relay = (ADDRESS, coturn.port);
    assert_heard_through(coturn, [transport::UDP; 2], relay, &folder);
}

#[test]
fn one_reaches_the_relay_over_tcp() {
    let folder = folder("relay_tcp");
    let coturn = Coturn::start(&folder);
    let relay = (ADDRESS, coturn.port);
    assert_heard_through(coturn, [transport::TCP, transport::UDP], relay, &folder);
}

#[test]
fn both_reach_the_relay_over_tls() {
    let folder = folder("relay_tls");
    // Whose certificate is for this name.
    let coturn = Coturn::start_at("127.0.0.1", &folder);
    let relay = ("localhost", coturn.tls_port);
    assert_heard_through(coturn, [transport::TLS; 2], relay, &folder);
}

/// A call that has the relay alone.
fn assert_heard_through(mut coturn: Coturn, over: [i32; 2], relay: (&str, u16), folder: &Path) {
    let caller = phone("127.0.0.2", over[0], relay, folder);
    let callee = phone("127.0.0.3", over[1], relay, folder);
    let there = format!("127.0.0.3:{}", callee.port());
    let between = RelayedOnly::start(there.parse().expect("an address"));
    let to = format!("sip:test@{}", between.address);
    let call = Call::connect(&caller, &callee, &to);
    // Who has no UDP for the relay has a connection for each socket.
    let connections = 2 * over.iter().filter(|over| **over != transport::UDP).count();
    let printed = coturn.peer.printed();
    assert_eq!(
        printed.matches("tcp or tls connected to").count(),
        connections
    );
    // Before there is a way nothing is sent; one that is used has a channel.
    coturn.peer.wait_until("two channels", |printed| {
        printed.matches("CHANNEL_BIND processed, success").count() >= 2
    });
    call.dtmf(3);
    call.hang_up();
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
    let mut coturn = Coturn::start(&folder);
    let relay = (ADDRESS, coturn.port);
    let caller = phone("127.0.0.2", transport::UDP, relay, &folder);
    let callee = phone("127.0.0.3", transport::UDP, relay, &folder);
    for phone in [&caller, &callee] {
        phone.set_relay(transport::UDP, relay, USER, "another password");
    }
    let to = format!("sip:test@127.0.0.3:{}", callee.port());
    Call::connect(&caller, &callee, &to).dtmf(5);
    coturn
        .peer
        .wait_until("wrong credentials of four sockets", |printed| {
            printed
                .matches("user alice credentials are incorrect")
                .count()
                >= 4
        });
    let printed = coturn.peer.printed();
    assert!(
        !printed.contains("ALLOCATE processed, success"),
        "{printed}"
    );
}
