//! Requests that are not for us or not well, and what the program sees of messages.

use std::time::Duration;

use portsip_core::config::{HeaderAction, HeaderRule, MessageKinds};
use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::StatusCode;

use crate::bench::{Bench, CONTACT, OFFER, SDP, in_dialog, incoming_call, request, response};

#[test]
fn requests_that_are_not_for_us_get_their_codes() {
    let mut bench = Bench::new();
    let cases = [
        ("PUBLISH", String::new(), "", 405),
        ("FOO", String::new(), "", 501),
        ("BYE", String::new(), "", 481),
        ("INFO", String::new(), "", 481),
        ("INVITE", "Require: 100rel, foo\r\n".to_owned(), "", 420),
        (
            "INVITE",
            "Content-Type: text/plain\r\n".to_owned(),
            "hello",
            415,
        ),
        (
            "INVITE",
            format!("{SDP}Content-Encoding: gzip\r\n"),
            OFFER,
            415,
        ),
        ("INVITE", SDP.to_owned(), "nonsense", 400),
        (
            "INVITE",
            SDP.to_owned(),
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 3\r\n",
            488,
        ),
        ("OPTIONS", String::new(), "", 200),
    ];
    for (index, (method, more, body, status)) in cases.iter().enumerate() {
        let text =
            request(method, &format!("b{index}"), more, body).replace("c1", &format!("c{index}x"));
        bench.receive(&text);
        let response = bench.one();
        assert_eq!(
            response.status().map(StatusCode::code),
            Some(*status),
            "{text}"
        );
        assert!(response.to().tag().is_some());
        match status {
            405 | 501 => assert!(response.header(HeaderName::Allow).is_some()),
            420 => assert_eq!(
                response.header(HeaderName::Unsupported),
                Some("100rel, foo")
            ),
            415 => assert!(response.header(HeaderName::Accept).is_some()),
            _ => {}
        }
        // A refused INVITE is acknowledged.
        bench.pass(Duration::from_secs(40));
        bench.take_sent();
    }
    assert!(matches!(
        bench.take_events()[..],
        [Event::OptionsReceived { .. }]
    ));
}

#[test]
fn options_tell_what_we_can_do() {
    let mut bench = Bench::new();
    bench.receive(&request("OPTIONS", "1", "", ""));
    let response = bench.one();
    for name in [
        HeaderName::Allow,
        HeaderName::Accept,
        HeaderName::Supported,
        HeaderName::Contact,
    ] {
        assert!(response.header(name).is_some(), "{name:?}");
    }
    assert!(response.body().starts_with(b"v=0"));
}

#[test]
fn bad_requests_are_answered_and_do_no_harm() {
    let mut bench = Bench::new();
    let bad = request("OPTIONS", "1", "no colon here\r\n", "");
    bench.receive(&bad);
    assert_eq!(bench.statuses(), [400]);
    bench.receive("SIP/2.0 200 OK\r\nnonsense\r\n\r\n");
    bench.receive("\r\n\r\n");
    assert!(bench.take_sent().is_empty());
    bench.receive(&request("OPTIONS", "2", "", ""));
    assert_eq!(bench.statuses(), [200]);
}

#[test]
fn dialogs_that_we_do_not_know() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    bench.receive(&in_dialog("BYE", 2, "unknown", "", ""));
    assert_eq!(bench.statuses(), [481]);
    bench.receive(&in_dialog("BYE", 3, &tag, "", "").replace("c1", "c2"));
    assert_eq!(bench.statuses(), [481]);
    bench.receive(&in_dialog("BYE", 4, &tag, "", "").replace("theirs", "others"));
    assert_eq!(bench.statuses(), [481]);
    assert_eq!(bench.agent.calls_live(), 1);
    assert!(bench.take_events().is_empty());
}

#[test]
fn header_rules_and_signalling_events() {
    let mut bench = Bench::new();
    let rule = HeaderRule {
        action: HeaderAction::Add,
        session: None,
        method: "INVITE".into(),
        kinds: MessageKinds::Requests,
        name: "X-Billing".into(),
        value: "usd100".into(),
    };
    let id = bench
        .agent
        .add_header_rule(rule.clone())
        .expect("a good rule");
    let other = HeaderRule {
        session: Some(SessionId(99)),
        ..rule
    };
    assert_eq!(
        bench.agent.add_header_rule(other),
        Err(Error::CoreInviteSessionNotFound)
    );
    bench.agent.set_signalling_callback(true, true);
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    assert_eq!(invite.header_named("x-billing"), Some("usd100"));
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    let events = bench.take_events();
    assert!(
        matches!(
            events[..],
            [
                Event::SignalingSending { session: Some(a), .. },
                Event::SignalingReceived { session: Some(b), .. },
                Event::InviteTrying { .. },
                Event::InviteRinging { .. },
            ] if a == session && b == session
        ),
        "{events:?}"
    );
    assert_eq!(
        bench.agent.remove_header_rule(HeaderAction::Add, id),
        Ok(())
    );
}
