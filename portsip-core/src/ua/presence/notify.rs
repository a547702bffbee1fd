//! The NOTIFYs to a watcher: one at a time, each with the newest state (RFC 6665
//! §4.2.2).

use crate::body::pidf;
use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::sip::auth::Attempt;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::ConnectionId;

use super::super::agent::Agent;
use super::super::context::{self, Context, FlowUser, Owner};
use super::super::flow_selection::{Found, Others, Selection};
use super::super::lone_dialog::{Standing, ends_subscription};
use super::Presence;
use super::watcher::{Sending, Stage, Watcher};

impl Agent {
    /// Tells a watcher how things stand, once what was told before has arrived.
    pub(super) fn tell_watcher(&mut self, now: Instant, id: SubscriptionId) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        watcher.has_news = true;
        if matches!(watcher.sending, Sending::Idle) {
            self.send_news(now, id, Others::default(), None);
        }
    }

    /// Ends a subscription, and tells its watcher with what is told it last.
    pub(super) fn end_watcher(&mut self, now: Instant, id: SubscriptionId, reason: &'static str) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        if watcher.is_live() {
            // Who was accepted may know how we are until it is rejected; what was said
            // last may not have been sent yet.
            let tells = watcher.stage == Stage::Active && reason != "rejected";
            watcher.stage = Stage::Over { reason, tells };
            watcher.disarm(&mut self.ctx);
            self.tell_watcher(now, id);
        }
    }

    /// The watcher has taken its subscription back, or let it end.
    pub(super) fn watcher_left(&mut self, now: Instant, id: SubscriptionId) {
        let subscription = id;
        self.ctx
            .event(Event::SubscriptionTerminated { subscription });
        self.end_watcher(now, id, "timeout");
    }

    /// The subscription of a watcher was not refreshed.
    pub(in crate::ua) fn handle_watcher_timeout(&mut self, now: Instant, id: SubscriptionId) {
        self.watcher_left(now, id);
    }

    /// Sends the newest state, with the credentials that `challenge` wants. `others`
    /// are those of the search for the way.
    fn send_news(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        mut others: Others,
        challenge: Option<&Message>,
    ) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        let ctx = &mut self.ctx;
        let mut attempt = match std::mem::replace(&mut watcher.sending, Sending::Idle) {
            Sending::Out(attempt, _) if challenge.is_some() => attempt,
            _ => Attempt::default(),
        };
        let user = FlowUser::Watcher(id);
        let Some(flow) = watcher.dialog.way(ctx, user) else {
            watcher.sending = Sending::Selecting;
            return;
        };
        let contact = ctx.contact(&flow, watcher.dialog.dialog.is_secure());
        if let Some(contact) = contact {
            watcher.dialog.contact = contact;
        }
        let mut request = watcher.write(now, ctx);
        if !ctx.present(&mut attempt, flow, challenge, &mut request) {
            return self.forget_watcher(id);
        }
        let way = (flow, &mut others);
        match ctx.send_along(now, way, user, &mut request, Owner::Watcher(id)) {
            context::Sending::Sent(sent) => {
                watcher.has_news = false;
                watcher.sending = Sending::Out(attempt, sent.transaction);
            }
            context::Sending::Selecting(Selection::Waiting) => {
                watcher.sending = Sending::Selecting;
            }
            context::Sending::Selecting(Selection::Ready(found)) => {
                watcher.dialog.settled(Some(found.flow));
                self.send_news(now, id, found.others, None);
            }
            context::Sending::Failed => self.forget_watcher(id),
        }
    }

    /// The search for the way of a NOTIFY has ended; without one the last message's
    /// serves.
    pub(in crate::ua) fn handle_watcher_way(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        found: Option<Found>,
    ) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        watcher
            .dialog
            .settled(found.as_ref().map(|found| found.flow));
        if matches!(watcher.sending, Sending::Selecting) {
            let others = found.map(|found| found.others).unwrap_or_default();
            self.send_news(now, id, others, None);
        }
    }

    /// The response to a NOTIFY.
    pub(in crate::ua) fn handle_watcher_response(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        if let (Some(_), Some(watcher)) = (status, self.presence.watchers.get_mut(&id)) {
            watcher.is_reached = true;
        }
        match status {
            None => {}
            Some(status) if matches!(status.code(), 401 | 407) => {
                self.send_news(now, id, Others::default(), Some(response));
            }
            Some(status) if ends_subscription(status) => self.forget_watcher(id),
            Some(_) => self.watcher_told(now, id),
        }
    }

    /// A NOTIFY got no answer: so ends the subscription. Where its connection was
    /// lost it goes again, over a new one.
    pub(in crate::ua) fn handle_watcher_unanswered(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        status: StatusCode,
    ) {
        let watcher = self.presence.watchers.get_mut(&id);
        let is_first = watcher.is_some_and(|watcher| !std::mem::replace(&mut watcher.resent, true));
        if is_first && status == StatusCode::SERVICE_UNAVAILABLE {
            self.send_news(now, id, Others::default(), None);
        } else {
            self.forget_watcher(id);
        }
    }

    /// A NOTIFY went from an address that is gone.
    pub(in crate::ua) fn notify_from_elsewhere(&mut self, now: Instant, id: SubscriptionId) {
        if let Some(watcher) = self.presence.watchers.get_mut(&id)
            && matches!(watcher.sending, Sending::Out(..))
        {
            watcher.dialog.standing = Standing::Lost;
            self.send_news(now, id, Others::default(), None);
        }
    }

    /// Our address has changed, or how others see it: each watcher is told where we are.
    pub(in crate::ua) fn tell_watchers_address(&mut self, now: Instant) {
        let Some(presence) = self.presence.made() else {
            return;
        };
        let ids: Vec<SubscriptionId> = presence.watchers.keys().copied().collect();
        for id in ids {
            self.tell_watcher(now, id);
        }
    }

    fn watcher_told(&mut self, now: Instant, id: SubscriptionId) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        watcher.sending = Sending::Idle;
        watcher.resent = false;
        if watcher.has_news {
            self.send_news(now, id, Others::default(), None);
        } else if !watcher.is_live() {
            self.forget_watcher(id);
        }
    }

    /// Nothing more reaches a watcher, or has to; the program is told where it did
    /// not know.
    fn forget_watcher(&mut self, id: SubscriptionId) {
        let Some(mut watcher) = self.presence.watchers.remove(&id) else {
            return;
        };
        watcher.disarm(&mut self.ctx);
        if watcher.is_live() {
            let subscription = id;
            self.ctx
                .event(Event::SubscriptionTerminated { subscription });
        }
    }
}

impl Presence {
    /// Our addresses have changed: ways are looked for anew.
    pub(in crate::ua) fn lose_ways(&mut self) {
        for watcher in self.watchers.values_mut() {
            watcher.dialog.standing = Standing::Lost;
        }
    }

    /// A connection has ended: a subscription outlives it.
    pub(in crate::ua) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        for watcher in self.watchers.values_mut() {
            watcher.dialog.handle_connection_closed(connection);
        }
    }
}

impl Watcher {
    /// The NOTIFY of now.
    fn write(&mut self, now: Instant, ctx: &Context) -> RequestBuilder {
        let left_s = self.expires_at.saturating_since(now).as_secs();
        let (state, tells) = match self.stage {
            Stage::Pending => (format!("pending;expires={left_s}"), false),
            Stage::Active => (format!("active;expires={left_s}"), true),
            Stage::Over { reason, tells } => (format!("terminated;reason={reason}"), tells),
        };
        let mut request = self.dialog.request(ctx, Method::Notify);
        request
            .header(HeaderName::Event, &*self.event)
            .header(HeaderName::SubscriptionState, &*state);
        if let Some(status) = self.status.as_ref().filter(|_| tells) {
            request.body(pidf::MEDIA_TYPE, status.document(&self.entity, &self.tuple));
        }
        request
    }
}
