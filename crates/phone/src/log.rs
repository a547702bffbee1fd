//! The events of a phone, kept in order, and how to wait for one.

use std::collections::HashSet;
use std::ffi::c_void;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use std::time::Instant;

use crate::Token;
use crate::event::Event;

/// How long an event may take before the wait fails.
const LIMIT: Duration = Duration::from_secs(40);

/// The moment all phones of the process count from.
static START: OnceLock<Instant> = OnceLock::new();

pub(crate) struct Log {
    entries: Mutex<Entries>,
    arrived: Condvar,
    auto_answer: bool,
    sdk: OnceLock<Token>,
}

#[derive(Default)]
struct Entries {
    events: Vec<Event>,
    /// The indices of the events that a wait has taken.
    taken: HashSet<usize>,
}

impl Log {
    pub(crate) fn new(auto_answer: bool) -> Self {
        elapsed();
        Self {
            entries: Mutex::default(),
            arrived: Condvar::new(),
            auto_answer,
            sdk: OnceLock::new(),
        }
    }

    pub(crate) fn set_sdk(&self, sdk: Token) {
        assert!(self.sdk.set(sdk).is_ok(), "a log serves one SDK object");
    }

    /// The SDK object, for a handler that answers by itself.
    pub(crate) fn answering_sdk(&self) -> Option<*mut c_void> {
        self.sdk.get().filter(|_| self.auto_answer).map(|sdk| sdk.0)
    }

    pub(crate) fn push(&self, mut event: Event) {
        event.at = elapsed();
        self.lock().events.push(event);
        self.arrived.notify_all();
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.lock().events.clone()
    }

    /// Takes the first event that fits and was not taken before.
    pub(crate) fn wait(&self, name: &'static str, wanted: impl Fn(&Event) -> bool) -> Event {
        let deadline = now() + LIMIT;
        let mut entries = self.lock();
        loop {
            let found = entries.events.iter().enumerate().find(|(index, event)| {
                event.name == name && wanted(event) && !entries.taken.contains(index)
            });
            if let Some((index, event)) = found {
                let event = event.clone();
                entries.taken.insert(index);
                return event;
            }
            let left = deadline.saturating_duration_since(now());
            if left.is_zero() {
                let names: Vec<_> = entries.events.iter().map(Event::shown).collect();
                drop(entries);
                panic!("no {name} within {LIMIT:?}; events:\n{}", names.join("\n"));
            }
            let waited = self.arrived.wait_timeout(entries, left);
            entries = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn elapsed() -> Duration {
    let start = *START.get_or_init(now);
    now().saturating_duration_since(start)
}

fn now() -> Instant {
    Instant::now()
}
