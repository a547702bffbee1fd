//! Sending a PUBLISH: RFC 3903 §4.

use crate::body::pidf;
use crate::clock::Instant;
use crate::sip::auth::Attempt;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::transport::flow::Flow;

use super::super::context::{Context, FlowUser, Owner};
use super::super::lone_request::{Input, Place, Sender};
use super::super::presence::PACKAGE;
use super::{Content, Publication, Stage};

impl Publication {
    /// Sends what is wanted now. There is nothing to take back that the server does not
    /// have.
    pub(super) fn ask(&mut self, now: Instant, ctx: &mut Context) {
        self.disarm(ctx);
        if !self.content.wanted && self.content.etag.is_none() {
            self.stage = Stage::Over;
            return;
        }
        self.content.tells = false;
        self.request.renew();
        self.stage = Stage::Asking;
        self.handle(now, ctx, Input::Begin);
    }
}

impl Content {
    /// Whether our credentials are for the other end of a flow: where our server has sent
    /// us to a stranger, the digest would let that one guess the password.
    fn shows_credentials(&self, ctx: &Context, (place, way): (Option<&Place>, Flow)) -> bool {
        place.is_some_and(|place| place.is_ours(&self.uri))
            || self.wanted && ctx.is_own_server(&way)
    }
}

impl Sender for Content {
    fn names(&self) -> (Owner, FlowUser) {
        (Owner::Publication(self.id), FlowUser::Publication(self.id))
    }

    /// The first and each change have a body, a refresh and the end have none (RFC
    /// 3903 §4.1).
    fn write(
        &mut self,
        _now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let address = self.user.address(Some(ctx.local_address(way)))?;
        let from = self.series.tagged(&address)?;
        let addresses = (&from, &address);
        let mut request = self.series.next(Method::Publish, place?, addresses);
        self.asked_s = if self.wanted { self.expires_s } else { 0 };
        self.tells |= self.is_new || self.etag.is_none();
        request
            .header(HeaderName::Event, PACKAGE)
            .header(HeaderName::Expires, self.asked_s)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(etag) = &self.etag {
            request.header(HeaderName::SipIfMatch, &**etag);
        }
        if self.wanted && self.tells {
            let document = self.status.document(self.uri.as_str(), &self.tuple);
            request.body(pidf::MEDIA_TYPE, document);
            self.is_new = false;
        }
        Some(request)
    }

    fn present(
        &mut self,
        ctx: &mut Context,
        attempt: &mut Attempt,
        way: (Option<&Place>, Flow),
        challenge: Option<&Message>,
        request: &mut RequestBuilder,
    ) -> bool {
        if !self.shows_credentials(ctx, way) {
            return challenge.is_none();
        }
        let authenticator = &mut self.authenticator;
        if let Some(response) = challenge
            && authenticator.handle_challenge(attempt, response).is_err()
        {
            return false;
        }
        if authenticator.has_challenge() {
            authenticator.authorize(attempt, request, &mut ctx.rng);
        }
        true
    }

    fn is_of_user(&self) -> bool {
        self.wanted
    }
}
