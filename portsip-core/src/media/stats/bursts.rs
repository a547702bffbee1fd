//! Bursts and gaps of loss (RFC 3611 §4.7.2): how what did not arrive, or came
//! too late, is spread over the stream.
//!
//! A packet's fate is decided when [`WINDOW`] later ones have come, so that
//! packets which overtake each other are not taken for lost.

use std::time::Duration;

/// Packets received in a row that end a burst (Gmin).
pub const GAP_PACKETS_MIN: u8 = 16;
/// Packets whose fate is open.
const WINDOW: u32 = 64;
/// A number this far ahead begins the stream anew.
const JUMP_PACKETS_MAX: u16 = 3000;

/// Packets, and how many of them were lost or too late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    packets: u64,
    lost: u64,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.packets += other.packets;
        self.lost += other.lost;
    }

    fn density(self) -> f64 {
        if self.packets == 0 {
            0.0
        } else {
            self.lost as f64 / self.packets as f64
        }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bursts {
    /// The share that did not arrive or came too late within bursts, 0…1.
    pub burst_density: f64,
    /// The same within gaps.
    pub gap_density: f64,
    /// The mean length of a burst; zero where there was none.
    pub burst: Duration,
    /// The mean length of a gap.
    pub gap: Duration,
    /// The share of all packets that never arrived, 0…1.
    pub lost: f64,
    /// The share of all packets that came too late or were dropped from the buffer, 0…1.
    pub discarded: f64,
}

/// Follows the packets of one stream.
#[derive(Clone, Debug, Default)]
pub struct BurstTracker {
    highest: Option<u16>,
    /// Bit n stands for the packet n before the highest.
    received: u64,
    discarded: u64,
    /// How many bits mean something.
    open: u32,
    /// Received in a row since the last loss, while a burst may go on.
    row: u8,
    /// From a first loss to the last one so far.
    candidate: Share,
    bursts: Share,
    burst_count: u64,
    gaps: Share,
    lost: u64,
    late: u64,
    /// Came in time, and went before they were heard.
    dropped: u64,
    packet: Duration,
}

impl BurstTracker {
    /// A packet has come; whether it was `in_time` to be heard.
    pub fn handle_packet(&mut self, sequence: u16, in_time: bool) {
        let Some(highest) = self.highest else {
            return self.start(sequence, in_time);
        };
        let ahead = sequence.wrapping_sub(highest);
        if ahead == 0 || ahead > u16::MAX - WINDOW as u16 + 1 {
            self.mark(u32::from(highest.wrapping_sub(sequence)), in_time);
        } else if ahead < JUMP_PACKETS_MAX {
            for _ in 0..ahead {
                self.advance();
            }
            self.highest = Some(sequence);
            self.mark(0, in_time);
        } else if ahead < 1 << 15 {
            self.restart();
            self.start(sequence, in_time);
        }
    }

    /// The buffer has dropped so many packets that had come in time. Which ones is not
    /// asked: they count as discarded, and belong to no burst.
    pub fn handle_dropped(&mut self, packets: u64) {
        self.dropped += packets;
    }

    /// The numbers begin anew: what was open is as it is.
    pub fn restart(&mut self) {
        while self.open > 0 {
            self.decide();
        }
        self.highest = None;
        (self.received, self.discarded) = (0, 0);
    }

    /// How long the sound of a packet lasts, as the stream has it now.
    pub fn set_packet_time(&mut self, packet: Duration) {
        self.packet = packet;
    }

    /// What was found so far, the open packets left out.
    pub fn found(&self) -> Bursts {
        let (mut bursts, mut gaps, mut count) = (self.bursts, self.gaps, self.burst_count);
        // A burst that goes on counts up to its last loss.
        if self.candidate.lost > 1 {
            bursts.add(self.candidate);
            count += 1;
        } else {
            gaps.add(self.candidate);
        }
        gaps.packets += u64::from(self.row);
        let all = bursts.packets + gaps.packets;
        let share = |part: u64| {
            Share {
                packets: all,
                lost: part.min(all),
            }
            .density()
        };
        let mean = |packets: u64, count: u64| {
            let each = packets.checked_div(count).unwrap_or(0);
            self.packet * u32::try_from(each).unwrap_or(u32::MAX).min(1 << 20)
        };
        Bursts {
            burst_density: bursts.density(),
            gap_density: gaps.density(),
            burst: mean(bursts.packets, count),
            // There is one before each burst, and one after the last.
            gap: mean(gaps.packets, count + 1),
            lost: share(self.lost),
            discarded: share(self.late + self.dropped),
        }
    }

    fn start(&mut self, sequence: u16, in_time: bool) {
        self.highest = Some(sequence);
        self.open = 1;
        self.mark(0, in_time);
    }

    fn mark(&mut self, before: u32, in_time: bool) {
        if before >= self.open {
            return;
        }
        let bit = 1_u64 << before;
        // Of a packet that comes twice the first counts.
        if self.received & bit == 0 && !in_time {
            self.discarded |= bit;
        }
        self.received |= bit;
    }

    /// One packet further.
    fn advance(&mut self) {
        if self.open == WINDOW {
            self.decide();
        }
        self.received <<= 1;
        self.discarded <<= 1;
        self.open += 1;
    }

    /// Decides the oldest open packet.
    fn decide(&mut self) {
        let Some(oldest) = self.open.checked_sub(1) else {
            return;
        };
        self.open = oldest;
        let bit = 1_u64 << oldest;
        let late = self.discarded & bit != 0;
        self.late += u64::from(late);
        if self.received & bit == 0 {
            self.lost += 1;
            self.handle_loss();
        } else if late {
            self.handle_loss();
        } else {
            self.handle_received();
        }
    }

    fn handle_loss(&mut self) {
        if self.candidate.packets > 0 {
            self.candidate.packets += u64::from(self.row);
        }
        self.candidate.add(Share {
            packets: 1,
            lost: 1,
        });
        self.row = 0;
    }

    fn handle_received(&mut self) {
        if self.candidate.packets == 0 {
            self.gaps.packets += 1;
            return;
        }
        self.row += 1;
        if self.row < GAP_PACKETS_MIN {
            return;
        }
        let ended = std::mem::take(&mut self.candidate);
        self.gaps.packets += u64::from(std::mem::take(&mut self.row));
        // A loss by itself belongs to the gap.
        if ended.lost > 1 {
            self.bursts.add(ended);
            self.burst_count += 1;
        } else {
            self.gaps.add(ended);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `.` came, `x` was lost, `l` came too late.
    fn tracked(packets: &str) -> Bursts {
        let mut tracker = BurstTracker::default();
        tracker.set_packet_time(Duration::from_millis(20));
        for (sequence, fate) in (65_500_u16..=65_535).chain(0..).zip(packets.chars()) {
            if fate != 'x' {
                tracker.handle_packet(sequence, fate == '.');
            }
        }
        tracker.restart();
        tracker.found()
    }

    #[test]
    fn losses_near_each_other_are_a_burst_and_others_are_gaps() {
        let quiet = ".".repeat(40);
        let found = tracked(&[&quiet, "x", &quiet, "xx...l....x", &quiet].concat());
        let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value}");
        near(found.burst_density, 4.0 / 11.0);
        near(found.gap_density, 1.0 / 121.0);
        near(found.lost, 4.0 / 132.0);
        near(found.discarded, 1.0 / 132.0);
        assert_eq!(found.burst, Duration::from_millis(220));
        assert_eq!(found.gap, Duration::from_millis(1200));
    }

    #[test]
    fn sixteen_in_a_row_end_a_burst_and_fifteen_do_not() {
        let row = |length: usize| tracked(&["..xx", &".".repeat(length), "xx.."].concat());
        assert_eq!(row(16).burst, Duration::from_millis(40));
        assert_eq!(row(15).burst, Duration::from_millis(19 * 20));
    }

    #[test]
    fn what_the_buffer_drops_is_discarded() {
        let mut tracker = BurstTracker::default();
        for sequence in 0..100 {
            tracker.handle_packet(sequence, sequence != 50);
        }
        tracker.handle_dropped(4);
        tracker.restart();
        let found = tracker.found();
        assert!((found.discarded - 0.05).abs() < 1e-9, "{}", found.discarded);
        assert!((found.gap_density - 0.01).abs() < 1e-9);
    }

    #[test]
    fn what_overtakes_is_not_lost() {
        let mut tracker = BurstTracker::default();
        for pair in 0..500_u16 {
            tracker.handle_packet(pair * 2 + 1, true);
            tracker.handle_packet(pair * 2, true);
        }
        tracker.restart();
        assert_eq!((tracker.lost, tracker.late), (0, 0));
    }

    proptest! {
        #[test]
        fn every_packet_is_counted_once(
            fates in proptest::collection::vec(0_u8..4, 1..600), first: u16,
        ) {
            let mut tracker = BurstTracker::default();
            tracker.handle_packet(first, true);
            for (place, fate) in fates.iter().enumerate() {
                if *fate > 0 {
                    tracker.handle_packet(first.wrapping_add(place as u16 + 1), *fate > 1);
                }
            }
            tracker.restart();
            let packets = tracker.bursts.packets + tracker.gaps.packets
                + tracker.candidate.packets + u64::from(tracker.row);
            let last = fates.iter().rposition(|fate| *fate > 0).map_or(0, |place| place + 1);
            prop_assert_eq!(packets, last as u64 + 1);
            let lost = tracker.bursts.lost + tracker.gaps.lost + tracker.candidate.lost;
            prop_assert_eq!(lost, tracker.lost + tracker.late);
        }

        #[test]
        fn any_numbers_stay_in_range(numbers in proptest::collection::vec(any::<(u16, bool)>(), 0..200)) {
            let mut tracker = BurstTracker::default();
            for (sequence, in_time) in numbers {
                tracker.handle_packet(sequence, in_time);
            }
            let found = tracker.found();
            for share in [found.burst_density, found.gap_density, found.lost, found.discarded] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
        }
    }
}
