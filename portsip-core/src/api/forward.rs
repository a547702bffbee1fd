//! Incoming calls that go elsewhere or are not wanted.

use super::Sdk;
use crate::error::Result;
use crate::ids::SessionId;

impl Sdk {
    /// Sends incoming calls to `to` from now on, all or only while a call is up.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`.
    pub fn enable_call_forward(&self, only_when_busy: bool, to: &str) -> Result<()> {
        self.require_running()?;
        self.engine.agent("enable call forward", |agent, _| {
            agent.enable_call_forward(only_when_busy, to)
        })
    }

    /// Lets incoming calls ring again.
    pub fn disable_call_forward(&self) -> Result<()> {
        self.require_running()?;
        self.engine.agent("disable call forward", |agent, _| {
            agent.disable_call_forward();
        });
        Ok(())
    }

    /// Says whether incoming calls are refused with 480.
    pub fn set_do_not_disturb(&self, on: bool) {
        if self.require_running().is_ok() {
            self.engine.agent("do not disturb", |agent, _| {
                agent.set_do_not_disturb(on);
            });
        }
    }

    /// Sends an incoming call that has not been answered elsewhere. No event
    /// follows.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`, `CoreInviteSessionNotFound`,
    /// `CoreNotIncomingCall`.
    pub fn forward_call(&self, session: SessionId, to: &str) -> Result<()> {
        self.require_running()?;
        self.engine.agent("forward call", |agent, now| {
            agent.forward_call(now, session, to)
        })?;
        self.per_call.forget(session);
        Ok(())
    }
}
