//! What is said of the path that media takes.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};

use super::milliseconds;
use crate::plan::CandidateKind;

/// How the checks of a call fare (RFC 8445), of RTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IceStatistics {
    /// How far they are.
    pub state: IceState,
    /// The pair that media takes; `None` before there is one.
    pub path: Option<IcePath>,
    /// Checks that were not authentic.
    pub refused: u64,
    /// Relays whose server has died, refused us later, or forgot us.
    pub relays_lost: u64,
}

/// The pair that media takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IcePath {
    /// What our end is.
    pub local: CandidateKind,
    /// What theirs is.
    pub remote: CandidateKind,
    /// Where it is.
    pub address: SocketAddr,
    /// The time of the last check and its answer.
    pub round_trip: Option<Duration>,
}

/// How far checks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IceState {
    /// They are on their way.
    Checking,
    /// They have found a path.
    Connected,
    /// The other side takes nothing along it any more.
    Disconnected,
    /// They have found none.
    Failed,
}

impl IceState {
    const fn name(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Connected => "connected",
            Self::Disconnected => "disconnected",
            Self::Failed => "failed",
        }
    }
}

impl IceStatistics {
    pub(super) fn to_value(self) -> Value {
        json!({
            "state": self.state.name(),
            "local": self.path.map(|path| path.local.name()),
            "remote": self.path.map(|path| path.remote.name()),
            "address": self.path.map(|path| path.address.to_string()),
            "round_trip_ms": self.path.and_then(|path| path.round_trip).map(milliseconds),
            "refused": self.refused,
            "relays_lost": self.relays_lost,
        })
    }
}
