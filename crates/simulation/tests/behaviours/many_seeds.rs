//! Calls over networks as bad as their seeds make them.
//!
//! Whatever is lost, doubled or late: both sides end in the same state, no
//! event comes that should not, and in the end nothing is left.

use std::time::Duration;

use super::stories::assert_tells_one_call;
use portsip_core::ids::SessionId;
use portsip_core::rng::Rng;
use simulation::{AgentId, Conditions, Reaction, World, milliseconds, seconds, seeds};

/// Longer than every repetition and retry of a call.
const ENOUGH: Duration = seconds(400);

/// What happens in a run, chosen by its seed.
fn plan_run(world: &mut World, rng: &mut Rng, alice: AgentId, bob: AgentId) -> SessionId {
    let reaction = match rng.below(10) {
        0 => Reaction::Reject(ms(rng, 3000), 486),
        1 => Reaction::Ring,
        _ => Reaction::Answer(ms(rng, 3000)),
    };
    world.set_reaction(bob, reaction);
    let session = world.call(alice, bob);
    // Holds at any time, also before there is a call: then they are errors.
    for agent in [alice, bob] {
        for _ in 0..rng.below(4) {
            let hold = rng.below(2) == 0;
            world.after(ms(rng, 60_000), move |world| {
                let session = if agent == alice {
                    Some(session)
                } else {
                    world.incoming(bob)
                };
                if let Some(session) = session {
                    let _ = world.with(agent, |agent, now| {
                        if hold {
                            agent.hold(now, session)
                        } else {
                            agent.un_hold(now, session)
                        }
                    });
                }
            });
        }
    }
    session
}

fn ms(rng: &mut Rng, bound: u32) -> Duration {
    milliseconds(u64::from(rng.below(bound)))
}

fn check_stories(world: &World, agents: [AgentId; 2]) {
    for agent in agents {
        assert_tells_one_call(&world.story(agent));
    }
}

fn run(seed: u64) {
    let (mut world, alice, bob) = World::pair(seed);
    let mut rng = Rng::from_number(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    world.set_conditions(Conditions::hostile(seed));
    let session = plan_run(&mut world, &mut rng, alice, bob);
    world.run_for(ms(&mut rng, 120_000));
    // Somebody ends it, maybe both.
    for agent in [alice, bob] {
        if rng.below(2) == 0 {
            let session = if agent == alice {
                Some(session)
            } else {
                world.incoming(bob)
            };
            if let Some(session) = session {
                let _ = world.with(agent, |agent, now| agent.hang_up(now, session));
            }
        }
    }
    world.run_for(ENOUGH);
    check_stories(&world, [alice, bob]);
    let live = (
        world.agent(alice).calls_live(),
        world.agent(bob).calls_live(),
    );
    match live {
        (0, 0) => {}
        // It was nobody's turn to end it: then it is a call, the same at both.
        (1, 1) => {
            let theirs = world.incoming(bob).expect("bob has a call");
            if world.heard(bob, "connected") {
                world.assert_media_fits((alice, session), (bob, theirs));
            }
            world.set_conditions(Conditions::default());
            world.hang_up(alice, session);
        }
        // All of a BYE's repetitions may be lost; who is left ends it now.
        _ => {
            world.set_conditions(Conditions::default());
            let left = if live.0 == 1 {
                (alice, Some(session))
            } else {
                (bob, world.incoming(bob))
            };
            let left_session = left.1.expect("there is a call");
            world.hang_up(left.0, left_session);
        }
    }
    world.run_to_rest(ENOUGH);
    check_stories(&world, [alice, bob]);
    world.assert_at_rest();
}

#[test]
fn every_call_ends_in_the_same_state_on_both_sides() {
    for seed in seeds(500) {
        run(seed);
    }
}

#[test]
fn a_run_is_a_function_of_its_seed() {
    let ladder = |seed| {
        let (mut world, alice, bob) = World::pair(seed);
        world.set_conditions(Conditions::hostile(seed));
        world.set_reaction(bob, Reaction::Answer(seconds(1)));
        world.call(alice, bob);
        world.run_for(seconds(100));
        world.ladder().to_vec()
    };
    assert_eq!(ladder(3), ladder(3));
    assert_ne!(ladder(3), ladder(4));
}
