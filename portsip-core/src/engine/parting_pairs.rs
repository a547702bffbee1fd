//! Sockets of calls that are over, kept until their relays have heard of it.

use std::collections::VecDeque;
use std::time::Duration;

use super::port_pool::BoundPair;
use crate::clock::Instant;
use crate::limits::TURN_PARTING_MAX;

/// How often they are looked at.
pub(super) const PAUSE: Duration = Duration::from_millis(20);
/// How long a relay may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// One of them, and when it ends at the latest.
#[derive(Debug)]
pub(super) struct PartingPair {
    end: Instant,
    pair: BoundPair,
}

impl PartingPair {
    /// Hears the relays and tells them again; `None` where that is over, and the sockets
    /// are closed.
    pub(super) fn carry_on(mut self, now: Instant, ipv6: bool) -> Option<Self> {
        let pair = &mut self.pair;
        pair.hear_relays(now);
        pair.carry_on_relays(now, ipv6);
        while pair.relays.poll_lost().is_some() {}
        (now < self.end && !pair.relays.is_empty()).then_some(self)
    }
}

/// They take turns.
#[derive(Debug, Default)]
pub(super) struct PartingPairs(VecDeque<PartingPair>);

impl PartingPairs {
    /// Keeps a pair whose relays have been told.
    pub(super) fn push(&mut self, now: Instant, pair: BoundPair) {
        let end = now + PATIENCE;
        self.0.push_back(PartingPair { end, pair });
        if self.0.len() > TURN_PARTING_MAX {
            self.0.pop_front();
        }
    }

    /// Whose turn it is.
    pub(super) fn pop(&mut self) -> Option<PartingPair> {
        self.0.pop_front()
    }

    /// The last in turn.
    pub(super) fn put_back(&mut self, parting: PartingPair) {
        self.0.push_back(parting);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
