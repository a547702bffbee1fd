//! The NOTIFYs to a watcher: one at a time, each with the newest state (RFC 6665
//! §4.2.2).

use crate::body::pidf;
use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::transport::flow::{ConnectionId, Flow};

use super::super::agent::Agent;
use super::super::context::{Context, Deadline, FlowUser, Owner};
use super::super::lone_dialog::{LoneDialog, Standing};
use super::super::lone_request::{Input, LoneRequest, Place, Sender};
use super::super::notifier::Next;
use super::Presence;
use super::watcher::{Stage, Watcher};

impl Agent {
    /// Tells a watcher how things stand, once what was told before has arrived.
    pub(super) fn tell_watcher(&mut self, now: Instant, id: SubscriptionId) {
        if let Some(watcher) = self.presence.watchers.get_mut(&id) {
            let next = watcher.notifier.add_news();
            self.go_on_telling(now, id, next, None);
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
            self.presence.count(id);
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

    /// Does what follows for a watcher; `response` may want credentials.
    fn go_on_telling(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        next: Next,
        response: Option<&Message>,
    ) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        match next {
            Next::Wait => {}
            Next::Send => {
                watcher.request = Some(Box::new(LoneRequest::new(None)));
                self.notify_watcher(now, id, Input::Begin);
            }
            Next::Authenticate => {
                if let Some(response) = response {
                    self.notify_watcher(now, id, Input::Response(response));
                }
            }
            Next::Told if watcher.is_live() => watcher.request = None,
            Next::Told | Next::Gone => self.forget_watcher(id),
        }
    }

    /// Does what follows for the NOTIFY to a watcher, who is forgotten where that goes no
    /// further.
    fn notify_watcher(&mut self, now: Instant, id: SubscriptionId, input: Input<'_>) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        let Some(mut request) = watcher.request.take() else {
            return;
        };
        let step = request.on(now, &mut self.ctx, watcher).handle(input);
        watcher.request = Some(request);
        if step.is_err() {
            self.forget_watcher(id);
        }
    }

    /// Something has come to the NOTIFY to a watcher.
    pub(in crate::ua) fn handle_watcher(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        input: Input<'_>,
    ) {
        let Some(watcher) = self.presence.watchers.get_mut(&id) else {
            return;
        };
        let notifier = &mut watcher.notifier;
        match input {
            Input::Response(response) => {
                watcher.is_reached |= input.outcome().is_some();
                let deadline = Deadline::WatcherNotify(id);
                let next = notifier.handle_response(now, &mut self.ctx, response, deadline);
                self.presence.count(id);
                self.go_on_telling(now, id, next, Some(response));
            }
            Input::Unanswered(status) => {
                let next = notifier.handle_unanswered(status);
                self.go_on_telling(now, id, next, None);
            }
            Input::Begin | Input::Way(_) | Input::Stranded => self.notify_watcher(now, id, input),
        }
    }

    /// A watcher has asked us to wait, and the time is over.
    pub(in crate::ua) fn handle_watcher_wait_over(&mut self, now: Instant, id: SubscriptionId) {
        if let Some(watcher) = self.presence.watchers.get_mut(&id) {
            let next = watcher.notifier.handle_timeout();
            self.go_on_telling(now, id, next, None);
        }
    }

    /// What is told a watcher last goes now, whatever it has asked for.
    pub(super) fn hurry_watcher(&mut self, now: Instant, id: SubscriptionId) {
        if let Some(watcher) = self.presence.watchers.get_mut(&id) {
            let next = watcher.notifier.hurry(&mut self.ctx);
            self.go_on_telling(now, id, next, None);
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

    /// Nothing more reaches a watcher, or has to; the program is told where it did
    /// not know.
    fn forget_watcher(&mut self, id: SubscriptionId) {
        let Some(mut watcher) = self.presence.remove(id) else {
            return;
        };
        watcher.disarm(&mut self.ctx);
        watcher.notifier.disarm(&mut self.ctx);
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

impl Sender for Watcher {
    fn names(&self) -> (Owner, FlowUser) {
        (Owner::Watcher(self.id), FlowUser::Watcher(self.id))
    }

    fn dialog(&mut self) -> Option<&mut LoneDialog> {
        Some(&mut self.dialog)
    }

    fn write(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        _place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let left_s = self.expires_at.saturating_since(now).as_secs();
        let (state, tells) = match self.stage {
            Stage::Pending => (format!("pending;expires={left_s}"), false),
            Stage::Active => (format!("active;expires={left_s}"), true),
            Stage::Over { reason, tells } => (format!("terminated;reason={reason}"), tells),
        };
        let mut request = self.dialog.request(ctx, Method::Notify, way);
        request
            .header(HeaderName::Event, &*self.event)
            .header(HeaderName::SubscriptionState, &*state);
        if let Some(status) = self.status.as_ref().filter(|_| tells) {
            request.body(pidf::MEDIA_TYPE, status.document(&self.entity, &self.tuple));
        }
        self.notifier.take_news();
        Some(request)
    }
}
