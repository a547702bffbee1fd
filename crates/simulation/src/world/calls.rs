//! What many tests begin with.

use std::time::Duration;

use portsip_core::config::TransportKind;
use portsip_core::ids::SessionId;

use super::World;
use crate::agent::{AgentId, Reaction};

/// Longer than any timer of a call that is over (64·T1 and T4, RFC 3261 §17).
pub const REST: Duration = Duration::from_secs(90);

impl World {
    /// A world with two agents, alice and bob.
    pub fn pair(seed: u64) -> (Self, AgentId, AgentId) {
        Self::pair_on(seed, TransportKind::Udp)
    }

    /// The same on another transport.
    pub fn pair_on(seed: u64, transport: TransportKind) -> (Self, AgentId, AgentId) {
        let mut world = Self::new(seed);
        let alice = world.add_agent_on("alice", transport);
        let bob = world.add_agent_on("bob", transport);
        (world, alice, bob)
    }

    /// A call from one agent to another that is connected at both; the
    /// sessions of the caller and the callee.
    pub fn connect(&mut self, caller: AgentId, callee: AgentId) -> (SessionId, SessionId) {
        self.set_reaction(callee, Reaction::Answer(Duration::from_secs(1)));
        let theirs_before = self.story(callee).len();
        let ours = self.call(caller, callee);
        self.run_until("the call", REST, |world| {
            let (caller, callee) = (world.story(caller), world.story(callee));
            let connected = |story: &[String]| story.iter().any(|event| event == "connected");
            connected(&caller) && callee.get(theirs_before..).is_some_and(connected)
        });
        self.set_reaction(callee, Reaction::Ring);
        let theirs = self.incoming(callee).expect("the callee has a call");
        (ours, theirs)
    }

    /// Ends a call from one side, and waits until nothing is left anywhere.
    pub fn hang_up(&mut self, agent: AgentId, session: SessionId) {
        let ended = self.with(agent, |agent, now| agent.hang_up(now, session));
        assert_eq!(ended, Ok(()), "a live call can be ended");
    }

    /// Fails unless the media of two sides fit: each sends what the other
    /// takes, to where it is, and nobody sends to who does not listen.
    pub fn assert_media_fits(&self, a: (AgentId, SessionId), b: (AgentId, SessionId)) {
        let at_a = self.audio_plan(a.0, a.1).expect("the first side has audio");
        let at_b = self
            .audio_plan(b.0, b.1)
            .expect("the second side has audio");
        assert_eq!(at_a.direction, at_b.direction.reversed(), "directions");
        for (sender, receiver) in [(at_a, at_b), (at_b, at_a)] {
            let mut taken = receiver.receive.iter();
            let fits = taken.any(|format| {
                format.codec == sender.send.codec && format.payload_type == sender.send.payload_type
            });
            assert!(fits, "{:?} is not taken by {receiver:?}", sender.send);
        }
        assert_eq!(at_a.remote_rtp.ip(), self.address(b.0).ip(), "{a:?} {b:?}");
        assert_eq!(at_b.remote_rtp.ip(), self.address(a.0).ip(), "{a:?} {b:?}");
    }
}
