//! How messages lie in what a connection carries, and why it cannot go on.

use std::io;
use std::task::{Context, Poll};

use super::stream_wire::StreamWire;
use super::websocket::WebSocketWire;
use crate::octets::Octets;
use crate::sip::transport::framer::FrameError;
use crate::sip::transport::keepalive::KeepAlive;

/// The two directions of one connection.
pub(super) enum Wire {
    /// Messages one behind the other (RFC 3261 §18.3).
    Stream(StreamWire),
    /// One message in each of a WebSocket's (RFC 7118 §5). Boxed, as it is
    /// larger.
    WebSocket(Box<WebSocketWire>),
}

/// What has come.
#[derive(Debug)]
pub(super) enum Received {
    /// One whole message.
    Message(Octets),
    /// A sign of life that means something to the agent.
    KeepAlive(KeepAlive),
    /// A sign of life that was answered already.
    Nothing,
}

/// Why nothing more comes or goes.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    /// The peer has ended it.
    #[error("closed by the peer")]
    Closed,
    /// The system, or TLS, says so.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// What came is not to be told into messages.
    #[error("{0}")]
    Framing(#[from] FrameError),
    /// The peer breaks the rules of WebSocket.
    #[error("{0}")]
    WebSocket(String),
}

impl Wire {
    /// The next message or keep-alive.
    pub(super) fn poll_receive(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Received, Broken>> {
        match self {
            Self::Stream(stream) => stream.poll_receive(context),
            Self::WebSocket(socket) => socket.poll_receive(context),
        }
    }

    /// Whether another message may be sent along with what is on its way.
    pub(super) fn has_room(&self) -> bool {
        match self {
            Self::Stream(stream) => stream.has_room(),
            Self::WebSocket(socket) => socket.has_room(),
        }
    }

    /// Begins to send, where there is room.
    pub(super) fn start_send(&mut self, message: Octets) {
        match self {
            Self::Stream(stream) => stream.start_send(message),
            Self::WebSocket(socket) => socket.start_send(message),
        }
    }

    /// Ready when nothing is on its way any more.
    pub(super) fn poll_sent(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        match self {
            Self::Stream(stream) => stream.poll_sent(context),
            Self::WebSocket(socket) => socket.poll_sent(context),
        }
    }

    /// Whether the peer has begun something and not ended it.
    pub(super) fn is_partway(&self) -> bool {
        match self {
            Self::Stream(stream) => stream.is_partway(),
            Self::WebSocket(socket) => socket.is_partway(),
        }
    }

    /// Says goodbye.
    pub(super) async fn close(&mut self) {
        match self {
            Self::Stream(stream) => stream.close().await,
            Self::WebSocket(socket) => socket.close().await,
        }
    }
}
