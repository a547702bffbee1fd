//! The 200 to an INVITE or to a BYE is lost.

use simulation::{REST, Reaction, World, milliseconds};

#[test]
fn a_lost_200_to_an_invite_is_repeated() {
    let (mut world, alice, bob) = World::pair(1);
    world.lose_first(4, |datagram| datagram.is_response(200, "INVITE"));
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(
        world.story(alice),
        ["trying", "ringing 180", "answered", "connected"]
    );
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_lost_200_to_a_bye_ends_no_less() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, _) = world.connect(alice, bob);
    world.lose_first(3, |datagram| datagram.is_response(200, "BYE"));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["incoming", "connected", "closed"]);
    world.assert_at_rest();
}

#[test]
fn a_bye_that_never_gets_through_ends_our_side() {
    let (mut world, alice, bob) = World::pair(3);
    let (ours, theirs) = world.connect(alice, bob);
    world.lose_first(u32::MAX, |datagram| datagram.is_request("BYE"));
    world.hang_up(alice, ours);
    world.run_for(REST);
    assert_eq!(world.agent(alice).calls_live(), 0);
    assert_eq!(world.story(alice).len(), 4);
    // The other side has not heard of it. Its own BYE finds no dialog: 481, and it ends.
    world.hang_up(bob, theirs);
    world.run_for(REST);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["incoming", "connected"]);
}

#[test]
fn a_200_to_who_has_gone_is_acked_and_ended() {
    let (mut world, alice, bob) = World::pair(4);
    world.set_reaction(bob, Reaction::Answer(milliseconds(500)));
    // The CANCEL is lost until the 200 is there.
    world.lose_first(u32::MAX, |datagram| datagram.is_request("CANCEL"));
    let session = world.call(alice, bob);
    world.run_for(milliseconds(300));
    world.hang_up(alice, session);
    world.run_for(REST);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob), ["incoming", "connected", "closed"]);
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
    world.assert_at_rest();
}
