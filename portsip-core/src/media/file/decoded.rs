//! Formats that are read a frame at a time, and what is left of a frame.

use std::io;

/// A source that decodes its frames one after the other.
pub(super) trait FrameSource {
    /// Adds the next frame's mono samples; `false` at the end. A frame may have
    /// no samples.
    fn decode_next(&mut self, samples: &mut Vec<i16>) -> io::Result<bool>;
}

/// Decoded samples that nobody has asked for yet.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    samples: Vec<i16>,
    at: usize,
}

/// Frames without samples that may follow each other: more are no sound file.
const EMPTY_FRAMES_MAX: usize = 500;

impl Decoded {
    /// Reads samples to the front of `out`: how many, 0 at the end.
    pub(super) fn read(
        &mut self,
        source: &mut impl FrameSource,
        out: &mut [i16],
    ) -> io::Result<usize> {
        for _ in 0..EMPTY_FRAMES_MAX {
            let left = &self.samples[self.at..];
            if !left.is_empty() {
                let count = left.len().min(out.len());
                out[..count].copy_from_slice(&left[..count]);
                self.at += count;
                return Ok(count);
            }
            self.clear();
            if !source.decode_next(&mut self.samples)? {
                return Ok(0);
            }
        }
        Err(io::ErrorKind::InvalidData.into())
    }

    /// Forgets them: the source was rewound.
    pub(super) fn clear(&mut self) {
        self.samples.clear();
        self.at = 0;
    }
}

/// The mean of a frame's channels; `interleaved` has whole frames.
#[cfg(feature = "compressed-files")]
pub(super) fn mix(interleaved: &[i16], channels: usize) -> impl Iterator<Item = i16> {
    interleaved.chunks_exact(channels).map(move |frame| {
        let sum: i32 = frame.iter().copied().map(i32::from).sum();
        (sum / channels as i32) as i16
    })
}
