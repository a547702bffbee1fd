//! Requests and responses that arrive twice, or not at first.

use portsip_core::plan::Direction;
use simulation::{Conditions, Fate, REST, Reaction, World, milliseconds, seconds};

/// A story in which a 180 is told once, however often it came.
fn ringing_once(mut story: Vec<String>) -> Vec<String> {
    story.dedup_by(|a, b| a == b && a == "ringing 180");
    story
}

#[test]
fn every_datagram_twice_makes_no_second_event() {
    let (mut world, alice, bob) = World::pair(1);
    world.add_rule(|_| Fate::Doubled(1));
    let (ours, theirs) = world.connect(alice, bob);
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(seconds(5));
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(
        ringing_once(world.story(alice)),
        ["trying", "ringing 180", "answered", "connected", "closed"]
    );
    assert_eq!(world.story(bob), ["incoming", "connected", "held"]);
    world.assert_at_rest();
}

#[test]
fn an_invite_is_repeated_at_growing_intervals() {
    let (mut world, alice, bob) = World::pair(2);
    world.lose_first(4, |datagram| datagram.is_request("INVITE"));
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    world.call(alice, bob);
    world.run_for(seconds(10));
    let sent: Vec<String> = world
        .ladder()
        .iter()
        .filter(|line| line.contains("INVITE sip:"))
        .map(|line| line.split_whitespace().next().unwrap_or("").to_owned())
        .collect();
    assert_eq!(sent, ["0.000", "0.500", "1.500", "3.500", "7.500"]);
    assert!(world.heard(alice, "connected") && world.heard(bob, "connected"));
}

#[test]
fn a_slow_network_repeats_and_still_calls() {
    let (mut world, alice, bob) = World::pair(3);
    world.set_conditions(Conditions {
        delay: milliseconds(900),
        ..Conditions::default()
    });
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(
        ringing_once(world.story(alice)),
        ["trying", "ringing 180", "answered", "connected"]
    );
    world.assert_at_rest();
}

#[test]
fn a_repeated_200_does_not_answer_the_next_offer() {
    let (mut world, alice, bob) = World::pair(4);
    let (ours, theirs) = world.connect(alice, bob);
    // Alice repeats her 200 after 500 ms; by then bob has offered again.
    world.lose_first(1, |datagram| datagram.is_request("ACK"));
    let held = world.with(bob, |agent, now| agent.hold(now, theirs));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(500));
    world.lose_first(1, |datagram| datagram.is_request("INVITE"));
    let unheld = world.with(bob, |agent, now| agent.un_hold(now, theirs));
    assert_eq!(unheld, Ok(()));
    world.run_for(seconds(5));
    assert_eq!(world.ladder_count("200 OK  [1 INVITE] a=recvonly"), 2);
    assert_eq!(world.story(alice).last().unwrap(), "unheld");
    let plan = world.audio_plan(bob, theirs).unwrap();
    assert_eq!(plan.direction, Direction::SendReceive);
    world.assert_media_fits((alice, ours), (bob, theirs));
}
