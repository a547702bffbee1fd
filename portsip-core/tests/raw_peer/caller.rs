//! Our calls: what a peer or a proxy may answer.

use std::time::Duration;

use portsip_core::events::Event;
use portsip_core::limits::FORKS_PER_CALL_MAX;
use portsip_core::plan::{MediaAccess, MediaCommand};
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::uri::Uri;

use crate::bench::{Bench, CONTACT, OFFER, address, methods, outgoing_call, response};

#[test]
fn an_invite_says_who_we_are_and_what_we_take() {
    let mut bench = Bench::new();
    bench.call("\"Bob\" <sip:bob@10.0.0.2:5066;transport=udp>");
    assert_eq!(bench.sent[0].0, address("10.0.0.2:5066"));
    let invite = bench.one();
    assert_eq!(invite.from().uri().as_str(), "sip:alice@10.0.0.1");
    assert_eq!(invite.to().display_name(), "Bob");
    assert_eq!(
        invite.header(HeaderName::Contact),
        Some("<sip:alice@10.0.0.1:5060>")
    );
    assert_eq!(invite.header(HeaderName::UserAgent), Some("Bench/1"));
    assert!(
        invite
            .header(HeaderName::Allow)
            .is_some_and(|allow| allow.contains("BYE"))
    );
    assert!(invite.has_token(HeaderName::Supported, "199"));
    assert!(invite.top_via().wants_rport());
    assert!(invite.body().starts_with(b"v=0"));
}

#[test]
fn progress_is_told_as_often_as_it_comes_and_early_media_flows() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "100 Trying", "", "", "").replace(";tag=\r\n", "\r\n"));
    bench.receive(&response(
        &invite,
        "183 Session Progress",
        "a",
        CONTACT,
        OFFER,
    ));
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    bench.receive(&response(&invite, "182 Queued", "a", CONTACT, ""));
    let events = bench.take_events();
    assert!(matches!(
        events[..],
        [
            Event::InviteTrying { .. },
            Event::InviteSessionProgress {
                early_media: true,
                ..
            },
            Event::InviteRinging { status: 180, .. },
            Event::InviteRinging { status: 182, .. },
        ]
    ));
    assert!(matches!(bench.media[..], [MediaCommand::Apply { .. }]));
    assert_eq!(
        bench.agent.media_access(session),
        Ok(MediaAccess::NotEstablished)
    );
    // The answer was in the 183; the 200 repeats nothing.
    bench.receive(&response(&invite, "200 OK", "a", CONTACT, ""));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteAnswered(_), Event::InviteConnected { .. }]
    ));
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
}

#[test]
fn further_answers_are_acknowledged_and_ended() {
    let mut bench = Bench::new();
    let (session, invite) = outgoing_call(&mut bench);
    bench.receive(&response(&invite, "200 OK", "theirs", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.receive(&response(&invite, "200 OK", "other", CONTACT, OFFER));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "BYE"]);
    assert!(
        sent.iter()
            .all(|message| message.to().tag() == Some("other"))
    );
    assert_eq!(sent[0].cseq().number, invite.cseq().number);
    // Also after the call is over.
    bench.hang_up(session);
    let bye = bench.one();
    bench.receive(&response(&bye, "200 OK", "", "", ""));
    assert!(bench.agent.is_drained());
    bench.receive(&response(&invite, "200 OK", "late", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK", "BYE"]);
    assert!(bench.take_events().is_empty());
}

#[test]
fn an_answer_that_crosses_cancel_is_ended() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.hang_up(session);
    assert!(
        bench.take_sent().is_empty(),
        "no CANCEL before a provisional response"
    );
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    assert_eq!(methods(&bench.take_sent()), ["CANCEL"]);
    bench.receive(&response(&invite, "200 OK", "a", CONTACT, OFFER));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "BYE"]);
    bench.receive(&response(&sent[1], "200 OK", "", "", ""));
    assert!(bench.agent.is_drained());
    assert!(bench.take_events().is_empty());
    assert!(matches!(bench.media[..], [MediaCommand::Stop { .. }]));
}

#[test]
fn redirections_are_followed_and_loops_refused() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let first = bench.one();
    let contacts = "Contact: <sip:low@10.0.0.4>;q=0.1, <sip:high@10.0.0.3>;q=0.9\r\n";
    bench.receive(&response(
        &first,
        "302 Moved Temporarily",
        "a",
        contacts,
        "",
    ));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert_eq!(
        sent[1].request_uri().map(Uri::as_str),
        Some("sip:high@10.0.0.3")
    );
    assert_eq!(sent[1].call_id(), first.call_id());
    assert!(sent[1].cseq().number > first.cseq().number);
    let back = "Contact: <sip:bob@10.0.0.2>\r\n";
    bench.receive_from(
        "10.0.0.3:5060",
        &response(&sent[1], "302 Moved", "b", back, ""),
    );
    let sent = bench.take_sent();
    assert_eq!(
        sent[1].request_uri().map(Uri::as_str),
        Some("sip:low@10.0.0.4")
    );
    bench.receive_from(
        "10.0.0.4:5060",
        &response(&sent[1], "302 Moved", "c", back, ""),
    );
    let events = bench.take_events();
    assert!(
        matches!(events[..], [Event::InviteFailure { status: 302, .. }]),
        "{events:?}"
    );
    assert!(bench.agent.is_drained());
}

#[test]
fn a_challenged_call_goes_on_with_credentials() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"\r\n";
    bench.receive(&response(
        &invite,
        "407 Proxy Authentication Required",
        "a",
        challenge,
        "",
    ));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert!(sent[1].header(HeaderName::ProxyAuthorization).is_some());
    assert_eq!(sent[1].from().tag(), invite.from().tag());
    assert_eq!(sent[1].cseq().number, 2);
    bench.receive(&response(&sent[1], "200 OK", "b", CONTACT, OFFER));
    let ack = bench.one();
    assert_eq!(
        ack.header(HeaderName::ProxyAuthorization),
        sent[1].header(HeaderName::ProxyAuthorization)
    );
    bench.take_events();
    // In the dialog the nonce is used again, and a new one taken.
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    let stale =
        "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n2\", qop=\"auth\", stale=true\r\n";
    assert!(
        hold.header(HeaderName::ProxyAuthorization)
            .is_some_and(|text| text.contains("nc=00000002"))
    );
    bench.receive_from(
        "10.0.0.2:5070",
        &response(&hold, "407 Again", "", stale, ""),
    );
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "INVITE"]);
    assert!(
        sent[1]
            .header(HeaderName::ProxyAuthorization)
            .is_some_and(|text| text.contains("n2"))
    );
}

#[test]
fn refused_credentials_end_the_call() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\"\r\n";
    bench.receive(&response(&invite, "401 Unauthorized", "a", challenge, ""));
    let sent = bench.take_sent();
    bench.receive(&response(&sent[1], "401 Unauthorized", "a", challenge, ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteFailure { status: 401, .. }]
    ));
}

#[test]
fn the_next_address_is_tried_after_503() {
    let mut bench = Bench::new();
    bench.call("sip:bob@example.com");
    assert_eq!(bench.sent[0].0, address("10.0.0.7:5060"));
    let invite = bench.one();
    bench.receive_from("10.0.0.7:5060", &response(&invite, "503 No", "a", "", ""));
    assert_eq!(bench.sent[1].0, address("10.0.0.8:5060"));
    let again = bench.take_sent().remove(1);
    bench.receive_from("10.0.0.8:5060", &response(&again, "503 No", "a", "", ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteFailure { status: 503, .. }]
    ));
}

#[test]
fn an_answer_that_never_comes_is_a_timeout() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    bench.receive(&response(&invite, "180 Ringing", "a", CONTACT, ""));
    bench.pass(Duration::from_secs(200));
    assert_eq!(methods(&bench.take_sent())[..1], ["CANCEL"]);
    assert!(matches!(
        bench.take_events().last(),
        Some(Event::InviteFailure { status: 408, .. })
    ));
    bench.pass(Duration::from_mins(1));
    assert!(bench.agent.is_drained());
    assert!(bench.take_events().is_empty());
}

#[test]
fn requests_take_the_recorded_route() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let routed = format!("Record-Route: <sip:10.0.0.5:5080;lr>\r\n{CONTACT}");
    bench.receive(&response(&invite, "200 OK", "theirs", &routed, OFFER));
    assert_eq!(bench.sent[0].0, address("10.0.0.5:5080"));
    let ack = bench.one();
    assert_eq!(
        ack.request_uri().map(Uri::as_str),
        Some("sip:bob@10.0.0.2:5070")
    );
    assert_eq!(
        ack.header(HeaderName::Route),
        Some("<sip:10.0.0.5:5080;lr>")
    );
    bench.hang_up(session);
    assert_eq!(bench.sent[0].0, address("10.0.0.5:5080"));
}

#[test]
fn a_route_by_name_is_resolved_before_the_ack() {
    let mut bench = Bench::new();
    let session = bench.call("sip:bob@10.0.0.2");
    let invite = bench.one();
    let named = "Contact: <sip:bob@pc.example.com>\r\n";
    bench.receive(&response(&invite, "200 OK", "theirs", named, OFFER));
    assert_eq!(bench.sent[0].0, address("10.0.0.7:5060"));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.receive(&response(&invite, "200 OK", "theirs", named, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.hang_up(session);
    assert_eq!(methods(&bench.take_sent()), ["BYE"]);
}

#[test]
fn another_contact_is_tried_after_a_refusal_but_not_after_6xx() {
    let mut bench = Bench::new();
    bench.call("sip:bob@10.0.0.2");
    let first = bench.one();
    let contacts = "Contact: <sip:a@10.0.0.3>, <sip:b@10.0.0.4>, <sip:c@10.0.0.5>\r\n";
    let moved = response(&first, "300 Multiple Choices", "t", contacts, "");
    bench.receive(&moved);
    let second = bench.take_sent().remove(1);
    let busy = response(&second, "486 Busy Here", "t", "", "");
    bench.receive_from("10.0.0.3:5060", &busy);
    let third = bench.take_sent().remove(1);
    assert_eq!(third.request_uri().map(Uri::as_str), Some("sip:b@10.0.0.4"));
    let declined = response(&third, "603 Decline", "t", "", "");
    bench.receive_from("10.0.0.4:5060", &declined);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteFailure { status: 603, .. }]
    ));
    assert!(bench.agent.is_drained());
}

#[test]
fn a_fork_that_nobody_wants_gets_one_bye() {
    let mut bench = Bench::new();
    let (session, invite) = outgoing_call(&mut bench);
    let other = response(&invite, "200 OK", "other", CONTACT, OFFER);
    bench.receive(&other);
    assert_eq!(methods(&bench.take_sent()), ["ACK", "BYE"]);
    bench.receive(&other);
    assert_eq!(
        methods(&bench.take_sent()),
        ["ACK"],
        "the answer was repeated"
    );
    bench.hang_up(session);
    let bye = bench.one();
    bench.receive(&response(&bye, "200 OK", "", "", ""));
    bench.receive(&other);
    assert_eq!(
        methods(&bench.take_sent()),
        ["ACK"],
        "after the call is over"
    );
}

#[test]
fn forks_beyond_the_limit_get_nothing() {
    let mut bench = Bench::new();
    let (_, invite) = outgoing_call(&mut bench);
    for fork in 0..100 {
        let tag = format!("fork{fork}");
        bench.receive(&response(&invite, "200 OK", &tag, CONTACT, OFFER));
    }
    let sent = methods(&bench.take_sent());
    let byes = sent.iter().filter(|method| *method == "BYE").count();
    assert_eq!(byes, FORKS_PER_CALL_MAX);
    assert_eq!(sent.len(), 2 * FORKS_PER_CALL_MAX);
}

#[test]
fn a_fork_that_answers_after_the_transaction_gets_nothing() {
    let mut bench = Bench::new();
    let (_, invite) = outgoing_call(&mut bench);
    bench.pass(Duration::from_secs(33));
    bench.take_sent();
    bench.receive(&response(&invite, "200 OK", "other", CONTACT, OFFER));
    assert!(bench.take_sent().is_empty());
    bench.receive(&response(&invite, "200 OK", "theirs", CONTACT, OFFER));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
}
