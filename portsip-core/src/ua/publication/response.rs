//! What is answered to a PUBLISH, and what follows from a failure (RFC 3903 §4.1 to
//! §4.5).

use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, StatusCode};

use super::super::context::Context;
use super::super::lone_request::{Step, Stuck};
use super::super::refresher::refresh_after;
use super::{Publication, Stage};

impl Publication {
    /// A response to the PUBLISH that is out.
    pub(super) fn handle_response(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let status = response.status().filter(|status| status.is_final());
        let Some(status) = status.filter(|_| self.stage == Stage::Asking) else {
            return;
        };
        let (request, content) = (&mut self.request, &mut self.content);
        let step = match status.code() {
            200..300 => return self.accepted(now, ctx, response),
            // Where it is until that fails.
            300..=399 if content.wanted => request.handle_redirected(now, ctx, content, response),
            401 | 407 => request.send(now, ctx, content, Some(response)),
            412 if content.etag.is_some() => return self.publish_anew(now, ctx),
            423 => self.publish_for_longer(now, ctx, response),
            408 | 503 => request.handle_unserved(now, ctx, content),
            _ => Err(Stuck::Refused),
        };
        self.follow(now, ctx, step, (status, response.retry_after_s()));
    }

    /// The PUBLISH that is out got no answer.
    pub(super) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
    ) {
        if self.stage == Stage::Asking {
            let (request, content) = (&mut self.request, &mut self.content);
            let step = request.handle_unanswered(now, ctx, content, status);
            self.follow(now, ctx, step, (status, None));
        }
    }

    /// The PUBLISH that is out went from an address that is gone.
    pub(super) fn handle_stranded(&mut self, now: Instant, ctx: &mut Context) {
        if self.stage == Stage::Asking && self.request.flow().is_some() {
            let step = self.request.begin(now, ctx, &mut self.content);
            self.follow(now, ctx, step, (StatusCode::SERVICE_UNAVAILABLE, None));
        }
    }

    /// The server has it, or has forgotten it. What the program has said meanwhile
    /// follows.
    fn accepted(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let content = &mut self.content;
        content.authenticator.handle_success(response);
        self.backoff.succeeded(false);
        let etag = response.header(HeaderName::SipEtag);
        content.etag = etag.filter(|_| content.asked_s > 0).map(Into::into);
        if content.is_new || !content.wanted {
            return self.ask(now, ctx);
        }
        // None at all would be refreshed all the time.
        let granted_s = response.expires_s().filter(|seconds| *seconds > 0);
        let granted_s = granted_s.map_or(content.asked_s, |seconds| seconds.min(content.asked_s));
        self.rest(now, ctx, refresh_after(granted_s));
    }

    /// 412: the server does not know it any more (RFC 3903 §4.1).
    fn publish_anew(&mut self, now: Instant, ctx: &mut Context) {
        self.content.etag = None;
        self.content.is_new = true;
        self.ask(now, ctx);
    }

    /// 423: the server wants longer publications (RFC 3903 §4.1).
    fn publish_for_longer(&mut self, now: Instant, ctx: &mut Context, response: &Message) -> Step {
        self.request.note_detour()?;
        let content = &mut self.content;
        let wanted_s = response.min_expires_s();
        let longer_s = wanted_s.filter(|wanted_s| *wanted_s > content.expires_s);
        let wanted_s = longer_s.ok_or(Stuck::Refused)?;
        content.expires_s = wanted_s;
        content.expires_s_min = wanted_s;
        self.request.begin(now, ctx, content)
    }

    /// A PUBLISH was refused, or got nowhere: it is tried again later, unless that
    /// cannot help.
    pub(super) fn failed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (status, retry_after_s): (StatusCode, Option<u32>),
    ) {
        self.content.is_new |= self.content.tells;
        if !self.content.wanted {
            self.stage = Stage::Over;
            return;
        }
        self.request.redirect(self.content.uri.clone());
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
