//! Messages, and a layer to give them to.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use portsip_core::sip::transaction::{
    ClientTransactionId, Incoming, ServerTransactionId, TransactionLayer, TransactionOutput,
    TransactionSettings,
};
use portsip_core::sip::transport::flow::{ConnectionId, Flow, Transport};
use portsip_core::sip::transport::via::OutgoingVia;

pub(crate) fn at(ms: u64) -> Instant {
    Instant::from_micros(ms * 1000)
}

pub(crate) fn address(host: u8, port: u16) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, host], port))
}

pub(crate) fn udp() -> Flow {
    Flow::udp(address(1, 5060), address(2, 5060))
}

pub(crate) fn tcp() -> Flow {
    Flow::connected(
        Transport::Tcp,
        ConnectionId(7),
        address(1, 5060),
        address(2, 5060),
    )
}

pub(crate) fn layer() -> TransactionLayer {
    with_settings(TransactionSettings::default())
}

pub(crate) fn with_settings(settings: TransactionSettings) -> TransactionLayer {
    TransactionLayer::new(settings, &mut Rng::from_number(1))
}

/// A request as a peer sends it; `to_tag` begins with `;` or is empty.
pub(crate) fn request(method: &str, via: &str, call_id: &str, cseq: u32, to_tag: &str) -> Message {
    let text = format!(
        "{method} sip:b@192.0.2.1 SIP/2.0\r\nVia: {via}\r\nFrom: <sip:a@h>;tag=a\r\n\
         To: <sip:b@h>{to_tag}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n\
         Contact: <sip:a@192.0.2.2>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    );
    Message::parse(Octets::from(text)).expect("a request")
}

pub(crate) fn via(branch: &str) -> String {
    format!("SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK{branch};rport")
}

pub(crate) fn invite(branch: &str) -> Message {
    request("INVITE", &via(branch), "call", 1, "")
}

pub(crate) fn response(request: &Message, status: u16) -> Octets {
    let status = StatusCode::new(status).expect("a status");
    let builder = ResponseBuilder::new(request, status, Some("b"));
    builder.build().expect("a response")
}

pub(crate) fn outputs(layer: &mut TransactionLayer) -> Vec<TransactionOutput> {
    std::iter::from_fn(|| layer.poll_output()).collect()
}

/// The start lines of what is sent, and the names of what else is said.
pub(crate) fn said(layer: &mut TransactionLayer) -> Vec<String> {
    let line = |output| match output {
        TransactionOutput::Transmit { payload, .. } => {
            let text = String::from_utf8_lossy(&payload).into_owned();
            text.lines().next().unwrap_or_default().to_owned()
        }
        TransactionOutput::TimedOut(_) => "timed out".to_owned(),
        TransactionOutput::TransportFailed(_) => "transport failed".to_owned(),
        TransactionOutput::AckTimedOut(_) => "no ACK".to_owned(),
        TransactionOutput::ResponseUndeliverable(_) => "undeliverable".to_owned(),
        TransactionOutput::Terminated(_) => "terminated".to_owned(),
    };
    outputs(layer).into_iter().map(line).collect()
}

/// Lets time pass up to `end`, timer by timer.
pub(crate) fn run_until(layer: &mut TransactionLayer, end: Instant) -> Vec<(u64, String)> {
    let mut seen = Vec::new();
    while let Some(due) = layer.poll_timeout().filter(|due| *due <= end) {
        layer.handle_timeout(due);
        let said = said(layer).into_iter();
        seen.extend(said.map(|line| (due.as_micros() / 1000, line)));
    }
    seen
}

pub(crate) fn received(incoming: Incoming) -> (ServerTransactionId, Message) {
    match incoming {
        Incoming::Request {
            transaction,
            message,
        } => (transaction, message),
        other => panic!("{other:?} is no new request"),
    }
}

/// A request that the layer sent: its bytes and its transaction.
pub(crate) struct Sent {
    pub(crate) id: ClientTransactionId,
    pub(crate) request: Message,
}

impl Sent {
    pub(crate) fn answer(&self, status: u16) -> Message {
        Message::parse(response(&self.request, status)).expect("a response")
    }
}

pub(crate) fn send(layer: &mut TransactionLayer, now: Instant, flow: Flow, method: &str) -> Sent {
    let mut rng = Rng::from_number(u64::from(now.as_micros() as u32) + 99);
    let via = OutgoingVia::new(&flow, &mut rng);
    let request = request(method, via.as_str(), "call", 1, "");
    let method = Method::parse(method).expect("a method");
    let id = layer
        .send_request(now, flow, &method, &via, request.raw().clone())
        .expect("room");
    Sent { id, request }
}
