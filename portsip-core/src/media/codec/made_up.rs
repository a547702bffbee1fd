//! Losses filled in pieces shorter than the frames a codec makes up.

/// The samples of the longest frame: 20 ms at 32 kHz.
const FRAME_SAMPLES_MAX: usize = 640;

/// The frame made up last, and how much of it nobody has heard.
pub(super) struct MadeUp {
    frame: [i16; FRAME_SAMPLES_MAX],
    /// What is left of it lies between the two.
    from: usize,
    end: usize,
}

impl Default for MadeUp {
    fn default() -> Self {
        Self {
            frame: [0; FRAME_SAMPLES_MAX],
            from: 0,
            end: 0,
        }
    }
}

impl MadeUp {
    /// A packet has come: what is left is not heard.
    pub(super) fn clear(&mut self) {
        self.from = self.end;
    }

    /// Fills all of `pcm` with frames of so many samples, 640 at most; false where `make`
    /// fails to make up one.
    pub(super) fn fill(
        &mut self,
        pcm: &mut [i16],
        frame_samples: usize,
        mut make: impl FnMut(&mut [i16]) -> bool,
    ) -> bool {
        let mut rest = pcm;
        while !rest.is_empty() {
            if self.from == self.end {
                let whole = &mut self.frame[..frame_samples.clamp(1, FRAME_SAMPLES_MAX)];
                if !make(whole) {
                    return false;
                }
                (self.from, self.end) = (0, whole.len());
            }
            let count = (self.end - self.from).min(rest.len());
            let (filled, after) = rest.split_at_mut(count);
            filled.copy_from_slice(&self.frame[self.from..self.from + count]);
            self.from += count;
            rest = after;
        }
        true
    }
}
