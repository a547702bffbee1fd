//! Names to addresses, through the system's resolver.

use std::net::SocketAddr;

use super::socket::bound::Bound;
use crate::sip::transport::target::{Destination, Target, TargetHost};

/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;

/// The destinations of `target` that `bound` reaches; empty when there are
/// none. The system's resolver blocks, so tokio runs it on a helper thread.
pub(super) async fn resolve(target: &Target, prefer_ipv6: bool, bound: Bound) -> Vec<Destination> {
    let TargetHost::Name(host) = &target.host else {
        return Vec::new();
    };
    let port = target.port_or_default();
    let mut addresses: Vec<SocketAddr> = match tokio::net::lookup_host((&**host, port)).await {
        Ok(found) => found
            .filter(|address| bound.reaches_family_of(*address))
            .take(ADDRESSES_MAX)
            .collect(),
        Err(error) => {
            tracing::warn!(host, %error, "the name cannot be resolved");
            Vec::new()
        }
    };
    addresses.sort_by_key(|address| address.is_ipv6() != prefer_ipv6);
    let transport = target.transport;
    addresses
        .into_iter()
        .map(|address| Destination { transport, address })
        .collect()
}
