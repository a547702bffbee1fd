//! When the next report is due (RFC 3550 §6.2 and §6.3, RFC 3556 §2).
//!
//! A call has two participants, so an ordinary bandwidth never stretches the
//! interval: it is the minimum, randomised to between a half and one and a half,
//! and divided by e − 3/2 as the RFC says. A description that allows less makes
//! it longer, or ends the reports. Reconsideration would change nothing.

use std::time::Duration;

use crate::clock::Instant;
use crate::plan::{Direction, RtcpBandwidth};
use crate::rng::Rng;

/// The minimum for a session whose bandwidth is not known to be large.
const INTERVAL_MIN_MS: u32 = 5000;
/// What a bandwidth of next to nothing comes to.
const INTERVAL_MAX_MS: u32 = 3_600_000;
/// e − 3/2, in thousandths: undoes the bias of reconsideration (§6.3.1).
const COMPENSATION_THOUSANDTHS: u32 = 1218;
/// The participants of a call.
const MEMBERS: u64 = 2;
/// What is assumed of reports before the first.
const REPORT_BYTES_AT_START: u32 = 128;
/// IPv4 and UDP, which count too (§6.2).
const LOWER_HEADERS_BYTES: u32 = 28;

/// The timer of the reports.
#[derive(Clone, Debug)]
pub struct ReportInterval {
    /// `None`: there are no reports.
    due: Option<Instant>,
    bandwidth: RtcpBandwidth,
    direction: Direction,
    /// The mean of datagrams sent and received, in sixteenths of a byte (§6.3.3).
    mean_sixteenths: u32,
}

impl ReportInterval {
    /// The first report, after half the interval (§6.2): early, so that the
    /// round trip and the loss are soon known.
    pub fn start(
        now: Instant,
        rng: &mut Rng,
        bandwidth: RtcpBandwidth,
        direction: Direction,
    ) -> Self {
        let mut interval = Self {
            due: None,
            bandwidth,
            direction,
            mean_sixteenths: (REPORT_BYTES_AT_START + LOWER_HEADERS_BYTES) * 16,
        };
        interval.due = interval
            .milliseconds()
            .map(|ms| now + randomised(ms / 2, rng));
        interval
    }

    /// What is allowed, and who sends, may have changed: the next report comes
    /// no later than a whole interval from now, and one that is due keeps its
    /// time where that is sooner.
    pub fn change(
        &mut self,
        now: Instant,
        rng: &mut Rng,
        bandwidth: RtcpBandwidth,
        direction: Direction,
    ) {
        if (self.bandwidth, self.direction) == (bandwidth, direction) {
            return;
        }
        (self.bandwidth, self.direction) = (bandwidth, direction);
        let next = self.milliseconds().map(|ms| now + randomised(ms, rng));
        self.due = next.map(|next| self.due.map_or(next, |due| due.min(next)));
    }

    /// A datagram of so many bytes was sent or received.
    pub fn handle_datagram(&mut self, bytes: usize) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(0xFFFF) + LOWER_HEADERS_BYTES;
        self.mean_sixteenths = self.mean_sixteenths - self.mean_sixteenths / 16 + bytes;
    }

    /// Whether a report is due; if so, the next one is set.
    pub fn take_due(&mut self, now: Instant, rng: &mut Rng) -> bool {
        if self.due.is_none_or(|due| now < due) {
            return false;
        }
        self.due = self.milliseconds().map(|ms| now + randomised(ms, rng));
        true
    }

    /// When the next report is due; `None` where there are none.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The interval before it is randomised (§6.3.1); `None` where our side has
    /// no bandwidth at all.
    fn milliseconds(&self) -> Option<u32> {
        let senders = u64::from(self.direction.sends()) + u64::from(self.direction.receives());
        let (own_bps, sharing_own) = if self.direction.sends() {
            (self.bandwidth.senders_bps, senders)
        } else {
            (self.bandwidth.receivers_bps, MEMBERS - senders)
        };
        let all = match (self.bandwidth.senders_bps, self.bandwidth.receivers_bps) {
            (Some(for_senders), Some(for_receivers)) => {
                let (for_senders, all) = (
                    u64::from(for_senders),
                    u64::from(for_senders) + u64::from(for_receivers),
                );
                // Few senders share their own part, else all share all.
                (senders * all > for_senders * MEMBERS).then_some(all)
            }
            // Of a part that nobody limits there is no share (RFC 3556 §2).
            _ => None,
        };
        let (bps, sharing) = match (all, own_bps) {
            (Some(all), _) => (all, MEMBERS),
            (None, Some(own_bps)) => (u64::from(own_bps), sharing_own),
            (None, None) => return Some(INTERVAL_MIN_MS),
        };
        let bits_of_all = u64::from(self.mean_sixteenths / 16) * 8 * sharing;
        let ms = (bits_of_all * 1000).checked_div(bps)?;
        let ms = u32::try_from(ms).unwrap_or(INTERVAL_MAX_MS);
        Some(ms.clamp(INTERVAL_MIN_MS, INTERVAL_MAX_MS))
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

    const NO_LIMIT: RtcpBandwidth = RtcpBandwidth {
        senders_bps: None,
        receivers_bps: None,
    };

    fn limit(senders_bps: u32, receivers_bps: u32) -> RtcpBandwidth {
        RtcpBandwidth {
            senders_bps: Some(senders_bps),
            receivers_bps: Some(receivers_bps),
        }
    }

    fn interval(bandwidth: RtcpBandwidth, direction: Direction) -> ReportInterval {
        let rng = &mut Rng::from_number(3);
        ReportInterval::start(Instant::ZERO, rng, bandwidth, direction)
    }

    #[test]
    fn intervals_spread_around_the_minimum() {
        let mut rng = Rng::from_number(3);
        let mut now = Instant::ZERO;
        let mut interval = interval(NO_LIMIT, Direction::SendReceive);
        assert!(
            interval
                .due()
                .is_some_and(|due| due - now <= Duration::from_millis(3079))
        );
        let mut intervals = Vec::new();
        for _ in 0..1000 {
            now = interval.due().unwrap();
            assert!(interval.take_due(now, &mut rng));
            assert!(!interval.take_due(now, &mut rng));
            intervals.push((interval.due().unwrap() - now).as_millis());
        }
        assert!(intervals.iter().all(|ms| (2052..=6158).contains(ms)));
        let mean = intervals.iter().sum::<u128>() / 1000;
        assert!((3950..=4260).contains(&mean), "{mean}");
    }

    #[test]
    fn a_small_bandwidth_makes_them_longer_by_who_sends() {
        let ms = |bandwidth, direction| {
            let mut interval = interval(bandwidth, direction);
            for _ in 0..200 {
                interval.handle_datagram(72);
            }
            interval.milliseconds()
        };
        // Two share 100 bytes every 16 s at 100 bit/s.
        assert_eq!(ms(limit(40, 60), Direction::SendReceive), Some(16_000));
        // The only sender has all of its own part, and so has the receiver.
        assert_eq!(ms(limit(60, 40), Direction::SendOnly), Some(13_333));
        assert_eq!(ms(limit(60, 40), Direction::ReceiveOnly), Some(20_000));
        assert_eq!(
            ms(limit(8000, 0), Direction::SendOnly),
            Some(INTERVAL_MIN_MS)
        );
        assert_eq!(ms(limit(8000, 0), Direction::ReceiveOnly), None);
        assert_eq!(
            ms(limit(u32::MAX, u32::MAX), Direction::Inactive),
            Some(INTERVAL_MIN_MS)
        );
        assert_eq!(ms(limit(1, 0), Direction::SendReceive), Some(1_600_000));
    }

    #[test]
    fn a_limit_of_one_part_is_for_those_it_names() {
        let only = |senders_bps, receivers_bps, direction| {
            let bandwidth = RtcpBandwidth {
                senders_bps,
                receivers_bps,
            };
            let mut interval = interval(bandwidth, direction);
            for _ in 0..200 {
                interval.handle_datagram(72);
            }
            interval.milliseconds()
        };
        assert_eq!(only(None, Some(0), Direction::ReceiveOnly), None);
        assert_eq!(
            only(None, Some(0), Direction::SendOnly),
            Some(INTERVAL_MIN_MS)
        );
        assert_eq!(
            only(None, Some(0), Direction::SendReceive),
            Some(INTERVAL_MIN_MS)
        );
        assert_eq!(only(None, Some(40), Direction::ReceiveOnly), Some(20_000));
        assert_eq!(only(Some(0), None, Direction::SendReceive), None);
        assert_eq!(
            only(Some(0), None, Direction::ReceiveOnly),
            Some(INTERVAL_MIN_MS)
        );
    }

    #[test]
    fn nothing_at_all_ends_them_until_there_is_something() {
        let rng = &mut Rng::from_number(3);
        let both = Direction::SendReceive;
        let mut interval = interval(limit(0, 0), both);
        assert_eq!(interval.due(), None);
        assert!(!interval.take_due(Instant::from_micros(u64::MAX / 2), rng));
        interval.change(Instant::ZERO, rng, NO_LIMIT, both);
        assert!(
            interval
                .due()
                .is_some_and(|due| due - Instant::ZERO <= Duration::from_millis(6158))
        );
        interval.change(Instant::ZERO, rng, limit(0, 0), both);
        assert_eq!(interval.due(), None);
    }
}
