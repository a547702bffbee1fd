//! A datagram's way to the agent: parsed without the lock, handled with it.

use bytes::Bytes;

use super::core::Core;
use super::malformed::MalformedLog;
use super::message_log;
use super::socket::receive::Datagram;
use crate::sip::message::{Message, ParseError, ParseErrorKind};
use crate::sip::transport::flow::Flow;

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
    match Message::parse(raw.clone()) {
        Ok(mut message) => {
            message_log::received(flow, &raw);
            message.set_source(datagram.from);
            Some(Incoming {
                flow,
                message: Ok(message),
            })
        }
        Err(error) if error.kind() == ParseErrorKind::Empty => None,
        Err(error) => {
            message_log::received(flow, &raw);
            malformed.note(core.clock.now(), datagram.from.ip(), &error);
            Some(Incoming {
                flow,
                message: Err(error),
            })
        }
    }
}

/// Gives what was read to the agent, with word of whether the program is far
/// behind with its events.
pub(super) fn hand_over(core: &Core, incoming: Incoming) {
    let flow = incoming.flow;
    let overloaded = core.events.is_full();
    core.agent("message", |agent, now| {
        agent.set_overloaded(overloaded);
        match incoming.message {
            Ok(message) => agent.handle_message(now, flow, message),
            Err(error) => agent.handle_malformed(now, flow, &error),
        }
    });
}
