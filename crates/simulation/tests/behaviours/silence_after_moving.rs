//! Our address has changed, and nobody has told us: once a request outside of calls got
//! no answer, the next one looks for its way anew and goes from where we are.

use std::net::SocketAddr;

use portsip_core::octets::Octets;
use simulation::{AgentId, PeerId, World, milliseconds, seconds};

const ELSEWHERE: ([u8; 4], u16) = ([10, 9, 9, 9], 5060);

fn assert_goes_from_elsewhere(method: &'static str, ask: impl Fn(&mut World, AgentId, &str)) {
    let mut world = World::new(1);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let to = format!("sip:peer@{}", world.peer_address(peer));
    let home = world.address(alice);
    ask(&mut world, alice, &to);
    world.run_for(milliseconds(50));
    assert_eq!(source(&world, peer, method), home.to_string());
    let asked = world.last_received(peer, |received| received.is_request(method));
    let response = asked.expect("it has come").response("200 OK", "t", &[], "");
    world.send(peer, home, response);
    world.run_for(seconds(40));
    let elsewhere = SocketAddr::from(ELSEWHERE);
    world.move_agent(alice, elsewhere);
    ask(&mut world, alice, &to);
    world.run_for(milliseconds(50));
    // Nobody knows better yet.
    assert_eq!(source(&world, peer, method), home.to_string());
    world.run_for(seconds(40));
    ask(&mut world, alice, &to);
    world.run_for(milliseconds(50));
    assert_eq!(source(&world, peer, method), elsewhere.to_string());
}

/// Where the last request says that it is from.
fn source(world: &World, peer: PeerId, method: &'static str) -> String {
    let asked = world.last_received(peer, |received| received.is_request(method));
    let asked = asked.expect("it has come");
    let via = asked.message.top_via();
    format!("{}:{}", via.host(), via.port().unwrap_or(5060))
}

#[test]
fn options_after_silence_go_from_where_we_are() {
    assert_goes_from_elsewhere("OPTIONS", |world, alice, to| {
        let asked = world.with(alice, |agent, now| {
            agent.send_options(now, to, Octets::new())
        });
        assert_eq!(asked, Ok(()));
    });
}

#[test]
fn a_message_after_silence_goes_from_where_we_are() {
    assert_goes_from_elsewhere("MESSAGE", |world, alice, to| {
        let text = Octets::from_static(b"hello");
        let sent = world.with(alice, |agent, now| {
            agent.send_out_of_dialog_message(now, to, ("text", "plain"), false, text)
        });
        assert!(sent.is_ok());
    });
}
