//! Which formats of the other side's audio line are ours too.

use smallvec::SmallVec;

use crate::config::AudioConfig;
use crate::plan::{AudioCodec, AudioFormat, TelephoneEvent};

use super::super::description::{Encoding, Format, MediaLine};
use super::super::format_parameters::Declared;
use super::local_audio::{LocalAudio, LocalCodec, LocalEvent, declared};

/// The formats that both sides have, the one to send first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matched {
    pub(super) codecs: SmallVec<[MatchedCodec; 6]>,
    pub(super) telephone_event: Option<TelephoneEvent>,
    pub(super) comfort_noise: Option<u8>,
}

/// A codec that both sides have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MatchedCodec {
    /// As we send it: their payload type, governed by their parameters.
    pub(super) send: AudioFormat,
    /// As they send it: our payload type and parameters.
    pub(super) receive: AudioFormat,
}

/// The audio line of our answer to theirs: common codecs with the offer's
/// payload types, in our order of preference, a running codec in front.
pub(super) fn answered(
    config: &AudioConfig,
    current: Option<&LocalAudio>,
    offer: &MediaLine,
) -> Option<LocalAudio> {
    let mut audio = LocalAudio::default();
    for preference in &config.codecs {
        let codec = preference.codec;
        if audio.codec(codec).is_none()
            && let Some(format) = find(offer, Encoding::Audio(codec))
        {
            audio.codecs.push(LocalCodec {
                codec,
                payload_type: format.payload_type,
            });
        }
    }
    if let Some(first) = current.and_then(|current| current.codecs.first()) {
        audio.prefer(first.codec);
    }
    let first = audio.codecs.first()?;
    if config.telephone_event.is_some() {
        audio.events.extend(events_for(first.codec, offer));
    }
    if audio
        .codecs
        .iter()
        .any(|local| local.codec.clock_rate_hz() == 8000)
    {
        audio.comfort_noise = find(offer, Encoding::ComfortNoise).map(|format| format.payload_type);
    }
    Some(audio)
}

/// What `ours` and their line have in common, in the order of `ours`: after an
/// answer of ours.
pub(super) fn in_our_order(
    config: &AudioConfig,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<Matched> {
    let codecs = ours.codecs.iter().filter_map(|local| {
        let format = find(theirs, Encoding::Audio(local.codec))?;
        Some(matched(config, *local, format))
    });
    complete(codecs.collect(), ours, theirs)
}

/// The same in the order of their line: after an answer of theirs.
pub(super) fn in_their_order(
    config: &AudioConfig,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<Matched> {
    let mut codecs: SmallVec<[MatchedCodec; 6]> = SmallVec::new();
    for format in &theirs.formats {
        let Encoding::Audio(codec) = format.encoding else {
            continue;
        };
        if codecs.iter().all(|known| known.send.codec != codec)
            && let Some(local) = ours.codec(codec)
        {
            codecs.push(matched(config, local, format));
        }
    }
    complete(codecs, ours, theirs)
}

fn complete(
    codecs: SmallVec<[MatchedCodec; 6]>,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<Matched> {
    let first = codecs.first()?.send.codec;
    let their_noise = find(theirs, Encoding::ComfortNoise).map(|format| format.payload_type);
    Some(Matched {
        telephone_event: telephone_event(first, ours, theirs),
        comfort_noise: ours.comfort_noise.and(their_noise),
        codecs,
    })
}

fn matched(config: &AudioConfig, local: LocalCodec, theirs: &Format) -> MatchedCodec {
    let codec = local.codec;
    let own = declared(config, codec);
    MatchedCodec {
        send: AudioFormat {
            codec,
            payload_type: theirs.payload_type,
            parameters: Declared::parse(codec, &theirs.parameters).governed_by(own),
        },
        receive: AudioFormat {
            codec,
            payload_type: local.payload_type,
            parameters: own.as_declared(),
        },
    }
}

/// The event format in the clock of the codec we send, else any common one:
/// many systems offer 8 kHz events alone beside Opus.
fn telephone_event(
    codec: AudioCodec,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<TelephoneEvent> {
    let rates = std::iter::once(codec.clock_rate_hz());
    let others = ours.events.iter().map(|event| event.clock_rate_hz);
    rates.chain(others).find_map(|clock_rate_hz| {
        let local = ours.event(clock_rate_hz)?;
        let format = find(theirs, Encoding::TelephoneEvent { clock_rate_hz })?;
        Some(TelephoneEvent {
            send_payload_type: format.payload_type,
            receive_payload_type: local.payload_type,
            clock_rate_hz,
        })
    })
}

/// The one event format we answer with.
fn events_for(codec: AudioCodec, offer: &MediaLine) -> Option<LocalEvent> {
    let wished = codec.clock_rate_hz();
    let offered = |format: &Format| match format.encoding {
        Encoding::TelephoneEvent { clock_rate_hz } => Some(LocalEvent {
            clock_rate_hz,
            payload_type: format.payload_type,
        }),
        _ => None,
    };
    let mut events = offer.formats.iter().filter_map(offered);
    let first = events.next()?;
    let fitting = std::iter::once(first)
        .chain(events)
        .find(|event| event.clock_rate_hz == wished);
    Some(fitting.unwrap_or(first))
}

fn find(line: &MediaLine, encoding: Encoding) -> Option<&Format> {
    line.formats
        .iter()
        .find(|format| format.encoding == encoding)
}
