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

/// The oldest first, each with its end.
#[derive(Debug, Default)]
pub(super) struct PartingPairs(VecDeque<(Instant, BoundPair)>);

impl PartingPairs {
    /// Keeps a pair whose relays have been told.
    pub(super) fn push(&mut self, now: Instant, pair: BoundPair) {
        self.0.push_back((now + PATIENCE, pair));
        self.cut();
    }

    /// Joins what was taken out with what has come since.
    pub(super) fn put_back(&mut self, mut earlier: Self) {
        earlier.0.append(&mut self.0);
        *self = earlier;
        self.cut();
    }

    /// Hears the relays and tells them again; closes what is over.
    pub(super) fn carry_on(&mut self, now: Instant, ipv6: bool) {
        self.0.retain_mut(|(end, pair)| {
            pair.hear_relays(now);
            pair.carry_on_relays(now, ipv6);
            while pair.relays.poll_lost().is_some() {}
            now < *end && !pair.relays.is_empty()
        });
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is too much waits no longer.
    fn cut(&mut self) {
        let surplus = self.0.len().saturating_sub(TURN_PARTING_MAX);
        self.0.drain(..surplus);
    }
}
