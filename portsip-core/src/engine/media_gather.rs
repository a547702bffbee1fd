//! Asks servers how the sockets of a call look from outside, before media has them.
//!
//! The sockets lie in the pool meanwhile, so nothing waits on them: they are looked
//! at every few milliseconds, and not at all any more once signalling has been told,
//! as what comes then is for media. Until media takes them the NATs are kept open.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::core::Core;
use super::media_relays::Relays;
use super::port_pool::BoundPair;
use super::socket::options;
use crate::clock::Instant;
use crate::config::TurnServer;
use crate::ids::SessionId;
use crate::limits::ICE_GATHERING_MS_MAX;
use crate::media::session::MediaSocket;
use crate::nat::ice::{Gatherer, GathererOutput};
use crate::nat::stun::binding_indication;
use crate::nat::turn::{Allocation, TurnClient};
use crate::plan::{Component, GatheredMedia, MediaPorts};
use crate::rng::Rng;
use crate::sip::transport::target::{Target, TargetHost};
use crate::ua::GatheringServers;

/// How often the sockets are looked at.
const PAUSE: Duration = Duration::from_millis(5);
/// Between what keeps a NAT open (RFC 8445 §11).
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Datagrams taken from a socket at a time.
const DATAGRAMS_AT_ONCE_MAX: usize = 16;
/// A longer answer of a server is none that we want.
const ANSWER_BYTES_MAX: usize = 1500;

/// What signalling wants to know.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) session: SessionId,
    pub(super) ports: MediaPorts,
    pub(super) servers: GatheringServers,
    pub(super) prefer_ipv6: bool,
}

/// Finds what there is within [`ICE_GATHERING_MS_MAX`], tells signalling, and keeps
/// the NATs open until media takes the sockets or the call is over.
pub(super) async fn gather(core: Arc<Core>, wish: Wish) {
    let limit = Duration::from_millis(ICE_GATHERING_MS_MAX);
    let mut search = Search {
        core: &core,
        wish: &wish,
        rng: core.ports.fork_rng(),
        server: None,
        found: GatheredMedia::default(),
    };
    if tokio::time::timeout(limit, search.run()).await.is_err() {
        tracing::warn!(session = %wish.session, "not all servers have answered in time");
    }
    search.end();
    let found = search.found;
    core.agent("gathered", |agent, now| {
        agent.handle_gathered(now, wish.session, found);
    });
    search.keep_alive().await;
}

struct Search<'c> {
    core: &'c Core,
    wish: &'c Wish,
    rng: Rng,
    server: Option<SocketAddr>,
    found: GatheredMedia,
}

impl Search<'_> {
    async fn run(&mut self) {
        let servers = &self.wish.servers;
        let (stun, turn) = (servers.stun.as_ref(), servers.turn.as_ref());
        let turn = match turn {
            Some((target, login)) => Some((self.address_of(target).await, login)),
            None => None,
        };
        if let Some((Some(server), login)) = turn {
            self.begin_relays(server, login);
        }
        let server = match stun {
            Some(target) => self.address_of(target).await,
            None => None,
        };
        self.server = server.or(turn.and_then(|(server, _)| server));
        let both = [Component::Rtp, Component::Rtcp];
        let now = self.core.clock.now();
        let mut gatherer = server.map(|server| Gatherer::new(now, server, &both, &mut self.rng));
        while self.step(&mut gatherer) {
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn begin_relays(&mut self, server: SocketAddr, login: &TurnServer) {
        let now = self.core.clock.now();
        let rng = &mut self.rng;
        self.core.ports.with_taken(self.wish.ports.id, |pair| {
            for socket in [MediaSocket::Rtp, MediaSocket::Rtcp] {
                let (name, password) = (&login.user_name, &login.password);
                let relay = TurnClient::new(now, server, name, password, rng.fork());
                *pair.relays.of_mut(socket) = Some(Box::new(relay));
            }
        });
    }

    async fn address_of(&self, target: &Target) -> Option<SocketAddr> {
        let core = self.core;
        let reaches = |address| core.bound.reaches_family_of(address);
        if let (TargetHost::Address(ip), Some(port)) = (&target.host, target.port) {
            return Some(SocketAddr::new(*ip, port)).filter(|address| reaches(*address));
        }
        let prefer_ipv6 = self.wish.prefer_ipv6;
        let found = core.resolver.resolve(target, prefer_ipv6, reaches).await;
        found.first().map(|destination| destination.address)
    }

    /// Hears and sends what there is; `false` at the end.
    fn step(&mut self, gatherer: &mut Option<Gatherer>) -> bool {
        let (core, ports) = (self.core, self.wish.ports);
        let now = core.clock.now();
        let ipv6 = core.ports.is_ipv6();
        let found = &mut self.found;
        let goes_on = core.ports.with_taken(ports.id, |pair| {
            receive(now, pair, gatherer.as_mut());
            pair.carry_on_relays(now, ipv6);
            let relays_go_on = note_relayed(&pair.relays, found);
            let is_asking = gatherer
                .as_mut()
                .is_some_and(|gatherer| ask(now, pair, ipv6, gatherer));
            note_mapped(gatherer.as_ref(), found);
            if !is_asking {
                *gatherer = None;
            }
            is_asking || relays_go_on
        });
        goes_on == Some(true)
    }

    /// What has not answered by now is done without.
    fn end(&self) {
        let ports = &self.core.ports;
        ports.with_taken(self.wish.ports.id, |pair| {
            for socket in [MediaSocket::Rtp, MediaSocket::Rtcp] {
                match pair.relays.allocation(socket) {
                    Some(Allocation::Granted { .. }) | None => {}
                    Some(Allocation::Asked) => *pair.relays.of_mut(socket) = None,
                    Some(Allocation::Failed(error)) => {
                        tracing::warn!(session = %self.wish.session, ?socket, %error, "no relay");
                        *pair.relays.of_mut(socket) = None;
                    }
                }
            }
        });
    }

    async fn keep_alive(&mut self) {
        let Some(server) = self
            .server
            .filter(|_| self.found != GatheredMedia::default())
        else {
            return;
        };
        let (core, ports) = (self.core, self.wish.ports);
        let to = options::address_for(core.ports.is_ipv6(), server);
        loop {
            tokio::time::sleep(KEEP_ALIVE).await;
            let indication = binding_indication(&mut self.rng);
            let kept = core.ports.with_taken(ports.id, |pair| {
                for socket in [&pair.rtp, &pair.rtcp] {
                    // The next one may be sent.
                    let _ = socket.send_to(&indication, to);
                }
            });
            if kept.is_none() {
                return;
            }
        }
    }
}

const fn socket_of(component: Component) -> MediaSocket {
    match component {
        Component::Rtp => MediaSocket::Rtp,
        Component::Rtcp => MediaSocket::Rtcp,
    }
}

/// Sends what is due; whether answers are awaited.
fn ask(now: Instant, pair: &BoundPair, ipv6: bool, gatherer: &mut Gatherer) -> bool {
    gatherer.handle_timeout(now);
    while let Some(output) = gatherer.poll_output() {
        let GathererOutput::Transmit(transmit) = output else {
            return false;
        };
        let way = (transmit.via, transmit.to);
        // What cannot be sent is sent again.
        let _ = pair.send(ipv6, socket_of(transmit.component), way, &transmit.payload);
    }
    true
}

fn note_mapped(gatherer: Option<&Gatherer>, found: &mut GatheredMedia) {
    for (component, seen) in gatherer.map(Gatherer::found).unwrap_or_default() {
        found.of_mut(*component).mapped = Some(*seen);
    }
}

/// Notes what relays have told; whether one is still asked.
fn note_relayed(relays: &Relays, found: &mut GatheredMedia) -> bool {
    let mut is_asked = false;
    for component in [Component::Rtp, Component::Rtcp] {
        match relays.allocation(socket_of(component)) {
            Some(Allocation::Granted { relayed, mapped }) => {
                let found = found.of_mut(component);
                found.relayed = Some(relayed);
                found.mapped = found.mapped.or(mapped);
            }
            Some(Allocation::Asked) => is_asked = true,
            Some(Allocation::Failed(_)) | None => {}
        }
    }
    is_asked
}

/// Hands over what waits on the sockets.
fn receive(now: Instant, pair: &mut BoundPair, mut gatherer: Option<&mut Gatherer>) {
    let mut buffer = [0; ANSWER_BYTES_MAX];
    for component in [Component::Rtp, Component::Rtcp] {
        let socket = socket_of(component);
        for _ in 0..DATAGRAMS_AT_ONCE_MAX {
            match pair.socket(socket).recv_from(&mut buffer) {
                Ok((length, from)) => {
                    let datagram = buffer.get(..length).unwrap_or_default();
                    if !pair.relays.hear(now, socket, from, datagram)
                        && let Some(gatherer) = &mut gatherer
                    {
                        gatherer.handle_datagram(component, from, datagram);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                // What ICMP said about a datagram of ours.
                Err(_) => {}
            }
        }
    }
}
