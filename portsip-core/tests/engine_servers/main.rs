//! Calls that servers help to a path: STUN, and relays (TURN), over real sockets.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the sockets and threads of servers and of the other phone are the test's own"
)]

#[path = "../engine_support/mod.rs"]
mod engine_support;
mod gather;
mod gather_anew;
#[path = "../ice_peer/mod.rs"]
mod ice_peer;
mod relay;
mod relay_server;
mod relay_stream;
mod stun_server;
