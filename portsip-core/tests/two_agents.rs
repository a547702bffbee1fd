//! Two agents, and one with a registrar, over a network without faults.

mod support;

use std::time::Duration;

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{Direction, DtmfMethod, MediaAccess, MediaCommand};
use portsip_core::ua::RegistrationStatus;

use support::{ALICE, BOB, Network};

fn incoming(events: &[Event]) -> SessionId {
    let found = events.iter().find_map(|event| match event {
        Event::InviteIncoming(parties) => Some(parties.session),
        _ => None,
    });
    found.expect("an incoming call")
}

/// A call from Alice to Bob that is up.
fn connected(network: &mut Network) -> (SessionId, SessionId) {
    let alice = network.call(ALICE, "sip:bob@10.0.0.2").expect("calls");
    network.run();
    let bob = incoming(&network.take_events(BOB));
    network.answer(BOB, bob).expect("answers");
    network.run();
    network.take_events(ALICE);
    network.take_events(BOB);
    (alice, bob)
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(support::name).collect()
}

#[test]
fn a_call_is_made_answered_and_ended() {
    let mut network = Network::new();
    let alice = network.call(ALICE, "sip:bob@10.0.0.2").expect("calls");
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), ["Trying", "Ringing"]);
    let events = network.take_events(BOB);
    let bob = incoming(&events);
    let Event::InviteIncoming(parties) = &events[0] else {
        panic!("{events:?}");
    };
    assert_eq!(parties.caller, "sip:alice@10.0.0.1");
    assert_eq!(parties.caller_display_name, "Alice");
    assert_eq!(parties.callee, "sip:bob@10.0.0.2");
    assert_eq!(parties.media.audio_codecs, "PCMU#PCMA");
    assert!(parties.media.audio && !parties.media.video);

    network.answer(BOB, bob).expect("answers");
    network.run();
    assert_eq!(
        names(&network.take_events(ALICE)),
        ["Answered", "Connected"]
    );
    assert_eq!(names(&network.take_events(BOB)), ["Connected"]);
    for (agent, session) in [(ALICE, alice), (BOB, bob)] {
        let plan = network.plan(agent, session).expect("media flows");
        assert_eq!(plan.direction, Direction::SendReceive);
        assert_eq!(
            network.agent(agent).media_access(session),
            Ok(MediaAccess::Live)
        );
    }

    network.hang_up(ALICE, alice).expect("hangs up");
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), [""; 0]);
    assert_eq!(names(&network.take_events(BOB)), ["Closed"]);
    for agent in [ALICE, BOB] {
        assert_eq!(network.agent(agent).calls_live(), 0);
        assert!(network.agent(agent).is_drained());
        let stops = network.media(agent).iter();
        let stops = stops.filter(|command| matches!(command, MediaCommand::Stop { .. }));
        assert_eq!(stops.count(), 1);
    }
    assert_eq!(
        network.hang_up(ALICE, alice),
        Err(Error::CoreInviteSessionNotFound)
    );
}

#[test]
fn hold_and_unhold_both_ways() {
    let mut network = Network::new();
    let (alice, bob) = connected(&mut network);
    network.hold(ALICE, alice).expect("holds");
    assert!(network.plan(ALICE, alice).expect("a plan").held);
    network.run();
    assert_eq!(names(&network.take_events(BOB)), ["RemoteHold"]);
    assert_eq!(
        network.plan(BOB, bob).expect("a plan").direction,
        Direction::ReceiveOnly
    );
    assert_eq!(
        network.plan(ALICE, alice).expect("a plan").direction,
        Direction::SendOnly
    );
    assert_eq!(network.hold(ALICE, alice), Err(Error::CoreCallAlreadyHold));
    assert_eq!(
        network.agent(ALICE).media_access(alice),
        Ok(MediaAccess::Held)
    );

    network.hold(BOB, bob).expect("holds");
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), ["RemoteHold"]);
    assert_eq!(
        network.plan(BOB, bob).expect("a plan").direction,
        Direction::Inactive
    );

    network.un_hold(ALICE, alice).expect("unholds");
    network.run();
    assert_eq!(names(&network.take_events(BOB)), ["RemoteUnHold"]);
    network.un_hold(BOB, bob).expect("unholds");
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), ["RemoteUnHold"]);
    for (agent, session) in [(ALICE, alice), (BOB, bob)] {
        let plan = network.plan(agent, session).expect("a plan");
        assert_eq!((plan.direction, plan.held), (Direction::SendReceive, false));
        assert_eq!(network.un_hold(agent, session), Err(Error::CoreCallNotHold));
    }
}

#[test]
fn both_hold_at_once() {
    let mut network = Network::new();
    let (alice, bob) = connected(&mut network);
    network.hold(ALICE, alice).expect("holds");
    network.hold(BOB, bob).expect("holds");
    network.run_for(Duration::from_secs(30));
    assert_eq!(names(&network.take_events(ALICE)), ["RemoteHold"]);
    assert_eq!(names(&network.take_events(BOB)), ["RemoteHold"]);
    for (agent, session) in [(ALICE, alice), (BOB, bob)] {
        let plan = network.plan(agent, session).expect("a plan");
        assert_eq!((plan.direction, plan.held), (Direction::Inactive, true));
    }
}

#[test]
fn keys_go_by_info_in_order() {
    let mut network = Network::new();
    let (alice, _) = connected(&mut network);
    for tone in [1, 10, 15, 16] {
        network
            .dtmf(ALICE, alice, DtmfMethod::Info, tone)
            .expect("sends");
    }
    network.run();
    let tones: Vec<_> = network
        .take_events(BOB)
        .iter()
        .filter_map(|event| match event {
            Event::DtmfReceived { tone, .. } => Some(*tone),
            _ => None,
        })
        .collect();
    assert_eq!(tones, [1, 10, 15, 16]);
    let wrong = network.dtmf(ALICE, alice, DtmfMethod::Info, 17);
    assert_eq!(wrong, Err(Error::CoreWrongDtmfTone));
    network
        .dtmf(ALICE, alice, DtmfMethod::Rfc4733, 5)
        .expect("sends");
    let sent = network.media(ALICE).iter();
    let mut sent = sent.filter(|command| matches!(command, MediaCommand::SendTone { tone: 5, .. }));
    assert!(sent.next().is_some());
}

#[test]
fn a_call_without_an_offer_gets_its_answer_in_the_ack() {
    let mut network = Network::new();
    let alice = network
        .call_without_offer(ALICE, "sip:bob@10.0.0.2")
        .expect("calls");
    network.run();
    let bob = incoming(&network.take_events(BOB));
    network.answer(BOB, bob).expect("answers");
    network.run();
    assert_eq!(names(&network.take_events(BOB)), ["Connected"]);
    for (agent, session) in [(ALICE, alice), (BOB, bob)] {
        let plan = network.plan(agent, session).expect("media flows");
        assert_eq!(plan.direction, Direction::SendReceive);
    }
}

#[test]
fn a_call_is_cancelled_before_the_answer() {
    let mut network = Network::new();
    let alice = network.call(ALICE, "sip:bob@10.0.0.2").expect("calls");
    network.run();
    network.take_events(ALICE);
    network.take_events(BOB);
    network.hang_up(ALICE, alice).expect("hangs up");
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), [""; 0]);
    assert_eq!(names(&network.take_events(BOB)), ["Closed"]);
    assert!(network.agent(ALICE).is_drained() && network.agent(BOB).is_drained());
}

#[test]
fn a_call_is_rejected() {
    let mut network = Network::new();
    network.call(ALICE, "sip:bob@10.0.0.2").expect("calls");
    network.run();
    let bob = incoming(&network.take_events(BOB));
    assert_eq!(
        network.reject(BOB, bob, 399),
        Err(Error::CoreArgumentIncorrect)
    );
    assert_eq!(
        network.reject(BOB, bob, 700),
        Err(Error::CoreArgumentIncorrect)
    );
    assert_eq!(network.reject(BOB, bob, 486), Ok(()));
    network.run();
    let events = network.take_events(ALICE);
    let Some(Event::InviteFailure { status, reason, .. }) = events.last() else {
        panic!("{events:?}");
    };
    assert_eq!((*status, reason.as_str()), (486, "Busy Here"));
    assert_eq!(names(&network.take_events(BOB)), [""; 0]);
    assert!(network.agent(ALICE).is_drained() && network.agent(BOB).is_drained());
}

#[test]
fn more_calls_than_allowed_are_busy() {
    let mut network = Network::with_calls_max(1);
    connected(&mut network);
    assert_eq!(
        network.call(ALICE, "sip:bob@10.0.0.2"),
        Err(Error::CoreNoFreeDialogSession)
    );
    let carol = network.add("carol", "10.0.0.3");
    network.call(carol, "sip:bob@10.0.0.2").expect("calls");
    network.run();
    assert_eq!(names(&network.take_events(BOB)), [""; 0]);
    let events = network.take_events(carol);
    assert!(matches!(
        events.last(),
        Some(Event::InviteFailure { status: 486, .. })
    ));
}

#[test]
fn nobody_there() {
    let mut network = Network::new();
    network.call(ALICE, "sip:bob@10.9.9.9").expect("calls");
    network.run_for(Duration::from_secs(33));
    let events = network.take_events(ALICE);
    assert_eq!(names(&events), ["Failure"]);
    assert!(matches!(
        &events[0],
        Event::InviteFailure { status: 408, .. }
    ));
    assert!(network.agent(ALICE).is_drained());
}

#[test]
fn registration_answers_a_challenge_refreshes_and_ends() {
    let mut network = Network::new();
    let registrar = network.add_registrar("10.0.0.9", "secret");
    network.set_server(ALICE, "10.0.0.9");
    assert_eq!(
        network.register(ALICE, 19, 0),
        Err(Error::CoreExpiresValueTooSmall)
    );
    assert_eq!(network.register(ALICE, 60, 0), Ok(()));
    assert_eq!(
        network.register(ALICE, 60, 0),
        Err(Error::CoreAlreadyRegistered)
    );
    network.run();
    assert_eq!(names(&network.take_events(ALICE)), ["RegisterSuccess"]);
    assert_eq!(
        network.agent(ALICE).registration_status(),
        RegistrationStatus::Registered
    );
    assert_eq!(network.registrar(registrar).seen, ["60 -", "60 +"]);
    network.run_for(Duration::from_mins(2));
    assert_eq!(names(&network.take_events(ALICE)), [""; 0]);
    assert_eq!(network.registrar(registrar).seen[2..], ["60 +", "60 +"]);
    network.unregister(ALICE).expect("unregisters");
    network.run();
    assert_eq!(network.registrar(registrar).seen[4..], ["0 +"]);
    assert_eq!(
        network.agent(ALICE).registration_status(),
        RegistrationStatus::Unregistered
    );
    assert_eq!(network.unregister(ALICE), Err(Error::CoreNotRegistered));
}

#[test]
fn wrong_credentials_are_not_tried_again() {
    let mut network = Network::new();
    let registrar = network.add_registrar("10.0.0.9", "another");
    network.set_server(ALICE, "10.0.0.9");
    network.register(ALICE, 60, 5).expect("begins");
    network.run_for(Duration::from_mins(10));
    let events = network.take_events(ALICE);
    assert_eq!(names(&events), ["RegisterFailure"]);
    assert_eq!(network.registrar(registrar).seen.len(), 2);
    assert_eq!(
        network.agent(ALICE).registration_status(),
        RegistrationStatus::Unregistered
    );
}

#[test]
fn a_registrar_that_is_not_there_is_tried_again() {
    let mut network = Network::new();
    network.set_server(ALICE, "10.9.9.9");
    network.register(ALICE, 60, 2).expect("begins");
    network.run_for(Duration::from_secs(200));
    assert_eq!(names(&network.take_events(ALICE)), ["RegisterFailure"; 3]);
    assert_eq!(
        network.agent(ALICE).registration_status(),
        RegistrationStatus::Unregistered
    );
}

#[test]
fn shutting_down_ends_everything() {
    let mut network = Network::new();
    network.add_registrar("10.0.0.9", "secret");
    network.set_server(ALICE, "10.0.0.9");
    network.register(ALICE, 60, 0).expect("begins");
    connected(&mut network);
    network.shut_down(ALICE);
    assert!(!network.agent(ALICE).is_drained());
    network.run();
    assert!(network.agent(ALICE).is_drained());
    assert_eq!(names(&network.take_events(ALICE)), [""; 0]);
    assert_eq!(names(&network.take_events(BOB)), ["Closed"]);
}
