//! The Via of requests we send: RFC 3261 §8.1.1.7 and §18.1.1, RFC 3581 §3.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::flow::Flow;
use crate::rng::Rng;

/// What every branch of an RFC 3261 client starts with, so that it identifies
/// the transaction (RFC 3261 §8.1.1.7).
pub const BRANCH_COOKIE: &str = "z9hG4bK";

/// The value of the topmost Via of one request, with a branch of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingVia {
    text: String,
    sent_by_end: usize,
}

/// `SIP/2.0/UDP `: the transport's name is between the second slash and the
/// space.
const PROTOCOL: &str = "SIP/2.0/";
/// RFC 3581 §3: asks for the source port in the response.
const BEFORE_BRANCH: &str = ";rport;branch=";
/// 80 bits behind the cookie.
const BRANCH_RANDOM_CHARACTERS: usize = 16;

impl OutgoingVia {
    /// The Via for a new transaction along `flow`.
    pub fn new(flow: &Flow, rng: &mut Rng) -> Self {
        let mut text = String::with_capacity(96);
        let _ = write!(text, "{PROTOCOL}{} {}", flow.transport, sent_by(flow.local));
        let sent_by_end = text.len();
        text.push_str(BEFORE_BRANCH);
        text.push_str(BRANCH_COOKIE);
        let token = rng.token::<BRANCH_RANDOM_CHARACTERS>();
        text.extend(token.map(char::from));
        Self { text, sent_by_end }
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
        &self.text[self.sent_by_end + BEFORE_BRANCH.len()..]
    }
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
        assert!(via.branch().starts_with(BRANCH_COOKIE));
        assert_eq!(via.branch().len(), 23);
        assert_ne!(via.branch(), OutgoingVia::new(&flow, &mut rng).branch());
    }

    #[test]
    fn an_ipv6_address_is_in_brackets_and_has_no_zone() {
        let text = "[fe80::1%3]:5062"
            .parse()
            .map(|address| sent_by(address).to_string());
        assert_eq!(text.as_deref(), Ok("[fe80::1]:5062"));
    }
}
