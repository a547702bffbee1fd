//! Which places serve a URI's host, in the order to be tried (RFC 3263 §4).
//!
//! A [`Locator`] says which records it needs and makes destinations of them;
//! who fetches the records, caches and times out is none of its business.
//!
//! | the URI has | asked for |
//! |---|---|
//! | a port | addresses of the host |
//! | a transport, no port | SRV of that transport, else addresses |
//! | neither | NAPTR, else SRV of each transport that may be used, else addresses |
//!
//! Without a transport in the URI an agent made for UDP uses TCP as well, where
//! records offer it; one made for another transport uses that alone.

mod order;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use super::flow::Transport;
use super::target::{Destination, Target, TargetHost};
use crate::limits::LOCATED_DESTINATIONS_MAX;
use crate::rng::Rng;

/// Records that are needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// The transports of a domain (RFC 3403).
    Naptr(String),
    /// The servers of one transport of a domain (RFC 2782).
    Srv(String),
    /// The addresses of a host, A and AAAA.
    Addresses(String),
}

/// A NAPTR record, as far as SIP uses it (RFC 3263 §4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naptr {
    /// Lower ones first.
    pub order: u16,
    /// Within an order lower ones first.
    pub preference: u16,
    /// `s` where the replacement has SRV records.
    pub flags: String,
    /// The service, such as `SIP+D2T`.
    pub service: String,
    /// The name of SRV records.
    pub replacement: String,
}

/// An SRV record (RFC 2782).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Srv {
    /// Lower ones first.
    pub priority: u16,
    /// The share of those of one priority.
    pub weight: u16,
    /// The server's host; `.` or empty where the service is not offered.
    pub target: String,
    /// The server's port.
    pub port: u16,
}

/// What was found for a [`Query`]; empty where there is nothing, for whatever
/// reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Records {
    /// Of [`Query::Naptr`].
    Naptr(Vec<Naptr>),
    /// Of [`Query::Srv`].
    Srv(Vec<Srv>),
    /// Of [`Query::Addresses`].
    Addresses(Vec<IpAddr>),
}

impl Records {
    /// That there is nothing.
    pub fn none(query: &Query) -> Self {
        match query {
            Query::Naptr(_) => Self::Naptr(Vec::new()),
            Query::Srv(_) => Self::Srv(Vec::new()),
            Query::Addresses(_) => Self::Addresses(Vec::new()),
        }
    }
}

/// How a search goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These are needed; none of them depends on another.
    Ask(Vec<Query>),
    /// The destinations in the order to be tried; empty when there are none.
    Done(Vec<Destination>),
}

/// The search for one target.
#[derive(Clone, Debug)]
pub struct Locator {
    host: String,
    target: Target,
    prefer_ipv6: bool,
    rng: Rng,
    naptr: HashMap<String, Vec<Naptr>>,
    srv: HashMap<String, Vec<Srv>>,
    addresses: HashMap<String, Vec<IpAddr>>,
}

/// A host and port that offer a transport.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    transport: Transport,
    host: String,
    port: u16,
}

/// What is missing to go on.
type Missing = Vec<Query>;

impl Locator {
    /// A search; `None` when the host is an address: there is nothing to find.
    ///
    /// The same `rng` and the same records give the same order: an agent that
    /// keeps its own stays with the server it was given by weight.
    pub fn new(target: &Target, prefer_ipv6: bool, rng: Rng) -> Option<Self> {
        let TargetHost::Name(host) = &target.host else {
            return None;
        };
        Some(Self {
            host: canonical(host),
            target: target.clone(),
            prefer_ipv6,
            rng,
            naptr: HashMap::new(),
            srv: HashMap::new(),
            addresses: HashMap::new(),
        })
    }

    /// The name that is being located.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What to do next, from what is known.
    pub fn step(&self) -> Step {
        let mut rng = self.rng.clone();
        let places = match self.places(&mut rng) {
            Ok(places) => places,
            Err(missing) => return Step::Ask(missing),
        };
        let mut missing = Vec::new();
        for place in &places {
            let query = Query::Addresses(place.host.clone());
            if !self.addresses.contains_key(&place.host) && !missing.contains(&query) {
                missing.push(query);
            }
        }
        if !missing.is_empty() {
            return Step::Ask(missing);
        }
        Step::Done(self.destinations(&places, &mut rng))
    }

    /// Takes the answer to a query; one of another kind counts as empty.
    pub fn handle_records(&mut self, query: Query, records: Records) {
        match (query, records) {
            (Query::Naptr(name), Records::Naptr(found)) => {
                self.naptr.insert(name, bounded(found));
            }
            (Query::Srv(name), Records::Srv(found)) => {
                self.srv.insert(name, bounded(found));
            }
            (Query::Addresses(host), Records::Addresses(found)) => {
                self.addresses.insert(host, bounded(found));
            }
            (Query::Naptr(name), _) => {
                self.naptr.insert(name, Vec::new());
            }
            (Query::Srv(name), _) => {
                self.srv.insert(name, Vec::new());
            }
            (Query::Addresses(host), _) => {
                self.addresses.insert(host, Vec::new());
            }
        }
    }

    /// RFC 3263 §4.2: hosts and ports, by SRV where the URI has no port.
    fn places(&self, rng: &mut Rng) -> Result<Vec<Place>, Missing> {
        let here = |port| Place {
            transport: self.target.transport,
            host: self.host.clone(),
            port,
        };
        if let Some(port) = self.target.port {
            return Ok(vec![here(port)]);
        }
        let services = self.services()?;
        let mut missing = Missing::new();
        for (_, name) in &services {
            let query = Query::Srv(name.clone());
            // Two transports may have the same servers.
            if !self.srv.contains_key(name) && !missing.contains(&query) {
                missing.push(query);
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut places = Vec::new();
        let mut any = false;
        for (transport, name) in services {
            let records = self.srv.get(&name).map(Vec::as_slice).unwrap_or_default();
            any |= !records.is_empty();
            let offered = order::by_priority_and_weight(records, rng);
            places.extend(offered.into_iter().filter_map(|record| {
                let host = canonical(&record.target);
                // A root target says that the service is not offered.
                let port = record.port;
                (!host.is_empty()).then_some(Place {
                    transport,
                    host,
                    port,
                })
            }));
        }
        if !any {
            places.push(here(self.target.transport.default_port()));
        }
        places.truncate(LOCATED_DESTINATIONS_MAX);
        Ok(places)
    }

    /// RFC 3263 §4.1: the transports to be used with the names of their SRV
    /// records, the preferred one first.
    fn services(&self) -> Result<Vec<(Transport, String)>, Missing> {
        let usable = usable_transports(&self.target);
        let by_name = || usable.iter().map(|one| (*one, srv_name(*one, &self.host)));
        if self.target.transport_is_given {
            return Ok(by_name().collect());
        }
        let Some(records) = self.naptr.get(&self.host) else {
            // The SRV records are mostly needed as well.
            let mut missing = vec![Query::Naptr(self.host.clone())];
            missing.extend(by_name().map(|(_, name)| Query::Srv(name)));
            return Err(missing);
        };
        let mut offered: Vec<_> = records
            .iter()
            .filter(|record| record.flags.eq_ignore_ascii_case("s"))
            .filter_map(|record| {
                let transport = transport_of_service(&record.service)?;
                let name = canonical(&record.replacement);
                let fits = usable.contains(&transport) && !name.is_empty();
                fits.then_some((record.order, record.preference, transport, name))
            })
            .collect();
        offered.sort();
        offered.dedup_by(|one, other| (&one.2, &one.3) == (&other.2, &other.3));
        if offered.is_empty() {
            return Ok(by_name().collect());
        }
        let services = offered.into_iter();
        Ok(services
            .map(|(_, _, transport, name)| (transport, name))
            .collect())
    }

    fn destinations(&self, places: &[Place], rng: &mut Rng) -> Vec<Destination> {
        let mut found: Vec<Destination> = Vec::new();
        for place in places {
            let addresses = self.addresses.get(&place.host);
            let addresses = addresses.map(Vec::as_slice).unwrap_or_default();
            for ip in order::by_family(addresses, self.prefer_ipv6, rng) {
                let destination = Destination {
                    transport: place.transport,
                    address: SocketAddr::new(ip, place.port),
                };
                if found.len() < LOCATED_DESTINATIONS_MAX && !found.contains(&destination) {
                    found.push(destination);
                }
            }
        }
        found
    }
}

/// The transports a request to `target` may use, the agent's own first.
fn usable_transports(target: &Target) -> &'static [Transport] {
    match target.transport {
        Transport::Udp if !target.transport_is_given => &[Transport::Udp, Transport::Tcp],
        Transport::Udp => &[Transport::Udp],
        Transport::Tcp => &[Transport::Tcp],
        Transport::Tls => &[Transport::Tls],
        Transport::Ws => &[Transport::Ws],
        Transport::Wss => &[Transport::Wss],
    }
}

/// RFC 3263 §4.1, RFC 7118 §9: what a NAPTR service stands for.
fn transport_of_service(service: &str) -> Option<Transport> {
    let services = [
        ("SIP+D2U", Transport::Udp),
        ("SIP+D2T", Transport::Tcp),
        ("SIPS+D2T", Transport::Tls),
        ("SIP+D2W", Transport::Ws),
        ("SIPS+D2W", Transport::Wss),
    ];
    let mut fitting = services
        .into_iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(service));
    fitting.next().map(|(_, transport)| transport)
}

fn srv_name(transport: Transport, host: &str) -> String {
    let service = match transport {
        Transport::Udp => "_sip._udp",
        Transport::Tcp => "_sip._tcp",
        Transport::Tls => "_sips._tcp",
        Transport::Ws => "_sip._ws",
        Transport::Wss => "_sips._ws",
    };
    format!("{service}.{host}")
}

fn bounded<T>(mut records: Vec<T>) -> Vec<T> {
    records.truncate(LOCATED_DESTINATIONS_MAX);
    records
}

/// A name without the dot of the root, in lower case.
fn canonical(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
