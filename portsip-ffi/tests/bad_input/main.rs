//! Bad input to every function: what it returns, in tables.
//!
//! Each row is one call and the code that `docs/behaviour.md` promises for it.
//! The calls go through the exported functions, as from C.
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "every text of the tables is NULL or a constant with NUL, and every buffer has the size given"
)]

mod bodies;
mod handles;
mod headers;
mod messages;
mod numbers;
mod object;
mod reachability;
mod states;
mod subscriptions;
mod targets;
mod texts;
