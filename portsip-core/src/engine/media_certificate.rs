//! The certificate for DTLS: one for each SDK object, signed by itself, ECDSA over
//! P-256. It says nothing about anybody: its fingerprint is what counts (RFC 5763
//! §1), and it lives as long as the object.

use std::sync::Arc;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use zeroize::Zeroizing;

use crate::media::dtls::Identity;

/// Makes a certificate; `None`, and a line in the log, where that cannot be.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "an instant that handshakes count from; the engine may read the clock"
)]
pub(super) fn make() -> Option<Arc<Identity>> {
    let zero = std::time::Instant::now();
    let (certificate, key) = self_signed()
        .inspect_err(|error| tracing::error!(%error, "no certificate for DTLS"))
        .ok()?;
    let identity = Identity::new(certificate, &key, zero);
    identity
        .inspect_err(|error| tracing::error!(%error, "no certificate for DTLS"))
        .ok()
        .map(Arc::new)
}

/// A certificate and its key; what holds the key here is wiped.
fn self_signed() -> Result<(Vec<u8>, Zeroizing<Vec<u8>>), rcgen::Error> {
    let key = Zeroizing::new(KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?);
    let mut params = CertificateParams::new(Vec::new())?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "SIP media");
    params.distinguished_name = name;
    let certificate = params.self_signed(&*key)?;
    Ok((certificate.der().to_vec(), key.serialize_der().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_another() {
        let [a, b] = [make(), make()].map(|made| made.expect("a certificate"));
        assert_ne!(a.fingerprint(), b.fingerprint());
        let shown = format!("{a:?}");
        assert!(
            !shown.contains("certificate") && !shown.contains("key"),
            "{shown}"
        );
    }
}
