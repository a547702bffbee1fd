//! MESSAGE requests outside of calls: RFC 3428.
//!
//! *Inputs:* `send_out_of_dialog_message`, a flow or the lack of one, responses, their
//! absence, another address of ours. *Outputs:* the MESSAGE, again with credentials, to the
//! next destination (RFC 3263 §4.3), or to where a redirection points; one event for each.
//!
//! Messages to one recipient go one after the other (RFC 3428 §8), so that they arrive in
//! the order they were made; those to others do not wait for them.

mod outgoing;
mod received;

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{MessageId, SessionId};
use crate::limits::{MESSAGES_MAX, REQUEST_BODY_BYTES_MAX};
use crate::sip::message::{Message, StatusCode};

use super::account::User;
use super::agent::Agent;
use super::callee::Callee;
use super::content::content_type;
use super::context::{Context, Sending};
use super::event_text::readable;
use super::flow_selection::{Found, Selection};

use outgoing::{Outgoing, Way};

/// The messages that have no final response yet.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    live: BTreeMap<MessageId, Outgoing>,
    /// Those whose turn has come.
    ready: VecDeque<MessageId>,
}

/// A final response, or what stands for it.
struct Failure {
    status: StatusCode,
    reason: String,
}

impl Failure {
    fn of(status: StatusCode) -> Self {
        let reason = status.default_reason().to_owned();
        Self { status, reason }
    }
}

impl Agent {
    /// Sends a message in a call, after those that wait. One event tells what became
    /// of it.
    ///
    /// `subtype` may carry parameters. Errors: `CoreMimeTypeUnknown` (no type),
    /// `CoreDataSizeTooLarge` (the body is too large, or too many wait),
    /// `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn send_message(
        &mut self,
        now: Instant,
        session: SessionId,
        (kind, subtype): (&str, &str),
        body: Bytes,
    ) -> Result<MessageId> {
        let content_type = content_type(kind, subtype)?.as_str().to_owned();
        if body.len() > REQUEST_BODY_BYTES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        self.with_call(now, session, |call, ctx| {
            call.send_message(now, ctx, content_type, body)
        })
    }

    /// Sends a message outside of calls, after those to the same recipient. One event
    /// tells what became of it.
    ///
    /// `to`: as for [`call`](Self::call). `subtype` may carry parameters. `is_sms` marks
    /// it as a short message. Errors: `CoreCalleeEmpty`, `CoreUserNotFound`,
    /// `CoreInvalidUri`, `CoreMimeTypeUnknown` (no type), `CoreDataSizeTooLarge` (the
    /// body is too large, or too many wait for an answer).
    pub fn send_out_of_dialog_message(
        &mut self,
        now: Instant,
        to: &str,
        (kind, subtype): (&str, &str),
        is_sms: bool,
        body: Bytes,
    ) -> Result<MessageId> {
        if to.trim().is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        let user = self.ctx.user.as_ref().map(User::domain);
        let domain = user.ok_or(Error::CoreUserNotFound)?;
        let callee = Callee::parse(to, domain, self.ctx.user_escapes)?;
        let content_type = content_type(kind, subtype)?.as_str().to_owned();
        if body.len() > REQUEST_BODY_BYTES_MAX || self.messages.live.len() >= MESSAGES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let ctx = &mut self.ctx;
        let message = Outgoing::new(ctx, &callee, is_sms, (content_type, body))?;
        let id = message.id();
        self.messages.add(message);
        self.messages.begin_ready(now, ctx);
        self.settle(now);
        Ok(id)
    }
}

impl Messages {
    /// The search for the way of one has ended.
    pub(crate) fn handle_flow(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        found: std::result::Result<Found, String>,
    ) {
        let message = self.live.get_mut(&id);
        if !message.is_some_and(|message| matches!(message.way, Way::Selecting)) {
            return;
        }
        match found {
            Ok(found) => self.go_on(now, ctx, id, Selection::Ready(found)),
            Err(reason) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                self.try_next(now, ctx, id, Failure { status, reason });
            }
        }
        self.begin_ready(now, ctx);
    }

    /// A response to one.
    pub(crate) fn handle_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        let (Some(status), Some(message)) = (status, self.live.get_mut(&id)) else {
            return;
        };
        if status.is_success() {
            self.end(ctx, id, None);
        } else {
            let failure = Failure {
                status,
                reason: readable(response).reason().to_owned(),
            };
            match status.code() {
                401 | 407 => self.send(now, ctx, id, Some((response, failure))),
                503 => {
                    message.note_unserved(now, ctx);
                    self.try_next(now, ctx, id, failure);
                }
                // Where a redirection points somebody may still take it (RFC 3261
                // §8.1.3.4), but no other server for the same recipient.
                300..=599 => {
                    message.handle_refused(response);
                    self.try_next(now, ctx, id, failure);
                }
                _ => self.end(ctx, id, Some(failure)),
            }
        }
        self.begin_ready(now, ctx);
    }

    /// One got no answer (408), or its flow failed (503): the next destination is tried.
    /// Where a connection was lost, another is opened first.
    pub(crate) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        status: StatusCode,
    ) {
        let Some(message) = self.live.get_mut(&id) else {
            return;
        };
        let lost = status == StatusCode::SERVICE_UNAVAILABLE;
        if lost && message.goes_again() {
            self.begin(now, ctx, id);
        } else {
            message.note_unanswered(now, ctx);
            self.try_next(now, ctx, id, Failure::of(status));
        }
        self.begin_ready(now, ctx);
    }

    /// One was sent from an address that is gone: it goes again, from another.
    pub(crate) fn handle_stranded(&mut self, now: Instant, ctx: &mut Context, id: MessageId) {
        self.begin(now, ctx, id);
        self.begin_ready(now, ctx);
    }

    /// All are given up.
    pub(crate) fn clear(&mut self) {
        self.live.clear();
        self.ready.clear();
    }

    fn add(&mut self, message: Outgoing) {
        let mut others = self.live.values();
        if !others.any(|other| other.has_recipient_of(&message)) {
            self.ready.push_back(message.id());
        }
        self.live.insert(message.id(), message);
    }

    fn begin_ready(&mut self, now: Instant, ctx: &mut Context) {
        while let Some(id) = self.ready.pop_front() {
            self.begin(now, ctx, id);
        }
    }

    /// Looks for the way to where one is tried.
    fn begin(&mut self, now: Instant, ctx: &mut Context, id: MessageId) {
        if let Some(message) = self.live.get_mut(&id) {
            let selection = message.select(ctx);
            self.go_on(now, ctx, id, selection);
        }
    }

    fn go_on(&mut self, now: Instant, ctx: &mut Context, id: MessageId, selection: Selection) {
        if let (Selection::Ready(found), Some(message)) = (selection, self.live.get_mut(&id)) {
            message.take_way(ctx, found);
            self.send(now, ctx, id, None);
        }
    }

    /// Sends one along its way; after a challenge with the credentials that it wants.
    fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        challenge: Option<(&Message, Failure)>,
    ) {
        let Some(message) = self.live.get_mut(&id) else {
            return;
        };
        let response = challenge.as_ref().map(|(response, _)| *response);
        match message.send(now, ctx, response) {
            Sending::Sent(_) => {}
            Sending::Selecting(selection) => self.go_on(now, ctx, id, selection),
            Sending::Failed => {
                if let Some((_, refused)) = challenge {
                    return self.end(ctx, id, Some(refused));
                }
                let failure = Failure::of(message.status_unsent());
                self.try_next(now, ctx, id, failure);
            }
        }
    }

    /// Tries the next destination, or where a redirection points; else it has failed.
    fn try_next(&mut self, now: Instant, ctx: &mut Context, id: MessageId, failure: Failure) {
        let Some(message) = self.live.get_mut(&id) else {
            return;
        };
        match message.select_next(ctx) {
            Some(selection) => self.go_on(now, ctx, id, selection),
            None => self.end(ctx, id, Some(failure)),
        }
    }

    /// One has its outcome: the next to the same recipient has its turn.
    fn end(&mut self, ctx: &mut Context, id: MessageId, failure: Option<Failure>) {
        let Some(message) = self.live.remove(&id) else {
            return;
        };
        let mut others = self.live.iter();
        let next = others.find(|(_, other)| {
            matches!(other.way, Way::Queued) && other.has_recipient_of(&message)
        });
        self.ready.extend(next.map(|(id, _)| *id));
        let parties = message.into_parties();
        ctx.event(match failure {
            None => Event::OutOfDialogMessageSent(parties),
            Some(Failure { status, reason }) => Event::OutOfDialogMessageFailed {
                parties,
                reason,
                status: status.code(),
            },
        });
    }
}
