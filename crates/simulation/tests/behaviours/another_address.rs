//! Our address changes while calls are up: they are told by re-INVITE.

use std::net::SocketAddr;

use portsip_core::config::{ReliableProvisional, TransportKind};
use portsip_core::ids::SessionId;
use portsip_core::plan::DtmfMethod;
use simulation::{AgentId, REST, World, seconds};

use super::messages::pcmu;
use super::registered::account_at;
use super::transfer_by_hand::ByHand;

fn elsewhere() -> SocketAddr {
    ([10, 9, 9, 9], 5060).into()
}

/// A connected call whose caller then moves.
fn moved(transport: TransportKind) -> (World, (AgentId, SessionId), (AgentId, SessionId)) {
    let (mut world, alice, bob) = World::pair_on(1, transport);
    let (ours, theirs) = world.connect(alice, bob);
    world.run_for(seconds(1));
    world.move_away(alice, elsewhere());
    world.run_for(seconds(2));
    (world, (alice, ours), (bob, theirs))
}

#[test]
fn the_other_side_follows_with_media_and_requests() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let (mut world, here, there) = moved(transport);
        let media = world.audio_plan(there.0, there.1).unwrap().remote_rtp;
        assert_eq!(media.ip(), elsewhere().ip());
        world.assert_media_fits(here, there);
        assert!(!world.heard(there.0, "held"));
        world.hang_up(there.0, there.1);
        world.run_to_rest(REST);
        assert_eq!(
            world.story(here.0).last().map(String::as_str),
            Some("closed")
        );
        world.assert_at_rest();
    }
}

#[test]
fn a_held_call_stays_held() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, theirs) = world.connect(alice, bob);
    let hold = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(hold, Ok(()));
    world.run_for(seconds(1));
    world.move_away(alice, elsewhere());
    world.run_for(seconds(2));
    world.assert_media_fits((alice, ours), (bob, theirs));
    let holds = world.story(bob).into_iter();
    assert_eq!(holds.filter(|event| event == "held").count(), 1);
    assert!(!world.heard(bob, "unheld"));
}

#[test]
fn where_nothing_has_changed_nothing_is_told() {
    let (mut world, alice, bob) = World::pair(3);
    world.connect(alice, bob);
    world.with(alice, |agent, now| agent.handle_network_changed(now, &[]));
    world.run_for(seconds(2));
    assert_eq!(world.ladder_count("INVITE sip:"), 1);
}

#[test]
fn calls_by_way_of_the_registrar_tell_how_that_sees_us() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    let server = world.add_peer("server");
    let (at, own) = (world.peer_address(server), world.address(alice));
    world.give_account(alice, account_at(at));
    assert!(world.try_call(alice, "bob").is_ok());
    world.run_for(seconds(1));
    let invite = world.inbox(server).first().cloned().expect("an INVITE");
    let contact = format!("Contact: <sip:bob@{at}>");
    let answer = invite.response("200 OK", "bob", &[&contact], &pcmu(at, "sendrecv"));
    world.send(server, own, answer);
    world.run_for(seconds(1));
    let registered = world.with(alice, |agent, now| agent.register(now, 600, 0));
    assert_eq!(registered, Ok(()));
    world.run_for(seconds(1));
    let register = world
        .last_received(server, |received| received.is_request("REGISTER"))
        .expect("a REGISTER");
    let answer = register.response("200 OK", "registrar", &[], "");
    let answer =
        String::from_utf8_lossy(&answer).replace(";rport;", ";rport=31000;received=203.0.113.7;");
    world.send(server, own, answer);
    world.run_for(seconds(1));
    let told = world
        .last_received(server, |received| received.is_request("INVITE"))
        .expect("an INVITE");
    assert!(told.message.to().tag().is_some());
    let contact = told.message.header_named("Contact");
    assert_eq!(contact, Some("<sip:alice@203.0.113.7:31000>"));
}

#[test]
fn a_call_whose_ringing_was_acknowledged_tells_it_too() {
    let mut world = World::new(5);
    let [alice, bob] = ["alice", "bob"].map(|name| {
        let agent = world.add_agent_on(name, TransportKind::Tcp);
        world.with(agent, |agent, _| {
            agent.set_reliable_provisional(ReliableProvisional::Supported);
        });
        agent
    });
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(world.ladder_count("PRACK sip:"), 1);
    world.move_away(alice, elsewhere());
    world.run_for(seconds(2));
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn who_cannot_be_reached_is_told_later() {
    for ringing in [ReliableProvisional::Never, ReliableProvisional::Supported] {
        let (mut world, alice, bob) = World::pair_on(6, TransportKind::Tcp);
        for agent in [alice, bob] {
            world.with(agent, |agent, _| agent.set_reliable_provisional(ringing));
        }
        let (ours, theirs) = world.connect(alice, bob);
        world.take_down(world.address(bob));
        world.move_away(alice, elsewhere());
        // It moves on while it waits.
        world.run_for(seconds(45));
        world.move_away(alice, ([10, 9, 9, 8], 5060).into());
        world.run_for(seconds(5));
        world.bring_back(world.address(bob));
        world.run_for(seconds(15));
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(bob, theirs);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn a_network_that_comes_back_is_used_at_once() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let (mut world, alice, bob) = World::pair_on(8, transport);
        let (ours, theirs) = world.connect(alice, bob);
        let before = world.address(alice);
        world.take_offline(alice);
        world.with(alice, |agent, now| {
            agent.handle_network_changed(now, &[before.ip()]);
        });
        world.run_for(seconds(4));
        world.move_agent(alice, elsewhere());
        world.bring_back(elsewhere());
        world.with(alice, |agent, now| agent.handle_network_changed(now, &[]));
        world.run_for(seconds(1));
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(bob, theirs);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn an_offer_that_was_overtaken_is_made_again() {
    let (mut world, alice, bob) = World::pair(7);
    let (ours, theirs) = world.connect(alice, bob);
    world.lose_first(1, |datagram| datagram.is_request("INVITE"));
    world.move_away(alice, elsewhere());
    let sent = world.with(alice, |agent, now| {
        agent.send_dtmf(now, ours, DtmfMethod::Info, 5, 160)
    });
    assert_eq!(sent, Ok(()));
    world.run_for(seconds(15));
    assert_eq!(world.ladder_count("SIP/2.0 500"), 1);
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.hang_up(bob, theirs);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn who_has_a_change_of_its_own_under_way_for_long_is_told_in_the_end() {
    let mut call = ByHand::new(12);
    call.world.move_away(call.alice, elsewhere());
    let mut refused = 0;
    for _ in 0..40 {
        call.world.run_for(seconds(4));
        let offers = call.requests("INVITE");
        if let Some(offer) = offers.get(refused + 1) {
            let body = String::from_utf8_lossy(offer.message.body());
            assert!(body.contains("10.9.9.9"), "{body}");
            call.answer(offer, "491 Request Pending", &[]);
            refused += 1;
        }
    }
    assert!(refused > 15, "{refused}");
}
