//! Why a connection cannot be had, in the words that the program is told.

use std::io;
use std::net::SocketAddr;

use crate::engine::tls::failure::TlsFailure;

/// Why a connection was not made.
#[derive(Debug, thiserror::Error)]
pub(in crate::engine) enum Failure {
    /// Our address is of another family, or there is no route.
    #[error("no way to {0}")]
    NoWay(SocketAddr),
    /// Who accepts over TLS has to show a certificate.
    #[error("no certificate of our own")]
    NoCertificate,
    /// We have as many as we may have.
    #[error("too many connections")]
    TooMany,
    /// Nobody listens there.
    #[error("connection refused")]
    Refused,
    /// Nobody answers there.
    #[error("connection timed out")]
    TimedOut,
    /// The handshake of TLS failed.
    #[error("{0}")]
    Tls(#[from] TlsFailure),
    /// An object made for TLS sends nothing in the clear.
    #[error("not secure, as this object is")]
    NotSecure,
    /// A host that no WebSocket can have.
    #[error("{0} is not a host")]
    NotAName(String),
    /// A server, but of something else.
    #[error("refused with status {0}")]
    NoWebSocket(u16),
    /// A WebSocket, but of something else.
    #[error("the peer does not speak SIP over WebSocket")]
    NoSip,
    /// The peer ended the connection.
    #[error("closed during the handshake")]
    HandshakeClosed,
    /// The peer was silent.
    #[error("handshake timed out")]
    HandshakeTimedOut,
    /// What else is wrong with what it says.
    #[error("handshake failed: {0}")]
    Handshake(String),
    /// A fault of ours.
    #[error("connection failed")]
    Panicked,
    /// What else the system says.
    #[error("connection failed: {0}")]
    Failed(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused,
            io::ErrorKind::TimedOut => Self::TimedOut,
            _ => Self::Failed(error),
        }
    }
}
