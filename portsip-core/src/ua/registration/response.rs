//! What a registrar answers: RFC 3261 §10.2.4 to §10.2.8.

use crate::clock::Instant;
use crate::limits::REDIRECT_HOPS_MAX;
use crate::sip::header::Contact;
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::target::Target;

use super::super::context::Context;
use super::{Registration, State, Wanted};

impl Registration {
    /// A response to our REGISTER.
    pub(crate) fn handle_response(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let State::Asking {
            flow, expires_s, ..
        } = self.state
        else {
            return;
        };
        let Some(status) = response.status().filter(|status| status.is_final()) else {
            return;
        };
        if ctx.signalling.rport {
            ctx.learn_from_registrar(&flow, response);
        }
        match status.code() {
            200..300 if expires_s == 0 => {
                self.contacts.forgotten();
                match self.wanted {
                    Wanted::Registered => self.ask(now, ctx, flow),
                    Wanted::Unregistered => self.state = State::Over,
                }
            }
            200..300 => {
                self.authenticator.handle_success(response);
                self.succeed(now, ctx, flow, response);
            }
            300..=399 => self.handle_redirection(now, ctx, response),
            401 | 407 => self.handle_challenge(now, ctx, flow, expires_s, response),
            403 if self.authenticator.has_challenge() => {
                self.fail(now, ctx, status, Some(response), false);
            }
            439 if !self.outbound_refused => {
                self.outbound_refused = true;
                self.ask(now, ctx, flow);
            }
            423 => self.handle_too_brief(now, ctx, flow, expires_s, response),
            503 => {
                ctx.flows.handle_unserved(now, &flow);
                if !self.try_others(now, ctx) {
                    self.fail(now, ctx, status, Some(response), true);
                }
            }
            _ => self.fail(now, ctx, status, Some(response), true),
        }
    }

    fn handle_challenge(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        expires_s: u32,
        response: &Message,
    ) {
        let answered = self
            .authenticator
            .handle_challenge(&mut self.attempt, response);
        match answered {
            Ok(()) => self.send(now, ctx, flow, expires_s, Some(response)),
            Err(_) => self.fail(now, ctx, StatusCode::UNAUTHORIZED, Some(response), false),
        }
    }

    /// 423: the registrar wants longer intervals (§10.2.8).
    fn handle_too_brief(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        expires_s: u32,
        response: &Message,
    ) {
        match response.min_expires_s() {
            Some(seconds)
                if seconds > expires_s && expires_s > 0 && self.detours < REDIRECT_HOPS_MAX =>
            {
                self.detours += 1;
                self.expires_s = seconds;
                self.ask(now, ctx, flow);
            }
            _ => self.fail(
                now,
                ctx,
                StatusCode::INTERVAL_TOO_BRIEF,
                Some(response),
                true,
            ),
        }
    }

    fn handle_redirection(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        self.detours += 1;
        let mut contacts = response.contacts().flatten();
        let default = ctx.default_transport();
        let target = contacts.find_map(|contact| Target::of(contact.uri()?, default).ok());
        match target {
            Some(target) if self.detours <= REDIRECT_HOPS_MAX => {
                self.detour = Some(Box::new(target));
                self.select(now, ctx);
            }
            _ => {
                let status = response.status().unwrap_or(StatusCode::MOVED_TEMPORARILY);
                self.fail(now, ctx, status, Some(response), true);
            }
        }
    }
}

/// How long our contact is kept: its own parameter, or Expires (§10.2.4).
pub(super) fn granted_s(ours: Option<&Contact>, response: &Message) -> Option<u32> {
    let granted = ours.and_then(Contact::expires_s);
    granted
        .or_else(|| response.expires_s())
        .filter(|granted| *granted > 0)
}
