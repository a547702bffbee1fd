//! An engine's SIP socket against a plain one: what it answers to whom.

mod engine_support;

use std::net::SocketAddr;

use engine_support::{Peer, options_request, quiet_engine};
use portsip_core::engine::Engine;
use portsip_core::limits::{EVENT_QUEUE_BYTES_MAX, EVENT_QUEUE_MAX};

#[test]
fn a_malformed_request_gets_400_and_the_next_options_200() {
    let engine = quiet_engine();
    let peer = Peer::bound();
    let to = engine.local_sip_address();
    let too_long = vec![0xFF; 60_000];
    let broken: [&[u8]; 7] = [
        b"OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKx\r\nContent-Length: -1\r\n\r\n",
        b"\x00\x01\x02\x03",
        b"\r\n\r\n",
        b"",
        b"SIP/2.0 200 OK\r\n\r\n",
        b"INVITE",
        &too_long,
    ];
    for datagram in broken {
        peer.send(datagram, to);
    }
    assert!(peer.receive().starts_with("SIP/2.0 400 "));
    peer.send(options_request(peer.address(), to).as_bytes(), to);
    assert!(peer.receive_final().starts_with("SIP/2.0 200 "));
    engine.shut_down();
    assert_eq!(engine.threads_alive(), 0);
}

#[test]
fn a_handler_that_blocks_does_not_let_messages_fill_memory() {
    let (release, blocked) = std::sync::mpsc::channel::<()>();
    let config = engine_support::config(std::net::Ipv4Addr::LOCALHOST.into(), 0);
    let handler = move |_| {
        // Until the other end is dropped.
        let _ = blocked.recv();
    };
    let engine = Engine::start(&config, Box::new(handler)).expect("it starts");
    let peer = Peer::bound();
    let (from, to) = (peer.address(), engine.local_sip_address());
    let body = "x".repeat(60_000);
    let mut answered = 0;
    let refusal = loop {
        answered += 1;
        let message = format!(
            "MESSAGE sip:x@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{answered};rport\r\n\
             Max-Forwards: 70\r\nFrom: <sip:tester@{from}>;tag=t\r\nTo: <sip:x@{to}>\r\n\
             Call-ID: c{answered}\r\nCSeq: 1 MESSAGE\r\nContent-Type: text/plain\r\n\
             Content-Length: 60000\r\n\r\n{body}"
        );
        peer.send(message.as_bytes(), to);
        let answer = peer.receive_final();
        if !answer.starts_with("SIP/2.0 200 ") {
            break answer;
        }
        assert!(answered < EVENT_QUEUE_MAX, "nothing is refused");
    };
    assert!(refusal.starts_with("SIP/2.0 503 "), "{refusal}");
    assert!(refusal.contains("Retry-After: 5\r\n"), "{refusal}");
    // The one that the handler has is not queued any more.
    let most = EVENT_QUEUE_BYTES_MAX / body.len() + 3;
    assert!((most - 5..=most).contains(&answered), "{answered}");
    drop(release);
    engine.shut_down();
}

#[test]
fn a_port_that_is_taken_says_so() {
    let engine = quiet_engine();
    let taken: SocketAddr = engine.local_sip_address();
    let config = engine_support::config(taken.ip(), taken.port());
    let second = Engine::start(&config, Box::new(|_| ()));
    assert_eq!(
        second.err(),
        Some(portsip_core::error::Error::CoreAddUdpTransportFailure)
    );
}

#[test]
fn an_address_that_is_not_ours_says_so() {
    let config = engine_support::config([192, 0, 2, 77].into(), 0);
    let engine = Engine::start(&config, Box::new(|_| ()));
    assert_eq!(
        engine.err(),
        Some(portsip_core::error::Error::CoreNetworkInterfaceUnavailable)
    );
}

#[test]
fn both_families_reach_a_dual_stack_engine() {
    let config = engine_support::config(std::net::Ipv6Addr::UNSPECIFIED.into(), 0);
    let engine = Engine::start(&config, Box::new(|_| ())).expect("it starts");
    let port = engine.local_sip_address().port();
    for ip in ["127.0.0.1", "::1"] {
        let ip: std::net::IpAddr = ip.parse().expect("an address");
        let peer = Peer::bound_to(ip);
        let to = SocketAddr::new(ip, port);
        peer.send(options_request(peer.address(), to).as_bytes(), to);
        assert!(
            peer.receive_final().starts_with("SIP/2.0 200 "),
            "over {ip}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_peer_that_icmp_calls_unreachable_fails_the_call_at_once() {
    let alice = engine_support::Phone::new("alice");
    let nobody = Peer::bound().address();
    let call = alice.call_uri(&format!("sip:nobody@{nobody}"));
    assert_eq!(alice.failure_of(call).0, 503);
}

#[test]
fn a_name_is_resolved_and_one_that_is_none_fails_the_call() {
    let (alice, bob) = (
        engine_support::Phone::new("alice"),
        engine_support::Phone::new("bob"),
    );
    let call = |host: &str| {
        let port = bob.engine.local_sip_address().port();
        alice.call_uri(&format!("sip:bob@{host}:{port}"))
    };
    call("localhost");
    bob.incoming();
    let nowhere = call("name.invalid");
    alice.failure_of(nowhere);
}
