//! Reflection coefficients as log area ratios: from one to the other, coded,
//! and in between those of two frames (GSM 06.10 §5.2.6…9).

use super::arithmetic::{abs, mult, mult_r};
use super::frame::ORDER;

/// How a ratio is quantised (table 5.1): its factor and offset, the range of
/// its code, and the inverse of its factor (table 5.2).
struct Scale {
    factor: i16,
    offset: i16,
    lowest: i16,
    highest: i16,
    inverse: i16,
}

const fn scale(factor: i16, offset: i16, lowest: i16, highest: i16, inverse: i16) -> Scale {
    Scale {
        factor,
        offset,
        lowest,
        highest,
        inverse,
    }
}

const SCALES: [Scale; ORDER] = [
    scale(20_480, 0, -32, 31, 13_107),
    scale(20_480, 0, -32, 31, 13_107),
    scale(20_480, 2048, -16, 15, 13_107),
    scale(20_480, -2560, -16, 15, 13_107),
    scale(13_964, 94, -8, 7, 19_223),
    scale(15_360, -1792, -8, 7, 17_476),
    scale(8534, -341, -4, 3, 31_454),
    scale(9036, -1144, -4, 3, 29_708),
];

/// The codes of reflection coefficients.
pub(super) fn code(reflections: [i16; ORDER]) -> [u8; ORDER] {
    let mut codes = [0; ORDER];
    for ((code, reflection), scale) in codes.iter_mut().zip(reflections).zip(&SCALES) {
        let ratio = log_area_ratio(reflection);
        let scaled = mult(scale.factor, ratio)
            .saturating_add(scale.offset)
            .saturating_add(256);
        let level = (scaled >> 9).clamp(scale.lowest, scale.highest);
        *code = (level - scale.lowest) as u8;
    }
    codes
}

fn log_area_ratio(reflection: i16) -> i16 {
    let ratio = match abs(reflection) {
        small @ ..22_118 => small >> 1,
        middle @ 22_118..31_130 => middle - 11_059,
        large => (large - 26_112) << 2,
    };
    if reflection < 0 { -ratio } else { ratio }
}

/// `LARpp`: the ratios that codes stand for.
pub(super) fn decode(codes: [u8; ORDER]) -> [i16; ORDER] {
    let mut ratios = [0; ORDER];
    for ((ratio, code), scale) in ratios.iter_mut().zip(codes).zip(&SCALES) {
        let level = (i16::from(code) + scale.lowest) << 10;
        let level = level.saturating_sub(scale.offset << 1);
        let half = mult_r(scale.inverse, level);
        *ratio = half.saturating_add(half);
    }
    ratios
}

/// Where one set of coefficients of a frame ends and the next begins.
const STRETCH_ENDS: [usize; 4] = [13, 27, 40, 160];

/// The reflection coefficients of each stretch of a frame, whose ratios glide
/// from those of the frame `before`: the stretch, then its coefficients.
pub(super) fn glide(
    before: [i16; ORDER],
    now: [i16; ORDER],
) -> [(std::ops::Range<usize>, [i16; ORDER]); 4] {
    std::array::from_fn(|stretch| {
        let start = if stretch == 0 {
            0
        } else {
            STRETCH_ENDS[stretch - 1]
        };
        let mut reflections = [0; ORDER];
        for ((reflection, before), now) in reflections.iter_mut().zip(before).zip(now) {
            let ratio = match stretch {
                0 => (before >> 2)
                    .saturating_add(now >> 2)
                    .saturating_add(before >> 1),
                1 => (before >> 1).saturating_add(now >> 1),
                2 => (before >> 2)
                    .saturating_add(now >> 2)
                    .saturating_add(now >> 1),
                _ => now,
            };
            *reflection = reflection_coefficient(ratio);
        }
        (start..STRETCH_ENDS[stretch], reflections)
    })
}

fn reflection_coefficient(ratio: i16) -> i16 {
    let reflection = match abs(ratio) {
        small @ ..11_059 => small << 1,
        middle @ 11_059..20_070 => middle + 11_059,
        large => (large >> 2).saturating_add(26_112),
    };
    if ratio < 0 { -reflection } else { reflection }
}
