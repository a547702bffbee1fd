//! What is done with the microphone's signal before any session hears it:
//! echo cancellation, noise suppression and gain control in this order
//! ([`pipeline`]), and telling speech from noise behind them
//! ([`voice_activity`]).

#[cfg(feature = "audio-processing")]
mod echo;
#[cfg(feature = "audio-processing")]
mod level;
#[cfg(feature = "audio-processing")]
mod noise;
mod pipeline;
mod voice_activity;
#[cfg(feature = "audio-processing")]
mod voice_spectrum;

pub(super) use pipeline::Pipeline;
pub(super) use voice_activity::VoiceActivity;

/// One thing that is done with a signal, for one rate.
#[cfg(feature = "audio-processing")]
trait Stage: Send {
    /// Changes the next 10 ms.
    fn process(&mut self, frame: &mut [i16]);
}

/// A stage of [`Pipeline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MicrophoneStage {
    /// Takes out what the speaker plays (AEC).
    EchoCancellation,
    /// Takes out steady noise (ANS).
    NoiseSuppression,
    /// Brings speech to one level (AGC).
    GainControl,
}
