//! The pairs of an agent: ours are its sockets, theirs are candidates (RFC 8445
//! §6.1.2).

use std::cmp::Reverse;
use std::net::SocketAddr;

use super::agent::{IceAgent, canonical};
use super::check_list::reflexive_priority;
use super::pair::{Pair, Via, pair_priority};
use crate::limits::{ICE_CANDIDATES_MAX, ICE_PAIRS_MAX};
use crate::plan::{CandidateKind, Component, IceCandidate};

/// Pairs of candidates that no description has.
const REVEALED_MAX: usize = 16;

impl IceAgent {
    /// Pairs the candidates of a description, those that are liked best first and our
    /// socket before our relay: where there are too many, the least of them are left
    /// out (§6.1.2.5). Some places stay for candidates that checks reveal.
    pub(super) fn pair_with_all(&mut self, candidates: &[IceCandidate]) {
        let mut best: Vec<_> = candidates.iter().collect();
        best.sort_by_key(|candidate| Reverse(candidate.priority));
        best.truncate(ICE_CANDIDATES_MAX);
        for via in [Via::Socket, Via::Relay] {
            for candidate in &best {
                if self.pairs.len() < ICE_PAIRS_MAX - REVEALED_MAX {
                    self.pair_with(via, (*candidate).clone());
                }
            }
        }
    }

    /// The place of the pair with a candidate of theirs, a new one where there
    /// is none; `None` where we cannot send there, or have enough.
    pub(super) fn pair_with(&mut self, via: Via, mut remote: IceCandidate) -> Option<usize> {
        remote.address = canonical(remote.address);
        let component = remote.component;
        if !self.components.contains(&component) {
            return None;
        }
        let mut known = self.pairs.iter();
        if let Some(index) = known.position(|pair| pair.is_to(component, via, remote.address)) {
            return Some(index);
        }
        if !self.can_reach(component, via, remote.address) || self.pairs.len() >= ICE_PAIRS_MAX {
            return None;
        }
        let local = self.local_priority(component, via, remote.address);
        self.pairs
            .push(Pair::new((component, via), remote, local, self.controlling));
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
            let local = self.local_priority(pair.component, pair.via, pair.remote.address);
            let priority = pair_priority(local, pair.remote.priority, self.controlling);
            if let Some(pair) = self.pairs.get_mut(index) {
                pair.priority = priority;
            }
        }
    }

    fn can_reach(&self, component: Component, via: Via, remote: SocketAddr) -> bool {
        remote.port() != 0
            && !remote.ip().is_unspecified()
            && !remote.ip().is_multicast()
            && self
                .ours(component, via)
                .any(|ours| ours.address.is_ipv4() == remote.is_ipv4())
    }

    fn ours(&self, component: Component, via: Via) -> impl Iterator<Item = &IceCandidate> {
        let ours = self.local.candidates.iter();
        ours.filter(move |ours| {
            let is_relayed = ours.kind == CandidateKind::Relayed;
            ours.component == component && is_relayed == (via == Via::Relay)
        })
    }

    fn local_priority(&self, component: Component, via: Via, remote: SocketAddr) -> u32 {
        self.ours(component, via)
            .filter(|ours| ours.address.is_ipv4() == remote.is_ipv4())
            .map(|ours| ours.priority)
            .max()
            .unwrap_or(0)
    }

    /// Which candidate of ours a pair shows.
    pub(super) fn local_candidate(&self, pair: &Pair) -> IceCandidate {
        let mapped = pair.mapped.unwrap_or(pair.remote.address);
        let mut ours = self.ours(pair.component, pair.via);
        // A relay has one address for us.
        let known = ours.find(|c| c.address == mapped || pair.via == Via::Relay);
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
