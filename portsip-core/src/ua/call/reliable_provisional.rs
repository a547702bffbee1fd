//! The callee's provisional responses that are acknowledged: RFC 3262 §3.
//!
//! *Inputs:* provisional responses to be sent, PRACK, the final response, time.
//! *Outputs:* each response with its number, again until its PRACK; the 2xx
//! that had to wait for one; 504 and `InviteClosed` where none came.
//!
//! One response at a time is out: the next one with a description waits, one
//! without says nothing new and is not sent.

use crate::clock::Instant;
use crate::config::ReliableProvisional;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::sip::dialog::{RepeatedProvisional, RepetitionTimeout};
use crate::sip::header::{HeaderName, RAck};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::abilities::RELIABLE_PROVISIONAL;
use super::super::content::description_of;
use super::super::context::{Context, Deadline};
use super::super::timers::TimerId;
use super::accept::Ringing;
use super::close_reason::CloseReason;
use super::early_answer::Exchange;
use super::{Call, CallTimer, State};

/// The highest first number (RFC 3262 §3).
const FIRST_NUMBER_MAX: u32 = (1 << 31) - 1;

/// The reliable provisional responses to one INVITE.
pub(super) struct Provisionals {
    covered: Covered,
    /// The caller takes no other provisional responses.
    required: bool,
    /// The number of the last one.
    number: u32,
    out: Option<Out>,
    waiting: Option<(StatusCode, Octets)>,
    timer: Option<TimerId>,
}

/// Which responses are reliable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Covered {
    /// Those with a description.
    Described,
    /// All but 100.
    All,
}

/// The response that waits for its PRACK.
struct Out {
    repeated: RepeatedProvisional,
    described: bool,
}

impl Provisionals {
    /// How the responses to `request` are sent; `None` where none is reliable,
    /// 421 where they must be and the caller does not know how.
    pub(super) fn of(
        ctx: &mut Context,
        request: &Message,
    ) -> Result<Option<Box<Self>>, StatusCode> {
        let mode = ctx.signalling.reliable_provisional;
        if mode == ReliableProvisional::Never {
            return Ok(None);
        }
        let required = request.has_token(HeaderName::Require, RELIABLE_PROVISIONAL);
        let covered = match mode {
            _ if required => Covered::All,
            _ if !request.supports(RELIABLE_PROVISIONAL) => match mode {
                ReliableProvisional::Required => return Err(StatusCode::EXTENSION_REQUIRED),
                _ => return Ok(None),
            },
            ReliableProvisional::SupportedEssential => Covered::Described,
            _ => Covered::All,
        };
        Ok(Some(Box::new(Self {
            covered,
            required,
            number: ctx.rng.below(FIRST_NUMBER_MAX),
            out: None,
            waiting: None,
            timer: None,
        })))
    }

    /// Whether every one is reliable, also without a description.
    pub(super) fn cover_all(&self) -> bool {
        self.covered == Covered::All
    }

    /// Whether the caller takes no others.
    pub(super) fn are_required(&self) -> bool {
        self.required
    }

    /// Whether a description of ours waits for its PRACK: the 2xx has to wait
    /// too.
    pub(super) fn hold_answer(&self) -> bool {
        self.out.as_ref().is_some_and(|out| out.described)
    }

    /// Whether a PRACK is for the response that is out.
    fn handle_prack(&mut self, ctx: &mut Context, rack: &RAck) -> bool {
        let out = self.out.as_mut();
        let is_for_it = out.is_some_and(|out| out.repeated.handle_prack(rack));
        if is_for_it {
            self.out = None;
            self.disarm(ctx);
        }
        is_for_it
    }

    /// The INVITE has its final response.
    pub(super) fn handle_final_response(&mut self, ctx: &mut Context) {
        self.disarm(ctx);
        self.waiting = None;
        if let Some(out) = &mut self.out {
            out.repeated.handle_final_response();
        }
    }

    /// Stops the timer.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }

    fn arm(&mut self, ctx: &mut Context, session: SessionId) {
        self.disarm(ctx);
        let deadline = Deadline::Call(session, CallTimer::ProvisionalRepeat);
        let due = self
            .out
            .as_ref()
            .and_then(|out| out.repeated.poll_timeout());
        self.timer = due.map(|due| ctx.timers.start(due, deadline));
    }
}

impl Ringing {
    /// Sends a provisional response, reliably where that is agreed; `false`
    /// where it cannot be written.
    pub(super) fn provisional(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        status: StatusCode,
        body: Option<Octets>,
    ) -> bool {
        let described = body.is_some();
        let provisionals = self
            .provisionals
            .as_mut()
            .filter(|provisionals| described || provisionals.cover_all());
        let Some(provisionals) = provisionals else {
            let response = self.provisional_response(ctx, status, body);
            return self.send(now, ctx, session, status, &response).is_some();
        };
        if provisionals.out.is_some() {
            if let Some(body) = body {
                provisionals.waiting = Some((status, body));
            }
            return true;
        }
        provisionals.number += 1;
        let number = provisionals.number;
        let mut response = self.provisional_response(ctx, status, body);
        response
            .header(HeaderName::Require, RELIABLE_PROVISIONAL)
            .header(HeaderName::RSeq, number);
        let Some(sent) = self.send(now, ctx, session, status, &response) else {
            return false;
        };
        if described && matches!(self.exchange, Exchange::Answered(_)) {
            self.exchange = Exchange::Complete;
        }
        let cseq = self.request.cseq().number;
        let timers = ctx.transactions.timers();
        if let Some(provisionals) = &mut self.provisionals {
            provisionals.out = Some(Out {
                repeated: RepeatedProvisional::start(now, number, cseq, sent, timers),
                described,
            });
            provisionals.arm(ctx, session);
        }
        true
    }

    /// Sends the response that waited for the PRACK of the one before.
    fn send_waiting(&mut self, now: Instant, ctx: &mut Context, session: SessionId) {
        let waiting = self.provisionals.as_mut();
        if let Some((status, body)) = waiting.and_then(|provisionals| provisionals.waiting.take()) {
            self.provisional(now, ctx, session, status, Some(body));
        }
    }
}

impl Call {
    /// A PRACK in this call's dialog.
    pub(super) fn handle_prack(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let Ok(Some(rack)) = request.typed::<RAck>() else {
            let status = StatusCode::BAD_REQUEST;
            return self.refuse_in_dialog(now, ctx, transaction, request, status);
        };
        let provisionals = match &mut self.state {
            State::Ringing(ringing) => ringing.provisionals.as_mut(),
            State::Established(established) => established.provisionals.as_mut(),
            _ => None,
        };
        if !provisionals.is_some_and(|provisionals| provisionals.handle_prack(ctx, &rack)) {
            let status = StatusCode::CALL_DOES_NOT_EXIST;
            return self.refuse_in_dialog(now, ctx, transaction, request, status);
        }
        if let State::Ringing(ringing) = &self.state
            && matches!(ringing.exchange, Exchange::Offered)
        {
            return self.handle_answer_of_prack(now, ctx, transaction, request);
        }
        self.handle_early_offer(now, ctx, transaction, request);
        self.after_prack(now, ctx);
    }

    /// The answer to the offer in our provisional response. Without one that
    /// fits there is no call.
    fn handle_answer_of_prack(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let answer = description_of(request).unwrap_or_default();
        let agreed = self
            .negotiation
            .as_mut()
            .and_then(|negotiation| negotiation.handle_answer(&answer).ok());
        let Some(agreed) = agreed else {
            let status = StatusCode::NOT_ACCEPTABLE_HERE;
            self.refuse_in_dialog(now, ctx, transaction, request, status);
            self.refuse_invite(now, ctx, status);
            self.closed(ctx, CloseReason::of_status(status));
            return self.end(ctx);
        };
        if let State::Ringing(ringing) = &mut self.state {
            ringing.exchange = Exchange::Complete;
        }
        self.media.agree_early(agreed, &mut ctx.outputs);
        self.respond_ok(now, ctx, transaction, request);
        self.after_prack(now, ctx);
    }

    /// What waited for a PRACK goes on.
    fn after_prack(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        let State::Ringing(ringing) = &mut self.state else {
            return;
        };
        if !ringing.answering {
            return ringing.send_waiting(now, ctx, session);
        }
        self.go_on_answering(now, ctx);
    }

    /// A reliable provisional response is due again, or its PRACK was given up.
    pub(super) fn handle_provisional_repeat(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        let State::Ringing(ringing) = &mut self.state else {
            return;
        };
        let flow = ringing.flow;
        let Some(provisionals) = ringing.provisionals.as_mut() else {
            return;
        };
        provisionals.timer = None;
        let out = provisionals.out.as_mut();
        match out.map(|out| out.repeated.handle_timeout(now)) {
            Some(RepetitionTimeout::Transmit(response)) => {
                ctx.transactions.transmit(flow, response);
                provisionals.arm(ctx, session);
            }
            Some(RepetitionTimeout::Unacknowledged) => {
                self.refuse_invite(now, ctx, StatusCode::SERVER_TIMEOUT);
                self.closed(ctx, CloseReason::NO_PRACK);
                self.end(ctx);
            }
            Some(RepetitionTimeout::Nothing) | None => provisionals.arm(ctx, session),
        }
    }
}

impl Ringing {
    fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        status: StatusCode,
        response: &ResponseBuilder,
    ) -> Option<Octets> {
        let (transaction, request) = (self.transaction, &self.request);
        ctx.respond(now, transaction, request, status, response, Some(session))
    }
}
