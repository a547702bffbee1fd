//! Requests in the early dialogs of a call we make: PRACK, and UPDATE of theirs.

use portsip_core::config::ReliableProvisional as Mode;
use portsip_core::ids::SessionId;
use portsip_core::sip::header::HeaderName;
use simulation::{AgentId, PeerId, REST, Received, World, milliseconds, seconds};

use super::messages::pcmu;

/// A caller who acknowledges, and a gateway that is called.
struct Setting {
    world: World,
    alice: AgentId,
    gateway: PeerId,
    session: SessionId,
    invite: Received,
    /// Where the gateway says that it is.
    contact: String,
}

impl Setting {
    fn new(seed: u64, send_sdp: bool) -> Self {
        let mut world = World::new(seed);
        let alice = world.add_agent("alice");
        let gateway = world.add_peer("gateway");
        world.with(alice, |agent, _| {
            agent.set_reliable_provisional(Mode::Supported);
        });
        let there = world.peer_address(gateway);
        let uri = format!("sip:1000@{there}");
        let ports = world.take_ports(alice);
        let session = world
            .with(alice, |agent, now| {
                agent.call(now, &uri, send_sdp, false, ports)
            })
            .expect("a call can be made");
        world.run_for(milliseconds(50));
        let invite = world
            .last_received(gateway, |received| received.is_request("INVITE"))
            .expect("the gateway is called");
        Self {
            world,
            alice,
            gateway,
            session,
            invite,
            contact: format!("sip:gw@{there}"),
        }
    }

    /// A response to the INVITE, reliable where it has a number.
    fn respond(&mut self, line: &str, rseq: Option<u32>, more: &[&str], body: &str) {
        let mut headers = vec![format!("Contact: <{}>", self.contact)];
        if let Some(rseq) = rseq {
            headers.push("Require: 100rel".to_owned());
            headers.push(format!("RSeq: {rseq}"));
        }
        headers.extend(more.iter().map(|header| (*header).to_owned()));
        let headers: Vec<_> = headers.iter().map(String::as_str).collect();
        let response = self.invite.response(line, "gw", &headers, body);
        self.send(response);
    }

    fn send(&mut self, message: impl Into<portsip_core::octets::Octets>) {
        let us = self.world.address(self.alice);
        self.world.send(self.gateway, us, message);
        self.world.run_for(milliseconds(50));
    }

    fn last(&self, method: &str) -> Option<Received> {
        let chosen = |received: &Received| received.is_request(method);
        self.world.last_received(self.gateway, chosen)
    }

    fn last_response(&self, status: u16) -> Option<Received> {
        let chosen = |received: &Received| received.is_response(status);
        self.world.last_received(self.gateway, chosen)
    }

    fn describe(&self, port: u16) -> String {
        let them = self.world.peer_address(self.gateway);
        pcmu(them, "sendrecv").replace("30000", &port.to_string())
    }

    /// An UPDATE of the gateway.
    fn update(&mut self, cseq: u32, body: &str) {
        let them = self.world.peer_address(self.gateway);
        let us = self.world.address(self.alice);
        let (from, call_id) = (
            self.invite.message.to().as_str(),
            self.invite.message.call_id(),
        );
        let to = self.invite.message.from().as_str();
        let branch = self.world.inbox(self.gateway).len();
        let content = if body.is_empty() {
            ""
        } else {
            "Content-Type: application/sdp\r\n"
        };
        let text = format!(
            "UPDATE sip:alice@{us} SIP/2.0\r\nVia: SIP/2.0/UDP {them};branch=z9hG4bKup{branch}\r\n\
             Max-Forwards: 70\r\nFrom: {from};tag=gw\r\nTo: {to}\r\nCall-ID: {call_id}\r\n\
             CSeq: {cseq} UPDATE\r\nContact: <{}>\r\n{content}\
             Content-Length: {}\r\n\r\n{body}",
            self.contact,
            body.len()
        );
        self.send(text);
    }

    fn answer_all(&mut self, method: &str) {
        if let Some(request) = self.last(method) {
            self.send(request.response("200 OK", "", &[], ""));
        }
    }

    fn media_port(&self) -> u16 {
        let plan = self.world.audio_plan(self.alice, self.session);
        plan.map_or(0, |plan| plan.remote_rtp.port())
    }

    /// Our side hangs up, and nothing is left.
    fn end(mut self) {
        let _ = self
            .world
            .with(self.alice, |agent, now| agent.hang_up(now, self.session));
        self.world.run_for(milliseconds(50));
        self.answer_all("BYE");
        self.answer_all("CANCEL");
        let ended = self.last("CANCEL").is_some();
        if ended {
            let over = self
                .invite
                .response("487 Request Terminated", "gw", &[], "");
            self.send(over);
        }
        self.world.run_to_rest(REST);
        self.world.assert_at_rest();
    }
}

#[test]
fn an_offer_is_answered_in_the_prack() {
    let mut setting = Setting::new(1, false);
    let offer = setting.describe(31_000);
    setting.respond("183 Session Progress", Some(1), &[], &offer);
    let prack = setting.last("PRACK").unwrap();
    assert!(!prack.message.body().is_empty());
    assert_eq!(setting.media_port(), 31_000);
    assert_eq!(
        setting.world.story(setting.alice),
        ["trying", "progress with media"]
    );
    setting.answer_all("PRACK");
    // Without a description it is still known what flows.
    setting.respond("183 Session Progress", Some(2), &[], "");
    setting.answer_all("PRACK");
    assert!(setting.last("PRACK").unwrap().message.body().is_empty());
    setting.respond("200 OK", None, &[], "");
    let ack = setting.last("ACK").unwrap();
    assert!(ack.message.body().is_empty());
    let story = setting.world.story(setting.alice);
    assert_eq!(story[2..], ["progress with media", "answered", "connected"]);
    assert_eq!(setting.media_port(), 31_000);
    setting.end();
}

#[test]
fn an_offer_that_cannot_be_taken_ends_the_call() {
    let mut setting = Setting::new(2, false);
    let offer = setting.describe(31_000).replace("AVP 0", "AVP 18");
    setting.respond("183 Session Progress", Some(1), &[], &offer);
    assert!(setting.last("PRACK").is_some());
    assert!(setting.last("CANCEL").is_some());
    assert_eq!(setting.world.story(setting.alice), ["trying", "failed 488"]);
    setting.end();
}

#[test]
fn a_prack_that_is_challenged_goes_again_with_credentials() {
    let mut setting = Setting::new(3, true);
    setting.respond("180 Ringing", Some(5), &[], "");
    let prack = setting.last("PRACK").unwrap();
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5";
    let refusal = prack.response("407 Proxy Authentication Required", "", &[challenge], "");
    setting.send(refusal);
    let again = setting.last("PRACK").unwrap();
    assert!(
        again
            .message
            .header(HeaderName::ProxyAuthorization)
            .is_some()
    );
    assert_eq!(again.message.header(HeaderName::RAck), Some("5 1 INVITE"));
    assert_eq!(again.message.cseq().number, prack.message.cseq().number + 1);
    setting.answer_all("PRACK");
    let description = setting.describe(30_000);
    setting.respond("200 OK", None, &[], &description);
    assert_eq!(
        setting.world.story(setting.alice).last().unwrap(),
        "connected"
    );
    setting.end();
}

#[test]
fn a_prack_takes_the_way_of_its_dialog() {
    let mut setting = Setting::new(4, true);
    let proxy = setting.world.add_peer("proxy");
    let route = format!(
        "Record-Route: <sip:{};lr>",
        setting.world.peer_address(proxy)
    );
    setting.respond("180 Ringing", Some(5), &[&route], "");
    setting.world.run_for(milliseconds(50));
    assert!(setting.last("PRACK").is_none());
    let prack = setting
        .world
        .last_received(proxy, |received| received.is_request("PRACK"))
        .unwrap();
    assert!(prack.message.routes().next().is_some());
    let us = setting.world.address(setting.alice);
    setting
        .world
        .send(proxy, us, prack.response("200 OK", "", &[], ""));
    setting.world.run_for(seconds(1));
    setting.end();
}

#[test]
fn an_update_of_theirs_changes_what_is_agreed() {
    let mut setting = Setting::new(5, true);
    let (first, second) = (setting.describe(31_000), setting.describe(32_000));
    // Ours is still to be answered.
    setting.respond("180 Ringing", Some(1), &[], "");
    setting.answer_all("PRACK");
    setting.update(1, &second);
    assert!(setting.last_response(491).is_some());
    setting.update(2, "");
    let empty = setting.last_response(200).unwrap();
    assert!(empty.message.body().is_empty());
    setting.respond("183 Session Progress", Some(2), &[], &first);
    setting.answer_all("PRACK");
    assert_eq!(setting.media_port(), 31_000);
    setting.update(3, &second);
    let answer = setting.last_response(200).unwrap();
    assert!(!answer.message.body().is_empty());
    assert_eq!(setting.media_port(), 32_000);
    // Too late, by its number.
    setting.update(1, &first);
    assert!(setting.last_response(500).is_some());
    setting.respond("200 OK", None, &[], "");
    assert_eq!(
        setting.world.story(setting.alice).last().unwrap(),
        "connected"
    );
    assert_eq!(setting.media_port(), 32_000);
    setting.end();
}

#[test]
fn without_the_extension_nothing_is_acknowledged() {
    let mut setting = Setting::new(6, true);
    setting.world.with(setting.alice, |agent, _| {
        agent.set_reliable_provisional(Mode::Never);
    });
    setting.respond("180 Ringing", Some(5), &[], "");
    assert!(setting.last("PRACK").is_none());
    assert_eq!(
        setting.world.story(setting.alice),
        ["trying", "ringing 180"]
    );
    setting.end();
}

#[test]
fn numbers_without_an_end_are_acknowledged_only_so_often() {
    let mut setting = Setting::new(7, true);
    for number in 1..200 {
        setting.respond("180 Ringing", Some(number), &[], "");
        setting.answer_all("PRACK");
    }
    let inbox = setting.world.inbox(setting.gateway).iter();
    let pracks = inbox.filter(|received| received.is_request("PRACK"));
    assert_eq!(pracks.count(), 64);
    setting.end();
}

fn pracks(setting: &Setting) -> Vec<Received> {
    let inbox = setting.world.inbox(setting.gateway).iter();
    let pracks = inbox.filter(|received| received.is_request("PRACK"));
    pracks.cloned().collect()
}

#[test]
fn a_prack_whose_connection_is_lost_goes_again_over_a_new_one() {
    let mut setting = Setting::new(8, true);
    let us = setting.world.address(setting.alice);
    setting.contact.push_str(";transport=tcp");
    setting.respond("180 Ringing", Some(1), &[], "");
    setting.world.run_for(milliseconds(50));
    assert_eq!(pracks(&setting).len(), 1);
    setting.world.reset_connections(us);
    setting.world.run_for(seconds(1));
    let both = pracks(&setting);
    let racks = both
        .iter()
        .map(|prack| prack.message.header(HeaderName::RAck));
    assert!(racks.eq([Some("1 1 INVITE"), Some("1 1 INVITE")]));
    setting.answer_all("PRACK");
    // And one that is lost between two of them is not used again.
    setting.world.reset_connections(us);
    setting.world.run_for(seconds(1));
    setting.respond("180 Ringing", Some(2), &[], "");
    setting.world.run_for(milliseconds(50));
    assert_eq!(pracks(&setting).len(), 3);
    setting.answer_all("PRACK");
    setting.end();
}

#[test]
fn an_update_of_theirs_moves_the_way_of_the_next_prack() {
    let mut setting = Setting::new(9, true);
    let elsewhere = setting.world.add_peer("elsewhere");
    setting.respond("180 Ringing", Some(1), &[], "");
    setting.answer_all("PRACK");
    setting.contact = format!("sip:gw@{}", setting.world.peer_address(elsewhere));
    setting.update(1, "");
    assert!(setting.last_response(200).is_some());
    setting.respond("180 Ringing", Some(2), &[], "");
    assert_eq!(pracks(&setting).len(), 1);
    let prack = setting
        .world
        .last_received(elsewhere, |received| received.is_request("PRACK"));
    assert!(prack.is_some());
}
