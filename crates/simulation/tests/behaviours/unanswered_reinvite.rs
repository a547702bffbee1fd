//! A re-INVITE that gets a 100 and nothing more.

use simulation::{AgentId, PeerId, REST, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

/// A call from an agent to a peer, with a re-INVITE that the peer lets wait.
fn waiting_for_an_answer(seed: u64) -> (World, AgentId, PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (address, to) = (world.peer_address(peer), world.address(alice));
    let ours = world
        .try_call(alice, &format!("sip:peer@{address}"))
        .expect("the call has got this far");
    world.run_for(milliseconds(50));
    let invite = world.inbox(peer)[0].clone();
    let contact = format!("Contact: <sip:peer@{address}>");
    let body = pcmu(address, "sendrecv");
    world.send(
        peer,
        to,
        invite.response("200 OK", "peertag", &[&contact], &body),
    );
    world.run_for(milliseconds(50));
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(50));
    let reinvite = world.last_received(peer, |received| received.is_request("INVITE"));
    let trying = reinvite
        .expect("the call has got this far")
        .response("100 Trying", "", &[], "");
    world.send(peer, to, trying);
    world.run_for(milliseconds(50));
    (world, alice, peer)
}

fn heard(world: &World, peer: PeerId, method: &str) -> bool {
    let found = world.last_received(peer, |received| received.is_request(method));
    found.is_some()
}

#[test]
fn it_is_cancelled_and_the_call_ended() {
    let (mut world, alice, peer) = waiting_for_an_answer(1);
    world.run_for(seconds(61));
    assert!(heard(&world, peer, "CANCEL") && !heard(&world, peer, "BYE"));
    world.run_to_rest(REST);
    assert!(heard(&world, peer, "BYE"));
    assert_eq!(world.story(alice), ["answered", "connected", "closed"]);
    world.assert_at_rest();
}

#[test]
fn a_refusal_of_the_cancelled_change_leaves_the_call() {
    let (mut world, alice, peer) = waiting_for_an_answer(2);
    world.run_for(seconds(61));
    let reinvite = world.last_received(peer, |received| received.is_request("INVITE"));
    let refusal = reinvite
        .unwrap()
        .response("487 Request Terminated", "", &[], "");
    world.send(peer, world.address(alice), refusal);
    world.run_for(REST);
    assert_eq!(world.agent(alice).calls_live(), 1);
    assert!(!heard(&world, peer, "BYE"));
}

#[test]
fn the_end_of_the_call_is_its_end() {
    let (mut world, alice, peer) = waiting_for_an_answer(3);
    let (from, to) = (world.peer_address(peer), world.address(alice));
    let invite = &world.inbox(peer)[0].message;
    let (call_id, tag) = (
        invite.call_id().to_owned(),
        invite.from().tag().unwrap().to_owned(),
    );
    let bye = Request {
        method: "BYE",
        uri: &format!("sip:alice@{to}"),
        from,
        branch: "bye",
        call_id: &call_id,
        to_tag: &tag,
        cseq: 1,
        headers: "",
        body: "",
    };
    world.send(peer, to, bye.text());
    world.run_for(seconds(1));
    assert!(heard(&world, peer, "CANCEL"));
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["answered", "connected", "closed"]);
    world.assert_at_rest();
}
