//! Calls that come of transfers are encrypted as others are, with keys of their own.

use portsip_core::config::SrtpPolicy::Force;
use simulation::{Reaction, seconds};

use super::encrypted_media::{set_policy, shared};
use super::transfer::Three;

/// Three who insist on encryption.
fn three(seed: u64) -> Three {
    let mut three = Three::new(seed);
    for agent in [three.alice, three.bob, three.carol] {
        set_policy(&mut three.world, agent, Force);
    }
    three
}

#[test]
fn whom_a_transferee_calls_has_keys_of_its_own() {
    let mut three = three(1);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (ours, theirs) = three.world.connect(alice, bob);
    let first = shared(&three.world, (alice, ours), (bob, theirs));
    assert!(first.is_some());
    three
        .world
        .set_reaction(carol, Reaction::Answer(seconds(1)));
    let refer = three.refer(ours);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(4));
    let at_carol = three.world.incoming(carol).expect("carol is called");
    let second = shared(&three.world, (bob, new), (carol, at_carol));
    assert!(second.is_some());
    assert_ne!(first, second);
    three.finish(&[(alice, ours), (bob, new)]);
}

#[test]
fn a_call_that_takes_the_place_of_another_has_keys_of_its_own() {
    let mut three = three(2);
    let (alice, bob, carol) = (three.alice, three.bob, three.carol);
    let (to_bob, _) = three.world.connect(alice, bob);
    let held = three
        .world
        .with(alice, |agent, now| agent.hold(now, to_bob));
    assert_eq!(held, Ok(()));
    let (to_carol, at_carol) = three.world.connect(alice, carol);
    three.world.run_for(seconds(1));
    let before = shared(&three.world, (alice, to_carol), (carol, at_carol));
    assert!(before.is_some());
    let carol_uri = three.world.uri(carol);
    let asked = three.world.with(alice, |agent, now| {
        agent.attended_refer(now, to_bob, to_carol, &carol_uri)
    });
    assert_eq!(asked, Ok(()));
    let refer = three.asked(bob);
    let new = three.accept(bob, refer).expect("bob calls carol");
    three.world.run_for(seconds(5));
    let replaced = three.world.incoming(carol).expect("carol is called");
    let after = shared(&three.world, (bob, new), (carol, replaced));
    assert!(after.is_some());
    assert_ne!(before, after);
    three.finish(&[(alice, to_bob), (bob, new)]);
}
