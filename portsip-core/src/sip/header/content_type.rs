//! Content-Type: what the body is (RFC 3261 §20.15).

use std::fmt;

use super::params::{Params, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::text::{Span, Text};

/// A media type with parameters.
#[derive(Clone, Debug)]
pub struct ContentType {
    text: Text,
    kind: Span,
    subtype: Span,
    params: Span,
}

impl ContentType {
    /// The first part, such as `application`.
    pub fn kind(&self) -> &str {
        self.text.part(self.kind)
    }

    /// The second part, such as `sdp`.
    pub fn subtype(&self) -> &str {
        self.text.part(self.subtype)
    }

    /// Whether it is `kind/subtype`, in any case.
    pub fn is(&self, kind: &str, subtype: &str) -> bool {
        self.kind().eq_ignore_ascii_case(kind) && self.subtype().eq_ignore_ascii_case(subtype)
    }

    /// The parameters, such as `boundary`.
    pub fn params(&self) -> Params<'_> {
        Params(self.text.part(self.params))
    }

    /// The whole value as it is written.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

impl TypedHeader for ContentType {
    const NAME: HeaderName = HeaderName::ContentType;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let malformed = Problem::Malformed.of(Self::NAME);
        let kind = walked.token(value.span().start as usize);
        let slash = walked.skip_spaces(kind.end as usize);
        if walked.get(slash) != Some(b'/') {
            return Err(malformed);
        }
        let subtype = walked.token(walked.skip_spaces(slash + 1));
        if kind.is_empty() || subtype.is_empty() {
            return Err(malformed);
        }
        let params = Span::new(subtype.end as usize, walked.end());
        if !well_formed(walked, subtype.end as usize) {
            return Err(Problem::BadParameter.of(Self::NAME));
        }
        Ok(Self {
            text: value,
            kind,
            subtype,
            params,
        })
    }
}

impl PartialEq for ContentType {
    /// The text decides; the rest follows from it.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ContentType {}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_parameters() {
        let text = Text::from("Multipart / Mixed ; boundary=\"a;b\"");
        let found = ContentType::parse(text).expect("fine");
        assert!(found.is("multipart", "mixed"));
        assert_eq!(found.params().value("boundary"), Some("\"a;b\""));
        for bad in ["", "text", "text/", "/plain", "te xt/plain", "a/b;;"] {
            assert!(ContentType::parse(Text::from(bad)).is_err(), "{bad}");
        }
    }
}
