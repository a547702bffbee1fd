//! Who gets an answer to a challenge: servers of the account, and nobody who
//! could be after the password.

use std::net::SocketAddr;

use portsip_core::config::TransportKind;
use simulation::{AgentId, PeerId, Received, RegistrarRules, World, seconds};

use crate::registered::{Registering, account_at};

const CHALLENGE: &str =
    "Digest realm=\"example.test\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"";

/// alice calls a peer's address; the INVITE.
fn called(world: &mut World, alice: AgentId, peer: PeerId) -> Received {
    let there = format!("sip:bob@{}", world.peer_address(peer));
    assert!(world.try_call(alice, &there).is_ok());
    world.run_for(seconds(1));
    world.inbox(peer).first().cloned().expect("an INVITE")
}

fn answer(world: &mut World, peer: PeerId, to: SocketAddr, request: &Received, headers: &[&str]) {
    let by_proxy = headers.iter().any(|header| header.starts_with("Proxy"));
    let line = if by_proxy {
        "407 Proxy Authentication Required"
    } else {
        "401 Unauthorized"
    };
    let response = request.response(line, "tag", headers, "");
    world.send(peer, to, response);
    world.run_for(seconds(1));
}

fn invites(world: &World, peer: PeerId) -> Vec<Received> {
    let inbox = world.inbox(peer).iter();
    let invites = inbox.filter(|received| received.message.method().as_str() == "INVITE");
    invites.cloned().collect()
}

#[test]
fn a_stranger_gets_none() {
    let mut at = Registering::new(TransportKind::Udp, RegistrarRules::default());
    at.register();
    at.world.run_for(seconds(1));
    let stranger = at.world.add_peer("stranger");
    let here = at.world.address(at.alice);
    let invite = called(&mut at.world, at.alice, stranger);
    let challenge = format!("WWW-Authenticate: {CHALLENGE}");
    answer(&mut at.world, stranger, here, &invite, &[&challenge]);
    let last = invites(&at.world, stranger).pop().expect("an INVITE");
    assert_eq!(last.message.header_named("Authorization"), None);
    assert_eq!(at.story().last().unwrap(), "failed 401");
}

#[test]
fn the_proxy_of_the_account_and_the_server_behind_it_get_theirs_at_once() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let proxy = world.add_peer("proxy");
    let here = world.address(alice);
    let account = account_at(world.peer_address(proxy));
    world.give_account(alice, account);
    assert!(world.try_call(alice, "bob").is_ok());
    world.run_for(seconds(1));
    let invite = world.inbox(proxy).first().cloned().expect("an INVITE");
    let asked = [
        format!("Proxy-Authenticate: {CHALLENGE}"),
        "WWW-Authenticate: Digest realm=\"other\", nonce=\"n2\", algorithm=MD5".to_owned(),
    ];
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    answer(&mut world, proxy, here, &invite, &asked);
    let again = invites(&world, proxy).pop().expect("an INVITE");
    let credentials = |name| again.message.header_named(name).unwrap_or("").to_owned();
    assert!(credentials("Proxy-Authorization").contains("realm=\"example.test\""));
    assert!(credentials("Authorization").contains("realm=\"other\""));
}

#[test]
fn an_account_without_a_server_answers_whom_it_calls() {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let here = world.address(alice);
    let bob = world.add_peer("bob");
    let invite = called(&mut world, alice, bob);
    let challenge = format!("WWW-Authenticate: {CHALLENGE}");
    answer(&mut world, bob, here, &invite, &[&challenge]);
    let again = invites(&world, bob).pop().expect("an INVITE");
    assert!(again.message.header_named("Authorization").is_some());
}
