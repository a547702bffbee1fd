//! A block of the residual with those one, two and three periods of the pitch
//! before and behind it, to a quarter of a sample (RFC 3951 §4.6.1…3).

use super::enhancer::BUFFER;
use super::tables::POLYPHASE;

/// Samples of a block.
pub(super) const BLOCK: usize = 80;
/// Blocks on each side.
const SIDE: usize = 3;
/// How far from where it is expected a block is looked for.
const SLOP: usize = 2;
/// Places in which it is looked for.
const PLACES: usize = 2 * SLOP + 1;
/// Steps of a sample.
const STEPS: usize = POLYPHASE.len();
/// Samples on each side of an interpolated one that count.
const REACH: usize = POLYPHASE[0].len() / 2;

/// The period of the pitch in each block of the buffer.
#[derive(Clone)]
pub(super) struct Periods([f32; Self::COUNT]);

impl Periods {
    /// Blocks in the buffer.
    pub(super) const COUNT: usize = 8;

    pub(super) const fn new() -> Self {
        Self([40.0; Self::COUNT])
    }

    /// Forgets the oldest ones.
    pub(super) fn advance(&mut self, blocks: usize) {
        self.0.copy_within(blocks.., 0);
    }

    pub(super) fn set(&mut self, block: usize, samples: usize) {
        self.0[block] = samples as f32;
    }

    pub(super) fn get(&self, block: usize) -> f32 {
        self.0[block]
    }

    /// The period of the block whose middle, less `of_period` periods, is nearest.
    fn near(&self, place: f32, of_period: f32) -> f32 {
        let mut best = (self.0[0], f32::MAX);
        for (block, period) in self.0.iter().enumerate() {
            let middle = (block * BLOCK + BLOCK / 2) as f32 - of_period * period;
            let distance = (middle - place).abs();
            if distance < best.1 {
                best = (*period, distance);
            }
        }
        best.0
    }
}

/// The block at `center` and its likes, in their order; zeros where the buffer
/// does not reach.
pub(super) fn sequence(
    residual: &[f32; BUFFER],
    center: usize,
    periods: &Periods,
) -> [[f32; BLOCK]; 2 * SIDE + 1] {
    const HALF: f32 = BLOCK as f32 / 2.0;
    let mut blocks = [[0.0; BLOCK]; 2 * SIDE + 1];
    blocks[SIDE].copy_from_slice(&residual[center..center + BLOCK]);

    let mut start = center as f32;
    let mut period = periods.near(start + (BLOCK - 1) as f32 / 2.0, 0.0);
    for block in blocks[..SIDE].iter_mut().rev() {
        start -= period;
        let next = periods.near(start + HALF - period, 0.0);
        if start >= SLOP as f32 {
            start = refine(residual, center, start, block);
        }
        period = next;
    }

    let mut start = center as f32;
    for block in &mut blocks[SIDE + 1..] {
        start += periods.near(start + HALF, 1.0);
        if start + ((BLOCK + SLOP) as f32) < BUFFER as f32 {
            start = refine(residual, center, start, block);
        }
    }
    blocks
}

/// Finds the block near `expected` that is most like the one at `center`; where
/// it begins.
fn refine(residual: &[f32; BUFFER], center: usize, expected: f32, block: &mut [f32; BLOCK]) -> f32 {
    let rounded = (expected - 0.5) as usize;
    let first = rounded.saturating_sub(SLOP);
    let last = (rounded + SLOP).min(BUFFER - BLOCK - 1);
    let mut likeness = [0.0; PLACES];
    let places = (last + 1 - first).min(PLACES);
    for (place, likeness) in likeness[..places].iter_mut().enumerate() {
        let there = &residual[first + place..first + place + BLOCK];
        let here = &residual[center..center + BLOCK];
        *likeness = there.iter().zip(here).map(|(a, b)| a * b).sum();
    }
    let best = best_step(&likeness[..places]);
    let whole = best.div_ceil(STEPS);
    let filter = &POLYPHASE[whole * STEPS - best];
    for (place, out) in block.iter_mut().enumerate() {
        *out = 0.0;
        for (tap, weight) in filter.iter().enumerate() {
            let from = (first + whole + place + tap).checked_sub(REACH);
            let sample = from.and_then(|from| residual.get(from)).copied();
            *out += weight * sample.unwrap_or(0.0);
        }
    }
    first as f32 + best as f32 / STEPS as f32 + 1.0
}

/// The step of a quarter sample at which likenesses in between are greatest.
fn best_step(likeness: &[f32]) -> usize {
    // There are fewer places than taps: the filters are cut at both ends.
    let reach = REACH.min(likeness.len() / 2);
    let mut best = (0, f32::MIN);
    for place in 0..likeness.len() {
        for (step, filter) in POLYPHASE.iter().enumerate() {
            let taps = &filter[REACH - reach..=REACH + reach];
            let mut value = 0.0;
            for (tap, weight) in taps.iter().enumerate() {
                let from = (place + reach).checked_sub(tap);
                let sample = from.and_then(|from| likeness.get(from)).copied();
                value += weight * sample.unwrap_or(0.0);
            }
            if value > best.1 {
                best = (place * STEPS + step, value);
            }
        }
    }
    best.0
}
