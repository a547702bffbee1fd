//! A datagram's way to the agent: parsed without the lock, handled with it.

use super::core::Core;
use super::socket::receive::Datagram;

/// A message that was read, on its way to the agent.
pub(super) struct Incoming {}

/// Reads a datagram; nothing where it is no message (RFC 5626 §3.5.1 keep-alives).
pub(super) fn read(core: &Core, datagram: &Datagram<'_>) -> Option<Incoming> {
    let _ = core.socket.local_of(datagram.to, datagram.from)?;
    let _ = datagram.payload;
    None
}

/// Gives a message to the agent.
pub(super) fn hand_over(core: &Core, message: Incoming) {
    let Incoming {} = message;
    core.flush();
}
