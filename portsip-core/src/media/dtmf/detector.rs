//! Hears DTMF tones in the sound, for peers without telephone events:
//! Goertzel filters over 20 ms, every 10 ms.

use std::f32::consts::TAU;

use super::{COLUMNS_HZ, KEYS, ROWS_HZ};

/// The filters run at this rate.
const RATE_HZ: u32 = 8000;
/// Samples of the window: 20 ms.
const WINDOW: usize = 160;
/// The frequencies of all keys.
const TONES: usize = ROWS_HZ.len() + COLUMNS_HZ.len();
/// Samples of a step: 10 ms.
const STEP: usize = 80;
/// Frames in a row that agree before a key is believed: with the window, a
/// tone of 40 ms is heard and one of 20 ms is not (ITU-T Q.24).
const HITS_MIN: u32 = 2;
/// Frames without the key before it counts as released.
const MISSES_MAX: u32 = 2;
/// The share of the whole power in the two tones: speech rarely has it.
const TONE_SHARE_MIN: f32 = 0.75;
/// How much stronger the low tone may be (8 dB), and the high one (4 dB),
/// with something for what codecs do.
const TWIST_LOW_MAX: f32 = 8.0;
const TWIST_HIGH_MAX: f32 = 6.0;
/// The mean square of the faintest tone taken: about −36 dBov.
const MEAN_SQUARE_MIN: f32 = 500.0 * 500.0;

/// The detector of one stream.
#[derive(Debug)]
pub struct ToneDetector {
    window: [f32; WINDOW],
    candidate: Option<u8>,
    hits: u32,
    misses: u32,
    pressed: Option<u8>,
}

impl Default for ToneDetector {
    fn default() -> Self {
        Self {
            window: [0.0; WINDOW],
            candidate: None,
            hits: 0,
            misses: 0,
            pressed: None,
        }
    }
}

impl ToneDetector {
    /// Listens to 10 ms of sound at `rate_hz`; the key, once for each press.
    pub fn listen(&mut self, frame: &[i16], rate_hz: u32) -> Option<u8> {
        let factor = (rate_hz / RATE_HZ).max(1) as usize;
        self.window.copy_within(STEP.., 0);
        let (_, newest) = self.window.split_at_mut(WINDOW - STEP);
        for (out, group) in newest.iter_mut().zip(frame.chunks_exact(factor)) {
            *out = group.iter().map(|&s| f32::from(s)).sum::<f32>() / factor as f32;
        }
        let heard = self.key_in_window();
        self.decide(heard)
    }

    fn decide(&mut self, heard: Option<u8>) -> Option<u8> {
        if heard.is_none() || heard != self.pressed {
            self.misses += 1;
            if self.misses >= MISSES_MAX {
                self.pressed = None;
            }
        } else {
            self.misses = 0;
        }
        if heard == self.candidate {
            self.hits += 1;
        } else {
            self.candidate = heard;
            self.hits = 1;
        }
        let key = heard?;
        if self.hits < HITS_MIN || self.pressed == Some(key) {
            return None;
        }
        self.pressed = Some(key);
        self.misses = 0;
        Some(key)
    }

    fn key_in_window(&self) -> Option<u8> {
        let power = self.window.iter().map(|s| s * s).sum::<f32>() / WINDOW as f32;
        if power < MEAN_SQUARE_MIN {
            return None;
        }
        let powers = goertzel(&self.window);
        let (row, low) = strongest(&powers[..ROWS_HZ.len()]);
        let (column, high) = strongest(&powers[ROWS_HZ.len()..]);
        let whole = low + high >= TONE_SHARE_MIN * power;
        let balanced = low <= high * TWIST_LOW_MAX && high <= low * TWIST_HIGH_MAX;
        (whole && balanced).then_some(KEYS[row][column])
    }
}

/// The place and power of the strongest.
fn strongest(powers: &[f32]) -> (usize, f32) {
    let mut best = (0, 0.0);
    for (index, &power) in powers.iter().enumerate() {
        if power > best.1 {
            best = (index, power);
        }
    }
    best
}

/// The mean squares of the parts of `samples` at the frequencies of the rows, then of
/// the columns: the filters run side by side.
fn goertzel(samples: &[f32; WINDOW]) -> [f32; TONES] {
    let mut coefficients = [0.0; TONES];
    let frequencies_hz = ROWS_HZ.iter().chain(&COLUMNS_HZ);
    for (coefficient, frequency_hz) in coefficients.iter_mut().zip(frequencies_hz) {
        *coefficient = 2.0 * (TAU * frequency_hz / RATE_HZ as f32).cos();
    }
    let (mut before, mut last) = ([0.0_f32; TONES], [0.0_f32; TONES]);
    for sample in samples {
        for tone in 0..TONES {
            let next = sample + coefficients[tone] * last[tone] - before[tone];
            before[tone] = last[tone];
            last[tone] = next;
        }
    }
    std::array::from_fn(|tone| {
        let (last, before) = (last[tone], before[tone]);
        let magnitude = last * last + before * before - coefficients[tone] * last * before;
        2.0 * magnitude / (WINDOW * WINDOW) as f32
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::dtmf::{ToneGenerator, ToneQueue};
    use crate::rng::Rng;

    #[test]
    fn what_is_generated_is_heard_once_a_key() {
        for rate_hz in [8000, 16_000, 48_000] {
            let mut queue = ToneQueue::new();
            for tone in 0..16 {
                assert!(queue.push(tone, 100));
            }
            let mut generator = ToneGenerator::default();
            let mut detector = ToneDetector::default();
            let mut frame = vec![0; rate_hz as usize / 100];
            let mut heard = Vec::new();
            while generator.fill(&mut queue, &mut frame, rate_hz) {
                heard.extend(detector.listen(&frame, rate_hz));
            }
            assert_eq!(heard, (0..16).collect::<Vec<u8>>(), "{rate_hz}");
        }
    }

    #[test]
    fn noise_and_single_tones_are_no_keys() {
        let mut rng = Rng::from_number(5);
        let mut detector = ToneDetector::default();
        for _ in 0..500 {
            let noise: Vec<i16> = (0..80).map(|_| (rng.u32() >> 18) as i16 - 8192).collect();
            assert_eq!(detector.listen(&noise, 8000), None);
        }
        for n in 0..500 {
            let tone: Vec<i16> = (0..80)
                .map(|i| ((n * 80 + i) as f32 * 697.0 / 8000.0 * TAU).sin() * 9000.0)
                .map(|sample| sample as i16)
                .collect();
            assert_eq!(detector.listen(&tone, 8000), None);
        }
    }
}
