//! Names to addresses, through the system's resolver.

use std::net::SocketAddr;

use super::socket::udp::SipUdpSocket;

/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;

/// The addresses of `host` that `socket` reaches, IPv4 first; empty when there
/// are none. The system's resolver blocks, so tokio runs it on a helper thread.
pub(super) async fn resolve(host: &str, port: u16, socket: &SipUdpSocket) -> Vec<SocketAddr> {
    let mut addresses: Vec<SocketAddr> = match tokio::net::lookup_host((host, port)).await {
        Ok(found) => found
            .filter(|address| socket.reaches_family_of(*address))
            .take(ADDRESSES_MAX)
            .collect(),
        Err(error) => {
            tracing::warn!(host, %error, "the name cannot be resolved");
            Vec::new()
        }
    };
    addresses.sort_by_key(SocketAddr::is_ipv6);
    addresses
}
