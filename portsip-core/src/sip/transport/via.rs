//! Via: that of the requests we send, and the way back of the responses.
//!
//! RFC 3261 §8.1.1.7, §18.1.1 and §18.2.2, RFC 3581. What a response's top Via
//! learns about the request's source is written with the response.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::flow::{Flow, Transport};
use crate::rng::Rng;
use crate::sip::header::Via;
use crate::sip::header::via::MAGIC_COOKIE;
use crate::sip::message::RequestBuilder;

/// The value of the topmost Via of one request, with a branch of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingVia {
    text: String,
    transport: Transport,
    sent_by_end: usize,
    asks_rport: bool,
}

/// `SIP/2.0/UDP `: the transport's name is between the second slash and the
/// space.
const PROTOCOL: &str = "SIP/2.0/";
/// RFC 3581 §3: asks for the source port in the response.
const RPORT: &str = ";rport";
const BRANCH: &str = ";branch=";
/// 80 bits behind the cookie.
const BRANCH_RANDOM_CHARACTERS: usize = 16;

impl OutgoingVia {
    /// The Via for a new transaction along `flow`.
    pub fn new(flow: &Flow, rng: &mut Rng) -> Self {
        let mut text = String::with_capacity(96);
        let _ = write!(text, "{PROTOCOL}{} {}", flow.transport, sent_by(flow.local));
        let sent_by_end = text.len();
        text.push_str(RPORT);
        text.push_str(BRANCH);
        text.push_str(MAGIC_COOKIE);
        let token = rng.token::<BRANCH_RANDOM_CHARACTERS>();
        text.extend(token.map(char::from));
        Self {
            text,
            transport: flow.transport,
            sent_by_end,
            asks_rport: true,
        }
    }

    /// The same without asking for the source port: responses by datagrams
    /// come to the port of sent-by.
    #[must_use]
    pub fn without_rport(mut self) -> Self {
        if std::mem::take(&mut self.asks_rport) {
            let rport = self.sent_by_end..self.sent_by_end + RPORT.len();
            self.text.replace_range(rport, "");
        }
        self
    }

    /// Puts it on top of a request.
    pub fn write_to(&self, request: &mut RequestBuilder) {
        let (transport, sent_by, branch) =
            (self.transport.via_name(), self.sent_by(), self.branch());
        if self.asks_rport {
            request.via(transport, sent_by, branch);
        } else {
            request.via_without_rport(transport, sent_by, branch);
        }
    }

    /// The whole value: `SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host and port as the peer will repeat them.
    pub fn sent_by(&self) -> &str {
        let head = &self.text[..self.sent_by_end];
        head.rsplit_once(' ').map_or(head, |(_, sent_by)| sent_by)
    }

    /// The branch, with its cookie.
    pub fn branch(&self) -> &str {
        let rport = if self.asks_rport { RPORT.len() } else { 0 };
        &self.text[self.sent_by_end + rport + BRANCH.len()..]
    }
}

/// Where the responses go to a request that has `top_via` and came along `flow`.
///
/// Over a connection, back along it. By datagrams, to the address it came from,
/// and there to the port it came from if `rport` was asked for (RFC 3581 §4),
/// else to that of sent-by. `maddr` (RFC 3261 §18.2.2) is not followed: it would
/// let anyone aim our responses at others.
pub fn response_flow(top_via: &Via, flow: Flow) -> Flow {
    let mut back = flow;
    if !flow.is_reliable() && !top_via.wants_rport() {
        let port = top_via.port().unwrap_or(flow.transport.default_port());
        back.remote.set_port(port);
    }
    back
}

/// An address as Via and Contact name it; IPv6 in brackets, without a zone.
pub fn sent_by(address: SocketAddr) -> SentBy {
    SentBy(address)
}

/// See [`sent_by`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentBy(SocketAddr);

impl std::fmt::Display for SentBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            SocketAddr::V4(address) => address.fmt(f),
            SocketAddr::V6(address) => write!(f, "[{}]:{}", address.ip(), address.port()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_via_names_transport_address_and_a_fresh_branch() {
        let flow = Flow::udp(
            SocketAddr::from(([192, 0, 2, 1], 5060)),
            SocketAddr::from(([192, 0, 2, 2], 5060)),
        );
        let mut rng = Rng::from_number(1);
        let via = OutgoingVia::new(&flow, &mut rng);
        let expected = format!("SIP/2.0/UDP 192.0.2.1:5060;rport;branch={}", via.branch());
        assert_eq!(via.as_str(), expected);
        assert_eq!(via.sent_by(), "192.0.2.1:5060");
        assert!(via.branch().starts_with(MAGIC_COOKIE));
        assert_eq!(via.branch().len(), 23);
        assert_ne!(via.branch(), OutgoingVia::new(&flow, &mut rng).branch());
    }

    #[test]
    fn the_source_port_is_asked_for_unless_told_otherwise() {
        let flow = Flow::udp(
            SocketAddr::from(([192, 0, 2, 1], 5060)),
            SocketAddr::from(([192, 0, 2, 2], 5060)),
        );
        let via = OutgoingVia::new(&flow, &mut Rng::from_number(1));
        let branch = via.branch().to_owned();
        let via = via.without_rport().without_rport();
        assert_eq!(via.branch(), branch);
        assert_eq!(via.sent_by(), "192.0.2.1:5060");
        let expected = format!("SIP/2.0/UDP 192.0.2.1:5060;branch={branch}");
        assert_eq!(via.as_str(), expected);
        let uri = crate::sip::uri::Uri::sip("", "a", None).expect("a URI");
        let mut request = RequestBuilder::new(crate::sip::message::Method::Options, &uri);
        via.write_to(&mut request);
        let payload = request.build().expect("a request");
        let text = String::from_utf8_lossy(&payload).into_owned();
        assert!(text.contains(&format!("Via: {expected}\r\n")), "{text}");
    }

    #[test]
    fn an_ipv6_address_is_in_brackets_and_has_no_zone() {
        let text = "[fe80::1%3]:5062"
            .parse()
            .map(|address| sent_by(address).to_string());
        assert_eq!(text.as_deref(), Ok("[fe80::1]:5062"));
    }
}
