//! When a registration, a subscription or a publication is refreshed, and when a
//! failed one is tried again.

use std::time::Duration;

use crate::limits::RETRY_AFTER_HEEDED_S_MAX;
use crate::rng::Rng;

/// The shortest and longest wait between two tries after failures.
const RETRY_S_MIN: u64 = 2;
/// The shortest one at a registrar that keeps to flows, where every way to it
/// has failed (RFC 5626 §4.5).
const FLOW_RETRY_S_MIN: u64 = 30;
const RETRY_S_MAX: u64 = 30 * 60;
/// What is left of a short expiry for the refresh to arrive.
const REFRESH_MARGIN_S: u64 = 5;

/// How long after a success that lasts `expires_s` the refresh is sent: at 90 %
/// of it, at least five seconds before its end, and never sooner than half of it.
pub(crate) fn refresh_after(expires_s: u32) -> Duration {
    let expires = u64::from(expires_s);
    let at_most = expires.saturating_sub(REFRESH_MARGIN_S);
    let ninety_percent = expires * 9 / 10;
    let millis_min = (expires * 500).max(1000);
    Duration::from_secs(ninety_percent.min(at_most)).max(Duration::from_millis(millis_min))
}

/// Counts failures in a row and says how long to wait after each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    failures: u32,
    retries_max: u32,
    first_s: u64,
}

impl Backoff {
    /// A count that allows `retries_max` tries after the first.
    pub(crate) fn new(retries_max: u32) -> Self {
        Self {
            failures: 0,
            retries_max,
            first_s: RETRY_S_MIN,
        }
    }

    /// How many failures there were in a row.
    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// Starts anew after a success; `keeps_flows` where the registrar does.
    pub(crate) fn succeeded(&mut self, keeps_flows: bool) {
        self.failures = 0;
        self.first_s = if keeps_flows {
            FLOW_RETRY_S_MIN
        } else {
            RETRY_S_MIN
        };
    }

    /// One more failure: how long to wait before the next try, `None` when the
    /// tries are used up. `retry_after_s` is what the server asked for; it is
    /// the least to wait, up to [`RETRY_AFTER_HEEDED_S_MAX`].
    pub(crate) fn failed(&mut self, retry_after_s: Option<u32>, rng: &mut Rng) -> Option<Duration> {
        let failures = self.failures;
        self.failures = failures.saturating_add(1);
        if failures >= self.retries_max {
            return None;
        }
        let doubled = (2 * self.first_s) << failures.min(10);
        let ceiling_ms = doubled.min(RETRY_S_MAX) * 1000;
        // The upper half is random, so that the clients of a restarted server
        // do not come back all at once.
        let half = u32::try_from(ceiling_ms / 2).unwrap_or(u32::MAX);
        let wait_ms = ceiling_ms / 2 + u64::from(rng.below(half.saturating_add(1)));
        let asked_s = retry_after_s.map_or(0, |asked| asked.min(RETRY_AFTER_HEEDED_S_MAX));
        let asked = Duration::from_secs(asked_s.into());
        Some(Duration::from_millis(wait_ms).max(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_leaves_a_tenth_or_five_seconds() {
        let seconds = |expires| refresh_after(expires).as_secs();
        assert_eq!(seconds(3600), 3240);
        assert_eq!(seconds(60), 54);
        assert_eq!(seconds(30), 25);
        assert_eq!(seconds(20), 15);
        assert_eq!(seconds(8), 4);
        assert_eq!(seconds(0), 1);
        assert!((2..=7200).all(|expires| seconds(expires) < u64::from(expires)));
    }

    #[test]
    fn waits_double_between_the_limits() {
        let mut rng = Rng::from_number(1);
        let mut backoff = Backoff::new(100);
        let waits: Vec<_> = (0..20)
            .filter_map(|_| backoff.failed(None, &mut rng))
            .collect();
        assert_eq!(waits.len(), 20);
        for (index, wait) in waits.iter().enumerate() {
            let ceiling = Duration::from_secs((4 << index.min(10)).min(1800));
            assert!(*wait <= ceiling && *wait >= ceiling / 2);
        }
        backoff.succeeded(false);
        assert!(backoff.failed(None, &mut rng) <= Some(Duration::from_secs(4)));
        // The table of RFC 5626 §4.5.
        backoff.succeeded(true);
        for (from_s, to_s) in [
            (30, 60),
            (60, 120),
            (120, 240),
            (240, 480),
            (480, 960),
            (900, 1800),
        ] {
            let wait = backoff.failed(None, &mut rng).expect("tries are left");
            let table = Duration::from_secs(from_s)..=Duration::from_secs(to_s);
            assert!(table.contains(&wait), "{wait:?}");
        }
    }

    #[test]
    fn the_server_may_ask_for_longer_up_to_an_hour() {
        let mut rng = Rng::from_number(1);
        for (asked_s, waited_s) in [(1800, 1800), (3600, 3600), (3601, 3600), (u32::MAX, 3600)] {
            let wait = Backoff::new(1).failed(Some(asked_s), &mut rng);
            assert_eq!(wait, Some(Duration::from_secs(waited_s)));
        }
    }

    #[test]
    fn tries_are_counted() {
        let mut rng = Rng::from_number(1);
        assert_eq!(Backoff::new(0).failed(None, &mut rng), None);
        let mut twice = Backoff::new(2);
        assert!(twice.failed(None, &mut rng).is_some());
        assert!(twice.failed(None, &mut rng).is_some());
        assert_eq!(twice.failed(None, &mut rng), None);
    }
}
