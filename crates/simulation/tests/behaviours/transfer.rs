//! What the tests of transfers have in common: three agents, and who decides.

use portsip_core::error::Result;
use portsip_core::events::Event;
use portsip_core::ids::{ReferId, SessionId};
use simulation::{AgentId, REST, World, seconds};

/// alice transfers bob to carol.
pub(crate) struct Three {
    pub(crate) world: World,
    pub(crate) alice: AgentId,
    pub(crate) bob: AgentId,
    pub(crate) carol: AgentId,
}

impl Three {
    /// Three agents that know nothing of each other.
    pub(crate) fn new(seed: u64) -> Self {
        let (mut world, alice, bob) = World::pair(seed);
        let carol = world.add_agent("carol");
        Self {
            world,
            alice,
            bob,
            carol,
        }
    }

    /// alice asks bob, in their call, to call carol, and bob's program hears of
    /// it.
    pub(crate) fn refer(&mut self, session: SessionId) -> ReferId {
        let carol = self.world.uri(self.carol);
        let refer = |agent: &mut portsip_core::ua::Agent, now| agent.refer(now, session, &carol);
        assert_eq!(self.world.with(self.alice, refer), Ok(()));
        self.asked(self.bob)
    }

    /// Waits until an agent's program is asked to call somebody.
    pub(crate) fn asked(&mut self, agent: AgentId) -> ReferId {
        self.world.run_until("the REFER", seconds(5), |world| {
            referral(world, agent).is_some()
        });
        referral(&self.world, agent).expect("it has just come")
    }

    /// An agent's program does what it was asked to.
    pub(crate) fn accept(&mut self, agent: AgentId, refer: ReferId) -> Result<SessionId> {
        let ports = self.world.take_ports(agent);
        let accepted = self
            .world
            .with(agent, |agent, now| agent.accept_refer(now, refer, ports));
        if accepted.is_err() {
            self.world.return_ports(agent, ports);
        }
        accepted
    }

    /// Ends every call from the side of one agent, and looks whether nothing is
    /// left.
    pub(crate) fn finish(&mut self, calls: &[(AgentId, SessionId)]) {
        for (agent, session) in calls {
            self.world.hang_up(*agent, *session);
        }
        self.world.run_to_rest(REST * 8);
        self.world.assert_at_rest();
    }

    /// The events of one call.
    pub(crate) fn story(&self, agent: AgentId, session: SessionId) -> Vec<String> {
        self.world.story_of_call(agent, session)
    }
}

/// The last REFER that an agent's program was told of.
pub(crate) fn referral(world: &World, agent: AgentId) -> Option<ReferId> {
    world
        .events(agent)
        .iter()
        .rev()
        .find_map(|(_, event)| match event {
            Event::ReferReceived { refer, .. } => Some(*refer),
            _ => None,
        })
}
