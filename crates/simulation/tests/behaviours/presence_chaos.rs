//! Watchers and watched ones who do what they like over a network that does, too:
//! each watcher is asked about once and ends once, and nothing is left.

use std::collections::BTreeMap;

use portsip_core::events::Event;
use portsip_core::ids::SubscriptionId;
use portsip_core::rng::Rng;
use portsip_core::ua::Agent;
use simulation::{AgentId, Conditions, World, milliseconds, seconds};

/// What the program at one agent knows.
#[derive(Default)]
struct Program {
    seen: usize,
    /// Our subscriptions that are not taken back.
    ours: Vec<SubscriptionId>,
    /// Those who watch us, and whether they have ended.
    watchers: BTreeMap<SubscriptionId, bool>,
}

impl Program {
    /// Takes note of what has come.
    fn listen(&mut self, world: &World, agent: AgentId) {
        for (_, event) in &world.events(agent)[self.seen..] {
            match event {
                Event::PresenceSubscribed { subscription, .. } => {
                    let before = self.watchers.insert(*subscription, false);
                    assert_eq!(before, None, "{subscription} asked twice");
                }
                Event::SubscriptionTerminated { subscription } => {
                    if let Some(ended) = self.watchers.get_mut(subscription) {
                        assert!(!*ended, "{subscription} ended twice");
                        *ended = true;
                    }
                }
                _ => {}
            }
        }
        self.seen = world.events(agent).len();
    }

    /// Some watcher, perhaps one that is gone.
    fn any(&self, rng: &mut Rng) -> Option<SubscriptionId> {
        let place = rng.below(self.watchers.len().max(1) as u32) as usize;
        self.watchers.keys().nth(place).copied()
    }

    fn act(&mut self, world: &mut World, rng: &mut Rng, agent: AgentId, other: AgentId) {
        self.listen(world, agent);
        let to = world.uri(other);
        match rng.below(8) {
            0 | 1 => {
                let made = world.with(agent, |agent, now| {
                    agent.subscribe(now, &to, "presence", "")
                });
                self.ours.extend(made.ok());
            }
            2 => {
                if let Some(id) = self.ours.pop() {
                    let _ = world.with(agent, |agent, now| agent.terminate_subscription(now, id));
                }
            }
            3 => {
                let host = world.now().as_micros() % 200;
                let moved = format!("10.1.{}.{host}:5060", rng.below(200));
                world.move_away(agent, moved.parse().expect("an address"));
            }
            choice => {
                if let Some(id) = self.any(rng) {
                    self.decide(world, agent, id, choice);
                }
            }
        }
    }

    fn decide(&mut self, world: &mut World, agent: AgentId, id: SubscriptionId, choice: u32) {
        let done = world.with(agent, |agent, now| match choice {
            4 => agent.presence_reject(now, id),
            5 => agent.presence_accept(now, id),
            _ => agent.set_presence_status(now, id, &format!("{now:?}")),
        });
        self.listen(world, agent);
        let ended = self.watchers[&id];
        assert!(!(ended && done.is_ok()), "{id} is over");
        if choice == 4 && done.is_ok() {
            self.watchers.insert(id, true);
        }
    }
}

#[test]
fn each_watcher_ends_once_and_nothing_is_left() {
    for seed in 0..150 {
        let mut rng = Rng::from_number(seed);
        let (mut world, alice, bob) = World::pair(seed);
        world.set_conditions(Conditions::hostile(seed));
        let mut programs = [Program::default(), Program::default()];
        for _ in 0..60 {
            let turn = rng.below(2) as usize;
            let (agent, other) = if turn == 0 {
                (alice, bob)
            } else {
                (bob, alice)
            };
            programs[turn].act(&mut world, &mut rng, agent, other);
            world.run_for(milliseconds(u64::from(rng.below(4000))));
        }
        world.set_conditions(Conditions::default());
        for agent in [alice, bob] {
            let removed = world.with(agent, Agent::remove_user);
            assert_eq!(removed, Ok(()));
        }
        world.run_to_rest(seconds(300));
        world.assert_at_rest();
        for (program, agent) in programs.iter_mut().zip([alice, bob]) {
            program.listen(&world, agent);
        }
    }
}
