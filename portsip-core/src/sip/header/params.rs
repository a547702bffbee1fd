//! Parameters behind a header value or in a URI: `;name=value;flag`.

use std::borrow::Cow;

use super::Problem;
use crate::sip::lanes::{Lanes, Marks};
use crate::sip::stretch::Stretch;
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
        std::iter::from_fn(move || match step(text.as_bytes().into(), &mut at) {
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
fn step(text: Stretch<'_>, at: &mut usize) -> Step {
    let semicolon = text.skip_spaces(*at);
    match text.get(semicolon) {
        None => return Step::End,
        Some(b';') => {}
        Some(_) => return Step::Malformed,
    }
    let start = text.skip_spaces(semicolon + 1);
    let end = text.find(start, ends_name);
    let name = Span::new(start, end);
    let behind = text.skip_spaces(end);
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
    let start = text.skip_spaces(behind + 1);
    let mut end = start;
    loop {
        end = text.find(end, |lanes| lanes.are(b';') | lanes.are(b'"'));
        if text.get(end) != Some(b'"') {
            break;
        }
        match text.skip_quoted(end) {
            Some(behind) => end = behind,
            None => return Step::Malformed,
        }
    }
    *at = end;
    let value = Some(text.trim_end(Span::new(start, end)));
    Step::Param { name, value }
}

#[inline]
fn ends_name(lanes: Lanes) -> Marks {
    let sign = lanes.are(b';') | lanes.are(b'=') | lanes.are(b'"');
    sign | lanes.are(b' ') | lanes.are(b'\t')
}

/// Whether what stands from `at` on is a well-formed run of parameters: each
/// begins with a semicolon and has a name, quotes are closed.
pub(in crate::sip) fn well_formed(text: Stretch<'_>, at: usize) -> bool {
    find(text, at, b"").is_ok()
}

/// The value of the parameter called `wanted` in the run at `at`, empty when
/// there is none. `Err` when the run is not well-formed.
pub(in crate::sip) fn find(
    text: Stretch<'_>,
    mut at: usize,
    wanted: &[u8],
) -> Result<Span, Problem> {
    let mut found = Span::default();
    // Most runs are empty.
    while at < text.end() {
        match step(text, &mut at) {
            Step::End => break,
            Step::Malformed => return Err(Problem::BadParameter),
            Step::Param { name, value } => {
                if found.is_empty()
                    && let Some(value) = value
                    && text.bytes(name).eq_ignore_ascii_case(wanted)
                {
                    found = value;
                }
            }
        }
    }
    Ok(found)
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
            assert!(well_formed(good.as_bytes().into(), 0), "{good}");
        }
        for bad in ["a", ";;", ";a b", ";a;;b", ";=1", ";a=\"x", ";a=1 \"y;b"] {
            assert!(!well_formed(bad.as_bytes().into(), 0), "{bad}");
        }
    }

    #[test]
    fn quoting_round_trips() {
        let text = r#"Bob "the \ builder""#;
        assert_eq!(unquote(&quote(text)), text);
        assert_eq!(unquote("plain"), "plain");
    }
}
