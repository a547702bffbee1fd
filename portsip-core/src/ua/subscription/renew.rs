//! Subscriptions when the way to their notifier, or its memory of them, may be gone:
//! they are refreshed before their time, and those that it does not know any more are
//! made anew.

use std::time::Duration;

use crate::clock::Instant;
use crate::ids::SubscriptionId;
use crate::limits::SUBSCRIBES_AT_ONCE_MAX;
use crate::sip::auth::Attempt;
use crate::sip::header::HeaderName;
use crate::sip::message::Method;
use crate::sip::transport::flow::ConnectionId;

use super::super::agent::Agent;
use super::super::context::{Context, Owner};
use super::super::lone_dialog::Standing;
use super::super::refresher::refresh_after;
use super::Subscriptions;
use super::response::NOTIFY_WAIT;
use super::state::{Awaited, Stage, Subscription};

/// Over how long refreshes before their time are spread.
const SPREAD: Duration = Duration::from_secs(5);
/// Of the time to the refresh, the part that is left to chance, so that many
/// subscriptions made at once are not refreshed at once.
const REFRESH_SPREAD: u32 = 5;

impl Agent {
    /// The registrar has us again after it was lost: so may its subscriptions be.
    pub(in crate::ua) fn renew_subscriptions(&mut self, now: Instant) {
        if self.subscriptions.made().is_some() {
            self.subscriptions.renew(now, &mut self.ctx, |_| true);
        }
    }

    /// A SUBSCRIBE went from an address that is gone.
    pub(super) fn subscribe_from_elsewhere(&mut self, now: Instant, id: SubscriptionId) {
        let subscription = self.subscriptions.live.get_mut(&id);
        let Some(subscription) = subscription.filter(|subscription| subscription.is_asked()) else {
            return;
        };
        if !subscription.is_notified {
            // Its response does not come any more, and a NOTIFY neither.
            subscription.forget_dialog();
        }
        subscription.lose_way();
        self.begin_asking(now, id);
    }

    /// Takes back as many as may go at once, and waits for no answer; no event follows.
    /// The others end with their next NOTIFY, which nobody takes.
    pub(in crate::ua) fn leave_subscriptions(&mut self, now: Instant) {
        let ctx = &mut self.ctx;
        let mut live = std::mem::take(&mut self.subscriptions.live);
        for subscription in live.values_mut().take(SUBSCRIBES_AT_ONCE_MAX) {
            subscription.leave(now, ctx);
        }
        self.subscriptions.live = live;
        self.subscriptions.clear(ctx);
    }
}

impl Subscriptions {
    /// A connection has ended: what came over it comes over another, which a refresh
    /// tells the notifier.
    pub(in crate::ua) fn handle_connection_closed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        connection: ConnectionId,
    ) {
        self.renew(now, ctx, |subscription| {
            let dialog = subscription.dialog.as_mut();
            dialog.is_some_and(|dialog| dialog.handle_connection_closed(connection))
        });
    }

    /// Our addresses have changed.
    pub(in crate::ua) fn handle_network_changed(&mut self, now: Instant, ctx: &mut Context) {
        self.renew(now, ctx, |subscription| {
            subscription.lose_way();
            true
        });
    }

    /// Those that are meant go soon, unless their server has asked them to wait.
    fn renew(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        is_meant: impl Fn(&mut Subscription) -> bool,
    ) {
        let spread_ms = u32::try_from(SPREAD.as_millis()).unwrap_or(u32::MAX);
        for subscription in self.live.values_mut() {
            let is_meant = is_meant(subscription);
            let may_go = matches!(subscription.stage, Stage::Live | Stage::Waiting)
                && !subscription.was_asked_to_wait();
            if is_meant && may_go {
                // Also where its first NOTIFY is waited for: that goes astray.
                let wait = Duration::from_millis(ctx.rng.below(spread_ms).into());
                subscription.arm(now, ctx, (Awaited::Turn, wait));
            }
        }
    }
}

impl Subscription {
    /// Takes it back by the way of the last message, where that is there.
    fn leave(&mut self, now: Instant, ctx: &mut Context) {
        let ends = matches!(self.stage, Stage::Ending);
        let dialog = self.dialog.as_mut();
        let dialog = dialog.filter(|dialog| !ends && dialog.standing != Standing::Lost);
        let Some(dialog) = dialog else {
            return;
        };
        let flow = dialog.flow;
        let mut request = dialog.request(ctx, Method::Subscribe, &flow);
        request
            .header(HeaderName::Event, self.package.name())
            .header(HeaderName::Expires, 0_u32);
        let mut attempt = Attempt::default();
        if ctx.present(&mut attempt, flow, None, &mut request) {
            ctx.send_request(now, flow, &mut request, Owner::Subscription(self.id));
        }
    }

    /// The way of its last message cannot be used any more.
    fn lose_way(&mut self) {
        if let Some(dialog) = &mut self.dialog {
            dialog.standing = Standing::Lost;
        }
    }

    /// What a NOTIFY says of how long the notifier keeps it; it need not say anything.
    /// What is due sooner stays so.
    pub(super) fn is_kept(&mut self, now: Instant, ctx: &mut Context, expires_s: Option<u32>) {
        let left_s = match expires_s {
            Some(seconds) => seconds.max(1),
            None if self.awaits_notify() => {
                let left = self.expires_at.saturating_since(now);
                u32::try_from(left.as_secs()).unwrap_or(u32::MAX).max(1)
            }
            None => return,
        };
        if self.turn_comes_within(now, refresh_after(left_s)) {
            self.expires_at = now + Duration::from_secs(left_s.into());
        } else {
            self.lives_for(now, ctx, left_s);
        }
    }

    /// The notifier keeps it for so long. It is refreshed before, unless its first
    /// NOTIFY does not come.
    pub(super) fn lives_for(&mut self, now: Instant, ctx: &mut Context, seconds: u32) {
        self.expires_at = now + Duration::from_secs(seconds.into());
        let refresh = refresh_after(seconds);
        let spread_ms = u32::try_from(refresh.as_millis()).unwrap_or(u32::MAX) / REFRESH_SPREAD;
        let early = Duration::from_millis(ctx.rng.below(spread_ms.saturating_add(1)).into());
        let wait = refresh.saturating_sub(early);
        if self.is_notified {
            self.confirmed = true;
            self.arm(now, ctx, (Awaited::Turn, wait));
        } else {
            self.arm(now, ctx, (Awaited::Notify, NOTIFY_WAIT));
        }
    }

    /// A refresh was refused, and the subscription lives on: it is tried again before
    /// its end (RFC 6665 §4.1.2.2).
    pub(super) fn refresh_again(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        retry_after_s: Option<u32>,
    ) {
        let wait = self.backoff.failed(retry_after_s, &mut ctx.rng);
        let left = self.expires_at.saturating_since(now);
        self.stage = Stage::Live;
        let wait = wait.unwrap_or_default().min(left);
        self.arm(now, ctx, (Awaited::Turn, wait));
    }
}
