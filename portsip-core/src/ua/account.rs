//! The user: who we are to others, and which way our requests leave.

use std::net::SocketAddr;

use crate::config::{Account, HostPort};
use crate::error::{Error, Result};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::RequestBuilder;
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::{Target, TargetHost};
use crate::sip::uri::{Host, Scheme, Uri};

/// RFC 8489 §18.6.
const STUN_PORT: u16 = 3478;

/// The user that `setUser` made.
#[derive(Clone, Debug)]
pub(crate) struct User {
    account: Account,
    /// Our address at the place it was last asked for.
    last_address: Option<(Option<SocketAddr>, NameAddr)>,
}

/// The first hop of a request outside dialogs.
#[derive(Clone, Debug)]
pub(crate) struct FirstHop {
    /// Where it is sent.
    pub(crate) target: Target,
    /// The loose routes it takes: the outbound proxy (RFC 3261 §8.1.2), then
    /// what the registrar prescribes (RFC 3608).
    pub(crate) routes: Vec<Uri>,
    /// It is our outbound proxy, our server, or a server of our domain.
    pub(crate) is_ours: bool,
}

/// Puts the routes on a request that has none.
pub(crate) fn write_routes(routes: &[Uri], request: &mut RequestBuilder) {
    for route in routes {
        request.header(HeaderName::Route, format_args!("<{route}>"));
    }
}

impl User {
    /// Checks an account.
    pub(crate) fn new(account: Account) -> Result<Self> {
        if account.user_name.trim().is_empty() {
            return Err(Error::CoreUserNameAuthNameEmpty);
        }
        let user = Self {
            account,
            last_address: None,
        };
        let hosts = [
            user.account.server.as_ref(),
            user.account.outbound_proxy.as_ref(),
        ];
        let names = hosts
            .into_iter()
            .flatten()
            .map(|server| server.host.as_str());
        for name in names.chain([user.domain()]) {
            if !name.is_empty() && Uri::sip("", bare(name), None).is_err() {
                return Err(Error::CoreInvalidUri);
            }
        }
        Ok(user)
    }

    /// What `setUser` was given.
    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    /// Whether requests have a server to go by.
    pub(crate) fn has_server(&self) -> bool {
        self.account.server.is_some() || self.account.outbound_proxy.is_some()
    }

    /// The STUN server, where there is one.
    pub(crate) fn stun_target(&self) -> Option<Target> {
        let server = self.account.stun_server.as_ref()?;
        let target = target_of(server, Transport::Udp, false);
        Some(Target {
            transport_is_given: true,
            port: target.port.or(Some(STUN_PORT)),
            ..target
        })
    }

    /// Changes the name shown to others.
    pub(crate) fn set_display_name(&mut self, name: &str) {
        name.clone_into(&mut self.account.display_name);
        self.last_address = None;
    }

    /// The domain of bare names, empty where there is none.
    pub(crate) fn domain(&self) -> &str {
        match &self.account.server {
            Some(server) if self.account.domain.is_empty() => bare(&server.host),
            _ => bare(&self.account.domain),
        }
    }

    /// Our address of record; without a domain it is at `local`.
    pub(crate) fn address(&mut self, local: Option<SocketAddr>) -> Option<NameAddr> {
        let place = local.filter(|_| self.domain().is_empty());
        match &self.last_address {
            Some((known, address)) if *known == place => Some(address.clone()),
            _ => {
                let address = self.write_address(place)?;
                self.last_address = Some((place, address.clone()));
                Some(address)
            }
        }
    }

    fn write_address(&self, local: Option<SocketAddr>) -> Option<NameAddr> {
        let user = self.account.user_name.as_str();
        let uri = match local {
            _ if !self.domain().is_empty() => Uri::sip(user, self.domain(), None),
            Some(local) => {
                let port = Some(local.port()).filter(|port| *port != Transport::Udp.default_port());
                Uri::sip(user, &local.ip().to_string(), port)
            }
            None => Uri::sip(user, "anonymous.invalid", None),
        };
        NameAddr::new(&self.account.display_name, &uri.ok()?, &[]).ok()
    }

    /// Where a request to `uri` goes first: the outbound proxy; for our own
    /// domain the server; else the URI's host.
    pub(crate) fn first_hop(&self, uri: &Uri, default: Transport) -> Result<FirstHop> {
        if let Some(proxy) = &self.account.outbound_proxy {
            let secure = uri.scheme() == Scheme::Sips;
            let transport = if secure { default.secured() } else { default };
            return Ok(FirstHop {
                target: target_of(proxy, transport, secure),
                routes: vec![loose_route(proxy, secure)?],
                is_ours: true,
            });
        }
        let target = Target::of(uri, default).map_err(|_| Error::CoreInvalidUri)?;
        let is_ours = uri.port().is_none()
            && !self.domain().is_empty()
            && bare(uri.host_str()).eq_ignore_ascii_case(self.domain());
        let target = match &self.account.server {
            Some(server) if is_ours => target_of(server, target.transport, target.secure),
            _ => target,
        };
        Ok(FirstHop {
            target,
            routes: Vec::new(),
            is_ours,
        })
    }

    /// The registrar's Request-URI and its first hop.
    pub(crate) fn registrar(&self, default: Transport) -> Result<(Uri, FirstHop)> {
        if !self.has_server() {
            return Err(Error::CoreSipServerEmpty);
        }
        let uri = Uri::sip("", self.domain(), None).map_err(|_| Error::CoreSipServerEmpty)?;
        let hop = self.first_hop(&uri, default)?;
        Ok((uri, hop))
    }
}

/// The features of 3GPP's telephony and short messages (TS 24.229 §7.9), as
/// parameters of a Contact.
pub(crate) const THREE_GPP_TAGS: [(&str, Option<&str>); 2] = [
    (
        "+g.3gpp.icsi-ref",
        Some("\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\""),
    ),
    ("+g.3gpp.smsip", None),
];

/// Our address on a flow: `sip:user@host:port;transport=…`.
pub(crate) fn contact_uri(user: Option<&User>, local: SocketAddr, flow: &Flow) -> Option<Uri> {
    let name = user.map_or("", |user| user.account.user_name.as_str());
    let uri = Uri::sip(name, &local.ip().to_string(), Some(local.port())).ok()?;
    match flow.transport {
        Transport::Udp => Some(uri),
        other => uri
            .with_param("transport", Some(other.uri_parameter()))
            .ok(),
    }
}

fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host)
}

fn target_of(server: &HostPort, transport: Transport, secure: bool) -> Target {
    let host = match Host::of(bare(&server.host)) {
        Host::Ip(address) => TargetHost::Address(address),
        Host::Name(name) => TargetHost::Name(name.to_owned()),
    };
    Target {
        transport,
        transport_is_given: false,
        secure,
        host,
        port: Some(server.port).filter(|port| *port != 0),
    }
}

/// A `sips` target may be reached by way of `sips` only (RFC 3261 §26.2.2).
fn loose_route(proxy: &HostPort, secure: bool) -> Result<Uri> {
    let port = Some(proxy.port).filter(|port| *port != 0);
    let uri = Uri::sip("", bare(&proxy.host), port);
    let uri = if secure {
        uri.and_then(|uri| Uri::parse(uri.as_str().replacen("sip:", "sips:", 1)))
    } else {
        uri
    };
    uri.and_then(|uri| uri.with_param("lr", None))
        .map_err(|_| Error::CoreInvalidUri)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn host_port(host: &str, port: u16) -> HostPort {
        HostPort {
            host: host.into(),
            port,
        }
    }

    fn account() -> Account {
        Account {
            user_name: "alice".into(),
            display_name: "Alice".into(),
            auth_name: String::new(),
            password: Secret::new("x"),
            domain: "example.com".into(),
            server: Some(host_port("10.0.0.9", 5070)),
            stun_server: None,
            outbound_proxy: None,
        }
    }

    fn hop(user: &User, uri: &str) -> (String, Option<String>) {
        let uri = Uri::parse(uri).expect("a URI");
        let hop = user.first_hop(&uri, Transport::Udp).expect("a hop");
        let host = match &hop.target.host {
            TargetHost::Address(address) => address.to_string(),
            TargetHost::Name(name) => name.clone(),
        };
        let place = format!("{host}:{}", hop.target.port_or_default());
        let route = hop.routes.first().map(|route| route.as_str().to_owned());
        (place, route)
    }

    #[test]
    fn our_domain_goes_to_the_server_and_others_straight() {
        let user = User::new(account()).expect("a user");
        assert_eq!(hop(&user, "sip:bob@Example.com").0, "10.0.0.9:5070");
        assert_eq!(hop(&user, "sip:222@192.168.1.11").0, "192.168.1.11:5060");
        assert_eq!(hop(&user, "sip:bob@example.org:5080").0, "example.org:5080");
    }

    #[test]
    fn everything_goes_by_the_outbound_proxy() {
        let user = User::new(Account {
            outbound_proxy: Some(host_port("proxy.example.com", 5062)),
            ..account()
        })
        .expect("a user");
        let (place, route) = hop(&user, "sip:222@192.168.1.11");
        assert_eq!(place, "proxy.example.com:5062");
        assert_eq!(route.as_deref(), Some("sip:proxy.example.com:5062;lr"));
    }

    #[test]
    fn the_domain_falls_back_to_the_server() {
        let user = User::new(Account {
            domain: String::new(),
            ..account()
        })
        .expect("a user");
        assert_eq!(user.domain(), "10.0.0.9");
        let (uri, _) = user.registrar(Transport::Udp).expect("a registrar");
        assert_eq!(uri.as_str(), "sip:10.0.0.9");
        let mut peer = User::new(Account {
            domain: String::new(),
            server: None,
            ..account()
        })
        .expect("a user");
        let refused = peer.registrar(Transport::Udp).map(|_| ());
        assert_eq!(refused, Err(Error::CoreSipServerEmpty));
        let local: SocketAddr = "10.0.0.1:5062".parse().expect("an address");
        let address = peer.address(Some(local)).expect("an address");
        assert_eq!(address.as_str(), "\"Alice\" <sip:alice@10.0.0.1:5062>");
    }

    #[test]
    fn bad_accounts_are_refused() {
        let nameless = User::new(Account {
            user_name: " ".into(),
            ..account()
        });
        assert_eq!(nameless.map(|_| ()), Err(Error::CoreUserNameAuthNameEmpty));
        let bad_domain = User::new(Account {
            domain: "a b".into(),
            ..account()
        });
        assert_eq!(bad_domain.map(|_| ()), Err(Error::CoreInvalidUri));
    }
}
