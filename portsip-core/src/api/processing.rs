//! What is done with the microphone's signal.

use super::Sdk;
use super::audio::log_error;
use crate::engine::AudioControl;

impl Sdk {
    /// Tells speech from noise at the microphone, and offers to describe the
    /// noise instead of sending it; off at the start.
    pub fn enable_vad(&self, on: bool) {
        log_error(self.offer_comfort_noise(on));
        self.control_or_log(AudioControl::VoiceActivity(on));
    }

    /// Plays the noise that the other sides describe, as at the start, or
    /// silence in its place.
    pub fn enable_cng(&self, on: bool) {
        self.control_or_log(AudioControl::ComfortNoise(on));
    }
}
