//! Where we take media, as far as we know.

use std::net::{IpAddr, SocketAddr};

use crate::plan::{Component, GatheredAddresses, GatheredMedia, MediaPorts};

/// Where we take media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalMedia {
    /// The address the other side reaches us at.
    pub address: IpAddr,
    /// That of the machine itself, where a NAT shows another.
    pub host: IpAddr,
    /// The RTP port.
    pub rtp_port: u16,
    /// The RTCP port.
    pub rtcp_port: u16,
    /// What servers told of the sockets.
    pub gathered: GatheredMedia,
}

const NOTHING: GatheredAddresses = GatheredAddresses {
    mapped: None,
    relayed: None,
};

impl LocalMedia {
    /// The sockets of the pool as they are reached at `address`.
    pub const fn new(address: IpAddr, ports: MediaPorts) -> Self {
        Self {
            address,
            host: address,
            rtp_port: ports.rtp_port,
            rtcp_port: ports.rtcp_port,
            gathered: GatheredMedia {
                rtp: NOTHING,
                rtcp: NOTHING,
            },
        }
    }

    /// The same, with this address of the machine itself.
    #[must_use]
    pub const fn with_host(self, host: IpAddr) -> Self {
        Self { host, ..self }
    }

    /// The same, with what servers told of the sockets.
    #[must_use]
    pub fn with_gathered(self, gathered: GatheredMedia) -> Self {
        let mapped = gathered.rtp.mapped.map(|mapped| mapped.ip());
        Self {
            address: mapped.unwrap_or(self.address),
            gathered,
            ..self
        }
    }

    /// Where others send a component, as far as we know: where a server saw its
    /// socket, else at the address that they reach us at.
    pub fn seen(&self, component: Component) -> SocketAddr {
        let mapped = self.gathered.of(component).mapped;
        mapped.unwrap_or_else(|| SocketAddr::new(self.address, self.port(component)))
    }

    pub(super) const fn port(&self, component: Component) -> u16 {
        match component {
            Component::Rtp => self.rtp_port,
            Component::Rtcp => self.rtcp_port,
        }
    }
}
