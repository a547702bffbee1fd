//! Dialogs: RFC 3261 §12, and the end-to-end part of §13.

mod final_response;

pub use final_response::{AnswerTimeout, RepeatedAnswer, SentAck};
