//! Messages of people, in calls and outside of them.

use super::Sdk;
use crate::error::Result;
use crate::ids::{MessageId, SessionId};
use crate::octets::Octets;

impl Sdk {
    /// Sends a message in a call, after those that wait. One event tells what became
    /// of it.
    ///
    /// `subtype` may carry parameters. Errors: `CoreMimeTypeUnknown` (no type),
    /// `CoreDataSizeTooLarge` (the body is too large, or too many wait),
    /// `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn send_message(
        &self,
        session: SessionId,
        kind: &str,
        subtype: &str,
        body: &[u8],
    ) -> Result<MessageId> {
        self.require_running()?;
        let body = Octets::copy_from_slice(body);
        self.engine.agent("send message", |agent, now| {
            agent.send_message(now, session, (kind, subtype), body)
        })
    }

    /// Sends a message outside of calls, after those to the same recipient. One event
    /// tells what became of it.
    ///
    /// `is_sms` marks it as a short message. `subtype` may carry parameters. Errors:
    /// `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`, `CoreMimeTypeUnknown` (no
    /// type), `CoreDataSizeTooLarge` (the body is too large, or too many wait for an
    /// answer).
    pub fn send_out_of_dialog_message(
        &self,
        to: &str,
        kind: &str,
        subtype: &str,
        is_sms: bool,
        body: &[u8],
    ) -> Result<MessageId> {
        self.require_running()?;
        let body = Octets::copy_from_slice(body);
        self.engine.agent("send message", |agent, now| {
            agent.send_out_of_dialog_message(now, to, (kind, subtype), is_sms, body)
        })
    }
}
