//! Our requests, answered and not.

use portsip_core::octets::Octets;
use portsip_core::sip::message::{Message, Method};
use portsip_core::sip::transaction::{Incoming, TransactionOutput};

use super::support::{at, layer, outputs, response, run_until, said, send, udp};

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
    let stray = Message::parse(Octets::from(moved)).expect("a response");
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
        let two = Message::parse(Octets::from(two)).expect("a response");
        assert!(matches!(
            layer.handle_message(at(1), udp(), two),
            Incoming::Absorbed
        ));
    }
    let ok = layer.handle_message(at(2), udp(), sent.answer(200));
    assert!(matches!(ok, Incoming::Response { .. }));
}
