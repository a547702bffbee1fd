//! Handshakes that begin while another is under way, or done, from the same address
//! (RFC 6347 §4.2.8).

use std::time::Duration;

use portsip_core::media::dtls::Event;
use portsip_core::plan::SrtpSuite;

use crate::network::{CLIENT, Pair};
use crate::seconds;

fn pair(seed: u64) -> Pair {
    Pair::new(seed, [&[SrtpSuite::AeadAes256Gcm]; 2])
}

/// A client that begins anew as soon as its first hello has come, and as soon as it has
/// given the cookie back.
#[test]
fn a_client_may_begin_anew_before_there_are_keys() {
    for elapsed_ms in [30, 70, 90] {
        let mut pair = pair(20);
        pair.run_for(Duration::from_millis(elapsed_ms));
        assert!(!pair.server.is_connected());
        pair.begin_client_anew();
        pair.run_for(seconds(1));
        let (client, server) = pair.keys();
        assert_eq!(client.send, server.receive, "{elapsed_ms}");
    }
}

#[test]
fn a_client_may_begin_anew_when_the_server_has_keys() {
    let mut pair = pair(21);
    pair.run_for(seconds(1));
    let (before, _) = pair.keys();
    pair.begin_client_anew();
    pair.run_for(seconds(1));
    let (client, server) = pair.keys();
    assert_eq!(client.send, server.receive);
    assert_ne!(client.send, before.send);
    assert_eq!(pair.server_events.len(), 2);
}

/// From the very address, by somebody who does not see the answers.
#[test]
fn a_forged_hello_does_not_keep_the_client_out() {
    // Before the client has got its cookie it may take that of the other: its try fails.
    for (elapsed_ms, has_keys_in_ms) in [(0, 6000), (30, 900), (70, 900)] {
        let mut pair = pair(22);
        pair.run_for(Duration::from_millis(elapsed_ms));
        let hello = pair.somebody_else().poll_transmit().expect("a hello");
        pair.server
            .handle_datagram(pair.now, CLIENT, &hello.payload);
        // One without a random is none.
        let short = [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 9, 0, 13];
        let short = [&short[..], &[1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7]].concat();
        pair.server.handle_datagram(pair.now, CLIENT, &short);
        pair.run_for(Duration::from_millis(has_keys_in_ms));
        assert!(pair.client.is_connected(), "{elapsed_ms}");
        pair.keys();
    }
}

/// Somebody on the way ends a handshake from the address of the other side, which has
/// its keys, with a certificate of its own.
#[test]
fn keys_outlive_the_handshake_of_somebody_else() {
    let mut pair = pair(23);
    pair.run_for(seconds(1));
    let (client, _) = pair.keys();
    let mut other = pair.somebody_else();
    for _ in 0..50 {
        pair.exchange_with(&mut other, CLIENT);
        pair.run_for(Duration::from_millis(10));
    }
    assert!(other.is_connected() && pair.server.is_connected());
    assert!(pair.server.counts().wrong_fingerprint > 0);
    pair.run_for(seconds(60));
    assert_eq!(pair.server_events.len(), 1, "{:?}", pair.server_events);
    let Some(Event::Connected(keys)) = pair.server_events.first() else {
        panic!("no keys");
    };
    assert_eq!(keys.receive, client.send);
}
