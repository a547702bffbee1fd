//! MESSAGE requests of an established call, ours and theirs: RFC 3428.
//!
//! Ours go one at a time, so that they arrive in the order they were made. Each has one
//! outcome: that of its last request, also where the call ends before that has its
//! response; those that were not sent by then fail.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::{MessageId, SessionId};
use crate::limits::SIP_DATAGRAM_BYTES_MAX;
use crate::octets::Octets;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::super::content::{body_apart, type_of};
use super::super::context::{Context, Owner};
use super::super::event_text::readable;
use super::close::ends_dialog;
use super::{Call, State};

/// A message of ours.
#[derive(Clone, Debug)]
pub(crate) struct InstantMessage {
    pub(crate) id: MessageId,
    pub(crate) content_type: String,
    pub(crate) body: Octets,
    /// The connection of its request was lost, and it went again.
    pub(crate) resent: bool,
}

impl InstantMessage {
    /// A message with this body.
    pub(crate) fn new(id: MessageId, content_type: String, body: Octets) -> Self {
        Self {
            id,
            content_type,
            body,
            resent: false,
        }
    }

    /// Why it was not sent along a way: there is none, or it is too long for that.
    pub(crate) fn status_unsent(&self, way: Option<&Flow>) -> StatusCode {
        let by_datagram = way.is_some_and(|way| !way.is_reliable());
        if by_datagram && self.body.len() >= SIP_DATAGRAM_BYTES_MAX {
            StatusCode::MESSAGE_TOO_LARGE
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

impl Call {
    /// Sends a message, after those that wait. Works on hold, too.
    pub(crate) fn send_message(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        content_type: String,
        body: Octets,
    ) -> Result<MessageId> {
        let messages = &mut self.connected()?.messages;
        if !messages.has_room() {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let id = ctx.next_message_id()?;
        messages.push(InstantMessage::new(id, content_type, body));
        self.send_next_message(now, ctx);
        Ok(id)
    }

    fn send_next_message(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state
            && established.messages.start_next()
        {
            self.send_message_in_flight(now, ctx, None);
        }
    }

    /// Sends the message whose turn it is, with the credentials that `challenge` wants;
    /// `false` where there is none, or they cannot be had.
    pub(super) fn send_message_in_flight(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        challenge: Option<&Message>,
    ) -> bool {
        let State::Established(established) = &mut self.state else {
            return false;
        };
        let Some(message) = established.messages.in_flight.clone() else {
            return false;
        };
        let mut request = established.request(ctx, Method::Message);
        request.body(&message.content_type, message.body);
        let mut attempt = std::mem::take(&mut established.messages.attempt);
        let presented = established.present(ctx, &mut attempt, challenge, &mut request);
        established.messages.attempt = attempt;
        if presented {
            let owner = Owner::Message(self.session, message.id);
            established.send(now, ctx, request, owner);
        }
        presented
    }

    /// A response to a message of ours: whatever it is, the next one follows.
    pub(super) fn handle_message_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        status: StatusCode,
        response: &Message,
    ) {
        if !status.is_final() {
            return;
        }
        let session = self.session;
        if !self.is_in_flight(id) {
            return tell_outcome(ctx, session, id, response);
        }
        if matches!(status.code(), 401 | 407)
            && self.send_message_in_flight(now, ctx, Some(response))
        {
            return;
        }
        tell_outcome(ctx, session, id, response);
        self.go_on_after_message(now, ctx, status);
    }

    /// A message of ours got no answer along its way; without one it was not sent.
    pub(super) fn handle_message_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
        (way, status): (Option<Flow>, StatusCode),
    ) {
        let session = self.session;
        if !self.is_in_flight(id) {
            return tell_unsent(ctx, session, id, status);
        }
        let State::Established(established) = &mut self.state else {
            return;
        };
        let mut told = status;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            established.lose_path();
            let flow = established.flow();
            if let Some(message) = &mut established.messages.in_flight {
                if way.is_some() && !std::mem::replace(&mut message.resent, true) {
                    self.send_message_in_flight(now, ctx, None);
                    return;
                }
                told = message.status_unsent(Some(&flow));
            }
        }
        tell_unsent(ctx, session, id, told);
        self.go_on_after_message(now, ctx, status);
    }

    /// A message of ours was sent from an address that is gone: it goes again, from
    /// another.
    pub(super) fn handle_message_stranded(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: MessageId,
    ) {
        if self.is_in_flight(id) {
            self.send_message_in_flight(now, ctx, None);
        } else {
            tell_unsent(ctx, self.session, id, StatusCode::SERVICE_UNAVAILABLE);
        }
    }

    /// The message on its way has its outcome.
    fn go_on_after_message(&mut self, now: Instant, ctx: &mut Context, status: StatusCode) {
        if let State::Established(established) = &mut self.state {
            established.messages.in_flight = None;
        }
        if ends_dialog(status) {
            return self.handle_modify_failed(now, ctx, status);
        }
        self.send_next_message(now, ctx);
    }

    fn is_in_flight(&self, id: MessageId) -> bool {
        match &self.state {
            State::Established(established) => {
                let message = established.messages.in_flight.as_ref();
                message.is_some_and(|message| message.id == id)
            }
            _ => false,
        }
    }

    /// The call is over: messages that wait for the one before are not sent.
    pub(super) fn give_up_messages(&mut self, ctx: &mut Context) {
        let session = self.session;
        let Some(established) = self.dialog_holder() else {
            return;
        };
        for message in established.messages.take_waiting() {
            tell_unsent(ctx, session, message.id, StatusCode::REQUEST_TERMINATED);
        }
    }

    /// Nothing more is sent in the dialog, also what waits for its way.
    pub(super) fn give_up_unsent_messages(&mut self, ctx: &mut Context) {
        self.give_up_messages(ctx);
        let session = self.session;
        let Some(established) = self.dialog_holder() else {
            return;
        };
        for id in established.take_unsent_messages() {
            tell_unsent(ctx, session, id, StatusCode::REQUEST_TERMINATED);
        }
    }

    /// A message of the other side.
    pub(super) fn handle_message(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        self.respond_ok(now, ctx, transaction, request);
        let (kind, subtype) = type_of(request);
        ctx.event(Event::MessageReceived {
            session: self.session,
            kind,
            subtype,
            body: body_apart(request),
        });
    }
}

/// Tells what a final response says about a message of ours in a call, which may be
/// over; nothing where it is provisional.
pub(crate) fn tell_outcome(
    ctx: &mut Context,
    session: SessionId,
    message: MessageId,
    response: &Message,
) {
    match response.status().filter(|status| status.is_final()) {
        Some(status) if status.is_success() => ctx.event(Event::MessageSent { session, message }),
        Some(status) => ctx.event(Event::MessageFailed {
            session,
            message,
            reason: readable(response).reason().to_owned(),
            status: status.code(),
        }),
        None => {}
    }
}

/// Tells that a message of ours in a call has no response, and why.
pub(crate) fn tell_unsent(
    ctx: &mut Context,
    session: SessionId,
    message: MessageId,
    status: StatusCode,
) {
    ctx.event(Event::MessageFailed {
        session,
        message,
        reason: status.default_reason().to_owned(),
        status: status.code(),
    });
}
