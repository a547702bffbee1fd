//! Certificates for tests: authorities, what they sign, folders with both, and
//! a server that demands one.

#![expect(
    clippy::disallowed_types,
    dead_code,
    reason = "a plain server, and each file uses a part of this"
)]

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, SanType};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, SupportedProtocolVersion};

/// The versions of TLS that there are.
pub(crate) const VERSIONS: [&SupportedProtocolVersion; 2] =
    [&rustls::version::TLS12, &rustls::version::TLS13];

/// A certificate and its key, in PEM.
pub(crate) struct Identity {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

/// Who signs certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: rcgen::Certificate,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // No two have the same name.
        let name = format!("authority {:?}", key.public_key_raw());
        params
            .distinguished_name
            .push(rcgen::DnType::CommonName, name);
        let certificate = params.self_signed(&key).expect("a certificate");
        Self {
            issuer: Issuer::new(params, key),
            certificate,
        }
    }

    pub(crate) fn der(&self) -> rustls::pki_types::CertificateDer<'static> {
        self.certificate.der().clone()
    }

    pub(crate) fn certify(&self, names: &[&str]) -> Identity {
        self.certify_between(names, 2000, 4000)
    }

    /// A certificate for some years.
    pub(crate) fn certify_between(&self, names: &[&str], from: i32, to: i32) -> Identity {
        let mut params = params(names);
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(to, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        Identity {
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }
}

/// A certificate that signed itself and says it may sign others, as the usual
/// tools make them.
pub(crate) fn self_signed(names: &[&str]) -> Identity {
    let mut params = params(names);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let certificate = params.self_signed(&key).expect("a certificate");
    Identity {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    }
}

fn params(names: &[&str]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.subject_alt_names = names
        .iter()
        .map(|name| match name.parse() {
            Ok(ip) => SanType::IpAddress(ip),
            Err(_) if name.contains(':') => SanType::URI((*name).try_into().expect("ASCII")),
            Err(_) => SanType::DnsName((*name).try_into().expect("ASCII")),
        })
        .collect();
    params
}

/// A certificate folder, removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("portsip-certificates-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn add(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file can be written");
    }

    pub(crate) fn add_authority(&self, authority: &Authority) {
        self.add("root.pem", &authority.certificate.pem());
    }

    pub(crate) fn add_identity(&self, identity: &Identity) {
        self.add("own.crt", &identity.certificate);
        self.add("own.key", &identity.key);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server on loopback that demands a certificate of `authority`, reads what
/// comes first from each client, and hangs up.
pub(crate) fn demanding_server(
    authority: &Authority,
    version: &'static SupportedProtocolVersion,
) -> SocketAddr {
    use rustls::pki_types::pem::PemObject;
    let own = authority.certify(&["127.0.0.1"]);
    let mut roots = RootCertStore::empty();
    roots
        .add(authority.certificate.der().clone())
        .expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .expect("a root is there");
    let chain = vec![PemObject::from_pem_slice(own.certificate.as_bytes()).expect("PEM")];
    let key = PemObject::from_pem_slice(own.key.as_bytes()).expect("PEM");
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .expect("they fit");
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("bound");
    std::thread::Builder::new()
        .spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut connection =
                    ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut stream = stream;
                let mut tls = rustls::Stream::new(&mut connection, &mut stream);
                let _ = tls.read(&mut [0; 4096]);
                let _ = connection.write_tls(&mut stream);
            }
        })
        .expect("a thread");
    address
}
