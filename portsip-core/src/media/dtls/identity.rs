//! The certificate that we show, and how its fingerprint is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rtc_dtls::crypto::Certificate;
use rtc_dtls::crypto_provider::{RTCCryptoProvider, SignatureScheme, default_provider};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use smallvec::SmallVec;
use subtle::ConstantTimeEq as _;

use crate::clock::Instant;
use crate::plan::{Fingerprint, FingerprintHash};

/// The instants of the library are made of ours, and never of a clock.
#[expect(
    clippy::disallowed_types,
    reason = "rtc-dtls counts in these; here one is only added to"
)]
pub type LibraryInstant = std::time::Instant;

/// Our certificate with its key, and the ciphers of all handshakes.
pub struct Identity {
    pub(super) certificate: Certificate,
    pub(super) provider: Arc<dyn RTCCryptoProvider>,
    fingerprint: Fingerprint,
    /// What [`Instant::ZERO`] is to the library.
    zero: LibraryInstant,
}

/// Why a certificate cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of the certificate cannot be used")]
pub struct IdentityError;

impl Identity {
    /// With a certificate in DER and its key, ECDSA over P-256 or RSA, in PKCS #8. The
    /// library counts time from `zero`, which may be any.
    pub fn new(
        certificate: Vec<u8>,
        key: &[u8],
        zero: LibraryInstant,
    ) -> Result<Self, IdentityError> {
        let provider = default_provider().map_err(|_| IdentityError)?;
        let schemes = [
            SignatureScheme::EcdsaP256Sha256,
            SignatureScheme::RsaPkcs1Sha256,
        ];
        let mut keys = schemes
            .into_iter()
            .filter_map(|scheme| provider.crypto().import_signing_key(scheme, key).ok());
        let key = keys.next().ok_or(IdentityError)?;
        let fingerprint = fingerprint(FingerprintHash::Sha256, &certificate);
        Ok(Self {
            certificate: Certificate::from_signing_key(vec![certificate.into()], key),
            provider,
            fingerprint,
            zero,
        })
    }

    /// The fingerprint for our descriptions.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    pub(super) fn instant(&self, ours: Instant) -> LibraryInstant {
        self.zero + Duration::from_micros(ours.as_micros())
    }

    pub(super) fn our_instant(&self, theirs: LibraryInstant) -> Instant {
        let since = theirs.saturating_duration_since(self.zero);
        Instant::from_micros(u64::try_from(since.as_micros()).unwrap_or(u64::MAX))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

/// Whether a certificate is one of those that were described. Of fingerprints by
/// several hashes those by the strongest decide (RFC 8122 §5).
pub(super) fn is_described(certificate: &[u8], described: &[Fingerprint]) -> bool {
    let Some(hash) = described.iter().map(|described| described.hash).max() else {
        return false;
    };
    let shown = fingerprint(hash, certificate);
    let mut described = described.iter().filter(|described| described.hash == hash);
    described.any(|described| described.digest.ct_eq(&shown.digest).into())
}

fn fingerprint(hash: FingerprintHash, certificate: &[u8]) -> Fingerprint {
    let digest = match hash {
        FingerprintHash::Sha256 => SmallVec::from_slice(&Sha256::digest(certificate)),
        FingerprintHash::Sha384 => SmallVec::from_slice(&Sha384::digest(certificate)),
        FingerprintHash::Sha512 => SmallVec::from_slice(&Sha512::digest(certificate)),
    };
    Fingerprint { hash, digest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_hash_decides() {
        use FingerprintHash::{Sha256, Sha384, Sha512};
        let (ours, other) = (b"a certificate", b"another");
        for hash in FingerprintHash::ALL {
            assert_eq!(fingerprint(hash, ours).digest.len(), hash.bytes());
            assert!(is_described(ours, &[fingerprint(hash, ours)]));
            assert!(!is_described(ours, &[fingerprint(hash, other)]));
            let both = [fingerprint(hash, other), fingerprint(hash, ours)];
            assert!(is_described(ours, &both));
        }
        let weaker = [fingerprint(Sha512, other), fingerprint(Sha256, ours)];
        assert!(!is_described(ours, &weaker));
        let stronger = [fingerprint(Sha256, other), fingerprint(Sha384, ours)];
        assert!(is_described(ours, &stronger));
        assert!(!is_described(ours, &[]));
    }
}
