//! Room for one more watcher, and who goes where there is none.
//!
//! Anybody may ask, in any name, and over UDP from any address: who is refused for want
//! of room is as likely an honest one as he who takes it. So who was not accepted gives
//! way: those first who have never answered a NOTIFY, as whoever forges its address
//! cannot, and the oldest of them first. Whoever was accepted stays.

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::limits::{
    WATCHERS_MAX, WATCHERS_UNDECIDED_PER_ASKER_MAX, WATCHERS_UNDECIDED_PER_SOURCE_MAX,
};
use crate::sip::message::StatusCode;

use super::super::agent::Agent;
use super::Presence;
use super::watcher::{Source, Stage, Watcher};

impl Agent {
    /// Lets another go where there is no room for `asks`.
    pub(super) fn make_room(&mut self, now: Instant, asks: &Watcher) -> Result<(), StatusCode> {
        if let Some(id) = self.presence.in_the_way_of(asks)? {
            self.displace_watcher(now, id);
        }
        Ok(())
    }

    /// The program is told; so is the watcher where it has been heard of, once: nothing
    /// is kept of it, and a NOTIFY that is out is not repeated.
    fn displace_watcher(&mut self, now: Instant, id: SubscriptionId) {
        let Some(watcher) = self.presence.watchers.get(&id) else {
            return;
        };
        if watcher.is_live() {
            let is_reached = watcher.is_reached;
            let subscription = id;
            self.ctx
                .event(Event::SubscriptionTerminated { subscription });
            if is_reached {
                self.end_watcher(now, id, "giveup");
            }
        }
        if let Some(mut watcher) = self.presence.watchers.remove(&id) {
            watcher.disarm(&mut self.ctx);
            if let Some(transaction) = watcher.request.and_then(|request| request.transaction()) {
                self.ctx.give_up(now, transaction);
            }
        }
    }
}

impl Presence {
    /// Who has to go so that `asks` may come: nobody where there is room.
    ///
    /// 503 where all were accepted.
    fn in_the_way_of(&self, asks: &Watcher) -> Result<Option<SubscriptionId>, StatusCode> {
        let [mut all, mut of_source, mut of_asker] = [Crowd::default(); 3];
        for (id, watcher) in &self.watchers {
            if watcher.stage == Stage::Active {
                continue;
            }
            all.add(*id, watcher);
            if watcher.source == asks.source {
                of_source.add(*id, watcher);
                if watcher.from == asks.from {
                    of_asker.add(*id, watcher);
                }
            }
        }
        // Through our server come all that it serves.
        let is_host = matches!(asks.source, Source::Host(_));
        if of_asker.count >= WATCHERS_UNDECIDED_PER_ASKER_MAX {
            Ok(of_asker.first_to_go())
        } else if is_host && of_source.count >= WATCHERS_UNDECIDED_PER_SOURCE_MAX {
            Ok(of_source.first_to_go())
        } else if self.watchers.len() >= WATCHERS_MAX {
            let first = all.first_to_go();
            first.map(Some).ok_or(StatusCode::SERVICE_UNAVAILABLE)
        } else {
            Ok(None)
        }
    }
}

/// Watchers that are counted together.
#[derive(Clone, Copy, Default)]
struct Crowd {
    count: usize,
    /// The first to go: whether it has been reached, and its id, which grow.
    first: Option<(bool, SubscriptionId)>,
}

impl Crowd {
    fn add(&mut self, id: SubscriptionId, watcher: &Watcher) {
        self.count += 1;
        let next = (watcher.is_reached, id);
        self.first = Some(self.first.map_or(next, |first| first.min(next)));
    }

    fn first_to_go(self) -> Option<SubscriptionId> {
        self.first.map(|(_, id)| id)
    }
}
