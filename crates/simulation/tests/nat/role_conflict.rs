//! Both ends think that they decide, or that the other does (RFC 8445
//! §7.3.1.1).

use std::time::Duration;

use portsip_core::plan::Component;
use simulation::{End, IceWorld, seeds};

use super::BOTH;

fn describe_as(world: &mut IceWorld, end: End, controlling: bool) {
    let remote = world.end(end.other()).description.clone();
    let now = world.now();
    let machine = world.end(end);
    let local = machine.description.clone();
    machine
        .agent
        .describe(now, &local, &remote, controlling, BOTH);
}

#[test]
fn both_in_one_role_agree_on_who_decides() {
    for seed in seeds(20) {
        for controlling in [true, false] {
            let mut world = IceWorld::new(seed, None, None, BOTH);
            world.gather();
            describe_as(&mut world, End::Caller, controlling);
            describe_as(&mut world, End::Callee, controlling);
            assert!(
                world.run_until_connected(Duration::from_secs(5)),
                "seed {seed}, both controlling: {controlling}"
            );
            assert!(world.hears(End::Caller, Component::Rtcp));
            assert!(world.hears(End::Callee, Component::Rtcp));
        }
    }
}
