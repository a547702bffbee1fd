//! Brings a sum of signals back into the range of a sample without clipping.

use super::to_sample;

/// The loudest sample.
const PEAK: f32 = i16::MAX as f32;
/// The share of a reduction that is given back in each frame: 90 % in 220 ms.
const RELEASE: f32 = 0.1;
/// A reduction so small ends.
const NEARLY_UNITY: f32 = 0.999;

/// Turns a frame down as a whole just enough for its loudest sample, and lets
/// it come back slowly. What is within range passes unchanged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limiter {
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Nothing loud was heard lately.
    Open,
    /// Everything is scaled by this, below one.
    Reducing(f32),
}

impl Limiter {
    /// A limiter that has heard nothing loud.
    pub(super) const fn new() -> Self {
        Self { state: State::Open }
    }

    /// Limits a frame.
    pub(super) fn apply(&mut self, wide: &[f32], frame: &mut [i16]) {
        let peak = wide
            .iter()
            .fold(0.0_f32, |peak, value| peak.max(value.abs()));
        let before = match self.state {
            State::Open if peak <= PEAK => {
                for (sample, value) in frame.iter_mut().zip(wide) {
                    *sample = to_sample(*value);
                }
                return;
            }
            State::Open => 1.0,
            State::Reducing(gain) => gain,
        };
        let after = self.next_gain(before, peak);
        // The way down ends before the first sample that is too loud for where
        // it began; the way up takes the whole frame.
        let way = wide
            .iter()
            .position(|value| value.abs() * before > PEAK)
            .unwrap_or(wide.len());
        let step = (after - before) / way.max(1) as f32;
        for (i, (sample, value)) in frame.iter_mut().zip(wide).enumerate() {
            let gain = if i < way {
                before + step * (i + 1) as f32
            } else {
                after
            };
            *sample = to_sample(value * gain);
        }
    }

    /// The gain at the end of a frame whose loudest sample is `peak`.
    fn next_gain(&mut self, before: f32, peak: f32) -> f32 {
        let released = before + (1.0 - before) * RELEASE;
        let bearable = PEAK / peak.max(1.0);
        if released > NEARLY_UNITY && bearable >= 1.0 {
            self.state = State::Open;
            return 1.0;
        }
        let gain = released.min(bearable);
        self.state = State::Reducing(gain);
        gain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(samples: usize, amplitude: f32) -> Vec<f32> {
        (0..samples)
            .map(|i| amplitude * (i as f32 * 0.21).sin())
            .collect()
    }

    fn run(limiter: &mut Limiter, wide: &[f32]) -> Vec<i16> {
        let mut heard = vec![0; wide.len()];
        for (wide, heard) in wide.chunks(80).zip(heard.chunks_mut(80)) {
            limiter.apply(wide, heard);
        }
        heard
    }

    #[test]
    fn what_fits_passes_unchanged() {
        let wide: Vec<f32> = tone(800, 32_767.0)
            .iter()
            .map(|value| value.round())
            .collect();
        let heard = run(&mut Limiter::new(), &wide);
        assert!(heard.iter().zip(&wide).all(|(h, w)| *h == *w as i16));
    }

    /// Clipping would leave runs of samples at the edge.
    #[test]
    fn four_times_too_loud_keeps_its_shape() {
        let wide = tone(8000, 4.0 * 32_767.0);
        let heard = run(&mut Limiter::new(), &wide);
        let at_edge = heard
            .windows(2)
            .filter(|pair| pair[0].unsigned_abs() >= 32_767 && pair[0] == pair[1]);
        assert_eq!(at_edge.count(), 0);
        let error: f32 = heard[80..]
            .iter()
            .zip(&wide[80..])
            .map(|(heard, wide)| (f32::from(*heard) - wide / 4.0).powi(2))
            .sum();
        let energy: f32 = wide[80..].iter().map(|wide| (wide / 4.0).powi(2)).sum();
        assert!(energy / error > 1000.0, "{}", energy / error);
    }

    #[test]
    fn comes_back_after_a_peak() {
        let mut limiter = Limiter::new();
        run(&mut limiter, &tone(80, 200_000.0));
        let wide: Vec<f32> = tone(8000, 1000.0)
            .iter()
            .map(|value| value.round())
            .collect();
        let heard = run(&mut limiter, &wide);
        let late = 8000 - 800;
        assert!(
            heard[late..]
                .iter()
                .zip(&wide[late..])
                .all(|(h, w)| *h == *w as i16)
        );
    }

    #[test]
    fn a_click_from_silence_does_not_wrap() {
        let mut wide = vec![0.0; 160];
        wide[0] = -1_000_000.0;
        wide[80] = 1_000_000.0;
        let heard = run(&mut Limiter::new(), &wide);
        assert_eq!([heard[0], heard[80]], [-32_767, 32_767]);
    }
}
