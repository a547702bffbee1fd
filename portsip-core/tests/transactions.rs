//! The transaction layer with messages, in virtual time.

use std::net::SocketAddr;

use bytes::Bytes;
use portsip_core::clock::Instant;
use portsip_core::rng::Rng;
use portsip_core::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use portsip_core::sip::transaction::{
    ClientTransactionId, Incoming, RespondError, SendError, ServerTransactionId, TransactionId,
    TransactionLayer, TransactionOutput, TransactionSettings,
};
use portsip_core::sip::transport::flow::{ConnectionId, Flow, Transport};
use portsip_core::sip::transport::via::OutgoingVia;

fn at(ms: u64) -> Instant {
    Instant::from_micros(ms * 1000)
}

fn address(host: u8, port: u16) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, host], port))
}

fn udp() -> Flow {
    Flow::udp(address(1, 5060), address(2, 5060))
}

fn tcp() -> Flow {
    Flow::connected(
        Transport::Tcp,
        ConnectionId(7),
        address(1, 5060),
        address(2, 5060),
    )
}

fn layer() -> TransactionLayer {
    with_settings(TransactionSettings::default())
}

fn with_settings(settings: TransactionSettings) -> TransactionLayer {
    TransactionLayer::new(settings, &mut Rng::from_number(1))
}

/// A request as a peer sends it; `to_tag` begins with `;` or is empty.
fn request(method: &str, via: &str, call_id: &str, cseq: u32, to_tag: &str) -> Message {
    let text = format!(
        "{method} sip:b@192.0.2.1 SIP/2.0\r\nVia: {via}\r\nFrom: <sip:a@h>;tag=a\r\n\
         To: <sip:b@h>{to_tag}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n\
         Contact: <sip:a@192.0.2.2>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    );
    Message::parse(Bytes::from(text)).expect("a request")
}

fn via(branch: &str) -> String {
    format!("SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK{branch};rport")
}

fn invite(branch: &str) -> Message {
    request("INVITE", &via(branch), "call", 1, "")
}

fn response(request: &Message, status: u16) -> Bytes {
    let status = StatusCode::new(status).expect("a status");
    let builder = ResponseBuilder::new(request, status, Some("b"));
    builder.build().expect("a response")
}

fn outputs(layer: &mut TransactionLayer) -> Vec<TransactionOutput> {
    std::iter::from_fn(|| layer.poll_output()).collect()
}

/// The start lines of what is sent, and the names of what else is said.
fn said(layer: &mut TransactionLayer) -> Vec<String> {
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
fn run_until(layer: &mut TransactionLayer, end: Instant) -> Vec<(u64, String)> {
    let mut seen = Vec::new();
    while let Some(due) = layer.poll_timeout().filter(|due| *due <= end) {
        layer.handle_timeout(due);
        let said = said(layer).into_iter();
        seen.extend(said.map(|line| (due.as_micros() / 1000, line)));
    }
    seen
}

fn received(incoming: Incoming) -> (ServerTransactionId, Message) {
    match incoming {
        Incoming::Request {
            transaction,
            message,
        } => (transaction, message),
        other => panic!("{other:?} is no new request"),
    }
}

/// A request that the layer sent: its bytes and its transaction.
struct Sent {
    id: ClientTransactionId,
    request: Message,
}

impl Sent {
    fn answer(&self, status: u16) -> Message {
        Message::parse(response(&self.request, status)).expect("a response")
    }
}

fn send(layer: &mut TransactionLayer, now: Instant, flow: Flow, method: &str) -> Sent {
    let mut rng = Rng::from_number(u64::from(now.as_micros() as u32) + 99);
    let via = OutgoingVia::new(&flow, &mut rng);
    let request = request(method, via.as_str(), "call", 1, "");
    let method = Method::parse(method).expect("a method");
    let id = layer
        .send_request(now, flow, &method, &via, request.raw().clone())
        .expect("room");
    Sent { id, request }
}

#[test]
fn an_invite_is_answered_and_its_ack_delivered() {
    let mut layer = layer();
    let (id, message) = received(layer.handle_message(at(0), udp(), invite("1")));
    assert_eq!(layer.poll_timeout(), Some(at(200)));
    layer
        .respond(at(10), id, StatusCode::RINGING, response(&message, 180))
        .expect("180");
    assert_eq!(layer.poll_timeout(), None);
    let repeated = layer.handle_message(at(500), udp(), invite("1"));
    assert!(matches!(repeated, Incoming::Absorbed));
    layer
        .respond(at(900), id, StatusCode::OK, response(&message, 200))
        .expect("200");
    let repeated = layer.handle_message(at(1500), udp(), invite("1"));
    assert!(matches!(repeated, Incoming::Absorbed));
    let ack = request("ACK", &via("ack"), "call", 1, ";tag=b");
    assert!(matches!(
        layer.handle_message(at(1600), udp(), ack),
        Incoming::Ack(_)
    ));
    let lines = said(&mut layer);
    assert_eq!(
        lines,
        [
            "SIP/2.0 180 Ringing",
            "SIP/2.0 180 Ringing",
            "SIP/2.0 200 OK"
        ]
    );
    assert_eq!(
        run_until(&mut layer, at(99_999)),
        [(32_900, "terminated".to_owned())]
    );
    assert!(layer.is_empty());
}

#[test]
fn an_invite_that_nobody_answers_in_200_ms_gets_a_100() {
    let mut layer = layer();
    let (id, message) = received(layer.handle_message(at(0), udp(), invite("1")));
    let seen = run_until(&mut layer, at(1000));
    assert_eq!(seen, [(200, "SIP/2.0 100 Trying".to_owned())]);
    layer.handle_message(at(1100), udp(), invite("1"));
    assert_eq!(said(&mut layer), ["SIP/2.0 100 Trying"]);
    let busy = response(&message, 486);
    assert_eq!(
        layer.respond(at(1200), id, StatusCode::BUSY_HERE, busy),
        Ok(())
    );
}

#[test]
fn a_refusal_is_repeated_until_its_ack_and_then_forgotten() {
    let mut layer = layer();
    let (id, message) = received(layer.handle_message(at(0), udp(), invite("1")));
    let busy = response(&message, 486);
    layer
        .respond(at(0), id, StatusCode::BUSY_HERE, busy.clone())
        .expect("486");
    said(&mut layer);
    assert_eq!(
        run_until(&mut layer, at(1600)),
        [500, 1500].map(|ms| (ms, "SIP/2.0 486 Busy Here".to_owned()))
    );
    let ack = request("ACK", &via("1"), "call", 1, ";tag=b");
    let acknowledged = layer.handle_message(at(1600), udp(), ack.clone());
    assert!(matches!(acknowledged, Incoming::Absorbed));
    layer.handle_message(at(1700), udp(), ack);
    layer.handle_message(at(1800), udp(), invite("1"));
    assert_eq!(
        run_until(&mut layer, at(99_999)),
        [(6600, "terminated".to_owned())]
    );
    let late = layer.respond(at(7000), id, StatusCode::BUSY_HERE, busy);
    assert_eq!(late, Err(RespondError::Ended));
}

#[test]
fn a_refusal_whose_ack_is_lost_is_reported() {
    let mut layer = layer();
    let (id, message) = received(layer.handle_message(at(0), udp(), invite("1")));
    let status = StatusCode::BUSY_HERE;
    layer
        .respond(at(0), id, status, response(&message, 486))
        .expect("486");
    let seen = run_until(&mut layer, at(99_999));
    let last: Vec<_> = seen.iter().rev().take(2).collect();
    assert_eq!(*last[0], (32_000, "terminated".to_owned()));
    assert_eq!(*last[1], (32_000, "no ACK".to_owned()));
    assert!(layer.is_empty());
}

#[test]
fn a_request_is_answered_again_from_memory() {
    for flow in [udp(), tcp()] {
        let mut layer = layer();
        let options = || request("OPTIONS", &via("o"), "call", 1, "");
        let (id, message) = received(layer.handle_message(at(0), flow, options()));
        let ok = response(&message, 200);
        layer
            .respond(at(5), id, StatusCode::OK, ok.clone())
            .expect("200");
        if flow.is_reliable() {
            assert_eq!(said(&mut layer), ["SIP/2.0 200 OK", "terminated"]);
            assert!(layer.is_empty());
            continue;
        }
        layer.handle_message(at(500), flow, options());
        let sent = outputs(&mut layer);
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[0], sent[1]);
        assert_eq!(
            layer.respond(at(600), id, StatusCode::OK, ok),
            Err(RespondError::AlreadyAnswered)
        );
        assert_eq!(
            run_until(&mut layer, at(99_999)),
            [(32_005, "terminated".to_owned())]
        );
    }
}

#[test]
fn the_response_goes_to_the_port_that_rfc_3581_and_18_2_2_name() {
    let flow = Flow::udp(address(1, 5060), address(2, 40_000));
    for (via, port) in [
        ("SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKx;rport", 40_000),
        ("SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKx", 5070),
        ("SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx", 5060),
        ("SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx;maddr=10.9.9.9", 5060),
    ] {
        let mut layer = layer();
        let options = request("OPTIONS", via, "call", 1, "");
        let (id, message) = received(layer.handle_message(at(0), flow, options));
        let ok = response(&message, 200);
        let text = String::from_utf8_lossy(&ok).into_owned();
        assert!(text.contains("received=192.0.2.2"), "{text}");
        layer.respond(at(5), id, StatusCode::OK, ok).expect("200");
        match outputs(&mut layer).first() {
            Some(TransactionOutput::Transmit { flow, .. }) => {
                assert_eq!(flow.remote, address(2, port), "{via}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_cancel_finds_its_invite_and_only_that() {
    let mut layer = layer();
    let (invite_id, _) = received(layer.handle_message(at(0), udp(), invite("1")));
    let cancel = request("CANCEL", &via("1"), "call", 1, "");
    match layer.handle_message(at(10), udp(), cancel.clone()) {
        Incoming::Cancel {
            transaction,
            invite,
            message,
        } => {
            assert_eq!(invite, invite_id);
            let ok = response(&message, 200);
            layer
                .respond(at(10), transaction, StatusCode::OK, ok)
                .expect("200");
        }
        other => panic!("{other:?}"),
    }
    said(&mut layer);
    assert!(matches!(
        layer.handle_message(at(20), udp(), cancel),
        Incoming::Absorbed
    ));
    assert_eq!(said(&mut layer), ["SIP/2.0 200 OK"]);
    let foreign = request("CANCEL", &via("2"), "call", 1, "");
    assert!(matches!(
        layer.handle_message(at(30), udp(), foreign),
        Incoming::Absorbed
    ));
    assert_eq!(
        said(&mut layer),
        ["SIP/2.0 481 Call/Transaction Does Not Exist"]
    );
}

#[test]
fn a_request_that_came_two_ways_is_refused_with_482_the_second_time() {
    let mut layer = layer();
    received(layer.handle_message(at(0), udp(), invite("one")));
    let second = layer.handle_message(at(5), udp(), invite("two"));
    assert!(matches!(second, Incoming::Absorbed));
    assert_eq!(said(&mut layer), ["SIP/2.0 482 Loop Detected"]);
    let ack = request("ACK", &via("two"), "call", 1, ";tag=x");
    assert!(matches!(
        layer.handle_message(at(10), udp(), ack),
        Incoming::Absorbed
    ));
    let next = request("INVITE", &via("three"), "call", 2, "");
    received(layer.handle_message(at(20), udp(), next));
    let inside = request("INVITE", &via("four"), "call", 1, ";tag=b");
    received(layer.handle_message(at(30), udp(), inside));
}

#[test]
fn the_user_never_hears_of_what_the_layer_refused() {
    let mut layer = layer();
    let (id, message) = received(layer.handle_message(at(0), udp(), invite("one")));
    layer.handle_message(at(5), udp(), invite("two"));
    let busy = response(&message, 486);
    layer
        .respond(at(6), id, StatusCode::BUSY_HERE, busy)
        .expect("486");
    let seen = run_until(&mut layer, at(99_999));
    let count = |line: &str| seen.iter().filter(|(_, said)| said == line).count();
    assert_eq!((count("no ACK"), count("terminated")), (1, 1));
    assert!(layer.is_empty());
}

#[test]
fn an_old_client_is_matched_without_a_branch() {
    let via = "SIP/2.0/UDP 192.0.2.2:5060";
    let mut layer = layer();
    let invite = || request("INVITE", via, "call", 1, "");
    let (id, message) = received(layer.handle_message(at(0), udp(), invite()));
    assert!(matches!(
        layer.handle_message(at(100), udp(), invite()),
        Incoming::Absorbed
    ));
    match layer.handle_message(at(110), udp(), request("CANCEL", via, "call", 1, "")) {
        Incoming::Cancel { invite, .. } => assert_eq!(invite, id),
        other => panic!("{other:?}"),
    }
    let cancelled = response(&message, 487);
    layer
        .respond(at(120), id, StatusCode::REQUEST_TERMINATED, cancelled)
        .expect("487");
    let ack = request("ACK", via, "call", 1, ";tag=b");
    assert!(matches!(
        layer.handle_message(at(130), udp(), ack),
        Incoming::Absorbed
    ));
    received(layer.handle_message(at(140), udp(), request("INVITE", via, "call", 2, "")));
}

#[test]
fn one_source_cannot_take_every_place() {
    let settings = TransactionSettings {
        pending_per_source_max: 2,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    let options =
        |n: u32, to: &str| request("OPTIONS", &via(&n.to_string()), &n.to_string(), 1, to);
    let (first, message) = received(layer.handle_message(at(0), udp(), options(1, "")));
    received(layer.handle_message(at(0), udp(), options(2, "")));
    for _ in 0..2 {
        let third = layer.handle_message(at(0), udp(), options(3, ""));
        assert!(matches!(third, Incoming::Absorbed));
    }
    let refused = outputs(&mut layer);
    assert_eq!(refused[0], refused[1], "the same request gets the same tag");
    let mut other_source = udp();
    other_source.remote = address(3, 5060);
    received(layer.handle_message(at(0), other_source, options(4, "")));
    received(layer.handle_message(at(0), udp(), options(5, ";tag=b")));
    received(layer.handle_message(at(0), udp(), options(6, ";tag=b")));
    let ok = response(&message, 200);
    layer
        .respond(at(1), first, StatusCode::OK, ok)
        .expect("200");
    let still_full = layer.handle_message(at(2), udp(), options(7, ""));
    assert!(matches!(still_full, Incoming::Absorbed));
}

#[test]
fn what_is_answered_takes_no_place() {
    let settings = TransactionSettings {
        pending_per_source_max: 2,
        lingering_max: 10,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    for n in 0..50 {
        let n = n.to_string();
        let options = request("OPTIONS", &via(&n), &n, 1, "");
        let (id, message) = received(layer.handle_message(at(0), udp(), options));
        let ok = response(&message, 200);
        layer.respond(at(0), id, StatusCode::OK, ok).expect("200");
    }
    assert_eq!(layer.len(), 10, "the oldest are forgotten");
    let terminated = said(&mut layer)
        .iter()
        .filter(|line| *line == "terminated")
        .count();
    assert_eq!(terminated, 40);
    run_until(&mut layer, at(99_999));
    assert!(layer.is_empty());
}

#[test]
fn an_invite_we_send_is_repeated_answered_and_acknowledged() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "INVITE");
    assert_eq!(said(&mut layer), ["INVITE sip:b@192.0.2.1 SIP/2.0"]);
    assert_eq!(run_until(&mut layer, at(600)).len(), 1);
    for status in [100, 180, 486] {
        match layer.handle_message(at(700), udp(), sent.answer(status)) {
            Incoming::Response { transaction, .. } => assert_eq!(transaction, sent.id),
            other => panic!("{other:?}"),
        }
    }
    let ack = outputs(&mut layer);
    let Some(TransactionOutput::Transmit { payload, .. }) = ack.first() else {
        panic!("{ack:?}");
    };
    let ack = Message::parse(payload.clone()).expect("an ACK");
    assert_eq!(*ack.method(), Method::Ack);
    assert_eq!(ack.top_via().branch(), sent.request.top_via().branch());
    assert_eq!(ack.to().tag(), Some("b"));
    assert!(matches!(
        layer.handle_message(at(800), udp(), sent.answer(486)),
        Incoming::Absorbed
    ));
    assert_eq!(said(&mut layer), ["ACK sip:b@192.0.2.1 SIP/2.0"]);
    assert_eq!(
        run_until(&mut layer, at(99_999)),
        [(32_700, "terminated".to_owned())]
    );
    assert!(matches!(
        layer.handle_message(at(99_999), udp(), sent.answer(486)),
        Incoming::StrayResponse(_)
    ));
}

#[test]
fn a_2xx_is_delivered_each_time_it_comes() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "INVITE");
    said(&mut layer);
    for ms in [100, 600, 1600] {
        let delivered = layer.handle_message(at(ms), udp(), sent.answer(200));
        assert!(matches!(delivered, Incoming::Response { .. }));
    }
    assert_eq!(
        run_until(&mut layer, at(99_999)),
        [(32_100, "terminated".to_owned())]
    );
}

#[test]
fn a_request_that_nobody_answers_times_out() {
    for (method, sendings) in [("INVITE", 6), ("OPTIONS", 10)] {
        let mut layer = layer();
        send(&mut layer, at(0), udp(), method);
        said(&mut layer);
        let seen = run_until(&mut layer, at(99_999));
        assert_eq!(seen.len(), sendings + 2, "{method}");
        assert_eq!(seen[sendings], (32_000, "timed out".to_owned()));
        assert_eq!(seen[sendings + 1], (32_000, "terminated".to_owned()));
        assert_eq!(layer.poll_timeout(), None);
        assert!(layer.is_empty());
    }
}

#[test]
fn a_cancelled_invite_waits_for_a_provisional_response_and_for_its_487() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "INVITE");
    said(&mut layer);
    layer.cancel(at(10), sent.id);
    assert_eq!(said(&mut layer), Vec::<String>::new());
    layer.handle_message(at(100), udp(), sent.answer(180));
    let cancel = outputs(&mut layer);
    let Some(TransactionOutput::Transmit { payload, .. }) = cancel.first() else {
        panic!("{cancel:?}");
    };
    let cancel = Message::parse(payload.clone()).expect("a CANCEL");
    assert_eq!(*cancel.method(), Method::Cancel);
    assert_eq!(cancel.top_via().as_str(), sent.request.top_via().as_str());
    let ok = Message::parse(response(&cancel, 200)).expect("a 200");
    assert!(matches!(
        layer.handle_message(at(150), udp(), ok),
        Incoming::Absorbed
    ));
    assert!(matches!(
        layer.handle_message(at(160), udp(), sent.answer(487)),
        Incoming::Response { .. }
    ));
    assert_eq!(said(&mut layer), ["ACK sip:b@192.0.2.1 SIP/2.0"]);
    run_until(&mut layer, at(99_999));
    assert!(layer.is_empty());
}

#[test]
fn a_cancelled_invite_without_an_end_is_given_up_after_32_s() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "INVITE");
    layer.handle_message(at(100), udp(), sent.answer(180));
    layer.cancel(at(1000), sent.id);
    said(&mut layer);
    let seen = run_until(&mut layer, at(99_999));
    assert!(seen.contains(&(33_000, "timed out".to_owned())));
    assert_eq!(
        seen.iter().filter(|(_, said)| said == "timed out").count(),
        1
    );
    assert!(layer.is_empty());
}

#[test]
fn a_response_with_another_sent_by_is_stray() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "OPTIONS");
    let text = String::from_utf8_lossy(&response(&sent.request, 200)).into_owned();
    let moved = text.replace("UDP 192.0.2.1:5060", "UDP 192.0.2.9:5060");
    let stray = Message::parse(Bytes::from(moved)).expect("a response");
    assert!(matches!(
        layer.handle_message(at(1), udp(), stray),
        Incoming::StrayResponse(_)
    ));
}

#[test]
fn a_response_for_somebody_below_us_is_dropped() {
    let mut layer = layer();
    let sent = send(&mut layer, at(0), udp(), "OPTIONS");
    let text = String::from_utf8_lossy(&response(&sent.request, 200)).into_owned();
    for further in ["\r\nVia: SIP/2.0/UDP other", ", SIP/2.0/UDP other"] {
        let branch = sent.request.top_via().branch().expect("a branch");
        let two = text.replacen(branch, &format!("{branch}{further}"), 1);
        let two = Message::parse(Bytes::from(two)).expect("a response");
        assert!(matches!(
            layer.handle_message(at(1), udp(), two),
            Incoming::Absorbed
        ));
    }
    let ok = layer.handle_message(at(2), udp(), sent.answer(200));
    assert!(matches!(ok, Incoming::Response { .. }));
}

#[test]
fn timers_that_nobody_waits_for_do_not_pile_up() {
    let settings = TransactionSettings {
        lingering_max: 100,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    for n in 0..20_000_u32 {
        let n = n.to_string();
        let options = request("OPTIONS", &via(&n), &n, 1, "");
        let (id, message) = received(layer.handle_message(at(0), udp(), options));
        let ok = response(&message, 200);
        layer.respond(at(0), id, StatusCode::OK, ok).expect("200");
    }
    said(&mut layer);
    assert!(layer.timers_held() < 5000, "{}", layer.timers_held());
}

#[test]
fn a_connection_that_closes_fails_what_waits_on_it() {
    let mut layer = layer();
    let waiting = send(&mut layer, at(0), tcp(), "OPTIONS");
    let elsewhere = send(&mut layer, at(1), udp(), "OPTIONS");
    let (asked, _) = received(layer.handle_message(at(2), tcp(), invite("1")));
    said(&mut layer);
    layer.handle_connection_closed(at(3), ConnectionId(7));
    assert_eq!(
        outputs(&mut layer),
        [
            TransactionOutput::TransportFailed(waiting.id),
            TransactionOutput::Terminated(TransactionId::Client(waiting.id)),
            TransactionOutput::ResponseUndeliverable(asked),
        ]
    );
    layer.handle_transport_failed(at(4), &udp());
    assert_eq!(
        outputs(&mut layer)[0],
        TransactionOutput::TransportFailed(elsewhere.id)
    );
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let settings = TransactionSettings {
        pending_max: 1,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    let outgoing = OutgoingVia::new(&udp(), &mut Rng::from_number(5));
    let raw = invite("1").raw().clone();
    let ack = layer.send_request(at(0), udp(), &Method::Ack, &outgoing, raw.clone());
    assert_eq!(ack, Err(SendError::Ack));
    send(&mut layer, at(0), udp(), "INVITE");
    let second = layer.send_request(at(0), udp(), &Method::Invite, &outgoing, raw);
    assert_eq!(second, Err(SendError::TooMany));
    let refused = layer.handle_message(at(0), udp(), invite("2"));
    assert!(matches!(refused, Incoming::Absorbed));
}
