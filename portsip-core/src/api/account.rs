//! The account and its registration.

use std::time::Duration;

use super::Sdk;
use crate::config::Account;
use crate::error::{Error, Result};

/// The shortest registration that may be asked for.
pub(super) const EXPIRES_S_MIN: u32 = 20;

impl Sdk {
    /// Sets the account.
    ///
    /// Errors: `CoreUserNameAuthNameEmpty`, `CoreAllowOnlyOneUser`,
    /// `CoreArgumentIncorrect` (control characters, or blanks in a host),
    /// `CoreInvalidUri` (the server, the proxy or the domain is no host).
    pub fn set_user(&self, account: Account) -> Result<()> {
        self.require_running()?;
        if account.user_name.is_empty() {
            return Err(Error::CoreUserNameAuthNameEmpty);
        }
        require_clean(&account)?;
        self.engine
            .agent("set user", |agent, now| agent.set_user(now, account))
    }

    /// Takes the account back, where there is one. A registration is ended at
    /// the server; calls go on.
    pub fn remove_user(&self) {
        if self.require_running().is_ok() {
            self.engine.agent("remove user", |agent, now| {
                // Without a user there is nothing to remove.
                let _ = agent.remove_user(now);
            });
        }
    }

    /// Changes the name shown to others, from the next request on.
    ///
    /// Errors: `CoreUserNotFound`, `CoreArgumentIncorrect` (control characters).
    pub fn set_display_name(&self, name: &str) -> Result<()> {
        self.require_running()?;
        require_printable(name)?;
        self.engine
            .agent("set display name", |agent, _| agent.set_display_name(name))
    }

    /// Registers the account and keeps the registration alive.
    ///
    /// `expires_s`: at least 20 (`CoreExpiresValueTooSmall`). `retry_times`:
    /// tries after a failure. Other errors: `CoreUserNotFound`,
    /// `CoreSipServerEmpty`, `CoreInvalidUri` (a transport that there is not),
    /// `CoreAlreadyRegistered`.
    pub fn register_server(&self, expires_s: u32, retry_times: u32) -> Result<()> {
        self.require_running()?;
        if expires_s < EXPIRES_S_MIN {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        self.engine.agent("register", |agent, now| {
            agent.register(now, expires_s, retry_times)
        })
    }

    /// Takes the registration back, and waits for the server's answer for at
    /// most `wait_ms`; not on the event thread. Whether it came does not
    /// change the result.
    ///
    /// Errors: `CoreUserNotFound`, `CoreNotRegistered`.
    pub fn un_register_server(&self, wait_ms: u32) -> Result<()> {
        self.require_running()?;
        self.engine
            .unregister(Duration::from_millis(u64::from(wait_ms)))
    }

    /// Says whether SIP messages sent and received become events.
    pub fn enable_callback_signaling(&self, sending: bool, received: bool) {
        if self.require_running().is_ok() {
            self.engine.agent("signalling callback", |agent, _| {
                agent.set_signalling_callback(sending, received);
            });
        }
    }
}

/// Refuses what would break a SIP message if it were put into one.
fn require_clean(account: &Account) -> Result<()> {
    let texts = [
        account.user_name.as_str(),
        account.display_name.as_str(),
        account.auth_name.as_str(),
        account.password.expose(),
    ];
    texts.into_iter().try_for_each(require_printable)?;
    let servers = [
        &account.server,
        &account.stun_server,
        &account.outbound_proxy,
    ];
    servers
        .into_iter()
        .flatten()
        .map(|server| server.host.as_str())
        .chain([account.domain.as_str()])
        .try_for_each(require_host)
}

pub(super) fn require_printable(text: &str) -> Result<()> {
    if text.chars().any(char::is_control) {
        return Err(Error::CoreArgumentIncorrect);
    }
    Ok(())
}

pub(super) fn require_host(host: &str) -> Result<()> {
    let blank = |character: char| character.is_control() || character.is_whitespace();
    if host.chars().any(blank) {
        return Err(Error::CoreArgumentIncorrect);
    }
    Ok(())
}
