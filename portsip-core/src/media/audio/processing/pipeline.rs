//! The stages that the microphone's signal goes through, at a rate that all of
//! them know.

use std::time::Duration;

use super::super::{FRAME_SAMPLES_MAX, frame_samples, resample::Resampler};
use super::stage::Stage;
use super::{MicrophoneStage, ReadyStage};

/// Frames after which nothing of an earlier sound is left in the filters.
const TAIL_FRAMES: u32 = 4;

/// The stages in their order, those that are switched on.
#[derive(Default)]
pub(in crate::media::audio) struct Pipeline {
    converters: Converters,
    stages: Stages,
    /// Frames of digital silence in a row.
    silent_frames: u32,
}

/// Each is there while it is switched on.
#[derive(Default)]
struct Stages {
    echo: Option<Box<ReadyStage>>,
    noise: Option<Box<ReadyStage>>,
    level: Option<Box<ReadyStage>>,
}

/// Between the devices' rates and that of the stages.
#[derive(Default)]
struct Converters {
    microphone_hz: u32,
    speaker_hz: u32,
    into: Option<Resampler>,
    back: Option<Resampler>,
    speaker: Option<Resampler>,
}

impl Pipeline {
    /// Tells the rates in Hz of the devices.
    pub(in crate::media::audio) fn set_rates(&mut self, microphone_hz: u32, speaker_hz: u32) {
        let rate_hz = StageRate::of(microphone_hz).hz();
        let converters = &mut self.converters;
        if converters.microphone_hz != microphone_hz {
            converters.microphone_hz = microphone_hz;
            converters.into = Resampler::new(microphone_hz, rate_hz);
            converters.back = Resampler::new(rate_hz, microphone_hz);
            converters.speaker_hz = 0;
        }
        if converters.speaker_hz != speaker_hz {
            converters.speaker_hz = speaker_hz;
            converters.speaker = Resampler::new(speaker_hz, rate_hz);
        }
    }

    /// Switches a stage on. What is no longer needed: the stage itself where
    /// one of its kind is there already.
    pub(in crate::media::audio) fn start(
        &mut self,
        stage: Box<ReadyStage>,
    ) -> Option<Box<ReadyStage>> {
        let place = self.stages.place(stage.kind);
        if place.is_some() {
            return Some(stage);
        }
        *place = Some(stage);
        None
    }

    /// Switches a stage off, which is no longer needed then.
    pub(in crate::media::audio) fn stop(
        &mut self,
        kind: MicrophoneStage,
    ) -> Option<Box<ReadyStage>> {
        self.stages.place(kind).take()
    }

    /// Tells the time from the speaker to the microphone, as far as the devices
    /// know it.
    pub(in crate::media::audio) fn set_delay(&mut self, delay: Duration) {
        let rate = StageRate::of(self.converters.microphone_hz);
        if let Some(echo) = &mut self.stages.echo {
            echo.at(rate).set_delay(delay);
        }
    }

    /// Takes 10 ms that the speaker plays, before the microphone hears them.
    pub(in crate::media::audio) fn hear_speaker(&mut self, frame: &[i16]) {
        let Some(echo) = &mut self.stages.echo else {
            return;
        };
        let rate = StageRate::of(self.converters.microphone_hz);
        let mut heard = [0; FRAME_SAMPLES_MAX];
        let heard = &mut heard[..frame_samples(rate.hz())];
        match &mut self.converters.speaker {
            Some(converter) => converter.convert_samples(frame, heard),
            None if frame.len() == heard.len() => heard.copy_from_slice(frame),
            None => {}
        }
        echo.at(rate).hear_speaker(heard);
    }

    /// Changes 10 ms of the microphone.
    pub(in crate::media::audio) fn process(&mut self, frame: &mut [i16]) {
        if self.stages.is_empty() {
            return;
        }
        let is_silent = frame.iter().all(|sample| *sample == 0);
        self.silent_frames = if is_silent { self.silent_frames + 1 } else { 0 };
        self.run_stages(frame);
        // A microphone that is switched off is no room to make noise for.
        if self.silent_frames >= TAIL_FRAMES {
            self.silent_frames = TAIL_FRAMES;
            frame.fill(0);
        }
    }

    fn run_stages(&mut self, frame: &mut [i16]) {
        let rate = StageRate::of(self.converters.microphone_hz);
        let (Some(into), Some(back)) = (&mut self.converters.into, &mut self.converters.back)
        else {
            self.stages.process(rate, frame);
            return;
        };
        let mut converted = [0; FRAME_SAMPLES_MAX];
        let converted = &mut converted[..frame_samples(rate.hz())];
        into.convert_samples(frame, converted);
        self.stages.process(rate, converted);
        back.convert_samples(converted, frame);
    }
}

impl Stages {
    fn place(&mut self, kind: MicrophoneStage) -> &mut Option<Box<ReadyStage>> {
        match kind {
            MicrophoneStage::EchoCancellation => &mut self.echo,
            MicrophoneStage::NoiseSuppression => &mut self.noise,
            MicrophoneStage::GainControl => &mut self.level,
        }
    }

    fn is_empty(&self) -> bool {
        self.echo.is_none() && self.noise.is_none() && self.level.is_none()
    }

    /// What is played comes out before noise is measured, and noise before
    /// speech is made louder.
    fn process(&mut self, rate: StageRate, frame: &mut [i16]) {
        let stages = [&mut self.echo, &mut self.noise, &mut self.level];
        for stage in stages.into_iter().flatten() {
            stage.at(rate).process(frame);
        }
    }
}

impl ReadyStage {
    fn at(&mut self, rate: StageRate) -> &mut dyn Stage {
        match rate {
            StageRate::Narrow => &mut *self.at_16_khz,
            StageRate::Wide => &mut *self.at_48_khz,
        }
    }
}

/// The rates that the stages work at: their filters are made for these.
#[derive(Clone, Copy)]
enum StageRate {
    Narrow,
    Wide,
}

impl StageRate {
    fn of(microphone_hz: u32) -> Self {
        if microphone_hz <= 16_000 {
            Self::Narrow
        } else {
            Self::Wide
        }
    }

    fn hz(self) -> u32 {
        match self {
            Self::Narrow => 16_000,
            Self::Wide => 48_000,
        }
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").finish_non_exhaustive()
    }
}
