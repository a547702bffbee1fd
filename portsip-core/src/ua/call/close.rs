//! The end of a call, by us or by them: RFC 3261 §15.

use crate::clock::Instant;
use crate::sip::auth::Attempt;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::context::{Context, Owner};
use super::close_reason::CloseReason;
use super::established::Established;
use super::invite::Inviting;
use super::{Call, State};

/// A call that the program has done with.
pub(super) enum Closing {
    /// The INVITE was cancelled; its final response is on its way.
    Cancelling(Box<Inviting>),
    /// We answered, and may send BYE only when the ACK has come or was given
    /// up (RFC 3261 §15).
    AwaitingAck {
        established: Box<Established>,
        reason: Option<CloseReason>,
    },
    /// The BYE is on its way.
    Leaving {
        established: Box<Established>,
        attempt: Attempt,
        reason: Option<CloseReason>,
        /// The connection of the BYE was lost, and it went again.
        resent: bool,
    },
}

/// Whether a response to a request in a dialog says that this is gone (RFC 5057
/// §5.1, RFC 3261 §12.2.1.2).
pub(super) fn ends_dialog(status: StatusCode) -> bool {
    matches!(status.code(), 404 | 408 | 410 | 416 | 481..=485 | 502 | 604)
}

impl Call {
    /// Ends the call in any state; no event follows.
    pub(crate) fn hang_up(&mut self, now: Instant, ctx: &mut Context) {
        match &mut self.state {
            State::Connecting(_) => self.cancel(now, ctx),
            State::Ringing(_) => {
                self.refuse_invite(now, ctx, StatusCode::TEMPORARILY_UNAVAILABLE);
                self.end(ctx);
            }
            State::Established(_) => self.leave(now, ctx, None),
            State::Closing(_) | State::Ended => {}
        }
    }

    /// Ends an established call for a reason that both sides are told.
    pub(super) fn close(&mut self, now: Instant, ctx: &mut Context, reason: CloseReason) {
        self.closed(ctx, reason);
        self.leave(now, ctx, Some(reason));
    }

    /// Ends an established call with BYE, now or when the ACK allows it; with
    /// what its Reason says.
    pub(super) fn leave(&mut self, now: Instant, ctx: &mut Context, reason: Option<CloseReason>) {
        self.media.stop(&mut ctx.outputs);
        self.give_up_messages(ctx);
        let state = std::mem::replace(&mut self.state, State::Ended);
        let State::Established(mut established) = state else {
            self.state = state;
            return;
        };
        established.modify.disarm(ctx);
        established.session_timer.disarm(ctx);
        if established.is_connected() {
            self.send_bye(now, ctx, established, reason);
        } else {
            let awaiting = Closing::AwaitingAck {
                established,
                reason,
            };
            self.state = State::Closing(Box::new(awaiting));
        }
    }

    pub(super) fn send_bye(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut established: Box<Established>,
        reason: Option<CloseReason>,
    ) {
        established.cancel_reinvite(now, ctx);
        established.disarm(ctx);
        let mut request = bye(ctx, &mut established, reason);
        let attempt = established.authorize(ctx, &mut request);
        established.send(now, ctx, request, Owner::Bye(self.session));
        self.state = State::Closing(Box::new(Closing::Leaving {
            established,
            attempt,
            reason,
            resent: false,
        }));
    }

    /// The answer to our BYE: whatever it is, the call is over (§15.1.1),
    /// unless the BYE has to be sent again with credentials.
    pub(crate) fn handle_bye_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: &Message,
    ) {
        let Some(status) = response.status().filter(|status| status.is_final()) else {
            return;
        };
        let session = self.session;
        if let State::Closing(closing) = &mut self.state
            && let Closing::Leaving {
                established,
                attempt,
                reason,
                ..
            } = &mut **closing
            && matches!(status.code(), 401 | 407)
        {
            let mut request = bye(ctx, established, *reason);
            if established.authenticate(ctx, attempt, response, &mut request) {
                established.send(now, ctx, request, Owner::Bye(session));
                return;
            }
        }
        self.over(ctx);
    }

    /// Nobody answered our BYE.
    pub(super) fn handle_bye_failed(&mut self, ctx: &mut Context) {
        self.over(ctx);
    }

    /// The connection of our BYE was lost: it goes again, over a new one.
    pub(super) fn handle_bye_unsent(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Closing(closing) = &mut self.state
            && let Closing::Leaving {
                established,
                resent,
                ..
            } = &mut **closing
            && !std::mem::replace(resent, true)
        {
            established.lose_path();
            self.send_bye_again(now, ctx);
        } else {
            self.over(ctx);
        }
    }

    /// Sends the BYE along the way that there is now; `false` where none was sent.
    pub(super) fn send_bye_again(&mut self, now: Instant, ctx: &mut Context) -> bool {
        let session = self.session;
        let State::Closing(closing) = &mut self.state else {
            return false;
        };
        let Closing::Leaving {
            established,
            attempt,
            reason,
            ..
        } = &mut **closing
        else {
            return false;
        };
        let mut request = bye(ctx, established, *reason);
        *attempt = established.authorize(ctx, &mut request);
        established.send(now, ctx, request, Owner::Bye(session));
        true
    }

    /// A BYE in this call's dialog.
    pub(crate) fn handle_bye(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        match &mut self.state {
            State::Ringing(_) => {
                self.respond_ok(now, ctx, transaction, request);
                self.refuse_invite(now, ctx, StatusCode::REQUEST_TERMINATED);
                self.closed_by(ctx, request);
            }
            State::Established(established) => {
                established.cancel_reinvite(now, ctx);
                established.disarm(ctx);
                self.respond_ok(now, ctx, transaction, request);
                self.closed_by(ctx, request);
            }
            State::Closing(closing) => {
                if let Closing::AwaitingAck { established, .. } = &mut **closing {
                    established.disarm(ctx);
                }
                self.respond_ok(now, ctx, transaction, request);
            }
            State::Connecting(_) | State::Ended => {
                ctx.refuse(now, transaction, request, StatusCode::CALL_DOES_NOT_EXIST);
                return;
            }
        }
        self.end(ctx);
    }
}

fn bye(
    ctx: &Context,
    established: &mut Established,
    reason: Option<CloseReason>,
) -> RequestBuilder {
    let mut request = established.request(ctx, Method::Bye);
    if let Some(reason) = reason {
        request.header(HeaderName::Reason, reason.header());
    }
    request
}
