//! The names of media lines, and those that share one path (RFC 5888, RFC 9143).

use crate::limits::{SDP_MEDIA_LINES_MAX, SDP_MID_BYTES_MAX};

/// The name of a media line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mid {
    /// The token of `a=mid`.
    pub name: Box<str>,
    /// It stands in an `a=group:BUNDLE`: its media may share a path with that of the
    /// other lines in it.
    pub bundled: bool,
}

/// The names in the `a=group:BUNDLE` lines of a session.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundles(Vec<Box<str>>);

impl Bundles {
    /// Takes the value of an `a=group`: `<semantics> <names>`.
    pub(super) fn take(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        if words.next() == Some("BUNDLE") {
            let free = SDP_MEDIA_LINES_MAX.saturating_sub(self.0.len());
            let names = words.filter_map(token).take(free);
            self.0.extend(names.map(Box::from));
        }
    }

    /// The line that calls itself so.
    pub(super) fn line(&self, name: &str) -> Option<Mid> {
        let name = token(name)?;
        Some(Mid {
            name: Box::from(name),
            bundled: self.0.iter().any(|bundled| **bundled == *name),
        })
    }
}

fn token(name: &str) -> Option<&str> {
    let is_token = |octet: u8| octet.is_ascii_graphic() && !br#""(),/:;<=>?@[\]"#.contains(&octet);
    let fits = (1..=SDP_MID_BYTES_MAX).contains(&name.len());
    (fits && name.bytes().all(is_token)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tokens_of_some_length() {
        let longest = "m".repeat(SDP_MID_BYTES_MAX);
        for name in ["0", "audio", "a-b.c", &longest] {
            assert_eq!(token(name), Some(name));
        }
        for name in ["", "a b", "a:b", "ä", "a\u{1}", &[&longest, "m"].concat()] {
            assert_eq!(token(name), None, "{name}");
        }
    }

    #[test]
    fn bundles_are_those_of_their_semantics() {
        let mut bundles = Bundles::default();
        bundles.take("LS 1 2");
        bundles.take("BUNDLE 2 3");
        bundles.take("BUNDLE");
        let bundled = |name| bundles.line(name).map(|mid| mid.bundled);
        assert_eq!(bundled("1"), Some(false));
        assert_eq!(bundled("2"), Some(true));
        assert_eq!(bundled("3"), Some(true));
        assert_eq!(bundled("no token"), None);
    }

    #[test]
    fn bundles_are_bounded() {
        let mut bundles = Bundles::default();
        for _ in 0..10 {
            bundles.take(&format!("BUNDLE {}", "a ".repeat(20)));
        }
        assert_eq!(bundles.0.len(), SDP_MEDIA_LINES_MAX);
    }
}
