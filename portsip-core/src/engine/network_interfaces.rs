//! The addresses of this machine.

use std::net::{IpAddr, SocketAddr};

use socket2::{Domain, Socket, Type};

/// The addresses of this machine's network interfaces that a peer could
/// reach, IPv4 first; loopback only when there is nothing else.
pub fn local_addresses() -> Vec<IpAddr> {
    let mut all = addresses().unwrap_or_default();
    all.sort_by_key(|address| (address.is_loopback(), address.is_ipv6()));
    all.dedup();
    let reachable = all.iter().filter(|address| !address.is_loopback()).count();
    if reachable > 0 {
        all.truncate(reachable);
    }
    all
}

/// The addresses of this machine's network interfaces without those of one
/// link, and of interfaces that are switched off or whose cable is out; `None` when the
/// system does not say.
pub(super) fn addresses() -> Option<Vec<IpAddr>> {
    let interfaces = if_addrs::get_if_addrs().ok()?;
    let up = interfaces.iter().filter(|each| each.is_oper_up());
    let all = up.map(if_addrs::Interface::ip);
    Some(all.filter(|address| !is_link_local(*address)).collect())
}

/// Whether a socket can be bound to `address`: it is unspecified or belongs to
/// an interface of this machine.
pub(super) fn is_local(address: IpAddr) -> bool {
    if address.is_unspecified() || address.is_loopback() {
        return true;
    }
    if_addrs::get_if_addrs()
        .is_ok_and(|interfaces| interfaces.iter().any(|each| each.ip() == address))
}

/// The address this machine would send to `remote` from. Nothing is sent: the
/// system's routing table answers when a datagram socket is connected.
pub(super) fn local_address_towards(remote: SocketAddr) -> Option<IpAddr> {
    let socket = Socket::new(Domain::for_address(remote), Type::DGRAM, None).ok()?;
    socket.connect(&remote.into()).ok()?;
    let local = socket.local_addr().ok()?.as_socket()?.ip();
    (!local.is_unspecified()).then_some(local)
}

fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_reached_from_loopback() {
        let remote = SocketAddr::from(([127, 0, 0, 1], 5060));
        assert_eq!(
            local_address_towards(remote),
            Some(IpAddr::from([127, 0, 0, 1]))
        );
    }

    #[test]
    fn a_documentation_address_is_not_ours() {
        assert!(!is_local(IpAddr::from([192, 0, 2, 77])));
        assert!(is_local(IpAddr::from([127, 0, 0, 1])));
        assert!(!local_addresses().is_empty());
    }
}
