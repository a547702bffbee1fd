//! CANCEL and 200 pass each other on the wire: the call is acknowledged and ended (RFC 3261 §9.1).

use simulation::{REST, Reaction, World, milliseconds, seconds};

#[test]
fn cancel_and_200_pass_each_other() {
    // The callee answers at 1 s; the CANCEL is sent around then.
    for offset_ms in 0..30 {
        let (mut world, alice, bob) = World::pair(offset_ms);
        world.set_reaction(bob, Reaction::Answer(seconds(1)));
        let session = world.call(alice, bob);
        world.run_for(milliseconds(990 + offset_ms));
        // It may be connected already, then it is a BYE.
        world.hang_up(alice, session);
        world.run_to_rest(REST);
        let theirs = world.story(bob);
        assert_eq!(theirs.first().map(String::as_str), Some("incoming"));
        assert_eq!(
            theirs.last().map(String::as_str),
            Some("closed"),
            "offset {offset_ms}"
        );
        let ours = world.story(alice);
        let failed = ours
            .iter()
            .any(|event| event.starts_with("failed") || event == "closed");
        assert!(!failed, "our own end raises nothing: {ours:?}");
        world.assert_at_rest();
    }
}

#[test]
fn a_cancel_after_the_answer_changes_nothing() {
    let (mut world, alice, bob) = World::pair(77);
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let session = world.call(alice, bob);
    // 200 leaves at 1.005, CANCEL at 1.008: they cross.
    world.run_for(milliseconds(1008));
    world.hang_up(alice, session);
    world.run_to_rest(REST);
    assert_eq!(world.ladder_count("CANCEL sip:"), 1);
    assert_eq!(world.ladder_count("BYE sip:"), 1);
    assert_eq!(world.story(alice), ["trying", "ringing 180"]);
    assert_eq!(world.story(bob), ["incoming", "connected", "closed"]);
    world.assert_at_rest();
}
