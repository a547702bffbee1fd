//! What the tests of the engine share: engines, plain peers, and waiting for
//! conditions with a deadline.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    dead_code,
    reason = "tests of the engine use real sockets and time, each file a part of this"
)]

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portsip_core::config::{
    Account, AudioConfig, AudioDeviceLayer, LogLevel, SdkConfig, TlsConfig, TransportKind,
};
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, CodecPreference};
use portsip_core::secret::Secret;

/// How long a condition may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn config(local_ip: IpAddr, local_port: u16) -> SdkConfig {
    SdkConfig {
        transport: TransportKind::Udp,
        local_ip,
        local_port,
        log_level: LogLevel::None,
        log_folder: std::path::PathBuf::new(),
        call_sessions_max: 1000,
        user_agent: String::new(),
        audio_device_layer: AudioDeviceLayer::Virtual,
        tls: TlsConfig::default(),
    }
}

/// An engine on loopback whose events nobody wants.
pub(crate) fn quiet_engine() -> Arc<Engine> {
    Engine::start(&config(Ipv4Addr::LOCALHOST.into(), 0), Box::new(|_| ())).expect("it starts")
}

/// Waits until `condition` gives something; `what` is named where it never does.
pub(crate) fn wait_for<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::yield_now();
    }
}

/// A plain datagram socket.
pub(crate) struct Peer(UdpSocket);

impl Peer {
    pub(crate) fn bound() -> Self {
        Self::bound_to(Ipv4Addr::LOCALHOST.into())
    }

    pub(crate) fn bound_to(ip: IpAddr) -> Self {
        let socket = UdpSocket::bind((ip, 0)).expect("a free port");
        socket
            .set_read_timeout(Some(PATIENCE))
            .expect("a time-out can be set");
        Self(socket)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("bound")
    }

    pub(crate) fn send(&self, datagram: &[u8], to: SocketAddr) {
        self.0.send_to(datagram, to).expect("loopback takes it");
    }

    pub(crate) fn receive(&self) -> String {
        let mut buffer = vec![0; 65_536];
        let (length, _) = self.0.recv_from(&mut buffer).expect("something comes");
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    /// The next message that is no provisional response.
    pub(crate) fn receive_final(&self) -> String {
        loop {
            let message = self.receive();
            if !message.starts_with("SIP/2.0 1") {
                return message;
            }
        }
    }
}

pub(crate) fn options_request(from: SocketAddr, to: SocketAddr) -> String {
    format!(
        "OPTIONS sip:x@{to} SIP/2.0\r\n\
         Via: SIP/2.0/UDP {from};branch=z9hG4bK{port};rport\r\n\
         Max-Forwards: 70\r\n\
         From: <sip:tester@{from}>;tag=t{port}\r\n\
         To: <sip:x@{to}>\r\n\
         Call-ID: c{port}\r\n\
         CSeq: 1 OPTIONS\r\n\
         Content-Length: 0\r\n\r\n",
        port = from.port()
    )
}

/// An engine with a user, whose events are kept.
pub(crate) struct Phone {
    pub(crate) engine: Arc<Engine>,
    events: Arc<Events>,
}

#[derive(Default)]
struct Events {
    list: Mutex<Vec<Event>>,
    arrived: Condvar,
}

impl Phone {
    pub(crate) fn new(name: &str) -> Self {
        Self::with_codecs(name, &[AudioCodec::Pcmu])
    }

    pub(crate) fn with_codecs(name: &str, codecs: &[AudioCodec]) -> Self {
        let config = config(Ipv4Addr::LOCALHOST.into(), 0);
        Self::made_with(&config, name, codecs)
    }

    /// One with another transport or address.
    pub(crate) fn made_with(config: &SdkConfig, name: &str, codecs: &[AudioCodec]) -> Self {
        let events = Arc::new(Events::default());
        let sink = Arc::clone(&events);
        let engine = Engine::start(
            config,
            Box::new(move |event| {
                sink.list.lock().expect("no test panics here").push(event);
                sink.arrived.notify_all();
            }),
        )
        .expect("it starts");
        set_up(&engine, name, codecs);
        Self { engine, events }
    }

    pub(crate) fn uri(&self) -> String {
        format!("sip:test@{}", self.engine.local_sip_address())
    }

    /// Calls `other`.
    pub(crate) fn call(&self, other: &Self) -> SessionId {
        self.call_uri(&other.uri())
    }

    /// Calls a URI.
    pub(crate) fn call_uri(&self, to: &str) -> SessionId {
        let ports = self.engine.take_media_ports().expect("ports are free");
        self.engine
            .agent("call", |agent, now| agent.call(now, to, true, false, ports))
            .expect("the call starts")
    }

    pub(crate) fn answer(&self, session: SessionId) {
        let ports = self.engine.take_media_ports().expect("ports are free");
        self.engine
            .agent("answer", |agent, now| {
                agent.answer(now, session, false, ports)
            })
            .expect("the call is answered");
    }

    pub(crate) fn hang_up(&self, session: SessionId) {
        self.engine
            .agent("hang up", |agent, now| agent.hang_up(now, session))
            .expect("the call ends");
    }

    /// Takes the first event that `wanted` gives something for, with all before it.
    pub(crate) fn event<T>(&self, what: &str, mut wanted: impl FnMut(&Event) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut list = self.events.list.lock().expect("no test panics here");
        loop {
            let found = list
                .iter()
                .enumerate()
                .find_map(|(index, event)| wanted(event).map(|found| (index, found)));
            if let Some((index, found)) = found {
                list.drain(..=index);
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never came: {what}; came: {list:?}");
            list = self
                .events
                .arrived
                .wait_timeout(list, left)
                .expect("no test panics here")
                .0;
        }
    }

    /// Waits for an incoming call.
    pub(crate) fn incoming(&self) -> SessionId {
        self.event("an incoming call", |event| match event {
            Event::InviteIncoming(parties) => Some(parties.session),
            _ => None,
        })
    }

    /// Waits until the call is connected.
    pub(crate) fn connected(&self, call: SessionId) {
        self.event("connected", |event| match event {
            Event::InviteConnected { session } if *session == call => Some(()),
            _ => None,
        });
    }

    /// Waits until the call has failed; its status and reason.
    pub(crate) fn failure_of(&self, call: SessionId) -> (u16, String) {
        self.event("failed", |event| match event {
            Event::InviteFailure {
                parties,
                status,
                reason,
            } if parties.session == call => Some((*status, reason.clone())),
            _ => None,
        })
    }

    /// Waits until the other side has ended the call.
    pub(crate) fn closed(&self, call: SessionId) {
        self.event("closed", |event| match event {
            Event::InviteClosed { session, .. } if *session == call => Some(()),
            _ => None,
        });
    }
}

/// Connects a call from `caller` to `callee`.
pub(crate) fn connect(caller: &Phone, callee: &Phone) -> (SessionId, SessionId) {
    let outgoing = caller.call(callee);
    let incoming = callee.incoming();
    callee.answer(incoming);
    caller.connected(outgoing);
    callee.connected(incoming);
    (outgoing, incoming)
}

/// Connects a call, and ends it from the side of the callee.
pub(crate) fn call_works(caller: &Phone, callee: &Phone) {
    let (outgoing, incoming) = connect(caller, callee);
    callee.hang_up(incoming);
    caller.closed(outgoing);
}

/// Gives an engine another account of the same name.
pub(crate) fn set_up_with(engine: &Engine, name: &str, change: impl FnOnce(Account) -> Account) {
    let account = change(account(name));
    engine
        .agent("set up", |agent, now| {
            agent.remove_user(now)?;
            agent.set_user(now, account)
        })
        .expect("the user is set");
}

fn account(name: &str) -> Account {
    Account {
        user_name: name.to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::default(),
        domain: String::new(),
        server: None,
        stun_server: None,
        outbound_proxy: None,
    }
}

pub(crate) fn set_up(engine: &Engine, name: &str, codecs: &[AudioCodec]) {
    let account = account(name);
    let audio = AudioConfig {
        codecs: codecs
            .iter()
            .map(|codec| CodecPreference {
                codec: *codec,
                payload_type: codec.static_payload_type().unwrap_or(111),
                fmtp: String::new(),
            })
            .collect(),
        telephone_event: Some(101),
        ..AudioConfig::default()
    };
    engine
        .agent("set up", |agent, now| {
            agent.set_audio_config(audio);
            agent.set_user(now, account)
        })
        .expect("the user is set");
}
