//! Sending a PUBLISH: RFC 3903 §4.

use crate::body::pidf;
use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::account::write_routes;
use super::super::context::{Context, FlowUser, Owner, Sending};
use super::super::flow_selection::{Found, Selection};
use super::super::presence::PACKAGE;
use super::{Asking, Publication, Stage};

impl Publication {
    /// Looks for the way of a PUBLISH, and takes it. There is nothing to take back
    /// that the server does not have.
    pub(super) fn ask(&mut self, now: Instant, ctx: &mut Context, asking: Asking) {
        self.disarm(ctx);
        if !self.wanted && self.etag.is_none() {
            self.stage = Stage::Over;
            return;
        }
        // What the registrar prescribes may have changed.
        if self.wanted
            && let Ok(hop) = ctx.first_hop(&self.place)
        {
            self.hop = hop;
        }
        let selection = ctx.find_flow(&self.hop.target, FlowUser::Publication(self.id));
        self.follow(now, ctx, asking, selection);
    }

    /// The PUBLISH that is out goes again, by a way that is looked for anew.
    pub(super) fn ask_again(&mut self, now: Instant, ctx: &mut Context) {
        if let Some(asking) = self.take_asking() {
            self.ask(now, ctx, asking);
        }
    }

    /// Takes the way that was looked for, once it is known.
    pub(super) fn follow(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        mut asking: Asking,
        selection: Selection,
    ) {
        match selection {
            Selection::Ready(Found { flow, others }) => {
                asking.others = others;
                if self.wanted && self.hop.is_ours {
                    ctx.note_own_server(&flow);
                }
                self.send(now, ctx, (asking, flow), None);
            }
            Selection::Waiting => self.stage = Stage::Selecting(Box::new(asking)),
        }
    }

    /// The search for the way has ended.
    pub(super) fn handle_way(&mut self, now: Instant, ctx: &mut Context, found: Option<Found>) {
        let asking = match std::mem::replace(&mut self.stage, Stage::Resting) {
            Stage::Selecting(asking) => *asking,
            other => {
                self.stage = other;
                return;
            }
        };
        match found {
            Some(found) => self.follow(now, ctx, asking, Selection::Ready(found)),
            None => self.failed(now, ctx, &asking, (StatusCode::SERVICE_UNAVAILABLE, None)),
        }
    }

    /// Sends what is wanted now along a way, with the credentials that `challenge`
    /// wants.
    pub(super) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (mut asking, flow): (Asking, Flow),
        challenge: Option<&Message>,
    ) {
        if let Some(response) = challenge {
            let answered = self
                .authenticator
                .handle_challenge(&mut asking.attempt, response);
            if answered.is_err() {
                let status = response.status().unwrap_or(StatusCode::UNAUTHORIZED);
                return self.failed(now, ctx, &asking, (status, None));
            }
        }
        let Some(mut request) = self.write(ctx, &mut asking, &flow) else {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return self.failed(now, ctx, &asking, (status, None));
        };
        if self.authenticator.has_challenge() && self.shows_credentials(ctx, &flow) {
            self.authenticator
                .authorize(&mut asking.attempt, &mut request, &mut ctx.rng);
        }
        let (owner, user) = (Owner::Publication(self.id), FlowUser::Publication(self.id));
        match ctx.send_along(now, (flow, &mut asking.others), user, &mut request, owner) {
            Sending::Sent(_) => self.stage = Stage::Asking(Box::new(asking)),
            Sending::Selecting(selection) => self.follow(now, ctx, asking, selection),
            Sending::Failed => {
                self.failed(now, ctx, &asking, (StatusCode::SERVICE_UNAVAILABLE, None));
            }
        }
    }

    /// Whether our credentials are for the other end of a flow: where our server has sent
    /// us to a stranger, the digest would let that one guess the password.
    pub(super) fn shows_credentials(&self, ctx: &Context, flow: &Flow) -> bool {
        let is_ours = self.place == self.uri || self.hop.is_ours;
        is_ours || self.wanted && ctx.is_own_server(flow)
    }

    /// The first and each change have a body, a refresh and the end have none (RFC
    /// 3903 §4.1).
    fn write(&mut self, ctx: &Context, asking: &mut Asking, flow: &Flow) -> Option<RequestBuilder> {
        let address = self.user.address(Some(ctx.local_address(flow)))?;
        let from = address.with_tag(&self.tag).ok()?;
        self.cseq = self.cseq.saturating_add(1);
        let mut request = RequestBuilder::new(Method::Publish, &self.place);
        write_routes(&self.hop.routes, &mut request);
        asking.asked_s = if self.wanted { self.expires_s } else { 0 };
        asking.tells |= self.is_new || self.etag.is_none();
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &address)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
            .header(HeaderName::Event, PACKAGE)
            .header(HeaderName::Expires, asking.asked_s)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(etag) = &self.etag {
            request.header(HeaderName::SipIfMatch, &**etag);
        }
        if self.wanted && asking.tells {
            let document = self.status.document(self.uri.as_str(), &self.tuple);
            request.body(pidf::MEDIA_TYPE, document);
            self.is_new = false;
        }
        Some(request)
    }
}
