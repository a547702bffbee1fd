//! The noise that fills silence (§B.4.4), and the pulses that a lost frame gets (§4.4.4).

use super::filter::{SUBFRAME, Subframe, dot};
use super::pulses::Pulses;
use super::tables::SID_GAIN;

/// A generator of pseudo-random 16-bit words (§4.4.4).
#[derive(Clone, Copy)]
pub(super) struct Noise(u16);

impl Noise {
    pub(super) const fn new() -> Self {
        Self(21_845)
    }

    /// Four pulses anywhere.
    pub(super) fn pulses(&mut self) -> Pulses {
        Pulses {
            positions: self.next() & 0x1FFF,
            signs: (self.next() & 15) as u8,
        }
    }

    /// White noise whose root mean square is `level`.
    pub(super) fn white(&mut self, level: f32) -> Subframe {
        // The sum of several is close to a Gaussian.
        let noise: Subframe =
            std::array::from_fn(|_| (0..6).map(|_| f32::from(self.next().cast_signed())).sum());
        let scale = level * (SUBFRAME as f32 / dot(&noise, &noise).max(1.0)).sqrt();
        noise.map(|sample| sample * scale)
    }

    fn next(&mut self) -> u16 {
        self.0 = self.0.wrapping_mul(31_821).wrapping_add(13_849);
        self.0
    }
}

/// The level of a silence frame.
pub(super) fn level(gain: u8) -> f32 {
    f32::from(SID_GAIN[usize::from(gain & 31)]) / 8.0
}
