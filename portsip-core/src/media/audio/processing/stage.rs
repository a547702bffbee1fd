//! A stage of the microphone's processing, made before it is needed: the media
//! thread only moves it.

#[cfg(feature = "audio-processing")]
use std::time::Duration;

#[cfg(feature = "audio-processing")]
use super::{echo::EchoCanceller, level::GainController, noise::NoiseSuppressor};

/// What is done with the microphone's signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MicrophoneStage {
    /// Takes out what the speaker plays (AEC).
    EchoCancellation,
    /// Takes out steady noise (ANS).
    NoiseSuppression,
    /// Brings speech to one level (AGC).
    GainControl,
}

/// A stage that is ready for the microphone, at each rate that stages work at.
pub struct ReadyStage {
    pub(super) kind: MicrophoneStage,
    #[cfg(feature = "audio-processing")]
    pub(super) at_16_khz: Box<dyn Stage>,
    #[cfg(feature = "audio-processing")]
    pub(super) at_48_khz: Box<dyn Stage>,
}

/// One thing that is done with a signal, for one rate.
#[cfg(feature = "audio-processing")]
pub(super) trait Stage: Send {
    /// Changes the next 10 ms.
    fn process(&mut self, frame: &mut [i16]);

    /// Takes 10 ms that the speaker plays.
    fn hear_speaker(&mut self, _frame: &[i16]) {}

    /// Tells in what time what the speaker is given is heard by the microphone
    /// at the earliest, as far as the devices know.
    fn set_delay(&mut self, _delay: Duration) {}
}

impl ReadyStage {
    /// Makes a stage. Takes some milliseconds and allocates; `None` where this
    /// build does not process audio.
    #[cfg(feature = "audio-processing")]
    pub fn new(kind: MicrophoneStage) -> Option<Self> {
        let make = |rate_hz| -> Box<dyn Stage> {
            match kind {
                MicrophoneStage::EchoCancellation => Box::new(EchoCanceller::new(rate_hz)),
                MicrophoneStage::NoiseSuppression => Box::new(NoiseSuppressor::new(rate_hz)),
                MicrophoneStage::GainControl => Box::new(GainController::new(rate_hz)),
            }
        };
        Some(Self {
            kind,
            at_16_khz: make(16_000),
            at_48_khz: make(48_000),
        })
    }

    /// `None`: this build does not process audio.
    #[cfg(not(feature = "audio-processing"))]
    pub fn new(kind: MicrophoneStage) -> Option<Self> {
        tracing::warn!(stage = ?kind, "this build does not process audio");
        None
    }
}

impl std::fmt::Debug for ReadyStage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ReadyStage").field(&self.kind).finish()
    }
}
