//! Requests in a call go on to the next destination of where they are to go
//! (RFC 3263 §4.3).

use portsip_core::config::{Refresher, SessionTimer};
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use simulation::{AgentId, PeerId, REST, Received, World, milliseconds, seconds};

use super::messages::pcmu;

/// A call of alice's, whose other end is at a name with two servers.
struct AtTwo {
    world: World,
    alice: AgentId,
    session: SessionId,
    servers: [PeerId; 2],
}

/// How the first server fails.
#[derive(Clone, Copy)]
enum First {
    Refuses,
    IsSilent,
}

impl AtTwo {
    fn new(seed: u64) -> Self {
        let mut world = World::new(seed);
        let alice = world.add_agent("alice");
        let timer = SessionTimer {
            interval_s: 300,
            refresher: Refresher::Uac,
        };
        let set = world.with(alice, |agent, _| agent.set_session_timer(Some(timer)));
        assert_eq!(set, Ok(()));
        let servers = ["first", "second"].map(|name| world.add_peer(name));
        let places = servers.map(|server| world.peer_address(server));
        world.add_host("pair.test", places.to_vec());
        let session = world
            .try_call(alice, &format!("sip:bob@{}", places[1]))
            .expect("a call");
        world.run_for(milliseconds(100));
        let mut call = Self {
            world,
            alice,
            session,
            servers,
        };
        call.answer(1, "INVITE");
        call.world.run_for(milliseconds(100));
        call
    }

    fn last(&self, server: usize, method: &str) -> Option<Received> {
        let chosen = |received: &Received| received.is_request(method);
        self.world.last_received(self.servers[server], chosen)
    }

    fn respond(&mut self, server: usize, request: &Received, line: &str, body: &str) {
        let headers = [
            "Contact: <sip:bob@pair.test>",
            "Allow: INVITE, UPDATE",
            "Session-Expires: 300;refresher=uac",
        ];
        let response = request.response(line, "bobs", &headers, body);
        let to = self.world.address(self.alice);
        self.world.send(self.servers[server], to, response);
    }

    fn answer(&mut self, server: usize, method: &str) {
        let request = self.last(server, method).expect(method);
        let address = self.world.peer_address(self.servers[server]);
        let body = match method {
            "INVITE" => pcmu(address, "recvonly"),
            _ => String::new(),
        };
        self.respond(server, &request, "200 OK", &body);
    }

    /// The first server fails the request, and the second answers it.
    fn goes_on(&mut self, method: &str, first: First) {
        self.world.run_for(milliseconds(100));
        let request = self.last(0, method).expect("the first server is asked");
        match first {
            First::Refuses => {
                self.respond(0, &request, "503 Service Unavailable", "");
                self.world.run_for(milliseconds(100));
            }
            First::IsSilent => self.world.run_for(seconds(33)),
        }
        let again = self.last(1, method).expect("the second server is asked");
        let cseq = |request: &Received| request.message.cseq().number;
        assert_eq!(cseq(&again), cseq(&request) + 1);
        self.answer(1, method);
        self.world.run_for(milliseconds(100));
    }
}

#[test]
fn a_change_goes_on_and_so_does_what_follows() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(1);
        let (alice, session) = (call.alice, call.session);
        let held = call
            .world
            .with(alice, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        call.goes_on("INVITE", first);
        assert!(call.last(1, "ACK").is_some());
        // The way leads to the second server from now on.
        call.world.hang_up(alice, session);
        call.world.run_for(milliseconds(100));
        assert!(call.last(0, "BYE").is_none());
        call.answer(1, "BYE");
        call.world.run_to_rest(REST);
        call.world.assert_at_rest();
    }
}

#[test]
fn the_end_goes_on() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(2);
        call.world.hang_up(call.alice, call.session);
        call.goes_on("BYE", first);
        call.world.run_to_rest(REST);
        call.world.assert_at_rest();
    }
}

#[test]
fn an_info_goes_on() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(3);
        let session = call.session;
        let sent = call.world.with(call.alice, |agent, now| {
            agent.send_info(now, session, ("text", "plain"), Octets::from_static(b"one"))
        });
        assert_eq!(sent, Ok(()));
        call.goes_on("INFO", first);
        let got = call.last(1, "INFO").expect("an INFO");
        assert_eq!(got.message.body(), b"one");
        assert!(!call.world.heard(call.alice, "closed"));
    }
}

#[test]
fn two_requests_go_on_at_once() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(7);
        let (alice, session) = (call.alice, call.session);
        let sent = call.world.with(alice, |agent, now| {
            agent.send_info(now, session, ("text", "plain"), Octets::from_static(b"one"))
        });
        assert_eq!(sent, Ok(()));
        let held = call
            .world
            .with(alice, |agent, now| agent.hold(now, session));
        assert_eq!(held, Ok(()));
        call.world.run_for(milliseconds(100));
        let asked = ["INFO", "INVITE"].map(|method| call.last(0, method).expect(method));
        match first {
            First::Refuses => {
                for request in &asked {
                    call.respond(0, request, "503 Service Unavailable", "");
                }
                call.world.run_for(milliseconds(100));
            }
            First::IsSilent => call.world.run_for(seconds(33)),
        }
        for method in ["INFO", "INVITE"] {
            assert!(call.last(1, method).is_some());
            call.answer(1, method);
        }
        call.world.run_for(seconds(1));
        assert!(!call.world.heard(alice, "closed"));
        call.world.hang_up(alice, session);
        call.world.run_for(milliseconds(100));
        assert!(call.last(0, "BYE").is_none());
        call.answer(1, "BYE");
        call.world.run_to_rest(REST);
        call.world.assert_at_rest();
    }
}

#[test]
fn a_transfer_goes_on() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(6);
        let session = call.session;
        let asked = call.world.with(call.alice, |agent, now| {
            agent.refer(now, session, "sip:carol@example.com")
        });
        assert_eq!(asked, Ok(()));
        call.goes_on("REFER", first);
        assert!(call.world.heard(call.alice, "refer accepted"));
    }
}

#[test]
fn a_refresh_goes_on() {
    for first in [First::Refuses, First::IsSilent] {
        let mut call = AtTwo::new(5);
        call.world.run_for(seconds(151));
        call.goes_on("UPDATE", first);
        call.world.run_for(seconds(30));
        assert!(!call.world.heard(call.alice, "closed"));
    }
}

#[test]
fn where_nobody_serves_the_call_ends_once() {
    let mut call = AtTwo::new(4);
    let (alice, session) = (call.alice, call.session);
    let held = call
        .world
        .with(alice, |agent, now| agent.hold(now, session));
    assert_eq!(held, Ok(()));
    call.world.run_to_rest(2 * REST);
    let closed = call.world.story(alice);
    let closed = closed.iter().filter(|event| *event == "closed").count();
    assert_eq!(closed, 1);
    call.world.assert_at_rest();
}
