//! The filters that the encoder and the decoder share.

/// The order of the linear prediction.
pub(super) const ORDER: usize = 10;

/// The samples of a frame: 10 ms.
pub(super) const FRAME: usize = 80;

/// The samples of a subframe.
pub(super) const SUBFRAME: usize = 40;

/// One subframe of any signal.
pub(super) type Subframe = [f32; SUBFRAME];

/// The coefficients a₁ … a₁₀ of A(z) = 1 + Σ aᵢ z⁻ⁱ.
pub(super) type Predictor = [f32; ORDER];

/// The last [`ORDER`] samples that left a filter, the oldest first.
pub(super) type Memory = [f32; ORDER];

/// Below it a filter's memory is emptied: arithmetic with the smallest of numbers is slow.
const INAUDIBLE: f32 = 1e-15;

/// The sum of the products of two signals.
pub(super) fn dot(left: &[f32], right: &[f32]) -> f32 {
    // Four sums side by side, which is what vector units want.
    let mut sums = [0.0f32; 4];
    let (left_fours, left_rest) = left.as_chunks::<4>();
    let (right_fours, right_rest) = right.as_chunks::<4>();
    for (left, right) in left_fours.iter().zip(right_fours) {
        for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
            *sum += left * right;
        }
    }
    let rest: f32 = left_rest.iter().zip(right_rest).map(|(l, r)| l * r).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// A(z/γ).
pub(super) fn expand(predictor: &Predictor, gamma: f32) -> Predictor {
    let mut factor = 1.0;
    predictor.map(|coefficient| {
        factor *= gamma;
        coefficient * factor
    })
}

/// A(z) over a subframe: `signal` holds [`ORDER`] samples of the past before it.
pub(super) fn residual(predictor: &Predictor, signal: &[f32; ORDER + SUBFRAME]) -> Subframe {
    let mut reversed = *predictor;
    reversed.reverse();
    std::array::from_fn(|n| signal[n + ORDER] + tap(&reversed, &signal[n..n + ORDER]))
}

/// 1/A(z) over a subframe, in place.
pub(super) fn synthesize(predictor: &Predictor, memory: &mut Memory, samples: &mut Subframe) {
    let mut reversed = *predictor;
    reversed.reverse();
    let mut output = [0.0; ORDER + SUBFRAME];
    output[..ORDER].copy_from_slice(memory);
    for (n, sample) in samples.iter_mut().enumerate() {
        *sample -= tap(&reversed, &output[n..n + ORDER]);
        output[n + ORDER] = *sample;
    }
    for (memory, sample) in memory.iter_mut().zip(&output[SUBFRAME..]) {
        *memory = if sample.abs() < INAUDIBLE {
            0.0
        } else {
            *sample
        };
    }
}

/// The products of a reversed predictor with the ten samples before one.
fn tap(reversed: &Predictor, past: &[f32]) -> f32 {
    let mut even = 0.0;
    let mut odd = 0.0;
    for (factors, samples) in reversed
        .as_chunks::<2>()
        .0
        .iter()
        .zip(past.as_chunks::<2>().0)
    {
        even += factors[0] * samples[0];
        odd += factors[1] * samples[1];
    }
    even + odd
}

/// `signal` through the filter whose impulse response is `response`, from rest.
pub(super) fn convolve(signal: &Subframe, response: &Subframe) -> Subframe {
    let mut output = [0.0; SUBFRAME];
    for (n, sample) in signal.iter().enumerate() {
        for (output, tap) in output[n..].iter_mut().zip(response) {
            *output += sample * tap;
        }
    }
    output
}

/// For each n the product of `signal` with `response` begun at n.
pub(super) fn correlate(signal: &Subframe, response: &Subframe) -> Subframe {
    std::array::from_fn(|n| dot(&signal[n..], &response[..SUBFRAME - n]))
}

/// A high-pass filter of the second order, in double precision: its poles are close to the circle.
#[derive(Clone, Copy)]
pub(super) struct HighPass {
    numerator: [f64; 3],
    denominator: [f64; 2],
    input: [f64; 2],
    output: [f64; 2],
}

impl HighPass {
    /// `H_h1` of §3.1: 140 Hz, and half the level.
    pub(super) const INPUT: Self = Self::new(
        [0.463_637_18, -0.927_247_05, 0.463_637_18],
        [-1.905_946_5, 0.911_402_4],
    );

    /// `H_h2` of §4.2.5: 100 Hz.
    pub(super) const OUTPUT: Self = Self::new(
        [0.939_805_81, -1.879_583_4, 0.939_805_81],
        [-1.933_073_5, 0.935_891_99],
    );

    const fn new(numerator: [f64; 3], denominator: [f64; 2]) -> Self {
        Self {
            numerator,
            denominator,
            input: [0.0; 2],
            output: [0.0; 2],
        }
    }

    pub(super) fn filter(&mut self, sample: f32) -> f32 {
        let input = f64::from(sample);
        let output = self.numerator[0] * input
            + self.numerator[1] * self.input[0]
            + self.numerator[2] * self.input[1]
            - self.denominator[0] * self.output[0]
            - self.denominator[1] * self.output[1];
        self.input = [input, self.input[0]];
        let kept = if output.abs() < f64::from(INAUDIBLE) {
            0.0
        } else {
            output
        };
        self.output = [kept, self.output[0]];
        output as f32
    }
}
