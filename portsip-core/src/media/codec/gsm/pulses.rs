//! The excitation as regular pulses: which of the grids, how great, and coded
//! (GSM 06.10 §5.2.13…17).

use super::arithmetic::{abs, mult, mult_r, saturate};
use super::frame::{PULSES, SUBFRAME_SAMPLES, Subframe};

/// `H`: the weighting filter.
const WEIGHTING: [i16; 11] = [-134, -374, 0, 2054, 5741, 8192, 5741, 2054, 0, -374, -134];
/// `NRFAC`: the inverse of each mantissa.
const INVERSES: [i16; 8] = [
    29_128, 26_215, 23_832, 21_846, 20_165, 18_725, 17_476, 16_384,
];
/// `FAC`: each mantissa.
const MANTISSAS: [i16; 8] = [
    18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767,
];

/// Codes an excitation into the grid, the amplitude and the pulses of `subframe`.
pub(super) fn encode(excitation: &[i16; SUBFRAME_SAMPLES], subframe: &mut Subframe) {
    let weighted = weight(excitation);
    let (grid, pulses) = choose_grid(&weighted);
    subframe.grid = grid;
    let peak = pulses.iter().fold(0, |peak, pulse| abs(*pulse).max(peak));
    subframe.block_amplitude = code_amplitude(peak);
    let amplitude = Amplitude::of(subframe.block_amplitude);
    let inverse = INVERSES[amplitude.mantissa];
    for (code, pulse) in subframe.pulses.iter_mut().zip(pulses) {
        let normalised = pulse << (6 - amplitude.exponent);
        *code = ((mult(normalised, inverse) >> 12) + 4).clamp(0, 7) as u8;
    }
}

/// The excitation that a subframe stands for.
pub(super) fn decode(subframe: &Subframe) -> [i16; SUBFRAME_SAMPLES] {
    let amplitude = Amplitude::of(subframe.block_amplitude);
    let mantissa = MANTISSAS[amplitude.mantissa];
    let shift = 6 - amplitude.exponent;
    let rounding = if shift == 0 { 0 } else { 1 << (shift - 1) };
    let mut excitation = [0; SUBFRAME_SAMPLES];
    let places = excitation[usize::from(subframe.grid & 3)..].iter_mut();
    for (place, code) in places.step_by(3).zip(subframe.pulses) {
        let level = (i16::from(code & 7) * 2 - 7) << 12;
        *place = mult_r(mantissa, level).saturating_add(rounding) >> shift;
    }
    excitation
}

fn weight(excitation: &[i16; SUBFRAME_SAMPLES]) -> [i16; SUBFRAME_SAMPLES] {
    const MARGIN: usize = WEIGHTING.len() / 2;
    let mut padded = [0; SUBFRAME_SAMPLES + 2 * MARGIN];
    padded[MARGIN..MARGIN + SUBFRAME_SAMPLES].copy_from_slice(excitation);
    std::array::from_fn(|place| {
        let taps = padded[place..].iter().zip(WEIGHTING);
        let sum: i32 = taps.map(|(a, b)| i32::from(*a) * i32::from(b)).sum();
        saturate((sum + 4096) >> 13)
    })
}

/// The grid with the most energy, and its pulses.
fn choose_grid(weighted: &[i16; SUBFRAME_SAMPLES]) -> (u8, [i16; PULSES]) {
    let on = |grid: usize| std::array::from_fn(|pulse| weighted[grid + 3 * pulse]);
    let mut best = (0, on(0));
    let mut greatest = 0;
    for grid in 0..4_u8 {
        let pulses: [i16; PULSES] = on(usize::from(grid));
        let energy: i32 = pulses
            .iter()
            .map(|pulse| i32::from(pulse >> 2) * i32::from(pulse >> 2))
            .sum();
        if energy > greatest {
            greatest = energy;
            best = (grid, pulses);
        }
    }
    best
}

/// `xmaxc`: three bits of exponent and three of mantissa.
fn code_amplitude(peak: i16) -> u8 {
    let above = (peak >> 9).unsigned_abs();
    let exponent = (u16::BITS - above.leading_zeros()).min(6);
    ((peak >> (exponent + 5)) + (exponent << 3) as i16) as u8
}

/// A decoded block amplitude.
struct Amplitude {
    /// -4…6.
    exponent: i16,
    /// 0…7.
    mantissa: usize,
}

impl Amplitude {
    fn of(code: u8) -> Self {
        let code = i16::from(code & 63);
        let mut exponent = if code > 15 { (code >> 3) - 1 } else { 0 };
        let mut mantissa = code - (exponent << 3);
        if mantissa == 0 {
            return Self {
                exponent: -4,
                mantissa: 7,
            };
        }
        while mantissa <= 7 {
            mantissa = mantissa << 1 | 1;
            exponent -= 1;
        }
        Self {
            exponent,
            mantissa: (mantissa - 8) as usize & 7,
        }
    }
}
