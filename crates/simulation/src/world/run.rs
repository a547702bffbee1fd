//! How time passes, and who gets what.

use std::cmp::Reverse;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::nat::DatagramKind;
use portsip_core::octets::Octets;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::{Flow, Transport};
use portsip_core::sip::transport::target::{Destination, Target, TargetHost};
use portsip_core::ua::{Occasion, Output};

use super::{Node, STEPS_MAX, World};
use crate::agent::{AgentId, Reaction};
use crate::network::{Arrivals, Datagram};
use crate::peer::Received;
use crate::story::story_of;

impl World {
    /// Lets time pass.
    pub fn run_for(&mut self, duration: Duration) {
        let end = self.now + duration;
        self.run(end, |_| false);
        self.now = end;
    }

    /// Lets time pass until a condition holds; fails when it does not within
    /// `limit`.
    pub fn run_until(&mut self, what: &str, limit: Duration, condition: impl FnMut(&Self) -> bool) {
        let end = self.now + limit;
        assert!(
            self.run(end, condition),
            "{what} did not happen within {limit:?}"
        );
    }

    /// Lets time pass until nothing is left to do, at most `limit`.
    pub fn run_to_rest(&mut self, limit: Duration) {
        let end = self.now + limit;
        self.run(end, |_| false);
        let rest = self.next_step().is_none_or(|next| next > end);
        assert!(rest, "still busy after {limit:?}");
    }

    fn run(&mut self, end: Instant, mut condition: impl FnMut(&Self) -> bool) -> bool {
        for _ in 0..STEPS_MAX {
            if condition(self) {
                return true;
            }
            match self.next_step() {
                Some(next) if next <= end => {
                    self.now = self.now.max(next);
                    self.step();
                }
                _ => return false,
            }
        }
        panic!("no end after {STEPS_MAX} steps");
    }

    fn next_step(&self) -> Option<Instant> {
        let timeouts = self.nodes.iter().filter_map(|node| match node {
            Node::Agent(node) => node.timeout,
            _ => None,
        });
        let planned = self.planned.peek().map(|Reverse(planned)| planned.at);
        timeouts
            .chain(self.network.next_arrival())
            .chain(planned)
            .min()
    }

    /// One thing that is due: a datagram, something planned, or timeouts.
    fn step(&mut self) {
        if let Some(datagram) = self.network.arrived(self.now) {
            self.deliver(&datagram);
            return;
        }
        if self
            .planned
            .peek()
            .is_some_and(|Reverse(planned)| planned.at <= self.now)
            && let Some(Reverse(planned)) = self.planned.pop()
        {
            (planned.action)(self);
            return;
        }
        let now = self.now;
        for index in 0..self.nodes.len() {
            if let Some(Node::Agent(node)) = self.nodes.get_mut(index)
                && node.timeout.is_some_and(|timeout| timeout <= now)
            {
                node.agent.handle_timeout(now);
                self.drain(AgentId(index));
            }
        }
    }

    fn deliver(&mut self, datagram: &Datagram) {
        let Some(index) = self.by_address.get(&datagram.to).copied() else {
            return;
        };
        if self.is_down(index) || self.is_cut_off(index) {
            return;
        }
        let now = self.now;
        let parsed = Message::parse(datagram.payload.clone());
        match &mut self.nodes[index] {
            Node::Agent(node) => {
                let flow = Flow::udp(node.address, datagram.from);
                let payload = &datagram.payload;
                match parsed {
                    _ if DatagramKind::of(payload) == DatagramKind::Stun => {
                        node.agent.handle_stun(now, flow, payload);
                    }
                    Ok(message) => node.agent.handle_message(now, flow, message),
                    Err(error) => node.agent.handle_malformed(now, flow, &error),
                }
                self.drain(AgentId(index));
            }
            Node::Peer(peer) => peer.inbox.extend(parsed.ok().map(|message| Received {
                at: now,
                from: datagram.from,
                message,
            })),
            Node::Server(from, server) => {
                let from = *from;
                let outgoing = match parsed {
                    Ok(message) => server.handle_message(now, datagram.from, &message),
                    Err(_) => server.handle_other(now, datagram.from, &datagram.payload),
                };
                for (to, payload) in outgoing {
                    self.transmit_from(index, from, to, payload);
                }
            }
        }
    }

    /// Carries out all that an agent wants done.
    pub(super) fn drain(&mut self, id: AgentId) {
        let now = self.now;
        loop {
            let is_offline = self.is_offline(id.0);
            let node = self.node_mut(id);
            let Some(output) = node.agent.poll_output() else {
                node.timeout = node.agent.poll_timeout();
                return;
            };
            match output {
                Output::Transmit { flow, payload } if flow.is_reliable() => {
                    self.transmit_over(id, &flow, payload);
                }
                Output::Transmit { flow, payload } => {
                    let from = node.address;
                    let from = self.seen_from(id.0, from);
                    let to = flow.remote;
                    self.transmit(&Datagram { from, to, payload });
                }
                Output::OpenFlow { request, .. } if is_offline => {
                    let reason = "The network cannot be reached";
                    node.agent.handle_flow_failed(now, request, reason);
                }
                Output::OpenFlow {
                    request,
                    transport: Transport::Udp,
                    remote,
                    ..
                } => {
                    let flow = Flow::udp(node.address, remote);
                    node.agent.handle_flow_opened(now, request, flow);
                }
                Output::OpenFlow {
                    request,
                    transport,
                    remote,
                    ..
                } => self.open_stream(id, request, transport, remote),
                Output::CloseFlow { connection } => self.close_connection(id, connection),
                Output::Resolve {
                    id: resolve,
                    target,
                    ..
                } => {
                    let destinations = self.destinations(&target);
                    self.node_mut(id)
                        .agent
                        .handle_resolved(now, resolve, destinations);
                }
                Output::Gather {
                    session, occasion, ..
                } => {
                    let stands = matches!(occasion, Occasion::Standing { .. });
                    let media_has_it = node.media.plans.contains_key(&session.0);
                    assert_eq!(stands, media_has_it, "who asks is who has the sockets");
                    node.gatherings.push(session);
                }
                Output::TakeMediaPorts { session } => {
                    let ports = node.media.take_ports();
                    let taken = node.agent.handle_media_ports(now, session, Some(ports));
                    if !taken {
                        node.media.return_ports(ports);
                    }
                }
                Output::Media(command) => node.media.carry_out(command),
                Output::Event(event) => self.take_event(id, event),
            }
        }
    }

    /// The places of a name, in the order in which they were given to it.
    fn destinations(&self, target: &Target) -> Vec<Destination> {
        let TargetHost::Name(host) = &target.host else {
            return Vec::new();
        };
        let addresses = self.hosts.get(host).into_iter().flatten();
        let at_port = |address: &SocketAddr| Destination {
            transport: target.transport,
            address: SocketAddr::new(address.ip(), target.port.unwrap_or(address.port())),
        };
        addresses.map(at_port).collect()
    }

    fn take_event(&mut self, id: AgentId, event: Event) {
        let now = self.now;
        let node = self.node_mut(id);
        let (name, reaction) = (node.name.clone(), node.reaction);
        if let Event::InviteIncoming(parties) = &event {
            let session = parties.session;
            // The caller may have given up before: then it is an error.
            match reaction {
                Reaction::Ring => {}
                Reaction::Answer(delay) => self.after(delay, move |world| {
                    let _ = world.answer(id, session);
                }),
                Reaction::Reject(delay, code) => self.after(delay, move |world| {
                    let _ = world.with(id, |agent, now| agent.reject(now, session, code));
                }),
            }
        }
        let node = self.node_mut(id);
        if node.keep_events {
            let story = story_of(&event);
            node.events.push((now, event));
            self.trace.noted(now, &name, &story);
        }
    }

    /// Sends a message of a peer or a server: over its connection to there,
    /// where it has one.
    pub(super) fn transmit_from(
        &mut self,
        index: usize,
        from: SocketAddr,
        to: SocketAddr,
        payload: Octets,
    ) {
        match self.stream_to(index, to) {
            Some(connection) => self.send_over((index, connection), payload),
            None => self.transmit(&Datagram { from, to, payload }),
        }
    }

    pub(super) fn transmit(&mut self, datagram: &Datagram) {
        let lost = self.loses_datagrams(datagram.from) || self.loses_datagrams(datagram.to);
        let arrivals = if lost {
            Arrivals::default()
        } else {
            self.network.send(self.now, datagram)
        };
        self.note_sent(datagram, arrivals);
    }

    pub(super) fn note_sent(&mut self, datagram: &Datagram, arrivals: Arrivals) {
        let (nodes, by_address) = (&self.nodes, &self.by_address);
        self.trace.sent(self.now, datagram, arrivals, |address| {
            let node = by_address.get(&address).and_then(|index| nodes.get(*index));
            node.map_or_else(|| address.to_string(), Node::name)
        });
    }
}
