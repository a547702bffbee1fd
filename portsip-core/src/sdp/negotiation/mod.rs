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
mod dtls;
mod ice;
mod local_audio;
mod local_media;
mod narrow;
mod offer;
mod redundancy;
mod srtp;
mod stream_plan;
mod summary;
mod write;

use std::sync::Arc;

use crate::config::AudioConfig;
use crate::octets::Octets;
use crate::plan::{Bandwidth, Direction, MediaPlan};
use crate::rng::Rng;
use crate::secret::Secret;

use super::description::{Crypto, Description, DtlsLine, Mid};
use dtls::RunningDtls;
use ice::IceSession;
use local_audio::LocalAudio;
use srtp::RunningSrtp;
use write::RefusedLine;

pub use capabilities::capabilities;
pub use local_media::LocalMedia;
pub use narrow::narrowed;
pub use offer::Offering;
pub use srtp::SrtpUse;
pub use summary::OfferSummary;

/// What names our end of the session in `o=` and in RTCP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionIdentity {
    session_id: u64,
    cname: String,
    /// What our credentials for ICE come from.
    ice_seed: IceSeed,
}

/// A secret.
#[derive(Clone, PartialEq, Eq)]
struct IceSeed([u8; 32]);

impl std::fmt::Debug for IceSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IceSeed(…)")
    }
}

impl SessionIdentity {
    /// A new identity; the CNAME tells nothing about the machine (RFC 7022 §4.2).
    pub fn random(rng: &mut Rng) -> Self {
        let mut ice_seed = [0; 32];
        rng.fill(&mut ice_seed);
        Self {
            ice_seed: IceSeed(ice_seed),
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
    /// It would be in the clear and must not, or its keys would: 488.
    #[error("media has to be encrypted")]
    Unencrypted,
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
    pub body: Octets,
    /// What it agrees on.
    pub agreed: Agreed,
    /// The other side can see from it whether we hold.
    pub shows_hold: bool,
}

/// The offer/answer state of one dialog.
#[derive(Clone, Debug)]
pub struct Negotiation {
    config: Arc<AudioConfig>,
    local: LocalMedia,
    identity: SessionIdentity,
    bandwidth: Bandwidth,
    /// We hold the call.
    hold: bool,
    /// What the last description said about that, where it said something.
    hold_told: Option<bool>,
    srtp: SrtpUse,
    /// Our offers of new streams have ICE in them.
    offers_ice: bool,
    /// What keys are made of; `None` where there will be none.
    rng: Option<Box<Rng>>,
    version: u64,
    /// The last description sent, after its `o=` line, with keys.
    last_sent: Secret,
    /// The description that was agreed last, where one that was refused has
    /// been sent after it.
    agreed_text: Option<Secret>,
    offer: Option<PendingOffer>,
    /// The number of the last association, whatever has become of it.
    associations: u32,
    current: Current,
}

/// An offer of ours that waits for its answer.
#[derive(Clone, Debug)]
struct PendingOffer {
    /// The audio line; `None` where audio is off.
    audio: Option<OfferedAudio>,
    /// The program's codecs, where they are other ones than before.
    config: Option<Arc<AudioConfig>>,
    /// The description sent before, where this one differs.
    before: Option<Secret>,
}

#[derive(Clone, Debug)]
struct OfferedAudio {
    local: LocalAudio,
    index: usize,
    mid: Option<Mid>,
    direction: Direction,
    rtcp_mux: bool,
    protocol: &'static str,
    crypto: Vec<Crypto>,
    dtls: Option<Box<DtlsLine>>,
    ice: Option<IceSession>,
    /// Where we take its media.
    at: LocalMedia,
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
    /// As our last description has it.
    direction: Direction,
    /// As theirs has it, and its version.
    theirs: (Direction, u64),
    rtcp_mux: bool,
    /// As our last description has them.
    crypto: Vec<Crypto>,
    /// The keys in use; `None` where the stream is in the clear.
    srtp: Option<RunningSrtp>,
    /// What our last description says of DTLS.
    dtls_line: Option<Box<DtlsLine>>,
    /// The association in use.
    dtls: Option<Box<RunningDtls>>,
    ice: Option<IceSession>,
    /// Where we take its media, as our last description says.
    at: LocalMedia,
}

impl Negotiation {
    /// The state before any offer.
    pub fn new(config: Arc<AudioConfig>, local: LocalMedia, identity: SessionIdentity) -> Self {
        Self {
            config,
            local,
            identity,
            bandwidth: Bandwidth::default(),
            hold: false,
            hold_told: Some(false),
            srtp: SrtpUse::default(),
            offers_ice: false,
            rng: None,
            version: 0,
            last_sent: Secret::default(),
            agreed_text: None,
            offer: None,
            associations: 0,
            current: Current::default(),
        }
    }

    /// Moves our end: the next offer or answer says so.
    pub fn set_local_media(&mut self, local: LocalMedia) {
        self.local = local;
    }

    /// What our next offer or answer says about bandwidth.
    pub fn set_bandwidth(&mut self, bandwidth: Bandwidth) {
        self.bandwidth = bandwidth;
    }

    /// What our descriptions say about bandwidth, from the next one on.
    pub fn bandwidth(&self) -> Bandwidth {
        self.bandwidth
    }

    /// How media is encrypted, and what keys are made of. Once we have described
    /// ourselves the settings stay, and only the rest is taken: whether keys may be
    /// described, and the numbers.
    pub fn set_srtp(&mut self, srtp: SrtpUse, rng: &mut Rng) {
        if self.version > 0 {
            self.srtp.permitted = srtp.permitted;
        } else {
            self.srtp = srtp;
        }
        self.rng = self.srtp.encrypts().then(|| Box::new(rng.fork()));
    }

    /// Whether our offers of streams that are new have ICE in them.
    pub fn set_ice(&mut self, offered: bool) {
        self.offers_ice = offered;
    }

    /// Whether we hold the call: the next offer or answer says so.
    pub fn set_hold(&mut self, hold: bool) {
        self.hold = hold;
    }

    /// The offer for an INVITE, a re-INVITE, or the 2xx to an INVITE without
    /// one. It is pending until `handle_answer` or `rollback`.
    pub fn create_offer(&mut self) -> Result<Octets, NegotiationError> {
        self.create_offer_of(&Offering::Everything)
    }

    /// The same with less, or something else, in it.
    pub fn create_offer_of(&mut self, offering: &Offering) -> Result<Octets, NegotiationError> {
        if self.offer.is_some() {
            return Err(NegotiationError::OfferPending);
        }
        let keys = match &mut self.rng {
            Some(rng) => self.srtp.offered(rng),
            None => Vec::new(),
        };
        let mut offer = offer::prepare(self, offering, keys)?;
        let body = match offering {
            Offering::Unchanged => {
                let agreed = self.agreed_text.as_ref().unwrap_or(&self.last_sent);
                agreed.expose().to_owned()
            }
            _ => offer::write(self, &offer),
        };
        if !matches!(offering, Offering::Unchanged) {
            if self.hold_told != Some(self.hold) && body == self.last_sent.expose() {
                // The same words say something new: so that they are not taken
                // for a refresh, they get another version.
                self.version += 1;
            }
            self.hold_told = Some(self.hold);
        }
        let (body, before) = self.sent(body);
        offer.before = before;
        self.offer = Some(offer);
        Ok(body)
    }

    /// Takes the answer to our offer.
    ///
    /// On an error the offer stays pending: `rollback` it, or end the call
    /// where there is nothing to go back to.
    pub fn handle_answer(&mut self, body: &[u8]) -> Result<Agreed, NegotiationError> {
        let mut offer = self.offer.take().ok_or(NegotiationError::NoOfferPending)?;
        if let Some(config) = &mut offer.config {
            std::mem::swap(config, &mut self.config);
        }
        match answer::evaluate(self, &offer, body) {
            Ok((agreed, current)) => {
                self.go_on(current);
                Ok(agreed)
            }
            Err(error) => {
                if let Some(config) = &mut offer.config {
                    std::mem::swap(config, &mut self.config);
                }
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
        let before = self.offer.take().and_then(|offer| offer.before);
        if self.agreed_text.is_none() {
            self.agreed_text = before;
        }
    }

    /// Answers an offer. On an error nothing has changed.
    pub fn create_answer(&mut self, offer: &Description) -> Result<Answer, NegotiationError> {
        if self.offer.is_some() {
            return Err(NegotiationError::OfferPending);
        }
        let mut rng = self.rng.take();
        let created = answer::create(self, offer, rng.as_deref_mut());
        self.rng = rng;
        let (body, agreed, current) = created?;
        let offered = current
            .audio
            .as_ref()
            .and_then(|audio| offer.media.get(audio.index));
        let shows_hold =
            offered.is_some_and(|line| direction::shows_hold(self.hold, line.direction));
        self.go_on(current);
        self.hold_told = shows_hold.then_some(self.hold);
        Ok(Answer {
            body: self.sent(body).0,
            agreed,
            shows_hold,
        })
    }

    /// What was agreed holds.
    fn go_on(&mut self, current: Current) {
        self.current = current;
        self.agreed_text = None;
        if let Some(number) = self.association() {
            self.associations = number;
        }
    }

    /// Whether we hold the call, or are about to.
    pub fn hold(&self) -> bool {
        self.hold
    }

    /// Where we take media.
    pub fn local_media(&self) -> LocalMedia {
        self.local
    }

    /// Gives a description its `o=` line. The version grows by one only when
    /// something else in the text has changed (RFC 3264 §8); then the text before it
    /// comes back too.
    fn sent(&mut self, body: String) -> (Octets, Option<Secret>) {
        let mut before = None;
        if body != self.last_sent.expose() {
            self.version += 1;
            before = Some(std::mem::replace(&mut self.last_sent, Secret::new(body)));
        }
        let (address, body) = (self.local.address, self.last_sent.expose());
        let text = write::with_origin(&self.identity, self.version, address, body);
        (text, before)
    }
}
