//! Complete calls a second, both sides, on one core: INVITE, 180, 200, ACK,
//! BYE, 200 between two agents in virtual time, with offer and answer, and
//! with all timers of the calls before still running.

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use simulation::{AgentId, Conditions, Reaction, World, milliseconds, seconds};

fn pair() -> (World, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(1);
    world.keep_nothing();
    world.set_conditions(Conditions {
        delay: milliseconds(1),
        ..Conditions::default()
    });
    world.set_reaction(bob, Reaction::Answer(Duration::ZERO));
    (world, alice, bob)
}

/// One call a second of virtual time: some 64 transactions of the calls
/// before are still there.
fn one_call(world: &mut World, alice: AgentId, bob: AgentId) {
    let session = world.call(alice, bob);
    world.run_for(milliseconds(10));
    let ended = world.with(alice, |agent, now| agent.hang_up(now, session));
    assert!(ended.is_ok());
    world.run_for(milliseconds(990));
    assert_eq!(world.agent(bob).calls_live(), 0);
}

fn calls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("calls");
    group.throughput(Throughput::Elements(1));
    let (mut world, alice, bob) = pair();
    for _ in 0..100 {
        one_call(&mut world, alice, bob);
    }
    group.bench_function("complete", |bencher| {
        bencher.iter(|| one_call(&mut world, alice, bob));
    });
    group.finish();
    world.run_to_rest(seconds(60));
    world.assert_at_rest();
}

criterion_group!(benches, calls);
criterion_main!(benches);
