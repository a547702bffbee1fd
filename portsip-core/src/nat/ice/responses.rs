//! The answers to our checks (RFC 8445 §7.2.5).

use std::net::SocketAddr;

use stun_types::message::{Message, MessageClass};

use super::super::stun::{check, mapped_address};
use super::agent::{IceAgent, IceEvent, canonical, place};
use super::pair::{PairState, Via};
use crate::clock::Instant;
use crate::plan::{CandidateKind, Component};

impl IceAgent {
    pub(super) fn handle_response(
        &mut self,
        now: Instant,
        component: Component,
        (via, from): (Via, SocketAddr),
        response: &Message<'_>,
    ) -> bool {
        let id = u128::from(response.transaction_id());
        // Judged before the integrity is: who does not know the id cannot make us work.
        let Some(index) = self.pairs.iter().position(|pair| pair.awaits(id)) else {
            return self.handle_consent(now, component, (via, from), response);
        };
        let remote = self.remote.as_ref();
        if !remote.is_some_and(|r| check::is_proved(response, &r.credentials.password)) {
            return false;
        }
        // From elsewhere than where the check went there is no way (§7.2.5.2.1).
        if !self
            .pairs
            .get(index)
            .is_some_and(|pair| pair.is_to(component, via, from))
        {
            self.give_up(index);
            return true;
        }
        if response.class() == MessageClass::Success {
            self.succeed(now, index, id, mapped_address(response).map(canonical));
        } else if self.is_out(index, id) {
            self.handle_error(index, check::error_code(response));
        }
        true
    }

    fn handle_error(&mut self, index: usize, code: u16) {
        let claimed = self
            .pairs
            .get(index)
            .and_then(|pair| pair.exchange.as_ref())
            .map(|exchange| exchange.controlling);
        self.give_up(index);
        if code != check::ROLE_CONFLICT {
            return;
        }
        // Of several checks with the old role, the first switches it.
        if claimed == Some(self.controlling) {
            self.switch_role();
            self.tie_breaker = self.rng.u64();
        }
        if let Some(pair) = self.pairs.get_mut(index) {
            pair.state = PairState::Waiting;
        }
        self.triggered.push_back(index);
    }

    /// Whether it is the request that is out, and none that was cancelled.
    fn is_out(&self, index: usize, id: u128) -> bool {
        let out = self
            .pairs
            .get(index)
            .and_then(|pair| pair.exchange.as_ref());
        out.is_some_and(|out| out.id == id)
    }

    fn succeed(&mut self, now: Instant, index: usize, id: u128, mapped: Option<SocketAddr>) {
        let out = self.is_out(index, id);
        let Some(pair) = self.pairs.get_mut(index) else {
            return;
        };
        let nominates = pair.exchange.as_ref().is_some_and(|out| out.use_candidate);
        // One that nominates has to be answered itself.
        let exchange = if out || !nominates {
            pair.exchange.take()
        } else {
            None
        };
        pair.cancelled.retain(|cancelled| *cancelled != id);
        pair.state = PairState::Valid;
        pair.mapped = mapped.or(pair.mapped);
        if let Some(exchange) = exchange.as_ref().filter(|_| out)
            && !exchange.repeated
        {
            pair.round_trip = Some(now.saturating_since(exchange.sent));
        }
        let nominated_by_us = out && nominates;
        let (component, nominated) = (pair.component, pair.nominated.is_some());
        self.first_valid[place(component)].get_or_insert(now);
        self.fails_at = None;
        self.note_mapping(component, mapped);
        if nominated_by_us {
            self.nominating[place(component)] = None;
        }
        if nominated_by_us || nominated {
            self.select(now, index);
        } else {
            self.try_way(now, index);
        }
    }

    /// That the other side sees us where we did not say is told once.
    fn note_mapping(&mut self, component: Component, mapped: Option<SocketAddr>) {
        let Some(mapped) = mapped.filter(|_| !self.mapping_told) else {
            return;
        };
        let mut ours = self.local.candidates.iter().filter(|ours| {
            ours.component == component && ours.address.is_ipv4() == mapped.is_ipv4()
        });
        let described = ours.clone().any(|ours| ours.address == mapped);
        let is_mapped = ours.any(|ours| ours.kind == CandidateKind::ServerReflexive);
        if is_mapped && !described {
            self.mapping_told = true;
            self.events.push_back(IceEvent::MappingUnforeseen);
        }
    }
}
