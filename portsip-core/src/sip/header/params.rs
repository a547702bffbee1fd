//! Parameters behind a header value or in a URI: `;name=value;flag`.

use std::borrow::Cow;

use crate::sip::scan::{is_space, skip_quoted, trimmed};
use crate::sip::text::utf8;

/// Parameters as they stand in the text, read again at each question: messages
/// carry few, and most are asked for once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'a>(pub(in crate::sip) &'a [u8]);

/// One parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param<'a> {
    /// Its name as it was written; names compare without regard to case.
    pub name: &'a str,
    /// Its value as it was written, quotes included; `None` for a flag.
    pub value: Option<&'a str>,
}

impl<'a> Params<'a> {
    /// The first parameter called `name`.
    pub fn param(self, name: &str) -> Option<Param<'a>> {
        self.raw()
            .find(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))
            .map(to_param)
    }

    /// The value of the first parameter called `name`; `None` when it is
    /// missing or a flag. Quotes are left on; see [`unquote`].
    pub fn value(self, name: &str) -> Option<&'a str> {
        self.param(name)?.value
    }

    /// Whether there is a parameter called `name`.
    pub fn contains(self, name: &str) -> bool {
        self.param(name).is_some()
    }

    /// All parameters in order.
    pub fn iter(self) -> impl Iterator<Item = Param<'a>> {
        self.raw().map(to_param)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.raw().next().is_none()
    }

    /// The text they were cut from.
    pub(in crate::sip) const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    pub(in crate::sip) fn raw(self) -> RawParams<'a> {
        RawParams(self.0)
    }
}

fn to_param<'a>((name, value): (&'a [u8], Option<&'a [u8]>)) -> Param<'a> {
    Param {
        name: utf8(name),
        value: value.map(utf8),
    }
}

/// Walks over `;name=value` pieces; empty ones are passed over.
pub(in crate::sip) struct RawParams<'a>(&'a [u8]);

impl<'a> Iterator for RawParams<'a> {
    type Item = (&'a [u8], Option<&'a [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.0.iter().position(|&b| b != b';' && !is_space(b))?;
            let text = &self.0[start..];
            let (equals, end) = piece(text);
            self.0 = &text[end..];
            let (name, value) = match equals {
                Some(equals) => (&text[..equals], Some(trimmed(&text[equals + 1..end]))),
                None => (&text[..end], None),
            };
            let name = trimmed(name);
            if !name.is_empty() {
                return Some((name, value));
            }
        }
    }
}

/// Where the first `=` of the piece is, and where the piece ends.
fn piece(text: &[u8]) -> (Option<usize>, usize) {
    let mut equals = None;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b';' => break,
            b'=' if equals.is_none() => equals = Some(at),
            b'"' => {
                at = skip_quoted(text, at).unwrap_or(text.len());
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (equals, at.min(text.len()))
}

/// Whether `text` is a well-formed run of parameters: each begins with a
/// semicolon and has a name, quotes are closed. One semicolon at the very end
/// is tolerated: real systems send it.
pub(in crate::sip) fn well_formed(text: &[u8]) -> bool {
    let mut rest = trimmed(text);
    while let Some((b';', behind)) = rest.split_first() {
        let behind = trimmed(behind);
        if behind.is_empty() {
            return true;
        }
        let (equals, end) = piece(behind);
        let name = trimmed(&behind[..equals.unwrap_or(end)]);
        let open_quote = memchr::memchr(b'"', &behind[..end])
            .is_some_and(|quote| skip_quoted(behind, quote).is_none());
        if name.is_empty() || open_quote {
            return false;
        }
        rest = &behind[end..];
    }
    rest.is_empty()
}

/// `value` without its surrounding quotes and with `\x` turned into `x`; as it
/// is when it is not quoted.
pub fn unquote(value: &str) -> Cow<'_, str> {
    let Some(inner) = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return Cow::Borrowed(value);
    };
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut plain = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}

/// `text` as a quoted string, with `"` and `\` escaped.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_flags_quotes_and_odd_spacing() {
        let params = Params(b" ; Tag = abc ;lr; x=\"a;b\\\"=c\" ;;y=");
        assert_eq!(params.value("tag"), Some("abc"));
        assert!(params.contains("LR"));
        assert_eq!(params.value("lr"), None);
        assert_eq!(params.value("x"), Some("\"a;b\\\"=c\""));
        assert_eq!(params.value("y"), Some(""));
        assert_eq!(params.iter().count(), 4);
    }

    #[test]
    fn well_formed_runs() {
        for good in ["", ";a", ";a=1 ; b", ";a;", " ; a = \"x;y\" "] {
            assert!(well_formed(good.as_bytes()), "{good}");
        }
        for bad in ["a", ";;", ";a;;b", ";=1", ";a=\"x", ";a=1 \"y;b"] {
            assert!(!well_formed(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn quoting_round_trips() {
        let text = r#"Bob "the \ builder""#;
        assert_eq!(unquote(&quote(text)), text);
        assert_eq!(unquote("plain"), "plain");
    }
}
