//! The pairs of an agent: ours are its sockets, theirs are candidates (RFC 8445
//! §6.1.2).

use std::net::SocketAddr;

use super::agent::{IceAgent, canonical};
use super::check_list::reflexive_priority;
use super::pair::{Pair, pair_priority};
use crate::limits::ICE_PAIRS_MAX;
use crate::plan::{CandidateKind, Component, IceCandidate};

impl IceAgent {
    /// The place of the pair with a candidate of theirs, a new one where there
    /// is none; `None` where we cannot send there, or have enough.
    pub(super) fn pair_with(&mut self, mut remote: IceCandidate) -> Option<usize> {
        remote.address = canonical(remote.address);
        let component = remote.component;
        if !self.components.contains(&component) {
            return None;
        }
        let mut known = self.pairs.iter();
        if let Some(index) = known.position(|pair| pair.is_to(component, remote.address)) {
            return Some(index);
        }
        if !self.can_reach(component, remote.address) || self.pairs.len() >= ICE_PAIRS_MAX {
            return None;
        }
        let local = self.local_priority(component, remote.address);
        self.pairs
            .push(Pair::new(component, remote, local, self.controlling));
        Some(self.pairs.len() - 1)
    }

    /// The best of the pairs that are wanted.
    pub(super) fn best(&self, wanted: impl Fn(&Pair) -> bool) -> Option<usize> {
        let pairs = self.pairs.iter().enumerate();
        let best = pairs
            .filter(|(_, pair)| wanted(pair))
            .max_by_key(|(_, pair)| pair.priority);
        best.map(|(index, _)| index)
    }

    /// The other role (§7.2.5.1, §7.3.1.1): the order of the pairs changes.
    pub(super) fn switch_role(&mut self) {
        self.controlling = !self.controlling;
        self.nominating = [None; 2];
        for pair in &mut self.pairs {
            pair.nominated = None;
        }
        for index in 0..self.pairs.len() {
            let Some(pair) = self.pairs.get(index) else {
                continue;
            };
            let local = self.local_priority(pair.component, pair.remote.address);
            let priority = pair_priority(local, pair.remote.priority, self.controlling);
            if let Some(pair) = self.pairs.get_mut(index) {
                pair.priority = priority;
            }
        }
    }

    fn can_reach(&self, component: Component, remote: SocketAddr) -> bool {
        remote.port() != 0
            && !remote.ip().is_unspecified()
            && !remote.ip().is_multicast()
            && self
                .ours(component)
                .any(|ours| ours.address.is_ipv4() == remote.is_ipv4())
    }

    fn ours(&self, component: Component) -> impl Iterator<Item = &IceCandidate> {
        let ours = self.local.candidates.iter();
        ours.filter(move |ours| ours.component == component)
    }

    fn local_priority(&self, component: Component, remote: SocketAddr) -> u32 {
        self.ours(component)
            .filter(|ours| ours.address.is_ipv4() == remote.is_ipv4())
            .map(|ours| ours.priority)
            .max()
            .unwrap_or(0)
    }

    /// Which candidate of ours a pair shows.
    pub(super) fn local_candidate(&self, pair: &Pair) -> IceCandidate {
        let mapped = pair.mapped.unwrap_or(pair.remote.address);
        let known = self.ours(pair.component).find(|c| c.address == mapped);
        known.cloned().unwrap_or_else(|| IceCandidate {
            foundation: "prflx".to_owned(),
            component: pair.component,
            priority: reflexive_priority(pair.component),
            address: mapped,
            kind: CandidateKind::PeerReflexive,
            related: None,
        })
    }
}
