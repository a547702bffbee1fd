//! What ICMP says about datagrams we sent: which destination is unreachable.

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

/// The destinations that were reported unreachable since the last time: hosts,
/// networks, ports and protocols, not what TTL or MTU say (RFC 3261 §18.4).
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(in crate::engine) fn unreachable_destinations(
    socket: &impl std::os::fd::AsRawFd,
    mut each: impl FnMut(SocketAddr),
) {
    use std::io;

    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg};

    use super::receive::socket_address;

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
        let is_unreachable = report.cmsgs().is_ok_and(|mut items| {
            items.any(|item| match item {
                ControlMessageOwned::Ipv4RecvErr(error, _) => {
                    error.ee_type == ICMP_DESTINATION_UNREACHABLE && is_final(error.ee_errno)
                }
                ControlMessageOwned::Ipv6RecvErr(error, _) => {
                    error.ee_type == ICMPV6_DESTINATION_UNREACHABLE && is_final(error.ee_errno)
                }
                _ => false,
            })
        });
        if let Some(address) = report.address.as_ref().and_then(socket_address)
            && is_unreachable
        {
            each(super::options::canonical(address));
        }
    }
}

/// RFC 792, type 3.
#[cfg(any(target_os = "linux", target_os = "android"))]
const ICMP_DESTINATION_UNREACHABLE: u8 = 3;
/// RFC 4443 §3.1, type 1.
#[cfg(any(target_os = "linux", target_os = "android"))]
const ICMPV6_DESTINATION_UNREACHABLE: u8 = 1;

/// "Fragmentation needed" is a kind of "unreachable" too; that one passes.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_final(error: u32) -> bool {
    i32::try_from(error).map(nix::errno::Errno::from_raw) != Ok(nix::errno::Errno::EMSGSIZE)
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::*;
    use crate::engine::socket::options::datagram_socket;

    #[test]
    fn a_port_where_nobody_listens_is_reported() {
        let any: SocketAddr = ([127, 0, 0, 1], 0).into();
        let bound = || {
            let socket = datagram_socket(any, 0).expect("a socket");
            ask_for_errors(&socket, any);
            socket.bind(&any.into()).expect("a free port");
            socket
        };
        let (sender, closed) = (bound(), bound());
        let nobody = closed.local_addr().expect("bound");
        drop(closed);
        sender.send_to(b"x", &nobody).expect("loopback takes it");
        let mut reported = Vec::new();
        unreachable_destinations(&sender, |address| reported.push(address));
        assert_eq!(reported, [nobody.as_socket().expect("an IP address")]);
    }
}
