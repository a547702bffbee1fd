//! A second try after 488 or 606 (RFC 3261 §8.1.3.5, §21.4.26).
//!
//! *Inputs:* the refusal. *Outputs:* the INVITE again, once for each target and
//! reason: on an encrypted line, where ours only might have been, then with what
//! is left of our offer where the refusal tells what the other side can do.

use std::sync::Arc;

use crate::clock::Instant;
use crate::config::AudioConfig;
use crate::sdp::{Description, Negotiation, SessionIdentity, narrowed};
use crate::sip::message::Message;

use super::super::content::description_of;
use super::super::context::Context;
use super::super::flow_selection::Found;
use super::{Call, State};

/// What the INVITE offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// Nothing: the other side shall.
    Theirs,
    /// All we have.
    Full,
    /// What this target said it would take.
    Narrowed,
}

impl Offer {
    /// That of another target, which has said nothing yet.
    pub(super) const fn at_first(self) -> Self {
        match self {
            Self::Theirs => Self::Theirs,
            Self::Full | Self::Narrowed => Self::Full,
        }
    }
}

impl Call {
    /// Offers something else, where a refusal leaves it to hope that it would be
    /// taken; `false` where the refusal stands.
    pub(super) fn offer_otherwise(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: &Message,
    ) -> bool {
        let told = description_of(response).and_then(|told| Description::parse(&told).ok());
        if self.may_want_encryption(told.as_ref()) {
            if let Some(connecting) = self.connecting() {
                connecting.must_encrypt = true;
            }
            return self.offer_again(now, ctx, None);
        }
        let State::Connecting(connecting) = &mut self.state else {
            return false;
        };
        if connecting.offer != Offer::Full {
            return false;
        }
        let Some(left) = told.and_then(|told| narrowed(&ctx.audio, &told)) else {
            return false;
        };
        connecting.offer = Offer::Narrowed;
        self.offer_again(now, ctx, Some(left))
    }

    /// Our line had keys, but not the profile that says that they must be used; who
    /// refuses it and does not tell of a line in the clear may want that.
    fn may_want_encryption(&self, told: Option<&Description>) -> bool {
        let State::Connecting(connecting) = &self.state else {
            return false;
        };
        let offers_choice = self
            .negotiation
            .as_ref()
            .is_some_and(Negotiation::offers_srtp_to_choose);
        let takes_plain = told.is_some_and(|told| {
            let mut lines = told.audio_lines();
            lines.any(|(_, line)| line.must_encrypt() == Some(false))
        });
        offers_choice && !connecting.must_encrypt && !takes_plain
    }

    /// Sends the INVITE again to the same target; with these codecs, where some are named.
    fn offer_again(&mut self, now: Instant, ctx: &mut Context, audio: Option<AudioConfig>) -> bool {
        let (State::Connecting(connecting), Some(ports)) = (&mut self.state, self.media.ports())
        else {
            return false;
        };
        let Some(inviting) = connecting.take_inviting() else {
            return false;
        };
        connecting.cseq += 1;
        let found = Found {
            flow: inviting.flow,
            others: std::mem::take(&mut connecting.others),
        };
        let local = self.media.local_at(ctx, &found.flow, ports);
        let identity = SessionIdentity::random(&mut ctx.rng);
        let audio = audio.map_or_else(|| ctx.audio.clone(), Arc::new);
        self.negotiation = Some(Negotiation::new(audio, local, identity));
        self.handle_flow_found(now, ctx, found);
        true
    }
}
