//! The search for the vectors of a block (RFC 3951 §3.6.4).

use std::ops::Range;

use super::codebook::{Codebook, LAGS, MEMORY_MAX, quantise_gain};
use super::filters::{Memory, Polynomial};
use super::frame::{Block, STAGES};
use super::mode::SUBFRAME_SAMPLES;
use super::tables::FIRST_GAINS;

/// A gain above is not used.
const GAIN_MAX: f32 = 1.3;
/// Vectors of the filtered half that are tried around the best of the other.
const NEIGHBOURS: usize = 34;

/// What is to be coded.
pub(super) struct Target<'t> {
    /// Its samples, in the order they are coded in.
    pub(super) samples: &'t [f32],
    /// What is known before them, the nearest last.
    pub(super) known: &'t [f32; MEMORY_MAX],
    /// How much of that counts.
    pub(super) memory: usize,
    /// The filter by which differences are weighted.
    pub(super) weighting: &'t Polynomial,
    /// The stretches tried in each stage.
    pub(super) ranges: [usize; STAGES],
}

/// The vector that fits best so far.
#[derive(Clone, Copy)]
struct Best {
    number: usize,
    measure: f32,
    gain: f32,
}

/// Codes a target.
pub(super) fn search(target: &Target<'_>) -> Block {
    let length = target.samples.len();
    let mut filter = Memory::default();
    let mut known = *target.known;
    let counting = &mut known[MEMORY_MAX - target.memory..];
    filter.synthesise_all(target.weighting, counting);
    let codebook = Codebook::new(&known, target.memory, length);
    let mut wanted = [0.0; SUBFRAME_SAMPLES];
    wanted[..length].copy_from_slice(target.samples);
    filter.synthesise_all(target.weighting, &mut wanted[..length]);

    let energy_wanted = energy(&wanted[..length]);
    let mut found = [0.0; SUBFRAME_SAMPLES];
    let mut vector = [0.0; SUBFRAME_SAMPLES];
    let mut block = Block::default();
    let (mut first_gain, mut gain) = (0.0, 1.0);
    for stage in 0..STAGES {
        let best = best_vector(&codebook, &wanted[..length], stage, target.ranges[stage]);
        block.vectors[stage] = best.number as u8;
        let wished = if stage == 0 {
            best.gain.clamp(0.0, GAIN_MAX)
        } else {
            best.gain
        };
        (block.gains[stage], gain) = quantise_gain(stage, wished, gain);
        if stage == 0 {
            first_gain = gain;
        }
        codebook.vector(best.number, &mut vector);
        for place in 0..length {
            found[place] += gain * vector[place];
            wanted[place] -= gain * vector[place];
        }
    }
    let energy_found = energy(&found[..length]);
    block.gains[0] = louder(block.gains[0], first_gain, energy_wanted, energy_found);
    block
}

/// The first gain raised until the energy is that of the target (§3.6.4.2…3).
fn louder(number: u8, gain: f32, wanted: f32, found: f32) -> u8 {
    let mut chosen = usize::from(number);
    for (number, candidate) in FIRST_GAINS.iter().enumerate().skip(chosen) {
        let fits = found * candidate * candidate < wanted * gain * gain;
        if fits && FIRST_GAINS[chosen] < 2.0 * gain {
            chosen = number;
        }
    }
    chosen as u8
}

fn best_vector(codebook: &Codebook, wanted: &[f32], stage: usize, range: usize) -> Best {
    let mut best = Best {
        number: 0,
        measure: f32::MIN,
        gain: 0.0,
    };
    let half = codebook.half();
    let (stretches, repeated) = (codebook.stretches(), half - codebook.stretches());
    try_vectors(codebook, wanted, stage, 0..range, &mut best);
    try_vectors(codebook, wanted, stage, stretches..half, &mut best);
    let near = neighbours(best.number, stretches, repeated > 0, range);
    for numbers in near {
        let numbers = numbers.start + half..numbers.end + half;
        try_vectors(codebook, wanted, stage, numbers, &mut best);
    }
    best
}

/// The stretches and the repeated ones of the filtered half that are tried,
/// where `best` is the best of the other half.
fn neighbours(best: usize, stretches: usize, repeats: bool, range: usize) -> [Range<usize>; 2] {
    const NONE: Range<usize> = 0..0;
    let (reach, half) = (NEIGHBOURS / 2, stretches + LAGS);
    if !repeats {
        let start = best
            .saturating_sub(reach)
            .min(range.saturating_sub(NEIGHBOURS));
        return [start..(start + NEIGHBOURS).min(range), NONE];
    }
    if best < reach {
        return [0..best + reach, half + best - reach..half];
    }
    if best < stretches {
        let start = (best - reach).min(range - NEIGHBOURS);
        return [start..start + NEIGHBOURS, NONE];
    }
    let start = (best - reach).max(stretches);
    [0..NEIGHBOURS - (half - start), start..half]
}

/// Takes the best of some vectors where it is better than the best so far. In
/// the first stage only vectors of the target's sign are taken.
fn try_vectors(
    codebook: &Codebook,
    wanted: &[f32],
    stage: usize,
    numbers: Range<usize>,
    best: &mut Best,
) {
    let mut vector = [0.0; SUBFRAME_SAMPLES];
    for number in numbers {
        codebook.vector(number, &mut vector);
        let pairs = wanted.iter().zip(&vector);
        let product: f32 = pairs.map(|(a, b)| a * b).sum();
        let energy = energy(&vector[..wanted.len()]);
        if energy <= 0.0 || (stage == 0 && product <= 0.0) {
            continue;
        }
        let gain = product / energy;
        let measure = product * gain;
        if measure > best.measure && gain.abs() < GAIN_MAX {
            *best = Best {
                number,
                measure,
                gain,
            };
        }
    }
}

fn energy(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum()
}
