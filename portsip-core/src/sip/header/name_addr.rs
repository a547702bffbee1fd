//! `"Display Name" <uri>;parameters`: From, To, Route, Refer-To and their kin
//! (RFC 3261 §20.10).

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr2};

use super::params::{Params, find, quote, unquote};
use super::{HeaderName, Problem, TypedHeader};
use crate::sip::header::HeaderError;
use crate::sip::stretch::Stretch;
use crate::sip::text::{Span, Text};
use crate::sip::uri::{Uri, UriError, prefix};

/// A URI with a display name before it and parameters behind it.
#[derive(Clone)]
pub struct NameAddr {
    /// Its text is cut from the one that the spans lie in.
    uri: Uri,
    value: Span,
    display: Span,
    params: Span,
    tag: Span,
}

impl NameAddr {
    /// Reads one value.
    ///
    /// Without angle brackets everything behind the first semicolon belongs to
    /// the header, and a URI with a comma or a question mark is refused
    /// (RFC 3261 §20). Unquoted display names may hold more than tokens, as
    /// real systems send them, but no comma.
    pub fn parse(text: impl Into<Text>) -> Result<Self, Problem> {
        Self::from_text(text.into())
    }

    pub(in crate::sip) fn from_text(text: Text) -> Result<Self, Problem> {
        let value = text.span();
        let walked = text.stretch();
        let start = walked.skip_spaces(value.start as usize);
        let (display, bracket) = match walked.get(start) {
            None => return Err(Problem::Empty),
            Some(b'<') => (Span::default(), start),
            Some(b'"') => quoted_display(walked, start)?,
            Some(_) => match token_display(walked, start)? {
                Some(found) => found,
                None => return Self::bare(text, start),
            },
        };
        let uri_start = walked.skip_spaces(bracket + 1);
        let (parts, uri_end) = prefix(walked, uri_start)?;
        let close = walked.skip_spaces(uri_end);
        match walked.get(close) {
            Some(b'>') => {}
            Some(_) => return Err(UriError::ForbiddenCharacter.into()),
            None => return Err(Problem::NotClosed),
        }
        let tag = find(walked, close + 1, b"tag")?;
        let params = Span::new(close + 1, walked.end());
        let uri_text = text.into_slice(Span::new(uri_start, uri_end));
        Ok(Self {
            uri: Uri::from_parts(uri_text, parts),
            value,
            display,
            params,
            tag,
        })
    }

    /// A URI without brackets.
    fn bare(text: Text, start: usize) -> Result<Self, Problem> {
        let value = text.span();
        let walked = text.stretch();
        let end = walked.find(start, |lanes| lanes.are(b';'));
        let inside = walked.trim(Span::new(start, end));
        if memchr2(b',', b'?', walked.bytes(inside)).is_some() {
            return Err(Problem::Malformed);
        }
        let tag = find(walked, end, b"tag")?;
        let params = Span::new(end, walked.end());
        Ok(Self {
            uri: Uri::parse(text.into_slice(inside))?,
            value,
            display: Span::default(),
            params,
            tag,
        })
    }

    /// Puts one together. The display name is quoted; control characters in it
    /// become spaces. `params` are `name` or `name=value`, checked by parsing.
    pub fn new(display: &str, uri: &Uri, params: &[(&str, Option<&str>)]) -> Result<Self, Problem> {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(display.len() + uri.as_str().len() + 32);
        if !display.is_empty() {
            let clean: String = display
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            text.push_str(&quote(&clean));
            text.push(' ');
        }
        // Writing into a String cannot fail.
        let _ = write!(text, "<{uri}>");
        for (name, value) in params {
            let _ = write!(text, ";{name}");
            if let Some(value) = value {
                let _ = write!(text, "={value}");
            }
        }
        if text.bytes().any(|b| matches!(b, b'\r' | b'\n' | 0)) {
            return Err(Problem::BadParameter);
        }
        Self::parse(text)
    }

    /// The URI.
    pub const fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The display name without quotes and escapes; empty when there is none.
    pub fn display_name(&self) -> Cow<'_, str> {
        unquote(self.part(self.display))
    }

    /// The parameters behind the URI.
    pub fn params(&self) -> Params<'_> {
        Params(self.part(self.params))
    }

    /// The `tag` parameter; `None` when it is missing or empty.
    pub fn tag(&self) -> Option<&str> {
        (!self.tag.is_empty()).then(|| self.part(self.tag))
    }

    /// The whole value as it is written.
    pub fn as_str(&self) -> &str {
        self.part(self.value)
    }

    /// The same without a tag and with this one instead.
    pub fn with_tag(&self, tag: &str) -> Result<Self, Problem> {
        let mut params: Vec<_> = self
            .params()
            .iter()
            .filter(|param| !param.name.eq_ignore_ascii_case("tag"))
            .map(|param| (param.name, param.value))
            .collect();
        params.push(("tag", Some(tag)));
        Self::new(&self.display_name(), &self.uri, &params)
    }

    /// A copy that does not keep the message it came from alive.
    #[must_use]
    pub fn detached(&self) -> Self {
        let text = Text::from(self.as_str());
        let moved = |span: Span| span.moved_back(self.value.start);
        Self {
            uri: self.uri.moved_to(text, self.value.start),
            value: moved(self.value),
            display: moved(self.display),
            params: moved(self.params),
            tag: moved(self.tag),
        }
    }

    fn part(&self, span: Span) -> &str {
        self.uri.text().part(span)
    }
}

impl PartialEq for NameAddr {
    /// The text decides; the rest follows from it.
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for NameAddr {}

/// The quoted name that opens at `start`, and where the bracket behind it is.
fn quoted_display(text: Stretch<'_>, start: usize) -> Result<(Span, usize), Problem> {
    let end = text.skip_quoted(start).ok_or(Problem::NotClosed)?;
    let bracket = text.skip_spaces(end);
    match text.get(bracket) {
        Some(b'<') => Ok((Span::new(start, end), bracket)),
        _ => Err(Problem::Malformed),
    }
}

/// The unquoted name at `start`, and where the bracket behind it is; `None`
/// when there is no bracket.
fn token_display(text: Stretch<'_>, start: usize) -> Result<Option<(Span, usize)>, Problem> {
    let bracket = text.find(start, |lanes| lanes.are(b'<') | lanes.are(b'"'));
    if text.get(bracket) != Some(b'<') {
        return Ok(None);
    }
    let display = text.trim(Span::new(start, bracket));
    match memchr(b',', text.bytes(display)) {
        Some(_) => Err(Problem::Malformed),
        None => Ok(Some((display, bracket))),
    }
}

impl fmt::Display for NameAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for NameAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameAddr({:?})", self.as_str())
    }
}

/// Header fields whose values are nothing but such an address.
macro_rules! address_headers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub NameAddr);

        impl TypedHeader for $name {
            const NAME: HeaderName = HeaderName::$name;

            fn parse(value: Text) -> Result<Self, HeaderError> {
                NameAddr::from_text(value)
                    .map(Self)
                    .map_err(|problem| problem.of(Self::NAME))
            }
        }
    )*};
}

address_headers! {
    /// A proxy on the way (RFC 3261 §20.34).
    Route;
    /// A proxy that wants to stay on the way (RFC 3261 §20.30).
    RecordRoute;
    /// A proxy between registrar and us (RFC 3327).
    Path;
    /// The proxies our requests shall take after registration (RFC 3608).
    ServiceRoute;
    /// Who the network says the caller is (RFC 3325).
    PAssertedIdentity;
    /// Where to go instead (RFC 3515).
    ReferTo;
    /// Who sent us there (RFC 3892).
    ReferredBy;
    /// Who diverted the call (RFC 5806).
    Diversion;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> NameAddr {
        NameAddr::parse(text).expect(text)
    }

    #[test]
    fn the_usual_forms() {
        let quoted = parse(r#""Bob \"B\" <x>, y" <sip:bob@h;lr>;tag=1;x"#);
        assert_eq!(quoted.display_name(), r#"Bob "B" <x>, y"#);
        assert_eq!(quoted.uri().as_str(), "sip:bob@h;lr");
        assert_eq!(quoted.tag(), Some("1"));
        let tokens = parse("Bob the Builder<sip:bob@h>");
        assert_eq!(tokens.display_name(), "Bob the Builder");
        assert_eq!(tokens.tag(), None);
        let bare = parse("sip:bob@h;tag=2");
        assert_eq!(bare.uri().as_str(), "sip:bob@h");
        assert_eq!(bare.tag(), Some("2"));
        assert!(bare.uri().params().is_empty());
        let spaced = parse("\"W, T\" < sip:t@example.org >");
        assert_eq!(spaced.uri().as_str(), "sip:t@example.org");
    }

    #[test]
    fn refused_ones() {
        for (text, problem) in [
            ("", Problem::Empty),
            ("\"Bob <sip:b@h>", Problem::NotClosed),
            ("Bob <sip:b@h", Problem::NotClosed),
            ("Bell, Alexander <sip:b@h>", Problem::Malformed),
            ("sip:b@h?Route=x", Problem::Malformed),
            ("\"Bob\" sip:b@h", Problem::Malformed),
            ("<sip:b@h>;;;;", Problem::BadParameter),
            ("<sip:b@h> x", Problem::BadParameter),
        ] {
            assert_eq!(NameAddr::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn one_put_together_reads_back() {
        let uri = Uri::parse("sip:a@h").expect("uri");
        let built = NameAddr::new("A \"q\"\r\nVia: x", &uri, &[("tag", Some("t"))]).expect("built");
        assert_eq!(built.as_str(), r#""A \"q\"  Via: x" <sip:a@h>;tag=t"#);
        assert_eq!(built.with_tag("u").expect("tag").tag(), Some("u"));
        assert!(NameAddr::new("", &uri, &[("tag", Some("a\r\nb"))]).is_err());
    }
}
