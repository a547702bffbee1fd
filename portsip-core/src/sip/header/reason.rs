//! Reason: why a request was sent (RFC 3326).

use std::borrow::Cow;

use super::params::{Params, unquote, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::{Span, Text};

/// A cause in the terms of one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    text: Text,
    protocol: Span,
    params: Span,
}

impl Reason {
    /// The protocol, such as `SIP` or `Q.850`.
    pub fn protocol(&self) -> &str {
        self.protocol.of(&self.text)
    }

    /// The cause, in that protocol's numbers.
    pub fn cause(&self) -> Option<u32> {
        scan::number(self.params().value("cause")?.as_bytes())
    }

    /// The text for people.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        self.params().value("text").map(unquote)
    }

    fn params(&self) -> Params<'_> {
        Params(self.params.of(&self.text))
    }
}

impl TypedHeader for Reason {
    const NAME: HeaderName = HeaderName::Reason;

    fn parse(value: &Text) -> Result<Self, HeaderError> {
        let bytes = value.as_bytes();
        let end = memchr::memchr(b';', bytes).unwrap_or(bytes.len());
        let protocol = scan::trim(bytes, Span::new(0, end));
        if !scan::is_token(protocol.of_bytes(bytes))
            || !well_formed(Span::new(end, bytes.len()).of(value))
        {
            return Err(Problem::Malformed.of(Self::NAME));
        }
        Ok(Self {
            text: value.clone(),
            protocol,
            params: Span::new(end, bytes.len()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cause_and_text() {
        let text = Text::from("SIP ;cause=200 ;text=\"Call completed elsewhere\"");
        let found = Reason::parse(&text).expect("fine");
        assert_eq!(found.protocol(), "SIP");
        assert_eq!(found.cause(), Some(200));
        assert_eq!(found.text().as_deref(), Some("Call completed elsewhere"));
    }
}
