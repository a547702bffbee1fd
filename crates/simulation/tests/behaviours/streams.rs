//! Calls over connections: opened, used again, refused, reset.

use portsip_core::config::TransportKind;
use portsip_core::sip::transport::flow::Transport;
use simulation::{Conditions, REST, Reaction, World, milliseconds};

#[test]
fn a_call_over_tcp_takes_one_connection_and_repeats_nothing() {
    let (mut world, alice, bob) = World::pair_on(1, TransportKind::Tcp);
    // Longer than T1: datagrams would be repeated.
    world.set_conditions(Conditions {
        delay: milliseconds(700),
        ..Conditions::default()
    });
    let (session, _) = world.connect(alice, bob);
    assert_eq!(world.ladder_count("INVITE sip:"), 1);
    world.hang_up(alice, session);
    world.run_for(REST);
    assert_eq!(world.story(bob).last().map(String::as_str), Some("closed"));
    assert_eq!(world.connections(world.address(bob)), 1);
    world.assert_at_rest();
}

#[test]
fn the_callee_ends_the_call_over_the_connection_there_is_or_its_own() {
    let (mut world, alice, bob) = World::pair_on(2, TransportKind::Tcp);
    let (_, theirs) = world.connect(alice, bob);
    world.hang_up(bob, theirs);
    world.run_for(REST);
    assert_eq!(
        world.story(alice).last().map(String::as_str),
        Some("closed")
    );
    world.assert_at_rest();
}

#[test]
fn a_refused_connection_fails_the_call() {
    let (mut world, alice, bob) = World::pair_on(4, TransportKind::Tcp);
    world.refuse_connections(world.address(bob), Transport::Tcp);
    world.call(alice, bob);
    world.run_for(REST);
    assert_eq!(world.story(alice), ["failed 503"]);
    world.assert_at_rest();
}

#[test]
fn a_connection_reset_while_the_invite_is_out_fails_the_call() {
    let (mut world, alice, bob) = World::pair_on(5, TransportKind::Tcp);
    world.set_reaction(bob, Reaction::Ring);
    world.call(alice, bob);
    world.run_until("ringing", REST, |world| world.heard(alice, "ringing 180"));
    world.take_down(world.address(bob));
    world.run_for(REST);
    assert_eq!(
        world.story(alice).last().map(String::as_str),
        Some("failed 503")
    );
}
