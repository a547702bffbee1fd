//! What ICMP says about datagrams we sent: which destination is unreachable.

use std::io;
use std::net::SocketAddr;

use socket2::Socket;

/// Asks the kernel to keep ICMP errors with the address they are about.
pub(in crate::engine) fn ask_for_errors(socket: &Socket, address: SocketAddr) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use nix::sys::socket::{setsockopt, sockopt};
        if address.is_ipv6() {
            let _ = setsockopt(socket, sockopt::Ipv6RecvErr, &true);
        }
        if address.is_ipv4() || address.ip().is_unspecified() {
            let _ = setsockopt(socket, sockopt::Ipv4RecvErr, &true);
        }
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = (socket, address);
}

/// Whether an operation's error is one of these reports and not the
/// operation's own: it may be tried again.
pub(in crate::engine) fn is_reported_by_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
    )
}

/// The destinations that were reported unreachable since the last time.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(in crate::engine) fn unreachable_destinations(
    socket: &impl std::os::fd::AsRawFd,
    mut each: impl FnMut(SocketAddr),
) {
    use nix::sys::socket::{MsgFlags, SockaddrStorage, recvmsg};

    /// Reports taken at a time, so that a flood of them cannot hold the thread.
    const REPORTS_MAX: usize = 256;

    let mut payload = [0; 64];
    let mut control = nix::cmsg_space!([u8; 128]);
    for _ in 0..REPORTS_MAX {
        let mut slices = [io::IoSliceMut::new(&mut payload)];
        let report = recvmsg::<SockaddrStorage>(
            socket.as_raw_fd(),
            &mut slices,
            Some(&mut control),
            MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT,
        );
        let Ok(report) = report else { return };
        let address = report.address.and_then(|address| {
            let v4 = address
                .as_sockaddr_in()
                .map(|v4| SocketAddr::from((v4.ip(), v4.port())));
            v4.or_else(|| {
                let v6 = address.as_sockaddr_in6()?;
                Some(SocketAddr::from((v6.ip(), v6.port())))
            })
        });
        if let Some(address) = address {
            each(super::options::canonical(address));
        }
    }
}
