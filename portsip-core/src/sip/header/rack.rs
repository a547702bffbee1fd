//! `RAck`: which reliable provisional response a PRACK is for (RFC 3262 §7.2).

use std::fmt;

use super::cseq::CSeq;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::text::{Span, Text};

/// The `RSeq` and the `CSeq` of a provisional response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RAck {
    /// Its `RSeq`.
    pub rseq: u32,
    /// Its `CSeq`.
    pub cseq: CSeq,
}

impl TypedHeader for RAck {
    const NAME: HeaderName = HeaderName::RAck;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let (rseq, behind) = walked.number(value.span().start as usize);
        let rseq = rseq.ok_or(Problem::BadNumber.of(Self::NAME))?;
        let start = walked.skip_spaces(behind);
        let cseq = CSeq::at(&value, Span::new(start, walked.end()))
            .map_err(|problem| problem.of(Self::NAME))?;
        Ok(Self { rseq, cseq })
    }
}

impl fmt::Display for RAck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rseq, self.cseq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_parts() {
        let found = RAck::parse(Text::from("776656 1 INVITE")).expect("fine");
        assert_eq!((found.rseq, found.cseq.number), (776_656, 1));
        assert_eq!(found.to_string(), "776656 1 INVITE");
        assert!(RAck::parse(Text::from("1 INVITE")).is_err());
    }
}
