//! A NOTIFY in a subscription of ours: RFC 6665 §4.1.3.

use std::time::Duration;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::sip::dialog::{Dialog, Sequence};
use crate::sip::header::{
    self, ContentType, HeaderName, SubscriptionPhase, SubscriptionState, TerminationReason,
};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Scheme;

use super::super::agent::Agent;
use super::super::context::Context;
use super::super::lone_dialog::{LoneDialog, id_of_tag};
use super::super::lone_request::Series;
use super::package::Package;
use super::state::{Awaited, Stage, Subscription};

/// How long after a document that others are missing before it, or that is older than what
/// is known, the whole is asked for: a server that never sends it is not asked all the time.
const GAP_WAIT: Duration = Duration::from_secs(5);
/// How long after a NOTIFY that the program had no room for the whole is asked for.
const OVERLOAD_WAIT: Duration = Duration::from_secs(32);

impl Agent {
    /// A NOTIFY whose To has a tag, and that is about no REFER.
    pub(in crate::ua) fn handle_subscription_notify(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let tag = request.to().tag().unwrap_or_default();
        let unknown = match self.calls.by_local_tag(tag) {
            // The dialog is there, and has nothing of the kind.
            Some(_) => StatusCode::BAD_EVENT,
            None => StatusCode::CALL_DOES_NOT_EXIST,
        };
        let (ctx, overloaded) = (&mut self.ctx, self.overloaded);
        let named = id_of_tag(tag).and_then(|id| {
            let subscription = self.subscriptions.live.get_mut(&id);
            let subscription = subscription.filter(|known| known.is_named_by(request))?;
            Some((id, subscription))
        });
        let taken = named.ok_or(unknown).and_then(|(id, subscription)| {
            if overloaded {
                subscription.ask_later(now, ctx);
                return Err(StatusCode::SERVICE_UNAVAILABLE);
            }
            let taken = subscription.take_notify(ctx, flow, request);
            taken.map(|()| id)
        });
        match taken {
            Ok(id) => {
                self.accept_notify(now, transaction, request);
                self.handle_news(now, id, (flow, request));
                self.advance_subscriptions(now);
            }
            Err(StatusCode::BAD_EVENT) => self.refuse_event(now, transaction, request),
            Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) => {
                self.refuse_document(now, transaction, request);
            }
            Err(StatusCode::SERVICE_UNAVAILABLE) => self.put_off(now, transaction, request),
            Err(status) => self.ctx.refuse(now, transaction, request, status),
        }
    }

    pub(super) fn accept_notify(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let ctx = &mut self.ctx;
        let status = StatusCode::OK;
        let mut response = ResponseBuilder::new(request, status, None);
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        ctx.respond(now, transaction, request, status, &response, None);
    }

    /// A type of document that was not asked for.
    fn refuse_document(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let ctx = &mut self.ctx;
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        let mut response = ResponseBuilder::new(request, status, None);
        response.header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(types) = Package::Presence.accept() {
            response.header(HeaderName::Accept, types);
        }
        ctx.respond(now, transaction, request, status, &response, None);
    }

    /// Tells the program, and does what the notifier says of the subscription.
    fn handle_news(&mut self, now: Instant, id: SubscriptionId, (flow, notify): (Flow, &Message)) {
        self.ctx.event(Event::SubscriptionNotified {
            subscription: id,
            message: notify.raw().clone(),
            body: notify.body_bytes(),
        });
        let Some(subscription) = self.subscriptions.live.get_mut(&id) else {
            return;
        };
        let ctx = &mut self.ctx;
        let has_gap = subscription.read(ctx, &flow, notify);
        let state = notify.typed::<SubscriptionState>().ok().flatten();
        let phase = state.map(|state| (state.phase, state.retry_after_s));
        if let Some((SubscriptionPhase::Terminated(reason), retry_after_s)) = phase {
            return self.handle_terminated(now, id, reason, retry_after_s);
        }
        if !matches!(subscription.stage, Stage::Live) {
            return;
        }
        let expires_s = state.and_then(|state| state.expires_s);
        subscription.is_kept(now, ctx, expires_s);
        if has_gap && !subscription.turn_comes_within(now, GAP_WAIT) {
            subscription.arm(now, ctx, (Awaited::Turn, GAP_WAIT));
        }
    }

    /// The notifier has ended the subscription (RFC 6665 §4.1.3).
    fn handle_terminated(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        reason: TerminationReason,
        retry_after_s: Option<u32>,
    ) {
        let Some(subscription) = self.subscriptions.live.get(&id) else {
            return;
        };
        if subscription.wanted && subscription.was_tried_enough() {
            // A server that ends each at once is not asked for ever.
            let status = StatusCode::TEMPORARILY_UNAVAILABLE;
            return self.subscription_refused(id, status);
        }
        let when = match reason {
            _ if !subscription.wanted => None,
            TerminationReason::Rejected
            | TerminationReason::NoResource
            | TerminationReason::Invariant => None,
            TerminationReason::Deactivated | TerminationReason::Timeout => Some((None, true)),
            TerminationReason::Probation
            | TerminationReason::GiveUp
            | TerminationReason::Unknown => Some((retry_after_s, false)),
        };
        match when {
            Some(when) => self.subscribe_anew(now, id, when),
            None => self.subscription_over(id),
        }
    }
}

impl Subscription {
    /// The program is far behind: a refresh brings what it has missed, which leaves the
    /// subscription as it is (RFC 6665 §4.2.2).
    fn ask_later(&mut self, now: Instant, ctx: &mut Context) {
        let is_live = matches!(self.stage, Stage::Live);
        if is_live && !self.turn_comes_within(now, OVERLOAD_WAIT) {
            self.arm(now, ctx, (Awaited::Turn, OVERLOAD_WAIT));
        }
    }

    /// Whether a NOTIFY is of this subscription and in order; the first makes the
    /// dialog.
    fn take_notify(
        &mut self,
        ctx: &mut Context,
        flow: Flow,
        notify: &Message,
    ) -> Result<(), StatusCode> {
        let event = notify.typed::<header::Event>();
        let event = event.map_err(|_| StatusCode::BAD_REQUEST)?;
        if event.is_some_and(|event| !event.is(self.package.name())) {
            return Err(StatusCode::BAD_EVENT);
        }
        let content_type = notify.content_type().ok().flatten();
        let is_diff = |found: &ContentType| found.is("application", "pidf-diff+xml");
        if self.package == Package::Presence && content_type.as_ref().is_some_and(is_diff) {
            // Only what has changed (RFC 5262): it was not asked for.
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let tag = notify.from().tag().unwrap_or_default();
        let known = self.dialog.as_ref();
        let is_ours = known.is_some_and(|known| known.dialog.id().remote_tag() == tag);
        if !is_ours {
            if self.is_notified {
                // Another fork (RFC 6665 §4.1.4).
                return Err(StatusCode::CALL_DOES_NOT_EXIST);
            }
            self.dialog = Some(self.dialog_by(ctx, flow, notify)?);
        }
        let gone = StatusCode::CALL_DOES_NOT_EXIST;
        let dialog = self.dialog.as_mut().ok_or(gone)?;
        if dialog.dialog.handle_request(notify) == Sequence::TooLate {
            return Err(StatusCode::SERVER_INTERNAL_ERROR);
        }
        dialog.presume();
        self.is_notified = true;
        Ok(())
    }

    fn dialog_by(
        &self,
        ctx: &mut Context,
        flow: Flow,
        notify: &Message,
    ) -> Result<Box<LoneDialog>, StatusCode> {
        let secure = self.to.uri().scheme() == Scheme::Sips;
        let cseq = self.series.as_ref().map_or(0, Series::cseq);
        let dialog = Dialog::from_notify(notify, cseq, secure);
        let dialog = dialog.map_err(|_| StatusCode::BAD_REQUEST)?;
        let contact = ctx.contact(&flow, secure);
        let contact = contact.ok_or(StatusCode::SERVER_INTERNAL_ERROR)?;
        Ok(Box::new(LoneDialog::new(dialog, flow, contact)))
    }
}
