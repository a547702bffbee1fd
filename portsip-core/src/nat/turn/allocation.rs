//! How far an allocation is, and why there is none.

use std::net::SocketAddr;

/// Why there is no relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TurnError {
    /// Nobody answers, or nobody who knows our password.
    #[error("the TURN server does not answer")]
    NoAnswer,
    /// The server refused: 401 or 441 our credentials, 437 knows nothing of the
    /// allocation, 440 its family, 486 another one of this user, 508 one of anybody.
    #[error("the TURN server refused with {code}")]
    Refused {
        /// The code of ERROR-CODE, 300…699; 0 where it was left out.
        code: u16,
    },
    /// The answer held no address that peers can send to, or what was asked cannot be
    /// written.
    #[error("the TURN server's answer has no address")]
    NoAddress,
    /// It is over: the server said so, or it was closed.
    #[error("the allocation has ended")]
    Ended,
    /// The connection to the server is gone, and with it the allocation.
    #[error("the connection to the TURN server has ended")]
    Disconnected,
}

/// How far the allocation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocation {
    /// The answer is awaited.
    Asked,
    /// We have an address of the server.
    Granted {
        /// That, of the family of the way to the server.
        relayed: SocketAddr,
        /// Where the server sees us.
        mapped: Option<SocketAddr>,
    },
    /// There is none, or none any more.
    Failed(TurnError),
}
