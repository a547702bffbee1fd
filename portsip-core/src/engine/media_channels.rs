//! The media sockets of all calls: one poll a tick on the media thread, and a
//! batch from each socket that has something on whichever thread works on its call.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token};

use super::core::Core;
use super::media_aside::Aside;
use super::media_dtls::MediaDtls;
use super::media_gather_anew::{GatheringAnew, Step};
use super::media_ice::{self, Arrival, MediaIce};
use super::media_turns::Turns;
use super::port_pool::{BoundPair, PortPool};
use super::socket::receive::{Datagram, ReceiveBatch};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::{DTLS_STEPS_PER_TICK_MAX, RTP_DATAGRAM_BYTES_MAX};
use crate::media::audio::{AudioGraph, Wires};
use crate::media::dtls::Identity;
use crate::media::session::{AudioSession, MediaSocket};
use crate::nat::DatagramKind;
use crate::nat::ice::Via;
use crate::nat::turn::TurnError;
use crate::plan::{AudioPlan, Component, MediaPortsId, MediaReport};
use crate::rng::Rng;

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
    /// Whose handshake comes first in the next tick.
    turns: Turns,
    /// What signalling has to know of paths.
    reports: VecDeque<MediaReport>,
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
    /// Where checks decide about the path. Changed between ticks.
    ice: Option<Box<MediaIce>>,
    /// Where keys are agreed on over the path. Touched between ticks only; the library
    /// in it wants a lock to be near other threads at all, and nobody takes it.
    dtls: Option<Box<Mutex<MediaDtls>>>,
    /// While servers are asked anew. Touched between ticks.
    gathering: Option<Box<GatheringAnew>>,
    /// What is no media: for those three, after the tick.
    aside: Aside,
}

/// The two clocks at one moment.
#[derive(Clone, Copy, Default)]
struct Moment {
    now: Instant,
    unix: Duration,
}

impl Moment {
    /// When the kernel got a datagram, as far as that is believed.
    fn of(self, datagram: &Datagram<'_>) -> Instant {
        let waited = datagram
            .arrival_unix
            .and_then(|arrival| self.unix.checked_sub(arrival))
            .filter(|waited| *waited < WAIT_MAX)
            .unwrap_or_default();
        let waited_us = u64::try_from(waited.as_micros()).unwrap_or(0);
        Instant::from_micros(self.now.as_micros().saturating_sub(waited_us))
    }
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
            turns: Turns::default(),
            reports: VecDeque::new(),
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
            ice: None,
            dtls: None,
            gathering: None,
            aside: Aside::default(),
        };
        self.channels.insert(session, channel);
        Ok(())
    }

    /// Lets checks decide about the path of a call, where its plan says so.
    pub(super) fn apply_ice(
        &mut self,
        now: Instant,
        session: SessionId,
        audio: &AudioPlan,
        rng: &mut Rng,
    ) {
        let Some(channel) = self.channels.get_mut(&session) else {
            return;
        };
        match (&audio.ice, &mut channel.ice) {
            (Some(ice), Some(running)) => running.apply(now, audio, ice),
            (Some(ice), none) => {
                *none = Some(Box::new(MediaIce::new(now, session, audio, ice, rng)));
            }
            (None, running) => *running = None,
        }
    }

    /// Does a step of asking servers anew about the sockets of a call; without them,
    /// nothing.
    pub(super) fn gather_anew(&mut self, now: Instant, session: SessionId, step: Step) {
        if let Some(channel) = self.channels.get_mut(&session) {
            GatheringAnew::take(&mut channel.gathering, now, &mut channel.pair, step);
        }
    }

    /// Gives back what a relay has for a socket of a call.
    pub(super) fn release_relay(
        &mut self,
        now: Instant,
        session: SessionId,
        ports: MediaPortsId,
        component: Component,
    ) {
        let (ipv6, socket) = (self.pool.is_ipv6(), media_ice::socket(component));
        if let Some(channel) = self.channels.get_mut(&session) {
            return channel.pair.close_relay(now, ipv6, socket);
        }
        // A call whose media has not begun.
        self.pool
            .with_taken(ports, |pair| pair.close_relay(now, ipv6, socket));
    }

    /// Lets the keys of a call be agreed on over its path, where its plan says so.
    pub(super) fn apply_dtls(
        &mut self,
        now: Instant,
        session: SessionId,
        audio: &AudioPlan,
        identity: Option<&Arc<Identity>>,
    ) {
        let (Some(channel), Some(identity)) = (self.channels.get_mut(&session), identity) else {
            return;
        };
        let Some(plan) = &audio.dtls else {
            channel.dtls = None;
            return;
        };
        match channel.dtls() {
            Some(running) if running.is_of(plan) => running.apply(now, audio, plan),
            _ => {
                let begun = MediaDtls::new(now, identity, audio, plan);
                channel.dtls = Some(Box::new(Mutex::new(begun)));
            }
        }
    }

    /// Hears what came in the tick and is no media, and sends the checks and handshakes
    /// that are due.
    pub(super) fn carry_on(&mut self, now: Instant, graph: &mut AudioGraph) {
        let pool = &self.pool;
        for (session, channel) in &mut self.channels {
            channel.hear_aside(now);
            if let Some(ice) = &mut channel.ice {
                let audio = graph.session_mut(*session);
                let report = ice.carry_on(now, &mut channel.pair, pool.is_ipv6(), audio);
                self.reports.extend(report);
            }
            let pair = &mut channel.pair;
            pair.carry_on_relays(now, pool.is_ipv6());
            let sockets = (pair, pool.is_ipv6());
            GatheringAnew::carry_on(&mut channel.gathering, now, *session, sockets);
            // What is asked for anew is told of as a whole.
            let is_told = channel.gathering.is_some();
            while !is_told && let Some((socket, error)) = channel.pair.relays.poll_lost() {
                if error == TurnError::Ended {
                    tracing::info!(%session, ?socket, "a relay is left");
                } else {
                    tracing::warn!(%session, ?socket, %error, "a relay is lost");
                    if let Some(ice) = &mut channel.ice {
                        ice.lose_relay(now, socket);
                    }
                }
                self.reports.push_back(MediaReport::RelayLost {
                    session: *session,
                    component: media_ice::component(socket),
                });
            }
        }
        self.carry_on_handshakes(now, graph);
    }

    /// Carries on as many handshakes as a tick has room for; each call has its turn.
    fn carry_on_handshakes(&mut self, now: Instant, graph: &mut AudioGraph) {
        let mut steps = DTLS_STEPS_PER_TICK_MAX;
        for run in self.turns.round(self.channels.len()) {
            let channels = self.channels.iter_mut().enumerate();
            for (place, (session, channel)) in channels.skip(run.start).take(run.len()) {
                if steps == 0 {
                    return self.turns.begin_at(place);
                }
                if channel.dtls.is_some()
                    && let Some(audio) = graph.session_mut(*session)
                {
                    channel.carry_on_handshake(now, &mut steps, audio, (&self.core, &self.pool));
                }
            }
        }
    }

    /// What signalling has to know; `None` until the next tick.
    pub(super) fn poll_report(&mut self) -> Option<MediaReport> {
        self.reports.pop_front()
    }

    /// A call has no stream any more, and so neither path nor keys.
    pub(super) fn suspend(&mut self, session: SessionId) {
        if let Some(channel) = self.channels.get_mut(&session) {
            channel.ice = None;
            channel.dtls = None;
        }
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
                let relays = &channel.pair.relays;
                let arrived = relays.unwrap(socket, datagram.from, datagram.payload);
                channel.take(audio, arrived, socket, self.moment.of(&datagram));
                let (_, from, payload) = arrived;
                capture.record_media(from, local, payload);
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
    fn dtls(&mut self) -> Option<&mut MediaDtls> {
        let dtls = self.dtls.as_mut()?.get_mut();
        Some(dtls.unwrap_or_else(PoisonError::into_inner))
    }

    /// A socket and its port.
    fn socket(&self, socket: MediaSocket) -> (&UdpSocket, u16) {
        socket_of(&self.pair, socket)
    }

    /// Where a packet for this address goes; `None`: nowhere yet.
    fn path(&self, socket: MediaSocket, planned: SocketAddr) -> Option<(Via, SocketAddr)> {
        path(self.ice.as_deref(), socket, planned)
    }

    /// Gives what was set aside in the tick to whom it is for.
    fn hear_aside(&mut self, now: Instant) {
        let (ice, dtls, relays) = (&mut self.ice, &mut self.dtls, &mut self.pair.relays);
        let gathering = &mut self.gathering;
        self.aside.drain(|datagram| {
            let (socket, from, payload) = (datagram.socket, datagram.from, &datagram.payload);
            if datagram.via == Via::Socket {
                let component = media_ice::component(socket);
                let gathers = |it: &mut Box<GatheringAnew>| it.hear(component, from, payload);
                if relays.hear(now, socket, from, payload)
                    || gathering.as_mut().is_some_and(gathers)
                {
                    return;
                }
            }
            let is_check = DatagramKind::of(&datagram.payload) == DatagramKind::Stun;
            match (is_check, &mut *ice, &mut *dtls) {
                (true, Some(ice), _) => ice.receive(now, &datagram),
                (false, _, Some(dtls)) => {
                    let dtls = dtls.get_mut().unwrap_or_else(PoisonError::into_inner);
                    dtls.receive(datagram);
                }
                _ => {}
            }
        });
    }

    fn carry_on_handshake(
        &mut self,
        now: Instant,
        steps: &mut u32,
        audio: &mut AudioSession,
        (core, pool): (&Core, &PortPool),
    ) {
        let Some(dtls) = &mut self.dtls else {
            return;
        };
        let (pair, ice) = (&mut self.pair, self.ice.as_deref());
        let dtls = dtls.get_mut().unwrap_or_else(PoisonError::into_inner);
        let has_path = |socket| ice.is_none_or(|ice| ice.path(socket).is_some());
        dtls.carry_on(now, steps, audio, has_path, |socket, to, payload| {
            let Some(to) = path(ice, socket, to) else {
                return;
            };
            let (_, port) = socket_of(pair, socket);
            // What cannot be sent is lost on its way, and goes again.
            if pair.send(pool.is_ipv6(), socket, to, payload) {
                let local = SocketAddr::new(pool.local_ip(), port);
                core.capture.record_media(local, to.1, payload);
            }
        });
    }

    /// Hands one datagram to its call, at the time the kernel got it, or sets it aside.
    fn take(
        &self,
        audio: &mut AudioSession,
        (via, from, payload): (Via, SocketAddr, &[u8]),
        socket: MediaSocket,
        arrival: Instant,
    ) {
        let relays = &self.pair.relays;
        let may_be_told =
            self.gathering.is_some() && DatagramKind::of(payload) == DatagramKind::Stun;
        if via == Via::Socket && (may_be_told || relays.is_from_server(socket, from, payload)) {
            return self.aside.push(socket, (via, from), payload);
        }
        let from = match &self.ice {
            // Who comes by a relay has no other way than that of the checks.
            None if via == Via::Relay => return,
            None => from,
            Some(ice) => match ice.judge(socket, (via, from), payload) {
                Arrival::Media(from) => from,
                Arrival::Check => return self.aside.push(socket, (via, from), payload),
                Arrival::Unknown => return audio.refuse_stranger(),
            },
        };
        if self.dtls.is_some() && DatagramKind::of(payload) == DatagramKind::Dtls {
            return self.aside.push(socket, (via, from), payload);
        }
        match socket {
            MediaSocket::Rtp => audio.handle_rtp(arrival, payload, from),
            MediaSocket::Rtcp => audio.handle_rtcp(arrival, payload, from),
        }
    }
}

fn socket_of(pair: &BoundPair, socket: MediaSocket) -> (&UdpSocket, u16) {
    match socket {
        MediaSocket::Rtp => (&pair.rtp, pair.ports.rtp_port),
        MediaSocket::Rtcp => (&pair.rtcp, pair.ports.rtcp_port),
    }
}

fn path(
    ice: Option<&MediaIce>,
    socket: MediaSocket,
    planned: SocketAddr,
) -> Option<(Via, SocketAddr)> {
    match ice {
        Some(ice) => ice.path(socket),
        None => Some((Via::Socket, planned)),
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
            let (_, port) = channel.socket(transmit.socket);
            let Some(path) = channel.path(transmit.socket, transmit.to) else {
                continue;
            };
            let (ipv6, datagram) = (self.pool.is_ipv6(), transmit.datagram);
            // A full buffer or an unreachable peer loses a packet, as networks do.
            if channel.pair.send(ipv6, transmit.socket, path, datagram) {
                let local = SocketAddr::new(self.pool.local_ip(), port);
                self.core.capture.record_media(local, path.1, datagram);
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
