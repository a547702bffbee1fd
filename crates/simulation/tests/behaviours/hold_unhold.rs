//! Hold and unhold, from both sides, and in the old way.

use std::time::Duration;

use portsip_core::error::{Error, Result};
use portsip_core::ids::SessionId;
use portsip_core::plan::Direction::{self, Inactive, ReceiveOnly, SendOnly, SendReceive};
use simulation::{AgentId, REST, Reaction, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

fn hold(world: &mut World, agent: AgentId, session: SessionId) -> Result<()> {
    let result = world.with(agent, |agent, now| agent.hold(now, session));
    world.run_for(seconds(1));
    result
}

fn un_hold(world: &mut World, agent: AgentId, session: SessionId) -> Result<()> {
    let result = world.with(agent, |agent, now| agent.un_hold(now, session));
    world.run_for(seconds(1));
    result
}

fn direction(world: &World, agent: AgentId, session: SessionId) -> Direction {
    let plan = world.audio_plan(agent, session);
    plan.expect("the call has audio").direction
}

#[test]
fn one_side_holds() {
    for caller_holds in [true, false] {
        let (mut world, alice, bob) = World::pair(1);
        let (ours, theirs) = world.connect(alice, bob);
        let (holder, held) = if caller_holds {
            ((alice, ours), (bob, theirs))
        } else {
            ((bob, theirs), (alice, ours))
        };
        assert_eq!(hold(&mut world, holder.0, holder.1), Ok(()));
        assert_eq!(world.story(held.0).last().unwrap(), "held");
        assert_eq!(direction(&world, holder.0, holder.1), SendOnly);
        assert!(world.audio_plan(holder.0, holder.1).unwrap().held);
        world.assert_media_fits(holder, held);
        assert_eq!(
            hold(&mut world, holder.0, holder.1),
            Err(Error::CoreCallAlreadyHold)
        );
        assert_eq!(un_hold(&mut world, holder.0, holder.1), Ok(()));
        assert_eq!(world.story(held.0).last().unwrap(), "unheld");
        assert_eq!(direction(&world, holder.0, holder.1), SendReceive);
        world.assert_media_fits(holder, held);
        assert_eq!(
            un_hold(&mut world, holder.0, holder.1),
            Err(Error::CoreCallNotHold)
        );
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn both_sides_hold() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, theirs) = world.connect(alice, bob);
    let directions = |world: &World| (direction(world, alice, ours), direction(world, bob, theirs));
    assert_eq!(hold(&mut world, alice, ours), Ok(()));
    assert_eq!(directions(&world), (SendOnly, ReceiveOnly));
    assert_eq!(hold(&mut world, bob, theirs), Ok(()));
    assert_eq!(directions(&world), (Inactive, Inactive));
    assert_eq!(un_hold(&mut world, alice, ours), Ok(()));
    assert_eq!(directions(&world), (ReceiveOnly, SendOnly));
    assert_eq!(un_hold(&mut world, bob, theirs), Ok(()));
    assert_eq!(directions(&world), (SendReceive, SendReceive));
    let holds = |agent| {
        let story = world.story(agent);
        story
            .into_iter()
            .filter(|event| event.ends_with("held"))
            .collect::<Vec<_>>()
    };
    assert_eq!(holds(alice), ["held", "unheld"]);
    assert_eq!(holds(bob), ["held", "unheld"]);
}

#[test]
fn hold_before_the_answer_is_an_error() {
    let (mut world, alice, bob) = World::pair(3);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).unwrap();
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        assert_eq!(
            hold(&mut world, agent, session),
            Err(Error::CoreCallNotEstablished)
        );
        assert_eq!(
            un_hold(&mut world, agent, session),
            Err(Error::CoreCallNotEstablished)
        );
    }
}

#[test]
fn hold_survives_loss() {
    let (mut world, alice, bob) = World::pair(4);
    let (ours, theirs) = world.connect(alice, bob);
    world.lose_first(2, |datagram| datagram.is_request("INVITE"));
    world.lose_first(2, |datagram| datagram.is_response(200, "INVITE"));
    world.lose_first(2, |datagram| datagram.is_request("ACK"));
    assert_eq!(hold(&mut world, alice, ours), Ok(()));
    world.run_for(seconds(20));
    assert_eq!(world.story(bob), ["incoming", "connected", "held"]);
    world.assert_media_fits((alice, ours), (bob, theirs));
}

#[test]
fn the_old_way_of_holding_is_understood() {
    let mut world = World::new(5);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("old phone");
    world.set_reaction(alice, Reaction::Answer(Duration::ZERO));
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let uri = format!("sip:alice@{to}");
    let mut cseq = 0;
    let mut tag = String::new();
    for (address, story) in [
        (from, "connected"),
        (([0, 0, 0, 0], 1).into(), "held"),
        (from, "unheld"),
    ] {
        cseq += 1;
        let request = |method, branch: &str, tag: &str, body: &str| {
            Request {
                method,
                uri: &uri,
                from,
                branch,
                call_id: "old",
                to_tag: tag,
                cseq,
                headers: "",
                body,
            }
            .text()
        };
        let invite = request(
            "INVITE",
            &format!("i{cseq}"),
            &tag,
            &pcmu(address, "sendrecv"),
        );
        world.send(peer, to, invite);
        world.run_for(milliseconds(100));
        let answer = world
            .last_received(peer, |received| received.is_response(200))
            .unwrap();
        tag = answer.message.to().tag().unwrap().to_owned();
        world.send(peer, to, request("ACK", &format!("a{cseq}"), &tag, ""));
        world.run_for(milliseconds(100));
        assert_eq!(world.story(alice).last().unwrap(), story);
    }
}
