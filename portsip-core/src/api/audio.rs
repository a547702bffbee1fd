//! Muting, volumes and bit rates.

use std::sync::atomic::Ordering;

use super::{AudioFormatKind, Sdk};
use crate::engine::AudioControl;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::plan::AudioCodec;

/// The largest scaling of a call's volume.
const SCALING_PERCENT_MAX: u16 = 1000;

impl Sdk {
    /// Mutes the microphone for all calls, or lets it be heard again.
    pub fn mute_microphone(&self, mute: bool) {
        self.control_or_log(AudioControl::MuteMicrophone(mute));
    }

    /// Mutes the speaker for all calls, or lets it be heard again.
    pub fn mute_speaker(&self, mute: bool) {
        self.control_or_log(AudioControl::MuteSpeaker(mute));
    }

    /// Lets the microphone be heard on the speaker 100 ms later, or no longer.
    pub fn audio_play_loopback_test(&self, enabled: bool) {
        self.control_or_log(AudioControl::LoopBackMicrophone(enabled));
    }

    /// Scales what a call receives, in percent, 0…1000. Other values and
    /// calls that do not exist change nothing.
    pub fn set_channel_output_volume_scaling(&self, session: SessionId, percent: i32) {
        if let Some(percent) = scaling(percent) {
            let control = AudioControl::ScaleOutput { session, percent };
            log_error(self.set_for_call(session, control));
        }
    }

    /// Scales the microphone for one call, in percent, 0…1000. Other values
    /// and calls that do not exist change nothing.
    pub fn set_channel_input_volume_scaling(&self, session: SessionId, percent: i32) {
        if let Some(percent) = scaling(percent) {
            let control = AudioControl::ScaleInput { session, percent };
            log_error(self.set_for_call(session, control));
        }
    }

    /// Sets the bit rate in kbit/s of a codec in one call, from the next packet
    /// on or as soon as the call sends with that codec.
    ///
    /// Errors: `CoreCodecParameterNotSupport` (the codec has but one),
    /// `CoreArgumentIncorrect` (outside its range), `CoreInviteSessionNotFound`.
    pub fn set_audio_bitrate(
        &self,
        session: SessionId,
        kind: AudioFormatKind,
        bitrate_kbps: i32,
    ) -> Result<()> {
        let AudioFormatKind::Codec(codec) = kind else {
            return Err(Error::CoreCodecParameterNotSupport);
        };
        let range = codec
            .bitrates_kbps()
            .ok_or(Error::CoreCodecParameterNotSupport)?;
        let bitrate_kbps = u32::try_from(bitrate_kbps)
            .ok()
            .filter(|bitrate_kbps| range.contains(bitrate_kbps))
            .ok_or(Error::CoreArgumentIncorrect)?;
        let set = |codec| {
            let control = AudioControl::SetBitrate {
                session,
                codec,
                bitrate_bps: bitrate_kbps * 1000,
            };
            self.set_for_call(session, control)
        };
        if codec == AudioCodec::SpeexWide {
            set(AudioCodec::SpeexUltra)?;
        }
        set(codec)
    }

    /// Sets the volume of the speaker, 0…255; else `AudioVolumeOutOfRange`.
    pub fn set_speaker_volume(&self, volume: i32) -> Result<()> {
        self.require_running()?;
        let volume = volume_of(volume)?;
        self.engine.audio(AudioControl::SpeakerVolume(volume))?;
        self.speaker_volume.store(volume, Ordering::Relaxed);
        Ok(())
    }

    /// The volume of the speaker.
    pub fn speaker_volume(&self) -> u8 {
        self.speaker_volume.load(Ordering::Relaxed)
    }

    /// Sets the volume of the microphone, 0…255; else `AudioVolumeOutOfRange`.
    pub fn set_mic_volume(&self, volume: i32) -> Result<()> {
        self.require_running()?;
        let volume = volume_of(volume)?;
        self.engine.audio(AudioControl::MicrophoneVolume(volume))?;
        self.mic_volume.store(volume, Ordering::Relaxed);
        Ok(())
    }

    /// The volume of the microphone.
    pub fn mic_volume(&self) -> u8 {
        self.mic_volume.load(Ordering::Relaxed)
    }

    pub(super) fn control_or_log(&self, control: AudioControl) {
        log_error(
            self.require_running()
                .and_then(|()| self.engine.audio(control)),
        );
    }
}

/// For functions that return nothing: what went wrong is in the log.
pub(super) fn log_error(outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "an audio setting was not taken");
    }
}

fn scaling(percent: i32) -> Option<u16> {
    u16::try_from(percent)
        .ok()
        .filter(|percent| *percent <= SCALING_PERCENT_MAX)
}

fn volume_of(volume: i32) -> Result<u8> {
    u8::try_from(volume).map_err(|_| Error::AudioVolumeOutOfRange)
}
