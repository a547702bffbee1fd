//! The stages that the microphone's signal goes through, at a rate that all of
//! them know.

#[cfg(feature = "audio-processing")]
use super::super::{FRAME_SAMPLES_MAX, frame_samples, resample::Resampler};
use super::MicrophoneStage;
#[cfg(feature = "audio-processing")]
use super::{Stage, echo::EchoCanceller, level::GainController, noise::NoiseSuppressor};

#[cfg(feature = "audio-processing")]
const ALL: [MicrophoneStage; 3] = [
    MicrophoneStage::EchoCancellation,
    MicrophoneStage::NoiseSuppression,
    MicrophoneStage::GainControl,
];

/// Frames after which nothing of an earlier sound is left in the filters.
#[cfg(feature = "audio-processing")]
const TAIL_FRAMES: u32 = 4;

/// The stages in their order, those that are switched on.
#[derive(Default)]
pub(in crate::media::audio) struct Pipeline {
    #[cfg(feature = "audio-processing")]
    converters: Converters,
    #[cfg(feature = "audio-processing")]
    stages: Stages,
    /// Frames of digital silence in a row.
    #[cfg(feature = "audio-processing")]
    silent_frames: u32,
}

/// Each is there while it is switched on.
#[cfg(feature = "audio-processing")]
#[derive(Default)]
struct Stages {
    echo: Option<Box<EchoCanceller>>,
    noise: Option<Box<dyn Stage>>,
    level: Option<Box<dyn Stage>>,
}

#[cfg(not(feature = "audio-processing"))]
impl Pipeline {
    pub(in crate::media::audio) fn set_rates(&mut self, _: u32, _: u32) {}

    pub(in crate::media::audio) fn set_stage(&mut self, stage: MicrophoneStage, on: bool) {
        if on {
            tracing::warn!(?stage, "this build does not process audio");
        }
    }

    pub(in crate::media::audio) fn hear_speaker(&mut self, _: &[i16]) {}

    pub(in crate::media::audio) fn process(&mut self, _: &mut [i16]) {}
}

/// Between the devices' rates and that of the stages.
#[cfg(feature = "audio-processing")]
#[derive(Default)]
struct Converters {
    microphone_hz: u32,
    speaker_hz: u32,
    into: Option<Resampler>,
    back: Option<Resampler>,
    speaker: Option<Resampler>,
}

#[cfg(feature = "audio-processing")]
impl Pipeline {
    /// Tells the rates in Hz of the devices. Stages begin anew where that of
    /// the microphone changes.
    pub(in crate::media::audio) fn set_rates(&mut self, microphone_hz: u32, speaker_hz: u32) {
        let rate_hz = stage_rate_hz(microphone_hz);
        let converters = &mut self.converters;
        if converters.microphone_hz != microphone_hz {
            let rate_before_hz = stage_rate_hz(converters.microphone_hz);
            converters.microphone_hz = microphone_hz;
            converters.into = Resampler::new(microphone_hz, rate_hz);
            converters.back = Resampler::new(rate_hz, microphone_hz);
            converters.speaker_hz = 0;
            if rate_hz != rate_before_hz {
                self.stages.begin_anew(rate_hz);
            }
        }
        if self.converters.speaker_hz != speaker_hz {
            self.converters.speaker_hz = speaker_hz;
            self.converters.speaker = Resampler::new(speaker_hz, rate_hz);
        }
    }

    /// Switches a stage on or off.
    pub(in crate::media::audio) fn set_stage(&mut self, stage: MicrophoneStage, on: bool) {
        let rate_hz = stage_rate_hz(self.converters.microphone_hz);
        if on != self.stages.has(stage) {
            self.stages.set(stage, on.then_some(rate_hz));
        }
    }

    /// Takes 10 ms that the speaker plays, before the microphone hears them.
    pub(in crate::media::audio) fn hear_speaker(&mut self, frame: &[i16]) {
        let Some(echo) = &mut self.stages.echo else {
            return;
        };
        let rate_hz = stage_rate_hz(self.converters.microphone_hz);
        let mut heard = [0; FRAME_SAMPLES_MAX];
        let heard = &mut heard[..frame_samples(rate_hz)];
        match &mut self.converters.speaker {
            Some(converter) => converter.convert_samples(frame, heard),
            None if frame.len() == heard.len() => heard.copy_from_slice(frame),
            None => {}
        }
        echo.hear_speaker(heard);
    }

    /// Changes 10 ms of the microphone.
    pub(in crate::media::audio) fn process(&mut self, frame: &mut [i16]) {
        if !ALL.iter().any(|stage| self.stages.has(*stage)) {
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
        let rate_hz = stage_rate_hz(self.converters.microphone_hz);
        let (Some(into), Some(back)) = (&mut self.converters.into, &mut self.converters.back)
        else {
            self.stages.process(frame);
            return;
        };
        let mut converted = [0; FRAME_SAMPLES_MAX];
        let converted = &mut converted[..frame_samples(rate_hz)];
        into.convert_samples(frame, converted);
        self.stages.process(converted);
        back.convert_samples(converted, frame);
    }
}

#[cfg(feature = "audio-processing")]
impl Stages {
    fn has(&self, stage: MicrophoneStage) -> bool {
        match stage {
            MicrophoneStage::EchoCancellation => self.echo.is_some(),
            MicrophoneStage::NoiseSuppression => self.noise.is_some(),
            MicrophoneStage::GainControl => self.level.is_some(),
        }
    }

    /// Makes a stage for a rate in Hz, or drops it.
    fn set(&mut self, stage: MicrophoneStage, rate_hz: Option<u32>) {
        match stage {
            MicrophoneStage::EchoCancellation => {
                self.echo = rate_hz.map(|rate_hz| Box::new(EchoCanceller::new(rate_hz)));
            }
            MicrophoneStage::NoiseSuppression => {
                self.noise = rate_hz
                    .map(|rate_hz| -> Box<dyn Stage> { Box::new(NoiseSuppressor::new(rate_hz)) });
            }
            MicrophoneStage::GainControl => {
                self.level = rate_hz
                    .map(|rate_hz| -> Box<dyn Stage> { Box::new(GainController::new(rate_hz)) });
            }
        }
    }

    fn begin_anew(&mut self, rate_hz: u32) {
        for stage in ALL {
            if self.has(stage) {
                self.set(stage, Some(rate_hz));
            }
        }
    }

    /// What is played comes out before noise is measured, and noise before
    /// speech is made louder.
    fn process(&mut self, frame: &mut [i16]) {
        if let Some(echo) = &mut self.echo {
            echo.process(frame);
        }
        for stage in [&mut self.noise, &mut self.level].into_iter().flatten() {
            stage.process(frame);
        }
    }
}

/// The rate in Hz that the stages work at: their filters are made for two.
#[cfg(feature = "audio-processing")]
fn stage_rate_hz(microphone_hz: u32) -> u32 {
    if microphone_hz <= 16_000 {
        16_000
    } else {
        48_000
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").finish_non_exhaustive()
    }
}
