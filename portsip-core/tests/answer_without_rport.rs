//! A caller that asks for no `rport` and listens where its Via says, while it
//! sends from elsewhere (RFC 3261 §18.2.2): all that we send reaches it there.

use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::config::{AudioConfig, TransportKind};
use portsip_core::octets::Octets;
use portsip_core::plan::{AudioCodec, CodecPreference, MediaPorts, MediaPortsId};
use portsip_core::rng::Rng;
use portsip_core::sip::message::{Message, StatusCode};
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output};

const OFFER: &str = "v=0\r\no=p 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\n\
    m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

fn address(host: u8, port: u16) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, host], port))
}

fn agent() -> Agent {
    let config = AgentConfig {
        transport: TransportKind::Udp,
        call_sessions_max: 4,
        user_agent: String::new(),
    };
    let mut agent = Agent::new(config, Rng::from_number(1));
    agent.set_audio_config(AudioConfig {
        codecs: vec![CodecPreference {
            codec: AudioCodec::Pcmu,
            payload_type: 0,
            fmtp: String::new(),
        }],
        ..AudioConfig::default()
    });
    agent
}

fn request(method: &str, extra: &str, body: &str) -> Message {
    let text = format!(
        "{method} sip:b@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5062;branch=z9hG4bKx\r\n\
         From: <sip:a@192.0.2.2>;tag=a\r\nTo: <sip:b@192.0.2.1>\r\nCall-ID: c\r\n\
         CSeq: 1 {method}\r\n{extra}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Message::parse(Octets::from(text)).expect("a request")
}

fn invite() -> Message {
    let extra = "Contact: <sip:a@192.0.2.2:5062>\r\nContent-Type: application/sdp\r\n";
    request("INVITE", extra, OFFER)
}

/// Where the messages went, and their start lines.
fn sent(agent: &mut Agent) -> Vec<(u16, String)> {
    let outputs = std::iter::from_fn(|| agent.poll_output());
    let sent = outputs.filter_map(|output| match output {
        Output::Transmit { flow, payload } => {
            let text = String::from_utf8_lossy(&payload).into_owned();
            let line = text.lines().next().unwrap_or_default().to_owned();
            Some((flow.remote.port(), line))
        }
        _ => None,
    });
    sent.collect()
}

#[test]
fn the_answer_and_its_repetitions_go_to_the_port_in_via() {
    let mut agent = agent();
    let flow = Flow::udp(address(1, 5060), address(2, 40_000));
    let now = Instant::from_micros(1_000_000);
    agent.handle_message(now, flow, invite());
    let ringing = (5062, "SIP/2.0 180 Ringing".to_owned());
    assert_eq!(sent(&mut agent), [ringing]);
    let ports = MediaPorts {
        id: MediaPortsId(1),
        rtp_port: 10_000,
        rtcp_port: 10_001,
    };
    let session = portsip_core::ids::SessionId(1);
    agent.answer(now, session, false, ports).expect("it rings");
    let ok = (5062, "SIP/2.0 200 OK".to_owned());
    assert_eq!(sent(&mut agent), std::slice::from_ref(&ok));
    let due = agent.poll_timeout().expect("the 2xx is repeated");
    agent.handle_timeout(due);
    assert_eq!(sent(&mut agent), [ok]);
}

#[test]
fn a_cancel_is_answered_with_the_tag_of_its_invite() {
    let mut agent = agent();
    let flow = Flow::udp(address(1, 5060), address(2, 40_000));
    let now = Instant::from_micros(1_000_000);
    agent.handle_message(now, flow, invite());
    agent.handle_message(now, flow, request("CANCEL", "", ""));
    let outputs = std::iter::from_fn(|| agent.poll_output());
    let tags: Vec<_> = outputs
        .filter_map(|output| match output {
            Output::Transmit { payload, .. } => Message::parse(payload).ok(),
            _ => None,
        })
        .map(|response| {
            let status = response.status().map(StatusCode::code);
            (status, response.to().tag().map(str::to_owned))
        })
        .collect();
    let statuses: Vec<_> = tags.iter().filter_map(|(status, _)| *status).collect();
    assert_eq!(statuses, [180, 200, 487]);
    assert!(tags.iter().all(|(_, tag)| *tag == tags[0].1));
}
