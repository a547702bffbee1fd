//! The enhancer: the decoded residual, late by 5 or 10 ms, smoothed over the
//! periods of the pitch around it (RFC 3951 §4.6).

use super::filters::ORDER;
use super::mode::{FRAME_SAMPLES_MAX, SUBFRAME_SAMPLES, Shape};
use super::pitch_sequence::{BLOCK, Periods, sequence};
use super::tables::DECIMATION;

/// Samples that are looked at.
pub(super) const BUFFER: usize = Periods::COUNT * BLOCK;
/// Periods on each side that are looked at.
const SIDE: usize = 3;
/// The share of a block's energy that smoothing may change.
const CHANGE_MAX: f32 = 0.05;
/// The longest lag of the pitch, at half the rate.
const LAG_MAX: usize = 60;
const LAG_MIN: usize = 10;
/// Samples at half the rate that a pitch is looked for in, and behind them.
const HALF_RATE: usize = FRAME_SAMPLES_MAX / 2 + LAG_MAX;

/// The residual of late.
#[derive(Clone)]
pub(super) struct Enhancer {
    residual: [f32; BUFFER],
    periods: Periods,
}

impl Enhancer {
    pub(super) const fn new() -> Self {
        Self {
            residual: [0.0; BUFFER],
            periods: Periods::new(),
        }
    }

    /// The samples by which what comes out is late.
    pub(super) const fn delay(shape: Shape) -> usize {
        if shape.is_short() { 40 } else { 80 }
    }

    /// Takes the residual of a frame, which follows a concealed one or not, and
    /// writes the smoothed residual; the lag of its pitch.
    pub(super) fn enhance(
        &mut self,
        shape: Shape,
        frame: &[f32],
        after_loss: bool,
        out: &mut [f32],
    ) -> usize {
        self.residual.copy_within(frame.len().., 0);
        let old = BUFFER - frame.len();
        self.residual[old..].copy_from_slice(frame);
        let blocks = frame.len() / BLOCK;
        self.periods.advance(blocks);
        let mut lag = 0;
        let half_rate = self.half_rate(blocks);
        for block in 0..blocks {
            lag = 2 * pitch(&half_rate, LAG_MAX + block * BLOCK / 2);
            self.periods.set(Periods::COUNT - blocks + block, lag);
        }
        if after_loss {
            self.mend(shape, frame, blocks);
        }
        let first = old - Self::delay(shape);
        for (block, out) in out.chunks_exact_mut(BLOCK).take(blocks).enumerate() {
            let center = first + block * BLOCK;
            let around = sequence(&self.residual, center, &self.periods);
            smooth(&around, out);
        }
        lag
    }

    /// The last blocks and what is one lag before them at half the rate.
    fn half_rate(&self, blocks: usize) -> [f32; HALF_RATE] {
        let start = BUFFER - blocks * BLOCK - 2 * LAG_MAX;
        let mut half_rate = [0.0; HALF_RATE];
        let count = LAG_MAX + blocks * BLOCK / 2;
        for (place, out) in half_rate[..count].iter_mut().enumerate() {
            // The filter's middle is three samples back; at the end it meets nothing.
            let newest = start + 2 * place + DECIMATION.len() / 2;
            for (back, weight) in DECIMATION.iter().enumerate() {
                let sample = self.residual.get(newest - back).copied();
                *out += weight * sample.unwrap_or(0.0);
            }
        }
        half_rate
    }

    /// After a loss: what was made up and is yet to be heard fades into what
    /// the new frame says that was before it.
    fn mend(&mut self, shape: Shape, frame: &[f32], blocks: usize) {
        let count = Self::delay(shape);
        let near = self.periods.get(Periods::COUNT - blocks) as usize;
        let mut best = (near - 1, f32::MIN);
        for lag in near - 1..=near + 1 {
            let likeness = likeness(&frame[..count], &frame[lag..lag + count]);
            if likeness > best.1 {
                best = (lag, likeness);
            }
        }
        let lag = best.0;
        self.periods.set(Periods::COUNT - blocks - 1, lag);
        let end = BUFFER - frame.len();
        // What was before the frame, the newest first: one period of it, and
        // before that what there is.
        let period = frame[..lag].iter().rev();
        let older = self.residual[..end].iter().rev();
        let mut before = [0.0; BLOCK];
        let before = &mut before[..count];
        for (place, sample) in before.iter_mut().zip(period.chain(older)) {
            *place = *sample;
        }
        let made = &mut self.residual[end - count..end];
        limit(before, energy(made));
        for (place, (made, before)) in made.iter_mut().rev().zip(before).enumerate() {
            let weight = (place + 1) as f32 / (count + 1) as f32;
            *made = weight * *made + (1.0 - weight) * *before;
        }
    }
}

/// Keeps samples, the newest first, to twice the level of some energy; less so
/// the newest ten.
fn limit(samples: &mut [f32], energy_before: f32) {
    const RAMP: usize = 10;
    let level = energy(samples).sqrt();
    let allowed = 2.0 * energy_before.sqrt();
    if level <= allowed {
        return;
    }
    let factor = allowed / level;
    for (place, sample) in samples.iter_mut().enumerate() {
        let ramp = (RAMP - 1).saturating_sub(place) as f32 / RAMP as f32;
        *sample *= factor + ramp * (1.0 - factor);
    }
}

/// The lag at half the rate at which the half block from `start` is most like itself.
fn pitch(half_rate: &[f32; HALF_RATE], start: usize) -> usize {
    let block = |start: usize| &half_rate[start..start + BLOCK / 2];
    let mut best = (LAG_MIN, f32::MIN);
    for lag in LAG_MIN..LAG_MAX {
        let likeness = likeness(block(start), block(start - lag));
        if likeness > best.1 {
            best = (lag, likeness);
        }
    }
    best.0
}

/// How much of `target` a multiple of `other` explains; 0 where they are unlike.
fn likeness(target: &[f32], other: &[f32]) -> f32 {
    let product: f32 = target.iter().zip(other).map(|(a, b)| a * b).sum();
    if product > 0.0 {
        product * product / energy(other)
    } else {
        0.0
    }
}

fn energy(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum()
}

/// Smooths the middle block of seven by the others, changing its energy by no
/// more than [`CHANGE_MAX`].
fn smooth(around: &[[f32; BLOCK]; 2 * SIDE + 1], out: &mut [f32]) {
    /// A raised cosine over the blocks.
    const WEIGHTS: [f32; 2 * SIDE + 1] = [
        0.146_446_6,
        0.5,
        0.853_553_4,
        0.0,
        0.853_553_4,
        0.5,
        0.146_446_6,
    ];
    let current = &around[SIDE];
    let mut others = [0.0; BLOCK];
    for (block, weight) in around.iter().zip(WEIGHTS) {
        for (sum, sample) in others.iter_mut().zip(block) {
            *sum += weight * sample;
        }
    }
    let ours = energy(current);
    let theirs = energy(&others).max(1.0);
    let common: f32 = current.iter().zip(&others).map(|(a, b)| a * b).sum();
    let scale = (ours / theirs).sqrt();
    let pairs = current.iter().zip(&others);
    let change: f32 = pairs.map(|(a, b)| (a - scale * b) * (a - scale * b)).sum();
    let (keep, take) = if change <= CHANGE_MAX * ours {
        (0.0, scale)
    } else {
        constrained(ours.max(1.0), theirs, common)
    };
    for (out, (sample, other)) in out.iter_mut().zip(current.iter().zip(&others)) {
        *out = take * other + keep * sample;
    }
}

/// The shares of the block and of the others that change it by just
/// [`CHANGE_MAX`] (§4.6.4).
fn constrained(ours: f32, theirs: f32, common: f32) -> (f32, f32) {
    let spread = (theirs * ours - common * common) / (ours * ours);
    if spread <= 0.0001 {
        return (1.0, 0.0);
    }
    let take = ((CHANGE_MAX - CHANGE_MAX * CHANGE_MAX / 4.0) / spread).sqrt();
    (1.0 - CHANGE_MAX / 2.0 - take * common / ours, take)
}

const _: () = assert!(BLOCK == 2 * SUBFRAME_SAMPLES && ORDER == 10);
