//! The long-term predictor: what was heard a pitch period ago (GSM 06.10
//! §5.2.11…12, §5.3.2).

use super::arithmetic::{abs, mult, mult_r, norm};
use super::frame::SUBFRAME_SAMPLES;

/// The shortest and the longest lag.
const LAG_MIN: u8 = 40;
const LAG_MAX: u8 = 120;
const HISTORY: usize = LAG_MAX as usize;

/// `QLB`: the gains.
const GAINS: [i16; 4] = [3277, 11_469, 21_299, 32_767];
/// `DLB`: where one gain ends and the next begins.
const GAIN_LIMITS: [i16; 3] = [6554, 16_384, 26_214];

/// The reconstructed residual so far, and the predictor over it.
pub(super) struct LongTerm {
    /// `dp`, the oldest first.
    history: [i16; HISTORY],
    /// `nrp`: the last lag received.
    lag: u8,
}

impl Default for LongTerm {
    fn default() -> Self {
        Self {
            history: [0; HISTORY],
            lag: LAG_MIN,
        }
    }
}

impl LongTerm {
    /// The lag and the code of the gain that predict `residual` best.
    pub(super) fn analyse(&self, residual: &[i16; SUBFRAME_SAMPLES]) -> (u8, u8) {
        let peak = residual
            .iter()
            .fold(0, |peak, sample| abs(*sample).max(peak));
        let headroom = match peak {
            0 => 0,
            peak => norm(i32::from(peak) << 16),
        };
        let shift = 6_u32.saturating_sub(headroom);
        let scaled = residual.map(|sample| i32::from(sample >> shift));
        let (mut lag, mut greatest) = (LAG_MIN, 0);
        for candidate in LAG_MIN..=LAG_MAX {
            let pairs = scaled.iter().zip(self.past(candidate));
            let likeness: i32 = pairs.map(|(a, b)| a * i32::from(*b)).sum();
            if likeness > greatest {
                (lag, greatest) = (candidate, likeness);
            }
        }
        (lag, self.gain(lag, greatest << 1 >> (6 - shift)))
    }

    fn gain(&self, lag: u8, likeness: i32) -> u8 {
        let squares = self.past(lag).iter().map(|sample| {
            let scaled = i32::from(sample >> 3);
            scaled * scaled
        });
        let power = squares.sum::<i32>() << 1;
        if likeness <= 0 {
            return 0;
        }
        if likeness >= power {
            return 3;
        }
        let shift = norm(power);
        let likeness = (likeness << shift >> 16) as i16;
        let power = (power << shift >> 16) as i16;
        let below = |limit: &i16| likeness <= mult(power, *limit);
        GAIN_LIMITS.iter().position(below).unwrap_or(3) as u8
    }

    /// What a lag and a code of a gain predict.
    pub(super) fn predict(&self, lag: u8, gain: u8) -> [i16; SUBFRAME_SAMPLES] {
        let gain = GAINS[usize::from(gain & 3)];
        let mut prediction = [0; SUBFRAME_SAMPLES];
        for (predicted, past) in prediction.iter_mut().zip(self.past(lag)) {
            *predicted = mult_r(gain, *past);
        }
        prediction
    }

    /// The lag to use for a received one: outside the range the last one.
    pub(super) fn receive_lag(&mut self, lag: u8) -> u8 {
        if (LAG_MIN..=LAG_MAX).contains(&lag) {
            self.lag = lag;
        }
        self.lag
    }

    /// Takes the reconstructed residual of a subframe.
    pub(super) fn remember(&mut self, residual: &[i16; SUBFRAME_SAMPLES]) {
        self.history.copy_within(SUBFRAME_SAMPLES.., 0);
        self.history[HISTORY - SUBFRAME_SAMPLES..].copy_from_slice(residual);
    }

    /// The subframe `lag` samples ago.
    fn past(&self, lag: u8) -> &[i16] {
        let start = HISTORY - usize::from(lag.clamp(LAG_MIN, LAG_MAX));
        &self.history[start..start + SUBFRAME_SAMPLES]
    }
}
