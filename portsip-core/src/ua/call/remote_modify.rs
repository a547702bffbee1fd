//! Their changes of an established call: re-INVITE and UPDATE (RFC 3261 §14.2,
//! RFC 3311).

use crate::clock::Instant;
use crate::sdp::NegotiationError;
use crate::sip::header::{HeaderName, SessionExpires};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::abilities::ALLOW;
use super::super::content::description_of;
use super::super::context::{Context, SDP};
use super::accept::read_offer;
use super::answer::Purpose;
use super::{Call, State, session_timer};

impl Call {
    /// A re-INVITE in the dialog.
    pub(super) fn handle_reinvite(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let timer = match self.agree_on_timer(ctx, request) {
            Ok(timer) => timer,
            Err(status) => return self.refuse_in_dialog(now, ctx, transaction, request, status),
        };
        if self.answer_of_ack_is_due() {
            // Their answer to our offer comes with the ACK: an offer of theirs
            // meets ours.
            return self.refuse_in_dialog(
                now,
                ctx,
                transaction,
                request,
                StatusCode::REQUEST_PENDING,
            );
        }
        // Who sends a new INVITE has our 2xx: the ACK was lost.
        self.acknowledged(now, ctx, None);
        match self.change(ctx, request) {
            Ok((body, offered)) => {
                let response =
                    self.accept_change(now, ctx, transaction, request, (Some(body), timer));
                self.after_change(now, ctx, flow, request, response, offered);
            }
            Err(status) => self.refuse_in_dialog(now, ctx, transaction, request, status),
        }
    }

    /// An UPDATE in the dialog: the same with nothing to acknowledge.
    pub(super) fn handle_update(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let timer = match self.agree_on_timer(ctx, request) {
            Ok(timer) => timer,
            Err(status) => return self.refuse_in_dialog(now, ctx, transaction, request, status),
        };
        if description_of(request).is_none() {
            self.accept_change(now, ctx, transaction, request, (None, timer));
            return;
        }
        if self.answer_of_ack_is_due() {
            return self.refuse_in_dialog(
                now,
                ctx,
                transaction,
                request,
                StatusCode::REQUEST_PENDING,
            );
        }
        match self.change(ctx, request) {
            Ok((body, _)) => {
                self.accept_change(now, ctx, transaction, request, (Some(body), timer));
                // A wish that waited may be granted now.
                self.modify_if_needed(now, ctx);
            }
            Err(status) => self.refuse_in_dialog(now, ctx, transaction, request, status),
        }
    }

    /// The answer to the session timer that a request asks for (RFC 4028 §9).
    fn agree_on_timer(
        &mut self,
        ctx: &Context,
        request: &Message,
    ) -> Result<Option<SessionExpires>, StatusCode> {
        let State::Established(established) = &mut self.state else {
            return Err(StatusCode::CALL_DOES_NOT_EXIST);
        };
        established.learn(request);
        let answer = established.session_timer.answer(ctx, request);
        answer.map_err(|_| StatusCode::SESSION_INTERVAL_TOO_SMALL)
    }

    fn answer_of_ack_is_due(&self) -> bool {
        let State::Established(established) = &self.state else {
            return false;
        };
        let awaited = established.awaited_ack.as_ref();
        awaited.is_some_and(super::answer::AwaitedAck::offered)
    }

    /// Negotiates what a request wants. The body of the 2xx, and whether that
    /// is an offer of ours.
    fn change(
        &mut self,
        ctx: &mut Context,
        request: &Message,
    ) -> Result<(crate::octets::Octets, bool), StatusCode> {
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &mut self.negotiation)
        else {
            return Err(StatusCode::CALL_DOES_NOT_EXIST);
        };
        if established.modify.is_offering() {
            return Err(StatusCode::REQUEST_PENDING);
        }
        let held = established.hold.is_held();
        let before = negotiation.hold();
        negotiation.set_hold(held);
        negotiation.set_bandwidth(self.bandwidth);
        negotiation.set_srtp(ctx.srtp_along(&established.flow()), &mut ctx.rng);
        let Some(offer) = read_offer(request)? else {
            let offer = negotiation.create_offer().map_err(refusal)?;
            return Ok((offer, true));
        };
        let answer = match negotiation.create_answer(&offer) {
            Ok(answer) => answer,
            Err(error) => {
                negotiation.set_hold(before);
                return Err(refusal(error));
            }
        };
        if answer.shows_hold {
            established.hold.agreed(held);
        }
        established.modify.disarm(ctx);
        self.agree_and_tell(ctx, answer.agreed, Some(request));
        Ok((answer.body, false))
    }

    fn accept_change(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
        (body, timer): (Option<crate::octets::Octets>, Option<SessionExpires>),
    ) -> Option<crate::octets::Octets> {
        let session = self.session;
        let State::Established(established) = &mut self.state else {
            return None;
        };
        established.accept(ctx, session, request);
        established.refreshed_by_them(now, ctx, session, timer);
        let status = StatusCode::OK;
        let mut response = ResponseBuilder::new(request, status, None);
        response
            .record_routes(request)
            .header(HeaderName::Contact, established.contact())
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported())
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        session_timer::write_answer(&mut response, request, timer);
        if let Some(body) = body {
            response.body(SDP, body);
        }
        ctx.respond(now, transaction, request, status, &response, Some(session))
    }

    fn after_change(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        request: &Message,
        response: Option<crate::octets::Octets>,
        offered: bool,
    ) {
        let session = self.session;
        if let State::Established(established) = &mut self.state
            && let Some(response) = response
        {
            let sent = (request.cseq().number, response, flow);
            established.await_ack(now, ctx, session, sent, Purpose::Change, offered);
        } else if let Some(negotiation) = &mut self.negotiation {
            // An offer that was not sent is answered by nobody.
            negotiation.rollback();
        }
    }

    /// Refuses a request in the dialog; the call goes on.
    pub(super) fn refuse_in_dialog(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
    ) {
        let mut response = ResponseBuilder::new(request, status, None);
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        match status {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                let accept = ctx.types.accept(Some(request.method()));
                response.header(HeaderName::Accept, accept);
            }
            StatusCode::SESSION_INTERVAL_TOO_SMALL => {
                response.header(HeaderName::MinSe, session_timer::INTERVAL_S_MIN);
            }
            _ => {}
        }
        ctx.respond(
            now,
            transaction,
            request,
            status,
            &response,
            Some(self.session),
        );
    }
}

/// The code for an offer that cannot be taken (RFC 3261 §14.2, §21.4.26).
pub(super) fn refusal(error: NegotiationError) -> StatusCode {
    match error {
        NegotiationError::BadDescription => StatusCode::BAD_REQUEST,
        NegotiationError::OfferPending => StatusCode::REQUEST_PENDING,
        _ => StatusCode::NOT_ACCEPTABLE_HERE,
    }
}
