//! What is said of encryption.

use serde_json::{Value, json};

use crate::media::session::SrtpCounts;
use crate::plan::SrtpSuite;

/// How the packets of a call are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SrtpStatistics {
    /// How we encrypt what we send.
    pub sent: SrtpSuite,
    /// How the other side encrypts.
    pub received: SrtpSuite,
    /// What was refused.
    pub refused: SrtpCounts,
}

impl SrtpStatistics {
    pub(super) fn to_value(self) -> Value {
        json!({
            "suite_sent": self.sent.name(),
            "suite_received": self.received.name(),
            "not_authentic": self.refused.not_authentic,
            "replayed": self.refused.replayed,
            "malformed": self.refused.malformed,
            "key_worn_out": self.refused.key_worn_out,
        })
    }
}
