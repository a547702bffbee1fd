//! Via: the way a response takes back (RFC 3261 §20.42, RFC 3581).

use std::fmt;
use std::net::IpAddr;

use super::params::{Params, find};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::stretch::Stretch;
use crate::sip::text::{Span, Text};
use crate::sip::uri::{Host, host_port};

/// The start of every branch made by RFC 3261 rules (§8.1.1.7).
pub const MAGIC_COOKIE: &str = "z9hG4bK";

/// One hop of the way back.
#[derive(Clone)]
pub struct Via {
    text: Text,
    transport: Span,
    host: Span,
    port: Option<u16>,
    params: Span,
    branch: Span,
}

impl Via {
    pub(in crate::sip) fn from_text(text: Text) -> Result<Self, Problem> {
        let walked = text.stretch();
        let start = text.span().start as usize;
        if start == walked.end() {
            return Err(Problem::Empty);
        }
        let mut at = match walked.rest(start) {
            [
                b'S',
                b'I',
                b'P',
                b'/',
                b'2',
                b'.',
                b'0',
                b'/',
                b'A'..=b'Z',
                ..,
            ] => start + 8,
            _ => spaced_protocol(walked, start)?,
        };
        let transport = walked.token(at);
        let end = transport.end as usize;
        at = walked.skip_spaces(end);
        if transport.is_empty() || at == end {
            return Err(Problem::Malformed);
        }
        let (host, mut port, mut behind) = host_port(walked, at)?;
        behind = walked.skip_spaces(behind);
        // `host : port` may be spaced (RFC 3261 §25.1, COLON).
        if port.is_none() && walked.get(behind) == Some(b':') {
            let digits = walked.token(walked.skip_spaces(behind + 1));
            behind = digits.end as usize;
            let number = scan::number(walked.bytes(digits));
            port = Some(
                number
                    .and_then(|port| u16::try_from(port).ok())
                    .ok_or(Problem::BadNumber)?,
            );
        }
        let params = Span::new(behind, walked.end());
        let branch = find(walked, behind, b"branch")?;
        Ok(Self {
            text,
            transport,
            host,
            port,
            params,
            branch,
        })
    }

    /// The transport as written, such as `UDP`.
    pub fn transport(&self) -> &str {
        self.part(self.transport)
    }

    /// The host of the sent-by as written, an IPv6 reference with brackets.
    pub fn host_str(&self) -> &str {
        self.part(self.host)
    }

    /// The host of the sent-by.
    pub fn host(&self) -> Host<'_> {
        Host::of(self.host_str())
    }

    /// The port of the sent-by, when one is written.
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// `host[:port]` as written.
    pub fn sent_by(&self) -> &str {
        let sent_by = self.host.up_to(self.params.start);
        self.part(self.text.stretch().trim(sent_by))
    }

    /// The branch; `None` when it is missing or empty.
    pub fn branch(&self) -> Option<&str> {
        (!self.branch.is_empty()).then(|| self.part(self.branch))
    }

    /// Whether the branch follows RFC 3261, so that it alone names the
    /// transaction. A cookie with nothing behind it does not.
    pub fn has_magic_branch(&self) -> bool {
        self.branch().is_some_and(|branch| {
            branch.len() > MAGIC_COOKIE.len()
                && branch.as_bytes()[..MAGIC_COOKIE.len()]
                    .eq_ignore_ascii_case(MAGIC_COOKIE.as_bytes())
        })
    }

    /// Whether the sender asks for `rport` (RFC 3581 §3).
    pub fn wants_rport(&self) -> bool {
        self.params().contains("rport")
    }

    /// The port that a server saw the request come from.
    pub fn rport(&self) -> Option<u16> {
        let port = scan::number(self.params().value("rport")?.as_bytes())?;
        u16::try_from(port).ok()
    }

    /// The address that a server saw the request come from, with or without
    /// brackets (RFC 5118 §4.5).
    pub fn received(&self) -> Option<IpAddr> {
        match Host::of(self.params().value("received")?) {
            Host::Ip(ip) => Some(ip),
            Host::Name(_) => None,
        }
    }

    /// The address responses shall go to instead (RFC 3261 §18.2.2).
    pub fn maddr(&self) -> Option<&str> {
        self.params().value("maddr")
    }

    /// All parameters.
    pub fn params(&self) -> Params<'_> {
        Params(self.part(self.params))
    }

    /// The whole value as it is written.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The whole value, shared.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    fn part(&self, span: Span) -> &str {
        self.text.part(span)
    }
}

/// Behind `SIP/2.0/`, in any case and with spaces around the slashes.
fn spaced_protocol(text: Stretch<'_>, start: usize) -> Result<usize, Problem> {
    let at = slash(text, word(text, start, b"SIP")?)?;
    slash(text, word(text, at, b"2.0")?)
}

/// Behind `expected` at `at`, in any case.
fn word(text: Stretch<'_>, at: usize, expected: &[u8]) -> Result<usize, Problem> {
    match text.rest(at).get(..expected.len()) {
        Some(found) if found.eq_ignore_ascii_case(expected) => Ok(at + expected.len()),
        _ => Err(Problem::Malformed),
    }
}

/// Behind a slash that may be spaced on both sides.
fn slash(text: Stretch<'_>, at: usize) -> Result<usize, Problem> {
    let at = text.skip_spaces(at);
    match text.get(at) {
        Some(b'/') => Ok(text.skip_spaces(at + 1)),
        _ => Err(Problem::Malformed),
    }
}

impl PartialEq for Via {
    /// The text decides; the rest follows from it.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Via {}

impl TypedHeader for Via {
    const NAME: HeaderName = HeaderName::Via;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        Self::from_text(value).map_err(|problem| problem.of(Self::NAME))
    }
}

impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl fmt::Debug for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Via({:?})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Via {
        Via::from_text(Text::from(text)).expect(text)
    }

    #[test]
    fn all_parts() {
        let via =
            parse("SIP/2.0/UDP pc33.example.com:5066;rport=99;received=192.0.2.1;branch=z9hG4bKx");
        assert_eq!(via.transport(), "UDP");
        assert_eq!(via.host(), Host::Name("pc33.example.com"));
        assert_eq!(via.port(), Some(5066));
        assert_eq!(via.sent_by(), "pc33.example.com:5066");
        assert_eq!(via.branch(), Some("z9hG4bKx"));
        assert!(via.has_magic_branch());
        assert_eq!(via.rport(), Some(99));
        assert_eq!(via.received(), "192.0.2.1".parse().ok());
    }

    #[test]
    fn odd_spacing_is_taken() {
        let via = parse(
            "SIP  / 2.0  / TCP     spindle.example.com : 5070  ;  branch  =   z9hG4bK9  ; rport",
        );
        assert_eq!(via.transport(), "TCP");
        assert_eq!(via.port(), Some(5070));
        assert_eq!(via.branch(), Some("z9hG4bK9"));
        assert!(via.wants_rport());
        assert_eq!(via.rport(), None);
    }

    #[test]
    fn addresses_of_version_six() {
        let via =
            parse("SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111");
        assert_eq!(via.received(), "2001:db8::9:255".parse().ok());
        let bare = parse("SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255");
        assert_eq!(bare.received(), via.received());
        assert!(!bare.has_magic_branch());
    }

    #[test]
    fn refused_ones() {
        for text in [
            "",
            "SIP/2.0/UDP",
            "SIP/2.0/UDPhost",
            "SIP/3.0/UDP h",
            "SIP/2.0/UDP h:99999",
            "SIP/2.0/UDP h : x",
            "SIP/2.0/UDP h;;",
            "SIP/2.0/UDP 192.0.2.15;;,;,,",
            "SIP/2.0/UDP 2001:db8::1",
        ] {
            assert!(Via::from_text(Text::from(text)).is_err(), "{text}");
        }
    }
}
