//! Do not disturb: callers are told 480 and nothing rings.

use simulation::{REST, World, seconds};

#[test]
fn calls_are_refused_without_an_event_and_those_that_are_up_go_on() {
    let (mut world, alice, bob) = World::pair(1);
    let carol = world.add_agent("carol");
    let (ours, theirs) = world.connect(alice, bob);
    world.with(bob, |agent, _| agent.set_do_not_disturb(true));
    world.call(carol, bob);
    world.run_for(seconds(2));
    assert_eq!(world.story(carol).last().unwrap(), "failed 480");
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(bob, theirs);
    world.with(bob, |agent, _| agent.set_do_not_disturb(false));
    world.connect(carol, bob);
    let last = world.incoming(bob).unwrap();
    world.hang_up(bob, last);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn it_comes_before_call_forward() {
    let (mut world, alice, bob) = World::pair(2);
    let carol = world.add_agent("carol");
    let to = world.uri(carol);
    let set = world.with(bob, |agent, _| {
        agent.set_do_not_disturb(true);
        agent.enable_call_forward(false, &to)
    });
    assert_eq!(set, Ok(()));
    world.call(alice, bob);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "failed 480");
    assert!(world.story(bob).is_empty() && world.story(carol).is_empty());
    world.assert_at_rest();
}

#[test]
fn a_call_that_rings_already_goes_on_ringing() {
    let (mut world, alice, bob) = World::pair(3);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    world.with(bob, |agent, _| agent.set_do_not_disturb(true));
    let theirs = world.incoming(bob).unwrap();
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(1));
    assert!(world.heard(alice, "connected"));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
