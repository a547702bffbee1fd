//! An authority of the tests, and a certificate of `localhost` from it.

use std::fs;
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

/// Writes `authority.pem`, `certificate.pem` and `key.pem` into a folder, and
/// the last two in one file for who wants them so.
pub fn write(folder: &Path) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "an authority of tests");
    let key = KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(params, key).expect("an authority");

    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let params = CertificateParams::new(names).expect("names");
    let key = KeyPair::generate().expect("a key");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");

    let files = [
        ("authority.pem", authority.pem()),
        ("certificate.pem", certificate.pem()),
        ("key.pem", key.serialize_pem()),
    ];
    let both = format!("{}{}", files[1].1, files[2].1);
    fs::write(folder.join("baresip.pem"), both).expect("the folder is writable");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("the folder is writable");
    }
}
