//! Sample-rate conversion by a polyphase filter: 2.5 ms of the lower rate's
//! delay, an exact count of samples for ever, images and aliases 70 dB down.

use super::{FRAME_SAMPLES_MAX, to_sample};

/// Taps of the filter at the lower of the two rates, a multiple of [`LANES`]:
/// flat to 81 % of half the lower rate, silent from 103 % on.
const TAPS: u64 = 40;
/// Where the filter is down by 6 dB, as a share of the lower rate.
const CUTOFF: f64 = 0.46;
/// The shape of the Kaiser window, for 70 dB.
const KAISER_BETA: f64 = 6.9;
/// Partial sums that the processor can add side by side.
const LANES: usize = 8;

/// Converts one signal from one rate to another.
pub(super) struct Resampler {
    /// Output samples in one period of the two rates.
    phases: usize,
    /// Input samples in one period, in units of an output phase each.
    step: usize,
    /// Input samples that one output sample is made of.
    taps: usize,
    /// The filter, `taps` coefficients for each phase.
    filter: Box<[f32]>,
    /// The last `taps - 1` samples of earlier input, then the current input.
    history: Box<[f32]>,
    /// The phase of the next output sample.
    phase: usize,
}

impl std::fmt::Debug for Resampler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resampler({}:{})", self.step, self.phases)
    }
}

impl Resampler {
    /// A converter, or `None` where the rates are equal. Rates are in Hz, at
    /// least 1000, and taken to the nearest 25.
    pub(super) fn new(input_hz: u32, output_hz: u32) -> Option<Self> {
        let in_units = |rate_hz: u32| ((u64::from(rate_hz) + 12) / 25).max(40);
        let (input, output) = (in_units(input_hz), in_units(output_hz));
        if input == output {
            return None;
        }
        let divisor = greatest_common_divisor(input, output);
        let (phases, step) = ((output / divisor) as usize, (input / divisor) as usize);
        let taps = (TAPS * input.max(output)).div_ceil(output) as usize;
        let taps = taps.next_multiple_of(LANES);
        // 10 ms of the highest output rate is the most that is asked at a time.
        let input_max = (FRAME_SAMPLES_MAX * step).div_ceil(phases) + 1;
        Some(Self {
            phases,
            step,
            taps,
            filter: design(phases, taps, input as f64, output as f64),
            history: vec![0.0; taps - 1 + input_max].into_boxed_slice(),
            phase: 0,
        })
    }

    /// The input samples that the next `output_samples` are made of: always
    /// the same for rates of whole samples in 10 ms.
    pub(super) fn input_samples(&self, output_samples: usize) -> usize {
        (self.phase + output_samples * self.step) / self.phases
    }

    /// Converts [`Resampler::input_samples`] of `input` to all of `output`, at
    /// most [`FRAME_SAMPLES_MAX`]. Samples missing in `input` are silence,
    /// those beyond are not used.
    pub(super) fn convert_samples(&mut self, input: &[i16], output: &mut [i16]) {
        let input = input.iter().map(|sample| f32::from(*sample));
        self.run(input, output.len(), |output_index, value| {
            output[output_index] = to_sample(value);
        });
    }

    /// The same beyond the range of a sample, added to what is in `output`.
    pub(super) fn convert_adding(&mut self, input: &[f32], output: &mut [f32]) {
        self.run(
            input.iter().copied(),
            output.len(),
            |output_index, value| {
                output[output_index] += value;
            },
        );
    }

    fn run(
        &mut self,
        input: impl Iterator<Item = f32>,
        output_samples: usize,
        mut store: impl FnMut(usize, f32),
    ) {
        let output_samples = output_samples.min(FRAME_SAMPLES_MAX);
        let input_samples = self.input_samples(output_samples);
        let kept = self.taps - 1;
        let current = &mut self.history[kept..kept + input_samples];
        let mut input = input;
        for slot in current {
            *slot = input.next().unwrap_or(0.0);
        }
        let mut position = 0;
        for output_index in 0..output_samples {
            let samples = &self.history[position..position + self.taps];
            let filter = &self.filter[self.phase * self.taps..][..self.taps];
            store(output_index, inner_product(samples, filter));
            self.phase += self.step;
            position += self.phase / self.phases;
            self.phase %= self.phases;
        }
        self.history
            .copy_within(input_samples..input_samples + kept, 0);
    }
}

fn inner_product(samples: &[f32], filter: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for (samples, filter) in samples.chunks_exact(LANES).zip(filter.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += samples[lane] * filter[lane];
        }
    }
    sums.iter().sum()
}

/// A windowed sinc at `phases` times the input rate, sorted by phase and
/// newest sample last.
fn design(phases: usize, taps: usize, input: f64, output: f64) -> Box<[f32]> {
    let length = phases * taps;
    let cutoff = CUTOFF * input.min(output) / (input * phases as f64);
    let centre = (length - 1) as f64 / 2.0;
    let coefficient = |index: usize| {
        let offset = index as f64 - centre;
        let angle = std::f64::consts::TAU * cutoff * offset;
        let sinc = if angle == 0.0 {
            1.0
        } else {
            angle.sin() / angle
        };
        let edge = offset / (length as f64 / 2.0);
        let window = bessel_i0(KAISER_BETA * (1.0 - edge * edge).max(0.0).sqrt());
        sinc * window
    };
    let mut filter = vec![0.0; length].into_boxed_slice();
    for (phase, filter) in filter.chunks_exact_mut(taps).enumerate() {
        let values = (0..taps).map(|tap| coefficient(phase + (taps - 1 - tap) * phases));
        // Each phase passes a constant signal unchanged.
        let sum: f64 = values.clone().sum();
        for (slot, value) in filter.iter_mut().zip(values) {
            *slot = (value / sum) as f32;
        }
    }
    filter
}

/// The modified Bessel function of the first kind, order zero.
fn bessel_i0(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..32 {
        term *= quarter / f64::from(k * k);
        sum += term;
    }
    sum
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES_HZ: [u32; 6] = [8_000, 16_000, 24_000, 32_000, 44_100, 48_000];

    /// Some frames of a tone through a converter; how many samples it took.
    fn convert_tone(
        (input_hz, output_hz): (u32, u32),
        tone_hz: f64,
        frames: usize,
    ) -> (Vec<i16>, usize) {
        let mut resampler = Resampler::new(input_hz, output_hz).expect("the rates differ");
        let mut taken = 0;
        let mut heard = Vec::new();
        let mut output = vec![0; (output_hz / 100) as usize];
        for _ in 0..frames {
            let samples = resampler.input_samples(output.len());
            let input: Vec<i16> = (taken..taken + samples)
                .map(|i| {
                    let angle = std::f64::consts::TAU * tone_hz * i as f64 / f64::from(input_hz);
                    (angle.sin() * 20_000.0).round() as i16
                })
                .collect();
            taken += samples;
            resampler.convert_samples(&input, &mut output);
            heard.extend_from_slice(&output);
        }
        (heard, taken)
    }

    /// Signal to everything that is not the tone, in dB, after the filter has filled.
    fn snr_db(heard: &[i16], rate_hz: u32, tone_hz: f64) -> f64 {
        let heard = &heard[heard.len() - rate_hz as usize..];
        let angle = |i: usize| std::f64::consts::TAU * tone_hz * i as f64 / f64::from(rate_hz);
        let project = |wave: fn(f64) -> f64| {
            let sum: f64 = heard
                .iter()
                .enumerate()
                .map(|(i, sample)| f64::from(*sample) * wave(angle(i)))
                .sum();
            2.0 * sum / heard.len() as f64
        };
        let (sine, cosine) = (project(f64::sin), project(f64::cos));
        let (mut tone, mut rest) = (0.0, 0.0);
        for (i, sample) in heard.iter().enumerate() {
            let expected = sine * angle(i).sin() + cosine * angle(i).cos();
            tone += expected * expected;
            rest += (f64::from(*sample) - expected).powi(2);
        }
        10.0 * (tone / rest).log10()
    }

    fn level(heard: &[i16]) -> f64 {
        let late = &heard[heard.len() / 2..];
        let sum: f64 = late.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        (sum / late.len() as f64).sqrt() / (20_000.0 / std::f64::consts::SQRT_2)
    }

    #[test]
    fn every_pair_of_rates_keeps_a_tone_and_its_length() {
        for input_hz in RATES_HZ {
            for output_hz in RATES_HZ.into_iter().filter(|rate| *rate != input_hz) {
                let (heard, taken) = convert_tone((input_hz, output_hz), 1000.0, 150);
                assert_eq!(
                    taken,
                    input_hz as usize * 3 / 2,
                    "{input_hz} to {output_hz}"
                );
                assert_eq!(heard.len(), output_hz as usize * 3 / 2);
                let snr = snr_db(&heard, output_hz, 1000.0);
                assert!(snr > 65.0, "{input_hz} to {output_hz}: {snr} dB");
                assert!((level(&heard) - 1.0).abs() < 0.003);
            }
        }
    }

    #[test]
    fn the_telephone_band_passes() {
        for tone_hz in [100.0, 300.0, 3000.0, 3200.0] {
            for (input_hz, output_hz) in [(48_000, 8_000), (8_000, 48_000), (16_000, 8_000)] {
                let (heard, _) = convert_tone((input_hz, output_hz), tone_hz, 50);
                let level = level(&heard);
                assert!((level - 1.0).abs() < 0.02, "{tone_hz} Hz: {level}");
            }
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        for tone_hz in [4_200.0, 5_000.0, 7_000.0, 12_000.0, 20_000.0] {
            let (heard, _) = convert_tone((48_000, 8_000), tone_hz, 50);
            assert!(level(&heard) < 0.0005, "{tone_hz} Hz: {}", level(&heard));
        }
    }

    #[test]
    fn no_rate_drifts_in_ten_seconds() {
        for input_hz in [11_025, 22_050, 44_100, 48_000, 96_000, 8_030] {
            let (heard, taken) = convert_tone((input_hz, 8_000), 500.0, 1000);
            assert_eq!(heard.len(), 80_000);
            let expected = 10 * ((input_hz + 12) / 25 * 25) as usize;
            assert!(taken.abs_diff(expected) <= 1, "{input_hz}: {taken}");
        }
    }

    #[test]
    fn delay_is_half_the_taps_of_the_lower_rate() {
        let mut resampler = Resampler::new(8_000, 48_000).expect("the rates differ");
        let mut input = [0; 80];
        input[0] = 10_000;
        let mut output = [0; 480];
        resampler.convert_samples(&input, &mut output);
        let peak = (0..480).max_by_key(|i| output[*i]).expect("480 samples");
        assert!((115..=120).contains(&peak), "{peak} of 48 a millisecond");
    }

    #[test]
    fn odd_input_is_not_a_panic() {
        let mut resampler = Resampler::new(44_100, 48_000).expect("the rates differ");
        resampler.convert_samples(&[], &mut [0; 480]);
        resampler.convert_samples(&[1; 4000], &mut [0; 480]);
        resampler.convert_samples(&[1; 4000], &mut [0; 4000]);
        resampler.convert_samples(&[1; 441], &mut []);
        assert!(Resampler::new(0, 8000).is_some());
        assert!(Resampler::new(8000, 8000).is_none());
    }
}
