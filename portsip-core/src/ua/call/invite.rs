//! The INVITE of our call: its way, its headers, its offer (RFC 3261 §13.2.1).

use std::net::SocketAddr;

use bytes::Bytes;

use crate::clock::Instant;
use crate::sdp::{LocalMedia, Negotiation, SessionIdentity};
use crate::sip::header::HeaderName;
use crate::sip::message::{Method, RequestBuilder, StatusCode};
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::account::FirstHop;
use super::super::context::{ALLOW, Context, FlowUser, Owner, SDP, SUPPORTED};
use super::super::flow_selection::{Found, Selection};
use super::connect::Stage;
use super::early_media::EarlyDialogs;
use super::{Call, Party, State};

/// The INVITE that is out.
pub(super) struct Inviting {
    pub(super) transaction: ClientTransactionId,
    pub(super) flow: Flow,
    pub(super) payload: Bytes,
    pub(super) request: RequestBuilder,
}

impl Call {
    /// Looks for the way to a hop.
    pub(super) fn select_flow(&mut self, now: Instant, ctx: &mut Context, hop: FirstHop) {
        let user = FlowUser::Invite(self.session);
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.stage = Stage::Selecting;
        connecting.route = hop.route;
        let selection = ctx.flows.select(&hop.target, user, &mut ctx.outputs);
        if let Selection::Ready(found) = selection {
            self.handle_flow_found(now, ctx, found);
        }
    }

    /// The way of the INVITE is known.
    pub(crate) fn handle_flow_found(&mut self, now: Instant, ctx: &mut Context, found: Found) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        if !matches!(connecting.stage, Stage::Selecting) {
            return;
        }
        connecting.others = found.others;
        match self.write_invite(ctx, &found.flow) {
            Ok(request) => self.send_invite(now, ctx, found.flow, request),
            Err(status) => self.fail(ctx, status, None),
        }
    }

    fn write_invite(
        &mut self,
        ctx: &mut Context,
        flow: &Flow,
    ) -> Result<RequestBuilder, StatusCode> {
        let local = ctx.local_address(flow);
        let offer = self.offer_at(ctx, local)?;
        let internal = StatusCode::SERVER_INTERNAL_ERROR;
        let from = ctx
            .user
            .as_ref()
            .and_then(|user| user.address(Some(local)))
            .and_then(|from| from.with_tag(&self.local_tag).ok())
            .ok_or(internal)?;
        let contact = ctx.contact(flow).ok_or(internal)?;
        self.parties.caller = Party::of(&from);
        let connecting = self.connecting().ok_or(internal)?;
        let mut request = RequestBuilder::new(Method::Invite, &connecting.uri);
        if let Some(route) = &connecting.route {
            request.header(HeaderName::Route, format_args!("<{route}>"));
        }
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &connecting.to)
            .header(HeaderName::CallId, &connecting.call_id)
            .cseq(connecting.cseq)
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, SUPPORTED)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(offer) = offer {
            request.body(SDP, offer);
        } else {
            request.header(HeaderName::Accept, SDP);
        }
        if ctx.wants_credentials(flow) {
            ctx.authorize(&mut connecting.attempt, &mut request);
        }
        Ok(request)
    }

    /// Our offer with the address of this flow; `None` where the other side
    /// shall offer.
    fn offer_at(
        &mut self,
        ctx: &mut Context,
        local: SocketAddr,
    ) -> Result<Option<Bytes>, StatusCode> {
        let internal = StatusCode::SERVER_INTERNAL_ERROR;
        let ports = self.media.ports().ok_or(internal)?;
        let local = LocalMedia::new(local.ip(), ports);
        let audio = ctx.audio.clone();
        let negotiation = self.negotiation.get_or_insert_with(|| {
            Negotiation::new(audio, local, SessionIdentity::random(&mut ctx.rng))
        });
        negotiation.rollback();
        negotiation.set_local_media(local);
        let send_sdp =
            matches!(&self.state, State::Connecting(connecting) if connecting.send_sdp());
        if !send_sdp {
            return Ok(None);
        }
        negotiation.create_offer().map(Some).map_err(|_| internal)
    }

    /// Sends the INVITE; again with credentials.
    pub(super) fn send_invite(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        mut request: RequestBuilder,
    ) {
        let owner = Owner::Invite(self.session);
        let Some(sent) = ctx.send_request(now, flow, &mut request, owner) else {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            self.fail(ctx, status, None);
            return;
        };
        if let Some(connecting) = self.connecting() {
            connecting.early = EarlyDialogs::default();
            connecting.stage = Stage::Inviting(Box::new(Inviting {
                transaction: sent.transaction,
                flow,
                payload: sent.payload,
                request,
            }));
        }
    }
}
