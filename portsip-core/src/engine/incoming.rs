//! A datagram's way to the agent: parsed without the lock, handled with it.

use bytes::Bytes;

use super::core::Core;
use super::malformed::MalformedLog;
use super::socket::receive::Datagram;
use crate::sip::message::{
    Message, Method, ParseError, ParseErrorKind, ResponseBuilder, StatusCode,
};
use crate::sip::transport::flow::Flow;

/// Seconds after which a refused peer may try again.
const RETRY_AFTER_S: u32 = 10;

/// What was read, on its way to the agent.
#[derive(Debug)]
pub(super) struct Incoming {
    flow: Flow,
    message: Result<Message, ParseError>,
}

/// Reads a datagram; `None` for a keep-alive.
pub(super) fn read(
    core: &Core,
    datagram: &Datagram<'_>,
    malformed: &mut MalformedLog,
) -> Option<Incoming> {
    let local = core.socket.local_of(datagram.to, datagram.from)?;
    let flow = Flow::udp(local, datagram.from);
    let raw = Bytes::copy_from_slice(datagram.payload);
    core.capture.record_message(datagram.from, local, &raw);
    match Message::parse(raw) {
        Ok(mut message) => {
            message.set_source(datagram.from);
            Some(Incoming {
                flow,
                message: Ok(message),
            })
        }
        Err(error) if error.kind() == ParseErrorKind::Empty => None,
        Err(error) => {
            malformed.note(core.clock.now(), datagram.from.ip(), &error);
            Some(Incoming {
                flow,
                message: Err(error),
            })
        }
    }
}

/// Gives a message to the agent. While the program is far behind with its
/// events, requests that begin something new are refused instead.
pub(super) fn hand_over(core: &Core, incoming: Incoming) {
    let flow = incoming.flow;
    let message = match incoming.message {
        Ok(message) => message,
        Err(error) => {
            core.agent("malformed", |agent, now| {
                agent.handle_malformed(now, flow, &error);
            });
            return;
        }
    };
    if core.events.is_full() && begins_something(&message) {
        let mut refusal =
            ResponseBuilder::new(&message, StatusCode::SERVICE_UNAVAILABLE, Some("overload"));
        refusal.header_named("Retry-After", RETRY_AFTER_S);
        if let Ok(refusal) = refusal.build() {
            core.send(flow, refusal);
        }
        return;
    }
    core.agent("message", |agent, now| {
        agent.handle_message(now, flow, message);
    });
}

/// A request outside any dialog that is not about another request.
fn begins_something(message: &Message) -> bool {
    message.is_request()
        && message.to().tag().is_none()
        && !matches!(message.method(), Method::Ack | Method::Cancel)
}
