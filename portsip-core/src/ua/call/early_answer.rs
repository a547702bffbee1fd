//! The media of an incoming call before it is answered: our description in a
//! provisional response (RFC 3960 §3, RFC 3262 §5), and their changes of it by
//! PRACK and UPDATE (RFC 3311).
//!
//! *Inputs:* media sockets, offers in PRACK and UPDATE, `answer`. *Outputs:* 183
//! or 180 with a description, early media, answers, the 2xx.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::{Bandwidth, MediaPorts};
use crate::sdp::{Agreed, LocalMedia, Negotiation, NegotiationError, SessionIdentity};
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::abilities::ALLOW;
use super::super::content::description_of;
use super::super::context::{Context, SDP};
use super::super::output::Output;
use super::accept::{Ringing, read_offer};
use super::close_reason::CloseReason;
use super::connect::Stage;
use super::remote_modify::refusal;
use super::{Call, State};

/// How far the offer/answer exchange of an INVITE is that we have not answered.
#[derive(Debug)]
pub(super) enum Exchange {
    /// Nothing of ours was sent.
    Open,
    /// Our answer went in a response that may be lost, or waits to be sent: the
    /// 2xx has the same.
    Answered(Octets),
    /// Our offer is out in a reliable response.
    Offered,
    /// Both sides are bound by it: the 2xx has no description.
    Complete,
}

/// What we describe of our media.
pub(super) struct Described {
    pub(super) negotiation: Negotiation,
    pub(super) body: Octets,
    /// What it agrees on; `None` where it is an offer.
    pub(super) agreed: Option<Agreed>,
}

impl Ringing {
    /// Our answer to the INVITE's offer, or an offer where it has none.
    pub(super) fn describe(
        &self,
        ctx: &mut Context,
        local: LocalMedia,
        bandwidth: Bandwidth,
    ) -> std::result::Result<Described, NegotiationError> {
        let identity = SessionIdentity::random(&mut ctx.rng);
        let mut negotiation = Negotiation::new(ctx.audio.clone(), local, identity);
        negotiation.set_bandwidth(bandwidth);
        negotiation.set_srtp(ctx.srtp_along(&self.flow), &mut ctx.rng);
        negotiation.set_ice(ctx.signalling.ice);
        let (body, agreed) = match &self.offer {
            Some(offer) => {
                let answer = negotiation.create_answer(offer)?;
                (answer.body, Some(answer.agreed))
            }
            None => (negotiation.create_offer()?, None),
        };
        Ok(Described {
            negotiation,
            body,
            agreed,
        })
    }

    /// Whether our offer has to be in the first reliable response, and that is
    /// the next (RFC 3262 §5).
    pub(super) fn must_offer_first(&self) -> bool {
        let provisionals = self.provisionals.as_ref();
        self.offer.is_none()
            && matches!(self.exchange, Exchange::Open)
            && provisionals.is_some_and(|provisionals| provisionals.cover_all())
    }

    /// Asks for sockets, where a description of ours goes before the answer, or
    /// needs addresses that servers know.
    pub(super) fn ask_for_media(&self, ctx: &mut Context, session: SessionId) {
        if self.describes_early(ctx) || self.needs_servers(ctx) {
            ctx.outputs.push_back(Output::TakeMediaPorts { session });
        }
    }

    /// Whether a description of ours goes before the answer.
    pub(super) fn describes_early(&self, ctx: &Context) -> bool {
        let may_describe = self.offer.is_some() || self.provisionals.is_some();
        self.must_offer_first() || (ctx.signalling.early_media && may_describe)
    }

    /// There will be no description before the answer.
    fn ring_without_media(&mut self, now: Instant, ctx: &mut Context, session: SessionId) {
        let provisionals = self.provisionals.as_ref();
        if self.must_offer_first()
            && provisionals.is_some_and(|provisionals| !provisionals.are_required())
        {
            self.provisionals = None;
            self.provisional(now, ctx, session, StatusCode::RINGING, None);
        }
    }
}

impl Call {
    /// The sockets that a ringing call asked for, or that there are none.
    /// Whether they belong to it from now on.
    pub(crate) fn handle_media_ports(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        ports: Option<MediaPorts>,
    ) -> bool {
        if self.replaces.is_some() {
            return self.answer_by_itself(now, ctx, ports);
        }
        let State::Ringing(ringing) = &self.state else {
            return false;
        };
        let is_open = matches!(ringing.exchange, Exchange::Open) && !ringing.answering;
        if !is_open || self.media.ports().is_some() {
            return false;
        }
        match ports {
            Some(ports) if self.gather_for_answer(ctx, ports) => true,
            ports => self.describe_early(now, ctx, ports),
        }
    }

    /// Sends our description in a provisional response, where there are sockets.
    /// Whether they belong to the call from now on.
    pub(super) fn describe_early(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        ports: Option<MediaPorts>,
    ) -> bool {
        let session = self.session;
        let State::Ringing(ringing) = &mut self.state else {
            return false;
        };
        let described = ports.and_then(|ports| {
            let local = self.media.local_at(ctx, &ringing.way(), ports);
            Some((ports, ringing.describe(ctx, local, self.bandwidth).ok()?))
        });
        let Some((ports, described)) = described else {
            ringing.ring_without_media(now, ctx, session);
            return false;
        };
        let status = if ringing.must_offer_first() {
            StatusCode::RINGING
        } else {
            StatusCode::SESSION_PROGRESS
        };
        ringing.exchange = match described.agreed {
            Some(_) => Exchange::Answered(described.body.clone()),
            None => Exchange::Offered,
        };
        self.negotiation = Some(described.negotiation);
        self.media.take_ports(ports);
        if let Some(agreed) = described.agreed {
            self.media.agree_early(agreed, &mut ctx.outputs);
        }
        if !ringing.provisional(now, ctx, session, status, Some(described.body)) {
            let status = StatusCode::MESSAGE_TOO_LARGE;
            self.refuse_invite(now, ctx, status);
            self.closed(ctx, CloseReason::of_status(status));
            self.end(ctx);
        }
        true
    }

    /// Answers a call whose media was described before: with the 2xx now, or
    /// when the PRACK of the description has come (RFC 3262 §3) and the way is known.
    pub(super) fn accept_early(&mut self, now: Instant, ctx: &mut Context) -> Result<()> {
        let State::Ringing(ringing) = &mut self.state else {
            return Err(Error::CoreNotIncomingCall);
        };
        ringing.answering = true;
        let provisionals = ringing.provisionals.as_ref();
        if ringing.looking || provisionals.is_some_and(|provisionals| provisionals.hold_answer()) {
            return Ok(());
        }
        let body = match &ringing.exchange {
            Exchange::Answered(body) => Some(body.clone()),
            _ => None,
        };
        let sent = ringing.accept(now, ctx, self.session, body);
        let sent = sent.ok_or(Error::CoreStackFailure)?;
        let released = self.media.answered(&mut ctx.outputs);
        self.forget_relays(&released);
        self.become_established(now, ctx, sent, false);
        Ok(())
    }

    /// Answers a PRACK or an UPDATE before the final response, and its offer
    /// where it has one.
    pub(super) fn handle_early_offer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let body = if description_of(request).is_none() {
            Ok(None)
        } else {
            self.answer_early_offer(ctx, request).map(Some)
        };
        match body {
            Ok(body) => self.respond_early(now, ctx, transaction, request, body),
            Err(StatusCode::SERVER_INTERNAL_ERROR) => {
                self.refuse_for_now(now, ctx, transaction, request);
            }
            Err(status) => self.refuse_in_dialog(now, ctx, transaction, request, status),
        }
    }

    /// Our answer to an offer before the final response.
    fn answer_early_offer(
        &mut self,
        ctx: &mut Context,
        request: &Message,
    ) -> std::result::Result<Octets, StatusCode> {
        let offer = read_offer(request)?.ok_or(StatusCode::BAD_REQUEST)?;
        let remote_tag = request.from().tag().unwrap_or_default();
        match &mut self.state {
            State::Ringing(ringing) => match ringing.exchange {
                // Their first offer has no answer yet.
                Exchange::Open | Exchange::Answered(_) => Err(StatusCode::SERVER_INTERNAL_ERROR),
                Exchange::Offered => Err(StatusCode::REQUEST_PENDING),
                Exchange::Complete => {
                    let negotiation = self.negotiation.as_mut();
                    let negotiation = negotiation.ok_or(StatusCode::SERVER_INTERNAL_ERROR)?;
                    negotiation.set_srtp(ctx.srtp_along(&ringing.flow), &mut ctx.rng);
                    let answer = negotiation.create_answer(&offer).map_err(refusal)?;
                    self.media.agree_early(answer.agreed, &mut ctx.outputs);
                    Ok(answer.body)
                }
            },
            State::Connecting(connecting) => {
                let agreement = connecting.early.agreement(remote_tag);
                // Our offer is not answered in this dialog yet.
                let agreement = agreement.ok_or(StatusCode::REQUEST_PENDING)?;
                if let Stage::Inviting(inviting) = &connecting.stage {
                    let srtp = ctx.srtp_along(&inviting.flow);
                    agreement.negotiation.set_srtp(srtp, &mut ctx.rng);
                }
                let answer = agreement.negotiation.create_answer(&offer);
                let answer = answer.map_err(refusal)?;
                agreement.agreed = answer.agreed.clone();
                self.media
                    .agree_while_ringing(answer.agreed, &mut ctx.outputs);
                Ok(answer.body)
            }
            _ => Err(StatusCode::NOT_ACCEPTABLE_HERE),
        }
    }

    fn respond_early(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
        body: Option<Octets>,
    ) {
        let status = StatusCode::OK;
        let mut response = ResponseBuilder::new(request, status, None);
        match &mut self.state {
            State::Ringing(ringing) => ringing.accept_request(request),
            State::Connecting(connecting) => {
                connecting.early.accept(ctx, self.session, request);
            }
            _ => {}
        }
        let contact = match &self.state {
            State::Ringing(ringing) => Some(&ringing.contact),
            State::Connecting(connecting) => match &connecting.stage {
                Stage::Inviting(inviting) => Some(&inviting.contact),
                Stage::Selecting => None,
            },
            _ => None,
        };
        if let Some(contact) = contact
            && *request.method() == Method::Update
        {
            response
                .record_routes(request)
                .header(HeaderName::Contact, contact)
                .header(HeaderName::Allow, ALLOW)
                .header(HeaderName::Supported, ctx.supported());
        }
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(body) = body {
            response.body(SDP, body);
        }
        let session = Some(self.session);
        ctx.respond(now, transaction, request, status, &response, session);
    }
}
