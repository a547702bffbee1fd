//! 3xx responses are followed, not for ever.

use simulation::{REST, Reaction, World, milliseconds, seconds};

#[test]
fn a_redirection_is_followed() {
    let (mut world, alice, bob) = World::pair(1);
    let peer = world.add_peer("redirector");
    world.set_reaction(bob, Reaction::Answer(seconds(1)));
    let target = world.uri(bob);
    let at = world.peer_address(peer);
    let ours = world.try_call(alice, &format!("sip:bob@{at}")).unwrap();
    world.run_for(milliseconds(100));
    let invite = world
        .last_received(peer, |received| received.is_request("INVITE"))
        .unwrap();
    let contact = format!("Contact: <{target}>");
    let moved = invite.response("302 Moved Temporarily", "moved", &[&contact], "");
    world.send(peer, world.address(alice), moved);
    world.run_for(seconds(5));
    assert!(
        world
            .last_received(peer, |received| received.is_request("ACK"))
            .is_some()
    );
    assert!(world.heard(alice, "connected") && world.heard(bob, "connected"));
    assert!(!world.heard(alice, "failed 302"));
    world.hang_up(alice, ours);
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn a_circle_of_redirections_fails() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("redirector");
    let at = world.peer_address(peer);
    world.try_call(alice, &format!("sip:0@{at}")).unwrap();
    let mut invites = 0;
    for hop in 1..20 {
        world.run_for(milliseconds(100));
        let seen = world
            .inbox(peer)
            .iter()
            .filter(|received| received.is_request("INVITE"))
            .count();
        if seen == invites {
            break;
        }
        invites = seen;
        let invite = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .unwrap();
        // Always somewhere new, so that only the count can end it.
        let contact = format!("Contact: <sip:{hop}@{at}>");
        let moved = invite.response("302 Moved Temporarily", "moved", &[&contact], "");
        world.send(peer, world.address(alice), moved);
    }
    world.run_to_rest(REST);
    // The first and five hops.
    assert_eq!(invites, 6);
    assert_eq!(world.story(alice).last().unwrap(), "failed 302");
    world.assert_at_rest();
}

#[test]
fn a_redirection_to_itself_fails() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("redirector");
    let at = world.peer_address(peer);
    world.try_call(alice, &format!("sip:x@{at}")).unwrap();
    for _ in 0..10 {
        world.run_for(milliseconds(100));
        let Some(invite) = world.last_received(peer, |received| received.is_request("INVITE"))
        else {
            break;
        };
        let contact = format!("Contact: <sip:x@{at}>");
        let moved = invite.response("302 Moved Temporarily", "moved", &[&contact], "");
        world.send(peer, world.address(alice), moved);
    }
    world.run_to_rest(REST);
    assert!(world.heard(alice, "failed 302"));
    let invites = world
        .inbox(peer)
        .iter()
        .filter(|received| received.is_request("INVITE"))
        .count();
    assert_eq!(invites, 1);
    world.assert_at_rest();
}

#[test]
fn a_redirection_to_nowhere_fails() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("redirector");
    let at = world.peer_address(peer);
    for headers in [
        &[][..],
        &["Contact: <mailto:bob@example.com>"],
        &["Contact: <<<"],
    ] {
        world.try_call(alice, &format!("sip:x@{at}")).unwrap();
        world.run_for(milliseconds(100));
        let invite = world
            .last_received(peer, |received| received.is_request("INVITE"))
            .unwrap();
        let moved = invite.response("302 Moved Temporarily", "moved", headers, "");
        world.send(peer, world.address(alice), moved);
        world.run_for(seconds(1));
        assert_eq!(world.story(alice).last().unwrap(), "failed 302");
    }
    world.run_to_rest(REST);
    world.assert_at_rest();
}

#[test]
fn the_contacts_are_tried_by_their_q() {
    let mut world = World::new(5);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("redirector");
    let at = world.peer_address(peer);
    world.try_call(alice, &format!("sip:x@{at}")).unwrap();
    world.run_for(milliseconds(100));
    let called = |world: &World| {
        let invite = world.last_received(peer, |received| received.is_request("INVITE"));
        invite.unwrap()
    };
    let contacts = format!(
        "Contact: <sip:low@{at}>;q=0.1, <sip:best@{at}>, <sip:middle@{at}>;q=0.5, <sip:x@{at}>"
    );
    let moved = called(&world).response("300 Multiple Choices", "a", &[&contacts], "");
    world.send(peer, world.address(alice), moved);
    for name in ["best", "middle", "low"] {
        world.run_for(milliseconds(100));
        let invite = called(&world);
        let uri = invite.message.request_uri().unwrap();
        assert_eq!(uri.user(), Some(name));
        let busy = invite.response("486 Busy Here", name, &[], "");
        world.send(peer, world.address(alice), busy);
    }
    world.run_to_rest(REST);
    assert_eq!(world.story(alice), ["failed 486"]);
    world.assert_at_rest();
}
