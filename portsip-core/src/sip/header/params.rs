//! Parameters behind a header value or in a URI: `;name=value;flag`.

use std::borrow::Cow;

use super::Problem;
use crate::sip::scan;
use crate::sip::text::Span;

/// Parameters as they stand in the text, read again at each question: messages
/// carry few, and most are asked for once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'a>(pub(in crate::sip) &'a str);

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
        self.iter()
            .find(|param| param.name.eq_ignore_ascii_case(name))
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

    /// All parameters in order, up to the first that is malformed.
    pub fn iter(self) -> impl Iterator<Item = Param<'a>> {
        let text = self.0;
        let mut at = 0;
        std::iter::from_fn(move || match step(text.as_bytes(), &mut at) {
            Step::Param { name, value } => Some(Param {
                name: name.of(text),
                value: value.map(|value| value.of(text)),
            }),
            Step::End | Step::Malformed => None,
        })
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// The text they were cut from.
    pub(in crate::sip) const fn as_str(self) -> &'a str {
        self.0
    }
}

/// What stands next in a run of parameters.
enum Step {
    Param { name: Span, value: Option<Span> },
    End,
    Malformed,
}

/// Reads one parameter at `at` and moves behind it. Spaces may stand around
/// every sign (RFC 3261 §25.1); one semicolon at the very end is tolerated:
/// real systems send it.
fn step(text: &[u8], at: &mut usize) -> Step {
    let semicolon = scan::skip_spaces(text, *at);
    match text.get(semicolon) {
        None => return Step::End,
        Some(b';') => {}
        Some(_) => return Step::Malformed,
    }
    let start = scan::skip_spaces(text, semicolon + 1);
    let end = start + scan::length_until(&text[start..], ends_name);
    let name = Span::new(start, end);
    let behind = scan::skip_spaces(text, end);
    match text.get(behind) {
        None if name.is_empty() => return Step::End,
        _ if name.is_empty() => return Step::Malformed,
        Some(b'=') => {}
        None | Some(b';') => {
            *at = behind;
            return Step::Param { name, value: None };
        }
        Some(_) => return Step::Malformed,
    }
    let start = scan::skip_spaces(text, behind + 1);
    let mut end = start;
    loop {
        end = scan::near_of_two(text, end, b';', b'"').unwrap_or(text.len());
        if text.get(end) != Some(&b'"') {
            break;
        }
        match scan::skip_quoted(text, end) {
            Some(behind) => end = behind,
            None => return Step::Malformed,
        }
    }
    *at = end;
    let value = Some(scan::trim_end(text, Span::new(start, end)));
    Step::Param { name, value }
}

const fn ends_name(byte: u8) -> bool {
    matches!(byte, b';' | b'=' | b'"' | b' ' | b'\t')
}

/// Whether `text` is a well-formed run of parameters: each begins with a
/// semicolon and has a name, quotes are closed.
pub(in crate::sip) fn well_formed(text: &str) -> bool {
    find(text, "").is_ok()
}

/// The value of the parameter called `wanted`, empty when there is none.
/// `Err` when the run is not well-formed.
pub(in crate::sip) fn find(text: &str, wanted: &str) -> Result<Span, Problem> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Ok(Span::default());
    }
    let mut found = Span::default();
    let mut at = 0;
    loop {
        match step(bytes, &mut at) {
            Step::End => return Ok(found),
            Step::Malformed => return Err(Problem::BadParameter),
            Step::Param { name, value } => {
                if found.is_empty()
                    && let Some(value) = value
                    && name.of_bytes(bytes).eq_ignore_ascii_case(wanted.as_bytes())
                {
                    found = value;
                }
            }
        }
    }
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
        let params = Params(" ; Tag = abc ;lr; x=\"a;b\\\"=c\" ;y=;");
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
            assert!(well_formed(good), "{good}");
        }
        for bad in ["a", ";;", ";a b", ";a;;b", ";=1", ";a=\"x", ";a=1 \"y;b"] {
            assert!(!well_formed(bad), "{bad}");
        }
    }

    #[test]
    fn quoting_round_trips() {
        let text = r#"Bob "the \ builder""#;
        assert_eq!(unquote(&quote(text)), text);
        assert_eq!(unquote("plain"), "plain");
    }
}
