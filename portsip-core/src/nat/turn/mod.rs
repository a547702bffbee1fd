//! A client of relays (TURN, RFC 8656) over UDP, sans-IO.
//!
//! [`TurnClient`] keeps one allocation; [`framing`] wraps what goes by it, without
//! allocating, and unwraps what comes.

mod allocation;
mod answers;
mod client;
mod exchange;
pub mod framing;
mod grant;
mod grants;
mod message;
mod revalidation;
#[cfg(test)]
mod tests;

pub use allocation::{Allocation, TurnError};
pub use client::TurnClient;
