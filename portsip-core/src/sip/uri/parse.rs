//! Taking a URI apart (RFC 3261 §19.1.1 and §25.1, RFC 3966).
//!
//! Lenient about unescaped characters in the user part, underscores in host
//! names and an empty port; strict about anything that could end the URI early
//! where it is written into a message.

use std::net::Ipv6Addr;

use super::{Parts, Scheme, UriError};
use crate::sip::lanes::{Lanes, Marks};
use crate::sip::stretch::Stretch;
use crate::sip::text::Span;

/// What may not be in a URI: spaces, controls, brackets, quotes.
#[inline]
fn forbidden(lanes: Lanes) -> Marks {
    // One bit makes the one angle bracket of the other.
    let bracket = lanes.with_bits(b'<' ^ b'>').are(b'<' | b'>');
    lanes.up_to(b' ') | bracket | lanes.are(b'"') | lanes.are(0x7F)
}

const fn is_forbidden(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | b'<' | b'>' | b'"' | 0x7F)
}

/// Letters, digits, `.` and `-`; also the underscore of real host names.
#[inline]
fn in_host(lanes: Lanes) -> Marks {
    let letter = lanes.with_bits(0x20).between(b'a', b'z');
    let sign = lanes.between(b'-', b'.') | lanes.are(b'_');
    letter | lanes.between(b'0', b'9') | sign
}

/// Takes apart a text that is a URI from `start` to its end.
pub(super) fn parts(text: Stretch<'_>, start: usize) -> Result<Parts, UriError> {
    match prefix(text, start) {
        Ok((parts, end)) if end == text.end() => Ok(parts),
        Err(error) if end_of_plain(text, start) == text.end() => Err(error),
        _ => Err(UriError::ForbiddenCharacter),
    }
}

/// Takes apart the URI that stands at `start`; gives where it ends: at the
/// first character that no URI may hold.
pub(in crate::sip) fn prefix(text: Stretch<'_>, start: usize) -> Result<(Parts, usize), UriError> {
    if let [a, b, c, b':', ..] = *text.rest(start)
        && [a | 0x20, b | 0x20, c | 0x20] == *b"sip"
    {
        return sip(text, Scheme::Sip, start + 4);
    }
    let end = end_of_plain(text, start);
    let colon = text.find(start, |lanes| lanes.are(b':'));
    if colon >= end {
        return Err(UriError::NoScheme);
    }
    match scheme(text.bytes(Span::new(start, colon)))? {
        scheme @ (Scheme::Sip | Scheme::Sips) => sip(text, scheme, colon + 1),
        Scheme::Tel => tel(text, colon + 1),
        Scheme::Other if colon + 1 < end => Ok((opaque(Scheme::Other), end)),
        Scheme::Other => Err(UriError::BadHost),
    }
}

fn end_of_plain(text: Stretch<'_>, at: usize) -> usize {
    text.find(at, forbidden)
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

fn sip(text: Stretch<'_>, scheme: Scheme, start: usize) -> Result<(Parts, usize), UriError> {
    let mut parts = opaque(scheme);
    let at = user_info(text, start, &mut parts);
    let (host, port, behind) = host_port(text, at)?;
    parts.host = host;
    parts.port = port;
    let end = params_and_headers(text, behind, &mut parts)?;
    Ok((parts, end))
}

/// Reads `user[:password]@`, if it is there; gives where the host begins. The
/// user part may hold `;`, `?` and `/`, so the `@` is looked for first; behind
/// the host an unescaped `@` cannot stand.
fn user_info(text: Stretch<'_>, start: usize, parts: &mut Parts) -> usize {
    let ends = |lanes: Lanes| forbidden(lanes) | lanes.are(b'@');
    let user = text.find(start, |lanes| ends(lanes) | lanes.are(b':'));
    let at = match text.get(user) {
        Some(b':') => text.find(user, ends),
        _ => user,
    };
    if text.get(at) != Some(b'@') {
        return start;
    }
    parts.user = Some(Span::new(start, user));
    parts.password = (user < at).then(|| Span::new(user + 1, at));
    at + 1
}

/// Reads `host[:port]` at `at`; gives where it ends.
pub(in crate::sip) fn host_port(
    text: Stretch<'_>,
    at: usize,
) -> Result<(Span, Option<u16>, usize), UriError> {
    let end = host_end(text, at)?;
    let host = Span::new(at, end);
    if text.get(end) != Some(b':') {
        return Ok((host, None, end));
    }
    let (port, behind) = text.number(end + 1);
    if behind == end + 1 {
        return Ok((host, None, behind));
    }
    let port = port.and_then(|port| u16::try_from(port).ok());
    Ok((host, Some(port.ok_or(UriError::BadPort)?), behind))
}

fn host_end(text: Stretch<'_>, at: usize) -> Result<usize, UriError> {
    if text.get(at) == Some(b'[') {
        return reference_end(text, at);
    }
    match text.find_other(at, in_host) {
        end if end <= at => Err(UriError::BadHost),
        end => Ok(end),
    }
}

/// Where the IPv6 reference that opens at `at` ends.
#[inline(never)]
fn reference_end(text: Stretch<'_>, at: usize) -> Result<usize, UriError> {
    let close = text.find(at, |lanes| lanes.are(b']'));
    let address = std::str::from_utf8(text.bytes(Span::new(at + 1, close)));
    let address = address.ok().and_then(ipv6);
    match text.get(close) {
        Some(_) if address.is_some() => Ok(close + 1),
        _ => Err(UriError::BadHost),
    }
}

/// The address inside the brackets of a reference. The grammar of RFC 3261 let
/// a third colon in before an address of version four (RFC 5118 §4.10).
pub(super) fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let address = text.parse().ok();
    address.or_else(|| text.replacen(":::", "::", 1).parse().ok())
}

/// Reads parameters and headers at `at`; gives where they end.
fn params_and_headers(text: Stretch<'_>, at: usize, parts: &mut Parts) -> Result<usize, UriError> {
    let mut end = at;
    while text.get(end) == Some(b';') {
        // A parameter has a name: two semicolons in a row, or `;=`, are none.
        if matches!(text.get(end + 1), Some(b';' | b'=')) {
            return Err(UriError::BadParameter);
        }
        end = text.find(end + 1, |lanes| {
            forbidden(lanes) | lanes.are(b';') | lanes.are(b'?')
        });
    }
    parts.params = Span::new(at, end);
    if text.get(end) == Some(b'?') {
        let headers = end + 1;
        end = end_of_plain(text, headers);
        parts.headers = Span::new(headers, end);
    }
    match text.get(end) {
        Some(byte) if end == at && !is_forbidden(byte) => Err(UriError::BadHost),
        _ => Ok(end),
    }
}

fn tel(text: Stretch<'_>, start: usize) -> Result<(Parts, usize), UriError> {
    let mut parts = opaque(Scheme::Tel);
    let end = text.find(start, |lanes| {
        forbidden(lanes) | lanes.are(b';') | lanes.are(b'?')
    });
    let number = text.bytes(Span::new(start, end));
    let plausible = number.iter().any(u8::is_ascii_alphanumeric)
        || number.iter().any(|b| matches!(b, b'*' | b'#'));
    if !plausible {
        return Err(UriError::BadNumber);
    }
    parts.user = Some(Span::new(start, end));
    let end = params_and_headers(text, end, &mut parts)?;
    Ok((parts, end))
}

#[cfg(test)]
mod tests {
    use super::super::{Host, Scheme, Uri, UriError};
    use super::Lanes;

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
    fn forbidden_bytes_are_the_same_for_one_and_for_sixteen() {
        for byte in 0..=u8::MAX {
            let marks = super::forbidden(Lanes::from([byte; 16]));
            assert_eq!(marks.bits() != 0, super::is_forbidden(byte));
        }
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
