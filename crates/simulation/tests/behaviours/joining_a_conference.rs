//! What a call does to be taken into a conference: it comes off hold, where it
//! is held, and nobody waits for that.

use portsip_core::error::Error;
use portsip_core::plan::Direction::{ReceiveOnly, SendReceive};
use simulation::{REST, World, seconds};

#[test]
fn a_held_call_is_taken_off_hold_and_the_answer_not_awaited() {
    let (mut world, alice, bob) = World::pair(1);
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(
        world.with(alice, |agent, now| agent.hold(now, ours)),
        Ok(())
    );
    world.run_for(seconds(1));
    assert_eq!(
        world.audio_plan(bob, theirs).unwrap().direction,
        ReceiveOnly
    );
    // Time does not pass while it is asked for.
    assert_eq!(
        world.with(alice, |agent, now| agent.resume(now, ours)),
        Ok(())
    );
    assert!(world.audio_plan(alice, ours).unwrap().held);
    world.run_for(seconds(1));
    assert!(!world.audio_plan(alice, ours).unwrap().held);
    assert_eq!(
        world.audio_plan(alice, ours).unwrap().direction,
        SendReceive
    );
    assert_eq!(
        world.story(bob),
        ["incoming", "connected", "held", "unheld"]
    );
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_live_call_is_left_alone() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, _) = world.connect(alice, bob);
    world.lose_first(1, |datagram| {
        panic!("nothing is to be sent: {}", datagram.first_line())
    });
    for _ in 0..2 {
        assert_eq!(
            world.with(alice, |agent, now| agent.resume(now, ours)),
            Ok(())
        );
        world.run_for(seconds(1));
    }
    assert_eq!(world.story(bob), ["incoming", "connected"]);
}

#[test]
fn a_hold_that_is_on_its_way_is_taken_back() {
    let (mut world, alice, bob) = World::pair(3);
    let (ours, theirs) = world.connect(alice, bob);
    world.lose_first(2, |datagram| datagram.is_request("INVITE"));
    assert_eq!(
        world.with(alice, |agent, now| agent.hold(now, ours)),
        Ok(())
    );
    assert_eq!(
        world.with(alice, |agent, now| agent.resume(now, ours)),
        Ok(())
    );
    world.run_for(seconds(20));
    assert_eq!(
        world.audio_plan(bob, theirs).unwrap().direction,
        SendReceive
    );
    assert!(!world.audio_plan(alice, ours).unwrap().held);
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn a_call_that_both_hold_comes_off_our_hold() {
    let (mut world, alice, bob) = World::pair(4);
    let (ours, theirs) = world.connect(alice, bob);
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let held = world.with(agent, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        world.run_for(seconds(1));
    }
    assert_eq!(
        world.with(alice, |agent, now| agent.resume(now, ours)),
        Ok(())
    );
    world.run_for(seconds(1));
    assert_eq!(
        world.audio_plan(alice, ours).unwrap().direction,
        ReceiveOnly
    );
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn a_call_that_is_not_connected_cannot_join() {
    let (mut world, alice, bob) = World::pair(5);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).unwrap();
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        assert_eq!(
            world.with(agent, |agent, now| agent.resume(now, session)),
            Err(Error::CoreCallNotEstablished)
        );
    }
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(
        world.with(alice, |agent, now| agent.resume(now, ours)),
        Err(Error::CoreInviteSessionNotFound)
    );
}
