//! Session-Expires: how long a session lives without a refresh (RFC 4028 §4).

use std::fmt;

use super::params::find;
use super::seconds::delta_seconds;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::text::Text;

/// Who sends the refreshes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresher {
    /// The caller of that transaction.
    Uac,
    /// The callee of that transaction.
    Uas,
}

/// An interval and who refreshes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionExpires {
    /// Seconds.
    pub seconds: u32,
    /// Who refreshes; `None` while that is open.
    pub refresher: Option<Refresher>,
}

impl TypedHeader for SessionExpires {
    const NAME: HeaderName = HeaderName::SessionExpires;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let (seconds, end) = delta_seconds(walked, value.span().start as usize)
            .ok_or(Problem::BadNumber.of(Self::NAME))?;
        let who = find(walked, end, b"refresher").map_err(|problem| problem.of(Self::NAME))?;
        let refresher = match walked.bytes(who) {
            who if who.eq_ignore_ascii_case(b"uac") => Some(Refresher::Uac),
            who if who.eq_ignore_ascii_case(b"uas") => Some(Refresher::Uas),
            _ => None,
        };
        Ok(Self { seconds, refresher })
    }
}

impl fmt::Display for SessionExpires {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.seconds.fmt(f)?;
        match self.refresher {
            Some(Refresher::Uac) => f.write_str(";refresher=uac"),
            Some(Refresher::Uas) => f.write_str(";refresher=uas"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresher_and_round_trip() {
        let parse = |text: &str| SessionExpires::parse(Text::from(text));
        let found = parse("1800 ; Refresher=UAS").expect("fine");
        assert_eq!(found.refresher, Some(Refresher::Uas));
        assert_eq!(found.to_string(), "1800;refresher=uas");
        assert_eq!(parse("90").expect("fine").refresher, None);
        assert!(parse(";refresher=uac").is_err());
    }
}
