//! Which machine of a call gets which message and which timer.

use crate::clock::Instant;
use crate::sip::dialog::Sequence;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::{ConnectionId, Flow};

use super::super::context::{Context, Owner};
use super::super::flow_selection::Found;
use super::close::Closing;
use super::established::Established;
use super::{Call, CallTimer, State};

/// Seconds in the Retry-After of a 500 to an INVITE that came too early
/// (RFC 3261 §14.2): 0 to 10.
const RETRY_AFTER_S_MAX: u32 = 10;

impl Call {
    /// A response to a request of this call.
    pub(crate) fn handle_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        (owner, way): (Owner, Flow),
        response: &Message,
    ) {
        let Some(status) = response.status() else {
            return;
        };
        if status == StatusCode::SERVICE_UNAVAILABLE && self.goes_on(now, ctx, owner, (way, false))
        {
            return;
        }
        match owner {
            Owner::Invite(_) => self.handle_invite_response(now, ctx, flow, status, response),
            Owner::Modify(_) => self.handle_modify_response(now, ctx, status, response),
            Owner::Refresh(_) => self.handle_refresh_response(now, ctx, status, response),
            Owner::Bye(_) => self.handle_bye_response(now, ctx, response),
            Owner::Info(_) => self.handle_info_response(now, ctx, status, response),
            Owner::Message(_, id) => {
                self.handle_message_response(now, ctx, id, status, response);
            }
            Owner::Prack(_, number) => {
                self.handle_prack_response(now, ctx, number, status, response);
            }
            _ => {}
        }
    }

    fn handle_invite_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        status: StatusCode,
        response: &Message,
    ) {
        match &mut self.state {
            State::Connecting(_) => {
                self.handle_connecting_response(now, ctx, flow, status, response);
            }
            State::Closing(closing) if matches!(**closing, Closing::Cancelling(_)) => {
                let State::Closing(closing) = std::mem::replace(&mut self.state, State::Ended)
                else {
                    return;
                };
                match *closing {
                    Closing::Cancelling(inviting) if status.is_success() => {
                        self.handle_answer_to_cancelled(now, ctx, flow, &inviting, response);
                    }
                    cancelling if status.is_provisional() => {
                        self.state = State::Closing(Box::new(cancelling));
                    }
                    _ => {}
                }
            }
            _ if status.is_success() => self.handle_further_answer(now, ctx, flow, response),
            _ => {}
        }
    }

    /// A request of this call got no answer along its way: 408, or 503 where that
    /// failed or there was none.
    pub(crate) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (owner, way): (Owner, Option<Flow>),
        status: StatusCode,
    ) {
        let lost = status == StatusCode::SERVICE_UNAVAILABLE;
        if way.is_some_and(|way| self.goes_on(now, ctx, owner, (way, lost))) {
            return;
        }
        match owner {
            Owner::Invite(_) => match &self.state {
                State::Connecting(_) => self.handle_connecting_failed(now, ctx, status),
                State::Closing(closing) if matches!(**closing, Closing::Cancelling(_)) => {
                    self.end(ctx);
                }
                _ => {}
            },
            // The flow has failed, which says nothing about the dialog.
            Owner::Modify(_) if lost => self.handle_modify_unsent(now, ctx),
            Owner::Refresh(_) if lost => self.handle_refresh_unsent(now, ctx),
            Owner::Bye(_) if lost => self.handle_bye_unsent(now, ctx),
            Owner::Info(_) if lost => self.handle_info_over(now, ctx),
            Owner::Message(_, id) => {
                self.handle_message_unanswered(now, ctx, id, (way, status));
            }
            Owner::Prack(_, number) if lost => self.handle_prack_unsent(now, ctx, number),
            Owner::Modify(_) | Owner::Refresh(_) | Owner::Info(_) => {
                self.handle_modify_failed(now, ctx, status);
            }
            Owner::Bye(_) => self.handle_bye_failed(ctx),
            _ => {}
        }
    }

    /// A timer of this call.
    pub(crate) fn handle_timer(&mut self, now: Instant, ctx: &mut Context, timer: CallTimer) {
        match timer {
            CallTimer::NoAnswer => self.handle_no_answer(now, ctx),
            CallTimer::InviteAgain => self.handle_invite_again(now, ctx),
            CallTimer::Ringing => self.handle_ringing_timer(now, ctx),
            CallTimer::ProvisionalRepeat => self.handle_provisional_repeat(now, ctx),
            CallTimer::AnswerRepeat => self.handle_answer_repeat(now, ctx),
            CallTimer::ModifyAgain => self.handle_modify_again(now, ctx),
            CallTimer::ModifyUnanswered => self.handle_modify_unanswered(now, ctx),
            CallTimer::SessionRefresh => self.handle_session_refresh(now, ctx),
            CallTimer::SessionEnd => self.handle_session_end(now, ctx),
        }
    }

    /// The search for the dialog's way has ended.
    pub(crate) fn handle_path(&mut self, now: Instant, ctx: &mut Context, found: Option<Found>) {
        let session = self.session;
        if let State::Ringing(ringing) = &mut self.state {
            ringing.looking = false;
            if let Some(found) = found {
                ringing.move_to(ctx, found.flow);
            }
            if ringing.answering {
                self.go_on_answering(now, ctx);
            }
        } else if let Some(established) = self.dialog_holder() {
            let is_found = found.is_some();
            established.handle_path(now, ctx, session, found);
            if !is_found {
                self.tell_move_later(now, ctx);
            }
        }
        self.modify_if_needed(now, ctx);
    }

    /// A connection has ended: a call outlives it.
    pub(crate) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        match &mut self.state {
            State::Connecting(connecting) => connecting.early.handle_connection_closed(connection),
            State::Ringing(ringing) => ringing.handle_connection_closed(connection),
            _ => {
                if let Some(established) = self.dialog_holder() {
                    established.handle_connection_closed(connection);
                }
            }
        }
    }

    /// A request whose To has our tag.
    pub(crate) fn handle_request(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let session = self.session;
        let sequence = match &mut self.state {
            State::Ringing(ringing) => ringing.check(request),
            State::Connecting(connecting) => connecting.check(ctx, session, request),
            _ => self
                .dialog_holder()
                .and_then(|established| established.check(ctx, session, request)),
        };
        let refusal = match sequence {
            Some(Sequence::InOrder) => None,
            Some(Sequence::TooLate) => Some(StatusCode::SERVER_INTERNAL_ERROR),
            None => Some(StatusCode::CALL_DOES_NOT_EXIST),
        };
        if let Some(status) = refusal {
            return self.refuse_in_dialog(now, ctx, transaction, request, status);
        }
        self.dispatch(now, ctx, flow, transaction, request);
    }

    fn dispatch(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        match (request.method(), &self.state) {
            (Method::Bye, _) => self.handle_bye(now, ctx, transaction, request),
            (Method::Invite, State::Established(_)) => {
                self.handle_reinvite(now, ctx, flow, transaction, request);
            }
            (Method::Update, State::Established(_)) => {
                self.handle_update(now, ctx, transaction, request);
            }
            (Method::Info, State::Established(_) | State::Ringing(_)) => {
                self.handle_info(now, ctx, transaction, request);
            }
            (Method::Message, State::Established(_) | State::Ringing(_)) => {
                self.handle_message(now, ctx, transaction, request);
            }
            (Method::Invite, State::Ringing(_)) => {
                self.refuse_for_now(now, ctx, transaction, request);
            }
            (Method::Update, State::Ringing(_) | State::Connecting(_)) => {
                self.handle_early_offer(now, ctx, transaction, request);
            }
            (Method::Prack, _) => self.handle_prack(now, ctx, transaction, request),
            // An INVITE, UPDATE, INFO or MESSAGE too early or too late.
            _ => {
                let status = StatusCode::CALL_DOES_NOT_EXIST;
                self.refuse_in_dialog(now, ctx, transaction, request, status);
            }
        }
    }

    /// An offer before the answer to the first one (RFC 3261 §14.2, RFC 3311
    /// §5.2).
    pub(super) fn refuse_for_now(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let status = StatusCode::SERVER_INTERNAL_ERROR;
        let seconds = ctx.rng.below(RETRY_AFTER_S_MAX + 1);
        let mut response = ResponseBuilder::new(request, status, None);
        response
            .header(HeaderName::RetryAfter, seconds)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        ctx.respond(
            now,
            transaction,
            request,
            status,
            &response,
            Some(self.session),
        );
    }

    /// Answers a request in the dialog with 200 and nothing else.
    pub(super) fn respond_ok(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let status = StatusCode::OK;
        let mut response = ResponseBuilder::new(request, status, None);
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        ctx.respond(
            now,
            transaction,
            request,
            status,
            &response,
            Some(self.session),
        );
    }

    /// The confirmed dialog, also of a call that is being ended.
    pub(super) fn dialog_holder(&mut self) -> Option<&mut Established> {
        match &mut self.state {
            State::Established(established) => Some(established),
            State::Closing(closing) => match &mut **closing {
                Closing::AwaitingAck { established, .. } | Closing::Leaving { established, .. } => {
                    Some(established)
                }
                Closing::Cancelling(_) => None,
            },
            State::Connecting(_) | State::Ringing(_) | State::Ended => None,
        }
    }
}
