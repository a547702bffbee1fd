//! The spectra of speech: windows, autocorrelation, the recursion of Levinson
//! and Durbin (RFC 3951 §3.2.1…2).

use super::filters::{IDENTITY, ORDER, Polynomial, expand_bandwidth};
use super::mode::{FRAME_SAMPLES_MAX, Shape};
use super::spectrum::{Frequencies, from_polynomial};
use super::windows::{ASYMMETRIC, LAG, SYMMETRIC_HALF};

/// Samples of former frames that the windows reach back to.
const LOOK_BACK: usize = 60;
/// How far the zeros of the polynomial are moved in.
const CHIRP: f32 = 0.9025;

/// The speech so far, as far as windows reach back.
pub(super) struct Analysis {
    speech: [f32; LOOK_BACK + FRAME_SAMPLES_MAX],
}

impl Analysis {
    pub(super) const fn new() -> Self {
        Self {
            speech: [0.0; LOOK_BACK + FRAME_SAMPLES_MAX],
        }
    }

    /// The spectra of a frame; of the second where there are two the first one
    /// is earlier.
    pub(super) fn spectra(&mut self, shape: Shape, frame: &[f32]) -> [Frequencies; 2] {
        self.speech.copy_within(frame.len().., 0);
        let behind = self.speech.len() - frame.len();
        self.speech[behind..].copy_from_slice(frame);
        let newest = |place: usize| self.speech[LOOK_BACK + place] * ASYMMETRIC[place];
        let newest = spectrum(&std::array::from_fn(newest));
        if shape.is_short() {
            return [newest, newest];
        }
        let middle = |place: usize| {
            let mirrored = place.min(FRAME_SAMPLES_MAX - 1 - place);
            self.speech[place] * SYMMETRIC_HALF[mirrored]
        };
        [spectrum(&std::array::from_fn(middle)), newest]
    }
}

fn spectrum(windowed: &[f32; FRAME_SAMPLES_MAX]) -> Frequencies {
    let products: [f32; ORDER + 1] = std::array::from_fn(|lag| {
        let pairs = windowed.iter().zip(&windowed[lag..]);
        LAG[lag] * pairs.map(|(a, b)| a * b).sum::<f32>()
    });
    from_polynomial(&expand_bandwidth(&levinson_durbin(&products), CHIRP))
}

fn levinson_durbin(products: &[f32; ORDER + 1]) -> Polynomial {
    let mut polynomial = IDENTITY;
    if products[0] < f32::EPSILON {
        return polynomial;
    }
    let mut error = products[0];
    for order in 0..ORDER {
        let known = polynomial[..=order]
            .iter()
            .zip(products[1..=order + 1].iter().rev());
        let sum: f32 = known
            .map(|(coefficient, product)| coefficient * product)
            .sum();
        let reflection = -sum / error;
        error += reflection * sum;
        let before = polynomial;
        for place in 1..=order + 1 {
            polynomial[place] += reflection * before[order + 1 - place];
        }
    }
    polynomial
}
