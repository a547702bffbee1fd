//! The end of an SDK object: say goodbye, wait a little, stop every thread.

use std::sync::PoisonError;
use std::time::Duration;

use super::Engine;

/// How long peers have to answer our goodbyes.
const DRAIN_MAX: Duration = Duration::from_millis(1800);
/// All that [`Engine::shut_down`] waits.
const TOTAL_MAX: Duration = Duration::from_secs(2);

impl Engine {
    /// Ends calls and the registration, waits at most 2 s in all for the
    /// answers, and ends every thread. From the call on no further event is
    /// delivered; the handler that runs then, if any, is the last.
    ///
    /// On a thread of this engine it returns at once, and the same happens
    /// behind it. A handler or audio callback that does not return in time is
    /// left to end alone. Calling it again does no harm.
    pub fn shut_down(&self) {
        self.core.events.close();
        self.agent("shut down", super::Agent::shut_down);
        self.core.stop_within(DRAIN_MAX);
        if self.threads.current_role().is_some() {
            return;
        }
        self.threads.join(&self.core.clock, TOTAL_MAX);
        if self.threads.alive() == 0 {
            tracing::dispatcher::with_default(&self.log, || tracing::info!("ended"));
            self.logging
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .close();
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shut_down();
    }
}
