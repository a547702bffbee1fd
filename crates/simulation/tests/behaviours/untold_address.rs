//! Our address has changed, and the re-INVITE that says so is refused for now: the next
//! one says so too (RFC 3261 §14.1).

use std::net::SocketAddr;

use simulation::{AgentId, PeerId, Received, World, milliseconds, seconds};

use super::messages::pcmu;

const ELSEWHERE: ([u8; 4], u16) = ([10, 9, 9, 9], 5060);

/// A call of an agent to a peer; then the agent moves.
fn moved(seed: u64) -> (World, AgentId, PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let them = world.peer_address(peer);
    let called = world.try_call(alice, &format!("sip:peer@{them}"));
    assert!(called.is_ok());
    world.run_for(milliseconds(50));
    accept(&mut world, alice, peer);
    world.move_away(alice, ELSEWHERE.into());
    world.run_for(milliseconds(50));
    (world, alice, peer)
}

fn last_invite(world: &World, peer: PeerId) -> Received {
    let invite = world.last_received(peer, |received| received.is_request("INVITE"));
    invite.expect("an INVITE has come")
}

fn respond(world: &mut World, alice: AgentId, peer: PeerId, line: &str, header: &str, body: &str) {
    let response = last_invite(world, peer).response(line, "peertag", &[header], body);
    world.send(peer, world.address(alice), response);
    world.run_for(milliseconds(50));
}

fn accept(world: &mut World, alice: AgentId, peer: PeerId) {
    let address = world.peer_address(peer);
    let contact = format!("Contact: <sip:peer@{address}>");
    let body = pcmu(address, "sendrecv");
    respond(world, alice, peer, "200 OK", &contact, &body);
}

fn assert_tells(invite: &Received) {
    let elsewhere = SocketAddr::from(ELSEWHERE);
    let contact = format!("<sip:alice@{elsewhere}>");
    assert_eq!(invite.message.header_named("Contact"), Some(&*contact));
    let body = String::from_utf8_lossy(invite.message.body());
    assert!(body.contains("c=IN IP4 10.9.9.9"), "{body}");
}

#[test]
fn the_next_offer_tells_it_again() {
    for (line, header) in [
        ("491 Request Pending", "Server: crossing"),
        ("500 Server Internal Error", "Retry-After: 3"),
    ] {
        let (mut world, alice, peer) = moved(1);
        let first = last_invite(&world, peer);
        assert_tells(&first);
        respond(&mut world, alice, peer, line, header, "");
        world.run_for(seconds(5));
        let second = last_invite(&world, peer);
        assert!(second.message.cseq().number > first.message.cseq().number);
        assert_tells(&second);
        accept(&mut world, alice, peer);
        world.run_for(seconds(60));
        // Once they know it, it is not told any more.
        let cseq = last_invite(&world, peer).message.cseq().number;
        assert_eq!(cseq, second.message.cseq().number);
        assert_eq!(world.story(alice), ["answered", "connected"]);
    }
}
