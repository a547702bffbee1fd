//! The timers of RFC 3261 §17 by name, their durations, and their queue.
//!
//! | timer | default | machine | meaning |
//! |---|---|---|---|
//! | A | T1, doubling | client INVITE | send the INVITE again (unreliable) |
//! | B | 64·T1 | client INVITE | nobody answered |
//! | D | 32 s, 0 reliable | client INVITE | answer repeated refusals with the ACK |
//! | E | T1, doubling to T2 | client non-INVITE | send the request again (unreliable) |
//! | F | 64·T1 | client non-INVITE | nobody answered |
//! | G | T1, doubling to T2 | server INVITE | send the refusal again (unreliable) |
//! | H | 64·T1 | server INVITE | the ACK did not come |
//! | I | T4, 0 reliable | server INVITE | absorb repeated ACKs |
//! | J | 64·T1, 0 reliable | server non-INVITE | answer repeated requests |
//! | K | T4, 0 reliable | client non-INVITE | absorb repeated responses |
//! | L | 64·T1 | server INVITE | absorb repeated INVITEs after a 2xx (RFC 6026) |
//! | M | 64·T1 | client INVITE | take more 2xx of a forked INVITE (RFC 6026) |
//!
//! Timer C belongs to proxies. `Trying` sends the 100 that the transaction user
//! did not (RFC 3261 §17.2.1, RFC 4320 §4.1); `Cancelled` gives up on an INVITE
//! that was cancelled and never answered (RFC 3261 §9.1); `Expiry` ends a
//! non-INVITE request whose client has given up (RFC 4320 §4.2).

use std::collections::VecDeque;
use std::time::Duration;

use crate::clock::Instant;

/// The durations everything else is derived from (RFC 3261 §17.1.1.1, table 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerSettings {
    /// T1, the estimate of the round trip: 500 ms.
    pub t1: Duration,
    /// T2, the longest interval between two sendings: 4 s.
    pub t2: Duration,
    /// T4, the longest life of a message in the network: 5 s.
    pub t4: Duration,
    /// Timer D over unreliable transports: at least 32 s.
    pub d: Duration,
    /// When an INVITE without an answer gets a 100: 200 ms.
    pub trying_after: Duration,
}

impl Default for TimerSettings {
    fn default() -> Self {
        Self {
            t1: Duration::from_millis(500),
            t2: Duration::from_secs(4),
            t4: Duration::from_secs(5),
            d: Duration::from_secs(32),
            trying_after: Duration::from_millis(200),
        }
    }
}

impl TimerSettings {
    /// 64·T1: the life of a transaction that nobody answers (timers B, F, H,
    /// J, L and M).
    pub const fn give_up(&self) -> Duration {
        self.t1.saturating_mul(64)
    }

    /// How long until the other side's timer E has grown to T2: only then may
    /// a non-INVITE request get a 100 (RFC 4320 §4.1). 3.5 s by default.
    pub fn grown_to_t2(&self) -> Duration {
        let (mut elapsed, mut interval) = (Duration::ZERO, self.t1);
        while interval < self.t2 && !interval.is_zero() {
            elapsed = elapsed.saturating_add(interval);
            interval = interval.saturating_mul(2);
        }
        elapsed
    }

    /// The interval after `interval`: twice as long, at most T2.
    pub fn doubled_to_t2(&self, interval: Duration) -> Duration {
        interval.saturating_mul(2).min(self.t2)
    }
}

/// One running timer: when it fires, and how long it was set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timer {
    /// When it fires.
    pub(crate) at: Instant,
    /// What it was set for.
    pub(crate) interval: Duration,
}

impl Timer {
    /// A timer that fires `interval` after `now`.
    pub(crate) fn start(now: Instant, interval: Duration) -> Self {
        Self {
            at: now + interval,
            interval,
        }
    }

    /// Has it fired by `now`?
    pub(crate) fn is_due(&self, now: Instant) -> bool {
        self.at <= now
    }
}

/// Deadlines in order, for keys of type `K`.
///
/// A transaction's timers have few distinct durations, and of two timers of
/// the same duration the one started later fires later. So there is one queue
/// for each duration: setting and taking a timer touch only its ends, and a
/// timer that is no longer wanted stays until its time and is then skipped.
#[derive(Debug)]
pub(crate) struct TimerQueue<K> {
    lanes: Vec<Lane<K>>,
}

#[derive(Debug)]
struct Lane<K> {
    interval: Duration,
    entries: VecDeque<(Instant, K)>,
}

impl<K> Default for TimerQueue<K> {
    fn default() -> Self {
        Self { lanes: Vec::new() }
    }
}

impl<K: Copy> TimerQueue<K> {
    /// Notes that `key` wants to be woken by `timer`.
    pub(crate) fn insert(&mut self, timer: Timer, key: K) {
        let found = self
            .lanes
            .iter()
            .position(|lane| lane.interval == timer.interval);
        let index = found.unwrap_or_else(|| {
            self.lanes.push(Lane {
                interval: timer.interval,
                entries: VecDeque::new(),
            });
            self.lanes.len() - 1
        });
        let entries = &mut self.lanes[index].entries;
        // A clock that is handed in may step back; the lane stays in order.
        let out_of_order = entries.back().is_some_and(|(at, _)| *at > timer.at);
        if out_of_order {
            let place = entries.partition_point(|(at, _)| *at <= timer.at);
            entries.insert(place, (timer.at, key));
        } else {
            entries.push_back((timer.at, key));
        }
    }

    /// Gives back memory that was for more entries than there are.
    pub(crate) fn shrink(&mut self) {
        self.lanes.retain(|lane| !lane.entries.is_empty());
        self.lanes.shrink_to_fit();
    }

    /// Keeps the entries that are `wanted`.
    pub(crate) fn retain(&mut self, wanted: impl Fn(Instant, K) -> bool) {
        for lane in &mut self.lanes {
            lane.entries.retain(|(at, key)| wanted(*at, *key));
        }
    }

    /// Entries held, wanted or not.
    pub(crate) fn len(&self) -> usize {
        self.lanes.iter().map(|lane| lane.entries.len()).sum()
    }

    /// The earliest entry.
    pub(crate) fn first(&self) -> Option<(Instant, K)> {
        self.earliest_lane()
            .and_then(|index| self.lanes[index].entries.front().copied())
    }

    /// Takes the earliest entry.
    pub(crate) fn pop(&mut self) -> Option<(Instant, K)> {
        let index = self.earliest_lane()?;
        let lane = &mut self.lanes[index];
        let entry = lane.entries.pop_front();
        if lane.entries.is_empty() && lane.entries.capacity() > LANE_KEPT_MAX {
            lane.entries = VecDeque::new();
        }
        entry
    }

    fn earliest_lane(&self) -> Option<usize> {
        let heads = self.lanes.iter().enumerate();
        heads
            .filter_map(|(index, lane)| Some((lane.entries.front()?.0, index)))
            .min()
            .map(|(_, index)| index)
    }
}

/// An empty lane larger than this gives its memory back.
const LANE_KEPT_MAX: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn derived_durations_are_those_of_the_rfcs() {
        let settings = TimerSettings::default();
        assert_eq!(settings.give_up(), Duration::from_secs(32));
        assert_eq!(settings.grown_to_t2(), ms(3500));
        assert_eq!(settings.doubled_to_t2(ms(500)), ms(1000));
        assert_eq!(settings.doubled_to_t2(ms(4000)), ms(4000));
    }

    #[test]
    fn zero_t1_does_not_hang() {
        let settings = TimerSettings {
            t1: Duration::ZERO,
            ..TimerSettings::default()
        };
        assert_eq!(settings.grown_to_t2(), Duration::ZERO);
    }

    #[test]
    fn timers_come_in_the_order_of_their_deadlines() {
        let mut queue = TimerQueue::default();
        let zero = Instant::ZERO;
        queue.insert(Timer::start(zero, ms(500)), 'a');
        queue.insert(Timer::start(zero, ms(200)), 'b');
        queue.insert(Timer::start(zero + ms(100), ms(200)), 'c');
        queue.insert(Timer::start(zero + ms(400), ms(200)), 'd');
        assert_eq!(queue.first(), Some((zero + ms(200), 'b')));
        let order: String = std::iter::from_fn(|| queue.pop())
            .map(|(_, key)| key)
            .collect();
        assert_eq!(order, "bcad");
        assert_eq!(queue.first(), None);
    }

    #[test]
    fn what_is_not_wanted_can_be_thrown_out() {
        let mut queue = TimerQueue::default();
        for key in 'a'..='f' {
            queue.insert(Timer::start(Instant::ZERO, ms(500)), key);
        }
        queue.retain(|_, key| key > 'd');
        assert_eq!(queue.len(), 2);
        assert_eq!(queue.first(), Some((Instant::ZERO + ms(500), 'e')));
    }

    #[test]
    fn a_clock_that_steps_back_keeps_the_order() {
        let mut queue = TimerQueue::default();
        let late = Instant::from_micros(1_000_000);
        queue.insert(Timer::start(late, ms(500)), 'a');
        queue.insert(Timer::start(Instant::ZERO, ms(500)), 'b');
        queue.insert(Timer::start(late, ms(500)), 'c');
        let order: String = std::iter::from_fn(|| queue.pop())
            .map(|(_, key)| key)
            .collect();
        assert_eq!(order, "bac");
    }
}
