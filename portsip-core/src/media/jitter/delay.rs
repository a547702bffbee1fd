//! How late packets come, and how late they should therefore be played.
//!
//! A packet's *transit* is its arrival less its timestamp, in microseconds on
//! an arbitrary zero: the fastest packets have the least. The last few seconds
//! of transits are kept; the target is the transit that nearly all of them
//! stay below. Working on transits rather than on delays relative to a
//! fastest packet makes clock drift and route changes need no special case.

use std::time::Duration;

use crate::clock::Instant;
use crate::limits::JITTER_BUFFER_MS_MAX;

/// Packets remembered: four seconds at 20 ms.
const WINDOW: usize = 200;
/// The share of packets, in thousandths, that arrive before they are played.
const QUANTILE_THOUSANDTHS: usize = 965;
/// The share of packets that repair a loss in time: few need them, so that it is less.
const REPAIR_QUANTILE_THOUSANDTHS: usize = 900;
/// Packets between two computations of the target.
const UPDATE_PACKETS: u32 = 10;
/// Packets before the distribution is believed: one second at 20 ms.
const CONFIDENT_PACKETS: usize = 50;
/// The delay over the fastest packet until then.
const INITIAL_DELAY_US: i64 = 15_000;
/// Added to the quantile: scheduling and the 10 ms grid of play-out.
const MARGIN_US: i64 = 4_000;
/// Beyond this a transit is a jump of the sender's timestamps.
const JUMP_US: i64 = 1_000 * JITTER_BUFFER_MS_MAX as i64;
/// Packets that come in one burst after a stall this long count as one: a
/// stall is not a distribution.
const STALL_US: i64 = 300_000;
/// Packets closer together than this came in one burst.
const BURST: Duration = Duration::from_millis(2);

/// A point on the transit axis, in microseconds.
pub(super) type Transit = i64;

/// Whether a packet fits what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timing {
    Steady,
    /// The timestamps have jumped: everything known is void.
    Jump,
}

/// The distribution of transits.
pub(super) struct DelayEstimator {
    /// The transits less `zero`.
    window: Box<[i32; WINDOW]>,
    /// The first transit.
    zero: Transit,
    filled: usize,
    next: usize,
    since_update: u32,
    target: Transit,
    /// The transit that most stay below.
    usual: Transit,
    fastest: Transit,
    /// How long behind a lost packet the one comes that repairs it.
    repair_delay_us: Option<i64>,
    last_arrival: Instant,
}

impl DelayEstimator {
    pub(super) fn new() -> Self {
        Self {
            window: Box::new([0; WINDOW]),
            zero: 0,
            filled: 0,
            next: 0,
            since_update: 0,
            target: 0,
            usual: 0,
            fastest: 0,
            repair_delay_us: None,
            last_arrival: Instant::ZERO,
        }
    }

    /// Takes a packet's arrival. `timestamp_us` is its timestamp in microseconds.
    pub(super) fn handle_arrival(&mut self, now: Instant, timestamp_us: i64) -> Timing {
        let transit = transit(now, timestamp_us);
        let burst = now - self.last_arrival < BURST;
        self.last_arrival = now;
        if self.filled > 0 && (transit - self.fastest).abs() > JUMP_US {
            self.reset();
            self.record(transit);
            return Timing::Jump;
        }
        if burst && self.filled > 0 && transit > self.fastest + STALL_US {
            return Timing::Steady;
        }
        self.record(transit);
        Timing::Steady
    }

    fn record(&mut self, transit: Transit) {
        if self.filled == 0 {
            self.zero = transit;
        }
        // 35 minutes of drift either way.
        let offset = (transit - self.zero).clamp(i32::MIN.into(), i32::MAX.into());
        self.window[self.next] = offset as i32;
        self.next = (self.next + 1) % WINDOW;
        self.filled = (self.filled + 1).min(WINDOW);
        self.since_update += 1;
        let surprising =
            self.filled < CONFIDENT_PACKETS || transit > self.target || transit < self.fastest;
        if surprising || self.since_update >= UPDATE_PACKETS {
            self.update();
        }
    }

    fn update(&mut self) {
        self.since_update = 0;
        let mut transits = *self.window;
        let transits = &mut transits[..self.filled];
        let rank = (self.filled * QUANTILE_THOUSANDTHS / 1000).min(self.filled - 1);
        let (below, quantile, _) = transits.select_nth_unstable(rank);
        let at = |offset: i32| self.zero + Transit::from(offset);
        let quantile = at(*quantile);
        self.usual = quantile;
        if !below.is_empty() {
            let rank = self.filled * REPAIR_QUANTILE_THOUSANDTHS / 1000;
            let (_, usual, _) = below.select_nth_unstable(rank.min(below.len() - 1));
            self.usual = at(*usual);
        }
        self.fastest = below.iter().copied().min().map_or(quantile, at);
        let initial = if self.filled < CONFIDENT_PACKETS {
            self.fastest + INITIAL_DELAY_US
        } else {
            Transit::MIN
        };
        self.target = (quantile + MARGIN_US)
            .max(initial)
            .min(self.fastest + JUMP_US);
    }

    /// Forgets everything.
    pub(super) fn reset(&mut self) {
        self.filled = 0;
        self.next = 0;
        self.since_update = 0;
    }

    /// Asks to wait for packets that repair losses, so long behind what was lost; `None`
    /// where there are none.
    pub(super) fn set_repair_delay(&mut self, delay_us: Option<i64>) {
        self.repair_delay_us = delay_us;
    }

    /// The transit at which packets should be played.
    pub(super) fn target(&self) -> Transit {
        let repaired = |delay_us| self.usual + delay_us + MARGIN_US;
        let repair = self.repair_delay_us.map_or(Transit::MIN, repaired);
        self.target.max(repair)
    }

    /// The least transit of the window.
    pub(super) fn fastest(&self) -> Transit {
        self.fastest
    }
}

/// The transit of something with `timestamp_us` that is at `now`.
pub(super) fn transit(now: Instant, timestamp_us: i64) -> Transit {
    (now.as_micros() as i64).wrapping_sub(timestamp_us)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    /// Feeds `packets` packets whose delay in milliseconds is `delay_ms(n)`.
    fn estimator(packets: u64, mut delay_ms: impl FnMut(u64) -> u64) -> DelayEstimator {
        let mut estimator = DelayEstimator::new();
        for n in 0..packets {
            let sent_us = n * 20_000;
            let arrival = Instant::from_micros(sent_us + delay_ms(n) * 1000);
            estimator.handle_arrival(arrival, sent_us as i64);
        }
        estimator
    }

    fn target_ms(estimator: &DelayEstimator) -> i64 {
        (estimator.target() - estimator.fastest()) / 1000
    }

    #[test]
    fn a_clean_network_needs_next_to_nothing() {
        assert_eq!(target_ms(&estimator(10, |_| 30)), INITIAL_DELAY_US / 1000);
        assert_eq!(target_ms(&estimator(100, |_| 30)), MARGIN_US / 1000);
    }

    #[test]
    fn the_target_follows_the_jitter_up_and_down() {
        let mut rng = Rng::from_number(1);
        let busy = estimator(400, |_| u64::from(rng.below(61)));
        assert!(
            (52..=64).contains(&target_ms(&busy)),
            "{}",
            target_ms(&busy)
        );
        let calmed = estimator(800, |n| if n < 400 { 3 * (n % 20) } else { 10 });
        assert_eq!(target_ms(&calmed), MARGIN_US / 1000);
    }

    #[test]
    fn rare_spikes_are_left_to_concealment() {
        let spiky = estimator(400, |n| if n % 50 == 0 { 120 } else { 10 });
        assert_eq!(target_ms(&spiky), MARGIN_US / 1000);
    }

    #[test]
    fn a_slower_route_is_not_jitter_for_long() {
        let moved = estimator(800, |n| if n < 400 { 10 } else { 110 });
        assert_eq!(target_ms(&moved), MARGIN_US / 1000);
    }

    #[test]
    fn a_jump_of_the_timestamps_starts_anew() {
        let mut estimator = estimator(100, |_| 10);
        let now = Instant::from_micros(2_000_000);
        assert_eq!(estimator.handle_arrival(now, 50_000_000), Timing::Jump);
        assert_eq!(target_ms(&estimator), INITIAL_DELAY_US / 1000);
    }
}
