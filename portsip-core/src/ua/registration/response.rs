//! What a registrar answers: RFC 3261 §10.2.4 to §10.2.8.

use std::net::SocketAddr;

use crate::clock::Instant;
use crate::limits::REDIRECT_HOPS_MAX;
use crate::sip::header::{MinExpires, RetryAfter};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::target::Target;
use crate::sip::uri::Uri;

use super::super::context::{Context, LearnedAddress};
use super::{Registration, State, Wanted};

impl Registration {
    /// A response to our REGISTER.
    pub(crate) fn handle_response(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let State::Asking { flow, expires_s } = self.state else {
            return;
        };
        let Some(status) = response.status().filter(|status| status.is_final()) else {
            return;
        };
        learn_address(ctx, &flow, response);
        match status.code() {
            200..300 if expires_s == 0 && self.wanted == Wanted::Registered => {
                self.ask(now, ctx, flow);
            }
            200..300 if expires_s == 0 => self.state = State::Over,
            200..300 => {
                self.authenticator.handle_success(response);
                let granted_s = self.granted_s(response).unwrap_or(expires_s);
                self.succeed(now, ctx, flow, granted_s, response);
            }
            300..=399 => self.handle_redirection(now, ctx, response),
            401 | 407 => self.handle_challenge(now, ctx, flow, expires_s, response),
            403 if self.authenticator.has_challenge() => {
                self.fail(now, ctx, status, Some(response), false);
            }
            423 => self.handle_too_brief(now, ctx, flow, expires_s, response),
            503 if self.try_others(now, ctx) => {}
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
        let wanted = response.typed::<MinExpires>().ok().flatten();
        match wanted.map(|wanted| wanted.seconds) {
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
                self.hop.target = target;
                self.hop.route = None;
                self.select(now, ctx);
            }
            _ => {
                let status = response.status().unwrap_or(StatusCode::MOVED_TEMPORARILY);
                self.fail(now, ctx, status, Some(response), true);
            }
        }
    }

    /// How long our contact is kept: its own parameter, or Expires (§10.2.4).
    /// A contact that stands alone is ours even where a NAT has changed it.
    fn granted_s(&self, response: &Message) -> Option<u32> {
        let bound = self.bound.as_ref();
        let is_ours = |uri: &Uri| bound.is_some_and(|bound| bound.uri().equivalent(uri));
        let mut all = response.contacts().flatten();
        let mut contacts = response.contacts().flatten();
        let ours = contacts.find(|contact| contact.uri().is_some_and(is_ours));
        let ours = ours.or_else(|| all.next().filter(|_| all.next().is_none()));
        let granted = ours.and_then(|contact| contact.expires_s());
        granted
            .or_else(|| response.expires_s())
            .filter(|granted| *granted > 0)
    }
}

/// What a server asks us to wait, in seconds.
pub(super) fn retry_after_s(response: &Message) -> Option<u32> {
    let after = response.typed::<RetryAfter>().ok().flatten()?;
    Some(after.seconds)
}

/// How our address looks from outside (RFC 3581 §4): later Contacts say so.
fn learn_address(ctx: &mut Context, flow: &Flow, response: &Message) {
    let via = response.top_via();
    let ip = via.received().unwrap_or(flow.local.ip());
    let port = via.rport().unwrap_or(flow.local.port());
    let seen = SocketAddr::new(ip, port);
    ctx.learned =
        (seen != flow.local && !ip.is_unspecified() && port != 0).then_some(LearnedAddress {
            remote: flow.remote,
            local: flow.local,
            seen,
        });
}
