//! The transaction layer: RFC 3261 §17, RFC 6026, RFC 4320.

mod actions;
mod automatic;
mod client_invite;
mod client_non_invite;
mod identity;
mod key;
mod layer;
mod machine;
mod output;
mod receive;
mod server_invite;
mod server_non_invite;
mod table;
mod timers;
mod upkeep;

pub use actions::RespondError;
pub use layer::{SendError, TransactionLayer, TransactionSettings};
pub use output::{
    ClientTransactionId, Incoming, ServerTransactionId, TransactionId, TransactionOutput,
};
pub use timers::TimerSettings;
