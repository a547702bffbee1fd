//! The agent's timers: an ordered map, so that a timer that is no longer
//! wanted is really gone and the next deadline is one look away.

use std::collections::BTreeMap;

use crate::clock::Instant;

/// Names a running timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TimerId {
    at: Instant,
    number: u64,
}

/// Running timers, each with what it is for.
#[derive(Debug)]
pub(crate) struct Timers<K> {
    running: BTreeMap<TimerId, K>,
    started: u64,
}

impl<K> Default for Timers<K> {
    fn default() -> Self {
        Self {
            running: BTreeMap::new(),
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
        self.running.insert(id, key);
        id
    }

    /// Stops a timer, if it has not fired.
    pub(crate) fn stop(&mut self, id: TimerId) {
        self.running.remove(&id);
    }

    /// The next timer that is due at `now`, taken out.
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<(TimerId, K)> {
        let entry = self.running.first_entry()?;
        (entry.key().at <= now).then(|| entry.remove_entry())
    }

    /// When the next timer fires.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.running.first_key_value().map(|(id, _)| id.at)
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
}
