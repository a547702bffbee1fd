//! A box that translates addresses (NAT), in the kinds that RFC 4787 tells
//! apart.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use portsip_core::clock::Instant;

/// What something of a NAT depends on (RFC 4787 §4.1, §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// Nothing but the address inside.
    EndpointIndependent,
    /// The address outside too.
    Address,
    /// The address and the port outside.
    AddressAndPort,
}

/// The kind of a NAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NatKind {
    /// When it takes another port outside.
    pub mapping: Dependence,
    /// Who may send back.
    pub filtering: Dependence,
    /// How long a mapping stays that nothing inside uses.
    pub idle: Duration,
}

impl NatKind {
    /// One whose mapping and filtering depend on these.
    pub const fn new(mapping: Dependence, filtering: Dependence) -> Self {
        let idle = Duration::from_secs(30);
        Self {
            mapping,
            filtering,
            idle,
        }
    }
}

/// A NAT with one address outside.
#[derive(Debug)]
pub struct NatBox {
    outside: IpAddr,
    kind: NatKind,
    mappings: Vec<Mapping>,
    next_port: u16,
}

#[derive(Debug)]
struct Mapping {
    inside: SocketAddr,
    /// Whom it serves, as far as the mapping depends on that.
    towards: (Option<IpAddr>, Option<u16>),
    port: u16,
    /// Whom it has been used for, and when last.
    used: BTreeMap<SocketAddr, Instant>,
}

impl NatBox {
    /// A NAT of a kind with this address outside.
    pub fn new(outside: IpAddr, kind: NatKind) -> Self {
        Self {
            outside,
            kind,
            mappings: Vec::new(),
            next_port: 40_000,
        }
    }

    /// Its address outside.
    pub fn outside(&self) -> IpAddr {
        self.outside
    }

    /// Forgets every mapping, as one that is switched off and on.
    pub fn restart(&mut self) {
        self.mappings.clear();
        self.next_port += 1000;
    }

    /// Where a datagram from inside seems to come from.
    pub fn leave(&mut self, now: Instant, inside: SocketAddr, to: SocketAddr) -> SocketAddr {
        self.expire(now);
        let towards = key(self.kind.mapping, to);
        let known = self
            .mappings
            .iter_mut()
            .find(|mapping| mapping.inside == inside && mapping.towards == towards);
        let port = if let Some(mapping) = known {
            mapping.used.insert(to, now);
            mapping.port
        } else {
            let port = self.next_port;
            self.next_port += 1;
            self.mappings.push(Mapping {
                inside,
                towards,
                port,
                used: BTreeMap::from([(to, now)]),
            });
            port
        };
        SocketAddr::new(self.outside, port)
    }

    /// Whom inside a datagram reaches that comes to `port`; `None`: nobody.
    pub fn enter(&mut self, now: Instant, from: SocketAddr, port: u16) -> Option<SocketAddr> {
        self.expire(now);
        let mapping = self.mappings.iter().find(|mapping| mapping.port == port)?;
        let wanted = key(self.kind.filtering, from);
        let may_enter = mapping
            .used
            .keys()
            .any(|to| key(self.kind.filtering, *to) == wanted);
        may_enter.then_some(mapping.inside)
    }

    fn expire(&mut self, now: Instant) {
        let idle = self.kind.idle;
        for mapping in &mut self.mappings {
            mapping
                .used
                .retain(|_, used| now.saturating_since(*used) < idle);
        }
        self.mappings.retain(|mapping| !mapping.used.is_empty());
    }
}

fn key(dependence: Dependence, outside: SocketAddr) -> (Option<IpAddr>, Option<u16>) {
    match dependence {
        Dependence::EndpointIndependent => (None, None),
        Dependence::Address => (Some(outside.ip()), None),
        Dependence::AddressAndPort => (Some(outside.ip()), Some(outside.port())),
    }
}
