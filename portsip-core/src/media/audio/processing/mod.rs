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
#[cfg_attr(not(feature = "audio-processing"), path = "no_pipeline.rs")]
mod pipeline;
mod stage;
mod voice_activity;
#[cfg(feature = "audio-processing")]
mod voice_spectrum;

pub(super) use pipeline::Pipeline;
pub use stage::{MicrophoneStage, ReadyStage};
pub(super) use voice_activity::VOICE_RATE_HZ;
pub use voice_activity::VoiceActivity;
