//! The datagram socket of SIP.

use std::io;
use std::net::SocketAddr;

use super::bound::Bound;
use super::{errors, options};

/// What the kernel is asked to hold for a burst of calls.
const BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// The datagram socket of one SDK object.
#[derive(Debug)]
pub(in crate::engine) struct SipUdpSocket {
    socket: tokio::net::UdpSocket,
    bound: Bound,
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
    /// Binds `address`; must run in a tokio context.
    pub(in crate::engine) fn bind(address: SocketAddr) -> io::Result<Self> {
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
        let bound = Bound(socket.local_addr()?);
        Ok(Self { socket, bound })
    }

    /// Sends one datagram; never waits. An error left by an earlier datagram
    /// is not this one's.
    pub(in crate::engine) fn send(&self, payload: &[u8], to: SocketAddr) -> Sent {
        let to = options::address_for(self.bound.0.is_ipv6(), to);
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

    /// What it is bound to.
    pub(in crate::engine) fn bound(&self) -> Bound {
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
        let socket = SipUdpSocket::bind(([127, 0, 0, 1], 0).into()).expect("a free port");
        let writable = socket.socket().writable();
        runtime.block_on(writable).expect("an open socket");
        let to = SocketAddr::from(([127, 0, 0, 1], 9));
        assert_eq!(socket.send(&vec![b'x'; 65_508], to), Sent::TooLarge);
        let elsewhere = SocketAddr::from(([127, 0, 0, 1], 0));
        assert_eq!(socket.send(b"x", elsewhere), Sent::Failed);
    }
}
