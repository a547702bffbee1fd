//! An agent of a world: its address, its events, its media as it was told.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{Component, MediaCommand, MediaPlan, MediaPorts, MediaPortsId};
use portsip_core::sip::transport::flow::Transport;
use portsip_core::ua::Agent;

/// Names an agent of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentId(pub(crate) usize);

/// What an agent's program does with an incoming call by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing: the test decides.
    Ring,
    /// Answers after this time.
    Answer(Duration),
    /// Rejects with a code after this time.
    Reject(Duration, i32),
}

/// One agent with what a program and an engine would hold for it.
pub(crate) struct AgentNode {
    pub(crate) name: String,
    pub(crate) address: SocketAddr,
    /// How others see the address, where that differs.
    pub(crate) public: Option<SocketAddr>,
    pub(crate) transport: Transport,
    pub(crate) agent: Agent,
    /// The agent's deadline after its last input.
    pub(crate) timeout: Option<Instant>,
    pub(crate) reaction: Reaction,
    pub(crate) events: Vec<(Instant, Event)>,
    pub(crate) keep_events: bool,
    pub(crate) media: Media,
    /// Calls that wait for candidates.
    pub(crate) gatherings: Vec<SessionId>,
}

/// The media side of an agent: ports given out, and plans to be carried out.
#[derive(Default)]
pub(crate) struct Media {
    ports_given: u32,
    ports_out: BTreeMap<u32, MediaPorts>,
    /// Sockets whose relays were given back.
    pub(crate) relays_released: Vec<Component>,
    pub(crate) plans: BTreeMap<i32, MediaPlan>,
    pub(crate) tones: Vec<(SessionId, u8)>,
}

impl Media {
    /// A pair of sockets from the pool.
    pub(crate) fn take_ports(&mut self) -> MediaPorts {
        self.ports_given += 1;
        let number = self.ports_given;
        let rtp_port = 20_000 + (number % 10_000) as u16 * 2;
        let ports = MediaPorts {
            id: MediaPortsId(number),
            rtp_port,
            rtcp_port: rtp_port + 1,
        };
        self.ports_out.insert(number, ports);
        ports
    }

    /// Gives a pair back that no call took.
    pub(crate) fn return_ports(&mut self, ports: MediaPorts) {
        let known = self.ports_out.remove(&ports.id.0);
        assert_eq!(known, Some(ports), "ports given back that are not out");
    }

    pub(crate) fn carry_out(&mut self, command: MediaCommand) {
        match command {
            MediaCommand::Apply {
                session,
                ports,
                plan,
            } => {
                let known = self.ports_out.get(&ports.id.0);
                assert_eq!(known, Some(&ports), "a plan for ports that are not out");
                self.plans.insert(session.0, plan);
            }
            MediaCommand::SendTone { session, tone, .. } => self.tones.push((session, tone)),
            MediaCommand::ReleaseRelay { component, .. } => self.relays_released.push(component),
            MediaCommand::Release { ports } => self.return_ports(ports),
            MediaCommand::Stop { session, ports } => {
                self.return_ports(ports);
                self.plans.remove(&session.0);
            }
        }
    }

    /// How many pairs are out.
    pub(crate) fn ports_out(&self) -> usize {
        self.ports_out.len()
    }
}
