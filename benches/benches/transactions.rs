//! The transaction layer and dialogs, both sides of a call, without sockets.
//!
//! Virtual time moves on with every call, so that what lingers, and the timers
//! that nobody wants any more, are as many as in a phone that has been busy for
//! a long time.

use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::sip::dialog::Dialog;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, Method, RequestBuilder, ResponseBuilder, StatusCode};
use portsip_core::sip::transaction::{
    Incoming, TransactionLayer, TransactionOutput, TransactionSettings,
};
use portsip_core::sip::transport::flow::Flow;
use portsip_core::sip::transport::via::OutgoingVia;
use portsip_core::sip::uri::Uri;

/// Virtual time from one call to the next: 10 000 calls a second.
const BETWEEN_CALLS: Duration = Duration::from_micros(100);

struct Side {
    layer: TransactionLayer,
    flow: Flow,
    rng: Rng,
}

impl Side {
    fn new(seed: u64, local: u16, remote: u16) -> Self {
        let mut rng = Rng::from_number(seed);
        let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self {
            layer: TransactionLayer::new(TransactionSettings::default(), &mut rng),
            flow: Flow::udp(address(local), address(remote)),
            rng,
        }
    }

    /// The one message to be sent; everything else that is said is passed over.
    fn sent(&mut self) -> Option<Octets> {
        let mut sent = None;
        while let Some(output) = self.layer.poll_output() {
            if let TransactionOutput::Transmit { payload, .. } = output {
                sent = Some(payload);
            }
        }
        sent
    }

    fn request(&mut self, now: Instant, mut builder: RequestBuilder) -> Option<Octets> {
        let via = OutgoingVia::new(&self.flow, &mut self.rng);
        via.write_to(&mut builder);
        let raw = builder.build().ok()?;
        let method = builder.method().clone();
        self.layer
            .send_request(now, self.flow, &method, &via, raw)
            .ok()?;
        self.sent()
    }

    fn receive(&mut self, now: Instant, raw: Octets) -> Option<Incoming> {
        let message = Message::parse(raw).ok()?;
        Some(self.layer.handle_message(now, self.flow, message))
    }

    fn answer(&mut self, now: Instant, incoming: &Incoming, status: StatusCode) -> Option<Octets> {
        let Incoming::Request {
            transaction,
            message,
        } = incoming
        else {
            return None;
        };
        let mut response = ResponseBuilder::new(message, status, Some("callee"));
        response.header(HeaderName::Contact, "<sip:b@127.0.0.1:5070>");
        let raw = response.build().ok()?;
        self.layer.respond(now, *transaction, status, raw).ok()?;
        self.sent()
    }
}

/// The phones, and the number of calls so far.
struct Phones {
    now: Instant,
    caller: Side,
    callee: Side,
    calls: u64,
    callee_uri: Uri,
}

impl Phones {
    fn new() -> Self {
        Self {
            now: Instant::ZERO,
            caller: Side::new(1, 5060, 5070),
            callee: Side::new(2, 5070, 5060),
            calls: 0,
            callee_uri: Uri::parse("sip:b@127.0.0.1:5070").expect("a constant URI"),
        }
    }

    /// INVITE, 180, 200, ACK, BYE, 200; `None` when anything goes wrong.
    fn call(&mut self) -> Option<()> {
        let now = self.now;
        let mut invite = RequestBuilder::new(Method::Invite, &self.callee_uri);
        invite
            .max_forwards()
            .header(HeaderName::From, "<sip:a@127.0.0.1>;tag=caller")
            .header(HeaderName::To, "<sip:b@127.0.0.1>")
            .header(HeaderName::CallId, self.calls)
            .header(HeaderName::Contact, "<sip:a@127.0.0.1:5060>")
            .cseq(1);
        let invite = self.caller.request(now, invite)?;
        let incoming = self.callee.receive(now, invite.clone())?;
        let ringing = self.callee.answer(now, &incoming, StatusCode::RINGING)?;
        self.caller.receive(now, ringing)?;
        let ok = self.callee.answer(now, &incoming, StatusCode::OK)?;
        let Some(Incoming::Response { message: ok, .. }) = self.caller.receive(now, ok) else {
            return None;
        };
        let invite = Message::parse(invite).ok()?;
        let mut dialog = Dialog::from_response(&invite, &ok).ok()?;
        let mut ack = dialog.ack(&invite);
        OutgoingVia::new(&self.caller.flow, &mut self.caller.rng).write_to(&mut ack);
        let acked = self.callee.receive(now, ack.build().ok()?)?;
        let Incoming::Ack(_) = acked else {
            return None;
        };
        let bye = self.caller.request(now, dialog.request(Method::Bye))?;
        let incoming = self.callee.receive(now, bye)?;
        let ok = self.callee.answer(now, &incoming, StatusCode::OK)?;
        self.caller.receive(now, ok)?;
        self.calls += 1;
        self.pass_time();
        Some(())
    }

    fn pass_time(&mut self) {
        self.now += BETWEEN_CALLS;
        for side in [&mut self.caller, &mut self.callee] {
            if side.layer.poll_timeout().is_some_and(|due| due <= self.now) {
                side.layer.handle_timeout(self.now);
            }
            side.sent();
        }
    }
}

/// INVITE and its 200 at the callee, messages made beforehand.
fn server_invite(criterion: &mut Criterion) {
    const CALLS: u64 = 10_000;
    let messages: Vec<(Message, Octets)> = (0..CALLS).map(invite_and_answer).collect();
    let mut group = criterion.benchmark_group("transaction layer");
    group.throughput(Throughput::Elements(CALLS));
    group.sample_size(20);
    group.bench_function("server INVITE answered with 200", |bencher| {
        bencher.iter(|| {
            let mut side = Side::new(1, 5070, 5060);
            let mut now = Instant::ZERO;
            for (invite, answer) in &messages {
                let incoming = side.layer.handle_message(now, side.flow, invite.clone());
                if let Incoming::Request { transaction, .. } = incoming {
                    let sent = side
                        .layer
                        .respond(now, transaction, StatusCode::OK, answer.clone());
                    assert_eq!(sent, Ok(()));
                }
                black_box(side.sent());
                now += BETWEEN_CALLS;
            }
        });
    });
    group.finish();
}

fn invite_and_answer(number: u64) -> (Message, Octets) {
    let text = format!(
        "INVITE sip:b@127.0.0.1:5070 SIP/2.0\r\n\
         Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK{number};rport\r\n\
         From: <sip:a@127.0.0.1>;tag={number}\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: {number}\r\n\
         CSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1:5060>\r\nContent-Length: 0\r\n\r\n"
    );
    let invite = Message::parse(Octets::from(text)).expect("a constant INVITE");
    let answer = ResponseBuilder::new(&invite, StatusCode::OK, Some("b")).build();
    (invite, answer.expect("a 200"))
}

fn whole_calls(criterion: &mut Criterion) {
    let mut phones = Phones::new();
    let mut group = criterion.benchmark_group("transactions and dialogs");
    group.throughput(Throughput::Elements(1));
    group.bench_function("call, both sides", |bencher| {
        bencher.iter(|| assert!(phones.call().is_some()));
    });
    group.finish();
}

criterion_group!(benches, server_invite, whole_calls);
criterion_main!(benches);
