//! Carrying out what the machines want, and forgetting what has ended.

use std::net::IpAddr;

use super::actions::{Actions, Ask, RespondError};
use super::automatic;
use super::key::Key;
use super::layer::{Client, NewRequest, Server, TransactionLayer};
use super::machine::{ClientMachine, ServerMachine};
use super::output::{ClientTransactionId, ServerTransactionId, TransactionId, TransactionOutput};
use super::table::Slot;
use super::timers::Timer;
use crate::clock::Instant;
use crate::octets::Octets;
use crate::sip::message::{Method, StatusCode};
use crate::sip::transport::flow::Flow;

/// A transaction waits for two timers at most.
const TIMERS_PER_TRANSACTION: usize = 2;
/// Stale entries of a queue that are not worth looking for.
const STALE_KEPT_MAX: usize = 4096;

/// What an input changed about a transaction.
struct Change {
    /// It got its final response, or was given up.
    answered: bool,
    terminated: bool,
    /// The transaction user knows nothing of it.
    hidden: bool,
}

impl TransactionLayer {
    /// Sends a request and makes a transaction of it.
    pub(super) fn start_client(
        &mut self,
        now: Instant,
        key: Key,
        flow: Flow,
        method: &Method,
        request: Octets,
        hidden: bool,
    ) -> ClientTransactionId {
        let is_invite = *method == Method::Invite;
        let timers = &self.settings.timers;
        let (machine, actions) =
            ClientMachine::start(now, is_invite, flow.is_reliable(), request, timers);
        let client = Client {
            machine,
            flow,
            hidden,
            pending: true,
            lingering_bytes: 0,
        };
        let slot = self.clients.insert(key, client);
        self.pending += 1;
        self.carry_out_client(now, slot, actions);
        ClientTransactionId(slot)
    }

    /// Makes a transaction of a new request.
    pub(super) fn accept(&mut self, now: Instant, new: NewRequest) -> ServerTransactionId {
        let flow = new.flow;
        let is_invite = *new.request.method() == Method::Invite;
        let timers = &self.settings.timers;
        let (machine, actions) = ServerMachine::start(now, is_invite, flow.is_reliable(), timers);
        let server = Server {
            machine,
            flow,
            request: Some(new.request),
            merge: new.merge,
            hidden: new.hidden,
            pending: true,
            lingering_bytes: 0,
        };
        let slot = self.servers.insert(new.key, server);
        if let Some(merge) = new.merge {
            self.merges.insert(merge, slot);
        }
        self.pending += 1;
        *self.pending_by_source.entry(flow.remote.ip()).or_default() += 1;
        self.carry_out_server(now, slot, actions);
        ServerTransactionId(slot)
    }

    pub(super) fn respond_unsettled(
        &mut self,
        now: Instant,
        slot: Slot,
        status: StatusCode,
        response: Octets,
    ) -> Result<(), RespondError> {
        let server = self.servers.entry_mut(slot).ok_or(RespondError::Ended)?;
        let timers = &self.settings.timers;
        let result = server.machine.respond(now, status.code(), response, timers);
        if result.is_ok() {
            server.request = None;
        }
        // A refused response may still have ended the transaction.
        let (actions, result) = match result {
            Ok(actions) => (actions, Ok(())),
            Err(error) => (Actions::default(), Err(error)),
        };
        self.carry_out_server(now, slot, actions);
        result
    }

    /// Does what a client machine wants, and tidies up when it is done.
    pub(super) fn carry_out_client(&mut self, now: Instant, slot: Slot, actions: Actions) {
        let Some(client) = self.clients.entry_mut(slot) else {
            return;
        };
        let pending = client.machine.is_pending();
        let change = Change {
            answered: client.pending && !pending,
            terminated: client.machine.is_terminated(),
            hidden: client.hidden,
        };
        client.pending = pending;
        let kept = client.machine.lingering_bytes();
        let kept_before = std::mem::replace(&mut client.lingering_bytes, kept);
        self.lingering_bytes = self.lingering_bytes.saturating_sub(kept_before) + kept;
        let flow = client.flow;
        let id = ClientTransactionId(slot);
        self.send_and_time(flow, id.into(), actions.transmit, &actions.timers);
        match actions.ask {
            Some(Ask::Cancel(invite)) => self.send_cancel(now, flow, invite),
            Some(Ask::ReportTimeout) if !change.hidden => {
                self.outputs.push_back(TransactionOutput::TimedOut(id));
            }
            Some(Ask::ReportTransportFailure) if !change.hidden => {
                self.outputs
                    .push_back(TransactionOutput::TransportFailed(id));
            }
            _ => {}
        }
        if change.terminated {
            self.clients.remove(slot);
        }
        self.conclude(id.into(), &change);
    }

    /// Does what a server machine wants, and tidies up when it is done.
    pub(super) fn carry_out_server(&mut self, now: Instant, slot: Slot, actions: Actions) {
        let Some(server) = self.servers.entry_mut(slot) else {
            return;
        };
        let pending = server.machine.is_pending();
        let change = Change {
            answered: server.pending && !pending,
            terminated: server.machine.is_terminated(),
            hidden: server.hidden,
        };
        server.pending = pending;
        let kept = server.machine.lingering_bytes();
        let kept_before = std::mem::replace(&mut server.lingering_bytes, kept);
        self.lingering_bytes = self.lingering_bytes.saturating_sub(kept_before) + kept;
        let flow = server.flow;
        let id = ServerTransactionId(slot);
        if change.answered {
            server.request = None;
            self.forget_pending_of(flow.remote.ip());
        }
        self.send_and_time(flow, id.into(), actions.transmit, &actions.timers);
        match actions.ask {
            Some(Ask::Trying) => self.send_trying(now, slot),
            Some(Ask::ReportTimeout) if !change.hidden => {
                self.outputs.push_back(TransactionOutput::AckTimedOut(id));
            }
            Some(Ask::ReportTransportFailure) if !change.hidden => {
                self.outputs
                    .push_back(TransactionOutput::ResponseUndeliverable(id));
            }
            _ => {}
        }
        if change.terminated {
            self.remove_server(slot);
        }
        self.conclude(id.into(), &change);
    }

    fn send_and_time(
        &mut self,
        flow: Flow,
        transaction: TransactionId,
        transmit: Option<Octets>,
        timers: &[Timer],
    ) {
        if let Some(payload) = transmit {
            self.outputs.push_back(TransactionOutput::Transmit {
                flow,
                payload,
                transaction: Some(transaction),
            });
        }
        for timer in timers {
            self.timers.insert(*timer, transaction);
        }
    }

    fn send_cancel(&mut self, now: Instant, flow: Flow, invite: Octets) {
        if let Some((key, cancel)) = automatic::cancel(&self.keys, invite) {
            self.start_client(now, key, flow, &Method::Cancel, cancel, true);
        }
    }

    fn send_trying(&mut self, now: Instant, slot: Slot) {
        let server = self.servers.entry(slot);
        let request = server.and_then(|server| server.request.as_ref());
        if let Some(trying) = request.and_then(automatic::trying) {
            // The machine asked for it and takes it.
            let _ = self.respond_unsettled(now, slot, StatusCode::TRYING, trying);
        }
    }

    fn forget_pending_of(&mut self, source: IpAddr) {
        if let Some(count) = self.pending_by_source.get_mut(&source) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.pending_by_source.remove(&source);
            }
        }
    }

    fn remove_server(&mut self, slot: Slot) {
        let merge = self.servers.remove(slot).and_then(|server| server.merge);
        if let Some(merge) = merge
            && self.merges.get(&merge) == Some(&slot)
        {
            self.merges.remove(&merge);
        }
    }

    /// Counts what waits, what lingers and what is over.
    fn conclude(&mut self, transaction: TransactionId, change: &Change) {
        if change.answered {
            self.pending = self.pending.saturating_sub(1);
        }
        if change.terminated && !change.hidden {
            self.outputs
                .push_back(TransactionOutput::Terminated(transaction));
        }
        match (change.answered, change.terminated) {
            (true, false) => {
                self.lingering_live += 1;
                self.lingering.push_back(transaction);
            }
            (false, true) => self.lingering_live = self.lingering_live.saturating_sub(1),
            _ => {}
        }
    }

    /// Ends what lingers beyond the limit, and finds the next timer that is
    /// still wanted.
    pub(super) fn settle(&mut self) {
        self.trim_lingering();
        self.throw_out_stale();
        self.next_timeout = loop {
            match self.timers.first() {
                Some((at, transaction)) if self.waits_for(at, transaction) => break Some(at),
                Some(_) => self.timers.pop(),
                None => break None,
            };
        };
    }

    /// Timers that nobody waits for any more, and ended transactions in the
    /// queue of the lingering, are thrown out when they outnumber the others:
    /// seldom enough to cost little, often enough not to pile up.
    fn throw_out_stale(&mut self) {
        if self.timers.len() > STALE_KEPT_MAX + TIMERS_PER_TRANSACTION * 2 * self.len() {
            let mut timers = std::mem::take(&mut self.timers);
            timers.retain(|at, transaction| self.waits_for(at, transaction));
            self.timers = timers;
        }
        if self.lingering.len() > STALE_KEPT_MAX + 2 * self.lingering_live {
            let mut lingering = std::mem::take(&mut self.lingering);
            lingering.retain(|transaction| self.is_live(*transaction));
            self.lingering = lingering;
        }
    }

    fn trim_lingering(&mut self) {
        while let Some(transaction) = self.lingering.front().copied() {
            let live = self.is_live(transaction);
            if live
                && self.lingering_live <= self.settings.lingering_max
                && self.lingering_bytes <= self.settings.lingering_bytes_max
            {
                break;
            }
            self.lingering.pop_front();
            if live {
                self.end_lingering(transaction);
            }
        }
    }

    fn end_lingering(&mut self, transaction: TransactionId) {
        let (hidden, kept) = match transaction {
            TransactionId::Client(id) => {
                let client = self.clients.remove(id.0);
                client.map_or((false, 0), |c| (c.hidden, c.lingering_bytes))
            }
            TransactionId::Server(id) => {
                let server = self.servers.entry(id.0);
                let known = server.map_or((false, 0), |s| (s.hidden, s.lingering_bytes));
                self.remove_server(id.0);
                known
            }
        };
        self.lingering_bytes = self.lingering_bytes.saturating_sub(kept);
        let change = Change {
            answered: false,
            terminated: true,
            hidden,
        };
        self.conclude(transaction, &change);
    }

    fn is_live(&self, transaction: TransactionId) -> bool {
        match transaction {
            TransactionId::Client(id) => self.clients.entry(id.0).is_some(),
            TransactionId::Server(id) => self.servers.entry(id.0).is_some(),
        }
    }

    fn waits_for(&self, at: Instant, transaction: TransactionId) -> bool {
        match transaction {
            TransactionId::Client(id) => {
                let client = self.clients.entry(id.0);
                client.is_some_and(|client| client.machine.waits_for(at))
            }
            TransactionId::Server(id) => {
                let server = self.servers.entry(id.0);
                server.is_some_and(|server| server.machine.waits_for(at))
            }
        }
    }
}
