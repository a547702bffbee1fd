//! Linear prediction of a stretch of speech and its line spectrum (§3.2.1–§3.2.3, §3.2.6).

use super::filter::{ORDER, Predictor, dot};
use std::f64::consts::PI;

/// The samples the analysis looks at: 120 past, 80 present, 40 to come.
pub(super) const WINDOW: usize = 240;

/// Points of the grid on which roots are sought.
const GRID: usize = 60;

/// Halvings of a grid cell that holds a root.
const BISECTIONS: usize = 6;

/// A line spectrum, either as frequencies in radians (LSF) or as their cosines (LSP).
pub(super) type LineSpectrum = [f32; ORDER];

/// The line spectrum (cosines) that both ends begin with (Table 9).
pub(super) const START: LineSpectrum = [
    0.915_527, 0.793_457, 0.640_869, 0.457_764, 0.244_141, 0.0, -0.244_141, -0.457_764, -0.640_869,
    -0.793_457,
];

/// The windows of the analysis.
pub(super) struct Analysis {
    window: [f32; WINDOW],
    lag_window: [f64; ORDER],
    grid: [f64; GRID + 1],
}

impl Analysis {
    pub(super) fn new() -> Self {
        let window = std::array::from_fn(|n| {
            let n = n as f64;
            let value = if n < 200.0 {
                0.54 - 0.46 * (2.0 * PI * n / 399.0).cos()
            } else {
                (2.0 * PI * (n - 200.0) / 159.0).cos()
            };
            value as f32
        });
        // 60 Hz wide; the noise floor of -40 dB is in the division.
        let lag_window = std::array::from_fn(|lag| {
            let angle = 2.0 * PI * 60.0 * (lag + 1) as f64 / 8000.0;
            (-0.5 * angle * angle).exp() / 1.0001
        });
        let grid = std::array::from_fn(|point| (PI * point as f64 / GRID as f64).cos());
        Self {
            window,
            lag_window,
            grid,
        }
    }

    /// The predictor of the windowed `speech`.
    pub(super) fn predictor(&self, speech: &[f32; WINDOW]) -> [f64; ORDER] {
        let windowed: [f32; WINDOW] = std::array::from_fn(|n| speech[n] * self.window[n]);
        let energy = f64::from(dot(&windowed, &windowed)).max(1.0);
        let correlation: [f64; ORDER] = std::array::from_fn(|lag| {
            let lag = lag + 1;
            f64::from(dot(&windowed[lag..], &windowed[..WINDOW - lag])) * self.lag_window[lag - 1]
        });
        levinson_durbin(energy, &correlation)
    }

    /// The line spectrum (cosines) of `predictor`, or nothing where not all ten are found.
    pub(super) fn line_spectrum(&self, predictor: &[f64; ORDER]) -> Option<LineSpectrum> {
        let polynomials = sum_and_difference(predictor);
        let mut spectrum = [0.0; ORDER];
        let mut found = 0;
        let mut above = self.grid[0];
        let mut value_above = chebyshev(&polynomials[0], above);
        let mut point = 1;
        while point <= GRID {
            let below = self.grid[point];
            let polynomial = &polynomials[found % 2];
            if value_above * chebyshev(polynomial, below) > 0.0 {
                above = below;
                value_above = chebyshev(polynomial, below);
                point += 1;
                continue;
            }
            let root = bisect(polynomial, above, below, value_above);
            spectrum[found] = root as f32;
            found += 1;
            if found == ORDER {
                return Some(spectrum);
            }
            // The roots of the two take turns, so that the next one of the other may be in this very cell.
            above = root;
            value_above = chebyshev(&polynomials[found % 2], above);
        }
        None
    }
}

/// The Levinson–Durbin recursion (§3.2.2).
fn levinson_durbin(energy: f64, correlation: &[f64; ORDER]) -> [f64; ORDER] {
    let mut predictor = [0.0; ORDER];
    let mut error = energy;
    for order in 0..ORDER {
        let known: f64 = (0..order)
            .map(|i| predictor[i] * correlation[order - 1 - i])
            .sum();
        let reflection = -(correlation[order] + known) / error;
        let before = predictor;
        for i in 0..order {
            predictor[i] += reflection * before[order - 1 - i];
        }
        predictor[order] = reflection;
        error *= 1.0 - reflection * reflection;
        if error <= 0.0 {
            break;
        }
    }
    predictor
}

/// F1 and F2 of §3.2.3 without their roots at ∓1.
fn sum_and_difference(predictor: &[f64; ORDER]) -> [[f64; 6]; 2] {
    let mut sum = [1.0; 6];
    let mut difference = [1.0; 6];
    for i in 0..5 {
        sum[i + 1] = predictor[i] + predictor[9 - i] - sum[i];
        difference[i + 1] = predictor[i] - predictor[9 - i] + difference[i];
    }
    [sum, difference]
}

/// The value of a polynomial of cosines, by Clenshaw's recursion.
fn chebyshev(polynomial: &[f64; 6], x: f64) -> f64 {
    let mut later = 0.0;
    let mut last = 1.0;
    for coefficient in &polynomial[1..5] {
        (last, later) = (2.0 * x * last - later + coefficient, last);
    }
    x * last - later + 0.5 * polynomial[5]
}

/// The root between two points of different sign.
fn bisect(polynomial: &[f64; 6], mut above: f64, mut below: f64, mut value_above: f64) -> f64 {
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (above + below);
        let value = chebyshev(polynomial, middle);
        if value_above * value > 0.0 {
            (above, value_above) = (middle, value);
        } else {
            below = middle;
        }
    }
    let value_below = chebyshev(polynomial, below);
    let span = value_above - value_below;
    if span == 0.0 {
        return below;
    }
    above + (below - above) * value_above / span
}

/// The predictor of a line spectrum of cosines (§3.2.6).
pub(super) fn predictor_of(spectrum: &LineSpectrum) -> Predictor {
    let sum = product(spectrum, 0);
    let difference = product(spectrum, 1);
    let mut predictor = [0.0; ORDER];
    for i in 1..6 {
        let symmetric = sum[i] + sum[i - 1];
        let antisymmetric = difference[i] - difference[i - 1];
        predictor[i - 1] = (0.5 * (symmetric + antisymmetric)) as f32;
        predictor[10 - i] = (0.5 * (symmetric - antisymmetric)) as f32;
    }
    predictor
}

/// The product of 1 - 2qz⁻¹ + z⁻² over every second line from `first`.
fn product(spectrum: &LineSpectrum, first: usize) -> [f64; 6] {
    let mut factors = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    for (i, line) in (1..6).zip(spectrum.iter().skip(first).step_by(2)) {
        let middle = -2.0 * f64::from(*line);
        let mirrored = if i > 1 { factors[i - 2] } else { 0.0 };
        factors[i] = middle * factors[i - 1] + 2.0 * mirrored;
        for j in (1..i).rev() {
            let two_before = if j > 1 { factors[j - 2] } else { 0.0 };
            factors[j] += middle * factors[j - 1] + two_before;
        }
    }
    factors
}

/// The predictors of both subframes between two line spectra of cosines (§3.2.5).
pub(super) fn interpolated(previous: &LineSpectrum, current: &LineSpectrum) -> [Predictor; 2] {
    let middle = std::array::from_fn(|i| 0.5 * (previous[i] + current[i]));
    [predictor_of(&middle), predictor_of(current)]
}
