//! The targets of one call: the first, and those that 3xx responses name
//! (RFC 3261 §8.1.3.4), each tried once and only so many; and who sent it there
//! (RFC 5806).

use std::collections::VecDeque;
use std::sync::Arc;

use crate::limits::{DIVERSIONS_MAX, REDIRECT_HOPS_MAX, REDIRECT_TARGETS_MAX};
use crate::sip::header::NameAddr;
use crate::sip::message::Message;
use crate::sip::uri::Uri;

/// Who sent a call to a target, the last first.
type Diversions = Arc<[NameAddr]>;

/// Where a call is tried.
#[derive(Debug)]
pub(crate) struct Targets {
    tried: Vec<Uri>,
    waiting: VecDeque<(Uri, Diversions)>,
    diversions: Diversions,
    hops: usize,
}

impl Targets {
    /// A call to `first`.
    pub(crate) fn new(first: Uri) -> Self {
        Self {
            tried: vec![first],
            waiting: VecDeque::new(),
            diversions: Diversions::default(),
            hops: 0,
        }
    }

    /// A 3xx named `contacts`, each with its q value in thousandths; the best
    /// come first. Targets tried before are passed over, and so is the whole
    /// response when too many came before it. `diversions` says who sends the
    /// call there.
    pub(crate) fn redirected(
        &mut self,
        contacts: impl Iterator<Item = (u16, Uri)>,
        diversions: impl Iterator<Item = NameAddr>,
    ) {
        if self.hops >= REDIRECT_HOPS_MAX {
            return;
        }
        self.hops += 1;
        let mut fresh: Vec<(u16, Uri)> = contacts
            .take(REDIRECT_TARGETS_MAX)
            .filter(|(_, uri)| uri.is_sip() && !self.is_known(uri))
            .collect();
        fresh.sort_by_key(|(q, _)| std::cmp::Reverse(*q));
        let before = self.diversions.iter().cloned();
        let diversions: Diversions = diversions.chain(before).take(DIVERSIONS_MAX).collect();
        for (_, uri) in fresh.into_iter().rev() {
            if !self.is_known(&uri) && self.waiting.len() < REDIRECT_TARGETS_MAX {
                let target = (uri.without_headers(), diversions.clone());
                self.waiting.push_front(target);
            }
        }
    }

    /// The next target to try.
    pub(crate) fn next(&mut self) -> Option<Uri> {
        let (next, diversions) = self.waiting.pop_front()?;
        self.diversions = diversions;
        self.tried.push(next.clone());
        Some(next)
    }

    /// Who sent the call to the target that is tried.
    pub(crate) fn diversions(&self) -> &[NameAddr] {
        &self.diversions
    }

    fn is_known(&self, uri: &Uri) -> bool {
        let waiting = self.waiting.iter().map(|(uri, _)| uri);
        let mut known = self.tried.iter().chain(waiting);
        known.any(|other| other.equivalent(uri))
    }
}

/// Where a 3xx sends a request that is tried at one place at a time.
pub(crate) fn first_target(response: &Message) -> Option<Uri> {
    let mut contacts = response.contacts().flatten();
    let target = contacts.find_map(|contact| contact.uri().cloned().filter(Uri::is_sip));
    target.map(|uri| uri.without_headers().detached())
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

    fn redirect(targets: &mut Targets, contacts: Vec<(u16, Uri)>) {
        targets.redirected(contacts.into_iter(), std::iter::empty());
    }

    #[test]
    fn the_best_contact_comes_first() {
        let mut targets = Targets::new(uri("sip:a@h"));
        let contacts = [
            (500, uri("sip:b@h")),
            (1000, uri("sip:c@h")),
            (500, uri("sip:d@h")),
        ];
        redirect(&mut targets, contacts.into());
        assert_eq!(next(&mut targets).as_deref(), Some("sip:c@h"));
        assert_eq!(next(&mut targets).as_deref(), Some("sip:b@h"));
        assert_eq!(next(&mut targets).as_deref(), Some("sip:d@h"));
        assert_eq!(next(&mut targets), None);
    }

    #[test]
    fn loops_are_refused() {
        let mut targets = Targets::new(uri("sip:a@h"));
        redirect(&mut targets, vec![(1000, uri("sip:b@h"))]);
        assert_eq!(next(&mut targets).as_deref(), Some("sip:b@h"));
        let back = [
            (1000, uri("sip:a@H")),
            (1000, uri("sip:b@h")),
            (900, uri("tel:1")),
        ];
        redirect(&mut targets, back.into());
        assert_eq!(next(&mut targets), None);
    }

    #[test]
    fn only_so_many_hops_are_followed() {
        let mut targets = Targets::new(uri("sip:0@h"));
        for hop in 1..=REDIRECT_HOPS_MAX + 1 {
            redirect(&mut targets, vec![(1000, uri(&format!("sip:{hop}@h")))]);
            assert_eq!(next(&mut targets).is_some(), hop <= REDIRECT_HOPS_MAX);
        }
    }

    #[test]
    fn each_target_is_told_who_sent_the_call_there() {
        let by = |name: &str| NameAddr::parse(format!("<sip:{name}@h>")).expect("an address");
        let mut targets = Targets::new(uri("sip:a@h"));
        let contacts = [(1000, uri("sip:b@h")), (900, uri("sip:c@h"))];
        targets.redirected(contacts.into_iter(), [by("a")].into_iter());
        assert!(targets.diversions().is_empty());
        next(&mut targets);
        assert_eq!(targets.diversions(), [by("a")]);
        let contacts = [(1000, uri("sip:d@h"))];
        targets.redirected(contacts.into_iter(), [by("b")].into_iter());
        next(&mut targets);
        assert_eq!(targets.diversions(), [by("b"), by("a")]);
        assert_eq!(next(&mut targets).as_deref(), Some("sip:c@h"));
        assert_eq!(targets.diversions(), [by("a")]);
        let endless = std::iter::repeat_with(|| by("c"));
        targets.redirected([(1000, uri("sip:e@h"))].into_iter(), endless);
        next(&mut targets);
        assert_eq!(targets.diversions().len(), DIVERSIONS_MAX);
    }
}
