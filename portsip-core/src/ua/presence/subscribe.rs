//! A SUBSCRIBE of somebody who wants to watch us: RFC 6665 §4.2.1, RFC 3856 §6.

use std::time::Duration;

use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SubscriptionId;
use crate::limits::{WATCHER_EVENT_ID_BYTES_MAX, WATCHER_EXPIRES_S_MAX, WATCHER_HEAD_BYTES_MAX};
use crate::sip::dialog::{Dialog, Sequence};
use crate::sip::header::{self, HeaderName};
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::account::User;
use super::super::agent::Agent;
use super::super::event_text::readable;
use super::super::identity::asserted_caller;
use super::super::lone_dialog::{LoneDialog, id_of_tag, local_tag};
use super::watcher::{Source, Stage, Watcher};
use super::{PACKAGE, Presence};

/// How long a subscription lives where the watcher does not say (RFC 3856 §6.4).
const EXPIRES_S: u32 = 3600;

impl Agent {
    /// A SUBSCRIBE outside dialogs.
    pub(in crate::ua) fn handle_watch_request(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let event = match request.typed::<header::Event>() {
            Ok(Some(event)) if event.is(PACKAGE) && self.takes_watchers() => event,
            Ok(_) => return self.refuse_event(now, transaction, request),
            Err(_) => {
                let status = StatusCode::BAD_REQUEST;
                return self.ctx.refuse(now, transaction, request, status);
            }
        };
        let taken = self
            .check_watch_request(request, &event)
            .and_then(|()| self.watcher_of(flow, request, &event.to_string()))
            .and_then(|taken| self.make_room(now, &taken.1).map(|()| taken));
        match taken {
            Ok((id, watcher)) => self.begin_watching(now, (id, watcher), transaction, request),
            Err(status) => self.ctx.refuse(now, transaction, request, status),
        }
    }

    fn check_watch_request(
        &self,
        request: &Message,
        event: &header::Event,
    ) -> Result<(), StatusCode> {
        if self.shutting_down || self.ctx.user.is_none() {
            return Err(StatusCode::TEMPORARILY_UNAVAILABLE);
        }
        if !takes_documents(request) {
            return Err(StatusCode::NOT_ACCEPTABLE);
        }
        let id = event.id.as_deref().unwrap_or_default();
        if id.len() > WATCHER_EVENT_ID_BYTES_MAX {
            return Err(StatusCode::BAD_REQUEST);
        }
        check_size(request)
    }

    fn watcher_of(
        &mut self,
        flow: Flow,
        request: &Message,
        event: &str,
    ) -> Result<(SubscriptionId, Watcher), StatusCode> {
        let id = self.subscriptions.ids.next_id();
        let id = SubscriptionId(id.ok_or(StatusCode::SERVICE_UNAVAILABLE)?);
        let tag = local_tag(&mut self.ctx, id);
        let dialog = Dialog::from_request(request, &tag);
        let mut dialog = dialog.map_err(|_| StatusCode::BAD_REQUEST)?;
        dialog.confirm();
        let contact = self.ctx.contact(&flow, dialog.is_secure());
        let contact = contact.ok_or(StatusCode::SERVER_INTERNAL_ERROR)?;
        let shown = readable(request);
        let source = self.source_of(&flow);
        let from = asks(&shown, source).1;
        let entity = shown.to().uri().address_of_record();
        let dialog = LoneDialog::new(dialog, flow, contact);
        let tuple = self.presence.tuple(&mut self.ctx);
        let watcher = Watcher::new(id, dialog, event, (&from, &entity, tuple), source);
        Ok((id, watcher))
    }

    fn source_of(&self, flow: &Flow) -> Source {
        let user = self.ctx.user.as_ref();
        let has_server = user.is_some_and(User::has_server);
        let address = flow.remote.ip();
        if has_server && self.ctx.is_own_server(flow) {
            Source::OwnServer(address)
        } else {
            Source::Host(address)
        }
    }

    /// Grants a subscription, and tells the program; or answers a question.
    fn begin_watching(
        &mut self,
        now: Instant,
        (id, mut watcher): (SubscriptionId, Watcher),
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let granted_s = granted_s(request);
        self.accept_watcher(now, &watcher, granted_s, transaction, request);
        if granted_s == 0 {
            self.presence.inform(&mut watcher);
        } else {
            let end = now + Duration::from_secs(granted_s.into());
            watcher.lives_until(&mut self.ctx, end);
            let shown = readable(request);
            let subject = shown.header(HeaderName::Subject).unwrap_or_default();
            self.ctx.event(Event::PresenceSubscribed {
                subscription: id,
                display_name: asks(&shown, watcher.source).0,
                from: watcher.from.to_string(),
                subject: subject.to_owned(),
            });
        }
        self.presence.watchers.insert(id, watcher);
        self.presence.count(id);
        self.tell_watcher(now, id);
    }

    /// Answers 200 with the time that is granted.
    fn accept_watcher(
        &mut self,
        now: Instant,
        watcher: &Watcher,
        granted_s: u32,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let ctx = &mut self.ctx;
        let status = StatusCode::OK;
        let tag = watcher.dialog.dialog.id().local_tag();
        let tag = Some(tag).filter(|_| request.to().tag().is_none());
        let mut response = ResponseBuilder::new(request, status, tag);
        response
            .record_routes(request)
            .header(HeaderName::Expires, granted_s)
            .header(HeaderName::Contact, &watcher.dialog.contact)
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        ctx.respond(now, transaction, request, status, &response, None);
    }

    /// A SUBSCRIBE in a dialog: whether that is of a watcher.
    pub(in crate::ua) fn handle_watcher_refresh(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) -> bool {
        let Some(id) = self.presence.watcher_named_by(request) else {
            return false;
        };
        match self.check_watcher_refresh(id, transaction, request) {
            Ok(()) => self.refresh_watcher(now, id, transaction, request),
            Err(StatusCode::BAD_EVENT) => self.refuse_event(now, transaction, request),
            Err(status) => self.ctx.refuse(now, transaction, request, status),
        }
        true
    }

    fn check_watcher_refresh(
        &mut self,
        id: SubscriptionId,
        transaction: ServerTransactionId,
        request: &Message,
    ) -> Result<(), StatusCode> {
        let watcher = self.presence.watchers.get_mut(&id);
        let watcher = watcher.filter(|watcher| watcher.is_live());
        let watcher = watcher.ok_or(StatusCode::CALL_DOES_NOT_EXIST)?;
        check_size(request)?;
        let event = request.typed::<header::Event>();
        let event = event.map_err(|_| StatusCode::BAD_REQUEST)?;
        // One dialog for several subscriptions is deprecated (RFC 6665 §4.5.2).
        if event.is_some_and(|event| !watcher.event.eq_ignore_ascii_case(&event.to_string())) {
            return Err(StatusCode::BAD_EVENT);
        }
        let dialog = &mut watcher.dialog;
        if dialog.dialog.handle_request(request) == Sequence::TooLate {
            return Err(StatusCode::SERVER_INTERNAL_ERROR);
        }
        // Its Contact may move the other end, and we may have moved.
        dialog.presume();
        if let Some(flow) = self.ctx.transactions.response_flow(transaction) {
            let contact = self.ctx.contact(&flow, dialog.dialog.is_secure());
            dialog.contact = contact.unwrap_or_else(|| dialog.contact.clone());
        }
        Ok(())
    }

    fn refresh_watcher(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let granted_s = granted_s(request);
        let Some(mut watcher) = self.presence.watchers.remove(&id) else {
            return;
        };
        self.accept_watcher(now, &watcher, granted_s, transaction, request);
        if granted_s > 0 {
            let end = now + Duration::from_secs(granted_s.into());
            watcher.lives_until(&mut self.ctx, end);
        }
        self.presence.watchers.insert(id, watcher);
        if granted_s > 0 {
            // Each SUBSCRIBE is followed by a NOTIFY (RFC 6665 §4.2.1.2).
            self.tell_watcher(now, id);
        } else {
            self.watcher_left(now, id);
        }
    }
}

impl Presence {
    fn watcher_named_by(&self, request: &Message) -> Option<SubscriptionId> {
        let local_tag = request.to().tag().unwrap_or_default();
        let id = id_of_tag(local_tag)?;
        let named = self.watchers.get(&id)?.dialog.dialog.id();
        let is_named = named.local_tag() == local_tag
            && named.remote_tag() == request.from().tag().unwrap_or_default()
            && named.call_id() == request.call_id();
        is_named.then_some(id)
    }

    /// Lets one who only asks know what the program lets the same one know who watches.
    /// Anybody may write any address in From, and any way to itself: it is told nothing
    /// but where the watcher is told, and by the way that this is.
    fn inform(&self, asks: &mut Watcher) {
        let is_same = |watcher: &&Watcher| {
            watcher.stage == Stage::Active
                && watcher.from == asks.from
                && watcher.dialog.dialog.leads_where(&asks.dialog.dialog)
        };
        let known = self.watchers.values().rev().find(is_same);
        asks.stage = Stage::Over {
            reason: "timeout",
            tells: known.is_some(),
        };
        if let Some(known) = known {
            asks.status.clone_from(&known.status);
            asks.dialog.flow = known.dialog.flow;
            asks.dialog.standing = known.dialog.standing;
        }
    }
}

/// The display name and the address of who asks. What the network asserts is believed
/// where our own server says it (RFC 3325 §8).
fn asks(request: &Message, source: Source) -> (String, String) {
    let from = request.from();
    let asserted = asserted_caller(request).filter(|_| matches!(source, Source::OwnServer(_)));
    let (name, address) = asserted.unwrap_or_else(|| (None, from.uri().address_of_record()));
    let name = name.unwrap_or_else(|| from.display_name().into_owned());
    (name, address)
}

/// What is remembered of a watcher are parts of the head.
fn check_size(request: &Message) -> Result<(), StatusCode> {
    let head = request.raw().len().saturating_sub(request.body().len());
    if head > WATCHER_HEAD_BYTES_MAX {
        return Err(StatusCode::MESSAGE_TOO_LARGE);
    }
    Ok(())
}

fn granted_s(request: &Message) -> u32 {
    let asked_s = request.expires_s().unwrap_or(EXPIRES_S);
    asked_s.min(WATCHER_EXPIRES_S_MAX)
}

/// Whether the watcher reads our documents. Who does not say reads them (RFC 3856
/// §6.7).
fn takes_documents(request: &Message) -> bool {
    if request.header(HeaderName::Accept).is_none() {
        return true;
    }
    let mut types = request.tokens(HeaderName::Accept);
    types.any(|range| {
        let range = range.split(';').next().unwrap_or_default().trim();
        ["application/pidf+xml", "application/*", "*/*"]
            .iter()
            .any(|ours| range.eq_ignore_ascii_case(ours))
    })
}
