//! The targets of one call: the first, and those that 3xx responses name
//! (RFC 3261 §8.1.3.4), each tried once and only so many.

use std::collections::VecDeque;

use crate::limits::{REDIRECT_HOPS_MAX, REDIRECT_TARGETS_MAX};
use crate::sip::uri::Uri;

/// Where a call is tried.
#[derive(Debug)]
pub(crate) struct Targets {
    tried: Vec<Uri>,
    waiting: VecDeque<Uri>,
    hops: usize,
}

impl Targets {
    /// A call to `first`.
    pub(crate) fn new(first: Uri) -> Self {
        Self {
            tried: vec![first],
            waiting: VecDeque::new(),
            hops: 0,
        }
    }

    /// A 3xx named `contacts`, each with its q value in thousandths; the best
    /// come first. Targets tried before are passed over, and so is the whole
    /// response when too many came before it.
    pub(crate) fn redirected(&mut self, contacts: impl Iterator<Item = (u16, Uri)>) {
        if self.hops >= REDIRECT_HOPS_MAX {
            return;
        }
        self.hops += 1;
        let mut fresh: Vec<(u16, Uri)> = contacts
            .take(REDIRECT_TARGETS_MAX)
            .filter(|(_, uri)| uri.is_sip() && !self.is_known(uri))
            .collect();
        fresh.sort_by_key(|(q, _)| std::cmp::Reverse(*q));
        for (_, uri) in fresh.into_iter().rev() {
            if !self.is_known(&uri) && self.waiting.len() < REDIRECT_TARGETS_MAX {
                self.waiting.push_front(uri.without_headers());
            }
        }
    }

    /// The next target to try.
    pub(crate) fn next(&mut self) -> Option<Uri> {
        let next = self.waiting.pop_front()?;
        self.tried.push(next.clone());
        Some(next)
    }

    fn is_known(&self, uri: &Uri) -> bool {
        let mut known = self.tried.iter().chain(&self.waiting);
        known.any(|other| other.equivalent(uri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri {
        Uri::parse(text).expect("a URI")
    }

    fn next(targets: &mut Targets) -> Option<String> {
        targets.next().map(|uri| uri.as_str().to_owned())
    }

    #[test]
    fn the_best_contact_comes_first() {
        let mut targets = Targets::new(uri("sip:a@h"));
        let contacts = [
            (500, uri("sip:b@h")),
            (1000, uri("sip:c@h")),
            (500, uri("sip:d@h")),
        ];
        targets.redirected(contacts.into_iter());
        assert_eq!(next(&mut targets).as_deref(), Some("sip:c@h"));
        assert_eq!(next(&mut targets).as_deref(), Some("sip:b@h"));
        assert_eq!(next(&mut targets).as_deref(), Some("sip:d@h"));
        assert_eq!(next(&mut targets), None);
    }

    #[test]
    fn loops_are_refused() {
        let mut targets = Targets::new(uri("sip:a@h"));
        targets.redirected([(1000, uri("sip:b@h"))].into_iter());
        assert_eq!(next(&mut targets).as_deref(), Some("sip:b@h"));
        let back = [
            (1000, uri("sip:a@H")),
            (1000, uri("sip:b@h")),
            (900, uri("tel:1")),
        ];
        targets.redirected(back.into_iter());
        assert_eq!(next(&mut targets), None);
    }

    #[test]
    fn only_so_many_hops_are_followed() {
        let mut targets = Targets::new(uri("sip:0@h"));
        for hop in 1..=REDIRECT_HOPS_MAX + 1 {
            targets.redirected([(1000, uri(&format!("sip:{hop}@h")))].into_iter());
            assert_eq!(next(&mut targets).is_some(), hop <= REDIRECT_HOPS_MAX);
        }
    }
}
