//! A call outlives its connection: what follows in the dialog opens another.

use std::time::Duration;

use portsip_core::config::TransportKind;
use portsip_core::ids::SessionId;
use simulation::{AgentId, REST, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

/// A call over TCP, whose connections have been reset.
fn after_a_reset(seed: u64) -> (World, [(AgentId, SessionId); 2]) {
    let (mut world, alice, bob) = World::pair_on(seed, TransportKind::Tcp);
    let (ours, theirs) = world.connect(alice, bob);
    world.run_for(seconds(5));
    world.reset_connections(world.address(bob));
    world.run_for(seconds(1));
    assert_eq!(world.connections(world.address(bob)), 0);
    (world, [(alice, ours), (bob, theirs)])
}

#[test]
fn either_side_ends_the_call_over_a_new_connection() {
    for first in [0, 1] {
        let (mut world, sides) = after_a_reset(1);
        let ((agent, session), (other, _)) = (sides[first], sides[1 - first]);
        world.hang_up(agent, session);
        world.run_to_rest(REST);
        assert_eq!(
            world.story(other).last().map(String::as_str),
            Some("closed")
        );
        assert_eq!(world.ladder_count("BYE sip:"), 1);
        world.assert_at_rest();
    }
}

#[test]
fn either_side_holds_the_call_over_a_new_connection() {
    for first in [0, 1] {
        let (mut world, sides) = after_a_reset(2);
        let (holder, held) = (sides[first], sides[1 - first]);
        let hold = world.with(holder.0, |agent, now| agent.hold(now, holder.1));
        assert_eq!(hold, Ok(()));
        world.run_for(seconds(2));
        assert_eq!(world.story(held.0).last().map(String::as_str), Some("held"));
        world.assert_media_fits(holder, held);
        world.hang_up(held.0, held.1);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_connection_that_breaks_under_a_re_invite_does_not_end_the_call() {
    let (mut world, sides) = after_a_reset(3);
    let [(alice, ours), (bob, theirs)] = sides;
    let hold = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(hold, Ok(()));
    world.reset_connections(world.address(bob));
    world.run_for(seconds(5));
    assert_eq!(world.story(bob).last().map(String::as_str), Some("held"));
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn a_bye_to_who_cannot_be_reached_is_the_end_here() {
    let (mut world, sides) = after_a_reset(4);
    let [(alice, ours), (bob, _)] = sides;
    world.take_down(world.address(bob));
    world.hang_up(alice, ours);
    world.run_for(REST);
    assert_eq!(world.agent(alice).calls_live(), 0);
    assert!(!world.heard(alice, "closed"));
}

/// A call over TCP that is answered, and whose connection is reset after that.
fn reset_after_the_answer(delay: Duration) -> [Vec<String>; 2] {
    let (mut world, alice, bob) = World::pair_on(5, TransportKind::Tcp);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("the call rings");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(delay);
    world.reset_connections(world.address(bob));
    world.run_for(seconds(40));
    [(alice, ours), (bob, theirs)].map(|(agent, session)| world.story_of_call(agent, session))
}

#[test]
fn a_connection_reset_before_the_ack_does_not_end_the_call() {
    // The 200 has come, its ACK is under way.
    for story in reset_after_the_answer(milliseconds(7)) {
        assert_eq!(story.last().unwrap(), "connected", "{story:?}");
    }
}

#[test]
fn a_connection_reset_before_the_200_ends_the_call_at_both() {
    let [ours, theirs] = reset_after_the_answer(milliseconds(2));
    assert_eq!(ours, ["trying", "ringing 180", "failed 503"]);
    assert_eq!(theirs, ["incoming", "closed"]);
}

#[test]
fn a_call_that_rings_is_refused_over_another_connection() {
    let mut world = World::new(9);
    let bob = world.add_agent_on("bob", TransportKind::Tcp);
    let peer = world.add_peer("peer");
    let (from, to) = (world.peer_address(peer), world.address(bob));
    // That opens the connection that the INVITE comes by.
    let asked = world.with(bob, |agent, now| {
        agent.send_options(now, &format!("sip:peer@{from}"), "".into())
    });
    assert_eq!(asked, Ok(()));
    world.run_for(seconds(1));
    let invite = Request {
        method: "INVITE",
        uri: &world.uri(bob),
        from,
        branch: "late",
        call_id: "late",
        to_tag: "",
        cseq: 1,
        headers: "",
        body: &pcmu(from, "sendrecv"),
    };
    world.send(peer, to, invite.text().replace("/UDP", "/TCP"));
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("it rings");
    world.reset_connections(to);
    world.run_for(seconds(1));
    let refused = world.with(bob, |agent, now| agent.reject(now, theirs, 486));
    assert_eq!(refused, Ok(()));
    world.run_for(seconds(1));
    let refusal = world.last_received(peer, |received| received.is_response(486));
    assert_eq!(refusal.expect("a refusal").message.call_id(), "late");
}
