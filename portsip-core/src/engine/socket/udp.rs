//! The datagram socket of SIP.

use std::io;
use std::net::{IpAddr, SocketAddr};

use super::super::network_interfaces::{is_local, local_address_towards};
use super::{errors, options};
use crate::error::{Error, Result};

/// What the kernel is asked to hold for a burst of calls.
const BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// The datagram socket of one SDK object.
#[derive(Debug)]
pub(in crate::engine) struct SipUdpSocket {
    socket: tokio::net::UdpSocket,
    /// What it is bound to; the address may be unspecified.
    bound: SocketAddr,
}

/// What became of a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Sent {
    /// The kernel has it.
    Done,
    /// The socket's buffer is full: try again when it is writable.
    Blocked,
    /// It is more than a datagram carries; others to there may pass.
    TooLarge,
    /// It cannot be sent there.
    Failed,
}

impl SipUdpSocket {
    /// Binds `ip`:`port`; must run in a tokio context.
    ///
    /// [`Error::CoreNetworkInterfaceUnavailable`] when `ip` is not ours,
    /// [`Error::CoreAddUdpTransportFailure`] for every other failure.
    pub(in crate::engine) fn bind(ip: IpAddr, port: u16) -> Result<Self> {
        if !is_local(ip) {
            return Err(Error::CoreNetworkInterfaceUnavailable);
        }
        Self::try_bind(SocketAddr::new(ip, port)).map_err(|error| {
            tracing::error!(%ip, port, %error, "the SIP port cannot be bound");
            Error::CoreAddUdpTransportFailure
        })
    }

    fn try_bind(address: SocketAddr) -> io::Result<Self> {
        let socket = options::datagram_socket(address, options::DSCP_SIGNALLING)?;
        // A system with a lower limit gives what it allows.
        let _ = socket.set_recv_buffer_size(BUFFER_BYTES);
        let _ = socket.set_send_buffer_size(BUFFER_BYTES);
        if address.ip().is_unspecified() {
            options::ask_for_destinations(&socket, address);
        }
        errors::ask_for_errors(&socket, address);
        socket.bind(&address.into())?;
        let socket = tokio::net::UdpSocket::from_std(socket.into())?;
        let bound = socket.local_addr()?;
        Ok(Self { socket, bound })
    }

    /// Sends one datagram; never waits. An error left by an earlier datagram
    /// is not this one's.
    pub(in crate::engine) fn send(&self, payload: &[u8], to: SocketAddr) -> Sent {
        let to = options::address_for(self.bound.is_ipv6(), to);
        let mut outcome = self.socket.try_send_to(payload, to);
        if let Err(error) = &outcome
            && error.kind() != io::ErrorKind::WouldBlock
        {
            outcome = self.socket.try_send_to(payload, to);
        }
        match outcome {
            Ok(_) => Sent::Done,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Sent::Blocked,
            Err(error) if is_too_large(&error) => {
                let bytes = payload.len();
                tracing::warn!(%to, bytes, "a message is too large for a datagram: dropped");
                Sent::TooLarge
            }
            Err(error) => {
                tracing::warn!(%to, %error, "a datagram cannot be sent");
                Sent::Failed
            }
        }
    }

    /// Our address as a peer at `remote` should name it.
    pub(in crate::engine) fn local_towards(&self, remote: SocketAddr) -> Option<SocketAddr> {
        let ip = self.bound.ip();
        if !ip.is_unspecified() {
            return Some(self.bound);
        }
        local_address_towards(remote).map(|ip| SocketAddr::new(ip, self.bound.port()))
    }

    /// Our address as the sender of a datagram named it.
    pub(in crate::engine) fn local_of(
        &self,
        to: Option<IpAddr>,
        from: SocketAddr,
    ) -> Option<SocketAddr> {
        match to {
            Some(ip) if !ip.is_multicast() && !is_broadcast(ip) => {
                Some(SocketAddr::new(ip, self.bound.port()))
            }
            _ => self.local_towards(from),
        }
    }

    /// Whether a datagram to `remote` can leave this socket at all.
    pub(in crate::engine) fn reaches_family_of(&self, remote: SocketAddr) -> bool {
        match self.bound.ip() {
            IpAddr::V4(_) => remote.is_ipv4(),
            IpAddr::V6(ip) => remote.is_ipv6() || ip.is_unspecified(),
        }
    }

    /// What it is bound to; the address may be unspecified.
    pub(in crate::engine) fn bound(&self) -> SocketAddr {
        self.bound
    }

    /// The socket itself.
    pub(in crate::engine) fn socket(&self) -> &tokio::net::UdpSocket {
        &self.socket
    }
}

/// What the system says of a datagram above its limit, or above that of the way.
fn is_too_large(error: &io::Error) -> bool {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const EMSGSIZE: i32 = nix::errno::Errno::EMSGSIZE as i32;
    // WSAEMSGSIZE.
    #[cfg(windows)]
    const EMSGSIZE: i32 = 10_040;
    // That of Apple's systems and the BSDs.
    #[cfg(not(any(target_os = "linux", target_os = "android", windows)))]
    const EMSGSIZE: i32 = 40;
    error.raw_os_error() == Some(EMSGSIZE)
}

fn is_broadcast(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V4(ip) if ip.is_broadcast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_no_datagram_carries_says_nothing_of_its_peer() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .expect("a runtime");
        let _context = runtime.enter();
        let here = IpAddr::from([127, 0, 0, 1]);
        let socket = SipUdpSocket::bind(here, 0).expect("a free port");
        let writable = socket.socket().writable();
        runtime.block_on(writable).expect("an open socket");
        let to = SocketAddr::new(here, 9);
        assert_eq!(socket.send(&vec![b'x'; 65_508], to), Sent::TooLarge);
        let elsewhere = SocketAddr::from(([127, 0, 0, 1], 0));
        assert_eq!(socket.send(b"x", elsewhere), Sent::Failed);
    }
}
