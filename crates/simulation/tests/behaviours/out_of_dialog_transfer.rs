//! REFER outside any call: it makes a dialog of its own for its NOTIFYs
//! (RFC 3515 §2.4.4, RFC 7647).

use portsip_core::config::TransportKind;
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use simulation::{AgentId, Conditions, REST, World, seconds};

use super::messages::Request;
use super::transfer::{Three, referral};

/// The call that the last REFER is in or about, as an agent's program was told.
fn told_in(world: &World, agent: AgentId) -> Option<SessionId> {
    let mut events = world.events(agent).iter().rev();
    let told = events.find_map(|(_, event)| match event {
        Event::ReferReceived { session, .. } => Some(*session),
        _ => None,
    });
    told.expect("a REFER has come")
}

#[test]
fn somebody_is_asked_outside_any_call_to_take_one_over() {
    for seed in 0..30 {
        let mut three = Three::new(seed);
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        let (to_carol, at_carol) = three.world.connect(alice, carol);
        three.world.run_for(seconds(40));
        if seed >= 5 {
            three.world.set_conditions(Conditions::hostile(seed));
        }
        let (bob_uri, carol_uri) = (three.world.uri(bob), three.world.uri(carol));
        let asked = three.world.with(alice, |agent, now| {
            let to = (bob_uri.as_str(), carol_uri.as_str());
            agent.out_of_dialog_refer(now, to_carol, "INVITE", to)
        });
        assert_eq!(asked, Ok(()));
        three
            .world
            .run_until("the REFER", REST, |world| referral(world, bob).is_some());
        let refer = three.asked(bob);
        assert_eq!(told_in(&three.world, bob), None);
        let new = three.accept(bob, refer).expect("bob calls carol");
        three.world.run_until("the outcome", REST, |world| {
            world.heard(alice, "transferred")
        });
        three.world.run_for(seconds(60));
        let story = three.story(alice, to_carol);
        for event in ["refer accepted", "transferred", "closed"] {
            let count = story.iter().filter(|told| *told == event).count();
            assert_eq!(count, 1, "{event} in {story:?}");
        }
        assert_eq!(three.story(carol, at_carol).last().unwrap(), "closed");
        three.finish(&[(bob, new)]);
    }
}

#[test]
fn who_is_asked_may_refuse_or_be_gone() {
    let mut three = Three::new(50);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (to_carol, _) = three.world.connect(alice, carol);
    let (bob_uri, carol_uri) = (three.world.uri(bob), three.world.uri(carol));
    let to = (bob_uri.as_str(), carol_uri.as_str());
    let ask = |agent: &mut portsip_core::ua::Agent, now| {
        agent.out_of_dialog_refer(now, to_carol, "INVITE", to)
    };
    assert_eq!(three.world.with(alice, ask), Ok(()));
    let refer = three.asked(bob);
    let rejected = three
        .world
        .with(bob, |agent, now| agent.reject_refer(now, refer));
    assert_eq!(rejected, Ok(()));
    three.world.run_for(seconds(2));
    assert_eq!(
        three.story(alice, to_carol).last().unwrap(),
        "refer rejected 603"
    );
    let address = three.world.address(bob);
    three.world.take_down(address);
    assert_eq!(three.world.with(alice, ask), Ok(()));
    three.world.run_for(seconds(40));
    assert_eq!(
        three.story(alice, to_carol).last().unwrap(),
        "refer rejected 408"
    );
    three.world.bring_back(address);
    three.finish(&[(alice, to_carol)]);
}

#[test]
fn the_outcome_is_told_over_another_connection() {
    let mut world = World::new(60);
    let [alice, bob, carol] =
        ["alice", "bob", "carol"].map(|name| world.add_agent_on(name, TransportKind::Tcp));
    let mut three = Three {
        world,
        alice,
        bob,
        carol,
    };
    let (to_carol, _) = three.world.connect(alice, carol);
    let (bob_uri, carol_uri) = (three.world.uri(bob), three.world.uri(carol));
    let asked = three.world.with(alice, |agent, now| {
        let to = (bob_uri.as_str(), carol_uri.as_str());
        agent.out_of_dialog_refer(now, to_carol, "INVITE", to)
    });
    assert_eq!(asked, Ok(()));
    let refer = three.asked(bob);
    three.world.run_for(seconds(25));
    assert_eq!(
        three.story(alice, to_carol).last().unwrap(),
        "transfer trying"
    );
    let address = three.world.address(bob);
    three.world.reset_connections(address);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(5));
    let story = three.story(alice, to_carol);
    assert!(story.iter().any(|told| told == "transferred"), "{story:?}");
    three.finish(&[(bob, new)]);
}

#[test]
fn a_method_and_addresses_are_needed() {
    let mut three = Three::new(51);
    let (alice, carol) = (three.alice, three.carol);
    let (session, _) = three.world.connect(alice, carol);
    let uri = three.world.uri(carol);
    let cases = [
        (
            "",
            uri.as_str(),
            uri.as_str(),
            Error::CoreSipMethodNameEmpty,
        ),
        ("IN VITE", &uri, &uri, Error::CoreArgumentIncorrect),
        ("INVITE", "", &uri, Error::CoreCalleeEmpty),
        ("INVITE", &uri, "", Error::CoreCalleeEmpty),
        ("INVITE", "bob", &uri, Error::CoreInvalidUri),
    ];
    for (method, target, to, error) in cases {
        let asked = three.world.with(alice, |agent, now| {
            agent.out_of_dialog_refer(now, session, method, (target, to))
        });
        assert_eq!(asked, Err(error));
    }
    three.finish(&[(alice, session)]);
}

#[test]
fn who_is_in_a_call_with_us_is_told_which() {
    let mut three = Three::new(52);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (to_bob, at_bob) = three.world.connect(alice, bob);
    let (to_carol, _) = three.world.connect(alice, carol);
    let (bob_uri, carol_uri) = (three.world.uri(bob), three.world.uri(carol));
    let asked = three.world.with(alice, |agent, now| {
        let to = (bob_uri.as_str(), carol_uri.as_str());
        agent.out_of_dialog_refer(now, to_carol, "INVITE", to)
    });
    assert_eq!(asked, Ok(()));
    let refer = three.asked(bob);
    assert_eq!(told_in(&three.world, bob), Some(at_bob));
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(5));
    let story = three.story(alice, to_carol);
    assert!(story.iter().any(|told| told == "transferred"), "{story:?}");
    // The call that was named lives on.
    assert_ne!(three.story(bob, at_bob).last().unwrap(), "closed");
    three.finish(&[(alice, to_bob), (bob, new)]);
}

#[test]
fn a_stranger_who_names_no_call_of_ours_is_a_stranger() {
    let mut three = Three::new(53);
    let (alice, bob) = (three.alice, three.bob);
    let peer = three.world.add_peer("peer");
    let (ours, _) = three.world.connect(alice, bob);
    let to = three.world.address(alice);
    let request = Request {
        method: "REFER",
        uri: &format!("sip:alice@{to}"),
        from: three.world.peer_address(peer),
        branch: "stranger",
        call_id: "stranger",
        to_tag: "",
        cseq: 1,
        headers: "Require: tdialog\r\nRefer-To: <sip:carol@10.0.0.3>\r\n\
                  Target-Dialog: x;local-tag=a;remote-tag=b\r\n",
        body: "",
    };
    three.world.send(peer, to, request.text());
    let refer = three.asked(alice);
    assert_eq!(told_in(&three.world, alice), None);
    let rejected = three
        .world
        .with(alice, |agent, now| agent.reject_refer(now, refer));
    assert_eq!(rejected, Ok(()));
    three.finish(&[(alice, ours)]);
}

#[test]
fn who_is_asked_outside_a_call_is_asked_again_over_another_connection() {
    let mut world = World::new(61);
    let [alice, bob, carol] =
        ["alice", "bob", "carol"].map(|name| world.add_agent_on(name, TransportKind::Tcp));
    let mut three = Three {
        world,
        alice,
        bob,
        carol,
    };
    let (to_carol, _) = three.world.connect(alice, carol);
    let (bob_uri, carol_uri) = (three.world.uri(bob), three.world.uri(carol));
    let asked = three.world.with(alice, |agent, now| {
        let to = (bob_uri.as_str(), carol_uri.as_str());
        agent.out_of_dialog_refer(now, to_carol, "INVITE", to)
    });
    assert_eq!(asked, Ok(()));
    let first = three.asked(bob);
    // Nobody has decided, and the answer would be lost.
    let address = three.world.address(bob);
    three.world.reset_connections(address);
    three.world.run_for(seconds(5));
    let again = three.asked(bob);
    assert_ne!(first, again);
    three.accept(bob, again).expect("bob calls carol");
    three.world.run_until("the outcome", REST, |world| {
        world.heard(alice, "transferred")
    });
    let story = three.story(alice, to_carol);
    assert!(
        !story.iter().any(|told| told.starts_with("refer rejected")),
        "{story:?}"
    );
}
