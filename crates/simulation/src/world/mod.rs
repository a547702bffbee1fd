//! The world: agents, peers and servers on one network, in virtual time.

mod act;
mod calls;
mod look;
mod outages;
mod run;
mod set_up;
mod streams;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::config::TransportKind;
use portsip_core::plan::AudioCodec;
use portsip_core::rng::Rng;
use portsip_core::ua::{Agent, AgentConfig};

use crate::agent::{AgentId, AgentNode, Media, Reaction};
use crate::network::{Conditions, Datagram, Fate, Network};
use crate::peer::{Peer, PeerId};
use crate::server::Server;
use crate::trace::Trace;

use outages::Outage;
use streams::Streams;

pub use calls::REST;
pub use set_up::{account, audio};

/// Names a server of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerId(usize);

/// Agents, peers and servers on one network, in virtual time.
pub struct World {
    seed: u64,
    now: Instant,
    rng: Rng,
    network: Network,
    nodes: Vec<Node>,
    by_address: HashMap<SocketAddr, usize>,
    hosts: BTreeMap<String, Vec<SocketAddr>>,
    streams: Streams,
    outages: BTreeMap<usize, Outage>,
    planned: BinaryHeap<Reverse<Planned>>,
    plans_made: u64,
    trace: Trace,
}

enum Node {
    Agent(Box<AgentNode>),
    Peer(Peer),
    Server(SocketAddr, Box<dyn Server>),
}

/// Something a test does at a time.
struct Planned {
    at: Instant,
    sequence: u64,
    action: Box<dyn FnOnce(&mut World)>,
}

/// Steps of one run without an end in sight: something loops.
const STEPS_MAX: u64 = 2_000_000;

impl World {
    /// An empty world. Everything that happens in it is a function of the seed
    /// and of what the test does.
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::from_number(seed);
        Self {
            seed,
            now: Instant::ZERO,
            network: Network::new(rng.u64()),
            rng,
            nodes: Vec::new(),
            by_address: HashMap::new(),
            hosts: BTreeMap::new(),
            streams: Streams::default(),
            outages: BTreeMap::new(),
            planned: BinaryHeap::new(),
            plans_made: 0,
            trace: Trace::default(),
        }
    }

    /// Adds an agent with a user of that name, PCMU and PCMA, and no server.
    pub fn add_agent(&mut self, name: &str) -> AgentId {
        self.add_agent_with(name, 4)
    }

    /// The same with a limit on its calls.
    pub fn add_agent_with(&mut self, name: &str, call_sessions_max: usize) -> AgentId {
        self.add_agent_of(name, TransportKind::Udp, call_sessions_max)
    }

    /// The same on another transport.
    pub fn add_agent_on(&mut self, name: &str, transport: TransportKind) -> AgentId {
        self.add_agent_of(name, transport, 4)
    }

    fn add_agent_of(
        &mut self,
        name: &str,
        transport: TransportKind,
        call_sessions_max: usize,
    ) -> AgentId {
        let address = self.next_address();
        let config = AgentConfig {
            transport,
            call_sessions_max,
            user_agent: String::new(),
        };
        let mut agent = Agent::new(config, self.rng.fork());
        agent.set_audio_config(audio(&[AudioCodec::Pcmu, AudioCodec::Pcma]));
        let id = self.add_node(
            address,
            Node::Agent(Box::new(AgentNode {
                name: name.to_owned(),
                address,
                public: None,
                transport: transport.into(),
                agent,
                timeout: None,
                reaction: Reaction::Ring,
                events: Vec::new(),
                keep_events: true,
                media: Media::default(),
                gatherings: Vec::new(),
            })),
        );
        let id = AgentId(id);
        let account = account(name);
        let set = self.with(id, |agent, now| agent.set_user(now, account));
        assert_eq!(set, Ok(()), "a user is set");
        id
    }

    /// Adds a bare peer.
    pub fn add_peer(&mut self, name: &str) -> PeerId {
        let address = self.next_address();
        PeerId(self.add_node(
            address,
            Node::Peer(Peer {
                name: name.to_owned(),
                address,
                inbox: Vec::new(),
            }),
        ))
    }

    /// Adds a server, made with its address.
    pub fn add_server<S: Server + 'static>(
        &mut self,
        make: impl FnOnce(SocketAddr) -> S,
    ) -> ServerId {
        let address = self.next_address();
        let server = make(address);
        ServerId(self.add_node(address, Node::Server(address, Box::new(server))))
    }

    /// Gives a host name addresses.
    pub fn add_host(&mut self, name: &str, addresses: Vec<SocketAddr>) {
        self.hosts.insert(name.to_owned(), addresses);
    }

    /// Sets the conditions of the whole network.
    pub fn set_conditions(&mut self, conditions: Conditions) {
        self.network.set_conditions(conditions);
    }

    /// Adds a rule on the fate of datagrams.
    pub fn add_rule(&mut self, rule: impl FnMut(&Datagram) -> Fate + 'static) {
        self.network.add_rule(rule);
    }

    /// Loses the first `count` datagrams that `chosen` picks.
    pub fn lose_first(&mut self, count: u32, chosen: impl Fn(&Datagram) -> bool + 'static) {
        let mut left = count;
        self.network.add_rule(move |datagram| {
            if left > 0 && chosen(datagram) {
                left -= 1;
                Fate::Lost
            } else {
                Fate::Ordinary
            }
        });
    }

    /// What an agent's program does with incoming calls.
    pub fn set_reaction(&mut self, agent: AgentId, reaction: Reaction) {
        self.node_mut(agent).reaction = reaction;
    }

    /// Keeps no ladder: for runs of which only the events matter.
    pub fn keep_no_ladder(&mut self) {
        self.trace.silent = true;
    }

    /// Keeps neither ladder nor events: for runs of thousands of calls.
    pub fn keep_nothing(&mut self) {
        self.keep_no_ladder();
        for node in &mut self.nodes {
            if let Node::Agent(node) = node {
                node.keep_events = false;
            }
        }
    }

    fn next_address(&self) -> SocketAddr {
        let host = self.nodes.len() as u16 + 1;
        ([10, 0, (host >> 8) as u8, host as u8], 5060).into()
    }

    fn add_node(&mut self, address: SocketAddr, node: Node) -> usize {
        self.nodes.push(node);
        self.by_address.insert(address, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn node(&self, id: AgentId) -> &AgentNode {
        match &self.nodes[id.0] {
            Node::Agent(node) => node,
            _ => unreachable!("an agent's id names an agent"),
        }
    }

    fn node_mut(&mut self, id: AgentId) -> &mut AgentNode {
        match &mut self.nodes[id.0] {
            Node::Agent(node) => node,
            _ => unreachable!("an agent's id names an agent"),
        }
    }

    fn peer(&self, id: PeerId) -> &Peer {
        match &self.nodes[id.0] {
            Node::Peer(peer) => peer,
            _ => unreachable!("a peer's id names a peer"),
        }
    }
}

impl Node {
    fn name(&self) -> String {
        match self {
            Self::Agent(node) => node.name.clone(),
            Self::Peer(peer) => peer.name.clone(),
            Self::Server(address, _) => format!("server {address}"),
        }
    }
}

impl Drop for World {
    /// A test that fails shows what happened.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.trace.print(self.seed);
        }
    }
}

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Planned {}

impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Planned {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}
