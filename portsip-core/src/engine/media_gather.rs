//! Asks servers how the sockets of a call look from outside, before media has them.
//!
//! The sockets lie in the pool meanwhile, so nothing waits on them: they are looked
//! at every few milliseconds, and once signalling has been told only while a relay
//! has been asked something, as what comes then is for media: a check that is taken
//! for nothing comes again. Until media takes them the NATs are kept open and the
//! relays served.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::core::Core;
use super::media_ice;
use super::media_relays::Relays;
use super::panics::unless_it_panics;
use super::port_pool::BoundPair;
use super::relay_stream::{self, RelayStream};
use super::socket::options;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::ICE_GATHERING_MS_MAX;
use crate::media::session::MediaSocket;
use crate::nat::ice::{Gatherer, GathererOutput};
use crate::nat::stun::binding_indication;
use crate::nat::turn::{Allocation, TurnClient, TurnError};
use crate::plan::{Component, GatheredMedia, MediaPorts, MediaReport};
use crate::rng::Rng;
use crate::sip::transport::flow::Transport;
use crate::sip::transport::target::{Target, TargetHost};
use crate::ua::GatheringServers;

/// How often the sockets are looked at.
const PAUSE: Duration = Duration::from_millis(5);
/// The same when only relays are waited for.
const RELAY_PAUSE: Duration = Duration::from_millis(20);
/// Between what keeps a NAT open (RFC 8445 §11).
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const BOTH: [Component; 2] = [Component::Rtp, Component::Rtcp];

/// What signalling wants to know.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) session: SessionId,
    pub(super) ports: MediaPorts,
    pub(super) servers: GatheringServers,
    pub(super) prefer_ipv6: bool,
    /// The call is theirs.
    pub(super) is_theirs: bool,
}

/// Finds what there is within [`ICE_GATHERING_MS_MAX`], tells signalling, and keeps
/// the NATs open until media takes the sockets or the call is over.
pub(super) async fn gather(core: Arc<Core>, wish: Wish) {
    let limit = Duration::from_millis(ICE_GATHERING_MS_MAX);
    let mut search = Search {
        core: &core,
        wish: &wish,
        rng: core.ports.fork_rng(),
        stun: None,
        gatherer: None,
        found: GatheredMedia::default(),
        passing: JoinSet::new(),
    };
    let run = unless_it_panics("gathering", search.run());
    if tokio::time::timeout(limit, run).await.is_err() {
        tracing::warn!(session = %wish.session, "not all servers have answered in time");
    }
    search.end();
    let found = search.found;
    core.agent("gathered", |agent, now| {
        agent.handle_gathered(now, wish.session, found);
    });
    search.keep_alive().await;
    // They end with the call, not with the wait for media.
    while search.passing.join_next().await.is_some() {}
}

/// Who is asked.
enum Server {
    Stun(SocketAddr),
    Turn(SocketAddr),
    /// Over a connection of each socket, in the order of [`BOTH`].
    TurnByStreams([(RelayStream, relay_stream::Passing); 2]),
}

struct Search<'c> {
    core: &'c Arc<Core>,
    wish: &'c Wish,
    rng: Rng,
    stun: Option<SocketAddr>,
    /// Until it has its answers.
    gatherer: Option<Gatherer>,
    found: GatheredMedia,
    /// What goes to relays over connections.
    passing: JoinSet<()>,
}

impl Search<'_> {
    /// Each server is asked as soon as it can be reached.
    async fn run(&mut self) {
        let mut lookups = self.begin_lookups();
        loop {
            while let Some(found) = lookups.try_join_next() {
                if let Ok(Some(server)) = found {
                    self.begin(server);
                }
            }
            match self.step() {
                None => return,
                Some(false) if lookups.is_empty() => return,
                Some(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    fn begin_lookups(&self) -> JoinSet<Option<Server>> {
        let mut lookups = JoinSet::new();
        let core = || Arc::clone(self.core);
        let (servers, ports) = (&self.wish.servers, self.wish.ports);
        let prefer_ipv6 = self.wish.prefer_ipv6;
        if let Some(stun) = servers.stun.clone() {
            let address = look_up(core(), stun, prefer_ipv6);
            lookups.spawn(async { Some(Server::Stun(address.await?)) });
        }
        if let Some(turn) = self.turn() {
            let core = core();
            lookups.spawn(async move {
                let address = look_up(Arc::clone(&core), turn.clone(), prefer_ipv6).await?;
                if turn.transport == Transport::Udp {
                    return Some(Server::Turn(address));
                }
                connect(&core, &turn, address, ports).await
            });
        }
        lookups
    }

    fn begin(&mut self, server: Server) {
        match server {
            Server::Stun(address) => {
                self.stun = Some(address);
                let now = self.core.clock.now();
                self.gatherer = Some(Gatherer::new(now, address, &BOTH, &mut self.rng));
            }
            Server::Turn(address) => self.begin_relays([(address, None), (address, None)]),
            Server::TurnByStreams(ways) => {
                let streams = ways.map(|(stream, passing)| {
                    self.passing.spawn(passing);
                    (stream.address, Some(stream))
                });
                self.begin_relays(streams);
            }
        }
    }

    /// The addresses, and what leads there, in the order of [`BOTH`].
    fn begin_relays(&mut self, servers: [(SocketAddr, Option<RelayStream>); 2]) {
        let Some((_, login)) = &self.wish.servers.turn else {
            return;
        };
        let now = self.core.clock.now();
        let rng = &mut self.rng;
        self.core.ports.with_taken(self.wish.ports.id, |pair| {
            for (component, (server, stream)) in BOTH.into_iter().zip(servers) {
                let (name, password) = (&login.user_name, &login.password);
                let relay = TurnClient::new(now, server, name, password, rng.fork());
                pair.relays.set(media_ice::socket(component), relay, stream);
            }
        });
    }

    /// The relay that may be asked for this call, if any.
    fn turn(&self) -> Option<Target> {
        let (turn, _) = self.wish.servers.turn.as_ref()?;
        if self.wish.is_theirs && !self.core.ports.take_relays(self.wish.ports.id) {
            tracing::warn!(session = %self.wish.session, "no relay: too many calls ring");
            return None;
        }
        Some(turn.clone())
    }

    /// Hears and sends what there is; whether answers are awaited. `None` where the
    /// sockets are taken.
    fn step(&mut self) -> Option<bool> {
        let (core, gatherer) = (self.core, &mut self.gatherer);
        let now = core.clock.now();
        let ipv6 = core.ports.is_ipv6();
        let found = &mut self.found;
        core.ports.with_taken(self.wish.ports.id, |pair| {
            pair.receive(now, |socket, from, datagram| {
                if let Some(gatherer) = gatherer {
                    gatherer.handle_datagram(media_ice::component(socket), from, datagram);
                }
            });
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
        })
    }

    /// What has not answered by now is done without, and given back where it does.
    fn end(&mut self) {
        self.gatherer = None;
        let (ports, session) = (&self.core.ports, self.wish.session);
        let now = self.core.clock.now();
        ports.with_taken(self.wish.ports.id, |pair| {
            for component in BOTH {
                let socket = media_ice::socket(component);
                match pair.relays.allocation(socket) {
                    Some(Allocation::Granted { .. }) | None => {}
                    Some(Allocation::Asked) => pair.close_relay(now, ports.is_ipv6(), socket),
                    Some(Allocation::Failed(error)) => {
                        tracing::warn!(%session, ?socket, %error, "no relay");
                    }
                }
            }
            while pair.relays.poll_lost().is_some() {}
        });
    }

    async fn keep_alive(&mut self) {
        if self.found == GatheredMedia::default() {
            self.stun = None;
        }
        let mut due = self.core.clock.now() + KEEP_ALIVE;
        loop {
            let now = self.core.clock.now();
            if due <= now {
                due = now + KEEP_ALIVE;
                self.keep_open();
            }
            match self.serve(now) {
                Some((true, _)) => tokio::time::sleep(RELAY_PAUSE).await,
                Some((false, next)) => {
                    let next = next.map_or(due, |next| due.min(next));
                    tokio::time::sleep(next.saturating_since(now)).await;
                }
                None => return,
            }
        }
    }

    /// Keeps the NAT open on the way to the STUN server; a relay does that for itself.
    fn keep_open(&mut self) {
        let Some(server) = self.stun else {
            return;
        };
        let ports = &self.core.ports;
        let to = options::address_for(ports.is_ipv6(), server);
        let indication = binding_indication(&mut self.rng);
        ports.with_taken(self.wish.ports.id, |pair| {
            for socket in [&pair.rtp, &pair.rtcp] {
                // The next one may be sent.
                let _ = socket.send_to(&indication, to);
            }
        });
    }

    /// Does what relays have to do; whether answers are awaited, and when there is more
    /// to do. `None` where nothing is left, or media has the sockets.
    fn serve(&self, now: Instant) -> Option<(bool, Option<Instant>)> {
        let ports = &self.core.ports;
        let mut lost = Vec::new();
        let served = ports.with_taken(self.wish.ports.id, |pair| {
            if pair.relays.are_asking() {
                pair.hear_relays(now);
            }
            pair.carry_on_relays(now, ports.is_ipv6());
            lost.extend(std::iter::from_fn(|| pair.relays.poll_lost()));
            let is_left = self.stun.is_some() || !pair.relays.is_empty();
            is_left.then(|| (pair.relays.are_asking(), pair.relays.poll_timeout()))
        });
        for (socket, error) in lost {
            self.tell_lost(socket, error);
        }
        served.flatten()
    }

    fn tell_lost(&self, socket: MediaSocket, error: TurnError) {
        let (session, component) = (self.wish.session, media_ice::component(socket));
        tracing::info!(%session, ?socket, %error, "a relay is left");
        self.core.agent("relay lost", |agent, now| {
            let report = MediaReport::RelayLost { session, component };
            agent.handle_media_report(now, report);
        });
    }
}

/// The first address of a server.
async fn look_up(core: Arc<Core>, target: Target, prefer_ipv6: bool) -> Option<SocketAddr> {
    let reaches = |address| core.bound.reaches_family_of(address);
    if let (TargetHost::Address(ip), Some(port)) = (&target.host, target.port) {
        return Some(SocketAddr::new(*ip, port)).filter(|address| reaches(*address));
    }
    let found = core.resolver.resolve(&target, prefer_ipv6, reaches).await;
    found.first().map(|destination| destination.address)
}

/// A connection to a relay for each socket.
async fn connect(
    core: &Arc<Core>,
    target: &Target,
    server: SocketAddr,
    ports: MediaPorts,
) -> Option<Server> {
    let open = |port| {
        let media = SocketAddr::new(core.ports.local_ip(), port);
        relay_stream::open(core, target, server, media)
    };
    let ways = tokio::try_join!(open(ports.rtp_port), open(ports.rtcp_port));
    match ways {
        Ok((rtp, rtcp)) => Some(Server::TurnByStreams([rtp, rtcp])),
        Err(error) => {
            tracing::warn!(%server, error, "no connection to the relay");
            None
        }
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
        let _ = pair.send(
            ipv6,
            media_ice::socket(transmit.component),
            way,
            &transmit.payload,
        );
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
    for component in BOTH {
        match relays.allocation(media_ice::socket(component)) {
            Some(Allocation::Granted { relayed, mapped }) => {
                let found = found.of_mut(component);
                found.relayed = Some(relayed);
                // Over a connection the server has not seen the socket.
                let mapped = mapped.filter(|_| !relays.have_streams());
                found.mapped = found.mapped.or(mapped);
            }
            Some(Allocation::Asked) => is_asked = true,
            Some(Allocation::Failed(_)) | None => {}
        }
    }
    is_asked
}
