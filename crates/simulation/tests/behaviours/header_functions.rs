//! Headers that the program adds and modifies: in the messages that were meant,
//! and in no others.

use portsip_core::config::{HeaderAction, HeaderRule, MessageKinds};
use portsip_core::error::Error;
use portsip_core::ids::{HeaderRuleId, SessionId};
use simulation::{AgentId, PeerId, REST, Reaction, World, milliseconds, seconds};

use super::messages::pcmu;

fn rule(name: &str, value: &str) -> HeaderRule {
    HeaderRule {
        action: HeaderAction::Add,
        session: None,
        method: "ALL".to_owned(),
        kinds: MessageKinds::Both,
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn set(world: &mut World, agent: AgentId, rule: HeaderRule) -> HeaderRuleId {
    world
        .with(agent, |agent, _| agent.add_header_rule(rule))
        .expect("a rule")
}

/// Which messages a peer got with a header: methods, or codes with methods.
fn with_header(world: &World, peer: PeerId, name: &str) -> Vec<String> {
    let described = |received: &simulation::Received| {
        let message = &received.message;
        let method = message.method().as_str();
        match message.status() {
            Some(status) => format!("{} {method}", status.code()),
            None => method.to_owned(),
        }
    };
    world
        .inbox(peer)
        .iter()
        .filter(|received| received.message.header_named(name).is_some())
        .map(described)
        .collect()
}

/// Alice calls a peer that rings.
fn ringing(seed: u64) -> (World, AgentId, PeerId, SessionId) {
    let mut world = World::new(seed);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let uri = format!("sip:peer@{}", world.peer_address(peer));
    let session = world.try_call(alice, &uri).expect("a call");
    world.run_for(milliseconds(100));
    respond(&mut world, alice, peer, "180 Ringing", "");
    (world, alice, peer, session)
}

fn respond(world: &mut World, alice: AgentId, peer: PeerId, line: &str, body: &str) {
    let invite = world
        .last_received(peer, |received| received.is_request("INVITE"))
        .expect("an INVITE");
    let contact = format!("Contact: <sip:peer@{}>", world.peer_address(peer));
    let response = invite.response(line, "there", &[&contact], body);
    world.send(peer, world.address(alice), response);
    world.run_for(milliseconds(100));
}

#[test]
fn a_header_of_one_call_goes_with_all_its_requests() {
    let (mut world, alice, peer, session) = ringing(1);
    let of_call = HeaderRule {
        session: Some(session),
        ..rule("X-Call", "1")
    };
    set(&mut world, alice, of_call);
    let body = pcmu(world.peer_address(peer), "sendrecv");
    respond(&mut world, alice, peer, "200 OK", &body);
    world.hang_up(alice, session);
    world.run_for(milliseconds(100));
    assert_eq!(with_header(&world, peer, "X-Call"), ["ACK", "BYE"]);
}

#[test]
fn a_cancel_has_the_headers_too() {
    let (mut world, alice, peer, session) = ringing(2);
    let cancel = HeaderRule {
        method: "cancel".to_owned(),
        session: Some(session),
        ..rule("X-Cancel", "1")
    };
    let modified = HeaderRule {
        action: HeaderAction::Modify,
        ..rule("User-Agent", "mine")
    };
    set(&mut world, alice, cancel);
    set(&mut world, alice, modified);
    world.hang_up(alice, session);
    world.run_for(milliseconds(100));
    assert_eq!(with_header(&world, peer, "X-Cancel"), ["CANCEL"]);
    let cancel = world
        .last_received(peer, |received| received.is_request("CANCEL"))
        .expect("a CANCEL");
    assert_eq!(cancel.message.header_named("User-Agent"), Some("mine"));
}

#[test]
fn a_rule_ends_with_its_call_or_when_it_is_taken_back() {
    let (mut world, alice, peer, session) = ringing(3);
    let of_call = HeaderRule {
        session: Some(session),
        ..rule("X-Call", "1")
    };
    let id = set(&mut world, alice, of_call.clone());
    respond(&mut world, alice, peer, "486 Busy Here", "");
    world.run_to_rest(REST);
    let gone = world.with(alice, |agent, _| {
        agent.remove_header_rule(HeaderAction::Add, id)
    });
    assert_eq!(gone, Err(Error::CoreSipHeaderNotExist));
    let again = world.with(alice, |agent, _| agent.add_header_rule(of_call));
    assert_eq!(again, Err(Error::CoreInviteSessionNotFound));
    assert!(with_header(&world, peer, "X-Call").is_empty());
}

#[test]
fn requests_and_responses_are_told_apart() {
    let (mut world, alice, bob) = World::pair(4);
    let peer = world.add_peer("peer");
    world.set_reaction(bob, Reaction::Reject(seconds(1), 486));
    let kinds = [
        ("X-Request", MessageKinds::Requests),
        ("X-Response", MessageKinds::Responses),
        ("X-Both", MessageKinds::Both),
    ];
    for (name, kinds) in kinds {
        let of_kind = HeaderRule {
            kinds,
            method: "INVITE".to_owned(),
            ..rule(name, "1")
        };
        set(&mut world, alice, of_kind.clone());
        set(&mut world, bob, of_kind);
    }
    // The peer stands between: it sees what alice asks.
    let uri = format!("sip:peer@{}", world.peer_address(peer));
    let session = world.try_call(alice, &uri).expect("a call");
    world.run_for(milliseconds(100));
    assert_eq!(with_header(&world, peer, "X-Request"), ["INVITE"]);
    assert_eq!(with_header(&world, peer, "X-Both"), ["INVITE"]);
    assert!(with_header(&world, peer, "X-Response").is_empty());
    world.hang_up(alice, session);
    let ours = world.call(alice, bob);
    world.run_for(seconds(3));
    let failed = world.story_of_call(alice, ours);
    assert_eq!(failed.last().expect("an event"), "failed 486");
    world.run_to_rest(REST);
}

#[test]
fn cleared_rules_are_gone_and_the_others_stay() {
    let (mut world, alice, peer, session) = ringing(5);
    set(&mut world, alice, rule("X-Added", "1"));
    let modified = HeaderRule {
        action: HeaderAction::Modify,
        ..rule("X-Modified", "1")
    };
    set(&mut world, alice, modified);
    world.with(alice, |agent, _| {
        agent.clear_header_rules(HeaderAction::Add);
    });
    let body = pcmu(world.peer_address(peer), "sendrecv");
    respond(&mut world, alice, peer, "200 OK", &body);
    world.with(alice, |agent, _| {
        agent.clear_header_rules(HeaderAction::Modify);
    });
    world.hang_up(alice, session);
    world.run_for(milliseconds(100));
    assert!(with_header(&world, peer, "X-Added").is_empty());
    assert_eq!(with_header(&world, peer, "X-Modified"), ["ACK"]);
}
