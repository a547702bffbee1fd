//! The REGISTER request: RFC 3261 §10.2.

use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::abilities::ALLOW;
use super::super::account;
use super::super::context::{Context, Owner};
use super::{Registration, State};

impl Registration {
    /// Sends a REGISTER for `expires_s`, after a challenge with credentials.
    /// What cannot be sent has failed.
    pub(super) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        expires_s: u32,
        challenge: Option<&Message>,
    ) {
        self.cseq += 1;
        let local = ctx.local_address(&flow);
        let contact = match self.bound.take().filter(|_| expires_s == 0) {
            // What is taken back is what was given, whatever we look like now.
            Some(bound) => Some(bound),
            None => account::contact(
                Some(&self.user),
                local,
                &flow,
                ctx.signalling.three_gpp_tags,
            ),
        };
        self.bound = contact;
        let Some(mut request) = self.write(ctx, &flow, expires_s) else {
            return self.fail(now, ctx, StatusCode::SERVER_INTERNAL_ERROR, None, false);
        };
        if challenge.is_some() || self.authenticator.has_challenge() {
            self.authenticator
                .authorize(&mut self.attempt, &mut request, &mut ctx.rng);
        }
        self.state = State::Asking { flow, expires_s };
        let owner = Owner::Registration(self.id);
        if ctx.send_request(now, flow, &mut request, owner).is_none() {
            self.fail(now, ctx, StatusCode::SERVICE_UNAVAILABLE, None, true);
        }
    }

    fn write(&mut self, ctx: &Context, flow: &Flow, expires_s: u32) -> Option<RequestBuilder> {
        let address = self.user.address(Some(flow.local))?;
        let from = address.with_tag(&self.tag).ok()?;
        let contact = self.bound.as_ref()?;
        let mut request = RequestBuilder::new(Method::Register, &self.registrar);
        if let Some(route) = &self.hop.route {
            request.header(HeaderName::Route, format_args!("<{route}>"));
        }
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &address)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
            .header(HeaderName::Contact, contact)
            .header(HeaderName::Expires, expires_s)
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        Some(request)
    }
}
