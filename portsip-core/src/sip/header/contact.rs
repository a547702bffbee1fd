//! Contact: where a peer is reached directly, or `*` (RFC 3261 §20.10).

use super::name_addr::NameAddr;
use super::{HeaderError, HeaderName, TypedHeader};
use crate::sip::scan;
use crate::sip::text::Text;
use crate::sip::uri::Uri;

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// `*`: all bindings of a REGISTER.
    Star,
    /// An address.
    Address(NameAddr),
}

impl Contact {
    /// The address, unless it is `*`.
    pub const fn address(&self) -> Option<&NameAddr> {
        match self {
            Self::Star => None,
            Self::Address(address) => Some(address),
        }
    }

    /// The URI, unless it is `*`.
    pub fn uri(&self) -> Option<&Uri> {
        self.address().map(NameAddr::uri)
    }

    /// The `expires` parameter in seconds. A malformed one counts as missing
    /// (RFC 3261 §20.10); one above the range counts as the largest.
    pub fn expires_s(&self) -> Option<u32> {
        let value = self.address()?.params().value("expires")?;
        let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| scan::number(value.as_bytes()).unwrap_or(u32::MAX))
    }

    /// The `q` parameter in thousandths, 0 to 1000; 1000 when it is missing or
    /// malformed.
    pub fn q_thousandths(&self) -> u16 {
        self.address()
            .and_then(|address| address.params().value("q"))
            .and_then(thousandths)
            .unwrap_or(1000)
    }
}

/// `0.5` as 500; `None` when it is not a `qvalue` (RFC 3261 §25.1).
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole: u16 = match whole {
        "0" | "" => 0,
        "1" => 1,
        _ => return None,
    };
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = fraction
        .bytes()
        .chain(std::iter::repeat(b'0'))
        .take(3)
        .fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    Some(whole * 1000 + digits).filter(|&q| q <= 1000)
}

impl TypedHeader for Contact {
    const NAME: HeaderName = HeaderName::Contact;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        if value == "*" {
            return Ok(Self::Star);
        }
        NameAddr::from_text(value)
            .map(Self::Address)
            .map_err(|problem| problem.of(Self::NAME))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Contact {
        Contact::parse(Text::from(text)).expect(text)
    }

    #[test]
    fn star_and_parameters() {
        assert_eq!(parse("*"), Contact::Star);
        let contact = parse("<sip:a@h>;q=0.75;expires=60");
        assert_eq!(contact.expires_s(), Some(60));
        assert_eq!(contact.q_thousandths(), 750);
        assert_eq!(parse("<sip:a@h>;expires=x").expires_s(), None);
        assert_eq!(
            parse("<sip:a@h>;expires=100000000000000").expires_s(),
            Some(u32::MAX)
        );
        for (text, q) in [("q=1", 1000), ("q=1.001", 1000), ("q=.5", 500), ("q=0", 0)] {
            assert_eq!(parse(&format!("<sip:a@h>;{text}")).q_thousandths(), q);
        }
    }
}
