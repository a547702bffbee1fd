//! What we declare for receiving in an audio line of ours.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::config::AudioConfig;
use crate::plan::{AmrParameters, AudioCodec, IlbcMode};

use super::super::amr_parameters;
use super::super::description::Format;
use super::super::format_parameters::{Declared, G729_DEFAULT, OPUS_DEFAULT};
use super::redundancy::{self, LocalRedundancies};

/// The payload type of comfort noise in a clock of 8 kHz (RFC 3389 §4).
const COMFORT_NOISE_PAYLOAD_TYPE: u8 = 13;

/// The formats of an audio line of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LocalAudio {
    /// The codecs, the preferred first.
    pub(super) codecs: SmallVec<[LocalCodec; 6]>,
    /// The telephone-event formats.
    pub(super) events: SmallVec<[LocalEvent; 2]>,
    /// The payload type of comfort noise.
    pub(super) comfort_noise: Option<u8>,
    /// The formats for packets with copies of earlier ones.
    pub(super) redundancy: LocalRedundancies,
}

/// A codec and the payload type we take it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalCodec {
    pub(super) codec: AudioCodec,
    pub(super) payload_type: u8,
    /// Of AMR and AMR-WB: what we take.
    pub(super) amr: AmrParameters,
    /// Of iLBC the frames: those we wish for in an offer, else those agreed on.
    pub(super) ilbc_mode: IlbcMode,
}

impl LocalCodec {
    /// What both sides can agree on in a format of theirs; `None`: nothing, it
    /// is another format than this one.
    pub(super) fn agreed_amr(self, theirs: &Format) -> Option<AmrParameters> {
        if !is_amr(self.codec) {
            return Some(self.amr);
        }
        amr_parameters::Declared::parse(self.codec, &theirs.parameters).agreed(self.amr)
    }

    /// The text of `a=fmtp` we declare.
    pub(super) fn fmtp(self, config: &AudioConfig) -> Cow<'_, str> {
        if is_amr(self.codec) {
            return Cow::Owned(amr_parameters::text(self.amr, fmtp(config, self.codec)));
        }
        Cow::Borrowed(match (self.codec, self.ilbc_mode) {
            (AudioCodec::Ilbc, IlbcMode::Ms20) => "mode=20",
            (AudioCodec::Ilbc, IlbcMode::Ms30) => "mode=30",
            _ => fmtp(config, self.codec),
        })
    }
}

/// What the program wants of AMR or AMR-WB.
pub(super) fn wanted_amr(config: &AudioConfig, codec: AudioCodec) -> AmrParameters {
    said_amr(codec, fmtp(config, codec))
}

/// What a text of `a=fmtp` says of AMR.
pub(super) fn said_amr(codec: AudioCodec, fmtp: &str) -> AmrParameters {
    if !is_amr(codec) {
        return AmrParameters::default();
    }
    amr_parameters::Declared::parse(codec, fmtp).offered()
}

fn is_amr(codec: AudioCodec) -> bool {
    matches!(codec, AudioCodec::AmrNb | AudioCodec::AmrWb)
}

/// A telephone-event format and the payload type we take it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalEvent {
    pub(super) clock_rate_hz: u32,
    pub(super) payload_type: u8,
}

impl LocalAudio {
    /// Everything the program wants to offer.
    ///
    /// A payload type that the session already uses for a format stays with
    /// it (RFC 3264 §8.3.2), whatever the program's list says.
    pub(super) fn offered(config: &AudioConfig, current: Option<&Self>) -> Self {
        let mut taken = PayloadTypes::default();
        for payload_type in current.into_iter().flat_map(Self::payload_types) {
            taken.take(payload_type);
        }
        let mut audio = Self::default();
        for preference in &config.codecs {
            let codec = preference.codec;
            if audio.codecs.iter().any(|local| local.codec == codec) {
                continue;
            }
            let known = current.and_then(|current| current.codec(codec));
            let payload_type = known.map(|local| local.payload_type).or_else(|| {
                taken.choose(
                    codec
                        .static_payload_type()
                        .unwrap_or(preference.payload_type),
                )
            });
            if let Some(payload_type) = payload_type {
                let wanted = || wanted_amr(config, codec);
                let wished = declared(config, codec).as_declared().ilbc_mode;
                audio.codecs.push(LocalCodec {
                    codec,
                    payload_type,
                    amr: known.map_or_else(wanted, |known| known.amr),
                    ilbc_mode: known.map_or(wished, |known| known.ilbc_mode),
                });
            }
        }
        if let Some(wished) = config.telephone_event {
            audio.offer_events(wished, &mut taken, current);
        }
        audio.comfort_noise = current.and_then(|current| current.comfort_noise);
        if config.comfort_noise && audio.comfort_noise.is_none() && audio.has_narrow_clock() {
            audio.comfort_noise = taken.choose(COMFORT_NOISE_PAYLOAD_TYPE);
        }
        if let Some(first) = current.and_then(|current| current.codecs.first()) {
            audio.prefer(first.codec);
        }
        audio.redundancy = redundancy::offered(config, &audio, &mut taken, current);
        audio
    }

    /// One telephone-event format for each clock rate of the codecs (RFC 4733
    /// §2.5.1.2: events share the clock of the audio they interrupt).
    fn offer_events(&mut self, wished: u8, taken: &mut PayloadTypes, current: Option<&Self>) {
        for clock_rate_hz in [8000, 16_000, 32_000, 48_000] {
            if self
                .codecs
                .iter()
                .all(|local| local.codec.clock_rate_hz() != clock_rate_hz)
            {
                continue;
            }
            let known = current.and_then(|current| current.event(clock_rate_hz));
            let payload_type = known
                .map(|event| event.payload_type)
                .or_else(|| taken.choose(wished));
            if let Some(payload_type) = payload_type {
                self.events.push(LocalEvent {
                    clock_rate_hz,
                    payload_type,
                });
            }
        }
    }

    /// Whether comfort noise can stand in for a codec: they share a clock.
    pub(super) fn has_narrow_clock(&self) -> bool {
        let mut codecs = self.codecs.iter();
        codecs.any(|local| local.codec.clock_rate_hz() == 8000)
    }

    /// Moves a codec to the front.
    pub(super) fn prefer(&mut self, codec: AudioCodec) {
        if let Some(index) = self.codecs.iter().position(|local| local.codec == codec)
            && let Some(front) = self.codecs.get_mut(..=index)
        {
            front.rotate_right(1);
        }
    }

    /// The format of a codec.
    pub(super) fn codec(&self, codec: AudioCodec) -> Option<LocalCodec> {
        self.codecs
            .iter()
            .find(|local| local.codec == codec)
            .copied()
    }

    /// The telephone-event format of a clock rate.
    pub(super) fn event(&self, clock_rate_hz: u32) -> Option<LocalEvent> {
        self.events
            .iter()
            .find(|event| event.clock_rate_hz == clock_rate_hz)
            .copied()
    }

    fn payload_types(&self) -> impl Iterator<Item = u8> {
        let codecs = self.codecs.iter().map(|local| local.payload_type);
        let events = self.events.iter().map(|event| event.payload_type);
        let redundancy = self.redundancy.iter().map(|local| local.payload_type);
        let other = redundancy.chain(self.comfort_noise);
        codecs.chain(events).chain(other)
    }
}

/// The text of `a=fmtp` that the program gave for a codec, or our own.
fn fmtp(config: &AudioConfig, codec: AudioCodec) -> &str {
    let preference = config
        .codecs
        .iter()
        .find(|preference| preference.codec == codec);
    match preference.map_or("", |preference| preference.fmtp.trim()) {
        "" if codec == AudioCodec::Opus => OPUS_DEFAULT,
        "" if codec == AudioCodec::G729 => G729_DEFAULT,
        text => text,
    }
}

/// The same, read.
pub(super) fn declared(config: &AudioConfig, codec: AudioCodec) -> Declared {
    Declared::parse(codec, fmtp(config, codec))
}

/// The payload types in use in one session.
#[derive(Default)]
pub(super) struct PayloadTypes(u128);

impl PayloadTypes {
    fn take(&mut self, payload_type: u8) {
        self.0 |= 1 << (payload_type & 127);
    }

    fn is_free(&self, payload_type: u8) -> bool {
        payload_type < 128 && self.0 & (1 << payload_type) == 0
    }

    /// The wished payload type, or the first free one of the dynamic range.
    pub(super) fn choose(&mut self, wished: u8) -> Option<u8> {
        let dynamic = 96..=127;
        let chosen = std::iter::once(wished)
            .chain(dynamic)
            .find(|payload_type| self.is_free(*payload_type))?;
        self.take(chosen);
        Some(chosen)
    }
}
