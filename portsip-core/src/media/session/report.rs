//! What a session reports: RTCP to the other side, statistics to the program.

use std::time::Duration;

use super::{AudioSession, MediaSocket, State};
use crate::clock::Instant;
use crate::media::rtcp::{write_bye, write_report};
use crate::media::rtp::{HEADER_BYTES, SourceStatistics};
use crate::media::stats::{
    AudioStatistics, ReceivedStatistics, ReportedStatistics, SentStatistics, SrtpStatistics,
};

/// Which compound packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Usual,
    Bye,
}

impl AudioSession {
    /// Queues a report, or a report with a BYE.
    pub(super) fn write_rtcp(&mut self, now: Instant, kind: Kind) {
        let metrics = self.statistics(now).voip_metrics();
        let State::Running(running) = &mut self.state else {
            return;
        };
        if running.interval.due().is_none() && kind == Kind::Bye {
            return;
        }
        let (socket, to) = if running.rtcp_mux {
            (MediaSocket::Rtp, self.receiving.remote())
        } else {
            (MediaSocket::Rtcp, running.remote_rtcp)
        };
        let mut report = self.reporter.report(
            now,
            self.sending.ssrc(),
            &running.cname,
            self.sending.totals(),
            self.receiving.source_mut(),
        );
        let sends = report.sender.is_some();
        report.extended = self.reporter.extended(now, running.rtcp_xr, sends, metrics);
        let written = self.outbox.write(socket, to, |buffer| match kind {
            Kind::Usual => write_report(&report, buffer),
            Kind::Bye => write_bye(&report, buffer),
        });
        running.interval.handle_datagram(written);
    }

    /// What was measured so far.
    pub fn statistics(&self, _now: Instant) -> AudioStatistics {
        let (rtcp_sent, rtcp_received) = self.reporter.report_counts();
        AudioStatistics {
            direction: self.direction(),
            round_trip: self.reporter.round_trip(),
            rtcp_sent,
            rtcp_received,
            ice: self.ice,
            srtp: self.srtp_statistics(),
            sent: self.sent_statistics(),
            received: self.received_statistics(),
        }
    }

    fn srtp_statistics(&self) -> Option<SrtpStatistics> {
        let suites = self.guard.suites();
        let is_protected = suites.is_some() || self.guard.awaits_keys();
        is_protected.then(|| SrtpStatistics {
            sent: suites.map(|(sent, _)| sent),
            received: suites.map(|(_, received)| received),
            refused: self.guard.counts().and(self.rtcp_guard.counts()),
            dtls: self.dtls,
        })
    }

    fn sent_statistics(&self) -> SentStatistics {
        let format = self.sending.format();
        let clock_rate_hz = format.map_or(8000, |format| format.codec.clock_rate_hz());
        let packets = self.sending.packets();
        let payload_bytes = self.sending.payload_bytes();
        SentStatistics {
            codec: format.map(|format| format.codec),
            payload_type: format.map_or(0, |format| format.payload_type),
            ptime_ms: self.sending.ptime_ms(),
            ssrc: self.sending.ssrc(),
            remote: format.map(|_| self.receiving.remote()),
            packets,
            payload_bytes,
            bytes: payload_bytes + packets * HEADER_BYTES as u64,
            tones: self.sending.tones_sent(),
            reported: self.reporter.peer().map(|peer| ReportedStatistics {
                packets_lost: peer.lost,
                loss: f64::from(peer.fraction_lost) / 256.0,
                jitter: clock_duration(peer.jitter, clock_rate_hz),
            }),
            metrics: self.reporter.peer_metrics(),
        }
    }

    fn received_statistics(&self) -> ReceivedStatistics {
        let counts = self.receiving.counts();
        let buffer = self.receiving.jitter().statistics();
        let heard = self.receiving.heard();
        let clock_rate_hz = heard.map_or(8000, |(codec, _)| codec.clock_rate_hz());
        let source = self.receiving.source();
        let packets_lost = source.map_or(0, SourceStatistics::lost);
        let share = |samples: u64| share(samples as f64, buffer.samples_played as f64);
        ReceivedStatistics {
            codec: heard.map(|(codec, _)| codec),
            payload_type: heard.map_or(0, |(_, payload_type)| payload_type),
            ssrc: self.receiving.ssrc(),
            packets: counts.packets,
            payload_bytes: counts.payload_bytes,
            bytes: self.receiving.bytes(),
            tones: counts.tones,
            packets_lost,
            loss: source.map_or(0.0, loss),
            packets_late: buffer.packets_late,
            packets_duplicate: buffer.packets_duplicate,
            packets_discarded: buffer.packets_discarded,
            packets_malformed: counts.malformed + buffer.packets_malformed,
            packets_refused: counts.refused,
            jitter: source.map_or(Duration::ZERO, |source| {
                clock_duration(source.jitter(), clock_rate_hz)
            }),
            jitter_buffer: Duration::from_micros(buffer.delay_us),
            jitter_buffer_target: Duration::from_micros(buffer.target_us),
            concealed: share(buffer.samples_concealed),
            corrected: share(buffer.samples_corrected),
            accelerated: share(buffer.samples_cut),
            expanded: share(buffer.samples_put_in),
            bursts: self.receiving.bursts(),
        }
    }
}

fn loss(source: &SourceStatistics) -> f64 {
    share(source.lost().max(0) as f64, source.expected_in_all() as f64)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn clock_duration(units: u32, clock_rate_hz: u32) -> Duration {
    Duration::from_micros(u64::from(units) * 1_000_000 / u64::from(clock_rate_hz))
}
