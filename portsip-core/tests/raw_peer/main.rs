//! One agent against a peer that is written out by hand: what the two agents
//! of the simulations never say.

mod bench;
mod callee;
mod caller;
mod changes;
mod registration;
mod secrets;
mod strangers;
