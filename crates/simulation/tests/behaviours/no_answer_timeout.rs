//! Nobody is there, or nobody picks up.

use simulation::{Fate, REST, World, seconds};

#[test]
fn no_response_at_all_is_408_after_64_t1() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    world.try_call(alice, "sip:nobody@10.9.9.9:5060").unwrap();
    world.run_until("the failure", seconds(40), |world| {
        world.heard(alice, "failed 408")
    });
    assert_eq!(world.now().as_micros(), 32_000_000);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 408"]);
    world.assert_at_rest();
}

#[test]
fn giving_up_on_who_is_not_there_leaves_nothing() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let session = world.try_call(alice, "sip:nobody@10.9.9.9:5060").unwrap();
    world.run_for(seconds(3));
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), Vec::<String>::new());
    world.assert_at_rest();
}

#[test]
fn a_cancel_that_is_never_answered_ends_all_the_same() {
    let (mut world, alice, bob) = World::pair(3);
    let session = world.call(alice, bob);
    world.run_for(seconds(1));
    world.add_rule(|_| Fate::Lost);
    world.hang_up(alice, session);
    world.run_for(REST);
    assert_eq!(world.agent(alice).calls_live(), 0);
    assert_eq!(world.agent(alice).poll_timeout(), None);
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
}

#[test]
fn a_host_without_an_address_fails() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    world.try_call(alice, "sip:bob@nowhere.test").unwrap();
    world.run_to_rest(REST);
    let story = world.story(alice);
    assert_eq!(story.len(), 1);
    assert!(story[0].starts_with("failed "), "{story:?}");
    world.assert_at_rest();
}

#[test]
fn the_next_address_of_a_host_is_tried() {
    let (mut world, alice, bob) = World::pair(5);
    let addresses = vec![([10, 9, 9, 9], 5060).into(), world.address(bob)];
    world.add_host("pbx.test", addresses);
    world.try_call(alice, "sip:bob@pbx.test").unwrap();
    world.run_for(seconds(60));
    assert!(world.heard(bob, "incoming"));
    assert!(world.heard(alice, "ringing 180"));
}
