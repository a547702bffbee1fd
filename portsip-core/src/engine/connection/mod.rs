//! Connections, each a task of the signalling thread.
//!
//! A connection is opened ([`open`]) or accepted ([`accept`]), gets its place
//! in the [`table`], and is then served by its [`task`]: bytes become messages
//! by the rules of its [`wire`], and messages leave from its [`outbox`], which
//! any thread may fill. All that a peer can do to it is bounded in `limits.rs`.

pub(super) mod accept;
mod failure;
mod metered;
pub(super) mod open;
pub(super) mod outbox;
mod stream_wire;
mod table;
mod task;
mod websocket;
mod wire;

use tokio::io::{AsyncRead, AsyncWrite};

pub(super) use table::Connections;

/// A stream of bytes, whatever it runs over.
pub(super) trait ByteStream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> ByteStream for S {}

/// A stream of bytes whose kind is known at run time only.
pub(super) type BoxedStream = Box<dyn ByteStream>;
