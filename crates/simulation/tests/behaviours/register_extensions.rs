//! Service-Route, GRUU, several bindings of one account, push parameters.

use portsip_core::config::{Push, TransportKind};
use simulation::{RegistrarRules, seconds};

use crate::registered::Registering;

const GRUU: &str = "sip:alice@example.test;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

#[test]
fn calls_take_the_service_route_and_the_gruu() {
    let mut world = Registering::new(TransportKind::Udp, RegistrarRules::default());
    let proxy = world.world.add_peer("proxy");
    let route = world.world.peer_address(proxy);
    let rules = RegistrarRules {
        gruu: Some(GRUU.to_owned()),
        headers: vec![format!(
            "Service-Route: <sip:{route};lr>, <sip:home.example.test;lr>"
        )],
        ..RegistrarRules::default()
    };
    let mut at = world.with_instance();
    at.registrar(|registrar| registrar.rules = rules);
    at.register();
    at.world.run_for(seconds(1));
    let placed = at.world.try_call(at.alice, "bob");
    assert!(placed.is_ok(), "{placed:?}");
    at.world.run_for(seconds(1));
    let invite = at.world.inbox(proxy).first().cloned().expect("an INVITE");
    let routes: Vec<&str> = invite.message.headers_named("Route").collect();
    let expected = [
        format!("<sip:{route};lr>"),
        "<sip:home.example.test;lr>".to_owned(),
    ];
    assert_eq!(routes, expected);
    let contact = invite.message.header_named("Contact");
    assert_eq!(contact, Some(format!("<{GRUU}>").as_str()));
    // What is not of our domain goes straight.
    let bob = at.world.add_peer("bob");
    let there = format!("sip:bob@{}", at.world.peer_address(bob));
    assert!(at.world.try_call(at.alice, &there).is_ok());
    at.world.run_for(seconds(1));
    let invite = at.world.inbox(bob).first().cloned().expect("an INVITE");
    assert_eq!(invite.message.header_named("Route"), None);
}

#[test]
fn a_call_to_sips_stays_secure_along_the_service_route_and_back() {
    for transport in [TransportKind::Udp, TransportKind::Tls] {
        let rules = RegistrarRules {
            gruu: Some(GRUU.to_owned()),
            ..RegistrarRules::default()
        };
        let mut at = Registering::new(transport, rules).with_instance();
        let proxy = at.world.add_peer("proxy");
        let route = at.world.peer_address(proxy);
        at.registrar(|registrar| {
            let headers = &mut registrar.rules.headers;
            headers.push(format!("Service-Route: <sip:{route};lr>"));
        });
        at.register();
        at.world.run_for(seconds(1));
        let placed = at.world.try_call(at.alice, "sips:bob@example.test");
        assert!(placed.is_ok(), "{placed:?}");
        at.world.run_for(seconds(1));
        let invite = at.world.inbox(proxy).first().cloned().expect("an INVITE");
        let header = |name| invite.message.header_named(name).unwrap_or_default();
        let (via, contact) = (header("Via"), header("Contact"));
        assert!(via.starts_with("SIP/2.0/TLS "), "{via}");
        assert!(contact.starts_with("<sips:alice@"), "{contact}");
    }
}

#[test]
fn other_devices_of_the_account_are_left_alone() {
    let rules = RegistrarRules {
        headers: vec![
            "Contact: <sip:alice@10.9.9.9:5060>;expires=20;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000000000001>\"".to_owned(),
            "Contact: <sip:alice@10.9.9.8>;expires=30".to_owned(),
        ],
        ..RegistrarRules::default()
    };
    let mut at = Registering::new(TransportKind::Udp, rules).with_instance();
    at.register();
    at.world.run_for(seconds(500));
    // The time of our own contact counts.
    assert_eq!(at.times().len(), 2);
    at.world.run_for(seconds(60));
    assert_eq!(at.times().len(), 3);
    let left = at.world.with(at.alice, portsip_core::ua::Agent::unregister);
    assert_eq!(left, Ok(()));
    at.world.run_for(seconds(1));
    let contacts = at.contacts();
    assert_eq!(contacts.len(), 1);
    assert!(
        contacts[0].starts_with("<sip:alice@10.0.0.1:5060>"),
        "{contacts:?}"
    );
}

#[test]
fn a_push_service_is_named_in_registrations_alone() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    let push = Push {
        provider: "fcm".to_owned(),
        param: "project".to_owned(),
        prid: "token:1/2=".to_owned(),
    };
    let set = at
        .world
        .with(at.alice, |agent, _| agent.set_push(Some(push)));
    assert_eq!(set, Ok(()));
    at.register();
    at.world.run_for(seconds(1));
    let bound = at.bound().expect("bound");
    assert_eq!(
        bound,
        "sip:alice@10.0.0.1:5060;pn-provider=fcm;pn-param=project;pn-prid=token:1/2%3D"
    );
    let bob = at.world.add_peer("bob");
    let there = format!("sip:bob@{}", at.world.peer_address(bob));
    assert!(at.world.try_call(at.alice, &there).is_ok());
    at.world.run_for(seconds(1));
    let invite = at.world.inbox(bob).first().cloned().expect("an INVITE");
    let contact = invite.message.header_named("Contact");
    assert_eq!(contact, Some("<sip:alice@10.0.0.1:5060>"));
}
