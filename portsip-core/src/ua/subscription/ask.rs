//! Sending a SUBSCRIBE: outside dialogs by the way to whom it is about, in a dialog by
//! that of the dialog (RFC 6665 §4.1.2).

use crate::clock::Instant;
use crate::ids::SubscriptionId;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::abilities::ALLOW;
use super::super::account::{wants_sips, write_routes};
use super::super::agent::Agent;
use super::super::context::{Context, FlowUser, Owner, Sending};
use super::super::flow_selection::{Found, Selection};
use super::super::lone_dialog::local_tag;
use super::state::{Asking, Opening, Stage, Subscription};

impl Agent {
    /// Sends the SUBSCRIBEs whose turn has come.
    pub(in crate::ua) fn advance_subscriptions(&mut self, now: Instant) {
        if self.subscriptions.made().is_none() {
            return;
        }
        while let Some(id) = self.subscriptions.next_due() {
            self.begin_asking(now, id, Asking::default());
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

    /// Looks for the way of a SUBSCRIBE, and takes it.
    pub(super) fn begin_asking(&mut self, now: Instant, id: SubscriptionId, mut asking: Asking) {
        let ctx = &mut self.ctx;
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let user = FlowUser::Subscription(id);
        if let Some(dialog) = &mut subscription.dialog {
            match dialog.way(ctx, user) {
                Some(flow) => self.send_subscribe(now, id, (asking, flow), None),
                None => subscription.stage = Stage::Selecting(Box::new(asking)),
            }
            return;
        }
        let uri = match asking.opening.take() {
            Some(opening) => opening.uri,
            None => subscription.to.uri().clone(),
        };
        let Some(opening) = Opening::to(ctx, uri) else {
            let reason = (StatusCode::SERVICE_UNAVAILABLE, None);
            return self.subscription_failed(now, id, reason);
        };
        let selection = ctx.find_flow(&opening.hop.target, user);
        asking.opening = Some(opening);
        self.follow_selection(now, id, asking, selection);
    }

    /// Takes the way that was looked for, once it is known.
    pub(super) fn follow_selection(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        mut asking: Asking,
        selection: Selection,
    ) {
        match selection {
            Selection::Ready(Found { flow, others }) => {
                asking.others = others;
                if asking.opening.as_ref().is_some_and(|to| to.hop.is_ours) {
                    self.ctx.note_own_server(&flow);
                }
                self.send_subscribe(now, id, (asking, flow), None);
            }
            Selection::Waiting => {
                if let Some(subscription) = self.subscriptions.live.get_mut(&id) {
                    subscription.stage = Stage::Selecting(Box::new(asking));
                }
            }
        }
    }

    /// The search for the way of a SUBSCRIBE has ended.
    pub(in crate::ua) fn handle_subscription_way(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        found: Option<Found>,
    ) {
        self.take_way(now, id, found);
        self.advance_subscriptions(now);
    }

    /// In a dialog the way of the last message serves where there is none.
    fn take_way(&mut self, now: Instant, id: SubscriptionId, found: Option<Found>) {
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let Some(asking) = subscription.take_selecting() else {
            return;
        };
        if let Some(dialog) = &mut subscription.dialog {
            dialog.settled(found.map(|found| found.flow));
            let flow = dialog.flow;
            return self.send_subscribe(now, id, (*asking, flow), None);
        }
        let Some(found) = found else {
            let reason = (StatusCode::SERVICE_UNAVAILABLE, None);
            return self.subscription_failed(now, id, reason);
        };
        self.follow_selection(now, id, *asking, Selection::Ready(found));
    }

    /// Sends a SUBSCRIBE along its way, with the credentials that `challenge` wants.
    pub(super) fn send_subscribe(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        (mut asking, flow): (Asking, Flow),
        challenge: Option<&Message>,
    ) {
        let ctx = &mut self.ctx;
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        if subscription.dialog.is_none() {
            if !subscription.wanted {
                return self.subscription_over(id);
            }
            subscription.since = now;
        }
        let mut request = subscription.write(ctx, id, &mut asking, &flow);
        if let Some(written) = &mut request
            && !ctx.present(&mut asking.attempt, flow, challenge, written)
        {
            request = None;
        }
        let Some(mut request) = request else {
            let status = challenge.and_then(Message::status);
            let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            return self.subscription_failed(now, id, (status, None));
        };
        let (owner, user) = (Owner::Subscription(id), FlowUser::Subscription(id));
        let way = (flow, &mut asking.others);
        match ctx.send_along(now, way, user, &mut request, owner) {
            Sending::Sent(_) => {
                subscription.expect_whole();
                subscription.stage = Stage::Asking(Box::new(asking));
            }
            Sending::Selecting(selection) => self.follow_selection(now, id, asking, selection),
            Sending::Failed => {
                let reason = (StatusCode::SERVICE_UNAVAILABLE, None);
                self.subscription_failed(now, id, reason);
            }
        }
    }
}

impl Opening {
    fn to(ctx: &Context, uri: Uri) -> Option<Self> {
        let hop = ctx.first_hop(&uri).ok()?;
        Some(Self {
            uri,
            hop,
            from: None,
        })
    }
}

impl Subscription {
    fn take_selecting(&mut self) -> Option<Box<Asking>> {
        match std::mem::replace(&mut self.stage, Stage::Waiting) {
            Stage::Selecting(asking) => Some(asking),
            other => {
                self.stage = other;
                None
            }
        }
    }

    /// The SUBSCRIBE with the next number.
    fn write(
        &mut self,
        ctx: &mut Context,
        id: SubscriptionId,
        asking: &mut Asking,
        flow: &Flow,
    ) -> Option<RequestBuilder> {
        let mut request = match (&mut self.dialog, &mut asking.opening) {
            (Some(dialog), _) => {
                let contact = ctx.contact(flow, dialog.dialog.is_secure())?;
                dialog.contact = contact;
                dialog.request(ctx, Method::Subscribe)
            }
            (None, Some(opening)) => {
                if self.call_id.is_empty() {
                    self.call_id = ctx.token();
                    self.local_tag = local_tag(ctx, id);
                }
                self.cseq = self.cseq.saturating_add(1);
                self.write_opening(ctx, opening, flow)?
            }
            (None, None) => return None,
        };
        asking.asked_s = if self.wanted { self.expires_s } else { 0 };
        request
            .header(HeaderName::Event, self.package.name())
            .header(HeaderName::Expires, asking.asked_s)
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
        Some(request)
    }

    /// What a SUBSCRIBE has in the place of a dialog.
    fn write_opening(
        &self,
        ctx: &mut Context,
        opening: &mut Opening,
        flow: &Flow,
    ) -> Option<RequestBuilder> {
        let Opening { uri, hop, from } = opening;
        let local = ctx.local_address(flow);
        let us = ctx.user.as_mut()?.address(Some(local))?;
        let us = us.with_tag(&self.local_tag).ok()?;
        let contact = ctx.contact(flow, wants_sips(uri, &hop.routes))?;
        let mut request = RequestBuilder::new(Method::Subscribe, uri);
        write_routes(&hop.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, &us)
            .header(HeaderName::To, &self.to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if !self.subject.is_empty() {
            request.header(HeaderName::Subject, &*self.subject);
        }
        *from = Some(us);
        Some(request)
    }
}
