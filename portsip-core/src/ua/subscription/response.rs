//! What is answered to a SUBSCRIBE, and what follows from a failure (RFC 6665 §4.1.2).

use std::time::Duration;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::limits::{REDIRECT_HOPS_MAX, SUBSCRIPTION_RETRY_AFTER_S_MAX};
use crate::sip::dialog::{Dialog, RequestParts};
use crate::sip::header::MinExpires;
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::agent::Agent;
use super::super::call::first_target;
use super::super::context::{Context, FlowUser};
use super::super::lone_dialog::{LoneDialog, ends_subscription};
use super::state::{Asker, Asking, Awaited, Opening, Stage, Subscription};

/// How long the first NOTIFY may take, and the last: 64·T1 (RFC 6665 §4.1.2.4).
pub(super) const NOTIFY_WAIT: Duration = Duration::from_secs(32);

impl Agent {
    /// A response to a SUBSCRIBE.
    pub(in crate::ua) fn handle_subscribe_response(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        way: Flow,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        let Some(status) = status else {
            return;
        };
        let subscription = self.subscriptions.live.get(&id);
        if subscription.is_some_and(|known| known.call_id != response.call_id()) {
            // Of a dialog that has ended meanwhile.
            return;
        }
        let Some(asking) = self.subscriptions.take_asking(id) else {
            return;
        };
        match status.code() {
            200..300 => self.subscription_granted(now, id, (asking, way), response),
            300..=399 if asking.opening.is_some() => {
                self.subscribe_elsewhere(now, id, (asking, status), response);
            }
            401 | 407 => self.send_subscribe(now, id, (asking, way), Some(response)),
            423 => self.subscribe_for_longer(now, id, (asking, way), response),
            503 if asking.opening.is_some() => {
                self.ctx.flows.handle_unserved(now, &way);
                let reason = (status, response.retry_after_s());
                self.try_other_way(now, id, asking, reason);
            }
            _ => self.subscription_failed(now, id, (status, response.retry_after_s())),
        }
        self.advance_subscriptions(now);
    }

    /// A SUBSCRIBE got no answer, or was not sent.
    pub(in crate::ua) fn handle_subscribe_unanswered(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        way: Option<Flow>,
        status: StatusCode,
    ) {
        let Some(mut asking) = self.subscriptions.take_asking(id) else {
            return;
        };
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE
            && way.is_some_and(|way| way.is_reliable())
            && !std::mem::replace(&mut asking.resent, true);
        if was_lost {
            self.subscriptions.lose_way(id);
            self.begin_asking(now, id, asking);
        } else {
            if let Some(way) = way {
                self.ctx.flows.handle_unanswered(now, &way);
            }
            self.try_other_way(now, id, asking, (status, None));
        }
        self.advance_subscriptions(now);
    }

    /// Goes on to the next destination (RFC 3263 §4.3).
    fn try_other_way(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        mut asking: Asking,
        reason: (StatusCode, Option<u32>),
    ) {
        let others = std::mem::take(&mut asking.others);
        let user = FlowUser::Subscription(id);
        match self.ctx.find_other_flow(others, user) {
            Some(selection) if asking.opening.is_some() => {
                self.follow_selection(now, id, asking, selection);
            }
            _ => self.subscription_failed(now, id, reason),
        }
    }

    /// 3xx: the same, asked of another.
    fn subscribe_elsewhere(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        (mut asking, status): (Asking, StatusCode),
        response: &Message,
    ) {
        asking.detours += 1;
        match first_target(response) {
            Some(uri) if asking.detours <= REDIRECT_HOPS_MAX => {
                if let Some(opening) = &mut asking.opening {
                    opening.uri = uri;
                }
                self.begin_asking(now, id, asking);
            }
            _ => self.subscription_failed(now, id, (status, None)),
        }
    }

    /// 423: the notifier wants longer subscriptions (RFC 6665 §4.2.1.1).
    fn subscribe_for_longer(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        (mut asking, way): (Asking, Flow),
        response: &Message,
    ) {
        asking.detours += 1;
        let wanted = response.typed::<MinExpires>().ok().flatten();
        let wanted_s = wanted.map_or(0, |wanted| wanted.seconds);
        let subscription = self.subscriptions.live.get_mut(&id);
        let subscription = subscription.filter(|subscription| {
            subscription.wanted
                && wanted_s > subscription.expires_s
                && asking.detours <= REDIRECT_HOPS_MAX
        });
        let Some(subscription) = subscription else {
            let reason = (StatusCode::INTERVAL_TOO_BRIEF, None);
            return self.subscription_failed(now, id, reason);
        };
        subscription.expires_s = wanted_s;
        self.send_subscribe(now, id, (asking, way), None);
    }

    /// A SUBSCRIBE was granted. The program may have ended it meanwhile.
    fn subscription_granted(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        way: (Asking, Flow),
        response: &Message,
    ) {
        self.subscriptions.asked(id);
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        subscription.granted(now, &mut self.ctx, id, way, response);
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
            return subscription.refresh_again(now, &mut self.ctx, id, retry_after_s);
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
            subscription.arm(now, &mut self.ctx, id, (awaited, wait));
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
            Stage::Waiting | Stage::Queued | Stage::Selecting(_) | Stage::Asking(_) => {}
        }
        self.advance_subscriptions(now);
    }
}

impl Subscription {
    /// A SUBSCRIBE was granted.
    fn granted(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: SubscriptionId,
        (asking, way): (Asking, Flow),
        response: &Message,
    ) {
        let Asking {
            opening, asked_s, ..
        } = asking;
        match &mut self.dialog {
            // Of a fork whose NOTIFY came second nothing is wanted.
            Some(dialog) if dialog.is_of(response) => {
                if dialog.dialog.handle_response(response).is_ok() {
                    dialog.presume();
                }
            }
            Some(_) => {}
            None => self.dialog = self.dialog_of(ctx, opening.as_ref(), way, response),
        }
        let granted_s = response.expires_s().unwrap_or(asked_s).min(asked_s);
        if granted_s == 0 || self.dialog.is_none() {
            self.stage = Stage::Ending;
            return self.arm(now, ctx, id, (Awaited::Notify, NOTIFY_WAIT));
        }
        if opening.is_none() && self.has_proven(now) {
            self.backoff.succeeded(false);
        }
        self.stage = Stage::Live;
        self.lives_for(now, ctx, id, granted_s);
    }

    fn dialog_of(
        &self,
        ctx: &mut Context,
        opening: Option<&Opening>,
        way: Flow,
        response: &Message,
    ) -> Option<Box<LoneDialog>> {
        let Opening { uri, from, .. } = opening?;
        let request = RequestParts {
            uri,
            from: from.as_ref()?,
            to: &self.to,
            cseq: self.cseq,
        };
        let dialog = Dialog::from_parts(&request, response).ok()?;
        let contact = ctx.contact(&way, dialog.is_secure())?;
        Some(Box::new(LoneDialog::new(dialog, way, contact)))
    }
}

/// Whether a refusal will be the same next time.
fn is_definite(status: StatusCode) -> bool {
    matches!(
        status.code(),
        401 | 403..=407 | 410 | 416 | 489 | 501 | 603 | 604
    )
}
