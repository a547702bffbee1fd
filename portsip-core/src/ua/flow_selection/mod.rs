//! Which flow a request takes: a known one, one to be opened, or first a name
//! to be resolved (RFC 3263), with the other destinations kept for failover.
//!
//! A destination that failed is remembered for a while, longer each time, and is
//! the last to be tried by the next requests (RFC 3263 §4.3).

mod known_flows;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use smallvec::{SmallVec, smallvec};

use crate::clock::Instant;
use crate::limits::{FAILED_DESTINATIONS_MAX, KNOWN_FLOWS_MAX};
use crate::sip::transport::flow::{ConnectionId, Flow, Transport};
use crate::sip::transport::target::{Destination, Target, TargetHost};

use super::output::{FlowRequest, Output, ResolveId};
use known_flows::{KnownFlows, Place};

/// How long a destination that failed for the first time is the last to be
/// tried; twice as long each time it fails again.
const FAILED_FOR: Duration = Duration::from_mins(1);
/// How often that doubles.
const DOUBLINGS_MAX: u32 = 4;
/// Why there is no way, where nothing has said it.
const NO_DESTINATION: &str = "The host has no address that can be reached";

/// A flow, and the destinations to be tried when it does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The way to go.
    pub(crate) flow: Flow,
    /// The destinations not tried yet.
    pub(crate) others: Others,
}

impl From<Flow> for Found {
    /// A way that is known, and no other.
    fn from(flow: Flow) -> Self {
        let others = Others::default();
        Self { flow, others }
    }
}

/// The destinations of one request that were not tried yet, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Others {
    destinations: VecDeque<Destination>,
    /// The name that certificates must have (RFC 5922 §4), and that a WebSocket
    /// is asked for by.
    server_name: Option<Arc<str>>,
    /// The URI says how requests travel, however long they are.
    transport_is_given: bool,
    /// Where datagrams serve for long requests, because connections do not.
    datagrams_serve: Option<SocketAddr>,
}

/// What a selection gave at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// The flow is known.
    Ready(Found),
    /// The answer comes later, to the user that was named.
    Waiting,
}

/// The end of a wait.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Settled<U> {
    /// The user has its flow.
    Found(U, Found),
    /// There is no way, and why, for people to read.
    Unreachable(U, String),
}

/// The flows an agent knows and waits for, on behalf of users of type `U`.
#[derive(Debug)]
pub(crate) struct Flows<U> {
    known: KnownFlows,
    opening: BTreeMap<FlowRequest, Opening<U>>,
    /// Those of `opening` that others may wait for as well.
    opening_to: BTreeMap<Place, FlowRequest>,
    resolving: BTreeMap<ResolveId, (Others, U)>,
    failed: HashMap<Destination, Failure>,
    last_id: u64,
}

/// That a destination failed, again and again.
#[derive(Clone, Copy, Debug)]
struct Failure {
    until: Instant,
    doublings: u32,
}

/// A flow that is asked for, and who waits for it, each with what it tries next.
#[derive(Debug)]
struct Opening<U> {
    place: Place,
    waiting: SmallVec<[(U, Others); 1]>,
}

/// The ends of the waits for one flow.
type AllSettled<U> = SmallVec<[Settled<U>; 1]>;

impl Others {
    /// However long the request is, it travels as the URI says.
    pub(crate) fn keep_transport(&mut self) {
        self.transport_is_given = true;
    }

    /// None of them shall be tried.
    pub(crate) fn clear(&mut self) {
        self.destinations.clear();
    }
}

impl<U> Default for Flows<U> {
    fn default() -> Self {
        Self {
            known: KnownFlows::default(),
            opening: BTreeMap::new(),
            opening_to: BTreeMap::new(),
            resolving: BTreeMap::new(),
            failed: HashMap::new(),
            last_id: 0,
        }
    }
}

impl<U: Clone> Flows<U> {
    /// Finds the flow to a hop, or starts to look for it.
    pub(crate) fn select(
        &mut self,
        hop: &Target,
        prefer_ipv6: bool,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Selection {
        let mut others = Others {
            transport_is_given: hop.transport_is_given,
            ..Others::default()
        };
        let host = match &hop.host {
            TargetHost::Address(ip) => {
                let address = SocketAddr::new(*ip, hop.port_or_default());
                let transport = hop.transport;
                return self.open(Destination { transport, address }, others, user, outputs);
            }
            TargetHost::Name(host) => host,
        };
        others.server_name = Some(Arc::from(host.as_str()));
        let id = ResolveId(self.next_id());
        self.resolving.insert(id, (others, user));
        outputs.push_back(Output::Resolve {
            id,
            target: hop.clone(),
            prefer_ipv6,
        });
        Selection::Waiting
    }

    /// Goes on to the next destination; `None` when there is none.
    pub(crate) fn select_next(
        &mut self,
        mut others: Others,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Selection> {
        let next = others.destinations.pop_front()?;
        Some(self.open(next, others, user, outputs))
    }

    /// A request is too long for datagrams (RFC 3261 §18.1.1): finds a connection
    /// to where `flow` leads, with datagrams as the next to be tried. `None`
    /// when it takes the datagrams after all.
    pub(crate) fn select_stream(
        &mut self,
        now: Instant,
        flow: &Flow,
        others: &mut Others,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Selection> {
        let address = flow.remote;
        let stream = Destination {
            transport: Transport::Tcp,
            address,
        };
        let stays = flow.transport != Transport::Udp
            || others.transport_is_given
            || others.datagrams_serve == Some(address)
            || self.has_failed(now, &stream);
        if stays {
            return None;
        }
        let mut others = std::mem::take(others);
        others.datagrams_serve = Some(address);
        others.destinations.push_front(Destination {
            transport: Transport::Udp,
            address,
        });
        Some(self.open(stream, others, user, outputs))
    }

    fn open(
        &mut self,
        destination: Destination,
        others: Others,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Selection {
        let Destination { transport, .. } = destination;
        let is_named = transport.is_secure() || transport.is_websocket();
        let server_name = others.server_name.clone().filter(|_| is_named);
        let place = (destination, server_name);
        if let Some(flow) = self.known.to(&place) {
            return Selection::Ready(Found { flow, others });
        }
        // Many calls at once take one connection.
        let under_way = self.opening_to.get(&place);
        if let Some(opening) = under_way.and_then(|request| self.opening.get_mut(request)) {
            opening.waiting.push((user, others));
            return Selection::Waiting;
        }
        let request = FlowRequest(self.next_id());
        outputs.push_back(Output::OpenFlow {
            request,
            transport,
            remote: destination.address,
            server_name: place.1.as_deref().map(str::to_owned),
        });
        self.opening_to.insert(place.clone(), request);
        let waiting = smallvec![(user, others)];
        self.opening.insert(request, Opening { place, waiting });
        Selection::Waiting
    }

    /// A flow that was asked for is there.
    pub(crate) fn handle_opened(&mut self, request: FlowRequest, flow: Flow) -> AllSettled<U> {
        let Some(Opening { place, waiting }) = self.take_opening(request) else {
            return AllSettled::new();
        };
        self.remember(place, flow);
        let found = |(user, others)| Settled::Found(user, Found { flow, others });
        waiting.into_iter().map(found).collect()
    }

    /// A flow that was asked for cannot be had: the next destinations are tried.
    pub(crate) fn handle_failed(
        &mut self,
        now: Instant,
        request: FlowRequest,
        reason: &str,
        outputs: &mut VecDeque<Output>,
    ) -> AllSettled<U> {
        let Some(Opening { place, waiting }) = self.take_opening(request) else {
            return AllSettled::new();
        };
        self.note_failed(now, place.0);
        waiting
            .into_iter()
            .filter_map(|(user, others)| self.go_on(others, reason, user, outputs))
            .collect()
    }

    fn take_opening(&mut self, request: FlowRequest) -> Option<Opening<U>> {
        let opening = self.opening.remove(&request)?;
        if self.opening_to.get(&opening.place) == Some(&request) {
            self.opening_to.remove(&opening.place);
        }
        Some(opening)
    }

    /// A name's destinations have come, the best first.
    pub(crate) fn handle_resolved(
        &mut self,
        now: Instant,
        id: ResolveId,
        destinations: Vec<Destination>,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Settled<U>> {
        let (mut others, user) = self.resolving.remove(&id)?;
        others.destinations = VecDeque::from(destinations);
        if !self.failed.is_empty() {
            let slice = others.destinations.make_contiguous();
            slice.sort_by_key(|destination| self.has_failed(now, destination));
        }
        self.go_on(others, NO_DESTINATION, user, outputs)
    }

    fn go_on(
        &mut self,
        others: Others,
        reason: &str,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Settled<U>> {
        match self.select_next(others, user.clone(), outputs) {
            Some(Selection::Ready(found)) => Some(Settled::Found(user, found)),
            Some(Selection::Waiting) => None,
            None => Some(Settled::Unreachable(user, reason.to_owned())),
        }
    }
}

impl<U> Flows<U> {
    /// A connection is gone, and with it the flows that used it.
    pub(crate) fn handle_closed(&mut self, connection: ConnectionId) {
        self.known
            .retain(|flow| flow.connection != connection || !flow.is_reliable());
    }

    /// Gives back memory that was for more ways than are known.
    pub(crate) fn shrink(&mut self) {
        self.known.shrink();
        // An empty tree keeps a node.
        if self.opening.is_empty() {
            self.opening = BTreeMap::new();
            self.opening_to = BTreeMap::new();
        }
        if self.resolving.is_empty() {
            self.resolving = BTreeMap::new();
        }
        self.failed.shrink_to_fit();
    }

    /// The machine's addresses have changed: which of them a datagram takes is
    /// asked anew, connections from one that is gone are dead and come back,
    /// and what failed may have failed for that.
    pub(crate) fn forget_ways_of(&mut self, gone: &[IpAddr]) -> Vec<ConnectionId> {
        self.failed.clear();
        // What is being opened may come from an address that is gone.
        self.opening_to.clear();
        let mut dead = Vec::new();
        self.known.retain(|flow| {
            let is_dead = flow.is_reliable() && gone.contains(&flow.local.ip());
            dead.extend(is_dead.then_some(flow.connection));
            flow.is_reliable() && !is_dead
        });
        dead
    }

    /// Nothing came back along a flow: for a while its server is the last to be
    /// tried, and the next request there asks anew which way it goes.
    pub(crate) fn handle_unanswered(&mut self, now: Instant, flow: &Flow) {
        self.note_failed(now, destination_of(flow));
        self.known.retain(|known| known != flow);
    }

    /// The server that a flow leads to cannot serve: for a while it is the last
    /// to be tried.
    pub(crate) fn handle_unserved(&mut self, now: Instant, flow: &Flow) {
        self.note_failed(now, destination_of(flow));
    }

    /// The server that a flow leads to has answered.
    pub(crate) fn handle_served(&mut self, flow: &Flow) {
        if !self.failed.is_empty() {
            self.failed.remove(&destination_of(flow));
        }
    }

    /// A request came over a connection whose other end says that it listens
    /// at `address`: what goes there takes this connection (RFC 5923 §1),
    /// unless there is one to it already. It is believed once: who names many
    /// ports does not fill the table.
    pub(crate) fn remember_alias(&mut self, flow: Flow, address: SocketAddr) {
        if self.known.len() < KNOWN_FLOWS_MAX {
            let destination = Destination {
                transport: flow.transport,
                address,
            };
            let place = (destination, None);
            if self.known.to(&place).is_none() && !self.known.has(&flow) {
                self.known.insert(place, flow);
            }
        }
    }

    /// The flow of datagrams to an address, where one is known.
    pub(crate) fn datagrams_to(&self, remote: SocketAddr) -> Option<Flow> {
        let destination = Destination {
            transport: Transport::Udp,
            address: remote,
        };
        self.known.to(&(destination, None))
    }

    fn has_failed(&self, now: Instant, destination: &Destination) -> bool {
        let failure = self.failed.get(destination);
        failure.is_some_and(|failure| failure.until > now)
    }

    /// Of too many failures the oldest are forgotten first.
    fn note_failed(&mut self, now: Instant, destination: Destination) {
        let before = self.failed.get(&destination);
        let doublings = before.map_or(0, |failure| (failure.doublings + 1).min(DOUBLINGS_MAX));
        if before.is_none() && self.failed.len() >= FAILED_DESTINATIONS_MAX {
            let oldest = self.failed.iter().min_by_key(|(_, failure)| failure.until);
            if let Some(oldest) = oldest.map(|(destination, _)| *destination) {
                self.failed.remove(&oldest);
            }
        }
        let until = now + FAILED_FOR * (1 << doublings);
        self.failed
            .insert(destination, Failure { until, doublings });
    }

    /// Keeps a flow for the next request to the same place. The table starts
    /// anew when it is full: asking again costs little.
    fn remember(&mut self, place: Place, flow: Flow) {
        if self.known.len() >= KNOWN_FLOWS_MAX {
            self.known.clear();
        }
        self.known.insert(place, flow);
    }

    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}

fn destination_of(flow: &Flow) -> Destination {
    Destination {
        transport: flow.transport,
        address: flow.remote,
    }
}

#[cfg(test)]
mod tests;
