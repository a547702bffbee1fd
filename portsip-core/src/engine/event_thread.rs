//! The queue of events and the one thread that gives them to the program.
//!
//! Events are queued under the agent's lock, so in order; the handler runs with
//! no lock held. The queue is bounded, in number and in bytes. Above the bound:
//!
//! - The agent refuses requests outside dialogs, and of those inside the ones that
//!   are there to be told: MESSAGE, INFO, REFER, and NOTIFY of our subscriptions.
//! - Traces, keys and repeated statistics are dropped.
//! - Of what a peer can still repeat at will (ringing, hold, changes of media, how a
//!   transfer stands, the outcome of a REGISTER) the latest of a call is kept.
//! - What a program must see is still queued, a call's end above all. It comes
//!   once for each call, transfer, subscription or message of ours that exists,
//!   and these have limits of their own.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::event_size::bytes_held;
use crate::events::Event;
use crate::ids::SessionId;
use crate::limits::{EVENT_QUEUE_BYTES_MAX, EVENT_QUEUE_MAX};

/// Called with each event, on the event thread.
pub type Handler = Box<dyn FnMut(Event) + Send>;

/// Events on their way to the program.
#[derive(Debug, Default)]
pub(super) struct EventQueue {
    queue: Mutex<Queue>,
    arrived: Condvar,
    /// What [`Queue::is_full`] said last.
    full: AtomicBool,
}

#[derive(Debug, Default)]
struct Queue {
    events: VecDeque<Event>,
    /// What they hold.
    bytes: usize,
    closed: bool,
}

impl EventQueue {
    /// Queues `event`; [`EventQueue::wake`] must follow.
    pub(super) fn push(&self, event: Event) {
        let mut queue = self.lock();
        if queue.closed {
            return;
        }
        if let Event::Statistics { session, .. } = &event {
            let session = *session;
            queue.retain(
                |queued| !matches!(queued, Event::Statistics { session: s, .. } if *s == session),
            );
        }
        if queue.is_full() {
            if is_expendable(&event) {
                return;
            }
            if let Some(replaced) = repeatable(&event) {
                queue.retain(|queued| repeatable(queued) != Some(replaced));
            }
        }
        queue.push(event);
        self.full.store(queue.is_full(), Ordering::Relaxed);
    }

    /// Wakes the event thread.
    pub(super) fn wake(&self) {
        self.arrived.notify_one();
    }

    /// The program is so far behind that new requests are to be refused.
    pub(super) fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Ends the thread: the handler that runs now is the last.
    pub(super) fn close(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        queue.retain(|_| false);
        self.full.store(false, Ordering::Relaxed);
        self.arrived.notify_all();
    }

    /// The event thread's life: calls `handler` until the queue is closed.
    pub(super) fn run(&self, mut handler: Handler) {
        while let Some(event) = self.next() {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| handler(event)));
            if outcome.is_err() {
                tracing::error!("the event handler panicked");
            }
        }
    }

    fn next(&self) -> Option<Event> {
        let mut queue = self.lock();
        loop {
            if queue.closed {
                return None;
            }
            if let Some(event) = queue.pop() {
                self.full.store(queue.is_full(), Ordering::Relaxed);
                return Some(event);
            }
            queue = self
                .arrived
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn push(&mut self, event: Event) {
        self.bytes += bytes_held(&event);
        self.events.push_back(event);
    }

    fn pop(&mut self) -> Option<Event> {
        let event = self.events.pop_front()?;
        self.bytes -= bytes_held(&event);
        Some(event)
    }

    fn retain(&mut self, is_kept: impl Fn(&Event) -> bool) {
        let bytes = &mut self.bytes;
        self.events.retain(|event| {
            let is_kept = is_kept(event);
            if !is_kept {
                *bytes -= bytes_held(event);
            }
            is_kept
        });
    }

    fn is_full(&self) -> bool {
        self.events.len() >= EVENT_QUEUE_MAX || self.bytes >= EVENT_QUEUE_BYTES_MAX
    }
}

/// Events that a program far behind does without.
const fn is_expendable(event: &Event) -> bool {
    matches!(
        event,
        Event::SignalingReceived { .. }
            | Event::SignalingSending { .. }
            | Event::OptionsReceived { .. }
            | Event::Statistics { .. }
            | Event::DtmfReceived { .. }
    )
}

/// What a peer can tell as often as it likes, of a call or of our registration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeatable {
    Ringing(SessionId),
    Progress(SessionId),
    Updated(SessionId),
    Hold(SessionId),
    Transfer(SessionId),
    Registration,
}

/// Which of those an event is; the latest one stands for all.
const fn repeatable(event: &Event) -> Option<Repeatable> {
    match event {
        Event::InviteRinging { session, .. } => Some(Repeatable::Ringing(*session)),
        Event::InviteSessionProgress { session, .. } => Some(Repeatable::Progress(*session)),
        Event::InviteUpdated { session, .. } => Some(Repeatable::Updated(*session)),
        Event::RemoteHold { session } | Event::RemoteUnHold { session, .. } => {
            Some(Repeatable::Hold(*session))
        }
        Event::TransferTrying { session } | Event::TransferRinging { session } => {
            Some(Repeatable::Transfer(*session))
        }
        Event::RegisterSuccess(_) | Event::RegisterFailure(_) => Some(Repeatable::Registration),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::RegisterResult;
    use crate::octets::Octets;

    fn options() -> Event {
        Event::OptionsReceived {
            message: Octets::new(),
        }
    }

    #[test]
    fn a_final_event_is_kept_when_the_queue_is_full() {
        let queue = EventQueue::default();
        for _ in 0..EVENT_QUEUE_MAX {
            queue.push(options());
        }
        assert!(queue.is_full());
        queue.push(options());
        let closed = Event::InviteClosed {
            session: SessionId(7),
            reason: None,
        };
        queue.push(closed.clone());
        let events = &queue.lock().events;
        assert_eq!(events.len(), EVENT_QUEUE_MAX + 1);
        assert_eq!(events.back(), Some(&closed));
    }

    #[test]
    fn what_a_peer_repeats_does_not_fill_memory() {
        let queue = EventQueue::default();
        for _ in 0..EVENT_QUEUE_MAX {
            queue.push(options());
        }
        let session = SessionId(7);
        for round in 0..1000_u16 {
            queue.push(Event::InviteRinging {
                session,
                status: 180 + round,
                reason: String::new(),
                message: Octets::new(),
            });
            queue.push(Event::RemoteHold { session });
            queue.push(Event::RemoteUnHold {
                session,
                media: crate::events::MediaSummary::default(),
            });
        }
        let events = &queue.lock().events;
        assert_eq!(events.len(), EVENT_QUEUE_MAX + 2);
        assert!(matches!(events.back(), Some(Event::RemoteUnHold { .. })));
    }

    #[test]
    fn large_events_fill_it_sooner_and_make_room_when_they_go() {
        let queue = EventQueue::default();
        let message = Octets::from(vec![b'x'; 64 * 1024]);
        let info = Event::InfoReceived {
            session: SessionId(7),
            message,
        };
        let fit = EVENT_QUEUE_BYTES_MAX / bytes_held(&info);
        for _ in 0..fit {
            queue.push(info.clone());
            assert!(!queue.is_full());
        }
        queue.push(info);
        assert!(queue.is_full());
        queue.push(options());
        assert_eq!(queue.lock().events.len(), fit + 1);
        assert!(queue.next().is_some() && !queue.is_full());
        while queue.lock().bytes > 0 {
            assert!(queue.next().is_some());
        }
        assert!(queue.lock().events.is_empty());
    }

    #[test]
    fn the_outcomes_of_a_registration_do_not_fill_memory() {
        let queue = EventQueue::default();
        for _ in 0..EVENT_QUEUE_MAX {
            queue.push(options());
        }
        for status in 500..600 {
            queue.push(Event::RegisterFailure(RegisterResult {
                status,
                reason: String::new(),
                message: Octets::new(),
            }));
        }
        let events = &queue.lock().events;
        assert_eq!(events.len(), EVENT_QUEUE_MAX + 1);
        let last = events.back();
        assert!(matches!(last, Some(Event::RegisterFailure(result)) if result.status == 599));
    }

    #[test]
    fn only_the_latest_statistics_of_a_call_wait() {
        let queue = EventQueue::default();
        for (session, json) in [(1, "a"), (2, "b"), (1, "c")] {
            queue.push(Event::Statistics {
                session: SessionId(session),
                json: json.to_owned(),
            });
        }
        let texts: Vec<String> = queue
            .lock()
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Statistics { json, .. } => Some(json.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["b", "c"]);
    }

    #[test]
    fn nothing_is_delivered_after_close() {
        let queue = EventQueue::default();
        queue.push(options());
        queue.close();
        queue.push(options());
        assert_eq!(queue.next(), None);
    }
}
