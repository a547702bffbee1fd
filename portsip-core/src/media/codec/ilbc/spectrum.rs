//! Line spectral frequencies: from polynomials and back, quantised, kept apart,
//! and in between those of two frames (RFC 3951 §3.2.3…7).

use std::f32::consts::{PI, TAU};

use super::filters::{ORDER, Polynomial};
use super::lsf_codebook::{FIRST, SECOND, THIRD};
use super::mode::{SUBFRAMES_MAX, Shape};

/// Frequencies in radians, ascending.
pub(super) type Frequencies = [f32; ORDER];

/// The widths of the grids on which roots are looked for, in cycles.
const GRIDS: [f32; 4] = [0.00635, 0.003_175, 0.001_587_5, 0.000_793_75];

/// The frequencies of a polynomial: the angles at which its symmetric and its
/// antisymmetric part are zero, in turns.
pub(super) fn from_polynomial(polynomial: &Polynomial) -> Frequencies {
    let parts = [1.0, -1.0].map(|sign: f32| {
        let mut part = [0.0; ORDER / 2];
        let mut before = 1.0;
        for (place, coefficient) in part.iter_mut().enumerate() {
            let folded = polynomial[place + 1] + sign * polynomial[ORDER - place];
            before = folded - sign * before;
            *coefficient = before;
        }
        part[ORDER / 2 - 1] /= 2.0;
        part
    });
    let mut frequencies = [0.0; ORDER];
    let mut last = [f32::MAX; 2];
    let mut from = 0.0;
    for (root, frequency) in frequencies.iter_mut().enumerate() {
        let found = find_root(&parts[root % 2], &mut last[root % 2], from);
        *frequency = found.root * TAU;
        from = found.behind;
    }
    frequencies
}

/// A root, and the point of the coarse grid behind it, in cycles.
struct Root {
    root: f32,
    behind: f32,
}

/// The next root of a part from `from` on; `last` is the part's value so far,
/// and then of the sign it has behind the root.
fn find_root(part: &[f32; ORDER / 2], last: &mut f32, from: f32) -> Root {
    let mut at = from;
    let mut behind = from;
    for (grid, width) in GRIDS.iter().enumerate() {
        let value = loop {
            let value = value_at(part, at);
            if value * *last <= 0.0 || at >= 0.5 {
                break value;
            }
            *last = value;
            at += width;
        };
        if grid == 0 {
            behind = at;
        }
        if let Some(finer) = GRIDS.get(grid + 1) {
            at -= finer;
        } else if value.abs() >= last.abs() {
            at -= width;
        }
    }
    *last = if *last >= 0.0 { f32::MIN } else { f32::MAX };
    Root { root: at, behind }
}

/// The cosine series of a part, by the recursion of Chebyshev.
fn value_at(part: &[f32; ORDER / 2], cycles: f32) -> f32 {
    let cosine = (cycles * TAU).cos();
    let first = 2.0 * cosine + part[0];
    let second = 2.0 * cosine * first - 1.0 + part[1];
    let third = 2.0 * cosine * second - first + part[2];
    let fourth = 2.0 * cosine * third - second + part[3];
    cosine * fourth - third + part[4]
}

/// The polynomial of frequencies.
pub(super) fn to_polynomial(frequencies: &Frequencies) -> Polynomial {
    let frequencies = spread_out(frequencies);
    let mut polynomial = [0.0; ORDER + 1];
    for (parity, sign) in [(0, 1.0), (1, -1.0)] {
        let mut part = [0.0; ORDER + 2];
        (part[0], part[1]) = (1.0, sign);
        for frequency in frequencies.iter().skip(parity).step_by(2) {
            let cosine = 2.0 * frequency.cos();
            for place in (1..part.len()).rev() {
                let twice = if place > 1 { part[place - 2] } else { 0.0 };
                part[place] += twice - cosine * part[place - 1];
            }
        }
        for (coefficient, part) in polynomial.iter_mut().zip(part) {
            *coefficient += 0.5 * part;
        }
    }
    polynomial[0] = 1.0;
    polynomial
}

/// Frequencies that leave the circle's half are laid evenly between the ends.
fn spread_out(frequencies: &Frequencies) -> Frequencies {
    let (first, last) = (frequencies[0], frequencies[ORDER - 1]);
    if first > 0.0 && last < PI {
        return *frequencies;
    }
    let first = if first > 0.0 { first } else { 0.022 * TAU };
    let last = if last < PI { last } else { 0.499 * TAU };
    let step = (last - first) / (ORDER - 1) as f32;
    std::array::from_fn(|place| first + step * place as f32)
}

/// Quantises frequencies by the three codebooks: the numbers, and what they
/// stand for.
pub(super) fn quantise(frequencies: &Frequencies) -> ([u8; 3], Frequencies) {
    let codes = [
        nearest(&FIRST, &frequencies[..3]),
        nearest(&SECOND, &frequencies[3..6]),
        nearest(&THIRD, &frequencies[6..]),
    ];
    (codes, dequantise(codes))
}

fn nearest(codebook: &[f32], wanted: &[f32]) -> u8 {
    let mut best = (0, f32::MAX);
    for (number, vector) in codebook.chunks_exact(wanted.len()).enumerate() {
        let pairs = vector.iter().zip(wanted);
        let distance = pairs.map(|(a, b)| (a - b) * (a - b)).sum();
        if distance < best.1 {
            best = (number as u8, distance);
        }
    }
    best.0
}

/// The frequencies that numbers stand for: six bits, seven and seven.
pub(super) fn dequantise(codes: [u8; 3]) -> Frequencies {
    let mut frequencies = [0.0; ORDER];
    let (head, tail) = frequencies.split_at_mut(6);
    let (first, second) = head.split_at_mut(3);
    first.copy_from_slice(vector(&FIRST, codes[0] & 63, 3));
    second.copy_from_slice(vector(&SECOND, codes[1] & 127, 3));
    tail.copy_from_slice(vector(&THIRD, codes[2] & 127, 4));
    frequencies
}

fn vector(codebook: &[f32], number: u8, length: usize) -> &[f32] {
    &codebook[usize::from(number) * length..][..length]
}

/// Keeps frequencies 50 Hz apart and inside the band, as far as two rounds can.
pub(super) fn keep_apart(frequencies: &mut Frequencies) {
    const DISTANCE_MIN: f32 = 0.039;
    const STEP: f32 = 0.0195;
    const LOWEST: f32 = 0.01;
    const HIGHEST: f32 = 157.0 / 50.0;
    for _ in 0..2 {
        for place in 0..ORDER - 1 {
            let (low, high) = (frequencies[place], frequencies[place + 1]);
            if high < low {
                (frequencies[place], frequencies[place + 1]) = (low, low + STEP);
            } else if high - low < DISTANCE_MIN {
                (frequencies[place], frequencies[place + 1]) = (low - STEP, high + STEP);
            }
            frequencies[place] = frequencies[place].clamp(LOWEST, HIGHEST);
        }
    }
}

/// The polynomials of the subframes, between the spectrum of the frame `before`
/// and those of this one.
pub(super) fn interpolate(
    shape: Shape,
    before: &Frequencies,
    now: &[Frequencies; 2],
) -> [Polynomial; SUBFRAMES_MAX] {
    /// The weight of the earlier of the two spectra.
    const WEIGHTS_20_MS: [f32; 4] = [0.75, 0.5, 0.25, 0.0];
    const WEIGHTS_30_MS: [f32; SUBFRAMES_MAX] = [0.5, 1.0, 2.0 / 3.0, 1.0 / 3.0, 0.0, 0.0];
    let mut polynomials = [super::filters::IDENTITY; SUBFRAMES_MAX];
    for (subframe, polynomial) in polynomials[..shape.subframes()].iter_mut().enumerate() {
        let (weight, earlier, later) = if shape.is_short() {
            (WEIGHTS_20_MS[subframe], before, &now[0])
        } else if subframe == 0 {
            (WEIGHTS_30_MS[0], before, &now[0])
        } else {
            (WEIGHTS_30_MS[subframe], &now[0], &now[1])
        };
        let between =
            std::array::from_fn(|place| weight * earlier[place] + (1.0 - weight) * later[place]);
        *polynomial = to_polynomial(&between);
    }
    polynomials
}

#[cfg(test)]
mod tests {
    use super::super::lsf_codebook::MEAN;
    use super::*;

    #[test]
    fn frequencies_survive_the_way_through_their_polynomial() {
        let found = from_polynomial(&to_polynomial(&MEAN));
        for (found, wanted) in found.iter().zip(MEAN) {
            assert!((found - wanted).abs() < 0.006, "{found} {wanted}");
        }
    }

    #[test]
    fn any_numbers_are_kept_apart_and_inside() {
        for first in 0..64 {
            for others in 0..128 {
                let mut frequencies = dequantise([first, others, 127 - others]);
                keep_apart(&mut frequencies);
                assert!(frequencies[0] > 0.0);
                assert!(to_polynomial(&frequencies).iter().all(|c| c.is_finite()));
            }
        }
    }
}
