//! A call in the place of another: RFC 3891 §3.
//!
//! | the named call | early-only | verdict |
//! |---|---|---|
//! | ours, early at the other side | either | replaced |
//! | theirs, ringing here | either | 481 |
//! | established | no | replaced |
//! | established | yes | 486 |
//! | being ended | either | 603 |
//! | in another replacement that is not done | either | 486 |
//!
//! The new call is answered by itself. The old one is ended when the new one is
//! connected, so that it lives on where that fails.

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::plan::MediaPorts;
use crate::sip::header::Replaces;
use crate::sip::message::StatusCode;

use super::super::context::Context;
use super::close_reason::CloseReason;
use super::connect::Stage;
use super::{Call, CallNews, State};

impl Call {
    /// The call that this one takes the place of, until it is connected.
    pub(crate) fn replaces(&self) -> Option<SessionId> {
        self.replaces
    }

    /// Whether an INVITE with this Replaces may take the call's place; else the
    /// code that refuses it. The tag of ours is known to fit.
    pub(crate) fn check_replaces(&mut self, wish: &Replaces) -> Result<(), StatusCode> {
        let unknown = StatusCode::CALL_DOES_NOT_EXIST;
        match &mut self.state {
            State::Connecting(connecting) => {
                let fits = matches!(connecting.stage, Stage::Inviting(_))
                    && *wish.call_id == *connecting.call_id
                    && connecting.early.has_fork(&wish.from_tag);
                return if fits { Ok(()) } else { Err(unknown) };
            }
            State::Ringing(_) | State::Ended => return Err(unknown),
            State::Established(_) | State::Closing(_) => {}
        }
        let is_live = self.is_live();
        let holder = self.dialog_holder().ok_or(StatusCode::DECLINE)?;
        // "0" stands for no tag at all (RFC 3891 §6.1).
        let tag = Some(&*wish.from_tag).filter(|tag| *tag != "0");
        let fits = holder.is_dialog_of(&wish.call_id, &wish.from_tag)
            || holder.is_dialog_of(&wish.call_id, tag.unwrap_or_default());
        match () {
            () if !fits => Err(unknown),
            () if !is_live => Err(StatusCode::DECLINE),
            () if wish.early_only => Err(StatusCode::BUSY_HERE),
            () => Ok(()),
        }
    }

    /// The sockets for a call that is answered by itself, or that there are
    /// none. Whether they belong to it from now on.
    pub(super) fn answer_by_itself(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        ports: Option<MediaPorts>,
    ) -> bool {
        if !matches!(self.state, State::Ringing(_)) {
            return false;
        }
        let status = match ports.map(|ports| self.answer(now, ctx, ports)) {
            Some(Ok(())) => return true,
            Some(Err(_)) => StatusCode::NOT_ACCEPTABLE_HERE,
            None => StatusCode::TEMPORARILY_UNAVAILABLE,
        };
        self.refuse_invite(now, ctx, status);
        self.closed(ctx, CloseReason::of_status(status));
        self.end(ctx);
        false
    }

    /// This call stands: the one before may go.
    pub(super) fn tell_replaced(&mut self, ctx: &mut Context) {
        if let Some(replaced) = self.replaces.take() {
            ctx.call_news.push_back(CallNews::Replaced(replaced));
        }
    }

    /// Another call has taken this one's place.
    pub(crate) fn give_place(&mut self, now: Instant, ctx: &mut Context) {
        match &self.state {
            State::Established(_) => {
                self.close(now, ctx, CloseReason::REPLACED);
            }
            State::Connecting(_) => {
                self.report_failure(ctx, StatusCode::REQUEST_TERMINATED, None);
                self.cancel(now, ctx);
            }
            State::Ringing(_) | State::Closing(_) | State::Ended => {}
        }
    }
}
