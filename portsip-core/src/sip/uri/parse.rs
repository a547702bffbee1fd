//! Taking a URI apart (RFC 3261 §19.1.1 and §25.1, RFC 3966).
//!
//! Lenient about unescaped characters in the user part, underscores in host
//! names and an empty port; strict about anything that could end the URI early
//! where it is written into a message.

use std::net::Ipv6Addr;

use memchr::{memchr, memchr2};

use super::{Parts, Scheme, UriError};
use crate::sip::header::params::well_formed;
use crate::sip::scan;
use crate::sip::text::{Span, utf8};

/// What a URI may not hold anywhere.
const fn is_forbidden(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | 0x7F)
}

pub(super) fn parts(text: &[u8]) -> Result<Parts, UriError> {
    if text.iter().any(|&b| is_forbidden(b)) {
        return Err(UriError::ForbiddenCharacter);
    }
    let colon = memchr(b':', text).ok_or(UriError::NoScheme)?;
    match scheme(&text[..colon])? {
        scheme @ (Scheme::Sip | Scheme::Sips) => sip(text, scheme, colon + 1),
        Scheme::Tel => tel(text, colon + 1),
        Scheme::Other if colon + 1 < text.len() => Ok(opaque(Scheme::Other)),
        Scheme::Other => Err(UriError::BadHost),
    }
}

fn scheme(name: &[u8]) -> Result<Scheme, UriError> {
    if name.eq_ignore_ascii_case(b"sip") {
        return Ok(Scheme::Sip);
    }
    if name.eq_ignore_ascii_case(b"sips") {
        return Ok(Scheme::Sips);
    }
    if name.eq_ignore_ascii_case(b"tel") {
        return Ok(Scheme::Tel);
    }
    let well_formed = name.first().is_some_and(u8::is_ascii_alphabetic)
        && name
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if well_formed {
        Ok(Scheme::Other)
    } else {
        Err(UriError::NoScheme)
    }
}

const fn opaque(scheme: Scheme) -> Parts {
    Parts {
        scheme,
        user: None,
        password: None,
        host: Span::new(0, 0),
        port: None,
        params: Span::new(0, 0),
        headers: Span::new(0, 0),
    }
}

fn sip(text: &[u8], scheme: Scheme, start: usize) -> Result<Parts, UriError> {
    let mut parts = opaque(scheme);
    let mut at = start;
    // The user part may hold `;`, `?` and `/`, so the `@` is looked for first;
    // behind the host an unescaped `@` cannot stand.
    if let Some(found) = memchr(b'@', &text[start..]) {
        let end = start + found;
        match memchr(b':', &text[start..end]) {
            Some(colon) => {
                parts.user = Some(Span::new(start, start + colon));
                parts.password = Some(Span::new(start + colon + 1, end));
            }
            None => parts.user = Some(Span::new(start, end)),
        }
        at = end + 1;
    }
    let (host, port, behind) = host_port(text, at)?;
    parts.host = host;
    parts.port = port;
    params_and_headers(text, behind, &mut parts)?;
    Ok(parts)
}

/// Reads `host[:port]` at `at`; gives where it ends.
pub(in crate::sip) fn host_port(
    text: &[u8],
    at: usize,
) -> Result<(Span, Option<u16>, usize), UriError> {
    let end = host_end(text, at)?;
    let host = Span::new(at, end);
    if text.get(end) != Some(&b':') {
        return Ok((host, None, end));
    }
    let digits = text[end + 1..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let behind = end + 1 + digits;
    if digits == 0 {
        return Ok((host, None, behind));
    }
    let port = scan::number(&text[end + 1..behind])
        .and_then(|port| u16::try_from(port).ok())
        .ok_or(UriError::BadPort)?;
    Ok((host, Some(port), behind))
}

fn host_end(text: &[u8], at: usize) -> Result<usize, UriError> {
    if text.get(at) == Some(&b'[') {
        let close = memchr(b']', &text[at..]).ok_or(UriError::BadHost)?;
        let address = utf8(&text[at + 1..at + close]);
        return match address.parse::<Ipv6Addr>() {
            Ok(_) => Ok(at + close + 1),
            Err(_) => Err(UriError::BadHost),
        };
    }
    let length = text
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        .count();
    if length == 0 {
        return Err(UriError::BadHost);
    }
    Ok(at + length)
}

fn params_and_headers(text: &[u8], at: usize, parts: &mut Parts) -> Result<(), UriError> {
    let mut end = text.len();
    if let Some(question) = memchr(b'?', &text[at..]) {
        end = at + question;
        parts.headers = Span::new(end + 1, text.len());
    }
    match text[at..end].first() {
        None => Ok(()),
        Some(b';') if well_formed(&text[at..end]) => {
            parts.params = Span::new(at, end);
            Ok(())
        }
        Some(b';') => Err(UriError::BadParameter),
        Some(_) => Err(UriError::BadHost),
    }
}

fn tel(text: &[u8], start: usize) -> Result<Parts, UriError> {
    let mut parts = opaque(Scheme::Tel);
    let end = memchr2(b';', b'?', &text[start..]).map_or(text.len(), |found| start + found);
    let number = &text[start..end];
    let plausible = number.iter().any(u8::is_ascii_alphanumeric)
        || number.iter().any(|b| matches!(b, b'*' | b'#'));
    if !plausible {
        return Err(UriError::BadNumber);
    }
    parts.user = Some(Span::new(start, end));
    params_and_headers(text, end, &mut parts)?;
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::super::{Host, Scheme, Uri, UriError};

    #[test]
    fn all_parts() {
        let uri = Uri::parse("sip:al%69ce;x:pw@[2001:db8::1]:5061;transport=tcp;lr?a=b&c=d")
            .expect("it is a URI");
        assert_eq!(uri.user(), Some("al%69ce;x"));
        assert_eq!(uri.password(), Some("pw"));
        assert_eq!(uri.host_str(), "[2001:db8::1]");
        assert_eq!(uri.host(), Host::Ip("2001:db8::1".parse().expect("ip")));
        assert_eq!(uri.port(), Some(5061));
        assert_eq!(uri.params().value("transport"), Some("tcp"));
        assert!(uri.is_loose_router());
        let headers: Vec<_> = uri.header_pairs().collect();
        assert_eq!(headers, [("a", "b"), ("c", "d")]);
        assert_eq!(
            uri.without_params().as_str(),
            "sip:al%69ce;x:pw@[2001:db8::1]:5061"
        );
        assert_eq!(uri.address_of_record(), "sip:al%69ce;x@[2001:db8::1]:5061");
    }

    #[test]
    fn other_schemes() {
        let tel = Uri::parse("tel:+358-555-1234567;phone-context=x").expect("tel");
        assert_eq!(tel.scheme(), Scheme::Tel);
        assert_eq!(tel.user(), Some("+358-555-1234567"));
        assert_eq!(tel.params().value("phone-context"), Some("x"));
        let other = Uri::parse("soap.beep://192.0.2.103:3002").expect("opaque");
        assert_eq!(other.scheme(), Scheme::Other);
        assert_eq!(other.scheme_str(), "soap.beep");
    }

    #[test]
    fn what_is_no_uri() {
        for (text, error) in [
            ("", UriError::NoScheme),
            ("bob", UriError::NoScheme),
            (":x", UriError::NoScheme),
            ("sip:", UriError::BadHost),
            ("sip:a@", UriError::BadHost),
            ("sip:a@b@c", UriError::BadHost),
            ("sip:a@[::1", UriError::BadHost),
            ("sip:a@2001:db8::1", UriError::BadHost),
            ("sip:a@[1.2.3.4]", UriError::BadHost),
            ("sip:a@h:65536", UriError::BadPort),
            ("sip:a@h;;lr", UriError::BadParameter),
            ("sip:a@h ;lr", UriError::ForbiddenCharacter),
            ("sip:a@h\r\nVia: x", UriError::ForbiddenCharacter),
            ("<sip:a@h>", UriError::ForbiddenCharacter),
            ("tel:", UriError::BadNumber),
        ] {
            assert_eq!(Uri::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn built_from_parts() {
        let uri = Uri::sip("a b@c", "::1", Some(5070)).expect("built");
        assert_eq!(uri.as_str(), "sip:a%20b%40c@[::1]:5070");
        let with = uri.with_param("transport", Some("tcp")).expect("param");
        let again = with.with_param("Transport", Some("udp")).expect("param");
        assert_eq!(again.as_str(), "sip:a%20b%40c@[::1]:5070;Transport=udp");
        assert!(Uri::sip("a", "b\r\nc", None).is_err());
    }
}
