//! Transfers with others who do it their own way: NOTIFY before the response,
//! 200 rather than 202, no last NOTIFY, and what is not understood (RFC 3515,
//! RFC 4488, RFC 6665).

use std::net::SocketAddr;

use portsip_core::error::Result;
use portsip_core::ids::SessionId;
use portsip_core::sip::message::StatusCode;
use simulation::{AgentId, PeerId, Received, World, milliseconds, seconds};

use super::messages::{Request, pcmu};
use super::transfer::referral;

pub(crate) const REFER_TO: &str = "Refer-To: <sip:carol@10.0.0.9>\r\n";

/// alice in a call with a bare peer, which answered it.
pub(crate) struct ByHand {
    pub(crate) world: World,
    pub(crate) alice: AgentId,
    pub(crate) peer: PeerId,
    pub(crate) session: SessionId,
    invite: Received,
    cseq: u32,
}

impl ByHand {
    pub(crate) fn new(seed: u64) -> Self {
        Self::with_contact(seed, "")
    }

    /// The same where the peer is to be reached at another place.
    pub(crate) fn with_contact(seed: u64, contact: &str) -> Self {
        let mut world = World::new(seed);
        let alice = world.add_agent("alice");
        let peer = world.add_peer("peer");
        let (address, to) = (world.peer_address(peer), world.address(alice));
        let session = world
            .try_call(alice, &format!("sip:peer@{address}"))
            .expect("a call can be made");
        world.run_for(milliseconds(50));
        let invite = world.inbox(peer)[0].clone();
        let contact = match contact {
            "" => format!("Contact: <sip:peer@{address}>"),
            contact => format!("Contact: <{contact}>"),
        };
        let body = pcmu(address, "sendrecv");
        let answer = invite.response("200 OK", "peertag", &[&contact], &body);
        world.send(peer, to, answer);
        world.run_for(milliseconds(50));
        Self {
            world,
            alice,
            peer,
            session,
            invite,
            cseq: 0,
        }
    }

    fn addresses(&self) -> (SocketAddr, SocketAddr) {
        let to = self.world.address(self.alice);
        (self.world.peer_address(self.peer), to)
    }

    /// alice asks the peer to call somebody; the REFER.
    pub(crate) fn refer(&mut self) -> Received {
        let session = self.session;
        let asked = self.world.with(self.alice, |agent, now| {
            agent.refer(now, session, "sip:carol@10.0.0.9")
        });
        assert_eq!(asked, Ok(()));
        self.world.run_for(milliseconds(50));
        let refer = self
            .world
            .last_received(self.peer, |received| received.is_request("REFER"));
        refer.expect("the REFER is there")
    }

    /// The peer answers a request.
    pub(crate) fn answer(&mut self, request: &Received, line: &str, headers: &[&str]) {
        let to = self.addresses().1;
        let response = request.response(line, "peertag", headers, "");
        self.world.send(self.peer, to, response);
        self.world.run_for(milliseconds(50));
    }

    /// A request of the peer in the call; the code of its response.
    pub(crate) fn request(&mut self, method: &str, headers: &str, sipfrag: &str) -> u16 {
        let (from, to) = self.addresses();
        self.cseq += 1;
        let tag = self.invite.message.from().tag().expect("a tag").to_owned();
        let branch = format!("{method}{}", self.cseq);
        let request = Request {
            method,
            uri: &format!("sip:alice@{to}"),
            from,
            branch: &branch,
            call_id: self.invite.message.call_id(),
            to_tag: &tag,
            cseq: self.cseq,
            headers,
            body: "",
        };
        let content = format!(
            "Content-Type: message/sipfrag\r\nContent-Length: {}\r\n\r\n{sipfrag}",
            sipfrag.len()
        );
        let text = request.text();
        let text = match sipfrag {
            "" => text,
            _ => text.replace("Content-Length: 0\r\n\r\n", &content),
        };
        self.world.send(self.peer, to, text);
        self.world.run_for(milliseconds(50));
        let method = method.to_owned();
        let cseq = self.cseq;
        let response = self.world.last_received(self.peer, move |received| {
            let number = received.message.cseq();
            !received.message.is_request()
                && number.number == cseq
                && number.method.as_str() == method
        });
        response
            .and_then(|response| response.message.status())
            .map_or(0, StatusCode::code)
    }

    fn notify(&mut self, event: &str, state: &str, sipfrag: &str) -> u16 {
        let headers = format!("Event: {event}\r\nSubscription-State: {state}\r\n");
        self.request("NOTIFY", &headers, sipfrag)
    }

    /// alice's program does what the peer has asked for last.
    pub(crate) fn accept(&mut self) -> Result<SessionId> {
        let refer = referral(&self.world, self.alice).expect("alice is asked");
        let ports = self.world.take_ports(self.alice);
        let accepted = self.world.with(self.alice, |agent, now| {
            agent.accept_refer(now, refer, ports)
        });
        self.world.run_for(milliseconds(50));
        accepted
    }

    /// The requests of a method that the peer got, without repetitions.
    pub(crate) fn requests(&self, method: &str) -> Vec<Received> {
        let inbox = self.world.inbox(self.peer).iter();
        let mut found: Vec<Received> = inbox
            .filter(|received| received.is_request(method))
            .cloned()
            .collect();
        found.dedup_by_key(|request| request.message.cseq().number);
        found
    }

    /// What alice has been told since the call was connected.
    pub(crate) fn told(&self) -> Vec<String> {
        self.world.story_of_call(self.alice, self.session)[2..].to_vec()
    }
}

#[test]
fn a_notify_may_come_before_the_response() {
    let mut call = ByHand::new(1);
    let refer = call.refer();
    assert_eq!(
        call.notify("refer", "active;expires=60", "SIP/2.0 100 Trying\r\n"),
        200
    );
    assert_eq!(call.told(), ["refer accepted", "transfer trying"]);
    call.answer(&refer, "202 Accepted", &[]);
    call.notify(
        "refer",
        "active;expires=60",
        "SIP/2.0 183 Session Progress\r\n",
    );
    call.notify("refer", "active;expires=60", "SIP/2.0 180 Ringing\r\n");
    call.notify(
        "refer",
        "terminated;reason=noresource",
        "SIP/2.0 200 OK\r\n",
    );
    assert_eq!(
        call.told()[2..],
        ["transfer ringing", "transfer ringing", "transferred"]
    );
    // The subscription is over.
    assert_eq!(call.notify("refer", "active", "SIP/2.0 200 OK\r\n"), 481);
}

#[test]
fn who_hangs_up_without_the_last_notify_has_failed() {
    let mut call = ByHand::new(2);
    let refer = call.refer();
    call.answer(&refer, "200 OK", &[]);
    call.notify("refer", "active;expires=60", "SIP/2.0 100 Trying\r\n");
    assert_eq!(call.request("BYE", "", ""), 200);
    call.world.run_for(seconds(33));
    assert_eq!(
        call.told(),
        [
            "refer accepted",
            "transfer trying",
            "closed",
            "not transferred 408"
        ]
    );
    call.world.assert_at_rest();
}

#[test]
fn who_hangs_up_waits_for_the_outcome_all_the_same() {
    let mut call = ByHand::new(11);
    let refer = call.refer();
    call.answer(&refer, "202 Accepted", &[]);
    call.notify("refer", "active;expires=180", "SIP/2.0 180 Ringing\r\n");
    let session = call.session;
    call.world.hang_up(call.alice, session);
    call.world.run_for(milliseconds(50));
    let bye = call
        .world
        .last_received(call.peer, |received| received.is_request("BYE"));
    call.answer(&bye.expect("a BYE"), "200 OK", &[]);
    // It rings for a while.
    call.world.run_for(seconds(60));
    assert_eq!(call.told(), ["refer accepted", "transfer ringing"]);
    let last = "terminated;reason=noresource";
    assert_eq!(call.notify("refer", last, "SIP/2.0 200 OK\r\n"), 200);
    assert_eq!(call.told().last().unwrap(), "transferred");
}

#[test]
fn a_notify_may_come_after_the_bye() {
    let mut call = ByHand::new(3);
    let refer = call.refer();
    call.answer(&refer, "202 Accepted", &[]);
    assert_eq!(call.request("BYE", "", ""), 200);
    assert_eq!(
        call.notify(
            "refer",
            "terminated;reason=noresource",
            "SIP/2.0 200 OK\r\n"
        ),
        200
    );
    assert_eq!(call.told(), ["refer accepted", "closed", "transferred"]);
    call.world.run_for(seconds(60));
    call.world.assert_at_rest();
}

#[test]
fn a_subscription_may_end_without_an_outcome() {
    for (reason, code) in [("noresource", 480), ("timeout", 408), ("rejected", 603)] {
        let mut call = ByHand::new(4);
        let refer = call.refer();
        call.answer(&refer, "202 Accepted", &[]);
        let state = format!("terminated;reason={reason}");
        call.notify("refer", &state, "SIP/2.0 100 Trying\r\n");
        let failed = format!("not transferred {code}");
        assert_eq!(call.told(), ["refer accepted", "transfer trying", &failed]);
    }
}

#[test]
fn a_subscription_that_falls_silent_has_failed() {
    let mut call = ByHand::new(5);
    let refer = call.refer();
    call.answer(&refer, "202 Accepted", &[]);
    call.world.run_for(seconds(359));
    assert_eq!(call.told(), ["refer accepted"]);
    call.world.run_for(seconds(2));
    assert_eq!(call.told(), ["refer accepted", "not transferred 408"]);
}

#[test]
fn without_a_subscription_nothing_more_is_told() {
    let mut call = ByHand::new(6);
    let refer = call.refer();
    call.answer(&refer, "200 OK", &["Refer-Sub: false"]);
    call.world.run_for(seconds(400));
    assert_eq!(call.told(), ["refer accepted"]);
    assert_eq!(call.notify("refer", "active", "SIP/2.0 200 OK\r\n"), 481);
}

#[test]
fn notifies_about_something_else_are_refused() {
    let mut call = ByHand::new(7);
    assert_eq!(call.notify("refer", "active", "SIP/2.0 200 OK\r\n"), 481);
    let refer = call.refer();
    call.answer(&refer, "202 Accepted", &[]);
    assert_eq!(call.notify("presence", "active", ""), 489);
    assert_eq!(
        call.notify("refer;id=99", "active", "SIP/2.0 200 OK\r\n"),
        481
    );
    let number = refer.message.cseq().number;
    let event = format!("refer;id={number}");
    for nonsense in ["", "HTTP/1.1 200 OK\r\n", "SIP/2.0 abc\r\n"] {
        assert_eq!(call.notify(&event, "active", nonsense), 200);
    }
    assert_eq!(call.told(), ["refer accepted"]);
    call.notify(&event, "terminated", "SIP/2.0 486\r\n");
    assert_eq!(call.told(), ["refer accepted", "not transferred 486"]);
}

#[test]
fn requests_that_cannot_be_done_are_refused() {
    let mut call = ByHand::new(8);
    let to = REFER_TO;
    let cases = [
        (String::new(), 400),
        (format!("{to}{to}"), 400),
        ("Refer-To: <https://example.com>\r\n".to_owned(), 416),
        ("Refer-To: <sip:a@b;method=BYE>\r\n".to_owned(), 501),
        ("Refer-To: <sip:a@b?Replaces=x>\r\n".to_owned(), 400),
        (format!("{to}Require: multiple-refer\r\n"), 420),
        (format!("{to}Replaces: a;to-tag=1;from-tag=2\r\n"), 400),
    ];
    for (headers, code) in cases {
        assert_eq!(call.request("REFER", &headers, ""), code, "{headers}");
    }
    assert_eq!(call.told(), Vec::<String>::new());
}

#[test]
fn a_request_without_subscription_gets_no_notify() {
    let mut call = ByHand::new(9);
    call.request("REFER", &format!("{REFER_TO}Refer-Sub: false\r\n"), "");
    call.accept().expect("accepted");
    call.world.run_for(seconds(40));
    let accepted = call
        .world
        .last_received(call.peer, |received| received.is_response(202));
    let accepted = accepted.expect("202").message;
    assert_eq!(accepted.header_named("Refer-Sub"), Some("false"));
    assert!(call.requests("NOTIFY").is_empty());
}

#[test]
fn the_second_request_of_a_dialog_is_told_by_its_number() {
    let mut call = ByHand::new(10);
    for (round, event) in ["refer", "refer;id=2"].iter().enumerate() {
        call.request("REFER", REFER_TO, "");
        call.accept().expect("accepted");
        let notify = call.requests("NOTIFY").pop().expect("a NOTIFY");
        assert_eq!(
            notify.message.header_named("Event"),
            Some(*event),
            "{round}"
        );
        assert_eq!(notify.message.body(), b"SIP/2.0 100 Trying\r\n");
        // Who knows no subscription is told no more.
        call.answer(&notify, "481 Subscription does not exist", &[]);
    }
    call.world.run_for(seconds(40));
    assert_eq!(call.requests("NOTIFY").len(), 2);
}
