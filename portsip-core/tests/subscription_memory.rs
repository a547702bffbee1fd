//! How much memory a subscription to somebody's presence holds.

use std::fmt::Write as _;

use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output};

/// An operator's desk may watch some hundreds.
const BYTES_MAX: usize = 4096;
const SUBSCRIPTIONS: usize = 1000;

fn agent() -> Agent {
    let config = AgentConfig {
        transport: TransportKind::Udp,
        call_sessions_max: 1,
        user_agent: String::new(),
    };
    let mut agent = Agent::new(config, Rng::from_number(1));
    let account = Account {
        user_name: "1001".to_owned(),
        display_name: "Alice".to_owned(),
        auth_name: String::new(),
        password: Secret::new("a password"),
        domain: "example.com".to_owned(),
        server: Some(HostPort {
            host: "192.0.2.2".to_owned(),
            port: 5060,
        }),
        stun_server: None,
        outbound_proxy: None,
    };
    agent.set_user(Instant::ZERO, account).expect("a user");
    agent
}

/// The 200 to a SUBSCRIBE through a proxy, and the NOTIFY that follows.
fn answers(subscribe: &Message) -> [Octets; 2] {
    let field = |name| subscribe.header(name).unwrap_or("").to_owned();
    let (from, to, call_id) = (
        field(HeaderName::From),
        field(HeaderName::To),
        field(HeaderName::CallId),
    );
    let route = "Record-Route: <sip:192.0.2.2;lr>\r\nContact: <sip:1001@192.0.2.3:5060>\r\n";
    let response = format!(
        "SIP/2.0 200 OK\r\nVia: {}\r\nFrom: {from}\r\nTo: {to};tag=notifier\r\n\
         Call-ID: {call_id}\r\nCSeq: {}\r\nExpires: 3600\r\n{route}Content-Length: 0\r\n\r\n",
        field(HeaderName::Via),
        field(HeaderName::CSeq),
    );
    let body = "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" \
                entity=\"sip:a@example.com\"><tuple id=\"a\"><status><basic>open</basic></status>\
                <note>Here</note></tuple></presence>";
    let mut notify = format!(
        "NOTIFY sip:1001@192.0.2.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK{call_id}\r\n\
         Max-Forwards: 70\r\nFrom: {to};tag=notifier\r\nTo: {from}\r\nCall-ID: {call_id}\r\n\
         CSeq: 1 NOTIFY\r\nEvent: presence\r\nSubscription-State: active;expires=3600\r\n{route}"
    );
    let _ = write!(
        notify,
        "Content-Type: application/pidf+xml\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    [response, notify].map(Octets::from)
}

/// Lets what is out be answered, until nothing is.
fn serve(agent: &mut Agent, now: Instant) {
    let local = ([192, 0, 2, 1], 5060).into();
    while let Some(output) = agent.poll_output() {
        match output {
            Output::OpenFlow {
                request, remote, ..
            } => agent.handle_flow_opened(now, request, Flow::udp(local, remote)),
            Output::Transmit { flow, payload } => {
                let message = Message::parse(payload).expect("a good message");
                if message.status().is_none() {
                    for answer in answers(&message) {
                        let answer = Message::parse(answer).expect("a good message");
                        agent.handle_message(now, flow, answer);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Subscribes to so many, and lets the transactions end.
fn subscribe(agent: &mut Agent, mut now: Instant, count: std::ops::Range<usize>) -> Instant {
    for number in count {
        let to = format!("sip:colleague{number}@example.com");
        agent
            .subscribe(now, &to, "presence", "")
            .expect("subscribed");
        serve(agent, now);
    }
    let end = now.as_micros() + 60_000_000;
    while let Some(due) = agent.poll_timeout().filter(|due| due.as_micros() < end) {
        now = due;
        agent.handle_timeout(now);
        serve(agent, now);
    }
    now
}

#[test]
fn a_subscription_that_lives_holds_little() {
    let mut agent = agent();
    // What is made once for all of them.
    let now = subscribe(&mut agent, Instant::ZERO, 0..1);
    let before = allocations::live_bytes();
    subscribe(&mut agent, now, 1..SUBSCRIPTIONS + 1);
    let each = (allocations::live_bytes() - before) / SUBSCRIPTIONS;
    assert_eq!(agent.subscriptions_live(), SUBSCRIPTIONS + 1);
    println!("{each} bytes for each subscription");
    assert!(each <= BYTES_MAX, "{each} bytes");
}
