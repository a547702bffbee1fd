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
    /// Twice the reconstructed samples, saturated, newest first (R).
    reconstructed: [i32; 2],
    /// Pole coefficients (A).
    poles: [i32; 2],
    /// Twice the quantized differences, saturated, newest first (D): their
    /// signs adapt the coefficients, their doubles are filtered.
    differences: [i16; LANES],
    /// Zero coefficients (B).
    zeros: [i16; LANES],
}

/// Six of them count: behind these the differences are 0. As many fill a register.
const LANES: usize = 8;

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
            differences: [0; LANES],
            zeros: [0; LANES],
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
        self.reconstructed = [saturate(2 * reconstructed), self.reconstructed[0]];
        let [d1, d2, d3, d4, d5, ..] = self.differences;
        let doubled = saturate(2 * difference) as i16;
        self.differences = [doubled, d1, d2, d3, d4, d5, 0, 0];

        let mut pole_sum = 0;
        for (pole, doubled) in self.poles.iter().zip(&self.reconstructed) {
            pole_sum += (pole * doubled) >> 15;
        }
        let mut zero_sum = 0;
        for (zero, doubled) in self.zeros.iter().zip(&self.differences) {
            zero_sum += (i32::from(*zero) * i32::from(*doubled)) >> 15;
        }
        self.zero_prediction = saturate(zero_sum);
        self.prediction = saturate(saturate(pole_sum) + self.zero_prediction);
    }

    fn adapt_poles(&mut self, partial: i32) {
        let same = |earlier: i32| (earlier ^ partial) >= 0;
        let steep = saturate(self.poles[0] << 2);
        let steep = if same(self.partial[0]) {
            (-steep).min(i32::from(i16::MAX))
        } else {
            steep
        };
        let nudge = if same(self.partial[1]) { 128 } else { -128 };
        let second = leak(self.poles[1], 7) + nudge + (steep >> 7);
        let second = second.clamp(-12_288, 12_288);

        let nudge = if same(self.partial[0]) { 192 } else { -192 };
        let bound = 15_360 - second;
        let first = (leak(self.poles[0], 8) + nudge).clamp(-bound, bound);
        self.poles = [first, second];
    }

    /// The coefficients stay in 16 bits by themselves: from the last values
    /// before the edge, leaking takes away as much as the step adds.
    fn adapt_zeros(&mut self, difference: i32) {
        let step = if difference == 0 { 0 } else { 128 };
        let sign = (difference >> 31) as i16;
        for (zero, earlier) in self.zeros.iter_mut().zip(&self.differences) {
            let opposite = (earlier ^ sign) >> 15;
            let leaked = zero.wrapping_add(zero.wrapping_neg() >> 8);
            *zero = leaked.wrapping_add((step ^ opposite) - opposite);
        }
    }
}

/// A coefficient times 1 − 2⁻ˢ, rounded down as the Recommendation's product
/// with 32768 − 2¹⁵⁻ˢ in Q15 is.
fn leak(coefficient: i32, shift: i32) -> i32 {
    coefficient + (-coefficient >> shift)
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
