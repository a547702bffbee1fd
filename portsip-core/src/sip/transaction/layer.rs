//! The transaction layer: every live transaction, its timers, and the way
//! between messages and them.
//!
//! *Inputs:* messages from the network, requests and responses of the
//! transaction user, time, failures of flows. *Outputs:* [`Incoming`](super::Incoming) for each
//! message, and [`TransactionOutput`]s to be polled after every call.
//!
//! A message costs one look into a table, a timer one push to a queue's end
//! and one pop from its front. What has its final response only lingers to
//! absorb repetitions: of such transactions the oldest go first when there are
//! too many, so that no rate of calls is refused for the sake of the past.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use super::actions::{Actions, RespondError};
use super::key::{Key, KeyIsHash, KeyMaker};
use super::machine::{ClientMachine, ServerMachine};
use super::output::{ClientTransactionId, ServerTransactionId, TransactionId, TransactionOutput};
use super::table::{Slot, Table};
use super::timers::{TimerQueue, TimerSettings};
use crate::clock::Instant;
use crate::limits::{
    SERVER_TRANSACTIONS_PER_SOURCE_MAX, TRANSACTIONS_LINGERING_BYTES_MAX,
    TRANSACTIONS_LINGERING_MAX, TRANSACTIONS_MAX,
};
use crate::octets::Octets;
use crate::rng::Rng;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transport::flow::{ConnectionId, Flow};
use crate::sip::transport::via::OutgoingVia;

/// What the layer is made with.
#[derive(Clone, Copy, Debug)]
pub struct TransactionSettings {
    /// T1 and its kin.
    pub timers: TimerSettings,
    /// Requests of one address that may wait for their final response before
    /// new ones get 503; inside dialogs twice as many, so that calls can still
    /// be ended.
    pub pending_per_source_max: usize,
    /// Transactions of both kinds that may wait for their final response.
    pub pending_max: usize,
    /// Answered transactions that are kept to absorb repetitions.
    pub lingering_max: usize,
    /// Bytes of the messages that these keep to send again.
    pub lingering_bytes_max: usize,
}

impl TransactionSettings {
    /// The default, of which a process needs one.
    pub fn shared() -> Arc<Self> {
        static SHARED: LazyLock<Arc<TransactionSettings>> = LazyLock::new(Arc::default);
        Arc::clone(&SHARED)
    }
}

impl Default for TransactionSettings {
    fn default() -> Self {
        Self {
            timers: TimerSettings::default(),
            pending_per_source_max: SERVER_TRANSACTIONS_PER_SOURCE_MAX,
            pending_max: TRANSACTIONS_MAX,
            lingering_max: TRANSACTIONS_LINGERING_MAX,
            lingering_bytes_max: TRANSACTIONS_LINGERING_BYTES_MAX,
        }
    }
}

/// Why a request was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// [`TransactionSettings::pending_max`] transactions wait already.
    #[error("too many transactions are waiting for an answer")]
    TooMany,
    /// An ACK is answered by nobody: see [`TransactionLayer::transmit`].
    #[error("an ACK has no transaction")]
    Ack,
}

/// Every live transaction of one agent.
#[derive(Debug)]
pub struct TransactionLayer {
    pub(super) settings: Arc<TransactionSettings>,
    pub(super) keys: KeyMaker,
    pub(super) clients: Table<Client>,
    pub(super) servers: Table<Server>,
    /// Server transactions by what their requests are apart from their way.
    pub(super) merges: HashMap<Key, Slot, KeyIsHash>,
    /// How many requests of each address wait for their final response.
    pub(super) pending_by_source: HashMap<IpAddr, usize>,
    pub(super) pending: usize,
    /// Answered transactions, in the order of their answers; some have ended.
    pub(super) lingering: VecDeque<TransactionId>,
    pub(super) lingering_live: usize,
    /// What the answered transactions keep to send again.
    pub(super) lingering_bytes: usize,
    pub(super) timers: TimerQueue<TransactionId>,
    pub(super) next_timeout: Option<Instant>,
    pub(super) outputs: VecDeque<TransactionOutput>,
}

/// A request we sent.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) machine: ClientMachine,
    pub(super) flow: Flow,
    /// A CANCEL, which only the layer knows of.
    pub(super) hidden: bool,
    pub(super) pending: bool,
    /// As counted in [`TransactionLayer::lingering_bytes`].
    pub(super) lingering_bytes: usize,
}

/// A request we received.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) machine: ServerMachine,
    /// Where responses go.
    pub(super) flow: Flow,
    /// The request, until anything was answered: a 100 is made from it.
    pub(super) request: Option<Message>,
    pub(super) merge: Option<Key>,
    /// Answered by the layer: the transaction user knows nothing of it.
    pub(super) hidden: bool,
    pub(super) pending: bool,
    /// As counted in [`TransactionLayer::lingering_bytes`].
    pub(super) lingering_bytes: usize,
}

/// A request that becomes a transaction.
pub(super) struct NewRequest {
    pub(super) key: Key,
    pub(super) merge: Option<Key>,
    pub(super) flow: Flow,
    pub(super) request: Message,
    pub(super) hidden: bool,
}

impl TransactionLayer {
    /// A layer without transactions. Many may share their settings.
    pub fn new(settings: impl Into<Arc<TransactionSettings>>, rng: &mut Rng) -> Self {
        Self {
            settings: settings.into(),
            keys: KeyMaker::new(rng),
            clients: Table::default(),
            servers: Table::default(),
            merges: HashMap::default(),
            pending_by_source: HashMap::default(),
            pending: 0,
            lingering: VecDeque::new(),
            lingering_live: 0,
            lingering_bytes: 0,
            timers: TimerQueue::default(),
            next_timeout: None,
            outputs: VecDeque::new(),
        }
    }

    /// Sends `request`, whose topmost Via is `via`, along `flow`, and again
    /// until it is answered. Each answer comes as
    /// [`Incoming::Response`](super::Incoming::Response), the lack of one as
    /// [`TransactionOutput::TimedOut`] or [`TransactionOutput::TransportFailed`].
    pub fn send_request(
        &mut self,
        now: Instant,
        flow: Flow,
        method: &Method,
        via: &OutgoingVia,
        request: Octets,
    ) -> Result<ClientTransactionId, SendError> {
        if *method == Method::Ack {
            return Err(SendError::Ack);
        }
        if self.pending >= self.settings.pending_max {
            return Err(SendError::TooMany);
        }
        let key = self
            .keys
            .client(via.branch(), via.sent_by(), method.as_str());
        let id = self.start_client(now, key, flow, method, request, false);
        self.settle();
        Ok(id)
    }

    /// Gives up on an INVITE: sends CANCEL as soon as a provisional response
    /// has come (RFC 3261 §9.1), and reports a timeout when 64·T1 later there
    /// is no final response. Nothing happens when there is one: a 2xx that
    /// crosses the CANCEL has to be acknowledged and ended with BYE.
    pub fn cancel(&mut self, now: Instant, invite: ClientTransactionId) {
        let Some(client) = self.clients.entry_mut(invite.0) else {
            return;
        };
        let ClientMachine::Invite(machine) = &mut client.machine else {
            return;
        };
        let actions = machine.cancel(now, &self.settings.timers);
        self.carry_out_client(now, invite.0, actions);
        self.settle();
    }

    /// Answers a request with `response`, whose code is `status`.
    pub fn respond(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        status: StatusCode,
        response: Octets,
    ) -> Result<(), RespondError> {
        let result = self.respond_unsettled(now, transaction.0, status, response);
        self.settle();
        result
    }

    /// Forgets a request that cannot be answered. Nobody else would end an
    /// INVITE that has no final response; should it come again, it is new.
    pub fn abandon(&mut self, now: Instant, transaction: ServerTransactionId) {
        if let Some(server) = self.servers.entry_mut(transaction.0) {
            server.machine.abandon();
            self.carry_out_server(now, transaction.0, Actions::default());
            self.settle();
        }
    }

    /// Sends a message that belongs to no transaction: the ACK of a 2xx, or a
    /// 2xx again.
    pub fn transmit(&mut self, flow: Flow, payload: Octets) {
        self.outputs.push_back(TransactionOutput::Transmit {
            flow,
            payload,
            transaction: None,
        });
    }

    /// Gives back memory that was for more transactions than there are.
    pub fn shrink(&mut self) {
        self.clients.shrink();
        self.servers.shrink();
        self.merges.shrink_to_fit();
        self.pending_by_source.shrink_to_fit();
        self.lingering.shrink_to_fit();
        self.timers.shrink();
        self.outputs.shrink_to_fit();
    }

    /// `flow` cannot carry messages any more: what waits on it ends, and is
    /// reported.
    pub fn handle_transport_failed(&mut self, now: Instant, flow: &Flow) {
        self.fail(now, |candidate| candidate == flow);
    }

    /// The same for every flow of a connection that has closed.
    pub fn handle_connection_closed(&mut self, now: Instant, connection: ConnectionId) {
        if connection != ConnectionId::NONE {
            self.fail(now, |candidate| candidate.connection == connection);
        }
    }

    /// The requests that were sent from these addresses of ours and have no final
    /// response.
    pub fn pending_from(&self, addresses: &[IpAddr]) -> Vec<ClientTransactionId> {
        let slots = self.clients.slots(|client| {
            client.machine.is_pending() && addresses.contains(&client.flow.local.ip())
        });
        slots.into_iter().map(ClientTransactionId).collect()
    }

    /// The way of one request has failed.
    pub fn handle_request_lost(&mut self, now: Instant, request: ClientTransactionId) {
        self.fail_client(now, request.0);
        self.settle();
    }

    fn fail_client(&mut self, now: Instant, slot: Slot) {
        if let Some(client) = self.clients.entry_mut(slot) {
            let actions = client.machine.handle_transport_failed();
            self.carry_out_client(now, slot, actions);
        }
    }

    fn fail(&mut self, now: Instant, is_gone: impl Fn(&Flow) -> bool) {
        for slot in self.clients.slots(|client| is_gone(&client.flow)) {
            self.fail_client(now, slot);
        }
        for slot in self.servers.slots(|server| is_gone(&server.flow)) {
            if let Some(server) = self.servers.entry_mut(slot) {
                let actions = server.machine.handle_transport_failed();
                self.carry_out_server(now, slot, actions);
            }
        }
        self.settle();
    }

    /// Fires every timer that is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        while let Some((at, transaction)) = self.timers.first() {
            if at > now {
                break;
            }
            self.timers.pop();
            self.fire(now, at, transaction);
        }
        self.settle();
    }

    fn fire(&mut self, now: Instant, at: Instant, transaction: TransactionId) {
        let timers = &self.settings.timers;
        match transaction {
            TransactionId::Client(ClientTransactionId(slot)) => {
                if let Some(client) = self.clients.entry_mut(slot)
                    && client.machine.waits_for(at)
                {
                    let actions = client.machine.handle_timeout(now, timers);
                    self.carry_out_client(now, slot, actions);
                }
            }
            TransactionId::Server(ServerTransactionId(slot)) => {
                if let Some(server) = self.servers.entry_mut(slot)
                    && server.machine.waits_for(at)
                {
                    let actions = server.machine.handle_timeout(now, timers);
                    self.carry_out_server(now, slot, actions);
                }
            }
        }
    }

    /// What to do next; poll after every other call until there is nothing.
    pub fn poll_output(&mut self) -> Option<TransactionOutput> {
        self.outputs.pop_front()
    }

    /// When to call [`Self::handle_timeout`].
    pub const fn poll_timeout(&self) -> Option<Instant> {
        self.next_timeout
    }

    /// Live transactions of both kinds.
    pub fn len(&self) -> usize {
        self.clients.len() + self.servers.len()
    }

    /// There is no live transaction.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Timers in the queue, those included that nobody waits for any more.
    pub fn timers_held(&self) -> usize {
        self.timers.len()
    }

    /// The flow along which the responses to a request go.
    pub fn response_flow(&self, transaction: ServerTransactionId) -> Option<Flow> {
        self.servers.entry(transaction.0).map(|server| server.flow)
    }

    /// Whether a transaction on a connection has no final response yet.
    pub fn waits_on(&self, connection: ConnectionId) -> bool {
        let is_on = |pending: bool, flow: &Flow| pending && flow.connection == connection;
        let clients = self
            .clients
            .slots(|client| is_on(client.pending, &client.flow));
        let servers = self
            .servers
            .slots(|server| is_on(server.pending, &server.flow));
        !clients.is_empty() || !servers.is_empty()
    }

    /// T1 and its kin, for the machines of the transaction user.
    pub fn timers(&self) -> &TimerSettings {
        &self.settings.timers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_without_its_message_is_small() {
        assert!(size_of::<Client>() <= 200, "{}", size_of::<Client>());
        assert!(size_of::<Server>() <= 232, "{}", size_of::<Server>());
    }
}
