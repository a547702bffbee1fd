//! A STUN server: answers each Binding request with where it came from.

use std::net::{IpAddr, SocketAddr};

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::message::Message;

use crate::server::Server;

/// A STUN server (RFC 8489).
#[derive(Debug, Default)]
pub struct StunServer {
    /// When each request came, and from where.
    pub log: Vec<(Instant, SocketAddr)>,
}

impl Server for StunServer {
    fn handle_message(
        &mut self,
        _now: Instant,
        _from: SocketAddr,
        _message: &Message,
    ) -> Vec<(SocketAddr, Octets)> {
        Vec::new()
    }

    fn handle_other(
        &mut self,
        now: Instant,
        from: SocketAddr,
        bytes: &Octets,
    ) -> Vec<(SocketAddr, Octets)> {
        self.log.push((now, from));
        let answer = answer(bytes, from);
        answer.map(|answer| (from, answer)).into_iter().collect()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

/// The answer to a Binding request from an IPv4 address, with the address as
/// MAPPED-ADDRESS.
pub(crate) fn answer(request: &[u8], from: SocketAddr) -> Option<Octets> {
    let (kind, cookie_and_id) = (request.get(..2)?, request.get(4..20)?);
    let IpAddr::V4(ip) = from.ip() else {
        return None;
    };
    if kind != [0, 1] {
        return None;
    }
    let mut answer = vec![1, 1, 0, 12];
    answer.extend(cookie_and_id);
    answer.extend([0, 1, 0, 8, 0, 1]);
    answer.extend(from.port().to_be_bytes());
    answer.extend(ip.octets());
    Some(Octets::from(answer))
}
