//! What a test does in a world.

use std::cmp::Reverse;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::config::Account;
use portsip_core::error::Result;
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::plan::{GatheredMedia, MediaPorts};
use portsip_core::ua::Agent;

use super::{Node, Planned, ServerId, World};
use crate::agent::AgentId;
use crate::notifier::Notifier;
use crate::peer::PeerId;
use crate::server::Server;
use crate::time::seconds;

impl World {
    /// Does something with an agent, then carries out what comes out of it.
    pub fn with<R>(&mut self, id: AgentId, f: impl FnOnce(&mut Agent, Instant) -> R) -> R {
        let now = self.now;
        let result = f(&mut self.node_mut(id).agent, now);
        self.drain(id);
        result
    }

    /// Does something with a server.
    pub fn with_server<S: Server + 'static, R>(
        &mut self,
        id: ServerId,
        f: impl FnOnce(&mut S) -> R,
    ) -> R {
        match self.nodes.get_mut(id.0) {
            Some(Node::Server(_, server)) => f(server
                .as_any()
                .downcast_mut()
                .expect("the server is of the type asked for")),
            _ => unreachable!("a server's id names a server"),
        }
    }

    /// Gives an agent another account than the one it has.
    pub fn give_account(&mut self, id: AgentId, account: Account) {
        self.with(id, |agent, now| {
            agent.remove_user(now).expect("a user is set");
            agent.set_user(now, account).expect("a user can be set");
        });
    }

    /// A pair of media sockets from an agent's pool, for a call that a test
    /// makes by hand.
    pub fn take_ports(&mut self, id: AgentId) -> MediaPorts {
        self.node_mut(id).media.take_ports()
    }

    /// Gives a pair back that no call took.
    pub fn return_ports(&mut self, id: AgentId, ports: MediaPorts) {
        self.node_mut(id).media.return_ports(ports);
    }

    /// Tells a call what servers know of its sockets. Panics where it does not wait
    /// for that.
    pub fn tell_gathered(&mut self, id: AgentId, session: SessionId, found: GatheredMedia) {
        let waiting = &mut self.node_mut(id).gatherings;
        let place = waiting.iter().position(|each| *each == session);
        waiting.remove(place.expect("the call waits for candidates"));
        self.with(id, |agent, now| agent.handle_gathered(now, session, found));
    }

    /// One agent calls another by its address.
    pub fn call(&mut self, from: AgentId, to: AgentId) -> SessionId {
        let to = self.uri(to);
        self.try_call(from, &to).expect("a call can be made")
    }

    /// An agent calls a URI.
    pub fn try_call(&mut self, from: AgentId, to: &str) -> Result<SessionId> {
        let ports = self.node_mut(from).media.take_ports();
        let session = self.with(from, |agent, now| agent.call(now, to, true, false, ports));
        if session.is_err() {
            self.node_mut(from).media.return_ports(ports);
        }
        session
    }

    /// An agent answers a call.
    pub fn answer(&mut self, id: AgentId, session: SessionId) -> Result<()> {
        let ports = self.node_mut(id).media.take_ports();
        let answered = self.with(id, |agent, now| agent.answer(now, session, false, ports));
        if answered.is_err() {
            self.node_mut(id).media.return_ports(ports);
        }
        answered
    }

    /// Sends a message from a bare peer.
    pub fn send(&mut self, from: PeerId, to: SocketAddr, payload: impl Into<Octets>) {
        let address = self.peer(from).address;
        self.transmit_from(from.0, address, to, payload.into());
    }

    /// Lets a notifier tell this document from now on, and at once.
    pub fn tell(&mut self, notifier: ServerId, document: String) {
        let notifies = self.with_server(notifier, |notifier: &mut Notifier| {
            notifier.rules.document.1 = document;
            notifier.notify_all(None)
        });
        self.send_from_server(notifier, notifies);
        self.run_for(seconds(1));
    }

    /// Sends messages from a server.
    pub fn send_from_server(&mut self, from: ServerId, messages: Vec<(SocketAddr, Octets)>) {
        let address = self.server_address(from);
        for (to, payload) in messages {
            self.transmit_from(from.0, address, to, payload);
        }
    }

    /// Does something later.
    pub fn after(&mut self, delay: Duration, action: impl FnOnce(&mut Self) + 'static) {
        self.plans_made += 1;
        self.planned.push(Reverse(Planned {
            at: self.now + delay,
            sequence: self.plans_made,
            action: Box::new(action),
        }));
    }
}
