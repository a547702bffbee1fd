//! The media sockets of all calls, on the media thread: one poll a tick, and a
//! batch from each socket that has something.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mio::event::Event;
use mio::{Events, Interest, Poll, Token};

use super::core::Core;
use super::packet_capture::PacketCapture;
use super::port_pool::{BoundPair, PortPool};
use super::socket::options;
use super::socket::receive::{Datagram, ReceiveBatch};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::RTP_DATAGRAM_BYTES_MAX;
use crate::media::audio::AudioGraph;
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
    batch: ReceiveBatch,
    channels: HashMap<SessionId, Channel>,
    /// Which call a token's number names.
    tokens: Vec<Option<SessionId>>,
    free_tokens: Vec<usize>,
    /// Sockets to take from now; empty between ticks.
    ready: Vec<Token>,
    /// Sockets that had more than a tick takes, each once.
    unfinished: Vec<Token>,
}

struct Channel {
    pair: BoundPair,
    token: usize,
}

/// The two clocks at one moment.
#[derive(Clone, Copy)]
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
            batch: ReceiveBatch::new(RTP_DATAGRAM_BYTES_MAX),
            channels: HashMap::new(),
            tokens: Vec::new(),
            free_tokens: Vec::new(),
            ready: Vec::with_capacity(EVENTS_MAX),
            unfinished: Vec::new(),
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
        self.channels.insert(session, Channel { pair, token });
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

    /// Hands all datagrams that have arrived to their calls. `now` and `unix`
    /// are one moment on both clocks.
    pub(super) fn receive(&mut self, graph: &mut AudioGraph, now: Instant, unix: Duration) {
        let moment = Moment { now, unix };
        std::mem::swap(&mut self.ready, &mut self.unfinished);
        self.receive_ready(graph, moment);
        loop {
            if let Err(error) = self.poll.poll(&mut self.events, Some(Duration::ZERO)) {
                if error.kind() == io::ErrorKind::Interrupted {
                    continue;
                }
                return;
            }
            self.ready.extend(self.events.iter().map(Event::token));
            let count = self.ready.len();
            self.receive_ready(graph, moment);
            if count < EVENTS_MAX {
                return;
            }
        }
    }

    /// Takes from each ready socket what a tick takes.
    fn receive_ready(&mut self, graph: &mut AudioGraph, moment: Moment) {
        while let Some(token) = self.ready.pop() {
            // It had its share of this tick already.
            if !self.unfinished.contains(&token) {
                self.receive_from(token, graph, moment);
            }
        }
    }

    /// Sends what a call has to send.
    pub(super) fn send_of(&self, audio: &mut AudioSession) {
        let session = audio.id();
        while let Some(transmit) = audio.poll_transmit() {
            let Some(channel) = self.channels.get(&session) else {
                continue;
            };
            let (socket, port) = match transmit.socket {
                MediaSocket::Rtp => (&channel.pair.rtp, channel.pair.ports.rtp_port),
                MediaSocket::Rtcp => (&channel.pair.rtcp, channel.pair.ports.rtcp_port),
            };
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

    fn receive_from(&mut self, token: Token, graph: &mut AudioGraph, moment: Moment) {
        let Some(session) = self.tokens.get(token.0 / 2).copied().flatten() else {
            return;
        };
        let (Some(channel), Some(audio)) =
            (self.channels.get(&session), graph.session_mut(session))
        else {
            return;
        };
        let (socket, port, is_rtp) = if token.0.is_multiple_of(2) {
            (&channel.pair.rtp, channel.pair.ports.rtp_port, true)
        } else {
            (&channel.pair.rtcp, channel.pair.ports.rtcp_port, false)
        };
        let local = SocketAddr::new(self.pool.local_ip(), port);
        let capture = &*self.core.capture;
        for _ in 0..BATCHES_PER_SOCKET_MAX {
            let outcome = self.batch.receive(socket, |datagram| {
                take(audio, &datagram, is_rtp, moment, capture, local);
            });
            match outcome {
                Ok(true) => {}
                // An error is what ICMP said about a packet of ours: read on.
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => {}
                Ok(false) | Err(_) => return,
            }
        }
        self.unfinished.push(token);
    }
}

/// Hands one datagram to its call, at the time the kernel got it.
fn take(
    audio: &mut AudioSession,
    datagram: &Datagram<'_>,
    is_rtp: bool,
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
    if is_rtp {
        audio.handle_rtp(arrival, datagram.payload, datagram.from);
    } else {
        audio.handle_rtcp(arrival, datagram.payload, datagram.from);
    }
    capture.record_media(datagram.from, local, datagram.payload);
}
