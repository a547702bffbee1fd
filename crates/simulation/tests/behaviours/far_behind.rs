//! The program is far behind with its events: what is there to be told is put off, and
//! calls can end and change.

use portsip_core::events::Event;
use portsip_core::limits::OVERLOAD_RETRY_AFTER_S;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, StatusCode};
use simulation::{AgentId, PeerId, Received, World, milliseconds};

use super::messages::{Request, pcmu};

struct Call {
    world: World,
    alice: AgentId,
    peer: PeerId,
    invite: Received,
}

impl Call {
    /// A call of alice's with a peer, whose program falls behind.
    fn new() -> Self {
        let mut world = World::new(1);
        let alice = world.add_agent("alice");
        let peer = world.add_peer("peer");
        let at = world.peer_address(peer);
        let called = world.try_call(alice, &format!("sip:peer@{at}"));
        assert!(called.is_ok());
        world.run_for(milliseconds(50));
        let invite = world.last_received(peer, |received| received.is_request("INVITE"));
        let invite = invite.expect("it has come").clone();
        let contact = format!("Contact: <sip:peer@{at}>");
        let body = pcmu(at, "sendrecv");
        let response = invite.response("200 OK", "peertag", &[&contact], &body);
        world.send(peer, world.address(alice), response);
        world.run_for(milliseconds(50));
        let mut call = Self {
            world,
            alice,
            peer,
            invite,
        };
        call.set_behind(true);
        call
    }

    fn set_behind(&mut self, behind: bool) {
        let alice = self.alice;
        self.world
            .with(alice, |agent, _| agent.set_overloaded(behind));
    }

    /// The answer to a request of the peer's.
    fn ask(&mut self, method: &str, cseq: u32, headers: &str) -> Message {
        let from = self.world.peer_address(self.peer);
        let to = self.world.address(self.alice);
        let body = match method {
            "INVITE" | "UPDATE" => pcmu(from, "sendonly"),
            _ => String::new(),
        };
        let request = Request {
            method,
            uri: &format!("sip:alice@{to}"),
            from,
            branch: &format!("{method}{cseq}"),
            call_id: self.invite.message.call_id(),
            to_tag: self.invite.message.from().tag().unwrap_or_default(),
            cseq,
            headers,
            body: &body,
        };
        self.world.send(self.peer, to, request.text());
        self.world.run_for(milliseconds(50));
        let answers = self.world.inbox(self.peer).iter().rev();
        let mut answers = answers.map(|received| &received.message);
        let answer = answers.find(|message| {
            let asked = message.cseq();
            !message.is_request() && asked.number == cseq && message.method().as_str() == method
        });
        answer.expect("it is answered").clone()
    }

    fn status(&mut self, method: &str, cseq: u32) -> u16 {
        code(&self.ask(method, cseq, ""))
    }
}

fn code(response: &Message) -> u16 {
    response.status().map_or(0, StatusCode::code)
}

#[test]
fn what_is_there_to_be_told_is_put_off_and_takes_no_number() {
    let mut call = Call::new();
    let refer_to = "Refer-To: <sip:carol@10.0.0.9>\r\n";
    for (method, cseq, headers) in [
        ("INFO", 100, ""),
        ("MESSAGE", 101, ""),
        ("REFER", 102, refer_to),
    ] {
        let refused = call.ask(method, cseq, headers);
        assert_eq!(code(&refused), 503, "{method}");
        assert_eq!(refused.retry_after_s(), Some(OVERLOAD_RETRY_AFTER_S));
        let tag = refused.to().tag().map(str::to_owned);
        assert_eq!(tag.as_deref(), call.invite.message.from().tag());
    }
    let told = call.world.events(call.alice).iter();
    let told = told.filter(|(_, event)| {
        matches!(
            event,
            Event::InfoReceived { .. }
                | Event::MessageReceived { .. }
                | Event::ReferReceived { .. }
        )
    });
    assert_eq!(told.count(), 0);
    call.set_behind(false);
    // Lower numbers than those refused.
    assert_eq!(call.status("INFO", 10), 200);
    assert_eq!(call.status("MESSAGE", 11), 200);
    let story = call.world.story(call.alice);
    assert_eq!(story[story.len() - 2], "info", "{story:?}");
}

#[test]
fn calls_can_change_and_end() {
    let mut call = Call::new();
    assert_eq!(call.status("OPTIONS", 1), 200);
    assert_eq!(call.status("UPDATE", 2), 200);
    assert_eq!(call.status("INVITE", 3), 200);
    assert_eq!(call.status("BYE", 4), 200);
    assert!(call.world.heard(call.alice, "closed"));
}

#[test]
fn requests_outside_dialogs_are_put_off_too() {
    let mut call = Call::new();
    let from = call.world.peer_address(call.peer);
    let to = call.world.address(call.alice);
    for (number, method) in ["INVITE", "MESSAGE", "SUBSCRIBE", "NOTIFY"]
        .iter()
        .enumerate()
    {
        let request = Request {
            method,
            uri: &format!("sip:alice@{to}"),
            from,
            branch: &format!("outside{number}"),
            call_id: &format!("outside{number}"),
            to_tag: "",
            cseq: 1,
            headers: "",
            body: "",
        };
        call.world.send(call.peer, to, request.text());
        call.world.run_for(milliseconds(50));
        let refused = call
            .world
            .last_received(call.peer, |received| received.is_response(503))
            .expect("it is refused");
        assert_eq!(refused.message.method().as_str(), *method);
        let after = refused.message.header(HeaderName::RetryAfter);
        assert_eq!(after, Some(OVERLOAD_RETRY_AFTER_S.to_string().as_str()));
    }
}
