//! Finding SIP servers by the records of a name server on loopback (RFC 3263).

#![expect(
    clippy::disallowed_methods,
    reason = "tests of the engine use real sockets and time"
)]

mod engine_support;
mod name_server;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use engine_support::{Phone, config, wait_for};
use hickory_proto::rr::RecordType;
use name_server::NameServer;
use portsip_core::config::TransportKind;
use portsip_core::events::Event;
use portsip_core::plan::AudioCodec;

/// What a call to a name without addresses fails with.
const NO_ADDRESS: &str = "The host has no address that can be reached";
const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A phone that asks `names`.
fn caller(names: &NameServer) -> Phone {
    let phone = Phone::new("alice");
    phone.engine.set_name_servers(vec![names.address()]);
    phone
}

fn port(phone: &Phone) -> u16 {
    phone.engine.local_sip_address().port()
}

fn made_for(transport: TransportKind) -> Phone {
    let mut config = config(LOCALHOST, 0);
    config.transport = transport;
    Phone::made_with(&config, "bob", &[AudioCodec::Pcmu])
}

/// A port where nobody is, for datagrams and connections.
fn nobody() -> u16 {
    let phone = Phone::new("nobody");
    let port = port(&phone);
    phone.engine.shut_down();
    port
}

#[test]
fn naptr_and_srv_lead_to_the_transport_and_port() {
    let names = NameServer::start();
    let alice = caller(&names);
    let (udp, tcp) = (Phone::new("bob"), made_for(TransportKind::Tcp));
    names.naptr("example.test", 10, "SIPS+D2T", "_sips._tcp.example.test");
    names.naptr("example.test", 20, "SIP+D2T", "_elsewhere.example.test");
    names.naptr("example.test", 30, "SIP+D2U", "_sip._udp.example.test");
    names.srv(
        "_elsewhere.example.test",
        1,
        1,
        ("a.example.test", port(&tcp)),
    );
    names.srv(
        "_sip._udp.example.test",
        1,
        1,
        ("a.example.test", port(&udp)),
    );
    names.host("a.example.test", 60, LOCALHOST);
    alice.call_uri("sip:bob@example.test");
    tcp.incoming();
    alice.call_uri("sip:bob@example.test;transport=udp");
    udp.incoming();
    // An object made for TCP does not fall back to what it was not made for.
    let other = made_for(TransportKind::Tcp);
    other.engine.set_name_servers(vec![names.address()]);
    names.srv("_sip._udp.only.test", 1, 1, ("a.example.test", port(&udp)));
    let lost = other.call_uri("sip:bob@only.test");
    assert_eq!(other.failure_of(lost).0, 503);
}

#[test]
fn the_next_server_is_called_where_the_first_is_not_there() {
    let names = NameServer::start();
    let alice = caller(&names);
    let bob = Phone::new("bob");
    names.srv(
        "_sip._udp.example.test",
        1,
        1,
        ("dead.example.test", nobody()),
    );
    names.srv(
        "_sip._udp.example.test",
        2,
        1,
        ("live.example.test", port(&bob)),
    );
    names.host("dead.example.test", 60, LOCALHOST);
    names.host("live.example.test", 60, LOCALHOST);
    alice.call_uri("sip:bob@example.test");
    bob.incoming();
    // The dead one is remembered: the second call does not try it again.
    alice.call_uri("sip:bob@example.test");
    bob.incoming();
}

#[test]
fn a_refused_connection_leads_to_the_next_server() {
    let names = NameServer::start();
    let alice = made_for(TransportKind::Tcp);
    alice.engine.set_name_servers(vec![names.address()]);
    let bob = made_for(TransportKind::Tcp);
    names.srv("_sip._tcp.example.test", 1, 1, ("a.example.test", nobody()));
    names.srv(
        "_sip._tcp.example.test",
        2,
        1,
        ("a.example.test", port(&bob)),
    );
    names.host("a.example.test", 60, LOCALHOST);
    alice.call_uri("sip:bob@example.test");
    bob.incoming();
}

#[test]
fn weights_share_the_calls_of_many_callers() {
    let names = NameServer::start();
    let (often, rarely) = (Phone::new("bob"), Phone::new("bob"));
    names.srv(
        "_sip._udp.example.test",
        1,
        9,
        ("a.example.test", port(&often)),
    );
    names.srv(
        "_sip._udp.example.test",
        1,
        1,
        ("a.example.test", port(&rarely)),
    );
    names.host("a.example.test", 60, LOCALHOST);
    let callers: Vec<Phone> = (0..16).map(|_| caller(&names)).collect();
    for phone in &callers {
        // One caller stays with the server that it was given.
        phone.call_uri("sip:bob@example.test");
        phone.call_uri("sip:bob@example.test");
    }
    let count = |phone: &Phone| phone.engine.agent("calls", |agent, _| agent.calls_live());
    wait_for("all calls", || {
        (count(&often) + count(&rarely) == 32).then_some(())
    });
    assert!(count(&often) > count(&rarely));
    assert!(count(&often).is_multiple_of(2));
}

#[test]
fn what_was_found_is_asked_for_again_when_it_has_expired() {
    let names = NameServer::start();
    let alice = caller(&names);
    let (bob, uri) = (Phone::new("bob"), "sip:bob@host.test");
    let uri = format!("{uri}:{}", port(&bob));
    names.host("host.test", 1, LOCALHOST);
    for _ in 0..3 {
        alice.call_uri(&uri);
        bob.incoming();
    }
    assert!(names.asked("host.test", RecordType::A) <= 2);
    names.remove("host.test");
    std::thread::sleep(Duration::from_millis(1100));
    let lost = alice.call_uri(&uri);
    assert_eq!(alice.failure_of(lost).0, 503);
}

#[test]
fn a_name_that_does_not_exist_fails_with_503_and_is_remembered() {
    let names = NameServer::start();
    let alice = caller(&names);
    for _ in 0..3 {
        let lost = alice.call_uri("sip:bob@nowhere.test");
        assert_eq!(alice.failure_of(lost), (503, NO_ADDRESS.to_owned()));
    }
    assert_eq!(names.asked("nowhere.test", RecordType::NAPTR), 1);
    assert_eq!(names.asked("nowhere.test", RecordType::A), 1);
}

#[test]
fn a_service_that_is_not_offered_fails_without_a_try() {
    let names = NameServer::start();
    let alice = caller(&names);
    names.srv("_sip._udp.example.test", 0, 0, (".", 0));
    names.srv("_sip._tcp.example.test", 0, 0, (".", 0));
    names.host("example.test", 60, LOCALHOST);
    let lost = alice.call_uri("sip:bob@example.test");
    assert_eq!(alice.failure_of(lost).0, 503);
    assert_eq!(names.asked("example.test", RecordType::A), 0);
}

#[test]
fn long_answers_come_over_tcp() {
    let names = NameServer::start();
    names.cut_answers();
    let alice = caller(&names);
    let bob = Phone::new("bob");
    names.host("host.test", 60, LOCALHOST);
    alice.call_uri(&format!("sip:bob@host.test:{}", port(&bob)));
    bob.incoming();
}

#[test]
fn a_name_server_that_is_silent_fails_the_call_in_bounded_time() {
    let names = NameServer::start();
    names.fall_silent();
    let alice = caller(&names);
    let lost = alice.call_uri("sip:bob@example.test");
    assert_eq!(alice.failure_of(lost).0, 503);
}

#[test]
fn what_a_name_server_is_silent_about_is_not_asked_for_again() {
    let names = NameServer::start();
    names.know_hosts_alone();
    let alice = caller(&names);
    names.host("host.test", 60, LOCALHOST);
    // Nobody is there; what counts is that it is tried at all.
    let reason = |call| alice.failure_of(call).1;
    let first = alice.call_uri("sip:bob@host.test");
    assert_ne!(reason(first), NO_ADDRESS);
    let asked = names.asked("host.test", RecordType::NAPTR);
    let second = alice.call_uri("sip:bob@host.test");
    assert_ne!(reason(second), NO_ADDRESS);
    assert!(asked > 0);
    assert_eq!(names.asked("host.test", RecordType::NAPTR), asked);
}

#[test]
fn the_family_that_is_preferred_comes_first() {
    let names = NameServer::start();
    let dual = |name| {
        let config = config(Ipv6Addr::UNSPECIFIED.into(), 0);
        Phone::made_with(&config, name, &[AudioCodec::Pcmu])
    };
    let (alice, bob) = (dual("alice"), dual("bob"));
    alice.engine.set_name_servers(vec![names.address()]);
    names.host("host.test", 60, LOCALHOST);
    names.host("host.test", 60, Ipv6Addr::LOCALHOST.into());
    let uri = format!("sip:bob@host.test:{}", port(&bob));
    let caller_of = |prefer_ipv6| {
        alice
            .engine
            .agent("IPv6", |agent, _| agent.set_prefer_ipv6(prefer_ipv6));
        alice.call_uri(&uri);
        bob.event("an incoming call", |event| match event {
            Event::InviteIncoming(parties) => Some(parties.caller.clone()),
            _ => None,
        })
    };
    assert!(caller_of(false).contains("127.0.0.1"));
    assert!(caller_of(true).contains("[::1]"));
}
