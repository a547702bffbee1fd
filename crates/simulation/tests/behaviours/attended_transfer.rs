//! Attended transfer: the new call takes the place of the one that the
//! transferor has with the target (RFC 5589 §7, RFC 3891).

use portsip_core::error::{Error, Result};
use portsip_core::ids::SessionId;
use portsip_core::ua::Agent;
use simulation::{Conditions, REST, seconds};

use super::transfer::Three;

/// alice in a call with bob, which she holds, and in one with carol.
struct Attended {
    three: Three,
    to_bob: SessionId,
    to_carol: SessionId,
    at_bob: SessionId,
    at_carol: SessionId,
}

impl Attended {
    fn new(seed: u64) -> Self {
        let mut three = Three::new(seed);
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        let (to_bob, at_bob) = three.world.connect(alice, bob);
        let held = three
            .world
            .with(alice, |agent, now| agent.hold(now, to_bob));
        assert_eq!(held, Ok(()));
        let (to_carol, at_carol) = three.world.connect(alice, carol);
        three.world.run_for(seconds(1));
        Self {
            three,
            to_bob,
            to_carol,
            at_bob,
            at_carol,
        }
    }

    /// alice asks, bob does; bob's new call.
    fn transfer(
        &mut self,
        ask: impl FnOnce(&mut Agent, portsip_core::clock::Instant) -> Result<()>,
    ) -> SessionId {
        let three = &mut self.three;
        assert_eq!(three.world.with(three.alice, ask), Ok(()));
        let refer = three.asked(three.bob);
        three.accept(three.bob, refer).expect("bob calls carol")
    }
}

#[test]
fn the_new_call_takes_the_place_of_the_old_one() {
    for seed in 0..10 {
        let mut attended = Attended::new(seed);
        let (to_bob, to_carol) = (attended.to_bob, attended.to_carol);
        let (at_bob, at_carol) = (attended.at_bob, attended.at_carol);
        let carol_uri = attended.three.world.uri(attended.three.carol);
        let new =
            attended.transfer(|agent, now| agent.attended_refer(now, to_bob, to_carol, &carol_uri));
        let mut three = attended.three;
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        three.world.run_for(seconds(2));
        let at_new = three.world.incoming(carol).expect("carol has the new call");
        assert_ne!(at_new, at_carol);
        // Nobody answered it, and the old one ends behind it.
        let story = three.world.story(carol);
        assert_eq!(
            story[story.len() - 3..],
            ["incoming", "connected", "closed"]
        );
        assert_eq!(three.story(carol, at_new), ["incoming", "connected"]);
        assert_eq!(three.story(carol, at_carol).last().unwrap(), "closed");
        assert_eq!(three.story(alice, to_carol).last().unwrap(), "closed");
        assert_eq!(three.story(alice, to_bob).last().unwrap(), "transferred");
        three.world.assert_media_fits((bob, new), (carol, at_new));
        assert_ne!(at_bob, new);
        three.finish(&[(alice, to_bob), (bob, new)]);
    }
}

#[test]
fn a_request_line_and_a_method_of_its_own() {
    let mut attended = Attended::new(21);
    let (to_bob, to_carol) = (attended.to_bob, attended.to_carol);
    let bob_uri = format!("{};x=1", attended.three.world.uri(attended.three.bob));
    let carol_uri = attended.three.world.uri(attended.three.carol);
    let to = (bob_uri.as_str(), carol_uri.as_str());
    let new = attended
        .transfer(|agent, now| agent.attended_refer_to_target(now, to_bob, to_carol, "INVITE", to));
    let mut three = attended.three;
    assert_eq!(three.world.ladder_count(&format!("REFER {bob_uri}")), 1);
    three.world.run_for(seconds(2));
    assert_eq!(
        three.story(three.alice, to_bob).last().unwrap(),
        "transferred"
    );
    assert_eq!(three.story(three.alice, to_carol).last().unwrap(), "closed");
    three.finish(&[(three.alice, to_bob), (three.bob, new)]);
}

#[test]
fn another_method_than_invite_is_refused_by_us() {
    let attended = Attended::new(22);
    let (to_bob, to_carol) = (attended.to_bob, attended.to_carol);
    let mut three = attended.three;
    let (bob_uri, carol_uri) = (three.world.uri(three.bob), three.world.uri(three.carol));
    let to = (bob_uri.as_str(), carol_uri.as_str());
    let asked = three.world.with(three.alice, |agent, now| {
        agent.attended_refer_to_target(now, to_bob, to_carol, "BYE", to)
    });
    assert_eq!(asked, Ok(()));
    three.world.run_for(seconds(2));
    assert_eq!(
        three.story(three.alice, to_bob).last().unwrap(),
        "refer rejected 501"
    );
    three.finish(&[(three.alice, to_bob), (three.alice, to_carol)]);
}

#[test]
fn both_calls_must_stand() {
    let mut attended = Attended::new(23);
    let (to_bob, to_carol) = (attended.to_bob, attended.to_carol);
    let three = &mut attended.three;
    let uri = three.world.uri(three.carol);
    let ringing = three.world.call(three.alice, three.carol);
    let unknown = SessionId(99);
    let cases = [
        (to_bob, ringing, Error::CoreCallNotEstablished),
        (ringing, to_carol, Error::CoreCallNotEstablished),
        (to_bob, unknown, Error::CoreInviteSessionNotFound),
        (unknown, to_carol, Error::CoreInviteSessionNotFound),
    ];
    for (session, replaced, error) in cases {
        let asked = three.world.with(three.alice, |agent, now| {
            agent.attended_refer(now, session, replaced, &uri)
        });
        assert_eq!(asked, Err(error));
    }
    let asked = three.world.with(three.alice, |agent, now| {
        agent.attended_refer_to_target(now, to_bob, to_carol, "", (&uri, &uri))
    });
    assert_eq!(asked, Err(Error::CoreSipMethodNameEmpty));
    let calls = [to_bob, to_carol, ringing].map(|session| (attended.three.alice, session));
    attended.three.finish(&calls);
}

#[test]
fn a_replaced_call_that_has_ended_ends_the_transfer_only() {
    let mut attended = Attended::new(24);
    let (to_bob, to_carol, at_carol) = (attended.to_bob, attended.to_carol, attended.at_carol);
    let uri = attended.three.world.uri(attended.three.carol);
    let three = &mut attended.three;
    let asked = three.world.with(three.alice, |agent, now| {
        agent.attended_refer(now, to_bob, to_carol, &uri)
    });
    assert_eq!(asked, Ok(()));
    let refer = three.asked(three.bob);
    three.world.hang_up(three.carol, at_carol);
    three.world.run_for(seconds(1));
    let new = three.accept(three.bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(2));
    assert_eq!(three.story(three.bob, new).last().unwrap(), "failed 481");
    assert_eq!(
        three.story(three.alice, to_bob).last().unwrap(),
        "not transferred 481"
    );
    // The first call lives on.
    let resumed = three
        .world
        .with(three.alice, |agent, now| agent.un_hold(now, to_bob));
    assert_eq!(resumed, Ok(()));
    three.world.run_for(seconds(2));
    let (alice, bob) = (three.alice, three.bob);
    three
        .world
        .assert_media_fits((alice, to_bob), (bob, attended.at_bob));
    attended.three.finish(&[(alice, to_bob)]);
}

#[test]
fn lossy_networks_change_nothing() {
    for seed in 0..40 {
        let mut attended = Attended::new(2000 + seed);
        let (to_bob, to_carol) = (attended.to_bob, attended.to_carol);
        let three = &mut attended.three;
        let (alice, bob, carol) = (three.alice, three.bob, three.carol);
        three.world.run_for(seconds(40));
        three.world.set_conditions(Conditions::hostile(seed));
        let uri = three.world.uri(carol);
        let asked = three.world.with(alice, |agent, now| {
            agent.attended_refer(now, to_bob, to_carol, &uri)
        });
        assert_eq!(asked, Ok(()));
        three.world.run_until("the REFER", REST, |world| {
            super::transfer::referral(world, bob).is_some()
        });
        let refer = three.asked(bob);
        let new = three.accept(bob, refer).expect("bob calls carol");
        three.world.run_until("the outcome", REST, |world| {
            world.heard(alice, "transferred")
        });
        three.world.run_for(seconds(60));
        assert_eq!(three.story(alice, to_carol).last().unwrap(), "closed");
        assert_eq!(three.story(bob, new).last().unwrap(), "connected");
        attended.three.finish(&[(alice, to_bob), (bob, new)]);
    }
}
