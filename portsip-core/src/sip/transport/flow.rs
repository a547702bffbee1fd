//! A flow: the path that a message took or takes between two addresses.
//!
//! RFC 5626 §2 calls it the association of a transport, a connection, and the
//! two ends' addresses. A response goes back along the flow of its request.

use std::fmt;
use std::net::SocketAddr;

/// How a message is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// Datagrams (RFC 3261 §18).
    Udp,
    /// A stream (RFC 3261 §18.3).
    Tcp,
    /// A stream over TLS (RFC 3261 §26.2.1).
    Tls,
    /// WebSocket (RFC 7118).
    Ws,
    /// WebSocket over TLS (RFC 7118).
    Wss,
}

impl Transport {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Udp, Self::Tcp, Self::Tls, Self::Ws, Self::Wss];

    /// Delivers each message once or reports failure: no retransmissions
    /// (RFC 3261 §17).
    pub const fn is_reliable(self) -> bool {
        !matches!(self, Self::Udp)
    }

    /// Encrypted and authenticated hop by hop: what a `sips` URI demands
    /// (RFC 3261 §26.2.2).
    pub const fn is_secure(self) -> bool {
        matches!(self, Self::Tls | Self::Wss)
    }

    /// Messages are those of a WebSocket (RFC 7118).
    pub const fn is_websocket(self) -> bool {
        matches!(self, Self::Ws | Self::Wss)
    }

    /// The transport that takes its place where a secure one is demanded.
    #[must_use]
    pub const fn secured(self) -> Self {
        match self {
            Self::Udp | Self::Tcp | Self::Tls => Self::Tls,
            Self::Ws | Self::Wss => Self::Wss,
        }
    }

    /// The port when a host has none (RFC 3261 §19.1.2, RFC 7118 §5.2).
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Udp | Self::Tcp => 5060,
            Self::Tls => 5061,
            Self::Ws => 80,
            Self::Wss => 443,
        }
    }

    /// The name in the sent-protocol of Via: `UDP`, `TCP`, `TLS`, `WS`, `WSS`.
    pub const fn via_name(self) -> &'static str {
        match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
            Self::Ws => "WS",
            Self::Wss => "WSS",
        }
    }

    /// The value of a URI's `transport` parameter. `wss` has no value of its
    /// own: it is `ws` in a `sips` URI (RFC 7118 §5.2).
    pub const fn uri_parameter(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Ws | Self::Wss => "ws",
        }
    }

    /// Reads a Via protocol name or a `transport` parameter, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|transport| name.eq_ignore_ascii_case(transport.via_name()))
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.via_name())
    }
}

/// Names one connection of the engine, never the same twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

impl ConnectionId {
    /// What datagrams have instead of a connection.
    pub const NONE: Self = Self(0);
}

/// The path between this agent and one peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// How messages are carried.
    pub transport: Transport,
    /// Which connection; [`ConnectionId::NONE`] for UDP.
    pub connection: ConnectionId,
    /// Our end, as the peer should name it: never an unspecified address.
    pub local: SocketAddr,
    /// The peer's end, as the socket saw it.
    pub remote: SocketAddr,
}

impl Flow {
    /// A flow of datagrams.
    pub const fn udp(local: SocketAddr, remote: SocketAddr) -> Self {
        Self {
            transport: Transport::Udp,
            connection: ConnectionId::NONE,
            local,
            remote,
        }
    }

    /// A flow over a connection.
    pub const fn connected(
        transport: Transport,
        connection: ConnectionId,
        local: SocketAddr,
        remote: SocketAddr,
    ) -> Self {
        Self {
            transport,
            connection,
            local,
            remote,
        }
    }

    /// Delivers each message once or reports failure.
    pub const fn is_reliable(&self) -> bool {
        self.transport.is_reliable()
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} – {}", self.transport, self.local, self.remote)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!(Transport::from_name("udp"), Some(Transport::Udp));
        assert_eq!(Transport::from_name("wSs"), Some(Transport::Wss));
        assert_eq!(Transport::from_name("sctp"), None);
        for transport in Transport::ALL {
            assert_eq!(Transport::from_name(transport.via_name()), Some(transport));
        }
    }

    #[test]
    fn only_datagrams_are_unreliable() {
        let unreliable: Vec<_> = Transport::ALL
            .into_iter()
            .filter(|transport| !transport.is_reliable())
            .collect();
        assert_eq!(unreliable, [Transport::Udp]);
    }

    #[test]
    fn a_flow_names_both_ends() {
        let local = SocketAddr::from(([127, 0, 0, 1], 5060));
        let remote = SocketAddr::from(([127, 0, 0, 1], 5070));
        assert_eq!(
            Flow::udp(local, remote).to_string(),
            "UDP 127.0.0.1:5060 – 127.0.0.1:5070"
        );
    }
}
