//! The list of cipher suites that a program gives, by their names in OpenSSL or
//! at IANA.

use rustls::SupportedCipherSuite;
use rustls::crypto::ring::ALL_CIPHER_SUITES;

/// Names that stand for every suite there is.
const EVERYTHING: [&str; 3] = ["ALL", "DEFAULT", "HIGH"];
/// Each name in rustls, which is that of IANA but for the `TLS13_` of TLS 1.3,
/// beside that of OpenSSL, which is that of IANA for TLS 1.3.
const NAMES: [(&str, &str); 9] = [
    ("TLS13_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
    ("TLS13_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
    (
        "TLS13_CHACHA20_POLY1305_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
    ),
    (
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
    ),
    (
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-ECDSA-AES128-GCM-SHA256",
    ),
    (
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
    ),
    (
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384",
    ),
    (
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
    ),
    (
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305",
    ),
];

/// A list that names nothing we have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CipherListError {
    /// A name that we do not know, or only as insecure.
    #[error("no such cipher suite: {0}")]
    Unknown(String),
    /// Every suite was taken away.
    #[error("no cipher suite is left")]
    Empty,
}

/// The suites that a list names, in its order; all for an empty list. Names
/// are parted by `:`, `,`, `;` or blanks; `!` and `-` before a name take it away.
pub(super) fn parse(list: &str) -> Result<Vec<SupportedCipherSuite>, CipherListError> {
    let mut chosen: Vec<SupportedCipherSuite> = Vec::new();
    let mut named = false;
    let mut excluded = Vec::new();
    for name in list
        .split(|c: char| matches!(c, ':' | ',' | ';') || c.is_whitespace())
        .filter(|name| !name.is_empty())
    {
        if let Some(name) = name.strip_prefix(['!', '-']) {
            // What is excluded and unknown is not offered anyway.
            excluded.extend(find(name));
            continue;
        }
        named = true;
        if EVERYTHING.iter().any(|all| all.eq_ignore_ascii_case(name)) {
            chosen.extend(ALL_CIPHER_SUITES);
        } else {
            let suite = find(name).ok_or_else(|| CipherListError::Unknown(name.to_owned()))?;
            chosen.push(suite);
        }
    }
    if !named {
        chosen.extend(ALL_CIPHER_SUITES);
    }
    let mut suites = Vec::new();
    for suite in chosen {
        if !excluded.contains(&suite) && !suites.contains(&suite) {
            suites.push(suite);
        }
    }
    if suites.is_empty() {
        return Err(CipherListError::Empty);
    }
    Ok(suites)
}

fn find(name: &str) -> Option<SupportedCipherSuite> {
    let (known, _) = NAMES.iter().find(|(known, openssl)| {
        known.eq_ignore_ascii_case(name) || openssl.eq_ignore_ascii_case(name)
    })?;
    ALL_CIPHER_SUITES
        .iter()
        .find(|suite| suite.suite().as_str() == Some(*known))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Result<Vec<&'static str>, CipherListError> {
        let suites = parse(list)?;
        Ok(suites
            .iter()
            .filter_map(|suite| suite.suite().as_str())
            .collect())
    }

    #[test]
    fn every_suite_has_its_names() {
        for suite in ALL_CIPHER_SUITES {
            let name = suite.suite().as_str().expect("it has a name");
            assert_eq!(find(name), Some(*suite), "{name}");
        }
        for (rustls, openssl) in NAMES {
            let found = find(rustls);
            assert!(found.is_some() && found == find(openssl), "{rustls}");
        }
    }

    #[test]
    fn the_order_of_the_list_is_kept() {
        let list =
            "ECDHE-RSA-AES128-GCM-SHA256:tls_aes_128_gcm_sha256, ECDHE-RSA-AES128-GCM-SHA256";
        let expected = [
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS13_AES_128_GCM_SHA256",
        ];
        assert_eq!(names(list), Ok(expected.to_vec()));
    }

    #[test]
    fn no_list_is_every_suite() {
        for list in ["", " ", "ALL", "DEFAULT:!aNULL:!MD5"] {
            assert_eq!(
                names(list).map(|names| names.len()),
                Ok(NAMES.len()),
                "{list}"
            );
        }
        let some = names("ALL:!ECDHE-RSA-AES128-GCM-SHA256").map(|names| names.len());
        assert_eq!(some, Ok(NAMES.len() - 1));
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        for name in ["RC4-MD5", "AES128-SHA", "@STRENGTH", "é"] {
            let refused = CipherListError::Unknown(name.to_owned());
            assert_eq!(names(&format!("ALL:{name}")), Err(refused));
        }
        let nothing = "TLS_AES_128_GCM_SHA256:!TLS_AES_128_GCM_SHA256";
        assert_eq!(names(nothing), Err(CipherListError::Empty));
    }
}
