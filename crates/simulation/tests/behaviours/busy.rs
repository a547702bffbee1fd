//! More calls than an agent takes.

use portsip_core::error::Error;
use simulation::{REST, World, seconds};

#[test]
fn a_call_too_many_is_answered_486_without_an_event() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let bob = world.add_agent_with("bob", 1);
    let carol = world.add_agent("carol");
    let (ours, theirs) = world.connect(alice, bob);
    world.call(carol, bob);
    world.run_for(seconds(2));
    assert_eq!(world.story(carol).last().unwrap(), "failed 486");
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    let uri = world.uri(carol);
    assert_eq!(
        world.try_call(bob, &uri),
        Err(Error::CoreNoFreeDialogSession)
    );
    world.hang_up(bob, theirs);
    world.run_for(seconds(1));
    // There is room again.
    world.connect(carol, bob);
    let last = world.incoming(bob).unwrap();
    world.hang_up(bob, last);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
