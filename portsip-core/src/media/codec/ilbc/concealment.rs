//! The residual of a frame that is lost: the last one goes on, by its pitch as
//! far as it had one and else by chance, ever softer (RFC 3951 §4.5).

use super::filters::{IDENTITY, Polynomial};
use super::mode::{FRAME_SAMPLES_MAX, Shape};

/// The last samples that show how periodic the residual is.
const LOOK_BACK: usize = 60;
/// A residual softer than this is continued as noise alone.
const NOISE_LEVEL: f32 = 30.0;

/// What the last frame left to go on from.
#[derive(Clone)]
pub(super) struct Concealment {
    residual: [f32; FRAME_SAMPLES_MAX],
    filter: Polynomial,
    /// Samples lost in a row.
    lost: usize,
    lag: usize,
    /// How periodic the residual was, 0…1.
    periodicity: f32,
    seed: u32,
}

impl Concealment {
    pub(super) const fn new() -> Self {
        Self {
            residual: [0.0; FRAME_SAMPLES_MAX],
            filter: IDENTITY,
            lost: 0,
            lag: 120,
            periodicity: 0.0,
            seed: 777,
        }
    }

    /// A good frame has come; its residual, and its last filter.
    pub(super) fn handle_frame(&mut self, residual: &[f32], filter: &Polynomial) {
        self.residual[..residual.len()].copy_from_slice(residual);
        self.filter = *filter;
        self.lost = 0;
    }

    /// Makes up a residual, where `lag` is the pitch of the last good frame;
    /// the filter to hear it through.
    pub(super) fn conceal(&mut self, shape: Shape, lag: usize, out: &mut [f32]) -> Polynomial {
        let former = &self.residual[..shape.samples];
        if self.lost == 0 {
            (self.lag, self.periodicity) = pitch(former, lag);
        }
        self.lost += shape.samples;
        let gain = match self.lost {
            ..=320 => 1.0,
            321..=640 => 0.9,
            641..=960 => 0.7,
            961..=1280 => 0.5,
            _ => 0.0,
        };
        let voiced = ((self.periodicity.sqrt() - 0.4) / 0.3).clamp(0.0, 1.0);
        // Two periods at once sound less like a machine.
        let lag = if self.lag < 80 {
            2 * self.lag
        } else {
            self.lag
        };
        let mut noise = [0.0; FRAME_SAMPLES_MAX];
        let mut energy = 0.0;
        for place in 0..out.len() {
            self.seed = self.seed.wrapping_mul(69_069).wrapping_add(1) & 0x7FFF_FFFF;
            let random_lag = 50 + (self.seed % 70) as usize;
            noise[place] = earlier(&noise, former, place, random_lag);
            let repeated = earlier(out, former, place, lag);
            let fade = match place {
                ..80 => gain,
                80..160 => 0.95 * gain,
                _ => 0.9 * gain,
            };
            out[place] = fade * (voiced * repeated + (1.0 - voiced) * noise[place]);
            energy += out[place] * out[place];
        }
        if energy < NOISE_LEVEL * NOISE_LEVEL * out.len() as f32 {
            for (out, noise) in out.iter_mut().zip(noise) {
                *out = gain * noise;
            }
        }
        self.residual[..out.len()].copy_from_slice(out);
        self.filter
    }
}

/// The sample `lag` before a place, in what is made or in the former frame.
fn earlier(made: &[f32], former: &[f32], place: usize, lag: usize) -> f32 {
    match place.checked_sub(lag) {
        Some(place) => made[place],
        None => former[(former.len() + place).saturating_sub(lag)],
    }
}

/// The lag near `lag` at which the end of a residual repeats best, and how well
/// it does.
fn pitch(residual: &[f32], lag: usize) -> (usize, f32) {
    let lag = lag.clamp(20, 120);
    let mut best = (lag - 3, f32::MIN, 0.0);
    for lag in lag - 3..=lag + 3 {
        let count = LOOK_BACK.min(residual.len() - lag);
        let end = &residual[residual.len() - count..];
        let before = &residual[residual.len() - count - lag..];
        let (mut product, mut energy, mut energy_before) = (0.0, 0.0, 0.0);
        for (a, b) in end.iter().zip(before) {
            product += a * b;
            energy += a * a;
            energy_before += b * b;
        }
        let (mut likeness, mut periodicity) = (0.0, 0.0);
        if energy_before > 0.0 && energy > 0.0 {
            likeness = product * product / energy_before;
            periodicity = product.abs() / (energy.sqrt() * energy_before.sqrt());
        }
        if likeness > best.1 {
            best = (lag, likeness, periodicity);
        }
    }
    (best.0, best.2)
}
