//! Permissions and channels.

use std::net::SocketAddr;

use stun_types::attribute::AttributeType;
use stun_types::message::Message;

use super::super::message::{CHANNEL_BIND, CREATE_PERMISSION, REFRESH};
use super::super::{TurnClient, framing};
use super::{
    address, allocated, assert_is, at_s, next_request, poll_request, proved_refusal, success,
};
use crate::clock::Instant;
use crate::limits::TURN_GRANTS_MAX;

const PEER: &str = "198.51.100.7:4000";

/// Grants the next request, which is one of this method, at a time.
fn grant(client: &mut TurnClient, now: Instant, method: stun_types::message::Method) -> Vec<u8> {
    let asked = poll_request(client).expect("a request");
    assert_is(&asked, method);
    assert!(client.handle_datagram(now, &success(&asked, 600)));
    asked
}

fn number_of(bind: &[u8]) -> [u8; 2] {
    let bind = Message::from_bytes(bind).unwrap();
    let number = bind.raw_attribute(AttributeType::new(0x0C)).unwrap();
    [number.value[0], number.value[1]]
}

#[test]
fn media_takes_a_channel_once_it_is_granted_and_is_refreshed() {
    let mut client = allocated(3600);
    let peer = address(PEER);
    client.bind(Instant::ZERO, peer);
    client.bind(Instant::ZERO, peer);
    let mut buffer = [0; 100];
    let before = client.frame(peer, b"hello", &mut buffer).unwrap();
    assert_eq!(framing::read_channel_data(before), None);
    grant(&mut client, Instant::ZERO, CHANNEL_BIND);
    assert_eq!(client.poll_transmit(), None);
    let framed = client.frame(peer, b"hello", &mut buffer).unwrap().to_vec();
    assert_eq!(client.unwrap(&framed), Some((peer, &b"hello"[..])));
    // A number that is nobody's.
    assert_eq!(client.unwrap(b"\x40\x09\0\x01x"), None);
    client.bind(at_s(100), peer);
    let (now, again) = next_request(&mut client).unwrap();
    assert_eq!(now, at_s(240));
    assert_is(&again, CHANNEL_BIND);
}

#[test]
fn what_comes_in_an_indication_is_heard_of_who_was_let_in() {
    let mut client = allocated(3600);
    client.permit(Instant::ZERO, address(PEER));
    let mut buffer = [0; 100];
    for (peer, is_heard) in [
        (PEER, true),
        // Permissions are for all ports of an address.
        ("198.51.100.7:5000", true),
        ("198.51.100.8:4000", false),
    ] {
        let peer = address(peer);
        let written = framing::send_indication([7; 12], peer, b"hello", &mut buffer);
        let mut indication = written.unwrap().to_vec();
        // As the relay would tell us of it.
        indication[1] = 0x17;
        let expected = is_heard.then_some((peer, &b"hello"[..]));
        assert_eq!(client.unwrap(&indication), expected);
    }
}

#[test]
fn what_is_of_no_use_lapses_and_comes_again_when_it_is() {
    let mut client = allocated(3600);
    let peer = address(PEER);
    client.permit(Instant::ZERO, peer);
    grant(&mut client, Instant::ZERO, CREATE_PERMISSION);
    client.bind(Instant::ZERO, peer);
    let bound = grant(&mut client, Instant::ZERO, CHANNEL_BIND);
    client.permit(at_s(1), peer);
    let (now, again) = next_request(&mut client).unwrap();
    assert_eq!(now, at_s(240));
    assert_is(&again, CREATE_PERMISSION);
    client.handle_datagram(now, &success(&again, 600));
    // The channel has lapsed by now, and the permission lapses next.
    let (now, refresh) = next_request(&mut client).unwrap();
    assert_is(&refresh, REFRESH);
    client.handle_datagram(now, &success(&refresh, 3600));
    let mut buffer = [0; 100];
    let framed = client.frame(peer, b"hello", &mut buffer).unwrap();
    assert_eq!(framing::read_channel_data(framed), None);
    client.permit(now, peer);
    grant(&mut client, now, CREATE_PERMISSION);
    // The server may still know the number of this peer: no other will do.
    client.bind(now, peer);
    let again = grant(&mut client, now, CHANNEL_BIND);
    assert_eq!(number_of(&again), number_of(&bound));
    client.bind(now, address("198.51.100.7:5000"));
    let other = grant(&mut client, now, CHANNEL_BIND);
    assert_ne!(number_of(&other), number_of(&bound));
}

#[test]
fn what_is_refused_rests_and_is_asked_for_again_when_it_is_wanted() {
    let mut client = allocated(3600);
    let peer = address("127.0.0.1:1");
    client.permit(Instant::ZERO, peer);
    // Another port is the same peer.
    client.permit(Instant::ZERO, address("127.0.0.1:2"));
    let asked = client.poll_transmit().unwrap();
    assert_is(&asked, CREATE_PERMISSION);
    assert!(client.handle_datagram(Instant::ZERO, &proved_refusal(&asked, 403)));
    client.permit(at_s(9), peer);
    assert_eq!(client.poll_transmit(), None);
    client.permit(at_s(10), peer);
    grant(&mut client, at_s(10), CREATE_PERMISSION);
    // Of itself it is not.
    let other = address("127.0.0.2:1");
    client.permit(at_s(10), other);
    let asked = client.poll_transmit().unwrap();
    assert!(client.handle_datagram(at_s(10), &proved_refusal(&asked, 403)));
    let (_, next) = next_request(&mut client).unwrap();
    assert_is(&next, REFRESH);
}

#[test]
fn what_could_not_be_granted_is_asked_for_again() {
    let mut client = allocated(3600);
    client.bind(Instant::ZERO, address(PEER));
    let asked = client.poll_transmit().unwrap();
    assert!(client.handle_datagram(Instant::ZERO, &proved_refusal(&asked, 508)));
    let (now, again) = next_request(&mut client).unwrap();
    assert_eq!(now, at_s(10));
    assert_is(&again, CHANNEL_BIND);
    // Nobody answers.
    let mut sent = 1;
    let next = loop {
        let (now, next) = next_request(&mut client).unwrap();
        if next != again {
            break (now, next);
        }
        sent += 1;
    };
    assert_eq!(sent, 7);
    assert_is(&next.1, CHANNEL_BIND);
    assert_eq!(
        next.0,
        at_s(10) + std::time::Duration::from_millis(39_500 + 10_000)
    );
}

#[test]
fn no_peer_makes_it_grow_without_end_or_keeps_out_another() {
    let mut client = allocated(3600);
    let peer = address(PEER);
    client.permit(Instant::ZERO, peer);
    grant(&mut client, Instant::ZERO, CREATE_PERMISSION);
    let mut now = Instant::ZERO;
    for number in 0..1000_u16 {
        let [a, b] = number.to_be_bytes();
        now += std::time::Duration::from_millis(1);
        client.permit(now, SocketAddr::from(([10, 0, a, b], 9)));
        // The way that is used is wanted all the time.
        client.permit(now, peer);
        let asked = client.poll_transmit().expect("each is asked for");
        assert_is(&asked, CREATE_PERMISSION);
        assert_eq!(client.poll_transmit(), None);
    }
    // No more of them are asked for a second time.
    client.handle_timeout(now + std::time::Duration::from_millis(500));
    let again = std::iter::from_fn(|| client.poll_transmit()).count();
    assert_eq!(again, TURN_GRANTS_MAX - 1);
}

#[test]
fn numbers_of_channels_end() {
    let mut client = allocated(3600);
    let mut asked = 0;
    for number in 0..5000_u16 {
        let [a, b] = number.to_be_bytes();
        client.bind(Instant::ZERO, SocketAddr::from(([10, 0, a, b], 9)));
        asked += std::iter::from_fn(|| client.poll_transmit()).count();
    }
    assert_eq!(asked, framing::CHANNELS.count());
}
