//! A REFER that we sent, from its response to the last word on the transfer
//! (RFC 3515 §2.4.4, RFC 5589 §6).

use std::time::Duration;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SessionId;
use crate::limits::REFER_SUBSCRIPTION_S_MAX;
use crate::sip::auth::Attempt;
use crate::sip::dialog::DialogId;
use crate::sip::header::{HeaderName, SubscriptionPhase, TargetDialog};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::agent::Agent;
use super::super::context::{Context, Deadline};
use super::super::event_text::readable;
use super::super::lone_request::Series;
use super::super::timers::TimerId;
use super::ask::Asking;
use super::subscription::{
    event_number, has_no_subscription, is_about_refer, outcome_of, state_of,
};
use super::{TransferId, WITHOUT_CALL, sipfrag};

/// How long the next word on a transfer may take.
const NEXT_WORD: Duration = Duration::from_secs(REFER_SUBSCRIPTION_S_MAX);

/// A REFER of ours, until its last word.
pub(crate) struct Transfer {
    /// The call that events name.
    pub(super) session: SessionId,
    /// Whether it is in the dialog of that call.
    pub(super) scope: Scope,
    /// Its Call-ID, our tag and its number.
    pub(super) series: Series,
    /// Where it goes, when that is not the other side of the call.
    pub(super) uri: Option<Uri>,
    pub(super) refer_to: String,
    /// Our call with who is asked outside it, where there is one.
    pub(super) target_dialog: Option<TargetDialog>,
    /// The number of the last NOTIFY, where no call knows it.
    remote_cseq: u32,
    pub(super) stage: Stage,
    timer: Option<TimerId>,
}

/// Whether a REFER is in the dialog of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Dialog,
    Outside,
}

pub(super) enum Stage {
    /// It has no response yet.
    Asking(Asking),
    /// It was accepted; the code that was told last.
    Accepted(Option<StatusCode>),
    /// The outcome has been told.
    Told,
}

impl Agent {
    /// The response to a REFER of ours.
    pub(in crate::ua) fn handle_refer_response(
        &mut self,
        now: Instant,
        id: TransferId,
        way: Flow,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        let (Some(status), Some(transfer)) = (status, self.transfers.sent.get_mut(&id)) else {
            return;
        };
        if status.is_success() {
            transfer.accepted(now, &mut self.ctx, id);
            if has_no_subscription(response) {
                self.forget_transfer(id);
            }
            return;
        }
        if !self.ask_again(now, id, response, way) {
            let shown = readable(response);
            let reason = Some(shown.reason()).filter(|reason| !reason.is_empty());
            self.refer_failed(id, status, reason);
        }
    }

    /// A REFER of ours got no answer along its way, or was not sent.
    pub(in crate::ua) fn handle_refer_unanswered(
        &mut self,
        now: Instant,
        id: TransferId,
        way: Option<Flow>,
        status: StatusCode,
    ) {
        if !self.ask_elsewhere(now, id, status, way) {
            self.refer_failed(id, status, None);
        }
    }

    /// A NOTIFY whose To has a tag.
    pub(in crate::ua) fn handle_notify(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        if !is_about_refer(request) {
            return self.handle_subscription_notify(now, flow, transaction, request);
        }
        let tag = request.to().tag().unwrap_or_default();
        let session = self.calls.by_local_tag(tag);
        let verdict = match self.transfer_of(request.call_id(), tag, event_number(request)) {
            Some(id) => self.check_notify(id, session, request).map(|()| id),
            None => Err(StatusCode::CALL_DOES_NOT_EXIST),
        };
        let (status, id) = match verdict {
            Ok(id) => (StatusCode::OK, Some(id)),
            Err(status) => (status, None),
        };
        let mut response = ResponseBuilder::new(request, status, None);
        response.header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        self.ctx
            .respond(now, transaction, request, status, &response, session);
        if let Some(id) = id {
            self.handle_word(now, id, request);
        }
    }

    /// The REFER that a NOTIFY is about: the one it names, else the newest
    /// whose outcome is open.
    fn transfer_of(&self, call_id: &str, tag: &str, number: Option<u32>) -> Option<TransferId> {
        let mut found = None;
        for (id, transfer) in self.transfers.sent.iter().rev() {
            let series = &transfer.series;
            if series.call_id() != call_id || series.tag() != tag {
                continue;
            }
            match number {
                Some(number) if number == series.cseq() => return Some(*id),
                Some(_) => {}
                None if !matches!(transfer.stage, Stage::Told) => return Some(*id),
                None => found = found.or(Some(*id)),
            }
        }
        found
    }

    fn check_notify(
        &mut self,
        id: TransferId,
        session: Option<SessionId>,
        request: &Message,
    ) -> Result<(), StatusCode> {
        if let Some(session) = session {
            let checked = self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.check_order(ctx, request)
            });
            return checked.unwrap_or(Err(StatusCode::CALL_DOES_NOT_EXIST));
        }
        let gone = StatusCode::CALL_DOES_NOT_EXIST;
        let transfer = self.transfers.sent.get_mut(&id).ok_or(gone)?;
        let number = request.cseq().number;
        if number < transfer.remote_cseq {
            return Err(StatusCode::SERVER_INTERNAL_ERROR);
        }
        transfer.remote_cseq = number;
        Ok(())
    }

    /// What a NOTIFY says about the new call.
    fn handle_word(&mut self, now: Instant, id: TransferId, notify: &Message) {
        let Some(transfer) = self.transfers.sent.get_mut(&id) else {
            return;
        };
        let ctx = &mut self.ctx;
        // It may overtake the 2xx (RFC 3515 §2.4.4).
        transfer.accepted(now, ctx, id);
        if let Some((status, reason)) = sipfrag::read(notify.body()) {
            transfer.told(ctx, status, reason);
        }
        let state = state_of(notify);
        if let SubscriptionPhase::Terminated(reason) = state.phase {
            return self.refer_failed(id, outcome_of(reason), None);
        }
        let wait = match transfer.stage {
            Stage::Told => WITHOUT_CALL,
            _ => state.expires_s.map_or(NEXT_WORD, |expires_s| {
                NEXT_WORD.min(Duration::from_secs(expires_s.into()) + WITHOUT_CALL)
            }),
        };
        transfer.wait(now, ctx, id, wait);
    }

    /// A REFER was refused or got nowhere, or nothing more is heard of it.
    pub(super) fn refer_failed(
        &mut self,
        id: TransferId,
        status: StatusCode,
        reason: Option<&str>,
    ) {
        let Some(mut transfer) = self.transfers.sent.remove(&id) else {
            return;
        };
        transfer.disarm(&mut self.ctx);
        let reason = reason.unwrap_or(status.default_reason()).to_owned();
        match transfer.stage {
            Stage::Asking(_) => self.ctx.event(Event::ReferRejected {
                session: transfer.session,
                status: status.code(),
                reason,
            }),
            Stage::Accepted(_) => transfer.told(&mut self.ctx, status, reason),
            Stage::Told => {}
        }
    }

    /// The next word on a transfer has not come.
    pub(in crate::ua) fn handle_transfer_timeout(&mut self, id: TransferId) {
        if let Some(transfer) = self.transfers.sent.get_mut(&id) {
            transfer.timer = None;
            self.refer_failed(id, StatusCode::REQUEST_TIMEOUT, None);
        }
    }

    fn forget_transfer(&mut self, id: TransferId) {
        if let Some(mut transfer) = self.transfers.sent.remove(&id) {
            transfer.disarm(&mut self.ctx);
        }
    }
}

impl Transfer {
    /// A REFER that is about to be sent.
    pub(super) fn new(session: SessionId, scope: Scope, refer_to: String) -> Self {
        Self {
            session,
            scope,
            series: Series::default(),
            uri: None,
            refer_to,
            target_dialog: None,
            remote_cseq: 0,
            stage: Stage::Asking(Asking::InDialog(Attempt::default())),
            timer: None,
        }
    }

    /// Where it goes, when that is not the other side of the call.
    pub(crate) fn uri(&self) -> Option<&Uri> {
        self.uri.as_ref()
    }

    /// The value of its Refer-To.
    pub(crate) fn refer_to(&self) -> &str {
        &self.refer_to
    }

    /// It is the request with number `cseq` of a dialog.
    pub(crate) fn take_place_in(&mut self, dialog: &DialogId, cseq: u32) {
        self.series = Series::of_request(dialog, cseq);
    }

    /// The other side takes it, by its response or by a NOTIFY.
    fn accepted(&mut self, now: Instant, ctx: &mut Context, id: TransferId) {
        if matches!(self.stage, Stage::Asking(_)) {
            self.stage = Stage::Accepted(None);
            self.wait(now, ctx, id, NEXT_WORD);
            ctx.event(Event::ReferAccepted {
                session: self.session,
            });
        }
    }

    /// Tells the program how the new call stands, where that is news.
    fn told(&mut self, ctx: &mut Context, status: StatusCode, reason: String) {
        let Stage::Accepted(last) = &mut self.stage else {
            return;
        };
        let session = self.session;
        if last.replace(status) == Some(status) {
            return;
        }
        match status.code() {
            100 => ctx.event(Event::TransferTrying { session }),
            180..190 => ctx.event(Event::TransferRinging { session }),
            ..200 => {}
            200..300 => {
                self.stage = Stage::Told;
                ctx.event(Event::TransferSuccess { session });
            }
            _ => {
                self.stage = Stage::Told;
                ctx.event(Event::TransferFailure {
                    session,
                    status: status.code(),
                    reason,
                });
            }
        }
    }

    /// Waits for the next word anew.
    fn wait(&mut self, now: Instant, ctx: &mut Context, id: TransferId, wait: Duration) {
        self.disarm(ctx);
        self.timer = Some(ctx.timers.start(now + wait, Deadline::Transfer(id)));
    }

    /// Its call is over: the other side may have nothing more to say.
    pub(super) fn handle_call_over(&mut self, now: Instant, ctx: &mut Context, id: TransferId) {
        if self.scope == Scope::Dialog {
            self.wait(now, ctx, id, WITHOUT_CALL);
        }
    }

    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }
}
