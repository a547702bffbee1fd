//! The start state: the samples that are sent one by one (RFC 3951 §3.5, §4.2).

use super::filters::{Memory, ORDER, Polynomial};
use super::mode::{STATE_SAMPLES_MAX, SUBFRAME_SAMPLES, SUBFRAMES_MAX, Shape};
use super::tables::{AMPLITUDES, STATE_LEVELS};

/// The amplitude that samples are quantised at.
const FULL_SCALE: f32 = 4.5;

/// The weights of the first samples of a subframe, and in turn of the last.
const EDGE: [f32; 5] = [1.0 / 6.0, 2.0 / 6.0, 3.0 / 6.0, 4.0 / 6.0, 5.0 / 6.0];

/// Where the residual is loudest: the number of the second of two subframes.
pub(super) fn locate(shape: Shape, residual: &[f32]) -> usize {
    const WEIGHTS_20_MS: [f32; 3] = [0.9, 1.0, 0.9];
    const WEIGHTS_30_MS: [f32; SUBFRAMES_MAX - 1] = [0.8, 0.9, 1.0, 0.9, 0.8];
    let weights = if shape.is_short() {
        &WEIGHTS_20_MS[..]
    } else {
        &WEIGHTS_30_MS[..]
    };
    let (subframes, _) = residual.as_chunks::<SUBFRAME_SAMPLES>();
    let mut best = (1, f32::MIN);
    for (place, (pair, weight)) in subframes.windows(2).zip(weights).enumerate() {
        let energy = (faded_energy(pair[0].iter()) + faded_energy(pair[1].iter().rev())) * weight;
        if energy > best.1 {
            best = (place + 1, energy);
        }
    }
    best.0
}

fn faded_energy<'s>(samples: impl Iterator<Item = &'s f32>) -> f32 {
    let weights = EDGE.into_iter().chain(std::iter::repeat(1.0));
    let weighted = samples.zip(weights);
    weighted
        .map(|(sample, weight)| weight * sample * sample)
        .sum()
}

/// What a start state is coded by.
pub(super) struct Filters<'f> {
    /// The synthesis filter of the first of its two subframes.
    pub(super) synthesis: &'f Polynomial,
    /// The weighting filters of both.
    pub(super) weighting: [&'f Polynomial; 2],
    /// How many of its samples are in the first of the two.
    pub(super) in_first: usize,
}

/// Codes samples of the residual: the number of their greatest amplitude, and
/// one for each.
pub(super) fn encode(residual: &[f32], filters: &Filters<'_>, codes: &mut [u8]) -> u8 {
    let mut smeared = [0.0; STATE_SAMPLES_MAX];
    let smeared = &mut smeared[..residual.len()];
    all_pass(filters.synthesis, residual.iter().copied(), smeared);
    let peak = smeared
        .iter()
        .fold(10.0_f32, |peak, sample| peak.max(sample.abs()));
    let amplitude = nearest_level(&AMPLITUDES, peak.log10());
    let scale = FULL_SCALE / 10_f32.powf(AMPLITUDES[usize::from(amplitude)]);
    let (mut weighted, mut coded) = (Memory::default(), Memory::default());
    for (place, (sample, code)) in smeared.iter().zip(codes).enumerate() {
        let filter = filters.weighting[usize::from(place >= filters.in_first)];
        let wanted = weighted.synthesise(filter, sample * scale);
        *code = nearest_level(&STATE_LEVELS, wanted - coded.prediction(filter));
        coded.synthesise(filter, STATE_LEVELS[usize::from(*code)]);
    }
    amplitude
}

/// The samples that numbers stand for.
pub(super) fn decode(amplitude: u8, codes: &[u8], synthesis: &Polynomial, residual: &mut [f32]) {
    let peak = 10_f32.powf(AMPLITUDES[usize::from(amplitude & 63)]) / FULL_SCALE;
    let levels = codes.iter().rev();
    let backwards = levels.map(|code| peak * STATE_LEVELS[usize::from(code & 7)]);
    all_pass(synthesis, backwards, residual);
    residual.reverse();
}

/// The circular convolution of samples with the all-pass filter of a
/// polynomial, whose zeros are its poles mirrored.
fn all_pass(poles: &Polynomial, samples: impl Iterator<Item = f32>, out: &mut [f32]) {
    let zeros: Polynomial = std::array::from_fn(|place| poles[ORDER - place]);
    let (mut before, mut behind) = (Memory::default(), Memory::default());
    let mut filter = |sample| behind.synthesise(poles, before.analyse(&zeros, sample));
    for (out, sample) in out.iter_mut().zip(samples) {
        *out = filter(sample);
    }
    for out in out {
        *out += filter(0.0);
    }
}

/// The number of the level nearest to a value.
fn nearest_level(levels: &[f32], value: f32) -> u8 {
    let above = |pair: &[f32]| value > f32::midpoint(pair[0], pair[1]);
    levels.windows(2).take_while(|pair| above(pair)).count() as u8
}
