//! Call transfer: asking for one, and being asked (RFC 3515, RFC 5589).

use super::Sdk;
use crate::error::Result;
use crate::ids::{ReferId, SessionId};

impl Sdk {
    /// Asks the other side of a call to call `to`: a name, a `sip:`, `sips:` or
    /// `tel:` address. Events tell how it goes on; the call stays up.
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`, `CoreInviteSessionNotFound`,
    /// `CoreCallNotEstablished`, `CoreDataSizeTooLarge` (64 are under way).
    pub fn refer(&self, session: SessionId, to: &str) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("refer", |agent, now| agent.refer(now, session, to))
    }

    /// Asks the other side of a call to call `to` in the place of our call
    /// `replaced`.
    ///
    /// Errors as of [`refer`](Self::refer), for both calls.
    pub fn attended_refer(&self, session: SessionId, replaced: SessionId, to: &str) -> Result<()> {
        self.require_running()?;
        self.engine.agent("attended refer", |agent, now| {
            agent.attended_refer(now, session, replaced, to)
        })
    }

    /// The same, sent to `target` and with `method` in Refer-To.
    ///
    /// Errors as of [`refer`](Self::refer), for both calls, and
    /// `CoreSipMethodNameEmpty`, `CoreArgumentIncorrect` (no method),
    /// `CoreUserNotFound`.
    pub fn attended_refer_to_target(
        &self,
        session: SessionId,
        replaced: SessionId,
        method: &str,
        target: &str,
        to: &str,
    ) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("attended refer to a target", |agent, now| {
                agent.attended_refer_to_target(now, session, replaced, method, (target, to))
            })
    }

    /// Asks `target`, outside any call, to call `to` in the place of our call
    /// `replaced`, which the events name.
    ///
    /// Errors as of
    /// [`attended_refer_to_target`](Self::attended_refer_to_target).
    pub fn out_of_dialog_refer(
        &self,
        replaced: SessionId,
        method: &str,
        target: &str,
        to: &str,
    ) -> Result<()> {
        self.require_running()?;
        self.engine.agent("refer out of dialog", |agent, now| {
            agent.out_of_dialog_refer(now, replaced, method, (target, to))
        })
    }

    /// Calls whom a REFER of the other side names, and reports to it.
    ///
    /// Errors: `CoreNotFoundSubscribeId` (no REFER waits under this id),
    /// `CoreUserNotFound`, `CoreInvalidUri`, `CoreAudioVideoCodecEmpty`,
    /// `CoreNoFreeDialogSession`, `CoreCreateAudioChannelFailed`.
    pub fn accept_refer(&self, refer: ReferId) -> Result<SessionId> {
        self.require_running()?;
        self.with_media_ports(|ports| {
            self.engine.agent("accept refer", |agent, now| {
                agent.accept_refer(now, refer, ports)
            })
        })
    }

    /// Refuses a REFER of the other side with 603.
    ///
    /// `CoreNotFoundSubscribeId`: no REFER waits under this id.
    pub fn reject_refer(&self, refer: ReferId) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("reject refer", |agent, now| agent.reject_refer(now, refer))
    }
}
