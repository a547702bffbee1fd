//! What provisional responses bring: early dialogs and their media
//! (RFC 3261 §13.2.2.1, RFC 3960).
//!
//! The description in a provisional response that is not reliable is a preview
//! of the answer; in a reliable one it is the answer, or the offer. Each fork has
//! its own. The one heard last is rendered.

use smallvec::SmallVec;

use crate::events::{Event, MediaSummary};
use crate::ids::SessionId;
use crate::limits::FORKS_PER_CALL_MAX;
use crate::octets::Octets;
use crate::sdp::Agreed;
use crate::sip::dialog::Sequence;
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::ConnectionId;

use super::super::content::description_of;
use super::super::context::Context;
use super::super::event_text::readable;
use super::confirm::dialog_of;
use super::early_dialog::{EarlyAgreement, EarlyLeg};
use super::invite::Inviting;
use super::media::summary_of_agreed;
use super::{Call, State};

/// What is known of the forks of an INVITE, by the tag of each.
#[derive(Default)]
pub(super) struct EarlyDialogs {
    known: SmallVec<[EarlyDialog; 1]>,
    /// How many there have been: the last one's number.
    made: u16,
}

struct EarlyDialog {
    remote_tag: String,
    number: u16,
    /// What it described last.
    description: Option<Octets>,
    /// The dialog, once we have had to send in it.
    leg: Option<Box<EarlyLeg>>,
}

impl EarlyDialogs {
    fn find(&mut self, remote_tag: &str) -> Option<&mut EarlyDialog> {
        let mut known = self.known.iter_mut();
        known.find(|early| early.remote_tag == remote_tag)
    }

    /// The fork with this tag; `None` when there are too many.
    fn fork(&mut self, remote_tag: &str) -> Option<&mut EarlyDialog> {
        let mut known = self.known.iter();
        let known = known.position(|early| early.remote_tag == remote_tag);
        if known.is_none() {
            if self.known.len() >= FORKS_PER_CALL_MAX {
                return None;
            }
            self.made = self.made.checked_add(1)?;
            self.known.push(EarlyDialog {
                remote_tag: remote_tag.to_owned(),
                number: self.made,
                description: None,
                leg: None,
            });
        }
        match known {
            Some(index) => self.known.get_mut(index),
            None => self.known.last_mut(),
        }
    }

    fn forget(&mut self, remote_tag: &str) {
        self.known.retain(|early| early.remote_tag != remote_tag);
    }

    /// The dialog that a provisional response to an INVITE is in, made by it
    /// where it is the first; `None` when there are too many forks, or it makes
    /// none.
    pub(super) fn leg_of(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        inviting: &Inviting,
        response: &Message,
    ) -> Option<&mut EarlyLeg> {
        let fork = self.fork(response.to().tag()?)?;
        if fork.leg.is_none() {
            let mut established = dialog_of(inviting, response)?.early(fork.number);
            established.select_path(ctx, session);
            fork.leg = Some(Box::new(EarlyLeg::new(Box::new(established))));
        }
        fork.leg.as_deref_mut()
    }

    /// The dialog with this number.
    pub(super) fn leg_numbered(&mut self, number: u16) -> Option<&mut EarlyLeg> {
        let mut known = self.known.iter_mut();
        let early = known.find(|early| early.number == number)?;
        early.leg.as_deref_mut()
    }

    /// The ways of all of them cannot be used any more.
    pub(super) fn lose_ways(&mut self) {
        for early in &mut self.known {
            if let Some(leg) = &mut early.leg {
                leg.established.lose_path();
            }
        }
    }

    /// A connection has ended.
    pub(super) fn handle_connection_closed(&mut self, connection: ConnectionId) {
        for early in &mut self.known {
            if let Some(leg) = &mut early.leg {
                leg.established.handle_connection_closed(connection);
            }
        }
    }

    /// The dialog of the fork that answered, which is the call's from now on.
    pub(super) fn take_leg(&mut self, remote_tag: &str) -> Option<Box<EarlyLeg>> {
        self.find(remote_tag)?.leg.take()
    }

    /// Whether we have sent in the dialog of the fork with this tag.
    pub(super) fn has_leg(&mut self, remote_tag: &str) -> bool {
        self.find(remote_tag)
            .is_some_and(|early| early.leg.is_some())
    }

    /// Whether a fork with this tag is known.
    pub(super) fn has_fork(&self, remote_tag: &str) -> bool {
        let mut known = self.known.iter();
        known.any(|early| early.remote_tag == remote_tag)
    }

    /// What the fork with this tag and we have agreed on for certain.
    pub(super) fn agreement(&mut self, remote_tag: &str) -> Option<&mut EarlyAgreement> {
        let leg = self.find(remote_tag)?.leg.as_mut()?;
        leg.agreement.as_deref_mut()
    }

    /// Whether a request in one of the dialogs comes in order; `None` where it
    /// is in another.
    pub(super) fn check(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        request: &Message,
    ) -> Option<Sequence> {
        let leg = self.find(request.from().tag()?)?.leg.as_mut()?;
        leg.established.check(ctx, session, request)
    }

    /// A request in one of the dialogs gets a 2xx.
    pub(super) fn accept(&mut self, ctx: &mut Context, session: SessionId, request: &Message) {
        let early = self.find(request.from().tag().unwrap_or_default());
        if let Some(leg) = early.and_then(|early| early.leg.as_mut()) {
            leg.established.accept(ctx, session, request);
        }
    }

    /// What the fork with this tag answered early.
    pub(super) fn description(&self, remote_tag: &str) -> Option<Octets> {
        let mut early = self.known.iter();
        let found = early.find(|early| early.remote_tag == remote_tag)?;
        found.description.clone()
    }
}

impl Call {
    /// A provisional response other than 100.
    pub(super) fn handle_progress(
        &mut self,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let media = self.render(ctx, response);
        let session = self.session;
        let message = response.raw().clone();
        match status.code() {
            183 => ctx.event(Event::InviteSessionProgress {
                session,
                early_media: media.is_some(),
                media: media.unwrap_or_default(),
                message,
            }),
            180..=182 => ctx.event(Event::InviteRinging {
                session,
                status: status.code(),
                reason: readable(response).reason().to_owned(),
                message,
            }),
            // RFC 6228: the proxy has given up on this fork.
            199 => self.forget_fork(response),
            _ => {}
        }
    }

    fn forget_fork(&mut self, response: &Message) {
        if let State::Connecting(connecting) = &mut self.state {
            let remote_tag = response.to().tag().unwrap_or_default();
            connecting.early.forget(remote_tag);
        }
    }

    /// Renders the early media that a response describes; of one without a
    /// description, only says what its fork has described before.
    fn render(&mut self, ctx: &mut Context, response: &Message) -> Option<MediaSummary> {
        let State::Connecting(connecting) = &mut self.state else {
            return None;
        };
        let description = description_of(response);
        let remote_tag = response.to().tag().unwrap_or_default();
        if description.is_none() {
            // It makes an early dialog all the same (RFC 3261 §12.1.2).
            connecting.early.fork(response.to().tag()?);
            let agreed = self.agreed_with_fork(remote_tag)?;
            return Some(summary_of_agreed(&agreed));
        }
        if let Some(fork) = connecting.early.fork(remote_tag) {
            fork.description = description;
        }
        let agreed = self.agreed_with_fork(remote_tag)?;
        let summary = summary_of_agreed(&agreed);
        self.media.agree_while_ringing(agreed, &mut ctx.outputs);
        Some(summary)
    }

    /// What a fork's last description comes to: agreed where it was reliable,
    /// else a preview.
    fn agreed_with_fork(&mut self, remote_tag: &str) -> Option<Agreed> {
        let State::Connecting(connecting) = &mut self.state else {
            return None;
        };
        let fork = connecting.early.find(remote_tag)?;
        let agreement = fork.leg.as_ref().and_then(|leg| leg.agreement.as_ref());
        if let Some(agreement) = agreement {
            return Some(agreement.agreed.clone());
        }
        let description = fork.description.as_ref()?;
        self.negotiation.as_ref()?.preview_answer(description).ok()
    }
}
