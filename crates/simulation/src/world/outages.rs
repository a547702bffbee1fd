//! What befalls the nodes of a world: they go down and come back, are cut off,
//! move, and stand behind a translator of addresses.

use std::net::SocketAddr;

use super::{Node, World};
use crate::agent::AgentId;

/// What is wrong with a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outage {
    /// Nothing.
    #[default]
    None,
    /// Its program has ended: datagrams are lost, connections refused.
    Down,
    /// Its cable is out: nothing arrives and nothing leaves.
    CutOff,
    /// It has no address: the same, and it knows.
    Offline,
}

impl World {
    /// The program of the node at `address` ends: its connections are reset.
    pub fn take_down(&mut self, address: SocketAddr) {
        self.reset_connections(address);
        self.set_outage(address, Outage::Down);
    }

    /// The cable of the node at `address` is pulled: its connections break
    /// without a word.
    pub fn cut_off(&mut self, address: SocketAddr) {
        self.set_outage(address, Outage::CutOff);
        if let Some(index) = self.by_address.get(&address).copied() {
            self.break_streams(index);
        }
    }

    /// The machine of an agent has no address any more: its connections break without
    /// a word, and it finds no way to anybody.
    pub fn take_offline(&mut self, agent: AgentId) {
        self.set_outage(self.address(agent), Outage::Offline);
        self.break_streams(agent.0);
    }

    /// The node at `address` is there again.
    pub fn bring_back(&mut self, address: SocketAddr) {
        self.set_outage(address, Outage::None);
    }

    /// An agent has another address from now on: its connections break without
    /// a word, and nobody is at the old one.
    pub fn move_agent(&mut self, agent: AgentId, address: SocketAddr) {
        let node = self.node_mut(agent);
        let old = std::mem::replace(&mut node.address, address);
        let (name, hidden) = (node.name.clone(), node.public.is_some());
        if !hidden {
            self.by_address.remove(&old);
            self.by_address.insert(address, agent.0);
        }
        let now = self.now;
        self.trace.noted(now, &name, &format!("moves to {address}"));
        self.break_streams(agent.0);
    }

    /// The same for an agent whose system tells it so at once.
    pub fn move_away(&mut self, agent: AgentId, address: SocketAddr) {
        let before = self.address(agent).ip();
        self.move_agent(agent, address);
        self.with(agent, |agent, now| {
            agent.handle_network_changed(now, &[before]);
        });
    }

    /// Puts an agent behind a translator: others see `public`, and reach it
    /// there only. Another public address loses the one before.
    pub fn hide_behind(&mut self, agent: AgentId, public: SocketAddr) {
        let node = self.node_mut(agent);
        let before = node.public.replace(public).unwrap_or(node.address);
        self.by_address.remove(&before);
        self.by_address.insert(public, agent.0);
        self.break_streams(agent.0);
    }

    pub(super) fn is_down(&self, index: usize) -> bool {
        self.outage(index) == Outage::Down
    }

    pub(super) fn is_cut_off(&self, index: usize) -> bool {
        matches!(self.outage(index), Outage::CutOff | Outage::Offline)
    }

    pub(super) fn is_offline(&self, index: usize) -> bool {
        self.outage(index) == Outage::Offline
    }

    /// Whether datagrams from or to the node at `address` are lost.
    pub(super) fn loses_datagrams(&self, address: SocketAddr) -> bool {
        let index = self.by_address.get(&address);
        index.is_some_and(|index| self.outage(*index) != Outage::None)
    }

    /// How others see the sender of a datagram.
    pub(super) fn seen_from(&self, index: usize, from: SocketAddr) -> SocketAddr {
        match &self.nodes[index] {
            Node::Agent(node) => node.public.unwrap_or(from),
            Node::Peer(_) | Node::Server(..) => from,
        }
    }

    fn outage(&self, index: usize) -> Outage {
        self.outages.get(&index).copied().unwrap_or_default()
    }

    fn set_outage(&mut self, address: SocketAddr, outage: Outage) {
        let index = self.by_address.get(&address).copied();
        self.outages
            .insert(index.expect("a node is at the address"), outage);
    }
}
