//! Associations of DTLS in session descriptions (RFC 5763, RFC 8842): who begins,
//! what they outlive, and what becomes of a call whose media gets no keys.

use std::time::Duration;

use portsip_core::config::SrtpPolicy::{self, Force, None as Never, Prefer};
use portsip_core::config::{ReliableProvisional as Mode, SrtpKeyExchange};
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{
    DtlsFailure, DtlsPlan, DtlsRole, Fingerprint, FingerprintHash, MediaReport,
};
use simulation::{AgentId, REST, Reaction, World, milliseconds, seconds};

/// The fingerprint of an agent's certificate.
fn fingerprint(number: u8) -> Fingerprint {
    Fingerprint {
        hash: FingerprintHash::Sha256,
        digest: [number; 32].into_iter().collect(),
    }
}

fn set(world: &mut World, agent: AgentId, number: u8, policy: SrtpPolicy, dtls: bool) {
    world.with(agent, |agent, _| {
        agent.set_certificate(fingerprint(number));
        agent.set_srtp(|srtp| {
            srtp.policy = policy;
            if dtls {
                srtp.key_exchange = SrtpKeyExchange::Dtls;
            }
        });
    });
}

/// Alice, who offers associations, and bob, who has no setting for it.
fn pair(seed: u64, policies: [SrtpPolicy; 2]) -> (World, AgentId, AgentId) {
    let (mut world, alice, bob) = World::pair(seed);
    set(&mut world, alice, 1, policies[0], true);
    set(&mut world, bob, 2, policies[1], false);
    (world, alice, bob)
}

fn plan(world: &World, (agent, session): (AgentId, SessionId)) -> Option<DtlsPlan> {
    let audio = world.audio_plan(agent, session).expect("there is audio");
    assert_eq!(audio.srtp, None);
    audio.dtls.as_deref().cloned()
}

/// The plans of both, which fit.
fn plans(
    world: &World,
    a: (AgentId, SessionId),
    b: (AgentId, SessionId),
) -> Option<(DtlsPlan, DtlsPlan)> {
    let (a, b) = plan(world, a).zip(plan(world, b))?;
    assert_ne!(a.role, b.role);
    assert_eq!(a.fingerprints, [fingerprint(2)]);
    assert_eq!(b.fingerprints, [fingerprint(1)]);
    assert_eq!(a.suites, b.suites);
    Some((a, b))
}

fn end(mut world: World, agent: AgentId, session: SessionId) {
    world.hang_up(agent, session);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn every_policy_takes_what_is_offered() {
    for (ours, theirs, encrypted) in [
        (Prefer, Never, true),
        (Prefer, Prefer, true),
        (Prefer, Force, true),
        (Force, Never, true),
        (Force, Force, true),
        (Never, Never, false),
        (Never, Prefer, false),
    ] {
        let (mut world, alice, bob) = pair(1, [ours, theirs]);
        let (a, b) = world.connect(alice, bob);
        let plans = plans(&world, (alice, a), (bob, b));
        assert_eq!(plans.is_some(), encrypted, "{ours:?} {theirs:?}");
        if let Some((at_alice, at_bob)) = plans {
            assert_eq!(at_alice.role, DtlsRole::Server);
            assert_eq!(at_bob.role, DtlsRole::Client);
        }
        world.assert_media_fits((alice, a), (bob, b));
        end(world, alice, a);
    }
}

#[test]
fn who_cannot_have_no_call_with_who_must() {
    let (mut world, alice, bob) = World::pair(2);
    set(&mut world, alice, 1, Force, true);
    world.set_reaction(bob, Reaction::Answer(Duration::ZERO));
    world.call(alice, bob);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 488"]);
    assert!(world.story(bob).is_empty());
    world.assert_at_rest();
}

#[test]
fn who_cannot_takes_an_optional_offer_in_the_clear() {
    let (mut world, alice, bob) = World::pair(3);
    set(&mut world, alice, 1, Prefer, true);
    let (a, b) = world.connect(alice, bob);
    assert_eq!(plan(&world, (alice, a)), None);
    assert_eq!(plan(&world, (bob, b)), None);
    end(world, alice, a);
}

#[test]
fn an_association_outlives_hold_loss_and_another_policy() {
    let (mut world, alice, bob) = pair(4, [Force, Never]);
    let (a, b) = world.connect(alice, bob);
    let first = plans(&world, (alice, a), (bob, b)).expect("an association");
    set(&mut world, alice, 1, Never, false);
    world.lose_first(2, |datagram| datagram.is_request("INVITE"));
    world.lose_first(2, |datagram| datagram.is_response(200, "INVITE"));
    for (agent, session) in [(alice, a), (bob, b)] {
        let held = world.with(agent, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        world.run_for(seconds(20));
        let then = plans(&world, (alice, a), (bob, b));
        assert_eq!(then.as_ref(), Some(&first));
        let un_held = world.with(agent, |agent, now| agent.un_hold(now, session));
        assert_eq!(un_held, Ok(()));
        world.run_for(seconds(20));
        let then = plans(&world, (alice, a), (bob, b));
        assert_eq!(then.as_ref(), Some(&first));
    }
    end(world, alice, a);
}

#[test]
fn the_offer_in_a_200_has_a_fingerprint_too() {
    let (mut world, alice, bob) = World::pair(5);
    set(&mut world, alice, 1, Never, false);
    set(&mut world, bob, 2, Force, true);
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let (ports, uri) = (world.take_ports(alice), world.uri(bob));
    let session = world.with(alice, |agent, now| {
        agent.call(now, &uri, false, false, ports)
    });
    let a = session.unwrap();
    world.run_for(seconds(5));
    let b = world.incoming(bob).expect("a call");
    let (at_alice, _) = plans(&world, (alice, a), (bob, b)).expect("an association");
    assert_eq!(at_alice.role, DtlsRole::Client);
    end(world, alice, a);
}

#[test]
fn who_refuses_an_optional_association_is_offered_one_that_is_not() {
    let mut world = World::new(11);
    let alice = world.add_agent("alice");
    let gateway = world.add_peer("gateway");
    set(&mut world, alice, 1, Prefer, true);
    let (us, them) = (world.address(alice), world.peer_address(gateway));
    let placed = world.try_call(alice, &format!("sip:1@{them}"));
    placed.expect("a call");
    let mut protocols = Vec::new();
    for _ in 0..2 {
        world.run_for(milliseconds(50));
        let invite = world
            .last_received(gateway, |received| received.is_request("INVITE"))
            .expect("an INVITE");
        let body = String::from_utf8_lossy(invite.message.body());
        assert!(body.contains("a=fingerprint:sha-256 01:01"), "{body}");
        let line = body.lines().find_map(|line| line.strip_prefix("m=audio "));
        let protocol = line.and_then(|line| line.split(' ').nth(1));
        protocols.push(protocol.expect("a protocol").to_owned());
        let refusal = invite.response("488 Not Acceptable Here", "a", &[], "");
        world.send(gateway, us, refusal);
    }
    assert_eq!(protocols, ["RTP/AVP", "UDP/TLS/RTP/SAVP"]);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 488"]);
    world.assert_at_rest();
}

#[test]
fn nobody_waits_for_keys_while_the_call_rings() {
    for mode in [Mode::Never, Mode::Supported] {
        let (mut world, alice, bob) = pair(9, [Force, Never]);
        world.with(alice, |agent, _| agent.set_reliable_provisional(mode));
        world.with(bob, |agent, _| {
            agent.set_reliable_provisional(mode);
            agent.set_early_media(true);
        });
        let a = world.call(alice, bob);
        world.run_for(seconds(1));
        let b = world.incoming(bob).expect("a call");
        let ringing = plans(&world, (alice, a), (bob, b)).expect("an association");
        assert_eq!((ringing.0.rings, ringing.1.rings), (true, true), "{mode:?}");
        assert_eq!(world.answer(bob, b), Ok(()));
        world.run_for(seconds(1));
        let answered = plans(&world, (alice, a), (bob, b)).expect("an association");
        assert_eq!((answered.0.rings, answered.1.rings), (false, false));
        assert!(ringing.0.is_same_association(&answered.0));
        assert!(ringing.1.is_same_association(&answered.1));
        end(world, alice, a);
    }
}

fn fail(world: &mut World, agent: AgentId, session: SessionId, failure: DtlsFailure) {
    fail_of(world, (agent, session), 1, failure);
}

/// The handshake of the association with this number has failed.
fn fail_of(
    world: &mut World,
    (agent, session): (AgentId, SessionId),
    association: u32,
    failure: DtlsFailure,
) {
    let report = MediaReport::DtlsFailed {
        session,
        association,
        failure,
    };
    world.with(agent, |agent, now| agent.handle_media_report(now, report));
}

#[test]
fn a_late_word_of_another_association_ends_nothing() {
    let (mut world, alice, bob) = pair(10, [Force, Never]);
    let (a, _) = world.connect(alice, bob);
    let number = plan(&world, (alice, a))
        .expect("an association")
        .association;
    fail_of(&mut world, (alice, a), number + 1, DtlsFailure::TimedOut);
    fail_of(&mut world, (alice, a), number - 1, DtlsFailure::TimedOut);
    world.run_for(seconds(5));
    assert!(!world.story(bob).contains(&"closed".to_owned()));
    fail_of(&mut world, (alice, a), number, DtlsFailure::TimedOut);
    world.run_to_rest(REST);
    assert_eq!(world.story(bob).last().map(String::as_str), Some("closed"));
    world.assert_at_rest();
}

#[test]
fn a_call_without_keys_is_ended_with_a_reason() {
    for (failure, text) in [
        (
            DtlsFailure::WrongFingerprint,
            "DTLS certificate does not match its fingerprint",
        ),
        (
            DtlsFailure::NoCommonSuite,
            "DTLS without a common SRTP profile",
        ),
        (DtlsFailure::TimedOut, "DTLS handshake timed out"),
    ] {
        let (mut world, alice, bob) = pair(6, [Prefer, Never]);
        let (a, b) = world.connect(alice, bob);
        fail(&mut world, alice, a, failure);
        // Once more changes nothing.
        fail(&mut world, alice, a, failure);
        world.run_to_rest(REST);
        for (agent, session) in [(alice, a), (bob, b)] {
            let mut events = world.events(agent).iter().map(|(_, event)| event);
            let reasons: Vec<_> = events
                .by_ref()
                .filter_map(|event| match event {
                    Event::InviteClosed {
                        session: of,
                        reason,
                    } if *of == session => Some(reason.as_ref().expect("a reason")),
                    _ => None,
                })
                .collect();
            assert_eq!(reasons.len(), 1);
            let reason = reasons[0];
            assert_eq!((reason.protocol.as_str(), reason.cause), ("SIP", 488));
            assert_eq!(reason.text, text);
        }
        world.assert_at_rest();
    }
}

#[test]
fn what_is_said_too_early_or_of_a_call_without_ends_nothing() {
    let (mut world, alice, bob) = pair(7, [Force, Never]);
    let a = world.call(alice, bob);
    world.run_for(seconds(1));
    fail(&mut world, alice, a, DtlsFailure::TimedOut);
    let b = world.incoming(bob).expect("a call");
    assert_eq!(world.answer(bob, b), Ok(()));
    world.run_for(seconds(1));
    assert!(world.story(alice).contains(&"connected".to_owned()));
    end(world, alice, a);
    let (mut world, alice, bob) = pair(8, [Never, Never]);
    let (a, _) = world.connect(alice, bob);
    fail(&mut world, alice, a, DtlsFailure::TimedOut);
    world.run_for(seconds(5));
    assert!(!world.story(bob).contains(&"closed".to_owned()));
    end(world, alice, a);
}
