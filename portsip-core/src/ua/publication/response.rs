//! What is answered to a PUBLISH, and what follows from a failure (RFC 3903 §4.1 to
//! §4.5).

use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, StatusCode};

use super::super::context::Context;
use super::super::lone_request::{Input, Step, Stuck, Trip};
use super::super::refresher::refresh_after;
use super::{Content, Publication, Stage};

impl Publication {
    /// Something has come to the PUBLISH that is out.
    pub(super) fn handle(&mut self, now: Instant, ctx: &mut Context, input: Input<'_>) {
        let outcome = input.outcome().filter(|_| self.stage == Stage::Asking);
        let Some((status, retry_after_s)) = outcome else {
            return;
        };
        let content = &mut self.content;
        let (wanted, is_known) = (content.wanted, content.etag.is_some());
        let mut trip = self.request.on(now, ctx, content);
        let step = match input.response() {
            Some((200..300, response)) => return self.accepted(now, ctx, response),
            // Where it is until that fails.
            Some((300..=399, response)) if wanted => trip.handle_redirected(response),
            Some((408, _)) => trip.handle_unserved(),
            Some((412, _)) if is_known => return self.publish_anew(now, ctx),
            Some((423, response)) => publish_for_longer(&mut trip, response),
            _ => trip.handle(input),
        };
        if let Err(stuck) = step {
            self.failed(now, ctx, (stuck.status(status), retry_after_s));
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

    /// A PUBLISH was refused, or got nowhere: it is tried again later, unless that
    /// cannot help.
    fn failed(
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

/// 423: the server wants longer publications (RFC 3903 §4.1).
fn publish_for_longer(trip: &mut Trip<'_, Content>, response: &Message) -> Step {
    trip.request.note_detour()?;
    let content = &mut *trip.sender;
    let wanted_s = response.min_expires_s();
    let longer_s = wanted_s.filter(|wanted_s| *wanted_s > content.expires_s);
    content.expires_s = longer_s.ok_or(Stuck::Refused)?;
    content.expires_s_min = content.expires_s;
    trip.begin()
}

/// Whether a refusal will be the same next time.
fn is_definite(status: StatusCode) -> bool {
    let may_pass = matches!(
        status.code(),
        408 | 412 | 430 | 480 | 481 | 486 | 487 | 491 | 500 | 502..=504 | 600
    );
    !may_pass
}
