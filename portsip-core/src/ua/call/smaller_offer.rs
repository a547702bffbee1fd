//! A second try after 488 or 606, where that tells what the other side can do
//! (RFC 3261 §8.1.3.5, §21.4.26).
//!
//! *Inputs:* the refusal. *Outputs:* the INVITE again, once for each target,
//! with what is left of our offer.

use std::sync::Arc;

use crate::clock::Instant;
use crate::sdp::{Description, LocalMedia, Negotiation, SessionIdentity, narrowed};
use crate::sip::message::Message;

use super::super::content::description_of;
use super::super::context::Context;
use super::super::flow_selection::Found;
use super::connect::Offer;
use super::{Call, State};

impl Call {
    /// Offers less, where a refusal says what would be taken; `false` where
    /// the refusal stands.
    pub(super) fn offer_less(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: &Message,
    ) -> bool {
        let State::Connecting(connecting) = &mut self.state else {
            return false;
        };
        if connecting.offer != Offer::Full {
            return false;
        }
        let told = description_of(response).and_then(|told| Description::parse(&told).ok());
        let left = told.and_then(|told| narrowed(&ctx.audio, &told));
        let (Some(left), Some(ports)) = (left, self.media.ports()) else {
            return false;
        };
        let Some(inviting) = connecting.take_inviting() else {
            return false;
        };
        connecting.offer = Offer::Narrowed;
        connecting.cseq += 1;
        let found = Found {
            flow: inviting.flow,
            others: std::mem::take(&mut connecting.others),
        };
        let local = LocalMedia::new(ctx.local_address(&found.flow).ip(), ports);
        let identity = SessionIdentity::random(&mut ctx.rng);
        self.negotiation = Some(Negotiation::new(Arc::new(left), local, identity));
        self.handle_flow_found(now, ctx, found);
        true
    }
}
