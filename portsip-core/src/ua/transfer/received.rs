//! A REFER that we got, until the program has decided: its response, and the
//! call that it asks for (RFC 3515 §2.4.2, RFC 7647).

use std::time::Duration;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{ReferId, SessionId};
use crate::limits::{REFER_SUBSCRIPTION_S_MAX, REFERS_MAX, REFERS_PER_DIALOG_MAX};
use crate::plan::MediaPorts;
use crate::sip::dialog::Dialog;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::agent::Agent;
use super::super::call::{Calls, PlaceExtra};
use super::super::context::{Context, Deadline};
use super::super::event_text::readable;
use super::super::lone_dialog::LoneDialog;
use super::super::timers::TimerId;
use super::notify::{Notice, Report};
use super::refer_to::Referral;
use super::subscription::has_no_subscription;

/// The latest moment for the response: its transaction ends at 64·T1, and the
/// response must get there (RFC 3515 §2.4.2).
const RESPOND: Duration = Duration::from_secs(20);
/// How much longer the program may take to decide: a minute in all.
const DECIDE: Duration = Duration::from_secs(40);
/// How long a subscription lives that nobody refreshes.
const SUBSCRIPTION: Duration = Duration::from_secs(REFER_SUBSCRIPTION_S_MAX);
/// How long the last NOTIFY may take.
const LAST_WORD: Duration = Duration::from_secs(64);

/// A REFER of the other side, until its subscription ends.
pub(super) struct Received {
    pub(super) id: ReferId,
    request: Message,
    transaction: ServerTransactionId,
    referral: Referral,
    /// The number in Event, where the dialog needs one.
    pub(super) number: Option<u32>,
    pub(super) place: Place,
    pub(super) report: Report,
    /// When the subscription ends by itself.
    pub(super) expires_at: Instant,
    stage: Stage,
    timer: Option<TimerId>,
}

/// Where the requests of a subscription go.
pub(super) enum Place {
    /// In the dialog of a call.
    Call(SessionId),
    /// In a dialog that has no call.
    Alone(Box<LoneDialog>),
}

enum Stage {
    /// The program has not decided, and the REFER has no response.
    Fresh,
    /// The program has not decided; 202 was sent meanwhile.
    Undecided,
    /// The call is made, or refused.
    Decided,
}

impl Agent {
    /// A REFER outside any dialog.
    pub(in crate::ua) fn handle_refer(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let tag = self.ctx.token();
        let place = match Dialog::from_request(request, &tag) {
            _ if self.shutting_down => Err(StatusCode::TEMPORARILY_UNAVAILABLE),
            Err(_) => Err(StatusCode::BAD_REQUEST),
            Ok(mut dialog) => {
                dialog.confirm();
                let contact = self.ctx.contact(&flow, dialog.is_secure());
                let contact = contact.ok_or(StatusCode::SERVER_INTERNAL_ERROR);
                contact
                    .map(|contact| Place::Alone(Box::new(LoneDialog::new(dialog, flow, contact))))
            }
        };
        let taken = place.and_then(|place| self.take_refer(now, transaction, request, place, None));
        if let Err(status) = taken {
            self.ctx.refuse(now, transaction, request, status);
        }
    }

    /// A REFER in the dialog of a call.
    pub(in crate::ua) fn handle_refer_in_call(
        &mut self,
        now: Instant,
        session: SessionId,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let checked = self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_refer(ctx, request)
        });
        let checked = checked.unwrap_or(Err(StatusCode::CALL_DOES_NOT_EXIST));
        let taken = checked.and_then(|repeated| {
            let number = repeated.then(|| request.cseq().number);
            self.take_refer(now, transaction, request, Place::Call(session), number)
        });
        if let Err(status) = taken {
            self.ctx.refuse(now, transaction, request, status);
        }
    }

    fn take_refer(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        place: Place,
        number: Option<u32>,
    ) -> std::result::Result<(), StatusCode> {
        let referral = Referral::of(request)?;
        let received = &self.transfers.received;
        let in_dialog = received
            .values()
            .filter(|other| other.request.call_id() == request.call_id());
        if in_dialog.count() >= REFERS_PER_DIALOG_MAX {
            return Err(StatusCode::REQUEST_PENDING);
        }
        let id = self.transfers.ids.next_id();
        let id = id.filter(|_| self.transfers.received.len() < REFERS_MAX);
        let id = ReferId(id.ok_or(StatusCode::SERVICE_UNAVAILABLE)?);
        let session = match place {
            Place::Call(session) => Some(session),
            Place::Alone(_) => self.named_by(request),
        };
        let shown = readable(request);
        self.ctx.event(Event::ReferReceived {
            session,
            refer: id,
            to: referral.target.uri().address_of_record(),
            from: shown.from().uri().address_of_record(),
            message: request.raw().clone(),
        });
        let mut received = Received {
            id,
            request: request.clone(),
            transaction,
            referral,
            number,
            place,
            report: Report::new(!has_no_subscription(request)),
            expires_at: now + SUBSCRIPTION,
            stage: Stage::Fresh,
            timer: None,
        };
        received.wait(now, &mut self.ctx, RESPOND);
        self.transfers.received.insert(id, received);
        Ok(())
    }

    /// Calls whom a REFER names. `ports` belong to the call when `Ok` is
    /// returned. The other side gets 202, and then NOTIFYs.
    ///
    /// Errors: `CoreNotFoundSubscribeId` (no REFER waits under this id), and
    /// those of [`call`](Self::call).
    pub fn accept_refer(
        &mut self,
        now: Instant,
        refer: ReferId,
        ports: MediaPorts,
    ) -> Result<SessionId> {
        let waiting = self.transfers.received.get(&refer);
        let received = waiting
            .filter(|received| !matches!(received.stage, Stage::Decided))
            .ok_or(Error::CoreNotFoundSubscribeId)?;
        let user = self.ctx.user.as_ref().ok_or(Error::CoreUserNotFound)?;
        let callee = received.referral.callee(&self.ctx, user.domain())?;
        let subscribed = received.report.is_wanted();
        let extra = PlaceExtra {
            replaces: received.referral.replaces.clone(),
            referred_by: received.referral.referred_by.clone(),
            transfer: subscribed.then_some(refer),
        };
        let session = self.place(now, &callee, true, ports, extra)?;
        self.answer_refer(now, refer);
        if let Some(received) = self.transfers.received.get_mut(&refer) {
            received.stage = Stage::Decided;
            received.await_expiry(now, &mut self.ctx);
        }
        if !subscribed {
            self.forget_refer(refer);
        }
        self.settle(now);
        Ok(session)
    }

    /// Refuses a REFER with 603.
    ///
    /// `CoreNotFoundSubscribeId`: no REFER waits under this id.
    pub fn reject_refer(&mut self, now: Instant, refer: ReferId) -> Result<()> {
        let waiting = self.transfers.received.get(&refer);
        if waiting.is_none_or(|received| matches!(received.stage, Stage::Decided)) {
            return Err(Error::CoreNotFoundSubscribeId);
        }
        self.decline(now, refer);
        self.settle(now);
        Ok(())
    }

    /// Answers 202, where that has not been done, and tells that it is tried:
    /// each subscription begins with a NOTIFY (RFC 3515 §2.4.4).
    fn answer_refer(&mut self, now: Instant, refer: ReferId) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        if !matches!(received.stage, Stage::Fresh) {
            return;
        }
        received.stage = Stage::Undecided;
        received.expires_at = now + SUBSCRIPTION;
        received.wait(now, &mut self.ctx, DECIDE);
        let contact = received.contact(&mut self.calls, &mut self.ctx);
        if let Some(received) = self.transfers.received.get(&refer) {
            received.respond(now, &mut self.ctx, StatusCode::ACCEPTED, contact.as_ref());
        }
        self.notify(now, refer, Notice::new(StatusCode::TRYING));
    }

    /// Refuses by the response, or where 202 was sent by a NOTIFY.
    fn decline(&mut self, now: Instant, refer: ReferId) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let status = StatusCode::DECLINE;
        if matches!(received.stage, Stage::Fresh) {
            received.respond(now, &mut self.ctx, status, None);
            return self.forget_refer(refer);
        }
        received.stage = Stage::Decided;
        received.wait(now, &mut self.ctx, LAST_WORD);
        self.notify(now, refer, Notice::new(status).last("rejected"));
    }

    /// A timer of a REFER.
    pub(in crate::ua) fn handle_refer_timeout(&mut self, now: Instant, refer: ReferId) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        received.timer = None;
        match received.stage {
            Stage::Fresh => self.answer_refer(now, refer),
            Stage::Undecided => self.decline(now, refer),
            // The last word waits for longer than it may be on its way.
            Stage::Decided if received.report.has_ended() && received.report.is_delayed() => {}
            Stage::Decided if received.report.has_ended() => self.forget_refer(refer),
            Stage::Decided => {
                received.wait(now, &mut self.ctx, LAST_WORD);
                let notice = received.report.newest().last("timeout");
                self.notify(now, refer, notice);
            }
        }
    }

    /// How the call stands that a REFER asked for.
    pub(super) fn handle_progress(
        &mut self,
        now: Instant,
        refer: ReferId,
        status: StatusCode,
        reason: String,
    ) {
        let Some(received) = self.transfers.received.get_mut(&refer) else {
            return;
        };
        let notice = Notice {
            status,
            reason,
            last: None,
        };
        if !status.is_final() {
            return self.notify(now, refer, notice);
        }
        received.await_last_word(now, &mut self.ctx);
        self.notify(now, refer, notice.last("noresource"));
    }

    pub(super) fn forget_refer(&mut self, refer: ReferId) {
        if let Some(mut received) = self.transfers.received.remove(&refer) {
            received.disarm(&mut self.ctx);
            received.report.disarm(&mut self.ctx);
        }
    }

    /// Nobody will decide any more.
    pub(in crate::ua) fn refuse_undecided(&mut self, now: Instant) {
        let Some(transfers) = self.transfers.made() else {
            return;
        };
        for received in transfers.received.values() {
            if matches!(received.stage, Stage::Fresh) {
                let status = StatusCode::TEMPORARILY_UNAVAILABLE;
                received.respond(now, &mut self.ctx, status, None);
            }
        }
    }
}

impl Received {
    /// The call is over in whose dialog this is.
    pub(super) fn take_dialog(&mut self, session: SessionId, rest: &LoneDialog) {
        if matches!(self.place, Place::Call(place) if place == session) {
            self.place = Place::Alone(Box::new(rest.clone()));
            self.report.leave_call(rest.flow);
        }
    }

    /// Whether the other side subscribes, and has not heard the last word.
    pub(super) fn has_subscription(&self) -> bool {
        let is_accepted = !matches!(self.stage, Stage::Fresh);
        is_accepted && self.report.is_wanted() && !self.report.has_ended()
    }

    /// Nobody subscribes any more: whether that was all there was to do.
    pub(super) fn end_subscription(&mut self) -> bool {
        self.report = Report::new(false);
        matches!(self.stage, Stage::Decided)
    }

    /// The subscription lives as long as was agreed last. Before the decision,
    /// which comes sooner, its own timer runs.
    pub(super) fn await_expiry(&mut self, now: Instant, ctx: &mut Context) {
        if matches!(self.stage, Stage::Decided) {
            self.wait(now, ctx, self.expires_at.saturating_since(now));
        }
    }

    /// The REFER itself.
    pub(super) fn request(&self) -> &Message {
        &self.request
    }

    /// Our Contact in the dialog.
    pub(super) fn contact(&self, calls: &mut Calls, ctx: &mut Context) -> Option<NameAddr> {
        match &self.place {
            Place::Alone(alone) => Some(alone.contact.clone()),
            Place::Call(session) => calls
                .with(*session, ctx, |call, _| call.dialog_contact())
                .flatten(),
        }
    }

    /// Begins the wait for the last NOTIFY to arrive.
    pub(super) fn await_last_word(&mut self, now: Instant, ctx: &mut Context) {
        if matches!(self.stage, Stage::Decided) {
            self.wait(now, ctx, LAST_WORD);
        }
    }

    fn respond(
        &self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        contact: Option<&NameAddr>,
    ) {
        let request = &self.request;
        let (tag, session) = match &self.place {
            Place::Call(session) => (None, Some(*session)),
            Place::Alone(alone) => (Some(alone.dialog.id().local_tag()), None),
        };
        let tag = tag.filter(|_| request.to().tag().is_none());
        let mut response = ResponseBuilder::new(request, status, tag);
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        if status.is_success() {
            if tag.is_some() {
                response.record_routes(request);
            }
            if let Some(contact) = contact {
                response.header(HeaderName::Contact, contact);
            }
            if !self.report.is_wanted() {
                response.header(HeaderName::ReferSub, "false");
            }
        }
        ctx.respond(now, self.transaction, request, status, &response, session);
    }

    fn wait(&mut self, now: Instant, ctx: &mut Context, wait: Duration) {
        self.disarm(ctx);
        self.timer = Some(ctx.timers.start(now + wait, Deadline::Refer(self.id)));
    }

    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }
}
