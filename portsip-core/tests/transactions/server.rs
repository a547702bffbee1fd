//! Requests of others, answered and not.

use portsip_core::sip::message::StatusCode;
use portsip_core::sip::transaction::{Incoming, RespondError, TransactionOutput};
use portsip_core::sip::transport::flow::Flow;

use super::support::{
    address, at, invite, layer, outputs, received, request, response, run_until, said, tcp, udp,
    via,
};

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
