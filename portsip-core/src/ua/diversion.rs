//! Incoming calls that do not ring: do not disturb, call forward, no room.
//!
//! | what is set | an incoming call gets |
//! |---|---|
//! | the object ends, or do not disturb | 480 |
//! | call forward, always; or on busy while a call is up | 302, and `InviteForwarded` |
//! | as many calls as were allowed | 486 |
//! | nothing | 180 |
//!
//! The first row that fits decides.

use crate::clock::Instant;
use crate::config::CallForward;
use crate::error::Result;
use crate::events::Event;
use crate::ids::SessionId;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::account::User;
use super::agent::Agent;
use super::callee::Callee;
use super::context::Context;

/// Why a call is sent elsewhere, as others are told (RFC 5806 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiversionReason {
    /// All calls are.
    Unconditional,
    /// A call is up.
    UserBusy,
    /// The user has seen it and wants it there.
    Deflection,
}

/// What becomes of an incoming call before anything else is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reception {
    /// It rings, where its offer fits.
    Ring,
    /// It is refused.
    Refuse(StatusCode),
    /// It is sent to this URI.
    Forward(String, DiversionReason),
}

impl Agent {
    /// Whether incoming calls are refused with 480 from now on.
    pub fn set_do_not_disturb(&mut self, on: bool) {
        self.ctx.signalling.do_not_disturb = on;
    }

    /// Sends incoming calls to `to` from now on, all or only while a call is up.
    ///
    /// `to`: as for [`call`](Self::call), read now. Errors: `CoreCalleeEmpty`,
    /// `CoreInvalidUri`.
    pub fn enable_call_forward(&mut self, only_when_busy: bool, to: &str) -> Result<()> {
        let to = self.target(to)?.as_str().to_owned();
        self.ctx.signalling.call_forward = Some(CallForward { to, only_when_busy });
        Ok(())
    }

    /// Lets incoming calls ring again.
    pub fn disable_call_forward(&mut self) {
        self.ctx.signalling.call_forward = None;
    }

    /// Sends an incoming call that has not been answered to `to`. No event
    /// follows.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`, `CoreInviteSessionNotFound`,
    /// `CoreNotIncomingCall`.
    pub fn forward_call(&mut self, now: Instant, session: SessionId, to: &str) -> Result<()> {
        let target = self.target(to)?;
        self.with_call(now, session, |call, ctx| call.forward(now, ctx, &target))
    }

    fn target(&self, to: &str) -> Result<Uri> {
        let domain = self.ctx.user.as_ref().map_or("", User::domain);
        Ok(Callee::parse(to, domain, self.ctx.user_escapes)?.uri)
    }

    /// What becomes of a call that comes now.
    pub(super) fn reception(&self) -> Reception {
        let signalling = &self.ctx.signalling;
        if self.shutting_down || signalling.do_not_disturb {
            return Reception::Refuse(StatusCode::TEMPORARILY_UNAVAILABLE);
        }
        if let Some(forward) = &signalling.call_forward
            && (!forward.only_when_busy || self.calls.live() > 0)
        {
            let reason = if forward.only_when_busy {
                DiversionReason::UserBusy
            } else {
                DiversionReason::Unconditional
            };
            return Reception::Forward(forward.to.clone(), reason);
        }
        if self.calls.live() >= self.call_sessions_max() {
            return Reception::Refuse(StatusCode::BUSY_HERE);
        }
        Reception::Ring
    }

    /// Answers an INVITE with 302 and tells the program.
    pub(super) fn forward(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        (to, reason): (String, DiversionReason),
    ) {
        let status = StatusCode::MOVED_TEMPORARILY;
        let tag = self.ctx.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response
            .header(HeaderName::Contact, format_args!("<{to}>"))
            .header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        let flow = self.ctx.transactions.response_flow(transaction);
        self.ctx.write_diversion(flow, reason, &mut response);
        self.ctx
            .respond(now, transaction, request, status, &response, None);
        self.ctx.event(Event::InviteForwarded { to });
    }
}

impl Context {
    /// Says in a 302 who sends the call elsewhere, and why: who follows it shows
    /// that to the next callee.
    pub(crate) fn write_diversion(
        &mut self,
        flow: Option<Flow>,
        reason: DiversionReason,
        response: &mut ResponseBuilder,
    ) {
        let local = flow.map(|flow| self.local_address(&flow));
        if let Some(us) = self.user.as_mut().and_then(|user| user.address(local)) {
            let value = format_args!("<{}>;reason={}", us.uri(), reason.as_str());
            response.header(HeaderName::Diversion, value);
        }
    }
}

impl DiversionReason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unconditional => "unconditional",
            Self::UserBusy => "user-busy",
            Self::Deflection => "deflection",
        }
    }
}
