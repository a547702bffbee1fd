//! Losses filled in pieces shorter than the frames a codec makes up.

/// The samples of the longest frame: 20 ms at 32 kHz.
const FRAME_SAMPLES_MAX: usize = 640;

/// The frame made up last, and how much of it nobody has heard.
pub(super) struct MadeUp {
    frame: [i16; FRAME_SAMPLES_MAX],
    frame_samples: usize,
    left: usize,
}

impl MadeUp {
    /// For frames of at most 20 ms at 32 kHz.
    pub(super) fn new(frame_samples: usize) -> Self {
        Self {
            frame: [0; FRAME_SAMPLES_MAX],
            frame_samples: frame_samples.min(FRAME_SAMPLES_MAX),
            left: 0,
        }
    }

    /// A packet has come: what is left is not heard.
    pub(super) fn clear(&mut self) {
        self.left = 0;
    }

    /// Fills all of `pcm`; false where `make` fails to make up a frame.
    pub(super) fn fill(
        &mut self,
        pcm: &mut [i16],
        mut make: impl FnMut(&mut [i16]) -> bool,
    ) -> bool {
        let mut rest = pcm;
        while !rest.is_empty() {
            let whole = &mut self.frame[..self.frame_samples];
            if self.left == 0 {
                if !make(whole) {
                    return false;
                }
                self.left = self.frame_samples;
            }
            let count = self.left.min(rest.len());
            let (filled, after) = rest.split_at_mut(count);
            let from = self.frame_samples - self.left;
            filled.copy_from_slice(&whole[from..from + count]);
            self.left -= count;
            rest = after;
        }
        true
    }
}
