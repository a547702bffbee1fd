//! What is done with the microphone's signal before any session hears it.

mod voice_activity;

pub(super) use voice_activity::VoiceActivity;
