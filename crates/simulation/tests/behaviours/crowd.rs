//! Agents who call each other all the time, over bad networks.

use portsip_core::rng::Rng;
use simulation::{AgentId, Conditions, Reaction, World, milliseconds, seconds, seeds};

use super::stories::assert_tells_one_call;

const AGENTS: u32 = 5;
const CALLS: u32 = 40;

/// One call at some time, with holds, ended by either side at some time.
fn plan_call(world: &mut World, rng: &mut Rng, agents: &[AgentId]) {
    let mut pick = || agents[rng.below(AGENTS) as usize];
    let (caller, callee) = (pick(), pick());
    let start = milliseconds(u64::from(rng.below(60_000)));
    let hold = milliseconds(u64::from(rng.below(20_000)));
    let end = milliseconds(u64::from(rng.below(30_000)));
    let (caller_holds, caller_ends) = (rng.below(2) == 0, rng.below(2) == 0);
    let uri = world.uri(callee);
    world.after(start, move |world| {
        // Its lines may all be in use.
        let Ok(session) = world.try_call(caller, &uri) else {
            return;
        };
        let side = move |world: &World, caller_side: bool| {
            if caller_side {
                (caller, Some(session))
            } else {
                (callee, world.incoming(callee))
            }
        };
        world.after(hold, move |world| {
            if let (agent, Some(session)) = side(world, caller_holds) {
                let _ = world.with(agent, |agent, now| agent.hold(now, session));
            }
        });
        world.after(end, move |world| {
            if let (agent, Some(session)) = side(world, caller_ends) {
                let _ = world.with(agent, |agent, now| agent.hang_up(now, session));
            }
        });
    });
}

fn run(seed: u64) {
    let mut world = World::new(seed);
    let mut rng = Rng::from_number(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    world.set_conditions(Conditions::hostile(seed));
    let mut agents = Vec::new();
    for number in 0..AGENTS {
        let agent = world.add_agent_with(&format!("agent{number}"), 1 + rng.below(10) as usize);
        let delay = milliseconds(u64::from(rng.below(5000)));
        let reaction = match rng.below(4) {
            0 => Reaction::Reject(delay, 603),
            _ => Reaction::Answer(delay),
        };
        world.set_reaction(agent, reaction);
        agents.push(agent);
    }
    for _ in 0..CALLS {
        plan_call(&mut world, &mut rng, &agents);
    }
    world.run_for(seconds(500));
    // Who is still in a call hangs up, now that everything gets through.
    world.set_conditions(Conditions::default());
    for agent in &agents {
        for session in world.calls_told(*agent) {
            let _ = world.with(*agent, |agent, now| agent.hang_up(now, session));
        }
    }
    world.run_to_rest(seconds(500));
    for agent in &agents {
        for session in world.calls_told(*agent) {
            assert_tells_one_call(&world.story_of_call(*agent, session));
        }
    }
    world.assert_at_rest();
}

#[test]
fn nothing_is_left_when_all_have_hung_up() {
    for seed in seeds(40) {
        run(seed);
    }
}
