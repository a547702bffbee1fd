//! Our offer: everything the program has, in the session's place for it.

use super::direction;
use super::local_audio::LocalAudio;
use super::write::{AudioLine, RTP, RefusedLine, Writer};
use super::{Negotiation, NegotiationError, PendingOffer};

/// Decides what to offer.
pub(super) fn prepare(negotiation: &Negotiation) -> Result<PendingOffer, NegotiationError> {
    let current = negotiation.current.audio.as_ref();
    let running = current.map(|current| &current.local);
    let audio = LocalAudio::offered(&negotiation.config, running);
    if audio.codecs.is_empty() {
        return Err(NegotiationError::NoCodecs);
    }
    let lines = &negotiation.current.lines;
    Ok(PendingOffer {
        audio,
        audio_index: current.map_or_else(
            // A switched-off audio line is used again (RFC 3264 §8.1).
            || {
                lines
                    .iter()
                    .position(RefusedLine::is_audio)
                    .unwrap_or(lines.len())
            },
            |current| current.index,
        ),
        direction: direction::offered(negotiation.hold, negotiation.current.remote_hold),
        // Once agreed on it stays (RFC 5761 §5.1.1).
        rtcp_mux: current.is_some_and(|current| current.rtcp_mux),
    })
}

/// The text of an offer, every other line of the session switched off.
pub(super) fn write(negotiation: &Negotiation, offer: &PendingOffer) -> String {
    let mut writer = Writer::new(negotiation.local.address);
    let lines = &negotiation.current.lines;
    for index in 0..lines.len().max(offer.audio_index + 1) {
        if index == offer.audio_index {
            writer.audio(&AudioLine {
                protocol: lines.get(index).map_or(RTP, RefusedLine::audio_protocol),
                config: &negotiation.config,
                local: &negotiation.local,
                audio: &offer.audio,
                direction: offer.direction,
                rtcp_mux: offer.rtcp_mux,
            });
        } else if let Some(line) = lines.get(index) {
            writer.refused(line);
        }
    }
    writer.finish()
}
