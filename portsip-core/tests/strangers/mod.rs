//! Peers of an engine that are no phones: whoever connects to it, and what they
//! say, over every kind of connection.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use portsip_core::config::{SdkConfig, TlsConfig, TransportKind};
use portsip_core::events::Event;
use portsip_core::plan::AudioCodec;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

use crate::certificates::{Authority, Folder};
use crate::engine_support::{PATIENCE, Phone, config};

/// Phones and strangers that believe the same authority.
pub(crate) struct World {
    folder: Folder,
    strangers: Arc<ClientConfig>,
}

impl World {
    pub(crate) fn new() -> Self {
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

    pub(crate) fn phone(&self, name: &str, transport: TransportKind) -> Phone {
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
    pub(crate) fn stranger(&self, transport: TransportKind, to: SocketAddr) -> Stranger {
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
                Stranger::WebSocket(Box::new(web_socket(stream, to)))
            }
            _ => Stranger::Stream(stream),
        }
    }

    /// A new phone calls `callee`, among whatever else calls it.
    pub(crate) fn call_works(&self, transport: TransportKind, callee: &Phone) {
        let caller = self.phone("alice", transport);
        let outgoing = caller.call(callee);
        let from = caller.engine.local_sip_address().to_string();
        let incoming = callee.event("the call of this phone", |event| match event {
            Event::InviteIncoming(parties) if contains(&parties.message, &from) => {
                Some(parties.session)
            }
            _ => None,
        });
        callee.answer(incoming);
        caller.connected(outgoing);
        callee.connected(incoming);
        callee.hang_up(incoming);
        caller.closed(outgoing);
    }
}

fn contains(message: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(message).contains(text)
}

pub(crate) trait Duplex: Read + Write {}

impl<S: Read + Write> Duplex for S {}

/// Somebody who is connected to a phone.
pub(crate) enum Stranger {
    Stream(Box<dyn Duplex>),
    WebSocket(Box<WebSocket<Box<dyn Duplex>>>),
}

impl Stranger {
    /// Sends, unless the phone has closed the connection already.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        match self {
            Self::Stream(stream) => {
                let _ = stream.write_all(bytes).and_then(|()| stream.flush());
            }
            Self::WebSocket(socket) => {
                let _ = socket.send(Message::binary(bytes.to_vec()));
            }
        }
    }

    /// Whether the end that comes is announced: by a close frame, by TLS, or
    /// where there is neither by the stream itself.
    pub(crate) fn hears_goodbye(&mut self) -> bool {
        match self {
            Self::Stream(stream) => io::copy(stream, &mut io::sink()).is_ok(),
            Self::WebSocket(socket) => loop {
                match socket.read() {
                    Ok(Message::Close(_)) => return true,
                    Ok(_) => {}
                    Err(_) => return false,
                }
            },
        }
    }

    /// Whether there is an answer with this text before the phone closes the
    /// connection; one of both must come.
    pub(crate) fn is_told(&mut self, text: &str) -> bool {
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
                    .map_err(|error| match error {
                        tungstenite::Error::Io(error) => error,
                        // It closed, or broke off.
                        _ => io::ErrorKind::ConnectionReset.into(),
                    }),
            };
            match more {
                Ok(more) if !more.is_empty() => heard.extend(more),
                Err(error) if is_time_out(&error) => panic!("neither {text} nor the end"),
                _ => return false,
            }
            if contains(&heard, text) {
                return true;
            }
        }
    }
}

/// What a read that took too long fails with, on one system or another.
fn is_time_out(error: &io::Error) -> bool {
    let kinds = [io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut];
    kinds.contains(&error.kind())
}

/// Shakes hands for SIP over a WebSocket.
pub(crate) fn web_socket<S: Read + Write>(stream: S, to: SocketAddr) -> WebSocket<S> {
    let uri = format!("ws://{to}/").parse().expect("a URI");
    let request = ClientRequestBuilder::new(uri).with_sub_protocol("sip");
    let (socket, _) = tungstenite::client(request, stream)
        .map_err(|error| error.to_string())
        .expect("it is accepted");
    socket
}

pub(crate) fn plain(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).expect("it listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time-out can be set");
    stream
}

/// A connection from an address of this machine's own choice.
pub(crate) fn plain_from(from: Ipv4Addr, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((from, 0)).into())?;
    socket.connect(&to.into())?;
    Ok(socket.into())
}

/// Waits until the phone has closed a connection.
pub(crate) fn is_closed(stream: &mut TcpStream, limit: Duration) -> bool {
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

pub(crate) fn options(transport: TransportKind) -> String {
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
