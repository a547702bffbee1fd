//! The one lock: the agent, and the queues its outputs go to.
//!
//! [`Core::agent`] locks, runs one thing on the agent, drains what comes out
//! into queues, unlocks, and only then sends, wakes and returns. A [`Turn`] does
//! so for several things, and sends and wakes after the last. Under the lock
//! there is no IO, name resolution, wait or foreign call. It is a leaf lock: the
//! queues' own locks below it are held for a push or a swap.

mod driver;

use std::collections::VecDeque;
use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use smallvec::SmallVec;
use tokio::sync::Notify;

use super::clock_source::ClockSource;
use super::connection::Connections;
use super::endpoint::Endpoint;
use super::event_thread::EventQueue;
use super::malformed::MalformedLog;
use super::media_inbox::MediaInbox;
use super::media_waiting::MediaWaiting;
use super::packet_capture::PacketCapture;
use super::port_pool::PortPool;
use super::resolver::Resolver;
use super::socket::bound::Bound;
use super::socket::udp::SipUdpSocket;
use super::tls::LazySecurity;
use super::transmit_queue::{QueuedMessage, TransmitQueue, Ways};
use crate::clock::Instant;
use crate::events::Event;
use crate::ids::SessionId;
use crate::limits::MEDIA_QUEUE_MAX;
use crate::plan::{MediaCommand, MediaReport};
use crate::sip::message::ParseError;
use crate::sip::transport::flow::Transport;
use crate::ua::{Agent, Output, RegistrationStatus};

pub(super) use driver::DriverRequest;

use driver::driver_request;

/// The driver is at work and looks at everything before it sleeps.
const AWAKE: u64 = 0;
/// The driver sleeps until it is woken.
const NO_DEADLINE: u64 = u64::MAX;
/// Messages that one thread sends in one go.
const MESSAGES_AT_ONCE_MAX: usize = 64;
/// A hold of the lock longer than this is reported in debug builds.
const HOLD_MAX: Duration = Duration::from_millis(1);

/// What all threads of one SDK object share.
#[derive(Debug)]
pub(super) struct Core {
    pub(super) clock: ClockSource,
    pub(super) events: EventQueue,
    pub(super) media: MediaInbox,
    /// Ticks of media that began late.
    pub(super) late_ticks: AtomicU64,
    /// Those for which there was no time.
    pub(super) left_out_ticks: AtomicU64,
    /// Where the SIP port is.
    pub(super) bound: Bound,
    /// For datagrams, where the object was made for them.
    pub(super) socket: Option<SipUdpSocket>,
    pub(super) connections: Arc<Connections>,
    /// What connections are accepted for.
    listens_for: Option<Transport>,
    pub(super) ports: Arc<PortPool>,
    /// What those over TLS are made with.
    pub(super) security: LazySecurity,
    pub(super) capture: Arc<PacketCapture>,
    pub(super) resolver: Resolver,
    /// Told, without the lock, of each call whose audio begins or changes.
    media_listener: OnceLock<MediaListener>,
    guarded: Mutex<Guarded>,
    transmits: TransmitQueue,
    requests: Mutex<VecDeque<DriverRequest>>,
    malformed: Mutex<MalformedLog>,
    /// The socket took no more; the driver waits until it does.
    blocked: AtomicBool,
    /// Until when the driver sleeps, in microseconds; written under the lock.
    asleep_until: AtomicU64,
    driver: Notify,
    /// When everything ends at the latest; [`NO_DEADLINE`] before `shut_down`.
    stop_at: AtomicU64,
    registration: Mutex<RegistrationStatus>,
    registration_changed: Condvar,
}

/// What the lock guards.
struct Guarded {
    agent: Agent,
    /// For the media thread, which had no room.
    media_waiting: MediaWaiting,
    registration: RegistrationStatus,
}

impl std::fmt::Debug for Guarded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guarded")
    }
}

/// Who is told that a call has audio.
struct MediaListener(Box<dyn Fn(SessionId) + Send + Sync>);

impl std::fmt::Debug for MediaListener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MediaListener")
    }
}

/// What is to be done once the lock is free.
#[derive(Debug, Default)]
struct Drained {
    /// Calls with a plan for audio that is on its way to media.
    audio: SmallVec<[SessionId; 2]>,
    events: bool,
    messages: bool,
    driver: bool,
}

impl Drained {
    fn add(&mut self, later: Self) {
        self.audio.extend(later.audio);
        self.events |= later.events;
        self.messages |= later.messages;
        self.driver |= later.driver;
    }
}

/// One thing after the other on the agent: what follows from them is carried
/// out when the turn is dropped, so that many messages wake a thread once.
pub(super) struct Turn<'a> {
    core: &'a Core,
    drained: Drained,
}

impl Turn<'_> {
    /// Runs `act` on the agent.
    pub(super) fn agent<R>(
        &mut self,
        purpose: &'static str,
        act: impl FnOnce(&mut Agent, Instant) -> R,
    ) -> R {
        let mut guarded = self.core.lock(purpose);
        let result = act(&mut guarded.agent, self.core.clock.now());
        self.drained.add(self.core.drain(&mut guarded));
        result
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.core.after(std::mem::take(&mut self.drained));
    }
}

impl Core {
    /// Puts an agent behind the lock.
    pub(super) fn new(
        clock: ClockSource,
        agent: Agent,
        endpoint: &mut Endpoint,
        media: MediaInbox,
        ports: Arc<PortPool>,
        security: LazySecurity,
        resolver: Resolver,
    ) -> Self {
        Self {
            clock,
            events: EventQueue::default(),
            media,
            late_ticks: AtomicU64::new(0),
            left_out_ticks: AtomicU64::new(0),
            bound: endpoint.bound,
            socket: endpoint.datagrams.take(),
            connections: Arc::default(),
            listens_for: endpoint
                .listening
                .as_ref()
                .map(|listening| listening.transport),
            ports,
            security,
            capture: Arc::default(),
            resolver,
            media_listener: OnceLock::new(),
            guarded: Mutex::new(Guarded {
                agent,
                media_waiting: MediaWaiting::default(),
                registration: RegistrationStatus::default(),
            }),
            transmits: TransmitQueue::default(),
            requests: Mutex::default(),
            malformed: Mutex::default(),
            blocked: AtomicBool::new(false),
            asleep_until: AtomicU64::new(AWAKE),
            driver: Notify::new(),
            stop_at: AtomicU64::new(NO_DEADLINE),
            registration: Mutex::default(),
            registration_changed: Condvar::new(),
        }
    }

    /// Says who is told of calls whose audio begins or changes; the first counts.
    pub(super) fn set_media_listener(&self, listener: Box<dyn Fn(SessionId) + Send + Sync>) {
        // Of a second one nobody would know whom it is for.
        let _ = self.media_listener.set(MediaListener(listener));
    }

    /// Runs `act` on the agent and carries out what follows from it.
    pub(super) fn agent<R>(
        &self,
        purpose: &'static str,
        act: impl FnOnce(&mut Agent, Instant) -> R,
    ) -> R {
        self.turn().agent(purpose, act)
    }

    /// The agent for several things in a row.
    pub(super) fn turn(&self) -> Turn<'_> {
        Turn {
            core: self,
            drained: Drained::default(),
        }
    }

    /// Asks something of the driver without the lock; `false` when it has too
    /// much to do already.
    pub(super) fn request(&self, request: DriverRequest) -> bool {
        self.offer(request).is_ok()
    }

    /// Hands the driver a report without the lock; back when it has too much to
    /// do already.
    pub(super) fn offer_report(&self, report: MediaReport) -> Result<(), MediaReport> {
        match self.offer(DriverRequest::Report(report)) {
            Err(DriverRequest::Report(report)) => Err(report),
            _ => Ok(()),
        }
    }

    fn offer(&self, request: DriverRequest) -> Result<(), DriverRequest> {
        let mut requests = self.requests();
        if requests.len() >= MEDIA_QUEUE_MAX {
            return Err(request);
        }
        requests.push_back(request);
        drop(requests);
        self.driver.notify_one();
        Ok(())
    }

    /// Sends what waits; what the socket or this thread's share does not take
    /// is left to the driver. `true` where this thread's share was not enough.
    pub(super) fn flush(&self) -> bool {
        let ways = Ways {
            socket: self.socket.as_ref(),
            connections: &self.connections,
            capture: &self.capture,
        };
        let flushed = self.transmits.flush(ways, MESSAGES_AT_ONCE_MAX);
        let failed = !flushed.failed.is_empty() || !flushed.closed.is_empty();
        let wake = flushed.blocked || flushed.more || failed;
        for remote in flushed.failed {
            self.requests()
                .push_back(DriverRequest::Unreachable(remote));
        }
        for connection in flushed.closed {
            self.requests().push_back(DriverRequest::Closed(connection));
        }
        if flushed.more {
            self.requests().push_back(DriverRequest::Flush);
        }
        if flushed.blocked {
            self.blocked.store(true, Ordering::Release);
        }
        if wake {
            self.driver.notify_one();
        }
        flushed.more
    }

    /// Whether we listen for connections of a transport.
    pub(super) fn listens_for(&self, transport: Transport) -> bool {
        self.listens_for == Some(transport)
    }

    /// Whether everything is to be secure: the object was made for TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.listens_for.is_some_and(Transport::is_secure)
    }

    /// Notes bytes that are no message.
    pub(super) fn note_malformed(&self, from: IpAddr, error: &ParseError) {
        lock(&self.malformed).note(self.clock.now(), from, error);
    }

    /// Notes that all has left that waited on a connection: at the end the
    /// driver waits for that.
    pub(super) fn note_sent(&self) {
        if self.is_stopping() {
            self.driver.notify_one();
        }
    }

    fn is_stopping(&self) -> bool {
        self.stop_at.load(Ordering::Acquire) != NO_DEADLINE
    }

    /// Ends everything by `limit` from now at the latest.
    pub(super) fn stop_within(&self, limit: Duration) {
        let at = (self.clock.now() + limit).as_micros();
        self.stop_at.fetch_min(at, Ordering::AcqRel);
        self.driver.notify_one();
    }

    /// Waits until the registration is not being taken back any more, at
    /// most `limit`.
    pub(super) fn wait_for_unregistered(&self, limit: Duration) {
        let status = self.agent("wait for un-register", |agent, _| {
            agent.registration_status()
        });
        if status != RegistrationStatus::Unregistering {
            return;
        }
        let registration = lock(&self.registration);
        drop(
            self.registration_changed
                .wait_timeout_while(registration, limit, |status| {
                    *status == RegistrationStatus::Unregistering
                }),
        );
    }

    fn lock(&self, purpose: &'static str) -> Locked<'_> {
        let guarded = lock(&self.guarded);
        Locked {
            guarded,
            _report: HoldReport {
                clock: &self.clock,
                purpose,
                since: self.clock.now(),
            },
        }
    }

    /// Moves the agent's outputs to their queues, in order. Events come last: who
    /// sees one finds what it tells of on its way, the audio of a call for one.
    fn drain(&self, guarded: &mut Guarded) -> Drained {
        let mut drained = Drained::default();
        let mut messages: SmallVec<[QueuedMessage; 4]> = SmallVec::new();
        let mut events: SmallVec<[Event; 2]> = SmallVec::new();
        while let Some(output) = guarded.agent.poll_output() {
            match output {
                Output::Transmit { flow, payload } => {
                    messages.push(QueuedMessage { flow, payload });
                }
                Output::Event(event) => events.push(event),
                Output::Media(command) => {
                    drained.audio.extend(call_with_audio(&command));
                    guarded.media_waiting.push(command);
                }
                other => {
                    self.requests().extend(driver_request(other));
                    drained.driver = true;
                }
            }
        }
        if !messages.is_empty() {
            drained.messages = true;
            for broken in self.transmits.push(messages.into_iter()) {
                self.requests().push_back(DriverRequest::CloseFlow(broken));
                drained.driver = true;
            }
        }
        self.media.send_waiting(&mut guarded.media_waiting);
        for event in events {
            self.events.push(event);
            drained.events = true;
        }
        self.note_deadline(guarded, &mut drained);
        let status = guarded.agent.registration_status();
        if status != guarded.registration {
            guarded.registration = status;
            *lock(&self.registration) = status;
            self.registration_changed.notify_all();
        }
        drained
    }

    /// Wakes the driver where it would sleep past the agent's next deadline, or
    /// past the last answer that the end waits for.
    fn note_deadline(&self, guarded: &Guarded, drained: &mut Drained) {
        let asleep_until = self.asleep_until.load(Ordering::Relaxed);
        if asleep_until == AWAKE {
            drained.driver = false;
        } else if deadline_of(&guarded.agent) < asleep_until
            || (self.is_stopping() && guarded.agent.is_drained())
        {
            drained.driver = true;
        }
    }

    /// What was to wait until the lock is free.
    fn after(&self, drained: Drained) {
        if let Some(listener) = self.media_listener.get() {
            drained.audio.into_iter().for_each(&listener.0);
        }
        if drained.events {
            self.events.wake();
        }
        if drained.messages {
            self.flush();
        }
        if drained.driver {
            self.driver.notify_one();
        }
    }

    fn requests(&self) -> MutexGuard<'_, VecDeque<DriverRequest>> {
        lock(&self.requests)
    }
}

/// The call that gets audio by a command, or other audio.
fn call_with_audio(command: &MediaCommand) -> Option<SessionId> {
    match command {
        MediaCommand::Apply { session, plan, .. } => plan.audio.as_ref().map(|_| *session),
        _ => None,
    }
}

/// When the agent wants to be called, in microseconds.
fn deadline_of(agent: &Agent) -> u64 {
    agent.poll_timeout().map_or(NO_DEADLINE, Instant::as_micros)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lock while it is held.
struct Locked<'a> {
    guarded: MutexGuard<'a, Guarded>,
    /// Dropped after the guard, so that nothing is logged under the lock.
    _report: HoldReport<'a>,
}

/// Says in debug builds that the lock was held long.
struct HoldReport<'a> {
    clock: &'a ClockSource,
    purpose: &'static str,
    since: Instant,
}

impl Deref for Locked<'_> {
    type Target = Guarded;

    fn deref(&self) -> &Guarded {
        &self.guarded
    }
}

impl DerefMut for Locked<'_> {
    fn deref_mut(&mut self) -> &mut Guarded {
        &mut self.guarded
    }
}

impl Drop for HoldReport<'_> {
    fn drop(&mut self) {
        if cfg!(debug_assertions) {
            let held = self.clock.now() - self.since;
            if held > HOLD_MAX {
                tracing::debug!(purpose = self.purpose, ?held, "the lock was held long");
            }
        }
    }
}
