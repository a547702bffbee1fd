//! The messages that the program asked to see.

use crate::events::Event;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::sip::message::Message;

use super::call::Calls;

/// Which messages are raised as events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SignallingCallback {
    pub(crate) sending: bool,
    pub(crate) received: bool,
}

/// The event for a message that is being sent.
pub(crate) fn sending(calls: &Calls, payload: &Octets) -> Event {
    Event::SignalingSending {
        session: session_of_sent(calls, payload),
        message: payload.clone(),
    }
}

/// The event for a message that has come; `session` where the tags do not
/// tell.
pub(crate) fn received(session: Option<SessionId>, raw: Octets) -> Event {
    Event::SignalingReceived {
        session,
        message: raw,
    }
}

/// The call that a received message belongs to, by our tag.
pub(crate) fn session_of_received(calls: &Calls, message: &Message) -> Option<SessionId> {
    let ours = if message.is_request() {
        message.to()
    } else {
        message.from()
    };
    calls.by_local_tag(ours.tag()?)
}

/// The call that a message of ours belongs to, by our tag.
pub(crate) fn session_of_sent(calls: &Calls, payload: &Octets) -> Option<SessionId> {
    let message = Message::parse(payload.clone()).ok()?;
    let ours = if message.is_request() {
        message.from()
    } else {
        message.to()
    };
    calls.by_local_tag(ours.tag()?)
}
