//! Our side of RTCP: makes the reports, and keeps what the other side's say
//! (RFC 3550 §6.4).

use std::time::Duration;

use super::{Packets, Report, ReportBlock, RtcpPacket, SenderInfo, is_compound};
use crate::clock::{Instant, WallClock};
use crate::media::rtp::SourceStatistics;

/// What we sent up to now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentTotals {
    /// Packets.
    pub packets: u64,
    /// Payload octets.
    pub octets: u64,
    /// The RTP timestamp that stands for this moment.
    pub rtp_timestamp: u32,
}

/// What the other side last said about our stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeerReport {
    /// The share of our packets lost, in 1/256, in its last interval.
    pub fraction_lost: u8,
    /// Our packets lost in all, less duplicates.
    pub lost: i32,
    /// The jitter of our packets there, in RTP clock units.
    pub jitter: u32,
}

/// A sender report of the other side, as the next block repeats it.
#[derive(Clone, Copy, Debug)]
struct LastSenderReport {
    ntp_middle: u32,
    arrived: Instant,
}

/// The reports of one stream.
#[derive(Clone, Debug)]
pub struct Reporter {
    wall: WallClock,
    last_sender_report: Option<LastSenderReport>,
    peer: Option<PeerReport>,
    round_trip: Option<Duration>,
    packets_at_last_report: u64,
    reports_sent: u32,
    reports_received: u32,
    peer_left: bool,
}

impl Reporter {
    /// Nothing reported yet; `wall` dates the sender reports.
    pub fn new(wall: WallClock) -> Self {
        Self {
            wall,
            last_sender_report: None,
            peer: None,
            round_trip: None,
            packets_at_last_report: 0,
            reports_sent: 0,
            reports_received: 0,
            peer_left: false,
        }
    }

    /// The next report: an SR when packets were sent since the last one, else
    /// an RR (RFC 3550 §6.4), on `received` with its SSRC when there is one.
    pub fn report<'a>(
        &mut self,
        now: Instant,
        ssrc: u32,
        cname: &'a str,
        sent: SentTotals,
        received: Option<(u32, &mut SourceStatistics)>,
    ) -> Report<'a> {
        let sender = (sent.packets > self.packets_at_last_report).then(|| SenderInfo {
            ntp: self.wall.ntp(now),
            rtp_timestamp: sent.rtp_timestamp,
            packets: sent.packets as u32,
            octets: sent.octets as u32,
        });
        self.packets_at_last_report = sent.packets;
        self.reports_sent = self.reports_sent.saturating_add(1);
        let block = received.map(|(source, statistics)| self.block(now, source, statistics));
        Report {
            ssrc,
            sender,
            block,
            cname,
        }
    }

    fn block(&self, now: Instant, ssrc: u32, statistics: &mut SourceStatistics) -> ReportBlock {
        let (last, delay) = self.last_sender_report.map_or((0, 0), |report| {
            let micros = (now - report.arrived).as_micros();
            let delay = u32::try_from(micros * 65_536 / 1_000_000).unwrap_or(u32::MAX);
            (report.ntp_middle, delay)
        });
        ReportBlock {
            ssrc,
            fraction_lost: statistics.take_fraction_lost(),
            lost: statistics.lost_24_bits(),
            sequence_max: statistics.extended_sequence_max(),
            jitter: statistics.jitter(),
            last_sender_report: last,
            delay_since_last_sender_report: delay,
        }
    }

    /// Reads a datagram of the other side, whose stream is `source` if one is
    /// known; `ssrc` is ours. Whether it was RTCP of that stream.
    pub fn handle_datagram(
        &mut self,
        now: Instant,
        datagram: &[u8],
        ssrc: u32,
        source: Option<u32>,
    ) -> bool {
        if !is_compound(datagram) {
            return false;
        }
        let ours = |from: u32| source.is_none_or(|known| known == from);
        let mut used = false;
        for packet in Packets::new(datagram) {
            match packet {
                RtcpPacket::SenderReport {
                    ssrc: from,
                    info,
                    blocks,
                } if ours(from) => {
                    self.last_sender_report = Some(LastSenderReport {
                        ntp_middle: (info.ntp >> 16) as u32,
                        arrived: now,
                    });
                    self.handle_blocks(now, blocks, ssrc);
                    used = true;
                }
                // A side that sends nothing reports from an SSRC never heard.
                RtcpPacket::ReceiverReport { blocks, .. } => {
                    used |= self.handle_blocks(now, blocks, ssrc) || source.is_none();
                }
                RtcpPacket::Goodbye(mut sources) => {
                    self.peer_left |= source.is_some_and(|known| sources.any(|s| s == known));
                }
                _ => {}
            }
        }
        self.reports_received = self.reports_received.saturating_add(u32::from(used));
        used
    }

    fn handle_blocks(
        &mut self,
        now: Instant,
        mut blocks: impl Iterator<Item = ReportBlock>,
        ssrc: u32,
    ) -> bool {
        let Some(block) = blocks.find(|block| block.ssrc == ssrc) else {
            return false;
        };
        self.peer = Some(PeerReport {
            fraction_lost: block.fraction_lost,
            lost: block.lost,
            jitter: block.jitter,
        });
        if block.last_sender_report != 0 {
            self.measure_round_trip(now, block);
        }
        true
    }

    /// Now less the SR's time less the time it waited there (RFC 3550 §6.4.1).
    fn measure_round_trip(&mut self, now: Instant, block: ReportBlock) {
        let now_middle = (self.wall.ntp(now) >> 16) as u32;
        let units = now_middle
            .wrapping_sub(block.last_sender_report)
            .wrapping_sub(block.delay_since_last_sender_report);
        // Clocks that differ by a rounding make it a little less than zero;
        // anything over a minute is nonsense.
        let units = if units > u32::MAX / 2 { 0 } else { units };
        if units < 60 << 16 {
            self.round_trip = Some(Duration::from_micros((u64::from(units) * 1_000_000) >> 16));
        }
    }

    /// The other side's stream is another one now: its sender reports begin anew.
    pub fn forget_source(&mut self) {
        self.last_sender_report = None;
        self.peer_left = false;
    }

    /// Our own SSRC is another one now.
    pub fn forget_own_source(&mut self) {
        self.packets_at_last_report = 0;
        self.peer = None;
    }

    /// What the other side last said about our stream.
    pub fn peer(&self) -> Option<PeerReport> {
        self.peer
    }

    /// The last round trip measured.
    pub fn round_trip(&self) -> Option<Duration> {
        self.round_trip
    }

    /// Reports sent and received.
    pub fn report_counts(&self) -> (u32, u32) {
        (self.reports_sent, self.reports_received)
    }

    /// Whether the other side has said BYE.
    pub fn peer_left(&self) -> bool {
        self.peer_left
    }
}

#[cfg(test)]
mod tests {
    use super::super::write_report;
    use super::*;

    #[test]
    fn the_round_trip_is_the_way_there_and_back() {
        let wall_a = WallClock::new(1_700_000_000_000_000);
        let wall_b = WallClock::new(5_000_000_000);
        let (mut a, mut b) = (Reporter::new(wall_a), Reporter::new(wall_b));
        let mut buffer = [0; 256];
        let start = Instant::from_micros(10_000_000);
        let sent = SentTotals {
            packets: 1,
            octets: 160,
            rtp_timestamp: 1,
        };
        let report = a.report(start, 1, "a", sent, None);
        let length = write_report(&report, &mut buffer);
        let at_b = start + Duration::from_millis(40);
        assert!(b.handle_datagram(at_b, &buffer[..length], 2, Some(1)));

        let mut source = SourceStatistics::new(1);
        let answered = at_b + Duration::from_millis(700);
        let report = b.report(
            answered,
            2,
            "b",
            SentTotals::default(),
            Some((1, &mut source)),
        );
        assert!(report.sender.is_none());
        let length = write_report(&report, &mut buffer);
        let back = answered + Duration::from_millis(25);
        assert!(a.handle_datagram(back, &buffer[..length], 1, None));
        let ms = a.round_trip().unwrap().as_micros();
        assert!((64_900..=65_100).contains(&ms), "{ms}");
        assert!(a.peer().is_some());
    }

    #[test]
    fn a_goodbye_of_the_source_is_noticed() {
        let mut reporter = Reporter::new(WallClock::default());
        let bytes = [0x80, 201, 0, 1, 0, 0, 0, 7, 0x81, 203, 0, 1, 0, 0, 0, 7];
        reporter.handle_datagram(Instant::ZERO, &bytes, 1, Some(8));
        assert!(!reporter.peer_left());
        reporter.handle_datagram(Instant::ZERO, &bytes, 1, Some(7));
        assert!(reporter.peer_left());
    }
}
