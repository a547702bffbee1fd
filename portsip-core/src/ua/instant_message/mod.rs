//! MESSAGE requests outside of calls: RFC 3428.
//!
//! *Inputs:* `send_out_of_dialog_message`, a flow or the lack of one, responses, their
//! absence, another address of ours. *Outputs:* the MESSAGE, again with credentials, to the
//! next destination (RFC 3263 §4.3), or to where a redirection points; one event for each.
//!
//! Messages to one recipient go one after the other (RFC 3428 §8), so that they arrive in
//! the order they were made; those to others do not wait for them.

mod known;
mod outgoing;
mod received;

use std::collections::{BTreeMap, VecDeque};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{MessageId, SessionId};
use crate::limits::{MESSAGES_MAX, REQUEST_BODY_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::message::StatusCode;

use super::account::User;
use super::agent::Agent;
use super::callee::Callee;
use super::content::content_type;
use super::context::Context;
use super::event_text::readable;
use super::lone_request::Input;

use known::Known;
use outgoing::Outgoing;

/// The messages that have no final response yet.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    live: BTreeMap<MessageId, Outgoing>,
    /// Those whose turn has come.
    ready: VecDeque<MessageId>,
    /// Those of others.
    known: Known,
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

    /// What one fails with after this, where it goes no further; `None` where it waits.
    fn after(input: &Input<'_>) -> Option<Self> {
        let (status, _) = input.outcome()?;
        let reason = match input {
            Input::Way(Err(reason)) => reason.clone(),
            Input::Response(response) => readable(response).reason().to_owned(),
            _ => return Some(Self::of(status)),
        };
        Some(Self { status, reason })
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
        body: Octets,
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
        body: Octets,
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
    /// Does what follows for one, and lets those go whose turn has come.
    pub(crate) fn handle(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        input: Input<'_>,
    ) {
        self.go_on(now, ctx, id, input);
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
            self.go_on(now, ctx, id, Input::Begin);
        }
    }

    fn go_on(&mut self, now: Instant, ctx: &mut Context, id: MessageId, input: Input<'_>) {
        let Some(failure) = Failure::after(&input) else {
            return;
        };
        if failure.status.is_success() {
            return self.end(ctx, id, None);
        }
        let message = self.live.get_mut(&id);
        let failed = message.and_then(|message| message.handle(now, ctx, input, failure).err());
        if failed.is_some() {
            self.end(ctx, id, failed);
        }
    }

    /// One has its outcome: the next to the same recipient has its turn.
    fn end(&mut self, ctx: &mut Context, id: MessageId, failure: Option<Failure>) {
        let Some(message) = self.live.remove(&id) else {
            return;
        };
        let mut others = self.live.iter();
        let next =
            others.find(|(_, other)| other.request.is_fresh() && other.has_recipient_of(&message));
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
