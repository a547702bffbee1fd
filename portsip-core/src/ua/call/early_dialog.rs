//! The caller's early dialogs whose provisional responses are acknowledged
//! (RFC 3262 §4), each with an offer/answer exchange of its own.
//!
//! *Inputs:* reliable provisional responses, the responses to PRACK. *Outputs:*
//! one PRACK for each, in their order; the fork's media.

use crate::clock::Instant;
use crate::config::ReliableProvisional;
use crate::limits::PRACKS_PER_FORK_MAX;
use crate::octets::Octets;
use crate::sdp::{Agreed, Description, Negotiation};
use crate::sip::auth::Attempt;
use crate::sip::dialog::{Arrival, ProvisionalOrder};
use crate::sip::header::{HeaderName, RAck, RSeq};
use crate::sip::message::{Message, Method, StatusCode};

use super::super::abilities::RELIABLE_PROVISIONAL;
use super::super::content::description_of;
use super::super::context::{Context, Owner, SDP};
use super::super::flow_selection::Found;
use super::connect::Stage;
use super::established::Established;
use super::{Call, State};

/// One early dialog, with requests of ours in it.
pub(super) struct EarlyLeg {
    pub(super) established: Box<Established>,
    order: ProvisionalOrder,
    /// What this fork and we have agreed on, once both sides are bound by it.
    pub(super) agreement: Option<Box<EarlyAgreement>>,
    /// The PRACK that was sent last, for when it is challenged.
    prack: Option<Prack>,
    pracks: u32,
}

/// A completed offer/answer exchange of one fork.
pub(super) struct EarlyAgreement {
    pub(super) negotiation: Negotiation,
    pub(super) agreed: Agreed,
}

struct Prack {
    rack: RAck,
    answer: Option<Octets>,
    attempt: Attempt,
    /// Its connection was lost, and it went again.
    resent: bool,
}

/// What a provisional response is to be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provisional {
    /// It is news.
    New,
    /// It came before, or too early: nothing happens.
    Known,
    /// It has an offer that cannot be taken.
    Unacceptable,
}

impl EarlyLeg {
    /// The dialog that a provisional response made.
    pub(super) fn new(established: Box<Established>) -> Self {
        Self {
            established,
            order: ProvisionalOrder::default(),
            agreement: None,
            prack: None,
            pracks: 0,
        }
    }

    fn send_prack(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        owner: Owner,
        challenge: Option<&Message>,
    ) {
        let Some(prack) = &mut self.prack else {
            return;
        };
        let mut request = self.established.request(ctx, Method::Prack);
        request.header(HeaderName::RAck, &prack.rack);
        if let Some(answer) = &prack.answer {
            request.body(SDP, answer.clone());
        }
        let attempt = &mut prack.attempt;
        if (self.established).present(ctx, attempt, challenge, &mut request) {
            self.established.send(now, ctx, request, owner);
        } else {
            self.prack = None;
        }
    }
}

impl Call {
    /// Acknowledges a provisional response, where it asks for that.
    pub(super) fn acknowledge_provisional(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: &Message,
    ) -> Provisional {
        if ctx.signalling.reliable_provisional == ReliableProvisional::Never
            || !response.has_token(HeaderName::Require, RELIABLE_PROVISIONAL)
        {
            return Provisional::New;
        }
        let Ok(Some(rseq)) = response.typed::<RSeq>() else {
            return Provisional::New;
        };
        let session = self.session;
        let State::Connecting(connecting) = &mut self.state else {
            return Provisional::Known;
        };
        let send_sdp = connecting.send_sdp();
        let Stage::Inviting(inviting) = &connecting.stage else {
            return Provisional::Known;
        };
        let srtp = connecting.srtp_along(ctx, &inviting.flow);
        let Some(leg) = connecting.early.leg_of(ctx, session, inviting, response) else {
            return Provisional::Known;
        };
        if leg.pracks >= PRACKS_PER_FORK_MAX
            || leg.order.handle_response(rseq.number) != Arrival::Next
        {
            return Provisional::Known;
        }
        let mut answer = None;
        let mut taken_for = Provisional::New;
        if leg.agreement.is_none()
            && let Some(description) = description_of(response)
        {
            let agreed = self.negotiation.as_ref().and_then(|negotiation| {
                let mut negotiation = negotiation.clone();
                negotiation.set_srtp(srtp, &mut ctx.rng);
                agree(negotiation, send_sdp, &description)
            });
            match agreed {
                Some((agreement, body)) => {
                    leg.agreement = Some(Box::new(agreement));
                    answer = body;
                }
                // An answer that does not fit leaves the exchange open: the
                // 2xx decides. An offer has to be answered now.
                None if send_sdp => {}
                None => taken_for = Provisional::Unacceptable,
            }
        }
        leg.pracks += 1;
        leg.prack = Some(Prack {
            rack: RAck {
                rseq: rseq.number,
                cseq: response.cseq().clone(),
            },
            answer,
            attempt: Attempt::default(),
            resent: false,
        });
        let number = leg.established.early_number().unwrap_or_default();
        leg.send_prack(now, ctx, Owner::Prack(session, number), None);
        taken_for
    }

    /// A response to a PRACK. A refusal changes nothing: who refuses it ends
    /// the INVITE (RFC 3262 §3).
    pub(super) fn handle_prack_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        number: u16,
        status: StatusCode,
        response: &Message,
    ) {
        let session = self.session;
        let State::Connecting(connecting) = &mut self.state else {
            return;
        };
        let Some(leg) = connecting.early.leg_numbered(number) else {
            return;
        };
        let last = leg.established.dialog.local_cseq();
        if status.is_provisional() || response.cseq().number != last {
            return;
        }
        if matches!(status.code(), 401 | 407) {
            leg.send_prack(now, ctx, Owner::Prack(session, number), Some(response));
        } else {
            leg.prack = None;
        }
    }

    /// The connection of a PRACK was lost: it goes again, over a new one.
    pub(super) fn handle_prack_unsent(&mut self, now: Instant, ctx: &mut Context, number: u16) {
        let owner = Owner::Prack(self.session, number);
        let State::Connecting(connecting) = &mut self.state else {
            return;
        };
        let Some(leg) = connecting.early.leg_numbered(number) else {
            return;
        };
        leg.established.lose_path();
        let prack = leg.prack.as_mut();
        if prack.is_some_and(|prack| !std::mem::replace(&mut prack.resent, true)) {
            leg.send_prack(now, ctx, owner, None);
        }
    }

    /// The search for the way of a dialog that began early has ended.
    pub(crate) fn handle_early_path(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        number: u16,
        found: Option<Found>,
    ) {
        let session = self.session;
        let established = match &mut self.state {
            State::Connecting(connecting) => connecting
                .early
                .leg_numbered(number)
                .map(|leg| &mut *leg.established),
            _ => self
                .dialog_holder()
                .filter(|established| established.early_number() == Some(number)),
        };
        let is_found = found.is_some();
        if let Some(established) = established {
            established.handle_path(now, ctx, session, found);
        }
        if !is_found {
            self.tell_move_later(now, ctx);
        }
        self.modify_if_needed(now, ctx);
    }
}

/// What a reliable provisional response's description leads to: the exchange
/// of that fork, and our answer where the description is an offer.
fn agree(
    mut negotiation: Negotiation,
    is_answer: bool,
    description: &[u8],
) -> Option<(EarlyAgreement, Option<Octets>)> {
    let (agreed, answer) = if is_answer {
        (negotiation.handle_answer(description).ok()?, None)
    } else {
        let offer = Description::parse(description).ok()?;
        let answer = negotiation.create_answer(&offer).ok()?;
        (answer.agreed, Some(answer.body))
    };
    let agreement = EarlyAgreement {
        negotiation,
        agreed,
    };
    Some((agreement, answer))
}
