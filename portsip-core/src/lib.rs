//! The core of the SDK: a deterministic SIP user agent, a media engine, and
//! the engine that gives them sockets, threads and time.
//!
//! The supported surface is [`api`], with [`config`], [`error`], [`events`],
//! [`ids`] and the values of [`plan`] that it speaks in. The other modules are
//! public for the project's own tests, benchmarks and simulations, and change
//! without notice. `ARCHITECTURE.md` draws the map and the arrows; the test
//! `tests/tidy.rs` keeps them.

#![deny(unsafe_code)]

pub mod api;
pub mod body;
pub mod clock;
pub mod config;
pub mod device;
pub mod engine;
pub mod error;
pub mod events;
pub mod ids;
pub mod limits;
pub mod media;
pub mod nat;
pub mod octets;
pub mod plan;
pub mod rng;
pub mod sdp;
pub mod secret;
pub mod sip;
pub mod ua;
