//! Makes DTMF tones as sound, for peers without telephone events.

use std::f32::consts::TAU;

use super::frequencies_hz;
use super::queue::{Tone, ToneQueue};

/// The silence after a tone (ITU-T Q.24 wants 70 ms at most, 40 at least).
const PAUSE_MS: u32 = 80;
/// Fades in and out over so many milliseconds, against clicks.
const RAMP_MS: u32 = 3;
/// The peak of each of the two tones: about −9 dBm0.
const AMPLITUDE: f32 = 8000.0;

/// The tone being played into a stream.
#[derive(Debug, Default)]
pub struct ToneGenerator {
    current: Option<Playing>,
}

#[derive(Clone, Copy, Debug)]
struct Playing {
    tone: Tone,
    /// Samples made so far.
    made: u32,
}

impl ToneGenerator {
    /// Fills `frame`, a piece of a stream of `rate_hz`, with the tone under
    /// way or the next of `queue`; false, and untouched, when there is none.
    pub fn fill(&mut self, queue: &mut ToneQueue, frame: &mut [i16], rate_hz: u32) -> bool {
        if self.current.is_none() {
            self.current = queue.pop().map(|tone| Playing { tone, made: 0 });
        }
        let Some(playing) = &mut self.current else {
            return false;
        };
        for sample in frame {
            *sample = playing.next_sample(rate_hz);
        }
        let per_ms = rate_hz / 1000;
        if playing.made >= (playing.tone.duration_ms + PAUSE_MS) * per_ms {
            self.current = None;
        }
        true
    }

    /// Whether a tone is under way.
    pub fn is_busy(&self) -> bool {
        self.current.is_some()
    }

    /// Breaks off the tone.
    pub fn clear(&mut self) {
        self.current = None;
    }
}

impl Playing {
    fn next_sample(&mut self, rate_hz: u32) -> i16 {
        let at = self.made;
        self.made += 1;
        let per_ms = rate_hz / 1000;
        let left = (self.tone.duration_ms * per_ms).saturating_sub(at);
        let Some((low, high)) = frequencies_hz(self.tone.tone).filter(|_| left > 0) else {
            return 0;
        };
        let ramp = RAMP_MS * per_ms;
        let gain = at.min(left).min(ramp) as f32 / ramp as f32;
        let seconds = at as f32 / rate_hz as f32;
        let value = (TAU * low * seconds).sin() + (TAU * high * seconds).sin();
        (value * AMPLITUDE * gain) as i16
    }
}
