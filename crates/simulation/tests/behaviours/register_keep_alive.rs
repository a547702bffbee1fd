//! Keep-alives while registered, where the server promises nothing.

use portsip_core::config::TransportKind;
use portsip_core::ua::Agent;
use simulation::{REST, RegistrarRules, seconds};

use crate::registered::Registering;

fn sent(at: &mut Registering) -> usize {
    at.registrar(|registrar| registrar.keep_alives.len())
}

#[test]
fn the_way_is_kept_open_every_thirty_seconds_and_silence_means_nothing() {
    for transport in [TransportKind::Udp, TransportKind::Tcp] {
        let mut at = Registering::new(transport, RegistrarRules::default());
        at.world.run_for(seconds(100));
        assert_eq!(sent(&mut at), 0);
        at.register();
        at.world.run_for(seconds(300));
        let sent = sent(&mut at);
        assert!((10..=13).contains(&sent), "{transport:?}: {sent}");
        assert_eq!(at.times().len(), 2);
        assert_eq!(at.world.with(at.alice, Agent::unregister), Ok(()));
        at.world.run_to_rest(REST);
        at.world.assert_at_rest();
    }
}

#[test]
fn the_program_sets_the_time_and_turns_it_off() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(1));
    at.world
        .with(at.alice, |agent, now| agent.set_keep_alive(now, 10));
    at.world.run_for(seconds(100));
    let often = sent(&mut at);
    assert!((10..=13).contains(&often), "{often}");
    at.world
        .with(at.alice, |agent, now| agent.set_keep_alive(now, 0));
    at.world.run_for(seconds(200));
    assert_eq!(sent(&mut at), often);
    at.world
        .with(at.alice, |agent, now| agent.set_keep_alive(now, 100));
    at.world.run_for(seconds(101));
    assert_eq!(sent(&mut at), often + 1);
}
