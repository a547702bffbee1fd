//! Requests beside calls, and the types of bodies that are taken in requests.

use super::Sdk;
use crate::error::Result;
use crate::ids::SessionId;

impl Sdk {
    /// Takes bodies of one more type in requests of a method from now on.
    ///
    /// Errors: `CoreSipMethodNameEmpty`, `CoreMimeTypeUnknown` (no type),
    /// `CoreArgumentIncorrect` (no method), `CoreDataSizeTooLarge` (too many).
    pub fn add_supported_mime_type(&self, method: &str, kind: &str, subtype: &str) -> Result<()> {
        self.require_running()?;
        self.engine.agent("supported type", |agent, _| {
            agent.add_supported_mime_type(method, kind, subtype)
        })
    }

    /// Asks `to` what it can do, with a session description or none. The answer
    /// is seen only where the program watches the signalling.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreDataSizeTooLarge` (the description is too large, or too many wait for
    /// an answer).
    pub fn send_options(&self, to: &str, description: &str) -> Result<()> {
        self.require_running()?;
        let description = crate::octets::Octets::copy_from_slice(description.as_bytes());
        self.engine.agent("send OPTIONS", |agent, now| {
            agent.send_options(now, to, description)
        })
    }

    /// Sends an INFO in a call, after those that wait. No event tells whether it
    /// was taken.
    ///
    /// `subtype` may carry parameters. Errors: `CoreMimeTypeUnknown` (no type),
    /// `CoreDataSizeTooLarge` (the body is too large, or too many wait),
    /// `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn send_info(
        &self,
        session: SessionId,
        kind: &str,
        subtype: &str,
        contents: &[u8],
    ) -> Result<()> {
        self.require_running()?;
        let body = crate::octets::Octets::copy_from_slice(contents);
        self.engine.agent("send INFO", |agent, now| {
            agent.send_info(now, session, (kind, subtype), body)
        })
    }
}
