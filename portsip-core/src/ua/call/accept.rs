//! The callee's side until the answer: RFC 3261 §13.3.
//!
//! *Inputs:* the INVITE, `answer`, `reject`, CANCEL, time. *Outputs:* 180 at
//! once and each minute, `InviteIncoming`, the final response, `InviteClosed`
//! where the caller or time ended it.

use std::time::Duration;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::{Event, MediaSummary};
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::Bandwidth;
use crate::sdp::{Description, OfferSummary};
use crate::sip::dialog::{Dialog, Sequence};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::target::Target;
use crate::sip::uri::Uri;

use super::super::abilities::ALLOW;
use super::super::content::description_of;
use super::super::context::{Context, Deadline, FlowUser, SDP};
use super::super::diversion::DiversionReason;
use super::super::event_text::readable;
use super::super::flow_selection::Selection;
use super::super::output::Output;
use super::super::timers::TimerId;
use super::close_reason::CloseReason;
use super::early_answer::Exchange;
use super::established::{Established, Role};
use super::give_up::GiveUp;
use super::media::{CallMedia, summary_of_offer};
use super::refer::Refers;
use super::reliable_provisional::Provisionals;
use super::{Call, CallTimer, Parties, Party, State, session_timer};

/// How often the 180 is repeated, so that proxies keep waiting (§13.3.1.1).
const RINGING_AGAIN: Duration = Duration::from_mins(1);

/// An INVITE that the program has not decided on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each comes and goes for itself"
)]
pub(super) struct Ringing {
    pub(super) request: Message,
    pub(super) flow: Flow,
    /// What the caller offers; `None` where we shall offer.
    pub(super) offer: Option<Description>,
    /// Its provisional responses, where they are acknowledged.
    pub(super) provisionals: Option<Box<Provisionals>>,
    pub(super) exchange: Exchange,
    /// The program has answered: the 2xx waits for a PRACK, or for the way.
    pub(super) answering: bool,
    pub(super) transaction: ServerTransactionId,
    dialog: Dialog,
    pub(super) contact: NameAddr,
    /// The way of our requests in the dialog, where that has been looked for.
    way: Option<Flow>,
    /// The way is being looked for.
    pub(super) looking: bool,
    /// Our addresses are, at servers.
    pub(super) gathering: bool,
    /// Our address is not the one that the INVITE came to.
    moved: bool,
    /// The connection of the INVITE has ended.
    lost: bool,
    timer: Option<TimerId>,
    give_up: GiveUp,
}

impl Call {
    /// A call that an INVITE makes, in the place of the call `replaces`; a code
    /// where it has to be refused.
    pub(crate) fn incoming(
        now: Instant,
        ctx: &mut Context,
        (session, replaces): (SessionId, Option<SessionId>),
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) -> std::result::Result<Self, StatusCode> {
        if session_timer::answer_to_invite(ctx, request).is_err() {
            return Err(StatusCode::SESSION_INTERVAL_TOO_SMALL);
        }
        let offer = read_offer(request)?;
        let media = match &offer {
            Some(offer) => {
                let summary = OfferSummary::of(offer, &ctx.audio, &ctx.srtp_along(&flow));
                if !summary.audio {
                    return Err(StatusCode::NOT_ACCEPTABLE_HERE);
                }
                summary_of_offer(&summary)
            }
            None => MediaSummary::default(),
        };
        let provisionals = Provisionals::of(ctx, request)?;
        let local_tag = ctx.token();
        let dialog =
            Dialog::from_request(request, &local_tag).map_err(|_| StatusCode::BAD_REQUEST)?;
        let contact = ctx
            .contact(&flow, dialog.is_secure())
            .ok_or(StatusCode::SERVER_INTERNAL_ERROR)?;
        let mut ringing = Ringing {
            give_up: GiveUp::of(now, request),
            request: request.clone(),
            flow,
            offer,
            provisionals,
            exchange: Exchange::Open,
            answering: false,
            transaction,
            dialog,
            contact,
            way: None,
            looking: false,
            gathering: false,
            moved: false,
            lost: false,
            timer: None,
        };
        if !ringing.ring(now, ctx, session) {
            // No other response to it could be written either.
            ringing.disarm(ctx);
            return Err(StatusCode::MESSAGE_TOO_LARGE);
        }
        if replaces.is_some() {
            ctx.outputs.push_back(Output::TakeMediaPorts { session });
        } else {
            ringing.ask_for_media(ctx, session);
        }
        let shown = readable(request);
        let call = Self {
            session,
            local_tag,
            parties: Parties {
                caller: Party::calling(&shown),
                callee: Party::of(shown.to()),
            },
            media: CallMedia::new(session),
            negotiation: None,
            bandwidth: Bandwidth::default(),
            referred: None,
            refers: Refers::default(),
            replaces,
            answers_itself: replaces.is_some(),
            state: State::Ringing(Box::new(ringing)),
        };
        ctx.event(Event::InviteIncoming(call.parties(media, Some(request))));
        Ok(call)
    }

    /// Rejects a call that rings.
    pub(crate) fn reject(&mut self, now: Instant, ctx: &mut Context, code: i32) -> Result<()> {
        let status = u16::try_from(code).ok().filter(|code| *code >= 400);
        let status = status
            .and_then(StatusCode::new)
            .ok_or(Error::CoreArgumentIncorrect)?;
        if !matches!(&self.state, State::Ringing(ringing) if !ringing.answering) {
            return Err(Error::CoreNotIncomingCall);
        }
        self.refuse_invite(now, ctx, status);
        self.end(ctx);
        Ok(())
    }

    /// A CANCEL of this call's INVITE; it has been answered with 200.
    pub(crate) fn handle_cancel(&mut self, now: Instant, ctx: &mut Context, cancel: &Message) {
        if matches!(self.state, State::Ringing(_)) {
            self.refuse_invite(now, ctx, StatusCode::REQUEST_TERMINATED);
            self.closed_by(ctx, cancel);
            self.end(ctx);
        }
    }

    /// The 180 is due again, or the ringing has lasted too long.
    pub(super) fn handle_ringing_timer(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        let State::Ringing(ringing) = &mut self.state else {
            return;
        };
        ringing.timer = None;
        if now < ringing.give_up.at {
            if ringing.moved && ringing.way.is_none() && !ringing.looking {
                ringing.find_way(ctx, session);
            }
            ringing.ring(now, ctx, session);
            return;
        }
        let status = ringing.give_up.status;
        self.refuse_invite(now, ctx, status);
        self.closed(ctx, CloseReason::of_status(status));
        self.end(ctx);
    }
}

impl Ringing {
    /// Sends 180, unless our offer has to go with it; `false` where that cannot
    /// be written.
    fn ring(&mut self, now: Instant, ctx: &mut Context, session: SessionId) -> bool {
        let sent = self.must_offer_first()
            || self.provisional(now, ctx, session, StatusCode::RINGING, None);
        let deadline = Deadline::Call(session, CallTimer::Ringing);
        let due = (now + RINGING_AGAIN).min(self.give_up.at);
        self.timer = Some(ctx.timers.start(due, deadline));
        sent
    }

    /// A provisional response.
    pub(super) fn provisional_response(
        &self,
        ctx: &Context,
        status: StatusCode,
        body: Option<Octets>,
    ) -> ResponseBuilder {
        let mut response = self.response(ctx, status);
        response
            .record_routes(&self.request)
            .header(HeaderName::Contact, &self.contact)
            .header(HeaderName::Allow, ALLOW);
        if let Some(body) = body {
            response.body(SDP, body);
        }
        response
    }

    /// Sends the 2xx; the response as sent.
    pub(super) fn accept(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        body: Option<Octets>,
    ) -> Option<Octets> {
        let status = StatusCode::OK;
        let mut response = self.response(ctx, status);
        response
            .record_routes(&self.request)
            .header(HeaderName::Contact, &self.contact)
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported());
        let timer = session_timer::answer_to_invite(ctx, &self.request).unwrap_or_default();
        session_timer::write_answer(&mut response, &self.request, timer);
        if let Some(body) = body {
            response.body(SDP, body);
        }
        ctx.respond(
            now,
            self.transaction,
            &self.request,
            status,
            &response,
            Some(session),
        )
    }

    /// Sends 302 to `target` and stops the timer.
    pub(super) fn redirect(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        target: &Uri,
    ) {
        self.disarm(ctx);
        let status = StatusCode::MOVED_TEMPORARILY;
        let mut response = self.response(ctx, status);
        response.header(HeaderName::Contact, format_args!("<{target}>"));
        ctx.write_diversion(Some(self.flow), DiversionReason::Deflection, &mut response);
        self.finish(now, ctx, session, status, &response);
    }

    /// Sends a refusal and stops the timer.
    pub(super) fn refuse(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        status: StatusCode,
    ) {
        self.disarm(ctx);
        let response = self.response(ctx, status);
        self.finish(now, ctx, session, status, &response);
    }

    /// Sends the last response, over another connection where that of the INVITE has ended.
    fn finish(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        status: StatusCode,
        response: &ResponseBuilder,
    ) {
        let transaction = self.transaction;
        let sent = ctx.respond(
            now,
            transaction,
            &self.request,
            status,
            response,
            Some(session),
        );
        if let Some(payload) = sent.filter(|_| self.lost) {
            ctx.respond_late(&self.request, &self.flow, payload);
        }
    }

    /// A connection has ended.
    pub(super) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        self.lost |= connection != ConnectionId::NONE && self.flow.connection == connection;
    }

    /// The dialog, confirmed, of the answered call.
    pub(super) fn into_established(mut self, ctx: &mut Context) -> Established {
        self.disarm(ctx);
        self.dialog.confirm();
        let way = self.way();
        let mut established = Established::new(self.dialog, Role::Callee, way, self.contact);
        if self.moved && self.way.is_none() {
            established.lose_path();
        }
        // Of what was described before, the other side is told when it is there.
        established.wishes.moved = self.moved;
        established.provisionals = self.provisionals;
        established.learn(&self.request);
        established
    }

    /// The way to the other side that is known best.
    pub(super) fn way(&self) -> Flow {
        self.way.unwrap_or(self.flow)
    }

    /// Our address is another: the way to the other side is looked for, so that our
    /// answer says where we are. Responses go back where the INVITE came from.
    pub(super) fn find_way(&mut self, ctx: &mut Context, session: SessionId) {
        self.moved = true;
        self.way = None;
        let Ok(target) = Target::of(self.dialog.next_hop(), ctx.default_transport()) else {
            return;
        };
        match ctx.find_flow(&target, FlowUser::Dialog(session)) {
            Selection::Ready(found) => self.move_to(ctx, found.flow),
            Selection::Waiting => self.looking = true,
        }
    }

    /// The way to the other side is this.
    pub(super) fn move_to(&mut self, ctx: &mut Context, way: Flow) {
        self.moved = true;
        self.way = Some(way);
        let contact = ctx.contact(&way, self.dialog.is_secure());
        if let Some(contact) = contact {
            self.contact = contact;
        }
    }

    /// Whether a request in this early dialog comes in order; `None` where it
    /// is in another.
    pub(super) fn check(&mut self, request: &Message) -> Option<Sequence> {
        let id = self.dialog.id();
        let remote_tag = request.from().tag().unwrap_or_default();
        (id.call_id() == request.call_id() && id.remote_tag() == remote_tag)
            .then(|| self.dialog.handle_request(request))
    }

    /// A request in this early dialog gets a 2xx.
    pub(super) fn accept_request(&mut self, request: &Message) {
        self.dialog.accept(request);
    }

    fn response(&self, ctx: &Context, status: StatusCode) -> ResponseBuilder {
        let tag = self.dialog.id().local_tag();
        let mut response = ResponseBuilder::new(&self.request, status, Some(tag));
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        response
    }

    fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
        if let Some(provisionals) = &mut self.provisionals {
            provisionals.handle_final_response(ctx);
        }
    }
}

/// The offer in a request, whose body we take; `None` where it has none.
pub(super) fn read_offer(
    request: &Message,
) -> std::result::Result<Option<Description>, StatusCode> {
    let Some(description) = description_of(request) else {
        return Ok(None);
    };
    match Description::parse(&description) {
        Ok(offer) => Ok(Some(offer)),
        Err(_) => Err(StatusCode::BAD_REQUEST),
    }
}
