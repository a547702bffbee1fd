//! The sum of what all sessions receive, for the speaker, and what only the user
//! hears.

use super::channel::FileState;
use super::gain::Gain;
use super::limiter::Limiter;
use super::local_sound::LocalSound;
use super::resample::Resampler;
use super::sum::{Sum, add_converted};
use super::{FRAME_SAMPLES_MAX, frame_samples};
use crate::ids::{INVALID_SESSION_ID, SessionId};
use crate::media::tap::{RawAudioTap, TapSide};

/// One speaker, where all sessions are heard.
#[derive(Debug)]
pub(super) struct Speaker {
    rate_hz: u32,
    volume: Gain,
    mute: Gain,
    limiter: Limiter,
    pub(super) local: LocalSound,
    mix: Box<[f32; FRAME_SAMPLES_MAX]>,
    inputs: Vec<Input>,
}

/// The sessions of one rate, converted together.
#[derive(Debug)]
struct Input {
    sum: Sum,
    converter: Option<Resampler>,
}

impl Speaker {
    pub(super) fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz,
            volume: Gain::UNITY,
            mute: Gain::UNITY,
            limiter: Limiter::new(),
            local: LocalSound::new(),
            mix: Box::new([0.0; FRAME_SAMPLES_MAX]),
            inputs: Vec::new(),
        }
    }

    /// Tells the device's rate and the rates that sessions receive at.
    pub(super) fn set_rates(&mut self, rate_hz: u32, given_hz: &[u32]) {
        if self.rate_hz != rate_hz {
            self.inputs.clear();
            self.rate_hz = rate_hz;
            self.local.set_rate(rate_hz);
        }
        self.inputs
            .retain(|input| given_hz.contains(&input.sum.rate_hz()));
        for given_hz in given_hz {
            let known = |input: &Input| input.sum.rate_hz() == *given_hz;
            if !self.inputs.iter().any(known) {
                self.inputs.push(Input {
                    sum: Sum::new(*given_hz),
                    converter: Resampler::new(*given_hz, rate_hz),
                });
            }
        }
    }

    pub(super) fn set_volume(&mut self, volume: u8) {
        self.volume.set_volume(volume);
    }

    pub(super) fn set_muted(&mut self, muted: bool) {
        self.mute.set_muted(muted);
    }

    /// Adds a session's 10 ms, at a rate that was told of.
    pub(super) fn add(&mut self, rate_hz: u32, frame: &[i16]) {
        let mut inputs = self.inputs.iter_mut();
        if let Some(input) = inputs.find(|input| input.sum.rate_hz() == rate_hz) {
            input.sum.add(frame);
        }
    }

    /// Mixes what was added to `frame`; one of another length stays silent.
    /// `microphone` is for [`LocalSound::add_to`].
    pub(super) fn mix(
        &mut self,
        frame: &mut [i16],
        tap: Option<&mut RawAudioTap>,
        microphone: &[i16],
    ) -> FileState {
        let samples = frame_samples(self.rate_hz);
        if frame.len() != samples {
            frame.fill(0);
            return FileState::GoesOn;
        }
        let mix = &mut self.mix[..samples];
        mix.fill(0.0);
        for input in &mut self.inputs {
            if let Some(frame) = input.sum.take() {
                add_converted(frame, input.converter.as_mut(), mix);
            }
        }
        self.limiter.apply(mix, frame);
        if let Some(tap) = tap {
            tap.keep(TapSide::Receive, frame);
            tap.show_kept(SessionId(INVALID_SESSION_ID), TapSide::Receive);
        }
        // After the tap: what sessions say is without it.
        let file_state = self.local.add_to(frame, self.rate_hz, microphone);
        self.volume.apply(frame);
        self.mute.apply(frame);
        file_state
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }
}
