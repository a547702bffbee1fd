//! The user: who we are to others, and which way our requests leave.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::config::{Account, HostPort, TurnServer};
use crate::error::{Error, Result};
use crate::sip::auth::Authenticator;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::RequestBuilder;
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::{Target, TargetHost};
use crate::sip::uri::{Host, Scheme, Uri, UriError};

/// RFC 8489 §18.6.
const STUN_PORT: u16 = 3478;
/// The port of TURN over TLS (RFC 8656 §3.1 with RFC 7065 §3.1).
const TURNS_PORT: u16 = 5349;

/// The user that `setUser` made.
#[derive(Clone, Debug)]
pub(crate) struct User {
    /// Of the agent and of its registration.
    given: Arc<Given>,
    /// Our address at the place it was last asked for.
    last_address: Option<Box<(Option<SocketAddr>, NameAddr)>>,
}

/// What the program has said of the user.
#[derive(Clone, Debug)]
struct Given {
    account: Account,
    server: Option<Uri>,
    proxy: Option<Box<Uri>>,
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
        let server = account.server.as_ref().map(server_uri).transpose();
        let proxy = account.outbound_proxy.as_ref().map(server_uri).transpose();
        let given = Given {
            server: server.map_err(|_| Error::CoreInvalidUri)?,
            proxy: proxy.map_err(|_| Error::CoreInvalidUri)?.map(Box::new),
            account,
        };
        let user = Self {
            given: Arc::new(given),
            last_address: None,
        };
        let domain = user.domain();
        if !domain.is_empty() && Uri::sip("", domain, None).is_err() {
            return Err(Error::CoreInvalidUri);
        }
        Ok(user)
    }

    /// What `setUser` was given.
    pub(crate) fn account(&self) -> &Account {
        &self.given.account
    }

    /// What answers challenges for the user.
    pub(crate) fn authenticator(&self) -> Authenticator {
        let account = self.account();
        Authenticator::new(account.authentication_name(), account.password.clone())
    }

    /// Whether requests have a server to go by.
    pub(crate) fn has_server(&self) -> bool {
        self.given.server.is_some() || self.given.proxy.is_some()
    }

    /// The STUN server, where there is one.
    pub(crate) fn stun_target(&self) -> Option<Target> {
        self.given.account.stun_server.as_ref().map(stun_server)
    }

    /// Changes the name shown to others.
    pub(crate) fn set_display_name(&mut self, name: &str) {
        name.clone_into(&mut Arc::make_mut(&mut self.given).account.display_name);
        self.forget_address();
    }

    /// The domain of bare names, empty where there is none.
    pub(crate) fn domain(&self) -> &str {
        match &self.given.server {
            Some(server) if self.given.account.domain.is_empty() => bare(server.host_str()),
            _ => bare(&self.given.account.domain),
        }
    }

    /// Our address of record; without a domain it is at `local`.
    pub(crate) fn address(&mut self, local: Option<SocketAddr>) -> Option<NameAddr> {
        let place = local.filter(|_| self.domain().is_empty());
        match self.last_address.as_deref() {
            Some((known, address)) if *known == place => Some(address.clone()),
            _ => {
                let address = self.write_address(place)?;
                self.last_address = Some(Box::new((place, address.clone())));
                Some(address)
            }
        }
    }

    /// Our address will not be asked for again soon.
    pub(crate) fn forget_address(&mut self) {
        self.last_address = None;
    }

    fn write_address(&self, local: Option<SocketAddr>) -> Option<NameAddr> {
        let user = self.given.account.user_name.as_str();
        let uri = match local {
            _ if !self.domain().is_empty() => Uri::sip(user, self.domain(), None),
            Some(local) => {
                let port = Some(local.port()).filter(|port| *port != Transport::Udp.default_port());
                Uri::sip(user, &local.ip().to_string(), port)
            }
            None => Uri::sip(user, "anonymous.invalid", None),
        };
        NameAddr::new(&self.given.account.display_name, &uri.ok()?, &[]).ok()
    }

    /// Where a request to `uri` goes first: the outbound proxy; for our own
    /// domain the server; else the URI's host.
    pub(crate) fn first_hop(&self, uri: &Uri, default: Transport) -> Result<FirstHop> {
        if let Some(proxy) = &self.given.proxy {
            let proxy = secured(proxy, uri.scheme() == Scheme::Sips)?;
            let route = proxy.with_param("lr", None);
            return Ok(FirstHop {
                target: Target::of(&proxy, default).map_err(|_| Error::CoreInvalidUri)?,
                routes: vec![route.map_err(|_| Error::CoreInvalidUri)?],
                is_ours: true,
            });
        }
        let target = Target::of(uri, default).map_err(|_| Error::CoreInvalidUri)?;
        let is_ours = uri.port().is_none()
            && !self.domain().is_empty()
            && bare(uri.host_str()).eq_ignore_ascii_case(self.domain());
        let target = match &self.given.server {
            Some(server) if is_ours => {
                let server = secured(server, target.secure)?;
                let way = Target::of(&server, target.transport);
                let way = way.map_err(|_| Error::CoreInvalidUri)?;
                Target {
                    transport_is_given: way.transport_is_given || target.transport_is_given,
                    ..way
                }
            }
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

/// Whether our Contact has to be a `sips` URI, as the Request-URI or the first
/// Route is one (RFC 3261 §8.1.1.8).
pub(crate) fn wants_sips(uri: &Uri, routes: &[Uri]) -> bool {
    let mut both = [Some(uri), routes.first()].into_iter().flatten();
    both.any(|uri| uri.scheme() == Scheme::Sips)
}

/// Our address on a flow: `sip:user@host:port;transport=…`, or where `sips` is
/// wanted and the flow is secure, that with the transport below TLS (RFC 5630 §3.1.4).
pub(crate) fn contact_uri(
    user: Option<&User>,
    local: SocketAddr,
    flow: &Flow,
    sips: bool,
) -> Option<Uri> {
    let name = user.map_or("", |user| user.given.account.user_name.as_str());
    let uri = Uri::sip(name, &local.ip().to_string(), Some(local.port())).ok()?;
    let (uri, transport) = match flow.transport {
        Transport::Udp => return Some(uri),
        Transport::Tls if sips => (as_sips(&uri).ok()?, Transport::Tcp),
        Transport::Wss if sips => (as_sips(&uri).ok()?, Transport::Ws),
        other => (uri, other),
    };
    uri.with_param("transport", Some(transport.uri_parameter()))
        .ok()
}

fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host)
}

/// A server or proxy as a URI. It may be given as one, of which the scheme, the
/// host, the port and the transport count.
fn server_uri(server: &HostPort) -> std::result::Result<Uri, UriError> {
    let port = Some(server.port).filter(|port| *port != 0);
    let scheme = server.host.split_once(':').map(|(scheme, _)| scheme);
    if !scheme.is_some_and(|scheme| ["sip", "sips"].contains(&scheme)) {
        return Uri::sip("", bare(&server.host), port);
    }
    let given = Uri::parse(server.host.as_str())?;
    let uri = Uri::sip("", bare(given.host_str()), given.port().or(port))?;
    let uri = match given.params().value("transport") {
        Some(transport) => uri.with_param("transport", Some(transport))?,
        None => uri,
    };
    if given.scheme() == Scheme::Sips {
        return as_sips(&uri);
    }
    Ok(uri)
}

/// A `sips` target may be reached by way of `sips` only (RFC 3261 §26.2.2).
pub(super) fn secured(server: &Uri, secure: bool) -> Result<Uri> {
    if secure && server.scheme() == Scheme::Sip {
        return as_sips(server).map_err(|_| Error::CoreInvalidUri);
    }
    Ok(server.clone())
}

fn as_sips(uri: &Uri) -> std::result::Result<Uri, UriError> {
    Uri::parse(uri.as_str().replacen("sip:", "sips:", 1))
}

/// A STUN server, which takes datagrams.
fn stun_server(server: &HostPort) -> Target {
    media_server(server, Transport::Udp, STUN_PORT)
}

/// A relay.
pub(crate) fn turn_server(turn: &TurnServer) -> Target {
    let transport = Transport::from(turn.transport);
    let port = if transport.is_secure() {
        TURNS_PORT
    } else {
        STUN_PORT
    };
    media_server(&turn.server, transport, port)
}

fn media_server(server: &HostPort, transport: Transport, default_port: u16) -> Target {
    let host = match Host::of(bare(&server.host)) {
        Host::Ip(address) => TargetHost::Address(address),
        Host::Name(name) => TargetHost::Name(name.to_owned()),
    };
    let port = Some(server.port).filter(|port| *port != 0);
    Target {
        transport,
        transport_is_given: true,
        secure: transport.is_secure(),
        host,
        port: port.or(Some(default_port)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::TransportKind;
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
    fn a_proxy_may_be_a_uri_with_its_transport() {
        let user = |proxy: &str, port| {
            let account = Account {
                outbound_proxy: Some(host_port(proxy, port)),
                ..account()
            };
            User::new(account)
        };
        let route = |user: &User, uri| hop(user, uri).1.expect("a route");
        let tcp = user("sip:proxy.example.com;transport=tcp", 5070).expect("a user");
        let place = "sip:proxy.example.com:5070;transport=tcp;lr";
        assert_eq!(route(&tcp, "sip:bob@example.org"), place);
        assert_eq!(
            route(&tcp, "sips:bob@example.org"),
            place.replace("sip:", "sips:")
        );
        let uri = Uri::parse("sip:bob@example.org").expect("a URI");
        let target = tcp.first_hop(&uri, Transport::Udp).expect("a hop").target;
        assert_eq!(
            (target.transport, target.transport_is_given),
            (Transport::Tcp, true)
        );
        let tls = user("sips:[2001:db8::1]", 0).expect("a user");
        assert_eq!(route(&tls, "sip:bob@example.org"), "sips:[2001:db8::1];lr");
        let refused = user("sip:a b", 0).map(|_| ());
        assert_eq!(refused, Err(Error::CoreInvalidUri));
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

    #[test]
    fn a_relay_has_the_usual_port_of_its_transport() {
        let target = |transport, port| {
            let target = turn_server(&TurnServer {
                server: host_port("relay.example", port),
                transport,
                user_name: String::new(),
                password: Secret::new(""),
            });
            (target.transport, target.port)
        };
        for (kind, transport, usual) in [
            (TransportKind::Udp, Transport::Udp, 3478),
            (TransportKind::Tcp, Transport::Tcp, 3478),
            (TransportKind::Tls, Transport::Tls, 5349),
        ] {
            assert_eq!(target(kind, 0), (transport, Some(usual)));
            assert_eq!(target(kind, 99), (transport, Some(99)));
        }
    }
}
