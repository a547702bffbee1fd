//! A network that loses, delays, doubles and reorders datagrams from a seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::rng::Rng;

/// How a link treats datagrams.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conditions {
    /// How many of 1000 datagrams are lost.
    pub lost_per_mille: u32,
    /// How many of 1000 arrive twice.
    pub doubled_per_mille: u32,
    /// How many of 1000 are held back, so that later ones overtake them.
    pub held_back_per_mille: u32,
    /// How long a datagram takes at least.
    pub delay: Duration,
    /// What is added to the delay at most, evenly distributed.
    pub jitter: Duration,
}

impl Default for Conditions {
    /// A good network: nothing lost, 5 ms.
    fn default() -> Self {
        Self {
            lost_per_mille: 0,
            doubled_per_mille: 0,
            held_back_per_mille: 0,
            delay: Duration::from_millis(5),
            jitter: Duration::ZERO,
        }
    }
}

impl Conditions {
    /// A network as bad as a seed makes it: up to a quarter lost, up to a
    /// fifth doubled or held back, up to 200 ms of delay and of jitter.
    pub fn hostile(seed: u64) -> Self {
        let mut rng = Rng::from_number(seed ^ 0x6E65_7477_6F72_6B73);
        Self {
            lost_per_mille: rng.below(250),
            doubled_per_mille: rng.below(200),
            held_back_per_mille: rng.below(200),
            delay: Duration::from_millis(u64::from(rng.below(200))),
            jitter: Duration::from_millis(u64::from(rng.below(200))),
        }
    }
}

/// How much longer than the others a datagram takes that is held back.
const HELD_BACK_MS_MAX: u32 = 900;

/// What a loss costs a message on a connection.
const RESEND: Duration = Duration::from_millis(300);
/// How often one message on a connection is lost at most.
const RESENT_MAX: u32 = 8;

/// A datagram on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datagram {
    /// Who sent it.
    pub from: SocketAddr,
    /// Who gets it.
    pub to: SocketAddr,
    /// What it carries.
    pub payload: Octets,
}

impl Datagram {
    /// The first line, where it is text.
    pub fn first_line(&self) -> &str {
        let end = self.payload.iter().position(|octet| *octet == b'\r');
        let line = self.payload.get(..end.unwrap_or(0)).unwrap_or(&[]);
        std::str::from_utf8(line).unwrap_or("")
    }

    /// Whether it is a request of this method.
    pub fn is_request(&self, method: &str) -> bool {
        let rest = self.first_line().strip_prefix(method);
        rest.is_some_and(|rest| rest.starts_with(' ') && rest.ends_with("SIP/2.0"))
    }

    /// Whether it is a response of this status to this method.
    pub fn is_response(&self, status: u16, method: &str) -> bool {
        let rest = self.first_line().strip_prefix("SIP/2.0 ");
        let status_fits = rest.is_some_and(|rest| rest.starts_with(&status.to_string()));
        status_fits && self.cseq_method() == Some(method)
    }

    /// The method of the `CSeq` header.
    pub fn cseq_method(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.payload).ok()?;
        let line = text.lines().find(|line| line.starts_with("CSeq:"))?;
        line.split_ascii_whitespace().last()
    }
}

/// What becomes of a datagram, as a test decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// What the network's conditions say.
    Ordinary,
    /// It is lost.
    Lost,
    /// It takes this much longer.
    Late(Duration),
    /// It arrives this many times more.
    Doubled(u32),
}

/// The network: conditions, and datagrams on their way.
pub struct Network {
    rng: Rng,
    conditions: Conditions,
    links: BTreeMap<(SocketAddr, SocketAddr), Conditions>,
    rules: Vec<Rule>,
    on_the_way: BinaryHeap<Reverse<OnTheWay>>,
    sequence: u64,
}

type Rule = Box<dyn FnMut(&Datagram) -> Fate>;

struct OnTheWay {
    at: Instant,
    /// Datagrams of the same time arrive in the order they were sent.
    sequence: u64,
    datagram: Datagram,
}

impl Network {
    /// A good network.
    pub fn new(seed: u64) -> Self {
        Self {
            rng: Rng::from_number(seed),
            conditions: Conditions::default(),
            links: BTreeMap::new(),
            rules: Vec::new(),
            on_the_way: BinaryHeap::new(),
            sequence: 0,
        }
    }

    /// Sets the conditions of every link without its own.
    pub fn set_conditions(&mut self, conditions: Conditions) {
        self.conditions = conditions;
    }

    /// Sets the conditions of one direction between two addresses.
    pub fn set_link(&mut self, from: SocketAddr, to: SocketAddr, conditions: Conditions) {
        self.links.insert((from, to), conditions);
    }

    /// Adds a rule that may decide a datagram's fate before the conditions do.
    pub fn add_rule(&mut self, rule: impl FnMut(&Datagram) -> Fate + 'static) {
        self.rules.push(Box::new(rule));
    }

    /// Sends a datagram. Returns when it will arrive: never, once, or more often.
    pub fn send(&mut self, now: Instant, datagram: &Datagram) -> Arrivals {
        let mut fates = self.rules.iter_mut().map(|rule| rule(datagram));
        let fate = fates.find(|fate| *fate != Fate::Ordinary);
        let conditions = *self
            .links
            .get(&(datagram.from, datagram.to))
            .unwrap_or(&self.conditions);
        let (copies, late) = match fate.unwrap_or(Fate::Ordinary) {
            Fate::Lost => (0, Duration::ZERO),
            Fate::Late(late) => (1, late),
            Fate::Doubled(more) => (1 + more, Duration::ZERO),
            Fate::Ordinary if self.happens(conditions.lost_per_mille) => (0, Duration::ZERO),
            Fate::Ordinary if self.happens(conditions.doubled_per_mille) => (2, Duration::ZERO),
            Fate::Ordinary => (1, Duration::ZERO),
        };
        let mut arrivals = Arrivals::default();
        for _ in 0..copies {
            let at = now + self.delay(&conditions) + late;
            arrivals.copies += 1;
            arrivals.last = at;
            self.sequence += 1;
            self.on_the_way.push(Reverse(OnTheWay {
                at,
                sequence: self.sequence,
                datagram: datagram.clone(),
            }));
        }
        arrivals
    }

    /// How long a message takes on a connection: a loss costs it time.
    pub fn stream_delay(&mut self, from: SocketAddr, to: SocketAddr) -> Duration {
        let conditions = *self.links.get(&(from, to)).unwrap_or(&self.conditions);
        let mut delay = self.delay(&conditions);
        for _ in 0..RESENT_MAX {
            if !self.happens(conditions.lost_per_mille) {
                break;
            }
            delay += RESEND;
        }
        delay
    }

    /// The next datagram that arrives not later than `now`.
    pub fn arrived(&mut self, now: Instant) -> Option<Datagram> {
        if self.next_arrival()? > now {
            return None;
        }
        self.on_the_way.pop().map(|Reverse(next)| next.datagram)
    }

    /// When the next datagram arrives.
    pub fn next_arrival(&self) -> Option<Instant> {
        self.on_the_way.peek().map(|Reverse(next)| next.at)
    }

    fn happens(&mut self, per_mille: u32) -> bool {
        per_mille > 0 && self.rng.below(1000) < per_mille
    }

    fn delay(&mut self, conditions: &Conditions) -> Duration {
        let mut delay = conditions.delay;
        if !conditions.jitter.is_zero() {
            let jitter_us = u32::try_from(conditions.jitter.as_micros()).unwrap_or(u32::MAX);
            delay += Duration::from_micros(u64::from(self.rng.below(jitter_us)));
        }
        if self.happens(conditions.held_back_per_mille) {
            delay += Duration::from_millis(u64::from(self.rng.below(HELD_BACK_MS_MAX)));
        }
        delay
    }
}

/// When a datagram arrives, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// How often; 0 for a lost one.
    pub copies: u32,
    /// When the last of them does.
    pub last: Instant,
}

impl PartialEq for OnTheWay {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for OnTheWay {}

impl PartialOrd for OnTheWay {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OnTheWay {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datagram(number: u8) -> Datagram {
        Datagram {
            from: ([10, 0, 0, 1], 5060).into(),
            to: ([10, 0, 0, 2], 5060).into(),
            payload: Octets::copy_from_slice(&[number]),
        }
    }

    fn run(seed: u64, conditions: Conditions) -> Vec<(u64, u8)> {
        let mut network = Network::new(seed);
        network.set_conditions(conditions);
        for number in 0..100 {
            network.send(
                Instant::from_micros(u64::from(number) * 1000),
                &datagram(number),
            );
        }
        let mut arrived = Vec::new();
        while let Some(at) = network.next_arrival() {
            let datagram = network.arrived(at).unwrap();
            arrived.push((at.as_micros(), datagram.payload[0]));
        }
        arrived
    }

    #[test]
    fn a_good_network_delivers_all_in_order() {
        let arrived = run(1, Conditions::default());
        assert!(arrived.iter().map(|(_, number)| *number).eq(0..100));
        assert_eq!(arrived[0].0, 5000);
    }

    #[test]
    fn a_bad_network_is_a_function_of_its_seed() {
        let conditions = Conditions {
            lost_per_mille: 200,
            doubled_per_mille: 200,
            held_back_per_mille: 200,
            ..Conditions::default()
        };
        let arrived = run(7, conditions);
        assert_eq!(arrived, run(7, conditions));
        assert_ne!(arrived, run(8, conditions));
        let numbers: Vec<u32> = arrived
            .iter()
            .map(|(_, number)| u32::from(*number))
            .collect();
        assert!(!numbers.is_sorted());
        assert!((0..100).any(|number| !numbers.contains(&number)));
        assert!((0..100).any(|number| numbers.iter().filter(|n| **n == number).count() == 2));
    }

    #[test]
    fn rules_come_before_conditions() {
        let mut network = Network::new(1);
        network.add_rule(|datagram| match datagram.payload[0] {
            1 => Fate::Lost,
            2 => Fate::Doubled(2),
            3 => Fate::Late(Duration::from_secs(1)),
            _ => Fate::Ordinary,
        });
        let copies: Vec<u32> = (0..4)
            .map(|number| network.send(Instant::ZERO, &datagram(number)).copies)
            .collect();
        assert_eq!(copies, [1, 0, 3, 1]);
    }
}
