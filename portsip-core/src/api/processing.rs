//! What is done with the microphone's signal.

use super::Sdk;
use super::audio::log_error;
use crate::engine::{AudioControl, MicrophoneStage, ReadyStage, VoiceActivity};

impl Sdk {
    /// Tells speech from noise at the microphone, and offers to describe the
    /// noise instead of sending it; off at the start.
    pub fn enable_vad(&self, on: bool) {
        log_error(self.offer_comfort_noise(on));
        self.control_or_log(if on {
            AudioControl::StartVoiceActivity(Box::new(VoiceActivity::new()))
        } else {
            AudioControl::StopVoiceActivity
        });
    }

    /// Plays the noise that the other sides describe, as at the start, or
    /// silence in its place.
    pub fn enable_cng(&self, on: bool) {
        self.control_or_log(AudioControl::ComfortNoise(on));
    }

    /// Takes what the speaker plays out of the microphone's signal; off at the
    /// start.
    pub fn enable_aec(&self, on: bool) {
        self.set_stage(MicrophoneStage::EchoCancellation, on);
    }

    /// Brings quiet speech to one level; off at the start.
    pub fn enable_agc(&self, on: bool) {
        self.set_stage(MicrophoneStage::GainControl, on);
    }

    /// Takes steady noise out of the microphone's signal; off at the start.
    pub fn enable_ans(&self, on: bool) {
        self.set_stage(MicrophoneStage::NoiseSuppression, on);
    }

    fn set_stage(&self, stage: MicrophoneStage, on: bool) {
        if !on {
            self.control_or_log(AudioControl::StopStage(stage));
        } else if let Some(stage) = ReadyStage::new(stage) {
            self.control_or_log(AudioControl::StartStage(Box::new(stage)));
        }
    }
}
