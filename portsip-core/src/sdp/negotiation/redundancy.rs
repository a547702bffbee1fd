//! Redundant audio (RFC 2198) in offers and answers: `red` in the clock of a codec, whose
//! `a=fmtp` names that codec once for what is new and once for each copy (§5).

use smallvec::SmallVec;

use crate::config::AudioConfig;
use crate::limits::RED_GENERATIONS_MAX;
use crate::plan::{Redundancy, RedundantFormat};

use super::super::description::{Encoding, Format, MediaLine};
use super::codec_match::MatchedCodec;
use super::local_audio::{LocalAudio, PayloadTypes};

/// The payload type offered where the program's codecs leave it free.
const WISHED_PAYLOAD_TYPE: u8 = 121;
/// The clocks it is offered in: those of the codecs of telephony, and that of Opus.
const OFFERED_CLOCKS_HZ: [u32; 2] = [8000, 48_000];

/// A `red` format of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalRedundancy {
    pub(super) clock_rate_hz: u32,
    pub(super) payload_type: u8,
    /// The payload type of the codec in it.
    pub(super) of: u8,
    /// The copies beside what is new, at most.
    pub(super) generations: u8,
}

/// Ours, at most as many as a plan takes.
pub(super) type LocalRedundancies = SmallVec<[LocalRedundancy; 2]>;

impl LocalRedundancy {
    /// The text of `a=fmtp`.
    pub(super) fn fmtp(self) -> String {
        let of = self.of.to_string();
        vec![of; usize::from(self.generations) + 1].join("/")
    }
}

/// What is offered beside the codecs of `audio`: one format for each clock, of the codec
/// liked most in it.
pub(super) fn offered(
    config: &AudioConfig,
    audio: &LocalAudio,
    taken: &mut PayloadTypes,
    current: Option<&LocalAudio>,
) -> LocalRedundancies {
    let generations = config.redundancy.min(RED_GENERATIONS_MAX as u8);
    let clocks = OFFERED_CLOCKS_HZ.iter().filter(|_| generations > 0);
    clocks
        .filter_map(|clock_rate_hz| {
            let of_clock = |codec: u32| codec == *clock_rate_hz;
            let mut codecs = audio.codecs.iter();
            let of = codecs.find(|local| of_clock(local.codec.clock_rate_hz()))?;
            let mut known = current.into_iter().flat_map(|current| &current.redundancy);
            let known = known.find(|known| of_clock(known.clock_rate_hz));
            Some(LocalRedundancy {
                clock_rate_hz: *clock_rate_hz,
                payload_type: known
                    .map(|known| known.payload_type)
                    .or_else(|| taken.choose(WISHED_PAYLOAD_TYPE))?,
                of: of.payload_type,
                generations,
            })
        })
        .collect()
}

/// What of an offer is answered beside the codecs of `audio`: what holds one of them.
pub(super) fn answered(audio: &LocalAudio, offer: &MediaLine) -> LocalRedundancies {
    let mut taken = LocalRedundancies::new();
    for format in &offer.formats {
        let Encoding::Redundancy { clock_rate_hz } = format.encoding else {
            continue;
        };
        let known = taken
            .iter()
            .any(|known| known.clock_rate_hz == clock_rate_hz);
        let mut codecs = audio.codecs.iter();
        let of = codecs.find(|local| {
            local.codec.clock_rate_hz() == clock_rate_hz
                && generations(format, local.payload_type).is_some()
        });
        if let Some(of) = of
            && !known
            && taken.len() < taken.inline_size()
        {
            taken.push(LocalRedundancy {
                clock_rate_hz,
                payload_type: format.payload_type,
                of: of.payload_type,
                generations: generations(format, of.payload_type).unwrap_or(1),
            });
        }
    }
    taken
}

/// What is agreed on with their line, the codec that we send being `send`.
pub(super) fn agreed(
    config: &AudioConfig,
    ours: &LocalAudio,
    theirs: &MediaLine,
    send: &MatchedCodec,
) -> Redundancy {
    let mut agreed = Redundancy::default();
    for (local, receive) in ours.redundancy.iter().zip(&mut agreed.receive) {
        let clock_rate_hz = local.clock_rate_hz;
        let mut formats = theirs.formats.iter();
        let of_clock = Encoding::Redundancy { clock_rate_hz };
        let Some(format) = formats.find(|format| format.encoding == of_clock) else {
            continue;
        };
        *receive = Some(local.payload_type);
        if send.send.codec.clock_rate_hz() != clock_rate_hz {
            continue;
        }
        let generations = generations(format, send.send.payload_type)
            .map_or(0, |allowed| allowed.min(config.redundancy));
        agreed.send = (generations > 0).then_some(RedundantFormat {
            payload_type: format.payload_type,
            generations,
        });
    }
    agreed
}

/// How many copies beside what is new a format takes of the codec with a payload type:
/// as often as it is named, once where none is. `None`: it holds other codecs.
fn generations(format: &Format, of: u8) -> Option<u8> {
    let text = format.parameters.trim();
    let mut named = 0;
    for payload_type in text.split('/').filter(|_| !text.is_empty()) {
        if payload_type.trim().parse() != Ok(of) {
            return None;
        }
        named += 1;
    }
    let copies = usize::saturating_sub(named, 1).clamp(1, RED_GENERATIONS_MAX);
    Some(copies as u8)
}
