//! Whether a server is who it should be: its chain by PKIX, its name as SIP
//! certificates have it (RFC 5922 §7), or for WebSocket as those of the web.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use webpki::EndEntityCert;

/// Which names a certificate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Naming {
    /// `sip:` URIs or else DNS names, whole and without wildcards (RFC 5922).
    Sip,
    /// DNS names and addresses, with wildcards (RFC 7118 §7, RFC 9525).
    Web,
}

/// Whom we believe.
#[derive(Debug)]
pub(super) struct Trust {
    /// Who may have signed a server's certificate.
    pub(super) roots: RootCertStore,
    /// The folder's certificates: a server may have one of these itself.
    pub(super) known: Vec<CertificateDer<'static>>,
}

/// Verifies servers; nothing but their signatures where `trust` is `None`.
#[derive(Debug)]
pub(super) struct Verifier {
    naming: Naming,
    trust: Option<Arc<Trust>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    /// One for connections of a kind.
    pub(super) fn new(
        naming: Naming,
        trust: Option<Arc<Trust>>,
        provider: &CryptoProvider,
    ) -> Self {
        Self {
            naming,
            trust,
            algorithms: provider.signature_verification_algorithms,
        }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(trust) = &self.trust else {
            return Ok(ServerCertVerified::assertion());
        };
        let parsed = ParsedCertificate::try_from(end_entity)?;
        let algorithms = self.algorithms.all;
        let chain = verify_server_cert_signed_by_trust_anchor(
            &parsed,
            &trust.roots,
            intermediates,
            now,
            algorithms,
        );
        match chain {
            Ok(()) => {}
            // One that signed itself and says it may sign others, as tools make
            // them. Its dates were in order; nothing else was looked at, so it
            // has to be one of the folder's itself, to the last byte.
            Err(error) if is_an_authority(&error) => {
                if !trust.known.contains(end_entity) {
                    return Err(CertificateError::UnknownIssuer.into());
                }
            }
            Err(error) => return Err(error),
        }
        match self.naming {
            Naming::Web => verify_server_name(&parsed, server_name)?,
            Naming::Sip => verify_sip_name(end_entity, &parsed, server_name)?,
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

fn is_an_authority(error: &Error) -> bool {
    let Error::InvalidCertificate(CertificateError::Other(error)) = error else {
        return false;
    };
    error.0.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity)
}

/// RFC 5922 §7.1: the hosts of `sip:` URIs without a user are the identities;
/// only where there are none, the DNS names. §7.2: compared whole.
fn verify_sip_name(
    der: &CertificateDer<'_>,
    parsed: &ParsedCertificate<'_>,
    name: &ServerName<'_>,
) -> Result<(), Error> {
    let certificate = EndEntityCert::try_from(der).map_err(|_| CertificateError::BadEncoding)?;
    let uris: Vec<&str> = certificate
        .valid_uri_names()
        .filter_map(sip_identity)
        .collect();
    let wanted = name.to_str();
    let wanted = wanted.trim_end_matches('.');
    if uris.iter().any(|host| host.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    let ServerName::DnsName(_) = name else {
        return verify_server_name(parsed, name);
    };
    let mut dns_names = certificate.valid_dns_names();
    if uris.is_empty() && dns_names.any(|dns| dns.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    Err(CertificateError::NotValidForName.into())
}

/// The domain that a URI stands for: its host, whatever the port.
fn sip_identity(uri: &str) -> Option<&str> {
    let scheme = uri.get(..4)?;
    let rest = &uri[4..];
    if !scheme.eq_ignore_ascii_case("sip:") || rest.contains('@') {
        return None;
    }
    let host = match rest.strip_prefix('[') {
        Some(address) => address.split_once(']')?.0,
        None => rest.split([':', ';', '?']).next().unwrap_or_default(),
    };
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, SanType};

    fn certificate(names: &[&str]) -> CertificateDer<'static> {
        let mut params = CertificateParams::default();
        params.subject_alt_names = names
            .iter()
            .map(|name| match name.parse() {
                Ok(ip) => SanType::IpAddress(ip),
                Err(_) if name.contains(':') => SanType::URI((*name).try_into().expect("ASCII")),
                Err(_) => SanType::DnsName((*name).try_into().expect("ASCII")),
            })
            .collect();
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        certificate.der().clone()
    }

    fn is_for(names: &[&str], wanted: &str) -> bool {
        let der = certificate(names);
        let parsed = ParsedCertificate::try_from(&der).expect("a certificate");
        let wanted = ServerName::try_from(wanted).expect("a name");
        verify_sip_name(&der, &parsed, &wanted).is_ok()
    }

    #[test]
    fn a_domain_is_named_by_uri_or_dns() {
        assert!(is_for(&["sip:example.com"], "example.com"));
        assert!(is_for(&["SIP:EXAMPLE.com;transport=tls"], "Example.COM"));
        assert!(is_for(&["sip:example.com:5061"], "example.com"));
        assert!(is_for(&["sip:[2001:db8::1]:5061"], "2001:db8::1"));
        assert!(is_for(&["a.example", "example.com"], "example.com"));
        assert!(is_for(&["192.0.2.1"], "192.0.2.1"));
        assert!(is_for(&["2001:db8::1"], "2001:db8::1"));
        assert!(!is_for(&["192.0.2.1"], "192.0.2.2"));
        assert!(!is_for(&["a.example"], "example.com"));
    }

    #[test]
    fn a_uri_takes_the_place_of_dns_names() {
        assert!(!is_for(
            &["sip:other.example", "example.com"],
            "example.com"
        ));
        assert!(is_for(
            &["https://other.example", "example.com"],
            "example.com"
        ));
        assert!(is_for(
            &["sip:user@other.example", "example.com"],
            "example.com"
        ));
        assert!(!is_for(&["sips:example.com"], "example.com"));
    }

    #[test]
    fn no_part_of_a_name_is_enough() {
        assert!(!is_for(&["*.example.com"], "a.example.com"));
        assert!(!is_for(&["example.com"], "a.example.com"));
        assert!(!is_for(&["sip:example.com"], "a.example.com"));
    }

    #[test]
    fn no_uri_is_a_panic() {
        for uri in [
            "", "sip", "sip:", "é:é", "sipé", "sip:;", "sip:?x", "sip::1", "sip:[", "sip:[]",
        ] {
            assert_eq!(sip_identity(uri), None, "{uri}");
        }
    }
}
