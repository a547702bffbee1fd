//! A relay over TCP whose connections end.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex};

use portsip_core::config::{HostPort, TransportKind, TurnServer};

use super::engine_support::{Peer, Phone, wait_for};
use super::ice_peer::{call, invite, offer, to_of};
use super::relay_server::{ALLOCATE, Answer, RelayServer};

/// The header of a STUN message, and that of `ChannelData`.
const STUN_HEADER_BYTES: usize = 20;
const CHANNEL_HEADER_BYTES: usize = 4;

/// Takes connections for a relay that has datagrams alone.
struct Bridge {
    address: SocketAddr,
    connections: Arc<Mutex<Vec<TcpStream>>>,
}

impl Bridge {
    fn before(relay: &RelayServer) -> Self {
        let relay = relay.as_configured().server;
        let relay = format!("{}:{}", relay.host, relay.port);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let connections = Arc::new(Mutex::new(Vec::new()));
        let taken = Arc::clone(&connections);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection");
                let datagrams = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
                datagrams.connect(&relay).expect("an address");
                let kept = stream.try_clone().expect("a socket has two names");
                taken.lock().expect("no test panics here").push(kept);
                pass_on(stream, datagrams);
            }
        });
        Self {
            address,
            connections,
        }
    }

    fn as_configured(&self, relay: &RelayServer) -> TurnServer {
        TurnServer {
            server: HostPort {
                host: self.address.ip().to_string(),
                port: self.address.port(),
            },
            transport: TransportKind::Tcp,
            ..relay.as_configured()
        }
    }

    /// Ends the connections there are.
    fn cut(&self) {
        let mut connections = self.connections.lock().expect("no test panics here");
        for stream in connections.drain(..) {
            // It may have ended by itself.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// Carries messages between a connection and a socket, until the first ends.
fn pass_on(stream: TcpStream, datagrams: UdpSocket) {
    let mut back = stream.try_clone().expect("a socket has two names");
    let answers = datagrams.try_clone().expect("a socket has two names");
    std::thread::spawn(move || {
        let mut buffer = [0; 2048];
        while let Ok(length) = answers.recv(&mut buffer) {
            let padded = length.next_multiple_of(4);
            buffer[length..padded].fill(0);
            if back.write_all(&buffer[..padded]).is_err() {
                return;
            }
        }
    });
    std::thread::spawn(move || {
        let mut stream = stream;
        while let Ok(message) = read_message(&mut stream) {
            datagrams.send(&message).expect("loopback takes it");
        }
    });
}

/// The next message of a stream (RFC 8656 §12.5).
fn read_message(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut message = vec![0; CHANNEL_HEADER_BYTES];
    stream.read_exact(&mut message)?;
    let length = usize::from(u16::from_be_bytes([message[2], message[3]]));
    let whole = match message[0] >> 6 {
        0 => STUN_HEADER_BYTES + length,
        _ => CHANNEL_HEADER_BYTES + length,
    };
    message.resize(whole.next_multiple_of(4), 0);
    stream.read_exact(&mut message[CHANNEL_HEADER_BYTES..])?;
    message.truncate(whole);
    Ok(message)
}

#[test]
fn a_relay_whose_connection_is_cut_is_described_no_more() {
    let relay = RelayServer::start(|_| Answer::Yes);
    let bridge = Bridge::before(&relay);
    let (phone, peer) = (Phone::new("test"), Peer::bound());
    let server = bridge.as_configured(&relay);
    phone.engine.agent("test", |agent, _| {
        agent.set_turn_server(Some(server));
    });
    let nobody = SocketAddr::from(([127, 0, 0, 88], 40_000));
    let offer = offer(nobody, &[nobody]);
    let (_, ok) = call(&phone, &peer, &offer);
    assert!(ok.contains(" typ relay"), "{ok}");
    let asked = relay.seen().iter().filter(|seen| seen.is(ALLOCATE)).count();
    assert_eq!(asked, 2, "once for each socket");
    bridge.cut();
    let mut number = 1;
    wait_for("an answer without it", || {
        number += 1;
        let again = invite(&phone, &peer, (number, to_of(&ok)), &offer, || {});
        (!again.contains(" typ relay")).then_some(())
    });
}
