//! Engines over real connections: who reaches whom, and that nobody who is
//! slow, broken or many harms another.
#![expect(
    clippy::disallowed_types,
    reason = "peers of an engine are plain sockets"
)]

mod engine_support;

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread::JoinHandle;

use engine_support::{PATIENCE, Phone, call_works, config};
use portsip_core::config::{SdkConfig, TransportKind};
use portsip_core::events::Event;
use portsip_core::limits::CONNECTIONS_PER_SOURCE_MAX;
use portsip_core::plan::AudioCodec;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::{self, Message};

fn config_for(transport: TransportKind, ip: IpAddr) -> SdkConfig {
    SdkConfig {
        transport,
        ..config(ip, 0)
    }
}

fn phone(name: &str, transport: TransportKind) -> Phone {
    phone_at(name, transport, Ipv4Addr::LOCALHOST.into())
}

fn phone_at(name: &str, transport: TransportKind, ip: IpAddr) -> Phone {
    Phone::made_with(&config_for(transport, ip), name, &[AudioCodec::Pcmu])
}

/// A plain stream to an engine.
struct Stream(TcpStream);

impl Stream {
    fn to(phone: &Phone) -> Self {
        Self::to_address(phone.engine.local_sip_address())
    }

    fn to_address(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a time-out can be set");
        Self(stream)
    }

    fn send(&mut self, bytes: &[u8]) {
        // Who has closed it already does not want the rest.
        let _ = self.0.write_all(bytes);
    }

    /// The start line of the next message.
    fn start_line(&mut self) -> String {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            self.0.read_exact(&mut byte).expect("a message comes");
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).expect("text");
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("Content-Length: "))
            .expect("streams need it");
        let mut body = vec![0; length.parse().expect("a number")];
        self.0.read_exact(&mut body).expect("the body comes");
        head.lines().next().unwrap_or_default().to_owned()
    }

    fn gets_its_pong(&mut self) {
        self.send(b"\r\n\r\n");
        let mut pong = [0; 2];
        self.0.read_exact(&mut pong).expect("it comes");
        assert_eq!(&pong, b"\r\n");
    }

    /// Waits until the engine has closed it.
    fn is_closed(&mut self) {
        let mut bytes = [0; 4096];
        loop {
            match self.0.read(&mut bytes) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) => {
                    let kind = error.kind();
                    assert_eq!(kind, std::io::ErrorKind::ConnectionReset, "{error}");
                    return;
                }
            }
        }
    }
}

fn options(transport: &str, number: usize) -> String {
    format!(
        "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\n\
         Via: SIP/2.0/{transport} 127.0.0.1:9;branch=z9hG4bK{number}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:t@127.0.0.1>;tag={number}\r\n\
         To: <sip:x@127.0.0.1>\r\nCall-ID: {number}\r\nCSeq: 1 OPTIONS\r\n\
         Content-Length: 0\r\n\r\n"
    )
}

#[test]
fn a_call_over_streams_and_websockets() {
    for transport in [TransportKind::Tcp, TransportKind::Ws] {
        let alice = phone("alice", transport);
        let bob = phone("bob", transport);
        call_works(&alice, &bob);
        call_works(&bob, &alice);
    }
}

#[test]
fn a_client_of_a_websocket_must_speak_sip() {
    let bob = phone("bob", TransportKind::Ws);
    let address = bob.engine.local_sip_address();
    let shake = |protocol: Option<&str>| {
        let uri = format!("ws://{address}/any/path").parse().expect("a URI");
        let mut request = ClientRequestBuilder::new(uri);
        if let Some(protocol) = protocol {
            request = request.with_sub_protocol(protocol);
        }
        tungstenite::client(request, Stream::to(&bob).0).map_err(|error| error.to_string())
    };
    assert!(shake(None).is_err());
    assert!(shake(Some("chat")).is_err());
    let (mut socket, response) = shake(Some("chat, sip")).expect("it is accepted");
    assert_eq!(response.headers()["Sec-WebSocket-Protocol"], "sip");
    let mut next = |message: Message| {
        socket.send(message).expect("it is taken");
        socket.read().expect("something comes")
    };
    let answer = next(Message::text(options("WS", 1)));
    assert!(answer.to_string().starts_with("SIP/2.0 200 OK"), "{answer}");
    let answer = next(Message::binary(options("WS", 2)));
    assert!(answer.to_string().starts_with("SIP/2.0 200 OK"), "{answer}");
    assert_eq!(next(Message::text("\r\n\r\n")), Message::text("\r\n"));
    let ping = Message::Ping("1".into());
    assert_eq!(next(ping), Message::Pong("1".into()));
}

#[test]
fn a_server_that_is_no_websocket_fails_the_call_with_that_reason() {
    let web = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let to = web.local_addr().expect("bound");
    let served = std::thread::Builder::new().spawn(move || {
        let (mut stream, _) = web.accept().expect("somebody connects");
        let mut request = [0; 4096];
        let length = stream.read(&mut request).expect("a request comes");
        let refusal = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(refusal).expect("it reads");
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let alice = phone("alice", TransportKind::Ws);
    let expected = (503, "WS: refused with status 404".to_owned());
    assert_eq!(failure_of_call(&alice, &format!("sip:bob@{to}")), expected);
    let request = served.expect("a thread").join().expect("it ended well");
    assert!(
        request.contains("\r\nSec-WebSocket-Protocol: sip\r\n"),
        "{request}"
    );
}

#[test]
fn what_we_tell_peers_is_where_we_listen() {
    let alice = phone("alice", TransportKind::Tcp);
    let bob = phone("bob", TransportKind::Tcp);
    alice.call(&bob);
    let message = bob.event("an incoming call", |event| match event {
        Event::InviteIncoming(parties) => Some(parties.message.clone()),
        _ => None,
    });
    let message = String::from_utf8_lossy(&message).into_owned();
    let at = alice.engine.local_sip_address();
    assert!(
        message.contains(&format!("Via: SIP/2.0/TCP {at};")),
        "{message}"
    );
    let contact = message
        .lines()
        .find(|line| line.starts_with("Contact:"))
        .expect("an INVITE has one");
    assert!(contact.contains(&at.to_string()), "{contact}");
    assert!(contact.contains("transport=tcp"), "{contact}");
}

#[test]
fn both_families_call_a_dual_stack_engine() {
    let bob = phone_at("bob", TransportKind::Tcp, Ipv6Addr::UNSPECIFIED.into());
    let port = bob.engine.local_sip_address().port();
    for ip in [
        IpAddr::from(Ipv4Addr::LOCALHOST),
        Ipv6Addr::LOCALHOST.into(),
    ] {
        let alice = phone_at("alice", TransportKind::Tcp, ip);
        let call = alice.call_uri(&format!("sip:bob@{}", SocketAddr::new(ip, port)));
        let incoming = bob.incoming();
        bob.answer(incoming);
        alice.connected(call);
        alice.hang_up(call);
        bob.closed(incoming);
    }
}

#[test]
fn a_port_that_is_taken_says_so() {
    let taken = phone("alice", TransportKind::Tcp);
    let config = SdkConfig {
        local_port: taken.engine.local_sip_address().port(),
        ..config_for(TransportKind::Tcp, Ipv4Addr::LOCALHOST.into())
    };
    let second = portsip_core::engine::Engine::start(&config, Box::new(|_| ()));
    assert_eq!(
        second.err(),
        Some(portsip_core::error::Error::CoreAddTcpTransportFailure)
    );
}

#[test]
fn nobody_listening_fails_the_call_with_that_reason() {
    let alice = phone("alice", TransportKind::Tcp);
    let nobody = phone("nobody", TransportKind::Tcp);
    let to = nobody.uri();
    drop(nobody);
    assert_eq!(
        failure_of_call(&alice, &to),
        (503, "TCP: connection refused".to_owned())
    );
}

/// What a call that cannot be placed fails with.
fn failure_of_call(phone: &Phone, to: &str) -> (u16, String) {
    phone.failure_of(phone.call_uri(to))
}

#[test]
fn who_hangs_up_on_a_request_fails_it_at_once() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let to = listener.local_addr().expect("bound");
    let rude = std::thread::Builder::new().spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody connects");
        stream.read(&mut [0; 16]).expect("a request comes")
    });
    let alice = phone("alice", TransportKind::Tcp);
    let (status, _) = failure_of_call(&alice, &format!("sip:bob@{to}"));
    assert_eq!(status, 503);
    rude.expect("a thread").join().expect("it ended well");
}

#[test]
fn a_call_outlives_its_connection() {
    let (alice, bob) = (
        phone("alice", TransportKind::Tcp),
        phone("bob", TransportKind::Tcp),
    );
    let relay = Relay::to(bob.engine.local_sip_address());
    let call = alice.call_uri(&format!("sip:bob@{}", relay.address));
    let incoming = bob.incoming();
    bob.answer(incoming);
    alice.connected(call);
    bob.connected(incoming);
    relay.cut();
    // What follows goes where Contact says, over a connection of its own.
    bob.hang_up(incoming);
    alice.closed(call);
}

/// Passes the bytes of one connection on until it is cut.
struct Relay {
    address: SocketAddr,
    /// Each end, and the thread that passes on what comes from it.
    ends: mpsc::Receiver<(TcpStream, JoinHandle<()>)>,
}

impl Relay {
    fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (sender, ends) = mpsc::channel();
        let accepted = std::thread::Builder::new().spawn(move || {
            let (near, _) = listener.accept().expect("somebody connects");
            let far = TcpStream::connect(target).expect("it listens");
            for (from, to) in [(&near, &far), (&far, &near)] {
                let end = twin(from);
                let (mut from, mut to) = (twin(from), twin(to));
                let passes = std::thread::Builder::new().spawn(move || {
                    // A connection that breaks has ended as well.
                    let _ = std::io::copy(&mut from, &mut to);
                });
                let passes = passes.expect("a thread");
                sender.send((end, passes)).expect("the test lives");
            }
        });
        accepted.expect("a thread");
        Self { address, ends }
    }

    /// Ends it, and waits until both sides have noticed.
    fn cut(&self) {
        let ends: Vec<_> = self.ends.iter().take(2).collect();
        for (end, _) in &ends {
            end.shutdown(Shutdown::Write).expect("it is open");
        }
        for (_, passes) in ends {
            passes.join().expect("it ended well");
        }
    }
}

fn twin(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("a descriptor")
}

#[test]
fn messages_are_cut_out_of_the_stream_wherever_it_was_cut() {
    let bob = phone("bob", TransportKind::Tcp);
    let mut stream = Stream::to(&bob);
    let two = [options("TCP", 1), options("TCP", 2)].concat();
    for piece in two.as_bytes().chunks(97) {
        stream.send(piece);
        std::thread::yield_now();
    }
    for _ in 0..2 {
        assert_eq!(stream.start_line(), "SIP/2.0 200 OK");
    }
}

#[test]
fn what_came_before_the_end_is_answered() {
    let bob = phone("bob", TransportKind::Tcp);
    for round in 0..20 {
        let mut silent = Stream::to(&bob);
        silent.send(options("TCP", round).as_bytes());
        silent.0.shutdown(Shutdown::Write).expect("it is open");
        assert_eq!(silent.start_line(), "SIP/2.0 200 OK");
        silent.is_closed();
    }
    let mut confused = Stream::to(&bob);
    let endless = "OPTIONS sip:x SIP/2.0\r\n\r\n";
    confused.send([&options("TCP", 20), endless].concat().as_bytes());
    assert_eq!(confused.start_line(), "SIP/2.0 200 OK");
    confused.is_closed();
}

#[test]
fn a_ping_gets_its_pong() {
    let bob = phone("bob", TransportKind::Tcp);
    Stream::to(&bob).gets_its_pong();
}

#[test]
fn who_only_pings_gives_way_to_who_talks() {
    let bob = phone("bob", TransportKind::Tcp);
    let mut talking = Stream::to(&bob);
    talking.send(options("TCP", 1).as_bytes());
    assert_eq!(talking.start_line(), "SIP/2.0 200 OK");
    let pinging: Vec<_> = (0..CONNECTIONS_PER_SOURCE_MAX)
        .map(|_| {
            let mut stream = Stream::to(&bob);
            stream.gets_its_pong();
            stream
        })
        .collect();
    talking.send(options("TCP", 2).as_bytes());
    assert_eq!(talking.start_line(), "SIP/2.0 200 OK");
    drop(pinging);
}

#[test]
fn a_head_without_end_closes_its_connection() {
    let bob = phone("bob", TransportKind::Tcp);
    let mut endless = Stream::to(&bob);
    endless.send(b"OPTIONS sip:x SIP/2.0\r\n");
    for _ in 0..5000 {
        endless.send(b"X-Again: and again\r\n");
    }
    endless.is_closed();
    let mut bodyless = Stream::to(&bob);
    bodyless.send(b"OPTIONS sip:x SIP/2.0\r\n\r\n");
    bodyless.is_closed();
    call_works(&phone("alice", TransportKind::Tcp), &bob);
}
