//! Calls that are up: holds, offers, glare, keys.

use std::time::Duration;

use portsip_core::error::Error;
use portsip_core::events::Event;
use portsip_core::plan::{Direction, MediaAccess, MediaCommand};
use portsip_core::sip::header::HeaderName;

use crate::bench::{
    Bench, CONTACT, OFFER, in_dialog, incoming_call, methods, outgoing_call, response,
};

#[test]
fn changes_from_the_other_side() {
    let mut bench = Bench::new();
    let (session, tag) = incoming_call(&mut bench);
    let held = OFFER
        .replace("o=p 1 1", "o=p 1 2")
        .replace("a=rtpmap", "a=sendonly\r\na=rtpmap");
    bench.receive(&in_dialog("INVITE", 2, &tag, "", &held));
    assert!(bench.one().body().starts_with(b"v=0"));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteHold { .. }]
    ));
    bench.receive(&in_dialog("ACK", 2, &tag, "", ""));
    // The same once more changes nothing.
    bench.receive(&in_dialog("INVITE", 3, &tag, "", &held));
    bench.receive(&in_dialog("ACK", 3, &tag, "", ""));
    assert!(bench.take_events().is_empty());
    bench.take_sent();
    let resumed = OFFER.replace("o=p 1 1", "o=p 1 3");
    bench.receive(&in_dialog("UPDATE", 4, &tag, "", &resumed));
    assert_eq!(bench.statuses(), [200]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteUnHold { .. }]
    ));
    let moved = OFFER.replace("o=p 1 1", "o=p 1 4").replace("4000", "4002");
    bench.receive(&in_dialog("INVITE", 5, &tag, "", &moved));
    bench.receive(&in_dialog("ACK", 5, &tag, "", ""));
    assert!(matches!(
        bench.take_events()[..],
        [Event::InviteUpdated { .. }]
    ));
    let bad = OFFER.replace("RTP/AVP 0", "RTP/AVP 3");
    bench.take_sent();
    bench.receive(&in_dialog("INVITE", 6, &tag, "", &bad));
    assert_eq!(bench.statuses(), [488]);
    bench.receive(&in_dialog("INVITE", 1, &tag, "", &bad));
    assert_eq!(bench.statuses(), [500]);
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
}

#[test]
fn an_offer_of_ours_meets_theirs() {
    let mut bench = Bench::new();
    let (session, tag) = incoming_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let ours = bench.one();
    bench.receive(&in_dialog("INVITE", 2, &tag, "", OFFER));
    assert_eq!(bench.statuses(), [491]);
    bench.receive(&response(&ours, "491 Request Pending", "", "", ""));
    assert_eq!(methods(&bench.take_sent()), ["ACK"]);
    bench.pass(Duration::from_millis(2010));
    // Our 491 may be repeated before it.
    let sent = bench.take_sent();
    let again = sent.iter().find(|message| message.is_request());
    let again = again.expect("the hold goes again");
    assert_eq!(again.method().to_string(), "INVITE");
    let answer = OFFER.replace("a=rtpmap", "a=recvonly\r\na=rtpmap");
    bench.receive(&response(again, "200 OK", "", CONTACT, &answer));
    let Some(MediaCommand::Apply { plan, .. }) = bench.media.last() else {
        panic!("{:?}", bench.media);
    };
    let audio = plan.audio.as_ref().expect("audio");
    assert_eq!((audio.direction, audio.held), (Direction::SendOnly, true));
}

#[test]
fn a_refused_hold_is_undone() {
    let mut bench = Bench::new();
    let (session, _) = outgoing_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    bench.receive(&response(&hold, "488 Not Acceptable Here", "", "", ""));
    assert_eq!(bench.agent.media_access(session), Ok(MediaAccess::Live));
    let Some(MediaCommand::Apply { plan, .. }) = bench.media.last() else {
        panic!("{:?}", bench.media);
    };
    assert!(!plan.audio.as_ref().expect("audio").held);
    assert_eq!(
        bench.agent.un_hold(bench.now, session),
        Err(Error::CoreCallNotHold)
    );
    assert!(bench.take_events().is_empty());
}

#[test]
fn a_dialog_that_is_gone_ends_the_call() {
    let mut bench = Bench::new();
    let (session, _) = outgoing_call(&mut bench);
    bench.agent.hold(bench.now, session).expect("holds");
    bench.drain();
    let hold = bench.one();
    bench.receive(&response(&hold, "481 Gone", "", "", ""));
    let sent = bench.take_sent();
    assert_eq!(methods(&sent), ["ACK", "BYE"]);
    let gone = "Call/Transaction Does Not Exist";
    let header = format!("SIP;cause=481;text=\"{gone}\"");
    assert_eq!(sent[1].header(HeaderName::Reason), Some(header.as_str()));
    assert_eq!(bench.take_close_reason(), (481, gone.to_owned()));
}

#[test]
fn a_reinvite_without_an_offer_gets_ours() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    bench.receive(&in_dialog("INVITE", 2, &tag, "", ""));
    assert!(bench.one().body().starts_with(b"v=0"));
    let answer = OFFER.replace("a=rtpmap", "a=inactive\r\na=rtpmap");
    bench.receive(&in_dialog("ACK", 2, &tag, "", &answer));
    assert!(matches!(
        bench.take_events()[..],
        [Event::RemoteHold { .. }]
    ));
}

#[test]
fn info_is_a_key_or_for_the_program_or_unsupported() {
    let mut bench = Bench::new();
    let (_, tag) = incoming_call(&mut bench);
    let relay = "Content-Type: application/dtmf-relay\r\n";
    bench.receive(&in_dialog(
        "INFO",
        2,
        &tag,
        relay,
        "Signal=#\r\nDuration=100\r\n",
    ));
    assert_eq!(bench.statuses(), [200]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::DtmfReceived { tone: 11, .. }]
    ));
    let other = "Content-Type: application/x-other\r\n";
    bench.receive(&in_dialog("INFO", 3, &tag, other, "x"));
    assert_eq!(bench.statuses(), [415]);
    assert!(bench.take_events().is_empty());
    bench.receive(&in_dialog("INFO", 4, &tag, "", ""));
    assert_eq!(bench.statuses(), [200]);
    let picture = "Content-Type: application/media_control+xml\r\n";
    bench.receive(&in_dialog("INFO", 5, &tag, picture, "<x/>"));
    assert_eq!(bench.statuses(), [200]);
    assert!(matches!(
        bench.take_events()[..],
        [Event::InfoReceived { .. }, Event::InfoReceived { .. }]
    ));
}
