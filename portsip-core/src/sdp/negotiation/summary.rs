//! An offer in the words of an event, before anybody answers it.

use crate::config::AudioConfig;
use crate::plan::AudioCodec;

use super::super::description::{Description, MediaKind};
use super::codec_match;
use super::srtp::SrtpUse;

/// What an offer has for us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferSummary {
    /// The audio codecs in common, ours first: `OPUS#PCMU`; empty for none.
    pub audio_codecs: String,
    /// There is an audio stream we can take.
    pub audio: bool,
    /// A video stream is offered.
    pub video: bool,
    /// A screen stream is offered (RFC 4796).
    pub screen: bool,
}

impl OfferSummary {
    /// Looks at an offer without answering it.
    pub fn of(offer: &Description, config: &AudioConfig, srtp: &SrtpUse) -> Self {
        let mut lines = offer
            .audio_lines()
            .filter(|(_, line)| srtp.taken(line).is_some());
        let audio = lines.find_map(|(_, line)| codec_match::answered(config, None, line));
        let offered = |kind| {
            let mut lines = offer.media.iter();
            lines.any(|line| line.port != 0 && line.kind == kind)
        };
        Self {
            audio: audio.is_some(),
            audio_codecs: audio
                .map(|audio| codec_names(audio.codecs.iter().map(|local| local.codec)))
                .unwrap_or_default(),
            video: offered(MediaKind::Video { slides: false }),
            screen: offered(MediaKind::Video { slides: true }),
        }
    }
}

/// The names of codecs in the form of events.
pub(super) fn codec_names(codecs: impl Iterator<Item = AudioCodec>) -> String {
    let mut names = String::new();
    for codec in codecs {
        if !names.is_empty() {
            names.push('#');
        }
        names.push_str(codec.name());
    }
    names
}
