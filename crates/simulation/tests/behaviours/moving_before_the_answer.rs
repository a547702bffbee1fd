//! Our address changes while a call is not answered yet: who is called answers from where
//! it is then, who calls calls again from there.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use portsip_core::config::{ReliableProvisional, TransportKind};
use portsip_core::ids::SessionId;
use simulation::{AgentId, REST, Reaction, World, milliseconds, seconds};

use super::messages::pcmu;

const TRANSPORTS: [TransportKind; 2] = [TransportKind::Udp, TransportKind::Tcp];

fn elsewhere() -> SocketAddr {
    ([10, 9, 9, 9], 5060).into()
}

fn pair(transport: TransportKind, reliable: ReliableProvisional) -> (World, AgentId, AgentId) {
    let mut world = World::new(1);
    let [alice, bob] = ["alice", "bob"].map(|name| {
        let agent = world.add_agent_on(name, transport);
        world.with(agent, |agent, _| agent.set_reliable_provisional(reliable));
        agent
    });
    (world, alice, bob)
}

fn move_away(world: &mut World, agent: AgentId) {
    world.move_away(agent, elsewhere());
    world.run_for(seconds(1));
}

/// The call goes on, and its end reaches the one who has moved.
fn assert_goes_on(world: &mut World, moved: (AgentId, SessionId), other: (AgentId, SessionId)) {
    world.run_for(seconds(60));
    world.assert_media_fits(moved, other);
    world.hang_up(other.0, other.1);
    world.run_to_rest(REST);
    assert_eq!(
        world
            .story_of_call(moved.0, moved.1)
            .last()
            .map(String::as_str),
        Some("closed")
    );
    world.assert_at_rest();
}

#[test]
fn the_answer_says_where_the_callee_is() {
    for transport in TRANSPORTS {
        for reliable in [ReliableProvisional::Never, ReliableProvisional::Supported] {
            let (mut world, alice, bob) = pair(transport, reliable);
            let ours = world.call(alice, bob);
            world.run_for(seconds(1));
            move_away(&mut world, bob);
            let theirs = world.incoming(bob).expect("the call rings");
            assert_eq!(world.answer(bob, theirs), Ok(()));
            world.run_for(seconds(5));
            assert_eq!(world.story(bob), ["incoming", "connected"]);
            assert_goes_on(&mut world, (bob, theirs), (alice, ours));
        }
    }
}

#[test]
fn an_answer_waits_for_the_way() {
    for early in [false, true] {
        let (mut world, alice, bob) = pair(TransportKind::Tcp, ReliableProvisional::Supported);
        world.with(bob, |agent, _| agent.set_early_media(early));
        let ours = world.call(alice, bob);
        world.run_for(seconds(1));
        world.move_away(bob, elsewhere());
        let theirs = world.incoming(bob).expect("the call rings");
        assert_eq!(world.answer(bob, theirs), Ok(()));
        world.run_for(seconds(5));
        assert_eq!(world.story(bob), ["incoming", "connected"]);
        assert_eq!(world.ladder_count("ACK sip:bob@10.9.9.9"), 1);
        assert_goes_on(&mut world, (bob, theirs), (alice, ours));
    }
}

#[test]
fn a_way_that_is_not_found_is_looked_for_again_while_it_rings() {
    let (mut world, alice, bob) = pair(TransportKind::Tcp, ReliableProvisional::Never);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    world.cut_off(world.address(alice));
    world.move_away(bob, elsewhere());
    world.run_for(seconds(40));
    world.bring_back(world.address(alice));
    world.run_for(seconds(30));
    let theirs = world.incoming(bob).expect("the call rings");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_eq!(world.ladder_count("ACK sip:bob@10.9.9.9"), 1);
    assert_goes_on(&mut world, (bob, theirs), (alice, ours));
}

#[test]
fn an_answer_that_waits_may_be_too_late() {
    let (mut world, alice, bob) = pair(TransportKind::Tcp, ReliableProvisional::Never);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    world.cut_off(world.address(alice));
    world.move_away(bob, elsewhere());
    let theirs = world.incoming(bob).expect("the call rings");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(1));
    world
        .with(bob, |agent, now| agent.hang_up(now, theirs))
        .expect("a call");
    world.hang_up(alice, ours);
    world.run_to_rest(2 * REST);
    world.assert_at_rest();
}

#[test]
fn media_that_was_described_before_follows() {
    let (mut world, alice, bob) = pair(TransportKind::Udp, ReliableProvisional::Supported);
    world.with(bob, |agent, _| agent.set_early_media(true));
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    assert!(world.heard(alice, "progress with media"));
    move_away(&mut world, bob);
    let theirs = world.incoming(bob).expect("the call rings");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_goes_on(&mut world, (bob, theirs), (alice, ours));
}

#[test]
fn the_caller_takes_the_call_back_and_calls_again() {
    for reliable in [ReliableProvisional::Never, ReliableProvisional::Supported] {
        let (mut world, alice, bob) = pair(TransportKind::Udp, reliable);
        let ours = world.call(alice, bob);
        world.run_for(seconds(1));
        move_away(&mut world, alice);
        assert_eq!(world.story(bob), ["incoming", "closed", "incoming"]);
        let theirs = world.incoming(bob).expect("the call rings again");
        assert_eq!(world.answer(bob, theirs), Ok(()));
        world.run_for(seconds(5));
        let story = world.story(alice);
        let told = [
            "trying",
            "ringing 180",
            "ringing 180",
            "answered",
            "connected",
        ];
        assert_eq!(story, told);
        assert_goes_on(&mut world, (alice, ours), (bob, theirs));
    }
}

#[test]
fn over_a_connection_the_caller_calls_again() {
    let (mut world, alice, bob) = pair(TransportKind::Tcp, ReliableProvisional::Supported);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    move_away(&mut world, alice);
    assert_eq!(world.story(bob), ["incoming", "closed", "incoming"]);
    let theirs = world.incoming(bob).expect("the call rings again");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_goes_on(&mut world, (alice, ours), (bob, theirs));
}

/// A call that rings, whose caller has no network any more.
fn offline(transport: TransportKind) -> (World, (AgentId, SessionId), AgentId) {
    let (mut world, alice, bob) = pair(transport, ReliableProvisional::Never);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let address = world.address(alice);
    world.take_offline(alice);
    world.with(alice, |agent, now| {
        agent.handle_network_changed(now, &[address.ip()]);
    });
    (world, (alice, ours), bob)
}

fn come_back(world: &mut World, agent: AgentId) {
    world.bring_back(world.address(agent));
    world.with(agent, |agent, now| agent.handle_network_changed(now, &[]));
}

#[test]
fn a_call_rings_on_while_its_caller_has_no_network() {
    let (mut world, alice, bob) = offline(TransportKind::Udp);
    world.run_for(seconds(35));
    come_back(&mut world, alice.0);
    world.run_for(seconds(2));
    let theirs = world.incoming(bob).expect("a call");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    assert_goes_on(&mut world, alice, (bob, theirs));
}

#[test]
fn an_answer_waits_for_a_caller_without_a_network() {
    let (mut world, alice, bob) = offline(TransportKind::Udp);
    let theirs = world.incoming(bob).expect("a call");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(15));
    come_back(&mut world, alice.0);
    world.run_for(seconds(5));
    assert_eq!(world.story(bob), ["incoming", "connected"]);
    assert_goes_on(&mut world, alice, (bob, theirs));
}

#[test]
fn a_caller_who_is_elsewhere_after_a_while_without_a_network_calls_again() {
    let (mut world, alice, bob) = offline(TransportKind::Udp);
    world.run_for(seconds(15));
    world.move_agent(alice.0, elsewhere());
    come_back(&mut world, alice.0);
    world.run_for(seconds(1));
    assert_eq!(world.story(bob), ["incoming", "closed", "incoming"]);
    let theirs = world.incoming(bob).expect("the call rings again");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_goes_on(&mut world, alice, (bob, theirs));
}

#[test]
fn over_a_connection_a_caller_calls_again_when_there_is_a_network() {
    let (mut world, alice, bob) = offline(TransportKind::Tcp);
    world.run_for(seconds(35));
    come_back(&mut world, alice.0);
    world.run_for(seconds(2));
    assert_eq!(world.story(bob), ["incoming", "closed", "incoming"]);
    let theirs = world.incoming(bob).expect("the call rings again");
    assert_eq!(world.answer(bob, theirs), Ok(()));
    world.run_for(seconds(5));
    assert_goes_on(&mut world, alice, (bob, theirs));
}

#[test]
fn a_caller_who_stays_without_a_network_gives_up() {
    for transport in TRANSPORTS {
        let (mut world, (alice, _), _) = offline(transport);
        world.run_for(seconds(185));
        assert_eq!(world.agent(alice).calls_live(), 1);
        world.run_for(seconds(15));
        assert!(world.heard(alice, "failed 408"));
        world.run_for(REST);
        assert_eq!(world.agent(alice).poll_timeout(), None);
    }
}

#[test]
fn a_caller_without_a_network_may_hang_up() {
    for transport in TRANSPORTS {
        let (mut world, (alice, ours), _) = offline(transport);
        world.run_for(seconds(1));
        world.hang_up(alice, ours);
        assert_eq!(world.agent(alice).calls_live(), 0);
        world.run_for(REST);
        assert_eq!(world.agent(alice).poll_timeout(), None);
    }
}

#[test]
fn an_answer_to_what_was_taken_back_is_ended() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (us, them) = (world.address(alice), world.peer_address(peer));
    let ours = world.try_call(alice, &format!("sip:peer@{them}"));
    world.run_for(milliseconds(50));
    let invite = world.inbox(peer)[0].clone();
    let ringing = invite.response("180 Ringing", "before", &[], "");
    world.send(peer, us, ringing);
    world.run_for(milliseconds(50));
    move_away(&mut world, alice);
    let contact = format!("Contact: <sip:peer@{them}>");
    for _ in 0..2 {
        let answer = invite.response("200 OK", "before", &[&contact], &pcmu(them, "sendrecv"));
        world.send(peer, elsewhere(), answer);
        world.run_for(seconds(1));
    }
    let count = |method: &str| {
        let inbox = world.inbox(peer).iter();
        let sent = inbox.filter(|received| received.is_request(method));
        let tags = sent.map(|request| request.message.to().tag());
        tags.filter(|tag| *tag == Some("before")).count()
    };
    assert_eq!(count("ACK"), 2);
    assert!(count("BYE") > 0);
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
    world.hang_up(alice, ours.expect("a call"));
    world.run_for(REST);
    assert_eq!(world.agent(alice).poll_timeout(), None);
}

#[test]
fn a_caller_who_has_moved_may_hang_up() {
    for transport in TRANSPORTS {
        let (mut world, alice, bob) = pair(transport, ReliableProvisional::Never);
        world.set_reaction(bob, Reaction::Ring);
        let ours = world.call(alice, bob);
        world.run_for(milliseconds(500));
        move_away(&mut world, alice);
        world.hang_up(alice, ours);
        world.run_for(seconds(1));
        let theirs = world.incoming(bob).expect("a call");
        let last = world.story_of_call(bob, theirs).last().cloned();
        assert_eq!(last.as_deref(), Some("closed"));
        assert_eq!(world.agent(alice).calls_live(), 0);
    }
}

#[test]
fn a_call_that_is_being_taken_back_is_over() {
    for transport in TRANSPORTS {
        let (mut world, alice, bob) = pair(transport, ReliableProvisional::Never);
        let ours = world.call(alice, bob);
        world.run_for(milliseconds(500));
        world.cut_off(world.address(bob));
        world.hang_up(alice, ours);
        move_away(&mut world, alice);
        world.run_for(REST);
        assert!(!world.heard(alice, "connected"));
        assert_eq!(world.agent(alice).poll_timeout(), None);
    }
}

#[test]
fn an_invite_that_was_challenged_before_is_made_anew_once() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (us, them) = (world.address(alice), world.peer_address(peer));
    assert!(world.try_call(alice, &format!("sip:peer@{them}")).is_ok());
    world.run_for(milliseconds(50));
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\"";
    for (line, header) in [
        ("407 Proxy Authentication Required", challenge),
        ("180 Ringing", "Server: ringing"),
    ] {
        let invite = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .expect("an INVITE");
        world.send(peer, us, invite.response(line, "peertag", &[header], ""));
        world.run_for(milliseconds(50));
    }
    move_away(&mut world, alice);
    let numbers = |method: &str| {
        let inbox = world.inbox(peer).iter();
        let sent = inbox.filter(|received| received.is_request(method));
        let numbers = sent.map(|request| request.message.cseq().number);
        numbers.collect::<BTreeSet<_>>()
    };
    assert_eq!(numbers("INVITE"), BTreeSet::from([1, 2, 3]));
    assert_eq!(numbers("CANCEL"), BTreeSet::from([2]));
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
}
