//! The threads of one SDK object: named, counted, and waited for at the end.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::clock_source::ClockSource;
use crate::device;

/// What a thread of the engine does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Sockets, timers and names of SIP.
    Signalling,
    /// Calls the program's handler.
    Events,
    /// The 10 ms tick: RTP, codecs, devices, raw audio callbacks.
    Media,
    /// Shares the tick with others where it is long.
    MediaWorker,
    /// Reads and writes files.
    Files,
    /// Keeps bound media ports ready.
    Ports,
    /// Opens and watches the system's sound devices.
    Devices,
}

impl Role {
    /// The thread's name; at most 15 bytes, which is what Linux shows.
    const fn thread_name(self) -> &'static str {
        match self {
            Self::Signalling => "sip-signalling",
            Self::Events => "sip-events",
            Self::Media => "sip-media",
            Self::MediaWorker => "sip-media-work",
            Self::Files => "sip-files",
            Self::Ports => "sip-ports",
            Self::Devices => "sip-devices",
        }
    }
}

thread_local! {
    /// The SDK object this thread belongs to, and what it does there.
    static ROLE: Cell<Option<(u64, Role)>> = const { Cell::new(None) };
}

/// The threads of one SDK object.
#[derive(Debug)]
pub(super) struct Threads {
    /// Tells the threads of several SDK objects apart.
    owner: u64,
    log: tracing::Dispatch,
    running: Mutex<Running>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct Running {
    alive: usize,
    handles: Vec<JoinHandle<()>>,
}

impl Threads {
    /// No thread yet. Threads started later log to `log`.
    pub(super) fn new(log: tracing::Dispatch) -> Arc<Self> {
        static OWNERS: AtomicU64 = AtomicU64::new(1);
        Arc::new(Self {
            owner: OWNERS.fetch_add(1, Ordering::Relaxed),
            log,
            running: Mutex::default(),
            ended: Condvar::new(),
        })
    }

    /// Starts a thread that runs `body`.
    pub(super) fn spawn(
        self: &Arc<Self>,
        role: Role,
        body: impl FnOnce() + Send + 'static,
    ) -> io::Result<()> {
        let threads = Arc::clone(self);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = Builder::new()
            .name(role.thread_name().to_owned())
            .spawn(move || {
                ROLE.set(Some((threads.owner, role)));
                let _ended = EndGuard(&threads);
                tracing::dispatcher::with_default(&threads.log, || {
                    if matches!(role, Role::Media | Role::MediaWorker) {
                        device::raise_thread_priority();
                    }
                    if catch_unwind(AssertUnwindSafe(body)).is_err() {
                        tracing::error!(?role, "a thread ended by a panic");
                    }
                });
            })?;
        running.alive += 1;
        running.handles.push(handle);
        Ok(())
    }

    /// Waits until every thread has ended, at most `limit`. Threads that are
    /// still busy then (a handler that does not return) are left to end alone.
    pub(super) fn join(&self, clock: &ClockSource, limit: Duration) {
        let deadline = clock.now() + limit;
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        while running.alive > 0 {
            let left = deadline - clock.now();
            if left.is_zero() {
                break;
            }
            running = self
                .ended
                .wait_timeout(running, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        let handles = std::mem::take(&mut running.handles);
        let all_ended = running.alive == 0;
        drop(running);
        for handle in handles {
            if all_ended || handle.is_finished() {
                // A panic was logged where it happened.
                let _ = handle.join();
            }
        }
    }

    /// What the calling thread does here; `None` for a thread of the program
    /// or of another SDK object.
    pub(super) fn current_role(&self) -> Option<Role> {
        ROLE.get()
            .and_then(|(owner, role)| (owner == self.owner).then_some(role))
    }

    /// How many threads run.
    pub(super) fn alive(&self) -> usize {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .alive
    }
}

/// Counts a thread out when it ends, whichever way.
struct EndGuard<'a>(&'a Threads);

impl Drop for EndGuard<'_> {
    fn drop(&mut self) {
        let mut running = self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        running.alive -= 1;
        self.0.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_thread_knows_its_role_and_is_joined() {
        let threads = Threads::new(tracing::Dispatch::none());
        let (told, roles) = mpsc::channel();
        let inner = Arc::clone(&threads);
        threads
            .spawn(Role::Events, move || {
                told.send(inner.current_role()).expect("the test listens");
            })
            .expect("a thread can be started");
        assert_eq!(roles.recv(), Ok(Some(Role::Events)));
        threads.join(&ClockSource::start(), Duration::from_secs(10));
        assert_eq!(threads.alive(), 0);
        assert_eq!(threads.current_role(), None);
    }

    #[test]
    fn a_busy_thread_is_left_alone_at_the_deadline() {
        let threads = Threads::new(tracing::Dispatch::none());
        let (release, blocked) = mpsc::channel::<()>();
        threads
            .spawn(Role::Files, move || {
                let _ = blocked.recv();
            })
            .expect("a thread can be started");
        threads.join(&ClockSource::start(), Duration::from_millis(1));
        assert_eq!(threads.alive(), 1);
        drop(release);
    }
}
