//! The agent's timers in order, so that a timer that is no longer wanted is
//! really gone and the next deadline is one look away.
//!
//! A process may have thousands of agents with a timer or two, and one agent
//! thousands of timers: the first few are in a list, the others in a map.

use std::collections::BTreeMap;

use crate::clock::Instant;

/// Names a running timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TimerId {
    at: Instant,
    number: u64,
}

/// How many timers the list takes.
const FEW_MAX: usize = 8;

/// Running timers, each with what it is for.
#[derive(Debug)]
pub(crate) struct Timers<K> {
    /// The last is the next to fire.
    few: Vec<(TimerId, K)>,
    /// Those for which the list had no room.
    more: BTreeMap<TimerId, K>,
    started: u64,
}

impl<K> Default for Timers<K> {
    fn default() -> Self {
        Self {
            few: Vec::new(),
            more: BTreeMap::new(),
            started: 0,
        }
    }
}

impl<K> Timers<K> {
    /// Starts a timer.
    pub(crate) fn start(&mut self, at: Instant, key: K) -> TimerId {
        self.started += 1;
        let id = TimerId {
            at,
            number: self.started,
        };
        if self.few.len() < FEW_MAX {
            let place = self.few.partition_point(|(other, _)| *other > id);
            self.few.insert(place, (id, key));
        } else {
            self.more.insert(id, key);
        }
        id
    }

    /// Stops a timer, if it has not fired.
    pub(crate) fn stop(&mut self, id: TimerId) {
        match self.few.iter().position(|(other, _)| *other == id) {
            Some(place) => drop(self.few.remove(place)),
            None => drop(self.more.remove(&id)),
        }
    }

    /// The next timer that is due at `now`, taken out.
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<(TimerId, K)> {
        let id = self.first().filter(|id| id.at <= now)?;
        if self.few.last().is_some_and(|(few, _)| *few == id) {
            return self.few.pop();
        }
        self.more.pop_first()
    }

    /// When the next timer fires.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.first().map(|id| id.at)
    }

    /// Gives back memory that was for more timers than are running.
    pub(crate) fn shrink(&mut self) {
        self.few.shrink_to_fit();
        if self.more.is_empty() {
            self.more = BTreeMap::new();
        }
    }

    fn first(&self) -> Option<TimerId> {
        let few = self.few.last().map(|(id, _)| *id);
        let more = self.more.first_key_value().map(|(id, _)| *id);
        few.into_iter().chain(more).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_fire_in_order_and_stopped_ones_do_not() {
        let mut timers = Timers::default();
        let at = Instant::from_micros;
        timers.start(at(30), "c");
        let stopped = timers.start(at(10), "a");
        timers.start(at(20), "b");
        timers.stop(stopped);
        assert_eq!(timers.next(), Some(at(20)));
        assert_eq!(timers.pop_due(at(19)), None);
        let due: Vec<_> =
            std::iter::from_fn(|| timers.pop_due(at(40)).map(|(_, key)| key)).collect();
        assert_eq!(due, ["b", "c"]);
        assert_eq!(timers.next(), None);
    }

    #[test]
    fn many_timers_fire_in_order_as_few_do() {
        let mut timers = Timers::default();
        let at = |n: u64| Instant::from_micros(n * 7 % 50);
        let ids: Vec<_> = (0..50).map(|n| timers.start(at(n), n)).collect();
        ids.iter().step_by(3).for_each(|id| timers.stop(*id));
        timers.start(at(0), 100);
        let due: Vec<_> =
            std::iter::from_fn(|| timers.pop_due(at(7)).map(|(id, key)| (id.at, key))).collect();
        assert!(due.is_sorted_by_key(|(at, _)| *at), "{due:?}");
        let later = std::iter::from_fn(|| timers.pop_due(Instant::from_micros(50)));
        assert_eq!(due.len() + later.count(), 50 - 17 + 1);
        assert_eq!(timers.next(), None);
    }
}
