//! Which flow a request takes: a known one, one to be opened, or first a name
//! to be resolved (RFC 3263), with the other addresses kept for failover.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};

use crate::limits::KNOWN_FLOWS_MAX;
use crate::sip::transport::flow::{ConnectionId, Flow, Transport};
use crate::sip::transport::target::{Target, TargetHost};

use super::output::{FlowRequest, Output, ResolveId};

/// A flow, and the addresses to be tried when it does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The way to go.
    pub(crate) flow: Flow,
    /// The addresses not tried yet.
    pub(crate) others: VecDeque<SocketAddr>,
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
    /// There is no way.
    Unreachable(U),
}

/// The flows an agent knows and waits for, on behalf of users of type `U`.
#[derive(Debug)]
pub(crate) struct Flows<U> {
    known: HashMap<(Transport, SocketAddr), Flow>,
    opening: HashMap<FlowRequest, Opening<U>>,
    resolving: HashMap<ResolveId, (Transport, U)>,
    last_id: u64,
}

#[derive(Debug)]
struct Opening<U> {
    user: U,
    transport: Transport,
    others: VecDeque<SocketAddr>,
}

impl<U> Default for Flows<U> {
    fn default() -> Self {
        Self {
            known: HashMap::new(),
            opening: HashMap::new(),
            resolving: HashMap::new(),
            last_id: 0,
        }
    }
}

impl<U> Flows<U> {
    /// Finds the flow to a hop, or starts to look for it.
    pub(crate) fn select(
        &mut self,
        hop: &Target,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Selection {
        let host = match &hop.host {
            TargetHost::Address(ip) => {
                let address = SocketAddr::new(*ip, hop.port_or_default());
                let addresses = VecDeque::from([address]);
                return self.select_address(hop.transport, addresses, user, outputs);
            }
            TargetHost::Name(host) => host.clone(),
        };
        let id = ResolveId(self.next_id());
        self.resolving.insert(id, (hop.transport, user));
        outputs.push_back(Output::Resolve {
            id,
            host,
            port: hop.port,
            transport: hop.transport,
        });
        Selection::Waiting
    }

    /// Finds the flow to the first of some addresses; none is a misuse that
    /// waits for ever, so callers check.
    pub(crate) fn select_address(
        &mut self,
        transport: Transport,
        mut addresses: VecDeque<SocketAddr>,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Selection {
        let Some(remote) = addresses.pop_front() else {
            return Selection::Waiting;
        };
        if let Some(flow) = self.known.get(&(transport, remote)) {
            return Selection::Ready(Found {
                flow: *flow,
                others: addresses,
            });
        }
        let request = FlowRequest(self.next_id());
        let opening = Opening {
            user,
            transport,
            others: addresses,
        };
        self.opening.insert(request, opening);
        outputs.push_back(Output::OpenFlow {
            request,
            transport,
            remote,
        });
        Selection::Waiting
    }

    /// A flow that was asked for is there.
    pub(crate) fn handle_opened(&mut self, request: FlowRequest, flow: Flow) -> Option<Settled<U>> {
        let opening = self.opening.remove(&request)?;
        self.remember(flow);
        let found = Found {
            flow,
            others: opening.others,
        };
        Some(Settled::Found(opening.user, found))
    }

    /// A flow that was asked for cannot be had: the next address is tried.
    pub(crate) fn handle_failed(
        &mut self,
        request: FlowRequest,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Settled<U>>
    where
        U: Clone,
    {
        let opening = self.opening.remove(&request)?;
        self.try_next(opening.transport, opening.others, opening.user, outputs)
    }

    /// A name's addresses have come.
    pub(crate) fn handle_resolved(
        &mut self,
        id: ResolveId,
        addresses: Vec<SocketAddr>,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Settled<U>>
    where
        U: Clone,
    {
        let (transport, user) = self.resolving.remove(&id)?;
        self.try_next(transport, addresses.into(), user, outputs)
    }

    /// A connection is gone, and with it the flows that used it.
    pub(crate) fn handle_closed(&mut self, connection: ConnectionId) {
        self.known
            .retain(|_, flow| flow.connection != connection || !flow.is_reliable());
    }

    /// The machine's addresses have changed: which of them a datagram takes is
    /// asked anew, and connections from one that is gone are dead.
    pub(crate) fn forget_ways_of(&mut self, gone: &[IpAddr]) {
        self.known
            .retain(|_, flow| flow.is_reliable() && !gone.contains(&flow.local.ip()));
    }

    /// Nothing came back along a flow: the next request to that place asks
    /// anew which way it goes.
    pub(crate) fn forget(&mut self, flow: &Flow) {
        let place = (flow.transport, flow.remote);
        if !flow.is_reliable() && self.known.get(&place) == Some(flow) {
            self.known.remove(&place);
        }
    }

    /// A request came over a connection whose other end says that it listens
    /// at `address`: what goes there takes this connection (RFC 5923 §1),
    /// unless there is one to it already.
    pub(crate) fn remember_alias(&mut self, flow: Flow, address: SocketAddr) {
        if self.known.len() < KNOWN_FLOWS_MAX {
            self.known.entry((flow.transport, address)).or_insert(flow);
        }
    }

    /// The flow of datagrams to an address, where one is known.
    pub(crate) fn datagrams_to(&self, remote: SocketAddr) -> Option<Flow> {
        self.known.get(&(Transport::Udp, remote)).copied()
    }

    fn try_next(
        &mut self,
        transport: Transport,
        addresses: VecDeque<SocketAddr>,
        user: U,
        outputs: &mut VecDeque<Output>,
    ) -> Option<Settled<U>>
    where
        U: Clone,
    {
        if addresses.is_empty() {
            return Some(Settled::Unreachable(user));
        }
        match self.select_address(transport, addresses, user.clone(), outputs) {
            Selection::Ready(found) => Some(Settled::Found(user, found)),
            Selection::Waiting => None,
        }
    }

    /// Keeps a flow for the next request to the same place. The table starts
    /// anew when it is full: asking again costs little.
    fn remember(&mut self, flow: Flow) {
        if self.known.len() >= KNOWN_FLOWS_MAX {
            self.known.clear();
        }
        self.known.insert((flow.transport, flow.remote), flow);
    }

    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sip::uri::Uri;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    fn flow_to(remote: &str) -> Flow {
        Flow::udp(address("10.0.0.1:5060"), address(remote))
    }

    fn hop(host: &str, port: Option<u16>) -> Target {
        let uri = Uri::sip("", host, port).expect("a URI");
        Target::of(&uri).expect("a target")
    }

    fn asked(outputs: &mut VecDeque<Output>) -> Option<(FlowRequest, SocketAddr)> {
        match outputs.pop_front() {
            Some(Output::OpenFlow {
                request, remote, ..
            }) => Some((request, remote)),
            _ => None,
        }
    }

    #[test]
    fn a_numeric_hop_is_opened_once() {
        let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
        let hop = hop("2001:db8::1", None);
        assert_eq!(flows.select(&hop, 1, &mut outputs), Selection::Waiting);
        let (request, remote) = asked(&mut outputs).expect("asks for a flow");
        assert_eq!(remote, address("[2001:db8::1]:5060"));
        let flow = flow_to("[2001:db8::1]:5060");
        let found = Found {
            flow,
            others: VecDeque::new(),
        };
        let settled = flows.handle_opened(request, flow);
        assert_eq!(settled, Some(Settled::Found(1, found.clone())));
        assert_eq!(flows.handle_opened(request, flow), None);
        let again = flows.select(&hop, 2, &mut outputs);
        assert_eq!(again, Selection::Ready(found));
        assert!(outputs.is_empty());
    }

    #[test]
    fn a_flow_that_gave_no_answer_is_asked_for_anew() {
        let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
        let hop = hop("10.0.0.2", None);
        flows.select(&hop, 1, &mut outputs);
        let (request, remote) = asked(&mut outputs).expect("asks for a flow");
        let flow = flow_to("10.0.0.2:5060");
        flows.handle_opened(request, flow);
        let other = Flow::udp(address("10.0.0.9:5060"), remote);
        flows.forget(&other);
        assert_eq!(flows.datagrams_to(remote), Some(flow));
        flows.forget(&flow);
        assert_eq!(flows.select(&hop, 2, &mut outputs), Selection::Waiting);
        assert!(asked(&mut outputs).is_some());
    }

    #[test]
    fn a_name_is_resolved_and_its_addresses_tried_in_order() {
        let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
        let waiting = flows.select(&hop("example.com", Some(5070)), 'u', &mut outputs);
        assert_eq!(waiting, Selection::Waiting);
        let Some(Output::Resolve { id, host, port, .. }) = outputs.pop_front() else {
            panic!("resolves");
        };
        assert_eq!((host.as_str(), port), ("example.com", Some(5070)));
        let addresses = vec![address("10.0.0.2:5070"), address("10.0.0.3:5070")];
        assert_eq!(flows.handle_resolved(id, addresses, &mut outputs), None);
        let (first, _) = asked(&mut outputs).expect("asks for a flow");
        assert_eq!(flows.handle_failed(first, &mut outputs), None);
        let (second, remote) = asked(&mut outputs).expect("asks for a flow");
        assert_eq!(remote, address("10.0.0.3:5070"));
        let settled = flows.handle_failed(second, &mut outputs);
        assert_eq!(settled, Some(Settled::Unreachable('u')));
    }

    #[test]
    fn a_name_without_addresses_is_unreachable() {
        let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
        flows.select(&hop("nowhere.example", None), (), &mut outputs);
        let Some(Output::Resolve { id, .. }) = outputs.pop_front() else {
            panic!("resolves");
        };
        let settled = flows.handle_resolved(id, Vec::new(), &mut outputs);
        assert_eq!(settled, Some(Settled::Unreachable(())));
    }

    #[test]
    fn the_table_is_bounded() {
        let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
        for number in 0..=KNOWN_FLOWS_MAX {
            let host = format!("10.1.{}.{}", number / 256, number % 256);
            flows.select(&hop(&host, Some(5060)), (), &mut outputs);
            let (request, remote) = asked(&mut outputs).expect("asks for a flow");
            flows.handle_opened(request, flow_to(&remote.to_string()));
            assert!(flows.known.len() <= KNOWN_FLOWS_MAX);
        }
    }
}
