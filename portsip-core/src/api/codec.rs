//! The audio codecs of offers and answers.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::{Sdk, lock};
use crate::config::AudioConfig;
use crate::engine::is_codec_available;
use crate::error::{Error, Result};
use crate::limits::RED_GENERATIONS_MAX;
use crate::plan::{AudioCodec, CodecPreference};

/// Payload types that a description may give a meaning to (RFC 3551 §6).
const DYNAMIC_PAYLOAD_TYPES: RangeInclusive<i32> = 96..=127;
/// The longest text of format parameters.
const PARAMETER_BYTES_MAX: usize = 1024;
/// Milliseconds of audio in a packet.
const PTIME_MS: RangeInclusive<i32> = 10..=60;

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
    /// Those the program chose.
    payload_types: HashMap<AudioFormatKind, u8>,
    /// Those the program gave.
    parameters: HashMap<AudioCodec, String>,
    comfort_noise: bool,
    redundancy: u8,
    ptime_ms: u32,
    ptime_ms_max: u32,
}

impl Default for CodecList {
    fn default() -> Self {
        let unset = AudioConfig::default();
        Self {
            added: Vec::new(),
            payload_types: HashMap::new(),
            parameters: HashMap::new(),
            comfort_noise: unset.comfort_noise,
            redundancy: unset.redundancy,
            ptime_ms: unset.ptime_ms,
            ptime_ms_max: unset.ptime_ms_max,
        }
    }
}

impl Sdk {
    /// Adds a codec, after those added before.
    ///
    /// Errors: `CoreCodecNotSupport` (a library of the system is missing),
    /// `CoreCodecWasExist`, `CorePayloadHasExist`.
    pub fn add_audio_codec(&self, kind: AudioFormatKind) -> Result<()> {
        if let AudioFormatKind::Codec(codec) = kind
            && !is_codec_available(codec)
        {
            return Err(Error::CoreCodecNotSupport);
        }
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

    /// Offers redundant audio (RFC 2198) from the next call on, with copies of so many
    /// packets, 0…[`RED_GENERATIONS_MAX`], and sends them where the other side takes
    /// them; 0, as at the start, for none.
    ///
    /// Errors: `CoreArgumentIncorrect` for another number.
    pub fn enable_audio_red(&self, level: i32) -> Result<()> {
        let level = u8::try_from(level).ok();
        let level = level.filter(|level| usize::from(*level) <= RED_GENERATIONS_MAX);
        let redundancy = level.ok_or(Error::CoreArgumentIncorrect)?;
        self.change_codecs(|list| {
            list.redundancy = redundancy;
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
        self.payload_types.insert(kind, payload_type);
        Ok(())
    }

    fn set_parameter(&mut self, kind: AudioFormatKind, parameter: &str) -> Result<()> {
        if parameter.len() > PARAMETER_BYTES_MAX {
            return Err(Error::CoreArgumentTooLong);
        }
        let parameter = parameter.trim();
        let understood = match kind {
            AudioFormatKind::Codec(AudioCodec::Opus) => {
                all_parameters(parameter, is_opus_parameter)
            }
            AudioFormatKind::Codec(AudioCodec::Ilbc) => {
                all_parameters(parameter, is_ilbc_parameter)
            }
            AudioFormatKind::Codec(AudioCodec::AmrNb) => {
                all_parameters(parameter, |name, value| is_amr_parameter(name, value, 7))
            }
            AudioFormatKind::Codec(AudioCodec::AmrWb) => {
                all_parameters(parameter, |name, value| is_amr_parameter(name, value, 8))
            }
            // What is declared in any case: we send no silence frames.
            AudioFormatKind::Codec(AudioCodec::G729) => {
                parameter.is_empty() || parameter.eq_ignore_ascii_case("annexb=no")
            }
            AudioFormatKind::Codec(AudioCodec::SpeexNarrow | AudioCodec::SpeexWide) => {
                all_parameters(parameter, is_speex_parameter)
            }
            AudioFormatKind::Codec(_) => parameter.is_empty(),
            AudioFormatKind::TelephoneEvent => matches!(parameter, "" | "0-15" | "0-16"),
        };
        if !understood {
            return Err(Error::CoreCodecParameterNotSupport);
        }
        if let AudioFormatKind::Codec(codec) = kind {
            self.parameters.insert(codec, parameter.to_owned());
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
                .then(|| self.payload_type(AudioFormatKind::TelephoneEvent)),
            comfort_noise: self.comfort_noise,
            redundancy: self.redundancy,
            ptime_ms: self.ptime_ms,
            ptime_ms_max: self.ptime_ms_max,
        }
    }

    fn preferences(&self) -> Vec<CodecPreference> {
        let voice = self.added.iter().filter_map(|kind| match kind {
            AudioFormatKind::Codec(codec) => Some(*codec),
            AudioFormatKind::TelephoneEvent => None,
        });
        // Speex at 32 kHz has no number of its own: it comes with that at 16 kHz,
        // behind all others.
        let wide = self
            .added
            .contains(&AudioFormatKind::Codec(AudioCodec::SpeexWide));
        voice
            .chain(wide.then_some(AudioCodec::SpeexUltra))
            .map(|codec| CodecPreference {
                codec,
                payload_type: match codec {
                    AudioCodec::SpeexUltra => self.unused_payload_type(),
                    _ => self.payload_type(AudioFormatKind::Codec(codec)),
                },
                fmtp: self.parameters_of(codec).to_owned(),
            })
            .collect()
    }

    fn payload_type(&self, kind: AudioFormatKind) -> u8 {
        let chosen = self.payload_types.get(&kind).copied();
        chosen.unwrap_or_else(|| payload_type_at_start(kind))
    }

    /// The text that the program gave.
    fn parameters_of(&self, codec: AudioCodec) -> &str {
        let of = match codec {
            AudioCodec::SpeexUltra => AudioCodec::SpeexWide,
            codec => codec,
        };
        self.parameters.get(&of).map_or("", String::as_str)
    }

    /// The last payload type that no codec of the program's has.
    fn unused_payload_type(&self) -> u8 {
        let is_used = |candidate: &u8| {
            self.added
                .iter()
                .any(|kind| self.payload_type(*kind) == *candidate)
        };
        let mut dynamic = (96..=127).rev();
        dynamic.find(|candidate| !is_used(candidate)).unwrap_or(127)
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

/// The payload type where the program does not say: as the interface numbers
/// its codecs.
fn payload_type_at_start(kind: AudioFormatKind) -> u8 {
    let codec = match kind {
        AudioFormatKind::TelephoneEvent => return 101,
        AudioFormatKind::Codec(codec) => codec,
    };
    match codec {
        AudioCodec::Pcmu => 0,
        AudioCodec::Gsm => 3,
        AudioCodec::Pcma => 8,
        AudioCodec::G722 => 9,
        AudioCodec::G729 => 18,
        AudioCodec::Ilbc => 97,
        AudioCodec::AmrNb => 98,
        AudioCodec::AmrWb => 99,
        AudioCodec::SpeexNarrow => 100,
        AudioCodec::SpeexWide | AudioCodec::SpeexUltra => 102,
        AudioCodec::Opus => 105,
    }
}

/// Whether a text holds parameters alone that `is_parameter` knows, by name and
/// value.
fn all_parameters(text: &str, is_parameter: impl Fn(&str, &str) -> bool) -> bool {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .all(|part| {
            part.split_once('=')
                .is_some_and(|(name, value)| is_parameter(name.trim_end(), value.trim_start()))
        })
}

/// RFC 3952 §4.2.
fn is_ilbc_parameter(name: &str, value: &str) -> bool {
    name.eq_ignore_ascii_case("mode") && matches!(value, "20" | "30")
}

/// RFC 4867 §8.1, without what would change the frames: check sums, sorting and
/// interleaving; and without the packet times, which have lines of their own in a
/// description (§8.3) and a function of their own. Numbers are written as the RFC does.
fn is_amr_parameter(name: &str, value: &str, mode_max: u32) -> bool {
    let number = |value: &str| {
        let plain = is_number(value) && (value == "0" || !value.starts_with('0'));
        value.parse::<u32>().ok().filter(|_| plain)
    };
    let within = |range: RangeInclusive<u32>| number(value).is_some_and(|n| range.contains(&n));
    match name.to_ascii_lowercase().as_str() {
        "octet-align" | "mode-change-neighbor" => within(0..=1),
        "mode-change-period" | "mode-change-capability" => within(1..=2),
        "crc" | "robust-sorting" => within(0..=0),
        "channels" => within(1..=1),
        "max-red" => within(0..=65_535),
        "mode-set" => value
            .split(',')
            .all(|mode| number(mode.trim()).is_some_and(|mode| mode <= mode_max)),
        _ => false,
    }
}

/// RFC 5574 §4.
fn is_speex_parameter(name: &str, value: &str) -> bool {
    let value = value.trim_matches('"');
    match name.to_ascii_lowercase().as_str() {
        "vbr" => matches!(value, "on" | "off" | "vad"),
        "cng" => matches!(value, "on" | "off"),
        "ptime" => is_number(value) && matches!(value.parse(), Ok(20..=120)),
        "mode" => value
            .split(',')
            .map(str::trim)
            .all(|mode| mode == "any" || (is_number(mode) && matches!(mode.parse(), Ok(0..=10)))),
        _ => false,
    }
}

/// `u32::from_str` takes a sign, which the grammar does not.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// RFC 7587 §6.1.
fn is_opus_parameter(name: &str, value: &str) -> bool {
    let Some(value) = value.parse::<u32>().ok().filter(|_| is_number(value)) else {
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
    fn of_ilbc_the_frames_are_chosen() {
        let mut list = CodecList::default();
        let ilbc = AudioFormatKind::Codec(AudioCodec::Ilbc);
        for good in ["", "mode=20", "mode = 30;"] {
            assert_eq!(list.set_parameter(ilbc, good), Ok(()), "{good}");
        }
        for bad in ["mode", "mode=25", "mode=+20", "mode=", "octet-align=1"] {
            assert_eq!(
                list.set_parameter(ilbc, bad),
                Err(Error::CoreCodecParameterNotSupport),
                "{bad}"
            );
        }
        list.add(ilbc).expect("new");
        assert_eq!(list.config().codecs[0].payload_type, 97);
        assert_eq!(list.config().codecs[0].fmtp, "mode = 30;");
    }

    #[test]
    fn amr_parameters_are_those_of_its_rfc_that_we_have() {
        let mut list = CodecList::default();
        let narrow = AudioFormatKind::Codec(AudioCodec::AmrNb);
        let wide = AudioFormatKind::Codec(AudioCodec::AmrWb);
        let manual = "mode-set=0; octet-align=1; robust-sorting=0";
        let more = "mode-change-capability=1;max-red=0";
        for good in ["", manual, more, "mode-set=0, 7;mode-change-period=2"] {
            assert_eq!(list.set_parameter(narrow, good), Ok(()), "{good}");
        }
        assert_eq!(list.set_parameter(wide, "mode-set=8"), Ok(()));
        for bad in [
            "mode-set=8",
            "mode-set=",
            "mode-set=+1",
            "octet-align",
            "octet-align=2",
            "octet-align=01",
            "mode-set=00",
            "ptime=40",
            "maxptime=40",
            "crc=1",
            "robust-sorting=1",
            "interleaving=30",
            "usedtx=1",
        ] {
            assert_eq!(
                list.set_parameter(narrow, bad),
                Err(Error::CoreCodecParameterNotSupport),
                "{bad}"
            );
        }
        list.add(narrow).expect("new");
        list.add(wide).expect("new");
        let offered = list.config().codecs;
        assert_eq!((offered[0].payload_type, offered[1].payload_type), (98, 99));
        assert_eq!(offered[1].fmtp, "mode-set=8");
    }

    #[test]
    fn g729_takes_no_word_but_that_annex_b_is_off() {
        const G729: AudioFormatKind = AudioFormatKind::Codec(AudioCodec::G729);
        let mut list = CodecList::default();
        for good in ["", "annexb=no", " AnnexB=No "] {
            assert_eq!(list.set_parameter(G729, good), Ok(()), "{good}");
        }
        for bad in ["annexb=yes", "annexb", "annexb=no; x=1", "mode-set=0"] {
            let refused = Err(Error::CoreCodecParameterNotSupport);
            assert_eq!(list.set_parameter(G729, bad), refused, "{bad}");
        }
        list.add(G729).expect("new");
        assert_eq!(list.config().codecs[0].payload_type, 18);
    }

    #[test]
    fn speex_at_32_khz_comes_with_that_at_16_khz() {
        let mut list = CodecList::default();
        let wide = AudioFormatKind::Codec(AudioCodec::SpeexWide);
        for good in ["", "vbr=on;cng=off", "mode=\"8,any\"; ptime=40"] {
            assert_eq!(list.set_parameter(wide, good), Ok(()), "{good}");
        }
        for bad in [
            "vbr=1",
            "mode=11",
            "mode=",
            "cng",
            "octet-align=1",
            "ptime=+20",
        ] {
            let refused = Err(Error::CoreCodecParameterNotSupport);
            assert_eq!(list.set_parameter(wide, bad), refused, "{bad}");
        }
        list.set_payload_type(wide, 127).expect("free");
        for kind in [wide, PCMU] {
            list.add(kind).expect("new");
        }
        let offered = list.config().codecs;
        let codecs: Vec<_> = offered.iter().map(|c| (c.codec, c.payload_type)).collect();
        assert_eq!(
            codecs,
            [
                (AudioCodec::SpeexWide, 127),
                (AudioCodec::Pcmu, 0),
                (AudioCodec::SpeexUltra, 126)
            ]
        );
        assert_eq!(offered[2].fmtp, offered[0].fmtp);
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
