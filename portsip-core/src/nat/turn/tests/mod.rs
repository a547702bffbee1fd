//! The client against a server by hand, and against who is none.

mod allocation;
mod closing;
mod grants;
mod revalidation;
mod trust;

use std::net::SocketAddr;

use stun_types::attribute::{AttributeType, ErrorCode, Nonce, RawAttribute, Realm, XorSocketAddr};
use stun_types::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageClass, MessageIntegrityCredentials,
    MessageWrite as _, MessageWriteExt as _, MessageWriteVec, Method,
};

use super::message::ALLOCATE;
use super::{Allocation, TurnClient};
use crate::clock::Instant;
use crate::rng::Rng;
use crate::secret::Secret;

const PASSWORD: &str = "hunter2";
const RELAYED: &str = "192.0.2.1:50000";

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn at_s(seconds: u64) -> Instant {
    Instant::from_micros(seconds * 1_000_000)
}

fn client_of(server: &str, user_name: &str) -> TurnClient {
    let (server, password) = (address(server), Secret::new(PASSWORD));
    let rng = Rng::from_number(1);
    TurnClient::new(Instant::ZERO, server, user_name, &password, rng)
}

fn client() -> TurnClient {
    client_of("192.0.2.1:3478", "user")
}

fn key(realm: &str, password: &str) -> MessageIntegrityCredentials {
    LongTermKeyCredentials::new("user".into(), password.into(), realm.into()).into()
}

fn sealed(mut answer: MessageWriteVec, password: &str) -> Vec<u8> {
    answer
        .add_message_integrity(&key("realm", password), IntegrityAlgorithm::Sha1)
        .unwrap();
    answer.finish()
}

fn refusing(request: &[u8], code: u16) -> MessageWriteVec {
    let request = Message::from_bytes(request).unwrap();
    let mut answer = Message::builder_error(&request, MessageWriteVec::new());
    let error = ErrorCode::builder(code).build().unwrap();
    answer.add_attribute(&error).unwrap();
    answer
}

/// A refusal that nothing proves.
fn refusal(request: &[u8], code: u16) -> Vec<u8> {
    refusing(request, code).finish()
}

/// One by who knows the password.
fn proved_refusal(request: &[u8], code: u16) -> Vec<u8> {
    sealed(refusing(request, code), PASSWORD)
}

/// One that asks for other credentials.
fn challenge(request: &[u8], code: u16, realm: &str, nonce: &str) -> Vec<u8> {
    let mut answer = refusing(request, code);
    answer.add_attribute(&Realm::new(realm).unwrap()).unwrap();
    answer.add_attribute(&Nonce::new(nonce).unwrap()).unwrap();
    answer.finish()
}

fn granting(request: &[u8], relayed: &str, lifetime_s: u32) -> MessageWriteVec {
    let request = Message::from_bytes(request).unwrap();
    let mut answer = Message::builder_success(&request, MessageWriteVec::new());
    let relayed = XorSocketAddr::new(address(relayed), request.transaction_id());
    answer
        .add_attribute(&relayed.to_raw(AttributeType::new(0x16)))
        .unwrap();
    let lifetime = lifetime_s.to_be_bytes();
    let lifetime = RawAttribute::new(AttributeType::new(0x0D), &lifetime);
    answer.add_attribute(&lifetime).unwrap();
    answer
}

fn success(request: &[u8], lifetime_s: u32) -> Vec<u8> {
    sealed(granting(request, RELAYED, lifetime_s), PASSWORD)
}

/// The LIFETIME of a request.
fn lifetime_of(request: &[u8]) -> Option<u32> {
    let request = Message::from_bytes(request).unwrap();
    let lifetime = request.raw_attribute(AttributeType::new(0x0D))?;
    Some(u32::from_be_bytes((*lifetime.value).try_into().unwrap()))
}

#[track_caller]
fn assert_is(message: &[u8], method: Method) {
    assert!(Message::from_bytes(message).unwrap().has_method(method));
}

/// A client whose request has credentials, and that.
fn asking(mut client: TurnClient) -> (TurnClient, Vec<u8>) {
    let first = client.poll_transmit().unwrap();
    assert!(client.handle_datagram(Instant::ZERO, &challenge(&first, 401, "realm", "n1")));
    let second = client.poll_transmit().unwrap();
    assert_is(&second, ALLOCATE);
    let parsed = Message::from_bytes(&second).unwrap();
    assert!(parsed.validate_integrity(&key("realm", PASSWORD)).is_ok());
    (client, second.to_vec())
}

/// A client with an allocation.
fn allocated(lifetime_s: u32) -> TurnClient {
    let (mut client, request) = asking(client());
    assert!(client.handle_datagram(Instant::ZERO, &success(&request, lifetime_s)));
    assert_eq!(
        client.allocation(),
        Allocation::Granted {
            relayed: address(RELAYED),
            mapped: None
        }
    );
    client
}

/// The next request, and when it goes, besides what keeps the NAT open.
fn next_request(client: &mut TurnClient) -> Option<(Instant, Vec<u8>)> {
    let mut now = Instant::ZERO;
    loop {
        if let Some(request) = poll_request(client) {
            return Some((now, request));
        }
        now = client.poll_timeout()?;
        client.handle_timeout(now);
    }
}

/// The next request that is to be sent now.
fn poll_request(client: &mut TurnClient) -> Option<Vec<u8>> {
    let is_request = |sent: &[u8]| {
        let class = Message::from_bytes(sent).map(|message| message.class());
        class == Ok(MessageClass::Request)
    };
    let mut sent = std::iter::from_fn(|| client.poll_transmit());
    sent.find(|sent| is_request(sent)).map(|sent| sent.to_vec())
}
