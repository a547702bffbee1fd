//! The gains of both codebooks: conjugate-structure quantizer with prediction (§3.9, §4.1.5).

use super::filter::{Subframe, dot};
use super::pulses::level_db;
use super::tables::{GAIN_STAGE_1, GAIN_STAGE_2};

/// The prediction of the level of the fixed codebook (§3.9.1).
const PREDICTOR: [f32; 4] = [0.68, 0.58, 0.34, 0.19];

/// The mean level of the fixed codebook in dB.
const MEAN_DB: f32 = 30.0;

/// The lowest level that the prediction remembers, in dB.
const FLOOR_DB: f32 = -14.0;

/// The adaptive gain from which on a tamed loop is not fed.
const TAMED_MAX: f32 = 0.999_9;

/// Both ends' memory of how far the prediction was off, in dB, the newest first.
#[derive(Clone, Copy)]
pub(super) struct GainPredictor {
    errors_db: [f32; 4],
}

/// A pair of gains from the codebooks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gains {
    pub(super) adaptive: f32,
    pub(super) fixed: f32,
}

impl GainPredictor {
    pub(super) const fn new() -> Self {
        Self {
            errors_db: [FLOOR_DB; 4],
        }
    }

    /// What the fixed gain of `vector` is expected to be (§3.9.1).
    pub(super) fn expected(&self, vector: &Subframe) -> f32 {
        let level_db = dot(&PREDICTOR, &self.errors_db) + MEAN_DB - level_db(vector);
        10.0f32.powf(level_db / 20.0)
    }

    /// The gains of a code for `vector`.
    pub(super) fn dequantize(&mut self, code: (u8, u8), vector: &Subframe) -> Gains {
        let (adaptive, correction) = pair(code);
        let fixed = correction * self.expected(vector);
        self.remember(20.0 * correction.log10());
        Gains { adaptive, fixed }
    }

    /// A lost frame makes the prediction lower (§4.4.3).
    pub(super) fn forget(&mut self) {
        let mean = self.errors_db.iter().sum::<f32>() / 4.0;
        self.remember((mean - 4.0).max(FLOOR_DB));
    }

    fn remember(&mut self, error_db: f32) {
        self.errors_db.copy_within(..3, 1);
        self.errors_db[0] = error_db;
    }
}

/// What the choice of gains depends on: products of the target x, and the filtered vectors y and z.
pub(super) struct Match {
    yy: f32,
    zz: f32,
    xy: f32,
    xz: f32,
    yz: f32,
}

impl Match {
    pub(super) fn new(target: &Subframe, adaptive: &Subframe, fixed: &Subframe) -> Self {
        Self {
            yy: dot(adaptive, adaptive),
            zz: dot(fixed, fixed),
            xy: dot(target, adaptive),
            xz: dot(target, fixed),
            yz: dot(adaptive, fixed),
        }
    }

    /// What is minimized (§3.9.2), without the energy of the target, which is the same for all gains.
    fn error(&self, adaptive: f32, fixed: f32) -> f32 {
        adaptive * (adaptive * self.yy - 2.0 * self.xy + 2.0 * fixed * self.yz)
            + fixed * (fixed * self.zz - 2.0 * self.xz)
    }

    /// The code whose gains for `vector` give the least error, of all 128.
    pub(super) fn best(&self, expected: f32, must_hold: bool) -> (u8, u8) {
        let mut best = (f32::MAX, (0, 0));
        for first in 0..8 {
            for second in 0..16 {
                let (adaptive, correction) = pair((first, second));
                if must_hold && adaptive >= TAMED_MAX {
                    continue;
                }
                let error = self.error(adaptive, correction * expected);
                if error < best.0 {
                    best = (error, (first, second));
                }
            }
        }
        best.1
    }
}

/// The adaptive gain and the correction of the fixed one (§3.9.2).
fn pair((first, second): (u8, u8)) -> (f32, f32) {
    let first = 2 * usize::from(first & 7);
    let second = 2 * usize::from(second & 15);
    let adaptive = f32::from(GAIN_STAGE_1[first]) + f32::from(GAIN_STAGE_2[second]);
    let correction = f32::from(GAIN_STAGE_1[first + 1]) + f32::from(GAIN_STAGE_2[second + 1]);
    (adaptive / 16_384.0, correction / 8_192.0)
}
