//! Candidates that a server knows, before a description with ICE goes out, and anew before
//! one that begins ICE again.

use portsip_core::config::{Account, HostPort, TransportKind, TurnServer};
use portsip_core::ids::SessionId;
use portsip_core::plan::{GatheredAddresses, GatheredMedia, IcePlan, MediaReport};
use portsip_core::secret::Secret;
use portsip_core::ua::Agent;
use simulation::{AgentId, PeerId, REST, StunServer, World, account, milliseconds, seconds};

/// What a server saw: RTP and RTCP at ports that nobody can guess.
fn seen() -> GatheredMedia {
    let at = |port| GatheredAddresses {
        mapped: Some(([203, 0, 113, 7], port).into()),
        relayed: None,
    };
    GatheredMedia {
        rtp: at(41_234),
        rtcp: at(35_001),
    }
}

/// An agent whose account has a STUN server.
fn add_agent(world: &mut World, name: &str, ice: bool) -> AgentId {
    let agent = world.add_agent(name);
    let account = Account {
        stun_server: Some(HostPort {
            host: "203.0.113.1".to_owned(),
            port: 3478,
        }),
        ..account(name)
    };
    world.give_account(agent, account);
    world.with(agent, |agent, _| agent.set_ice(ice));
    agent
}

fn pair(seed: u64) -> (World, AgentId, AgentId) {
    let mut world = World::new(seed);
    let alice = add_agent(&mut world, "alice", true);
    let bob = add_agent(&mut world, "bob", false);
    (world, alice, bob)
}

fn ice(world: &World, agent: AgentId, session: SessionId) -> IcePlan {
    let plan = world.audio_plan(agent, session).expect("there is audio");
    *plan.ice.clone().expect("it uses ICE")
}

fn offer_at(world: &World, peer: PeerId) -> Option<String> {
    let invite = world.last_received(peer, |received| received.is_request("INVITE"))?;
    Some(String::from_utf8_lossy(invite.message.body()).into_owned())
}

#[test]
fn the_offer_waits_for_what_the_server_tells() {
    let mut world = World::new(1);
    let alice = add_agent(&mut world, "alice", true);
    let bob = world.add_peer("bob");
    let there = format!("sip:bob@{}", world.peer_address(bob));
    let call = world.try_call(alice, &there).unwrap();
    world.run_for(milliseconds(900));
    assert_eq!(world.gatherings(alice), [call]);
    assert_eq!(offer_at(&world, bob), None);
    world.tell_gathered(alice, call, seen());
    world.run_for(milliseconds(100));
    let offer = offer_at(&world, bob).expect("an INVITE");
    let host = world.address(alice).ip();
    for expected in [
        "c=IN IP4 203.0.113.7\r\n".to_owned(),
        "m=audio 41234 ".to_owned(),
        "a=rtcp:35001\r\n".to_owned(),
        format!(" UDP 1694498815 203.0.113.7 41234 typ srflx raddr {host} rport "),
        format!(" UDP 1694498814 203.0.113.7 35001 typ srflx raddr {host} rport "),
    ] {
        assert!(offer.contains(&expected), "{expected} in {offer}");
    }
}

#[test]
fn what_no_server_told_is_left_out() {
    let mut world = World::new(2);
    let alice = add_agent(&mut world, "alice", true);
    let bob = world.add_peer("bob");
    let there = format!("sip:bob@{}", world.peer_address(bob));
    let call = world.try_call(alice, &there).unwrap();
    world.run_for(milliseconds(10));
    world.tell_gathered(alice, call, GatheredMedia::default());
    world.run_for(milliseconds(100));
    let offer = offer_at(&world, bob).expect("an INVITE");
    assert!(offer.contains(" typ host\r\n"), "{offer}");
    assert!(!offer.contains(" typ srflx"), "{offer}");
}

#[test]
fn calls_without_ice_say_where_the_server_sees_them() {
    let mut world = World::new(3);
    let alice = add_agent(&mut world, "alice", false);
    let bob = add_agent(&mut world, "bob", false);
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(900));
    assert_eq!(world.incoming(bob), None);
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("it rings");
    world.answer(bob, theirs).unwrap();
    world.run_for(seconds(1));
    assert!(!world.heard(alice, "connected"));
    world.tell_gathered(bob, theirs, seen());
    world.run_for(seconds(1));
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let plan = world.audio_plan(agent, session).expect("there is audio");
        assert_eq!(Some(plan.remote_rtp), seen().rtp.mapped);
        assert_eq!(Some(plan.remote_rtcp), seen().rtcp.mapped);
        assert_eq!(plan.ice, None);
    }
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn a_call_without_ice_that_moves_says_where_it_is_seen_then() {
    let mut world = World::new(16);
    let alice = add_agent(&mut world, "alice", false);
    let bob = world.add_agent("bob");
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(10));
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("it rings");
    assert_eq!(world.gatherings(bob), [], "it has no server");
    world.answer(bob, theirs).unwrap();
    world.run_for(seconds(1));
    world.move_away(alice, ([10, 9, 9, 9], 5060).into());
    world.run_for(milliseconds(900));
    world.tell_gathered(alice, ours, seen_anew());
    world.run_for(seconds(5));
    let plan = world.audio_plan(bob, theirs).expect("there is audio");
    assert_eq!(Some(plan.remote_rtp), seen_anew().rtp.mapped);
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn a_relay_is_asked_for_calls_with_ice_alone() {
    let mut world = World::new(17);
    let alice = world.add_agent("alice");
    let bob = world.add_agent("bob");
    world.with(alice, |agent, _| {
        agent.set_turn_server(Some(TurnServer {
            server: HostPort {
                host: "203.0.113.2".to_owned(),
                port: 3478,
            },
            transport: TransportKind::Udp,
            user_name: String::new(),
            password: Secret::new(""),
        }));
    });
    let (call, _) = world.connect(alice, bob);
    assert_eq!(world.gatherings(alice), []);
    world.hang_up(alice, call);
    end(world, alice, bob);
}

/// Nothing of what was is left, as soon as nobody asks for our address any more.
fn end(mut world: World, alice: AgentId, bob: AgentId) {
    world.run_for(seconds(5));
    for agent in [alice, bob] {
        let removed = world.with(agent, Agent::remove_user);
        assert_eq!(removed, Ok(()));
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

/// The call rings at once, with the offer of alice.
fn ringing(world: &mut World, alice: AgentId, bob: AgentId) -> (SessionId, SessionId) {
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(10));
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("it rings");
    (ours, theirs)
}

#[test]
fn who_is_called_looks_for_candidates_while_it_rings() {
    for answered_first in [true, false] {
        let (mut world, alice, bob) = pair(4);
        let (ours, theirs) = ringing(&mut world, alice, bob);
        assert_eq!(world.gatherings(bob), [theirs]);
        if answered_first {
            world.answer(bob, theirs).unwrap();
            world.run_for(seconds(1));
            assert!(!world.heard(alice, "connected"));
            world.tell_gathered(bob, theirs, seen());
        } else {
            world.tell_gathered(bob, theirs, seen());
            world.answer(bob, theirs).unwrap();
        }
        world.run_for(seconds(1));
        for (agent, session) in [(alice, ours), (bob, theirs)] {
            let ice = ice(&world, agent, session);
            for side in [&ice.local, &ice.remote] {
                let mut all = side.candidates.iter();
                assert!(all.any(|c| Some(c.address) == seen().rtp.mapped));
            }
        }
        world.hang_up(alice, ours);
        end(world, alice, bob);
    }
}

#[test]
fn calls_that_end_meanwhile_leave_nothing() {
    let (mut world, alice, bob) = pair(5);
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(10));
    world.hang_up(alice, ours);
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(1));
    assert_eq!(world.incoming(bob), None);

    let (_, theirs) = ringing(&mut world, alice, bob);
    let rejected = world.with(bob, |agent, now| agent.reject(now, theirs, 486));
    assert_eq!(rejected, Ok(()));
    world.tell_gathered(bob, theirs, seen());
    end(world, alice, bob);
}

#[test]
fn who_moves_meanwhile_calls_from_the_new_address() {
    let (mut world, alice, bob) = pair(6);
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(10));
    world.move_away(alice, ([10, 9, 9, 9], 5060).into());
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(5));
    let theirs = world.incoming(bob).expect("it rings");
    world.tell_gathered(bob, theirs, seen());
    world.answer(bob, theirs).unwrap();
    world.run_for(seconds(5));
    // Of the address that is gone nothing is said.
    let candidates = ice(&world, alice, ours).local.candidates;
    assert!(
        candidates
            .iter()
            .all(|c| c.address.ip() == world.address(alice).ip())
    );
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

/// What servers tell after something has changed.
fn seen_anew() -> GatheredMedia {
    let at = |port| GatheredAddresses {
        mapped: Some(([203, 0, 113, 77], port).into()),
        relayed: Some(([203, 0, 113, 2], port).into()),
    };
    GatheredMedia {
        rtp: at(51_234),
        rtcp: at(45_001),
    }
}

/// A call in which both sides know what servers told of them.
fn connected(seed: u64) -> (World, AgentId, AgentId, SessionId, SessionId) {
    let (mut world, alice, bob) = pair(seed);
    let (ours, theirs) = ringing(&mut world, alice, bob);
    world.tell_gathered(bob, theirs, seen());
    world.answer(bob, theirs).expect("it is answered");
    world.run_for(seconds(5));
    assert_eq!(world.gatherings(alice), []);
    (world, alice, bob, ours, theirs)
}

fn lose_path(world: &mut World, agent: AgentId, session: SessionId) {
    world.with(agent, |agent, now| {
        agent.handle_media_report(now, MediaReport::PathLost { session });
    });
}

/// Whether the other side of `agent` knows the address.
fn is_known(world: &World, (other, session): (AgentId, SessionId), port: u16) -> bool {
    let candidates = ice(world, other, session).remote.candidates;
    candidates.iter().any(|c| c.address.port() == port)
}

#[test]
fn who_moves_in_a_call_offers_what_servers_tell_of_the_new_address() {
    for moves in [0, 1] {
        let (mut world, alice, bob, ours, theirs) = connected(7);
        let sides = [(alice, ours), (bob, theirs)];
        let ((who, session), other) = (sides[moves], sides[1 - moves]);
        let before = ice(&world, who, session).local.credentials;
        let invites = world.ladder_count("INVITE sip:");
        world.move_away(who, ([10, 9, 9, 9], 5060).into());
        world.run_for(milliseconds(900));
        assert_eq!(world.gatherings(who), [session]);
        assert_eq!(world.ladder_count("INVITE sip:"), invites);
        world.tell_gathered(who, session, seen_anew());
        world.run_for(seconds(5));
        assert_eq!(world.ladder_count("INVITE sip:"), invites + 1);
        let local = ice(&world, who, session).local;
        assert_ne!(local.credentials, before);
        assert_eq!(local, ice(&world, other.0, other.1).remote);
        let ports: Vec<u16> = local.candidates.iter().map(|c| c.address.port()).collect();
        let host = ports[0];
        assert_eq!(ports, [host, 51_234, 51_234], "RTCP shares the port");
        // It is gathered once.
        world.run_for(seconds(60));
        assert_eq!(world.gatherings(who), []);
        assert_eq!(world.gatherings(other.0), []);
        world.hang_up(alice, ours);
        end(world, alice, bob);
    }
}

#[test]
fn a_path_that_is_lost_is_looked_for_among_candidates_gathered_anew() {
    for answers in [true, false] {
        let (mut world, alice, bob, ours, theirs) = connected(8);
        let before = ice(&world, alice, ours).local.credentials;
        lose_path(&mut world, alice, ours);
        world.run_for(milliseconds(900));
        assert_eq!(world.gatherings(alice), [ours]);
        let told = if answers {
            seen_anew()
        } else {
            GatheredMedia::default()
        };
        world.tell_gathered(alice, ours, told);
        world.run_for(seconds(5));
        assert_ne!(ice(&world, alice, ours).local.credentials, before);
        let other = (bob, theirs);
        assert_eq!(is_known(&world, other, 51_234), answers);
        assert!(!is_known(&world, other, 41_234), "it holds no more");
        world.hang_up(alice, ours);
        end(world, alice, bob);
    }
}

#[test]
fn what_they_change_meanwhile_is_answered_at_once() {
    let (mut world, alice, bob, ours, theirs) = connected(9);
    lose_path(&mut world, alice, ours);
    world.run_for(milliseconds(500));
    assert_eq!(world.gatherings(alice), [ours]);
    let held = world.with(bob, |agent, now| agent.hold(now, theirs));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(300));
    assert!(world.heard(alice, "held"));
    world.tell_gathered(alice, ours, seen_anew());
    world.run_for(seconds(10));
    assert!(is_known(&world, (bob, theirs), 51_234));
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn a_change_that_is_wished_meanwhile_goes_with_it() {
    let (mut world, alice, bob, ours, theirs) = connected(10);
    let invites = world.ladder_count("INVITE sip:");
    lose_path(&mut world, alice, ours);
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(500));
    world.tell_gathered(alice, ours, seen_anew());
    world.run_for(seconds(5));
    assert_eq!(world.ladder_count("INVITE sip:"), invites + 1);
    assert!(world.heard(bob, "held"));
    assert!(is_known(&world, (bob, theirs), 51_234));
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn hold_asks_no_server_again() {
    let (mut world, alice, bob, ours, _) = connected(11);
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    world.run_for(seconds(5));
    assert_eq!(world.gatherings(alice), []);
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn a_call_that_ends_while_it_gathers_anew_leaves_nothing() {
    let (mut world, alice, bob, ours, _) = connected(12);
    lose_path(&mut world, alice, ours);
    world.run_for(milliseconds(100));
    world.hang_up(alice, ours);
    world.tell_gathered(alice, ours, seen_anew());
    end(world, alice, bob);
}

/// Where alice is seen.
const PUBLIC: ([u8; 4], u16) = ([203, 0, 113, 7], 31_000);

/// The same with alice behind a NAT that a STUN server sees through.
fn connected_behind_a_nat(seed: u64) -> (World, AgentId, AgentId, SessionId, SessionId) {
    let mut world = World::new(seed);
    let stun = world.add_server(|_| StunServer::default());
    let stun = world.server_address(stun);
    let alice = world.add_agent("alice");
    world.hide_behind(alice, PUBLIC.into());
    let account = Account {
        stun_server: Some(HostPort {
            host: stun.ip().to_string(),
            port: stun.port(),
        }),
        ..account("alice")
    };
    world.give_account(alice, account);
    world.with(alice, |agent, _| agent.set_ice(true));
    let bob = world.add_agent("bob");
    world.run_for(seconds(2));
    let ours = world.call(alice, bob);
    world.run_for(milliseconds(10));
    world.tell_gathered(alice, ours, seen());
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).expect("it rings");
    world.answer(bob, theirs).expect("it is answered");
    world.run_for(seconds(1));
    (world, alice, bob, ours, theirs)
}

#[test]
fn behind_a_nat_that_stays_as_it_is_nothing_is_told_again() {
    let (mut world, alice, bob, ours, _) = connected_behind_a_nat(13);
    let invites = world.ladder_count("INVITE sip:");
    for _ in 0..2 {
        // What the STUN server tells again, and interfaces that are looked at again.
        world.run_for(seconds(300));
        world.with(alice, |agent, now| agent.handle_network_changed(now, &[]));
    }
    world.run_for(seconds(60));
    assert_eq!(world.ladder_count("INVITE sip:"), invites);
    assert_eq!(world.gatherings(alice), []);
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn a_nat_that_is_another_makes_us_ask_anew() {
    for same_address_elsewhere in [false, true] {
        let (mut world, alice, bob, ours, theirs) = connected_behind_a_nat(14);
        world.hide_behind(alice, ([203, 0, 113, 77], 32_000).into());
        if same_address_elsewhere {
            let address = world.address(alice);
            world.move_away(alice, address);
        } else {
            // Until the STUN server is asked again.
            world.run_for(seconds(60));
        }
        world.run_for(milliseconds(100));
        assert_eq!(world.gatherings(alice), [ours]);
        world.tell_gathered(alice, ours, seen_anew());
        world.run_for(seconds(10));
        assert!(is_known(&world, (bob, theirs), 51_234));
        assert!(!is_known(&world, (bob, theirs), 41_234));
        assert_eq!(world.gatherings(alice), []);
        world.hang_up(alice, ours);
        end(world, alice, bob);
    }
}

#[test]
fn a_path_that_is_lost_while_a_change_is_out_is_looked_for_after_it() {
    let (mut world, alice, bob, ours, theirs) = connected(15);
    let before = ice(&world, alice, ours).local.credentials;
    let held = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(held, Ok(()));
    lose_path(&mut world, alice, ours);
    world.run_for(seconds(1));
    assert_eq!(world.gatherings(alice), [ours]);
    world.tell_gathered(alice, ours, seen_anew());
    world.run_for(seconds(5));
    assert_ne!(ice(&world, alice, ours).local.credentials, before);
    assert!(is_known(&world, (bob, theirs), 51_234));
    world.hang_up(alice, ours);
    end(world, alice, bob);
}

#[test]
fn relays_that_nobody_needs_any_more_are_given_back_when_they_are_found() {
    let (mut world, alice, bob, ours, theirs) = connected(16);
    lose_path(&mut world, alice, ours);
    world.run_for(milliseconds(10));
    let before = world.relays_released(alice).len();
    world.tell_gathered(alice, ours, seen_anew());
    // RTCP shares the port: what was found for it is of no use.
    assert_eq!(world.relays_released(alice).len(), before + 1);
    world.run_for(seconds(5));
    assert!(is_known(&world, (bob, theirs), 51_234));
    world.hang_up(alice, ours);
    end(world, alice, bob);
}
