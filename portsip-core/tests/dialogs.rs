//! Dialogs of both sides: routes, targets, numbers.

use portsip_core::limits::ROUTE_SET_MAX;
use portsip_core::octets::Octets;
use portsip_core::sip::dialog::{Dialog, DialogError, DialogId, Sequence};
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, Method, RequestBuilder};

fn parse(text: String) -> Message {
    Message::parse(Octets::from(text)).expect("a message")
}

/// A request of Alice to Bob with `extra` header lines.
fn request(method: &str, cseq: u32, to_tag: &str, extra: &str) -> Message {
    parse(format!(
        "{method} sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bKa\r\n\
         From: \"Alice\" <sip:alice@example.com>;tag=alice\r\n\
         To: <sip:bob@example.com>{to_tag}\r\nCall-ID: call\r\nCSeq: {cseq} {method}\r\n{extra}\r\n"
    ))
}

fn invite(extra: &str) -> Message {
    request("INVITE", 7, "", extra)
}

/// A response of Bob to Alice's request with `extra` header lines.
fn response(method: &str, cseq: u32, status: u16, to_tag: &str, extra: &str) -> Message {
    parse(format!(
        "SIP/2.0 {status} x\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bKa\r\n\
         From: \"Alice\" <sip:alice@example.com>;tag=alice\r\n\
         To: <sip:bob@example.com>{to_tag}\r\nCall-ID: call\r\nCSeq: {cseq} {method}\r\n{extra}\r\n"
    ))
}

fn answer(status: u16, to_tag: &str, extra: &str) -> Message {
    response("INVITE", 7, status, to_tag, extra)
}

const CONTACT: &str = "Contact: <sip:bob@192.0.2.2:5070>\r\n";

fn caller(extra: &str) -> Dialog {
    let ok = answer(200, ";tag=bob", &format!("{CONTACT}{extra}"));
    Dialog::from_response(&invite(""), &ok).expect("a dialog")
}

fn callee(extra: &str) -> Dialog {
    let contact = "Contact: <sip:alice@192.0.2.1>\r\n";
    Dialog::from_request(&invite(&format!("{contact}{extra}")), "bob").expect("a dialog")
}

/// What a request is made of, as the peer reads it.
fn sent(builder: &mut RequestBuilder) -> Message {
    builder.via("UDP", "192.0.2.1:5060", "z9hG4bKb");
    Message::parse(builder.build().expect("built")).expect("a request")
}

fn routes(message: &Message) -> Vec<&str> {
    message.headers(HeaderName::Route).collect()
}

fn uri(message: &Message) -> &str {
    message.request_uri().map_or("", |uri| uri.as_str())
}

#[test]
fn a_caller_speaks_as_it_spoke_in_its_invite() {
    let mut dialog = caller("");
    assert_eq!(*dialog.id(), DialogId::new("call", "alice", "bob"));
    let bye = sent(&mut dialog.request(Method::Bye));
    assert_eq!(uri(&bye), "sip:bob@192.0.2.2:5070");
    assert_eq!(
        bye.from().as_str(),
        "\"Alice\" <sip:alice@example.com>;tag=alice"
    );
    assert_eq!(bye.to().as_str(), "<sip:bob@example.com>;tag=bob");
    assert_eq!((bye.call_id(), bye.cseq().number), ("call", 8));
    assert_eq!(bye.max_forwards(), Ok(Some(70)));
    assert_eq!(dialog.next_hop().as_str(), "sip:bob@192.0.2.2:5070");
}

#[test]
fn a_callee_speaks_with_the_sides_exchanged() {
    let mut dialog = callee("");
    assert_eq!(*dialog.id(), DialogId::new("call", "bob", "alice"));
    let bye = sent(&mut dialog.request(Method::Bye));
    assert_eq!(uri(&bye), "sip:alice@192.0.2.1");
    assert_eq!(bye.from().as_str(), "<sip:bob@example.com>;tag=bob");
    assert_eq!(bye.to().tag(), Some("alice"));
    assert_eq!(bye.cseq().number, 1);
}

#[test]
fn record_routes_are_reversed_for_the_caller_only() {
    let recorded = "Record-Route: <sip:p3;lr>, <sip:p2;lr>\r\nRecord-Route: <sip:p1;lr>\r\n";
    let mut caller = caller(recorded);
    let bye = sent(&mut caller.request(Method::Bye));
    assert_eq!(routes(&bye), ["<sip:p1;lr>", "<sip:p2;lr>", "<sip:p3;lr>"]);
    assert_eq!(uri(&bye), "sip:bob@192.0.2.2:5070");
    assert_eq!(caller.next_hop().as_str(), "sip:p1;lr");
    let mut callee = callee(recorded);
    let bye = sent(&mut callee.request(Method::Bye));
    assert_eq!(routes(&bye), ["<sip:p3;lr>", "<sip:p2;lr>", "<sip:p1;lr>"]);
    assert_eq!(callee.route_set().len(), 3);
}

#[test]
fn a_strict_router_takes_the_place_of_the_request_uri() {
    let mut dialog = callee("Record-Route: <sip:strict>, <sip:loose;lr>\r\n");
    let bye = sent(&mut dialog.request(Method::Bye));
    assert_eq!(uri(&bye), "sip:strict");
    assert_eq!(routes(&bye), ["<sip:loose;lr>", "<sip:alice@192.0.2.1>"]);
    assert_eq!(dialog.next_hop().as_str(), "sip:strict");
}

#[test]
fn routes_are_limited() {
    let routes = |count: usize| "Record-Route: <sip:p;lr>\r\n".repeat(count);
    let dialog = callee(&routes(ROUTE_SET_MAX));
    assert_eq!(dialog.route_set().len(), ROUTE_SET_MAX);
    let long = invite(&format!("{CONTACT}{}", routes(ROUTE_SET_MAX + 1)));
    let error = Dialog::from_request(&long, "bob").err();
    assert_eq!(error, Some(DialogError::TooManyRoutes));
    let broken = invite(&format!("{CONTACT}Record-Route: <sip:p\r\n"));
    let error = Dialog::from_request(&broken, "bob").err();
    assert_eq!(error, Some(DialogError::BadRecordRoute));
}

#[test]
fn the_target_follows_the_latest_contact() {
    let moved = "Contact: <sip:bob@192.0.2.99;x=1?Subject=y>\r\n";
    let mut dialog = caller("");
    let reinvite = response("INVITE", 8, 200, ";tag=bob", moved);
    dialog.handle_response(&reinvite).expect("taken");
    assert_eq!(dialog.next_hop().as_str(), "sip:bob@192.0.2.99;x=1");
    for method in ["INVITE", "UPDATE"] {
        let mut dialog = callee("");
        let refresh = request(method, 8, ";tag=bob", "Contact: <sip:alice@192.0.2.77>\r\n");
        assert_eq!(dialog.handle_request(&refresh), Sequence::InOrder);
        assert_eq!(dialog.next_hop().as_str(), "sip:alice@192.0.2.1");
        dialog.accept(&refresh);
        assert_eq!(dialog.next_hop().as_str(), "sip:alice@192.0.2.77");
    }
}

#[test]
fn the_target_stays_for_other_methods_refusals_and_bad_contacts() {
    let moved = "Contact: <sip:bob@192.0.2.99>\r\n";
    let mut dialog = caller("");
    let target = dialog.next_hop().clone();
    for (method, status, contact) in [
        ("INFO", 200, moved),
        ("INVITE", 488, moved),
        ("INVITE", 180, moved),
        ("INVITE", 200, "Contact: <mailto:bob@example.com>\r\n"),
        ("INVITE", 200, ""),
    ] {
        let response = response(method, 8, status, ";tag=bob", contact);
        dialog.handle_response(&response).expect("taken");
        assert_eq!(*dialog.next_hop(), target, "{method} {status}");
    }
}

#[test]
fn a_request_with_a_lower_number_is_too_late() {
    let mut dialog = callee("");
    let info = |cseq| request("INFO", cseq, ";tag=bob", "");
    assert_eq!(dialog.handle_request(&info(9)), Sequence::InOrder);
    assert_eq!(dialog.handle_request(&info(8)), Sequence::TooLate);
    assert_eq!(dialog.handle_request(&info(50)), Sequence::InOrder);
    let ack = request("ACK", 7, ";tag=bob", "");
    assert_eq!(dialog.handle_request(&ack), Sequence::InOrder);
    assert_eq!(dialog.handle_request(&info(49)), Sequence::TooLate);
}

#[test]
fn a_late_request_does_not_move_the_target() {
    let mut dialog = callee("");
    let contact = "Contact: <sip:alice@192.0.2.77>\r\n";
    let late = request("INVITE", 6, ";tag=bob", contact);
    assert_eq!(dialog.handle_request(&late), Sequence::TooLate);
    assert_eq!(dialog.next_hop().as_str(), "sip:alice@192.0.2.1");
}

#[test]
fn the_caller_learns_the_peers_number_from_its_first_request() {
    let mut dialog = caller("");
    let info = |cseq| request("INFO", cseq, ";tag=alice", "");
    assert_eq!(dialog.handle_request(&info(3)), Sequence::InOrder);
    assert_eq!(dialog.handle_request(&info(2)), Sequence::TooLate);
}

#[test]
fn an_ack_has_the_number_and_the_credentials_of_its_invite() {
    let credentials = "Proxy-Authorization: Digest username=\"alice\"\r\n\
                       Authorization: Digest username=\"a\"\r\n";
    let mut dialog = caller("Record-Route: <sip:p1;lr>\r\n");
    dialog.request(Method::Info);
    let ack = sent(&mut dialog.ack(&invite(credentials)));
    assert_eq!(*ack.method(), Method::Ack);
    assert_eq!(ack.cseq().number, 7);
    assert_eq!(routes(&ack), ["<sip:p1;lr>"]);
    assert_eq!(
        ack.header(HeaderName::ProxyAuthorization),
        Some("Digest username=\"alice\"")
    );
    assert!(ack.header(HeaderName::Authorization).is_some());
    assert_eq!(dialog.local_cseq(), 8);
}

#[test]
fn the_2xx_sets_routes_and_target_of_an_early_dialog_anew() {
    let mut dialog =
        Dialog::from_response(&invite(""), &answer(180, ";tag=bob", "")).expect("early");
    assert_eq!(dialog.next_hop().as_str(), "sip:bob@example.com");
    let recorded = |proxy: &str| format!("{CONTACT}Record-Route: <sip:{proxy};lr>\r\n");
    let ok = answer(200, ";tag=bob", &recorded("p1"));
    dialog.handle_response(&ok).expect("taken");
    let bye = sent(&mut dialog.request(Method::Bye));
    assert_eq!(routes(&bye), ["<sip:p1;lr>"]);
    assert_eq!(uri(&bye), "sip:bob@192.0.2.2:5070");
    // The routes of a confirmed dialog stay.
    let again = response("INVITE", 8, 200, ";tag=bob", &recorded("p2"));
    dialog.handle_response(&again).expect("taken");
    assert_eq!(dialog.next_hop().as_str(), "sip:p1;lr");
}

#[test]
fn forks_number_their_requests_apart() {
    let invite = invite("");
    let dialog = |tag| Dialog::from_response(&invite, &answer(183, tag, CONTACT)).expect("early");
    let (mut one, mut two) = (dialog(";tag=1"), dialog(";tag=2"));
    one.request(Method::Prack);
    one.request(Method::Update);
    two.request(Method::Prack);
    assert_eq!((one.local_cseq(), two.local_cseq()), (9, 8));
}

#[test]
fn only_tagged_provisional_and_2xx_responses_make_dialogs() {
    for (status, tag) in [
        (100, ";tag=bob"),
        (180, ""),
        (302, ";tag=bob"),
        (486, ";tag=bob"),
    ] {
        let made = Dialog::from_response(&invite(""), &answer(status, tag, CONTACT));
        assert_eq!(made.err(), Some(DialogError::NotDialogForming), "{status}");
    }
}

#[test]
fn an_old_peer_has_no_tag() {
    let dialog = Dialog::from_response(&invite(""), &answer(200, "", CONTACT)).expect("a dialog");
    assert_eq!(dialog.id().remote_tag(), "");
}

#[test]
fn an_invite_without_a_usable_contact_makes_no_dialog() {
    for contact in [
        "",
        "Contact: *\r\n",
        "Contact: <tel:+1>\r\n",
        "Contact: <sip:x\r\n",
    ] {
        let made = Dialog::from_request(&invite(contact), "bob");
        assert_eq!(made.err(), Some(DialogError::BadContact), "{contact}");
    }
}

#[test]
fn a_sips_call_makes_a_secure_dialog() {
    let text = String::from_utf8_lossy(invite(CONTACT).raw()).into_owned();
    let secure = parse(text.replace("INVITE sip:", "INVITE sips:"));
    assert!(Dialog::from_request(&secure, "bob").is_ok_and(|dialog| dialog.is_secure()));
    assert!(!callee("").is_secure());
}
