//! Reads a wrapped message.

use super::super::BodyError;
use super::{CpimHeader, CpimMessage};
use crate::limits::{CPIM_HEADERS_MAX, SIP_MESSAGE_BYTES_MAX};

pub(super) fn read(bytes: &[u8]) -> Result<CpimMessage, BodyError> {
    if bytes.len() > SIP_MESSAGE_BYTES_MAX {
        return Err(BodyError::TooLarge);
    }
    let begin = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
    let bytes = bytes
        .get(begin.unwrap_or(bytes.len())..)
        .unwrap_or_default();
    let (envelope, rest) = block(bytes)?;
    let (content_headers, content) = block(rest)?;
    Ok(CpimMessage {
        headers: envelope.into_iter().map(header).collect(),
        content_headers,
        content: content.to_owned(),
    })
}

type Fields = Vec<(String, String)>;

/// The header fields up to an empty line, and what stands behind it.
fn block(bytes: &[u8]) -> Result<(Fields, &[u8]), BodyError> {
    let mut fields: Fields = Vec::new();
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest).ok_or(BodyError::Malformed)?;
        let (line, behind) = rest.split_at(end + 1);
        rest = behind;
        let line = std::str::from_utf8(line).map_err(|_| BodyError::Encoding)?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() {
            return Ok((fields, rest));
        }
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(BodyError::Malformed);
        }
        match fields.last_mut() {
            // MIME folds lines (RFC 2045); the envelope does not.
            Some((_, value)) if line.starts_with([' ', '\t']) => continue_value(value, line.trim()),
            _ => {
                let (name, value) = line.split_once(':').ok_or(BodyError::Malformed)?;
                let name = name.trim();
                if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
                    return Err(BodyError::Malformed);
                }
                if fields.len() >= CPIM_HEADERS_MAX {
                    return Err(BodyError::TooLarge);
                }
                fields.push((name.to_owned(), value.trim().to_owned()));
            }
        }
    }
}

fn continue_value(value: &mut String, more: &str) {
    if !value.is_empty() && !more.is_empty() {
        value.push(' ');
    }
    value.push_str(more);
}

/// Takes the parameters off: `;lang=fr beurre`.
fn header((name, value): (String, String)) -> CpimHeader {
    let mut language = None;
    let mut rest = value.as_str();
    while let Some(parameter) = rest.strip_prefix(';') {
        let end = parameter.find([';', ' ', '\t']).unwrap_or(parameter.len());
        let (parameter, behind) = parameter.split_at(end);
        if let Some((name, value)) = parameter.split_once('=')
            && name.eq_ignore_ascii_case("lang")
            && is_language(value)
        {
            language = Some(value.to_owned());
        }
        rest = behind;
    }
    CpimHeader {
        name,
        language,
        value: unescaped(rest.trim()),
    }
}

/// The characters of a language tag (RFC 5646).
pub(super) fn is_language(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(fits)
}

/// RFC 3862 §2.3.1. What is no escape stands for itself; what is no character
/// becomes U+FFFD.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let (c, behind) = escaped(escape);
        text.push(c);
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// The character of the escape at the start of `text`, and what stands behind.
fn escaped(text: &str) -> (char, &str) {
    let behind = |octets: usize| text.get(octets..).unwrap_or_default();
    let c = match text.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b't') => '\t',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        Some(b'\\') => '\\',
        Some(b'u') => {
            let digits = text.get(2..6).filter(|digits| {
                let mut digits = digits.bytes();
                digits.all(|digit| digit.is_ascii_hexdigit())
            });
            let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
                return ('\\', behind(1));
            };
            let c = char::from_u32(code).filter(|c| *c != '\0');
            return (c.unwrap_or(char::REPLACEMENT_CHARACTER), behind(6));
        }
        _ => return ('\\', behind(1)),
    };
    (c, behind(2))
}
