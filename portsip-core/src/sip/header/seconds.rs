//! Header fields that are a number of seconds: Expires, Min-Expires, Min-SE.

use super::params::well_formed;
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::stretch::Stretch;
use crate::sip::text::Text;

/// The delta-seconds at `at`, and where they end. One above the range counts
/// as the largest (RFC 3261 §20.19 allows up to 2³² − 1).
pub(super) fn delta_seconds(text: Stretch<'_>, at: usize) -> Option<(u32, usize)> {
    let (seconds, end) = text.number(at);
    (end > at).then_some((seconds.unwrap_or(u32::MAX), end))
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

            fn parse(value: Text) -> Result<Self, HeaderError> {
                let walked = value.stretch();
                match delta_seconds(walked, value.span().start as usize) {
                    Some((seconds, end)) if well_formed(walked, end) => Ok(Self { seconds }),
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
        let parse = |text: &str| Expires::parse(Text::from(text)).map(|e| e.seconds);
        assert_eq!(parse("3600"), Ok(3600));
        assert_eq!(parse("100000000000"), Ok(u32::MAX));
        assert!(parse("").is_err());
        assert!(parse("-5").is_err());
        assert!(parse("5 minutes").is_err());
    }
}
