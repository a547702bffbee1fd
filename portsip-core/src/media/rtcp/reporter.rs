//! Our side of RTCP: makes the reports, and keeps what the other side's say
//! (RFC 3550 §6.4).

use std::time::Duration;

use super::{
    Delay, Extended, ExtendedBlock, ExtendedBlocks, Packets, Report, ReportBlock, RtcpPacket,
    SenderInfo, VoipMetrics, is_compound,
};
use crate::clock::{Instant, WallClock};
use crate::media::rtp::SourceStatistics;
use crate::plan::RtcpXr;

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

impl LastSenderReport {
    fn new(ntp: u64, arrived: Instant) -> Self {
        Self {
            ntp_middle: (ntp >> 16) as u32,
            arrived,
        }
    }

    /// How long ago it arrived, in 1/65536 s.
    fn age(self, now: Instant) -> u32 {
        let micros = (now - self.arrived).as_micros();
        u32::try_from(micros * 65_536 / 1_000_000).unwrap_or(u32::MAX)
    }
}

/// The reports of one stream.
#[derive(Clone, Debug)]
pub struct Reporter {
    wall: WallClock,
    last_sender_report: Option<LastSenderReport>,
    peer: Option<PeerReport>,
    /// Their reference time, and whose it is.
    last_reference_time: Option<(u32, LastSenderReport)>,
    peer_metrics: Option<VoipMetrics>,
    /// They send extended reports: they can read ours.
    peer_extends: bool,
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
            last_reference_time: None,
            peer_metrics: None,
            peer_extends: false,
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
            extended: Extended::default(),
        }
    }

    /// What goes with the next report where the other side `wants` it, or sends
    /// such itself. `sends` says that the report is an SR: whoever makes those
    /// needs no reference time (RFC 3611 §4.4).
    pub fn extended(
        &self,
        now: Instant,
        wants: RtcpXr,
        sends: bool,
        metrics: Option<VoipMetrics>,
    ) -> Extended {
        let for_times = (wants.receiver_reference_time || self.peer_extends) && !sends;
        Extended {
            reference_time: for_times.then(|| self.wall.ntp(now)),
            delay: self.last_reference_time.map(|(ssrc, last)| Delay {
                ssrc,
                last_reference_time: last.ntp_middle,
                delay: last.age(now),
            }),
            metrics: metrics.filter(|_| wants.voip_metrics || self.peer_extends),
        }
    }

    fn block(&self, now: Instant, ssrc: u32, statistics: &mut SourceStatistics) -> ReportBlock {
        let (last, delay) = self
            .last_sender_report
            .map_or((0, 0), |report| (report.ntp_middle, report.age(now)));
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
                    self.last_sender_report = Some(LastSenderReport::new(info.ntp, now));
                    self.handle_blocks(now, blocks, ssrc);
                    used = true;
                }
                // A side that sends nothing reports from an SSRC never heard.
                RtcpPacket::ReceiverReport { blocks, .. } => {
                    used |= self.handle_blocks(now, blocks, ssrc) || source.is_none();
                }
                // It follows a report of who sends it.
                RtcpPacket::ExtendedReport { ssrc: from, blocks } if used => {
                    self.handle_extended(now, from, blocks, ssrc);
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
        let (last, delay) = (
            block.last_sender_report,
            block.delay_since_last_sender_report,
        );
        if last != 0 {
            self.measure_round_trip(now, last, delay);
        }
        true
    }

    fn handle_extended(&mut self, now: Instant, from: u32, blocks: ExtendedBlocks<'_>, ssrc: u32) {
        self.peer_extends = true;
        for block in blocks {
            match block {
                ExtendedBlock::ReceiverReferenceTime(ntp) => {
                    self.last_reference_time = Some((from, LastSenderReport::new(ntp, now)));
                }
                ExtendedBlock::DelaySinceLast(mut delays) => {
                    let ours = delays.find(|delay| delay.ssrc == ssrc);
                    if let Some(delay) = ours.filter(|delay| delay.last_reference_time != 0) {
                        self.measure_round_trip(now, delay.last_reference_time, delay.delay);
                    }
                }
                ExtendedBlock::VoipMetrics(metrics) if metrics.ssrc == ssrc => {
                    self.peer_metrics = Some(metrics);
                }
                _ => {}
            }
        }
    }

    /// Now less the time of what they answer less the time it waited there
    /// (RFC 3550 §6.4.1, RFC 3611 §4.5).
    fn measure_round_trip(&mut self, now: Instant, last: u32, delay: u32) {
        let now_middle = (self.wall.ntp(now) >> 16) as u32;
        let units = now_middle.wrapping_sub(last).wrapping_sub(delay);
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
        self.last_reference_time = None;
        self.peer_left = false;
    }

    /// Our own SSRC is another one now.
    pub fn forget_own_source(&mut self) {
        self.packets_at_last_report = 0;
        self.peer = None;
        self.peer_metrics = None;
    }

    /// What the other side last said about our stream.
    pub fn peer(&self) -> Option<PeerReport> {
        self.peer
    }

    /// What the other side's extended report last said about our stream.
    pub fn peer_metrics(&self) -> Option<VoipMetrics> {
        self.peer_metrics
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
    fn who_only_listens_measures_by_reference_times() {
        let wants = RtcpXr {
            voip_metrics: true,
            receiver_reference_time: true,
        };
        let mut listener = Reporter::new(WallClock::new(1_700_000_000_000_000));
        let mut sender = Reporter::new(WallClock::new(5_000_000_000));
        let mut buffer = [0; 256];
        let start = Instant::from_micros(10_000_000);
        let none = SentTotals::default();
        let mut source = SourceStatistics::new(1);
        let mut report = listener.report(start, 1, "l", none, Some((2, &mut source)));
        report.extended = listener.extended(start, wants, false, None);
        let length = write_report(&report, &mut buffer);
        let there = start + Duration::from_millis(30);
        assert!(sender.handle_datagram(there, &buffer[..length], 2, None));

        let answered = there + Duration::from_millis(900);
        let sent = SentTotals { packets: 9, ..none };
        let mut report = sender.report(answered, 2, "s", sent, None);
        // It has not asked for anything, and still answers.
        report.extended = sender.extended(answered, RtcpXr::default(), true, None);
        assert_eq!(report.extended.reference_time, None);
        let length = write_report(&report, &mut buffer);
        let back = answered + Duration::from_millis(50);
        assert!(listener.handle_datagram(back, &buffer[..length], 1, Some(2)));
        let us = listener.round_trip().unwrap().as_micros();
        assert!((79_900..=80_100).contains(&us), "{us}");
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
