//! What is answered to a SUBSCRIBE, and what follows from a failure (RFC 6665 §4.1.2).

use std::time::Duration;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::limits::SUBSCRIPTION_RETRY_AFTER_S_MAX;
use crate::sip::dialog::{Dialog, RequestParts};
use crate::sip::message::{Message, StatusCode};

use super::super::agent::Agent;
use super::super::context::Context;
use super::super::lone_dialog::{LoneDialog, ends_subscription};
use super::super::lone_request::{Input, LoneRequest, Step, Stuck, Trip};
use super::Subscriptions;
use super::state::{Asker, Awaited, Stage, Subscription};

/// How long the first NOTIFY may take, and the last: 64·T1 (RFC 6665 §4.1.2.4).
pub(super) const NOTIFY_WAIT: Duration = Duration::from_secs(32);

impl Agent {
    /// Something has come to a SUBSCRIBE.
    pub(in crate::ua) fn handle_subscription(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        input: Input<'_>,
    ) {
        match input {
            Input::Response(response) if !self.subscriptions.awaits(id, response) => {}
            Input::Response(response) if response.status().is_some_and(StatusCode::is_success) => {
                self.subscription_granted(now, id, response);
            }
            Input::Stranded => self.subscribe_from_elsewhere(now, id),
            input => self.go_on_asking(now, id, input),
        }
        self.advance_subscriptions(now);
    }

    /// Does what follows for a SUBSCRIBE that is not granted.
    pub(super) fn go_on_asking(&mut self, now: Instant, id: SubscriptionId, input: Input<'_>) {
        let subscription = self.subscriptions.live.get_mut(&id);
        let (Some(subscription), Some(outcome)) = (subscription, input.outcome()) else {
            return;
        };
        let Some(mut request) = subscription.take_asking() else {
            return;
        };
        let opens = request.uri().is_some();
        let mut trip = request.on(now, &mut self.ctx, subscription);
        let step = match input.response() {
            Some((300..=399, response)) if opens => trip.handle_redirected(response),
            Some((423, response)) => subscribe_for_longer(&mut trip, response),
            Some((503, _)) if !opens => Err(Stuck::Refused),
            _ => trip.handle(input),
        };
        match step {
            Ok(()) => subscription.stage = Stage::Asking(request),
            Err(stuck) => {
                let (status, retry_after_s) = outcome;
                self.subscription_failed(now, id, (stuck.status(status), retry_after_s));
            }
        }
    }

    /// A SUBSCRIBE was granted. The program may have ended it meanwhile.
    fn subscription_granted(&mut self, now: Instant, id: SubscriptionId, response: &Message) {
        self.subscriptions.asked(id);
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        subscription.granted(now, &mut self.ctx, response);
        if matches!(subscription.stage, Stage::Live) && !subscription.wanted {
            self.queue_subscription(id);
        }
    }

    /// A SUBSCRIBE was refused, or got nowhere.
    pub(super) fn subscription_failed(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        (status, retry_after_s): (StatusCode, Option<u32>),
    ) {
        self.subscriptions.asked(id);
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        if !subscription.wanted {
            return self.subscription_over(id);
        }
        let lives_on = subscription.dialog.is_some() && !ends_subscription(status);
        if lives_on && subscription.expires_at > now {
            return subscription.refresh_again(now, &mut self.ctx, retry_after_s);
        }
        if subscription.confirmed {
            if is_definite(status) {
                return self.subscription_over(id);
            }
            let gone = status == StatusCode::CALL_DOES_NOT_EXIST;
            return self.subscribe_anew(now, id, (retry_after_s, gone));
        }
        if subscription.asker == Asker::Registration && !is_definite(status) {
            return self.subscribe_anew(now, id, (retry_after_s, false));
        }
        let asked = retry_after_s.filter(|seconds| *seconds <= SUBSCRIPTION_RETRY_AFTER_S_MAX);
        if asked.is_some() && !subscription.was_tried_enough() {
            return self.subscribe_anew(now, id, (asked, false));
        }
        self.subscription_refused(id, status);
    }

    /// Nothing comes of a subscription that never lived; the program is told.
    pub(super) fn subscription_refused(&mut self, id: SubscriptionId, status: StatusCode) {
        if self.forget_subscription(id) == Some(Asker::Program) {
            let status = status.code();
            self.ctx.event(Event::SubscriptionFailed {
                subscription: id,
                status,
            });
        }
    }

    /// The dialog is gone: another is made, now or later.
    pub(super) fn subscribe_anew(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        when: (Option<u32>, bool),
    ) {
        self.subscriptions.asked(id);
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let wait = subscription.wait_before_next(now, &mut self.ctx, when);
        subscription.forget_dialog();
        self.subscriptions.leave_queue(id);
        if wait.is_zero() {
            return self.queue_subscription(id);
        }
        if let Some(subscription) = self.subscriptions.live.get_mut(&id) {
            subscription.stage = Stage::Waiting;
            let awaited = match when {
                (Some(_), _) => Awaited::Patience,
                (None, _) => Awaited::Turn,
            };
            subscription.arm(now, &mut self.ctx, (awaited, wait));
        }
    }

    /// Nothing more comes of a subscription; the program is told.
    pub(super) fn subscription_over(&mut self, id: SubscriptionId) {
        if self.forget_subscription(id) == Some(Asker::Program) {
            let subscription = id;
            self.ctx
                .event(Event::SubscriptionTerminated { subscription });
            // The program may have had our mailbox for itself.
            self.check_mailbox();
        }
    }

    fn forget_subscription(&mut self, id: SubscriptionId) -> Option<Asker> {
        let mut subscription = self.subscriptions.remove(id)?;
        subscription.disarm(&mut self.ctx);
        Some(subscription.asker)
    }

    /// The timer of a subscription.
    pub(in crate::ua) fn handle_subscription_timeout(&mut self, now: Instant, id: SubscriptionId) {
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let awaited = subscription.timer_ended();
        match subscription.stage {
            Stage::Live | Stage::Waiting if awaited.is_some_and(Awaited::is_of_turn) => {
                self.queue_subscription(id);
            }
            Stage::Live => {
                // RFC 6665 §4.1.2.4.
                let reason = (StatusCode::REQUEST_TIMEOUT, None);
                self.subscription_failed(now, id, reason);
            }
            Stage::Ending => self.subscription_over(id),
            Stage::Waiting | Stage::Queued | Stage::Asking(_) => {}
        }
        self.advance_subscriptions(now);
    }
}

impl Subscriptions {
    /// Whether a response is to the SUBSCRIBE of one, and not of a dialog that has ended
    /// meanwhile.
    fn awaits(&self, id: SubscriptionId, response: &Message) -> bool {
        let subscription = self.live.get(&id).filter(|known| known.is_asked());
        let series = subscription.and_then(|known| known.series.as_ref());
        series.is_some_and(|series| series.call_id() == response.call_id())
    }
}

impl Subscription {
    /// A SUBSCRIBE was granted.
    fn granted(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let Some(request) = self.take_asking() else {
            return;
        };
        match &mut self.dialog {
            // Of a fork whose NOTIFY came second nothing is wanted.
            Some(dialog) if dialog.is_of(response) => {
                if dialog.dialog.handle_response(response).is_ok() {
                    dialog.presume();
                }
            }
            Some(_) => {}
            None => self.dialog = self.dialog_of(ctx, &request, response),
        }
        self.from = None;
        let granted_s = response
            .expires_s()
            .unwrap_or(self.asked_s)
            .min(self.asked_s);
        if granted_s == 0 || self.dialog.is_none() {
            self.stage = Stage::Ending;
            return self.arm(now, ctx, (Awaited::Notify, NOTIFY_WAIT));
        }
        if request.uri().is_none() && self.has_proven(now) {
            self.backoff.succeeded(false);
        }
        self.stage = Stage::Live;
        self.lives_for(now, ctx, granted_s);
    }

    fn dialog_of(
        &self,
        ctx: &mut Context,
        request: &LoneRequest,
        response: &Message,
    ) -> Option<Box<LoneDialog>> {
        let way = request.flow()?;
        let parts = RequestParts {
            uri: request.uri()?,
            from: self.from.as_deref()?,
            to: &self.to,
            cseq: self.series.as_ref()?.cseq(),
        };
        let dialog = Dialog::from_parts(&parts, response).ok()?;
        let contact = ctx.contact(&way, dialog.is_secure())?;
        Some(Box::new(LoneDialog::new(dialog, way, contact)))
    }
}

/// 423: the notifier wants longer subscriptions (RFC 6665 §4.2.1.1).
fn subscribe_for_longer(trip: &mut Trip<'_, Subscription>, response: &Message) -> Step {
    trip.request.note_detour()?;
    let subscription = &mut *trip.sender;
    let wanted_s = response.min_expires_s().filter(|_| subscription.wanted);
    let longer_s = wanted_s.filter(|wanted_s| *wanted_s > subscription.expires_s);
    subscription.expires_s = longer_s.ok_or(Stuck::Refused)?;
    trip.send(None)
}

/// Whether a refusal will be the same next time.
fn is_definite(status: StatusCode) -> bool {
    matches!(
        status.code(),
        401 | 403..=407 | 410 | 416 | 489 | 501 | 603 | 604
    )
}
