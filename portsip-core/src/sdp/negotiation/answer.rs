//! Our answer to an offer of theirs, and their answer to ours.

use super::super::description::{Description, MediaKind, MediaLine};
use super::codec_match::{self, Matched};
use super::direction::{self, Said};
use super::local_audio::LocalAudio;
use super::stream_plan::{self, Stream};
use super::summary::codec_names;
use super::write::{AudioLine, RefusedLine, Writer};
use super::{Agreed, Current, CurrentAudio, Negotiation, NegotiationError, PendingOffer};
use crate::plan::{MediaPlan, RtcpXr};

/// The text of our answer, what it agrees on, and the state after it.
pub(super) fn create(
    negotiation: &Negotiation,
    offer: &Description,
) -> Result<(String, Agreed, Current), NegotiationError> {
    let chosen = choose(negotiation, offer);
    let switched_off = offer.media.iter().all(|line| line.port == 0);
    let in_session = !negotiation.current.lines.is_empty();
    // To switch everything off is a change of a session, and no way to open one.
    if chosen.is_none() && !(switched_off && in_session) {
        return Err(NegotiationError::NothingInCommon);
    }
    let lines = offer.media.iter().map(RefusedLine::of).collect();
    let Some(Chosen {
        index,
        line,
        audio,
        matched,
    }) = chosen
    else {
        let body = write_refusal(negotiation, offer);
        let (agreed, current) = without_streams(negotiation, lines);
        return Ok((body, agreed, current));
    };
    let rtcp_mux = line.rtcp_mux;
    let direction = direction::answered(negotiation.hold, line.direction);
    let mut writer = Writer::new(negotiation.local.address);
    for (place, other) in offer.media.iter().enumerate() {
        if place == index {
            writer.audio(&AudioLine {
                protocol: &line.protocol,
                config: &negotiation.config,
                local: &negotiation.local,
                audio: &audio,
                direction,
                rtcp_mux,
                bandwidth: negotiation.bandwidth,
                // Who does not speak of them may not expect them.
                rtcp_xr: line.rtcp_xr != RtcpXr::default(),
            });
        } else {
            writer.refused(&RefusedLine::of(other));
        }
    }
    let before = &negotiation.current;
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
            remote_hold,
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
        }),
        remote_hold,
    };
    Ok((writer.finish(), agreed, current))
}

/// The offered line we take.
struct Chosen<'o> {
    index: usize,
    line: &'o MediaLine,
    audio: LocalAudio,
    matched: Matched,
}

/// The line of the running stream where it can still be used, else the first
/// that can.
fn choose<'o>(negotiation: &Negotiation, offer: &'o Description) -> Option<Chosen<'o>> {
    let current = negotiation.current.audio.as_ref();
    let running = current.and_then(|current| {
        let line = offer.media.get(current.index)?;
        usable(negotiation, current.index, line)
    });
    running.or_else(|| {
        offer
            .audio_lines()
            .find_map(|(index, line)| usable(negotiation, index, line))
    })
}

fn usable<'o>(negotiation: &Negotiation, index: usize, line: &'o MediaLine) -> Option<Chosen<'o>> {
    if !line.is_plain_audio() {
        return None;
    }
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
        audio,
        matched,
    })
}

fn write_refusal(negotiation: &Negotiation, offer: &Description) -> String {
    let mut writer = Writer::new(negotiation.local.address);
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
        lines.push(RefusedLine::of_audio(&offered.local));
    }
    if line.port == 0 {
        return Ok(without_streams(negotiation, lines));
    }
    if !line.is_plain_audio() {
        return Err(NegotiationError::AnswerMismatch);
    }
    let matched = codec_match::in_their_order(&negotiation.config, &offered.local, line)
        .ok_or(NegotiationError::NothingInCommon)?;
    let direction = direction::agreed(offered.direction, line.direction);
    let before = negotiation.current.remote_hold;
    let remote_hold =
        direction::remote_hold_after_answer(offered.direction, line.direction, before);
    let rtcp_mux = offered.rtcp_mux && line.rtcp_mux;
    let agreed = agreed(
        negotiation,
        &matched,
        line,
        &Flow {
            direction,
            rtcp_mux,
            remote_hold,
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

struct Flow {
    direction: crate::plan::Direction,
    rtcp_mux: bool,
    remote_hold: bool,
}

fn agreed(negotiation: &Negotiation, matched: &Matched, line: &MediaLine, flow: &Flow) -> Agreed {
    let audio = stream_plan::plan(&Stream {
        config: &negotiation.config,
        cname: &negotiation.identity.cname,
        matched,
        remote: line,
        direction: flow.direction,
        rtcp_mux: flow.rtcp_mux,
        local: negotiation.local.address,
        bandwidth: negotiation.bandwidth,
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
