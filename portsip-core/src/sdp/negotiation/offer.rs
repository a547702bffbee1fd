//! Our offer: what it has in the session's place for it.

use std::sync::Arc;

use smallvec::SmallVec;

use super::super::description::{Crypto, Mid};
use super::direction;
use super::ice::IceSession;
use super::local_audio::{LocalAudio, LocalCodec};
use super::redundancy::LocalRedundancies;
use super::write::{self, AudioLine, IceLines, OfferedKeys, RefusedLine, Writer};
use super::{CurrentAudio, Negotiation, NegotiationError, OfferedAudio, PendingOffer};
use crate::config::AudioConfig;
use crate::plan::Component;

/// What an offer of ours has in it.
#[derive(Clone, Debug, Default)]
pub enum Offering {
    /// Everything the program has; a stream that was switched off is offered
    /// again (RFC 3264 §8.1).
    #[default]
    Everything,
    /// Everything for the streams there are.
    Streams,
    /// Of the streams there are the one codec that is sent: for who refused more.
    Running,
    /// What was agreed, word for word: for a refresh (RFC 4028 §7.4).
    Unchanged,
    /// Audio switched on or off, with these codecs.
    Audio {
        /// Whether there is to be audio.
        on: bool,
        /// The codecs from now on.
        config: Arc<AudioConfig>,
    },
}

/// Decides what to offer. `fresh` are keys that nobody knows.
pub(super) fn prepare(
    negotiation: &Negotiation,
    offering: &Offering,
    fresh: Vec<Crypto>,
) -> Result<PendingOffer, NegotiationError> {
    let current = negotiation.current.audio.as_ref();
    let lines = &negotiation.current.lines;
    let config = match offering {
        Offering::Audio { config, .. } => Some(Arc::clone(config)),
        _ => None,
    };
    let on = match offering {
        Offering::Everything => true,
        Offering::Audio { on, .. } => *on,
        Offering::Streams | Offering::Running | Offering::Unchanged => {
            current.is_some() || lines.is_empty()
        }
    };
    let at = match (offering, current) {
        (Offering::Unchanged, Some(current)) => current.at,
        _ => negotiation.local,
    };
    let crypto = match (offering, current) {
        // Who is asked for an offer may be another (RFC 3725): it gets new keys.
        (Offering::Everything, _) | (_, None) => fresh,
        (Offering::Running, Some(current)) if current.srtp.is_none() => Vec::new(),
        // Another address needs other keys (RFC 4568 §7.1.4).
        (_, Some(current)) if current.at != at => fresh,
        (Offering::Running, Some(current)) => {
            let running = current.srtp.iter().map(|running| running.ours().clone());
            running.collect()
        }
        (_, Some(current)) => current.crypto.clone(),
    };
    // One way to keys in an offer: an association that runs goes on.
    let has_association = current.is_some_and(|current| current.dtls.is_some());
    let crypto = if has_association { Vec::new() } else { crypto };
    let dtls = offers_dtls(negotiation, offering, crypto.is_empty())
        .then(|| Box::new(negotiation.offering_dtls()));
    if on {
        let srtp = &negotiation.srtp;
        srtp.check_offer(!crypto.is_empty(), dtls.is_some())?;
    }
    let index = current.map_or_else(
        // A switched-off audio line is used again (RFC 3264 §8.1).
        || {
            lines
                .iter()
                .position(RefusedLine::is_audio)
                .unwrap_or(lines.len())
        },
        |current| current.index,
    );
    let must_encrypt = !negotiation.srtp.allows_plain();
    let keys = match &dtls {
        Some(_) => OfferedKeys::Dtls,
        None if crypto.is_empty() => OfferedKeys::None,
        None => OfferedKeys::Described,
    };
    let ice = ice(negotiation, offering);
    let audio = on.then(|| OfferedAudio {
        mid: mid(lines, index, ice.is_some()),
        local: formats(negotiation, offering, current),
        index,
        protocol: write::audio_protocol(lines.get(index), keys, must_encrypt),
        crypto,
        dtls,
        at,
        direction: match (offering, current) {
            (Offering::Unchanged, Some(current)) => current.direction,
            _ => direction::offered(negotiation.hold, negotiation.current.remote_hold),
        },
        // Once agreed on it stays (RFC 5761 §5.1.1). With ICE it saves half the checks.
        rtcp_mux: current.map_or(negotiation.offers_ice, |current| current.rtcp_mux),
        ice,
    });
    if audio
        .as_ref()
        .is_some_and(|audio| audio.local.codecs.is_empty())
    {
        return Err(NegotiationError::NoCodecs);
    }
    Ok(PendingOffer {
        audio,
        config,
        before: None,
    })
}

/// The name of a line stays. Who knows ICE may know names, and paths that are shared.
fn mid(lines: &[RefusedLine], index: usize, has_ice: bool) -> Option<Mid> {
    match lines.get(index) {
        Some(line) => line.mid().cloned(),
        None => has_ice.then(|| Mid {
            name: index.to_string().into(),
            bundled: true,
        }),
    }
}

/// That of the stream, or a new one where the program wants it.
fn ice(negotiation: &Negotiation, offering: &Offering) -> Option<IceSession> {
    let local = negotiation.local;
    let Some(ice) = negotiation.ice() else {
        let begins = negotiation.offers_ice && negotiation.current.audio.is_none();
        // A stream that was switched off has used the credentials before.
        let used = !negotiation.current.lines.is_empty();
        let generation = if used { negotiation.version as u32 } else { 0 };
        return begins.then(|| IceSession::begun(generation, local));
    };
    Some(match offering {
        Offering::Unchanged => ice.clone(),
        // Who is asked for an offer may be another.
        Offering::Everything => ice.offered(local, true),
        _ => ice.offered(local, false),
    })
}

/// A stream that has an association keeps it; one without keys gets one where that is
/// what we offer.
fn offers_dtls(negotiation: &Negotiation, offering: &Offering, has_no_keys: bool) -> bool {
    match (offering, negotiation.current.audio.as_ref()) {
        (_, Some(current)) if current.dtls.is_some() => true,
        (Offering::Running, Some(_)) => false,
        (Offering::Everything, _) | (_, None) => has_no_keys && negotiation.srtp.offers_dtls(),
        (_, Some(current)) => current.dtls_line.is_some(),
    }
}

fn formats(
    negotiation: &Negotiation,
    offering: &Offering,
    current: Option<&CurrentAudio>,
) -> LocalAudio {
    let running = current.map(|current| &current.local);
    match (offering, running) {
        (Offering::Unchanged, Some(running)) => running.clone(),
        (Offering::Running, Some(running)) => running_alone(running),
        (Offering::Audio { config, .. }, _) => LocalAudio::offered(config, running),
        _ => LocalAudio::offered(&negotiation.config, running),
    }
}

/// The first codec, and the events in its clock; nothing redundant.
fn running_alone(running: &LocalAudio) -> LocalAudio {
    let codecs: SmallVec<[LocalCodec; 6]> = running.codecs.iter().take(1).copied().collect();
    let clock_rate_hz = codecs.first().map(|first| first.codec.clock_rate_hz());
    let in_its_clock = running
        .events
        .iter()
        .filter(|event| Some(event.clock_rate_hz) == clock_rate_hz);
    LocalAudio {
        events: in_its_clock.copied().collect(),
        comfort_noise: running
            .comfort_noise
            .filter(|_| clock_rate_hz == Some(8000)),
        redundancy: LocalRedundancies::new(),
        codecs,
    }
}

/// The text of an offer, every other line of the session switched off.
pub(super) fn write(negotiation: &Negotiation, offer: &PendingOffer) -> String {
    let lines = &negotiation.current.lines;
    let config = offer.config.as_ref().unwrap_or(&negotiation.config);
    let audio = offer.audio.as_ref();
    let mid = audio.and_then(|audio| audio.mid.as_ref());
    // What is bundled shares its port with RTCP (RFC 9143 §9.3).
    let bundle = mid.filter(|_| audio.is_some_and(|audio| audio.rtcp_mux));
    let mut writer = Writer::new(negotiation.local.seen(Component::Rtp).ip(), bundle);
    // As long as that is only offered, RTCP has candidates of its own.
    let current = negotiation.current.audio.as_ref();
    let shares_port = current.is_some_and(|current| current.rtcp_mux);
    let count = audio.map_or(0, |audio| audio.index + 1);
    for index in 0..lines.len().max(count) {
        match (audio, lines.get(index)) {
            (Some(audio), _) if index == audio.index => writer.audio(&AudioLine {
                protocol: audio.protocol,
                mid,
                config,
                local: &negotiation.local,
                audio: &audio.local,
                direction: audio.direction,
                rtcp_mux: audio.rtcp_mux,
                ice: audio.ice.as_ref().map_or(IceLines::None, |ice| {
                    let seed = negotiation.identity.ice_seed.0;
                    IceLines::Ours(ice.description(seed, shares_port))
                }),
                bandwidth: negotiation.bandwidth,
                rtcp_xr: true,
                crypto: &audio.crypto,
                dtls: audio.dtls.as_deref(),
            }),
            (_, Some(line)) => writer.refused(line),
            (_, None) => {}
        }
    }
    writer.finish()
}
