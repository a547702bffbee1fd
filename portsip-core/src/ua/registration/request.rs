//! The REGISTER request: RFC 3261 §10.2.

use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::abilities::ALLOW;
use super::super::account;
use super::super::context::{Context, FlowUser, Owner, Sending};
use super::contacts::Instance;
use super::push::with_push;
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
        let Some(mut request) = self.write(ctx, &flow, expires_s) else {
            return self.fail(now, ctx, StatusCode::SERVER_INTERNAL_ERROR, None, false);
        };
        if challenge.is_some() || self.authenticator.has_challenge() {
            self.authenticator
                .authorize(&mut self.attempt, &mut request, &mut ctx.rng);
        }
        let (owner, user) = (
            Owner::Registration(self.id),
            FlowUser::Registration(self.id),
        );
        match ctx.send_along(now, (flow, &mut self.others), user, &mut request, owner) {
            Sending::Sent(sent) => {
                self.state = State::Asking {
                    flow,
                    expires_s,
                    transaction: sent.transaction,
                }
            }
            Sending::Selecting(selection) => self.follow(now, ctx, selection),
            Sending::Failed => self.fail(now, ctx, StatusCode::SERVICE_UNAVAILABLE, None, true),
        }
    }

    fn write(&mut self, ctx: &Context, flow: &Flow, expires_s: u32) -> Option<RequestBuilder> {
        let address = self.user.address(Some(flow.local))?;
        let from = address.with_tag(&self.tag).ok()?;
        let instance = self.instance(ctx);
        let mut request = RequestBuilder::new(Method::Register, &self.registrar);
        if self.detour.is_none() {
            account::write_routes(&self.hop.routes, &mut request);
        }
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &address)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq);
        if expires_s == 0 && self.contacts.any() {
            self.contacts.take_back(instance, &mut request);
        } else {
            let contact = self.contact_uri(ctx, flow)?;
            self.contacts.ask(contact, instance, &mut request);
        }
        request
            .header(HeaderName::Expires, expires_s)
            .header(HeaderName::Supported, instance.supported())
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        Some(request)
    }

    /// How our contact is told from others of the same user.
    pub(super) fn instance<'a>(&self, ctx: &'a Context) -> Instance<'a> {
        let id = ctx.signalling.instance_id.as_str();
        Instance {
            id,
            outbound: !id.is_empty() && !self.outbound_refused,
            three_gpp_tags: ctx.signalling.three_gpp_tags,
        }
    }

    /// Our contact on a flow, with what wakes us where the program has given
    /// that (RFC 8599 §4.1).
    pub(super) fn contact_uri(&self, ctx: &Context, flow: &Flow) -> Option<Uri> {
        let local = ctx.local_address(flow);
        let uri = account::contact_uri(Some(&self.user), local, flow, false)?;
        match &ctx.signalling.push {
            Some(push) => with_push(&uri, push),
            None => Some(uri),
        }
    }
}
