//! Interfaces of the machine that go and come back.

use std::net::SocketAddr;

use portsip_core::config::TransportKind;
use simulation::{RegistrarRules, seconds};

use crate::registered::Registering;

fn move_to(at: &mut Registering, ip: [u8; 4]) {
    let old = at.world.address(at.alice);
    at.world
        .move_agent(at.alice, SocketAddr::from((ip, old.port())));
    at.world.with(at.alice, |agent, now| {
        agent.handle_network_changed(now, &[old.ip()]);
    });
}

#[test]
fn another_network_is_told_at_once() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let mut at = Registering::new(transport, RegistrarRules::default());
        at.register();
        at.world.run_for(seconds(10));
        let before = at.bound().expect("bound");
        move_to(&mut at, [10, 0, 7, 1]);
        at.world.run_for(seconds(2));
        let after = at.bound().expect("bound");
        assert!(after.starts_with("sip:alice@10.0.7.1:5060"), "{after}");
        let contacts = at.contacts();
        assert_eq!(contacts[1], format!("<{before}>;expires=0"), "{contacts:?}");
        assert_eq!(at.story(), ["registered 200"]);
    }
}

#[test]
fn a_network_that_goes_and_comes_back_is_used_when_it_is_there() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    let own = at.world.address(at.alice);
    at.world.cut_off(own);
    at.world.with(at.alice, |agent, now| {
        agent.handle_network_changed(now, &[own.ip()]);
    });
    at.world.run_for(seconds(300));
    assert_eq!(at.story()[..2], ["registered 200", "register failed 503"]);
    at.world.bring_back(own);
    at.world.with(at.alice, |agent, now| {
        agent.handle_network_changed(now, &[]);
    });
    // Without waiting for the next try.
    at.world.run_for(seconds(1));
    assert_eq!(at.story().last().unwrap(), "registered 200");
}

#[test]
fn a_change_while_a_register_is_out_starts_over() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.registrar(|registrar| registrar.rules.deaf = true);
    at.register();
    at.world.run_for(seconds(3));
    at.registrar(|registrar| registrar.rules.deaf = false);
    move_to(&mut at, [10, 0, 7, 1]);
    at.world.run_for(seconds(1));
    assert_eq!(at.bound().unwrap(), "sip:alice@10.0.7.1:5060");
    // The end of the first one's wait changes nothing.
    at.world.run_for(seconds(60));
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn the_program_may_say_so_itself() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    let refreshed = at.world.with(at.alice, |agent, now| {
        agent.refresh_registration(now, Some(300))
    });
    assert_eq!(refreshed, Ok(()));
    at.world.run_for(seconds(1));
    let last = at.registrar(|registrar| registrar.log.last().map(|entry| entry.1));
    assert_eq!(last, Some(300));
    assert_eq!(at.story(), ["registered 200"]);
    // The connection of before is not needed any more.
    let own = at.world.address(at.alice);
    assert_eq!(at.world.connections(own), 1);
}

#[test]
fn a_call_keeps_the_connection_that_it_began_on() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    let bob = at.world.add_agent_on("bob", TransportKind::Tcp);
    let (session, _) = at.world.connect(at.alice, bob);
    at.world.run_for(seconds(10));
    let own = at.world.address(at.alice);
    let refreshed = at
        .world
        .with(at.alice, |agent, now| agent.refresh_registration(now, None));
    assert_eq!(refreshed, Ok(()));
    at.world.run_for(seconds(1));
    assert_eq!(at.world.connections(own), 3);
    at.world.hang_up(at.alice, session);
    at.world.run_for(seconds(700));
    assert_eq!(at.world.connections(own), 2);
}
