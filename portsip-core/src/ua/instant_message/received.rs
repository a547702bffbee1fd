//! A MESSAGE of somebody else outside of calls: answered at once (RFC 3428 §7), then
//! told.

use crate::clock::Instant;
use crate::events::Event;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;

use super::super::agent::Agent;
use super::super::content::{body_apart, type_of};
use super::super::event_text::readable;
use super::super::identity::asserted_caller;

impl Agent {
    /// A MESSAGE whose To has no tag.
    pub(in crate::ua) fn handle_message_request(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let taken = if self.shutting_down {
            Err(StatusCode::TEMPORARILY_UNAVAILABLE)
        } else {
            self.ctx.types.police(request)
        };
        if let Err(status) = taken {
            return self.refuse(now, transaction, request, status);
        }
        let status = StatusCode::OK;
        let tag = self.ctx.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response.header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        self.ctx
            .respond(now, transaction, request, status, &response, None);
        if !self.messages.known.has(now, &mut self.ctx.rng, request) {
            self.ctx.event(event(request));
        }
    }
}

fn event(request: &Message) -> Event {
    let shown = readable(request);
    let (from, to) = (shown.from(), shown.to());
    let (name, sender) = asserted_caller(&shown).unwrap_or_else(|| {
        let sender = from.uri().address_of_record();
        (None, sender)
    });
    let (kind, subtype) = type_of(request);
    Event::OutOfDialogMessageReceived {
        from_display_name: name.unwrap_or_else(|| from.display_name().into_owned()),
        from: sender,
        to_display_name: to.display_name().into_owned(),
        to: to.uri().address_of_record(),
        kind,
        subtype,
        body: body_apart(request),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_of_an_event_keeps_nothing_but_itself() {
        let text = "MESSAGE sip:bob@b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\n\
                    From: <sip:alice@a>;tag=1\r\nTo: <sip:bob@b>\r\nCall-ID: 1\r\n\
                    CSeq: 1 MESSAGE\r\nContent-Length: 5\r\n\r\nhello";
        let request = Message::parse(text.into()).expect("a message");
        let Event::OutOfDialogMessageReceived { body, .. } = event(&request) else {
            panic!("another event");
        };
        assert_eq!(body.as_ref(), request.body());
        assert!(body.is_unique());
    }
}
