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
//! itself, and whoever sends rubbish from somewhere disturbs nobody. The first that
//! connects ends the other tries; a client that begins anew with who has its keys
//! may have others (RFC 6347 §4.2.8). A try that fails leaves room for the next; after
//! 30 s without keys the association says so, and once more every 30 s.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;

use super::framing;
use super::handshake::{Handshake, Step};
use super::identity::Identity;
use crate::clock::Instant;
use crate::limits::DTLS_STRANGERS_MAX;
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
    tries: Vec<Try>,
    state: State,
    /// When a client begins another try.
    next_try: Option<Instant>,
    counts: Counts,
    transmits: VecDeque<Transmit>,
    events: VecDeque<Event>,
}

enum State {
    /// Since when nothing was said about it, and what went wrong last.
    Connecting(Instant, Option<DtlsFailure>),
    Connected,
}

struct Try {
    with: SocketAddr,
    begun: Instant,
    handshake: Handshake,
}

impl Association {
    /// Begins as `plan` says, with who was described to be at `remote`; an unspecified
    /// address for nobody yet.
    pub fn new(now: Instant, identity: Arc<Identity>, plan: DtlsPlan, remote: SocketAddr) -> Self {
        let mut begun = Self {
            identity,
            plan,
            remote,
            tries: Vec::new(),
            state: State::Connecting(now, None),
            next_try: None,
            counts: Counts::default(),
            transmits: VecDeque::new(),
            events: VecDeque::new(),
        };
        begun.begin(now);
        begun
    }

    /// The other side is described at another address: a client that has no keys yet
    /// tries there.
    pub fn set_remote(&mut self, now: Instant, remote: SocketAddr) {
        if std::mem::replace(&mut self.remote, remote) != remote
            && self.plan.role == DtlsRole::Client
            && !self.is_connected()
        {
            self.tries.clear();
            self.begin(now);
        }
    }

    /// Takes a datagram.
    pub fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &[u8]) {
        let Some(place) = self.place_of(now, from, framing::begins(datagram)) else {
            self.counts.malformed += 1;
            return;
        };
        let first = self.tries.first_mut().filter(|_| place > 0);
        if let Some(connected) = first.filter(|first| first.is_connected_with(from)) {
            // Its answer is for a client that has not begun anew.
            connected
                .handshake
                .handle_datagram(now, &self.plan, datagram);
        }
        let Some(attempt) = self.tries.get_mut(place) else {
            return;
        };
        let (step, left_out) = attempt.handshake.handle_datagram(now, &self.plan, datagram);
        self.counts.alerts += u64::from(left_out.alerts);
        self.counts.malformed += u64::from(left_out.others);
        self.follow(now, place, step);
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
        if let State::Connecting(since, trouble) = self.state
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
            State::Connecting(since, _) => Some(since + PATIENCE),
            State::Connected => None,
        };
        tries.chain([self.next_try, patience]).flatten().min()
    }

    /// The next datagram to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
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
        let is_somewhere = !self.remote.ip().is_unspecified() && self.remote.port() != 0;
        if self.plan.role == DtlsRole::Client && is_somewhere && !self.add_try(now, self.remote) {
            self.next_try = Some(now + TRY);
        }
    }

    fn add_try(&mut self, now: Instant, with: SocketAddr) -> bool {
        let handshake = Handshake::new(now, &self.identity, &self.plan);
        let Some(handshake) = handshake else {
            return false;
        };
        self.tries.push(Try {
            with,
            begun: now,
            handshake,
        });
        true
    }

    /// The last try with this address; a new one, where there may be one more.
    fn place_of(&mut self, now: Instant, from: SocketAddr, begins: bool) -> Option<usize> {
        let mut tries = self.tries.iter();
        let place = tries.rposition(|attempt| attempt.with == from);
        let is_server = self.plan.role == DtlsRole::Server;
        let may_try = match (&self.state, place) {
            // Who has its keys may begin anew.
            (State::Connected, Some(0)) => is_server && begins,
            (_, Some(_)) | (State::Connected, None) => false,
            (State::Connecting(..), None) => is_server && self.has_room_for(from),
        };
        if may_try && self.add_try(now, from) {
            return Some(self.tries.len() - 1);
        }
        place
    }

    fn has_room_for(&self, from: SocketAddr) -> bool {
        let strangers = self.tries.iter();
        let strangers = strangers.filter(|attempt| attempt.with != self.remote);
        from == self.remote || strangers.count() < DTLS_STRANGERS_MAX
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
        let mut attempt = self.tries.swap_remove(place);
        self.counts.failed += 1;
        while let Some(payload) = attempt.handshake.poll_transmit() {
            let to = attempt.with;
            self.transmits.push_back(Transmit { to, payload });
        }
        if self.plan.role == DtlsRole::Client && !self.is_connected() {
            self.next_try = Some(now + PAUSE);
        }
        if failure == Some(DtlsFailure::WrongFingerprint) {
            self.counts.wrong_fingerprint += 1;
            // From elsewhere it may be anybody, and the other side still to come.
            if attempt.with == self.remote {
                return self.fail(now, DtlsFailure::WrongFingerprint);
            }
        }
        if let State::Connecting(_, trouble) = &mut self.state {
            *trouble = failure.or(*trouble);
        }
    }

    fn fail(&mut self, now: Instant, failure: DtlsFailure) {
        self.state = State::Connecting(now, None);
        self.events.push_back(Event::Failed(failure));
    }
}

impl Try {
    fn is_connected_with(&self, address: SocketAddr) -> bool {
        self.with == address && self.handshake.is_connected()
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
