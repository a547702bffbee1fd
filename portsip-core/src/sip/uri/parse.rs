//! Taking a URI apart (RFC 3261 §19.1.1 and §25.1, RFC 3966).
//!
//! Lenient about unescaped characters in the user part, underscores in host
//! names and an empty port; strict about anything that could end the URI early
//! where it is written into a message.

use std::net::Ipv6Addr;

use memchr::{memchr, memchr2};

use super::{Parts, Scheme, UriError};
use crate::sip::scan;
use crate::sip::text::Span;

/// What a byte is to the part of a URI behind the host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Semicolon,
    Question,
    /// May not be in a URI: spaces, controls, brackets, quotes.
    Forbidden,
}

static CLASS: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    let mut index = 0;
    while index < 256 {
        table[index] = match index as u8 {
            b';' => Class::Semicolon,
            b'?' => Class::Question,
            0..=b' ' | b'<' | b'>' | b'"' | 0x7F => Class::Forbidden,
            _ => Class::Plain,
        };
        index += 1;
    }
    table
};

/// The `@`, and what may not be in a URI.
static ENDS_USER: [bool; 256] = {
    let mut table = [false; 256];
    let mut index = 0;
    while index < 256 {
        table[index] = matches!(CLASS[index], Class::Forbidden) || index as u8 == b'@';
        index += 1;
    }
    table
};

/// Letters, digits, `.` and `-`; also the underscore of real host names.
static IN_HOST: [bool; 256] = {
    let mut table = [false; 256];
    let mut index = 0;
    while index < 256 {
        let byte = index as u8;
        table[index] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        index += 1;
    }
    table
};

/// The opposite of [`IN_HOST`], but for the underscore, without branches.
const fn may_end_host(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    let sign = byte.wrapping_sub(b'-') < 2;
    !(letter | digit | sign)
}

const fn class(byte: u8) -> Class {
    CLASS[byte as usize]
}

/// Takes apart a text that is a URI from end to end.
pub(super) fn parts(text: &[u8]) -> Result<Parts, UriError> {
    match prefix(text) {
        Ok((parts, end)) if end == text.len() => Ok(parts),
        Err(error) if length_of_plain(text) == text.len() => Err(error),
        _ => Err(UriError::ForbiddenCharacter),
    }
}

/// Takes apart the URI that `text` begins with; gives where it ends: at the
/// first character that no URI may hold.
pub(super) fn prefix(text: &[u8]) -> Result<(Parts, usize), UriError> {
    if let [a, b, c, b':', ..] = *text
        && [a | 0x20, b | 0x20, c | 0x20] == *b"sip"
    {
        return sip(text, Scheme::Sip, 4);
    }
    let end = length_of_plain(text);
    let text = &text[..end];
    let colon = memchr(b':', text).ok_or(UriError::NoScheme)?;
    match scheme(&text[..colon])? {
        scheme @ (Scheme::Sip | Scheme::Sips) => sip(text, scheme, colon + 1),
        Scheme::Tel => tel(text, colon + 1),
        Scheme::Other if colon + 1 < end => Ok((opaque(Scheme::Other), end)),
        Scheme::Other => Err(UriError::BadHost),
    }
}

fn length_of_plain(text: &[u8]) -> usize {
    scan::length_until(text, |b| class(b) == Class::Forbidden)
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

fn sip(text: &[u8], scheme: Scheme, start: usize) -> Result<(Parts, usize), UriError> {
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
fn user_info(text: &[u8], start: usize, parts: &mut Parts) -> usize {
    let rest = &text[start..];
    let length = scan::length_until(rest, |b| ENDS_USER[b as usize]);
    if rest.get(length) != Some(&b'@') {
        return start;
    }
    let at = start + length;
    let user = start + scan::length_until(&rest[..length], |b| b == b':');
    parts.user = Some(Span::new(start, user));
    parts.password = (user < at).then(|| Span::new(user + 1, at));
    at + 1
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
    let digits = scan::length_until(&text[end + 1..], |b| !b.is_ascii_digit());
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
        return reference_end(text, at);
    }
    let rest = text.get(at..).unwrap_or_default();
    match scan::long_length_until(rest, may_end_host, |b| !IN_HOST[b as usize]) {
        0 => Err(UriError::BadHost),
        length => Ok(at + length),
    }
}

/// Where the IPv6 reference that opens at `at` ends.
#[inline(never)]
fn reference_end(text: &[u8], at: usize) -> Result<usize, UriError> {
    let close = memchr(b']', &text[at..]).ok_or(UriError::BadHost)?;
    let address = std::str::from_utf8(&text[at + 1..at + close]);
    let address = address.ok().and_then(ipv6).ok_or(UriError::BadHost);
    address.map(|_| at + close + 1)
}

/// The address inside the brackets of a reference. The grammar of RFC 3261 let
/// a third colon in before an address of version four (RFC 5118 §4.10).
pub(super) fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let address = text.parse().ok();
    address.or_else(|| text.replacen(":::", "::", 1).parse().ok())
}

/// Reads parameters and headers at `at`; gives where they end.
fn params_and_headers(text: &[u8], at: usize, parts: &mut Parts) -> Result<usize, UriError> {
    let mut end = at;
    // A parameter has a name: two semicolons in a row, or `;=`, are none.
    let mut nameless = false;
    for &byte in &text[at..] {
        match class(byte) {
            Class::Question | Class::Forbidden => break,
            Class::Semicolon if nameless => return Err(UriError::BadParameter),
            Class::Semicolon => nameless = true,
            _ if end == at => return Err(UriError::BadHost),
            _ if nameless && byte == b'=' => return Err(UriError::BadParameter),
            Class::Plain => nameless = false,
        }
        end += 1;
    }
    parts.params = Span::new(at, end);
    if text.get(end) == Some(&b'?') {
        let headers = end + 1;
        end = headers + length_of_plain(&text[headers..]);
        parts.headers = Span::new(headers, end);
    }
    Ok(end)
}

fn tel(text: &[u8], start: usize) -> Result<(Parts, usize), UriError> {
    let mut parts = opaque(Scheme::Tel);
    let end = memchr2(b';', b'?', &text[start..]).map_or(text.len(), |found| start + found);
    let number = &text[start..end];
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
