//! Finds the period of voice: the lag at which a signal is most like itself.

/// The shortest period looked for: 400 Hz.
pub(super) const LAG_MS_MIN: f32 = 2.5;
/// The longest: 66 Hz (ITU-T G.711 appendix I has the same bound).
pub(super) const LAG_MS_MAX: f32 = 15.0;

/// The coarse search runs at this rate.
const COARSE_RATE_HZ: u32 = 4000;
/// Samples of the coarse search: room for 50 ms.
const COARSE_SAMPLES_MAX: usize = 200;

/// A lag and how alike the signal is at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pitch {
    /// In samples.
    pub(super) lag: usize,
    /// The normalised correlation, −1…1; 1 for silence.
    pub(super) likeness: f32,
}

/// Which stretch is compared with its likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The first samples, with later ones.
    Front,
    /// The last samples, with earlier ones.
    End,
}

/// What is compared with what; times in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search {
    pub(super) anchor: Anchor,
    pub(super) lag_ms_min: f32,
    pub(super) lag_ms_max: f32,
    pub(super) window_ms: f32,
}

/// The lag at which the anchored stretch of `samples` is most like another.
/// `None` when there are too few samples for the search.
pub(super) fn find_pitch(samples: &[i16], rate_hz: u32, search: Search) -> Option<Pitch> {
    let factor = (rate_hz / COARSE_RATE_HZ).max(1) as usize;
    let mut coarse = [0.0_f32; COARSE_SAMPLES_MAX];
    let coarse = decimate(samples, factor, search.anchor, &mut coarse);
    let (least, most) = lags(search, rate_hz / factor as u32);
    let window = samples_of(search.window_ms, rate_hz / factor as u32);
    let (guess, _) = best_lag(coarse, least, most, window, search.anchor)?;

    let (least, most) = lags(search, rate_hz);
    let from = (guess * factor).saturating_sub(factor).max(least);
    let to = (guess * factor + factor).min(most);
    let window = samples_of(search.window_ms, rate_hz);
    let (lag, likeness) = best_lag(samples, from, to, window, search.anchor)?;
    Some(Pitch { lag, likeness })
}

fn best_lag<S: Copy + Into<f32>>(
    samples: &[S],
    least: usize,
    most: usize,
    window: usize,
    anchor: Anchor,
) -> Option<(usize, f32)> {
    let anchored = match anchor {
        Anchor::Front => 0,
        Anchor::End => samples.len().checked_sub(window)?,
    };
    let anchored_samples = samples.get(anchored..anchored + window)?;
    let (_, anchored_energy) = products(anchored_samples, anchored_samples);
    (least..=most)
        .filter_map(|lag| {
            let other = match anchor {
                Anchor::Front => lag,
                Anchor::End => anchored.checked_sub(lag)?,
            };
            let other = samples.get(other..other + window)?;
            let (product, energy) = products(anchored_samples, other);
            Some((lag, likeness(product, anchored_energy, energy)))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The normalised correlation of two stretches, 1 when both are silent.
fn likeness(product: f32, energy_a: f32, energy_b: f32) -> f32 {
    let energy = (energy_a * energy_b).sqrt();
    if energy < 1.0 { 1.0 } else { product / energy }
}

/// Sums that are added side by side: the processor has as wide registers.
const LANES: usize = 8;

/// The sums of `a` times `b`, and of `b` times itself.
fn products<S: Copy + Into<f32>>(a: &[S], b: &[S]) -> (f32, f32) {
    let (mut product, mut energy) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let (a_groups, b_groups) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a_groups.remainder().iter().zip(b_groups.remainder());
    for (lane, (&a, &b)) in rest.enumerate() {
        let (a, b): (f32, f32) = (a.into(), b.into());
        product[lane] = a * b;
        energy[lane] = b * b;
    }
    for (a, b) in a_groups.zip(b_groups) {
        for lane in 0..LANES {
            let (a, b): (f32, f32) = (a[lane].into(), b[lane].into());
            product[lane] += a * b;
            energy[lane] += b * b;
        }
    }
    (product.iter().sum(), energy.iter().sum())
}

/// Averages groups of `factor` samples, whole at the anchored end.
fn decimate<'c>(
    samples: &[i16],
    factor: usize,
    anchor: Anchor,
    coarse: &'c mut [f32; COARSE_SAMPLES_MAX],
) -> &'c [f32] {
    let average = |group: &[i16]| group.iter().map(|&s| f32::from(s)).sum::<f32>() / factor as f32;
    let count = (samples.len() / factor).min(COARSE_SAMPLES_MAX);
    match anchor {
        Anchor::Front => {
            for (group, out) in samples.chunks_exact(factor).zip(coarse.iter_mut()) {
                *out = average(group);
            }
            &coarse[..count]
        }
        Anchor::End => {
            for (group, out) in samples.rchunks_exact(factor).zip(coarse.iter_mut().rev()) {
                *out = average(group);
            }
            &coarse[COARSE_SAMPLES_MAX - count..]
        }
    }
}

fn lags(search: Search, rate_hz: u32) -> (usize, usize) {
    (
        samples_of(search.lag_ms_min, rate_hz),
        samples_of(search.lag_ms_max, rate_hz),
    )
}

fn samples_of(ms: f32, rate_hz: u32) -> usize {
    (ms * rate_hz as f32 / 1000.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Search = Search {
        anchor: Anchor::End,
        lag_ms_min: LAG_MS_MIN,
        lag_ms_max: LAG_MS_MAX,
        window_ms: 20.0,
    };

    /// A voice-like signal: a fundamental and two harmonics.
    fn voice(rate_hz: u32, pitch_hz: f32, ms: usize) -> Vec<i16> {
        (0..ms * rate_hz as usize / 1000)
            .map(|n| {
                let phase = n as f32 / rate_hz as f32 * pitch_hz * std::f32::consts::TAU;
                let sum = phase.sin() + 0.6 * (2.0 * phase).sin() + 0.3 * (3.0 * phase).cos();
                (sum * 5000.0) as i16
            })
            .collect()
    }

    #[test]
    fn the_period_or_a_multiple_of_it_is_found_at_every_rate() {
        for rate_hz in [8000, 16_000, 48_000] {
            for pitch_hz in [80.0, 117.0, 200.0, 310.0] {
                let samples = voice(rate_hz, pitch_hz, 50);
                let pitch = find_pitch(&samples, rate_hz, SEARCH).unwrap();
                let periods = pitch.lag as f32 * pitch_hz / rate_hz as f32;
                assert!(
                    (periods - periods.round()).abs() < 0.06,
                    "{rate_hz} {pitch_hz} {periods}"
                );
                assert!(pitch.likeness > 0.95, "{}", pitch.likeness);
            }
        }
    }

    #[test]
    fn silence_is_like_itself_and_too_little_gives_none() {
        let pitch = find_pitch(&[0; 400], 8000, SEARCH).unwrap();
        assert!(pitch.likeness > 0.99);
        assert_eq!(find_pitch(&[0; 150], 8000, SEARCH), None);
    }
}
