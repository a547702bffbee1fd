//! SIP messages on their way to socket or connection, in the order the agent made them.
//!
//! Filled under the agent's lock, emptied without it by whichever thread comes
//! first: one at a time, so that no message overtakes another.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use smallvec::SmallVec;

use super::connection::Connections;
use super::message_log;
use super::packet_capture::PacketCapture;
use super::socket::udp::{Sent, SipUdpSocket};
use crate::limits::TRANSMIT_QUEUE_MESSAGES_MAX;
use crate::octets::Octets;
use crate::sip::transport::flow::{ConnectionId, Flow};

/// A message and its way.
#[derive(Debug)]
pub(super) struct QueuedMessage {
    pub(super) flow: Flow,
    pub(super) payload: Octets,
}

/// Messages on their way.
#[derive(Debug, Default)]
pub(super) struct TransmitQueue {
    waiting: Mutex<VecDeque<QueuedMessage>>,
    /// Held by the one thread that sends, with what it has taken.
    sending: Mutex<VecDeque<QueuedMessage>>,
}

/// How far [`TransmitQueue::flush`] came.
#[derive(Debug, Default)]
pub(super) struct Flushed {
    /// The socket takes no more: flush again when it is writable.
    pub(super) blocked: bool,
    /// The limit was reached: somebody else should flush the rest.
    pub(super) more: bool,
    /// Destinations that nothing can be sent to.
    pub(super) failed: Vec<SocketAddr>,
    /// Connections that have ended.
    pub(super) closed: Vec<ConnectionId>,
}

/// Where messages go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways<'a> {
    /// For datagrams, where there are any.
    pub(super) socket: Option<&'a SipUdpSocket>,
    pub(super) connections: &'a Connections,
    pub(super) capture: &'a PacketCapture,
}

impl TransmitQueue {
    /// Queues messages. Above the limit they are lost, as datagrams may be; what
    /// is lost on a connection nobody sends again, so the connections of those
    /// are given back to be ended.
    pub(super) fn push(
        &self,
        messages: impl Iterator<Item = QueuedMessage>,
    ) -> SmallVec<[ConnectionId; 1]> {
        let mut waiting = lock(&self.waiting);
        let mut broken = SmallVec::new();
        for message in messages {
            let QueuedMessage { flow, .. } = message;
            if waiting.len() < TRANSMIT_QUEUE_MESSAGES_MAX {
                waiting.push_back(message);
            } else if flow.is_reliable() && !broken.contains(&flow.connection) {
                broken.push(flow.connection);
            }
        }
        broken
    }

    /// Sends what waits, `limit` messages at most, unless another thread is at
    /// it: that one sends it.
    pub(super) fn flush(&self, ways: Ways<'_>, mut limit: usize) -> Flushed {
        let mut flushed = Flushed::default();
        while !flushed.blocked && !flushed.more {
            let mut sending = match self.sending.try_lock() {
                Ok(sending) => sending,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                // Its holder looks again after it has let go.
                Err(TryLockError::WouldBlock) => break,
            };
            while limit > 0 && self.send_one(&mut sending, ways, &mut flushed) {
                limit -= 1;
            }
            flushed.more = limit == 0;
            drop(sending);
            if lock(&self.waiting).is_empty() {
                break;
            }
        }
        flushed
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        lock(&self.waiting).is_empty() && lock(&self.sending).is_empty()
    }

    /// Sends the first message; `false` when there is none or the socket is full.
    fn send_one(
        &self,
        sending: &mut VecDeque<QueuedMessage>,
        ways: Ways<'_>,
        flushed: &mut Flushed,
    ) -> bool {
        if sending.is_empty() {
            std::mem::swap(&mut *lock(&self.waiting), sending);
        }
        let Some(message) = sending.front() else {
            return false;
        };
        let Flow {
            local,
            remote,
            connection,
            ..
        } = message.flow;
        match ways.send(message) {
            Sent::Done => {
                ways.capture.record_message(local, remote, &message.payload);
                message_log::sent(message.flow, &message.payload);
            }
            Sent::Failed if message.flow.is_reliable() => flushed.closed.push(connection),
            // Its transaction ends by its own timers.
            Sent::TooLarge => {}
            Sent::Failed => flushed.failed.push(remote),
            Sent::Blocked => {
                flushed.blocked = true;
                return false;
            }
        }
        sending.pop_front();
        true
    }
}

impl Ways<'_> {
    fn send(self, message: &QueuedMessage) -> Sent {
        let flow = message.flow;
        if flow.is_reliable() {
            let payload = message.payload.clone();
            return match self.connections.send(flow.connection, payload) {
                Ok(()) => Sent::Done,
                Err(_) => Sent::Failed,
            };
        }
        self.socket.map_or(Sent::Failed, |socket| {
            socket.send(&message.payload, flow.remote)
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sip::transport::flow::Transport;

    #[test]
    fn a_message_lost_on_a_connection_ends_it() {
        let queue = TransmitQueue::default();
        let (ours, theirs) = (
            SocketAddr::from(([192, 0, 2, 1], 5060)),
            SocketAddr::from(([192, 0, 2, 2], 5060)),
        );
        let push = |flow, count| {
            let payload = Octets::from_static(b"x");
            queue.push(
                std::iter::repeat_n(payload, count).map(|payload| QueuedMessage { flow, payload }),
            )
        };
        let datagrams = Flow::udp(ours, theirs);
        let connection = ConnectionId(1);
        let stream = Flow::connected(Transport::Tcp, connection, ours, theirs);
        assert!(push(datagrams, TRANSMIT_QUEUE_MESSAGES_MAX - 1).is_empty());
        assert!(push(stream, 1).is_empty());
        assert!(push(datagrams, 1).is_empty());
        assert_eq!(push(stream, 2)[..], [connection]);
    }
}
