//! Requests and responses as they are written.

use std::net::SocketAddr;

use portsip_core::limits::{REQUEST_BODY_BYTES_MAX, SIP_HEAD_BYTES_MAX, SIP_MESSAGE_BYTES_MAX};
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{
    Message, Method, ParseErrorKind, RequestBuilder, ResponseBuilder, StatusCode, WriteError,
    ack_for_failure, cancel_for,
};
use portsip_core::sip::uri::Uri;

const INVITE: &str = "INVITE sip:bob@h SIP/2.0\r\n\
    v: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKtop;rport;keep=\"a;b\", SIP/2.0/UDP below\r\n\
    Via: SIP/2.0/TCP lowest;branch=z9hG4bKlow\r\n\
    Record-Route: <sip:p1;lr>\r\n\
    Record-Route: <sip:p2;lr>, <sip:p3;lr>\r\n\
    Route: <sip:r1;lr>\r\n\
    f: \"Alice\" <sip:alice@h>;tag=a\r\n\
    t: <sip:bob@h>\r\n\
    i: call\r\n\
    CSeq: 7 INVITE\r\n\
    Timestamp: 54\r\n\
    l: 4\r\n\r\nbody";

fn invite() -> Message {
    Message::parse(Octets::from_static(INVITE.as_bytes())).expect("well-formed")
}

fn parse(raw: Result<Octets, WriteError>) -> Message {
    Message::parse(raw.expect("written")).expect("well-formed")
}

fn source() -> SocketAddr {
    ([192, 0, 2, 9], 40_000).into()
}

#[test]
fn a_response_repeats_what_it_must() {
    let request = invite();
    let mut builder = ResponseBuilder::new(&request, StatusCode::RINGING, Some("b"));
    builder.record_routes(&request);
    let response = parse(builder.build());
    assert_eq!(response.status(), Some(StatusCode::RINGING));
    assert_eq!(response.reason(), "Ringing");
    let vias: Vec<String> = response
        .vias()
        .map(|via| via.expect("Via").to_string())
        .collect();
    assert_eq!(
        vias,
        [
            "SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKtop;rport;keep=\"a;b\"",
            "SIP/2.0/UDP below",
            "SIP/2.0/TCP lowest;branch=z9hG4bKlow",
        ]
    );
    assert_eq!(response.from().as_str(), request.from().as_str());
    assert_eq!(response.to().as_str(), "<sip:bob@h>;tag=b");
    assert_eq!(response.call_id(), "call");
    assert_eq!(response.cseq(), request.cseq());
    let routes: Vec<String> = response
        .record_routes()
        .map(|route| route.expect("route").uri().to_string())
        .collect();
    assert_eq!(routes, ["sip:p1;lr", "sip:p2;lr", "sip:p3;lr"]);
    assert_eq!(response.header(HeaderName::ContentLength), Some("0"));
    assert_eq!(response.header(HeaderName::Timestamp), None);
    let trying = parse(ResponseBuilder::new(&request, StatusCode::TRYING, None).build());
    assert_eq!(trying.header(HeaderName::Timestamp), Some("54"));
    assert_eq!(trying.to().tag(), None);
}

#[test]
fn a_tag_goes_behind_a_semicolon_that_stands_alone() {
    let raw = INVITE.replace("t: <sip:bob@h>", "t: <sip:bob@h> ; ");
    let request = parse(Ok(raw.into()));
    let response = parse(ResponseBuilder::new(&request, StatusCode::OK, Some("b")).build());
    assert_eq!(response.to().as_str(), "<sip:bob@h>;tag=b");
}

#[test]
fn the_top_via_learns_the_source() {
    let mut request = invite();
    request.set_source(source());
    let response = parse(ResponseBuilder::new(&request, StatusCode::OK, Some("b")).build());
    let via = response.top_via();
    assert_eq!(via.received(), Some(source().ip()));
    assert_eq!(via.rport(), Some(40_000));
    assert_eq!(via.branch(), Some("z9hG4bKtop"));
    assert_eq!(via.params().value("keep"), Some("\"a;b\""));
    assert_eq!(via.sent_by(), "10.0.0.1:5060");
    assert_eq!(response.vias().count(), 3);

    // Without rport and from where it says, nothing is added.
    let text = INVITE
        .replace(";rport", "")
        .replace("10.0.0.1", "192.0.2.9");
    let mut request = Message::parse(Octets::from(text)).expect("well-formed");
    request.set_source(source());
    let response = parse(ResponseBuilder::new(&request, StatusCode::OK, Some("b")).build());
    assert!(!response.top_via().params().contains("received"));

    // A name in the Via cannot be compared, so the address is told.
    let text = INVITE.replace(";rport", "").replace("10.0.0.1", "phone");
    let mut request = Message::parse(Octets::from(text)).expect("well-formed");
    request.set_source(([0xfd00, 0, 0, 0, 0, 0, 0, 1], 5060).into());
    let response = parse(ResponseBuilder::new(&request, StatusCode::OK, Some("b")).build());
    assert_eq!(response.top_via().received(), "fd00::1".parse().ok());
}

#[test]
fn ack_and_cancel_follow_the_invite() {
    let request = invite();
    let response = parse(ResponseBuilder::new(&request, StatusCode::BUSY_HERE, Some("b")).build());
    let ack = parse(ack_for_failure(&request, &response));
    let cancel = parse(cancel_for(&request));
    for message in [&ack, &cancel] {
        assert_eq!(message.request_uri(), request.request_uri());
        assert_eq!(message.vias().count(), 1);
        assert_eq!(message.top_via(), request.top_via());
        assert_eq!(message.from(), request.from());
        assert_eq!(message.call_id(), "call");
        assert_eq!(message.cseq().number, 7);
        assert_eq!(message.header(HeaderName::Route), Some("<sip:r1;lr>"));
        assert_eq!(message.body(), b"");
    }
    assert_eq!(ack.method(), &Method::Ack);
    assert_eq!(ack.to().tag(), Some("b"));
    assert_eq!(cancel.method(), &Method::Cancel);
    assert_eq!(cancel.to().tag(), None);
}

#[test]
fn a_request_can_be_sent_again_changed() {
    let mut again = RequestBuilder::from_message(&invite()).expect("a request");
    again
        .via("TCP", "h:5", "z9hG4bKnew")
        .set_header_named("cseq", "8 INVITE")
        .set_header_named("X-Rule", "1")
        .set_header_named("x-rule", "2")
        .remove_header("Timestamp");
    assert!(again.has_header("Call-ID") && !again.has_header("Timestamp"));
    let again = parse(again.build());
    let vias: Vec<String> = again
        .vias()
        .map(|via| via.expect("Via").to_string())
        .collect();
    assert_eq!(
        vias,
        [
            "SIP/2.0/TCP h:5;rport;branch=z9hG4bKnew",
            "SIP/2.0/UDP below",
            "SIP/2.0/TCP lowest;branch=z9hG4bKlow",
        ]
    );
    assert_eq!(again.cseq().number, 8);
    assert_eq!(again.headers_named("X-Rule").collect::<Vec<_>>(), ["2"]);
    assert_eq!(again.headers(HeaderName::ContentLength).count(), 1);
    assert_eq!(again.body(), b"body");
    assert!(
        RequestBuilder::from_message(&parse(
            ResponseBuilder::new(&invite(), StatusCode::OK, None).build()
        ))
        .is_none()
    );
}

#[test]
fn a_body_set_twice_has_one_type() {
    let uri = Uri::sip("a", "h", None).expect("uri");
    let mut request = RequestBuilder::from_message(&invite()).expect("a request");
    request.via("UDP", "h", "b");
    request.body("text/plain", "one").body("text/html", "two");
    let request = parse(request.build());
    let kinds: Vec<&str> = request.headers(HeaderName::ContentType).collect();
    assert_eq!((kinds, request.body()), (vec!["text/html"], &b"two"[..]));
    let large = RequestBuilder::new(Method::Message, &uri)
        .body("text/plain", vec![b'a'; SIP_MESSAGE_BYTES_MAX])
        .build();
    assert_eq!(large, Err(WriteError::TooLarge));
}

#[test]
fn the_largest_body_passes_and_the_largest_head_does_not_grow_by_it() {
    let uri = Uri::sip("a", "h", None).expect("uri");
    let mut request = RequestBuilder::from_message(&invite()).expect("a request");
    request
        .via("UDP", "h", "b")
        .body("text/plain", vec![b'a'; REQUEST_BODY_BYTES_MAX]);
    let request = parse(request.build());
    assert_eq!(request.body().len(), REQUEST_BODY_BYTES_MAX);
    let long = "x".repeat(SIP_HEAD_BYTES_MAX);
    let written = RequestBuilder::new(Method::Message, &uri)
        .header(HeaderName::Subject, &long)
        .build();
    assert_eq!(written, Err(WriteError::TooLarge));
    let text = String::from_utf8(request.raw().to_vec()).expect("text");
    let text = text.replacen("\r\n\r\n", &format!("\r\nX: {long}\r\n\r\n"), 1);
    let text = text.trim_end_matches('a').replace("65536", "0");
    assert!(text.len() < SIP_MESSAGE_BYTES_MAX);
    let problem = Message::parse(Octets::from(text)).map_err(|error| error.kind());
    assert_eq!(problem.err(), Some(ParseErrorKind::TooLarge));
}

#[test]
fn what_repeats_or_contradicts_itself_is_refused() {
    let kind = |text: &str| {
        let raw = Octets::from(text.to_owned());
        Message::parse(raw).map_err(|error| error.kind()).err()
    };
    let with = |line: &str| kind(&INVITE.replace("l: 4\r\n", line));
    assert_eq!(with("l: 4\r\n"), None);
    assert_eq!(with(""), None, "a datagram has an end");
    assert_eq!(
        with("l: 4\r\nContent-Length: 4\r\n"),
        Some(ParseErrorKind::Repeated(HeaderName::ContentLength))
    );
    for length in ["-1", "+4", "4 4", "4,4", "0x4", "4294967300", ""] {
        let line = format!("l: {length}\r\n");
        assert_eq!(
            with(&line),
            Some(ParseErrorKind::BadContentLength),
            "{length}"
        );
    }
    assert_eq!(with("l: 5\r\n"), Some(ParseErrorKind::BodyTruncated));
    assert_eq!(with("i: call\r\n"), None, "the same again does no harm");
    assert_eq!(
        with("Call-ID: other\r\n"),
        Some(ParseErrorKind::Repeated(HeaderName::CallId))
    );
    assert_eq!(
        with("X: a\rVia: b\r\n"),
        Some(ParseErrorKind::ForbiddenByte)
    );
    assert_eq!(with("X: a\0b\r\n"), Some(ParseErrorKind::ForbiddenByte));
    assert_eq!(with("no colon\r\n"), Some(ParseErrorKind::BadHeaderLine));
    assert_eq!(with("b@d: x\r\n"), Some(ParseErrorKind::BadHeaderLine));
    assert_eq!(
        with(&"X: y\r\n".repeat(300)),
        Some(ParseErrorKind::TooManyHeaders)
    );
    assert_eq!(kind("\r\n\r\n"), Some(ParseErrorKind::Empty));
    assert_eq!(kind(&"x".repeat(70_000)), Some(ParseErrorKind::TooLarge));
}

#[test]
fn leniency_where_it_does_no_harm() {
    let text = format!("\r\n\r\n{}", INVITE.replace("\r\n", "\n"));
    let message = Message::parse(Octets::from(text)).expect("bare LF");
    assert_eq!(message.body(), b"body");
    let (before, behind) = INVITE.split_once("Alice").expect("is there");
    let latin = [before.as_bytes(), b"Ali\xE7e", behind.as_bytes()].concat();
    let message = Message::parse(Octets::from(latin)).expect("not UTF-8");
    assert_eq!(message.from().display_name(), "Ali?e");
    assert_eq!(message.raw()[..6], *b"INVITE");
    let folded = INVITE.replace("CSeq: 7 INVITE", "CSeq:\r\n\t7\r\n  INVITE");
    let message = Message::parse(Octets::from(folded)).expect("folded");
    assert_eq!(message.cseq().number, 7);
    assert!(
        !message
            .header(HeaderName::CSeq)
            .expect("is there")
            .contains('\n')
    );
}

#[test]
fn the_same_bytes_become_the_same_text_wherever_they_stand() {
    let twice = "i: 7\u{117}\r\nX: ";
    let (before, behind) = INVITE.split_once("i: ").expect("is there");
    let (_, behind) = behind.split_once("\r\n").expect("a line ends");
    let raw = [
        before.as_bytes(),
        twice.as_bytes(),
        b"\xE7\r\n",
        b"i: 7\xC4\x97\r\n",
        behind.as_bytes(),
    ];
    let message = Message::parse(Octets::from(raw.concat())).expect("repeated, and the same");
    let values: Vec<_> = message.headers(HeaderName::CallId).collect();
    assert_eq!(values, ["7\u{117}", "7\u{117}"]);
    assert_eq!(message.header_named("X"), Some("?"));
}

#[test]
fn an_answer_to_a_broken_request_goes_back_where_it_came_from() {
    let broken = INVITE.replace("l: 4", "l: 4\r\nl: 5");
    let error = Message::parse(Octets::from(broken)).expect_err("malformed");
    let reply = parse(Ok(error.reply(source()).expect("can be answered")));
    assert_eq!(reply.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(reply.reason(), "Bad Request (repeated Content-Length)");
    assert_eq!(reply.top_via().rport(), Some(40_000));
    assert_eq!(reply.vias().count(), 3);
    for silent in [
        INVITE.replace("INVITE", "ACK").replace("l: 4", "l: -4"),
        INVITE.replace("v: ", "X: ").replace("Via: ", "Y: "),
        INVITE.replace("INVITE sip:bob@h SIP/2.0", "SIP/2.0 9999 x"),
    ] {
        let error = Message::parse(Octets::from(silent)).expect_err("malformed");
        assert_eq!(error.reply(source()), None);
    }
}
