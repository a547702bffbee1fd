//! Agents behind a NAT: what the registrar or a STUN server sees of them.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use portsip_core::plan::GatheredMedia;
use portsip_core::rng::Rng;
use portsip_core::sip::transport::flow::{Flow, Transport};
use portsip_core::sip::transport::target::Destination;
use portsip_core::ua::{Agent, AgentConfig, Output, ResolveId};
use simulation::{PeerId, Received, RegistrarRules, StunServer, account, milliseconds, seconds};

use crate::registered::{Registering, account_at};

const PUBLIC: &str = "203.0.113.7:31000";
const ANOTHER: &str = "203.0.113.7:32000";

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn contact(text: &str) -> String {
    format!("sip:alice@{text}")
}

#[test]
fn the_contact_is_what_the_registrar_sees() {
    for challenge in [Some(401), None] {
        let rules = RegistrarRules {
            challenge,
            ..RegistrarRules::default()
        };
        let mut at = Registering::new(TransportKind::Udp, rules);
        at.world.hide_behind(at.alice, address(PUBLIC));
        at.register();
        at.world.run_for(seconds(2));
        assert_eq!(at.bound(), Some(contact(PUBLIC)));
        assert_eq!(at.times().len(), 2, "{challenge:?}");
        assert_eq!(at.story(), ["registered 200"]);
    }
}

#[test]
fn without_rport_it_is_our_own_address() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.world.hide_behind(at.alice, address(PUBLIC));
    at.world
        .with(at.alice, |agent, now| agent.set_rport(now, false));
    at.register();
    at.world.run_for(seconds(2));
    let own = at.world.address(at.alice).to_string();
    assert_eq!(at.bound(), Some(contact(&own)));
}

#[test]
fn another_public_address_is_told_at_the_refresh() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.world.hide_behind(at.alice, address(PUBLIC));
    at.register();
    at.world.run_for(seconds(10));
    at.world.hide_behind(at.alice, address(ANOTHER));
    at.world.run_for(seconds(600));
    assert_eq!(at.bound(), Some(contact(ANOTHER)));
    let contacts = at.contacts();
    assert_eq!(contacts.len(), 2, "{contacts:?}");
    assert_eq!(contacts[1], format!("<sip:alice@{PUBLIC}>;expires=0"));
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn a_server_that_keeps_to_flows_lets_it_be_noticed_at_once() {
    let rules = RegistrarRules {
        flow_timer_s: Some(25),
        ..RegistrarRules::default()
    };
    let mut at = Registering::new(TransportKind::Udp, rules).with_instance();
    at.world.hide_behind(at.alice, address(PUBLIC));
    at.register();
    at.world.run_for(seconds(60));
    at.world.hide_behind(at.alice, address(ANOTHER));
    at.world.run_for(seconds(30));
    assert_eq!(at.bound(), Some(contact(ANOTHER)));
    assert_eq!(at.story(), ["registered 200"]);
}

/// alice with a STUN server; the registrar does not tell where she is.
fn with_stun_server(rport: bool) -> Registering {
    with_stun_server_at(rport).0
}

/// The same, and where the server is.
fn with_stun_server_at(rport: bool) -> (Registering, SocketAddr) {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    let stun = at.world.add_server(|_| StunServer::default());
    let stun = at.world.server_address(stun);
    let account = Account {
        stun_server: Some(HostPort {
            host: stun.ip().to_string(),
            port: stun.port(),
        }),
        ..account_at(at.server)
    };
    at.world.hide_behind(at.alice, address(PUBLIC));
    at.world.with(at.alice, |agent, now| {
        agent.set_rport(now, rport);
    });
    at.world.give_account(at.alice, account);
    (at, stun)
}

#[test]
fn the_contact_is_what_a_stun_server_sees() {
    let mut at = with_stun_server(false);
    at.world.run_for(seconds(1));
    at.register();
    at.world.run_for(seconds(2));
    assert_eq!(at.bound(), Some(contact(PUBLIC)));
    // Asked again in the time of the keep-alives, another address is told.
    at.world.hide_behind(at.alice, address(ANOTHER));
    at.world.run_for(seconds(35));
    assert_eq!(at.bound(), Some(contact(ANOTHER)));
    assert_eq!(at.story(), ["registered 200"]);
}

#[test]
fn calls_name_the_public_address() {
    let mut at = with_stun_server(true);
    let bob = at.world.add_peer("bob");
    at.world.run_for(seconds(1));
    let invite = invite_of_a_call(&mut at, bob);
    let contact = invite.message.header_named("Contact");
    assert_eq!(contact, Some(format!("<sip:alice@{PUBLIC}>").as_str()));
    let body = String::from_utf8_lossy(invite.message.body()).into_owned();
    assert!(body.contains("c=IN IP4 203.0.113.7\r\n"), "{body}");
}

/// The INVITE of a call that is made now, of whose media sockets no server tells anything.
fn invite_of_a_call(at: &mut Registering, bob: PeerId) -> Received {
    let there = format!("sip:bob@{}", at.world.peer_address(bob));
    let call = at.world.try_call(at.alice, &there).expect("a call");
    at.world.run_for(milliseconds(10));
    at.world
        .tell_gathered(at.alice, call, GatheredMedia::default());
    at.world.run_for(seconds(1));
    let invite = at.world.last_received(bob, |it| it.is_request("INVITE"));
    invite.expect("an INVITE")
}

/// Its Contact.
fn contact_of_a_call(at: &mut Registering, bob: PeerId) -> String {
    let invite = invite_of_a_call(at, bob);
    let contact = invite.message.header_named("Contact").expect("a Contact");
    contact.to_owned()
}

#[test]
fn what_was_told_before_the_network_changed_is_believed_until_the_server_is_silent() {
    let (mut at, stun) = with_stun_server_at(true);
    let bob = at.world.add_peer("bob");
    at.world.run_for(seconds(1));
    at.world.cut_off(stun);
    at.world.with(at.alice, |agent, now| {
        agent.handle_network_changed(now, &[]);
    });
    let public = format!("<{}>", contact(PUBLIC));
    assert_eq!(contact_of_a_call(&mut at, bob), public);
    at.world.run_for(seconds(60));
    let own = format!("<{}>", contact(&at.world.address(at.alice).to_string()));
    assert_eq!(contact_of_a_call(&mut at, bob), own);
}

#[test]
fn a_deaf_stun_server_does_not_matter() {
    let mut at = with_stun_server(false);
    let stun = at.world.add_peer("deaf");
    let stun = at.world.peer_address(stun);
    let account = Account {
        stun_server: Some(HostPort {
            host: stun.ip().to_string(),
            port: stun.port(),
        }),
        ..account_at(at.server)
    };
    at.world.give_account(at.alice, account);
    at.register();
    at.world.run_for(seconds(300));
    let own = at.world.address(at.alice).to_string();
    assert_eq!(at.bound(), Some(contact(&own)));
    assert_eq!(at.story(), ["registered 200"]);
}

/// Where the agent sends, and the name it asks for, if any.
fn drain(agent: &mut Agent, now: Instant) -> (Vec<SocketAddr>, Option<ResolveId>) {
    let (mut sent, mut asked) = (Vec::new(), None);
    while let Some(output) = agent.poll_output() {
        match output {
            Output::Resolve { id, .. } => asked = Some(id),
            Output::OpenFlow {
                request, remote, ..
            } => {
                let flow = Flow::udp(address("10.0.0.1:5060"), remote);
                agent.handle_flow_opened(now, request, flow);
            }
            Output::Transmit { flow, .. } => sent.push(flow.remote),
            _ => {}
        }
    }
    (sent, asked)
}

#[test]
fn the_stun_server_of_the_user_before_is_not_asked() {
    let now = Instant::ZERO;
    let config = AgentConfig {
        transport: TransportKind::Udp,
        call_sessions_max: 1,
        user_agent: String::new(),
    };
    let mut agent = Agent::new(config, Rng::from_number(1));
    let asked = ["old.test", "new.test"].map(|host| {
        let _ = agent.remove_user(now);
        let account = Account {
            stun_server: Some(HostPort {
                host: host.to_owned(),
                port: 0,
            }),
            ..account("alice")
        };
        agent.set_user(now, account).expect("a user can be set");
        drain(&mut agent, now).1.expect("the name is asked for")
    });
    let places = ["10.0.0.8:3478", "10.0.0.9:3478"].map(address);
    let sent = std::array::from_fn::<_, 2, _>(|index| {
        let destination = Destination {
            transport: Transport::Udp,
            address: places[index],
        };
        agent.handle_resolved(now, asked[index], vec![destination]);
        drain(&mut agent, now).0
    });
    assert_eq!(sent, [vec![], vec![places[1]]]);
}
