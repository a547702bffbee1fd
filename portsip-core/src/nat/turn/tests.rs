//! The client against a server by hand, and against who is none.

use std::net::SocketAddr;

use proptest::prelude::*;
use stun_types::attribute::{AttributeType, ErrorCode, Nonce, RawAttribute, Realm, XorSocketAddr};
use stun_types::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageIntegrityCredentials,
    MessageWrite as _, MessageWriteExt as _, MessageWriteVec,
};

use super::message::{ALLOCATE, CHANNEL_BIND, CREATE_PERMISSION, REFRESH};
use super::{Allocation, TurnClient, TurnError, framing};
use crate::clock::Instant;
use crate::limits::TURN_GRANTS_MAX;
use crate::rng::Rng;
use crate::secret::Secret;

const PASSWORD: &str = "hunter2";

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn client() -> TurnClient {
    let (server, password) = (address("192.0.2.1:3478"), Secret::new(PASSWORD));
    TurnClient::new(
        Instant::ZERO,
        server,
        "user",
        &password,
        Rng::from_number(1),
    )
}

fn key(password: &str) -> MessageIntegrityCredentials {
    LongTermKeyCredentials::new("user".into(), password.into(), "realm".into()).into()
}

fn refusal(request: &[u8], code: u16, nonce: Option<&str>) -> Vec<u8> {
    let request = Message::from_bytes(request).unwrap();
    let mut answer = Message::builder_error(&request, MessageWriteVec::new());
    let error = ErrorCode::builder(code).build().unwrap();
    answer.add_attribute(&error).unwrap();
    if let Some(nonce) = nonce {
        answer.add_attribute(&Realm::new("realm").unwrap()).unwrap();
        answer.add_attribute(&Nonce::new(nonce).unwrap()).unwrap();
    }
    answer.finish()
}

fn success(request: &[u8], password: &str, lifetime_s: u32) -> Vec<u8> {
    let request = Message::from_bytes(request).unwrap();
    let mut answer = Message::builder_success(&request, MessageWriteVec::new());
    let relayed = XorSocketAddr::new(address("192.0.2.1:50000"), request.transaction_id());
    answer
        .add_attribute(&relayed.to_raw(AttributeType::new(0x16)))
        .unwrap();
    let lifetime = lifetime_s.to_be_bytes();
    let lifetime = RawAttribute::new(AttributeType::new(0x0D), &lifetime);
    answer.add_attribute(&lifetime).unwrap();
    answer
        .add_message_integrity(&key(password), IntegrityAlgorithm::Sha1)
        .unwrap();
    answer.finish()
}

/// A client with an allocation.
fn allocated(lifetime_s: u32) -> TurnClient {
    let mut client = client();
    let first = client.poll_transmit().unwrap();
    assert!(client.handle_datagram(Instant::ZERO, &refusal(&first, 401, Some("n1"))));
    let second = client.poll_transmit().unwrap();
    let parsed = Message::from_bytes(&second).unwrap();
    assert!(parsed.has_method(ALLOCATE));
    assert!(parsed.validate_integrity(&key(PASSWORD)).is_ok());
    assert!(client.handle_datagram(Instant::ZERO, &success(&second, PASSWORD, lifetime_s)));
    assert_eq!(
        client.allocation(),
        Allocation::Granted {
            relayed: address("192.0.2.1:50000"),
            mapped: None
        }
    );
    client
}

#[test]
fn an_allocation_is_refreshed_before_its_end() {
    for (lifetime_s, due_s) in [(600, 540), (3600, 3540), (1, 30), (u32::MAX, 3540)] {
        let mut client = allocated(lifetime_s);
        let due = client.poll_timeout().unwrap();
        assert_eq!(due.as_micros(), due_s * 1_000_000, "{lifetime_s}");
        client.handle_timeout(due);
        let refresh = client.poll_transmit().unwrap();
        assert!(Message::from_bytes(&refresh).unwrap().has_method(REFRESH));
        // 437: the server knows nothing of it.
        assert!(client.handle_datagram(due, &refusal(&refresh, 437, None)));
        let failed = Allocation::Failed(TurnError::Refused { code: 437 });
        assert_eq!(client.allocation(), failed);
        assert_eq!(client.poll_timeout(), None);
    }
}

#[test]
fn refusals_are_told() {
    for code in [300, 400, 403, 420, 437, 441, 486, 508] {
        let mut client = client();
        let request = client.poll_transmit().unwrap();
        assert!(client.handle_datagram(Instant::ZERO, &refusal(&request, code, Some("n"))));
        let failed = Allocation::Failed(TurnError::Refused { code });
        assert_eq!(client.allocation(), failed);
        assert_eq!(
            (client.poll_transmit(), client.poll_timeout()),
            (None, None)
        );
    }
}

#[test]
fn wrong_credentials_and_endless_challenges_are_given_up() {
    for (code, requests) in [(401, 2), (438, 4)] {
        let mut client = client();
        let mut sent = 0;
        while let Some(request) = client.poll_transmit() {
            sent += 1;
            let nonce = format!("n{sent}");
            assert!(client.handle_datagram(Instant::ZERO, &refusal(&request, code, Some(&nonce))));
        }
        assert_eq!(sent, requests);
        let failed = Allocation::Failed(TurnError::Refused { code });
        assert_eq!(client.allocation(), failed);
    }
}

#[test]
fn nobody_is_asked_for_ever() {
    let mut client = client();
    let mut sent = 0;
    while let Some(due) = client.poll_timeout() {
        sent += std::iter::from_fn(|| client.poll_transmit()).count();
        client.handle_timeout(due);
    }
    assert_eq!(sent, 7);
    assert_eq!(client.allocation(), Allocation::Failed(TurnError::NoAnswer));
}

#[test]
fn who_does_not_know_the_password_grants_nothing() {
    let mut client = client();
    let first = client.poll_transmit().unwrap();
    client.handle_datagram(Instant::ZERO, &refusal(&first, 401, Some("n1")));
    let second = client.poll_transmit().unwrap();
    client.handle_datagram(Instant::ZERO, &success(&second, "another", 600));
    assert_eq!(client.allocation(), Allocation::Asked);
    // A stranger does not know the id either.
    assert!(!client.handle_datagram(Instant::ZERO, &success(&first, PASSWORD, 600)));
    client.handle_datagram(Instant::ZERO, &success(&second, PASSWORD, 600));
    assert!(matches!(client.allocation(), Allocation::Granted { .. }));
}

#[test]
fn media_takes_a_channel_once_it_is_granted_and_is_refreshed() {
    let mut client = allocated(3600);
    let peer = address("198.51.100.7:4000");
    client.bind(Instant::ZERO, peer);
    client.bind(Instant::ZERO, peer);
    let bind = client.poll_transmit().unwrap();
    assert_eq!(client.poll_transmit(), None);
    assert!(Message::from_bytes(&bind).unwrap().has_method(CHANNEL_BIND));
    let mut buffer = [0; 100];
    let before = client.frame(peer, b"hello", &mut buffer).unwrap();
    assert_eq!(framing::read_channel_data(before), None);
    assert!(client.handle_datagram(Instant::ZERO, &success(&bind, PASSWORD, 0)));
    let framed = client.frame(peer, b"hello", &mut buffer).unwrap().to_vec();
    assert_eq!(client.unwrap(&framed), Some((peer, &b"hello"[..])));
    // A number that is nobody's.
    assert_eq!(client.unwrap(b"\x40\x09\0\x01x"), None);
    let due = client.poll_timeout().unwrap();
    assert_eq!(due.as_micros(), 240_000_000);
    client.handle_timeout(due);
    let again = client.poll_transmit().unwrap();
    assert!(
        Message::from_bytes(&again)
            .unwrap()
            .has_method(CHANNEL_BIND)
    );
}

#[test]
fn what_comes_in_an_indication_is_heard_of_who_was_let_in() {
    let mut client = allocated(3600);
    client.permit(Instant::ZERO, address("198.51.100.7:4000"));
    let mut buffer = [0; 100];
    for (peer, is_heard) in [
        ("198.51.100.7:4000", true),
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
fn a_permission_that_is_refused_is_not_asked_for_again() {
    let mut client = allocated(3600);
    client.permit(Instant::ZERO, address("127.0.0.1:1"));
    // Another port is the same peer.
    client.permit(Instant::ZERO, address("127.0.0.1:2"));
    let asked = client.poll_transmit().unwrap();
    assert!(
        Message::from_bytes(&asked)
            .unwrap()
            .has_method(CREATE_PERMISSION)
    );
    assert!(client.handle_datagram(Instant::ZERO, &refusal(&asked, 403, None)));
    assert_eq!(client.poll_transmit(), None);
    assert_eq!(client.poll_timeout().unwrap().as_micros(), 3_540_000_000);
}

#[test]
fn no_peer_makes_it_grow_without_end() {
    let mut client = allocated(3600);
    for number in 0..=u16::MAX {
        let [a, b] = number.to_be_bytes();
        client.permit(Instant::ZERO, SocketAddr::from(([10, 0, a, b], 9)));
    }
    let asked = std::iter::from_fn(|| client.poll_transmit()).count();
    assert_eq!(asked, TURN_GRANTS_MAX);
}

#[test]
fn the_password_is_in_no_text() {
    let client = allocated(600);
    assert!(!format!("{client:?}").contains(PASSWORD));
}

proptest! {
    #[test]
    fn what_a_server_sends_never_panics(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut client = allocated(600);
        client.bind(Instant::ZERO, address("198.51.100.7:4000"));
        client.handle_datagram(Instant::ZERO, &octets);
        client.unwrap(&octets);
        framing::read_data_indication(&octets);
    }

    #[test]
    fn a_changed_answer_is_refused_or_harmless(place in 20_usize..80, flip in 1_u8..) {
        let mut client = client();
        let first = client.poll_transmit().unwrap();
        client.handle_datagram(Instant::ZERO, &refusal(&first, 401, Some("n1")));
        let second = client.poll_transmit().unwrap();
        let mut answer = success(&second, PASSWORD, 600);
        let place = place.min(answer.len() - 1);
        answer[place] ^= flip;
        client.handle_datagram(Instant::ZERO, &answer);
        prop_assert_eq!(client.allocation(), Allocation::Asked);
    }
}
