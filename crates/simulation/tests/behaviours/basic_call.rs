//! A call from beginning to end, ended by either side.

use portsip_core::error::Error;
use portsip_core::plan::{AudioCodec, Direction};
use simulation::{REST, Reaction, World, milliseconds, seconds};

const CALLER: [&str; 4] = ["trying", "ringing 180", "answered", "connected"];
const CALLEE: [&str; 2] = ["incoming", "connected"];

#[test]
fn the_caller_hangs_up() {
    let (mut world, alice, bob) = World::pair(1);
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(world.story(alice), CALLER);
    assert_eq!(world.story(bob), CALLEE);
    world.assert_media_fits((alice, ours), (bob, theirs));
    let plan = world.audio_plan(alice, ours).unwrap();
    assert_eq!(plan.send.codec, AudioCodec::Pcmu);
    assert_eq!(plan.direction, Direction::SendReceive);
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), CALLER);
    assert_eq!(world.story(bob), ["incoming", "connected", "closed"]);
    world.assert_at_rest();
}

#[test]
fn the_callee_hangs_up() {
    let (mut world, alice, bob) = World::pair(2);
    let (_, theirs) = world.connect(alice, bob);
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice).last().unwrap(), "closed");
    assert_eq!(world.story(bob), CALLEE);
    world.assert_at_rest();
}

#[test]
fn a_call_on_a_good_network_takes_seven_messages() {
    let (mut world, alice, bob) = World::pair(3);
    let (ours, _) = world.connect(alice, bob);
    world.run_for(seconds(100));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    // INVITE, 180, 200, ACK, BYE, 200; the 100 is due only after 200 ms.
    assert_eq!(world.ladder_count("→"), 6);
    world.assert_at_rest();
}

#[test]
fn both_hang_up_at_once() {
    let (mut world, alice, bob) = World::pair(4);
    let (ours, theirs) = world.connect(alice, bob);
    world.hang_up(alice, ours);
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), CALLER);
    assert_eq!(world.story(bob), CALLEE);
    world.assert_at_rest();
}

#[test]
fn the_caller_gives_up_while_it_rings() {
    let (mut world, alice, bob) = World::pair(5);
    let session = world.call(alice, bob);
    world.run_for(seconds(3));
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    world.assert_at_rest();
}

#[test]
fn the_caller_gives_up_before_anything_came_back() {
    let (mut world, alice, bob) = World::pair(6);
    let session = world.call(alice, bob);
    // RFC 3261 §9.1: no CANCEL before the first provisional response.
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), Vec::<String>::new());
    assert_eq!(world.story(bob), ["incoming", "closed"]);
    world.assert_at_rest();
}

#[test]
fn the_callee_hangs_up_instead_of_answering() {
    let (mut world, alice, bob) = World::pair(7);
    world.call(alice, bob);
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).unwrap();
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["trying", "ringing 180", "failed 480"]);
    assert_eq!(world.story(bob), ["incoming"]);
    world.assert_at_rest();
}

#[test]
fn calls_one_after_another_leave_nothing_behind() {
    let (mut world, alice, bob) = World::pair(8);
    for round in 0..20 {
        let (ours, theirs) = world.connect(alice, bob);
        if round % 2 == 0 {
            world.hang_up(alice, ours);
        } else {
            world.hang_up(bob, theirs);
        }
        world.run_for(milliseconds(100));
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn an_ended_call_is_an_ordinary_error() {
    let (mut world, alice, bob) = World::pair(9);
    let (ours, theirs) = world.connect(alice, bob);
    world.hang_up(alice, ours);
    world.run_for(seconds(1));
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let result = world.with(agent, |agent, now| agent.hang_up(now, session));
        assert_eq!(result, Err(Error::CoreInviteSessionNotFound));
        let result = world.with(agent, |agent, now| agent.hold(now, session));
        assert_eq!(result, Err(Error::CoreInviteSessionNotFound));
    }
}

#[test]
fn an_agent_calls_itself() {
    let mut world = World::new(10);
    let alice = world.add_agent("alice");
    world.set_reaction(alice, Reaction::Answer(seconds(1)));
    let ours = world.call(alice, alice);
    world.run_for(seconds(5));
    assert_eq!(
        world
            .story(alice)
            .iter()
            .filter(|event| *event == "connected")
            .count(),
        2
    );
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}
