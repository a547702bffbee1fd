//! The account given by `setUser`.

use super::TransportKind;
use crate::secret::Secret;

/// A host name or address with a port; port 0 means "the default".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPort {
    /// A host name, an IPv4 address or an IPv6 address (with or without brackets).
    pub host: String,
    /// The port; 0 lets RFC 3263 decide.
    pub port: u16,
}

/// A relay of media (TURN, RFC 8656).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnServer {
    /// Where it is; port 0 is 3478, or 5349 for TLS.
    pub server: HostPort,
    /// What our packets to it travel over: UDP, TCP or TLS.
    pub transport: TransportKind,
    /// The name that answers its challenges; empty where it asks for nothing.
    pub user_name: String,
    /// The password, which proves what it answers to who has a name.
    pub password: Secret,
}

/// Who we are and where we register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user part of our address.
    pub user_name: String,
    /// The name shown to others; may be empty.
    pub display_name: String,
    /// The name for authentication; empty means `user_name`.
    pub auth_name: String,
    /// The password.
    pub password: Secret,
    /// The SIP domain; empty means the server's host.
    pub domain: String,
    /// The registrar and proxy; `None` for peer to peer.
    pub server: Option<HostPort>,
    /// The STUN server.
    pub stun_server: Option<HostPort>,
    /// The outbound proxy, before the server where both are set.
    pub outbound_proxy: Option<HostPort>,
}

impl Account {
    /// The name that answers challenges.
    pub fn authentication_name(&self) -> &str {
        if self.auth_name.is_empty() {
            &self.user_name
        } else {
            &self.auth_name
        }
    }
}
