//! Asks servers anew how the sockets of a call look from outside, while media has them:
//! for a restart of ICE (RFC 8445 §9) after our address has changed, or the path was lost.
//!
//! A task finds the servers, and the media thread asks them beside media and tells the
//! task.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::core::Core;
use super::media_asking::{Asking, Server};
use super::media_gather::Wish;
use super::media_inbox::MediaInput;
use super::panics::unless_it_panics;
use super::port_pool::BoundPair;
use super::server_lookup::{self, Reached};
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::ICE_GATHERING_MS_MAX;
use crate::plan::{Component, GatheredMedia};
use crate::rng::Rng;

/// How late the media thread may be.
const MEDIA_LATE_MAX: Duration = Duration::from_millis(500);

/// One step of it, for the media thread.
#[derive(Debug)]
pub(super) enum Step {
    /// It begins: relays are asked whether they know us where we are.
    Begin {
        rng: Rng,
        components: &'static [Component],
        until: Instant,
        tell: oneshot::Sender<GatheredMedia>,
    },
    /// Another server was found.
    Ask(Server),
    /// There are no others.
    NoMore,
}

/// Finds what there is within [`ICE_GATHERING_MS_MAX`] and tells signalling.
pub(super) async fn gather_anew(core: Arc<Core>, wish: Wish) {
    let mut passing = JoinSet::new();
    let mut found = GatheredMedia::default();
    let run = async {
        found = ask(&core, &wish, &mut passing).await;
    };
    // Signalling waits for the answer in any case.
    let _ = unless_it_panics("gathering", run).await;
    core.agent("gathered", |agent, now| {
        agent.handle_gathered(now, wish.session, found);
    });
    // They end with the call.
    while passing.join_next().await.is_some() {}
}

/// What the servers have told in time; nothing where media does not have the call.
async fn ask(core: &Arc<Core>, wish: &Wish, passing: &mut JoinSet<()>) -> GatheredMedia {
    let limit = Duration::from_millis(ICE_GATHERING_MS_MAX);
    let (tell, told) = oneshot::channel();
    let say = |step| {
        let (session, step) = (wish.session, Box::new(step));
        // Where there is no room nobody is asked.
        core.media.send(MediaInput::Gather { session, step })
    };
    say(Step::Begin {
        rng: core.ports.fork_rng(),
        components: wish.components(),
        until: core.clock.now() + limit,
        tell,
    });
    let find = async {
        let sockets = (wish.ports, wish.components());
        let mut lookups = server_lookup::look_up(core, &wish.servers, sockets, wish.prefer_ipv6);
        while let Some(found) = lookups.join_next().await {
            if let Ok(Some(Reached {
                server,
                passing: ways,
            })) = found
            {
                for way in ways {
                    passing.spawn(way);
                }
                say(Step::Ask(server));
            }
        }
        say(Step::NoMore);
    };
    let told = tokio::time::timeout(limit + MEDIA_LATE_MAX, told);
    match tokio::join!(told, tokio::time::timeout(limit, find)) {
        (Ok(Ok(told)), _) => told,
        // Media does not have the call, or does not work.
        _ => GatheredMedia::default(),
    }
}

/// The questions of a call on the media thread.
#[derive(Debug)]
pub(super) struct GatheringAnew {
    asking: Asking,
    until: Instant,
    /// Other servers may be found.
    are_more: bool,
    tell: oneshot::Sender<GatheredMedia>,
}

impl GatheringAnew {
    /// Does a step: `place` is that of the call.
    pub(super) fn take(
        place: &mut Option<Box<Self>>,
        now: Instant,
        pair: &mut BoundPair,
        step: Step,
    ) {
        match (step, place) {
            (
                Step::Begin {
                    rng,
                    components,
                    until,
                    tell,
                },
                place,
            ) => {
                pair.relays.revalidate(now);
                *place = Some(Box::new(Self {
                    asking: Asking::new(rng, components),
                    until,
                    are_more: true,
                    tell,
                }));
            }
            (Step::Ask(server), Some(running)) => running.asking.begin(now, pair, server),
            (Step::NoMore, Some(running)) => running.are_more = false,
            // It is too late for that.
            (Step::Ask(_) | Step::NoMore, None) => {}
        }
    }

    /// Takes a STUN message that came to a socket and is for no relay; `false` where it
    /// answers nothing.
    pub(super) fn hear(&mut self, component: Component, from: SocketAddr, message: &[u8]) -> bool {
        self.asking.hear(component, from, message)
    }

    /// Carries it on, until everybody has answered or it is time.
    pub(super) fn carry_on(
        place: &mut Option<Box<Self>>,
        now: Instant,
        session: SessionId,
        (pair, ipv6): (&mut BoundPair, bool),
    ) {
        let Some(running) = place else {
            return;
        };
        let is_asking = running.asking.carry_on(now, pair, ipv6) || running.are_more;
        if is_asking && now < running.until {
            return;
        }
        if is_asking {
            tracing::warn!(%session, "not all servers have answered in time");
        }
        if let Some(mut over) = place.take() {
            over.asking.end(now, session, pair, ipv6);
            // The object is being ended.
            let _ = over.tell.send(over.asking.found());
        }
    }
}
