//! What both ends know of each other before they agree on keys over the path of
//! their media (RFC 5763, RFC 5764).

use smallvec::SmallVec;

use super::SrtpSuite;

/// How a certificate was hashed. SHA-1 and MD5 prove nothing any more and are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FingerprintHash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl FingerprintHash {
    /// All of them, the weakest first.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// Its name in a session description (RFC 8122 §5).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    /// Octets of the hash.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// The hash of a certificate: whoever has the key to that is whom the description
/// speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// How it was hashed.
    pub hash: FingerprintHash,
    /// The hash, as long as [`FingerprintHash::bytes`] says.
    pub digest: SmallVec<[u8; 32]>,
}

/// Which part we have in the handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DtlsRole {
    /// We begin it: `a=setup:active`.
    Client,
    /// The other side does: `a=setup:passive`.
    Server,
}

impl DtlsRole {
    /// Its name in statistics and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// A DTLS association that gives a stream its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DtlsPlan {
    /// Our part.
    pub role: DtlsRole,
    /// The certificates that the other side may show, at least one.
    pub fingerprints: Vec<Fingerprint>,
    /// The suites that are offered and taken, the preferred first; each has a
    /// profile ([`SrtpSuite::dtls_profile`]).
    pub suites: Vec<SrtpSuite>,
    /// Another number is another association: its handshake begins anew.
    pub association: u32,
    /// The call rings: however long it does, its keys are not late. Negotiation leaves
    /// it false; `ua` sets it.
    pub rings: bool,
}

impl DtlsPlan {
    /// Whether an association that runs as this one says goes on as another says.
    pub fn is_same_association(&self, other: &Self) -> bool {
        let same = Self {
            rings: other.rings,
            ..self.clone()
        };
        same == *other
    }
}

/// Why there are no keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DtlsFailure {
    /// The other side proved to be somebody else: its certificate is not the one
    /// of its description.
    WrongFingerprint,
    /// It knows none of our suites.
    NoCommonSuite,
    /// The handshake did not come to its end.
    TimedOut,
}

impl DtlsFailure {
    /// In the words of statistics, logs and a Reason header.
    pub const fn text(self) -> &'static str {
        match self {
            Self::WrongFingerprint => "DTLS certificate does not match its fingerprint",
            Self::NoCommonSuite => "DTLS without a common SRTP profile",
            Self::TimedOut => "DTLS handshake timed out",
        }
    }
}
