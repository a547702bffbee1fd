//! Complete calls between two agents in virtual time.

use std::time::Duration;

use simulation::{AgentId, Conditions, Reaction, World, milliseconds};

/// Two agents on a good network, the second answering at once.
pub struct Pair {
    world: World,
    alice: AgentId,
    bob: AgentId,
}

impl Pair {
    /// With calls behind them, whose timers still run.
    pub fn warm() -> Self {
        let (mut world, alice, bob) = World::pair(1);
        world.keep_nothing();
        world.set_conditions(Conditions {
            delay: milliseconds(1),
            ..Conditions::default()
        });
        world.set_reaction(bob, Reaction::Answer(Duration::ZERO));
        let mut pair = Self { world, alice, bob };
        for _ in 0..100 {
            pair.one_call();
        }
        pair
    }

    /// INVITE, 180, 200, ACK, BYE, 200 with offer and answer. One call a second
    /// of virtual time: some 64 transactions of the calls before are still there.
    pub fn one_call(&mut self) {
        let session = self.world.call(self.alice, self.bob);
        self.world.run_for(milliseconds(10));
        self.world.hang_up(self.alice, session);
        self.world.run_for(milliseconds(990));
        assert_eq!(self.world.agent(self.bob).calls_live(), 0);
    }
}
