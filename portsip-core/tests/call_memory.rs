//! How much memory a call holds that is being set up.

use portsip_core::clock::Instant;
use portsip_core::config::{Account, AudioConfig, TransportKind};
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, CodecPreference, MediaPorts, MediaPortsId};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::flow::Flow;
use portsip_core::ua::{Agent, AgentConfig, Output};

/// At each end.
const BYTES_MAX: usize = 16 * 1024;
/// Fewer than one address may have in set-up at a time.
const CALLS: usize = 90;

fn agent(name: &str) -> Agent {
    let config = AgentConfig {
        transport: TransportKind::Udp,
        call_sessions_max: 2 * CALLS,
        user_agent: String::new(),
    };
    let mut agent = Agent::new(config, Rng::from_number(name.len() as u64));
    let account = Account {
        user_name: name.to_owned(),
        display_name: String::new(),
        auth_name: String::new(),
        password: Secret::new("secret"),
        domain: String::new(),
        server: None,
        stun_server: None,
        outbound_proxy: None,
    };
    agent.set_user(Instant::ZERO, account).expect("a user");
    agent.set_audio_config(AudioConfig {
        codecs: [(AudioCodec::Pcmu, 0), (AudioCodec::Pcma, 8)]
            .map(|(codec, payload_type)| CodecPreference {
                codec,
                payload_type,
                fmtp: String::new(),
            })
            .to_vec(),
        telephone_event: Some(101),
        ..AudioConfig::default()
    });
    agent
}

/// Takes what an agent sends; flows open at once.
fn sent(agent: &mut Agent, port: u16) -> Vec<Message> {
    let local = ([192, 0, 2, 1], port).into();
    let mut sent = Vec::new();
    while let Some(output) = agent.poll_output() {
        match output {
            Output::OpenFlow {
                request, remote, ..
            } => agent.handle_flow_opened(Instant::ZERO, request, Flow::udp(local, remote)),
            Output::Transmit { payload, .. } => {
                sent.push(Message::parse(payload).expect("a good message"));
            }
            _ => {}
        }
    }
    sent
}

fn place(caller: &mut Agent, number: usize) -> SessionId {
    let port = 10_000 + 2 * number as u16;
    let ports = MediaPorts {
        id: MediaPortsId(number as u32),
        rtp_port: port,
        rtcp_port: port + 1,
    };
    let to = "sip:bob@192.0.2.1:5062";
    caller
        .call(Instant::ZERO, to, true, false, ports)
        .expect("it is placed")
}

/// Hands the INVITE over and the 100 and 180 back.
fn ring(caller: &mut Agent, callee: &mut Agent) {
    let to_caller = Flow::udp(([192, 0, 2, 1], 5062).into(), ([192, 0, 2, 1], 5060).into());
    let to_callee = Flow::udp(([192, 0, 2, 1], 5060).into(), ([192, 0, 2, 1], 5062).into());
    for invite in sent(caller, 5060) {
        callee.handle_message(Instant::ZERO, to_caller, invite);
    }
    for response in sent(callee, 5062) {
        caller.handle_message(Instant::ZERO, to_callee, response);
    }
    sent(caller, 5060);
}

#[test]
fn a_call_in_set_up_holds_little() {
    let (mut caller, mut callee) = (agent("alice"), agent("bob"));
    place(&mut caller, 0);
    ring(&mut caller, &mut callee);
    let before = allocations::live_bytes();
    for number in 1..=CALLS {
        place(&mut caller, number);
        ring(&mut caller, &mut callee);
    }
    let each = (allocations::live_bytes() - before) / (2 * CALLS);
    assert_eq!(
        (caller.calls_live(), callee.calls_live()),
        (CALLS + 1, CALLS + 1)
    );
    println!("{each} bytes for each call in set-up at each end");
    assert!(each <= BYTES_MAX, "{each} bytes");
}
