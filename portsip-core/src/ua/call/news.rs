//! What a call has to do with others: the REFER that asked for it (RFC 3515)
//! and the call it takes the place of (RFC 3891).

use crate::ids::{ReferId, SessionId};
use crate::sip::header::{HeaderName, NameAddr, Replaces};
use crate::sip::message::{RequestBuilder, StatusCode};

use super::super::context::{Context, Owner};
use super::super::lone_dialog::LoneDialog;
use super::Call;

/// What our INVITE says beyond an ordinary one.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceExtra {
    /// The call at the other side that ours takes the place of.
    pub(crate) replaces: Option<ReplacesWish>,
    /// Who asked us to call (RFC 3892).
    pub(crate) referred_by: Option<NameAddr>,
    /// The REFER that is told how the call goes.
    pub(crate) transfer: Option<ReferId>,
}

/// A Replaces header to be sent.
#[derive(Clone, Debug)]
pub(crate) struct ReplacesWish {
    /// The dialog as its receiver knows it.
    pub(crate) dialog: Replaces,
    /// Who does not know Replaces shall refuse, not ring (RFC 3891 §4).
    pub(crate) required: bool,
}

/// What a call tells the rest of the agent.
#[derive(Clone, Debug)]
pub(crate) enum CallNews {
    /// How the call stands that a REFER asked for.
    Progress {
        /// Which REFER.
        refer: ReferId,
        /// The response's code, or the one of our own decision.
        status: StatusCode,
        /// Its reason phrase.
        reason: String,
    },
    /// A new call has taken the place of this one.
    Replaced(SessionId),
    /// The call is over, and REFERs were sent in its dialog.
    DialogRemains {
        /// The call.
        session: SessionId,
        /// What subscriptions in the dialog need.
        rest: Box<LoneDialog>,
        /// Requests that waited for the dialog's way.
        unsent: Vec<Owner>,
        /// We have ended it.
        by_us: bool,
    },
}

impl ReplacesWish {
    /// Writes the header, and the demand that it is understood.
    pub(crate) fn write_to(&self, request: &mut RequestBuilder) {
        request.header(HeaderName::Replaces, &self.dialog);
        if self.required {
            request.header(HeaderName::Require, "replaces");
        }
    }
}

impl Call {
    /// Tells who asked for this call how it goes; costs nothing where nobody
    /// did.
    pub(super) fn tell_referrer(&mut self, ctx: &mut Context, status: StatusCode, reason: &str) {
        let Some(refer) = self.referred else {
            return;
        };
        if status.is_final() {
            self.referred = None;
        }
        ctx.call_news.push_back(CallNews::Progress {
            refer,
            status,
            reason: reason.to_owned(),
        });
    }
}
