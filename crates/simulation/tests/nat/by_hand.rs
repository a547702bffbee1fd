//! An agent whose other side is written by hand, message by message, and
//! answers at once.

use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::nat::ice::{IceAgent, IceEvent, IceTransmit};
use portsip_core::nat::stun::check::{self, Check, Role};
use portsip_core::plan::{CandidateKind, Component, IceCandidate, IceCredentials, IceDescription};
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use stun_types::message::Message;

/// More is no protocol but an agent that runs wild.
const STEPS_MAX: u32 = 10_000;

/// A message of the agent.
pub(crate) struct Sent {
    pub(crate) at: Instant,
    pub(crate) transmit: IceTransmit,
    /// Where it is a check, or asks for consent.
    pub(crate) check: Option<Check>,
}

/// The agent and what it shall believe.
pub(crate) struct ByHand {
    pub(crate) agent: IceAgent,
    pub(crate) now: Instant,
    pub(crate) events: Vec<IceEvent>,
    pub(crate) ours: IceDescription,
    pub(crate) theirs: IceDescription,
    /// Passwords of theirs, with the name before.
    passwords: Vec<(String, Secret)>,
    next_id: u128,
}

pub(crate) fn credentials(name: &str) -> IceCredentials {
    IceCredentials {
        ufrag: name.to_owned(),
        password: Secret::new(format!("the long password of {name}")),
    }
}

pub(crate) fn rtp(host: u8) -> (Component, SocketAddr) {
    (Component::Rtp, SocketAddr::from(([192, 0, 2, host], 4000)))
}

pub(crate) fn rtcp(host: u8) -> (Component, SocketAddr) {
    (Component::Rtcp, SocketAddr::from(([192, 0, 2, host], 4001)))
}

/// Candidates, each liked less than the one before it.
fn described(name: &str, candidates: &[(Component, SocketAddr)]) -> IceDescription {
    let preferences = (0..u16::MAX).rev();
    let candidates = candidates.iter().zip(preferences);
    let candidates = candidates.map(|((component, address), preference)| {
        IceCandidate::of_ours(*component, CandidateKind::Host, *address, None, preference)
    });
    IceDescription {
        credentials: credentials(name),
        lite: false,
        candidates: candidates.collect(),
    }
}

impl ByHand {
    /// An agent that is not told anything yet. Its own host is 1.
    pub(crate) fn new(theirs: &[(Component, SocketAddr)]) -> Self {
        let ours = described("ours", &[rtp(1), rtcp(1)]);
        Self {
            agent: IceAgent::new(Rng::from_number(7), ours.credentials.clone()),
            now: Instant::ZERO,
            events: Vec::new(),
            ours,
            theirs: described("theirs", theirs),
            passwords: Vec::new(),
            next_id: 1,
        }
    }

    /// Tells it both descriptions.
    pub(crate) fn describe(&mut self, controlling: bool, components: &[Component]) {
        let theirs = self.theirs.credentials.clone();
        self.passwords.push((theirs.ufrag, theirs.password));
        let (ours, theirs) = (&self.ours, &self.theirs);
        self.agent
            .describe(self.now, ours, theirs, controlling, components);
    }

    /// Lets time pass; checks that `answers` says yes to are answered at once.
    pub(crate) fn run(
        &mut self,
        time: Duration,
        mut answers: impl FnMut(&Sent) -> bool,
    ) -> Vec<Sent> {
        let until = self.now + time;
        let mut all = Vec::new();
        for _ in 0..STEPS_MAX {
            while let Some(transmit) = self.agent.poll_transmit() {
                let sent = self.read(transmit);
                if sent.check.is_some() && answers(&sent) {
                    self.answer(&sent);
                }
                all.push(sent);
            }
            self.events
                .extend(std::iter::from_fn(|| self.agent.poll_event()));
            let due = self.agent.poll_timeout();
            let Some(due) = due.filter(|due| *due <= until) else {
                self.now = until;
                return all;
            };
            self.now = self.now.max(due);
            self.agent.handle_timeout(self.now);
        }
        panic!("the agent never rests");
    }

    fn read(&self, transmit: IceTransmit) -> Sent {
        let message = Message::from_bytes(&transmit.payload).expect("a STUN message");
        let is_request = message.class() == stun_types::message::MessageClass::Request;
        let check = is_request.then(|| Check::read(&message)).flatten();
        Sent {
            at: self.now,
            transmit,
            check,
        }
    }

    /// Answers a check with the password that its name asks for.
    pub(crate) fn answer(&mut self, sent: &Sent) {
        let named = sent.check.as_ref().map_or("", |check| &check.username);
        let known = self.passwords.iter().rev();
        let mut known = known.filter(|(ufrag, _)| named.starts_with(&format!("{ufrag}:")));
        let password = known.next().expect("a name of theirs").1.clone();
        assert!(self.answer_from(sent, sent.transmit.to, &password));
    }

    /// Answers a check from this address, with this password. Whether it is taken.
    pub(crate) fn answer_from(&mut self, sent: &Sent, from: SocketAddr, password: &Secret) -> bool {
        let request = Message::from_bytes(&sent.transmit.payload).expect("a STUN message");
        let (_, seen) = match sent.transmit.component {
            Component::Rtp => rtp(1),
            Component::Rtcp => rtcp(1),
        };
        let answer = check::write_success(&request, seen, password).expect("an answer");
        let component = sent.transmit.component;
        self.agent
            .handle_datagram(self.now, component, from, &answer)
    }

    /// Refuses a check for its role.
    pub(crate) fn refuse_role(&mut self, sent: &Sent) {
        let request = Message::from_bytes(&sent.transmit.payload).expect("a STUN message");
        let password = &self.theirs.credentials.password;
        let answer = check::write_role_conflict(&request, password).expect("an answer");
        let (component, from) = (sent.transmit.component, sent.transmit.to);
        let now = self.now;
        assert!(self.agent.handle_datagram(now, component, from, &answer));
    }

    /// A check of theirs. Whether it was answered.
    pub(crate) fn check(
        &mut self,
        (component, from): (Component, SocketAddr),
        role: Role,
        use_candidate: bool,
    ) -> bool {
        let (theirs, ours) = (&self.theirs.credentials, &self.ours.credentials);
        let check = Check {
            username: format!("{}:{}", ours.ufrag, theirs.ufrag),
            priority: 1,
            role,
            use_candidate,
        };
        let request = check.write(self.next_id, &ours.password);
        self.next_id += 1;
        let request = request.expect("a short name");
        self.agent
            .handle_datagram(self.now, component, from, &request)
    }

    /// A check of theirs that nominates, in the role for it.
    pub(crate) fn nominate(&mut self, from: (Component, SocketAddr)) {
        assert!(self.check(from, Role::Controlling(1), true));
    }
}
