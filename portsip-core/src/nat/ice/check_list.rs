//! Which check is sent when: pacing (RFC 8445 §14), repetitions (RFC 8489
//! §6.2.1), and the end of hope.

use std::time::Duration;

use super::super::stun::check::Check;
use super::agent::{IceAgent, IceEvent, IceTransmit};
use super::pair::{Exchange, Pair, PairState};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::plan::{CandidateKind, Component, IceDescription, priority};

/// Ta: between two checks (§14.2).
const PACE: Duration = Duration::from_millis(50);
/// The wait after the first request; it doubles with each (§14.3).
const RETRANSMISSION_TIMEOUT: Duration = Duration::from_millis(500);
/// Requests sent of one check in all.
const TRANSMISSIONS_MAX: u32 = 7;
/// The wait after the last one.
const LAST_WAIT: Duration = Duration::from_secs(8);

impl IceAgent {
    /// Does what is due.
    pub(super) fn carry_on(&mut self, now: Instant) {
        self.repeat_checks(now);
        self.check_next(now);
        self.nominate(now);
        self.ask_for_consent(now);
        if self.fails_at.is_some_and(|due| due <= now) {
            self.fails_at = None;
            self.events.push_back(IceEvent::Failed);
        }
    }

    /// When `handle_timeout` is due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let exchanges = self.pairs.iter().filter_map(|pair| pair.exchange.as_ref());
        let repeated = exchanges.map(|exchange| exchange.due).min();
        let next = self.has_next().then_some(self.pace);
        [
            repeated,
            next,
            self.nomination_due(),
            self.consent_due(),
            self.fails_at,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn has_next(&self) -> bool {
        self.remote.is_some()
            && (!self.triggered.is_empty()
                || self
                    .pairs
                    .iter()
                    .any(|pair| pair.state == PairState::Waiting))
    }

    fn repeat_checks(&mut self, now: Instant) {
        for index in 0..self.pairs.len() {
            let Some(pair) = self.pairs.get_mut(index) else {
                continue;
            };
            let Some(exchange) = pair.exchange.as_mut().filter(|out| out.due <= now) else {
                continue;
            };
            if exchange.transmissions >= TRANSMISSIONS_MAX {
                self.give_up(index);
                continue;
            }
            let wait = RETRANSMISSION_TIMEOUT * (1 << exchange.transmissions);
            exchange.transmissions += 1;
            exchange.due = if exchange.transmissions == TRANSMISSIONS_MAX {
                now + LAST_WAIT
            } else {
                now + wait
            };
            self.send_again(index);
        }
    }

    /// Sends the request of a pair that is out once more.
    fn send_again(&mut self, index: usize) {
        let Some(pair) = self.pairs.get_mut(index) else {
            return;
        };
        if let Some(exchange) = &mut pair.exchange {
            exchange.repeated = true;
            self.transmits.push_back(IceTransmit {
                component: pair.component,
                via: pair.via,
                to: pair.remote.address,
                payload: exchange.request.clone(),
            });
        }
    }

    /// Starts the next check, where there is one and its time has come.
    fn check_next(&mut self, now: Instant) {
        if now < self.pace || !self.has_next() {
            return;
        }
        let next = self
            .next_triggered()
            .or_else(|| self.best(|pair| pair.state == PairState::Waiting));
        let Some(index) = next else {
            return;
        };
        let controlling = self.controlling;
        let out = self
            .pairs
            .get(index)
            .and_then(|pair| pair.exchange.as_ref());
        // What is under way goes again as it is, so that each of its answers counts,
        // unless it claims a role that is ours no more.
        if out.is_some_and(|out| out.controlling == controlling) {
            self.send_again(index);
        } else {
            self.check(now, index, false);
        }
        self.pace = now + PACE;
    }

    /// A pair may have become valid since a check of theirs asked for one.
    fn next_triggered(&mut self) -> Option<usize> {
        while let Some(index) = self.triggered.pop_front() {
            if self.pairs.get(index).is_some_and(Pair::is_open) {
                return Some(index);
            }
        }
        None
    }

    /// Sends a check of a pair.
    pub(super) fn check(&mut self, now: Instant, index: usize, use_candidate: bool) {
        let Some((id, request)) = self.request(index, use_candidate) else {
            return self.give_up(index);
        };
        let controlling = self.controlling;
        let Some(pair) = self.pairs.get_mut(index) else {
            return;
        };
        if pair.state != PairState::Valid {
            pair.state = PairState::InProgress;
        }
        pair.begin(Exchange {
            id,
            request: request.clone(),
            sent: now,
            due: now + RETRANSMISSION_TIMEOUT,
            transmissions: 1,
            repeated: false,
            use_candidate,
            controlling,
        });
        self.transmits.push_back(IceTransmit {
            component: pair.component,
            via: pair.via,
            to: pair.remote.address,
            payload: request,
        });
    }

    /// A new request along a pair, and its id.
    fn request(&mut self, index: usize, use_candidate: bool) -> Option<(u128, Octets)> {
        let id = self.transaction_id();
        let component = self.pairs.get(index)?.component;
        let remote = self.remote.as_ref()?;
        let check = self.check_message(self.username_at(remote), component, use_candidate);
        let request = check.write(id, &remote.credentials.password)?;
        Some((id, Octets::from(request)))
    }

    /// `<their ufrag>:<our ufrag>`
    pub(super) fn username_at(&self, remote: &IceDescription) -> String {
        let (theirs, ours) = (&remote.credentials.ufrag, &self.local.credentials.ufrag);
        format!("{theirs}:{ours}")
    }

    pub(super) fn check_message(
        &self,
        username: String,
        component: Component,
        use_candidate: bool,
    ) -> Check {
        Check {
            username,
            priority: reflexive_priority(component),
            role: self.role(),
            use_candidate,
        }
    }

    /// It has 96 bits.
    pub(super) fn transaction_id(&mut self) -> u128 {
        (u128::from(self.rng.u32()) << 64) | u128::from(self.rng.u64())
    }

    /// A check was not answered, or refused.
    pub(super) fn give_up(&mut self, index: usize) {
        if let Some(pair) = self.pairs.get_mut(index) {
            pair.exchange = None;
            pair.state = PairState::Failed;
        }
        for nominating in &mut self.nominating {
            if *nominating == Some(index) {
                *nominating = None;
            }
        }
    }
}

/// What a candidate is worth that a check of ours reveals (§7.1.1).
pub(super) fn reflexive_priority(component: Component) -> u32 {
    priority(CandidateKind::PeerReflexive, u16::MAX, component)
}
