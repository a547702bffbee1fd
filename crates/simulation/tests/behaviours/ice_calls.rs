//! Calls that are offered with ICE: what both sides know of each other, and when
//! it begins anew.

use std::net::SocketAddr;

use portsip_core::ids::SessionId;
use portsip_core::plan::{IcePlan, MediaReport};
use simulation::{AgentId, ForkingProxy, REST, Reaction, World, milliseconds, seconds};

use super::messages::pcmu;

type Side = (AgentId, SessionId);

fn offers_ice(world: &mut World, agent: AgentId) {
    world.with(agent, |agent, _| agent.set_ice(true));
}

/// A connected call, offered with ICE.
fn connected(seed: u64) -> (World, Side, Side) {
    let (mut world, alice, bob) = World::pair(seed);
    offers_ice(&mut world, alice);
    let (ours, theirs) = world.connect(alice, bob);
    (world, (alice, ours), (bob, theirs))
}

fn ice(world: &World, (agent, session): Side) -> IcePlan {
    let plan = world.audio_plan(agent, session).expect("there is audio");
    *plan.ice.clone().expect("it uses ICE")
}

/// Our name for checks, where both sides know each other as they are.
fn agreed(world: &World, a: Side, b: Side) -> String {
    let (at_a, at_b) = (ice(world, a), ice(world, b));
    assert_eq!(at_a.local.credentials, at_b.remote.credentials);
    assert_eq!(at_b.local.credentials, at_a.remote.credentials);
    assert!(at_a.controlling != at_b.controlling, "one decides");
    world.assert_media_fits(a, b);
    at_a.local.credentials.ufrag
}

fn end(mut world: World, (agent, session): Side) {
    world.hang_up(agent, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

fn lose_path(world: &mut World, (agent, session): Side) {
    world.with(agent, |agent, now| {
        agent.handle_media_report(now, MediaReport::PathLost { session });
    });
}

#[test]
fn who_is_called_with_it_answers_with_it() {
    let (world, alice, bob) = connected(1);
    agreed(&world, alice, bob);
    assert!(ice(&world, alice).controlling);
    // RTCP shares the port, so that half the checks are enough.
    assert!(world.audio_plan(alice.0, alice.1).unwrap().rtcp_mux);
    assert_eq!(ice(&world, alice).remote.candidates.len(), 1);
    assert_eq!(ice(&world, bob).local.candidates.len(), 1);
    end(world, alice);
}

#[test]
fn without_the_setting_nobody_begins_with_it() {
    let (mut world, alice, bob) = World::pair(1);
    let (ours, theirs) = world.connect(alice, bob);
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        assert_eq!(world.audio_plan(agent, session).unwrap().ice, None);
    }
    end(world, (alice, ours));
}

#[test]
fn who_answers_without_it_gets_media_without_it() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    offers_ice(&mut world, alice);
    let bob = world.add_peer("bob");
    let address = world.peer_address(bob);
    let call = world
        .try_call(alice, &format!("sip:bob@{address}"))
        .unwrap();
    world.run_for(milliseconds(100));
    let invite = world.last_received(bob, |received| received.is_request("INVITE"));
    let invite = invite.expect("an INVITE");
    let offer = String::from_utf8_lossy(invite.message.body()).into_owned();
    assert!(offer.contains("a=ice-ufrag:"), "{offer}");
    assert!(offer.contains("a=rtcp-mux\r\n"), "{offer}");
    // RTCP may be refused its place at the port of RTP.
    assert!(offer.contains(" 2 UDP "), "{offer}");
    let contact = format!("Contact: <sip:bob@{address}>");
    let answer = invite.response("200 OK", "bob", &[&contact], &pcmu(address, "sendrecv"));
    world.send(bob, world.address(alice), answer);
    world.run_for(seconds(1));
    let plan = world.audio_plan(alice, call).expect("there is audio");
    assert_eq!((plan.ice.as_ref(), plan.rtcp_mux), (None, false));
    assert_eq!(plan.remote_rtp, SocketAddr::new(address.ip(), 30_000));
}

#[test]
fn hold_and_refresh_keep_it() {
    let (mut world, alice, bob) = connected(2);
    let before = agreed(&world, alice, bob);
    for (agent, session) in [alice, bob] {
        let held = world.with(agent, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        world.run_for(seconds(5));
        assert_eq!(agreed(&world, alice, bob), before);
        let back = world.with(agent, |agent, now| agent.un_hold(now, session));
        assert_eq!(back, Ok(()));
        world.run_for(seconds(5));
        assert_eq!(agreed(&world, alice, bob), before);
    }
    end(world, alice);
}

#[test]
fn another_address_begins_it_anew() {
    for moves in [0, 1] {
        let (mut world, alice, bob) = connected(3);
        let before = agreed(&world, alice, bob);
        let who = [alice, bob][moves];
        world.move_away(who.0, ([10, 9, 9, 9], 5060).into());
        world.run_for(seconds(10));
        assert_ne!(agreed(&world, alice, bob), before);
        let moved = &ice(&world, [bob, alice][moves]).remote.candidates;
        assert!(
            moved
                .iter()
                .any(|c| c.address.ip() == world.address(who.0).ip())
        );
        end(world, alice);
    }
}

#[test]
fn a_path_that_is_lost_begins_it_anew_once() {
    let (mut world, alice, bob) = connected(4);
    let before = agreed(&world, alice, bob);
    let invites = world.ladder_count("INVITE sip:");
    lose_path(&mut world, alice);
    world.run_for(seconds(5));
    let after = agreed(&world, alice, bob);
    assert_ne!(after, before);
    assert_eq!(world.ladder_count("INVITE sip:"), invites + 1);
    world.run_for(seconds(60));
    assert_eq!(world.ladder_count("INVITE sip:"), invites + 1);
    end(world, bob);
}

#[test]
fn both_sides_that_lose_it_agree_on_one_beginning() {
    for seed in simulation::seeds(10) {
        let (mut world, alice, bob) = connected(seed);
        let before = agreed(&world, alice, bob);
        lose_path(&mut world, alice);
        lose_path(&mut world, bob);
        world.run_for(seconds(20));
        assert_ne!(agreed(&world, alice, bob), before, "seed {seed}");
        end(world, alice);
    }
}

#[test]
fn of_a_fork_the_one_that_answers_is_checked() {
    for early in [false, true] {
        let (mut world, alice, bob) = World::pair(5);
        let carol = world.add_agent("carol");
        offers_ice(&mut world, alice);
        for callee in [bob, carol] {
            world.with(callee, |agent, _| agent.set_early_media(early));
        }
        let targets = vec![world.address(bob), world.address(carol)];
        let proxy = world.add_server(|address| ForkingProxy::new(address, targets));
        world.set_reaction(bob, Reaction::Answer(seconds(20)));
        world.set_reaction(carol, Reaction::Answer(seconds(3)));
        let uri = format!("sip:all@{}", world.server_address(proxy));
        let ours = world.try_call(alice, &uri).unwrap();
        world.run_for(seconds(10));
        let theirs = world.incoming(carol).unwrap();
        agreed(&world, (alice, ours), (carol, theirs));
        end(world, (alice, ours));
    }
}

#[test]
fn a_bad_network_does_not_divide_them() {
    for seed in simulation::seeds(20) {
        let (mut world, alice, bob) = World::pair(seed);
        for agent in [alice, bob] {
            offers_ice(&mut world, agent);
        }
        world.set_conditions(simulation::Conditions::hostile(seed));
        world.set_reaction(bob, Reaction::Answer(seconds(1)));
        let ours = world.call(alice, bob);
        world.run_for(seconds(40));
        if world.heard(alice, "connected") && world.heard(bob, "connected") {
            let theirs = world.incoming(bob).unwrap();
            agreed(&world, (alice, ours), (bob, theirs));
        }
    }
}
