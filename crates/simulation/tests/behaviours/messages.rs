//! Messages written by hand, for bare peers.

use std::net::SocketAddr;

/// A session description for PCMU at an address.
pub(crate) fn pcmu(address: SocketAddr, direction: &str) -> String {
    let ip = address.ip();
    format!(
        "v=0\r\no=- 1 1 IN IP4 {ip}\r\ns=-\r\nc=IN IP4 {ip}\r\nt=0 0\r\n\
         m=audio 30000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na={direction}\r\n"
    )
}

/// A request of a bare peer: `number` makes the branch, the Call-ID and the tag.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) from: SocketAddr,
    pub(crate) branch: &'a str,
    pub(crate) call_id: &'a str,
    pub(crate) to_tag: &'a str,
    pub(crate) cseq: u32,
    pub(crate) headers: &'a str,
    pub(crate) body: &'a str,
}

impl Request<'_> {
    /// Its text.
    pub(crate) fn text(&self) -> String {
        let Self {
            method,
            uri,
            from,
            branch,
            call_id,
            to_tag,
            cseq,
            headers,
            body,
        } = self;
        let to_tag = if to_tag.is_empty() {
            String::new()
        } else {
            format!(";tag={to_tag}")
        };
        let content = if body.is_empty() {
            ""
        } else {
            "Content-Type: application/sdp\r\n"
        };
        let length = body.len();
        format!(
            "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{branch}\r\n\
             Max-Forwards: 70\r\nFrom: <sip:peer@{from}>;tag=peertag\r\nTo: <{uri}>{to_tag}\r\n\
             Call-ID: {call_id}\r\nCSeq: {cseq} {method}\r\nContact: <sip:peer@{from}>\r\n\
             {headers}{content}Content-Length: {length}\r\n\r\n{body}"
        )
    }
}
