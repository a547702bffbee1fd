//! Presence of our own: who may watch us, and what is told.

use super::Sdk;
use crate::config::PresenceMode;
use crate::error::Result;
use crate::ids::SubscriptionId;

impl Sdk {
    /// Whether we answer watchers ourselves, or publish how we are at our server. A
    /// change ends what was there; no event follows.
    ///
    /// `CoreNotInitialized`.
    pub fn set_presence_mode(&self, mode: PresenceMode) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set presence mode", |agent, now| {
            agent.set_presence_mode(now, mode);
        });
        Ok(())
    }

    /// How long publications are asked to live, from the next change on.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    pub fn set_default_publication_time(&self, expires_s: u32) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set publication time", |agent, _| {
            agent.set_default_publication_time(expires_s)
        })
    }

    /// Lets a watcher know how we are, from now on.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn presence_accept(&self, watcher: SubscriptionId) -> Result<()> {
        self.require_running()?;
        self.engine.agent("accept watcher", |agent, now| {
            agent.presence_accept(now, watcher)
        })
    }

    /// Lets a watcher know nothing, or nothing more. No event follows.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn presence_reject(&self, watcher: SubscriptionId) -> Result<()> {
        self.require_running()?;
        self.engine.agent("reject watcher", |agent, now| {
            agent.presence_reject(now, watcher)
        })
    }

    /// Says how we are: to one watcher; or with 0 to our server, where we publish.
    ///
    /// `text`: for people; `Offline`, in any case, says that we cannot be reached.
    /// Errors: `CoreNotFoundSubscribeId`, `CoreArgumentIncorrect` (no text),
    /// `CoreDataSizeTooLarge` (above 1024 bytes), and where we publish
    /// `CoreUserNotFound`, `CoreSipServerEmpty`, `CoreInvalidUri`.
    pub fn set_presence_status(&self, watcher: SubscriptionId, text: &str) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set presence status", |agent, now| {
            agent.set_presence_status(now, watcher, text)
        })
    }
}
