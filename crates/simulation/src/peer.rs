//! A bare peer: an address whose messages a test writes and reads by hand.

use std::fmt::Write as _;
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;

/// Names a bare peer of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerId(pub(crate) usize);

/// A message that a bare peer got.
#[derive(Clone, Debug)]
pub struct Received {
    /// When.
    pub at: Instant,
    /// From where.
    pub from: SocketAddr,
    /// What.
    pub message: Message,
}

impl Received {
    /// Whether it is a request of this method.
    pub fn is_request(&self, method: &str) -> bool {
        self.message.is_request() && self.message.method().as_str() == method
    }

    /// Whether it is a response of this status.
    pub fn is_response(&self, status: u16) -> bool {
        self.message
            .status()
            .is_some_and(|code| code.code() == status)
    }

    /// The code of a line such as `423 Interval Too Brief`, and the response to this
    /// request with it; header lines may follow it, each after a newline.
    pub(crate) fn answer(&self, line: &str, to_tag: &str) -> (u16, Octets) {
        let status = line.get(..3).and_then(|code| code.parse().ok());
        let mut lines = line.split('\n');
        let start = lines.next().unwrap_or_default();
        let headers: Vec<&str> = lines.collect();
        let response = self.response(start, to_tag, &headers, "");
        (status.unwrap_or_default(), response)
    }

    /// A response to this request: `to_tag` where its To has none, more header
    /// lines without their ends, a session description or nothing.
    pub fn response(&self, line: &str, to_tag: &str, headers: &[&str], body: &str) -> Octets {
        let request = &self.message;
        let mut text = format!("SIP/2.0 {line}\r\n");
        let mut copy = |name: &str, value: &str| {
            let _ = write!(text, "{name}: {value}\r\n");
        };
        for via in request.headers(HeaderName::Via) {
            copy("Via", via);
        }
        for route in request.headers(HeaderName::RecordRoute) {
            copy("Record-Route", route);
        }
        copy("From", request.from().as_str());
        let to = request.to().as_str();
        if request.to().tag().is_some() || to_tag.is_empty() {
            copy("To", to);
        } else {
            copy("To", &format!("{to};tag={to_tag}"));
        }
        copy("Call-ID", request.call_id());
        copy("CSeq", request.header(HeaderName::CSeq).unwrap_or(""));
        finish(text, headers, body)
    }
}

/// The end of a message: more header lines, the body, its length and type.
pub(crate) fn finish(mut text: String, headers: &[&str], body: &str) -> Octets {
    for header in headers {
        let _ = write!(text, "{header}\r\n");
    }
    if !body.is_empty() {
        text.push_str("Content-Type: application/sdp\r\n");
    }
    let _ = write!(text, "Content-Length: {}\r\n\r\n{body}", body.len());
    Octets::from(text)
}

/// The state of a bare peer.
pub(crate) struct Peer {
    pub(crate) name: String,
    pub(crate) address: SocketAddr,
    pub(crate) inbox: Vec<Received>,
}
