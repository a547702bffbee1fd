//! Two layers with a bad network between them.

use std::collections::BTreeMap;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::sip::message::{Message, Method};
use portsip_core::sip::transaction::{
    ClientTransactionId, Incoming, ServerTransactionId, TransactionLayer, TransactionOutput,
    TransactionSettings,
};
use portsip_core::sip::transport::via::OutgoingVia;
use proptest::prelude::*;

use super::properties::{flow, request, response};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

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
    under_way: BTreeMap<(Instant, u64), (bool, Octets)>,
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

    fn deliver(&mut self, to_callee: bool, raw: Octets) {
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

    fn carry(&mut self, to_callee: bool, payload: &Octets) {
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
