//! Event: what a subscription or a publication is about (RFC 6665 §8.2.1).

use std::fmt;

use super::params::{Params, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::{Span, Text};

/// An event package, and which subscription to it in one dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The package; compares without regard to case.
    pub package: Text,
    /// What tells subscriptions of one dialog apart.
    pub id: Option<Text>,
}

impl Event {
    /// Whether it is about `package`.
    pub fn is(&self, package: &str) -> bool {
        self.package.as_str().eq_ignore_ascii_case(package)
    }
}

impl TypedHeader for Event {
    const NAME: HeaderName = HeaderName::Event;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let start = value.span().start as usize;
        let end = walked.find(start, |lanes| lanes.are(b';'));
        let package = walked.trim(Span::new(start, end));
        if !scan::is_token(walked.bytes(package)) || !well_formed(walked, end) {
            return Err(Problem::Malformed.of(Self::NAME));
        }
        let params = Params(value.part(Span::new(end, walked.end())));
        let id = params.value("id").filter(|id| !id.is_empty());
        Ok(Self {
            id: id.map(Text::from),
            package: value.slice(package),
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.package.as_str())?;
        match &self.id {
            Some(id) => write!(f, ";id={id}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_and_id() {
        let parse = |text: &str| Event::parse(Text::from(text));
        let found = parse("Refer ; ID=7").expect("fine");
        assert!(found.is("refer") && !found.is("presence"));
        assert_eq!(found.id.as_deref(), Some("7"));
        assert_eq!(found.to_string(), "Refer;id=7");
        assert_eq!(parse("message-summary").expect("fine").id, None);
        assert!(parse("presence.winfo;id=").expect("fine").id.is_none());
        for bad in ["", ";id=1", "a b", "a;=", "a,b"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
