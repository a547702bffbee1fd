//! One agent against a peer that is written out by hand: what the two agents
//! of the simulations never say.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use portsip_core::clock::Instant;
use portsip_core::config::{
    Account, AudioConfig, HeaderAction, HeaderRule, MessageKinds, TransportKind,
};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{
    AudioCodec, CodecPreference, Direction, MediaAccess, MediaCommand, MediaPorts, MediaPortsId,
};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output};

const OFFER: &str = "v=0\r\no=p 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\n\
    m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
const PORTS: MediaPorts = MediaPorts {
    id: MediaPortsId(1),
    rtp_port: 10_000,
    rtcp_port: 10_001,
};

struct Bench {
    now: Instant,
    agent: Agent,
    sent: Vec<(SocketAddr, Message)>,
    events: Vec<Event>,
    media: Vec<MediaCommand>,
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

impl Bench {
    fn new() -> Self {
        let config = AgentConfig {
            transport: TransportKind::Udp,
            call_sessions_max: 4,
            user_agent: "Bench/1".into(),
        };
        let mut agent = Agent::new(config, Rng::from_number(1));
        let now = Instant::from_micros(1_000_000);
        let account = Account {
            user_name: "alice".into(),
            display_name: String::new(),
            auth_name: String::new(),
            password: Secret::new("secret"),
            domain: String::new(),
            server: None,
            stun_server: None,
            outbound_proxy: None,
        };
        agent.set_user(now, account).expect("a user");
        agent.set_audio_config(AudioConfig {
            codecs: vec![CodecPreference {
                codec: AudioCodec::Pcmu,
                payload_type: 0,
                fmtp: String::new(),
            }],
            ..AudioConfig::default()
        });
        Self {
            now,
            agent,
            sent: Vec::new(),
            events: Vec::new(),
            media: Vec::new(),
        }
    }

    fn drain(&mut self) {
        while let Some(output) = self.agent.poll_output() {
            match output {
                Output::Transmit { flow, payload } => {
                    let message = Message::parse(payload).expect("a good message");
                    self.sent.push((flow.remote, message));
                }
                Output::OpenFlow {
                    request, remote, ..
                } => {
                    let flow = Flow::udp(address("10.0.0.1:5060"), remote);
                    self.agent.handle_flow_opened(self.now, request, flow);
                }
                Output::Resolve { id, .. } => {
                    let found = vec![address("10.0.0.7:5060"), address("10.0.0.8:5060")];
                    self.agent.handle_resolved(self.now, id, found);
                }
                Output::Event(event) => self.events.push(event),
                Output::Media(command) => self.media.push(command),
                Output::CloseFlow { .. } => {}
            }
        }
    }

    fn receive(&mut self, text: &str) {
        self.receive_from("10.0.0.2:5060", text);
    }

    fn receive_from(&mut self, from: &str, text: &str) {
        let flow = Flow::udp(address("10.0.0.1:5060"), address(from));
        match Message::parse(Bytes::copy_from_slice(text.as_bytes())) {
            Ok(message) => self.agent.handle_message(self.now, flow, message),
            Err(error) => self.agent.handle_malformed(self.now, flow, &error),
        }
        self.drain();
    }

    fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(due) = self.agent.poll_timeout().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.agent.handle_timeout(self.now);
            self.drain();
        }
        self.now = end;
    }

    fn call(&mut self, to: &str) -> SessionId {
        let called = self.agent.call(self.now, to, true, false, PORTS);
        self.drain();
        called.expect("calls")
    }

    fn answer(&mut self, session: SessionId) {
        let answered = self.agent.answer(self.now, session, false, PORTS);
        answered.expect("answers");
        self.drain();
    }

    fn hang_up(&mut self, session: SessionId) {
        self.agent.hang_up(self.now, session).expect("hangs up");
        self.drain();
    }

    /// The messages sent since the last look.
    fn take_sent(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.sent)
            .into_iter()
            .map(|(_, message)| message)
            .collect()
    }

    /// The only message sent since the last look.
    fn one(&mut self) -> Message {
        let mut sent = self.take_sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The statuses sent since the last look.
    fn statuses(&mut self) -> Vec<u16> {
        let sent = self.take_sent();
        sent.iter()
            .filter_map(|message| Some(message.status()?.code()))
            .collect()
    }
}

fn methods(sent: &[Message]) -> Vec<String> {
    sent.iter()
        .filter(|message| message.is_request())
        .map(|message| message.method().to_string())
        .collect()
}

/// A response to one of our requests.
fn response(request: &Message, status: &str, tag: &str, more: &str, body: &str) -> String {
    let kind = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/sdp\r\n"
    };
    let tag = match request.to().tag() {
        Some(_) => String::new(),
        None => format!(";tag={tag}"),
    };
    format!(
        "SIP/2.0 {status}\r\nVia: {}\r\nFrom: {}\r\nTo: {}{tag}\r\nCall-ID: {}\r\nCSeq: {}\r\n\
         {more}{kind}Content-Length: {}\r\n\r\n{body}",
        request.top_via().as_str(),
        request.from().as_str(),
        request.to().as_str(),
        request.call_id(),
        request.cseq(),
        body.len(),
    )
}

/// A request outside any dialog.
fn request(method: &str, branch: &str, more: &str, body: &str) -> String {
    format!(
        "{method} sip:alice@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK{branch}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:bob@10.0.0.2>;tag=theirs\r\nTo: <sip:alice@10.0.0.1>\r\n\
         Call-ID: c1\r\nCSeq: 1 {method}\r\nContact: <sip:bob@10.0.0.2>\r\n{more}\
         Content-Length: {}\r\n\r\n{body}",
        body.len(),
    )
}

/// A request in the dialog that `request("INVITE", …)` made.
fn in_dialog(method: &str, cseq: u32, tag: &str, more: &str, body: &str) -> String {
    let kind = if body.starts_with("v=") {
        "Content-Type: application/sdp\r\n"
    } else {
        ""
    };
    format!(
        "{method} sip:alice@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK{method}{cseq}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:bob@10.0.0.2>;tag=theirs\r\nTo: <sip:alice@10.0.0.1>;tag={tag}\r\n\
         Call-ID: c1\r\nCSeq: {cseq} {method}\r\nContact: <sip:bob@10.0.0.2>\r\n{more}{kind}\
         Content-Length: {}\r\n\r\n{body}",
        body.len(),
    )
}

const SDP: &str = "Content-Type: application/sdp\r\n";
const CONTACT: &str = "Contact: <sip:bob@10.0.0.2:5070>\r\n";

/// A call from them that is up: the session and our tag.
fn incoming_call(bench: &mut Bench) -> (SessionId, String) {
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let ringing = bench.one();
    let tag = ringing.to().tag().expect("a tag").to_owned();
    let events = bench.take_events();
    let Some(Event::InviteIncoming(parties)) = events.first() else {
        panic!("{events:?}");
    };
    let session = parties.session;
    bench.answer(session);
    bench.receive(&in_dialog("ACK", 1, &tag, "", ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteConnected { .. }]
    ));
    bench.take_sent();
    (session, tag)
}

/// A call to them that is up: the session, and our INVITE.
fn outgoing_call(bench: &mut Bench) -> (SessionId, Message) {
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "200 OK", "theirs", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.take_events();
    (session, invite)
}

#[test]
fn an_invite_says_who_we_are_and_what_we_take() {
    let mut bench = Bench::new();
    bench.call("\"Bob\" <sip:bob@10.0.0.2:5066;transport=udp>");
    assert_eq!(bench.sent[0].0, address("10.0.0.2:5066"));
    let invite = bench.one();
    assert_eq!(invite.from().uri().as_str(), "sip:alice@10.0.0.1");
    assert_eq!(invite.to().display_name(), "Bob");
    assert_eq!(
        invite.header(HeaderName::Contact),
        Some("<sip:alice@10.0.0.1:5060>")
    );
    assert_eq!(invite.header(HeaderName::UserAgent), Some("Bench/1"));
    assert!(
        invite
            .header(HeaderName::Allow)
            .is_some_and(|allow| allow.contains("BYE"))
    );
    assert!(invite.has_token(HeaderName::Supported, "199"));
    assert!(invite.top_via().wants_rport());
    assert!(invite.body().starts_with(b"v=0"));
}

#[test]
fn progress_is_told_as_often_as_it_comes_and_early_media_flows() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "100 Trying", "", "", "").replace(";tag=\r\n", "\r\n"));
    bench.receive(&response(
        &invite,
        "183 Session Progress",
        "a",
        CONTACT,
        OFFER,
    ));
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    bench.receive(&response(&invite, "182 Queued", "a", CONTACT, ""));
    let events = bench.take_events();
    assert!(matches!(
        events[..],
        [
            Event::InviteTrying { .. },
            Event::InviteSessionProgress {
                early_media: true,
                ..
            },
            Event::InviteRinging { status: 180, .. },
            Event::InviteRinging { status: 182, .. },
        ]
    ));
    assert!(matches!(bench.media[..], [MediaCommand::Apply { .. }]));
    assert_eq!(
        bench.agent.media_access(session),
        Ok(MediaAccess::NotEstablished)
    );
    // The answer was in the 183; the 200 repeats nothing.
    bench.receive(&response(&invite, "200 OK", "a", CONTACT, ""));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteAnswered(_), Event::InviteConnected { .. }]
    ));
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
}

#[test]
fn further_answers_are_acknowledged_and_ended() {
    let mut bench = Bench::new();
    let (session, invite) = outgoing_call(&mut bench);
    bench.receive(&response(&invite, "200 OK", "theirs", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.receive(&response(&invite, "200 OK", "other", CONTACT, OFFER));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "BYE"]);
    assert!(
        sent.iter()
            .all(|message| message.to().tag() == Some("other"))
    );
    assert_eq!(sent[0].cseq().number, invite.cseq().number);
    // Also after the call is over.
    bench.hang_up(session);
    let bye = bench.one();
    bench.receive(&response(&bye, "200 OK", "", "", ""));
    assert!(bench.agent.is_drained());
    bench.receive(&response(&invite, "200 OK", "late", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK", "BYE"]);
    assert!(bench.take_events().is_empty());
}

#[test]
fn an_answer_that_crosses_cancel_is_ended() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.hang_up(session);
    assert!(
        bench.take_sent().is_empty(),
        "no CANCEL before a provisional response"
    );
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    assert_eq!(methods(&bench.take_sent()), ["CANCEL"]);
    bench.receive(&response(&invite, "200 OK", "a", CONTACT, OFFER));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "BYE"]);
    bench.receive(&response(&sent[1], "200 OK", "", "", ""));
    assert!(bench.agent.is_drained());
    assert!(bench.take_events().is_empty());
    assert!(matches!(bench.media[..], [MediaCommand::Stop { .. }]));
}

#[test]
fn redirections_are_followed_and_loops_refused() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let first = bench.one();
    let contacts = "Contact: <sip:low@10.0.0.4>;q=0.1, <sip:high@10.0.0.3>;q=0.9\r\n";
    bench.receive(&response(
        &first,
        "302 Moved Temporarily",
        "a",
        contacts,
        "",
    ));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert_eq!(
        sent[1].request_uri().map(|uri| uri.as_str()),
        Some("sip:high@10.0.0.3")
    );
    assert_eq!(sent[1].call_id(), first.call_id());
    assert!(sent[1].cseq().number > first.cseq().number);
    let back = "Contact: <sip:bob@10.0.0.2>\r\n";
    bench.receive_from(
        "10.0.0.3:5060",
        &response(&sent[1], "302 Moved", "b", back, ""),
    );
    let sent = bench.take_sent();
    assert_eq!(
        sent[1].request_uri().map(|uri| uri.as_str()),
        Some("sip:low@10.0.0.4")
    );
    bench.receive_from(
        "10.0.0.4:5060",
        &response(&sent[1], "302 Moved", "c", back, ""),
    );
    let events = bench.take_events();
    assert!(
        matches!(events[..], [Event::InviteFailure { status: 302, .. }]),
        "{events:?}"
    );
    assert!(bench.agent.is_drained());
}

#[test]
fn a_challenged_call_goes_on_with_credentials() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"\r\n";
    bench.receive(&response(
        &invite,
        "407 Proxy Authentication Required",
        "a",
        challenge,
        "",
    ));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert!(sent[1].header(HeaderName::ProxyAuthorization).is_some());
    assert_eq!(sent[1].from().tag(), invite.from().tag());
    assert_eq!(sent[1].cseq().number, 2);
    bench.receive(&response(&sent[1], "200 OK", "b", CONTACT, OFFER));
    let ack = bench.one();
    assert_eq!(
        ack.header(HeaderName::ProxyAuthorization),
        sent[1].header(HeaderName::ProxyAuthorization)
    );
    bench.take_events();
    // In the dialog the nonce is used again, and a new one taken.
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    let stale =
        "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n2\", qop=\"auth\", stale=true\r\n";
    assert!(
        hold.header(HeaderName::ProxyAuthorization)
            .is_some_and(|text| text.contains("nc=00000002"))
    );
    bench.receive_from(
        "10.0.0.2:5070",
        &response(&hold, "407 Again", "", stale, ""),
    );
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert!(
        sent[1]
            .header(HeaderName::ProxyAuthorization)
            .is_some_and(|text| text.contains("n2"))
    );
}

#[test]
fn refused_credentials_end_the_call() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\"\r\n";
    bench.receive(&response(&invite, "401 Unauthorized", "a", challenge, ""));
    let sent = bench.take_sent();
    bench.receive(&response(&sent[1], "401 Unauthorized", "a", challenge, ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteFailure { status: 401, .. }]
    ));
}

#[test]
fn the_next_address_is_tried_after_503() {
    let mut bench = Bench::new();
    bench.call("sip:bob@example.com");
    assert_eq!(bench.sent[0].0, address("10.0.0.7:5060"));
    let invite = bench.one();
    bench.receive_from("10.0.0.7:5060", &response(&invite, "503 No", "a", "", ""));
    assert_eq!(bench.sent[1].0, address("10.0.0.8:5060"));
    let again = bench.take_sent().remove(1);
    bench.receive_from("10.0.0.8:5060", &response(&again, "503 No", "a", "", ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteFailure { status: 503, .. }]
    ));
}

#[test]
fn a_lost_ack_ends_the_call() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let Some(Event::InviteIncoming(parties)) = bench.take_events().pop() else {
        panic!("a call");
    };
    bench.take_sent();
    bench.answer(parties.session);
    bench.pass(Duration::from_secs(31));
    assert_eq!(bench.statuses(), [200; 10]);
    bench.pass(Duration::from_secs(2));
    assert_eq!(methods(&bench.take_sent())[..1], ["BYE"]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteClosed { .. }]
    ));
}

#[test]
fn bye_waits_for_the_ack() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let tag = bench.one().to().tag().expect("a tag").to_owned();
    let Some(Event::InviteIncoming(parties)) = bench.take_events().pop() else {
        panic!("a call");
    };
    bench.answer(parties.session);
    bench.hang_up(parties.session);
    assert_eq!(bench.statuses(), [200]);
    bench.receive(&in_dialog("ACK", 1, &tag, "", ""));
    assert_eq!(methods(&bench.take_sent()), ["BYE"]);
    assert!(bench.take_events().is_empty());
}

#[test]
fn a_call_that_is_cancelled_while_it_rings() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let ringing = bench.one();
    assert_eq!(ringing.status().map(|status| status.code()), Some(180));
    let cancel = request("INVITE", "1", "", "").replace("INVITE", "CANCEL");
    bench.receive(&cancel);
    let sent = bench.take_sent();
    let codes: Vec<_> = sent
        .iter()
        .filter_map(|message| Some(message.status()?.code()))
        .collect();
    assert_eq!(codes, [200, 487]);
    assert_eq!(sent[0].to().tag(), ringing.to().tag());
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteIncoming(_), Event::InviteClosed { .. }]
    ));
    assert_eq!(bench.agent.calls_live(), 0);
}

#[test]
fn ringing_is_repeated_and_ends_with_the_callers_expiry() {
    let mut bench = Bench::new();
    let expires = format!("{SDP}Expires: 130\r\n");
    bench.receive(&request("INVITE", "1", &expires, OFFER));
    bench.pass(Duration::from_secs(129));
    assert_eq!(bench.statuses(), [180, 180, 180]);
    bench.pass(Duration::from_secs(1));
    assert_eq!(bench.statuses()[..1], [487]);
    assert!(matches!(
        bench.take_events().last(),
        Some(Event::InviteClosed { .. })
    ));
}

#[test]
fn an_answer_that_never_comes_is_a_timeout() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    bench.pass(Duration::from_secs(200));
    assert_eq!(methods(&bench.take_sent())[..1], ["CANCEL"]);
    assert!(matches!(
        bench.take_events().last(),
        Some(Event::InviteFailure { status: 408, .. })
    ));
    bench.pass(Duration::from_secs(60));
    assert!(bench.agent.is_drained());
    assert!(bench.take_events().is_empty());
}

#[test]
fn requests_that_are_not_for_us_get_their_codes() {
    let mut bench = Bench::new();
    let cases = [
        ("MESSAGE", String::new(), "", 405),
        ("FOO", String::new(), "", 405),
        ("BYE", String::new(), "", 481),
        ("INFO", String::new(), "", 481),
        ("INVITE", "Require: 100rel, foo\r\n".to_owned(), "", 420),
        (
            "INVITE",
            "Content-Type: text/plain\r\n".to_owned(),
            "hello",
            415,
        ),
        (
            "INVITE",
            format!("{SDP}Content-Encoding: gzip\r\n"),
            OFFER,
            415,
        ),
        ("INVITE", SDP.to_owned(), "nonsense", 400),
        (
            "INVITE",
            SDP.to_owned(),
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 3\r\n",
            488,
        ),
        ("OPTIONS", String::new(), "", 200),
    ];
    for (index, (method, more, body, status)) in cases.iter().enumerate() {
        let text =
            request(method, &format!("b{index}"), more, body).replace("c1", &format!("c{index}x"));
        bench.receive(&text);
        let response = bench.one();
        assert_eq!(
            response.status().map(|status| status.code()),
            Some(*status),
            "{text}"
        );
        assert!(response.to().tag().is_some());
        match status {
            405 => assert!(response.header(HeaderName::Allow).is_some()),
            420 => assert_eq!(
                response.header(HeaderName::Unsupported),
                Some("100rel, foo")
            ),
            415 => assert!(response.header(HeaderName::Accept).is_some()),
            _ => {}
        }
        // A refused INVITE is acknowledged.
        bench.pass(Duration::from_secs(40));
        bench.take_sent();
    }
    assert!(matches!(
        bench.take_events()[..],
        [Event::OptionsReceived { .. }]
    ));
}

#[test]
fn options_tell_what_we_can_do() {
    let mut bench = Bench::new();
    bench.receive(&request("OPTIONS", "1", "", ""));
    let response = bench.one();
    for name in [
        HeaderName::Allow,
        HeaderName::Accept,
        HeaderName::Supported,
        HeaderName::Contact,
    ] {
        assert!(response.header(name).is_some(), "{name:?}");
    }
    assert!(response.body().starts_with(b"v=0"));
}

#[test]
fn bad_requests_are_answered_and_do_no_harm() {
    let mut bench = Bench::new();
    let bad = request("OPTIONS", "1", "no colon here\r\n", "");
    bench.receive(&bad);
    assert_eq!(bench.statuses(), [400]);
    bench.receive("SIP/2.0 200 OK\r\nnonsense\r\n\r\n");
    bench.receive("\r\n\r\n");
    assert!(bench.take_sent().is_empty());
    bench.receive(&request("OPTIONS", "2", "", ""));
    assert_eq!(bench.statuses(), [200]);
}

#[test]
fn dialogs_that_we_do_not_know() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    bench.receive(&in_dialog("BYE", 2, "unknown", "", ""));
    assert_eq!(bench.statuses(), [481]);
    bench.receive(&in_dialog("BYE", 3, &tag, "", "").replace("c1", "c2"));
    assert_eq!(bench.statuses(), [481]);
    bench.receive(&in_dialog("BYE", 4, &tag, "", "").replace("theirs", "others"));
    assert_eq!(bench.statuses(), [481]);
    assert_eq!(bench.agent.calls_live(), 1);
    assert!(bench.take_events().is_empty());
}

#[test]
fn changes_from_the_other_side() {
    let mut bench = Bench::new();
    let (session, tag) = incoming_call(&mut bench);
    let held = OFFER
        .replace("o=p 1 1", "o=p 1 2")
        .replace("a=rtpmap", "a=sendonly\r\na=rtpmap");
    bench.receive(&in_dialog("INVITE", 2, &tag, "", &held));
    assert!(bench.one().body().starts_with(b"v=0"));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteHold { .. }]
    ));
    bench.receive(&in_dialog("ACK", 2, &tag, "", ""));
    // The same once more changes nothing.
    bench.receive(&in_dialog("INVITE", 3, &tag, "", &held));
    bench.receive(&in_dialog("ACK", 3, &tag, "", ""));
    assert!(bench.take_events().is_empty());
    bench.take_sent();
    let resumed = OFFER.replace("o=p 1 1", "o=p 1 3");
    bench.receive(&in_dialog("UPDATE", 4, &tag, "", &resumed));
    assert_eq!(bench.statuses(), [200]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteUnHold { .. }]
    ));
    let moved = OFFER.replace("o=p 1 1", "o=p 1 4").replace("4000", "4002");
    bench.receive(&in_dialog("INVITE", 5, &tag, "", &moved));
    bench.receive(&in_dialog("ACK", 5, &tag, "", ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteUpdated { .. }]
    ));
    let bad = OFFER.replace("RTP/AVP 0", "RTP/AVP 3");
    bench.take_sent();
    bench.receive(&in_dialog("INVITE", 6, &tag, "", &bad));
    assert_eq!(bench.statuses(), [488]);
    bench.receive(&in_dialog("INVITE", 1, &tag, "", &bad));
    assert_eq!(bench.statuses(), [500]);
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
}

#[test]
fn an_offer_of_ours_meets_theirs() {
    let mut bench = Bench::new();
    let (session, tag) = incoming_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let ours = bench.one();
    bench.receive(&in_dialog("INVITE", 2, &tag, "", OFFER));
    assert_eq!(bench.statuses(), [491]);
    bench.receive(&response(&ours, "491 Request Pending", "", "", ""));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.pass(Duration::from_millis(2010));
    let again = bench.take_sent();
    assert_eq!(methods(&again)[..1], ["INVITE"]);
    let answer = OFFER.replace("a=rtpmap", "a=recvonly\r\na=rtpmap");
    bench.receive(&response(&again[0], "200 OK", "", CONTACT, &answer));
    let Some(MediaCommand::Apply { plan, .. }) = bench.media.last() else {
        panic!("{:?}", bench.media);
    };
    let audio = plan.audio.as_ref().expect("audio");
    assert_eq!((audio.direction, audio.held), (Direction::SendOnly, true));
}

#[test]
fn a_refused_hold_is_undone() {
    let mut bench = Bench::new();
    let (session, _) = outgoing_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    bench.receive(&response(&hold, "488 Not Acceptable Here", "", "", ""));
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
    let Some(MediaCommand::Apply { plan, .. }) = bench.media.last() else {
        panic!("{:?}", bench.media);
    };
    assert!(!plan.audio.as_ref().expect("audio").held);
    assert_eq!(
        bench.agent.un_hold(bench.now, session),
        Err(Error::CoreCallNotHold)
    );
    assert!(bench.take_events().is_empty());
}

#[test]
fn a_dialog_that_is_gone_ends_the_call() {
    let mut bench = Bench::new();
    let (session, _) = outgoing_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    bench.receive(&response(&hold, "481 Gone", "", "", ""));
    assert_eq!(methods(&bench.take_sent()), ["ACK", "BYE"]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteClosed { .. }]
    ));
}

#[test]
fn a_reinvite_without_an_offer_gets_ours() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    bench.receive(&in_dialog("INVITE", 2, &tag, "", ""));
    assert!(bench.one().body().starts_with(b"v=0"));
    let answer = OFFER.replace("a=rtpmap", "a=inactive\r\na=rtpmap");
    bench.receive(&in_dialog("ACK", 2, &tag, "", &answer));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteHold { .. }]
    ));
}

#[test]
fn info_is_a_key_or_unsupported() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    let relay = "Content-Type: application/dtmf-relay\r\n";
    bench.receive(&in_dialog(
        "INFO",
        2,
        &tag,
        relay,
        "Signal=#\r\nDuration=100\r\n",
    ));
    assert_eq!(bench.statuses(), [200]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::DtmfReceived { tone: 11, .. }]
    ));
    let other = "Content-Type: application/media_control+xml\r\n";
    bench.receive(&in_dialog("INFO", 3, &tag, other, "<x/>"));
    assert_eq!(bench.statuses(), [415]);
    bench.receive(&in_dialog("INFO", 4, &tag, "", ""));
    assert_eq!(bench.statuses(), [200]);
    assert!(bench.take_events().is_empty());
}

#[test]
fn requests_take_the_recorded_route() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let routed = format!("Record-Route: <sip:10.0.0.5:5080;lr>\r\n{CONTACT}");
    bench.receive(&response(&invite, "200 OK", "theirs", &routed, OFFER));
    assert_eq!(bench.sent[0].0, address("10.0.0.5:5080"));
    let ack = bench.one();
    assert_eq!(
        ack.request_uri().map(|uri| uri.as_str()),
        Some("sip:bob@10.0.0.2:5070")
    );
    assert_eq!(
        ack.header(HeaderName::Route),
        Some("<sip:10.0.0.5:5080;lr>")
    );
    bench.hang_up(session);
    assert_eq!(bench.sent[0].0, address("10.0.0.5:5080"));
}

#[test]
fn a_route_by_name_is_resolved_before_the_ack() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let named = "Contact: <sip:bob@pc.example.com>\r\n";
    bench.receive(&response(&invite, "200 OK", "theirs", named, OFFER));
    assert_eq!(bench.sent[0].0, address("10.0.0.7:5060"));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.receive(&response(&invite, "200 OK", "theirs", named, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.hang_up(session);
    assert_eq!(methods(&bench.take_sent()), ["BYE"]);
}

#[test]
fn header_rules_and_signalling_events() {
    let mut bench = Bench::new();
    let rule = HeaderRule {
        action: HeaderAction::Add,
        session: None,
        method: "INVITE".into(),
        kinds: MessageKinds::Requests,
        name: "X-Billing".into(),
        value: "usd100".into(),
    };
    let id = bench
        .agent
        .add_header_rule(rule.clone())
        .expect("a good rule");
    let other = HeaderRule {
        session: Some(SessionId(99)),
        ..rule
    };
    assert_eq!(
        bench.agent.add_header_rule(other),
        Err(Error::CoreInviteSessionNotFound)
    );
    bench.agent.set_signalling_callback(true, true);
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    assert_eq!(invite.header_named("x-billing"), Some("usd100"));
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    let events = bench.take_events();
    assert!(
        matches!(
            events[..],
            [
                Event::SignalingSending { session: Some(a), .. },
                Event::SignalingReceived { session: Some(b), .. },
                Event::InviteTrying { .. },
                Event::InviteRinging { .. },
            ] if a == session && b == session
        ),
        "{events:?}"
    );
    assert_eq!(
        bench.agent.remove_header_rule(HeaderAction::Add, id),
        Ok(())
    );
}
