//! The relays (TURN) of a call's sockets: what goes by one is wrapped on its way to the
//! server, and what comes by one unwrapped, so that above it nothing differs but the way.

use std::io;
use std::net::SocketAddr;

use mio::net::UdpSocket;

use super::port_pool::BoundPair;
use super::relay_stream::RelayStream;
use super::socket::options;
use crate::clock::Instant;
use crate::limits::RTP_DATAGRAM_BYTES_MAX;
use crate::media::session::MediaSocket;
use crate::nat::DatagramKind;
use crate::nat::ice::Via;
use crate::nat::turn::framing::INDICATION_BYTES_MAX;
use crate::nat::turn::{Allocation, TurnClient, TurnError};

/// What a datagram grows to on its way to a relay.
const FRAMED_BYTES_MAX: usize = RTP_DATAGRAM_BYTES_MAX + INDICATION_BYTES_MAX;

/// Datagrams taken from a socket at a time.
const DATAGRAMS_AT_ONCE_MAX: usize = 16;
/// A longer answer of a server is none that we want.
const ANSWER_BYTES_MAX: usize = 1500;
const SOCKETS: [MediaSocket; 2] = [MediaSocket::Rtp, MediaSocket::Rtcp];

/// The relay of each socket, where it has one.
#[derive(Debug, Default)]
pub(super) struct Relays {
    rtp: Option<Box<TurnClient>>,
    rtcp: Option<Box<TurnClient>>,
    /// What each is reached over where that is no UDP.
    rtp_stream: Option<RelayStream>,
    rtcp_stream: Option<RelayStream>,
}

impl Relays {
    fn of_mut(&mut self, socket: MediaSocket) -> &mut Option<Box<TurnClient>> {
        match socket {
            MediaSocket::Rtp => &mut self.rtp,
            MediaSocket::Rtcp => &mut self.rtcp,
        }
    }

    fn of(&self, socket: MediaSocket) -> Option<&TurnClient> {
        match socket {
            MediaSocket::Rtp => self.rtp.as_deref(),
            MediaSocket::Rtcp => self.rtcp.as_deref(),
        }
    }

    /// Has one for a socket, and what it is reached over where that is no UDP.
    pub(super) fn set(
        &mut self,
        socket: MediaSocket,
        relay: TurnClient,
        stream: Option<RelayStream>,
    ) {
        *self.of_mut(socket) = Some(Box::new(relay));
        *self.stream_mut(socket) = stream;
    }

    fn stream_mut(&mut self, socket: MediaSocket) -> &mut Option<RelayStream> {
        match socket {
            MediaSocket::Rtp => &mut self.rtp_stream,
            MediaSocket::Rtcp => &mut self.rtcp_stream,
        }
    }

    /// Whether they are reached over connections.
    pub(super) fn have_streams(&self) -> bool {
        self.rtp_stream.is_some() || self.rtcp_stream.is_some()
    }

    /// How a datagram came, from whom, and what is in it.
    pub(super) fn unwrap<'d>(
        &self,
        socket: MediaSocket,
        from: SocketAddr,
        payload: &'d [u8],
    ) -> (Via, SocketAddr, &'d [u8]) {
        let relay = self.of(socket).filter(|relay| is_from(relay, from));
        match relay.and_then(|relay| relay.unwrap(payload)) {
            Some((peer, payload)) => (Via::Relay, peer, payload),
            None => (Via::Socket, from, payload),
        }
    }

    /// Whether a datagram that came to a socket, and holds nothing of a peer, is a
    /// message of its relay.
    pub(super) fn is_from_server(
        &self,
        socket: MediaSocket,
        from: SocketAddr,
        payload: &[u8],
    ) -> bool {
        DatagramKind::of(payload) == DatagramKind::Stun
            && self.of(socket).is_some_and(|relay| is_from(relay, from))
    }

    /// Takes a STUN message that came to a socket; `false` where it is for no relay.
    pub(super) fn hear(
        &mut self,
        now: Instant,
        socket: MediaSocket,
        from: SocketAddr,
        message: &[u8],
    ) -> bool {
        let relay = self.of_mut(socket).as_mut();
        let relay = relay.filter(|relay| is_from(relay, from));
        relay.is_some_and(|relay| relay.handle_datagram(now, message))
    }

    /// What the relay of a socket has for it; `None` without a relay.
    pub(super) fn allocation(&self, socket: MediaSocket) -> Option<Allocation> {
        self.of(socket).map(TurnClient::allocation)
    }

    /// Whether a socket has one that holds something for it, or is asked to.
    pub(super) fn has(&self, socket: MediaSocket) -> bool {
        let allocation = self.allocation(socket);
        allocation.is_some_and(|allocation| !matches!(allocation, Allocation::Failed(_)))
    }

    /// Whether one has still to say what it holds.
    pub(super) fn are_being_settled(&self) -> bool {
        self.both().any(TurnClient::is_being_settled)
    }

    /// Asks those that are reached by datagrams whether they know us where we are now.
    pub(super) fn revalidate(&mut self, now: Instant) {
        for socket in SOCKETS {
            if self.stream_mut(socket).is_none()
                && let Some(relay) = self.of_mut(socket)
            {
                relay.revalidate(now);
            }
        }
    }

    /// Whether no socket has one.
    pub(super) fn is_empty(&self) -> bool {
        self.rtp.is_none() && self.rtcp.is_none()
    }

    /// Whether an answer of one is awaited.
    pub(super) fn are_asking(&self) -> bool {
        self.both().any(TurnClient::is_asking)
    }

    /// When [`BoundPair::carry_on_relays`] is due.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.both().filter_map(TurnClient::poll_timeout).min()
    }

    /// Takes away one that is none any more, given back or not; why.
    pub(super) fn poll_lost(&mut self) -> Option<(MediaSocket, TurnError)> {
        SOCKETS.into_iter().find_map(|socket| {
            let place = self.of_mut(socket);
            match place.as_ref()?.allocation() {
                Allocation::Failed(error) if place.as_ref()?.is_closed() => {
                    *place = None;
                    *self.stream_mut(socket) = None;
                    Some((socket, error))
                }
                _ => None,
            }
        })
    }

    fn both(&self) -> impl Iterator<Item = &TurnClient> {
        [&self.rtp, &self.rtcp]
            .into_iter()
            .flatten()
            .map(|relay| &**relay)
    }
}

/// A dual-stack socket shows an IPv4 address as IPv6.
fn is_from(relay: &TurnClient, from: SocketAddr) -> bool {
    let server = relay.server();
    server.port() == from.port() && server.ip().to_canonical() == from.ip().to_canonical()
}

impl BoundPair {
    /// A socket.
    pub(super) fn socket(&self, socket: MediaSocket) -> &UdpSocket {
        match socket {
            MediaSocket::Rtp => &self.rtp,
            MediaSocket::Rtcp => &self.rtcp,
        }
    }

    /// Sends a datagram of a socket along a way; whether that took it.
    pub(super) fn send(
        &self,
        ipv6: bool,
        socket: MediaSocket,
        (via, to): (Via, SocketAddr),
        payload: &[u8],
    ) -> bool {
        let from = self.socket(socket);
        if via == Via::Socket {
            return from
                .send_to(payload, options::address_for(ipv6, to))
                .is_ok();
        }
        let mut buffer = [0; FRAMED_BYTES_MAX];
        let Some(relay) = self.relays.of(socket) else {
            return false;
        };
        let framed = relay.frame(to, payload, &mut buffer);
        let server = options::address_for(ipv6, relay.server());
        framed.is_some_and(|framed| from.send_to(framed, server).is_ok())
    }

    /// Hands what waits on the sockets to the relays, and what is for none of them to
    /// `other`.
    pub(super) fn receive(
        &mut self,
        now: Instant,
        mut other: impl FnMut(MediaSocket, SocketAddr, &[u8]),
    ) {
        let mut buffer = [0; ANSWER_BYTES_MAX];
        for socket in SOCKETS {
            for _ in 0..DATAGRAMS_AT_ONCE_MAX {
                match self.socket(socket).recv_from(&mut buffer) {
                    Ok((length, from)) => {
                        let datagram = buffer.get(..length).unwrap_or_default();
                        if !self.relays.hear(now, socket, from, datagram) {
                            other(socket, from, datagram);
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                    // What ICMP said about a datagram of ours.
                    Err(_) => {}
                }
            }
        }
    }

    /// The same where nothing else is waited for.
    pub(super) fn hear_relays(&mut self, now: Instant) {
        self.receive(now, |_, _, _| {});
    }

    /// Lets the relay of a socket take datagrams from a peer; it hears of that before
    /// what is sent next.
    pub(super) fn permit(
        &mut self,
        now: Instant,
        ipv6: bool,
        socket: MediaSocket,
        peer: SocketAddr,
    ) {
        if let Some(relay) = self.relays.of_mut(socket) {
            relay.permit(now, peer);
        }
        self.send_requests(ipv6, socket);
    }

    /// Gives a way through a relay a channel.
    pub(super) fn bind(&mut self, now: Instant, socket: MediaSocket, way: (Via, SocketAddr)) {
        if let (Some(relay), (Via::Relay, peer)) = (self.relays.of_mut(socket), way) {
            relay.bind(now, peer);
        }
    }

    /// Does what the relays have to do, and sends what they have to say.
    pub(super) fn carry_on_relays(&mut self, now: Instant, ipv6: bool) {
        for socket in SOCKETS {
            let stream = self.relays.stream_mut(socket).as_ref();
            let is_cut_off = stream.is_some_and(RelayStream::has_ended);
            if let Some(relay) = self.relays.of_mut(socket) {
                if is_cut_off {
                    relay.handle_disconnected();
                }
                relay.handle_timeout(now);
                self.send_requests(ipv6, socket);
            }
        }
    }

    /// Gives back what the relays have for us. They stay until they have heard of it.
    pub(super) fn close_relays(&mut self, now: Instant, ipv6: bool) {
        for socket in SOCKETS {
            self.close_relay(now, ipv6, socket);
        }
        while self.relays.poll_lost().is_some() {}
    }

    /// Gives back what the relay of one socket has for us.
    pub(super) fn close_relay(&mut self, now: Instant, ipv6: bool, socket: MediaSocket) {
        if let Some(relay) = self.relays.of_mut(socket) {
            relay.close(now);
            self.send_requests(ipv6, socket);
        }
    }

    fn send_requests(&mut self, ipv6: bool, socket: MediaSocket) {
        let Some(mut relay) = self.relays.of_mut(socket).take() else {
            return;
        };
        let server = options::address_for(ipv6, relay.server());
        while let Some(request) = relay.poll_transmit() {
            // What cannot be sent goes again.
            let _ = self.socket(socket).send_to(&request, server);
        }
        *self.relays.of_mut(socket) = Some(relay);
    }
}
