//! What stands in for lost frames (GSM 06.11): the last good one again, then
//! the same ever softer on other grids, then silence.

use super::frame::{Frame, SUBFRAMES, Subframe};

/// What each lost frame takes from the block amplitudes (§6.1), some 3 dB of
/// every lost 5 ms: silence after 320 ms at the latest.
const AMPLITUDE_STEP: u8 = 4;

/// The silence frame (table 1).
const SILENCE: Frame = Frame {
    ratios: [42, 39, 21, 10, 9, 4, 3, 2],
    subframes: [Subframe {
        lag: 40,
        gain: 0,
        grid: 1,
        block_amplitude: 0,
        pulses: [3, 4, 3, 4, 4, 3, 3, 3, 3, 4, 4, 3, 3],
    }; SUBFRAMES],
};

/// The frames for what is lost.
pub(super) struct Substitution {
    last: Frame,
    /// Frames lost in a row.
    lost: u32,
    grid_seed: u32,
}

impl Default for Substitution {
    fn default() -> Self {
        Self {
            last: SILENCE,
            lost: 0,
            grid_seed: 1,
        }
    }
}

impl Substitution {
    /// A good frame has come.
    pub(super) fn handle_frame(&mut self, frame: &Frame) {
        self.last = *frame;
        self.lost = 0;
    }

    /// The frame to decode in place of one that is lost.
    pub(super) fn next_frame(&mut self) -> Frame {
        self.lost = self.lost.saturating_add(1);
        if self.lost > 1 {
            self.soften();
        }
        self.last
    }

    fn soften(&mut self) {
        if self
            .last
            .subframes
            .iter()
            .all(|subframe| subframe.block_amplitude == 0)
        {
            self.last = SILENCE;
            return;
        }
        for subframe in &mut self.last.subframes {
            subframe.block_amplitude = subframe.block_amplitude.saturating_sub(AMPLITUDE_STEP);
            self.grid_seed = self
                .grid_seed
                .wrapping_mul(1_664_525)
                .wrapping_add(1_013_904_223);
            subframe.grid = (self.grid_seed >> 30) as u8;
        }
    }
}
