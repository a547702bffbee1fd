//! Connections between the nodes of a world: reliable and in order, one
//! message at a time, until somebody or something ends them.
//!
//! A loss on the way costs time instead of the message. A connection ends for
//! both (closed, reset: each end is told) or breaks in silence (the other end
//! has moved or is cut off: what is sent is lost until the next connection).

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::{ConnectionId, Flow, Transport};
use portsip_core::sip::transport::keepalive::KeepAlive;
use portsip_core::ua::FlowRequest;

use super::{Node, World};
use crate::agent::AgentId;
use crate::network::{Arrivals, Datagram};
use crate::peer::Received;

/// How long who tries to connect to a machine that does not answer waits.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The first port of those who connect.
const EPHEMERAL_PORT: u16 = 49_152;

/// All connections of a world, by each of their ends.
#[derive(Default)]
pub(super) struct Streams {
    ends: BTreeMap<EndId, End>,
    refused: BTreeSet<(SocketAddr, Transport)>,
    opened: u64,
}

/// One end: which node, and the connection's name there.
type EndId = (usize, ConnectionId);

struct End {
    /// The connection as this end sees it.
    flow: Flow,
    other: EndId,
    /// Nothing that is sent arrives any more.
    broken: bool,
    /// When the last message to this end arrives.
    last_arrival: Instant,
}

impl World {
    /// Nobody gets a connection of this kind to `address` any more.
    pub fn refuse_connections(&mut self, address: SocketAddr, transport: Transport) {
        self.streams.refused.insert((address, transport));
    }

    /// Resets every connection of the node at `address`: each end is told.
    pub fn reset_connections(&mut self, address: SocketAddr) {
        let Some(index) = self.by_address.get(&address).copied() else {
            return;
        };
        for end in self.streams.ends_of(index) {
            self.reset_stream(end);
            self.tell_closed(end);
        }
    }

    /// How many connections the node at `address` has.
    pub fn connections(&self, address: SocketAddr) -> usize {
        let index = self.by_address.get(&address);
        index.map_or(0, |index| self.streams.ends_of(*index).len())
    }

    /// Every connection of a node breaks in silence.
    pub(super) fn break_streams(&mut self, index: usize) {
        for end in self.streams.ends_of(index) {
            let other = self.streams.ends.get_mut(&end).map(|end| {
                end.broken = true;
                end.other
            });
            if let Some(other) = other.and_then(|other| self.streams.ends.get_mut(&other)) {
                other.broken = true;
            }
        }
    }

    /// An agent wants a connection: it has it after one round trip.
    pub(super) fn open_stream(
        &mut self,
        agent: AgentId,
        request: FlowRequest,
        transport: Transport,
        remote: SocketAddr,
    ) {
        let silent = self
            .by_address
            .get(&remote)
            .is_none_or(|index| self.is_cut_off(*index))
            || self.is_cut_off(agent.0);
        let wait = if silent {
            CONNECT_TIMEOUT
        } else {
            let local = self.node(agent).address;
            self.network.stream_delay(local, remote) + self.network.stream_delay(remote, local)
        };
        self.after(wait, move |world| {
            let flow = world.connect_stream(agent, transport, remote);
            world.with(agent, |agent, now| match flow {
                Ok(flow) => agent.handle_flow_opened(now, request, flow),
                Err(reason) => agent.handle_flow_failed(now, request, reason),
            });
        });
    }

    fn connect_stream(
        &mut self,
        agent: AgentId,
        transport: Transport,
        remote: SocketAddr,
    ) -> Result<Flow, &'static str> {
        let index = self.by_address.get(&remote).copied();
        let index = index.filter(|index| !self.is_cut_off(*index) && !self.is_cut_off(agent.0));
        let index = index.ok_or("connection timed out")?;
        let refused = self.streams.refused.contains(&(remote, transport));
        if refused || self.is_down(index) || !self.listens(index, transport) {
            return Err("connection refused");
        }
        self.streams.opened += 1;
        let number = self.streams.opened;
        let port = EPHEMERAL_PORT + (number % 16_000) as u16;
        let node = self.node(agent);
        // What peers are told is where we listen, not where this one leaves.
        let local = node.address;
        let seen = SocketAddr::new(node.public.unwrap_or(local).ip(), port);
        let (here, there) = (ConnectionId(number * 2), ConnectionId(number * 2 + 1));
        let flow = Flow::connected(transport, here, local, remote);
        let theirs = Flow::connected(transport, there, remote, seen);
        let (here, there) = ((agent.0, here), (index, there));
        self.streams.insert(here, flow, there, self.now);
        self.streams.insert(there, theirs, here, self.now);
        Ok(flow)
    }

    /// Whether a node takes connections of this kind: an agent those of its
    /// own transport, or over TCP where that is UDP; others take all.
    fn listens(&self, index: usize, transport: Transport) -> bool {
        match &self.nodes[index] {
            Node::Agent(node) => {
                let tcp_beside_udp =
                    (node.transport, transport) == (Transport::Udp, Transport::Tcp);
                node.transport == transport || tcp_beside_udp
            }
            Node::Peer(_) | Node::Server(..) => true,
        }
    }

    /// Sends one message over an agent's connection.
    pub(super) fn transmit_over(&mut self, agent: AgentId, flow: &Flow, payload: Octets) {
        let end = (agent.0, flow.connection);
        if self.streams.ends.contains_key(&end) {
            self.send_over(end, payload);
        } else {
            self.tell_closed(end);
        }
    }

    /// The end of a node's connection to `remote`, where there is one.
    pub(super) fn stream_to(&self, index: usize, remote: SocketAddr) -> Option<ConnectionId> {
        let ends = self
            .streams
            .ends
            .range((index, ConnectionId(0))..=(index, ConnectionId(u64::MAX)));
        let mut found = ends.filter(|(_, end)| end.flow.remote == remote && !end.broken);
        found.next().map(|((_, connection), _)| *connection)
    }

    /// Sends one message over a connection of a node.
    pub(super) fn send_over(&mut self, end: EndId, payload: Octets) {
        let now = self.now;
        let Some(sender) = self.streams.ends.get(&end) else {
            return;
        };
        let (flow, other, broken) = (sender.flow, sender.other, sender.broken);
        let lost = broken || self.is_cut_off(end.0) || self.is_cut_off(other.0);
        let delay = self.network.stream_delay(flow.local, flow.remote);
        let datagram = Datagram {
            from: flow.local,
            to: flow.remote,
            payload,
        };
        if lost {
            return self.note_sent(&datagram, Arrivals::default());
        }
        let Some(receiver) = self.streams.ends.get_mut(&other) else {
            return;
        };
        let arrival = receiver.last_arrival.max(now + delay);
        receiver.last_arrival = arrival;
        self.note_sent(
            &datagram,
            Arrivals {
                copies: 1,
                last: arrival,
            },
        );
        let payload = datagram.payload;
        self.after(arrival - now, move |world| {
            world.receive_over(other, &payload);
        });
    }

    fn receive_over(&mut self, end: EndId, payload: &Octets) {
        let Some(receiver) = self.streams.ends.get(&end).filter(|end| !end.broken) else {
            return;
        };
        let (flow, now, index) = (receiver.flow, self.now, end.0);
        let parsed = Message::parse(payload.clone());
        let keep_alive = [KeepAlive::Ping, KeepAlive::Pong]
            .into_iter()
            .find(|keep_alive| payload == keep_alive.bytes());
        match &mut self.nodes[index] {
            Node::Agent(node) => {
                match (keep_alive, parsed) {
                    (Some(kind), _) => node.agent.handle_keep_alive(now, flow, kind),
                    (None, Ok(message)) => node.agent.handle_message(now, flow, message),
                    (None, Err(error)) => node.agent.handle_malformed(now, flow, &error),
                }
                self.drain(AgentId(index));
            }
            Node::Peer(peer) => peer.inbox.extend(parsed.ok().map(|message| Received {
                at: now,
                from: flow.remote,
                message,
            })),
            Node::Server(address, server) => {
                let address = *address;
                let outgoing = match parsed {
                    Ok(message) => server.handle_message(now, flow.remote, &message),
                    Err(_) => server.handle_other(now, flow.remote, payload),
                };
                for (to, payload) in outgoing {
                    self.transmit_from(index, address, to, payload);
                }
            }
        }
    }

    /// An agent has done with a connection: its other end goes once all that is
    /// under way has come there.
    pub(super) fn close_connection(&mut self, agent: AgentId, connection: ConnectionId) {
        let Some(closed) = self.streams.ends.remove(&(agent.0, connection)) else {
            return;
        };
        let (flow, id) = (closed.flow, closed.other);
        let Some(other) = self.streams.ends.get(&id) else {
            return;
        };
        if other.broken {
            self.streams.ends.remove(&id);
            return;
        }
        let last = other.last_arrival;
        let gone = last.max(self.now + self.network.stream_delay(flow.local, flow.remote));
        self.after(gone - self.now, move |world| {
            let end = world.streams.ends.remove(&id);
            if end.is_some_and(|end| !end.broken) {
                world.tell_closed(id);
            }
        });
    }

    /// Forgets both ends, with what is under way, and tells the other one.
    fn reset_stream(&mut self, end: EndId) {
        let Some(closed) = self.streams.ends.remove(&end) else {
            return;
        };
        let other = closed.other;
        if self.streams.ends.remove(&other).is_some() && !closed.broken {
            let delay = self
                .network
                .stream_delay(closed.flow.local, closed.flow.remote);
            self.after(delay, move |world| world.tell_closed(other));
        }
    }

    /// Tells a node, when that is an agent, that a connection is gone.
    fn tell_closed(&mut self, (index, connection): EndId) {
        if matches!(self.nodes[index], Node::Agent(_)) {
            self.after(Duration::ZERO, move |world| {
                world.with(AgentId(index), |agent, now| {
                    agent.handle_flow_closed(now, connection);
                });
            });
        }
    }
}

impl Streams {
    fn insert(&mut self, id: EndId, flow: Flow, other: EndId, now: Instant) {
        let end = End {
            flow,
            other,
            broken: false,
            last_arrival: now,
        };
        self.ends.insert(id, end);
    }

    fn ends_of(&self, index: usize) -> Vec<EndId> {
        let ends = self.ends.keys();
        ends.filter(|(node, _)| *node == index).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use portsip_core::config::TransportKind;

    use super::*;
    use crate::time::milliseconds;

    /// alice calls bob, and ends her connection as soon as the INVITE is sent.
    fn ended_behind_the_invite(end: impl FnOnce(&mut World, EndId)) -> (World, AgentId) {
        let (mut world, alice, bob) = World::pair_on(1, TransportKind::Tcp);
        world.call(alice, bob);
        let sent = |world: &World| world.ladder_count("INVITE sip:") == 1;
        world.run_until("the INVITE", milliseconds(100), sent);
        let id = world.streams.ends_of(alice.0)[0];
        end(&mut world, id);
        world.run_for(milliseconds(100));
        assert_eq!(world.connections(world.address(alice)), 0);
        (world, bob)
    }

    #[test]
    fn what_is_under_way_comes_before_an_orderly_end() {
        let close = |world: &mut World, (node, connection)| {
            world.close_connection(AgentId(node), connection);
        };
        let (world, bob) = ended_behind_the_invite(close);
        assert!(world.heard(bob, "incoming"));
    }

    #[test]
    fn what_is_under_way_is_lost_by_a_reset() {
        let (world, bob) = ended_behind_the_invite(World::reset_stream);
        assert!(!world.heard(bob, "incoming"));
    }
}
