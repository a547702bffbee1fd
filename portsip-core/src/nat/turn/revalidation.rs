//! Whether the server still knows an allocation, after our way to it may have changed.
//!
//! An allocation belongs to the addresses of both ends (RFC 8656 §2.2): who is seen elsewhere
//! has none. A refresh shows it: one that is granted keeps what there is, and 437
//! makes way for another allocation through the same socket.

use crate::clock::Instant;

use super::Allocation;
use super::client::{LIFETIME_S, TurnClient};
use super::message::Question;

impl TurnClient {
    /// Asks the server whether it knows the allocation, and for another where it does not.
    /// Without one, nothing.
    pub fn revalidate(&mut self, now: Instant) {
        if self.is_granted() {
            self.revalidates = true;
            self.refresh = None;
            let lifetime_s = LIFETIME_S;
            self.ask(now, Question::Refresh { lifetime_s });
        }
    }

    /// Whether the answer to that is awaited, or to the question for another.
    pub fn is_being_settled(&self) -> bool {
        self.revalidates || self.allocation() == Allocation::Asked
    }

    pub(super) fn allocate_anew(&mut self, now: Instant) {
        self.revalidates = false;
        self.grants.clear();
        self.refresh = None;
        self.keep_alive = None;
        self.state = Allocation::Asked;
        self.ask_for_allocation(now);
    }
}
