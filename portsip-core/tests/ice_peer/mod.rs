//! Another phone with ICE: what it says in SIP, its agent, and its sound.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::AudioControl;
use portsip_core::nat::ice::IceAgent;
use portsip_core::plan::{CandidateKind, Component, IceCandidate, IceCredentials, IceDescription};
use portsip_core::rng::Rng;
use portsip_core::sdp::Description;
use portsip_core::secret::Secret;

use super::engine_support::{Peer, Phone};

const UFRAG: &str = "peer";
const PASSWORD: &str = "the password of the other phone";

/// A packet of silence.
pub(crate) fn rtp(number: u8, ssrc: u16) -> Vec<u8> {
    let mut packet = vec![0x80, 0, 0, number, 0, 0, 0, 0, 0, 0];
    packet[4..8].copy_from_slice(&(u32::from(number) * 160).to_be_bytes());
    packet.extend(ssrc.to_be_bytes());
    packet.resize(172, 0xFF);
    packet
}

/// What is measured of a call.
pub(crate) fn statistics(phone: &Phone, call: SessionId) -> String {
    let request = AudioControl::RequestStatistics { session: call };
    phone.engine.audio(request).expect("it runs");
    phone.event("statistics", |event| match event {
        Event::Statistics { session, json } if *session == call => Some(json.clone()),
        _ => None,
    })
}

/// How many packets of the other side were believed.
pub(crate) fn packets_heard(phone: &Phone, call: SessionId) -> u64 {
    let json = statistics(phone, call);
    let received = json.split("\"received\":").nth(1).expect("what came");
    let packets = received.split("\"packets\":").nth(1).expect("a number");
    let digits = packets.split(|c: char| !c.is_ascii_digit());
    let mut digits = digits.filter(|text| !text.is_empty());
    digits
        .next()
        .and_then(|text| text.parse().ok())
        .expect("a number")
}

/// Calls the phone with `offer`, and gives the 200.
pub(crate) fn call(phone: &Phone, peer: &Peer, offer: &str) -> (SessionId, String) {
    let to = format!("To: <sip:test@{}>", phone.engine.local_sip_address());
    let mut session = None;
    let ok = invite(phone, peer, (1, &to), offer, || {
        let called = phone.incoming();
        phone.answer(called);
        session = Some(called);
    });
    let session = session.expect("it was called");
    phone.connected(session);
    (session, ok)
}

/// Offers a phone something, for the first time or with the To of its 200; gives the 200.
pub(crate) fn invite(
    phone: &Phone,
    peer: &Peer,
    (number, to): (u32, &str),
    offer: &str,
    answer: impl FnOnce(),
) -> String {
    let (target, from) = (phone.engine.local_sip_address(), peer.address());
    let dialog = format!(
        "Via: SIP/2.0/UDP {from};branch=z9hG4bKice{number};rport\r\nMax-Forwards: 70\r\n\
         From: <sip:bob@{from}>;tag=b\r\nCall-ID: ice@{from}\r\nContact: <sip:bob@{from}>\r\n"
    );
    let invite = format!(
        "INVITE sip:test@{target} SIP/2.0\r\n{dialog}{to}\r\nCSeq: {number} INVITE\r\n\
         Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{offer}",
        offer.len()
    );
    peer.send(invite.as_bytes(), target);
    answer();
    let ok = peer.receive_final();
    assert!(ok.starts_with("SIP/2.0 200"), "{ok}");
    let ack = format!(
        "ACK sip:test@{target} SIP/2.0\r\n{}{}\r\nCSeq: {number} ACK\r\n\
         Content-Length: 0\r\n\r\n",
        dialog.replace("z9hG4bKice", "z9hG4bKack"),
        to_of(&ok)
    );
    peer.send(ack.as_bytes(), target);
    ok
}

/// The To of a message.
pub(crate) fn to_of(message: &str) -> &str {
    let mut lines = message.split("\r\n");
    lines.find(|line| line.starts_with("To:")).expect("a To")
}

/// The description in a 200.
pub(crate) fn description(ok: &str) -> Description {
    let (_, body) = ok.split_once("\r\n\r\n").expect("a body");
    Description::parse(body.as_bytes()).expect("a description")
}

/// What the other phone offers.
pub(crate) fn offer(default: SocketAddr, candidates: &[SocketAddr]) -> String {
    let (ip, port) = (default.ip(), default.port());
    let mut text = format!(
        "v=0\r\no=- 1 1 IN IP4 {ip}\r\ns=-\r\nc=IN IP4 {ip}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n\
         a=rtcp-mux\r\na=ice-ufrag:{UFRAG}\r\na=ice-pwd:{}\r\n",
        PASSWORD.replace(' ', "+")
    );
    for (place, candidate) in candidates.iter().enumerate() {
        let (ip, port) = (candidate.ip(), candidate.port());
        let priority = 2_130_706_431 - place * 256;
        let line = format!("a=candidate:{place} 1 UDP {priority} {ip} {port} typ host\r\n");
        text.push_str(&line);
    }
    text
}

/// The agent of the other phone, who decides, at an address, after the answer.
pub(crate) fn agent(now: Instant, at: SocketAddr, theirs: &IceDescription) -> IceAgent {
    let credentials = IceCredentials {
        ufrag: UFRAG.to_owned(),
        password: Secret::new(PASSWORD.replace(' ', "+")),
    };
    let mut agent = IceAgent::new(Rng::from_number(1), credentials.clone());
    let (component, kind) = (Component::Rtp, CandidateKind::Host);
    let candidate = IceCandidate::of_ours(component, kind, at, None, 7);
    let ours = IceDescription {
        credentials,
        lite: false,
        candidates: vec![candidate],
    };
    agent.describe(now, &ours, theirs, true, &[component]);
    agent
}
