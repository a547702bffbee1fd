//! The two lengths of a frame and what follows from them (RFC 3951 §2, §3).

use crate::plan::IlbcMode;

/// Samples of a subframe.
pub(super) const SUBFRAME_SAMPLES: usize = 40;
/// Subframes of the longest frame.
pub(super) const SUBFRAMES_MAX: usize = 6;
/// Samples of the longest frame.
pub(super) const FRAME_SAMPLES_MAX: usize = SUBFRAMES_MAX * SUBFRAME_SAMPLES;
/// Octets of the longest frame.
pub(super) const FRAME_BYTES_MAX: usize = 50;
/// Samples sent one by one in the longest frame.
pub(super) const STATE_SAMPLES_MAX: usize = 58;

/// What a mode fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Samples of a frame.
    pub(super) samples: usize,
    /// Octets of a frame.
    pub(super) bytes: usize,
    /// Spectra of a frame.
    pub(super) spectra: usize,
    /// Samples of the start state that are sent one by one.
    pub(super) state_samples: usize,
}

impl Shape {
    pub(super) const fn of(mode: IlbcMode) -> Self {
        match mode {
            IlbcMode::Ms20 => Self {
                samples: 160,
                bytes: 38,
                spectra: 1,
                state_samples: 57,
            },
            IlbcMode::Ms30 => Self {
                samples: FRAME_SAMPLES_MAX,
                bytes: FRAME_BYTES_MAX,
                spectra: 2,
                state_samples: STATE_SAMPLES_MAX,
            },
        }
    }

    /// Subframes of a frame.
    pub(super) const fn subframes(self) -> usize {
        self.samples / SUBFRAME_SAMPLES
    }

    /// The samples of a payload of whole frames; 0 for another.
    pub(super) const fn samples_in(self, payload: &[u8]) -> usize {
        if payload.len().is_multiple_of(self.bytes) {
            payload.len() / self.bytes * self.samples
        } else {
            0
        }
    }

    /// Whether frames have 20 ms.
    pub(super) const fn is_short(self) -> bool {
        self.spectra == 1
    }
}
