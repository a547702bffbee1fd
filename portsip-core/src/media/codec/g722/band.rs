//! One band's adaptive predictor and step size (G.722 §§3.3–3.6), the same for
//! both bands and for both directions.

use super::tables::{ILB, QM2, QM4, WH, WL};

/// What both sides of one band keep between samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    /// The predicted sample (S).
    pub(super) prediction: i32,
    /// The quantizer's step (DET).
    pub(super) step: i32,
    /// The logarithm of the step (NB).
    log_step: i32,
    /// The part of the prediction by the zeros (SZ).
    zero_prediction: i32,
    /// Partially reconstructed samples, newest first (P).
    partial: [i32; 2],
    /// Reconstructed samples, newest first (R).
    reconstructed: [i32; 2],
    /// Pole coefficients (A).
    poles: [i32; 2],
    /// Quantized differences, newest first (D).
    differences: [i32; 6],
    /// Zero coefficients (B).
    zeros: [i32; 6],
}

/// Clips to 16 bits.
pub(super) fn saturate(value: i32) -> i32 {
    value.clamp(i32::from(i16::MIN), i32::from(i16::MAX))
}

impl Band {
    /// The lower band at rest.
    pub(super) const LOWER: Self = Self::at_rest(32);
    /// The higher band at rest.
    pub(super) const HIGHER: Self = Self::at_rest(8);

    const fn at_rest(step: i32) -> Self {
        Self {
            prediction: 0,
            step,
            log_step: 0,
            zero_prediction: 0,
            partial: [0; 2],
            reconstructed: [0; 2],
            poles: [0; 2],
            differences: [0; 6],
            zeros: [0; 6],
        }
    }

    /// Follows the lower band's 4-bit code (blocks 2L to 4L).
    pub(super) fn adapt_lower(&mut self, code: usize) {
        let code = code & 15;
        let difference = (self.step * QM4[code]) >> 15;
        self.log_step = (((self.log_step * 127) >> 7) + WL[code]).clamp(0, 18_432);
        self.step = step_of(self.log_step, 8);
        self.predict(difference);
    }

    /// Follows the higher band's 2-bit code (blocks 2H to 4H); its difference.
    pub(super) fn adapt_higher(&mut self, code: usize) -> i32 {
        let code = code & 3;
        let difference = (self.step * QM2[code]) >> 15;
        self.log_step = (((self.log_step * 127) >> 7) + WH[code]).clamp(0, 22_528);
        self.step = step_of(self.log_step, 10);
        self.predict(difference);
        difference
    }

    /// Adapts the predictor to a quantized difference and predicts the next
    /// sample (block 4: RECONS, PARREC, UPPOL2, UPPOL1, UPZERO, FILTEP, FILTEZ, PREDIC).
    fn predict(&mut self, difference: i32) {
        let reconstructed = saturate(self.prediction + difference);
        let partial = saturate(self.zero_prediction + difference);
        self.adapt_poles(partial);
        self.adapt_zeros(difference);

        self.partial = [partial, self.partial[0]];
        self.reconstructed = [reconstructed, self.reconstructed[0]];
        self.differences.copy_within(..5, 1);
        self.differences[0] = difference;

        let filter = |coefficient: i32, sample: i32| (coefficient * saturate(2 * sample)) >> 15;
        let pole_prediction = saturate(
            filter(self.poles[0], self.reconstructed[0])
                + filter(self.poles[1], self.reconstructed[1]),
        );
        let zero_sum: i32 = self
            .zeros
            .iter()
            .zip(&self.differences)
            .map(|(zero, difference)| filter(*zero, *difference))
            .sum();
        self.zero_prediction = saturate(zero_sum);
        self.prediction = saturate(pole_prediction + self.zero_prediction);
    }

    fn adapt_poles(&mut self, partial: i32) {
        let same = |earlier: i32| (earlier < 0) == (partial < 0);
        let steep = saturate(self.poles[0] << 2);
        let steep = if same(self.partial[0]) {
            (-steep).min(i32::from(i16::MAX))
        } else {
            steep
        };
        let nudge = if same(self.partial[1]) { 128 } else { -128 };
        let second = ((self.poles[1] * 32_512) >> 15) + nudge + (steep >> 7);
        let second = second.clamp(-12_288, 12_288);

        let nudge = if same(self.partial[0]) { 192 } else { -192 };
        let bound = 15_360 - second;
        let first = (((self.poles[0] * 32_640) >> 15) + nudge).clamp(-bound, bound);
        self.poles = [first, second];
    }

    fn adapt_zeros(&mut self, difference: i32) {
        let step = if difference == 0 { 0 } else { 128 };
        for (zero, earlier) in self.zeros.iter_mut().zip(&self.differences) {
            let same = (*earlier < 0) == (difference < 0);
            let nudge = if same { step } else { -step };
            *zero = saturate(((*zero * 32_640) >> 15) + nudge);
        }
    }
}

/// The step of a logarithm (SCALEL, SCALEH).
fn step_of(log_step: i32, shift: i32) -> i32 {
    let mantissa = ILB[((log_step >> 6) & 31) as usize];
    let exponent = shift - (log_step >> 11);
    let step = if exponent < 0 {
        mantissa << -exponent
    } else {
        mantissa >> exponent
    };
    step << 2
}
