//! What a server or a proxy asks for: WWW-Authenticate, Proxy-Authenticate.

use crate::sip::header::{HeaderError, HeaderName, Problem};
use crate::sip::message::Message;
use crate::sip::scan;
use crate::sip::text::Text;

/// A hash, and whether its result is tied to one session. Ordered by strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// `MD5`, also when none is named.
    Md5,
    /// `MD5-sess`
    Md5Sess,
    /// `SHA-256`
    Sha256,
    /// `SHA-256-sess`
    Sha256Sess,
    /// `SHA-512-256`
    Sha512Trunc256,
    /// `SHA-512-256-sess`
    Sha512Trunc256Sess,
}

impl Algorithm {
    const ALL: [Self; 6] = [
        Self::Md5,
        Self::Md5Sess,
        Self::Sha256,
        Self::Sha256Sess,
        Self::Sha512Trunc256,
        Self::Sha512Trunc256Sess,
    ];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Md5Sess => "MD5-sess",
            Self::Sha256 => "SHA-256",
            Self::Sha256Sess => "SHA-256-sess",
            Self::Sha512Trunc256 => "SHA-512-256",
            Self::Sha512Trunc256Sess => "SHA-512-256-sess",
        }
    }

    /// Whether nonce and client nonce go into the key.
    pub const fn is_session(self) -> bool {
        matches!(
            self,
            Self::Md5Sess | Self::Sha256Sess | Self::Sha512Trunc256Sess
        )
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.as_str().eq_ignore_ascii_case(name))
    }
}

/// What the digest protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QualityOfProtection {
    /// Method and URI, by the old rules of RFC 2069: the challenge had no qop.
    Legacy,
    /// `auth`: method and URI.
    Auth,
    /// `auth-int`: method, URI and body.
    AuthInt,
}

/// One challenge that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Whose credentials are asked for; as written between the quotes.
    pub realm: Text,
    /// As written between the quotes.
    pub nonce: Text,
    /// To be given back; as written between the quotes.
    pub opaque: Option<Text>,
    /// The algorithm.
    pub algorithm: Algorithm,
    /// Whether the challenge names its algorithm; only then the answer does.
    pub names_algorithm: bool,
    /// What to use of what is offered: `auth` before `auth-int`, which breaks
    /// when a proxy changes the body.
    pub qop: QualityOfProtection,
    /// The credentials were right and only the nonce was too old.
    pub stale: bool,
}

impl Challenge {
    /// Reads the first challenge of a header value.
    pub fn parse(value: &str) -> Result<Self, HeaderError> {
        let found = challenges(value).into_iter().next();
        found.ok_or(Problem::Malformed.of(HeaderName::WwwAuthenticate))
    }

    /// All challenges of a response in fields called `name` that can be
    /// answered, top first.
    pub(super) fn all(response: &Message, name: HeaderName) -> Vec<Self> {
        response.headers(name).flat_map(challenges).collect()
    }
}

/// The challenges of one header value that can be answered: scheme Digest,
/// known algorithm and qop. A value may hold several, as HTTP allows and some
/// servers send.
pub fn challenges(value: &str) -> Vec<Challenge> {
    let mut found = Vec::new();
    let mut draft: Option<Draft> = None;
    for item in scan::list_items(value.as_bytes().into(), 0) {
        let mut item = item.of(value);
        let (first, rest) = split_word(item);
        if scan::is_token(first.as_bytes()) && !rest.is_empty() && !rest.starts_with('=') {
            found.extend(draft.take().and_then(Draft::finish));
            draft = first.eq_ignore_ascii_case("Digest").then(Draft::default);
            item = rest;
        }
        if let (Some(draft), Some((name, value))) = (&mut draft, name_value(item)) {
            draft.take(name, value);
        }
    }
    found.extend(draft.and_then(Draft::finish));
    found
}

/// The text before the first space, and what follows the spaces.
fn split_word(item: &str) -> (&str, &str) {
    let (word, rest) = item.split_once([' ', '\t']).unwrap_or((item, ""));
    (word, rest.trim())
}

/// `name=value`, the value without its quotes.
fn name_value(item: &str) -> Option<(&str, &str)> {
    let (name, value) = item.split_once('=')?;
    let value = value.trim();
    let bare = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value);
    Some((name.trim(), bare))
}

/// A challenge while its parameters come in.
#[derive(Default)]
struct Draft {
    realm: Option<Text>,
    nonce: Option<Text>,
    opaque: Option<Text>,
    algorithm: Option<Text>,
    qop: Option<Text>,
    stale: bool,
}

impl Draft {
    fn take(&mut self, name: &str, value: &str) {
        let slot = match name.to_ascii_lowercase().as_str() {
            "realm" => &mut self.realm,
            "nonce" => &mut self.nonce,
            "opaque" => &mut self.opaque,
            "algorithm" => &mut self.algorithm,
            "qop" => &mut self.qop,
            "stale" => {
                self.stale = value.eq_ignore_ascii_case("true");
                return;
            }
            _ => return,
        };
        slot.get_or_insert_with(|| Text::from(value));
    }

    fn finish(self) -> Option<Challenge> {
        let algorithm = match &self.algorithm {
            Some(name) => Algorithm::parse(name)?,
            None => Algorithm::Md5,
        };
        Some(Challenge {
            realm: self.realm?,
            nonce: self.nonce?,
            opaque: self.opaque,
            algorithm,
            names_algorithm: self.algorithm.is_some(),
            qop: quality(self.qop.as_deref())?,
            stale: self.stale,
        })
    }
}

/// What to use of a list of qop values; `None` when none of them is known.
fn quality(list: Option<&str>) -> Option<QualityOfProtection> {
    let Some(list) = list.filter(|list| !list.trim().is_empty()) else {
        return Some(QualityOfProtection::Legacy);
    };
    let offers = |name: &str| list.split(',').any(|q| q.trim().eq_ignore_ascii_case(name));
    if offers("auth") {
        Some(QualityOfProtection::Auth)
    } else if offers("auth-int") {
        Some(QualityOfProtection::AuthInt)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parameters() {
        let challenge = Challenge::parse(
            r#"Digest realm="a, \"b\"", domain="sip:x", nonce = "abc==", opaque="", stale=TRUE, algorithm=sha-256, qop="auth-int , auth""#,
        )
        .expect("fine");
        assert_eq!(challenge.realm, r#"a, \"b\""#);
        assert_eq!(challenge.nonce, "abc==");
        assert_eq!(challenge.opaque.as_deref(), Some(""));
        assert_eq!(challenge.algorithm, Algorithm::Sha256);
        assert_eq!(challenge.qop, QualityOfProtection::Auth);
        assert!(challenge.stale);
    }

    #[test]
    fn what_is_not_named_has_a_meaning() {
        let challenge = Challenge::parse(r#"digest realm=r,nonce="n""#).expect("fine");
        assert_eq!(challenge.algorithm, Algorithm::Md5);
        assert!(!challenge.names_algorithm);
        assert_eq!(challenge.qop, QualityOfProtection::Legacy);
        assert!(!challenge.stale);
    }

    #[test]
    fn what_cannot_be_answered_is_passed_over() {
        for text in [
            "",
            "Digest",
            "Basic realm=\"r\"",
            "Digest realm=\"r\"",
            "Digest nonce=\"n\"",
            "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
            "Digest realm=\"r\", nonce=\"n\", qop=\"auth-conf\"",
        ] {
            assert!(Challenge::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn several_in_one_value() {
        let found = challenges(
            r#"Basic realm="x", Digest realm="r", nonce="1", algorithm=MD5, Digest realm="r", nonce="2", algorithm=SHA-256"#,
        );
        let nonces: Vec<&str> = found.iter().map(|c| c.nonce.as_str()).collect();
        assert_eq!(nonces, ["1", "2"]);
    }
}
