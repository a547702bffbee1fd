//! The keys of a stream that is encrypted, however they were agreed on.

use smallvec::SmallVec;

use crate::secret::SecretBytes;

/// How SRTP encrypts and authenticates (RFC 4568 §6.2, RFC 6188 §4, RFC 7714 §14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SrtpSuite {
    /// AES-GCM with keys of 256 bits.
    AeadAes256Gcm,
    /// AES-GCM with keys of 128 bits.
    AeadAes128Gcm,
    /// AES in counter mode with keys of 256 bits; tags of 80 bits.
    AesCm256HmacSha1Tag80,
    /// The same with tags of 32 bits on RTP.
    AesCm256HmacSha1Tag32,
    /// AES in counter mode with keys of 192 bits; tags of 80 bits.
    AesCm192HmacSha1Tag80,
    /// The same with tags of 32 bits on RTP.
    AesCm192HmacSha1Tag32,
    /// AES in counter mode with keys of 128 bits; tags of 80 bits.
    AesCm128HmacSha1Tag80,
    /// The same with tags of 32 bits on RTP.
    AesCm128HmacSha1Tag32,
}

impl SrtpSuite {
    /// Every suite.
    pub const ALL: &'static [Self] = &[
        Self::AeadAes256Gcm,
        Self::AeadAes128Gcm,
        Self::AesCm256HmacSha1Tag80,
        Self::AesCm256HmacSha1Tag32,
        Self::AesCm192HmacSha1Tag80,
        Self::AesCm192HmacSha1Tag32,
        Self::AesCm128HmacSha1Tag80,
        Self::AesCm128HmacSha1Tag32,
    ];

    /// Its name in a session description.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AeadAes256Gcm => "AEAD_AES_256_GCM",
            Self::AeadAes128Gcm => "AEAD_AES_128_GCM",
            Self::AesCm256HmacSha1Tag80 => "AES_256_CM_HMAC_SHA1_80",
            Self::AesCm256HmacSha1Tag32 => "AES_256_CM_HMAC_SHA1_32",
            Self::AesCm192HmacSha1Tag80 => "AES_192_CM_HMAC_SHA1_80",
            Self::AesCm192HmacSha1Tag32 => "AES_192_CM_HMAC_SHA1_32",
            Self::AesCm128HmacSha1Tag80 => "AES_CM_128_HMAC_SHA1_80",
            Self::AesCm128HmacSha1Tag32 => "AES_CM_128_HMAC_SHA1_32",
        }
    }

    /// The suite of that name, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut names = Self::ALL.iter().map(|suite| (suite.name(), *suite));
        let known = names.find(|(known, _)| known.eq_ignore_ascii_case(name));
        let mut others = OTHER_NAMES.into_iter();
        known
            .or_else(|| others.find(|(known, _)| known.eq_ignore_ascii_case(name)))
            .map(|(_, suite)| suite)
    }

    /// Octets of its master key.
    pub const fn key_bytes(self) -> usize {
        match self {
            Self::AeadAes256Gcm | Self::AesCm256HmacSha1Tag80 | Self::AesCm256HmacSha1Tag32 => 32,
            Self::AesCm192HmacSha1Tag80 | Self::AesCm192HmacSha1Tag32 => 24,
            Self::AeadAes128Gcm | Self::AesCm128HmacSha1Tag80 | Self::AesCm128HmacSha1Tag32 => 16,
        }
    }

    /// Octets of its master salt.
    pub const fn salt_bytes(self) -> usize {
        if self.is_aead() { 12 } else { 14 }
    }

    /// Octets of the tag of an RTP packet.
    pub const fn rtp_tag_bytes(self) -> usize {
        match self {
            Self::AeadAes256Gcm | Self::AeadAes128Gcm => 16,
            Self::AesCm256HmacSha1Tag32
            | Self::AesCm192HmacSha1Tag32
            | Self::AesCm128HmacSha1Tag32 => 4,
            _ => 10,
        }
    }

    /// Octets of the tag of an RTCP packet.
    pub const fn rtcp_tag_bytes(self) -> usize {
        if self.is_aead() { 16 } else { 10 }
    }

    /// Its number in the handshake of DTLS (RFC 5764 §4.1.2, RFC 7714 §14.2); `None`
    /// where it has none.
    pub const fn dtls_profile(self) -> Option<u16> {
        match self {
            Self::AesCm128HmacSha1Tag80 => Some(1),
            Self::AesCm128HmacSha1Tag32 => Some(2),
            Self::AeadAes128Gcm => Some(7),
            Self::AeadAes256Gcm => Some(8),
            _ => None,
        }
    }

    /// Encryption and authentication are one: neither can be left out of RTP
    /// (RFC 7714 §14.3).
    pub const fn is_aead(self) -> bool {
        matches!(self, Self::AeadAes256Gcm | Self::AeadAes128Gcm)
    }
}

/// The names in the order of the 128 bit suites, as some systems write them.
const OTHER_NAMES: [(&str, SrtpSuite); 4] = [
    ("AES_CM_256_HMAC_SHA1_80", SrtpSuite::AesCm256HmacSha1Tag80),
    ("AES_CM_256_HMAC_SHA1_32", SrtpSuite::AesCm256HmacSha1Tag32),
    ("AES_CM_192_HMAC_SHA1_80", SrtpSuite::AesCm192HmacSha1Tag80),
    ("AES_CM_192_HMAC_SHA1_32", SrtpSuite::AesCm192HmacSha1Tag32),
];

/// What keys a packet can name (RFC 3711 §3.1): octets on the wire, 1…128.
pub type MasterKeyIdentifier = SmallVec<[u8; 4]>;

/// One master key with its salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterKey {
    /// The key, and the salt behind it, as long as the suite has them.
    pub key_and_salt: SecretBytes,
    /// What packets name it by; empty where they do not.
    pub identifier: MasterKeyIdentifier,
    /// How many packets it is for, RTP and RTCP each; `None` for as many as
    /// RFC 3711 §9.2 allows.
    pub lifetime_packets: Option<u64>,
}

/// How the packets of one direction are protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpParameters {
    /// The suite.
    pub suite: SrtpSuite,
    /// The master keys, at least one; several are told apart by identifiers of
    /// one length. The first is sent with.
    pub keys: SmallVec<[MasterKey; 1]>,
    /// After how many packets session keys are derived anew, a power of two;
    /// 0 for never (RFC 3711 §4.3.1).
    pub key_derivation_rate: u32,
    /// What is left out.
    pub omitted: SrtpOmitted,
}

/// What SRTP does not do to packets because both sides want it so
/// (RFC 4568 §6.3.2, §6.3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SrtpOmitted {
    /// RTP is not encrypted.
    pub rtp_encryption: bool,
    /// RTCP is not encrypted.
    pub rtcp_encryption: bool,
    /// RTP is not authenticated.
    pub rtp_authentication: bool,
}

impl SrtpOmitted {
    /// Whether `self` leaves out nothing but what `allowed` does.
    pub const fn within(self, allowed: Self) -> bool {
        (allowed.rtp_encryption || !self.rtp_encryption)
            && (allowed.rtcp_encryption || !self.rtcp_encryption)
            && (allowed.rtp_authentication || !self.rtp_authentication)
    }
}

/// The keys of a stream in both directions. The same again change nothing: the
/// packets go on being counted from where they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpKeys {
    /// How we protect what we send.
    pub send: SrtpParameters,
    /// How the other side protects what it sends.
    pub receive: SrtpParameters,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_known_by_name() {
        for suite in SrtpSuite::ALL {
            assert_eq!(SrtpSuite::from_name(suite.name()), Some(*suite));
            let lower = suite.name().to_ascii_lowercase();
            assert_eq!(SrtpSuite::from_name(&lower), Some(*suite));
        }
        let cases = [
            (
                "AES_CM_256_HMAC_SHA1_80",
                Some(SrtpSuite::AesCm256HmacSha1Tag80),
            ),
            (
                "AES_CM_192_HMAC_SHA1_32",
                Some(SrtpSuite::AesCm192HmacSha1Tag32),
            ),
            ("AES_CM_512_HMAC_SHA1_80", None),
            ("AES_CM_", None),
            ("F8_128_HMAC_SHA1_80", None),
            ("", None),
            ("ÄES_CM_256_HMAC_SHA1_80", None),
        ];
        for (name, suite) in cases {
            assert_eq!(SrtpSuite::from_name(name), suite, "{name}");
        }
    }

    #[test]
    fn no_more_may_be_left_out_than_is_allowed() {
        let nothing = SrtpOmitted::default();
        let rtcp = SrtpOmitted {
            rtcp_encryption: true,
            ..nothing
        };
        assert!(nothing.within(nothing) && nothing.within(rtcp) && rtcp.within(rtcp));
        assert!(!rtcp.within(nothing));
    }
}
