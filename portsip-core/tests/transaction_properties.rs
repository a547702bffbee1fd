//! Whatever happens, transactions end and leave nothing behind.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use portsip_core::clock::Instant;
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

fn flow(which: usize) -> Flow {
    let local = SocketAddr::from(([192, 0, 2, 1], 5060));
    let remote = SocketAddr::from(([192, 0, 2, 2 + which as u8], 5060));
    match which {
        2 => Flow::connected(Transport::Tcp, ConnectionId(3), local, remote),
        _ => Flow::udp(local, remote),
    }
}

fn request(method: &str, via: &str, call: u8, to_tag: &str) -> Message {
    let text = format!(
        "{method} sip:b@192.0.2.1 SIP/2.0\r\nVia: {via}\r\nFrom: <sip:a@h>;tag=a\r\n\
         To: <sip:b@h>{to_tag}\r\nCall-ID: {call}\r\nCSeq: 1 {method}\r\n\r\n"
    );
    Message::parse(Bytes::from(text)).expect("a request")
}

fn response(request: &Message, status: u16) -> (StatusCode, Bytes) {
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

    #[test]
    fn over_a_bad_network_every_request_gets_one_end(
        seed in any::<u64>(),
        loss in 0_u32..60,
        invite in any::<bool>(),
        status in prop_oneof![Just(200_u16), Just(486), Just(302)],
    ) {
        let mut network = Network::new(seed, loss, status);
        let id = network.call(invite);
        network.run();
        prop_assert_eq!(network.finals + network.timeouts, 1, "{:?}", id);
        prop_assert!(network.requests <= 1, "the user saw a repetition");
        prop_assert!(network.caller.is_empty() && network.callee.is_empty());
        if loss == 0 {
            prop_assert_eq!(network.finals, 1);
        }
    }
}

/// Two layers with a network between them that loses, doubles and delays.
struct Network {
    now: Instant,
    rng: Rng,
    loss_percent: u32,
    status: u16,
    caller: TransactionLayer,
    callee: TransactionLayer,
    /// Arrival, order of sending, and whether the callee gets it.
    under_way: BTreeMap<(Instant, u64), (bool, Bytes)>,
    serial: u64,
    /// The request to be answered, and when.
    to_answer: Option<(Instant, ServerTransactionId, Message)>,
    requests: usize,
    finals: usize,
    timeouts: usize,
}

impl Network {
    fn new(seed: u64, loss_percent: u32, status: u16) -> Self {
        let mut rng = Rng::from_number(seed);
        let settings = TransactionSettings::default();
        Self {
            now: Instant::ZERO,
            caller: TransactionLayer::new(settings, &mut rng),
            callee: TransactionLayer::new(settings, &mut rng),
            rng,
            loss_percent,
            status,
            under_way: BTreeMap::new(),
            serial: 0,
            to_answer: None,
            requests: 0,
            finals: 0,
            timeouts: 0,
        }
    }

    fn call(&mut self, invite: bool) -> ClientTransactionId {
        let via = OutgoingVia::new(&flow(0), &mut self.rng);
        let method = if invite {
            Method::Invite
        } else {
            Method::Options
        };
        let raw = request(method.as_str(), via.as_str(), 1, "").raw().clone();
        let sent = self
            .caller
            .send_request(self.now, flow(0), &method, &via, raw);
        self.drain();
        sent.expect("room")
    }

    fn run(&mut self) {
        while let Some(next) = self.next_moment() {
            assert!(next < Instant::from_micros(200_000_000), "it never ends");
            self.now = next;
            self.caller.handle_timeout(next);
            self.callee.handle_timeout(next);
            self.answer();
            while let Some(entry) = self.under_way.first_entry() {
                if entry.key().0 > next {
                    break;
                }
                let (to_callee, raw) = entry.remove();
                self.deliver(to_callee, raw);
            }
            self.drain();
        }
    }

    fn next_moment(&self) -> Option<Instant> {
        let moments = [
            self.caller.poll_timeout(),
            self.callee.poll_timeout(),
            self.under_way.keys().next().map(|key| key.0),
            self.to_answer.as_ref().map(|(at, ..)| *at),
        ];
        moments.into_iter().flatten().min()
    }

    fn answer(&mut self) {
        if let Some((_, id, message)) = self.to_answer.take_if(|(at, ..)| *at <= self.now) {
            let (status, raw) = response(&message, self.status);
            // Too late when the request has expired.
            let _ = self.callee.respond(self.now, id, status, raw);
        }
    }

    fn deliver(&mut self, to_callee: bool, raw: Bytes) {
        let message = Message::parse(raw).expect("a message");
        if to_callee {
            let incoming = self.callee.handle_message(self.now, flow(0), message);
            if let Incoming::Request {
                transaction,
                message,
            } = incoming
            {
                self.requests += 1;
                let think = Duration::from_millis(u64::from(self.rng.below(5000)));
                self.to_answer = Some((self.now + think, transaction, message));
            }
            return;
        }
        let incoming = self.caller.handle_message(self.now, flow(0), message);
        if let Incoming::Response {
            transaction,
            message,
        } = incoming
        {
            match message.status() {
                Some(status) if status.is_provisional() => {
                    self.caller.cancel(self.now, transaction);
                }
                // A 2xx to INVITE is the user's own to recognise (RFC 6026 §7.2).
                Some(status)
                    if status.is_success()
                        && *message.method() == Method::Invite
                        && self.finals > 0 => {}
                _ => self.finals += 1,
            }
        }
    }

    fn drain(&mut self) {
        for to_callee in [true, false] {
            let layer = if to_callee {
                &mut self.caller
            } else {
                &mut self.callee
            };
            let outputs: Vec<_> = std::iter::from_fn(|| layer.poll_output()).collect();
            for output in outputs {
                match output {
                    TransactionOutput::Transmit { payload, .. } => self.carry(to_callee, &payload),
                    TransactionOutput::TimedOut(_) => self.timeouts += 1,
                    _ => {}
                }
            }
        }
    }

    fn carry(&mut self, to_callee: bool, payload: &Bytes) {
        let copies = 1 + u32::from(self.rng.below(10) == 0);
        for _ in 0..copies {
            if self.rng.below(100) < self.loss_percent {
                continue;
            }
            let delay = Duration::from_micros(u64::from(self.rng.below(300_000)));
            self.serial += 1;
            self.under_way.insert(
                (self.now + delay, self.serial),
                (to_callee, payload.clone()),
            );
        }
    }
}
