//! Where a request goes: from a URI to transport, host and port.
//!
//! RFC 3263 §4 without its DNS records: which of a name's NAPTR and SRV records
//! are asked for is the part of [`locate`](super::locate).

use std::net::{IpAddr, SocketAddr};

use super::flow::Transport;
use crate::limits::SIP_UDP_REQUEST_BYTES_MAX;
use crate::sip::uri::{Host, Scheme, Uri};

/// The next hop of a request, as its URI names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// How the request travels; without a wish in the URI, as the agent
    /// prefers, over TLS for `sips`.
    pub transport: Transport,
    /// Whether the URI asked for that transport.
    pub transport_is_given: bool,
    /// Whether every way must be secure: a `sips` URI (RFC 3261 §26.2.2).
    pub secure: bool,
    /// The host, of `maddr` when there is one (RFC 3263 §4).
    pub host: TargetHost,
    /// The port, when the URI has one.
    pub port: Option<u16>,
}

/// A place that serves a [`Target`], and how to get there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Destination {
    /// How messages travel.
    pub transport: Transport,
    /// To where.
    pub address: SocketAddr,
}

/// The host of a [`Target`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TargetHost {
    /// An address: nothing to resolve.
    Address(IpAddr),
    /// A domain name.
    Name(String),
}

/// Why a URI names no next hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// Neither `sip` nor `sips`.
    #[error("not a SIP URI")]
    NotSip,
    /// The host is missing.
    #[error("no host")]
    NoHost,
    /// A transport that we do not speak, such as `sctp`.
    #[error("unknown transport")]
    UnknownTransport,
    /// `sips` with `transport=udp` (RFC 3261 §26.2.2).
    #[error("a sips URI needs a secure transport")]
    NotSecure,
}

impl Target {
    /// Reads the next hop from the URI of the first Route, or of the request;
    /// `default` is how requests travel whose URI does not say.
    pub fn of(uri: &Uri, default: Transport) -> Result<Self, TargetError> {
        let secure = match uri.scheme() {
            Scheme::Sip => false,
            Scheme::Sips => true,
            Scheme::Tel | Scheme::Other => return Err(TargetError::NotSip),
        };
        let given = uri.params().value("transport");
        let transport = transport(given, secure, default)?;
        let host = uri.params().value("maddr").unwrap_or(uri.host_str());
        if host.is_empty() {
            return Err(TargetError::NoHost);
        }
        let host = match Host::of(host) {
            Host::Ip(address) => TargetHost::Address(address),
            Host::Name(name) => TargetHost::Name(name.to_owned()),
        };
        Ok(Self {
            transport,
            transport_is_given: given.is_some(),
            secure,
            host,
            port: uri.port(),
        })
    }

    /// Where to send, when there is nothing to resolve.
    pub fn address(&self) -> Option<SocketAddr> {
        match self.host {
            TargetHost::Address(ip) => Some(SocketAddr::new(ip, self.port_or_default())),
            TargetHost::Name(_) => None,
        }
    }

    /// The port given, or the transport's own.
    pub fn port_or_default(&self) -> u16 {
        self.port.unwrap_or(self.transport.default_port())
    }
}

/// RFC 3263 §4.1: what the URI says, else the default, made secure for `sips`.
fn transport(
    given: Option<&str>,
    secure: bool,
    default: Transport,
) -> Result<Transport, TargetError> {
    let Some(name) = given else {
        return Ok(if secure { default.secured() } else { default });
    };
    match Transport::from_name(name) {
        None => Err(TargetError::UnknownTransport),
        Some(Transport::Udp) if secure => Err(TargetError::NotSecure),
        Some(named) if secure => Ok(named.secured()),
        Some(named) => Ok(named),
    }
}

/// Whether a request of this size must not go by datagrams, where a stream can
/// be had: it would be fragmented (RFC 3261 §18.1.1).
pub const fn needs_stream(transport: Transport, request_bytes: usize) -> bool {
    matches!(transport, Transport::Udp) && request_bytes > SIP_UDP_REQUEST_BYTES_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(uri: &str) -> Result<Target, TargetError> {
        Target::of(&Uri::parse(uri).expect(uri), Transport::Udp)
    }

    fn hop(uri: &str) -> (Transport, String) {
        let target = target(uri).expect(uri);
        let host = match &target.host {
            TargetHost::Address(ip) => ip.to_string(),
            TargetHost::Name(name) => name.clone(),
        };
        let place = format!("{host} {}", target.port_or_default());
        (target.transport, place)
    }

    #[test]
    fn transport_and_port_come_from_the_uri_or_its_scheme() {
        use Transport::{Tcp, Tls, Udp, Ws, Wss};
        for (uri, transport, place) in [
            ("sip:192.0.2.1", Udp, "192.0.2.1 5060"),
            ("sip:a@192.0.2.1:5070", Udp, "192.0.2.1 5070"),
            ("sip:[2001:db8::1];transport=TCP", Tcp, "2001:db8::1 5060"),
            ("sips:192.0.2.1", Tls, "192.0.2.1 5061"),
            ("sips:h;transport=tcp", Tls, "h 5061"),
            ("sip:h;transport=tls", Tls, "h 5061"),
            ("sip:h;transport=ws", Ws, "h 80"),
            ("sips:h;transport=ws", Wss, "h 443"),
            ("sip:h", Udp, "h 5060"),
            ("sip:h:5080", Udp, "h 5080"),
            ("sip:h;maddr=192.0.2.9", Udp, "192.0.2.9 5060"),
        ] {
            assert_eq!(hop(uri), (transport, place.to_owned()), "{uri}");
        }
    }

    #[test]
    fn an_address_needs_no_resolver() {
        let address = target("sip:a@192.0.2.1").map(|target| target.address());
        assert_eq!(address, Ok(Some(SocketAddr::from(([192, 0, 2, 1], 5060)))));
        assert_eq!(target("sip:h").map(|target| target.address()), Ok(None));
    }

    #[test]
    fn what_cannot_be_reached_is_refused() {
        assert_eq!(target("tel:+123"), Err(TargetError::NotSip));
        assert_eq!(
            target("sip:h;transport=sctp"),
            Err(TargetError::UnknownTransport)
        );
        assert_eq!(target("sips:h;transport=udp"), Err(TargetError::NotSecure));
    }

    #[test]
    fn only_large_datagrams_need_a_stream() {
        assert!(!needs_stream(Transport::Udp, 1300));
        assert!(needs_stream(Transport::Udp, 1301));
        assert!(!needs_stream(Transport::Tcp, 9000));
    }
}
