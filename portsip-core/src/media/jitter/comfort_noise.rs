//! The noise that stands in for a speaker's silence (RFC 3389).

/// 0 dBov in samples: the mean square of a full-scale square wave.
const FULL_SCALE: f32 = 32_768.0;
/// Uniform noise of ±1 has a mean square of a third.
const UNIFORM_GAIN: f32 = 1.732_050_8;

/// Noise of a level; its spectrum falls towards the high end as a room's does.
pub(super) struct ComfortNoise {
    amplitude: f32,
    state: u32,
    low: f32,
}

impl ComfortNoise {
    /// Noise at the level of a comfort-noise payload: its first octet is the
    /// level below 0 dBov in decibels (RFC 3389 §3.1).
    pub(super) fn new(payload: &[u8]) -> Self {
        let level = f32::from(payload.first().copied().unwrap_or(127) & 0x7F);
        Self {
            amplitude: FULL_SCALE * UNIFORM_GAIN * 10.0_f32.powf(-level / 20.0),
            state: 0x9E37_79B9,
            low: 0.0,
        }
    }

    /// Fills `out`.
    pub(super) fn fill(&mut self, out: &mut [i16]) {
        for sample in out {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 17;
            self.state ^= self.state << 5;
            let white = self.state as i32 as f32 / 2_147_483_648.0;
            self.low += 0.5 * (white - self.low);
            // The low pass takes two thirds of the power.
            *sample = (self.low * 1.732_050_8 * self.amplitude) as i16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_is_that_of_the_payload() {
        for level in [30_u8, 50, 70] {
            let mut samples = [0; 8000];
            ComfortNoise::new(&[level]).fill(&mut samples);
            let sum: f32 = samples.iter().map(|&s| f32::from(s).powi(2)).sum();
            let rms = (sum / 8000.0).sqrt();
            let measured = -20.0 * (rms / FULL_SCALE).log10();
            assert!(
                (measured - f32::from(level)).abs() < 1.5,
                "{level} {measured}"
            );
        }
    }
}
