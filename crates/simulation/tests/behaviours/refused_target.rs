//! Where the other side is: the Contact of a re-INVITE or UPDATE counts when that is
//! accepted (RFC 6141 §4.5).

use portsip_core::sip::message::StatusCode;
use simulation::{AgentId, PeerId, Received, World, milliseconds};

use super::messages::pcmu;

/// A call from an agent to a peer, which has another address too.
struct Setting {
    world: World,
    alice: AgentId,
    peer: PeerId,
    other: PeerId,
    invite: Received,
}

impl Setting {
    fn new() -> Self {
        let mut world = World::new(1);
        let alice = world.add_agent("alice");
        let (peer, other) = (world.add_peer("peer"), world.add_peer("peer elsewhere"));
        let (us, them) = (world.address(alice), world.peer_address(peer));
        assert!(world.try_call(alice, &format!("sip:peer@{them}")).is_ok());
        world.run_for(milliseconds(50));
        let invite = world.inbox(peer).first().cloned().expect("an INVITE");
        let contact = format!("Contact: <sip:peer@{them}>");
        let body = pcmu(them, "sendrecv");
        let answer = invite.response("200 OK", "peertag", &[&contact], &body);
        world.send(peer, us, answer);
        world.run_for(milliseconds(50));
        Self {
            world,
            alice,
            peer,
            other,
            invite,
        }
    }

    /// A request of the peer that says it is elsewhere; its final response.
    fn ask(&mut self, method: &str, body: &str) -> u16 {
        let (us, them) = (
            self.world.address(self.alice),
            self.world.peer_address(self.peer),
        );
        let there = self.world.peer_address(self.other);
        let (from, to) = (self.invite.message.to(), self.invite.message.from());
        let call_id = self.invite.message.call_id();
        let text = format!(
            "{method} sip:alice@{us} SIP/2.0\r\nVia: SIP/2.0/UDP {them};branch=z9hG4bK{method}\r\n\
             Max-Forwards: 70\r\nFrom: {};tag=peertag\r\nTo: {}\r\nCall-ID: {call_id}\r\n\
             CSeq: 1 {method}\r\nContact: <sip:peer@{there}>\r\n\
             Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
            from.as_str(),
            to.as_str(),
            body.len()
        );
        self.world.send(self.peer, us, text);
        self.world.run_for(milliseconds(50));
        let answered = |received: &Received| {
            received.message.status().is_some() && received.message.cseq().method.as_str() == method
        };
        let response = self.world.last_received(self.peer, answered);
        let status = response.and_then(|response| response.message.status());
        status.map_or(0, StatusCode::code)
    }

    /// Which of the peer's addresses get the BYE.
    fn bye_reaches(&mut self) -> [bool; 2] {
        let session = self.world.calls_told(self.alice).into_iter().next();
        self.world.hang_up(self.alice, session.expect("a call"));
        self.world.run_for(milliseconds(50));
        [self.peer, self.other].map(|peer| {
            let bye = self
                .world
                .last_received(peer, |received| received.is_request("BYE"));
            bye.is_some()
        })
    }
}

#[test]
fn a_change_that_is_accepted_moves_it() {
    for method in ["INVITE", "UPDATE"] {
        let mut setting = Setting::new();
        let body = pcmu(setting.world.peer_address(setting.other), "sendrecv");
        assert_eq!(setting.ask(method, &body), 200);
        assert_eq!(setting.bye_reaches(), [false, true], "{method}");
    }
}

#[test]
fn a_change_that_is_refused_does_not() {
    for method in ["INVITE", "UPDATE"] {
        let mut setting = Setting::new();
        let there = setting.world.peer_address(setting.other);
        let body = pcmu(there, "sendrecv").replace("AVP 0", "AVP 18");
        assert_eq!(setting.ask(method, &body), 488);
        assert_eq!(setting.bye_reaches(), [true, false], "{method}");
    }
}
