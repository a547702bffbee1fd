//! From an agreed profile and exported octets to the keys of SRTP (RFC 5764 §4.2).

use rtc_dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use smallvec::SmallVec;

use crate::plan::{
    DtlsRole, MasterKey, MasterKeyIdentifier, SrtpKeys, SrtpOmitted, SrtpParameters, SrtpSuite,
};
use crate::secret::SecretBytes;

/// What the octets are exported for.
pub(super) const EXPORTER_LABEL: &str = "EXTRACTOR-dtls_srtp";

/// The profile of a suite; `None` where it has none.
pub(super) fn profile(suite: SrtpSuite) -> Option<SrtpProtectionProfile> {
    suite.dtls_profile().map(SrtpProtectionProfile::from)
}

/// The suite of a profile.
pub(super) fn suite(profile: SrtpProtectionProfile) -> Option<SrtpSuite> {
    let number = profile as u16;
    let mut suites = SrtpSuite::ALL.iter().copied();
    suites.find(|suite| suite.dtls_profile() == Some(number))
}

/// Octets to export for a suite: a key and a salt for each side.
pub(super) const fn exported_bytes(suite: SrtpSuite) -> usize {
    2 * (suite.key_bytes() + suite.salt_bytes())
}

/// The keys in what was exported: those of the client, of the server, then the salts
/// in the same order. `None` where it is too short.
pub(super) fn keys(suite: SrtpSuite, role: DtlsRole, exported: &[u8]) -> Option<SrtpKeys> {
    let (client_key, rest) = exported.split_at_checked(suite.key_bytes())?;
    let (server_key, rest) = rest.split_at_checked(suite.key_bytes())?;
    let (client_salt, rest) = rest.split_at_checked(suite.salt_bytes())?;
    let server_salt = rest.get(..suite.salt_bytes())?;
    let client = parameters(suite, client_key, client_salt);
    let server = parameters(suite, server_key, server_salt);
    Some(match role {
        DtlsRole::Client => SrtpKeys {
            send: client,
            receive: server,
        },
        DtlsRole::Server => SrtpKeys {
            send: server,
            receive: client,
        },
    })
}

fn parameters(suite: SrtpSuite, key: &[u8], salt: &[u8]) -> SrtpParameters {
    SrtpParameters {
        suite,
        keys: SmallVec::from_buf([MasterKey {
            key_and_salt: SecretBytes::new([key, salt].concat()),
            identifier: MasterKeyIdentifier::new(),
            lifetime_packets: None,
        }]),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_sends_with_what_the_other_receives_with() {
        for suite in SrtpSuite::ALL.iter().copied() {
            let Some(number) = suite.dtls_profile() else {
                continue;
            };
            assert_eq!(profile(suite).map(|profile| profile as u16), Some(number));
            assert_eq!(profile(suite).and_then(super::suite), Some(suite));
            let exported: Vec<u8> = (0..exported_bytes(suite) as u8).collect();
            let client = keys(suite, DtlsRole::Client, &exported).expect("enough octets");
            let server = keys(suite, DtlsRole::Server, &exported).expect("enough octets");
            assert_eq!(client.send, server.receive);
            assert_eq!(client.receive, server.send);
            let octets = client.send.keys[0].key_and_salt.expose();
            let (key, salt) = octets.split_at(suite.key_bytes());
            assert_eq!(key, &exported[..suite.key_bytes()]);
            let salts = 2 * suite.key_bytes();
            assert_eq!(salt, &exported[salts..salts + suite.salt_bytes()]);
            let short = &exported[..exported.len() - 1];
            assert_eq!(keys(suite, DtlsRole::Client, short), None);
        }
        assert_eq!(suite(SrtpProtectionProfile::Unsupported), None);
    }
}
