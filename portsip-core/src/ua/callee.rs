//! From what a person types to the URI that is called (RFC 3261 §19.1.6).

use crate::error::{Error, Result};
use crate::sip::header::NameAddr;
use crate::sip::uri::{Scheme, Uri, UserEscapes};

/// Whom an INVITE is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Callee {
    /// The name given beside the URI, or empty.
    pub(crate) display_name: String,
    /// The Request-URI.
    pub(crate) uri: Uri,
}

impl Callee {
    /// Reads a name, a `sip:`, `sips:` or `tel:` URI, or `"Name" <uri>`.
    ///
    /// A bare name or number belongs to `domain`, its characters escaped as
    /// `escapes` says; without a domain it is `CoreInvalidUri`, and nothing at
    /// all is `CoreCalleeEmpty`.
    pub(crate) fn parse(text: &str, domain: &str, escapes: UserEscapes) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        if text.contains(['\r', '\n', '\0']) {
            return Err(Error::CoreInvalidUri);
        }
        if !text.contains('<') {
            return Ok(Self {
                display_name: String::new(),
                uri: address(text, domain, escapes)?,
            });
        }
        let named = NameAddr::parse(text).map_err(|_| Error::CoreInvalidUri)?;
        Ok(Self {
            display_name: named.display_name().into_owned(),
            uri: address(named.uri().as_str(), domain, escapes)?,
        })
    }
}

fn address(text: &str, domain: &str, escapes: UserEscapes) -> Result<Uri> {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let is = |name: &str| scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(name));
    if is("sip") || is("sips") {
        return sip_uri(text);
    }
    if is("tel") {
        return telephone(text, domain, escapes);
    }
    if text.contains('@') {
        return sip_uri(&format!("sip:{text}"));
    }
    if domain.is_empty() {
        return Err(Error::CoreInvalidUri);
    }
    let uri = Uri::sip_with(escapes, text, domain, None).map_err(|_| Error::CoreInvalidUri)?;
    if uri.user().is_none_or(str::is_empty) {
        return Err(Error::CoreInvalidUri);
    }
    Ok(uri)
}

fn sip_uri(text: &str) -> Result<Uri> {
    let uri = Uri::parse(text).map_err(|_| Error::CoreInvalidUri)?;
    if !uri.is_sip() || uri.host_str().is_empty() {
        return Err(Error::CoreInvalidUri);
    }
    // A method or headers in a URI ask for more than a call (§19.1.5).
    Ok(uri.without_headers())
}

/// RFC 3261 §19.1.6: the number without its visual separators, its
/// parameters kept in the user part, and `user=phone`.
fn telephone(text: &str, domain: &str, escapes: UserEscapes) -> Result<Uri> {
    let uri = Uri::parse(text).map_err(|_| Error::CoreInvalidUri)?;
    if uri.scheme() != Scheme::Tel || domain.is_empty() {
        return Err(Error::CoreInvalidUri);
    }
    let number: String = uri
        .user()
        .unwrap_or_default()
        .chars()
        .filter(|character| !matches!(character, '-' | '.' | '(' | ')'))
        .collect();
    let parameters = uri
        .as_str()
        .split_once(';')
        .map(|(_, parameters)| format!(";{parameters}"))
        .unwrap_or_default();
    let user = format!("{number}{parameters}");
    Uri::sip_with(escapes, &user, domain, None)
        .and_then(|uri| uri.with_param("user", Some("phone")))
        .map_err(|_| Error::CoreInvalidUri)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: UserEscapes = UserEscapes::STANDARD;

    fn called(text: &str, domain: &str) -> Result<String> {
        Callee::parse(text, domain, STANDARD).map(|callee| callee.uri.as_str().to_owned())
    }

    #[test]
    fn names_belong_to_the_domain() {
        assert_eq!(
            called("alice", "example.com").as_deref(),
            Ok("sip:alice@example.com")
        );
        assert_eq!(
            called(" 100 ", "10.0.0.1").as_deref(),
            Ok("sip:100@10.0.0.1")
        );
        assert_eq!(
            called("a b", "example.com").as_deref(),
            Ok("sip:a%20b@example.com")
        );
        assert_eq!(called("alice", ""), Err(Error::CoreInvalidUri));
        assert_eq!(called("  ", "example.com"), Err(Error::CoreCalleeEmpty));
    }

    #[test]
    fn names_are_escaped_as_the_program_says() {
        let mut escapes = STANDARD;
        assert!(escapes.set('#', false) && escapes.set('+', true));
        for (name, uri) in [
            ("*72#", "sip:*72#@example.com"),
            ("+1555", "sip:%2B1555@example.com"),
            ("a@b", "sip:a@b"),
            ("sip:+1#@b", "sip:+1#@b"),
        ] {
            let callee = Callee::parse(name, "example.com", escapes).expect("a callee");
            assert_eq!(callee.uri.as_str(), uri);
            assert!(callee.uri.is_sip() && callee.uri.user().is_some());
        }
    }

    #[test]
    fn uris_stay_as_they_are() {
        for uri in [
            "sip:222@192.168.1.11",
            "sip:user002@sip.yourdomain.com:5068",
            "sips:bob@example.com;transport=tcp",
            "sip:[2001:db8::1]:5070",
            "sip:host.example.com",
        ] {
            assert_eq!(called(uri, "").as_deref(), Ok(uri));
        }
        assert_eq!(
            called("bob@example.com", "").as_deref(),
            Ok("sip:bob@example.com")
        );
        let with_headers = called("sip:bob@example.com?Subject=x", "");
        assert_eq!(with_headers.as_deref(), Ok("sip:bob@example.com"));
    }

    #[test]
    fn telephone_numbers_become_users() {
        assert_eq!(
            called("tel:+1-201-555-0123", "example.com").as_deref(),
            Ok("sip:+12015550123@example.com;user=phone")
        );
        assert_eq!(
            called("tel:7042;phone-context=example.com", "example.net").as_deref(),
            Ok("sip:7042;phone-context=example.com@example.net;user=phone")
        );
        assert_eq!(called("tel:+12015550123", ""), Err(Error::CoreInvalidUri));
    }

    #[test]
    fn display_names_are_taken_apart() {
        let callee =
            Callee::parse("\"Bob B.\" <sip:bob@example.com>", "", STANDARD).expect("a callee");
        assert_eq!(callee.display_name, "Bob B.");
        assert_eq!(callee.uri.as_str(), "sip:bob@example.com");
        let bare = Callee::parse("Bob <bob>", "example.com", STANDARD);
        assert!(bare.is_err() || bare.is_ok_and(|callee| callee.uri.is_sip()));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "sip:",
            "sip:@",
            "sip:a b@c",
            "tel:",
            "<sip:a@b",
            "a\r\nb",
            "sip:a@b:99999",
        ] {
            assert_eq!(
                called(text, "example.com"),
                Err(Error::CoreInvalidUri),
                "{text}"
            );
        }
    }
}
