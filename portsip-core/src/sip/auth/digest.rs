//! The computation (RFC 7616 §3.4.1).

use md5::Md5;
use sha2::{Digest, Sha256, Sha512_256};

use super::challenge::{Algorithm, QualityOfProtection};
use crate::secret::Secret;

/// A digest in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct HexDigest {
    digits: [u8; 64],
    length: usize,
}

impl HexDigest {
    fn new(bytes: &[u8]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Self {
            digits,
            length: (bytes.len() * 2).min(64),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    fn as_bytes(&self) -> &[u8] {
        &self.digits[..self.length]
    }
}

impl std::fmt::Debug for HexDigest {
    /// Half of the way to a password: not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HexDigest(…)")
    }
}

/// What goes into a response.
#[derive(Clone, Copy, Debug)]
pub struct DigestInput<'a> {
    /// The hash.
    pub algorithm: Algorithm,
    /// What it protects.
    pub qop: QualityOfProtection,
    /// The user.
    pub username: &'a str,
    /// The password.
    pub password: &'a Secret,
    /// As in the challenge, between the quotes.
    pub realm: &'a str,
    /// As in the challenge, between the quotes.
    pub nonce: &'a str,
    /// Ours.
    pub cnonce: &'a str,
    /// How often the nonce was used, this time included.
    pub nonce_count: u32,
    /// The method of the request.
    pub method: &'a str,
    /// The URI as it stands in the credentials.
    pub uri: &'a str,
    /// The body of the request; only `auth-int` looks at it.
    pub body: &'a [u8],
}

/// The response to a challenge.
pub fn digest_response(input: &DigestInput<'_>) -> HexDigest {
    let hash = |parts: &[&[u8]]| hash(input.algorithm, parts);
    let mut key = hash(&[
        input.username.as_bytes(),
        input.realm.as_bytes(),
        input.password.expose().as_bytes(),
    ]);
    if input.algorithm.is_session() {
        key = hash(&[
            key.as_bytes(),
            input.nonce.as_bytes(),
            input.cnonce.as_bytes(),
        ]);
    }
    let subject = match input.qop {
        QualityOfProtection::AuthInt => hash(&[
            input.method.as_bytes(),
            input.uri.as_bytes(),
            hash(&[input.body]).as_bytes(),
        ]),
        _ => hash(&[input.method.as_bytes(), input.uri.as_bytes()]),
    };
    let qop: &[u8] = match input.qop {
        QualityOfProtection::Legacy => {
            return hash(&[key.as_bytes(), input.nonce.as_bytes(), subject.as_bytes()]);
        }
        QualityOfProtection::Auth => b"auth",
        QualityOfProtection::AuthInt => b"auth-int",
    };
    hash(&[
        key.as_bytes(),
        input.nonce.as_bytes(),
        format!("{:08x}", input.nonce_count).as_bytes(),
        input.cnonce.as_bytes(),
        qop,
        subject.as_bytes(),
    ])
}

/// The hash of the parts with colons between them.
fn hash(algorithm: Algorithm, parts: &[&[u8]]) -> HexDigest {
    fn run<D: Digest>(parts: &[&[u8]]) -> HexDigest {
        let mut digest = D::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                digest.update(b":");
            }
            digest.update(part);
        }
        HexDigest::new(&digest.finalize())
    }
    match algorithm {
        Algorithm::Md5 | Algorithm::Md5Sess => run::<Md5>(parts),
        Algorithm::Sha256 | Algorithm::Sha256Sess => run::<Sha256>(parts),
        Algorithm::Sha512Trunc256 | Algorithm::Sha512Trunc256Sess => run::<Sha512_256>(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc_7616(algorithm: Algorithm, password: &Secret) -> DigestInput<'_> {
        DigestInput {
            algorithm,
            qop: QualityOfProtection::Auth,
            username: "Mufasa",
            password,
            realm: "http-auth@example.org",
            nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            nonce_count: 1,
            method: "GET",
            uri: "/dir/index.html",
            body: b"",
        }
    }

    /// RFC 2617 §3.5.
    #[test]
    fn the_example_of_rfc_2617() {
        let password = Secret::new("Circle Of Life");
        let input = DigestInput {
            realm: "testrealm@host.com",
            nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            cnonce: "0a4f113b",
            ..rfc_7616(Algorithm::Md5, &password)
        };
        assert_eq!(
            digest_response(&input).as_str(),
            "6629fae49393a05397450978507c4ef1"
        );
        let legacy = DigestInput {
            qop: QualityOfProtection::Legacy,
            ..input
        };
        assert_eq!(
            digest_response(&legacy).as_str(),
            "670fd8c2df070c60b045671b8b24ff02"
        );
    }

    /// RFC 7616 §3.9.1.
    #[test]
    fn the_examples_of_rfc_7616() {
        let password = Secret::new("Circle of Life");
        let response = |algorithm| digest_response(&rfc_7616(algorithm, &password));
        assert_eq!(
            response(Algorithm::Md5).as_str(),
            "8ca523f5e9506fed4657c9700eebdbec"
        );
        assert_eq!(
            response(Algorithm::Sha256).as_str(),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
        );
    }

    /// FIPS 180-4's SHA-512/256 of "abc", so that the truncated one is not
    /// taken by mistake.
    #[test]
    fn sha_512_256_is_not_a_cut_sha_512() {
        assert_eq!(
            hash(Algorithm::Sha512Trunc256, &[b"abc"]).as_str(),
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"
        );
    }

    #[test]
    fn sessions_and_bodies_change_the_response() {
        let password = Secret::new("Circle of Life");
        let plain = rfc_7616(Algorithm::Md5, &password);
        let session = DigestInput {
            algorithm: Algorithm::Md5Sess,
            ..plain
        };
        assert_ne!(digest_response(&plain), digest_response(&session));
        let with_body = |body| {
            digest_response(&DigestInput {
                qop: QualityOfProtection::AuthInt,
                body,
                ..plain
            })
        };
        assert_ne!(with_body(b"a"), with_body(b"b"));
    }
}
