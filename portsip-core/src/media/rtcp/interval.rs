//! When the next report is due (RFC 3550 §6.2 and §6.3).
//!
//! A call has two participants, so the bandwidth never stretches the interval:
//! it is the minimum, randomised to between a half and one and a half, and
//! divided by e − 3/2 as the RFC says. Reconsideration would change nothing.

use std::time::Duration;

use crate::clock::Instant;
use crate::rng::Rng;

/// The minimum for a session whose bandwidth is not known to be large.
const INTERVAL_MIN_MS: u32 = 5000;
/// e − 3/2, in thousandths: undoes the bias of reconsideration (§6.3.1).
const COMPENSATION_THOUSANDTHS: u32 = 1218;

/// The timer of the reports.
#[derive(Clone, Debug)]
pub struct ReportInterval {
    due: Instant,
}

impl ReportInterval {
    /// The first report, after half the minimum (§6.2): early, so that the
    /// round trip and the loss are soon known.
    pub fn start(now: Instant, rng: &mut Rng) -> Self {
        Self {
            due: now + randomised(INTERVAL_MIN_MS / 2, rng),
        }
    }

    /// Whether a report is due; if so, the next one is set.
    pub fn take_due(&mut self, now: Instant, rng: &mut Rng) -> bool {
        if now < self.due {
            return false;
        }
        self.due = now + randomised(INTERVAL_MIN_MS, rng);
        true
    }

    /// When the next report is due.
    pub fn due(&self) -> Instant {
        self.due
    }
}

fn randomised(interval_ms: u32, rng: &mut Rng) -> Duration {
    let spread_ms = interval_ms / 2 + rng.below(interval_ms + 1);
    let micros = u64::from(spread_ms) * 1_000_000 / u64::from(COMPENSATION_THOUSANDTHS);
    Duration::from_micros(micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_spread_around_the_minimum() {
        let mut rng = Rng::from_number(3);
        let mut now = Instant::ZERO;
        let mut interval = ReportInterval::start(now, &mut rng);
        assert!(interval.due() - now <= Duration::from_millis(3079));
        let mut intervals = Vec::new();
        for _ in 0..1000 {
            now = interval.due();
            assert!(interval.take_due(now, &mut rng));
            assert!(!interval.take_due(now, &mut rng));
            intervals.push((interval.due() - now).as_millis());
        }
        assert!(intervals.iter().all(|ms| (2052..=6158).contains(ms)));
        let mean = intervals.iter().sum::<u128>() / 1000;
        assert!((3950..=4260).contains(&mean), "{mean}");
    }
}
