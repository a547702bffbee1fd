//! What one SDK object opens to the network for SIP, by its transport.

use std::io;
use std::net::{IpAddr, SocketAddr};

use socket2::Socket;

use super::network_interfaces::is_local;
use super::socket::bound::Bound;
use super::socket::stream;
use super::socket::udp::SipUdpSocket;
use crate::config::TransportKind;
use crate::error::{Error, Result};
use crate::sip::transport::flow::Transport;

/// The open ends of one SDK object: one port, the same for all of them.
#[derive(Debug)]
pub(super) struct Endpoint {
    pub(super) bound: Bound,
    /// Only where the object was made for UDP: nothing comes in the clear to
    /// one that was made for TLS.
    pub(super) datagrams: Option<SipUdpSocket>,
    /// Where connections arrive.
    pub(super) listening: Option<Listening>,
}

/// A port that connections arrive at; the kernel holds them until they are accepted.
#[derive(Debug)]
pub(super) struct Listening {
    pub(super) transport: Transport,
    pub(super) socket: Socket,
    /// Where not, the port is only kept: what Contact names is ours.
    pub(super) accepts: bool,
}

impl Endpoint {
    /// Opens `ip`:`port` for `kind`; must run in a tokio context. Port 0 takes
    /// a free one. Without `accepts` a stream's port is bound, and peers are
    /// refused there.
    ///
    /// An object made for UDP listens for TCP on the same port as well
    /// (RFC 3261 §18.2.1), unless another program has it.
    ///
    /// [`Error::CoreNetworkInterfaceUnavailable`] when `ip` is not ours,
    /// `CoreAdd…TransportFailure` for every other failure.
    pub(super) fn open(kind: TransportKind, ip: IpAddr, port: u16, accepts: bool) -> Result<Self> {
        if !is_local(ip) {
            return Err(Error::CoreNetworkInterfaceUnavailable);
        }
        let address = SocketAddr::new(ip, port);
        let opened = match listening_transport(kind) {
            Some(transport) => Self::open_stream(transport, address, accepts),
            None => Self::open_datagrams(address),
        };
        opened.map_err(|error| {
            tracing::error!(%ip, port, %error, "the SIP port cannot be bound");
            bind_failure(kind)
        })
    }

    fn open_stream(transport: Transport, address: SocketAddr, accepts: bool) -> io::Result<Self> {
        let socket = if accepts {
            stream::listen(address)?
        } else {
            stream::reserve(address)?
        };
        Ok(Self {
            bound: Bound(bound_address(&socket, address)?),
            datagrams: None,
            listening: Some(Listening {
                transport,
                socket,
                accepts,
            }),
        })
    }

    fn open_datagrams(address: SocketAddr) -> io::Result<Self> {
        let datagrams = SipUdpSocket::bind(address)?;
        let bound = datagrams.bound();
        let listening = match stream::listen(bound.0) {
            Ok(socket) => Some(Listening {
                transport: Transport::Tcp,
                socket,
                accepts: true,
            }),
            Err(error) => {
                tracing::warn!(%error, "no TCP connections are accepted");
                None
            }
        };
        Ok(Self {
            bound,
            datagrams: Some(datagrams),
            listening,
        })
    }
}

/// What an object of a kind listens for, where that is not UDP first.
const fn listening_transport(kind: TransportKind) -> Option<Transport> {
    match kind {
        TransportKind::Udp => None,
        TransportKind::Tcp => Some(Transport::Tcp),
        TransportKind::Tls => Some(Transport::Tls),
        TransportKind::Ws => Some(Transport::Ws),
        TransportKind::Wss => Some(Transport::Wss),
    }
}

fn bound_address(socket: &Socket, asked: SocketAddr) -> io::Result<SocketAddr> {
    Ok(socket.local_addr()?.as_socket().unwrap_or(asked))
}

const fn bind_failure(kind: TransportKind) -> Error {
    match kind {
        TransportKind::Udp => Error::CoreAddUdpTransportFailure,
        TransportKind::Tcp | TransportKind::Ws => Error::CoreAddTcpTransportFailure,
        TransportKind::Tls | TransportKind::Wss => Error::CoreAddTlsTransportFailure,
    }
}
