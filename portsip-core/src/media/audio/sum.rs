//! The sum of the signals of one rate, so that they are converted together.

use super::{FRAME_SAMPLES_MAX, frame_samples};

/// What the signals of one rate add up to in a tick.
#[derive(Debug)]
pub(super) struct Sum {
    rate_hz: u32,
    frame: Box<[f32; FRAME_SAMPLES_MAX]>,
    filled: Filled,
}

/// What a sum holds in this tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filled {
    /// What was added.
    Sound,
    /// Silence, with the last of the sound still in converters.
    Echo,
    /// Silence.
    Nothing,
}

impl Sum {
    /// A sum of signals at `rate_hz`.
    pub(super) fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz,
            frame: Box::new([0.0; FRAME_SAMPLES_MAX]),
            filled: Filled::Nothing,
        }
    }

    /// The rate of what is added.
    pub(super) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Adds 10 ms of a signal.
    pub(super) fn add(&mut self, frame: &[i16]) {
        let first = self.filled != Filled::Sound;
        self.filled = Filled::Sound;
        for (sum, sample) in self.frame.iter_mut().zip(frame) {
            let before = if first { 0.0 } else { *sum };
            *sum = before + f32::from(*sample);
        }
    }

    /// Ends the tick: the sum, silence for as long as converters still hold
    /// something of it, nothing after that.
    pub(super) fn take(&mut self) -> Option<&[f32]> {
        let frame = &mut self.frame[..frame_samples(self.rate_hz)];
        let filled = self.filled;
        self.filled = match filled {
            Filled::Sound => Filled::Echo,
            Filled::Echo | Filled::Nothing => Filled::Nothing,
        };
        match filled {
            Filled::Sound => Some(frame),
            Filled::Echo => {
                frame.fill(0.0);
                Some(frame)
            }
            Filled::Nothing => None,
        }
    }
}

/// Adds `frame` to `mix`, by way of the converter where their rates differ.
pub(super) fn add_converted(
    frame: &[f32],
    converter: Option<&mut super::resample::Resampler>,
    mix: &mut [f32],
) {
    match converter {
        Some(converter) => converter.convert_adding(frame, mix),
        None => {
            for (mix, sample) in mix.iter_mut().zip(frame) {
                *mix += *sample;
            }
        }
    }
}
