//! The session timer of calls.

use super::Sdk;
use crate::config::SessionTimer;
use crate::error::Result;

impl Sdk {
    /// Calls ask for this session timer from now on (RFC 4028).
    ///
    /// `CoreSessionTimerValueTooSmall`: the interval is below 90 s.
    pub fn enable_session_timer(&self, timer: SessionTimer) -> Result<()> {
        self.require_running()?;
        self.engine.agent("enable session timer", |agent, _| {
            agent.set_session_timer(Some(timer))
        })
    }

    /// Calls ask for no session timer from now on; those that have one keep it.
    pub fn disable_session_timer(&self) -> Result<()> {
        self.require_running()?;
        self.engine.agent("disable session timer", |agent, _| {
            agent.set_session_timer(None)
        })
    }
}
