//! The messages between a client and its relay (RFC 8656 §17, §18), with long-term
//! credentials (RFC 8489 §9.2).

use std::fmt;
use std::net::SocketAddr;

use stun_types::attribute::{
    AttributeType, ErrorCode, Nonce, RawAttribute, Realm, Username, XorSocketAddr,
};
use stun_types::message::{
    IntegrityAlgorithm, IntegrityKey, LongTermKeyCredentials, Message, MessageClass, MessageType,
    MessageWrite as _, MessageWriteExt as _, MessageWriteVec, Method, TransactionId,
};

use crate::secret::Secret;

pub(super) const ALLOCATE: Method = Method::new(0x003);
pub(super) const REFRESH: Method = Method::new(0x004);
pub(super) const CREATE_PERMISSION: Method = Method::new(0x008);
pub(super) const CHANNEL_BIND: Method = Method::new(0x009);

pub(super) const XOR_PEER_ADDRESS: u16 = 0x0012;
pub(super) const DATA: u16 = 0x0013;
const CHANNEL_NUMBER: u16 = 0x000C;
const LIFETIME: u16 = 0x000D;
const XOR_RELAYED_ADDRESS: u16 = 0x0016;
const REQUESTED_ADDRESS_FAMILY: u16 = 0x0017;
const REQUESTED_TRANSPORT: u16 = 0x0019;
/// UDP, and three octets of nothing (§18.7).
const UDP: [u8; 4] = [17, 0, 0, 0];
/// IPv6, and three octets of nothing (§18.8).
const IPV6: [u8; 4] = [2, 0, 0, 0];

/// Who we are to the server.
#[derive(Clone, Debug)]
pub(super) struct Login {
    user_name: String,
    password: Secret,
    /// What the server said last; `None` before it has asked.
    challenge: Option<Challenge>,
    /// What follows from the password in its realm.
    key: Option<Key>,
}

/// What messages are proved with. It is in no text, as the password is in none.
#[derive(Clone)]
struct Key(IntegrityKey);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// How a server asks for credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) realm: String,
    pub(super) nonce: String,
}

/// What is asked of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// An address of the server. IPv4 is what it gives without being asked, and servers
    /// of RFC 5766 know nothing else.
    Allocate { ipv6: bool },
    /// The same for longer; 0 s: no longer.
    Refresh { lifetime_s: u32 },
    /// Datagrams from this address (its port does not count).
    Permit(SocketAddr),
    /// A number for this address.
    Bind(u16, SocketAddr),
}

impl Question {
    const fn method(self) -> Method {
        match self {
            Self::Allocate { .. } => ALLOCATE,
            Self::Refresh { .. } => REFRESH,
            Self::Permit(_) => CREATE_PERMISSION,
            Self::Bind(..) => CHANNEL_BIND,
        }
    }

    /// The request; `None` where a text is longer than STUN has room for.
    pub(super) fn write(self, id: u128, login: &Login) -> Option<Vec<u8>> {
        let id = TransactionId::from(id);
        let class = MessageType::from_class_method(MessageClass::Request, self.method());
        let mut message = Message::builder(class, id, MessageWriteVec::with_capacity(256));
        match self {
            Self::Allocate { ipv6 } => {
                add(&mut message, REQUESTED_TRANSPORT, &UDP)?;
                if ipv6 {
                    add(&mut message, REQUESTED_ADDRESS_FAMILY, &IPV6)?;
                }
            }
            Self::Refresh { lifetime_s } => {
                add(&mut message, LIFETIME, &lifetime_s.to_be_bytes())?;
            }
            Self::Permit(peer) => add_peer(&mut message, peer, id)?,
            Self::Bind(number, peer) => {
                let [n0, n1] = number.to_be_bytes();
                add(&mut message, CHANNEL_NUMBER, &[n0, n1, 0, 0])?;
                add_peer(&mut message, peer, id)?;
            }
        }
        if let (Some(challenge), Some(Key(key))) = (&login.challenge, &login.key) {
            let user_name = Username::new(&login.user_name).ok()?;
            message.add_attribute(&user_name).ok()?;
            let realm = Realm::new(&challenge.realm).ok()?;
            message.add_attribute(&realm).ok()?;
            let nonce = Nonce::new(&challenge.nonce).ok()?;
            message.add_attribute(&nonce).ok()?;
            message
                .add_message_integrity_with_key(key, IntegrityAlgorithm::Sha1)
                .ok()?;
        }
        message.add_fingerprint().ok()?;
        Some(message.finish())
    }
}

impl Login {
    pub(super) fn new(user_name: &str, password: &Secret) -> Self {
        Self {
            user_name: user_name.to_owned(),
            password: password.clone(),
            challenge: None,
            key: None,
        }
    }

    /// Whether it has asked for credentials.
    pub(super) const fn is_asked_for(&self) -> bool {
        self.challenge.is_some()
    }

    /// Whether there are credentials.
    pub(super) const fn is_named(&self) -> bool {
        !self.user_name.is_empty()
    }

    /// The realm that it asked for credentials in.
    pub(super) fn realm(&self) -> Option<&str> {
        self.challenge
            .as_ref()
            .map(|challenge| challenge.realm.as_str())
    }

    /// Answers this from now on.
    pub(super) fn take_challenge(&mut self, challenge: Challenge) {
        if self.realm() != Some(&challenge.realm) {
            let (user_name, password) = (self.user_name.clone(), self.password.expose().to_owned());
            let credentials =
                LongTermKeyCredentials::new(user_name, password, challenge.realm.clone());
            self.key = Some(Key(credentials.make_key(IntegrityAlgorithm::Sha1)));
        }
        self.challenge = Some(challenge);
    }

    /// Whether the server that made a response knows our password.
    pub(super) fn proves(&self, response: &Message<'_>) -> bool {
        let key = self.key.as_ref();
        key.is_some_and(|Key(key)| response.validate_integrity_with_key(key).is_ok())
    }
}

fn add(message: &mut MessageWriteVec, kind: u16, value: &[u8]) -> Option<()> {
    let attribute = RawAttribute::new(AttributeType::new(kind), value);
    message.add_attribute(&attribute).ok()
}

fn add_peer(message: &mut MessageWriteVec, peer: SocketAddr, id: TransactionId) -> Option<()> {
    let hidden = XorSocketAddr::new(peer, id);
    let attribute = hidden.to_raw(AttributeType::new(XOR_PEER_ADDRESS));
    message.add_attribute(&attribute).ok()
}

/// What an answer grants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) relayed: Option<SocketAddr>,
    pub(super) mapped: Option<SocketAddr>,
    pub(super) lifetime_s: Option<u32>,
}

impl Granted {
    /// The address that peers can send to, of the family that was asked for.
    pub(super) fn relayed_to(&self, ipv6: bool) -> Option<SocketAddr> {
        let relayed = self.relayed?;
        let relayed = SocketAddr::new(relayed.ip().to_canonical(), relayed.port());
        let ip = relayed.ip();
        let is_reached = relayed.port() != 0 && !ip.is_unspecified() && !ip.is_multicast();
        (is_reached && ip.is_ipv6() == ipv6).then_some(relayed)
    }

    pub(super) fn read(response: &Message<'_>) -> Self {
        let lifetime = response.raw_attribute(AttributeType::new(LIFETIME));
        let lifetime = lifetime.and_then(|raw| <[u8; 4]>::try_from(&*raw.value).ok());
        let relayed = response.raw_attribute(AttributeType::new(XOR_RELAYED_ADDRESS));
        let relayed = relayed.and_then(|raw| XorSocketAddr::from_raw(&raw).ok());
        Self {
            relayed: relayed.map(|hidden| hidden.addr(response.transaction_id())),
            mapped: super::super::stun::mapped_address(response),
            lifetime_s: lifetime.map(u32::from_be_bytes),
        }
    }
}

/// An error, and how it asks for credentials.
#[derive(Debug)]
pub(super) struct Refusal {
    /// 300…699; 0 where it is missing.
    pub(super) code: u16,
    pub(super) realm: Option<String>,
    pub(super) nonce: Option<String>,
}

impl Refusal {
    pub(super) fn read(response: &Message<'_>) -> Self {
        let (realm, nonce) = (response.attribute::<Realm>(), response.attribute::<Nonce>());
        Self {
            code: response.attribute::<ErrorCode>().map_or(0, |e| e.code()),
            realm: realm.ok().map(|realm| realm.realm().to_owned()),
            nonce: nonce.ok().map(|nonce| nonce.nonce().to_owned()),
        }
    }
}
