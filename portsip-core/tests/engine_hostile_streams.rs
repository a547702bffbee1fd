//! Engines against peers that mean harm, over every kind of connection: torture
//! messages, heads without end, peers who are slow, half open or many.
//! Calls work all the same.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "hostile peers are plain sockets, and their time is real"
)]

mod certificates;
mod engine_support;
mod strangers;

use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use engine_support::{PATIENCE, connect};
use portsip_core::config::TransportKind;
use portsip_core::limits::{
    CONNECTIONS_INBOUND_MAX, CONNECTIONS_PER_SOURCE_MAX, FIRST_MESSAGE_S_MAX, HANDSHAKE_S_MAX,
    MESSAGE_S_MAX,
};
use strangers::{World, is_closed, options, plain, plain_from, web_socket};
use tokio_tungstenite::tungstenite::WebSocket;

const CONNECTED: [TransportKind; 4] = [
    TransportKind::Tcp,
    TransportKind::Tls,
    TransportKind::Ws,
    TransportKind::Wss,
];

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
            // Each with garbage behind it, and cut off.
            let mut stranger = world.stranger(transport, to);
            stranger.send(message);
            stranger.send(b"\0\xFF\r\n \t\r\n\r\n");
            let mut stranger = world.stranger(transport, to);
            stranger.send(&message[..message.len() / 2]);
        }
        let mut stranger = world.stranger(transport, to);
        stranger.send(options(transport).as_bytes());
        assert!(stranger.is_told("SIP/2.0 200 OK"), "{transport:?}");
        world.call_works(transport, &bob);
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
fn who_is_ended_hears_it() {
    let world = World::new();
    for transport in CONNECTED {
        let bob = world.phone("bob", transport);
        let to = bob.engine.local_sip_address();
        let mut idlest = world.stranger(transport, to);
        idlest.send(b"\r\n\r\n");
        assert!(idlest.is_told("\r\n"), "{transport:?}");
        let many: Vec<_> = (0..CONNECTIONS_PER_SOURCE_MAX).map(|_| plain(to)).collect();
        assert!(idlest.hears_goodbye(), "{transport:?}, one too many");
        drop(many);
        let mut last = world.stranger(transport, to);
        last.send(options(transport).as_bytes());
        assert!(last.is_told("SIP/2.0 200 OK"), "{transport:?}");
        drop(bob);
        assert!(last.hears_goodbye(), "{transport:?}, at the end");
    }
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
    let web = world.phone("bob", TransportKind::Ws);
    let to = bob.engine.local_sip_address();
    let limit = BORNE + PATIENCE;
    let web_address = web.engine.local_sip_address();
    let pinging = web_socket(plain(web_address), web_address);
    let (silent, slow, deaf) = (plain(to), plain(to), plain(to));
    std::thread::scope(|scope| {
        scope.spawn(move || stays_silent(silent, limit));
        scope.spawn(move || dribbles(slow, limit));
        scope.spawn(move || does_not_read(deaf, limit));
        scope.spawn(move || does_not_read_pongs(pinging, limit));
        world.call_works(TransportKind::Tcp, &bob);
        world.call_works(TransportKind::Ws, &web);
    });
    world.call_works(TransportKind::Tcp, &bob);
    world.call_works(TransportKind::Ws, &web);
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
    // Far more than any buffer on the way holds.
    for number in 0..1_000_000 {
        let request = request.replace("last", &format!("deaf{number}"));
        if let Err(error) = stream.write_all(request.as_bytes()) {
            assert!(is_over(&error), "it is borne: {error}");
            return;
        }
    }
    panic!("a million responses are kept");
}

/// Pings that the WebSocket answers by itself, and whose answers nobody reads.
fn does_not_read_pongs(mut socket: WebSocket<TcpStream>, limit: Duration) {
    /// More than the buffers of both systems hold.
    const PINGS: usize = 1 << 20;
    const PINGS_AT_ONCE: usize = 1024;
    let stream = socket.get_mut();
    let set = stream.set_write_timeout(Some(limit));
    set.expect("a time-out can be set");
    // A whole control frame, masked with zeros.
    let ping = [&[0x89, 0xFD, 0, 0, 0, 0], &[b'x'; 0x7D][..]].concat();
    let pings = ping.repeat(PINGS_AT_ONCE);
    let flood = (0..PINGS / PINGS_AT_ONCE).find_map(|_| stream.write_all(&pings).err());
    let error = flood.expect("it is taken to the end");
    assert!(is_over(&error), "it is borne: {error}");
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
