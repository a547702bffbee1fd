//! The predictive two-stage quantizer of the line spectral frequencies (§3.2.4, §B.4.2.2).

use super::filter::ORDER;
use super::frame::{LsfCode, SilenceFrame};
use super::spectrum::LineSpectrum;
use super::tables::{FIRST_STAGE, LSF_PREDICTOR, SECOND_STAGE, SID_FIRST_STAGE, SID_SECOND_STAGE};
use std::f32::consts::PI;

/// Frames the prediction looks back.
const MEMORY: usize = 4;

/// The rows of the second stage.
const SECOND_ROWS: u8 = 32;

/// Both ends' memory of what came out of the codebooks.
#[derive(Clone, Copy)]
pub(super) struct LsfQuantizer {
    /// Outputs of the codebooks, the newest first.
    past: [LineSpectrum; MEMORY],
    predictor: MovingAverage,
}

impl LsfQuantizer {
    pub(super) fn new() -> Self {
        let even = std::array::from_fn(|i| (i + 1) as f32 * PI / 11.0);
        Self {
            past: [even; MEMORY],
            predictor: MovingAverage::speech(0),
        }
    }

    /// Quantizes frequencies in radians: where they are, and what the decoder will make of it.
    pub(super) fn quantize(&mut self, wanted: &LineSpectrum) -> (LsfCode, LineSpectrum) {
        let weights = weights(wanted);
        let candidates = [0, 1].map(|predictor| self.search(predictor, wanted, &weights));
        let [first, second] = &candidates;
        let best = if second.error < first.error {
            second
        } else {
            first
        };
        let code = best.code;
        let output = best.output;
        self.predictor = MovingAverage::speech(code.predictor);
        (code, self.reconstruct(output))
    }

    /// The frequencies of `code` in radians.
    pub(super) fn dequantize(&mut self, code: LsfCode) -> LineSpectrum {
        let lower = row(&SECOND_STAGE, code.lower);
        let upper = row(&SECOND_STAGE, code.upper);
        self.predictor = MovingAverage::speech(code.predictor);
        self.reconstruct(spread(join(row(&FIRST_STAGE, code.first), &lower, &upper)))
    }

    /// The frequencies of a silence frame in radians.
    pub(super) fn dequantize_silence(&mut self, frame: SilenceFrame) -> LineSpectrum {
        let second = usize::from(frame.second & 15);
        let first = row(&FIRST_STAGE, SID_FIRST_STAGE[usize::from(frame.first & 31)]);
        let lower = row(&SECOND_STAGE, SID_SECOND_STAGE[second]);
        let upper = row(&SECOND_STAGE, SID_SECOND_STAGE[second + 16]);
        self.predictor = MovingAverage::silence(frame.predictor);
        self.reconstruct(spread(join(first, &lower, &upper)))
    }

    /// Remembers, for a lost frame that repeats `frequencies`, what would have given them (§4.4.1).
    pub(super) fn repeat(&mut self, frequencies: &LineSpectrum) {
        let output = self.predictor.target(&self.past, frequencies);
        // The recursion over many losses must not leave what frequencies can be.
        self.remember(output.map(|frequency| frequency.clamp(0.0, PI)));
    }

    /// Predicts, remembers and keeps the lines apart.
    fn reconstruct(&mut self, output: LineSpectrum) -> LineSpectrum {
        let frequencies = self.predictor.predict(&self.past, &output);
        self.remember(output);
        stable(frequencies)
    }

    fn remember(&mut self, output: LineSpectrum) {
        self.past.copy_within(..MEMORY - 1, 1);
        self.past[0] = output;
    }

    fn search(&self, index: u8, wanted: &LineSpectrum, weights: &LineSpectrum) -> Candidate {
        let predictor = MovingAverage::speech(index);
        let target = predictor.target(&self.past, wanted);
        let errors: LineSpectrum = std::array::from_fn(|i| {
            let share = predictor.share[i];
            weights[i] * share * share
        });
        let first = nearest(&target);
        let base = row(&FIRST_STAGE, first);
        let lower = closest(&base, &target, &errors, 0);
        let upper = closest(&base, &target, &errors, ORDER / 2);
        let joined = join(base, &row(&SECOND_STAGE, lower), &row(&SECOND_STAGE, upper));
        let output = spread(joined);
        Candidate {
            code: LsfCode {
                predictor: index,
                first,
                lower,
                upper,
            },
            error: distance(&output, &target, &errors),
            output,
        }
    }
}

/// One way to quantize.
struct Candidate {
    code: LsfCode,
    output: LineSpectrum,
    error: f32,
}

/// A switched moving-average predictor.
#[derive(Clone, Copy)]
struct MovingAverage {
    coefficients: [LineSpectrum; MEMORY],
    /// What is left for the codebooks: one less the sum of the coefficients.
    share: LineSpectrum,
}

impl MovingAverage {
    fn speech(index: u8) -> Self {
        let start = if index == 0 { 0 } else { MEMORY * ORDER };
        Self::new(std::array::from_fn(|k| {
            std::array::from_fn(|i| f32::from(LSF_PREDICTOR[start + k * ORDER + i]) / 32_768.0)
        }))
    }

    /// The second one of silence is between the two of speech (B.18).
    fn silence(index: u8) -> Self {
        let first = Self::speech(0);
        if index == 0 {
            return first;
        }
        let second = Self::speech(1);
        Self::new(std::array::from_fn(|k| {
            std::array::from_fn(|i| {
                0.6 * first.coefficients[k][i] + 0.4 * second.coefficients[k][i]
            })
        }))
    }

    fn new(coefficients: [LineSpectrum; MEMORY]) -> Self {
        let share =
            std::array::from_fn(|i| 1.0 - coefficients.iter().map(|row| row[i]).sum::<f32>());
        Self {
            coefficients,
            share,
        }
    }

    /// The frequencies that `output` of the codebooks gives.
    fn predict(&self, past: &[LineSpectrum; MEMORY], output: &LineSpectrum) -> LineSpectrum {
        let known = self.known(past);
        std::array::from_fn(|i| known[i] + self.share[i] * output[i])
    }

    /// What the codebooks would have to give for `frequencies`.
    fn target(&self, past: &[LineSpectrum; MEMORY], frequencies: &LineSpectrum) -> LineSpectrum {
        let known = self.known(past);
        std::array::from_fn(|i| (frequencies[i] - known[i]) / self.share[i])
    }

    fn known(&self, past: &[LineSpectrum; MEMORY]) -> LineSpectrum {
        let mut known = [0.0; ORDER];
        for (coefficients, output) in self.coefficients.iter().zip(past) {
            for ((known, coefficient), value) in known.iter_mut().zip(coefficients).zip(output) {
                *known += coefficient * value;
            }
        }
        known
    }
}

/// A row of a codebook in radians.
fn row(codebook: &[i16], index: u8) -> LineSpectrum {
    let start = usize::from(index) * ORDER;
    std::array::from_fn(|i| f32::from(codebook[start + i]) / 8192.0)
}

/// The output of both stages.
fn join(first: LineSpectrum, lower: &LineSpectrum, upper: &LineSpectrum) -> LineSpectrum {
    std::array::from_fn(|i| first[i] + if i < ORDER / 2 { lower[i] } else { upper[i] })
}

/// The row of the first stage nearest to `target`.
fn nearest(target: &LineSpectrum) -> u8 {
    let scaled = target.map(|frequency| frequency * 8192.0);
    let mut best = (f32::MAX, 0);
    for (index, row) in (0u8..).zip(FIRST_STAGE.as_chunks::<ORDER>().0) {
        let error: f32 = scaled
            .iter()
            .zip(row)
            .map(|(wanted, value)| {
                let difference = wanted - f32::from(*value);
                difference * difference
            })
            .sum();
        if error < best.0 {
            best = (error, index);
        }
    }
    best.1
}

/// The row of the second stage that brings the five lines from `start` on closest to `target`.
fn closest(base: &LineSpectrum, target: &LineSpectrum, errors: &LineSpectrum, start: usize) -> u8 {
    let half = start..start + ORDER / 2;
    let mut best = (f32::MAX, 0);
    for index in 0..SECOND_ROWS {
        let addition = row(&SECOND_STAGE, index);
        let mut lines = *base;
        for i in half.clone() {
            lines[i] += addition[i];
        }
        apart(&mut lines[half.clone()], 0.0012);
        let error = distance(
            &lines[half.clone()],
            &target[half.clone()],
            &errors[half.clone()],
        );
        if error < best.0 {
            best = (error, index);
        }
    }
    best.1
}

/// The weighted square of the distance.
fn distance(lines: &[f32], target: &[f32], weights: &[f32]) -> f32 {
    lines
        .iter()
        .zip(target)
        .zip(weights)
        .map(|((line, target), weight)| weight * (line - target) * (line - target))
        .sum()
}

/// The lines of the codebooks' output kept apart, in two rounds.
fn spread(mut output: LineSpectrum) -> LineSpectrum {
    apart(&mut output, 0.0012);
    apart(&mut output, 0.0006);
    output
}

/// Moves neighbours that are closer than `least` that far apart.
fn apart(lines: &mut [f32], least: f32) {
    for i in 1..lines.len() {
        let (below, above) = (lines[i - 1], lines[i]);
        if below > above - least {
            lines[i - 1] = 0.5 * (above + below - least);
            lines[i] = 0.5 * (above + below + least);
        }
    }
}

/// Orders the frequencies and keeps them so far apart that the synthesis filter is stable.
fn stable(mut frequencies: LineSpectrum) -> LineSpectrum {
    frequencies.sort_unstable_by(f32::total_cmp);
    frequencies[0] = frequencies[0].max(0.005);
    for i in 1..ORDER {
        frequencies[i] = frequencies[i].max(frequencies[i - 1] + 0.0391);
    }
    frequencies[ORDER - 1] = frequencies[ORDER - 1].min(3.135);
    frequencies
}

/// Lines close to each other weigh more.
fn weights(wanted: &LineSpectrum) -> LineSpectrum {
    std::array::from_fn(|i| {
        let gap = match i {
            0 => wanted[1] - 0.04 * PI - 1.0,
            9 => 0.92 * PI - wanted[8] - 1.0,
            _ => wanted[i + 1] - wanted[i - 1] - 1.0,
        };
        let weight = if gap > 0.0 {
            1.0
        } else {
            10.0 * gap * gap + 1.0
        };
        if i == 4 || i == 5 {
            1.2 * weight
        } else {
            weight
        }
    })
}
