//! Connections of a registration that are reset.

use portsip_core::config::TransportKind;
use simulation::{RegistrarRules, seconds};

use crate::registered::Registering;

#[test]
fn the_registration_moves_to_a_new_connection_at_once() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    at.world.reset_connections(at.server);
    at.world.run_for(seconds(1));
    assert_eq!(at.world.connections(at.server), 1);
    assert_eq!(at.times().len(), 3);
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn a_server_that_ends_every_connection_is_not_stormed() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    for _ in 0..600 {
        at.world.run_for(seconds(1));
        at.world.reset_connections(at.server);
    }
    let tries = at.times().len();
    assert!((5..=200).contains(&tries), "{tries}");
    assert!(at.world.heard(at.alice, "register failed 503"));
    at.world.run_for(seconds(1800));
    assert_eq!(at.story().last().unwrap(), "registered 200");
}

#[test]
fn a_reset_while_the_refresh_is_out_is_tried_again_at_once() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    at.registrar(|registrar| registrar.rules.deaf = true);
    at.world.run_for(seconds(540));
    at.registrar(|registrar| registrar.rules.deaf = false);
    at.world.reset_connections(at.server);
    at.world.run_for(seconds(1));
    assert_eq!(at.story(), ["registered 200"]);
    assert_eq!(at.world.connections(at.server), 1);
}
