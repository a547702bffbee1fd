//! An association: the tries of a handshake with those who might be the other side,
//! until one proves to be.
//!
//! *Inputs:* [`Association::handle_datagram`], [`Association::handle_timeout`],
//! [`Association::set_remote`]. *Outputs:* [`Association::poll_transmit`],
//! [`Association::poll_event`], [`Association::poll_timeout`], to be polled after each
//! of the inputs.
//!
//! A client tries with the address that was described. A server listens: behind NAT
//! the other side comes from elsewhere, so a few more addresses may try, each by
//! itself, and whoever sends rubbish from somewhere disturbs nobody. Who has given no
//! cookie back may be nowhere: where there are too many, the first of these makes room.
//! The first that connects ends the other tries. A client may begin anew: the try before
//! goes on until it has given the cookie back in the new one, or, where there are keys,
//! until there are others (RFC 6347 §4.2.8). A try that fails leaves room for the next.
//!
//! Nothing is sent, and nothing begun, as long as there is no way to the other side
//! ([`Association::set_path`]). A call that is answered has 30 s for its keys, and 30 s
//! again each time there is a way: then the association says that there are none, and
//! once more every 30 s. While the other side is nowhere, and while the call rings,
//! nobody waits.

mod client_hello;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use smallvec::SmallVec;

use super::framing;
use super::handshake::{Handshake, Step};
use super::identity::Identity;
use crate::clock::Instant;
use crate::plan::{DtlsFailure, DtlsPlan, DtlsRole, SrtpKeys};

/// How long there may be no keys before that is said.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a try may last: the library gives up before where nobody answers, but not
/// where the other side stops in the middle.
const TRY: Duration = Duration::from_secs(10);
/// How long a client waits before it begins another try at once.
const PAUSE: Duration = Duration::from_millis(200);

/// A datagram to send.
#[derive(Debug, PartialEq, Eq)]
pub struct Transmit {
    /// Where it goes.
    pub to: SocketAddr,
    /// The datagram.
    pub payload: BytesMut,
}

/// What happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// The other side is whom it was described as: these are the keys.
    Connected(Box<SrtpKeys>),
    /// It proved to be somebody else, or there were no keys for 30 s.
    Failed(DtlsFailure),
}

/// What was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Handshakes of somebody else: their certificate was not the one described.
    pub wrong_fingerprint: u64,
    /// Other tries that failed.
    pub failed: u64,
    /// Alerts, which are not followed.
    pub alerts: u64,
    /// Records that are no part of a handshake, and datagrams of who may not try.
    pub malformed: u64,
}

/// An association of one component.
pub struct Association {
    identity: Arc<Identity>,
    plan: DtlsPlan,
    remote: SocketAddr,
    /// Where it was last, if it is nowhere.
    known_as: SocketAddr,
    has_path: bool,
    /// Where there are keys, the first is that which gave them.
    tries: Vec<Try>,
    state: State,
    /// When a client begins another try.
    next_try: Option<Instant>,
    counts: Counts,
    transmits: VecDeque<Transmit>,
    events: VecDeque<Event>,
}

enum State {
    /// Since when keys are waited for, and what went wrong last.
    Connecting(Option<Instant>, Option<DtlsFailure>),
    Connected,
}

struct Try {
    with: SocketAddr,
    begun: Instant,
    /// What the client calls it that has begun it.
    random: Option<[u8; 32]>,
    handshake: Handshake,
}

impl Association {
    /// An association as `plan` says, with who was described to be at `remote`; an
    /// unspecified address for nobody yet. It begins once there is a path.
    pub fn new(now: Instant, identity: Arc<Identity>, plan: DtlsPlan, remote: SocketAddr) -> Self {
        let mut begun = Self {
            identity,
            plan,
            remote,
            known_as: remote,
            has_path: false,
            tries: Vec::new(),
            state: State::Connecting(None, None),
            next_try: None,
            counts: Counts::default(),
            transmits: VecDeque::new(),
            events: VecDeque::new(),
        };
        begun.wait_anew(now);
        begun
    }

    /// Says whether there is a path to the other side: without one nothing is sent.
    /// Whether that is new.
    pub fn set_path(&mut self, now: Instant, has_path: bool) -> bool {
        let is_new = std::mem::replace(&mut self.has_path, has_path) != has_path;
        if is_new && has_path {
            self.wait_anew(now);
            if self.tries.is_empty() {
                self.begin(now);
            }
        }
        is_new
    }

    /// Says whether the call rings: until it is answered nobody waits for keys.
    pub fn set_ringing(&mut self, now: Instant, rings: bool) {
        if std::mem::replace(&mut self.plan.rings, rings) != rings {
            self.wait_anew(now);
        }
    }

    /// The other side is described at another address: a client that has no keys yet
    /// tries there. What has begun with who was described before goes on, for the
    /// association is the same (RFC 8842 §3).
    pub fn set_remote(&mut self, now: Instant, remote: SocketAddr) {
        let before = std::mem::replace(&mut self.remote, remote);
        if self.is_somewhere() {
            let known_as = std::mem::replace(&mut self.known_as, remote);
            let known = self.tries.iter_mut();
            for attempt in known.filter(|attempt| attempt.with == known_as) {
                attempt.with = remote;
            }
        }
        if before == remote || self.is_connected() {
            return;
        }
        if is_somewhere(before) != self.is_somewhere() {
            self.wait_anew(now);
        }
        if self.plan.role == DtlsRole::Client {
            self.tries.clear();
            self.begin(now);
        }
    }

    /// Takes a datagram.
    pub fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &[u8]) {
        let hello = framing::hello(datagram).filter(|_| self.plan.role == DtlsRole::Server);
        if let Some(hello) = hello {
            match self.place_of_hello(now, from, hello) {
                Some(place) => self.give(now, place, datagram),
                None => self.counts.malformed += 1,
            }
            return;
        }
        // Of a client that has begun anew it is for the last try or for the one before.
        let is_known = |attempt: &Try| attempt.with == from && attempt.is_known();
        let places: SmallVec<[usize; 2]> = {
            let tries = self.tries.iter().enumerate();
            let known = tries.filter(|(_, attempt)| is_known(attempt));
            known.map(|(place, _)| place).collect()
        };
        if places.is_empty() {
            self.counts.malformed += 1;
        }
        // Those before one that ends stay where they are.
        for place in places.into_iter().rev() {
            self.give(now, place, datagram);
        }
    }

    /// Does what has become due.
    pub fn handle_timeout(&mut self, now: Instant) {
        let mut place = 0;
        while let Some(attempt) = self.tries.get_mut(place) {
            let count = self.counts.failed;
            let is_over = !attempt.handshake.is_connected() && now - attempt.begun >= TRY;
            let step = if is_over {
                Step::Failed(None)
            } else {
                attempt.handshake.handle_timeout(now)
            };
            self.follow(now, place, step);
            // What failed has left its place to the next.
            place += usize::from(self.counts.failed == count);
        }
        if self.next_try.is_some_and(|due| due <= now) {
            self.begin(now);
        }
        if let State::Connecting(Some(since), trouble) = self.state
            && now - since >= PATIENCE
        {
            self.fail(now, trouble.unwrap_or(DtlsFailure::TimedOut));
        }
    }

    /// When [`Association::handle_timeout`] wants to be called.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let tries = self.tries.iter();
        let tries = tries.flat_map(|attempt| {
            let is_connected = attempt.handshake.is_connected();
            let over = (!is_connected).then_some(attempt.begun + TRY);
            [attempt.handshake.poll_timeout(), over]
        });
        let patience = match self.state {
            State::Connecting(since, _) => since.map(|since| since + PATIENCE),
            State::Connected => None,
        };
        tries.chain([self.next_try, patience]).flatten().min()
    }

    /// The next datagram to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        if !self.has_path {
            return None;
        }
        if let Some(transmit) = self.transmits.pop_front() {
            return Some(transmit);
        }
        self.tries.iter_mut().find_map(|attempt| {
            let to = attempt.with;
            let payload = attempt.handshake.poll_transmit()?;
            Some(Transmit { to, payload })
        })
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Whether there are keys.
    pub fn is_connected(&self) -> bool {
        matches!(self.state, State::Connected)
    }

    /// What was refused so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// A client's next try.
    fn begin(&mut self, now: Instant) {
        self.next_try = None;
        let may_try = self.has_path && self.is_somewhere();
        let is_client = self.plan.role == DtlsRole::Client;
        if is_client && may_try && !self.add_try(now, self.remote, None) {
            self.next_try = Some(now + TRY);
        }
    }

    /// Gives the keys their time again, where they are waited for.
    fn wait_anew(&mut self, now: Instant) {
        let is_awaited = !self.plan.rings && self.is_somewhere();
        if let State::Connecting(since, _) = &mut self.state {
            *since = is_awaited.then_some(now);
        }
    }

    fn is_somewhere(&self) -> bool {
        is_somewhere(self.remote)
    }

    fn add_try(&mut self, now: Instant, with: SocketAddr, random: Option<[u8; 32]>) -> bool {
        let handshake = Handshake::new(now, &self.identity, &self.plan);
        let Some(handshake) = handshake else {
            return false;
        };
        self.tries.push(Try {
            with,
            begun: now,
            random,
            handshake,
        });
        true
    }

    /// Gives a datagram to a try.
    fn give(&mut self, now: Instant, place: usize, datagram: &[u8]) {
        let Some(attempt) = self.tries.get_mut(place) else {
            return;
        };
        let was_known = attempt.is_known();
        let (step, left_out) = attempt.handshake.handle_datagram(now, &self.plan, datagram);
        self.counts.alerts += u64::from(left_out.alerts);
        self.counts.malformed += u64::from(left_out.others);
        let place = if attempt.is_known() && !was_known {
            self.forget_before(place)
        } else {
            place
        };
        self.follow(now, place, step);
    }

    fn follow(&mut self, now: Instant, place: usize, step: Step) {
        match step {
            Step::Nothing => {}
            Step::Connected(keys) => {
                // It stays, to say its last word again where that was lost.
                self.tries.swap(0, place);
                self.tries.truncate(1);
                self.state = State::Connected;
                self.next_try = None;
                self.events.push_back(Event::Connected(keys));
            }
            Step::Failed(failure) => self.drop_try(now, place, failure),
        }
    }

    fn drop_try(&mut self, now: Instant, place: usize, failure: Option<DtlsFailure>) {
        let mut attempt = self.tries.remove(place);
        self.counts.failed += 1;
        while let Some(payload) = attempt.handshake.poll_transmit().filter(|_| self.has_path) {
            let to = attempt.with;
            self.transmits.push_back(Transmit { to, payload });
        }
        let is_wrong = failure == Some(DtlsFailure::WrongFingerprint);
        self.counts.wrong_fingerprint += u64::from(is_wrong);
        let State::Connecting(_, trouble) = &mut self.state else {
            return;
        };
        *trouble = failure.or(*trouble);
        if self.plan.role == DtlsRole::Client {
            self.next_try = Some(now + PAUSE);
        }
        // From elsewhere it may be anybody, and the other side still to come.
        if is_wrong && attempt.with == self.remote {
            self.fail(now, DtlsFailure::WrongFingerprint);
        }
    }

    fn fail(&mut self, now: Instant, failure: DtlsFailure) {
        self.state = State::Connecting(None, None);
        self.wait_anew(now);
        self.events.push_back(Event::Failed(failure));
    }
}

fn is_somewhere(address: SocketAddr) -> bool {
    !address.ip().is_unspecified() && address.port() != 0
}

impl Try {
    fn is_connected_with(&self, address: SocketAddr) -> bool {
        self.with == address && self.handshake.is_connected()
    }

    /// Whether the other side is where it says: we asked it, or it gave its cookie back.
    fn is_known(&self) -> bool {
        self.handshake.is_client() || self.handshake.has_cookie_back()
    }
}

impl std::fmt::Debug for Association {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Association")
            .field("plan", &self.plan)
            .field("remote", &self.remote)
            .field("connected", &self.is_connected())
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}
