//! Where messages travel: flows, Via, targets, and the framing of streams.

pub mod flow;
pub mod framer;
pub mod keepalive;
pub mod locate;
pub mod target;
pub mod via;
