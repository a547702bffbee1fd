//! Reason: why a request was sent (RFC 3326).

use std::borrow::Cow;

use super::params::{Params, unquote, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::{Span, Text};

/// A cause in the terms of one protocol.
#[derive(Clone, Debug)]
pub struct Reason {
    text: Text,
    protocol: Span,
    params: Span,
}

impl Reason {
    /// The protocol, such as `SIP` or `Q.850`.
    pub fn protocol(&self) -> &str {
        self.text.part(self.protocol)
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
        Params(self.text.part(self.params))
    }
}

impl TypedHeader for Reason {
    const NAME: HeaderName = HeaderName::Reason;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let start = value.span().start as usize;
        let end = walked.find(start, |lanes| lanes.are(b';'));
        let protocol = walked.trim(Span::new(start, end));
        if !scan::is_token(walked.bytes(protocol)) || !well_formed(walked, end) {
            return Err(Problem::Malformed.of(Self::NAME));
        }
        let params = Span::new(end, walked.end());
        Ok(Self {
            text: value,
            protocol,
            params,
        })
    }
}

impl PartialEq for Reason {
    /// The text decides; the rest follows from it.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Reason {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cause_and_text() {
        let text = Text::from("SIP ;cause=200 ;text=\"Call completed elsewhere\"");
        let found = Reason::parse(text).expect("fine");
        assert_eq!(found.protocol(), "SIP");
        assert_eq!(found.cause(), Some(200));
        assert_eq!(found.text().as_deref(), Some("Call completed elsewhere"));
    }
}
