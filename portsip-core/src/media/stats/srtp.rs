//! What is said of encryption.

use serde_json::{Value, json};

use crate::media::dtls::Counts;
use crate::media::session::SrtpCounts;
use crate::plan::{DtlsFailure, DtlsRole, SrtpSuite};

/// How the packets of a call are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SrtpStatistics {
    /// How we encrypt what we send; `None` before there are keys.
    pub sent: Option<SrtpSuite>,
    /// How the other side encrypts.
    pub received: Option<SrtpSuite>,
    /// What was refused.
    pub refused: SrtpCounts,
    /// The association that keys come from; `None` where descriptions have them.
    pub dtls: Option<DtlsStatistics>,
}

/// How the association of a stream fares, and that of its RTCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DtlsStatistics {
    /// Our part.
    pub role: DtlsRole,
    /// How far it is.
    pub state: DtlsState,
    /// What was refused.
    pub refused: Counts,
}

/// How far an association is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DtlsState {
    /// The handshake is on its way.
    Connecting,
    /// There are keys.
    Connected,
    /// It has failed, and is tried again.
    Failed(DtlsFailure),
}

impl SrtpStatistics {
    pub(super) fn to_value(self) -> Value {
        json!({
            "keys": if self.dtls.is_some() { "dtls" } else { "sdes" },
            "suite_sent": self.sent.map(SrtpSuite::name),
            "suite_received": self.received.map(SrtpSuite::name),
            "not_authentic": self.refused.not_authentic,
            "replayed": self.refused.replayed,
            "malformed": self.refused.malformed,
            "key_worn_out": self.refused.key_worn_out,
            "before_keys": self.refused.before_keys,
            "dtls": self.dtls.map(DtlsStatistics::to_value),
        })
    }
}

impl DtlsStatistics {
    fn to_value(self) -> Value {
        let (state, failure) = match self.state {
            DtlsState::Connecting => ("connecting", None),
            DtlsState::Connected => ("connected", None),
            DtlsState::Failed(failure) => ("failed", Some(failure.text())),
        };
        json!({
            "role": self.role.name(),
            "state": state,
            "failure": failure,
            "wrong_fingerprint": self.refused.wrong_fingerprint,
            "failed": self.refused.failed,
            "alerts": self.refused.alerts,
            "malformed": self.refused.malformed,
        })
    }
}
