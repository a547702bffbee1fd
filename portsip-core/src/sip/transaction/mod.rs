//! The transaction layer: RFC 3261 §17, RFC 6026, RFC 4320.

mod actions;
mod client_invite;
mod client_non_invite;
mod key;
mod server_invite;
mod server_non_invite;
mod table;
mod timers;

pub use actions::RespondError;
pub use timers::TimerSettings;
