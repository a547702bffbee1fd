//! `RSeq`: the number of a reliable provisional response (RFC 3262 §7.1).

use std::fmt;

use super::params::well_formed;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::text::Text;

/// The number of a reliable provisional response, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RSeq {
    /// The number.
    pub number: u32,
}

impl TypedHeader for RSeq {
    const NAME: HeaderName = HeaderName::RSeq;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        match walked.number(value.span().start as usize) {
            (Some(number), end) if number > 0 && well_formed(walked, end) => Ok(Self { number }),
            _ => Err(Problem::BadNumber.of(Self::NAME)),
        }
    }
}

impl fmt::Display for RSeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_from_one_on() {
        let parse = |text: &str| RSeq::parse(Text::from(text)).map(|rseq| rseq.number);
        assert_eq!(parse("988789"), Ok(988_789));
        assert_eq!(parse("4294967295"), Ok(u32::MAX));
        for bad in ["0", "", "-1", "x", "4294967296", "1 2"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
