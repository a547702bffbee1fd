//! Our answer to an offer of theirs, and their answer to ours.

use super::super::description::{Description, MediaKind, MediaLine};
use super::codec_match::{self, Matched};
use super::direction::{self, Said};
use super::dtls::RunningDtls;
use super::ice::{IceSession, Offered};
use super::local_audio::LocalAudio;
use super::srtp::{self, RunningSrtp, Taken};
use super::stream_plan::{self, Stream};
use super::summary::codec_names;
use super::write::{AudioLine, IceLines, RefusedLine, Writer};
use super::{Agreed, Current, CurrentAudio, Negotiation, NegotiationError, PendingOffer};
use crate::plan::{Component, MediaPlan, RtcpXr};
use crate::rng::Rng;

/// The text of our answer, what it agrees on, and the state after it.
pub(super) fn create(
    negotiation: &Negotiation,
    offer: &Description,
    rng: Option<&mut Rng>,
) -> Result<(String, Agreed, Current), NegotiationError> {
    let chosen = choose(negotiation, offer);
    let switched_off = offer.media.iter().all(|line| line.port == 0);
    let in_session = !negotiation.current.lines.is_empty();
    // To switch everything off is a change of a session, and no way to open one.
    if chosen.is_none() && !(switched_off && in_session) {
        return Err(why_none(negotiation, offer));
    }
    let lines = offer.media.iter().map(RefusedLine::of).collect();
    let Some(Chosen {
        index,
        line,
        taken,
        audio,
        matched,
    }) = chosen
    else {
        let body = write_refusal(negotiation, offer);
        let (agreed, current) = without_streams(negotiation, lines);
        return Ok((body, agreed, current));
    };
    let Keys { srtp, dtls } = keys(negotiation, line, taken, rng)?;
    let dtls_line = dtls
        .as_deref()
        .map(|running| Box::new(negotiation.answering_dtls(running)));
    let crypto: Vec<_> = srtp.iter().map(|srtp| srtp.ours().clone()).collect();
    let rtcp_mux = line.rtcp_mux;
    let direction = direction::answered(negotiation.hold, line.direction);
    let before = &negotiation.current;
    let offered_ice = Offered::of(line);
    let ice = offered_ice
        .usable()
        .map(|theirs| IceSession::answered(negotiation.ice(), theirs, negotiation.local));
    let mut writer = Writer::new(
        negotiation.local.seen(Component::Rtp).ip(),
        line.mid.as_ref().filter(|_| rtcp_mux),
    );
    for (place, other) in offer.media.iter().enumerate() {
        if place == index {
            writer.audio(&AudioLine {
                protocol: &line.protocol,
                mid: line.mid.as_ref(),
                config: &negotiation.config,
                local: &negotiation.local,
                audio: &audio,
                direction,
                rtcp_mux,
                ice: ice_lines(negotiation, offered_ice, ice.as_ref(), rtcp_mux),
                bandwidth: negotiation.bandwidth,
                // Who does not speak of them may not expect them.
                rtcp_xr: line.rtcp_xr != RtcpXr::default(),
                crypto: &crypto,
                dtls: dtls_line.as_deref(),
            });
        } else {
            writer.refused(&RefusedLine::of(other));
        }
    }
    let said = before.audio.as_ref().map(|audio| Said {
        direction: audio.theirs.0,
        version: audio.theirs.1,
        held: before.remote_hold,
    });
    let theirs = (line.direction, offer.version);
    let remote_hold = direction::remote_hold_after_offer(negotiation.hold, theirs, said);
    let agreed = agreed(
        negotiation,
        &matched,
        line,
        &Flow {
            direction,
            rtcp_mux,
            ice: ice.as_ref(),
            remote_hold,
            srtp: srtp.as_ref(),
            dtls: dtls.as_deref(),
        },
    );
    let current = Current {
        lines,
        audio: Some(CurrentAudio {
            index,
            local: audio,
            direction,
            theirs,
            rtcp_mux,
            crypto,
            srtp,
            dtls_line,
            dtls,
            ice,
            at: negotiation.local,
        }),
        remote_hold,
    };
    Ok((writer.finish(), agreed, current))
}

/// How the line we take is encrypted; neither for a plain one.
struct Keys {
    srtp: Option<RunningSrtp>,
    dtls: Option<Box<RunningDtls>>,
}

fn keys(
    negotiation: &Negotiation,
    line: &MediaLine,
    taken: Taken,
    rng: Option<&mut Rng>,
) -> Result<Keys, NegotiationError> {
    let before = negotiation.current.audio.as_ref();
    let mut keys = Keys {
        srtp: None,
        dtls: None,
    };
    match (taken, rng) {
        (Taken::Encrypted(theirs), Some(rng)) => {
            // Another address needs another key (RFC 4568 §7.1.4).
            let unmoved = before.filter(|audio| audio.at == negotiation.local);
            let running = unmoved.and_then(|audio| audio.srtp.as_ref());
            keys.srtp = Some(srtp::answered(theirs, running, rng));
        }
        (Taken::Encrypted(_), None) => return Err(NegotiationError::Unencrypted),
        (Taken::Dtls(theirs), _) => {
            keys.dtls = Some(Box::new(negotiation.answered_dtls(line, theirs)));
        }
        (Taken::Plain, _) => {}
    }
    Ok(keys)
}

/// The offered line we take.
struct Chosen<'o> {
    index: usize,
    line: &'o MediaLine,
    taken: Taken<'o>,
    audio: LocalAudio,
    matched: Matched,
}

/// An encrypted line if there is one, and of several that of the running stream,
/// else the first.
fn choose<'o>(negotiation: &Negotiation, offer: &'o Description) -> Option<Chosen<'o>> {
    let current = negotiation.current.audio.as_ref();
    let running = current.and_then(|current| {
        let line = offer.media.get(current.index)?;
        usable(negotiation, current.index, line)
    });
    let usable = || {
        let lines = offer.audio_lines();
        lines.filter_map(|(index, line)| usable(negotiation, index, line))
    };
    let is_encrypted = |chosen: &Chosen<'_>| !matches!(chosen.taken, Taken::Plain);
    match running {
        Some(running) if is_encrypted(&running) => Some(running),
        running => usable()
            .find(is_encrypted)
            .or(running)
            .or_else(|| usable().next()),
    }
}

/// Why no line can be used.
fn why_none(negotiation: &Negotiation, offer: &Description) -> NegotiationError {
    let srtp = &negotiation.srtp;
    let mut lines = offer.audio_lines();
    let is_clear =
        lines.any(|(_, line)| line.carries_audio().is_some() && srtp.taken(line).is_none());
    if is_clear && !srtp.allows_plain() {
        NegotiationError::Unencrypted
    } else {
        NegotiationError::NothingInCommon
    }
}

fn usable<'o>(negotiation: &Negotiation, index: usize, line: &'o MediaLine) -> Option<Chosen<'o>> {
    let taken = negotiation.srtp.taken(line)?;
    let current = negotiation
        .current
        .audio
        .as_ref()
        .map(|current| &current.local);
    let audio = codec_match::answered(&negotiation.config, current, line)?;
    let matched = codec_match::in_our_order(&negotiation.config, &audio, line)?;
    Some(Chosen {
        index,
        line,
        taken,
        audio,
        matched,
    })
}

fn write_refusal(negotiation: &Negotiation, offer: &Description) -> String {
    let mut writer = Writer::new(negotiation.local.seen(Component::Rtp).ip(), None);
    for line in &offer.media {
        writer.refused(&RefusedLine::of(line));
    }
    writer.finish()
}

/// What their answer to our offer agrees on, and the state after it.
pub(super) fn evaluate(
    negotiation: &Negotiation,
    offer: &PendingOffer,
    body: &[u8],
) -> Result<(Agreed, Current), NegotiationError> {
    let answer = Description::parse(body).map_err(|_| NegotiationError::BadDescription)?;
    let mut lines = negotiation.current.lines.clone();
    let Some(offered) = &offer.audio else {
        return Ok(without_streams(negotiation, lines));
    };
    let line = answer.media.get(offered.index);
    let line = line
        .filter(|line| line.kind == MediaKind::Audio)
        .ok_or(NegotiationError::AnswerMismatch)?;
    if lines.get(offered.index).is_none() {
        let ours = offered.mid.as_ref().map(|mid| &mid.name);
        let mid = line.mid.clone().filter(|mid| Some(&mid.name) == ours);
        let audio = RefusedLine::of_audio(&offered.local, offered.protocol, mid);
        lines.push(audio);
    }
    if line.port == 0 {
        return Ok(without_streams(negotiation, lines));
    }
    let profile = line
        .carries_audio()
        .ok_or(NegotiationError::AnswerMismatch)?;
    if profile.is_secure && offered.crypto.is_empty() && offered.dtls.is_none() {
        return Err(NegotiationError::AnswerMismatch);
    }
    let dtls = match (&offered.dtls, &line.dtls) {
        (Some(_), Some(theirs)) => {
            let name = negotiation.offered_association();
            Some(Box::new(negotiation.chosen_dtls(line, theirs, name)?))
        }
        _ => None,
    };
    let plain_allowed = negotiation.srtp.allows_plain();
    let srtp = match &dtls {
        Some(_) => None,
        None => srtp::chosen(&offered.crypto, line, plain_allowed)?,
    };
    let matched = codec_match::in_their_order(&negotiation.config, &offered.local, line)
        .ok_or(NegotiationError::NothingInCommon)?;
    let direction = direction::agreed(offered.direction, line.direction);
    let before = negotiation.current.remote_hold;
    let remote_hold =
        direction::remote_hold_after_answer(offered.direction, line.direction, before);
    let rtcp_mux = offered.rtcp_mux && line.rtcp_mux;
    let theirs = Offered::of(line).usable();
    let ice = offered
        .ice
        .as_ref()
        .zip(theirs)
        .map(|(ice, theirs)| ice.accepted(theirs));
    let agreed = agreed(
        negotiation,
        &matched,
        line,
        &Flow {
            direction,
            rtcp_mux,
            ice: ice.as_ref(),
            remote_hold,
            srtp: srtp.as_ref(),
            dtls: dtls.as_deref(),
        },
    );
    let mut local = offered.local.clone();
    if let Some(first) = matched.codecs.first() {
        local.prefer(first.send.codec);
    }
    let audio = CurrentAudio {
        index: offered.index,
        local,
        direction: offered.direction,
        theirs: (line.direction, answer.version),
        rtcp_mux,
        crypto: offered.crypto.clone(),
        srtp,
        dtls_line: offered.dtls.clone(),
        dtls,
        ice,
        at: offered.at,
    };
    Ok((
        agreed,
        Current {
            lines,
            audio: Some(audio),
            remote_hold,
        },
    ))
}

/// What our answer says about ICE.
fn ice_lines(
    negotiation: &Negotiation,
    offered: Offered<'_>,
    ice: Option<&IceSession>,
    rtcp_mux: bool,
) -> IceLines {
    match (offered, ice) {
        (Offered::Mismatch, _) => IceLines::Mismatch,
        (_, Some(ice)) => {
            IceLines::Ours(ice.description(negotiation.identity.ice_seed.0, rtcp_mux))
        }
        (_, None) => IceLines::None,
    }
}

struct Flow<'n> {
    direction: crate::plan::Direction,
    rtcp_mux: bool,
    ice: Option<&'n IceSession>,
    remote_hold: bool,
    srtp: Option<&'n RunningSrtp>,
    dtls: Option<&'n RunningDtls>,
}

fn agreed(
    negotiation: &Negotiation,
    matched: &Matched,
    line: &MediaLine,
    flow: &Flow<'_>,
) -> Agreed {
    let audio = stream_plan::plan(&Stream {
        config: &negotiation.config,
        cname: &negotiation.identity.cname,
        matched,
        remote: line,
        direction: flow.direction,
        rtcp_mux: flow.rtcp_mux,
        ice: flow.ice.zip(line.ice.as_ref()).map(|(ice, theirs)| {
            let seed = negotiation.identity.ice_seed.0;
            (ice.name, Box::new(ice.plan(seed, flow.rtcp_mux, theirs)))
        }),
        local: negotiation.local.address,
        bandwidth: negotiation.bandwidth,
        srtp: flow.srtp.map(RunningSrtp::keys),
        dtls: flow.dtls.map(|dtls| dtls.plan(&negotiation.srtp)),
    });
    Agreed {
        plan: MediaPlan { audio },
        audio_codecs: codec_names(matched.codecs.iter().map(|codec| codec.send.codec)),
        remote_hold: flow.remote_hold,
    }
}

/// A session without a stream. Who held still does: it says otherwise when
/// there is a stream again.
fn without_streams(negotiation: &Negotiation, lines: Vec<RefusedLine>) -> (Agreed, Current) {
    let remote_hold = negotiation.current.remote_hold;
    let agreed = Agreed {
        plan: MediaPlan::default(),
        audio_codecs: String::new(),
        remote_hold,
    };
    let current = Current {
        lines,
        audio: None,
        remote_hold,
    };
    (agreed, current)
}
