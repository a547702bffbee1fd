//! Both sides offer at once: 491, then each again after its own time (RFC 3261 §14.1).

use portsip_core::plan::Direction;
use simulation::{REST, World, seconds};

#[test]
fn both_hold_at_once() {
    for seed in 0..20 {
        let (mut world, alice, bob) = World::pair(seed);
        let (ours, theirs) = world.connect(alice, bob);
        world.run_for(seconds(1));
        assert_eq!(
            world.with(alice, |agent, now| agent.hold(now, ours)),
            Ok(())
        );
        assert_eq!(
            world.with(bob, |agent, now| agent.hold(now, theirs)),
            Ok(())
        );
        world.run_for(seconds(20));
        assert!(world.ladder_count("491 Request Pending") >= 2);
        let at_alice = world.audio_plan(alice, ours).unwrap();
        assert_eq!(at_alice.direction, Direction::Inactive);
        world.assert_media_fits((alice, ours), (bob, theirs));
        assert!(world.heard(alice, "held") && world.heard(bob, "held"));
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}
