//! The C ABI of the SDK: the library `portsip_sdk`.
//!
//! The mechanics are apart from the functions: `handle` (tokens),
//! `boundary` (panics and codes), `text` and `bytes` (strings and
//! buffers), `flag` (booleans), `codes` (numbers). Handlers and the way of
//! an event to them are in `dispatcher`. The functions lie in one file per
//! group, named like the files of `portsip_core::api` that they call.
//!
//! `include/portsip_sdk.h` is generated from this crate by `cargo xtask
//! generate`; the documentation of each function here is the header's.
#![expect(
    clippy::missing_safety_doc,
    reason = "the header states once, for all functions, what pointers must be"
)]

mod account;
mod audio;
mod boundary;
mod bytes;
mod call;
mod callback;
mod codec;
mod codes;
mod conference;
mod device;
mod dispatcher;
mod extension;
mod file;
mod flag;
mod forward;
mod handle;
mod header;
mod identity;
mod lifecycle;
mod memory;
mod message;
mod network;
mod number;
mod presence;
mod processing;
mod reachability;
mod request;
mod session_timer;
mod srtp;
mod statistics;
mod stream;
mod subscription;
#[cfg(feature = "test-hooks")]
mod test_hooks;
mod text;
mod transfer;

pub use account::*;
pub use audio::*;
pub use call::*;
pub use callback::*;
pub use codec::*;
pub use codes::*;
pub use conference::*;
pub use device::*;
pub use dispatcher::*;
pub use extension::*;
pub use file::*;
pub use flag::{EventFlag, Flag, ReturnFlag};
pub use forward::*;
pub use header::*;
pub use identity::*;
pub use lifecycle::*;
pub use message::*;
pub use network::*;
pub use presence::*;
pub use processing::*;
pub use reachability::*;
pub use request::*;
pub use session_timer::*;
pub use srtp::*;
pub use statistics::*;
pub use stream::*;
pub use subscription::*;
#[cfg(feature = "test-hooks")]
pub use test_hooks::*;
pub use transfer::*;
