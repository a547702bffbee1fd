//! Header fields that are a number of seconds: Expires, Min-Expires, Min-SE.

use super::params::well_formed;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::Text;

/// The delta-seconds that `text` begins with, and what follows them. One above
/// the range counts as the largest (RFC 3261 §20.19 allows up to 2³² − 1).
pub(super) fn delta_seconds(text: &str) -> Option<(u32, &str)> {
    let digits = scan::length_until(text.as_bytes(), |b| !b.is_ascii_digit());
    let (number, rest) = text.split_at_checked(digits)?;
    let seconds = scan::number(number.as_bytes()).unwrap_or(u32::MAX);
    (digits > 0).then_some((seconds, rest))
}

macro_rules! seconds_headers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            /// Seconds; a number beyond the range counts as the largest.
            pub seconds: u32,
        }

        impl TypedHeader for $name {
            const NAME: HeaderName = HeaderName::$name;

            fn parse(value: &Text) -> Result<Self, HeaderError> {
                match delta_seconds(value) {
                    Some((seconds, rest)) if well_formed(rest) => Ok(Self { seconds }),
                    _ => Err(Problem::BadNumber.of(Self::NAME)),
                }
            }
        }
    )*};
}

seconds_headers! {
    /// How long a binding, a subscription or an invitation lasts (RFC 3261 §20.19).
    Expires;
    /// The shortest that a registrar takes (RFC 3261 §20.23).
    MinExpires;
    /// The shortest session interval that is taken (RFC 4028 §5).
    MinSe;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn range_and_grammar() {
        let parse = |text: &str| Expires::parse(&Text::from(text)).map(|e| e.seconds);
        assert_eq!(parse("3600"), Ok(3600));
        assert_eq!(parse("100000000000"), Ok(u32::MAX));
        assert!(parse("").is_err());
        assert!(parse("-5").is_err());
        assert!(parse("5 minutes").is_err());
    }
}
