//! Candidates that a server knows, before a description with ICE goes out.

use portsip_core::config::{Account, HostPort};
use portsip_core::ids::SessionId;
use portsip_core::plan::{GatheredAddresses, GatheredMedia, IcePlan};
use portsip_core::ua::Agent;
use simulation::{AgentId, PeerId, REST, World, account, milliseconds, seconds};

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
fn calls_without_ice_do_not_wait() {
    let mut world = World::new(3);
    let alice = add_agent(&mut world, "alice", false);
    let bob = add_agent(&mut world, "bob", false);
    let (call, _) = world.connect(alice, bob);
    assert_eq!(world.gatherings(alice), []);
    assert_eq!(world.gatherings(bob), []);
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
