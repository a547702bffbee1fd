//! A relay that is reached over TCP or TLS (RFC 8656 §3.1).
//!
//! Media knows datagrams alone. So each of its sockets has a socket beside it that stands
//! for the relay: what comes there goes on over a connection, and what the connection
//! brings goes back, cut as the messages of TURN are (RFC 8656 §12.5). What the
//! connection cannot take at once waits in that socket and in the system's buffer behind
//! it, both small: old voice is worth little.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::UdpSocket;
use tokio::sync::oneshot;

use super::connection::BoxedStream;
use super::connection::open::{Way, dial};
use super::core::Core;
use super::tls::Naming;
use crate::limits::{RELAY_FRAME_BYTES_MAX, RELAY_STREAM_WAITING_BYTES_MAX};
use crate::sip::transport::target::{Target, TargetHost};

/// How long a connection stays for what is still to be given back.
const LINGER: Duration = Duration::from_secs(2);
/// The header of a STUN message (RFC 8489 §5).
const STUN_HEADER_BYTES: usize = 20;
/// That of a `ChannelData` message (RFC 8656 §12.4).
const CHANNEL_HEADER_BYTES: usize = 4;
/// What messages over streams are padded to.
const PADDED_TO: usize = 4;

/// A way to a relay over a connection of its own, which ends a little after this.
#[derive(Debug)]
pub(super) struct RelayStream {
    /// Where a media socket sends what is for the relay: nobody else gets that address
    /// as long as this lives.
    pub(super) address: SocketAddr,
    has_ended: Arc<AtomicBool>,
    _is_wanted: oneshot::Sender<()>,
}

impl RelayStream {
    /// Whether the connection is gone.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended.load(Ordering::Relaxed)
    }
}

/// Passes on what goes and comes, until the way is dropped.
pub(super) type Passing = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Connects to a relay for the media socket at `media`; the error in words.
pub(super) async fn open(
    core: &Arc<Core>,
    target: &Target,
    server: SocketAddr,
    media: SocketAddr,
) -> Result<(RelayStream, Passing), String> {
    let name = match &target.host {
        TargetHost::Name(name) => Some(name.as_str()),
        TargetHost::Address(_) => None,
    };
    let way = Way {
        transport: target.transport,
        remote: server,
        name,
        // A relay is of no SIP domain (RFC 8489 §6.2.3).
        naming: Naming::Web,
        dscp: core.ports.dscp(),
        waiting_bytes_max: Some(RELAY_STREAM_WAITING_BYTES_MAX),
    };
    let dialled = dial(core, way).await;
    let (stream, _) = dialled.map_err(|error| error.to_string())?;
    let media = SocketAddr::new(near(media.ip(), server), media.port());
    serve(stream, media)
        .await
        .map_err(|error| error.to_string())
}

async fn serve(stream: BoxedStream, media: SocketAddr) -> io::Result<(RelayStream, Passing)> {
    let socket = UdpSocket::bind((media.ip(), 0)).await?;
    SockRef::from(&socket).set_recv_buffer_size(RELAY_STREAM_WAITING_BYTES_MAX)?;
    // Nobody else is heard.
    socket.connect(media).await?;
    let address = socket.local_addr()?;
    let (is_wanted, mut unwanted) = oneshot::channel();
    let has_ended = Arc::new(AtomicBool::new(false));
    let way = RelayStream {
        address,
        has_ended: Arc::clone(&has_ended),
        _is_wanted: is_wanted,
    };
    let passing = async move {
        match pass_on(stream, &socket, &mut unwanted).await {
            Ok(End::Unwanted) => return,
            Ok(End::Closed) => tracing::warn!(%media, "the relay has closed the connection"),
            Err(error) => tracing::warn!(%media, %error, "the connection to a relay has failed"),
        }
        has_ended.store(true, Ordering::Relaxed);
        // Media may still send here, and nobody else shall hear that.
        if !unwanted.is_terminated() {
            let _ = unwanted.await;
        }
    };
    Ok((way, Box::pin(passing)))
}

/// Where a media socket is reached from its own machine. One that is bound to any address
/// of both families is reached by that of the relay, which its answers then tell of.
const fn near(ip: IpAddr, server: SocketAddr) -> IpAddr {
    match (ip, server) {
        (IpAddr::V6(ip), SocketAddr::V6(_)) if ip.is_unspecified() => {
            IpAddr::V6(Ipv6Addr::LOCALHOST)
        }
        _ if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        _ => ip,
    }
}

/// Why nothing is passed on any more.
enum End {
    /// The way was dropped.
    Unwanted,
    /// The relay has closed the connection.
    Closed,
}

async fn pass_on(
    stream: BoxedStream,
    socket: &UdpSocket,
    unwanted: &mut oneshot::Receiver<()>,
) -> io::Result<End> {
    let (from_relay, to_relay) = tokio::io::split(stream);
    let end = async {
        // Nothing is ever sent: it is dropped.
        let _ = unwanted.await;
        tokio::time::sleep(LINGER).await;
    };
    tokio::select! {
        ended = send(socket, to_relay) => ended.map(|()| End::Closed),
        ended = receive(from_relay, socket) => ended.map(|()| End::Closed),
        () = end => Ok(End::Unwanted),
    }
}

async fn send(socket: &UdpSocket, mut to_relay: WriteHalf<BoxedStream>) -> io::Result<()> {
    let mut buffer = vec![0; RELAY_FRAME_BYTES_MAX + PADDED_TO];
    loop {
        let datagram = match socket.recv(&mut buffer[..RELAY_FRAME_BYTES_MAX]).await {
            Ok(length) => &buffer[..length],
            // Media has closed its socket; what it had to say has been said.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
            Err(error) => return Err(error),
        };
        let length = datagram.len();
        if Frame::of(datagram).is_none_or(|frame| frame.bytes != length) {
            continue;
        }
        let padded = length.next_multiple_of(PADDED_TO);
        buffer[length..padded].fill(0);
        to_relay.write_all(&buffer[..padded]).await?;
        to_relay.flush().await?;
    }
}

async fn receive(from_relay: ReadHalf<BoxedStream>, socket: &UdpSocket) -> io::Result<()> {
    let mut from_relay = tokio::io::BufReader::new(from_relay);
    let mut buffer = vec![0; RELAY_FRAME_BYTES_MAX + PADDED_TO];
    while let Some(length) = read(&mut from_relay, &mut buffer).await? {
        // As when a datagram gets lost: media may just be gone.
        let _ = socket.send(&buffer[..length]).await;
    }
    Ok(())
}

/// Reads the next message into `buffer`, passing over those that are too long; `None` at
/// the end.
async fn read(
    stream: &mut (impl AsyncRead + Unpin),
    buffer: &mut [u8],
) -> io::Result<Option<usize>> {
    loop {
        match stream.read_exact(&mut buffer[..CHANNEL_HEADER_BYTES]).await {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let header = &buffer[..CHANNEL_HEADER_BYTES];
        let frame = Frame::of(header).ok_or(io::ErrorKind::InvalidData)?;
        let padded = frame.bytes.next_multiple_of(PADDED_TO);
        match buffer.get_mut(CHANNEL_HEADER_BYTES..padded) {
            Some(rest) => {
                stream.read_exact(rest).await?;
                return Ok(Some(frame.bytes));
            }
            None => skip(stream, padded - CHANNEL_HEADER_BYTES).await?,
        }
    }
}

async fn skip(stream: &mut (impl AsyncRead + Unpin), bytes: usize) -> io::Result<()> {
    let mut skipped = stream.take(bytes as u64);
    let read = tokio::io::copy(&mut skipped, &mut tokio::io::sink()).await?;
    if read < bytes as u64 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// A message of TURN, by its first bytes.
struct Frame {
    /// How long it is, without padding.
    bytes: usize,
}

impl Frame {
    /// `None` where it is neither STUN nor `ChannelData`.
    fn of(start: &[u8]) -> Option<Self> {
        let [first, _, high, low, ..] = *start else {
            return None;
        };
        let header = match first >> 6 {
            0 => STUN_HEADER_BYTES,
            1 => CHANNEL_HEADER_BYTES,
            _ => return None,
        };
        let bytes = header + usize::from(u16::from_be_bytes([high, low]));
        Some(Self { bytes })
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::DuplexStream;
    use tokio::task::JoinSet;

    use super::*;

    /// A way that is served.
    struct Served {
        way: RelayStream,
        passing: JoinSet<()>,
    }

    /// A relay's end of a connection, and the media socket of the other end.
    async fn connected() -> (DuplexStream, UdpSocket, Served) {
        let media = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let (relay, ours) = tokio::io::duplex(1 << 17);
        let at = media.local_addr().expect("bound");
        let (way, passing) = serve(Box::new(ours), at).await.expect("a free port");
        let mut tasks = JoinSet::new();
        tasks.spawn(passing);
        let served = Served {
            way,
            passing: tasks,
        };
        (relay, media, served)
    }

    fn run(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(test);
    }

    /// A `ChannelData` message, without padding.
    fn channel_data(length: usize) -> Vec<u8> {
        let mut message = vec![0x40, 1];
        message.extend(u16::try_from(length).expect("short").to_be_bytes());
        message.extend((0..length).map(|at| at as u8));
        message
    }

    #[test]
    fn messages_are_padded_on_their_way_and_cut_on_the_way_back() {
        run(async {
            let (mut relay, media, ours) = connected().await;
            let mut buffer = [0; 64];
            media
                .send_to(&channel_data(5), ours.way.address)
                .await
                .expect("sent");
            relay.read_exact(&mut buffer[..12]).await.expect("it comes");
            assert_eq!(&buffer[..9], channel_data(5));
            assert_eq!(&buffer[9..12], [0; 3]);
            // Two in one piece, the first padded.
            let mut both = channel_data(6);
            both.extend([9, 9]);
            both.extend(channel_data(8));
            relay.write_all(&both).await.expect("taken");
            for length in [6, 8] {
                let (read, from) = media.recv_from(&mut buffer).await.expect("it comes");
                assert_eq!(&buffer[..read], channel_data(length));
                assert_eq!(from, ours.way.address);
            }
        });
    }

    #[test]
    fn what_is_no_message_goes_no_way() {
        run(async {
            let (mut relay, media, ours) = connected().await;
            for datagram in [&b"\x80\0\0\0"[..], b"\x40", b"", b"\x40\x01\0\x05ab"] {
                media
                    .send_to(datagram, ours.way.address)
                    .await
                    .expect("sent");
            }
            let good = channel_data(4);
            media.send_to(&good, ours.way.address).await.expect("sent");
            let mut buffer = [0; 8];
            relay.read_exact(&mut buffer).await.expect("it comes");
            assert_eq!(buffer[..], good);
            assert!(!ours.way.has_ended());
            // Out of step nothing can be made of the rest.
            relay.write_all(b"\xC0\0\0\0").await.expect("taken");
            assert_eq!(relay.read(&mut buffer).await.expect("the end"), 0);
            while !ours.way.has_ended() {
                tokio::task::yield_now().await;
            }
            // Still nobody else can have it.
            let taken = UdpSocket::bind(ours.way.address).await;
            assert_eq!(
                taken.map(drop).map_err(|error| error.kind()),
                Err(io::ErrorKind::AddrInUse)
            );
        });
    }

    #[test]
    fn a_relay_that_goes_after_its_way_was_dropped_ends_the_passing() {
        run(async {
            let (relay, _media, ours) = connected().await;
            let Served { way, mut passing } = ours;
            drop(way);
            // It has seen that before the connection ends.
            tokio::task::yield_now().await;
            drop(relay);
            let ended = passing.join_next().await.expect("a task");
            assert!(ended.is_ok(), "{ended:?}");
        });
    }

    #[test]
    fn a_message_that_is_too_long_is_passed_over() {
        run(async {
            let (mut relay, media, _ours) = connected().await;
            let mut stream = channel_data(RELAY_FRAME_BYTES_MAX + 100);
            stream.resize(stream.len().next_multiple_of(PADDED_TO), 0);
            stream.extend(channel_data(8));
            relay.write_all(&stream).await.expect("taken");
            let mut buffer = [0; 64];
            let read = media.recv(&mut buffer).await.expect("it comes");
            assert_eq!(&buffer[..read], channel_data(8));
        });
    }

    #[test]
    fn a_socket_of_both_families_is_reached_by_that_of_the_relay() {
        let near = |ip: &str, server: &str| {
            let server = server.parse().expect("an address");
            near(ip.parse().expect("an address"), server).to_string()
        };
        assert_eq!(near("::", "192.0.2.1:3478"), "127.0.0.1");
        assert_eq!(near("::", "[2001:db8::1]:3478"), "::1");
        assert_eq!(near("0.0.0.0", "192.0.2.1:3478"), "127.0.0.1");
        assert_eq!(near("192.0.2.9", "192.0.2.1:3478"), "192.0.2.9");
    }

    #[test]
    fn a_stranger_is_not_heard() {
        run(async {
            let (mut relay, media, ours) = connected().await;
            let stranger = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
            stranger
                .send_to(&channel_data(4), ours.way.address)
                .await
                .expect("sent");
            media
                .send_to(&channel_data(8), ours.way.address)
                .await
                .expect("sent");
            let mut buffer = [0; 12];
            relay.read_exact(&mut buffer).await.expect("it comes");
            assert_eq!(buffer[..], channel_data(8));
        });
    }
}
