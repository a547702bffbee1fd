//! A message's way to the agent: parsed without the lock, handled with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::core::{Core, Turn};
use super::message_log;
use super::socket::receive::Datagram;
use crate::nat::DatagramKind;
use crate::octets::Octets;
use crate::sip::message::{Message, ParseError, ParseErrorKind};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::keepalive::KeepAlive;

/// What was read, on its way to the agent.
#[derive(Debug)]
pub(super) struct Incoming {
    flow: Flow,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Message(Message),
    Malformed(ParseError),
    Stun(Octets),
    KeepAlive(KeepAlive),
}

impl Incoming {
    /// What came over a connection beside its messages.
    pub(super) fn keep_alive(flow: Flow, keep_alive: KeepAlive) -> Self {
        let content = Content::KeepAlive(keep_alive);
        Self { flow, content }
    }
}

/// Reads a datagram; `None` for a keep-alive.
pub(super) fn read_datagram(core: &Core, datagram: &Datagram<'_>) -> Option<Incoming> {
    let local = core.bound.named_by(datagram.to, datagram.from)?;
    let flow = Flow::udp(local, datagram.from);
    let raw = Octets::copy_from_slice(datagram.payload);
    if DatagramKind::of(&raw) == DatagramKind::Stun {
        core.capture.record_message(flow.remote, flow.local, &raw);
        let content = Content::Stun(raw);
        return Some(Incoming { flow, content });
    }
    read(core, flow, &raw)
}

/// Reads a message; `None` for a keep-alive.
pub(super) fn read(core: &Core, flow: Flow, raw: &Octets) -> Option<Incoming> {
    core.capture.record_message(flow.remote, flow.local, raw);
    match Message::parse(raw.clone()) {
        Ok(mut message) => {
            message_log::received(flow, raw);
            message.set_source(flow.remote);
            let content = Content::Message(message);
            Some(Incoming { flow, content })
        }
        Err(error) if error.kind() == ParseErrorKind::Empty => None,
        Err(error) => {
            message_log::received(flow, raw);
            core.note_malformed(flow.remote.ip(), &error);
            let content = Content::Malformed(error);
            Some(Incoming { flow, content })
        }
    }
}

/// Gives what was read to the agent. Whatever a peer sends, the next message
/// is answered.
pub(super) fn hand_over(core: &Core, turn: &mut Turn<'_>, incoming: Incoming) {
    let overloaded = core.events.is_full();
    if catch_unwind(AssertUnwindSafe(|| give(turn, overloaded, incoming))).is_err() {
        tracing::error!("a message made the agent panic");
    }
}

/// With word of whether the program is far behind with its events.
fn give(turn: &mut Turn<'_>, overloaded: bool, incoming: Incoming) {
    let flow = incoming.flow;
    turn.agent("message", |agent, now| {
        agent.set_overloaded(overloaded);
        match incoming.content {
            Content::Message(message) => agent.handle_message(now, flow, message),
            Content::Malformed(error) => agent.handle_malformed(now, flow, &error),
            Content::Stun(bytes) => agent.handle_stun(now, flow, &bytes),
            Content::KeepAlive(keep_alive) => agent.handle_keep_alive(now, flow, keep_alive),
        }
    });
}
