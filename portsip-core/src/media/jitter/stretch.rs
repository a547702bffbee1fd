//! Plays voice a little faster or slower without changing its pitch: one
//! period is cut out or put in, cross-faded where the signal is like itself
//! (waveform similarity, overlap and add).

use super::pitch::{Anchor, LAG_MS_MAX, LAG_MS_MIN, Pitch, Search, find_pitch};
use super::voice::Voice;

/// Samples that are looked at, in milliseconds: two of the longest periods.
pub(super) const LOOK_MS: usize = 30;
/// The mean square below which nobody hears the seam (about −54 dBov).
const QUIET_MEAN_SQUARE: f32 = 65.0 * 65.0;
/// The stretch compared with the one a period later, in milliseconds.
const WINDOW_MS: f32 = 10.0;

/// Which way to stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Cuts one period out.
    Accelerate,
    /// Puts one period in.
    Expand,
}

/// Stretches the front of the waiting samples where the signal is like itself
/// to at least `likeness_min`, or quiet; the samples put in or cut out, 0
/// when it was left alone.
pub(super) fn stretch(voice: &mut Voice, stretch: Stretch, likeness_min: f32) -> usize {
    let Some(pitch) = period(voice) else { return 0 };
    if pitch.likeness < likeness_min && !is_quiet(&voice.waiting()[..2 * pitch.lag]) {
        return 0;
    }
    let lag = pitch.lag;
    match stretch {
        Stretch::Accelerate => {
            let waiting = voice.waiting_mut();
            cross_fade(waiting, 0, lag, 0, lag);
            voice.cut(lag, lag);
        }
        Stretch::Expand => {
            // Two periods a, b become a, then b fading to a, then b.
            if !voice.open(lag, lag) {
                return 0;
            }
            let waiting = voice.waiting_mut();
            cross_fade(waiting, 2 * lag, 0, lag, lag);
        }
    }
    lag
}

/// The period of the first samples that wait.
fn period(voice: &Voice) -> Option<Pitch> {
    let rate_hz = voice.rate_hz();
    let waiting = voice.waiting();
    let look = (LOOK_MS * rate_hz as usize / 1000).min(waiting.len());
    let look_ms = look as f32 * 1000.0 / rate_hz as f32;
    let lag_ms_max = (look_ms / 2.0).min(LAG_MS_MAX);
    if lag_ms_max < LAG_MS_MIN {
        return None;
    }
    // Lag and window together must fit what is looked at.
    let search = Search {
        anchor: Anchor::Front,
        lag_ms_min: LAG_MS_MIN,
        lag_ms_max,
        window_ms: WINDOW_MS.min(look_ms - lag_ms_max),
    };
    let pitch = find_pitch(&waiting[..look], rate_hz, search)?;
    (2 * pitch.lag <= look).then_some(pitch)
}

/// Writes to `to` what begins as the samples at `from` and ends as those at
/// `into`.
fn cross_fade(samples: &mut [i16], from: usize, into: usize, to: usize, count: usize) {
    let step = 1.0 / count as f32;
    for n in 0..count {
        let weight = (n as f32 + 0.5) * step;
        let (a, b) = (f32::from(samples[from + n]), f32::from(samples[into + n]));
        samples[to + n] = (a + (b - a) * weight) as i16;
    }
}

fn is_quiet(samples: &[i16]) -> bool {
    let sum: f32 = samples.iter().map(|&s| f32::from(s) * f32::from(s)).sum();
    sum <= QUIET_MEAN_SQUARE * samples.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate_hz: u32, ms: usize) -> Voice {
        let mut voice = Voice::new(rate_hz);
        let count = ms * rate_hz as usize / 1000;
        for (n, sample) in voice.room(count).iter_mut().enumerate() {
            let phase = n as f32 / rate_hz as f32 * 150.0 * std::f32::consts::TAU;
            *sample = ((phase.sin() + 0.5 * (2.0 * phase).cos()) * 8000.0) as i16;
        }
        voice.grow(count);
        voice
    }

    fn steepest(samples: &[i16]) -> i32 {
        let steps = samples.windows(2);
        steps
            .map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn a_period_goes_in_and_out_without_a_step() {
        for rate_hz in [8000, 16_000, 48_000] {
            for way in [Stretch::Accelerate, Stretch::Expand] {
                let mut voice = tone(rate_hz, 40);
                let steepest_before = steepest(voice.waiting());
                let before = voice.waiting().len();
                let lag = stretch(&mut voice, way, 0.9);
                assert!(lag > 0);
                let change = voice.waiting().len() as i64 - before as i64;
                let expected = if way == Stretch::Expand { 1 } else { -1 };
                assert_eq!(change, lag as i64 * expected);
                let limit = steepest_before * 115 / 100 + 20;
                assert!(steepest(voice.waiting()) <= limit, "{rate_hz} {way:?}");
            }
        }
    }

    #[test]
    fn noise_is_left_alone_and_silence_is_not() {
        let mut rng = crate::rng::Rng::from_number(4);
        let mut noise = Voice::new(8000);
        for sample in noise.room(320) {
            *sample = rng.u32() as i16;
        }
        noise.grow(320);
        assert_eq!(stretch(&mut noise, Stretch::Accelerate, 0.9), 0);
        let mut silence = Voice::new(8000);
        silence.room(320);
        silence.grow(320);
        assert!(stretch(&mut silence, Stretch::Accelerate, 0.9) > 0);
    }

    #[test]
    fn too_few_samples_are_left_alone() {
        let mut voice = tone(8000, 4);
        assert_eq!(stretch(&mut voice, Stretch::Accelerate, 0.0), 0);
    }
}
