//! `CSeq`: the number of a request in its dialog (RFC 3261 §20.16).

use std::fmt;

use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::message::Method;
use crate::sip::text::{Span, Text};

/// Numbers stay below this (RFC 3261 §8.1.1.5).
const LIMIT: u32 = 1 << 31;

/// A sequence number and the method it counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CSeq {
    /// Below 2³¹.
    pub number: u32,
    /// The method of the request, also in its responses.
    pub method: Method,
}

impl CSeq {
    pub(in crate::sip) fn from_text(text: &Text) -> Result<Self, Problem> {
        Self::at(text, text.span())
    }

    /// Reads what stands at `span` in the whole text of `text`.
    pub(in crate::sip) fn at(text: &Text, span: Span) -> Result<Self, Problem> {
        let walked = text.stretch_of(span);
        let (number, behind) = walked.number(span.start as usize);
        let number = number
            .filter(|&number| number < LIMIT)
            .ok_or(Problem::BadNumber)?;
        let start = walked.skip_spaces(behind);
        if start == behind {
            return Err(Problem::Malformed);
        }
        let method = Method::from_text(text, Span::new(start, walked.end()));
        Ok(Self {
            number,
            method: method.ok_or(Problem::Malformed)?,
        })
    }
}

impl TypedHeader for CSeq {
    const NAME: HeaderName = HeaderName::CSeq;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        Self::from_text(&value).map_err(|problem| problem.of(Self::NAME))
    }
}

impl fmt::Display for CSeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_range_and_methods_a_grammar() {
        let cseq = CSeq::from_text(&Text::from("0009   INVITE")).expect("fine");
        assert_eq!((cseq.number, &cseq.method), (9, &Method::Invite));
        assert_eq!(cseq.to_string(), "9 INVITE");
        for bad in [
            "",
            "INVITE",
            "1",
            "1INVITE",
            "-1 INVITE",
            "2147483648 INVITE",
            "36893488147419103232 REGISTER",
            "1 IN VITE",
            "1 INVITE,",
        ] {
            assert!(CSeq::from_text(&Text::from(bad)).is_err(), "{bad}");
        }
    }
}
