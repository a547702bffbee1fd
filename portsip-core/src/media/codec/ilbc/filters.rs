//! Filters of order ten, and the high passes at both ends (RFC 3951 §3.1, §4.8).

/// The order of the short-term filters.
pub(super) const ORDER: usize = 10;

/// A polynomial whose first coefficient is 1.
pub(super) type Polynomial = [f32; ORDER + 1];

/// The polynomial that leaves everything as it is.
pub(super) const IDENTITY: Polynomial = {
    let mut polynomial = [0.0; ORDER + 1];
    polynomial[0] = 1.0;
    polynomial
};

/// What a filter keeps of a sample: in silence its poles fall for ever, below all that is
/// heard into numbers that a processor takes a hundred times as long for.
fn kept(sample: f32) -> f32 {
    if sample.abs() < 1e-15 { 0.0 } else { sample }
}

/// The last samples of a filter's one side, the newest first.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory([f32; ORDER]);

impl Memory {
    fn push(&mut self, sample: f32) {
        self.0.copy_within(..ORDER - 1, 1);
        self.0[0] = sample;
    }

    fn product(&self, polynomial: &Polynomial) -> f32 {
        let pairs = self.0.iter().zip(&polynomial[1..]);
        pairs
            .map(|(sample, coefficient)| sample * coefficient)
            .sum()
    }

    /// What the polynomial as poles makes of the next sample.
    pub(super) fn synthesise(&mut self, polynomial: &Polynomial, sample: f32) -> f32 {
        let sample = kept(sample - self.product(polynomial));
        self.push(sample);
        sample
    }

    /// What the polynomial as zeros makes of the next sample.
    pub(super) fn analyse(&mut self, polynomial: &Polynomial, sample: f32) -> f32 {
        let filtered = sample * polynomial[0] + self.product(polynomial);
        self.push(sample);
        filtered
    }

    /// What the poles alone say that the next sample is.
    pub(super) fn prediction(&self, polynomial: &Polynomial) -> f32 {
        -self.product(polynomial)
    }

    /// Filters samples by poles, in place.
    pub(super) fn synthesise_all(&mut self, polynomial: &Polynomial, samples: &mut [f32]) {
        for sample in samples {
            *sample = self.synthesise(polynomial, *sample);
        }
    }
}

/// Moves the zeros of a polynomial towards the origin.
pub(super) fn expand_bandwidth(polynomial: &Polynomial, chirp: f32) -> Polynomial {
    let mut factor = 1.0;
    polynomial.map(|coefficient| {
        let expanded = coefficient * factor;
        factor *= chirp;
        expanded
    })
}

/// A high pass of second order.
#[derive(Clone)]
pub(super) struct HighPass {
    zeros: [f32; 3],
    /// Of the poles the second and third coefficient.
    poles: [f32; 2],
    inputs: [f32; 2],
    outputs: [f32; 2],
}

impl HighPass {
    /// In front of the encoder: from 90 Hz.
    pub(super) const INPUT: Self = Self::new(
        [0.927_274_36, -1.854_494_1, 0.927_274_36],
        [-1.905_946_5, 0.911_402_4],
    );
    /// Behind the decoder: from 65 Hz.
    pub(super) const OUTPUT: Self = Self::new(
        [0.939_805_8, -1.879_583_4, 0.939_805_8],
        [-1.933_073_5, 0.935_892],
    );

    const fn new(zeros: [f32; 3], poles: [f32; 2]) -> Self {
        Self {
            zeros,
            poles,
            inputs: [0.0; 2],
            outputs: [0.0; 2],
        }
    }

    /// The next sample, filtered.
    pub(super) fn filter(&mut self, sample: f32) -> f32 {
        let filtered = kept(
            self.zeros[0] * sample
                + self.zeros[1] * self.inputs[0]
                + self.zeros[2] * self.inputs[1]
                - self.poles[0] * self.outputs[0]
                - self.poles[1] * self.outputs[1],
        );
        self.inputs = [sample, self.inputs[0]];
        self.outputs = [filtered, self.outputs[0]];
        filtered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_silence_filters_come_to_rest() {
        let polynomial =
            std::array::from_fn(|order| [1.0, -1.6, 0.7][order.min(2)] * f32::from(order < 3));
        let (mut memory, mut high_pass) = (Memory::default(), HighPass::OUTPUT);
        let mut heard = 0.0;
        for second in 0..5 {
            for sample in 0..8000 {
                let voice = f32::from((second, sample) < (0, 100)) * 1000.0;
                heard = high_pass.filter(memory.synthesise(&polynomial, voice));
                assert!(!heard.is_subnormal());
            }
        }
        let mut kept = memory.0.iter().chain(&high_pass.outputs).chain([&heard]);
        assert!(kept.all(|sample| sample.abs() < f32::MIN_POSITIVE));
    }
}
