//! Candidates that a STUN server knows, over real sockets.

use std::net::{Ipv4Addr, UdpSocket};

use super::engine_support::{PATIENCE, Peer, Phone, set_up_with};
use super::stun_server::{OUTSIDE, StunServer};
use portsip_core::config::{Account, HostPort, TransportKind, TurnServer};
use portsip_core::secret::Secret;

/// A phone with ICE and a STUN server.
fn phone(change: impl FnOnce(Account) -> Account) -> Phone {
    let phone = Phone::new("test");
    set_up_with(&phone.engine, "test", change);
    phone.engine.agent("test", |agent, _| agent.set_ice(true));
    phone
}

/// The first line that begins so.
fn line<'t>(text: &'t str, begin: &str) -> &'t str {
    let found = text.split("\r\n").find(|line| line.starts_with(begin));
    found.unwrap_or_else(|| panic!("{begin} in {text}"))
}

#[test]
fn an_offer_names_what_the_server_sees() {
    let stun = StunServer::start();
    let phone = phone(|account| stun.given_to(account));
    let peer = Peer::bound();
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    let host = line(&invite, "a=candidate:h");
    let port: u16 = host
        .split(' ')
        .nth(5)
        .and_then(|port| port.parse().ok())
        .expect("a port");
    assert!(host.ends_with(" typ host"), "{host}");
    let seen = line(&invite, "a=candidate:s");
    let expected = format!(
        "{OUTSIDE} {} typ srflx raddr 127.0.0.1 rport {port}",
        port + 1000
    );
    assert!(seen.ends_with(&expected), "{seen}");
    assert!(
        invite.contains(&format!("m=audio {} ", port + 1000)),
        "{invite}"
    );
    assert!(
        invite.contains(&format!("c=IN IP4 {OUTSIDE}\r\n")),
        "{invite}"
    );
}

#[test]
fn an_offer_without_ice_names_it_too() {
    let stun = StunServer::start();
    let phone = phone(|account| stun.given_to(account));
    phone.engine.agent("test", |agent, _| agent.set_ice(false));
    let peer = Peer::bound();
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(
        invite.contains(&format!("c=IN IP4 {OUTSIDE}\r\n")),
        "{invite}"
    );
    let named = line(&invite, "m=audio ").split(' ').nth(1);
    let rtp: u16 = named.and_then(|port| port.parse().ok()).expect("a port");
    let own = stun.asked_from();
    for socket in [rtp - 1000, rtp - 999] {
        assert!(own.contains(&socket), "{socket} of {own:?}");
    }
    assert!(!invite.contains("a=candidate"), "{invite}");
}

#[test]
fn a_server_that_is_silent_holds_up_no_call_for_good() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    silent.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let address = silent.local_addr().expect("bound");
    let phone = phone(|account| Account {
        stun_server: Some(HostPort {
            host: address.ip().to_string(),
            port: address.port(),
        }),
        ..account
    });
    let peer = Peer::bound();
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(invite.contains(" typ host\r\n"), "{invite}");
    assert!(!invite.contains(" typ srflx"), "{invite}");
    // It was asked by both sockets of the call.
    let mut asked = Vec::new();
    let mut buffer = [0; 100];
    while asked.len() < 2 {
        let (_, from) = silent.recv_from(&mut buffer).expect("a question");
        let port = line(&invite, "m=audio ")
            .split(' ')
            .nth(1)
            .and_then(|port| port.parse().ok());
        let port: u16 = port.expect("a port");
        if (port..=port + 1).contains(&from.port()) && !asked.contains(&from) {
            asked.push(from);
        }
    }
}

#[test]
fn a_stun_server_is_asked_while_the_name_of_a_relay_is_looked_up() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let stun = StunServer::start();
    let phone = phone(|account| stun.given_to(account));
    let names = silent.local_addr().expect("bound");
    phone.engine.set_name_servers(vec![names]);
    let relay = TurnServer {
        server: HostPort {
            host: "relay.example.test".to_owned(),
            port: 3478,
        },
        transport: TransportKind::Udp,
        user_name: "alice".to_owned(),
        password: Secret::new("a password"),
    };
    phone.engine.agent("test", |agent, _| {
        agent.set_turn_server(Some(relay));
    });
    let peer = Peer::bound();
    phone.call_uri(&format!("sip:bob@{}", peer.address()));
    let invite = peer.receive();
    assert!(invite.contains(" typ srflx "), "{invite}");
}
