//! Asks servers how the sockets of a call look from outside, before media has them.
//!
//! The sockets lie in the pool meanwhile, so nothing waits on them: they are looked
//! at every few milliseconds, and not at all any more once signalling has been told,
//! as what comes then is for media. Until media takes them the NATs are kept open.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mio::net::UdpSocket;

use super::core::Core;
use super::port_pool::BoundPair;
use super::socket::options;
use crate::ids::SessionId;
use crate::limits::ICE_GATHERING_MS_MAX;
use crate::nat::ice::{Gatherer, GathererOutput};
use crate::nat::stun::binding_indication;
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
/// A longer answer of a STUN server is none that we want.
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
        tracing::warn!(session = %wish.session, "the STUN server has not answered for all sockets");
    }
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
        let Some(target) = &self.wish.servers.stun else {
            return;
        };
        self.server = self.address_of(target).await;
        let Some(server) = self.server else {
            return;
        };
        let both = [Component::Rtp, Component::Rtcp];
        let now = self.core.clock.now();
        let mut gatherer = Gatherer::new(now, server, &both, &mut self.rng);
        while self.step(&mut gatherer) {
            tokio::time::sleep(PAUSE).await;
        }
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
    fn step(&mut self, gatherer: &mut Gatherer) -> bool {
        let (core, ports) = (self.core, self.wish.ports);
        let now = core.clock.now();
        let ipv6 = core.ports.is_ipv6();
        let goes_on = core.ports.with_taken(ports.id, |pair| {
            receive(pair, gatherer);
            gatherer.handle_timeout(now);
            let mut goes_on = true;
            while let Some(output) = gatherer.poll_output() {
                match output {
                    GathererOutput::Transmit(transmit) => {
                        let to = options::address_for(ipv6, transmit.to);
                        let socket = socket_of(pair, transmit.component);
                        // What cannot be sent is sent again.
                        let _ = socket.send_to(&transmit.payload, to);
                    }
                    GathererOutput::Finished => goes_on = false,
                }
            }
            goes_on
        });
        for (component, seen) in gatherer.found() {
            self.found.of_mut(*component).mapped = Some(*seen);
        }
        goes_on == Some(true)
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

fn socket_of(pair: &BoundPair, component: Component) -> &UdpSocket {
    match component {
        Component::Rtp => &pair.rtp,
        Component::Rtcp => &pair.rtcp,
    }
}

/// Hands over what waits on the sockets.
fn receive(pair: &BoundPair, gatherer: &mut Gatherer) {
    let mut buffer = [0; ANSWER_BYTES_MAX];
    for component in [Component::Rtp, Component::Rtcp] {
        let socket = socket_of(pair, component);
        for _ in 0..DATAGRAMS_AT_ONCE_MAX {
            match socket.recv_from(&mut buffer) {
                Ok((length, from)) => {
                    let datagram = buffer.get(..length).unwrap_or_default();
                    gatherer.handle_datagram(component, from, datagram);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                // What ICMP said about a datagram of ours.
                Err(_) => {}
            }
        }
    }
}
