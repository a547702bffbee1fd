//! Engines against peers that mean harm, over every kind of connection: torture
//! messages, heads without end, peers who are slow, half open or many. Each
//! test ends with a call that works.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "hostile peers are plain sockets, and their time is real"
)]

mod certificates;
mod engine_support;

use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certificates::{Authority, Folder};
use engine_support::{PATIENCE, Phone, config, connect};
use portsip_core::config::{SdkConfig, TlsConfig, TransportKind};
use portsip_core::limits::{
    CONNECTIONS_INBOUND_MAX, CONNECTIONS_PER_SOURCE_MAX, FIRST_MESSAGE_S_MAX, HANDSHAKE_S_MAX,
    MESSAGE_S_MAX,
};
use portsip_core::plan::AudioCodec;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

const CONNECTED: [TransportKind; 4] = [
    TransportKind::Tcp,
    TransportKind::Tls,
    TransportKind::Ws,
    TransportKind::Wss,
];

/// Phones and strangers that believe the same authority.
struct World {
    folder: Folder,
    strangers: Arc<ClientConfig>,
}

impl World {
    fn new() -> Self {
        let authority = Authority::new();
        let folder = Folder::new();
        folder.add_authority(&authority);
        folder.add_identity(&authority.certify(&["127.0.0.1"]));
        let mut roots = RootCertStore::empty();
        roots.add(authority.der()).expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let strangers = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("there are some")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            folder,
            strangers: Arc::new(strangers),
        }
    }

    fn phone(&self, name: &str, transport: TransportKind) -> Phone {
        let config = SdkConfig {
            transport,
            tls: TlsConfig {
                certificates: self.folder.path().to_owned(),
                ..TlsConfig::default()
            },
            ..config(Ipv4Addr::LOCALHOST.into(), 0)
        };
        Phone::made_with(&config, name, &[AudioCodec::Pcmu])
    }

    /// Connects and shakes hands as far as the transport has it.
    fn stranger(&self, transport: TransportKind, to: SocketAddr) -> Stranger {
        let stream = plain(to);
        let stream: Box<dyn Duplex> = match transport {
            TransportKind::Tls | TransportKind::Wss => {
                let name = ServerName::from(to.ip());
                let connection =
                    ClientConnection::new(Arc::clone(&self.strangers), name).expect("a connection");
                Box::new(StreamOwned::new(connection, stream))
            }
            _ => Box::new(stream),
        };
        match transport {
            TransportKind::Ws | TransportKind::Wss => {
                let uri = format!("ws://{to}/").parse().expect("a URI");
                let request = ClientRequestBuilder::new(uri).with_sub_protocol("sip");
                let (socket, _) = tungstenite::client(request, stream)
                    .map_err(|error| error.to_string())
                    .expect("it is accepted");
                Stranger::WebSocket(Box::new(socket))
            }
            _ => Stranger::Stream(stream),
        }
    }

    fn call_works(&self, transport: TransportKind, callee: &Phone) {
        let caller = self.phone("alice", transport);
        let (outgoing, incoming) = connect(&caller, callee);
        callee.hang_up(incoming);
        caller.closed(outgoing);
    }
}

trait Duplex: Read + Write {}

impl<S: Read + Write> Duplex for S {}

/// Somebody who is connected to a phone.
enum Stranger {
    Stream(Box<dyn Duplex>),
    WebSocket(Box<WebSocket<Box<dyn Duplex>>>),
}

impl Stranger {
    /// Sends, unless the phone has closed the connection already.
    fn send(&mut self, bytes: &[u8]) -> bool {
        match self {
            Self::Stream(stream) => stream
                .write_all(bytes)
                .and_then(|()| stream.flush())
                .is_ok(),
            Self::WebSocket(socket) => socket.send(Message::binary(bytes.to_vec())).is_ok(),
        }
    }

    /// Whether there is an answer that starts so, before the end.
    fn is_told(&mut self, start: &str) -> bool {
        let mut heard = Vec::new();
        loop {
            let more = match self {
                Self::Stream(stream) => {
                    let mut bytes = [0; 4096];
                    stream
                        .read(&mut bytes)
                        .map(|length| bytes[..length].to_vec())
                }
                Self::WebSocket(socket) => socket
                    .read()
                    .map(|message| message.into_data().to_vec())
                    .map_err(|_| io::ErrorKind::ConnectionReset.into()),
            };
            match more {
                Ok(more) if !more.is_empty() => heard.extend(more),
                _ => return false,
            }
            if String::from_utf8_lossy(&heard).contains(start) {
                return true;
            }
        }
    }
}

fn plain(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).expect("it listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time-out can be set");
    stream
}

/// A connection from an address of this machine's own choice.
fn plain_from(from: Ipv4Addr, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((from, 0)).into())?;
    socket.connect(&to.into())?;
    Ok(socket.into())
}

/// Waits until the phone has closed a connection.
fn is_closed(stream: &mut TcpStream, limit: Duration) -> bool {
    stream
        .set_read_timeout(Some(limit))
        .expect("a time-out can be set");
    let mut bytes = [0; 4096];
    loop {
        match stream.read(&mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == io::ErrorKind::ConnectionReset,
        }
    }
}

fn options(transport: TransportKind) -> String {
    let via = match transport {
        TransportKind::Tls => "TLS",
        TransportKind::Ws => "WS",
        TransportKind::Wss => "WSS",
        _ => "TCP",
    };
    format!(
        "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\n\
         Via: SIP/2.0/{via} 127.0.0.1:9;branch=z9hG4bKlast\r\n\
         Max-Forwards: 70\r\nFrom: <sip:t@127.0.0.1>;tag=1\r\n\
         To: <sip:x@127.0.0.1>\r\nCall-ID: last\r\nCSeq: 1 OPTIONS\r\n\
         Content-Length: 0\r\n\r\n"
    )
}

fn torture() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut messages = Vec::new();
    for part in ["rfc4475", "rfc5118"] {
        for file in fs::read_dir(folder.join(part)).expect("the corpus is there") {
            messages.push(fs::read(file.expect("a file").path()).expect("it is read"));
        }
    }
    assert!(messages.len() > 60);
    messages
}

#[test]
fn torture_over_every_connection() {
    let world = World::new();
    let messages = torture();
    for transport in CONNECTED {
        let bob = world.phone("bob", transport);
        let to = bob.engine.local_sip_address();
        for message in &messages {
            // Each alone, with garbage behind it, and cut off.
            let mut stranger = world.stranger(transport, to);
            stranger.send(message);
            stranger.send(b"\0\xFF\r\n \t\r\n\r\n");
            let mut stranger = world.stranger(transport, to);
            stranger.send(&message[..message.len() / 2]);
        }
        let mut stranger = world.stranger(transport, to);
        stranger.send(options(transport).as_bytes());
        assert!(stranger.is_told("SIP/2.0 200 OK"), "{transport:?}");
        let fresh = world.phone("bob", transport);
        world.call_works(transport, &fresh);
    }
}

#[test]
fn heads_without_end() {
    let world = World::new();
    for transport in CONNECTED {
        let bob = world.phone("bob", transport);
        let to = bob.engine.local_sip_address();
        let mut stranger = world.stranger(transport, to);
        let endless = [
            b"OPTIONS sip:x SIP/2.0\r\n".to_vec(),
            b"X-Again: and again\r\n".repeat(10_000),
        ];
        stranger.send(&endless.concat());
        assert!(!stranger.is_told("SIP/2.0 200"), "{transport:?}");
        world.call_works(transport, &bob);
    }
    // The same of the web: a request whose head does not end.
    let bob = world.phone("bob", TransportKind::Ws);
    let mut stream = plain(bob.engine.local_sip_address());
    let _ = stream.write_all(b"GET / HTTP/1.1\r\n");
    for _ in 0..100_000 {
        if stream.write_all(b"X-Again: and again\r\n").is_err() {
            break;
        }
    }
    assert!(is_closed(&mut stream, PATIENCE));
    world.call_works(TransportKind::Ws, &bob);
}

#[test]
fn half_a_handshake_ends() {
    let world = World::new();
    let begun: [(TransportKind, &[u8]); 3] = [
        (TransportKind::Tls, b"\x16\x03\x01\x02\x00\x01"),
        (TransportKind::Ws, b"GET / HTTP/1.1\r\nHost: x\r\n"),
        (TransportKind::Wss, b""),
    ];
    let phones = begun.map(|(transport, bytes)| (world.phone("bob", transport), transport, bytes));
    let mut streams: Vec<TcpStream> = phones
        .iter()
        .map(|(bob, _, bytes)| {
            let mut stream = plain(bob.engine.local_sip_address());
            stream.write_all(bytes).expect("it is taken");
            stream
        })
        .collect();
    for (bob, transport, _) in &phones {
        world.call_works(*transport, bob);
    }
    for stream in &mut streams {
        let limit = Duration::from_secs(HANDSHAKE_S_MAX) + PATIENCE;
        assert!(is_closed(stream, limit));
    }
}

/// How long the slow are borne.
const BORNE: Duration = Duration::from_secs(if FIRST_MESSAGE_S_MAX > MESSAGE_S_MAX {
    FIRST_MESSAGE_S_MAX
} else {
    MESSAGE_S_MAX
});

/// Who dribbles, who says nothing, and who does not read.
#[test]
fn the_slow_lose_their_connections() {
    let world = World::new();
    let bob = world.phone("bob", TransportKind::Tcp);
    let to = bob.engine.local_sip_address();
    let limit = BORNE + PATIENCE;
    let (silent, slow, deaf) = (plain(to), plain(to), plain(to));
    std::thread::scope(|scope| {
        scope.spawn(move || stays_silent(silent, limit));
        scope.spawn(move || dribbles(slow, limit));
        scope.spawn(move || does_not_read(deaf, limit));
        world.call_works(TransportKind::Tcp, &bob);
    });
    world.call_works(TransportKind::Tcp, &bob);
}

/// Pings that the socket answers by itself, and whose answers nobody reads.
#[test]
fn a_flood_of_pings_ends() {
    /// More than the buffers of both systems hold.
    const PINGS: usize = 1 << 20;
    let world = World::new();
    let bob = world.phone("bob", TransportKind::Ws);
    let to = bob.engine.local_sip_address();
    let uri = format!("ws://{to}/").parse().expect("a URI");
    let request = ClientRequestBuilder::new(uri).with_sub_protocol("sip");
    let (mut socket, _) = tungstenite::client(request, plain(to))
        .map_err(|error| error.to_string())
        .expect("it is accepted");
    let stream = socket.get_mut();
    let set = stream.set_write_timeout(Some(BORNE + PATIENCE));
    set.expect("a time-out can be set");
    // A whole control frame, masked with zeros.
    let ping = [&[0x89, 0xFD, 0, 0, 0, 0], &[b'x'; 0x7D][..]].concat();
    let pings = ping.repeat(1024);
    let flood = (0..PINGS / 1024).find_map(|_| stream.write_all(&pings).err());
    let error = flood.expect("it is taken to the end");
    assert!(is_over(&error), "it is borne: {error}");
    world.call_works(TransportKind::Ws, &bob);
}

fn stays_silent(mut stream: TcpStream, limit: Duration) {
    assert!(is_closed(&mut stream, limit), "silence is borne");
}

/// A request, and then one byte of another now and then.
fn dribbles(mut stream: TcpStream, limit: Duration) {
    const PACE: Duration = Duration::from_millis(200);
    let request = options(TransportKind::Tcp);
    stream.write_all(request.as_bytes()).expect("it is taken");
    let begun = Instant::now();
    for byte in request.bytes() {
        if is_closed(&mut stream, PACE) || stream.write_all(&[byte]).is_err() {
            return;
        }
        assert!(begun.elapsed() < limit, "dribbling is borne");
    }
    panic!("the request is longer than the limit");
}

/// Requests without end, none of whose responses are read.
fn does_not_read(mut stream: TcpStream, limit: Duration) {
    let set = stream.set_write_timeout(Some(limit));
    set.expect("a time-out can be set");
    let request = options(TransportKind::Tcp);
    for number in 0.. {
        let request = request.replace("last", &format!("deaf{number}"));
        if let Err(error) = stream.write_all(request.as_bytes()) {
            assert!(is_over(&error), "it is borne: {error}");
            return;
        }
    }
}

/// What a write to a connection that the phone has ended fails with.
fn is_over(error: &io::Error) -> bool {
    let over = [io::ErrorKind::ConnectionReset, io::ErrorKind::BrokenPipe];
    over.contains(&error.kind())
}

#[test]
#[cfg(target_os = "linux")]
fn ten_thousand_half_open_connections() {
    const ATTACKERS: u32 = 200;
    for (transport, connections) in [
        (TransportKind::Tcp, 10_000),
        (TransportKind::Tls, 2000),
        (TransportKind::Ws, 2000),
    ] {
        let world = World::new();
        let bob = world.phone("bob", transport);
        let alice = world.phone("alice", transport);
        let to = bob.engine.local_sip_address();
        let (outgoing, incoming) = connect(&alice, &bob);
        let (memory_before, descriptors_before) = (memory_bytes(), descriptors());
        let mut open = std::collections::VecDeque::new();
        for number in 0..connections {
            let from = Ipv4Addr::from(0x7F00_0100 + number % ATTACKERS);
            let Ok(mut stream) = plain_from(from, to) else {
                continue;
            };
            let _ = stream.write_all(b"INVITE sip:x@");
            open.push_back(stream);
            // The attackers have descriptors without end; this process has not.
            if open.len() > 3000 {
                open.pop_front();
            }
        }
        let held = descriptors() - descriptors_before - open.len();
        assert!(
            held <= CONNECTIONS_INBOUND_MAX + CONNECTIONS_PER_SOURCE_MAX,
            "{held}"
        );
        let grown = memory_bytes().saturating_sub(memory_before);
        assert!(grown < 64 * 1024 * 1024, "{transport:?}: {grown} bytes");
        // The call that was up is not harmed, and the next one works.
        bob.hang_up(incoming);
        alice.closed(outgoing);
        let (outgoing, incoming) = connect(&alice, &bob);
        alice.hang_up(outgoing);
        bob.closed(incoming);
        world.call_works(transport, &bob);
    }
}

#[cfg(target_os = "linux")]
fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").expect("it is there").count()
}

/// The memory of this process.
#[cfg(target_os = "linux")]
fn memory_bytes() -> usize {
    let statm = fs::read_to_string("/proc/self/statm").expect("it is there");
    let pages = statm.split(' ').nth(1).expect("the second is resident");
    pages.parse::<usize>().expect("a number") * 4096
}
