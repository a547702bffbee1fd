//! An agent on a bench, and the messages of the peer that is written by hand.

use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::config::{Account, AudioConfig, TransportKind};
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::plan::{
    AudioCodec, CodecPreference, GatheredMedia, MediaCommand, MediaPorts, MediaPortsId,
};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Flow;
use portsip_core::sip::transport::target::Destination;
use portsip_core::ua::{Agent, AgentConfig, Output};

pub(crate) const OFFER: &str = "v=0\r\no=p 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\n\
    m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
pub(crate) const PORTS: MediaPorts = MediaPorts {
    id: MediaPortsId(1),
    rtp_port: 10_000,
    rtcp_port: 10_001,
};

pub(crate) struct Bench {
    pub(crate) now: Instant,
    pub(crate) agent: Agent,
    pub(crate) sent: Vec<(SocketAddr, Message)>,
    pub(crate) events: Vec<Event>,
    pub(crate) media: Vec<MediaCommand>,
    /// What `Debug` shows of each output.
    pub(crate) shown: Vec<String>,
}

pub(crate) fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

impl Bench {
    pub(crate) fn new() -> Self {
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
            shown: Vec::new(),
        }
    }

    pub(crate) fn drain(&mut self) {
        while let Some(output) = self.agent.poll_output() {
            self.shown.push(format!("{output:?}"));
            match output {
                // A ping keeps the way open (RFC 5626 §3.5.1).
                Output::Transmit { payload, .. } if payload.trim_ascii().is_empty() => {}
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
                Output::Resolve { id, target, .. } => {
                    let found = ["10.0.0.7:5060", "10.0.0.8:5060"].map(|place| Destination {
                        transport: target.transport,
                        address: address(place),
                    });
                    let found = found.to_vec();
                    self.agent.handle_resolved(self.now, id, found);
                }
                Output::Event(event) => self.events.push(event),
                Output::Media(command) => self.media.push(command),
                Output::TakeMediaPorts { session } => {
                    self.agent.handle_media_ports(self.now, session, None);
                }
                Output::Gather { session, .. } => {
                    let nothing = GatheredMedia::default();
                    self.agent.handle_gathered(self.now, session, nothing);
                }
                Output::CloseFlow { .. } => {}
            }
        }
    }

    pub(crate) fn receive(&mut self, text: &str) {
        self.receive_from("10.0.0.2:5060", text);
    }

    pub(crate) fn receive_from(&mut self, from: &str, text: &str) {
        let flow = Flow::udp(address("10.0.0.1:5060"), address(from));
        match Message::parse(Octets::copy_from_slice(text.as_bytes())) {
            Ok(message) => self.agent.handle_message(self.now, flow, message),
            Err(error) => self.agent.handle_malformed(self.now, flow, &error),
        }
        self.drain();
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(due) = self.agent.poll_timeout().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.agent.handle_timeout(self.now);
            self.drain();
        }
        self.now = end;
    }

    pub(crate) fn call(&mut self, to: &str) -> SessionId {
        let called = self.agent.call(self.now, to, true, false, PORTS);
        self.drain();
        called.expect("calls")
    }

    pub(crate) fn answer(&mut self, session: SessionId) {
        let answered = self.agent.answer(self.now, session, false, PORTS);
        answered.expect("answers");
        self.drain();
    }

    pub(crate) fn hang_up(&mut self, session: SessionId) {
        self.agent.hang_up(self.now, session).expect("hangs up");
        self.drain();
    }

    /// The messages sent since the last look.
    pub(crate) fn take_sent(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.sent)
            .into_iter()
            .map(|(_, message)| message)
            .collect()
    }

    /// The only message sent since the last look.
    pub(crate) fn one(&mut self) -> Message {
        let mut sent = self.take_sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The reason of the call that has ended, the one event since the last look.
    pub(crate) fn take_close_reason(&mut self) -> (u32, String) {
        match &self.take_events()[..] {
            [
                Event::InviteClosed {
                    reason: Some(reason),
                    ..
                },
            ] => (reason.cause, reason.text.clone()),
            other => panic!("{other:?}"),
        }
    }

    /// The statuses sent since the last look.
    pub(crate) fn statuses(&mut self) -> Vec<u16> {
        let sent = self.take_sent();
        sent.iter()
            .filter_map(|message| Some(message.status()?.code()))
            .collect()
    }
}

pub(crate) fn methods(sent: &[Message]) -> Vec<String> {
    sent.iter()
        .filter(|message| message.is_request())
        .map(|message| message.method().to_string())
        .collect()
}

/// A response to one of our requests.
pub(crate) fn response(
    request: &Message,
    status: &str,
    tag: &str,
    more: &str,
    body: &str,
) -> String {
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
pub(crate) fn request(method: &str, branch: &str, more: &str, body: &str) -> String {
    format!(
        "{method} sip:alice@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK{branch}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:bob@10.0.0.2>;tag=theirs\r\nTo: <sip:alice@10.0.0.1>\r\n\
         Call-ID: c1\r\nCSeq: 1 {method}\r\nContact: <sip:bob@10.0.0.2>\r\n{more}\
         Content-Length: {}\r\n\r\n{body}",
        body.len(),
    )
}

/// A request in the dialog that `request("INVITE", …)` made.
pub(crate) fn in_dialog(method: &str, cseq: u32, tag: &str, more: &str, body: &str) -> String {
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

pub(crate) const SDP: &str = "Content-Type: application/sdp\r\n";
pub(crate) const CONTACT: &str = "Contact: <sip:bob@10.0.0.2:5070>\r\n";

/// A call from them that is up: the session and our tag.
pub(crate) fn incoming_call(bench: &mut Bench) -> (SessionId, String) {
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
pub(crate) fn outgoing_call(bench: &mut Bench) -> (SessionId, Message) {
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "200 OK", "theirs", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.take_events();
    (session, invite)
}
