//! Taking over a call that somebody we watch has, or is offered: RFC 3891 and RFC 4235
//! §4.1.6.

use crate::body::dialog_info::{Dialog, DialogState, Direction};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::{SessionId, SubscriptionId};
use crate::plan::MediaPorts;
use crate::sip::header::Replaces;
use crate::sip::text::Text;

use super::super::agent::Agent;
use super::super::call::{PlaceExtra, ReplacesWish};
use super::super::callee::Callee;

impl Agent {
    /// Calls the other side of a call that rings at somebody whose calls we watch, or
    /// that he has (on hold, usually), in the place of that call.
    ///
    /// `dialog`: the id of a `DialogStateUpdated`. `ports` belong to the call when `Ok` is
    /// returned. Errors: `CoreCallIdNotFound` (no call is known by that id, or what is
    /// known of it is not enough to take it over), and those of [`call`](Self::call).
    pub fn pickup(
        &mut self,
        now: Instant,
        dialog: &str,
        video: bool,
        ports: MediaPorts,
    ) -> Result<SessionId> {
        let _ = video;
        let user = self.ctx.user.as_ref().ok_or(Error::CoreUserNotFound)?;
        let picked = self.subscriptions.dialog(dialog);
        let (to, replaces) = picked.and_then(picking).ok_or(Error::CoreCallIdNotFound)?;
        let callee = Callee::parse(to, user.domain(), self.ctx.user_escapes)?;
        let extra = PlaceExtra {
            replaces: Some(ReplacesWish {
                dialog: replaces,
                required: true,
            }),
            ..PlaceExtra::default()
        };
        let session = self.place(now, &callee, true, ports, extra)?;
        self.settle(now);
        Ok(session)
    }
}

impl super::Subscriptions {
    /// The call that [`told_id`] names.
    fn dialog(&self, told: &str) -> Option<&Dialog> {
        let (id, subscription) = told.rsplit_once(';')?;
        let subscription = SubscriptionId(subscription.parse().ok()?);
        let known = self.live.get(&subscription)?;
        known.dialogs.as_deref()?.dialog(id)
    }
}

/// The id by which the program is told of a call: what the server calls it, which it has
/// for itself only in one subscription, and which that is.
pub(super) fn told_id(dialog: &str, subscription: SubscriptionId) -> String {
    format!("{dialog};{subscription}")
}

/// Whom to call for it, and the dialog as he knows it. One that rings at whom we watch
/// was begun by the other side, which alone may give it to another (RFC 3891 §3).
fn picking(dialog: &Dialog) -> Option<(&str, Replaces)> {
    let early_only = match dialog.state {
        DialogState::Confirmed => false,
        DialogState::Trying | DialogState::Proceeding | DialogState::Early => {
            if dialog.direction != Some(Direction::Recipient) {
                return None;
            }
            true
        }
        DialogState::Terminated => return None,
    };
    let tag = |tag: &Option<String>| tag.as_deref().filter(|tag| !tag.is_empty()).map(Text::from);
    let remote = &dialog.remote;
    let target = remote.target.as_ref();
    let target = target.and_then(|target| target.uri.as_deref());
    let target = target.or(remote.identity.as_deref())?;
    let replaces = Replaces {
        call_id: tag(&dialog.call_id)?,
        to_tag: tag(&dialog.remote_tag)?,
        from_tag: tag(&dialog.local_tag)?,
        early_only,
    };
    Some((target, replaces))
}
