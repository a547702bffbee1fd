//! Requests of one kind in a dialog that go one at a time, so that they arrive in the
//! order they were made.

use std::collections::VecDeque;

use crate::limits::REQUEST_QUEUE_REQUESTS_MAX;
use crate::sip::auth::Attempt;

/// What the requests of one kind carry: that of one on its way, and of those that wait.
#[derive(Debug)]
pub(super) struct RequestQueue<T> {
    /// The one on its way, to be sent again with credentials.
    pub(super) in_flight: Option<T>,
    /// The credentials it had so far.
    pub(super) attempt: Attempt,
    waiting: VecDeque<T>,
}

impl<T> Default for RequestQueue<T> {
    fn default() -> Self {
        Self {
            in_flight: None,
            attempt: Attempt::default(),
            waiting: VecDeque::new(),
        }
    }
}

impl<T> RequestQueue<T> {
    /// Whether one more may wait.
    pub(super) fn has_room(&self) -> bool {
        self.waiting.len() < REQUEST_QUEUE_REQUESTS_MAX
    }

    /// Adds one; `false` when too many wait.
    pub(super) fn push(&mut self, request: T) -> bool {
        let room = self.has_room();
        if room {
            self.waiting.push_back(request);
        }
        room
    }

    /// Takes the one to be sent now, when none is on its way.
    pub(super) fn start_next(&mut self) -> bool {
        if self.in_flight.is_some() {
            return false;
        }
        self.in_flight = self.waiting.pop_front();
        self.in_flight.is_some()
    }

    /// Those that will not be sent any more.
    pub(super) fn take_waiting(&mut self) -> VecDeque<T> {
        std::mem::take(&mut self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_is_on_its_way_at_a_time() {
        let mut queue = RequestQueue::default();
        assert!(queue.push(1) && queue.push(2));
        assert!(queue.start_next() && !queue.start_next());
        assert_eq!(queue.in_flight.take(), Some(1));
        assert!(queue.start_next());
        assert_eq!(queue.in_flight.take(), Some(2));
        assert!(!queue.start_next());
        for _ in 0..REQUEST_QUEUE_REQUESTS_MAX {
            assert!(queue.push(3));
        }
        assert!(!queue.push(3));
        assert_eq!(queue.take_waiting().len(), REQUEST_QUEUE_REQUESTS_MAX);
        assert!(!queue.start_next());
    }
}
