//! Which formats of the other side's audio line are ours too.

use smallvec::SmallVec;

use crate::config::AudioConfig;
use crate::plan::{
    AmrParameters, AudioCodec, AudioFormat, FormatParameters, Redundancy, TelephoneEvent,
};

use super::super::description::{Encoding, Format, MediaLine};
use super::super::format_parameters::Declared;
use super::local_audio::{LocalAudio, LocalCodec, LocalEvent, declared, said_amr, wanted_amr};
use super::redundancy;

/// The formats that both sides have, the one to send first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matched {
    pub(super) codecs: SmallVec<[MatchedCodec; 6]>,
    pub(super) telephone_event: Option<TelephoneEvent>,
    pub(super) other_telephone_event: Option<TelephoneEvent>,
    pub(super) comfort_noise: Option<u8>,
    pub(super) redundancy: Redundancy,
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
            && let Some(local) = taken(config, offer, codec)
        {
            audio.codecs.push(local);
        }
    }
    if let Some(first) = current.and_then(|current| current.codecs.first()) {
        audio.prefer(first.codec);
    }
    if audio.codecs.is_empty() {
        return None;
    }
    if config.telephone_event.is_some() {
        audio.events = events_for(&audio, offer);
    }
    if audio.has_narrow_clock() {
        audio.comfort_noise = find(offer, Encoding::ComfortNoise).map(|format| format.payload_type);
    }
    audio.redundancy = redundancy::answered(&audio, offer);
    Some(audio)
}

/// How we answer to a codec of an offer. Payloads of AMR are laid out as they
/// are offered, of two ways in that which the program wants. A set of modes that an
/// offer has stays as it is, or the format is not taken (RFC 4867 §8.3.1).
fn taken(config: &AudioConfig, offer: &MediaLine, codec: AudioCodec) -> Option<LocalCodec> {
    let wanted = wanted_amr(config, codec);
    let other = AmrParameters {
        octet_aligned: !wanted.octet_aligned,
        ..wanted
    };
    let mut formats = [wanted, other].into_iter().flat_map(|amr| {
        let of_codec = move |format: &&Format| format.encoding == Encoding::Audio(codec);
        let formats = offer.formats.iter().filter(of_codec);
        formats.map(move |format| (amr, format))
    });
    formats.find_map(|(amr, format)| {
        let theirs = Declared::parse(codec, &format.parameters);
        let local = LocalCodec {
            codec,
            payload_type: format.payload_type,
            amr,
            ilbc_mode: theirs.common_ilbc_mode(declared(config, codec).as_declared().ilbc_mode),
        };
        local.agreed_amr(format)?;
        let modes = match said_amr(codec, &format.parameters).modes {
            0 => amr.modes,
            offered => offered,
        };
        let amr = AmrParameters { modes, ..amr };
        Some(LocalCodec { amr, ..local })
    })
}

/// What `ours` and their line have in common, in the order of `ours`: after an
/// answer of ours.
pub(super) fn in_our_order(
    config: &AudioConfig,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<Matched> {
    let codecs = ours.codecs.iter().filter_map(|local| {
        let mut formats = theirs.formats.iter();
        formats.find_map(|format| matched(config, *local, format))
    });
    complete(config, codecs.collect(), ours, theirs)
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
            codecs.extend(matched(config, local, format));
        }
    }
    complete(config, codecs, ours, theirs)
}

fn complete(
    config: &AudioConfig,
    codecs: SmallVec<[MatchedCodec; 6]>,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> Option<Matched> {
    let send = codecs.first()?;
    let their_noise = find(theirs, Encoding::ComfortNoise).map(|format| format.payload_type);
    let mut events = telephone_events(send.send.codec, ours, theirs);
    Some(Matched {
        telephone_event: events.next(),
        other_telephone_event: events.next(),
        comfort_noise: ours.comfort_noise.and(their_noise),
        redundancy: redundancy::agreed(config, ours, theirs, send),
        codecs,
    })
}

/// A codec of ours and a format of theirs; `None` where they are not the same.
fn matched(config: &AudioConfig, local: LocalCodec, theirs: &Format) -> Option<MatchedCodec> {
    let codec = local.codec;
    if theirs.encoding != Encoding::Audio(codec) {
        return None;
    }
    let own = declared(config, codec);
    let said = Declared::parse(codec, &theirs.parameters);
    let send = said.governed_by(own);
    // As our description has it: the program's list may say something else by now.
    let ilbc_mode = said.common_ilbc_mode(local.ilbc_mode);
    // Of the modes agreed on we send those that the program wants.
    let amr = local.agreed_amr(theirs)?;
    let amr = amr.narrowed(wanted_amr(config, codec).modes);
    Some(MatchedCodec {
        send: AudioFormat {
            codec,
            payload_type: theirs.payload_type,
            parameters: FormatParameters {
                amr,
                ilbc_mode,
                ..send
            },
        },
        receive: AudioFormat {
            codec,
            payload_type: local.payload_type,
            parameters: FormatParameters {
                amr: local.amr,
                ilbc_mode,
                ..own.as_declared()
            },
        },
    })
}

/// The common event formats, that in the clock of the codec we send first. It
/// may be missing: many systems offer 8 kHz events alone beside Opus.
fn telephone_events(
    codec: AudioCodec,
    ours: &LocalAudio,
    theirs: &MediaLine,
) -> impl Iterator<Item = TelephoneEvent> {
    let clock_rate_hz = codec.clock_rate_hz();
    let fitting = move |event: &&LocalEvent| event.clock_rate_hz == clock_rate_hz;
    let others = ours.events.iter().filter(move |event| !fitting(event));
    let in_order = ours.events.iter().filter(fitting).chain(others);
    in_order.filter_map(|local| {
        let clock_rate_hz = local.clock_rate_hz;
        let format = find(theirs, Encoding::TelephoneEvent { clock_rate_hz })?;
        Some(TelephoneEvent {
            send_payload_type: format.payload_type,
            receive_payload_type: local.payload_type,
            clock_rate_hz,
        })
    })
}

/// The event formats we answer with: one for each clock of our codecs, else
/// the first that is offered.
fn events_for(ours: &LocalAudio, offer: &MediaLine) -> SmallVec<[LocalEvent; 2]> {
    let offered = |format: &Format| match format.encoding {
        Encoding::TelephoneEvent { clock_rate_hz } => Some(LocalEvent {
            clock_rate_hz,
            payload_type: format.payload_type,
        }),
        _ => None,
    };
    let mut events: SmallVec<[LocalEvent; 2]> = SmallVec::new();
    for event in offer.formats.iter().filter_map(offered) {
        let of_a_codec = |local: &LocalCodec| local.codec.clock_rate_hz() == event.clock_rate_hz;
        let known = |known: &LocalEvent| known.clock_rate_hz == event.clock_rate_hz;
        if ours.codecs.iter().any(of_a_codec) && !events.iter().any(known) {
            events.push(event);
        }
    }
    if events.is_empty() {
        events.extend(offer.formats.iter().find_map(offered));
    }
    events
}

fn find(line: &MediaLine, encoding: Encoding) -> Option<&Format> {
    line.formats
        .iter()
        .find(|format| format.encoding == encoding)
}
