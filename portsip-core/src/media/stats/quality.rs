//! An estimate of conversational quality by the E-model (ITU-T G.107, and
//! G.107.1 for wideband), with all but delay, loss and codec at its defaults.

use std::time::Duration;

use crate::plan::AudioCodec;

/// What is known of one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conditions {
    /// The codec.
    pub codec: AudioCodec,
    /// The share of sound that did not arrive in time, 0…1.
    pub loss: f64,
    /// From mouth to ear.
    pub delay: Duration,
}

/// The estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// The transmission rating R on the narrowband scale, 0…100.
    pub rating: f64,
    /// The mean opinion score, 1…4.5, among listeners used to the codec's
    /// bandwidth.
    pub mos: f64,
}

/// How a codec suffers.
struct Impairment {
    /// The rating of a perfect connection of the codec's bandwidth.
    rating_max: f64,
    /// Ie: what the codec costs without loss (ITU-T G.113).
    equipment: f64,
    /// Bpl: how well its concealment bears random loss, in percent.
    loss_robustness: f64,
}

/// Estimates the quality of one direction.
pub fn estimate(conditions: Conditions) -> Quality {
    let impairment = impairment_of(conditions.codec);
    let loss_percent = conditions.loss.clamp(0.0, 1.0) * 100.0;
    // G.107 §7.5 with random loss (BurstR = 1).
    let equipment = impairment.equipment
        + (95.0 - impairment.equipment) * loss_percent
            / (loss_percent + impairment.loss_robustness);
    let rating = impairment.rating_max - delay_impairment(conditions.delay) - equipment;
    let scaled = (rating * NARROWBAND_MAX / impairment.rating_max).clamp(0.0, 100.0);
    Quality {
        rating: scaled,
        mos: mos(scaled),
    }
}

const NARROWBAND_MAX: f64 = 93.2;
const WIDEBAND_MAX: f64 = 129.0;

/// G.113 appendix I for G.711 with concealment, G.113 appendix IV for G.722 at
/// 64 kbit/s and AMR-WB at 23.85 kbit/s, appendix I for AMR at 12.2 kbit/s and
/// G.729 Annex A. GSM full rate bears loss as the enhanced full rate. iLBC and Opus
/// have no value there: iLBC is put beside G.729, bearing loss better as its frames
/// stand alone; Opus at voice rates a little above the best wideband codec, its
/// redundancy bearing loss as G.711's concealment does.
fn impairment_of(codec: AudioCodec) -> Impairment {
    let (rating_max, equipment, loss_robustness) = match codec {
        AudioCodec::Pcmu | AudioCodec::Pcma => (NARROWBAND_MAX, 0.0, 25.1),
        AudioCodec::G722 => (WIDEBAND_MAX, 13.0, 14.0),
        AudioCodec::G729 => (NARROWBAND_MAX, 11.0, 19.0),
        AudioCodec::Gsm => (NARROWBAND_MAX, 20.0, 10.0),
        AudioCodec::Ilbc => (NARROWBAND_MAX, 11.0, 32.0),
        AudioCodec::Opus => (WIDEBAND_MAX, 3.0, 25.0),
        AudioCodec::AmrNb => (NARROWBAND_MAX, 5.0, 10.0),
        AudioCodec::SpeexNarrow => (NARROWBAND_MAX, 11.0, 15.0),
        AudioCodec::SpeexWide | AudioCodec::SpeexUltra => (WIDEBAND_MAX, 15.0, 15.0),
        AudioCodec::AmrWb => (WIDEBAND_MAX, 8.0, 4.9),
    };
    Impairment {
        rating_max,
        equipment,
        loss_robustness,
    }
}

/// The common simplification of G.107 §7.4 for a connection without echo.
fn delay_impairment(delay: Duration) -> f64 {
    let ms = delay.as_secs_f64() * 1000.0;
    0.024 * ms + 0.11 * (ms - 177.3).max(0.0)
}

/// G.107 annex B.
fn mos(rating: f64) -> f64 {
    if rating <= 0.0 {
        return 1.0;
    }
    let score = 1.0 + 0.035 * rating + rating * (rating - 60.0) * (100.0 - rating) * 7e-6;
    score.clamp(1.0, 4.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mos_of(codec: AudioCodec, loss: f64, delay_ms: u64) -> f64 {
        let delay = Duration::from_millis(delay_ms);
        estimate(Conditions { codec, loss, delay }).mos
    }

    #[test]
    fn the_known_points_of_the_model_are_met() {
        let clean = mos_of(AudioCodec::Pcmu, 0.0, 0);
        assert!((clean - 4.41).abs() < 0.01, "{clean}");
        let far = mos_of(AudioCodec::Pcmu, 0.0, 400);
        assert!((2.9..3.3).contains(&far), "{far}");
        let lossy = mos_of(AudioCodec::Pcma, 0.05, 0);
        assert!((3.8..4.1).contains(&lossy), "{lossy}");
    }

    #[test]
    fn quality_falls_with_loss_and_delay_and_stays_in_range() {
        for &codec in AudioCodec::ALL {
            let mut last = 5.0;
            for step in 0..=10 {
                let score = mos_of(codec, f64::from(step) / 10.0, step as u64 * 100);
                assert!(score <= last && (1.0..=4.5).contains(&score));
                last = score;
            }
        }
    }
}
