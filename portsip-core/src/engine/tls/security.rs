//! The settings of TLS, ready for connections.

use std::sync::{Arc, OnceLock};

use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::server::{ServerConfig, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, Error, RootCertStore};

use super::cipher_list;
use super::failure::TlsFailure;
use super::folder::Folder;
use super::identity::{self, Presented};
use super::verifier::{Naming, Trust, Verifier};
use crate::config::TlsConfig;

/// What TLS connections of one SDK object are made with.
#[derive(Debug)]
pub(in crate::engine) struct Security {
    sip: ClientConfig,
    web: ClientConfig,
    server: Option<Arc<ServerConfig>>,
    identity: Option<Arc<CertifiedKey>>,
}

impl Security {
    /// Reads the folder, and the system's roots where servers are verified.
    ///
    /// [`TlsFailure::Settings`] for a folder or cipher list that is none.
    pub(in crate::engine) fn new(config: &TlsConfig) -> Result<Self, TlsFailure> {
        let settings = |error: &dyn std::fmt::Display| TlsFailure::Settings(error.to_string());
        let provider = Arc::new(CryptoProvider {
            cipher_suites: cipher_list::parse(&config.cipher_list).map_err(|e| settings(&e))?,
            ..rustls::crypto::ring::default_provider()
        });
        let folder = if config.certificates.as_os_str().is_empty() {
            Folder::default()
        } else {
            Folder::read(&config.certificates).map_err(|error| {
                TlsFailure::Settings(format!("{}: {error}", config.certificates.display()))
            })?
        };
        let identity = identity::of_folder(&folder, &provider);
        let known = certificates(&folder);
        let trust = config.verify.then(|| Arc::new(trust(known.clone())));
        let client = |naming| client(naming, trust.clone(), &provider).map_err(|e| settings(&e));
        let server = identity
            .as_ref()
            .map(|own| {
                let verifies = config.verify && known.iter().any(|other| !own.cert.contains(other));
                let roots = if verifies { known } else { Vec::new() };
                server(own, roots, &provider).map_err(|e| settings(&e))
            })
            .transpose()?;
        Ok(Self {
            sip: client(Naming::Sip)?,
            web: client(Naming::Web)?,
            server: server.map(Arc::new),
            identity,
        })
    }

    /// For a connection to a server, with what it is given when it asks for
    /// our certificate.
    pub(super) fn client(&self, naming: Naming) -> (Arc<ClientConfig>, Arc<Presented>) {
        let mut config = match naming {
            Naming::Sip => self.sip.clone(),
            Naming::Web => self.web.clone(),
        };
        let presented = Arc::new(Presented::new(self.identity.clone()));
        config.client_auth_cert_resolver = Arc::clone(&presented) as _;
        (Arc::new(config), presented)
    }

    /// For connections of peers; `None` without a certificate of our own.
    pub(in crate::engine) fn server(&self) -> Option<&Arc<ServerConfig>> {
        self.server.as_ref()
    }
}

/// The certificates of the folder, our own as well: a peer that has the same
/// folder shows that.
fn certificates(folder: &Folder) -> Vec<CertificateDer<'static>> {
    let mut known: Vec<_> = folder.chains.iter().flatten().cloned().collect();
    known.sort_unstable_by(|one, other| one.as_ref().cmp(other.as_ref()));
    known.dedup();
    known
}

/// The folder's certificates and the system's.
fn trust(known: Vec<CertificateDer<'static>>) -> Trust {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(known.iter().cloned());
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "the system's certificates");
    }
    roots.add_parsable_certificates(system.certs);
    Trust { roots, known }
}

fn client(
    naming: Naming,
    trust: Option<Arc<Trust>>,
    provider: &Arc<CryptoProvider>,
) -> Result<ClientConfig, Error> {
    let verifier = Verifier::new(naming, trust, provider);
    let mut config = ClientConfig::builder_with_provider(Arc::clone(provider))
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    // Connections live long and are few.
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// Asks clients for a certificate where there is something to verify it by;
/// they need not have one.
fn server(
    own: &Arc<CertifiedKey>,
    known: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<ServerConfig, Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(known);
    let verifier = if roots.is_empty() {
        WebPkiClientVerifier::no_client_auth()
    } else {
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
            .allow_unauthenticated()
            .build()
            .map_err(|error| Error::General(error.to_string()))?
    };
    let config = ServerConfig::builder_with_provider(Arc::clone(provider))
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(Arc::clone(own))));
    Ok(config)
}

/// The settings, made when they are first needed: to read the system's roots
/// takes memory and time that an object without TLS does not spend.
#[derive(Debug)]
pub(in crate::engine) struct LazySecurity {
    config: TlsConfig,
    made: OnceLock<Arc<Security>>,
}

impl LazySecurity {
    /// Nothing is read yet.
    pub(in crate::engine) fn new(config: TlsConfig) -> Self {
        Self {
            config,
            made: OnceLock::new(),
        }
    }

    /// Makes them, if nobody has. Reads files.
    pub(in crate::engine) fn make(&self) -> Result<Arc<Security>, TlsFailure> {
        if let Some(made) = self.made.get() {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(Security::new(&self.config)?);
        Ok(Arc::clone(self.made.get_or_init(|| made)))
    }

    /// Those that were made.
    pub(in crate::engine) fn made(&self) -> Option<&Arc<Security>> {
        self.made.get()
    }
}
