//! Their calls, until they are up or over.

use std::time::Duration;

use portsip_core::events::Event;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::StatusCode;

use crate::bench::{Bench, OFFER, SDP, in_dialog, methods, request};

#[test]
fn a_lost_ack_ends_the_call() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let Some(Event::InviteIncoming(parties)) = bench.take_events().pop() else {
        panic!("a call");
    };
    bench.take_sent();
    bench.answer(parties.session);
    bench.pass(Duration::from_secs(31));
    assert_eq!(bench.statuses(), [200; 10]);
    bench.pass(Duration::from_secs(2));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent)[..1], ["BYE"]);
    let bye = sent.iter().find(|message| message.is_request());
    let reason = bye.and_then(|bye| bye.header(HeaderName::Reason));
    assert_eq!(reason, Some("SIP;cause=408;text=\"No ACK\""));
    assert_eq!(bench.take_close_reason(), (408, "No ACK".to_owned()));
}

#[test]
fn bye_waits_for_the_ack() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let tag = bench.one().to().tag().expect("a tag").to_owned();
    let Some(Event::InviteIncoming(parties)) = bench.take_events().pop() else {
        panic!("a call");
    };
    bench.answer(parties.session);
    bench.hang_up(parties.session);
    assert_eq!(bench.statuses(), [200]);
    bench.receive(&in_dialog("ACK", 1, &tag, "", ""));
    assert_eq!(methods(&bench.take_sent()), ["BYE"]);
    assert!(bench.take_events().is_empty());
}

#[test]
fn a_call_that_is_cancelled_while_it_rings() {
    let mut bench = Bench::new();
    bench.receive(&request("INVITE", "1", SDP, OFFER));
    let ringing = bench.one();
    assert_eq!(ringing.status().map(StatusCode::code), Some(180));
    let cancel = request("INVITE", "1", "", "").replace("INVITE", "CANCEL");
    bench.receive(&cancel);
    let sent = bench.take_sent();
    let codes: Vec<_> = sent
        .iter()
        .filter_map(|message| Some(message.status()?.code()))
        .collect();
    assert_eq!(codes, [200, 487]);
    assert_eq!(sent[0].to().tag(), ringing.to().tag());
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteIncoming(_), Event::InviteClosed { .. }]
    ));
    assert_eq!(bench.agent.calls_live(), 0);
}

#[test]
fn ringing_is_repeated_and_ends_with_the_callers_expiry() {
    let mut bench = Bench::new();
    let expires = format!("{SDP}Expires: 130\r\n");
    bench.receive(&request("INVITE", "1", &expires, OFFER));
    bench.pass(Duration::from_secs(129));
    assert_eq!(bench.statuses(), [180, 180, 180]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteIncoming(_)]
    ));
    bench.pass(Duration::from_secs(1));
    assert_eq!(bench.statuses()[..1], [487]);
    assert_eq!(
        bench.take_close_reason(),
        (487, "Request Terminated".to_owned())
    );
}
