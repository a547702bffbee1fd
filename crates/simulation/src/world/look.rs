//! What a test sees of a world.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioPlan, Component};
use portsip_core::sip::transport::flow::Transport;
use portsip_core::ua::Agent;

use super::{Node, ServerId, World};
use crate::agent::AgentId;
use crate::peer::{PeerId, Received};
use crate::story::{session_of, story_of};

impl World {
    /// The seed of this world.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// An agent's events in a few words each.
    pub fn story(&self, id: AgentId) -> Vec<String> {
        self.node(id)
            .events
            .iter()
            .map(|(_, event)| story_of(event))
            .collect()
    }

    /// Why the last call of an agent that was closed has been, as `408 Session timeout`.
    pub fn close_reason(&self, id: AgentId) -> Option<String> {
        let mut events = self.node(id).events.iter().rev();
        events.find_map(|(_, event)| match event {
            Event::InviteClosed { reason, .. } => {
                let reason = reason.as_ref()?;
                Some(format!("{} {}", reason.cause, reason.text))
            }
            _ => None,
        })
    }

    /// The events of one call of an agent, in a few words each.
    pub fn story_of_call(&self, id: AgentId, session: SessionId) -> Vec<String> {
        let events = self.node(id).events.iter().map(|(_, event)| event);
        let of_call = events.filter(|event| session_of(event) == Some(session));
        of_call.map(story_of).collect()
    }

    /// Every call that an agent has had an event of.
    pub fn calls_told(&self, id: AgentId) -> BTreeSet<SessionId> {
        let events = self.node(id).events.iter();
        events.filter_map(|(_, event)| session_of(event)).collect()
    }

    /// An agent's events.
    pub fn events(&self, id: AgentId) -> &[(Instant, Event)] {
        &self.node(id).events
    }

    /// Whether an agent's last event is this one.
    pub fn heard(&self, id: AgentId, story: &str) -> bool {
        self.node(id)
            .events
            .iter()
            .any(|(_, event)| story_of(event) == story)
    }

    /// The session of the last incoming call.
    pub fn incoming(&self, id: AgentId) -> Option<SessionId> {
        self.node(id)
            .events
            .iter()
            .rev()
            .find_map(|(_, event)| match event {
                Event::InviteIncoming(parties) => Some(parties.session),
                _ => None,
            })
    }

    /// The audio that an agent's media was told to carry out last.
    pub fn audio_plan(&self, id: AgentId, session: SessionId) -> Option<&AudioPlan> {
        self.node(id).media.plans.get(&session.0)?.audio.as_ref()
    }

    /// The calls of an agent that wait for candidates.
    pub fn gatherings(&self, id: AgentId) -> &[SessionId] {
        &self.node(id).gatherings
    }

    /// The sockets of an agent's calls whose relays its media was told to give back.
    pub fn relays_released(&self, id: AgentId) -> &[Component] {
        &self.node(id).media.relays_released
    }

    /// The tones an agent's media was told to send.
    pub fn tones_sent(&self, id: AgentId) -> &[(SessionId, u8)] {
        &self.node(id).media.tones
    }

    /// How an agent stands.
    pub fn agent(&self, id: AgentId) -> &Agent {
        &self.node(id).agent
    }

    /// What a peer got, the oldest first.
    pub fn inbox(&self, id: PeerId) -> &[Received] {
        &self.peer(id).inbox
    }

    /// The last message a peer got that `chosen` picks.
    pub fn last_received(
        &self,
        id: PeerId,
        chosen: impl Fn(&Received) -> bool,
    ) -> Option<Received> {
        self.peer(id)
            .inbox
            .iter()
            .rev()
            .find(|received| chosen(received))
            .cloned()
    }

    /// An agent's address.
    pub fn address(&self, id: AgentId) -> SocketAddr {
        self.node(id).address
    }

    /// A peer's address.
    pub fn peer_address(&self, id: PeerId) -> SocketAddr {
        self.peer(id).address
    }

    /// A server's address.
    pub fn server_address(&self, id: ServerId) -> SocketAddr {
        match &self.nodes[id.0] {
            Node::Server(address, _) => *address,
            _ => unreachable!("a server's id names a server"),
        }
    }

    /// The URI that reaches an agent.
    pub fn uri(&self, id: AgentId) -> String {
        let node = self.node(id);
        let (name, address) = (&node.name, node.public.unwrap_or(node.address));
        match node.transport {
            Transport::Udp => format!("sip:{name}@{address}"),
            other => format!("sip:{name}@{address};transport={}", other.uri_parameter()),
        }
    }

    /// The ladder so far.
    pub fn ladder(&self) -> &[String] {
        self.trace.lines()
    }

    /// How often a line of the ladder has this text.
    pub fn ladder_count(&self, text: &str) -> usize {
        self.trace
            .lines()
            .iter()
            .filter(|line| line.contains(text))
            .count()
    }

    /// Fails unless nothing is left of any call, subscription, watcher or publication: none
    /// of them, no timer, no media port, no plan.
    pub fn assert_at_rest(&self) {
        for node in &self.nodes {
            let Node::Agent(node) = node else { continue };
            let name = &node.name;
            assert_eq!(node.agent.calls_live(), 0, "{name} has calls");
            let subscriptions = node.agent.subscriptions_live();
            assert_eq!(subscriptions, 0, "{name} has subscriptions");
            assert_eq!(node.agent.watchers_live(), 0, "{name} has watchers");
            let publications = node.agent.publications_live();
            assert_eq!(publications, 0, "{name} has publications");
            assert_eq!(node.agent.poll_timeout(), None, "{name} has a timer");
            assert_eq!(node.media.ports_out(), 0, "{name} has media ports");
            assert!(node.media.plans.is_empty(), "{name} has media");
        }
    }
}
