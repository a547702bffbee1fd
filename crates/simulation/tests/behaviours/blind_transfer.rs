//! Blind transfer: REFER in the call, the new call, and what the transferor
//! hears of it (RFC 3515, RFC 5589 §6.1).

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::{ReferId, SessionId};
use portsip_core::sip::message::Message;
use simulation::{Conditions, REST, Reaction, milliseconds, seconds};

use super::transfer::Three;

#[test]
fn the_transferee_calls_the_target_and_the_transferor_hears_how_it_goes() {
    let mut three = Three::new(1);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, theirs) = three.world.connect(alice, bob);
    three
        .world
        .set_reaction(carol, Reaction::Answer(seconds(2)));
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(4));
    assert_eq!(
        three.story(alice, ours)[4..],
        [
            "refer accepted",
            "transfer trying",
            "transfer ringing",
            "transferred"
        ]
    );
    assert_eq!(
        three.story(bob, new),
        ["trying", "ringing 180", "answered", "connected"]
    );
    let at_carol = three.world.incoming(carol).expect("carol is called");
    three.world.assert_media_fits((bob, new), (carol, at_carol));
    // The first call is left to the program.
    three.world.assert_media_fits((alice, ours), (bob, theirs));
    three.finish(&[(alice, ours), (bob, new)]);
    assert!(three.world.heard(bob, "closed"));
}

#[test]
fn the_request_is_told_with_who_asks_and_whom_to_call() {
    let mut three = Three::new(2);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, theirs) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    let events = three.world.events(bob);
    let told = events.iter().find_map(|(_, event)| match event {
        Event::ReferReceived {
            session,
            to,
            from,
            message,
            ..
        } => Some((*session, to.clone(), from.clone(), message.clone())),
        _ => None,
    });
    let (session, to, from, message) = told.expect("bob is asked");
    assert_eq!(session, Some(theirs));
    assert_eq!(to, "sip:carol@10.0.0.3:5060");
    assert_eq!(from, "sip:alice@10.0.0.1");
    let message = Message::parse(message).expect("the REFER");
    assert_eq!(message.method().as_str(), "REFER");
    let reject = |agent: &mut portsip_core::ua::Agent, now| agent.reject_refer(now, refer);
    assert_eq!(three.world.with(bob, reject), Ok(()));
    three.finish(&[(alice, ours)]);
}

#[test]
fn the_new_call_says_who_asked_for_it() {
    let mut three = Three::new(3);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, _) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(1));
    let events = three.world.events(carol);
    let invite = events.iter().find_map(|(_, event)| match event {
        Event::InviteIncoming(parties) => Some(parties.message.clone()),
        _ => None,
    });
    let invite = Message::parse(invite.expect("carol is called")).expect("an INVITE");
    assert_eq!(
        invite.header_named("Referred-By"),
        Some("<sip:alice@10.0.0.1>")
    );
    three.finish(&[(alice, ours), (bob, new)]);
}

#[test]
fn the_transferor_may_hang_up_after_202() {
    for seed in 0..20 {
        let mut three = Three::new(100 + seed);
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        let (ours, theirs) = three.world.connect(alice, bob);
        three
            .world
            .set_reaction(carol, Reaction::Answer(seconds(2)));
        let refer = three.refer(ours);
        let new = three.accept(bob, refer).expect("bob calls carol");
        three.world.run_until("202", seconds(5), |world| {
            world.heard(alice, "refer accepted")
        });
        three.world.hang_up(alice, ours);
        three.world.run_for(seconds(5));
        // The subscription outlives the call (RFC 5057 §5.1).
        assert_eq!(three.story(alice, ours).last().unwrap(), "transferred");
        assert_eq!(three.story(bob, theirs).last().unwrap(), "closed");
        assert_eq!(three.story(bob, new).last().unwrap(), "connected");
        assert_eq!(three.world.ladder_count("481"), 0);
        three.finish(&[(bob, new)]);
    }
}

#[test]
fn the_transferee_may_hang_up_midway() {
    let mut three = Three::new(5);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, theirs) = three.world.connect(alice, bob);
    three
        .world
        .set_reaction(carol, Reaction::Answer(seconds(4)));
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(1));
    three.world.hang_up(bob, theirs);
    three.world.run_for(seconds(6));
    let story = three.story(alice, ours);
    assert_eq!(story[story.len() - 2..], ["closed", "transferred"]);
    three.finish(&[(bob, new)]);
}

#[test]
fn the_transferee_gives_up_the_new_call() {
    let mut three = Three::new(6);
    let (alice, bob) = (three.alice, three.bob);
    let (ours, _) = three.world.connect(alice, bob);
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(1));
    three.world.hang_up(bob, new);
    three.world.run_for(seconds(1));
    assert_eq!(
        three.story(alice, ours).last().unwrap(),
        "not transferred 487"
    );
    three.finish(&[(alice, ours)]);
}

#[test]
fn only_a_call_that_stands_can_be_transferred() {
    let mut three = Three::new(7);
    let (alice, bob) = (three.alice, three.bob);
    let session = three.world.call(alice, bob);
    three.world.run_for(milliseconds(500));
    let refer = |session, to: &'static str| {
        move |agent: &mut portsip_core::ua::Agent, now| agent.refer(now, session, to)
    };
    let unknown = SessionId(99);
    let cases = [
        (session, "sip:carol@10.0.0.3", Error::CoreCallNotEstablished),
        (
            unknown,
            "sip:carol@10.0.0.3",
            Error::CoreInviteSessionNotFound,
        ),
        (session, "", Error::CoreCalleeEmpty),
        (session, "carol", Error::CoreInvalidUri),
        (session, "sip:", Error::CoreInvalidUri),
    ];
    for (session, to, error) in cases {
        let refused = three.world.with(alice, refer(session, to));
        assert_eq!(refused, Err(error), "{to}");
    }
    assert_eq!(
        three.accept(bob, ReferId(7)),
        Err(Error::CoreNotFoundSubscribeId)
    );
    three.finish(&[(alice, session)]);
}

#[test]
fn lossy_networks_change_nothing() {
    for seed in 0..60 {
        let mut three = Three::new(1000 + seed);
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        let (ours, _) = three.world.connect(alice, bob);
        three.world.run_for(seconds(40));
        three.world.set_conditions(Conditions::hostile(seed));
        three
            .world
            .set_reaction(carol, Reaction::Answer(seconds(2)));
        let carol_uri = three.world.uri(carol);
        let refer = |agent: &mut portsip_core::ua::Agent, now| agent.refer(now, ours, &carol_uri);
        assert_eq!(three.world.with(alice, refer), Ok(()));
        three.world.run_until("the REFER", seconds(30), |world| {
            super::transfer::referral(world, bob).is_some()
        });
        let refer = three.asked(bob);
        let new = three.accept(bob, refer).expect("bob calls carol");
        three.world.run_until("the outcome", REST, |world| {
            world.heard(alice, "transferred")
        });
        let story = three.story(alice, ours);
        let count = |event: &str| story.iter().filter(|told| *told == event).count();
        assert_eq!((count("refer accepted"), count("transferred")), (1, 1));
        three.finish(&[(alice, ours), (bob, new)]);
    }
}
