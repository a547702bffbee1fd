//! Sound made up for a lost frame of a codec that knows only whole frames: it
//! is asked for in pieces of 10 ms.

/// The longest frame: 30 ms at 8 kHz.
const FRAME_SAMPLES_MAX: usize = 240;

/// What of it was not given out yet.
pub(super) struct MadeSound {
    samples: [i16; FRAME_SAMPLES_MAX],
    /// The first sample that was not given out, counted from behind the last.
    left: usize,
}

impl Default for MadeSound {
    fn default() -> Self {
        Self {
            samples: [0; FRAME_SAMPLES_MAX],
            left: 0,
        }
    }
}

impl MadeSound {
    /// Moves sound to the front of `pcm`; how many samples.
    pub(super) fn take(&mut self, pcm: &mut [i16]) -> usize {
        let waiting = &self.samples[FRAME_SAMPLES_MAX - self.left..];
        let count = waiting.len().min(pcm.len());
        pcm[..count].copy_from_slice(&waiting[..count]);
        self.left -= count;
        count
    }

    /// Takes the sound of a frame, 30 ms at most.
    pub(super) fn put(&mut self, made: &[i16]) {
        self.left = made.len().min(FRAME_SAMPLES_MAX);
        let made = &made[made.len() - self.left..];
        self.samples[FRAME_SAMPLES_MAX - self.left..].copy_from_slice(made);
    }

    /// A frame has come: what was made is not wanted any more.
    pub(super) fn clear(&mut self) {
        self.left = 0;
    }
}
