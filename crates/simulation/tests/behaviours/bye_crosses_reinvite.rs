//! A BYE passes a re-INVITE on the wire: the call ends once, on both sides.

use simulation::{REST, World, milliseconds, seconds};

#[test]
fn hold_meets_bye() {
    for offset_ms in 0..15 {
        let (mut world, alice, bob) = World::pair(offset_ms);
        let (ours, theirs) = world.connect(alice, bob);
        world.run_for(seconds(1));
        let held = world.with(alice, |agent, now| agent.hold(now, ours));
        assert_eq!(held, Ok(()));
        world.run_for(milliseconds(offset_ms));
        world.hang_up(bob, theirs);
        world.run_to_rest(REST);
        let closed = |story: &[String]| story.iter().filter(|event| *event == "closed").count();
        assert_eq!(closed(&world.story(alice)), 1, "offset {offset_ms}");
        assert_eq!(closed(&world.story(bob)), 0, "offset {offset_ms}");
        world.assert_at_rest();
    }
}

#[test]
fn who_holds_hangs_up_before_the_answer() {
    let (mut world, alice, bob) = World::pair(100);
    let (ours, _) = world.connect(alice, bob);
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(2));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob).last().unwrap(), "closed");
    world.assert_at_rest();
}
