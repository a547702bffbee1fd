//! The media sockets of all calls: one poll a tick on the media thread, and a
//! batch from each socket that has something on whichever thread works on its call.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token};

use super::core::Core;
use super::packet_capture::PacketCapture;
use super::port_pool::{BoundPair, PortPool};
use super::socket::options;
use super::socket::receive::{Datagram, ReceiveBatch};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::RTP_DATAGRAM_BYTES_MAX;
use crate::media::audio::Wires;
use crate::media::session::{AudioSession, MediaSocket};

/// Sockets told about by one poll.
const EVENTS_MAX: usize = 1024;
/// Batches taken from one socket in a tick: a flood at one call must not hold
/// up the others.
const BATCHES_PER_SOCKET_MAX: usize = 8;
/// A packet's wait in the kernel that is believed.
const WAIT_MAX: Duration = Duration::from_secs(1);

/// The sockets of all calls.
pub(super) struct MediaChannels {
    core: Arc<Core>,
    pool: Arc<PortPool>,
    poll: Poll,
    events: Events,
    channels: HashMap<SessionId, Channel>,
    /// Which call a token's number names.
    tokens: Vec<Option<SessionId>>,
    free_tokens: Vec<usize>,
    /// When it was looked last.
    moment: Moment,
}

thread_local! {
    /// What one thread receives into; its sockets are those of one object, and
    /// so of one family.
    static BATCH: RefCell<ReceiveBatch> = RefCell::new(ReceiveBatch::new(RTP_DATAGRAM_BYTES_MAX));
}

struct Channel {
    pair: BoundPair,
    token: usize,
    /// The sockets that have something: [`bit_of`] each. Written by the media
    /// thread between ticks and in a tick by the one thread that has the call.
    waiting: AtomicU8,
}

/// The two clocks at one moment.
#[derive(Clone, Copy, Default)]
struct Moment {
    now: Instant,
    unix: Duration,
}

impl MediaChannels {
    /// No sockets yet.
    pub(super) fn new(core: Arc<Core>, pool: Arc<PortPool>) -> io::Result<Self> {
        Ok(Self {
            core,
            pool,
            poll: Poll::new()?,
            events: Events::with_capacity(EVENTS_MAX),
            channels: HashMap::new(),
            tokens: Vec::new(),
            free_tokens: Vec::new(),
            moment: Moment::default(),
        })
    }

    /// Whether no call has sockets.
    pub(super) fn is_empty(&self) -> bool {
        self.channels.is_empty()
    }

    /// Whether a call has its sockets.
    pub(super) fn has(&self, session: SessionId) -> bool {
        self.channels.contains_key(&session)
    }

    /// The calls that have sockets.
    pub(super) fn sessions(&self) -> Vec<SessionId> {
        self.channels.keys().copied().collect()
    }

    /// Gives a call the sockets that were taken for it.
    pub(super) fn add(
        &mut self,
        session: SessionId,
        ports: crate::plan::MediaPorts,
    ) -> io::Result<()> {
        let mut pair = self.pool.claim(ports.id).ok_or(io::ErrorKind::NotFound)?;
        let token = self.free_tokens.pop().unwrap_or_else(|| {
            self.tokens.push(None);
            self.tokens.len() - 1
        });
        let registry = self.poll.registry();
        registry.register(&mut pair.rtp, Token(token * 2), Interest::READABLE)?;
        registry.register(&mut pair.rtcp, Token(token * 2 + 1), Interest::READABLE)?;
        if let Some(place) = self.tokens.get_mut(token) {
            *place = Some(session);
        }
        let channel = Channel {
            pair,
            token,
            waiting: AtomicU8::new(0),
        };
        self.channels.insert(session, channel);
        Ok(())
    }

    /// Takes a call's sockets away. Whether it had any.
    pub(super) fn remove(&mut self, session: SessionId) -> bool {
        let Some(mut channel) = self.channels.remove(&session) else {
            return false;
        };
        let registry = self.poll.registry();
        // A socket that cannot be deregistered is deregistered by being closed.
        let _ = registry.deregister(&mut channel.pair.rtp);
        let _ = registry.deregister(&mut channel.pair.rtcp);
        if let Some(place) = self.tokens.get_mut(channel.token) {
            *place = None;
        }
        self.free_tokens.push(channel.token);
        self.pool.give_back(channel.pair);
        true
    }

    /// Marks what all calls send as the pool does.
    pub(super) fn mark(&self) {
        let dscp = self.pool.dscp();
        for channel in self.channels.values() {
            channel.pair.mark(self.pool.local_ip(), dscp);
        }
    }

    /// Looks which sockets have something, for [`Wires::receive`]. `now` and
    /// `unix` are one moment on both clocks.
    pub(super) fn look(&mut self, now: Instant, unix: Duration) {
        self.moment = Moment { now, unix };
        // Each socket is told about once, however much comes meanwhile.
        for _ in 0..=2 * self.tokens.len() / EVENTS_MAX {
            if let Err(error) = self.poll.poll(&mut self.events, Some(Duration::ZERO)) {
                if error.kind() == io::ErrorKind::Interrupted {
                    continue;
                }
                return;
            }
            for event in &self.events {
                self.note_waiting(event.token());
            }
            if self.events.iter().count() < EVENTS_MAX {
                return;
            }
        }
    }

    fn note_waiting(&self, token: Token) {
        let session = self.tokens.get(token.0 / 2).copied().flatten();
        if let Some(channel) = session.and_then(|session| self.channels.get(&session)) {
            let socket = if token.0.is_multiple_of(2) {
                MediaSocket::Rtp
            } else {
                MediaSocket::Rtcp
            };
            channel.waiting.fetch_or(bit_of(socket), Ordering::Relaxed);
        }
    }

    /// Takes from a socket what a tick takes; whether it may have more.
    fn receive_from(
        &self,
        channel: &Channel,
        socket: MediaSocket,
        audio: &mut AudioSession,
        batch: &mut ReceiveBatch,
    ) -> bool {
        let (from, port) = channel.socket(socket);
        let local = SocketAddr::new(self.pool.local_ip(), port);
        let capture = &*self.core.capture;
        for _ in 0..BATCHES_PER_SOCKET_MAX {
            let outcome = batch.receive(from, |datagram| {
                take(audio, &datagram, socket, self.moment, capture, local);
            });
            match outcome {
                Ok(true) => {}
                // An error is what ICMP said about a packet of ours: read on.
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => {}
                Ok(false) | Err(_) => return false,
            }
        }
        true
    }
}

impl Channel {
    /// A socket and its port.
    fn socket(&self, socket: MediaSocket) -> (&UdpSocket, u16) {
        let ports = self.pair.ports;
        match socket {
            MediaSocket::Rtp => (&self.pair.rtp, ports.rtp_port),
            MediaSocket::Rtcp => (&self.pair.rtcp, ports.rtcp_port),
        }
    }
}

impl Wires for MediaChannels {
    fn receive(&self, session: &mut AudioSession) {
        let Some(channel) = self.channels.get(&session.id()) else {
            return;
        };
        let waiting = channel.waiting.load(Ordering::Relaxed);
        if waiting == 0 {
            return;
        }
        BATCH.with_borrow_mut(|batch| {
            let mut left = 0;
            for socket in [MediaSocket::Rtp, MediaSocket::Rtcp] {
                let has_something = waiting & bit_of(socket) != 0;
                if has_something && self.receive_from(channel, socket, session, batch) {
                    left |= bit_of(socket);
                }
            }
            channel.waiting.store(left, Ordering::Relaxed);
        });
    }

    fn send(&self, session: &mut AudioSession) {
        let Some(channel) = self.channels.get(&session.id()) else {
            return;
        };
        while let Some(transmit) = session.poll_transmit() {
            let (socket, port) = channel.socket(transmit.socket);
            let to = options::address_for(self.pool.is_ipv6(), transmit.to);
            // A full buffer or an unreachable peer loses a packet, as networks do.
            if socket.send_to(transmit.datagram, to).is_ok() {
                let local = SocketAddr::new(self.pool.local_ip(), port);
                self.core
                    .capture
                    .record_media(local, transmit.to, transmit.datagram);
            }
        }
    }
}

/// The place of a socket in [`Channel::waiting`].
fn bit_of(socket: MediaSocket) -> u8 {
    match socket {
        MediaSocket::Rtp => 1,
        MediaSocket::Rtcp => 2,
    }
}

/// Hands one datagram to its call, at the time the kernel got it.
fn take(
    audio: &mut AudioSession,
    datagram: &Datagram<'_>,
    socket: MediaSocket,
    moment: Moment,
    capture: &PacketCapture,
    local: SocketAddr,
) {
    let waited = datagram
        .arrival_unix
        .and_then(|arrival| moment.unix.checked_sub(arrival))
        .filter(|waited| *waited < WAIT_MAX)
        .unwrap_or_default();
    let waited_us = u64::try_from(waited.as_micros()).unwrap_or(0);
    let arrival = Instant::from_micros(moment.now.as_micros().saturating_sub(waited_us));
    match socket {
        MediaSocket::Rtp => audio.handle_rtp(arrival, datagram.payload, datagram.from),
        MediaSocket::Rtcp => audio.handle_rtcp(arrival, datagram.payload, datagram.from),
    }
    capture.record_media(datagram.from, local, datagram.payload);
}
