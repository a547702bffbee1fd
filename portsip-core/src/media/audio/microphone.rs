//! The microphone's signal, at each rate that sessions want it in.

use std::time::Duration;

use super::control::RetiredThing;
use super::gain::Gain;
use super::processing::{MicrophoneStage, Pipeline, ReadyStage, VOICE_RATE_HZ, VoiceActivity};
use super::resample::Resampler;
use super::{FRAME_SAMPLES_MAX, frame_samples};
use crate::ids::{INVALID_SESSION_ID, SessionId};
use crate::media::tap::{RawAudioTap, TapSide};

/// One microphone, heard by all sessions.
#[derive(Debug)]
pub(super) struct Microphone {
    /// Before the volume, which is the program's last word.
    pipeline: Pipeline,
    volume: Gain,
    mute: Gain,
    /// `None`: everything counts as speech.
    activity: Option<Box<VoiceActivity>>,
    voice_converter: Option<Resampler>,
    heard: Heard,
}

/// What it heard in this tick, for all sessions to share.
#[derive(Debug)]
pub(super) struct Heard {
    rate_hz: u32,
    frame: Box<[i16; FRAME_SAMPLES_MAX]>,
    converted: Vec<Converted>,
    /// Whether anybody speaks, where that is told.
    speech: Option<bool>,
}

/// The signal at another rate.
#[derive(Debug)]
struct Converted {
    rate_hz: u32,
    converter: Resampler,
    frame: Box<[i16; FRAME_SAMPLES_MAX]>,
}

impl Microphone {
    pub(super) fn new(rate_hz: u32) -> Self {
        let mut pipeline = Pipeline::default();
        pipeline.set_rates(rate_hz, rate_hz);
        Self {
            pipeline,
            volume: Gain::UNITY,
            mute: Gain::UNITY,
            activity: None,
            voice_converter: Resampler::new(rate_hz, VOICE_RATE_HZ),
            heard: Heard {
                rate_hz,
                frame: Box::new([0; FRAME_SAMPLES_MAX]),
                converted: Vec::new(),
                speech: None,
            },
        }
    }

    /// Tells the device's rate and the rates that sessions send at.
    pub(super) fn set_rates(&mut self, rate_hz: u32, wanted_hz: &[u32]) {
        if self.heard.rate_hz != rate_hz {
            self.heard.converted.clear();
            self.heard.rate_hz = rate_hz;
            self.voice_converter = Resampler::new(rate_hz, VOICE_RATE_HZ);
        }
        self.heard.set_wanted_rates(wanted_hz);
    }

    pub(super) fn set_volume(&mut self, volume: u8) {
        self.volume.set_volume(volume);
    }

    pub(super) fn set_muted(&mut self, muted: bool) {
        self.mute.set_muted(muted);
    }

    /// Tells the rate in Hz of the speaker; after [`Microphone::set_rates`].
    pub(super) fn set_speaker_rate(&mut self, rate_hz: u32) {
        self.pipeline.set_rates(self.heard.rate_hz, rate_hz);
    }

    /// Tells the time from the speaker to the microphone, as far as the devices
    /// know it.
    pub(super) fn set_delay(&mut self, delay: Duration) {
        self.pipeline.set_delay(delay);
    }

    /// Switches a stage of the processing on; what is no longer needed.
    pub(super) fn start_stage(&mut self, stage: Box<ReadyStage>) -> Option<RetiredThing> {
        self.pipeline.start(stage).map(RetiredThing::Stage)
    }

    /// Switches a stage of the processing off; what is no longer needed.
    pub(super) fn stop_stage(&mut self, stage: MicrophoneStage) -> Option<RetiredThing> {
        self.pipeline.stop(stage).map(RetiredThing::Stage)
    }

    /// Takes the 10 ms that the speaker plays next.
    pub(super) fn hear_speaker(&mut self, played: &[i16]) {
        self.pipeline.hear_speaker(played);
    }

    /// Tells speech from noise from now on, or no longer; what is no longer
    /// needed.
    pub(super) fn set_voice_activity(
        &mut self,
        activity: Option<Box<VoiceActivity>>,
    ) -> Option<RetiredThing> {
        self.heard.speech = activity.is_some().then_some(true);
        let before = std::mem::replace(&mut self.activity, activity);
        before.map(RetiredThing::VoiceActivity)
    }

    /// Takes the next 10 ms; a frame of another length counts as silence.
    pub(super) fn hear(&mut self, heard: &[i16]) {
        let frame = &mut self.heard.frame[..frame_samples(self.heard.rate_hz)];
        if heard.len() == frame.len() {
            frame.copy_from_slice(heard);
        } else {
            frame.fill(0);
        }
        self.pipeline.process(frame);
        self.volume.apply(frame);
        self.mute.apply(frame);
        if let Some(activity) = &mut self.activity {
            self.heard.speech = Some(activity.hear(frame, self.voice_converter.as_mut()));
        }
        self.heard.convert();
    }

    /// Shows the frame to the program.
    pub(super) fn show(&self, tap: &mut RawAudioTap) {
        tap.keep(TapSide::Send, self.heard.frame_at(self.heard.rate_hz));
        tap.show_kept(SessionId(INVALID_SESSION_ID), TapSide::Send);
    }

    /// What was heard last.
    pub(super) fn heard(&self) -> &Heard {
        &self.heard
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.heard.rate_hz
    }
}

impl Heard {
    fn set_wanted_rates(&mut self, wanted_hz: &[u32]) {
        self.converted
            .retain(|converted| wanted_hz.contains(&converted.rate_hz));
        for wanted_hz in wanted_hz {
            let known = |converted: &Converted| converted.rate_hz == *wanted_hz;
            if !self.converted.iter().any(known)
                && let Some(converter) = Resampler::new(self.rate_hz, *wanted_hz)
            {
                self.converted.push(Converted {
                    rate_hz: *wanted_hz,
                    converter,
                    frame: Box::new([0; FRAME_SAMPLES_MAX]),
                });
            }
        }
    }

    fn convert(&mut self) {
        let frame = &self.frame[..frame_samples(self.rate_hz)];
        for converted in &mut self.converted {
            let output = &mut converted.frame[..frame_samples(converted.rate_hz)];
            converted.converter.convert_samples(frame, output);
        }
    }

    /// The frame at a session's rate: empty for one that nobody told of.
    pub(super) fn frame_at(&self, rate_hz: u32) -> &[i16] {
        let samples = frame_samples(rate_hz);
        if rate_hz == self.rate_hz {
            return &self.frame[..samples];
        }
        let mut converted = self.converted.iter();
        let converted = converted.find(|converted| converted.rate_hz == rate_hz);
        converted.map_or(&[], |converted| &converted.frame[..samples])
    }

    /// Whether speech is told from noise.
    pub(super) fn tells_speech(&self) -> bool {
        self.speech.is_some()
    }

    /// Whether nobody speaks in the frame, as far as that is told.
    pub(super) fn is_quiet(&self) -> bool {
        self.speech == Some(false)
    }
}
