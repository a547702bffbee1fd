//! Whatever happens, transactions end and leave nothing behind.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use portsip_core::sip::transaction::{
    ClientTransactionId, Incoming, ServerTransactionId, TransactionId, TransactionLayer,
    TransactionOutput, TransactionSettings,
};
use portsip_core::sip::transport::flow::{ConnectionId, Flow, Transport};
use portsip_core::sip::transport::via::OutgoingVia;
use proptest::prelude::*;

const METHODS: [&str; 4] = ["INVITE", "OPTIONS", "CANCEL", "ACK"];
const STATUSES: [u16; 9] = [100, 180, 183, 200, 202, 302, 408, 487, 600];

/// One thing that happens to a layer.
#[derive(Clone, Debug)]
enum Step {
    Receive {
        method: usize,
        branch: u8,
        call: u8,
        in_dialog: bool,
        flow: usize,
    },
    Send {
        invite: bool,
        flow: usize,
    },
    Respond {
        which: usize,
        status: usize,
    },
    Answered {
        which: usize,
        status: usize,
    },
    Cancel {
        which: usize,
    },
    FlowFails {
        flow: usize,
    },
    Wait {
        ms: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let receive = (
        0..METHODS.len(),
        0_u8..6,
        0_u8..4,
        any::<bool>(),
        0_usize..3,
    );
    prop_oneof![
        6 => receive.prop_map(|(method, branch, call, in_dialog, flow)| Step::Receive {
            method, branch, call, in_dialog, flow,
        }),
        3 => (any::<bool>(), 0_usize..3).prop_map(|(invite, flow)| Step::Send { invite, flow }),
        4 => (any::<usize>(), 0..STATUSES.len())
            .prop_map(|(which, status)| Step::Respond { which, status }),
        4 => (any::<usize>(), 0..STATUSES.len())
            .prop_map(|(which, status)| Step::Answered { which, status }),
        1 => any::<usize>().prop_map(|which| Step::Cancel { which }),
        1 => (0_usize..3).prop_map(|flow| Step::FlowFails { flow }),
        3 => (0_u64..40_000).prop_map(|ms| Step::Wait { ms }),
    ]
}

pub(crate) fn flow(which: usize) -> Flow {
    let local = SocketAddr::from(([192, 0, 2, 1], 5060));
    let remote = SocketAddr::from(([192, 0, 2, 2 + which as u8], 5060));
    match which {
        2 => Flow::connected(Transport::Tcp, ConnectionId(3), local, remote),
        _ => Flow::udp(local, remote),
    }
}

pub(crate) fn request(method: &str, via: &str, call: u8, to_tag: &str) -> Message {
    let text = format!(
        "{method} sip:b@192.0.2.1 SIP/2.0\r\nVia: {via}\r\nFrom: <sip:a@h>;tag=a\r\n\
         To: <sip:b@h>{to_tag}\r\nCall-ID: {call}\r\nCSeq: 1 {method}\r\n\r\n"
    );
    Message::parse(Octets::from(text)).expect("a request")
}

pub(crate) fn response(request: &Message, status: u16) -> (StatusCode, Octets) {
    let status = StatusCode::new(status).expect("a status");
    let built = ResponseBuilder::new(request, status, Some("b")).build();
    (status, built.expect("a response"))
}

/// A layer and what its user knows.
struct World {
    now: Instant,
    rng: Rng,
    layer: TransactionLayer,
    asked: Vec<(ServerTransactionId, Message)>,
    sent: Vec<(ClientTransactionId, Message)>,
    ended: BTreeMap<TransactionId, usize>,
}

impl World {
    fn new() -> Self {
        let mut rng = Rng::from_number(1);
        let settings = TransactionSettings {
            pending_per_source_max: 5,
            pending_max: 12,
            lingering_max: 8,
            ..TransactionSettings::default()
        };
        Self {
            now: Instant::ZERO,
            layer: TransactionLayer::new(settings, &mut rng),
            rng,
            asked: Vec::new(),
            sent: Vec::new(),
            ended: BTreeMap::new(),
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Receive {
                method,
                branch,
                call,
                in_dialog,
                flow: way,
            } => {
                let via = format!("SIP/2.0/UDP 192.0.2.2;rport;branch=z9hG4bK{branch}");
                let to_tag = if in_dialog { ";tag=b" } else { "" };
                let message = request(METHODS[method], &via, call, to_tag);
                self.receive(flow(way), message);
            }
            Step::Send { invite, flow: way } => self.send(invite, flow(way)),
            Step::Respond { which, status } => {
                if let Some(index) = which.checked_rem(self.asked.len()) {
                    self.respond(index, STATUSES[status]);
                }
            }
            Step::Answered { which, status } => {
                if let Some(index) = which.checked_rem(self.sent.len()) {
                    let (_, raw) = response(&self.sent[index].1, STATUSES[status]);
                    let message = Message::parse(raw).expect("a response");
                    self.receive(flow(0), message);
                }
            }
            Step::Cancel { which } => {
                if let Some(index) = which.checked_rem(self.sent.len()) {
                    self.layer.cancel(self.now, self.sent[index].0);
                }
            }
            Step::FlowFails { flow: way } => {
                self.layer.handle_transport_failed(self.now, &flow(way));
            }
            Step::Wait { ms } => self.wait(Duration::from_millis(ms)),
        }
        self.drain();
    }

    fn receive(&mut self, flow: Flow, message: Message) {
        match self.layer.handle_message(self.now, flow, message) {
            Incoming::Request {
                transaction,
                message,
            }
            | Incoming::Cancel {
                transaction,
                message,
                ..
            } => self.asked.push((transaction, message)),
            Incoming::Response { transaction, .. } => {
                assert!(self.sent.iter().any(|(id, _)| *id == transaction));
            }
            _ => {}
        }
    }

    fn send(&mut self, invite: bool, flow: Flow) {
        let via = OutgoingVia::new(&flow, &mut self.rng);
        let method = if invite {
            Method::Invite
        } else {
            Method::Options
        };
        let message = request(method.as_str(), via.as_str(), 9, "");
        let raw = message.raw().clone();
        if let Ok(id) = self.layer.send_request(self.now, flow, &method, &via, raw) {
            self.sent.push((id, message));
        }
    }

    fn respond(&mut self, index: usize, status: u16) {
        let (id, message) = &self.asked[index];
        let (status, raw) = response(message, status);
        // Most are refused: answered before, or over.
        let _ = self.layer.respond(self.now, *id, status, raw);
    }

    /// Lets time pass timer by timer; each must be worth waking for.
    fn wait(&mut self, duration: Duration) {
        let end = self.now + duration;
        while let Some(due) = self.layer.poll_timeout().filter(|due| *due <= end) {
            assert!(due >= self.now, "a deadline in the past");
            self.now = due;
            self.layer.handle_timeout(due);
            assert!(self.layer.poll_timeout() > Some(due) || self.layer.poll_timeout().is_none());
            self.drain();
        }
        self.now = end;
    }

    fn drain(&mut self) {
        while let Some(output) = self.layer.poll_output() {
            if let TransactionOutput::Terminated(id) = output {
                *self.ended.entry(id).or_default() += 1;
            }
        }
    }

    /// Answers and cancels all there is and waits until nothing can happen.
    fn finish(&mut self) {
        for index in 0..self.asked.len() {
            self.respond(index, 500);
        }
        for (id, _) in &self.sent {
            self.layer.cancel(self.now, *id);
        }
        self.drain();
        self.wait(Duration::from_secs(200));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_transaction_ends_once(steps in prop::collection::vec(step(), 0..80)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.finish();
        prop_assert!(world.layer.is_empty());
        prop_assert_eq!(world.layer.poll_timeout(), None);
        let asked = world.asked.iter().map(|(id, _)| TransactionId::from(*id));
        let sent = world.sent.iter().map(|(id, _)| TransactionId::from(*id));
        let known: Vec<_> = asked.chain(sent).collect();
        prop_assert_eq!(known.len(), world.ended.len());
        for id in known {
            prop_assert_eq!(world.ended.get(&id), Some(&1));
        }
        for n in 0..5 {
            let via = format!("SIP/2.0/UDP h;rport;branch=z9hG4bKlast{n}");
            let fresh = request("OPTIONS", &via, 100 + n, "");
            let incoming = world.layer.handle_message(world.now, flow(0), fresh);
            prop_assert!(matches!(incoming, Incoming::Request { .. }), "places leaked");
        }
    }
}
