//! Who we are: the certificate of the folder to which it has the private key.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;

use super::folder::Folder;

/// The first key of the folder that has a certificate, with what stands beside
/// that in its file as the chain.
pub(super) fn of_folder(folder: &Folder, provider: &CryptoProvider) -> Option<Arc<CertifiedKey>> {
    for key in &folder.keys {
        let key = match provider.key_provider.load_private_key(key.clone_key()) {
            Ok(key) => key,
            Err(error) => {
                tracing::warn!(%error, "a private key cannot be used");
                continue;
            }
        };
        for chain in &folder.chains {
            for index in 0..chain.len() {
                let own = CertifiedKey::new(chain_from(chain, index), Arc::clone(&key));
                if own.keys_match().is_ok() {
                    return Some(Arc::new(own));
                }
            }
        }
        tracing::warn!("a private key has no certificate");
    }
    None
}

/// The chain with the certificate at `index` first.
fn chain_from(chain: &[CertificateDer<'static>], index: usize) -> Vec<CertificateDer<'static>> {
    let mut own = chain.to_vec();
    own[..=index].rotate_right(1);
    own
}

/// Gives our certificate to a server that asks, and remembers that it did.
#[derive(Debug)]
pub(super) struct Presented {
    identity: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl Presented {
    /// For one connection.
    pub(super) fn new(identity: Option<Arc<CertifiedKey>>) -> Self {
        Self {
            identity,
            asked: AtomicBool::new(false),
        }
    }

    /// Whether the server asked.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether it asked and we had nothing to give.
    pub(super) fn was_missing(&self) -> bool {
        self.was_asked() && self.identity.is_none()
    }
}

impl ResolvesClientCert for Presented {
    fn resolve(
        &self,
        _root_hint_subjects: &[&[u8]],
        sigschemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Relaxed);
        let identity = self.identity.as_ref()?;
        identity.key.choose_scheme(sigschemes)?;
        Some(Arc::clone(identity))
    }

    fn has_certs(&self) -> bool {
        // Also without one: else nobody would tell that it was asked for.
        true
    }
}
