//! Keep-alives of connections: CRLF CRLF asks, CRLF answers (RFC 5626 §3.5.1).

/// What came between two messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeepAlive {
    /// Wants a pong.
    Ping,
    /// Answers our ping.
    Pong,
}

impl KeepAlive {
    /// What it is on the wire; a WebSocket has control frames for the same
    /// (RFC 6455 §5.5.2), which the engine puts in its place.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Ping => b"\r\n\r\n",
            Self::Pong => b"\r\n",
        }
    }
}
