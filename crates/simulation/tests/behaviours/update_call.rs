//! `updateCall`: audio taken out of a call and put back, and what refusals and hold make
//! of it.

use portsip_core::error::{Error, Result};
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, Bandwidth, RtcpBandwidth};
use simulation::{AgentId, Conditions, PeerId, REST, World, audio, milliseconds, seconds};

use super::messages::pcmu;

fn update(world: &mut World, agent: AgentId, session: SessionId, on: bool) -> Result<()> {
    let result = world.with(agent, |agent, now| agent.update(now, session, on));
    world.run_for(seconds(1));
    result
}

#[test]
fn audio_goes_and_comes_back() {
    for first in [0, 1] {
        let (mut world, alice, bob) = World::pair(1);
        let (ours, theirs) = world.connect(alice, bob);
        let sides = [(alice, ours), (bob, theirs)];
        let ((agent, session), (other, other_session)) = (sides[first], sides[1 - first]);
        assert_eq!(update(&mut world, agent, session, false), Ok(()));
        assert!(world.audio_plan(agent, session).is_none());
        assert!(world.audio_plan(other, other_session).is_none());
        assert_eq!(world.story(other).last().unwrap(), "updated");
        assert_eq!(update(&mut world, agent, session, true), Ok(()));
        world.assert_media_fits((agent, session), (other, other_session));
        let updates = world.story(other).into_iter();
        assert_eq!(updates.filter(|event| event == "updated").count(), 2);
        assert!(!world.heard(agent, "updated"));
        world.hang_up(agent, session);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

#[test]
fn hold_does_not_bring_audio_back() {
    let (mut world, alice, bob) = World::pair(2);
    let (ours, theirs) = world.connect(alice, bob);
    assert_eq!(update(&mut world, alice, ours, false), Ok(()));
    let hold = world.with(alice, |agent, now| agent.hold(now, ours));
    assert_eq!(hold, Ok(()));
    world.run_for(seconds(1));
    assert!(world.audio_plan(bob, theirs).is_none());
    assert_eq!(
        update(&mut world, alice, ours, true),
        Err(Error::CoreCallInHold)
    );
}

#[test]
fn the_codecs_are_those_of_now() {
    let (mut world, alice, bob) = World::pair(3);
    let (ours, theirs) = world.connect(alice, bob);
    world.with(alice, |agent, _| {
        agent.set_audio_config(audio(&[AudioCodec::Pcma]));
    });
    assert_eq!(update(&mut world, alice, ours, true), Ok(()));
    assert_eq!(
        world.audio_plan(bob, theirs).unwrap().send.codec,
        AudioCodec::Pcma
    );
    world.assert_media_fits((alice, ours), (bob, theirs));
    world.with(alice, |agent, _| agent.set_audio_config(audio(&[])));
    assert_eq!(
        update(&mut world, alice, ours, true),
        Err(Error::CoreAudioVideoCodecEmpty)
    );
    assert_eq!(update(&mut world, alice, ours, false), Ok(()));
}

#[test]
fn before_the_answer_it_is_an_error() {
    let (mut world, alice, bob) = World::pair(4);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    assert_eq!(
        update(&mut world, alice, ours, true),
        Err(Error::CoreCallNotEstablished)
    );
}

#[test]
fn both_update_at_once_under_loss() {
    for seed in 0..20 {
        let (mut world, alice, bob) = World::pair(seed);
        let (ours, theirs) = world.connect(alice, bob);
        world.set_conditions(Conditions {
            lost_per_mille: 100,
            ..Conditions::default()
        });
        for (agent, session) in [(alice, ours), (bob, theirs)] {
            let update = world.with(agent, |agent, now| agent.update(now, session, true));
            assert_eq!(update, Ok(()));
        }
        world.run_for(seconds(60));
        world.set_conditions(Conditions::default());
        world.assert_media_fits((alice, ours), (bob, theirs));
        world.hang_up(alice, ours);
        world.run_to_rest(REST);
        world.assert_at_rest();
    }
}

/// A call from an agent to a peer that takes PCMU and answers as it is told.
fn call_to_a_peer(seed: u64) -> (World, AgentId, SessionId, PeerId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let address = world.peer_address(peer);
    let session = world
        .try_call(alice, &format!("sip:peer@{address}"))
        .expect("a call can be made");
    world.run_for(milliseconds(50));
    respond(
        &mut world,
        alice,
        peer,
        "200 OK",
        &pcmu(address, "sendrecv"),
    );
    (world, alice, session, peer)
}

/// Answers the INVITE that came last.
fn respond(world: &mut World, alice: AgentId, peer: PeerId, line: &str, body: &str) {
    let contact = format!("Contact: <sip:peer@{}>", world.peer_address(peer));
    let invite = world.last_received(peer, |received| received.is_request("INVITE"));
    let response = invite
        .expect("an INVITE has come")
        .response(line, "peertag", &[&contact], body);
    world.send(peer, world.address(alice), response);
    world.run_for(milliseconds(50));
}

fn last_offer(world: &World, peer: PeerId) -> String {
    let invite = world.last_received(peer, |received| received.is_request("INVITE"));
    let invite = invite.expect("an INVITE has come").message;
    String::from_utf8_lossy(invite.body()).into_owned()
}

#[test]
fn a_refusal_leaves_what_was() {
    let (mut world, alice, session, peer) = call_to_a_peer(5);
    let before = world.audio_plan(alice, session).cloned();
    assert_eq!(update(&mut world, alice, session, false), Ok(()));
    respond(&mut world, alice, peer, "488 Not Acceptable Here", "");
    assert_eq!(world.audio_plan(alice, session).cloned(), before);
    assert_eq!(world.story(alice), ["answered", "connected"]);
}

#[test]
fn a_hold_that_is_refused_with_488_is_offered_with_less() {
    let (mut world, alice, session, peer) = call_to_a_peer(6);
    let hold = world.with(alice, |agent, now| agent.hold(now, session));
    assert_eq!(hold, Ok(()));
    world.run_for(milliseconds(50));
    assert!(last_offer(&world, peer).contains("PCMA"));
    respond(&mut world, alice, peer, "488 Not Acceptable Here", "");
    let less = last_offer(&world, peer);
    assert!(
        !less.contains("PCMA") && less.contains("a=sendonly"),
        "{less}"
    );
    let address = world.peer_address(peer);
    respond(
        &mut world,
        alice,
        peer,
        "200 OK",
        &pcmu(address, "recvonly"),
    );
    assert!(world.audio_plan(alice, session).unwrap().held);
    assert_eq!(world.story(alice), ["answered", "connected"]);
}

#[test]
fn responses_that_show_the_dialog_gone_end_the_call() {
    for (line, ends) in [
        ("404 Not Found", true),
        ("480 Temporarily Unavailable", false),
        ("481 Call/Transaction Does Not Exist", true),
        ("486 Busy Here", false),
        ("503 Service Unavailable", false),
        ("604 Does Not Exist Anywhere", true),
    ] {
        let (mut world, alice, session, peer) = call_to_a_peer(7);
        assert_eq!(update(&mut world, alice, session, true), Ok(()));
        respond(&mut world, alice, peer, line, "");
        assert_eq!(world.heard(alice, "closed"), ends, "{line}");
    }
}

#[test]
fn bandwidth_is_told_at_once_or_with_the_answer() {
    let limit = |senders, receivers| Bandwidth {
        session_kbps: Some(64),
        transport_independent_bps: None,
        senders_bps: Some(senders),
        receivers_bps: Some(receivers),
    };
    let (mut world, alice, bob) = World::pair(5);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let theirs = world.incoming(bob).unwrap();
    let set = world.with(bob, |agent, now| {
        agent.set_audio_bandwidth(now, theirs, limit(1000, 3000))
    });
    assert_eq!(set, Ok(()));
    world.answer(bob, theirs).unwrap();
    world.run_for(seconds(1));
    let agreed = |world: &World, senders, receivers| {
        let expected = RtcpBandwidth {
            senders_bps: Some(senders),
            receivers_bps: Some(receivers),
        };
        for (agent, session) in [(alice, ours), (bob, theirs)] {
            let plan = world.audio_plan(agent, session).expect("audio");
            assert_eq!(plan.rtcp_bandwidth, expected);
        }
    };
    agreed(&world, 1000, 3000);
    let set = world.with(alice, |agent, now| {
        agent.set_audio_bandwidth(now, ours, limit(500, 4000))
    });
    assert_eq!(set, Ok(()));
    world.run_for(seconds(1));
    agreed(&world, 500, 3000);
    assert_eq!(world.story(bob).last().unwrap(), "updated");
    let unknown = world.with(alice, |agent, now| {
        agent.set_audio_bandwidth(now, SessionId(999), limit(0, 0))
    });
    assert_eq!(unknown, Err(Error::CoreInviteSessionNotFound));
}

#[test]
fn bandwidth_that_was_said_behind_the_offer_follows_the_answer() {
    let (mut world, alice, bob) = World::pair(6);
    let ours = world.call(alice, bob);
    world.run_for(seconds(1));
    let set = world.with(alice, |agent, now| {
        let bandwidth = Bandwidth {
            senders_bps: Some(700),
            receivers_bps: Some(2000),
            ..Bandwidth::default()
        };
        agent.set_audio_bandwidth(now, ours, bandwidth)
    });
    assert_eq!(set, Ok(()));
    let theirs = world.incoming(bob).unwrap();
    world.answer(bob, theirs).unwrap();
    world.run_for(seconds(2));
    for (agent, session) in [(alice, ours), (bob, theirs)] {
        let plan = world.audio_plan(agent, session).expect("audio");
        assert_eq!(plan.rtcp_bandwidth.senders_bps, Some(700));
        assert_eq!(plan.rtcp_bandwidth.receivers_bps, Some(2000));
    }
}
