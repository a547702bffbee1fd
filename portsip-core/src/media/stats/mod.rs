//! What a call's media measured, and the quality it estimates.

mod bursts;
mod extended;
mod ice;
mod quality;
mod srtp;

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};

use crate::media::rtcp::VoipMetrics;
use crate::plan::{AudioCodec, Direction};

pub use bursts::{BurstTracker, Bursts, GAP_PACKETS_MIN};
pub use ice::{IcePath, IceState, IceStatistics};
pub use quality::{Conditions, Quality, estimate};
pub use srtp::{DtlsState, DtlsStatistics, SrtpStatistics};

/// The measurements of one call's audio. `docs/statistics.md` describes each field.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioStatistics {
    /// Which way media flows by the plan.
    pub direction: Direction,
    /// The round trip, once RTCP has measured it.
    pub round_trip: Option<Duration>,
    /// RTCP reports sent.
    pub rtcp_sent: u32,
    /// RTCP reports of the other side.
    pub rtcp_received: u32,
    /// How the checks of its path fare; `None` where there are none.
    pub ice: Option<IceStatistics>,
    /// How packets are encrypted; `None` where they are not.
    pub srtp: Option<SrtpStatistics>,
    /// From us to the other side.
    pub sent: SentStatistics,
    /// From the other side to us.
    pub received: ReceivedStatistics,
}

/// From us to the other side.
#[derive(Clone, Debug, PartialEq)]
pub struct SentStatistics {
    /// The codec; `None` before there is a plan.
    pub codec: Option<AudioCodec>,
    /// The payload type.
    pub payload_type: u8,
    /// Milliseconds of audio in a packet.
    pub ptime_ms: u32,
    /// Our source.
    pub ssrc: u32,
    /// Where it goes.
    pub remote: Option<SocketAddr>,
    /// RTP packets.
    pub packets: u64,
    /// Octets of payload.
    pub payload_bytes: u64,
    /// Octets with the RTP headers.
    pub bytes: u64,
    /// DTMF keys sent.
    pub tones: u64,
    /// What the other side reported, once it has.
    pub reported: Option<ReportedStatistics>,
    /// What its extended report said, once it has.
    pub metrics: Option<VoipMetrics>,
}

/// What the other side reported of our stream.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReportedStatistics {
    /// Packets that did not arrive there.
    pub packets_lost: i32,
    /// The share lost in its last interval, 0…1.
    pub loss: f64,
    /// The interarrival jitter there.
    pub jitter: Duration,
}

/// From the other side to us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReceivedStatistics {
    /// The codec heard last; `None` before there is a plan.
    pub codec: Option<AudioCodec>,
    /// Its payload type.
    pub payload_type: u8,
    /// The source, once there is one.
    pub ssrc: Option<u32>,
    /// RTP packets of the source.
    pub packets: u64,
    /// Octets of payload.
    pub payload_bytes: u64,
    /// Octets with the RTP headers.
    pub bytes: u64,
    /// DTMF keys received.
    pub tones: u64,
    /// Packets that did not arrive, less duplicates.
    pub packets_lost: i64,
    /// The share lost of all that were sent, 0…1.
    pub loss: f64,
    /// Packets that came too late to be heard.
    pub packets_late: u64,
    /// Packets that came twice.
    pub packets_duplicate: u64,
    /// Packets dropped to catch up, or for want of memory.
    pub packets_discarded: u64,
    /// Datagrams that were no RTP, or that the codec could not read.
    pub packets_malformed: u64,
    /// Datagrams of sources that were not believed, or of unknown formats.
    pub packets_refused: u64,
    /// The interarrival jitter (RFC 3550 §6.4.1).
    pub jitter: Duration,
    /// The delay of play-out over the fastest packet, now.
    pub jitter_buffer: Duration,
    /// The delay aimed at.
    pub jitter_buffer_target: Duration,
    /// The share of what was heard that was made up, 0…1.
    pub concealed: f64,
    /// The share of what was heard that was restored by forward error correction, 0…1.
    pub corrected: f64,
    /// The share of what was heard that was cut out to become faster, 0…1.
    pub accelerated: f64,
    /// The share of what was heard that was put in to become slower, 0…1.
    pub expanded: f64,
    /// How what was lost or late is spread.
    pub bursts: Bursts,
}

impl AudioStatistics {
    /// The quality of what we hear; `None` before anything was heard.
    pub fn quality_received(&self) -> Option<Quality> {
        let codec = self.received.codec?;
        if self.received.packets == 0 {
            return None;
        }
        let delay = self.one_way() + self.received.jitter_buffer + PACKET;
        Some(estimate(Conditions {
            codec,
            loss: self.received.concealed,
            delay,
        }))
    }

    /// The quality of what the other side hears, as far as its reports tell.
    pub fn quality_sent(&self) -> Option<Quality> {
        let reported = self.sent.reported?;
        // Its jitter buffer is taken to hold twice the jitter.
        let delay = self.one_way() + reported.jitter * 2 + PACKET;
        Some(estimate(Conditions {
            codec: self.sent.codec?,
            loss: reported.loss,
            delay,
        }))
    }

    /// The JSON of the statistics event.
    pub fn to_json(&self) -> String {
        json!({
            "audio": {
                "direction": direction_name(self.direction),
                "round_trip_ms": self.round_trip.map(milliseconds),
                "rtcp_sent": self.rtcp_sent,
                "rtcp_received": self.rtcp_received,
                "ice": self.ice.map(IceStatistics::to_value),
                "srtp": self.srtp.map(SrtpStatistics::to_value),
                "sent": self.sent.to_value(self.quality_sent()),
                "received": self.received.to_value(self.quality_received()),
            }
        })
        .to_string()
    }

    fn one_way(&self) -> Duration {
        self.round_trip.unwrap_or_default() / 2
    }
}

/// What collecting a packet and the sound card add.
const PACKET: Duration = Duration::from_millis(30);

impl SentStatistics {
    fn to_value(&self, quality: Option<Quality>) -> Value {
        json!({
            "codec": self.codec.map(AudioCodec::name),
            "payload_type": self.payload_type,
            "clock_rate_hz": self.codec.map(AudioCodec::clock_rate_hz),
            "sample_rate_hz": self.codec.map(AudioCodec::sample_rate_hz),
            "ptime_ms": self.ptime_ms,
            "ssrc": self.ssrc,
            "remote": self.remote.map(|address| address.to_string()),
            "packets": self.packets,
            "bytes": self.bytes,
            "payload_bytes": self.payload_bytes,
            "tones": self.tones,
            "packets_lost": self.reported.map(|reported| reported.packets_lost),
            "loss_percent": self.reported.map(|reported| percent(reported.loss)),
            "jitter_ms": self.reported.map(|reported| milliseconds(reported.jitter)),
            "mos": quality.map(|quality| rounded(quality.mos)),
            "r_factor": quality.map(|quality| rounded(quality.rating)),
            "remote_report": self.metrics.map(extended::to_value),
        })
    }
}

impl ReceivedStatistics {
    fn to_value(&self, quality: Option<Quality>) -> Value {
        json!({
            "codec": self.codec.map(AudioCodec::name),
            "payload_type": self.payload_type,
            "clock_rate_hz": self.codec.map(AudioCodec::clock_rate_hz),
            "sample_rate_hz": self.codec.map(AudioCodec::sample_rate_hz),
            "ssrc": self.ssrc,
            "packets": self.packets,
            "bytes": self.bytes,
            "payload_bytes": self.payload_bytes,
            "tones": self.tones,
            "packets_lost": self.packets_lost,
            "loss_percent": percent(self.loss),
            "packets_late": self.packets_late,
            "packets_duplicate": self.packets_duplicate,
            "packets_discarded": self.packets_discarded,
            "packets_malformed": self.packets_malformed,
            "packets_refused": self.packets_refused,
            "jitter_ms": milliseconds(self.jitter),
            "jitter_buffer_ms": milliseconds(self.jitter_buffer),
            "jitter_buffer_target_ms": milliseconds(self.jitter_buffer_target),
            "concealed_percent": percent(self.concealed),
            "corrected_percent": percent(self.corrected),
            "accelerated_percent": percent(self.accelerated),
            "expanded_percent": percent(self.expanded),
            "too_late_percent": percent(self.bursts.discarded),
            "burst_loss_percent": percent(self.bursts.burst_density),
            "burst_ms": milliseconds(self.bursts.burst),
            "gap_loss_percent": percent(self.bursts.gap_density),
            "gap_ms": milliseconds(self.bursts.gap),
            "mos": quality.map(|quality| rounded(quality.mos)),
            "r_factor": quality.map(|quality| rounded(quality.rating)),
        })
    }
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::SendReceive => "sendrecv",
        Direction::SendOnly => "sendonly",
        Direction::ReceiveOnly => "recvonly",
        Direction::Inactive => "inactive",
    }
}

fn milliseconds(duration: Duration) -> f64 {
    rounded(duration.as_secs_f64() * 1000.0)
}

fn percent(share: f64) -> f64 {
    rounded(share * 100.0)
}

/// Two decimals are more than any of these is worth.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
