//! The codebook of a block: stretches of what is known, stretches of the same
//! repeated sooner than they are long, and both of it filtered (RFC 3951
//! §3.6.3), and the gains they are added with.

use super::frame::{Block, STAGES};
use super::mode::SUBFRAME_SAMPLES;
use super::tables::{CODEBOOK_FILTER, FIRST_GAINS, SECOND_GAINS, THIRD_GAINS};

/// Known samples that whole subframes are predicted from.
pub(super) const MEMORY_MAX: usize = 147;
/// Known samples that the rest of the start state is predicted from.
pub(super) const MEMORY_OF_STATE: usize = 85;
/// The shortest and the longest lag at which a stretch is repeated.
const LAG_MIN: usize = 20;
pub(super) const LAGS: usize = SUBFRAME_SAMPLES - LAG_MIN;
/// Samples of the fade from one repetition to the next.
const FADE: usize = 5;

/// The codebook for vectors of one length.
pub(super) struct Codebook {
    /// The known samples, and the same filtered; the nearest is the last.
    halves: [[f32; MEMORY_MAX]; 2],
    memory: usize,
    length: usize,
}

impl Codebook {
    /// Of the last `memory` samples known, for vectors of `length`.
    pub(super) fn new(known: &[f32; MEMORY_MAX], memory: usize, length: usize) -> Self {
        let mut plain = [0.0; MEMORY_MAX];
        plain[MEMORY_MAX - memory..].copy_from_slice(&known[MEMORY_MAX - memory..]);
        // What is filtered may look before the memory and behind it: nothing is there.
        let filtered = std::array::from_fn(|place| {
            let taps = CODEBOOK_FILTER.iter().rev().enumerate();
            taps.map(|(tap, weight)| {
                let from = (place + tap).checked_sub(CODEBOOK_FILTER.len() / 2 - 1);
                let sample = from.and_then(|from| plain.get(from)).copied();
                sample.unwrap_or(0.0) * weight
            })
            .sum()
        });
        Self {
            halves: [plain, filtered],
            memory,
            length,
        }
    }

    /// Whole stretches in each half.
    pub(super) const fn stretches(&self) -> usize {
        self.memory - self.length + 1
    }

    /// Vectors in each half; only whole subframes may be repeated sooner.
    pub(super) const fn half(&self) -> usize {
        if self.length == SUBFRAME_SAMPLES {
            self.stretches() + LAGS
        } else {
            self.stretches()
        }
    }

    /// Writes a vector; of a number above all the last.
    pub(super) fn vector(&self, number: usize, out: &mut [f32; SUBFRAME_SAMPLES]) {
        let number = number.min(2 * self.half() - 1);
        let samples = &self.halves[number / self.half()];
        let number = number % self.half();
        if number < self.stretches() {
            let start = MEMORY_MAX - self.length - number;
            out[..self.length].copy_from_slice(&samples[start..start + self.length]);
        } else {
            repeat(samples, number - self.stretches() + LAG_MIN, out);
        }
    }
}

/// The last `lag` samples and then those again, faded into what was before them.
fn repeat(samples: &[f32; MEMORY_MAX], lag: usize, out: &mut [f32; SUBFRAME_SAMPLES]) {
    let (once, twice) = (MEMORY_MAX - lag, MEMORY_MAX - 2 * lag);
    out[..lag].copy_from_slice(&samples[once..]);
    for step in 1..FADE {
        let place = lag - FADE + step;
        let weight = step as f32 / FADE as f32;
        out[place] = (1.0 - weight) * samples[once + place] + weight * samples[twice + place];
    }
    let rest = SUBFRAME_SAMPLES - lag;
    out[lag..].copy_from_slice(&samples[once..once + rest]);
}

/// The quantisers of the gains of the stages.
const GAINS: [&[f32]; STAGES] = [&FIRST_GAINS, &SECOND_GAINS, &THIRD_GAINS];

/// What the gain of a stage is measured in, given that of the stage before.
fn scale(stage: usize, before: f32) -> f32 {
    if stage == 0 {
        1.0
    } else {
        before.abs().max(0.1)
    }
}

/// The number of the gain nearest to a wished one, and the gain.
pub(super) fn quantise_gain(stage: usize, wished: f32, before: f32) -> (u8, f32) {
    let scale = scale(stage, before);
    let mut best = (0, f32::MAX);
    for (number, gain) in GAINS[stage].iter().enumerate() {
        let distance = (wished - scale * gain).abs();
        if distance < best.1 {
            best = (number, distance);
        }
    }
    (best.0 as u8, scale * GAINS[stage][best.0])
}

/// The sum of the vectors of a block by their gains.
pub(super) fn construct(codebook: &Codebook, block: Block) -> [f32; SUBFRAME_SAMPLES] {
    let mut sum = [0.0; SUBFRAME_SAMPLES];
    let mut vector = [0.0; SUBFRAME_SAMPLES];
    let mut gain = 1.0;
    for (stage, gains) in GAINS.iter().enumerate() {
        let number = usize::from(block.gains[stage]) % gains.len();
        gain = scale(stage, gain) * gains[number];
        codebook.vector(usize::from(block.vectors[stage]), &mut vector);
        for (sum, sample) in sum.iter_mut().zip(&vector) {
            *sum += gain * sample;
        }
    }
    sum
}
