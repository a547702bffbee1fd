//! What is too much, what fails, and what is left over.

use portsip_core::rng::Rng;
use portsip_core::sip::message::{Method, StatusCode};
use portsip_core::sip::transaction::{
    Incoming, SendError, TransactionId, TransactionOutput, TransactionSettings,
};
use portsip_core::sip::transport::flow::ConnectionId;
use portsip_core::sip::transport::via::OutgoingVia;

use super::support::{
    address, at, invite, layer, outputs, received, request, response, run_until, said, send, tcp,
    udp, via, with_settings,
};

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
fn what_is_answered_keeps_few_bytes() {
    let settings = TransactionSettings {
        lingering_bytes_max: 100_000,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    let long = "x".repeat(20_000);
    for n in 0..50 {
        let n = n.to_string();
        let options = request("OPTIONS", &via(&n), &format!("{n}{long}"), 1, "");
        let (id, message) = received(layer.handle_message(at(0), udp(), options));
        let ok = response(&message, 200);
        layer.respond(at(0), id, StatusCode::OK, ok).expect("200");
    }
    assert_eq!(layer.len(), 4, "the oldest are forgotten");
    said(&mut layer);
    let repeated = request("OPTIONS", &via("49"), &format!("49{long}"), 1, "");
    layer.handle_message(at(1), udp(), repeated);
    assert_eq!(said(&mut layer), ["SIP/2.0 200 OK"], "the latest is kept");
    run_until(&mut layer, at(99_999));
    assert!(layer.is_empty());
}

#[test]
fn a_message_that_is_kept_no_more_is_counted_no_more() {
    let settings = TransactionSettings {
        lingering_bytes_max: 30_000,
        ..TransactionSettings::default()
    };
    let mut layer = with_settings(settings);
    let long = "x".repeat(20_000);
    for n in 0..5 {
        let n = n.to_string();
        let call = format!("{n}{long}");
        let asked = request("INVITE", &via(&n), &call, 1, "");
        let (id, message) = received(layer.handle_message(at(0), udp(), asked));
        let busy = response(&message, 486);
        let status = StatusCode::new(486).expect("a status");
        layer.respond(at(0), id, status, busy).expect("486");
        let ack = request("ACK", &via(&n), &call, 1, ";tag=b");
        layer.handle_message(at(0), udp(), ack);
    }
    assert_eq!(layer.len(), 5, "an acknowledged refusal keeps nothing");
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
