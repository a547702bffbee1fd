//! What the noise of a room is like, from frames in which nobody speaks.

use super::{Noise, ORDER, level_of};

/// How much of the measure a frame of 10 ms is, once there are as many.
const WEIGHT: f32 = 1.0 / 16.0;
/// Room behind what is heard that keeps the filter away from its edge, −40 dB.
const FLOOR: f32 = 1.0001;
/// Residual power above that of the best filter at which a spectrum is another
/// one: 2 dB.
const OTHER_SPECTRUM: f32 = 1.6;
/// A change of level in dB that is heard.
const OTHER_LEVEL: u8 = 3;

/// The autocorrelation of a noise, averaged over the last 160 ms.
#[derive(Debug)]
pub(in crate::media) struct NoiseAnalysis {
    /// Of one sample.
    correlation: [f32; ORDER + 1],
    frames: u32,
}

impl NoiseAnalysis {
    /// Nothing has been heard.
    pub(in crate::media) fn new() -> Self {
        Self {
            correlation: [0.0; ORDER + 1],
            frames: 0,
        }
    }

    /// Takes a frame into the measure.
    pub(in crate::media) fn hear(&mut self, frame: &[i16]) {
        self.frames = self.frames.saturating_add(1);
        let weight = WEIGHT.max(1.0 / self.frames as f32);
        let samples = frame.len().max(1) as f32;
        for (lag, correlation) in self.correlation.iter_mut().enumerate() {
            let behind = frame.get(lag..).unwrap_or(&[]);
            let products = behind.iter().zip(frame);
            let sum: f32 = products.map(|(a, b)| f32::from(*a) * f32::from(*b)).sum();
            *correlation += weight * (sum / samples - *correlation);
        }
    }

    /// Forgets what was heard.
    pub(in crate::media) fn clear(&mut self) {
        self.frames = 0;
    }

    /// What the noise is like.
    pub(in crate::media) fn noise(&self) -> Noise {
        let (reflections, _) = self.reflections();
        Noise {
            level: level_of(self.correlation[0]),
            reflections,
        }
    }

    /// Whether who hears `said` hears another noise than this one.
    pub(in crate::media) fn differs_from(&self, said: &Noise) -> bool {
        let level = level_of(self.correlation[0]);
        if level.abs_diff(said.level) >= OTHER_LEVEL {
            return true;
        }
        let (_, best) = self.reflections();
        self.residual(&said.reflections) > OTHER_SPECTRUM * best
    }

    /// The reflection coefficients (Levinson and Durbin), and the power that
    /// their filter leaves.
    fn reflections(&self) -> ([f32; ORDER], f32) {
        let mut reflections = [0.0; ORDER];
        let mut filter = [0.0; ORDER + 1];
        filter[0] = 1.0;
        let mut error = self.correlation[0] * FLOOR + 1e-3;
        for order in 1..=ORDER {
            let sum: f32 = (0..order)
                .map(|tap| filter[tap] * self.correlation[order - tap])
                .sum();
            let reflection = (-sum / error).clamp(-0.98, 0.98);
            reflections[order - 1] = reflection;
            step_up(&mut filter, order, reflection);
            error *= 1.0 - reflection * reflection;
        }
        (reflections, error)
    }

    /// The power that the filter of some coefficients leaves of this noise.
    fn residual(&self, reflections: &[f32; ORDER]) -> f32 {
        let mut filter = [0.0; ORDER + 1];
        filter[0] = 1.0;
        for (at, reflection) in reflections.iter().enumerate() {
            step_up(&mut filter, at + 1, *reflection);
        }
        let mut power = 1e-3;
        for (i, a) in filter.iter().enumerate() {
            for (j, b) in filter.iter().enumerate() {
                power += a * b * self.correlation[i.abs_diff(j)];
            }
        }
        power
    }
}

/// The prediction filter with one more reflection coefficient.
fn step_up(filter: &mut [f32; ORDER + 1], order: usize, reflection: f32) {
    let before = *filter;
    for tap in 1..=order {
        filter[tap] = before[tap] + reflection * before[order - tap];
    }
}
