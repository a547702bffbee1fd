//! Stands in for the stages of the microphone's signal in a build without
//! them: there is no [`ReadyStage`] that could be started.

use std::time::Duration;

use super::{MicrophoneStage, ReadyStage};

/// No stages.
#[derive(Debug, Default)]
pub(in crate::media::audio) struct Pipeline;

#[expect(clippy::unused_self, reason = "stands in for a pipeline with stages")]
impl Pipeline {
    pub(in crate::media::audio) fn set_rates(&mut self, _: u32, _: u32) {}

    pub(in crate::media::audio) fn start(
        &mut self,
        stage: Box<ReadyStage>,
    ) -> Option<Box<ReadyStage>> {
        Some(stage)
    }

    pub(in crate::media::audio) fn stop(&mut self, _: MicrophoneStage) -> Option<Box<ReadyStage>> {
        None
    }

    pub(in crate::media::audio) fn set_delay(&mut self, _: Duration) {}

    pub(in crate::media::audio) fn hear_speaker(&mut self, _: &[i16]) {}

    pub(in crate::media::audio) fn process(&mut self, _: &mut [i16]) {}
}
