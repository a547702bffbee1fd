//! What an agreed change of a call means to media and to the program.

use crate::events::Event;
use crate::sdp::Agreed;
use crate::sip::message::Message;

use super::super::context::Context;
use super::media::summary_of_agreed;
use super::{Call, State};

impl Call {
    /// Carries out what was agreed, and raises what that means. `request` is
    /// theirs, where they asked for the change.
    pub(super) fn agree_and_tell(
        &mut self,
        ctx: &mut Context,
        agreed: Agreed,
        request: Option<&Message>,
    ) {
        let State::Established(established) = &self.state else {
            return;
        };
        let held = established.hold.is_held();
        let session = self.session;
        let before = self.media.agreed();
        let was_held = before.is_some_and(|before| before.remote_hold);
        let changed = before.is_some_and(|before| before.plan != agreed.plan);
        let media = summary_of_agreed(&agreed);
        let event = match (was_held, agreed.remote_hold) {
            _ if before.is_none() => None,
            (false, true) => Some(Event::RemoteHold { session }),
            (true, false) => Some(Event::RemoteUnHold { session, media }),
            _ => request
                .filter(|_| changed)
                .map(|request| Event::InviteUpdated {
                    session,
                    media,
                    message: request.raw().clone(),
                }),
        };
        let released = self.media.agree(agreed, held, &mut ctx.outputs);
        self.forget_relays(&released);
        if let Some(event) = event {
            ctx.event(event);
        }
    }
}
