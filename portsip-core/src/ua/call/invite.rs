//! The INVITE of our call: its way, its headers, its offer (RFC 3261 §13.2.1).

use crate::clock::Instant;
use crate::config::ReliableProvisional;
use crate::octets::Octets;
use crate::sdp::{Negotiation, NegotiationError, SessionIdentity};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Method, RequestBuilder, StatusCode};
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::abilities::{ALLOW, RELIABLE_PROVISIONAL};
use super::super::account::{FirstHop, wants_sips, write_routes};
use super::super::context::{Context, FlowUser, Owner, SDP, Sending};
use super::super::flow_selection::{Found, Selection};
use super::connect::{Intermediaries, Stage};
use super::early_media::EarlyDialogs;
use super::{Call, Party, State};

/// Why an offer was not made.
const UNENCRYPTED: &str = "SRTP keys would travel unencrypted";

/// The INVITE that is out.
pub(super) struct Inviting {
    pub(super) transaction: ClientTransactionId,
    pub(super) flow: Flow,
    /// As it was sent.
    pub(super) payload: Octets,
    /// As it is sent again with credentials.
    pub(super) request: RequestBuilder,
    pub(super) uri: Uri,
    /// With our tag.
    pub(super) from: NameAddr,
    pub(super) to: NameAddr,
    pub(super) contact: NameAddr,
    pub(super) cseq: u32,
    /// It carries credentials.
    pub(super) challenged: bool,
}

impl Inviting {
    /// Its number and its text, as an ACK needs them.
    pub(super) fn named(&self) -> (u32, &Octets) {
        (self.cseq, &self.payload)
    }
}

/// An INVITE that is ready to be sent.
pub(super) struct Draft {
    pub(super) request: RequestBuilder,
    pub(super) from: NameAddr,
    pub(super) contact: NameAddr,
    pub(super) challenged: bool,
}

impl Call {
    /// Looks for the way to a hop.
    pub(super) fn select_flow(&mut self, now: Instant, ctx: &mut Context, hop: FirstHop) {
        let user = FlowUser::Invite(self.session);
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.by = Intermediaries {
            routes: hop.routes,
            is_ours: hop.is_ours,
        };
        let selection = ctx.find_flow(&hop.target, user);
        if let Selection::Ready(found) = selection {
            self.handle_flow_found(now, ctx, found);
        }
    }

    /// The way of the INVITE is known.
    pub(crate) fn handle_flow_found(&mut self, now: Instant, ctx: &mut Context, found: Found) {
        if !self.needs_invite(now, ctx, &found.flow) {
            return;
        }
        if self.waits_for_servers(ctx, &found.flow) {
            if let Some(connecting) = self.connecting() {
                connecting.gathering = Some(Box::new(found));
            }
            return;
        }
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.others = found.others;
        connecting.unreachable = None;
        if connecting.by.is_ours {
            ctx.note_own_server(&found.flow);
        }
        match self.write_invite(ctx, &found.flow) {
            Ok(draft) => self.send_invite(now, ctx, found.flow, draft),
            Err(status) => self.fail(ctx, status, None),
        }
    }

    fn write_invite(&mut self, ctx: &mut Context, flow: &Flow) -> Result<Draft, StatusCode> {
        let local = ctx.local_address(flow);
        let offer = self.offer_at(ctx, flow)?;
        let internal = StatusCode::SERVER_INTERNAL_ERROR;
        let address = ctx.user.as_mut().and_then(|user| user.address(Some(local)));
        let address = address.ok_or(internal)?;
        self.parties.caller = Party::of(&address);
        let from = address.with_tag(&self.local_tag).map_err(|_| internal)?;
        let connecting = self.connecting().ok_or(internal)?;
        let sips = wants_sips(&connecting.uri, &connecting.by.routes);
        let contact = ctx.contact(flow, sips).ok_or(internal)?;
        let mut request = RequestBuilder::new(Method::Invite, &connecting.uri);
        write_routes(&connecting.by.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &connecting.to)
            .header(HeaderName::CallId, &connecting.call_id)
            .cseq(connecting.cseq)
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported())
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if ctx.signalling.reliable_provisional == ReliableProvisional::Required {
            request.header(HeaderName::Require, RELIABLE_PROVISIONAL);
        }
        connecting
            .interval
            .write_to(&mut request, ctx.signalling.session_timer);
        if let Some(wish) = &connecting.replaces {
            wish.write_to(&mut request);
        }
        if let Some(referrer) = &connecting.referred_by {
            request.header(HeaderName::ReferredBy, referrer);
        }
        for diversion in connecting.targets.diversions() {
            request.header(HeaderName::Diversion, diversion);
        }
        if let Some(offer) = offer {
            request.body(SDP, offer);
        } else {
            request.header(HeaderName::Accept, SDP);
        }
        let challenged = ctx.wants_credentials(flow);
        if challenged {
            ctx.authorize(&mut connecting.attempt, &mut request);
        }
        Ok(Draft {
            request,
            from,
            contact,
            challenged,
        })
    }

    /// Our offer with the address of this flow; `None` where the other side
    /// shall offer.
    fn offer_at(&mut self, ctx: &mut Context, flow: &Flow) -> Result<Option<Octets>, StatusCode> {
        let internal = StatusCode::SERVER_INTERNAL_ERROR;
        let ports = self.media.ports().ok_or(internal)?;
        let local = self.media.local_at(ctx, flow, ports);
        let audio = ctx.audio.clone();
        let negotiation = self.negotiation.get_or_insert_with(|| {
            Negotiation::new(audio, local, SessionIdentity::random(&mut ctx.rng))
        });
        negotiation.rollback();
        negotiation.set_local_media(local);
        negotiation.set_bandwidth(self.bandwidth);
        let State::Connecting(connecting) = &self.state else {
            return Err(internal);
        };
        negotiation.set_srtp(connecting.srtp_along(ctx, flow), &mut ctx.rng);
        negotiation.set_ice(ctx.signalling.ice);
        let send_sdp = connecting.send_sdp();
        if !send_sdp {
            return Ok(None);
        }
        let offer = negotiation.create_offer();
        if offer == Err(NegotiationError::Unencrypted)
            && let Some(connecting) = self.connecting()
        {
            connecting.unreachable = Some(UNENCRYPTED.to_owned());
            return Err(StatusCode::NOT_ACCEPTABLE_HERE);
        }
        offer.map(Some).map_err(|_| internal)
    }

    /// Sends the INVITE; again with credentials.
    pub(super) fn send_invite(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        mut draft: Draft,
    ) {
        let owner = Owner::Invite(self.session);
        let user = FlowUser::Invite(self.session);
        let Some(connecting) = self.connecting() else {
            return;
        };
        let way = (flow, &mut connecting.others);
        let sent = match ctx.send_along(now, way, user, &mut draft.request, owner) {
            Sending::Sent(sent) => sent,
            Sending::Selecting(selection) => {
                connecting.stage = Stage::Selecting;
                if let Selection::Ready(found) = selection {
                    self.handle_flow_found(now, ctx, found);
                }
                return;
            }
            Sending::Failed => return self.fail(ctx, StatusCode::SERVICE_UNAVAILABLE, None),
        };
        if let Some(connecting) = self.connecting() {
            connecting.early = EarlyDialogs::default();
            connecting.stage = Stage::Inviting(Box::new(Inviting {
                transaction: sent.transaction,
                flow,
                payload: sent.payload,
                request: draft.request,
                uri: connecting.uri.clone(),
                from: draft.from,
                to: connecting.to.clone(),
                contact: draft.contact,
                cseq: connecting.cseq,
                challenged: draft.challenged,
            }));
        }
    }
}
