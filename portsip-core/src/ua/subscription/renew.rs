//! Subscriptions when the way to their notifier, or its memory of them, may be gone:
//! they are refreshed before their time, and those that it does not know any more are
//! made anew.

use std::time::Duration;

use crate::clock::Instant;
use crate::ids::SubscriptionId;
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
use super::state::{Asking, Awaited, Stage, Subscription};

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
    pub(in crate::ua) fn subscribe_from_elsewhere(&mut self, now: Instant, id: SubscriptionId) {
        if self.subscriptions.take_asking(id).is_none() {
            return;
        }
        if let Some(subscription) = self.subscriptions.live.get_mut(&id)
            && !subscription.is_notified
        {
            // Its response does not come any more, and a NOTIFY neither.
            subscription.forget_dialog();
        }
        self.subscriptions.lose_way(id);
        self.begin_asking(now, id, Asking::default());
    }

    /// Takes all back that can be, and waits for no answer; no event follows.
    pub(in crate::ua) fn leave_subscriptions(&mut self, now: Instant) {
        let ctx = &mut self.ctx;
        let mut live = std::mem::take(&mut self.subscriptions.live);
        for (id, subscription) in &mut live {
            subscription.leave(now, ctx, *id);
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
        for subscription in self.live.values_mut() {
            if let Some(dialog) = &mut subscription.dialog {
                dialog.handle_connection_closed(connection);
            }
        }
        self.renew(now, ctx, Subscription::has_lost_way);
    }

    /// Our addresses have changed.
    pub(in crate::ua) fn handle_network_changed(&mut self, now: Instant, ctx: &mut Context) {
        for subscription in self.live.values_mut() {
            if let Some(dialog) = &mut subscription.dialog {
                dialog.standing = Standing::Lost;
            }
        }
        self.renew(now, ctx, |_| true);
    }

    fn renew(&mut self, now: Instant, ctx: &mut Context, is_meant: impl Fn(&Subscription) -> bool) {
        let spread_ms = u32::try_from(SPREAD.as_millis()).unwrap_or(u32::MAX);
        for (id, subscription) in &mut self.live {
            if matches!(subscription.stage, Stage::Live | Stage::Waiting) && is_meant(subscription)
            {
                // Also where its first NOTIFY is waited for: that goes astray.
                let wait = Duration::from_millis(ctx.rng.below(spread_ms).into());
                subscription.arm(now, ctx, *id, (Awaited::Turn, wait));
            }
        }
    }
}

impl Subscription {
    fn has_lost_way(&self) -> bool {
        let dialog = self.dialog.as_ref();
        dialog.is_some_and(|dialog| dialog.standing == Standing::Lost)
    }

    /// Takes it back by the way of the last message, where that is there.
    fn leave(&mut self, now: Instant, ctx: &mut Context, id: SubscriptionId) {
        let ends = matches!(self.stage, Stage::Ending);
        let dialog = self.dialog.as_mut();
        let dialog = dialog.filter(|dialog| !ends && dialog.standing != Standing::Lost);
        let Some(dialog) = dialog else {
            return;
        };
        let flow = dialog.flow;
        let mut request = dialog.request(ctx, Method::Subscribe);
        request
            .header(HeaderName::Event, self.package.name())
            .header(HeaderName::Expires, 0_u32);
        let mut attempt = Attempt::default();
        if ctx.present(&mut attempt, flow, None, &mut request) {
            ctx.send_request(now, flow, &mut request, Owner::Subscription(id));
        }
    }

    /// What a NOTIFY says of how long the notifier keeps it; it need not say anything.
    /// What is due sooner stays so.
    pub(super) fn is_kept(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: SubscriptionId,
        expires_s: Option<u32>,
    ) {
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
            self.lives_for(now, ctx, id, left_s);
        }
    }

    /// The notifier keeps it for so long. It is refreshed before, unless its first
    /// NOTIFY does not come.
    pub(super) fn lives_for(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: SubscriptionId,
        seconds: u32,
    ) {
        self.expires_at = now + Duration::from_secs(seconds.into());
        let refresh = refresh_after(seconds);
        let spread_ms = u32::try_from(refresh.as_millis()).unwrap_or(u32::MAX) / REFRESH_SPREAD;
        let early = Duration::from_millis(ctx.rng.below(spread_ms.saturating_add(1)).into());
        let wait = refresh.saturating_sub(early);
        if self.is_notified {
            self.confirmed = true;
            self.arm(now, ctx, id, (Awaited::Turn, wait));
        } else {
            self.arm(now, ctx, id, (Awaited::Notify, NOTIFY_WAIT));
        }
    }

    /// A refresh was refused, and the subscription lives on: it is tried again before
    /// its end (RFC 6665 §4.1.2.2).
    pub(super) fn refresh_again(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: SubscriptionId,
        retry_after_s: Option<u32>,
    ) {
        let wait = self.backoff.failed(retry_after_s, &mut ctx.rng);
        let left = self.expires_at.saturating_since(now);
        self.stage = Stage::Live;
        let wait = wait.unwrap_or_default().min(left);
        self.arm(now, ctx, id, (Awaited::Turn, wait));
    }
}
