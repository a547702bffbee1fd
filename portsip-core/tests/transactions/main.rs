//! The transaction layer with messages, in virtual time.

mod bad_network;
mod client;
mod limits;
mod properties;
mod server;
mod support;
