//! What waits to be sent on one connection, filled by any thread and emptied
//! by the connection's task.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::limits::CONNECTION_QUEUE_BYTES_MAX;
use crate::octets::Octets;

/// The queue of one connection.
#[derive(Debug, Default)]
pub(in crate::engine) struct Outbox {
    queue: Mutex<Queue>,
    /// When something last happened, in steps of the table's count; 0 before
    /// the first whole message has come.
    last_active: AtomicU64,
}

#[derive(Debug, Default)]
struct Queue {
    messages: VecDeque<Octets>,
    /// Of the messages, and of what the task has taken and not yet written.
    bytes: usize,
    ending: Ending,
    task: Option<Waker>,
}

/// Whether the connection shall go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// It shall.
    #[default]
    No,
    /// It ends when everything is sent.
    WhenSent,
    /// It ends now.
    Now,
}

/// The connection takes no more: it has ended, or its peer does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Refused;

/// What the task is to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send this.
    Message(Octets),
    /// End the connection.
    End(Ending),
}

impl Outbox {
    /// Queues a message. Above the limit the connection ends.
    pub(super) fn push(&self, message: Octets) -> Result<(), Refused> {
        let mut queue = self.lock();
        if queue.ending != Ending::No {
            return Err(Refused);
        }
        let bytes = queue.bytes + message.len();
        if bytes > CONNECTION_QUEUE_BYTES_MAX {
            queue.end(Ending::Now);
            return Err(Refused);
        }
        queue.bytes = bytes;
        queue.messages.push_back(message);
        queue.wake();
        Ok(())
    }

    /// Ends the connection, unless it is ending sooner already.
    pub(super) fn end(&self, ending: Ending) {
        let mut queue = self.lock();
        if queue.ending != Ending::Now {
            queue.end(ending);
        }
    }

    /// The next thing to do; wakes the task of `context` when there is one.
    pub(super) fn poll_next(&self, context: &Context<'_>) -> Poll<Next> {
        let mut queue = self.lock();
        if queue.ending == Ending::Now {
            return Poll::Ready(Next::End(Ending::Now));
        }
        if let Some(message) = queue.messages.pop_front() {
            return Poll::Ready(Next::Message(message));
        }
        if queue.ending == Ending::WhenSent {
            return Poll::Ready(Next::End(Ending::WhenSent));
        }
        queue.wait(context);
        Poll::Pending
    }

    /// Ready when the task shall end at once, though it cannot send; wakes the
    /// task of `context` when it shall.
    pub(super) fn poll_end(&self, context: &Context<'_>) -> Poll<()> {
        let mut queue = self.lock();
        if queue.ending == Ending::Now {
            return Poll::Ready(());
        }
        queue.wait(context);
        Poll::Pending
    }

    /// Notes that so many bytes have left; `true` when none waits any more.
    pub(super) fn written(&self, bytes: usize) -> bool {
        let mut queue = self.lock();
        queue.bytes = queue.bytes.saturating_sub(bytes);
        queue.bytes == 0
    }

    /// How much has not left yet, in bytes.
    pub(super) fn bytes_waiting(&self) -> usize {
        self.lock().bytes
    }

    /// Notes that a message came or went.
    pub(super) fn set_active(&self, step: u64) {
        self.last_active.store(step, Ordering::Relaxed);
    }

    /// When something last happened, in steps of the table's count; 0 before
    /// the first whole message has come.
    pub(super) fn last_active(&self) -> u64 {
        self.last_active.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn end(&mut self, ending: Ending) {
        self.ending = ending;
        if ending == Ending::Now {
            self.messages = VecDeque::new();
            self.bytes = 0;
        }
        self.wake();
    }

    fn wait(&mut self, context: &Context<'_>) {
        match &mut self.task {
            Some(task) => task.clone_from(context.waker()),
            None => self.task = Some(context.waker().clone()),
        }
    }

    fn wake(&mut self) {
        if let Some(task) = self.task.take() {
            task.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(outbox: &Outbox) -> Poll<Next> {
        outbox.poll_next(&Context::from_waker(Waker::noop()))
    }

    #[test]
    fn what_was_queued_leaves_before_the_end() {
        let outbox = Outbox::default();
        let message = Octets::from_static(b"x");
        assert_eq!(next(&outbox), Poll::Pending);
        assert_eq!(outbox.push(message.clone()), Ok(()));
        outbox.end(Ending::WhenSent);
        assert_eq!(outbox.push(message.clone()), Err(Refused));
        assert_eq!(next(&outbox), Poll::Ready(Next::Message(message)));
        assert!(outbox.written(1));
        assert_eq!(next(&outbox), Poll::Ready(Next::End(Ending::WhenSent)));
    }

    #[test]
    fn a_full_queue_ends_the_connection_and_frees_its_memory() {
        let outbox = Outbox::default();
        let megabyte = Octets::from(vec![0; 1 << 20]);
        while outbox.push(megabyte.clone()).is_ok() {
            assert!(outbox.bytes_waiting() <= CONNECTION_QUEUE_BYTES_MAX);
        }
        assert_eq!(outbox.bytes_waiting(), 0);
        assert_eq!(next(&outbox), Poll::Ready(Next::End(Ending::Now)));
        outbox.end(Ending::WhenSent);
        assert_eq!(
            outbox.poll_end(&Context::from_waker(Waker::noop())),
            Poll::Ready(())
        );
    }
}
