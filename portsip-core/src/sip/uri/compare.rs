//! When two URIs mean the same (RFC 3261 §19.1.4).

use std::hash::{DefaultHasher, Hash, Hasher};

use super::escape::{escape_at, unescaped_bytes};
use super::{Host, Scheme, Uri};
use crate::limits;

/// Parameters that must stand in both URIs or in none.
const MUST_MATCH: [&str; 5] = ["user", "ttl", "method", "maddr", "transport"];

impl Uri {
    /// Whether both mean the same address. Not transitive: a parameter that
    /// only one URI has is ignored unless the RFC says otherwise. Of URIs with
    /// more than `limits::URI_PARTS_COMPARED_MAX` parameters and headers the
    /// text has to be the same.
    pub fn equivalent(&self, other: &Self) -> bool {
        if self.scheme() != other.scheme() {
            return false;
        }
        if self.is_overlong() || other.is_overlong() {
            return self == other;
        }
        match self.scheme() {
            Scheme::Other => self == other,
            Scheme::Tel => self.same_number(other) && self.same_params(other),
            Scheme::Sip | Scheme::Sips => {
                same_part(self.user(), other.user())
                    && same_part(self.password(), other.password())
                    && same_host(self.host(), other.host())
                    && self.port() == other.port()
                    && self.same_params(other)
                    && self.same_headers(other)
            }
        }
    }

    /// A number that all URIs have in common that are equivalent to this one, and few
    /// others.
    pub fn equivalence_key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.scheme().hash(&mut hasher);
        let user = self.user().unwrap_or_default();
        match self.scheme() {
            Scheme::Tel => number(user).for_each(|byte| hasher.write_u8(byte)),
            _ => unescaped_bytes(user.as_bytes()).for_each(|byte| hasher.write_u8(byte)),
        }
        match self.host() {
            Host::Name(name) => name.to_ascii_lowercase().hash(&mut hasher),
            Host::Ip(address) => address.hash(&mut hasher),
        }
        hasher.finish()
    }

    fn same_number(&self, other: &Self) -> bool {
        let [ours, theirs] = [self, other].map(|uri| uri.user().unwrap_or_default());
        number(ours).eq(number(theirs))
    }

    /// A name that stands twice is none of the RFC's (§19.1.1) but does occur:
    /// then the values of both have to be the same, in any order.
    fn same_params(&self, other: &Self) -> bool {
        let agree = |from: &Self, to: &Self| {
            from.params().iter().all(|param| {
                let mut named = to
                    .params()
                    .iter()
                    .filter(|found| same_folded(param.name, found.name))
                    .peekable();
                if named.peek().is_none() {
                    return !must_match(param.name);
                }
                let value = param.value.unwrap_or_default();
                named.any(|found| same_folded(value, found.value.unwrap_or_default()))
            })
        };
        agree(self, other) && agree(other, self)
    }

    fn same_headers(&self, other: &Self) -> bool {
        let covers = |from: &Self, to: &Self| {
            from.header_pairs().all(|(name, value)| {
                to.header_pairs().any(|(other_name, other_value)| {
                    same_folded(name, other_name) && same_exact(value, other_value)
                })
            })
        };
        covers(self, other) && covers(other, self)
    }

    /// Whether it has more parameters and headers than are compared one with
    /// each: what peers send would take seconds otherwise.
    fn is_overlong(&self) -> bool {
        let parts = self.params().iter().count() + self.header_pairs().count();
        parts > limits::URI_PARTS_COMPARED_MAX
    }
}

fn must_match(name: &str) -> bool {
    MUST_MATCH.iter().any(|must| same_folded(must, name))
}

/// A telephone number as it counts: without visual separators (RFC 3966 §5).
fn number(user: &str) -> impl Iterator<Item = u8> {
    user.bytes()
        .filter(|b| !matches!(b, b'-' | b'.' | b'(' | b')'))
        .map(|b| b.to_ascii_lowercase())
}

fn same_host(a: Host<'_>, b: Host<'_>) -> bool {
    match (a, b) {
        (Host::Name(a), Host::Name(b)) => a.eq_ignore_ascii_case(b),
        _ => a == b,
    }
}

/// User and password: case counts, and a missing one differs from an empty.
fn same_part(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_exact(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Equal with escapes undone, except that an escaped reserved character
/// differs from a plain one.
fn same_exact(a: &str, b: &str) -> bool {
    same(a.as_bytes(), b.as_bytes(), |byte| byte)
}

fn same_folded(a: &str, b: &str) -> bool {
    same(a.as_bytes(), b.as_bytes(), |byte| byte.to_ascii_lowercase())
}

fn same(a: &[u8], b: &[u8], fold: impl Fn(u8) -> u8 + Copy) -> bool {
    unescaped_bytes(a)
        .map(fold)
        .eq(unescaped_bytes(b).map(fold))
        && escaped_reserved(a).eq(escaped_reserved(b))
}

/// The reserved characters (RFC 3261 §25.1) that `text` holds escaped.
fn escaped_reserved(text: &[u8]) -> impl Iterator<Item = u8> {
    (0..text.len())
        .filter_map(|at| escape_at(text, at))
        .filter(|byte| b";/?:@&=+$,".contains(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Uri;
    use crate::limits;

    fn equivalent(a: &str, b: &str) -> bool {
        let a = Uri::parse(a).expect("first");
        let b = Uri::parse(b).expect("second");
        assert_eq!(a.equivalent(&b), b.equivalent(&a), "symmetry");
        if a.equivalent(&b) {
            assert_eq!(a.equivalence_key(), b.equivalence_key());
        }
        a.equivalent(&b)
    }

    /// The examples of RFC 3261 §19.1.4.
    #[test]
    fn equal_ones_of_the_rfc() {
        for (a, b) in [
            (
                "sip:%61lice@atlanta.com;transport=TCP",
                "sip:alice@AtLanTa.CoM;Transport=tcp",
            ),
            ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"),
            ("sip:carol@chicago.com", "sip:carol@chicago.com;security=on"),
            (
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
            ),
            (
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
            ),
        ] {
            assert!(equivalent(a, b), "{a} {b}");
        }
    }

    /// The examples of RFC 3261 §19.1.4.
    #[test]
    fn different_ones_of_the_rfc() {
        for (a, b) in [
            (
                "SIP:ALICE@AtLanTa.CoM;Transport=udp",
                "sip:alice@AtLanTa.CoM;Transport=UDP",
            ),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"),
            (
                "sip:bob@biloxi.com",
                "sip:bob@biloxi.com:6000;transport=tcp",
            ),
            (
                "sip:carol@chicago.com",
                "sip:carol@chicago.com?Subject=next%20meeting",
            ),
            ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"),
            (
                "sip:carol@chicago.com;security=on",
                "sip:carol@chicago.com;security=off",
            ),
        ] {
            assert!(!equivalent(a, b), "{a} {b}");
        }
    }

    #[test]
    fn addresses_and_numbers() {
        assert!(equivalent("sip:a@[2001:DB8::0:1]", "sip:a@[2001:db8::1]"));
        assert!(equivalent("tel:+1-201-555-0123", "tel:+12015550123"));
        assert!(!equivalent("sip:user%3Bpar@h", "sip:user;par@h"));
        assert!(!equivalent("sip:a@h", "sips:a@h"));
        assert!(!equivalent("sip:h", "sip:@h"));
    }

    #[test]
    fn a_parameter_that_stands_twice() {
        assert!(equivalent("sip:h;a=1;a=2", "SIP:h;A=2;a=1"));
        assert!(!equivalent("sip:h;a=1;a=2", "sip:h;a=1"));
        assert!(!equivalent("sip:h;a=1;a=2", "sip:h;a=1;a=3"));
        assert!(equivalent("sip:h;lr;lr", "sip:h"));
        assert!(!equivalent("sip:h;ttl=1;ttl=1", "sip:h"));
        assert!(!equivalent("sip:h;%74tl=1", "sip:h"));
    }

    #[test]
    fn of_very_long_ones_the_text_counts() {
        let with = |count| format!("sip:h{}", ";a".repeat(count));
        let longest = with(limits::URI_PARTS_COMPARED_MAX);
        assert!(equivalent(&longest, "sip:h"));
        let longer = with(limits::URI_PARTS_COMPARED_MAX + 1);
        assert!(equivalent(&longer, &longer));
        assert!(!equivalent(&longer, "sip:h"));
    }

    /// Texts that are near to each other, so that many pairs are equivalent.
    fn odd() -> impl Strategy<Value = String> {
        let user = "(|@|a@|A@|%61@|a:@|a:b@|%3b@|;@)";
        let param = "(;(a|A|%61|ttl|T%74l|lr)(|=|=1|=%31|=a|=A|=%3d)){0,3};?";
        let headers = r"(|\?|\?(&|a|A|a=1|b=%31|&a=2){0,3})";
        let sip = format!(
            "(sip|SIP|sips):{user}(h|H|1.2.3.4|\\[::1\\]|\\[0::1\\])(|:|:5060){param}{headers}"
        );
        let tel = format!("tel:(1|1-|-1|%31|A|a){param}");
        proptest::string::string_regex(&format!("({sip}|{tel}|urn:(a|A|))"))
            .expect("it is an expression")
    }

    proptest! {
        #[test]
        fn each_is_equivalent_to_itself_and_both_ways(a in odd(), b in odd()) {
            let (Ok(a), Ok(b)) = (Uri::parse(a), Uri::parse(b)) else { return Ok(()) };
            prop_assert!(a.equivalent(&a));
            prop_assert_eq!(a.equivalent(&b), b.equivalent(&a));
        }
    }
}
