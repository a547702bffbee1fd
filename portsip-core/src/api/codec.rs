//! The audio codecs of offers and answers.

use super::{Sdk, lock};
use crate::config::AudioConfig;
use crate::error::{Error, Result};
use crate::plan::{AudioCodec, CodecPreference};

/// The payload type of Opus where the program does not say.
const OPUS_PAYLOAD_TYPE: u8 = 105;
/// The payload type of telephone-event where the program does not say.
const TELEPHONE_EVENT_PAYLOAD_TYPE: u8 = 101;
/// Payload types that a description may give a meaning to (RFC 3551 §6).
const DYNAMIC_PAYLOAD_TYPES: std::ops::RangeInclusive<i32> = 96..=127;
/// The longest text of format parameters.
const PARAMETER_BYTES_MAX: usize = 1024;
/// Milliseconds of audio in a packet.
const PTIME_MS: std::ops::RangeInclusive<i32> = 10..=60;

/// One format of an audio line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioFormatKind {
    /// Voice.
    Codec(AudioCodec),
    /// DTMF as events (RFC 4733).
    TelephoneEvent,
}

/// What the program chose, also for codecs it has not added (yet).
#[derive(Debug)]
pub(super) struct CodecList {
    /// In the order of preference.
    added: Vec<AudioFormatKind>,
    opus_payload_type: u8,
    telephone_event_payload_type: u8,
    opus_parameters: String,
    comfort_noise: bool,
    ptime_ms: u32,
    ptime_ms_max: u32,
}

impl Default for CodecList {
    fn default() -> Self {
        let unset = AudioConfig::default();
        Self {
            added: Vec::new(),
            opus_payload_type: OPUS_PAYLOAD_TYPE,
            telephone_event_payload_type: TELEPHONE_EVENT_PAYLOAD_TYPE,
            opus_parameters: String::new(),
            comfort_noise: unset.comfort_noise,
            ptime_ms: unset.ptime_ms,
            ptime_ms_max: unset.ptime_ms_max,
        }
    }
}

impl Sdk {
    /// Adds a codec, after those added before.
    ///
    /// Errors: `CoreCodecWasExist`, `CorePayloadHasExist`.
    pub fn add_audio_codec(&self, kind: AudioFormatKind) -> Result<()> {
        self.change_codecs(|list| list.add(kind))
    }

    /// Whether no codec for voice has been added.
    pub fn is_audio_codec_empty(&self) -> bool {
        lock(&self.codecs).has_no_voice()
    }

    /// Sets the payload type of a codec without a fixed one, 96…127.
    ///
    /// Errors: `CoreFixPayloadCantChange`, `CorePayloadOutofRange`,
    /// `CorePayloadHasExist`.
    pub fn set_audio_codec_payload_type(
        &self,
        kind: AudioFormatKind,
        payload_type: i32,
    ) -> Result<()> {
        self.change_codecs(|list| list.set_payload_type(kind, payload_type))
    }

    /// Removes every codec, telephone-event too.
    pub fn clear_audio_codec(&self) {
        // Only a shut-down object refuses, and there is nothing to clear then.
        let _ = self.change_codecs(|list| {
            list.added.clear();
            Ok(())
        });
    }

    /// Sets the format parameters (`a=fmtp`) of a codec.
    ///
    /// Errors: `CoreArgumentTooLong`, `CoreCodecParameterNotSupport`.
    pub fn set_audio_codec_parameter(&self, kind: AudioFormatKind, parameter: &str) -> Result<()> {
        self.change_codecs(|list| list.set_parameter(kind, parameter))
    }

    /// Sets the milliseconds of audio in a packet, and the most we take.
    ///
    /// Errors: `CoreAudioSampleOutOfRange`, `CoreAudioSampleNotmultiple`.
    pub fn set_audio_samples(&self, ptime_ms: i32, ptime_ms_max: i32) -> Result<()> {
        self.change_codecs(|list| list.set_samples(ptime_ms, ptime_ms_max))
    }

    /// Offers comfort noise (RFC 3389) from the next call on, or no longer.
    pub(super) fn offer_comfort_noise(&self, offered: bool) -> Result<()> {
        self.change_codecs(|list| {
            list.comfort_noise = offered;
            Ok(())
        })
    }

    /// Changes the list and tells the agent, so that the agent's last word is
    /// the list's last state whichever threads change it.
    fn change_codecs(&self, change: impl FnOnce(&mut CodecList) -> Result<()>) -> Result<()> {
        self.require_running()?;
        let mut list = lock(&self.codecs);
        change(&mut list)?;
        let audio = list.config();
        self.engine
            .agent("audio config", |agent, _| agent.set_audio_config(audio));
        Ok(())
    }
}

impl CodecList {
    fn add(&mut self, kind: AudioFormatKind) -> Result<()> {
        if self.added.contains(&kind) {
            return Err(Error::CoreCodecWasExist);
        }
        if self.is_taken(self.payload_type(kind), kind) {
            return Err(Error::CorePayloadHasExist);
        }
        self.added.push(kind);
        Ok(())
    }

    fn set_payload_type(&mut self, kind: AudioFormatKind, payload_type: i32) -> Result<()> {
        if Self::is_fixed(kind) {
            return Err(Error::CoreFixPayloadCantChange);
        }
        let payload_type = u8::try_from(payload_type)
            .ok()
            .filter(|_| DYNAMIC_PAYLOAD_TYPES.contains(&payload_type))
            .ok_or(Error::CorePayloadOutofRange)?;
        if self.is_taken(payload_type, kind) {
            return Err(Error::CorePayloadHasExist);
        }
        match kind {
            AudioFormatKind::TelephoneEvent => self.telephone_event_payload_type = payload_type,
            AudioFormatKind::Codec(_) => self.opus_payload_type = payload_type,
        }
        Ok(())
    }

    fn set_parameter(&mut self, kind: AudioFormatKind, parameter: &str) -> Result<()> {
        if parameter.len() > PARAMETER_BYTES_MAX {
            return Err(Error::CoreArgumentTooLong);
        }
        let parameter = parameter.trim();
        let understood = match kind {
            AudioFormatKind::Codec(AudioCodec::Opus) => are_opus_parameters(parameter),
            AudioFormatKind::Codec(_) => parameter.is_empty(),
            AudioFormatKind::TelephoneEvent => matches!(parameter, "" | "0-15" | "0-16"),
        };
        if !understood {
            return Err(Error::CoreCodecParameterNotSupport);
        }
        if kind == AudioFormatKind::Codec(AudioCodec::Opus) {
            parameter.clone_into(&mut self.opus_parameters);
        }
        Ok(())
    }

    fn set_samples(&mut self, ptime_ms: i32, ptime_ms_max: i32) -> Result<()> {
        for value in [ptime_ms, ptime_ms_max] {
            if !PTIME_MS.contains(&value) {
                return Err(Error::CoreAudioSampleOutOfRange);
            }
            if value % 10 != 0 {
                return Err(Error::CoreAudioSampleNotmultiple);
            }
        }
        if ptime_ms_max < ptime_ms {
            return Err(Error::CoreAudioSampleOutOfRange);
        }
        self.ptime_ms = ptime_ms.unsigned_abs();
        self.ptime_ms_max = ptime_ms_max.unsigned_abs();
        Ok(())
    }

    fn config(&self) -> AudioConfig {
        AudioConfig {
            codecs: self.preferences(),
            telephone_event: self
                .added
                .contains(&AudioFormatKind::TelephoneEvent)
                .then_some(self.telephone_event_payload_type),
            comfort_noise: self.comfort_noise,
            ptime_ms: self.ptime_ms,
            ptime_ms_max: self.ptime_ms_max,
        }
    }

    fn preferences(&self) -> Vec<CodecPreference> {
        let voice = self.added.iter().filter_map(|kind| match kind {
            AudioFormatKind::Codec(codec) => Some(*codec),
            AudioFormatKind::TelephoneEvent => None,
        });
        voice
            .map(|codec| CodecPreference {
                codec,
                payload_type: self.payload_type(AudioFormatKind::Codec(codec)),
                fmtp: match codec {
                    AudioCodec::Opus => self.opus_parameters.clone(),
                    _ => String::new(),
                },
            })
            .collect()
    }

    fn payload_type(&self, kind: AudioFormatKind) -> u8 {
        match kind {
            AudioFormatKind::TelephoneEvent => self.telephone_event_payload_type,
            AudioFormatKind::Codec(codec) => codec
                .static_payload_type()
                .unwrap_or(self.opus_payload_type),
        }
    }

    const fn is_fixed(kind: AudioFormatKind) -> bool {
        match kind {
            AudioFormatKind::TelephoneEvent => false,
            AudioFormatKind::Codec(codec) => codec.static_payload_type().is_some(),
        }
    }

    /// Whether another codec that has been added has this payload type.
    fn is_taken(&self, payload_type: u8, by_other_than: AudioFormatKind) -> bool {
        self.added
            .iter()
            .any(|kind| *kind != by_other_than && self.payload_type(*kind) == payload_type)
    }

    fn has_no_voice(&self) -> bool {
        !self
            .added
            .iter()
            .any(|kind| matches!(kind, AudioFormatKind::Codec(_)))
    }
}

/// Whether a text holds parameters of RFC 7587 §6.1 within their ranges.
fn are_opus_parameters(text: &str) -> bool {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .all(|part| {
            part.split_once('=')
                .is_some_and(|(name, value)| is_opus_parameter(name.trim_end(), value.trim_start()))
        })
}

fn is_opus_parameter(name: &str, value: &str) -> bool {
    // `u32::from_str` takes a sign, which the grammar does not.
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let Some(value) = value.parse::<u32>().ok().filter(|_| digits) else {
        return false;
    };
    match name.to_ascii_lowercase().as_str() {
        "useinbandfec" | "usedtx" | "stereo" | "sprop-stereo" | "cbr" => value <= 1,
        "maxaveragebitrate" => (6000..=510_000).contains(&value),
        "maxplaybackrate" | "sprop-maxcapturerate" => (8000..=48_000).contains(&value),
        "ptime" | "maxptime" | "minptime" => (3..=120).contains(&value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPUS: AudioFormatKind = AudioFormatKind::Codec(AudioCodec::Opus);
    const PCMU: AudioFormatKind = AudioFormatKind::Codec(AudioCodec::Pcmu);
    const DTMF: AudioFormatKind = AudioFormatKind::TelephoneEvent;

    #[test]
    fn the_order_of_adding_is_the_preference() {
        let mut list = CodecList::default();
        for kind in [PCMU, DTMF, OPUS] {
            list.add(kind).expect("each is new");
        }
        let config = list.config();
        let offered: Vec<_> = config
            .codecs
            .iter()
            .map(|codec| (codec.codec, codec.payload_type))
            .collect();
        assert_eq!(offered, [(AudioCodec::Pcmu, 0), (AudioCodec::Opus, 105)]);
        assert_eq!(config.telephone_event, Some(101));
    }

    #[test]
    fn payload_types_are_dynamic_and_distinct() {
        let mut list = CodecList::default();
        list.add(OPUS).expect("new");
        list.add(DTMF).expect("new");
        assert_eq!(list.add(OPUS), Err(Error::CoreCodecWasExist));
        assert_eq!(
            list.set_payload_type(OPUS, 101),
            Err(Error::CorePayloadHasExist)
        );
        for outside in [-1, 0, 95, 128, 100_000] {
            assert_eq!(
                list.set_payload_type(OPUS, outside),
                Err(Error::CorePayloadOutofRange)
            );
        }
        assert_eq!(
            list.set_payload_type(PCMU, 100),
            Err(Error::CoreFixPayloadCantChange)
        );
        assert_eq!(list.set_payload_type(OPUS, 127), Ok(()));
        assert_eq!(list.config().codecs[0].payload_type, 127);
    }

    #[test]
    fn a_payload_type_set_before_adding_is_checked_when_adding() {
        let mut list = CodecList::default();
        list.set_payload_type(OPUS, 101)
            .expect("nothing is added yet");
        list.add(DTMF).expect("new");
        assert_eq!(list.add(OPUS), Err(Error::CorePayloadHasExist));
    }

    #[test]
    fn opus_parameters_are_those_of_its_rfc() {
        let mut list = CodecList::default();
        for good in ["", "useinbandfec=1; maxaveragebitrate=24000", "usedtx=1;"] {
            assert_eq!(list.set_parameter(OPUS, good), Ok(()), "{good}");
        }
        for bad in [
            "mode-set=0",
            "useinbandfec",
            "useinbandfec=2",
            "maxaveragebitrate=+24000",
            "useinbandfec=1\r\na=evil",
            "maxplaybackrate=1",
        ] {
            assert_eq!(
                list.set_parameter(OPUS, bad),
                Err(Error::CoreCodecParameterNotSupport),
                "{bad}"
            );
        }
        assert_eq!(
            list.set_parameter(OPUS, &"x".repeat(1025)),
            Err(Error::CoreArgumentTooLong)
        );
    }

    #[test]
    fn packet_times_are_tens_between_10_and_60() {
        let mut list = CodecList::default();
        assert_eq!(list.set_samples(20, 60), Ok(()));
        for (ptime, max, error) in [
            (0, 60, Error::CoreAudioSampleOutOfRange),
            (70, 70, Error::CoreAudioSampleOutOfRange),
            (20, 0, Error::CoreAudioSampleOutOfRange),
            (30, 20, Error::CoreAudioSampleOutOfRange),
            (15, 60, Error::CoreAudioSampleNotmultiple),
            (20, 55, Error::CoreAudioSampleNotmultiple),
            (i32::MIN, i32::MAX, Error::CoreAudioSampleOutOfRange),
        ] {
            assert_eq!(list.set_samples(ptime, max), Err(error), "{ptime} {max}");
        }
        assert_eq!(list.config().ptime_ms, 20);
    }
}
