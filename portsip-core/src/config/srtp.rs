//! Whether media is encrypted, and how.

use crate::plan::{SrtpOmitted, SrtpSuite};

/// Whether media is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SrtpPolicy {
    /// Never of our own accord: nothing is offered, and keys in descriptions are not
    /// taken. Associations that are offered are.
    #[default]
    None,
    /// Always: a call without keys is refused, or does not come about.
    Force,
    /// Where the other side can.
    Prefer,
}

/// How the keys of calls of ours come about. Those of calls to us come as their offer
/// has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SrtpKeyExchange {
    /// They are in the session descriptions (RFC 4568).
    #[default]
    Sdes,
    /// They are agreed on over the path of the media (RFC 5764).
    Dtls,
}

/// How calls from now on are encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Srtp {
    /// Whether they are.
    pub policy: SrtpPolicy,
    /// How keys are offered.
    pub key_exchange: SrtpKeyExchange,
    /// Keys travel over signalling that is not encrypted itself.
    pub over_unsecure_transport: bool,
    /// The suites that are offered, the preferred first, and taken; empty for
    /// [`Srtp::OFFERED`] offered and every one taken.
    pub suites: Vec<SrtpSuite>,
    /// What is left out of the protection: offered so, and taken where it is
    /// offered.
    pub omitted: SrtpOmitted,
}

impl Srtp {
    /// What is offered where the program does not say: each suite that is
    /// common, the strongest first.
    pub const OFFERED: [SrtpSuite; 5] = [
        SrtpSuite::AeadAes256Gcm,
        SrtpSuite::AeadAes128Gcm,
        SrtpSuite::AesCm256HmacSha1Tag80,
        SrtpSuite::AesCm128HmacSha1Tag80,
        SrtpSuite::AesCm128HmacSha1Tag32,
    ];
}
