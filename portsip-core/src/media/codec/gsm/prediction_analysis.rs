//! The reflection coefficients of a frame: autocorrelation and the Schur
//! recursion (GSM 06.10 §5.2.4…5).

use super::arithmetic::{abs, div, mult_r, norm};
use super::frame::{FRAME_SAMPLES, ORDER};

/// The reflection coefficients; `samples` lose the bits that are scaled away.
pub(super) fn reflections(samples: &mut [i16; FRAME_SAMPLES]) -> [i16; ORDER] {
    schur(&autocorrelation(samples))
}

fn autocorrelation(samples: &mut [i16; FRAME_SAMPLES]) -> [i32; ORDER + 1] {
    let peak = samples
        .iter()
        .fold(0, |peak, sample| abs(*sample).max(peak));
    let scale = match peak {
        0 => 0,
        peak => 4_u32.saturating_sub(norm(i32::from(peak) << 16)),
    };
    if scale > 0 {
        let factor = 16_384 >> (scale - 1);
        for sample in samples.iter_mut() {
            *sample = mult_r(*sample, factor);
        }
    }
    let products = std::array::from_fn(|lag| {
        let pairs = samples[lag..].iter().zip(&*samples);
        let sum: i32 = pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        sum << 1
    });
    for sample in samples.iter_mut() {
        *sample <<= scale;
    }
    products
}

fn schur(products: &[i32; ORDER + 1]) -> [i16; ORDER] {
    let mut reflections = [0; ORDER];
    if products[0] == 0 {
        return reflections;
    }
    let shift = norm(products[0]);
    let mut p = products.map(|product| (product << shift >> 16) as i16);
    let mut k = p;
    for (n, place) in reflections.iter_mut().enumerate() {
        let magnitude = abs(p[1]);
        if p[0] < magnitude {
            break;
        }
        let quotient = div(magnitude, p[0]);
        let reflection = if p[1] > 0 { -quotient } else { quotient };
        *place = reflection;
        p[0] = p[0].saturating_add(mult_r(p[1], reflection));
        for m in 1..ORDER - n {
            let next = p[m + 1];
            p[m] = next.saturating_add(mult_r(k[m], reflection));
            k[m] = k[m].saturating_add(mult_r(next, reflection));
        }
    }
    reflections
}
