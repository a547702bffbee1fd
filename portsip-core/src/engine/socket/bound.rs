//! The address an SDK object was made with, and what it means towards a peer.

use std::net::{IpAddr, SocketAddr};

use super::super::network_interfaces::local_address_towards;

/// What the sockets of one SDK object are bound to; the address may be
/// unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Bound(pub(in crate::engine) SocketAddr);

impl Bound {
    /// Our address as a peer at `remote` should name it.
    pub(in crate::engine) fn towards(self, remote: SocketAddr) -> Option<SocketAddr> {
        if !self.0.ip().is_unspecified() {
            return Some(self.0);
        }
        local_address_towards(remote).map(|ip| SocketAddr::new(ip, self.0.port()))
    }

    /// Our address as the sender of a datagram named it.
    pub(in crate::engine) fn named_by(
        self,
        to: Option<IpAddr>,
        from: SocketAddr,
    ) -> Option<SocketAddr> {
        match to {
            Some(ip) if !ip.is_multicast() && !is_broadcast(ip) => {
                Some(SocketAddr::new(ip, self.0.port()))
            }
            _ => self.towards(from),
        }
    }

    /// Whether anything can be sent from here to `remote` at all.
    pub(in crate::engine) fn reaches_family_of(self, remote: SocketAddr) -> bool {
        match self.0.ip() {
            IpAddr::V4(_) => remote.is_ipv4(),
            IpAddr::V6(ip) => remote.is_ipv6() || ip.is_unspecified(),
        }
    }
}

fn is_broadcast(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V4(ip) if ip.is_broadcast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unspecified_ipv6_address_reaches_both_families() {
        let bound = |ip: &str| Bound(SocketAddr::new(ip.parse().expect("an address"), 5060));
        let (v4, v6): (SocketAddr, SocketAddr) = (
            ([192, 0, 2, 1], 5060).into(),
            ([0x2001, 0xDB8, 0, 0, 0, 0, 0, 1], 5060).into(),
        );
        let reached = |ip| {
            let bound = bound(ip);
            (bound.reaches_family_of(v4), bound.reaches_family_of(v6))
        };
        assert_eq!(reached("::"), (true, true));
        assert_eq!(reached("::1"), (false, true));
        assert_eq!(reached("0.0.0.0"), (true, false));
    }

    #[test]
    fn a_broadcast_address_is_never_ours() {
        let bound = Bound(([127, 0, 0, 1], 5060).into());
        let from = SocketAddr::from(([127, 0, 0, 1], 9));
        let to = Some(IpAddr::from([255, 255, 255, 255]));
        assert_eq!(bound.named_by(to, from), Some(bound.0));
    }
}
