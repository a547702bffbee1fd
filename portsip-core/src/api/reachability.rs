//! How the account is reached: instance, push service, NAT, keep-alives.

use super::Sdk;
use super::account::EXPIRES_S_MIN;
use crate::config::Push;
use crate::error::{Error, Result};

impl Sdk {
    /// Names this instance of the account in registrations from now on, a
    /// UUID (RFC 5626).
    ///
    /// `CoreArgumentIncorrect` for anything else.
    pub fn set_instance_id(&self, uuid: &str) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("instance", |agent, _| agent.set_instance_id(uuid))
    }

    /// Says how the account is woken for a call (RFC 8599), in registrations
    /// from now on; `None` takes it back.
    ///
    /// `CoreArgumentIncorrect` without a provider or identifier, or for control
    /// characters; `CoreDataSizeTooLarge` above 1024 bytes.
    pub fn set_push(&self, push: Option<Push>) -> Result<()> {
        self.require_running()?;
        self.engine.agent("push", |agent, _| agent.set_push(push))
    }

    /// Registers anew at once, and moves calls to where we are now.
    ///
    /// `expires_s`: at least 20 (`CoreExpiresValueTooSmall`), 0 for what was
    /// asked for before. Other errors: `CoreUserNotFound`, `CoreNotRegistered`.
    pub fn refresh_registration(&self, expires_s: u32) -> Result<()> {
        self.require_running()?;
        let expires_s = Some(expires_s).filter(|expires_s| *expires_s > 0);
        if expires_s.is_some_and(|expires_s| expires_s < EXPIRES_S_MIN) {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        self.engine.agent("refresh", |agent, now| {
            agent.refresh_registration(now, expires_s)
        })
    }

    /// Says whether requests ask where they came from (RFC 3581).
    pub fn enable_rport(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("rport", |agent, now| agent.set_rport(now, enabled));
        Ok(())
    }

    /// How often the way to the registrar is kept open, in seconds; 0 for
    /// never.
    ///
    /// `CoreArgumentIncorrect` below 0.
    pub fn set_keep_alive_time(&self, seconds: i32) -> Result<()> {
        self.require_running()?;
        let seconds = u32::try_from(seconds).map_err(|_| Error::CoreArgumentIncorrect)?;
        self.engine.agent("keep-alive", |agent, now| {
            agent.set_keep_alive(now, seconds);
        });
        Ok(())
    }
}
