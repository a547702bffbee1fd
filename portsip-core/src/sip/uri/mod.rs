//! URIs: `sip`, `sips` and `tel` taken apart, others kept as they are.

mod compare;
mod escape;
mod parse;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

pub use escape::{UserEscapes, unescape};
pub(in crate::sip) use parse::{host_port, prefix};

use super::header::params::Params;
use super::text::{Span, Text};

/// What kind of URI it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// `sip:`
    Sip,
    /// `sips:`
    Sips,
    /// `tel:` (RFC 3966); the number is the user part.
    Tel,
    /// Any other; only its text is known.
    Other,
}

/// A URI, checked and taken apart once, over shared text.
///
/// `==` compares the text; [`Uri::equivalent`] compares the meaning.
#[derive(Clone)]
pub struct Uri {
    text: Text,
    parts: Parts,
}

/// Where the parts stand in the whole text that the URI is cut from.
#[derive(Clone, Copy, Debug)]
pub(in crate::sip) struct Parts {
    scheme: Scheme,
    user: Option<Span>,
    password: Option<Span>,
    /// With the brackets of an IPv6 reference; empty for `tel` and others.
    host: Span,
    port: Option<u16>,
    /// From the first `;` on.
    params: Span,
    /// Behind the `?`.
    headers: Span,
}

// The text decides; the parts follow from it.

impl PartialEq for Uri {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Uri {}

impl Hash for Uri {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// The host of a URI or a Via.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Host<'a> {
    /// A domain name, as written.
    Name(&'a str),
    /// A literal address.
    Ip(IpAddr),
}

/// Why a text is no URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// There is no scheme before a colon.
    #[error("no scheme")]
    NoScheme,
    /// A character that no URI may hold: space, control, `<`, `>`, `"`.
    #[error("forbidden character")]
    ForbiddenCharacter,
    /// The host is missing or is neither a name nor an address.
    #[error("bad host")]
    BadHost,
    /// The port is not a number up to 65535.
    #[error("bad port")]
    BadPort,
    /// A parameter without a name.
    #[error("bad parameter")]
    BadParameter,
    /// A `tel` URI without digits.
    #[error("bad number")]
    BadNumber,
}

impl Uri {
    /// Takes a text apart.
    pub fn parse(text: impl Into<Text>) -> Result<Self, UriError> {
        let text = text.into();
        let parts = parse::parts(text.stretch(), text.span().start as usize)?;
        Ok(Self { text, parts })
    }

    /// One that was taken apart before, with the text of nothing else.
    pub(in crate::sip) const fn from_parts(text: Text, parts: Parts) -> Self {
        Self { text, parts }
    }

    /// `sip:user@host:port`; the user part is escaped, an IPv6 address gets
    /// its brackets. Without a user there is no `@`.
    pub fn sip(user: &str, host: &str, port: Option<u16>) -> Result<Self, UriError> {
        Self::sip_with(UserEscapes::STANDARD, user, host, port)
    }

    /// The same with these characters of the user part escaped.
    pub fn sip_with(
        escapes: UserEscapes,
        user: &str,
        host: &str,
        port: Option<u16>,
    ) -> Result<Self, UriError> {
        let mut text = String::with_capacity(user.len() + host.len() + 16);
        text.push_str("sip:");
        if !user.is_empty() {
            text.push_str(&escapes.escape(user));
            text.push('@');
        }
        if host.contains(':') && host.parse::<Ipv6Addr>().is_ok() {
            text.push('[');
            text.push_str(host);
            text.push(']');
        } else {
            text.push_str(host);
        }
        if let Some(port) = port {
            text.push(':');
            text.push_str(&port.to_string());
        }
        Self::parse(text)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The whole text, shared.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// The kind.
    pub const fn scheme(&self) -> Scheme {
        self.parts.scheme
    }

    /// The scheme as written.
    pub fn scheme_str(&self) -> &str {
        self.as_str().split(':').next().unwrap_or_default()
    }

    /// `true` for `sip` and `sips`.
    pub const fn is_sip(&self) -> bool {
        matches!(self.parts.scheme, Scheme::Sip | Scheme::Sips)
    }

    /// The user part as written (escapes included), or the number of a `tel`.
    pub fn user(&self) -> Option<&str> {
        Some(self.part(self.parts.user?))
    }

    /// The password behind the user part, as written.
    pub fn password(&self) -> Option<&str> {
        Some(self.part(self.parts.password?))
    }

    /// The host as written, an IPv6 reference with its brackets; empty for
    /// `tel` and unknown schemes.
    pub fn host_str(&self) -> &str {
        self.part(self.parts.host)
    }

    /// The host.
    pub fn host(&self) -> Host<'_> {
        Host::of(self.host_str())
    }

    /// The port, when one is written.
    pub const fn port(&self) -> Option<u16> {
        self.parts.port
    }

    /// The parameters.
    pub fn params(&self) -> Params<'_> {
        Params(self.part(self.parts.params))
    }

    /// Whether the `lr` parameter marks a loose router (RFC 3261 §19.1.1).
    pub fn is_loose_router(&self) -> bool {
        self.params().contains("lr")
    }

    /// The headers behind the `?` as written, without it.
    pub fn headers(&self) -> Option<&str> {
        let headers = self.part(self.parts.headers);
        (!headers.is_empty()).then_some(headers)
    }

    /// The name and value of each header behind the `?`, as written.
    pub fn header_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// The same without headers, as a Request-URI and a Route need it
    /// (RFC 3261 §19.1.1, table 1).
    #[must_use]
    pub fn without_headers(&self) -> Self {
        if self.parts.headers.is_empty() {
            return self.clone();
        }
        let end = self.parts.headers.start - 1;
        let mut parts = self.parts;
        parts.headers = Span::default();
        Self {
            text: self.text.slice(self.text.span().up_to(end)),
            parts,
        }
    }

    /// The same without parameters and headers.
    #[must_use]
    pub fn without_params(&self) -> Self {
        let bare = self.without_headers();
        if bare.parts.params.is_empty() {
            return bare;
        }
        let mut parts = bare.parts;
        parts.params = Span::default();
        Self {
            text: bare
                .text
                .slice(bare.text.span().up_to(bare.parts.params.start)),
            parts,
        }
    }

    /// The same with `;name=value` (or `;name`) set, headers dropped.
    pub fn with_param(&self, name: &str, value: Option<&str>) -> Result<Self, UriError> {
        let mut text = self.without_params().as_str().to_owned();
        for param in self.params().iter() {
            if !param.name.eq_ignore_ascii_case(name) {
                push_param(&mut text, param.name, param.value);
            }
        }
        push_param(&mut text, name, value);
        Self::parse(text)
    }

    /// `sip:user@host[:port]` without parameters, headers or password, as
    /// events show it. Unknown schemes stay whole.
    pub fn address_of_record(&self) -> String {
        if !self.is_sip() {
            return self.without_params().as_str().to_owned();
        }
        let mut text = String::with_capacity(self.as_str().len());
        text.push_str(self.scheme_str());
        text.make_ascii_lowercase();
        text.push(':');
        if let Some(user) = self.user() {
            text.push_str(user);
            text.push('@');
        }
        text.push_str(self.host_str());
        if let Some(port) = self.port() {
            text.push(':');
            text.push_str(&port.to_string());
        }
        text
    }

    /// A copy that does not keep the message it came from alive.
    #[must_use]
    pub fn detached(&self) -> Self {
        let start = self.text.span().start;
        self.moved_to(self.text.detached(), start)
    }

    /// The same in `text`, a copy of what stands from `start` on in the whole
    /// text of this.
    pub(in crate::sip) fn moved_to(&self, text: Text, start: u32) -> Self {
        let span = self.text.span().moved_back(start);
        Self {
            text: text.into_slice(span),
            parts: self.parts.moved_back(start),
        }
    }

    fn part(&self, span: Span) -> &str {
        self.text.part(span)
    }
}

impl Parts {
    /// The same seen from a text that begins `offset` bytes later.
    fn moved_back(self, offset: u32) -> Self {
        let moved = |span: Span| span.moved_back(offset);
        Self {
            user: self.user.map(moved),
            password: self.password.map(moved),
            host: moved(self.host),
            params: moved(self.params),
            headers: moved(self.headers),
            ..self
        }
    }
}

fn push_param(text: &mut String, name: &str, value: Option<&str>) {
    text.push(';');
    text.push_str(name);
    if let Some(value) = value {
        text.push('=');
        text.push_str(value);
    }
}

impl<'a> Host<'a> {
    /// Reads a host as it is written in a URI or a Via.
    pub fn of(text: &'a str) -> Self {
        let inside = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let ip = match inside {
            Some(inside) => parse::ipv6(inside).map(IpAddr::V6),
            None => text.parse().ok(),
        };
        ip.map_or(Host::Name(text), Host::Ip)
    }
}

impl fmt::Display for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(IpAddr::V4(ip)) => ip.fmt(f),
            Self::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
        }
    }
}

impl FromStr for Uri {
    type Err = UriError;

    fn from_str(text: &str) -> Result<Self, UriError> {
        Self::parse(text)
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uri({:?})", self.as_str())
    }
}
