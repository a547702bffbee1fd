//! Sound from what a payload says: white noise through the all-pole lattice of
//! its reflection coefficients (RFC 3389 §3.2).

use super::{Noise, ORDER};

/// Uniform noise of ±1 has a mean square of a third.
const UNIFORM_GAIN: f32 = 1.732_050_8;
/// Samples between two steps towards a new noise.
const STEP_SAMPLES: usize = 40;
/// How much of the way a step goes: in 50 ms at 8 kHz it is nearly there.
const STEP_WEIGHT: f32 = 0.25;

/// A source of noise; a new noise is faded to.
#[derive(Debug)]
pub(in crate::media) struct NoiseGenerator {
    target: Option<Noise>,
    reflections: [f32; ORDER],
    root_mean_square: f32,
    /// The lattice's backward signals.
    delayed: [f32; ORDER],
    random: u32,
    audible: bool,
}

impl NoiseGenerator {
    /// Silence, until a noise is set.
    pub(in crate::media) fn new() -> Self {
        Self {
            target: None,
            reflections: [0.0; ORDER],
            root_mean_square: 0.0,
            delayed: [0.0; ORDER],
            random: 0x9E37_79B9,
            audible: true,
        }
    }

    /// Takes what a payload says; after silence it is heard at once.
    pub(in crate::media) fn set(&mut self, noise: Noise) {
        if self.target.replace(noise).is_none() {
            self.reflections = noise.reflections;
            self.root_mean_square = noise.root_mean_square();
            self.delayed = [0.0; ORDER];
        }
    }

    /// There is no noise.
    pub(in crate::media) fn clear(&mut self) {
        self.target = None;
    }

    /// Whether there is one.
    pub(in crate::media) fn is_set(&self) -> bool {
        self.target.is_some()
    }

    /// Whether it is heard; else there is silence in its place.
    pub(in crate::media) fn set_audible(&mut self, audible: bool) {
        self.audible = audible;
    }

    /// Fills `out`.
    pub(in crate::media) fn fill(&mut self, out: &mut [i16]) {
        let Some(target) = self.target.filter(|_| self.audible) else {
            out.fill(0);
            return;
        };
        for part in out.chunks_mut(STEP_SAMPLES) {
            self.approach(&target);
            let gain = self.excitation_gain();
            for sample in part {
                *sample = self.next(gain) as i16;
            }
        }
    }

    /// Coefficients between those of two stable filters are stable too.
    fn approach(&mut self, target: &Noise) {
        for (reflection, wanted) in self.reflections.iter_mut().zip(target.reflections) {
            *reflection += STEP_WEIGHT * (wanted - *reflection);
        }
        self.root_mean_square += STEP_WEIGHT * (target.root_mean_square() - self.root_mean_square);
    }

    /// The filter adds power: each coefficient 1 / (1 − k²).
    fn excitation_gain(&self) -> f32 {
        let passed: f32 = self.reflections.iter().map(|k| 1.0 - k * k).product();
        self.root_mean_square * UNIFORM_GAIN * passed.sqrt()
    }

    fn next(&mut self, gain: f32) -> f32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 17;
        self.random ^= self.random << 5;
        let mut forward = self.random as i32 as f32 / 2_147_483_648.0 * gain;
        for stage in (0..ORDER).rev() {
            let reflection = self.reflections[stage];
            forward -= reflection * self.delayed[stage];
            let backward = self.delayed[stage] + reflection * forward;
            if let Some(next) = self.delayed.get_mut(stage + 1) {
                *next = backward;
            }
        }
        self.delayed[0] = forward;
        forward
    }
}

#[cfg(test)]
mod tests {
    use super::super::FULL_SCALE;
    use super::*;

    #[test]
    fn the_level_is_that_of_the_payload() {
        for level in [30_u8, 50, 70] {
            let mut samples = [0; 8000];
            let mut generator = NoiseGenerator::new();
            generator.set(Noise::read(&[level]));
            generator.fill(&mut samples);
            let sum: f32 = samples.iter().map(|&s| f32::from(s).powi(2)).sum();
            let rms = (sum / 8000.0).sqrt();
            let measured = -20.0 * (rms / FULL_SCALE).log10();
            assert!(
                (measured - f32::from(level)).abs() < 1.5,
                "{level} {measured}"
            );
        }
    }

    #[test]
    fn silence_is_silent_and_so_is_what_is_not_to_be_heard() {
        let mut samples = [1; 160];
        let mut generator = NoiseGenerator::new();
        generator.set(Noise::read(&[127]));
        generator.fill(&mut samples);
        assert_eq!(samples, [0; 160]);
        generator.set(Noise::read(&[30]));
        generator.set_audible(false);
        generator.fill(&mut samples);
        assert_eq!(samples, [0; 160]);
    }
}
