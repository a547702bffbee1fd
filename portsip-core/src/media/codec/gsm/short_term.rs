//! The short-term lattice filters (GSM 06.10 §5.2.10, §5.3.4).

use super::arithmetic::mult_r;
use super::frame::{FRAME_SAMPLES, ORDER};
use super::log_area_ratios::{decode, glide};

/// From speech to the residual.
#[derive(Default)]
pub(super) struct AnalysisFilter {
    ratios: [i16; ORDER],
    /// `u`: what waits in the lattice.
    lattice: [i16; ORDER],
}

impl AnalysisFilter {
    /// Filters a frame in place by the coded ratios.
    pub(super) fn filter(&mut self, codes: [u8; ORDER], samples: &mut [i16; FRAME_SAMPLES]) {
        let ratios = decode(codes);
        for (stretch, reflections) in glide(self.ratios, ratios) {
            for sample in &mut samples[stretch] {
                let (mut forward, mut delayed) = (*sample, *sample);
                for (state, reflection) in self.lattice.iter_mut().zip(reflections) {
                    let backward = state.saturating_add(mult_r(reflection, forward));
                    forward = forward.saturating_add(mult_r(reflection, *state));
                    *state = delayed;
                    delayed = backward;
                }
                *sample = forward;
            }
        }
        self.ratios = ratios;
    }
}

/// From the residual to speech.
#[derive(Default)]
pub(super) struct SynthesisFilter {
    ratios: [i16; ORDER],
    /// `v`: what waits in the lattice.
    lattice: [i16; ORDER + 1],
}

impl SynthesisFilter {
    /// Filters a frame in place by the coded ratios.
    pub(super) fn filter(&mut self, codes: [u8; ORDER], samples: &mut [i16; FRAME_SAMPLES]) {
        let ratios = decode(codes);
        for (stretch, reflections) in glide(self.ratios, ratios) {
            for sample in &mut samples[stretch] {
                let mut forward = *sample;
                for (place, reflection) in reflections.into_iter().enumerate().rev() {
                    let state = self.lattice[place];
                    forward = forward.saturating_sub(mult_r(reflection, state));
                    self.lattice[place + 1] = state.saturating_add(mult_r(reflection, forward));
                }
                self.lattice[0] = forward;
                *sample = forward;
            }
        }
        self.ratios = ratios;
    }
}
