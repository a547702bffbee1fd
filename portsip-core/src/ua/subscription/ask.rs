//! Sending a SUBSCRIBE: outside dialogs by the way to whom it is about, in a dialog by
//! that of the dialog (RFC 6665 §4.1.2).

use crate::clock::Instant;
use crate::ids::SubscriptionId;
use crate::sip::header::HeaderName;
use crate::sip::message::{Method, RequestBuilder};
use crate::sip::transport::flow::Flow;

use super::super::abilities::ALLOW;
use super::super::agent::Agent;
use super::super::context::{Context, FlowUser, Owner};
use super::super::lone_dialog::LoneDialog;
use super::super::lone_request::{Input, LoneRequest, Place, Sender, Series};
use super::state::{Stage, Subscription};

impl Agent {
    /// Sends the SUBSCRIBEs whose turn has come.
    pub(in crate::ua) fn advance_subscriptions(&mut self, now: Instant) {
        if self.subscriptions.made().is_none() {
            return;
        }
        while let Some(id) = self.subscriptions.next_due() {
            self.begin_asking(now, id);
        }
    }

    /// A SUBSCRIBE shall go when its turn comes.
    pub(super) fn queue_subscription(&mut self, id: SubscriptionId) {
        let subscriptions = &mut *self.subscriptions;
        let Some(subscription) = subscriptions.live.get_mut(&id) else {
            return;
        };
        subscription.disarm(&mut self.ctx);
        subscriptions.busy.remove(&id);
        if !matches!(subscription.stage, Stage::Queued) {
            subscription.stage = Stage::Queued;
            subscriptions.queue.push_back(id);
        }
    }

    /// Sends a SUBSCRIBE: in the dialog, or outside dialogs to whom it is about.
    pub(super) fn begin_asking(&mut self, now: Instant, id: SubscriptionId) {
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let uri = subscription.to.uri().clone();
        let is_outside = subscription.dialog.is_none();
        let place = is_outside.then(|| Place::of(&self.ctx, uri));
        let request = LoneRequest::new(place.and_then(Result::ok));
        subscription.stage = Stage::Asking(Box::new(request));
        self.go_on_asking(now, id, Input::Begin);
    }
}

impl Subscription {
    /// Its SUBSCRIBE, where one is out or looks for its way; what comes of it is to be
    /// said.
    pub(super) fn take_asking(&mut self) -> Option<Box<LoneRequest>> {
        match std::mem::replace(&mut self.stage, Stage::Waiting) {
            Stage::Asking(request) => Some(request),
            other => {
                self.stage = other;
                None
            }
        }
    }

    /// What a SUBSCRIBE has in the place of a dialog.
    fn write_opening(
        &mut self,
        ctx: &mut Context,
        place: &Place,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let id = self.id;
        let series = self
            .series
            .get_or_insert_with(|| Series::of_subscription(ctx, id));
        let from = series.from(ctx, way)?;
        let contact = place.contact(ctx, way)?;
        let mut request = series.next(Method::Subscribe, place, (&from, &self.to));
        request
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if !self.subject.is_empty() {
            request.header(HeaderName::Subject, &*self.subject);
        }
        self.from = Some(Box::new(from));
        Some(request)
    }
}

impl Sender for Subscription {
    fn names(&self) -> (Owner, FlowUser) {
        (
            Owner::Subscription(self.id),
            FlowUser::Subscription(self.id),
        )
    }

    fn dialog(&mut self) -> Option<&mut LoneDialog> {
        self.dialog.as_deref_mut()
    }

    fn write(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let mut request = match &mut self.dialog {
            Some(dialog) => dialog.request(ctx, Method::Subscribe, way),
            // There is nothing to take back.
            None if !self.wanted => return None,
            None => {
                self.since = now;
                self.write_opening(ctx, place?, way)?
            }
        };
        self.asked_s = if self.wanted { self.expires_s } else { 0 };
        request
            .header(HeaderName::Event, self.package.name())
            .header(HeaderName::Expires, self.asked_s)
            .header(HeaderName::Allow, ALLOW);
        let taken = Some(&Method::Notify);
        match self.package.accept() {
            Some(types) => {
                request.header(HeaderName::Accept, types);
            }
            None if ctx.types.any_for(&Method::Notify) => {
                request.header(HeaderName::Accept, ctx.types.accept(taken));
            }
            None => {}
        }
        request.header(HeaderName::Supported, ctx.supported());
        if let Some(extension) = self.package.extension() {
            request.header(HeaderName::Supported, extension);
        }
        self.expect_whole();
        Some(request)
    }
}
