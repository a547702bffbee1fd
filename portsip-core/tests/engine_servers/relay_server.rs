//! A relay (TURN, RFC 8656) on a socket of loopback that answers as the test says. The
//! addresses that it grants are nobody's: what it is told to send to a peer the test
//! reads, and what a peer would send through it the test brings.
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Instant;

use portsip_core::config::{HostPort, TransportKind, TurnServer};
use portsip_core::nat::turn::framing;
use portsip_core::secret::Secret;
use stun_types::attribute::{AttributeType, ErrorCode, Nonce, RawAttribute, Realm, XorSocketAddr};
use stun_types::message::{
    IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageClass, MessageIntegrityCredentials,
    MessageType, MessageWrite as _, MessageWriteExt as _, MessageWriteVec, Method, TransactionId,
};

use super::engine_support::PATIENCE;

pub(crate) const ALLOCATE: u16 = 3;
pub(crate) const REFRESH: u16 = 4;
pub(crate) const CREATE_PERMISSION: u16 = 8;
pub(crate) const CHANNEL_BIND: u16 = 9;
const SEND: u16 = 6;
const DATA_METHOD: u16 = 7;
const CHANNEL_NUMBER: u16 = 0x000C;
const LIFETIME: u16 = 0x000D;
const PEER: u16 = 0x0012;
const DATA: u16 = 0x0013;
const RELAYED: u16 = 0x0016;

const USER: &str = "alice";
const PASSWORD: &str = "the password of the relay";

/// What becomes of a request whose credentials are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is granted.
    Yes,
    /// It is refused with this code.
    No(u16),
    /// Nobody hears of it.
    Never,
    /// It is granted when the test says so.
    Later,
}

/// What came to the relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// A request with the credentials of its user.
    Request {
        method: u16,
        client: SocketAddr,
        /// 0 gives the allocation back.
        lifetime_s: Option<u32>,
        peer: Option<SocketAddr>,
    },
    /// Something for a peer.
    Data {
        client: SocketAddr,
        peer: SocketAddr,
        payload: Vec<u8>,
        by_channel: bool,
    },
    /// What keeps a NAT open.
    KeepAlive { client: SocketAddr },
}

impl Seen {
    /// Whether it is a request of this method.
    pub(crate) fn is(&self, wanted: u16) -> bool {
        matches!(self, Self::Request { method, .. } if *method == wanted)
    }

    /// Whether it gives an allocation back; the client.
    pub(crate) fn given_back(&self) -> Option<SocketAddr> {
        match self {
            Self::Request {
                method: REFRESH,
                client,
                lifetime_s: Some(0),
                ..
            } => Some(*client),
            _ => None,
        }
    }
}

type Judge = Box<dyn FnMut(&Seen) -> Answer + Send>;

/// The server; it lives until the test process ends.
pub(crate) struct RelayServer {
    socket: UdpSocket,
    shared: Arc<(Mutex<State>, Condvar)>,
}

struct State {
    judge: Judge,
    lifetime_s: u32,
    seen: Vec<Seen>,
    later: Vec<(Vec<u8>, SocketAddr)>,
    channels: Vec<(SocketAddr, u16, SocketAddr)>,
    /// Who has an address here, and by which request.
    held: Vec<(SocketAddr, TransactionId)>,
}

impl RelayServer {
    /// One that judges requests with right credentials so.
    pub(crate) fn start(judge: impl FnMut(&Seen) -> Answer + Send + 'static) -> Self {
        Self::lasting(600, judge)
    }

    /// The same with allocations of this lifetime.
    pub(crate) fn lasting(
        lifetime_s: u32,
        judge: impl FnMut(&Seen) -> Answer + Send + 'static,
    ) -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let state = State {
            judge: Box::new(judge),
            lifetime_s,
            seen: Vec::new(),
            later: Vec::new(),
            channels: Vec::new(),
            held: Vec::new(),
        };
        let shared = Arc::new((Mutex::new(state), Condvar::new()));
        let server = Self {
            socket: socket.try_clone().expect("a socket has two names"),
            shared: Arc::clone(&shared),
        };
        std::thread::spawn(move || {
            let mut buffer = [0; 2048];
            while let Ok((length, from)) = socket.recv_from(&mut buffer) {
                let (lock, arrived) = &*shared;
                let mut state = lock.lock().expect("no test panics here");
                if let Some(answer) = state.handle(from, &buffer[..length]) {
                    socket.send_to(&answer, from).expect("loopback takes it");
                }
                arrived.notify_all();
            }
        });
        server
    }

    /// How a phone names it.
    pub(crate) fn as_configured(&self) -> TurnServer {
        let address = self.socket.local_addr().expect("bound");
        TurnServer {
            server: HostPort {
                host: address.ip().to_string(),
                port: address.port(),
            },
            transport: TransportKind::Udp,
            user_name: USER.to_owned(),
            password: Secret::new(PASSWORD),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().expect("no test panics here")
    }

    /// Waits until what has come gives something.
    pub(crate) fn wait<T>(&self, what: &str, mut wanted: impl FnMut(&[Seen]) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        loop {
            if let Some(found) = wanted(&state.seen) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}; came: {:?}", state.seen);
            let (_, arrived) = &*self.shared;
            let woken = arrived.wait_timeout(state, left);
            state = woken.expect("no test panics here").0;
        }
    }

    /// What has come so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// Forgets what it has granted, as for who is seen elsewhere.
    pub(crate) fn forget_all(&self) {
        self.state().held.clear();
    }

    /// Sends the answers that wait.
    pub(crate) fn answer_now(&self) {
        for (answer, to) in self.state().later.drain(..) {
            self.socket.send_to(&answer, to).expect("loopback takes it");
        }
    }

    /// Brings a client what a peer sends to its address here, through the peer's channel
    /// where there is one.
    pub(crate) fn bring(&self, client: SocketAddr, peer: SocketAddr, payload: &[u8]) {
        let mut channels = self.state().channels.clone().into_iter();
        let channel = channels.find(|(of, _, to)| *of == client && *to == peer);
        let framed = match channel {
            Some((_, number, _)) => {
                let mut buffer = vec![0; payload.len() + framing::CHANNEL_HEADER_BYTES];
                framing::channel_data(number, payload, &mut buffer).expect("it fits");
                buffer
            }
            None => data_indication(peer, payload),
        };
        self.socket
            .send_to(&framed, client)
            .expect("loopback takes it");
    }
}

/// The address that a client gets here.
pub(crate) fn relayed_address(client: SocketAddr) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::new(127, 0, 0, 77), client.port()))
}

impl State {
    /// Notes a datagram; the answer to it.
    fn handle(&mut self, client: SocketAddr, datagram: &[u8]) -> Option<Vec<u8>> {
        if let Some((number, payload)) = framing::read_channel_data(datagram) {
            let mut channels = self.channels.iter();
            let (_, _, peer) = channels.find(|(of, known, _)| *of == client && *known == number)?;
            self.seen.push(Seen::Data {
                client,
                peer: *peer,
                payload: payload.to_vec(),
                by_channel: true,
            });
            return None;
        }
        let message = Message::from_bytes(datagram).ok()?;
        match message.class() {
            MessageClass::Request => return self.handle_request(client, &message),
            MessageClass::Indication if message.has_method(Method::new(SEND)) => {
                let data = message.raw_attribute(AttributeType::new(DATA))?;
                self.seen.push(Seen::Data {
                    client,
                    peer: peer_of(&message)?,
                    payload: data.value.to_vec(),
                    by_channel: false,
                });
            }
            MessageClass::Indication => self.seen.push(Seen::KeepAlive { client }),
            MessageClass::Success | MessageClass::Error => {}
        }
        None
    }

    fn handle_request(&mut self, client: SocketAddr, request: &Message<'_>) -> Option<Vec<u8>> {
        if request.attribute::<Nonce>().is_err() {
            return Some(refusal(request, 401));
        }
        assert!(request.validate_integrity(&key()).is_ok(), "its password");
        let lifetime = request.raw_attribute(AttributeType::new(LIFETIME));
        let lifetime = lifetime.and_then(|raw| <[u8; 4]>::try_from(&*raw.value).ok());
        let seen = Seen::Request {
            method: request.method().value(),
            client,
            lifetime_s: lifetime.map(u32::from_be_bytes),
            peer: peer_of(request),
        };
        let judged = (self.judge)(&seen);
        let mut held = self.held.iter();
        let held = held.find(|(holder, _)| *holder == client);
        let is_mismatch = if seen.is(ALLOCATE) {
            held.is_some_and(|(_, by)| *by != request.transaction_id())
        } else {
            seen.is(REFRESH) && held.is_none() && judged == Answer::Yes
        };
        self.seen.push(seen);
        match judged {
            _ if is_mismatch => Some(refusal(request, 437)),
            Answer::Yes => Some(self.grant(client, request)),
            Answer::No(code) => Some(refusal(request, code)),
            Answer::Never => None,
            Answer::Later => {
                let granted = self.grant(client, request);
                self.later.push((granted, client));
                None
            }
        }
    }

    fn grant(&mut self, client: SocketAddr, request: &Message<'_>) -> Vec<u8> {
        let mut answer = Message::builder_success(request, MessageWriteVec::new());
        match request.method().value() {
            ALLOCATE => {
                let id = request.transaction_id();
                self.held.push((client, id));
                add_address(&mut answer, RELAYED, relayed_address(client), id);
                add(&mut answer, LIFETIME, &self.lifetime_s.to_be_bytes());
            }
            REFRESH => {
                let lifetime = request.raw_attribute(AttributeType::new(LIFETIME));
                let lifetime = match *lifetime.expect("a lifetime").value {
                    [0, 0, 0, 0] => {
                        self.held.retain(|(holder, _)| *holder != client);
                        0
                    }
                    _ => self.lifetime_s,
                };
                add(&mut answer, LIFETIME, &lifetime.to_be_bytes());
            }
            CHANNEL_BIND => {
                let number = request.raw_attribute(AttributeType::new(CHANNEL_NUMBER));
                let number = number.expect("a number").value;
                let number = u16::from_be_bytes([number[0], number[1]]);
                let peer = peer_of(request).expect("a peer");
                self.channels.push((client, number, peer));
            }
            _ => {}
        }
        sealed(answer)
    }
}

fn key() -> MessageIntegrityCredentials {
    LongTermKeyCredentials::new(USER.to_owned(), PASSWORD.to_owned(), "realm".to_owned()).into()
}

fn sealed(mut answer: MessageWriteVec) -> Vec<u8> {
    answer
        .add_message_integrity(&key(), IntegrityAlgorithm::Sha1)
        .expect("room");
    answer.finish()
}

/// 401 and 438 ask for credentials, and so have none (RFC 8489 §9.2.4).
fn refusal(request: &Message<'_>, code: u16) -> Vec<u8> {
    let mut answer = Message::builder_error(request, MessageWriteVec::new());
    let error = ErrorCode::builder(code).build().expect("a code");
    answer.add_attribute(&error).expect("room");
    if !matches!(code, 401 | 438) {
        return sealed(answer);
    }
    answer
        .add_attribute(&Realm::new("realm").expect("a short text"))
        .expect("room");
    answer
        .add_attribute(&Nonce::new("a nonce").expect("a short text"))
        .expect("room");
    answer.finish()
}

fn data_indication(peer: SocketAddr, payload: &[u8]) -> Vec<u8> {
    let id = TransactionId::from(7);
    let class = MessageType::from_class_method(MessageClass::Indication, Method::new(DATA_METHOD));
    let mut message = Message::builder(class, id, MessageWriteVec::new());
    add_address(&mut message, PEER, peer, id);
    add(&mut message, DATA, payload);
    message.finish()
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
