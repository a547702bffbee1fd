//! A relay (TURN, RFC 8656) outside of all NATs.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::nat::turn::framing;
use portsip_core::octets::Octets;
use stun_types::attribute::{
    AttributeType, ErrorCode, Nonce, RawAttribute, Realm, Username, XorSocketAddr,
};
use stun_types::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageClass, MessageIntegrityCredentials,
    MessageType, MessageWrite as _, MessageWriteExt as _, MessageWriteVec, Method, TransactionId,
};

use crate::network::Datagram;

/// Who may use it.
pub const USER: &str = "user";
/// By this password.
pub const PASSWORD: &str = "the password of the relay";
const REALM: &str = "relay.example";

/// How long each lasts that nobody refreshes.
const ALLOCATION: Duration = Duration::from_mins(10);
const PERMISSION: Duration = Duration::from_mins(5);
const CHANNEL: Duration = Duration::from_mins(10);

const ALLOCATE: u16 = 3;
const REFRESH: u16 = 4;
const SEND: u16 = 6;
const DATA_METHOD: u16 = 7;
const CREATE_PERMISSION: u16 = 8;
const CHANNEL_BIND: u16 = 9;
const CHANNEL_NUMBER: u16 = 0x000C;
const LIFETIME: u16 = 0x000D;
const PEER: u16 = 0x0012;
const DATA: u16 = 0x0013;
const RELAYED: u16 = 0x0016;
const MAPPED: u16 = 0x0020;

/// The server.
#[derive(Debug)]
pub struct Relay {
    /// Where it is.
    pub address: SocketAddr,
    /// The code that it refuses every allocation with, where it does.
    pub refuses: Option<u16>,
    /// It answers nothing.
    pub is_dead: bool,
    /// Datagrams for peers that their sender has not let in.
    pub refused_to_send: u32,
    /// Datagrams that went through a channel, and in an indication.
    pub through_channel: u32,
    /// See there.
    pub through_indication: u32,
    nonce: u32,
    next_port: u16,
    allocations: Vec<Held>,
}

#[derive(Debug)]
struct Held {
    client: SocketAddr,
    relayed: SocketAddr,
    until: Instant,
    permitted: Vec<(IpAddr, Instant)>,
    channels: Vec<(u16, SocketAddr, Instant)>,
}

impl Held {
    /// Lets in an address, for five minutes (§9).
    fn permit(&mut self, now: Instant, ip: IpAddr) {
        self.permitted.retain(|(known, _)| *known != ip);
        self.permitted.push((ip, now + PERMISSION));
    }

    fn lets_in(&self, ip: IpAddr) -> bool {
        self.permitted.iter().any(|(known, _)| *known == ip)
    }

    /// Binds a channel, for ten minutes (§12); `false` where number or peer have another.
    fn bind(&mut self, now: Instant, number: u16, peer: SocketAddr) -> bool {
        let is_other =
            |(known, to, _): &(u16, SocketAddr, Instant)| (*known == number) != (*to == peer);
        if self.channels.iter().any(is_other) {
            return false;
        }
        self.channels.retain(|(known, _, _)| *known != number);
        self.channels.push((number, peer, now + CHANNEL));
        self.permit(now, peer.ip());
        true
    }
}

impl Relay {
    /// A relay at an address.
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            refuses: None,
            is_dead: false,
            refused_to_send: 0,
            through_channel: 0,
            through_indication: 0,
            nonce: 1,
            next_port: 50_000,
            allocations: Vec::new(),
        }
    }

    /// From now on another nonce is wanted.
    pub fn change_nonce(&mut self) {
        self.nonce += 1;
    }

    /// Allocations that are held.
    pub fn allocations(&self) -> usize {
        self.allocations.len()
    }

    /// Whether datagrams to an address are for it.
    pub fn is_at(&self, address: SocketAddr) -> bool {
        address.ip() == self.address.ip()
    }

    /// Takes a datagram; what it sends then.
    pub fn handle(&mut self, now: Instant, datagram: &Datagram) -> Vec<Datagram> {
        if self.is_dead {
            return Vec::new();
        }
        self.expire(now);
        let sent = if datagram.to == self.address {
            self.handle_client(now, datagram.from, &datagram.payload)
        } else {
            self.handle_peer(datagram)
        };
        sent.into_iter().collect()
    }

    /// Ends what nobody has refreshed.
    fn expire(&mut self, now: Instant) {
        self.allocations.retain(|held| now < held.until);
        for held in &mut self.allocations {
            held.permitted.retain(|(_, until)| now < *until);
            held.channels.retain(|(_, _, until)| now < *until);
        }
    }

    fn handle_client(
        &mut self,
        now: Instant,
        from: SocketAddr,
        payload: &[u8],
    ) -> Option<Datagram> {
        if let Some((number, data)) = framing::read_channel_data(payload) {
            let held = self.held(from)?;
            let (_, peer, _) = *held.channels.iter().find(|(known, ..)| *known == number)?;
            let (relayed, is_let_in) = (held.relayed, held.lets_in(peer.ip()));
            if !is_let_in {
                self.refused_to_send += 1;
                return None;
            }
            self.through_channel += 1;
            return Some(datagram(relayed, peer, data.to_vec()));
        }
        let message = Message::from_bytes(payload).ok()?;
        let answer = match message.class() {
            MessageClass::Indication => return self.handle_indication(from, &message),
            MessageClass::Request => self.handle_request(now, from, &message)?,
            MessageClass::Success | MessageClass::Error => return None,
        };
        Some(datagram(self.address, from, answer))
    }

    fn handle_indication(&mut self, from: SocketAddr, message: &Message<'_>) -> Option<Datagram> {
        if !message.has_method(Method::new(SEND)) {
            return None;
        }
        let peer = peer_of(message)?;
        let data = message.raw_attribute(AttributeType::new(DATA))?;
        let held = self.held(from)?;
        let (relayed, is_let_in) = (held.relayed, held.lets_in(peer.ip()));
        self.through_indication += 1;
        self.refused_to_send += u32::from(!is_let_in);
        is_let_in.then(|| datagram(relayed, peer, data.value.to_vec()))
    }

    fn handle_peer(&mut self, from_peer: &Datagram) -> Option<Datagram> {
        let mut held = self.allocations.iter();
        let held = held.find(|held| held.relayed == from_peer.to)?;
        let peer = from_peer.from;
        if !held.lets_in(peer.ip()) {
            return None;
        }
        if let Some((number, ..)) = held.channels.iter().find(|(_, known, _)| *known == peer) {
            let mut buffer = vec![0; from_peer.payload.len() + 4];
            framing::channel_data(*number, &from_peer.payload, &mut buffer)?;
            return Some(datagram(self.address, held.client, buffer));
        }
        let id = TransactionId::from(u128::from(self.nonce));
        let class =
            MessageType::from_class_method(MessageClass::Indication, Method::new(DATA_METHOD));
        let mut message = Message::builder(class, id, MessageWriteVec::new());
        add_address(&mut message, PEER, peer, id);
        add(&mut message, DATA, &from_peer.payload);
        Some(datagram(self.address, held.client, message.finish()))
    }

    fn handle_request(
        &mut self,
        now: Instant,
        from: SocketAddr,
        request: &Message<'_>,
    ) -> Option<Vec<u8>> {
        let nonce = request.attribute::<Nonce>().ok();
        let Some(nonce) = nonce else {
            return Some(self.refusal(request, 401));
        };
        if nonce.nonce() != self.nonce.to_string() {
            return Some(self.refusal(request, 438));
        }
        let named = request.attribute::<Username>().ok()?;
        if named.username() != USER || request.validate_integrity(&key()).is_err() {
            return Some(self.refusal(request, 401));
        }
        let id = request.transaction_id();
        let mut answer = Message::builder_success(request, MessageWriteVec::new());
        match request.method().value() {
            ALLOCATE => {
                if let Some(code) = self.refuses {
                    return Some(self.refusal(request, code));
                }
                add_address(&mut answer, RELAYED, self.allocate(now, from), id);
                add_address(&mut answer, MAPPED, from, id);
                let lifetime_s = ALLOCATION.as_secs() as u32;
                add(&mut answer, LIFETIME, &lifetime_s.to_be_bytes());
            }
            REFRESH => {
                let lifetime = request.raw_attribute(AttributeType::new(LIFETIME))?;
                let Some(held) = self.held(from) else {
                    return Some(self.refusal(request, 437));
                };
                let lifetime_s = u32::from_be_bytes((*lifetime.value).try_into().ok()?);
                held.until = now + Duration::from_secs(lifetime_s.into());
                self.expire(now);
                add(&mut answer, LIFETIME, &lifetime.value);
            }
            CREATE_PERMISSION => {
                let peer = peer_of(request)?;
                let Some(held) = self.held(from) else {
                    return Some(self.refusal(request, 437));
                };
                held.permit(now, peer.ip());
            }
            CHANNEL_BIND => {
                let peer = peer_of(request)?;
                let number = request.raw_attribute(AttributeType::new(CHANNEL_NUMBER))?;
                let number = u16::from_be_bytes([number.value[0], number.value[1]]);
                let Some(held) = self.held(from) else {
                    return Some(self.refusal(request, 437));
                };
                if !held.bind(now, number, peer) {
                    return Some(self.refusal(request, 400));
                }
            }
            _ => return Some(self.refusal(request, 400)),
        }
        answer
            .add_message_integrity(&key(), IntegrityAlgorithm::Sha1)
            .ok()?;
        Some(answer.finish())
    }

    /// The answer is the same when a request comes again.
    fn allocate(&mut self, now: Instant, client: SocketAddr) -> SocketAddr {
        if let Some(held) = self.held(client) {
            return held.relayed;
        }
        let relayed = SocketAddr::new(self.address.ip(), self.next_port);
        self.next_port += 1;
        self.allocations.push(Held {
            client,
            relayed,
            until: now + ALLOCATION,
            permitted: Vec::new(),
            channels: Vec::new(),
        });
        relayed
    }

    fn held(&mut self, client: SocketAddr) -> Option<&mut Held> {
        let mut all = self.allocations.iter_mut();
        all.find(|held| held.client == client)
    }

    /// 401 and 438 ask for credentials, and prove nothing (RFC 8489 §9.2.4).
    fn refusal(&self, request: &Message<'_>, code: u16) -> Vec<u8> {
        let mut answer = Message::builder_error(request, MessageWriteVec::new());
        let error = ErrorCode::builder(code).build().expect("a code");
        answer.add_attribute(&error).expect("room");
        if !matches!(code, 401 | 438) {
            answer
                .add_message_integrity(&key(), IntegrityAlgorithm::Sha1)
                .expect("room");
            return answer.finish();
        }
        let realm = Realm::new(REALM).expect("a short text");
        answer.add_attribute(&realm).expect("room");
        let nonce = Nonce::new(&self.nonce.to_string()).expect("a short text");
        answer.add_attribute(&nonce).expect("room");
        answer.finish()
    }
}

fn datagram(from: SocketAddr, to: SocketAddr, payload: Vec<u8>) -> Datagram {
    let payload = Octets::from(payload);
    Datagram { from, to, payload }
}

fn key() -> MessageIntegrityCredentials {
    LongTermKeyCredentials::new(USER.to_owned(), PASSWORD.to_owned(), REALM.to_owned()).into()
}

fn peer_of(message: &Message<'_>) -> Option<SocketAddr> {
    let peer = message.raw_attribute(AttributeType::new(PEER))?;
    let peer = XorSocketAddr::from_raw(&peer).ok()?;
    Some(peer.addr(message.transaction_id()))
}

fn add(message: &mut MessageWriteVec, kind: u16, value: &[u8]) {
    let attribute = RawAttribute::new(AttributeType::new(kind), value);
    message.add_attribute(&attribute).expect("room");
}

fn add_address(message: &mut MessageWriteVec, kind: u16, address: SocketAddr, id: TransactionId) {
    let hidden = XorSocketAddr::new(address, id);
    let attribute = hidden.to_raw(AttributeType::new(kind));
    message.add_attribute(&attribute).expect("room");
}
