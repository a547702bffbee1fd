//! The checks of the other side (RFC 8445 §7.3).

use std::net::SocketAddr;

use stun_types::message::{BINDING, Message, MessageClass};

use super::super::stun::check::{self, Check, Role};
use super::agent::{IceAgent, IceTransmit, canonical};
use super::pair::{PairState, Via};
use crate::clock::Instant;
use crate::limits::ICE_PAIRS_MAX;
use crate::octets::Octets;
use crate::plan::{CandidateKind, Component, IceCandidate};
use crate::secret::Secret;

/// A check that is answered, as far as it matters after that.
#[derive(Clone, Copy, Debug)]
pub(super) struct EarlyCheck {
    at: Instant,
    component: Component,
    via: Via,
    from: SocketAddr,
    priority: u32,
    use_candidate: bool,
}

impl EarlyCheck {
    fn is_like(&self, other: &Self) -> bool {
        let what = |check: &Self| (check.component, check.via, check.from, check.use_candidate);
        what(self) == what(other)
    }
}

/// What checks of theirs were proved with before a restart.
#[derive(Debug)]
pub(super) struct Before {
    pub(super) ufrag: String,
    pub(super) their_ufrag: String,
    pub(super) password: Secret,
}

impl Before {
    fn made(&self, check: &Check, request: &Message<'_>) -> bool {
        names(&check.username, &self.ufrag, Some(&self.their_ufrag))
            && check::is_proved(request, &self.password)
    }
}

/// Whether a user name is that of checks for `ours`, where theirs is not known
/// from anybody.
fn names(username: &str, ours: &str, theirs: Option<&str>) -> bool {
    let rest = username.strip_prefix(ours);
    let named = rest.and_then(|rest| rest.strip_prefix(':'));
    named.is_some_and(|named| theirs.is_none_or(|theirs| theirs == named))
}

/// How many checks are remembered until their description comes.
const EARLY_CHECKS_MAX: usize = 16;

impl IceAgent {
    /// Takes a STUN message that came to the socket of a component; `false`
    /// where it is none of the agent's business, or not proved.
    pub fn handle_datagram(
        &mut self,
        now: Instant,
        component: Component,
        from: SocketAddr,
        datagram: &[u8],
    ) -> bool {
        self.handle_message(now, component, (Via::Socket, canonical(from)), datagram)
    }

    /// The same of one that came to the component's relay from a peer.
    pub fn handle_relayed(
        &mut self,
        now: Instant,
        component: Component,
        peer: SocketAddr,
        datagram: &[u8],
    ) -> bool {
        self.handle_message(now, component, (Via::Relay, canonical(peer)), datagram)
    }

    fn handle_message(
        &mut self,
        now: Instant,
        component: Component,
        from: (Via, SocketAddr),
        datagram: &[u8],
    ) -> bool {
        let message = check::is_whole(datagram)
            .then(|| Message::from_bytes(datagram).ok())
            .flatten()
            .filter(|message| message.has_method(BINDING));
        let taken = message.is_some_and(|message| match message.class() {
            MessageClass::Request => self.handle_request(now, component, from, &message),
            MessageClass::Success | MessageClass::Error => {
                self.handle_response(now, component, from, &message)
            }
            // A keep-alive (§11): it says nothing.
            MessageClass::Indication => false,
        });
        if taken {
            self.carry_on(now);
        } else {
            self.refuse();
        }
        taken
    }

    fn handle_request(
        &mut self,
        now: Instant,
        component: Component,
        (via, from): (Via, SocketAddr),
        request: &Message<'_>,
    ) -> bool {
        let Some(check) = Check::read(request) else {
            return false;
        };
        let answer = if self.is_for_us(&check, request) {
            self.answer(now, component, (via, from), &check, request)
        } else if let Some(before) = self.before.as_ref().filter(|b| b.made(&check, request)) {
            // The way of before a restart serves until there is another.
            check::write_success(request, from, &before.password)
        } else {
            return false;
        };
        let transmit = answer.map(|answer| IceTransmit {
            component,
            via,
            to: from,
            payload: Octets::from(answer),
        });
        self.transmits.extend(transmit);
        true
    }

    /// The answer to a check that is proved, and what follows from it.
    fn answer(
        &mut self,
        now: Instant,
        component: Component,
        (via, from): (Via, SocketAddr),
        check: &Check,
        request: &Message<'_>,
    ) -> Option<Vec<u8>> {
        let password = &self.local.credentials.password;
        match self.conflict(check.role) {
            Conflict::TheyYield => return check::write_role_conflict(request, password),
            Conflict::WeYield => self.switch_role(),
            Conflict::None => {}
        }
        self.note_check(EarlyCheck {
            at: now,
            component,
            via,
            from,
            priority: check.priority,
            use_candidate: check.use_candidate,
        });
        check::write_success(request, from, &self.local.credentials.password)
    }

    /// `<our ufrag>:<their ufrag>`, proved by our password.
    fn is_for_us(&self, check: &Check, request: &Message<'_>) -> bool {
        let credentials = &self.local.credentials;
        let theirs = self.remote.as_ref().map(|r| r.credentials.ufrag.as_str());
        names(&check.username, &credentials.ufrag, theirs)
            && check::is_proved(request, &credentials.password)
    }

    /// §7.3.1.1. Before the descriptions are known there are no roles.
    fn conflict(&self, theirs: Role) -> Conflict {
        if self.remote.is_none() {
            return Conflict::None;
        }
        let we_win = |number: u64| self.tie_breaker >= number;
        match (self.controlling, theirs) {
            (true, Role::Controlling(number)) if we_win(number) => Conflict::TheyYield,
            (true, Role::Controlling(_)) => Conflict::WeYield,
            (false, Role::Controlled(number)) if we_win(number) => Conflict::WeYield,
            (false, Role::Controlled(_)) => Conflict::TheyYield,
            _ => Conflict::None,
        }
    }

    fn note_check(&mut self, check: EarlyCheck) {
        if self.remote.is_some() {
            self.trigger(check);
        } else if self.early.len() < EARLY_CHECKS_MAX
            && !self.early.iter().any(|known| known.is_like(&check))
        {
            self.early.push(check);
        }
    }

    /// A check in return (§7.3.1.4), and the nomination (§7.3.1.5).
    pub(super) fn trigger(&mut self, check: EarlyCheck) {
        let remote = IceCandidate {
            foundation: "prflx".to_owned(),
            component: check.component,
            priority: check.priority,
            address: check.from,
            kind: CandidateKind::PeerReflexive,
            related: None,
        };
        let Some(index) = self.pair_with(check.via, remote) else {
            return;
        };
        let Some(pair) = self.pairs.get_mut(index) else {
            return;
        };
        pair.heard = true;
        if check.use_candidate && !self.controlling {
            pair.nominated = Some(check.at);
        }
        if pair.is_valid() {
            if pair.nominated == Some(check.at) {
                self.select(check.at, index);
            }
            return;
        }
        // What is under way is asked again at once: it may have met a closed NAT.
        if pair.state != PairState::InProgress {
            pair.state = PairState::Waiting;
        }
        if !self.triggered.contains(&index) && self.triggered.len() < ICE_PAIRS_MAX {
            self.triggered.push_back(index);
        }
    }
}

enum Conflict {
    None,
    WeYield,
    TheyYield,
}
