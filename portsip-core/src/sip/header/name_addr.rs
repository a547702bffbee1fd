//! `"Display Name" <uri>;parameters`: From, To, Route, Refer-To and their kin
//! (RFC 3261 §20.10).

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr2};

use super::params::{Params, find, quote, unquote};
use super::{HeaderName, Problem, TypedHeader};
use crate::sip::header::HeaderError;
use crate::sip::scan;
use crate::sip::text::{Span, Text};
use crate::sip::uri::{Uri, UriError};

/// A URI with a display name before it and parameters behind it.
#[derive(Clone, PartialEq, Eq)]
pub struct NameAddr {
    text: Text,
    uri: Uri,
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
        let bytes = text.as_bytes();
        let start = scan::skip_spaces(bytes, 0);
        let (display, at) = match bytes.get(start) {
            None => return Err(Problem::Empty),
            Some(b'<') => (Span::default(), start),
            Some(b'"') => {
                let end = scan::skip_quoted(bytes, start).ok_or(Problem::NotClosed)?;
                let at = scan::skip_spaces(bytes, end);
                if bytes.get(at) != Some(&b'<') {
                    return Err(Problem::Malformed);
                }
                (Span::new(start, end), at)
            }
            Some(_) => match memchr2(b'<', b'"', &bytes[start..]) {
                Some(found) if bytes[start + found] == b'<' => {
                    let display = scan::trim(bytes, Span::new(start, start + found));
                    if memchr(b',', display.of_bytes(bytes)).is_some() {
                        return Err(Problem::Malformed);
                    }
                    (display, start + found)
                }
                _ => return Self::bare(text, start),
            },
        };
        let (uri, end) = Uri::parse_at(&text, scan::skip_spaces(bytes, at + 1))?;
        let close = scan::skip_spaces(bytes, end);
        match bytes.get(close) {
            Some(b'>') => {}
            Some(_) => return Err(UriError::ForbiddenCharacter.into()),
            None => return Err(Problem::NotClosed),
        }
        let params = Span::new(close + 1, bytes.len());
        let tag = find(params.of(&text), "tag")?.moved(close + 1);
        Ok(Self {
            text,
            uri,
            display,
            params,
            tag,
        })
    }

    /// A URI without brackets.
    fn bare(text: Text, start: usize) -> Result<Self, Problem> {
        let bytes = text.as_bytes();
        let end = memchr(b';', &bytes[start..]).map_or(bytes.len(), |found| start + found);
        let inside = scan::trim(bytes, Span::new(start, end));
        let params = Span::new(end, bytes.len());
        if memchr2(b',', b'?', inside.of_bytes(bytes)).is_some() {
            return Err(Problem::Malformed);
        }
        let tag = find(params.of(&text), "tag")?.moved(end);
        let uri = Uri::parse(text.slice(inside))?;
        Ok(Self {
            text,
            uri,
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
        unquote(self.display.of(&self.text))
    }

    /// The parameters behind the URI.
    pub fn params(&self) -> Params<'_> {
        Params(self.params.of(&self.text))
    }

    /// The `tag` parameter; `None` when it is missing or empty.
    pub fn tag(&self) -> Option<&str> {
        (!self.tag.is_empty()).then(|| self.tag.of(&self.text))
    }

    /// The whole value as it is written.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
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
        Self {
            text: self.text.detached(),
            uri: self.uri.detached(),
            ..*self
        }
    }
}

impl fmt::Display for NameAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
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

            fn parse(value: &Text) -> Result<Self, HeaderError> {
                NameAddr::from_text(value.clone())
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
