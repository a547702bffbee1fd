//! Room for one more watcher, and who goes where there is none.
//!
//! Anybody may ask, in any name, and over UDP from any address: who is refused for want
//! of room is as likely an honest one as he who takes it. So who was not accepted gives
//! way: those first who have never answered a NOTIFY, as whoever forges its address
//! cannot, and the oldest of them first. Whoever was accepted stays.

use std::collections::BTreeSet;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::limits::{
    WATCHERS_MAX, WATCHERS_UNDECIDED_PER_ASKER_MAX, WATCHERS_UNDECIDED_PER_SOURCE_MAX,
};
use crate::sip::message::StatusCode;

use super::super::agent::Agent;
use super::super::lone_request::LoneRequest;
use super::super::notifier::Notifier;
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

    /// The program is told, and so is the watcher, once (RFC 6665 §4.2.2): nothing is kept
    /// of it, and no NOTIFY is repeated.
    fn displace_watcher(&mut self, now: Instant, id: SubscriptionId) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        if watcher.is_live() {
            // The last word does not wait for the answer to the one before.
            let before = watcher.request.take();
            watcher.notifier.disarm(&mut self.ctx);
            watcher.notifier = Notifier::default();
            self.give_up_notify(now, before);
            let subscription = id;
            self.ctx
                .event(Event::SubscriptionTerminated { subscription });
            self.end_watcher(now, id, "giveup");
        }
        if let Some(mut watcher) = self.presence.remove(id) {
            watcher.disarm(&mut self.ctx);
            watcher.notifier.disarm(&mut self.ctx);
            self.give_up_notify(now, watcher.request.take());
        }
    }

    fn give_up_notify(&mut self, now: Instant, request: Option<Box<LoneRequest>>) {
        if let Some(transaction) = request.and_then(|request| request.transaction()) {
            self.ctx.give_up(now, transaction);
        }
    }
}

impl Presence {
    /// Who has to go so that `asks` may come: nobody where there is room.
    ///
    /// 503 where all were accepted.
    fn in_the_way_of(&self, asks: &Watcher) -> Result<Option<SubscriptionId>, StatusCode> {
        let [all, of_source, of_asker] = Crowd::of(asks);
        // Through our server come all that it serves.
        let is_host = matches!(asks.source, Source::Host(_));
        let undecided = &self.undecided;
        if undecided.has(&of_asker, WATCHERS_UNDECIDED_PER_ASKER_MAX) {
            Ok(undecided.first_to_go(&of_asker))
        } else if is_host && undecided.has(&of_source, WATCHERS_UNDECIDED_PER_SOURCE_MAX) {
            Ok(undecided.first_to_go(&of_source))
        } else if self.watchers.len() >= WATCHERS_MAX {
            let first = undecided.first_to_go(&all);
            first.map(Some).ok_or(StatusCode::SERVICE_UNAVAILABLE)
        } else {
            Ok(None)
        }
    }

    /// One comes, or what it is counted by has changed.
    pub(super) fn count(&mut self, id: SubscriptionId) {
        if let Some(watcher) = self.watchers.get_mut(&id) {
            let counts = watcher.stage != Stage::Active;
            let reached = counts.then_some(watcher.is_reached);
            self.undecided.count(watcher, reached);
        }
    }

    /// One goes.
    pub(super) fn remove(&mut self, id: SubscriptionId) -> Option<Watcher> {
        let mut watcher = self.watchers.remove(&id)?;
        self.undecided.count(&mut watcher, None);
        Some(watcher)
    }
}

/// The watchers that are not accepted, by whom they are counted with; in each crowd those
/// come first that go first: who has not been reached, and the oldest, whose ids are less.
#[derive(Debug, Default)]
pub(super) struct Undecided(BTreeSet<(Crowd, bool, SubscriptionId)>);

/// Watchers that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Crowd {
    All,
    OfSource(Source),
    OfAsker(Source, Box<str>),
}

impl Crowd {
    fn of(watcher: &Watcher) -> [Self; 3] {
        let Watcher { source, from, .. } = watcher;
        [
            Self::All,
            Self::OfSource(*source),
            Self::OfAsker(*source, from.clone()),
        ]
    }
}

impl Undecided {
    fn count(&mut self, watcher: &mut Watcher, reached: Option<bool>) {
        let before = std::mem::replace(&mut watcher.counted, reached);
        if before == reached {
            return;
        }
        for crowd in Crowd::of(watcher) {
            if let Some(before) = before {
                self.0.remove(&(crowd.clone(), before, watcher.id));
            }
            if let Some(reached) = reached {
                self.0.insert((crowd, reached, watcher.id));
            }
        }
    }

    fn has(&self, crowd: &Crowd, count: usize) -> bool {
        self.among(crowd).take(count).count() == count
    }

    fn first_to_go(&self, crowd: &Crowd) -> Option<SubscriptionId> {
        self.among(crowd).next()
    }

    fn among<'a>(&'a self, crowd: &'a Crowd) -> impl Iterator<Item = SubscriptionId> + 'a {
        let first = (crowd.clone(), false, SubscriptionId(0));
        let all = self.0.range(first..);
        let among = all.take_while(move |(of, ..)| of == crowd);
        among.map(|(_, _, id)| *id)
    }
}
