//! Retry-After: when to try again (RFC 3261 §20.33).

use super::params::{Params, well_formed};
use super::seconds::delta_seconds;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::{Span, Text};

/// A wait asked for by a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter {
    /// Seconds to wait.
    pub seconds: u32,
    /// Seconds that the peer will then be reachable, when it says so.
    pub duration_s: Option<u32>,
}

impl TypedHeader for RetryAfter {
    const NAME: HeaderName = HeaderName::RetryAfter;

    /// Comments are passed over.
    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let (seconds, end) = delta_seconds(walked, value.span().start as usize)
            .ok_or(Problem::BadNumber.of(Self::NAME))?;
        let comment = walked.rest(end).iter().rposition(|&b| b == b')');
        let params = comment.map_or(end, |last| end + last + 1);
        if !well_formed(walked, params) {
            return Err(Problem::BadParameter.of(Self::NAME));
        }
        let params = value.part(Span::new(params, walked.end()));
        let duration_s = Params(params)
            .value("duration")
            .and_then(|text| scan::number(text.as_bytes()));
        Ok(Self {
            seconds,
            duration_s,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_durations() {
        let parse = |text: &str| RetryAfter::parse(Text::from(text));
        assert_eq!(parse("120 (I'm in a meeting)").map(|r| r.seconds), Ok(120));
        let found = parse("18000 (a;b) ;duration=3600").expect("fine");
        assert_eq!(found.duration_s, Some(3600));
        assert!(parse("soon").is_err());
    }
}
