//! SIP messages on the wire as the log shows them at level DEBUG: one entry a
//! message, without what authenticates or decrypts.
//!
//! Lines are looked at one by one, so that bytes that are no SIP message, and
//! messages inside bodies, are treated the same. Nothing is done at a lower
//! level but to ask for it.

use std::{fmt, ops::Range};

use tracing::Level;

use crate::sip::transport::flow::Flow;

/// Fields whose values are credentials, or are made with them (RFC 3261 §20.7,
/// §20.28; RFC 7615).
const SECRET_FIELDS: [&str; 4] = [
    "Authorization",
    "Proxy-Authorization",
    "Authentication-Info",
    "Proxy-Authentication-Info",
];
/// Lines of session descriptions that carry keys (RFC 4568, RFC 4566 §5.12), and the password
/// of connectivity checks (RFC 8839 §5.4).
const KEY_LINES: [&str; 3] = ["a=crypto:", "a=ice-pwd:", "k="];
/// What stands in the place of a secret.
const REDACTED: &str = "(redacted)";

/// Logs a message that was sent; no keep-alive, which begins with no letter.
pub(super) fn sent(flow: Flow, message: &[u8]) {
    if tracing::enabled!(Level::DEBUG) && message.first().is_some_and(u8::is_ascii_alphabetic) {
        tracing::debug!(to = %flow.remote, from = %flow.local, "sent{}", Redacted(message));
    }
}

/// Logs what was received.
pub(super) fn received(flow: Flow, message: &[u8]) {
    if tracing::enabled!(Level::DEBUG) {
        tracing::debug!(from = %flow.remote, to = %flow.local, "received{}", Redacted(message));
    }
}

/// A message as text, each line indented so that none can pass for an entry of
/// the log.
struct Redacted<'a>(&'a [u8]);

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut in_secret = false;
        // A bare CR or LF ends a line for some: no secret hides behind it.
        for line in self.0.split(|byte| matches!(byte, b'\r' | b'\n')) {
            if line.is_empty() {
                continue;
            }
            let line = String::from_utf8_lossy(line);
            // A folded line goes on with the field before (RFC 3261 §7.3.1).
            if in_secret && line.starts_with([' ', '\t']) {
                continue;
            }
            in_secret = false;
            f.write_str("\n    ")?;
            if let Some(name) = secret_field(&line) {
                in_secret = true;
                write!(f, "{name}: {REDACTED}")?;
            } else if let Some(start) = KEY_LINES.iter().find(|start| begins(&line, start)) {
                write!(f, "{start}{REDACTED}")?;
            } else if holds_key(&line) {
                f.write_str(REDACTED)?;
            } else {
                write_line(f, &line)?;
            }
        }
        Ok(())
    }
}

/// The name of the field that `line` begins, where its value is a secret.
fn secret_field(line: &str) -> Option<&'static str> {
    let (name, _) = line.split_once(':')?;
    let name = name.trim();
    SECRET_FIELDS
        .into_iter()
        .find(|secret| secret.eq_ignore_ascii_case(name))
}

/// Whether a key stands anywhere in a line, however that is written.
fn holds_key(line: &str) -> bool {
    [&b"inline:"[..], b"ice-pwd:"]
        .into_iter()
        .any(|name| holds(line, name))
}

/// Whether a name stands in a line, however its letters and what cannot be seen between
/// them are written.
fn holds(line: &str, name: &[u8]) -> bool {
    let bytes = line.bytes().filter(|byte| !byte.is_ascii_control());
    let mut matched = 0;
    for byte in bytes.map(|byte| byte.to_ascii_lowercase()) {
        matched = match name.get(matched) {
            Some(next) if *next == byte => matched + 1,
            Some(_) => usize::from(byte == name[0]),
            None => return true,
        };
    }
    matched == name.len()
}

fn begins(line: &str, start: &str) -> bool {
    line.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Writes a line without the passwords of its URIs (RFC 3261 §19.1.1) and
/// without control characters.
fn write_line(f: &mut fmt::Formatter<'_>, line: &str) -> fmt::Result {
    let ends_uri = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
    for word in line.split_inclusive(ends_uri) {
        let Some(password) = password(word) else {
            write_printable(f, word)?;
            continue;
        };
        write_printable(f, &word[..password.start])?;
        f.write_str(REDACTED)?;
        write_printable(f, &word[password.end..])?;
    }
    Ok(())
}

/// Where the password of the URI in `word` stands. Of what is badly written,
/// or of several URIs, all up to the last `@` counts as secret.
fn password(word: &str) -> Option<Range<usize>> {
    let ends_scheme = |colon: usize| {
        let before = &word.as_bytes()[..colon];
        ["sip", "sips"].iter().any(|scheme| {
            let start = before.len().checked_sub(scheme.len());
            start.is_some_and(|start| before[start..].eq_ignore_ascii_case(scheme.as_bytes()))
        })
    };
    let mut colons = word.match_indices(':').map(|(at, _)| at);
    colons.find(|&colon| ends_scheme(colon))?;
    let start = colons.next()? + 1;
    let length = word[start..].rfind('@')?;
    Some(start..start + length)
}

fn write_printable(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write as _;
    for c in text.chars() {
        if c.is_control() && c != '\t' {
            write!(f, "{}", c.escape_default())?;
        } else {
            f.write_char(c)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(message: &str) -> String {
        Redacted(message.as_bytes()).to_string()
    }

    #[test]
    fn credentials_are_not_shown() {
        let message = "REGISTER sip:x SIP/2.0\r\n\
            Authorization: Digest response=\"SECRET\",\r\n  cnonce=\"SECRET\"\r\n\tSECRET\r\n\
            proxy-authorization : SECRET\r\n\
            AUTHENTICATION-INFO:rspauth=\"SECRET\"\r\n\
            Via: SIP/2.0/UDP h\r\n\r\n\
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRET\r\nK=clear:SECRET\n\
            a= crypto :1 S inl\x07Ine:SECRET\r\n\
            A=ice-PWD:SECRET\r\na= ice-p\x07wd:SECRET\r\na=ice-ufrag:shown\r\n\
            Authorization:SECRET\rSECRETLESS";
        assert_eq!(
            shown(message),
            "\n    REGISTER sip:x SIP/2.0\
             \n    Authorization: (redacted)\
             \n    Proxy-Authorization: (redacted)\
             \n    Authentication-Info: (redacted)\
             \n    Via: SIP/2.0/UDP h\
             \n    a=crypto:(redacted)\
             \n    k=(redacted)\
             \n    (redacted)\
             \n    a=ice-pwd:(redacted)\
             \n    (redacted)\
             \n    a=ice-ufrag:shown\
             \n    Authorization: (redacted)\
             \n    SECRETLESS"
        );
    }

    #[test]
    fn passwords_of_uris_are_not_shown() {
        assert_eq!(
            shown("To: \"a:b@c\" <sip:u:SECRET@h>, <SIPS:v:SE:CRET@[::1]:5061>;x=y@z"),
            "\n    To: \"a:b@c\" <sip:u:(redacted)@h>, <SIPS:v:(redacted)@[::1]:5061>;x=y@z"
        );
        assert_eq!(
            shown("f:sip:u:SECRET@h\r\nTo: sip:u@corp:SECRET@h,sip:v:SECRET@h"),
            "\n    f:sip:u:(redacted)@h\n    To: sip:u@corp:(redacted)@h"
        );
        let plain = "INVITE sip:u@h:5060 SIP/2.0";
        assert_eq!(shown(plain), format!("\n    {plain}"));
    }

    #[test]
    fn no_line_passes_for_an_entry_and_no_control_character_is_written() {
        let text = shown("a\r\n2026-01-01 ERROR forged\r\n\x1b[2Jb\0\tc");
        assert_eq!(
            text,
            "\n    a\n    2026-01-01 ERROR forged\n    \\u{1b}[2Jb\\u{0}\tc"
        );
    }

    proptest! {
        #[test]
        fn no_octets_are_a_panic(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
            Redacted(&octets).to_string();
        }

        #[test]
        fn no_uri_is_a_panic(text in "[sip:@<> \"é\u{85}\u{2003}]{0,40}") {
            shown(&text);
        }
    }
}
