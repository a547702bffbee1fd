//! The order in which a frame's residual becomes known, starting from the
//! start state, and what each block of it is predicted from (RFC 3951 §3.6).

use std::ops::Range;

use super::codebook::{MEMORY_MAX, MEMORY_OF_STATE};
use super::mode::{FRAME_SAMPLES_MAX, SUBFRAME_SAMPLES, Shape};

/// Where the start state is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// The number of the second of its two subframes.
    pub(super) subframe: usize,
    /// The samples sent one by one begin the two subframes.
    pub(super) first: bool,
}

/// A run of samples that are coded together.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The samples.
    pub(super) samples: Range<usize>,
    /// What is known on the side it grows from.
    known: Range<usize>,
    /// The later samples are known, and it grows towards the earlier ones.
    backwards: bool,
    /// How many known samples count.
    pub(super) memory: usize,
    /// The subframe it is in.
    pub(super) subframe: usize,
}

impl Start {
    /// The samples sent one by one.
    pub(super) fn state(self, shape: Shape) -> Range<usize> {
        let pair = self.pair();
        if self.first {
            pair.start..pair.start + shape.state_samples
        } else {
            pair.end - shape.state_samples..pair.end
        }
    }

    fn pair(self) -> Range<usize> {
        (self.subframe - 1) * SUBFRAME_SAMPLES..(self.subframe + 1) * SUBFRAME_SAMPLES
    }

    /// The other samples in their order: the rest of the two subframes, what is
    /// behind them, and what is before them, backwards.
    pub(super) fn runs(self, shape: Shape) -> impl Iterator<Item = Run> {
        let (pair, state) = (self.pair(), self.state(shape));
        let rest = if self.first {
            Run {
                samples: state.end..pair.end,
                known: state,
                backwards: false,
                memory: MEMORY_OF_STATE,
                subframe: self.subframe,
            }
        } else {
            Run {
                samples: pair.start..state.start,
                known: state,
                backwards: true,
                memory: MEMORY_OF_STATE,
                subframe: self.subframe - 1,
            }
        };
        let whole =
            |subframe: usize| subframe * SUBFRAME_SAMPLES..(subframe + 1) * SUBFRAME_SAMPLES;
        let begin = pair.start;
        let behind = (self.subframe + 1..shape.subframes()).map(move |subframe| Run {
            known: begin..whole(subframe).start,
            samples: whole(subframe),
            backwards: false,
            memory: MEMORY_MAX,
            subframe,
        });
        let before = (0..self.subframe - 1).rev().map(move |subframe| Run {
            known: whole(subframe).end..shape.samples,
            samples: whole(subframe),
            backwards: true,
            memory: MEMORY_MAX,
            subframe,
        });
        std::iter::once(rest).chain(behind).chain(before)
    }
}

impl Run {
    /// What it is predicted from, the nearest sample last; what is not known is
    /// zero.
    pub(super) fn memory(&self, residual: &[f32; FRAME_SAMPLES_MAX]) -> [f32; MEMORY_MAX] {
        let mut memory = [0.0; MEMORY_MAX];
        let known = &residual[self.known.clone()];
        if self.backwards {
            for (place, sample) in memory.iter_mut().rev().zip(known) {
                *place = *sample;
            }
        } else {
            for (place, sample) in memory.iter_mut().rev().zip(known.iter().rev()) {
                *place = *sample;
            }
        }
        memory
    }

    /// Copies its samples in the order they are coded in; how many.
    pub(super) fn copy(&self, residual: &[f32], target: &mut [f32; SUBFRAME_SAMPLES]) -> usize {
        let samples = &residual[self.samples.clone()];
        let target = &mut target[..samples.len()];
        target.copy_from_slice(samples);
        if self.backwards {
            target.reverse();
        }
        target.len()
    }

    /// Writes its samples, which come in the order they are coded in.
    pub(super) fn write(&self, vector: &[f32], residual: &mut [f32]) {
        let samples = &mut residual[self.samples.clone()];
        samples.copy_from_slice(&vector[..samples.len()]);
        if self.backwards {
            samples.reverse();
        }
    }
}
