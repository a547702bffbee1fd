//! The offer/answer state of one dialog (RFC 3264), for audio.
//!
//! Inputs: [`Negotiation::create_offer`] and [`Negotiation::handle_answer`]
//! where we offer, [`Negotiation::create_answer`] where they do,
//! [`Negotiation::rollback`] when our offer was refused. Outputs: the text to
//! send and the [`MediaPlan`] to carry out. Clone it for each early dialog of
//! a forked INVITE: every fork answers the same offer for itself.
//!
//! Which codec is sent. Where we answer, our list decides among the common
//! codecs and the answer names them in that order; RFC 3264 §6.1 recommends
//! the offer's order "unless there is a specific reason", and the program's
//! own list is one. Where we offered, the first format of the answer is sent
//! (§7). Both sides so end at one codec. A change of a running stream keeps
//! its codec in front, so that hold does not switch codecs.

mod answer;
mod capabilities;
mod codec_match;
mod direction;
mod local_audio;
mod narrow;
mod offer;
mod stream_plan;
mod summary;
mod write;

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;

use crate::config::AudioConfig;
use crate::plan::{Direction, MediaPlan, MediaPorts};
use crate::rng::Rng;

use super::description::Description;
use local_audio::LocalAudio;
use write::RefusedLine;

pub use capabilities::capabilities;
pub use narrow::narrowed;
pub use summary::OfferSummary;

/// Where we take media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalMedia {
    /// The address the other side reaches us at.
    pub address: IpAddr,
    /// The RTP port.
    pub rtp_port: u16,
    /// The RTCP port.
    pub rtcp_port: u16,
}

impl LocalMedia {
    /// The sockets of the pool as they are reached at `address`.
    pub const fn new(address: IpAddr, ports: MediaPorts) -> Self {
        Self {
            address,
            rtp_port: ports.rtp_port,
            rtcp_port: ports.rtcp_port,
        }
    }
}

/// What names our end of the session in `o=` and in RTCP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionIdentity {
    session_id: u64,
    cname: String,
}

impl SessionIdentity {
    /// A new identity; the CNAME tells nothing about the machine (RFC 7022 §4.2).
    pub fn random(rng: &mut Rng) -> Self {
        Self {
            // Some systems keep it in a signed number.
            session_id: rng.u64() >> 2,
            cname: rng
                .token::<16>()
                .iter()
                .map(|byte| char::from(*byte))
                .collect(),
        }
    }
}

/// Why a negotiation came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NegotiationError {
    /// The body is no session description (400, or 488 where it is only strange).
    #[error("no session description")]
    BadDescription,
    /// Nothing offered can be taken: 488.
    #[error("nothing in common")]
    NothingInCommon,
    /// Our own list of codecs is empty.
    #[error("no codecs to offer")]
    NoCodecs,
    /// An offer of ours is not answered yet: 491 (RFC 3261 §14.2).
    #[error("an offer is pending")]
    OfferPending,
    /// There is no offer to be answered or taken back.
    #[error("no offer is pending")]
    NoOfferPending,
    /// The answer does not fit the offer.
    #[error("the answer does not fit the offer")]
    AnswerMismatch,
}

/// What both sides have agreed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// What media carries out.
    pub plan: MediaPlan,
    /// The audio codecs agreed on, in the form of events: `PCMU#OPUS`.
    pub audio_codecs: String,
    /// The other side holds the call: it does not listen.
    pub remote_hold: bool,
}

/// An answer of ours and what it agrees on.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The description to send.
    pub body: Bytes,
    /// What it agrees on.
    pub agreed: Agreed,
}

/// The offer/answer state of one dialog.
#[derive(Clone, Debug)]
pub struct Negotiation {
    config: Arc<AudioConfig>,
    local: LocalMedia,
    identity: SessionIdentity,
    /// We hold the call.
    hold: bool,
    version: u64,
    /// The last description sent, after its `o=` line.
    last_sent: String,
    offer: Option<PendingOffer>,
    current: Current,
}

/// An offer of ours that waits for its answer.
#[derive(Clone, Debug)]
struct PendingOffer {
    audio: LocalAudio,
    audio_index: usize,
    direction: Direction,
    rtcp_mux: bool,
}

/// What holds until the next offer is answered.
#[derive(Clone, Debug, Default)]
struct Current {
    /// All media lines in their order; the audio stream's entry stands for it
    /// when it is switched off.
    lines: Vec<RefusedLine>,
    /// The audio stream; `None` where there is none.
    audio: Option<CurrentAudio>,
    remote_hold: bool,
}

#[derive(Clone, Debug)]
struct CurrentAudio {
    index: usize,
    local: LocalAudio,
    rtcp_mux: bool,
}

impl Negotiation {
    /// The state before any offer.
    pub fn new(config: Arc<AudioConfig>, local: LocalMedia, identity: SessionIdentity) -> Self {
        Self {
            config,
            local,
            identity,
            hold: false,
            version: 0,
            last_sent: String::new(),
            offer: None,
            current: Current::default(),
        }
    }

    /// Moves our end: the next offer or answer says so.
    pub fn set_local_media(&mut self, local: LocalMedia) {
        self.local = local;
    }

    /// Whether we hold the call: the next offer or answer says so.
    pub fn set_hold(&mut self, hold: bool) {
        self.hold = hold;
    }

    /// The offer for an INVITE, a re-INVITE, or the 2xx to an INVITE without
    /// one. It is pending until `handle_answer` or `rollback`.
    pub fn create_offer(&mut self) -> Result<Bytes, NegotiationError> {
        if self.offer.is_some() {
            return Err(NegotiationError::OfferPending);
        }
        let offer = offer::prepare(self)?;
        let body = offer::write(self, &offer);
        self.offer = Some(offer);
        Ok(self.sent(body))
    }

    /// Takes the answer to our offer.
    ///
    /// On an error the offer stays pending: `rollback` it, or end the call
    /// where there is nothing to go back to.
    pub fn handle_answer(&mut self, body: &[u8]) -> Result<Agreed, NegotiationError> {
        let offer = self.offer.take().ok_or(NegotiationError::NoOfferPending)?;
        match answer::evaluate(self, &offer, body) {
            Ok((agreed, current)) => {
                self.current = current;
                Ok(agreed)
            }
            Err(error) => {
                self.offer = Some(offer);
                Err(error)
            }
        }
    }

    /// What `handle_answer` would agree on, with the offer left pending: for a
    /// description in a provisional response that is not reliable, which the
    /// final one repeats or, with some systems, corrects (RFC 3261 §13.2.1).
    pub fn preview_answer(&self, body: &[u8]) -> Result<Agreed, NegotiationError> {
        let offer = self
            .offer
            .as_ref()
            .ok_or(NegotiationError::NoOfferPending)?;
        answer::evaluate(self, offer, body).map(|(agreed, _)| agreed)
    }

    /// Forgets our unanswered offer: what was agreed before it still holds.
    pub fn rollback(&mut self) {
        self.offer = None;
    }

    /// Answers an offer. On an error nothing has changed.
    pub fn create_answer(&mut self, offer: &Description) -> Result<Answer, NegotiationError> {
        if self.offer.is_some() {
            return Err(NegotiationError::OfferPending);
        }
        let (body, agreed, current) = answer::create(self, offer)?;
        self.current = current;
        Ok(Answer {
            body: self.sent(body),
            agreed,
        })
    }

    /// Whether an offer of ours waits for its answer.
    pub fn offer_pending(&self) -> bool {
        self.offer.is_some()
    }

    /// Whether we hold the call, or are about to.
    pub fn hold(&self) -> bool {
        self.hold
    }

    /// Whether the other side holds the call.
    pub fn remote_hold(&self) -> bool {
        self.current.remote_hold
    }

    /// Gives a description its `o=` line. The version grows by one only when
    /// something else in the text has changed (RFC 3264 §8).
    fn sent(&mut self, body: String) -> Bytes {
        if body != self.last_sent {
            self.version += 1;
            self.last_sent = body;
        }
        write::with_origin(
            &self.identity,
            self.version,
            self.local.address,
            &self.last_sent,
        )
    }
}
