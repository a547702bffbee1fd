//! One source as a receiver sees it: sequence, loss and jitter
//! (RFC 3550 §6.4.1 and appendices A.1, A.3, A.8).

use crate::clock::Instant;

/// A sequence number this far ahead is a restart, not a loss (appendix A.1).
const DROPOUT_PACKETS_MAX: u16 = 3000;
/// A sequence number this far behind is late, not a restart.
const MISORDER_PACKETS_MAX: u16 = 100;

/// What a packet means to the source's sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// In its place, early or late: use the packet.
    Valid,
    /// The source has started its numbers afresh with the packet before this
    /// one: forget everything queued, then use the packet.
    Restarted,
    /// Far from all numbers seen: drop the packet, a second one in sequence
    /// makes it a restart.
    Stray,
}

/// The receiver's record of one source that [`super::SourceLatch`] believes.
#[derive(Clone, Debug)]
pub struct SourceStatistics {
    sequence_max: u16,
    cycles: u32,
    base_sequence: u16,
    /// The number that, coming next, makes a far-off number a restart.
    bad_sequence: Option<u16>,
    received: u32,
    /// Packets expected and lost under numbers given up at restarts.
    expected_before_restart: u64,
    lost_before_restart: i64,
    expected_prior: u32,
    received_prior: u32,
    /// The interarrival jitter in sixteenths of a timestamp unit.
    jitter_16: u32,
    transit: Option<u32>,
    arrival: Instant,
}

impl SourceStatistics {
    /// A source whose first packet is `sequence`; that packet is not counted
    /// yet, hand it to [`SourceStatistics::receive`].
    pub fn new(sequence: u16) -> Self {
        Self {
            sequence_max: sequence,
            cycles: 0,
            base_sequence: sequence,
            bad_sequence: None,
            received: 0,
            expected_before_restart: 0,
            lost_before_restart: 0,
            expected_prior: 0,
            received_prior: 0,
            jitter_16: 0,
            transit: None,
            arrival: Instant::ZERO,
        }
    }

    /// Counts a packet (appendix A.1, `update_seq`).
    pub fn receive(&mut self, sequence: u16) -> Reception {
        let ahead = sequence.wrapping_sub(self.sequence_max);
        if ahead < DROPOUT_PACKETS_MAX {
            if sequence < self.sequence_max {
                self.cycles = self.cycles.wrapping_add(1 << 16);
            }
            self.sequence_max = sequence;
            self.bad_sequence = None;
        } else if ahead <= u16::MAX - MISORDER_PACKETS_MAX {
            if self.bad_sequence != Some(sequence) {
                self.bad_sequence = Some(sequence.wrapping_add(1));
                return Reception::Stray;
            }
            self.lost_before_restart = self.lost();
            self.expected_before_restart = self.expected_in_all();
            self.start(sequence);
            self.received = 1;
            return Reception::Restarted;
        }
        self.received = self.received.wrapping_add(1);
        Reception::Valid
    }

    fn start(&mut self, sequence: u16) {
        self.base_sequence = sequence;
        self.sequence_max = sequence;
        self.bad_sequence = None;
        self.cycles = 0;
        self.received = 0;
        self.received_prior = 0;
        self.expected_prior = 0;
    }

    /// Takes a valid packet's arrival into the jitter (appendix A.8).
    /// `clock_rate_hz` is that of the packet's payload type; telephone events
    /// are left out, as their timestamps stand still.
    pub fn measure_jitter(&mut self, now: Instant, timestamp: u32, clock_rate_hz: u32) {
        // Enough for twelve years at 48 kHz.
        let arrival = now.as_micros().saturating_mul(clock_rate_hz.into()) / 1_000_000;
        let transit = (arrival as u32).wrapping_sub(timestamp);
        if let Some(before) = self.transit.replace(transit) {
            let difference = (transit.wrapping_sub(before) as i32).unsigned_abs();
            // A jump of the timestamps says nothing about the network.
            if difference < clock_rate_hz {
                self.jitter_16 = self.jitter_16 + difference - ((self.jitter_16 + 8) >> 4);
            }
        }
        self.arrival = now;
    }

    /// The share of packets lost since the call before, in 1/256
    /// (appendix A.3); call it once a report.
    pub fn take_fraction_lost(&mut self) -> u8 {
        let expected = self.expected();
        let expected_interval = expected.wrapping_sub(self.expected_prior);
        let received_interval = self.received.wrapping_sub(self.received_prior);
        self.expected_prior = expected;
        self.received_prior = self.received;
        let lost_interval = i64::from(expected_interval) - i64::from(received_interval);
        if expected_interval == 0 || lost_interval <= 0 {
            return 0;
        }
        ((lost_interval << 8) / i64::from(expected_interval)).min(255) as u8
    }

    /// Packets lost since the source was first heard, less duplicates.
    pub fn lost(&self) -> i64 {
        self.lost_before_restart + i64::from(self.expected()) - i64::from(self.received)
    }

    /// Packets sent since the source was first heard, as far as is known.
    pub fn expected_in_all(&self) -> u64 {
        self.expected_before_restart + u64::from(self.expected())
    }

    /// The loss in the 24 bits of a report block: clamped, not wrapped
    /// (appendix A.3).
    pub fn lost_24_bits(&self) -> i32 {
        self.lost().clamp(-0x80_0000, 0x7F_FFFF) as i32
    }

    /// The highest sequence number received, with its count of wraps.
    pub fn extended_sequence_max(&self) -> u32 {
        self.cycles.wrapping_add(u32::from(self.sequence_max))
    }

    /// The interarrival jitter in timestamp units.
    pub fn jitter(&self) -> u32 {
        self.jitter_16 >> 4
    }

    fn expected(&self) -> u32 {
        self.extended_sequence_max()
            .wrapping_sub(u32::from(self.base_sequence))
            .wrapping_add(1)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn source_of_two(first: u16) -> SourceStatistics {
        let mut source = SourceStatistics::new(first);
        assert_eq!(source.receive(first), Reception::Valid);
        assert_eq!(source.receive(first.wrapping_add(1)), Reception::Valid);
        source
    }

    #[test]
    fn loss_is_counted_over_a_wrap() {
        let mut source = source_of_two(65_530);
        for sequence in [65_532, 65_533, 65_535, 0, 2, 3, 1] {
            assert_eq!(source.receive(sequence), Reception::Valid);
        }
        assert_eq!(source.lost(), 1);
        assert_eq!(source.extended_sequence_max(), 0x1_0003);
        assert_eq!(source.take_fraction_lost(), (256 / 10) as u8);
        assert_eq!(source.take_fraction_lost(), 0);
    }

    #[test]
    fn a_restart_needs_two_packets() {
        let mut source = source_of_two(100);
        assert_eq!(source.receive(40_000), Reception::Stray);
        assert_eq!(source.receive(102), Reception::Valid);
        assert_eq!(source.receive(50_000), Reception::Stray);
        assert_eq!(source.receive(50_001), Reception::Restarted);
        assert_eq!(source.receive(50_002), Reception::Valid);
        assert_eq!(source.lost(), 0);
    }

    #[test]
    fn duplicates_make_the_loss_negative() {
        let mut source = source_of_two(1);
        for _ in 0..5 {
            source.receive(3);
        }
        assert_eq!(source.lost(), -4);
        assert_eq!(source.take_fraction_lost(), 0);
    }

    #[test]
    fn jitter_follows_the_formula() {
        let mut source = source_of_two(1);
        let mut now = Instant::from_micros(1_000_000);
        let mut timestamp = 0_u32;
        for packet in 0..400_u64 {
            // Every other packet is 10 ms late: differences of 80 units.
            let late = Duration::from_millis(10 * (packet & 1));
            source.measure_jitter(now + late, timestamp, 8000);
            now += Duration::from_millis(20);
            timestamp = timestamp.wrapping_add(160);
        }
        assert!((75..=80).contains(&source.jitter()), "{}", source.jitter());
    }
}
