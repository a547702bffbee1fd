//! The ACK to a 200 is lost: the 200 is repeated until one arrives (RFC 3261 §13.3.1.4).

use simulation::{REST, Reaction, World, seconds};

#[test]
fn a_lost_ack_is_sent_again_for_the_repeated_200() {
    let (mut world, alice, bob) = World::pair(1);
    world.lose_first(3, |datagram| datagram.is_request("ACK"));
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(world.ladder_count("ACK sip:"), 4);
    assert_eq!(
        world.story(alice),
        ["trying", "ringing 180", "answered", "connected"]
    );
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.run_for(seconds(10));
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "closed");
    world.assert_at_rest();
}

#[test]
fn an_ack_that_never_comes_ends_the_call() {
    let (mut world, alice, bob) = World::pair(2);
    world.lose_first(u32::MAX, |datagram| datagram.is_request("ACK"));
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    world.call(alice, bob);
    world.run_to_rest(REST);
    // 64·T1 after the first 200 the callee gives up and says BYE.
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    assert_eq!(world.story(alice).last().unwrap(), "closed");
    // T1 doubling to T2: at 0, 0.5, 1.5, 3.5, then every 4 s until 32 s.
    assert_eq!(world.ladder_count("200 OK  [1 INVITE]"), 11);
    world.assert_at_rest();
}
