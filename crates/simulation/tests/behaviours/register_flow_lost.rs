//! Ways to the registrar that die without a word: RFC 5626 §4.4.

use portsip_core::config::TransportKind;
use simulation::{RegistrarRules, seconds};

use crate::registered::{INSTANCE, Registering};

fn keeping_flows() -> RegistrarRules {
    RegistrarRules {
        flow_timer_s: Some(60),
        ..RegistrarRules::default()
    }
}

#[test]
fn the_instance_and_its_flow_are_named() {
    let mut at = Registering::new(TransportKind::Tcp, keeping_flows()).with_instance();
    at.register();
    at.world.run_for(seconds(1));
    let contacts = at.contacts();
    assert_eq!(contacts.len(), 1);
    let named = format!(";+sip.instance=\"<urn:uuid:{INSTANCE}>\";reg-id=1");
    assert!(contacts[0].ends_with(&named), "{contacts:?}");
}

#[test]
fn a_connection_without_pongs_is_given_up() {
    let mut at = Registering::new(TransportKind::Tcp, keeping_flows()).with_instance();
    at.register();
    at.world.run_for(seconds(100));
    let registered = at.times().len();
    let pings = at.registrar(|registrar| registrar.keep_alives.len());
    assert!((3..=5).contains(&pings), "{pings}");
    assert_eq!(registered, 2);
    // The cable is out for less than the wait for a pong.
    at.world.cut_off(at.server);
    at.world.run_for(seconds(5));
    at.world.bring_back(at.server);
    at.world.run_for(seconds(45));
    assert_eq!(at.times().len(), registered + 1);
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn a_way_of_datagrams_without_answers_is_given_up() {
    let mut at = Registering::new(TransportKind::Udp, keeping_flows()).with_instance();
    at.register();
    at.world.run_for(seconds(100));
    assert!(at.registrar(|registrar| registrar.keep_alives.len()) >= 3);
    at.world.cut_off(at.server);
    // 30 s to the next, and 39.5 s for its answer.
    at.world.run_for(seconds(60));
    at.world.bring_back(at.server);
    at.world.run_for(seconds(60));
    assert_eq!(at.times().len(), 3);
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn tries_after_failures_follow_the_table_of_the_rfc() {
    let mut at = Registering::new(TransportKind::Tcp, keeping_flows()).with_instance();
    at.register();
    at.world.run_for(seconds(10));
    at.world.take_down(at.server);
    at.world.run_for(seconds(3600));
    let events = at.world.events(at.alice);
    let at_s: Vec<u64> = events
        .iter()
        .map(|(at, _)| at.as_micros() / 1_000_000)
        .collect();
    let pauses: Vec<u64> = at_s.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // The first try is made at once, after ten seconds of registration.
    assert_eq!(pauses[0], 10, "{at_s:?}");
    for (pause, (from, to)) in pauses[1..].iter().zip([(30, 60), (60, 120), (120, 240)]) {
        assert!((from - 1..=to + 1).contains(pause), "{pauses:?}");
    }
}

#[test]
fn a_proxy_without_outbound_is_asked_without() {
    let mut at = Registering::new(
        TransportKind::Tcp,
        RegistrarRules {
            failures: vec!["439 First Hop Lacks Outbound Support".to_owned()],
            ..RegistrarRules::default()
        },
    )
    .with_instance();
    at.register();
    at.world.run_for(seconds(1));
    let contacts = at.contacts();
    assert!(contacts[0].contains("+sip.instance"), "{contacts:?}");
    assert!(!contacts[0].contains("reg-id"), "{contacts:?}");
    assert_eq!(at.story(), ["registered 200"]);
}
