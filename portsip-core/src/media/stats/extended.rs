//! The measurements as an extended report has them (RFC 3611 §4.7), and those of
//! the other side as the statistics show them.

use std::time::Duration;

use serde_json::{Value, json};

use super::{AudioStatistics, Conditions, GAP_PACKETS_MIN, PACKET, estimate, rounded};
use crate::limits::JITTER_BUFFER_MS_MAX;
use crate::media::rtcp::{UNAVAILABLE, VoipMetrics};

/// Enhanced concealment, an adaptive jitter buffer (RFC 3611 §4.7.6).
const RECEIVER_CONFIGURATION: u8 = 0b1011_0000;
impl AudioStatistics {
    /// How the other side's voice arrives; `None` before it does.
    pub fn voip_metrics(&self) -> Option<VoipMetrics> {
        let received = &self.received;
        let heard = self.quality_received()?;
        let listening = estimate(Conditions {
            codec: received.codec?,
            loss: received.concealed,
            delay: Duration::ZERO,
        });
        let bursts = &received.bursts;
        Some(VoipMetrics {
            ssrc: received.ssrc?,
            loss_rate: in_256ths(bursts.lost),
            discard_rate: in_256ths(bursts.discarded),
            burst_density: in_256ths(bursts.burst_density),
            gap_density: in_256ths(bursts.gap_density),
            burst_ms: in_ms(bursts.burst),
            gap_ms: in_ms(bursts.gap),
            round_trip_ms: in_ms(self.round_trip.unwrap_or_default()),
            end_system_delay_ms: in_ms(received.jitter_buffer + PACKET),
            signal_level_dbm: UNAVAILABLE,
            noise_level_dbm: UNAVAILABLE,
            echo_return_loss_db: UNAVAILABLE,
            gap_packets_min: GAP_PACKETS_MIN,
            rating: heard.rating.round() as u8,
            external_rating: UNAVAILABLE,
            listening_mos_tenths: (listening.mos * 10.0).round() as u8,
            conversational_mos_tenths: (heard.mos * 10.0).round() as u8,
            receiver_configuration: RECEIVER_CONFIGURATION,
            jitter_buffer_ms: in_ms(received.jitter_buffer),
            jitter_buffer_max_ms: in_ms(received.jitter_buffer_target.max(received.jitter_buffer)),
            jitter_buffer_limit_ms: u16::try_from(JITTER_BUFFER_MS_MAX).unwrap_or(u16::MAX),
        })
    }
}

/// What the other side says of our stream, in the units of the statistics.
pub(super) fn to_value(metrics: VoipMetrics) -> Value {
    let percent = |share: u8| rounded(f64::from(share) * 100.0 / 256.0);
    let known = |value: u8| (value != UNAVAILABLE).then_some(value);
    let level = |value: u8| known(value).map(u8::cast_signed);
    // Others are to be passed over (RFC 3611 §4.7.5).
    let rating = |value: u8| (value <= 100).then_some(value);
    let mos = |tenths: u8| {
        (10..=50)
            .contains(&tenths)
            .then(|| f64::from(tenths) / 10.0)
    };
    json!({
        "loss_percent": percent(metrics.loss_rate),
        "too_late_percent": percent(metrics.discard_rate),
        "burst_loss_percent": percent(metrics.burst_density),
        "burst_ms": metrics.burst_ms,
        "gap_loss_percent": percent(metrics.gap_density),
        "gap_ms": metrics.gap_ms,
        "round_trip_ms": (metrics.round_trip_ms > 0).then_some(metrics.round_trip_ms),
        "end_system_delay_ms": metrics.end_system_delay_ms,
        "jitter_buffer_ms": metrics.jitter_buffer_ms,
        "jitter_buffer_max_ms": metrics.jitter_buffer_max_ms,
        "signal_dbm": level(metrics.signal_level_dbm),
        "noise_dbm": level(metrics.noise_level_dbm),
        "r_factor": rating(metrics.rating),
        "mos_listening": mos(metrics.listening_mos_tenths),
        "mos": mos(metrics.conversational_mos_tenths),
    })
}

fn in_256ths(share: f64) -> u8 {
    (share * 256.0).clamp(0.0, 255.0) as u8
}

fn in_ms(duration: Duration) -> u16 {
    u16::try_from(duration.as_millis()).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(rating: u8, mos_tenths: u8) -> VoipMetrics {
        VoipMetrics {
            ssrc: 1,
            loss_rate: 0,
            discard_rate: 0,
            burst_density: 0,
            gap_density: 0,
            burst_ms: 0,
            gap_ms: 0,
            round_trip_ms: 0,
            end_system_delay_ms: 0,
            signal_level_dbm: UNAVAILABLE,
            noise_level_dbm: UNAVAILABLE,
            echo_return_loss_db: UNAVAILABLE,
            gap_packets_min: GAP_PACKETS_MIN,
            rating,
            external_rating: UNAVAILABLE,
            listening_mos_tenths: mos_tenths,
            conversational_mos_tenths: mos_tenths,
            receiver_configuration: RECEIVER_CONFIGURATION,
            jitter_buffer_ms: 0,
            jitter_buffer_max_ms: 0,
            jitter_buffer_limit_ms: 0,
        }
    }

    #[test]
    fn qualities_that_there_are_not_are_passed_over() {
        for (rating, mos_tenths, expected) in [
            (0, 10, (json!(0), json!(1.0))),
            (100, 50, (json!(100), json!(5.0))),
            (101, 9, (Value::Null, Value::Null)),
            (127, 127, (Value::Null, Value::Null)),
            (255, 255, (Value::Null, Value::Null)),
        ] {
            let value = to_value(metrics(rating, mos_tenths));
            assert_eq!((value["r_factor"].clone(), value["mos"].clone()), expected);
            assert_eq!(value["mos_listening"], value["mos"]);
        }
    }
}
