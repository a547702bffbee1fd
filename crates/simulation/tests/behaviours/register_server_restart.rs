//! A registrar that goes down and comes back.

use portsip_core::config::TransportKind;
use portsip_core::ua::RegistrationStatus;
use simulation::{RegistrarRules, seconds};

use crate::registered::Registering;

#[test]
fn a_restart_between_two_refreshes_is_not_noticed_by_datagrams() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    at.world.take_down(at.server);
    at.world.run_for(seconds(60));
    at.world.bring_back(at.server);
    at.world.run_for(seconds(600));
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn a_server_that_is_down_is_told_and_so_is_its_return() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let mut at = Registering::new(transport, RegistrarRules::default());
        at.register();
        at.world.run_for(seconds(10));
        at.world.take_down(at.server);
        at.world.run_for(seconds(700));
        let failed = match transport {
            TransportKind::Udp => "register failed 408",
            _ => "register failed 503",
        };
        let story = at.story();
        assert_eq!(story[..2], ["registered 200", failed], "{transport:?}");
        assert!(story[2..].iter().all(|event| event == failed), "{story:?}");
        let status = at.world.agent(at.alice).registration_status();
        assert_eq!(status, RegistrationStatus::Registering);
        at.world.bring_back(at.server);
        at.world.run_for(seconds(1800));
        assert_eq!(at.story().last().unwrap(), "registered 200");
        let status = at.world.agent(at.alice).registration_status();
        assert_eq!(status, RegistrationStatus::Registered);
    }
}

#[test]
fn a_restart_in_a_moment_raises_nothing() {
    let mut at = Registering::new(TransportKind::Tcp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(10));
    // The connections are reset, and new ones are taken at once.
    at.world.take_down(at.server);
    at.world.bring_back(at.server);
    at.world.run_for(seconds(5));
    assert_eq!(at.story(), ["registered 200"]);
    assert_eq!(at.times().len(), 3);
    assert_eq!(at.world.connections(at.server), 1);
}
