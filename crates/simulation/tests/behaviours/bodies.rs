//! INVITEs whose bodies are not just a session description: RFC 3261 §8.2.3,
//! RFC 5621.

use std::fmt::Write as _;
use std::net::SocketAddr;

use portsip_core::plan::Direction;
use simulation::{PeerId, Received, World, milliseconds};

use super::messages::{Request, pcmu};

/// What a peer's INVITE with these header lines and this body is answered with.
fn invite(world: &mut World, peer: PeerId, to: SocketAddr, headers: &str, body: &str) -> u16 {
    let from = world.peer_address(peer);
    let number = world.inbox(peer).len();
    let length = body.len();
    let text = format!(
        "INVITE sip:alice@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bKb{number}\r\n\
         Max-Forwards: 70\r\nFrom: <sip:peer@{from}>;tag=p\r\nTo: <sip:alice@{to}>\r\n\
         Call-ID: b{number}\r\nCSeq: 1 INVITE\r\nContact: <sip:peer@{from}>\r\n\
         {headers}Content-Length: {length}\r\n\r\n{body}"
    );
    world.send(peer, to, text);
    world.run_for(milliseconds(100));
    let call_id = format!("b{number}");
    let last = world
        .last_received(peer, |received| received.message.call_id() == call_id)
        .expect("an answer");
    let status = last.message.status().expect("a response").code();
    if status == 415 {
        assert_eq!(
            last.message.header_named("Accept"),
            Some("application/sdp, multipart/mixed")
        );
    }
    status
}

/// The parts, each with its header lines, as a body.
fn multipart(parts: &[(&str, &str)]) -> String {
    let mut text = String::from("preamble\r\n");
    for (head, body) in parts {
        // Writing into a String cannot fail.
        let _ = write!(text, "--cut\r\n{head}\r\n{body}\r\n");
    }
    text + "--cut--\r\n"
}

const MIXED: &str = "Content-Type: multipart/mixed;boundary=\"cut\"\r\n";
const SDP: &str = "Content-Type: application/sdp\r\n";
const CODED: &str = "Content-Encoding: gzip\r\n";
const ISUP: &str = "Content-Type: application/isup\r\n";
const OPTIONAL: &str = "Content-Type: application/isup\r\n\
     Content-Disposition: signal; handling=optional\r\n";

#[test]
fn each_body_is_taken_or_refused_as_its_type_and_disposition_say() {
    let mut world = World::new(1);
    let alice = world.add_agent_with("alice", 100);
    let peer = world.add_peer("peer");
    let to = world.address(alice);
    let sdp = pcmu(world.peer_address(peer), "sendrecv");
    let both = multipart(&[(SDP, &sdp), (OPTIONAL, "xx")]);
    let needed = multipart(&[(SDP, &sdp), (ISUP, "xx")]);
    let early = format!("{SDP}Content-Disposition: early-session");
    let session = format!("{SDP}Content-Disposition: session;handling=required\r\n");
    let alternative = MIXED.replace("mixed", "alternative");
    let cases: Vec<(String, &str, u16)> = vec![
        (SDP.to_owned(), &sdp, 180),
        (session, &sdp, 180),
        (String::new(), &sdp, 180),
        (String::new(), "something else", 415),
        (ISUP.to_owned(), "xx", 415),
        (OPTIONAL.to_owned(), "xx", 180),
        (format!("{early}\r\n"), &sdp, 415),
        (format!("{early};handling=optional\r\n"), &sdp, 180),
        ("Content-Type: nonsense\r\n".to_owned(), &sdp, 415),
        (format!("{SDP}{CODED}"), "xx", 415),
        (format!("{OPTIONAL}{CODED}"), "xx", 180),
        (format!("{SDP}Content-Encoding: identity\r\n"), &sdp, 180),
        (MIXED.to_owned(), &both, 180),
        (MIXED.to_owned(), &needed, 415),
        (alternative, &needed, 180),
        (MIXED.replace("cut", r"c\ut"), &both, 180),
        (MIXED.to_owned(), "--cut\r\n", 400),
        ("Content-Type: multipart/mixed\r\n".to_owned(), &both, 400),
    ];
    for (headers, body, expected) in cases {
        let status = invite(&mut world, peer, to, &headers, body);
        assert_eq!(status, expected, "{headers}{body}");
    }
}

#[test]
fn a_coding_is_refused_by_a_method_that_has_no_types_of_its_own() {
    let mut world = World::new(5);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let to = world.address(alice);
    let request = Request {
        method: "OPTIONS",
        uri: &format!("sip:alice@{to}"),
        from: world.peer_address(peer),
        branch: "coded",
        call_id: "coded",
        to_tag: "",
        cseq: 1,
        headers: CODED,
        body: "xx",
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(100));
    let refusal = world.inbox(peer).last().expect("an answer");
    assert!(refusal.is_response(415));
    let accept = refusal.message.header_named("Accept");
    assert_eq!(accept, Some("multipart/mixed"));
    let coding = refusal.message.header_named("Accept-Encoding");
    assert_eq!(coding, Some("identity"));
}

#[test]
fn a_coding_does_not_keep_a_bye_from_ending_the_call() {
    let mut world = World::new(6);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (uri, from, to) = (
        world.uri(alice),
        world.peer_address(peer),
        world.address(alice),
    );
    let offer = pcmu(from, "sendrecv");
    let mut request = Request {
        method: "INVITE",
        uri: &uri,
        from,
        branch: "invite",
        call_id: "coded",
        to_tag: "",
        cseq: 1,
        headers: "",
        body: &offer,
    };
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let ringing = world.last_received(peer, |received| received.is_response(180));
    let ringing = ringing.expect("it rings");
    request.to_tag = ringing.message.to().tag().unwrap_or_default();
    let session = world.incoming(alice).expect("a call");
    assert_eq!(world.answer(alice, session), Ok(()));
    request.method = "ACK";
    request.branch = "ack";
    request.body = "";
    world.send(peer, to, request.text());
    request.method = "BYE";
    request.branch = "bye";
    request.cseq = 2;
    request.headers = CODED;
    request.body = "xx";
    world.send(peer, to, request.text());
    world.run_for(milliseconds(50));
    let bye_answered =
        |received: &Received| received.is_response(200) && received.message.cseq().number == 2;
    assert!(world.last_received(peer, bye_answered).is_some());
    assert!(world.heard(alice, "closed"));
}

#[test]
fn the_description_among_parts_is_the_offer() {
    let mut world = World::new(2);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let to = world.address(alice);
    let sdp = pcmu(world.peer_address(peer), "sendonly");
    let body = multipart(&[(OPTIONAL, "\r\n--x"), (SDP, &sdp)]);
    assert_eq!(invite(&mut world, peer, to, MIXED, &body), 180);
    let session = world.incoming(alice).expect("a call");
    world.answer(alice, session).expect("it rings");
    world.run_for(milliseconds(100));
    let answer = world.inbox(peer).last().expect("a 200");
    let answer = String::from_utf8_lossy(answer.message.body()).into_owned();
    assert!(
        answer.contains("m=audio") && answer.contains("a=recvonly"),
        "{answer}"
    );
}

#[test]
fn a_type_that_the_program_takes_rings_without_an_offer() {
    let mut world = World::new(3);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let to = world.address(alice);
    world
        .with(alice, |agent, _| {
            agent.add_supported_mime_type("INVITE", "application", "isup")
        })
        .expect("a type");
    assert_eq!(invite(&mut world, peer, to, ISUP, "xx"), 180);
    let session = world.incoming(alice).expect("a call");
    world.answer(alice, session).expect("it rings");
    world.run_for(milliseconds(100));
    // The offer is ours.
    let answer = world.inbox(peer).last().expect("a 200");
    let offer = String::from_utf8_lossy(answer.message.body()).into_owned();
    assert!(
        offer.contains("m=audio") && offer.contains("PCMA"),
        "{offer}"
    );
}

#[test]
fn the_description_among_parts_answers_a_reinvite() {
    let mut world = World::new(4);
    let alice = world.add_agent("alice");
    let peer = world.add_peer("peer");
    let (address, to) = (world.peer_address(peer), world.address(alice));
    let contact = format!("Contact: <sip:peer@{address}>");
    let answer = |world: &mut World, body: &str, content_type: &str| {
        let invite = world.inbox(peer).last().expect("an INVITE").clone();
        let response = invite.response("200 OK", "theirs", &[&contact], body);
        let text = String::from_utf8_lossy(&response).into_owned();
        let text = text.replacen("Content-Type: application/sdp\r\n", content_type, 1);
        world.send(peer, to, text);
        world.run_for(milliseconds(100));
    };
    let session = world
        .try_call(alice, &format!("sip:peer@{address}"))
        .expect("a call can be made");
    world.run_for(milliseconds(100));
    let sdp = pcmu(address, "sendrecv");
    answer(&mut world, &sdp, "Content-Type: application/sdp\r\n");
    let held = world.with(alice, |agent, now| agent.hold(now, session));
    assert_eq!(held, Ok(()));
    world.run_for(milliseconds(100));
    let sdp = pcmu(address, "recvonly");
    let body = multipart(&[(OPTIONAL, "xx"), (SDP, &sdp)]);
    answer(&mut world, &body, MIXED);
    let plan = world.audio_plan(alice, session).expect("audio");
    assert_eq!(plan.direction, Direction::SendOnly);
}
