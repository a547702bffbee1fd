//! What is answered to a PUBLISH, and what follows from a failure (RFC 3903 §4.1 to
//! §4.5).

use crate::clock::Instant;
use crate::limits::REDIRECT_HOPS_MAX;
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, MinExpires};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::call::first_target;
use super::super::context::{Context, FlowUser};
use super::super::refresher::refresh_after;
use super::{Asking, Publication, Stage};

impl Publication {
    /// A response to the PUBLISH that is out.
    pub(super) fn handle_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        way: Flow,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        let Some(status) = status else {
            return;
        };
        let Some(asking) = self.take_asking() else {
            return;
        };
        let reason = (status, response.retry_after_s());
        match status.code() {
            200..300 => self.accepted(now, ctx, &asking, response),
            300..=399 => self.publish_elsewhere(now, ctx, asking, (status, response)),
            401 | 407 if self.shows_credentials(ctx, &way) => {
                self.send(now, ctx, (asking, way), Some(response));
            }
            412 if self.etag.is_some() => self.publish_anew(now, ctx),
            423 => self.publish_for_longer(now, ctx, asking, response),
            408 | 503 => {
                ctx.flows.handle_unserved(now, &way);
                self.try_other_way(now, ctx, asking, reason);
            }
            _ => self.failed(now, ctx, &asking, reason),
        }
    }

    /// The PUBLISH that is out got no answer on its way; without one it was not sent.
    pub(super) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        way: Option<Flow>,
        status: StatusCode,
    ) {
        let Some(mut asking) = self.take_asking() else {
            return;
        };
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE
            && way.is_some_and(|way| way.is_reliable())
            && !std::mem::replace(&mut asking.resent, true);
        if was_lost {
            return self.ask(now, ctx, asking);
        }
        if let Some(way) = way {
            ctx.flows.handle_unanswered(now, &way);
        }
        self.try_other_way(now, ctx, asking, (status, None));
    }

    pub(super) fn take_asking(&mut self) -> Option<Asking> {
        match std::mem::replace(&mut self.stage, Stage::Resting) {
            Stage::Asking(asking) => Some(*asking),
            other => {
                self.stage = other;
                None
            }
        }
    }

    /// The server has it, or has forgotten it. What the program has said meanwhile
    /// follows.
    fn accepted(&mut self, now: Instant, ctx: &mut Context, asking: &Asking, response: &Message) {
        self.authenticator.handle_success(response);
        self.backoff.succeeded(false);
        let etag = response.header(HeaderName::SipEtag);
        self.etag = etag.filter(|_| asking.asked_s > 0).map(Into::into);
        if self.is_new || !self.wanted {
            return self.ask(now, ctx, Asking::default());
        }
        // None at all would be refreshed all the time.
        let granted_s = response.expires_s().filter(|seconds| *seconds > 0);
        let granted_s = granted_s.map_or(asking.asked_s, |seconds| seconds.min(asking.asked_s));
        self.rest(now, ctx, refresh_after(granted_s));
    }

    /// 3xx: the same at another place (RFC 3261 §8.1.3.4), where it is until that fails.
    fn publish_elsewhere(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut asking: Asking,
        (status, response): (StatusCode, &Message),
    ) {
        asking.detours += 1;
        match first_target(response) {
            Some(uri) if self.wanted && asking.detours <= REDIRECT_HOPS_MAX => {
                self.place = uri;
                asking.attempt = Attempt::default();
                self.ask(now, ctx, asking);
            }
            _ => self.failed(now, ctx, &asking, (status, None)),
        }
    }

    /// 412: the server does not know it any more (RFC 3903 §4.1).
    fn publish_anew(&mut self, now: Instant, ctx: &mut Context) {
        self.etag = None;
        self.is_new = true;
        self.ask(now, ctx, Asking::default());
    }

    /// 423: the server wants longer publications (RFC 3903 §4.1).
    fn publish_for_longer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut asking: Asking,
        response: &Message,
    ) {
        asking.detours += 1;
        let wanted = response.typed::<MinExpires>().ok().flatten();
        let wanted_s = wanted.map_or(0, |wanted| wanted.seconds);
        if wanted_s <= self.expires_s || asking.detours > REDIRECT_HOPS_MAX {
            let reason = (StatusCode::INTERVAL_TOO_BRIEF, None);
            return self.failed(now, ctx, &asking, reason);
        }
        self.expires_s = wanted_s;
        self.expires_s_min = wanted_s;
        self.ask(now, ctx, asking);
    }

    /// Goes on to the next destination (RFC 3263 §4.3).
    fn try_other_way(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut asking: Asking,
        reason: (StatusCode, Option<u32>),
    ) {
        let others = std::mem::take(&mut asking.others);
        match ctx.find_other_flow(others, FlowUser::Publication(self.id)) {
            Some(selection) => self.follow(now, ctx, asking, selection),
            None => self.failed(now, ctx, &asking, reason),
        }
    }

    /// A PUBLISH was refused, or got nowhere: it is tried again later, unless that
    /// cannot help.
    pub(super) fn failed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        asking: &Asking,
        (status, retry_after_s): (StatusCode, Option<u32>),
    ) {
        self.is_new |= asking.tells;
        if !self.wanted {
            self.stage = Stage::Over;
            return;
        }
        self.place = self.uri.clone();
        let wait = self.backoff.failed(retry_after_s, &mut ctx.rng);
        if let Some(wait) = wait.filter(|_| !is_definite(status)) {
            return self.rest(now, ctx, wait);
        }
        tracing::info!(%status, "our presence is not published");
        self.stage = Stage::GivenUp;
    }
}

/// Whether a refusal will be the same next time.
fn is_definite(status: StatusCode) -> bool {
    let may_pass = matches!(
        status.code(),
        408 | 412 | 430 | 480 | 481 | 486 | 487 | 491 | 500 | 502..=504 | 600
    );
    !may_pass
}
