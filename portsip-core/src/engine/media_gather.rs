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
use super::media_asking::{Asking, Server};
use super::media_ice;
use super::panics::unless_it_panics;
use super::server_lookup::{self, Reached};
use super::socket::options;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::ICE_GATHERING_MS_MAX;
use crate::media::session::MediaSocket;
use crate::nat::stun::binding_indication;
use crate::nat::turn::TurnError;
use crate::plan::{Component, GatheredMedia, MediaPorts, MediaReport};
use crate::rng::Rng;
use crate::ua::{GatheringServers, Occasion};

/// How often the sockets are looked at.
const PAUSE: Duration = Duration::from_millis(5);
/// The same when only relays are waited for.
const RELAY_PAUSE: Duration = Duration::from_millis(20);
/// Between what keeps a NAT open (RFC 8445 §11).
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What signalling wants to know.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) session: SessionId,
    pub(super) ports: MediaPorts,
    pub(super) servers: GatheringServers,
    pub(super) prefer_ipv6: bool,
    pub(super) occasion: Occasion,
}

impl Wish {
    /// Whose addresses are wanted.
    pub(super) const fn components(&self) -> &'static [Component] {
        match self.occasion {
            Occasion::Standing { rtcp: false } => &[Component::Rtp],
            _ => &[Component::Rtp, Component::Rtcp],
        }
    }
}

/// Finds what there is within [`ICE_GATHERING_MS_MAX`], tells signalling, and keeps
/// the NATs open until media takes the sockets or the call is over.
pub(super) async fn gather(core: Arc<Core>, wish: Wish) {
    let limit = Duration::from_millis(ICE_GATHERING_MS_MAX);
    let mut rng = core.ports.fork_rng();
    let mut search = Search {
        core: &core,
        wish: &wish,
        asking: Asking::new(rng.fork(), wish.components()),
        rng,
        stun: None,
        passing: JoinSet::new(),
    };
    let run = unless_it_panics("gathering", search.run());
    if tokio::time::timeout(limit, run).await.is_err() {
        tracing::warn!(session = %wish.session, "not all servers have answered in time");
    }
    search.end();
    let found = search.asking.found();
    core.agent("gathered", |agent, now| {
        agent.handle_gathered(now, wish.session, found);
    });
    search.keep_alive().await;
    // They end with the call, not with the wait for media.
    while search.passing.join_next().await.is_some() {}
}

struct Search<'c> {
    core: &'c Arc<Core>,
    wish: &'c Wish,
    asking: Asking,
    rng: Rng,
    stun: Option<SocketAddr>,
    /// What goes to relays over connections.
    passing: JoinSet<()>,
}

impl Search<'_> {
    /// Each server is asked as soon as it can be reached.
    async fn run(&mut self) {
        let mut lookups = self.begin_lookups();
        loop {
            while let Some(found) = lookups.try_join_next() {
                if let Ok(Some(reached)) = found {
                    self.begin(reached);
                }
            }
            match self.step() {
                None => return,
                Some(false) if lookups.is_empty() => return,
                Some(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    fn begin_lookups(&self) -> JoinSet<Option<Reached>> {
        let mut servers = self.wish.servers.clone();
        if !self.may_relay() {
            servers.turn = None;
        }
        let sockets = (self.wish.ports, self.wish.components());
        server_lookup::look_up(self.core, &servers, sockets, self.wish.prefer_ipv6)
    }

    fn begin(&mut self, reached: Reached) {
        if let Server::Stun(address) = reached.server {
            self.stun = Some(address);
        }
        for way in reached.passing {
            self.passing.spawn(way);
        }
        let (now, asking) = (self.core.clock.now(), &mut self.asking);
        self.core.ports.with_taken(self.wish.ports.id, |pair| {
            asking.begin(now, pair, reached.server);
        });
    }

    /// Whether a relay may be asked for this call.
    fn may_relay(&self) -> bool {
        let ports = &self.core.ports;
        let is_one_too_many = self.wish.servers.turn.is_some()
            && self.wish.occasion == Occasion::Called
            && !ports.take_relays(self.wish.ports.id);
        if is_one_too_many {
            tracing::warn!(session = %self.wish.session, "no relay: too many calls ring");
        }
        !is_one_too_many
    }

    /// Hears and sends what there is; whether answers are awaited. `None` where the
    /// sockets are taken.
    fn step(&mut self) -> Option<bool> {
        let (ports, asking) = (&self.core.ports, &mut self.asking);
        let now = self.core.clock.now();
        ports.with_taken(self.wish.ports.id, |pair| {
            pair.receive(now, |socket, from, datagram| {
                asking.hear(media_ice::component(socket), from, datagram);
            });
            asking.carry_on(now, pair, ports.is_ipv6())
        })
    }

    /// What has not answered by now is done without.
    fn end(&mut self) {
        let (ports, asking) = (&self.core.ports, &mut self.asking);
        let (now, session) = (self.core.clock.now(), self.wish.session);
        ports.with_taken(self.wish.ports.id, |pair| {
            asking.end(now, session, pair, ports.is_ipv6());
        });
    }

    async fn keep_alive(&mut self) {
        if self.asking.found() == GatheredMedia::default() {
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
