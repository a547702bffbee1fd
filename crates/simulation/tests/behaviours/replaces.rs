//! An INVITE that names a call it wants to take the place of (RFC 3891 §3).

use portsip_core::sip::message::StatusCode;
use simulation::{AgentId, PeerId, REST, Received, World, milliseconds, seconds};

use super::messages::{Request, pcmu};

/// An INVITE of a bare peer with a Replaces header.
fn invite(world: &mut World, from: PeerId, to: AgentId, id: &str, headers: &str) {
    let (address, agent) = (world.peer_address(from), world.address(to));
    let request = Request {
        method: "INVITE",
        uri: &format!("sip:alice@{agent}"),
        from: address,
        branch: id,
        call_id: id,
        to_tag: "",
        cseq: 1,
        headers,
        body: &pcmu(address, "sendrecv"),
    };
    world.send(from, agent, request.text());
    world.run_for(milliseconds(50));
}

fn last_code(world: &World, peer: PeerId) -> u16 {
    let last = world.inbox(peer).last().expect("a response");
    last.message.status().map_or(0, StatusCode::code)
}

/// The ACK of the last 2xx that a peer got.
fn acknowledge(world: &mut World, peer: PeerId, to: AgentId) {
    let answer = world.last_received(peer, |received| received.is_response(200));
    let answer = answer.expect("a 200").message;
    let (address, agent) = (world.peer_address(peer), world.address(to));
    let ack = Request {
        method: "ACK",
        uri: &format!("sip:alice@{agent}"),
        from: address,
        branch: "ack",
        call_id: answer.call_id(),
        to_tag: answer.to().tag().expect("a tag"),
        cseq: 1,
        headers: "",
        body: "",
    };
    world.send(peer, agent, ack.text());
    world.run_for(milliseconds(50));
}

/// alice has called a bare peer, which has answered with this; its INVITE.
fn called(world: &mut World, alice: AgentId, callee: PeerId, line: &str) -> Received {
    let (address, to) = (world.peer_address(callee), world.address(alice));
    world
        .try_call(alice, &format!("sip:callee@{address}"))
        .expect("a call can be made");
    world.run_for(milliseconds(50));
    let invite = world.inbox(callee)[0].clone();
    let contact = format!("Contact: <sip:callee@{address}>");
    let body = if line.starts_with('2') {
        pcmu(address, "sendrecv")
    } else {
        String::new()
    };
    world.send(
        callee,
        to,
        invite.response(line, "theirs", &[&contact], &body),
    );
    world.run_for(milliseconds(50));
    invite
}

fn replaces(invite: &Received, from_tag: &str, more: &str) -> String {
    let (call_id, tag) = (invite.message.call_id(), invite.message.from().tag());
    let tag = tag.expect("a tag");
    format!("Replaces: {call_id};to-tag={tag};from-tag={from_tag}{more}\r\n")
}

#[test]
fn a_ringing_call_of_ours_is_picked_up() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "180 Ringing");
    let session = world.calls_told(alice).into_iter().next().expect("a call");
    let headers = replaces(&ours, "theirs", ";early-only");
    invite(&mut world, other, alice, "pickup", &headers);
    assert_eq!(last_code(&world, other), 200);
    // The old one goes when the new one stands.
    assert!(
        !world
            .inbox(callee)
            .iter()
            .any(|received| received.is_request("CANCEL"))
    );
    acknowledge(&mut world, other, alice);
    assert!(
        world
            .inbox(callee)
            .iter()
            .any(|received| received.is_request("CANCEL"))
    );
    assert_eq!(
        world.story(alice),
        [
            "trying",
            "ringing 180",
            "incoming",
            "connected",
            "failed 487"
        ]
    );
    assert_eq!(
        world.story_of_call(alice, session).last().unwrap(),
        "failed 487"
    );
}

#[test]
fn an_answered_call_is_replaced_with_bye() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let headers = replaces(&ours, "theirs", "");
    invite(&mut world, other, alice, "instead", &headers);
    acknowledge(&mut world, other, alice);
    assert!(
        world
            .inbox(callee)
            .iter()
            .any(|received| received.is_request("BYE"))
    );
    assert_eq!(
        world.story(alice),
        ["answered", "connected", "incoming", "connected", "closed"]
    );
    let told = world.close_reason(alice);
    assert_eq!(told.as_deref(), Some("200 Replaced by another call"));
}

#[test]
fn a_program_that_answers_whatever_comes_hears_no_error() {
    let mut world = World::new(9);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let headers = replaces(&ours, "theirs", "");
    invite(&mut world, other, alice, "instead", &headers);
    let session = world.incoming(alice).expect("the new call");
    assert_eq!(world.answer(alice, session), Ok(()));
    acknowledge(&mut world, other, alice);
    assert_eq!(world.answer(alice, session), Ok(()));
    assert_eq!(
        world.story_of_call(alice, session),
        ["incoming", "connected"]
    );
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn the_old_call_lives_on_where_the_new_one_fails() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let headers = replaces(&ours, "theirs", "");
    invite(&mut world, other, alice, "silent", &headers);
    // No ACK comes.
    world.run_for(seconds(40));
    assert_eq!(
        world.story(alice),
        ["answered", "connected", "incoming", "closed"]
    );
    assert!(
        !world
            .inbox(callee)
            .iter()
            .any(|received| received.is_request("BYE"))
    );
}

#[test]
fn what_cannot_be_replaced_is_refused() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let good = replaces(&ours, "theirs", "");
    let cases = [
        (replaces(&ours, "theirs", ";early-only"), 486),
        (replaces(&ours, "another", ""), 481),
        ("Replaces: x;to-tag=1;from-tag=2\r\n".to_owned(), 481),
        ("Replaces: x\r\n".to_owned(), 400),
        (format!("{good}{good}"), 400),
        (format!("{good}Join: x;to-tag=1;from-tag=2\r\n"), 400),
    ];
    for (index, (headers, code)) in cases.iter().enumerate() {
        invite(&mut world, other, alice, &format!("case{index}"), headers);
        assert_eq!(last_code(&world, other), *code, "{headers}");
    }
    assert_eq!(world.story(alice), ["answered", "connected"]);
    assert_eq!(world.agent(alice).calls_live(), 1);
}

#[test]
fn a_call_that_rings_here_is_not_replaced() {
    let (mut world, alice, bob) = World::pair(5);
    let other = world.add_peer("other");
    let session = world.call(bob, alice);
    world.run_for(milliseconds(50));
    let (_, event) = &world.events(alice)[0];
    let portsip_core::events::Event::InviteIncoming(parties) = event else {
        panic!("alice is called");
    };
    let message = portsip_core::sip::message::Message::parse(parties.message.clone());
    let message = message.expect("an INVITE");
    let headers = format!(
        "Replaces: {};to-tag=unknown;from-tag={}\r\n",
        message.call_id(),
        message.from().tag().expect("a tag")
    );
    invite(&mut world, other, alice, "thief", &headers);
    assert_eq!(last_code(&world, other), 481);
    world.hang_up(bob, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn neither_the_limit_of_calls_nor_do_not_disturb_applies() {
    let mut world = World::new(6);
    let alice = world.add_agent_with("alice", 1);
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    world.with(alice, |agent, _| agent.set_do_not_disturb(true));
    let headers = replaces(&ours, "theirs", "");
    invite(&mut world, other, alice, "instead", &headers);
    assert_eq!(last_code(&world, other), 200);
}

#[test]
fn a_call_gives_its_place_once() {
    let mut world = World::new(7);
    let alice = world.add_agent("alice");
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let headers = replaces(&ours, "theirs", "");
    invite(&mut world, other, alice, "first", &headers);
    assert_eq!(last_code(&world, other), 200);
    invite(&mut world, other, alice, "second", &headers);
    assert_eq!(last_code(&world, other), 486);
    // The first is not acknowledged, and ends: another may try.
    world.run_for(seconds(40));
    invite(&mut world, other, alice, "third", &headers);
    assert_eq!(last_code(&world, other), 200);
}

#[test]
fn a_chain_of_replacements_has_an_end() {
    let mut world = World::new(8);
    let alice = world.add_agent_with("alice", 2);
    let (callee, other) = (world.add_peer("callee"), world.add_peer("other"));
    let ours = called(&mut world, alice, callee, "200 OK");
    let mut headers = replaces(&ours, "theirs", "");
    // Each new call, which is not acknowledged, is to be replaced by the next.
    for link in 0..10 {
        invite(&mut world, other, alice, &format!("link{link}"), &headers);
        let response = &world.inbox(other).last().expect("a response").message;
        let (to_tag, from_tag) = (response.to().tag(), response.from().tag());
        headers = format!(
            "Replaces: {};to-tag={};from-tag={}\r\n",
            response.call_id(),
            to_tag.expect("a tag"),
            from_tag.unwrap_or("0"),
        );
    }
    assert_eq!(world.agent(alice).calls_live(), 2);
}
