//! How much memory an agent holds whose user is registered.

use portsip_core::clock::Instant;
use portsip_core::config::{Account, HostPort, TransportKind};
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output, RegistrationStatus};

/// A process may have a thousand accounts.
const BYTES_MAX: usize = 4096;

fn account() -> Account {
    Account {
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
    }
}

/// Answers a REGISTER: once with a challenge, then with 200.
fn answer(request: &Message) -> Octets {
    let field = |name| request.header(name).unwrap_or("").to_owned();
    let line = match request.header(HeaderName::Authorization) {
        None => {
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"example.com\", \
             nonce=\"84f1c1ae6cbe5ua9c8e88dfa3ecm3459\", algorithm=SHA-256, qop=\"auth\""
        }
        Some(_) => {
            "200 OK\r\nService-Route: <sip:192.0.2.2;lr>\r\nRequire: outbound\r\nFlow-Timer: 120"
        }
    };
    let contact = field(HeaderName::Contact);
    Octets::from(format!(
        "SIP/2.0 {line}\r\nVia: {}\r\nFrom: {}\r\nTo: {};tag=registrar\r\nCall-ID: {}\r\n\
         CSeq: {}\r\nContact: {contact};expires=3600;pub-gruu=\"sip:1001@example.com;gr=urn:uuid:1\"\r\n\
         Content-Length: 0\r\n\r\n",
        field(HeaderName::Via),
        field(HeaderName::From),
        field(HeaderName::To),
        field(HeaderName::CallId),
        field(HeaderName::CSeq),
    ))
}

/// Registers an agent, and lets its transactions end.
fn registered(seed: u64) -> Agent {
    let config = AgentConfig {
        transport: TransportKind::Udp,
        call_sessions_max: 1,
        user_agent: String::new(),
    };
    let mut agent = Agent::new(config, Rng::from_number(seed));
    let mut now = Instant::ZERO;
    agent.set_user(now, account()).expect("a user");
    let instance = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    agent.set_instance_id(instance).expect("an instance");
    agent.register(now, 3600, 10).expect("a registrar");
    let local = ([192, 0, 2, 1], 5060).into();
    loop {
        match agent.poll_output() {
            Some(Output::OpenFlow {
                request, remote, ..
            }) => agent.handle_flow_opened(now, request, Flow::udp(local, remote)),
            Some(Output::Transmit { flow, payload }) => {
                let request = Message::parse(payload).expect("a REGISTER");
                let response = Message::parse(answer(&request)).expect("a response");
                agent.handle_message(now, flow, response);
            }
            Some(_) => {}
            None => match agent.poll_timeout() {
                Some(due) if due.as_micros() < 20_000_000 => {
                    now = due;
                    agent.handle_timeout(now);
                }
                _ => return agent,
            },
        }
    }
}

#[test]
fn a_registered_agent_holds_little() {
    const AGENTS: usize = 100;
    // What is made once for all of them.
    drop(registered(0));
    let before = allocations::live_bytes();
    let agents: Vec<Agent> = (1..=AGENTS as u64).map(registered).collect();
    let each = (allocations::live_bytes() - before) / AGENTS;
    for agent in &agents {
        let status = agent.registration_status();
        assert_eq!(status, RegistrationStatus::Registered);
    }
    println!("{each} bytes for each registered agent");
    assert!(each <= BYTES_MAX, "{each} bytes");
}
