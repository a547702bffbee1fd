//! How sockets are opened: family, dual stack, DSCP, and what the kernel is
//! asked to say of each datagram.

use std::io;
use std::net::SocketAddr;

use socket2::{Domain, Protocol, Socket, Type};

/// Expedited forwarding, for audio (RFC 4594 §4.1).
pub(in crate::engine) const DSCP_AUDIO: u32 = 46;
/// AF31, which networks commonly give to call signalling (RFC 2597 §6).
pub(in crate::engine) const DSCP_SIGNALLING: u32 = 26;

/// A datagram socket that is not bound yet.
pub(in crate::engine) fn datagram_socket(address: SocketAddr, dscp: u32) -> io::Result<Socket> {
    open(Type::DGRAM, Protocol::UDP, address, dscp)
}

/// A socket for connections that is not bound yet.
pub(in crate::engine) fn stream_socket(address: SocketAddr, dscp: u32) -> io::Result<Socket> {
    open(Type::STREAM, Protocol::TCP, address, dscp)
}

/// Non-blocking, with one port for both families where `address` is an
/// unspecified IPv6 address.
fn open(kind: Type, protocol: Protocol, address: SocketAddr, dscp: u32) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), kind, Some(protocol))?;
    socket.set_nonblocking(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(!address.ip().is_unspecified())?;
    }
    mark(&socket, address, dscp);
    Ok(socket)
}

/// Marks what is sent from now on; a system that forbids it still works.
pub(in crate::engine) fn mark(socket: &Socket, address: SocketAddr, dscp: u32) {
    let traffic_class = dscp << 2;
    if address.is_ipv6() {
        #[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
        let _ = socket.set_tclass_v6(traffic_class);
        // The IPv4 side of a dual-stack socket.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let _ = socket.set_tos_v4(traffic_class);
    } else {
        let _ = socket.set_tos_v4(traffic_class);
    }
}

/// Asks the kernel to say when each datagram arrived, so that jitter is
/// measured right although the socket is read once a tick.
pub(in crate::engine) fn ask_for_arrival_times(socket: &Socket) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use nix::sys::socket::{setsockopt, sockopt::ReceiveTimestampns};
        let _ = setsockopt(socket, ReceiveTimestampns, &true);
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = socket;
}

/// Asks the kernel to say which of our addresses each datagram was sent to.
pub(in crate::engine) fn ask_for_destinations(socket: &Socket, address: SocketAddr) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use nix::sys::socket::{setsockopt, sockopt};
        if address.is_ipv6() {
            let _ = setsockopt(socket, sockopt::Ipv6RecvPacketInfo, &true);
        } else {
            let _ = setsockopt(socket, sockopt::Ipv4PacketInfo, &true);
        }
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = (socket, address);
}

/// The same address as a socket of `family`'s kind has to name it: an IPv4
/// address seen through a dual-stack socket is IPv4-mapped (RFC 4291 §2.5.5.2).
pub(in crate::engine) fn address_for(socket_is_ipv6: bool, address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) if socket_is_ipv6 => {
            SocketAddr::from((v4.ip().to_ipv6_mapped(), v4.port()))
        }
        other => other,
    }
}

/// The address without the IPv4-mapped form.
pub(in crate::engine) fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        ip if ip == address.ip() => address,
        ip => SocketAddr::new(ip, address.port()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mapped_and_back() {
        let v4 = SocketAddr::from(([192, 0, 2, 1], 5060));
        let mapped = address_for(true, v4);
        assert!(mapped.is_ipv6());
        assert_eq!(canonical(mapped), v4);
        assert_eq!(address_for(false, v4), v4);
    }
}
