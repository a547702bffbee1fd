//! Dialogs: RFC 3261 §12, and the end-to-end part of §13.
//!
//! A [`Dialog`] is what two ends remember of each other between requests: who
//! they are, the way, the numbers. It sends nothing itself.

mod final_response;
mod id;
mod reliable_provisional;
mod repetition;
mod route_set;
mod state;

pub use final_response::{RepeatedAnswer, SentAck};
pub use id::DialogId;
pub use reliable_provisional::{Arrival, ProvisionalOrder, RepeatedProvisional};
pub use repetition::RepetitionTimeout;
pub use state::{Dialog, DialogError, RequestParts, Sequence, is_target_refresh};
