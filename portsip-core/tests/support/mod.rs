//! Agents on a network that loses nothing and takes a millisecond.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::config::{Account, AudioConfig, HostPort, TransportKind};
use portsip_core::error::Result;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::octets::Octets;
use portsip_core::plan::{
    AudioCodec, AudioPlan, CodecPreference, DtmfMethod, GatheredMedia, MediaCommand, MediaPorts,
    MediaPortsId,
};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::auth::{Algorithm, DigestInput, QualityOfProtection, digest_response};
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, ResponseBuilder, StatusCode};
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output};

pub(crate) const ALICE: usize = 0;
pub(crate) const BOB: usize = 1;

struct Node {
    address: SocketAddr,
    agent: Agent,
    events: Vec<Event>,
    media: Vec<MediaCommand>,
}

/// A registrar that challenges once.
pub(crate) struct Registrar {
    password: String,
    /// `expires` and whether there were good credentials.
    pub(crate) seen: Vec<String>,
}

pub(crate) struct Network {
    now: Instant,
    nodes: Vec<Node>,
    registrars: HashMap<SocketAddr, Registrar>,
    wire: VecDeque<(Instant, SocketAddr, SocketAddr, Octets)>,
    calls_max: usize,
    ports: u16,
}

fn account(user: &str) -> Account {
    let mut display_name = user.to_owned();
    display_name[..1].make_ascii_uppercase();
    Account {
        user_name: user.to_owned(),
        display_name,
        auth_name: String::new(),
        password: Secret::new("secret"),
        domain: String::new(),
        server: None,
        stun_server: None,
        outbound_proxy: None,
    }
}

impl Network {
    pub(crate) fn new() -> Self {
        Self::with_calls_max(10)
    }

    pub(crate) fn with_calls_max(calls_max: usize) -> Self {
        let mut network = Self {
            now: Instant::from_micros(1_000_000),
            nodes: Vec::new(),
            registrars: HashMap::new(),
            wire: VecDeque::new(),
            calls_max,
            ports: 10_000,
        };
        network.add("alice", "10.0.0.1");
        network.add("bob", "10.0.0.2");
        network
    }

    pub(crate) fn add(&mut self, user: &str, ip: &str) -> usize {
        let config = AgentConfig {
            transport: TransportKind::Udp,
            call_sessions_max: self.calls_max,
            user_agent: String::new(),
        };
        let mut agent = Agent::new(config, Rng::from_number(self.nodes.len() as u64));
        agent.set_user(self.now, account(user)).expect("a user");
        let codec = |codec: AudioCodec| CodecPreference {
            codec,
            payload_type: codec.static_payload_type().unwrap_or(96),
            fmtp: String::new(),
        };
        agent.set_audio_config(AudioConfig {
            codecs: vec![codec(AudioCodec::Pcmu), codec(AudioCodec::Pcma)],
            telephone_event: Some(101),
            ..AudioConfig::default()
        });
        self.nodes.push(Node {
            address: format!("{ip}:5060").parse().expect("an address"),
            agent,
            events: Vec::new(),
            media: Vec::new(),
        });
        self.nodes.len() - 1
    }

    pub(crate) fn add_registrar(&mut self, ip: &str, password: &str) -> SocketAddr {
        let address = format!("{ip}:5060").parse().expect("an address");
        let registrar = Registrar {
            password: password.to_owned(),
            seen: Vec::new(),
        };
        self.registrars.insert(address, registrar);
        address
    }

    pub(crate) fn set_server(&mut self, index: usize, ip: &str) {
        let now = self.now;
        let agent = &mut self.nodes[index].agent;
        agent.remove_user(now).expect("has a user");
        let account = Account {
            server: Some(HostPort {
                host: ip.to_owned(),
                port: 0,
            }),
            ..account("alice")
        };
        agent.set_user(now, account).expect("a user");
    }

    fn ports(&mut self) -> MediaPorts {
        self.ports += 2;
        MediaPorts {
            id: MediaPortsId(u32::from(self.ports)),
            rtp_port: self.ports,
            rtcp_port: self.ports + 1,
        }
    }

    fn act<T>(&mut self, index: usize, act: impl FnOnce(&mut Agent, Instant) -> T) -> T {
        let result = act(&mut self.nodes[index].agent, self.now);
        self.drain(index);
        result
    }

    pub(crate) fn call(&mut self, index: usize, to: &str) -> Result<SessionId> {
        let ports = self.ports();
        self.act(index, |agent, now| agent.call(now, to, true, false, ports))
    }

    pub(crate) fn call_without_offer(&mut self, index: usize, to: &str) -> Result<SessionId> {
        let ports = self.ports();
        self.act(index, |agent, now| agent.call(now, to, false, false, ports))
    }

    pub(crate) fn answer(&mut self, index: usize, session: SessionId) -> Result<()> {
        let ports = self.ports();
        self.act(index, |agent, now| agent.answer(now, session, false, ports))
    }

    pub(crate) fn reject(&mut self, index: usize, session: SessionId, code: i32) -> Result<()> {
        self.act(index, |agent, now| agent.reject(now, session, code))
    }

    pub(crate) fn hang_up(&mut self, index: usize, session: SessionId) -> Result<()> {
        self.act(index, |agent, now| agent.hang_up(now, session))
    }

    pub(crate) fn hold(&mut self, index: usize, session: SessionId) -> Result<()> {
        self.act(index, |agent, now| agent.hold(now, session))
    }

    pub(crate) fn un_hold(&mut self, index: usize, session: SessionId) -> Result<()> {
        self.act(index, |agent, now| agent.un_hold(now, session))
    }

    pub(crate) fn dtmf(
        &mut self,
        index: usize,
        session: SessionId,
        method: DtmfMethod,
        tone: u8,
    ) -> Result<()> {
        self.act(index, |agent, now| {
            agent.send_dtmf(now, session, method, tone, 160)
        })
    }

    pub(crate) fn register(
        &mut self,
        index: usize,
        expires_s: u32,
        retry_times: u32,
    ) -> Result<()> {
        self.act(index, |agent, now| {
            agent.register(now, expires_s, retry_times)
        })
    }

    pub(crate) fn unregister(&mut self, index: usize) -> Result<()> {
        self.act(index, Agent::unregister)
    }

    pub(crate) fn shut_down(&mut self, index: usize) {
        self.act(index, Agent::shut_down);
    }

    pub(crate) fn agent(&self, index: usize) -> &Agent {
        &self.nodes[index].agent
    }

    pub(crate) fn registrar(&self, address: SocketAddr) -> &Registrar {
        &self.registrars[&address]
    }

    pub(crate) fn media(&self, index: usize) -> &[MediaCommand] {
        &self.nodes[index].media
    }

    pub(crate) fn take_events(&mut self, index: usize) -> Vec<Event> {
        std::mem::take(&mut self.nodes[index].events)
    }

    /// The audio that was applied last.
    pub(crate) fn plan(&self, index: usize, of: SessionId) -> Option<AudioPlan> {
        let commands = self.nodes[index].media.iter().rev();
        let mut plans = commands.filter_map(|command| match command {
            MediaCommand::Apply { session, plan, .. } if *session == of => Some(plan),
            _ => None,
        });
        plans.next()?.audio.clone()
    }

    /// Lets everything happen that happens within a second.
    pub(crate) fn run(&mut self) {
        self.run_for(Duration::from_secs(1));
    }

    pub(crate) fn run_for(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(next) = self.next().filter(|next| *next <= end) {
            self.now = self.now.max(next);
            while self.wire.front().is_some_and(|(at, ..)| *at <= self.now) {
                if let Some((_, from, to, bytes)) = self.wire.pop_front() {
                    self.deliver(from, to, bytes);
                }
            }
            for index in 0..self.nodes.len() {
                let due = self.nodes[index].agent.poll_timeout();
                if due.is_some_and(|due| due <= self.now) {
                    self.act(index, Agent::handle_timeout);
                }
            }
        }
        self.now = end;
    }

    fn next(&self) -> Option<Instant> {
        let timers = self
            .nodes
            .iter()
            .filter_map(|node| node.agent.poll_timeout());
        timers.chain(self.wire.front().map(|(at, ..)| *at)).min()
    }

    fn deliver(&mut self, from: SocketAddr, to: SocketAddr, bytes: Octets) {
        // A ping keeps the way open (RFC 5626 §3.5.1).
        if bytes.trim_ascii().is_empty() {
            return;
        }
        let message = Message::parse(bytes).expect("agents write good messages");
        if let Some(registrar) = self.registrars.get_mut(&to) {
            let response = registrar.answer(&message, from);
            self.send(to, from, response);
        } else if let Some(index) = self.nodes.iter().position(|node| node.address == to) {
            let flow = Flow::udp(to, from);
            self.act(index, |agent, now| agent.handle_message(now, flow, message));
        }
    }

    fn send(&mut self, from: SocketAddr, to: SocketAddr, bytes: Octets) {
        let at = self.now + Duration::from_millis(1);
        self.wire.push_back((at, from, to, bytes));
    }

    fn drain(&mut self, index: usize) {
        let (now, address) = (self.now, self.nodes[index].address);
        while let Some(output) = self.nodes[index].agent.poll_output() {
            let node = &mut self.nodes[index];
            match output {
                Output::Transmit { flow, payload } => self.send(flow.local, flow.remote, payload),
                Output::OpenFlow {
                    request, remote, ..
                } => {
                    let flow = Flow::udp(address, remote);
                    node.agent.handle_flow_opened(now, request, flow);
                }
                Output::Resolve { id, .. } => node.agent.handle_resolved(now, id, Vec::new()),
                Output::Media(command) => node.media.push(command),
                Output::Event(event) => node.events.push(event),
                Output::TakeMediaPorts { session } => {
                    node.agent.handle_media_ports(now, session, None);
                }
                Output::Gather { session, .. } => {
                    let nothing = GatheredMedia::default();
                    node.agent.handle_gathered(now, session, nothing);
                }
                Output::CloseFlow { .. } => {}
            }
        }
    }
}

impl Registrar {
    fn answer(&mut self, request: &Message, source: SocketAddr) -> Octets {
        let mut request = request.clone();
        request.set_source(source);
        let expires = request
            .header(HeaderName::Expires)
            .unwrap_or("-")
            .to_owned();
        let credentials = request.header(HeaderName::Authorization);
        let good = credentials.is_some_and(|credentials| self.is_right(credentials));
        self.seen
            .push(format!("{expires} {}", if good { '+' } else { '-' }));
        let status = if good {
            StatusCode::OK
        } else {
            StatusCode::UNAUTHORIZED
        };
        let mut response = ResponseBuilder::new(&request, status, Some("registrar"));
        if good {
            let contact = request.header(HeaderName::Contact).unwrap_or_default();
            response.header(HeaderName::Contact, format!("{contact};expires={expires}"));
        } else {
            let challenge = "Digest realm=\"r\", nonce=\"n\", algorithm=MD5";
            response.header(HeaderName::WwwAuthenticate, challenge);
        }
        response.build().expect("a response")
    }

    fn is_right(&self, credentials: &str) -> bool {
        let expected = digest_response(&DigestInput {
            algorithm: Algorithm::Md5,
            qop: QualityOfProtection::Legacy,
            username: "alice",
            password: &Secret::new(self.password.as_str()),
            realm: "r",
            nonce: "n",
            cnonce: "",
            nonce_count: 1,
            method: "REGISTER",
            uri: "sip:10.0.0.9",
            body: b"",
        });
        credentials.contains(&format!("response=\"{}\"", expected.as_str()))
    }
}

/// An event's name in short.
pub(crate) fn name(event: &Event) -> &'static str {
    match event {
        Event::RegisterSuccess(_) => "RegisterSuccess",
        Event::RegisterFailure(_) => "RegisterFailure",
        Event::InviteIncoming(_) => "Incoming",
        Event::InviteTrying { .. } => "Trying",
        Event::InviteSessionProgress { .. } => "Progress",
        Event::InviteRinging { .. } => "Ringing",
        Event::InviteAnswered(_) => "Answered",
        Event::InviteFailure { .. } => "Failure",
        Event::InviteUpdated { .. } => "Updated",
        Event::InviteConnected { .. } => "Connected",
        Event::InviteClosed { .. } => "Closed",
        Event::RemoteHold { .. } => "RemoteHold",
        Event::RemoteUnHold { .. } => "RemoteUnHold",
        Event::OptionsReceived { .. } => "Options",
        Event::DtmfReceived { .. } => "Dtmf",
        _ => "another",
    }
}
