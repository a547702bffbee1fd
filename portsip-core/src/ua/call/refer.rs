//! The dialog of a call as the REFERs in it use it: requests beside those of
//! the call itself, and what outlives the call (RFC 3515 §2.4, RFC 5057).

use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{ReferId, SessionId};
use crate::sip::auth::Attempt;
use crate::sip::dialog::Sequence;
use crate::sip::header::{HeaderName, NameAddr, Replaces, TargetDialog};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::text::Text;
use crate::sip::uri::Uri;

use super::super::context::{Context, Owner};
use super::super::lone_dialog::LoneDialog;
use super::super::transfer::{Transfer, TransferId};
use super::{Call, CallNews, State};

/// The REFERs in a call's dialog.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Refers {
    sent: bool,
    received: bool,
}

impl Call {
    /// The name that a Replaces header gives this call at its other side.
    pub(crate) fn as_replaced(&mut self) -> Result<Replaces> {
        let id = self.connected()?.dialog.id();
        Ok(Replaces {
            call_id: Text::from(id.call_id()),
            to_tag: Text::from(id.remote_tag()),
            from_tag: Text::from(id.local_tag()),
            early_only: false,
        })
    }

    /// Whether a request outside the call names it.
    pub(crate) fn is_named(&mut self, named: &TargetDialog) -> bool {
        self.connected()
            .is_ok_and(|established| established.is_dialog_of(&named.call_id, &named.remote_tag))
    }

    /// The name of this call for a request outside it to `uri`, where that is its
    /// other side.
    pub(crate) fn as_target(&mut self, uri: &Uri) -> Option<TargetDialog> {
        let dialog = &self.connected().ok()?.dialog;
        let id = dialog.id();
        dialog.is_with(uri).then(|| TargetDialog {
            call_id: Text::from(id.call_id()),
            local_tag: Text::from(id.remote_tag()),
            remote_tag: Text::from(id.local_tag()),
        })
    }

    /// Whether requests in the dialog go by proxies.
    pub(crate) fn has_routes(&mut self) -> Result<bool> {
        Ok(!self.connected()?.dialog.route_set().is_empty())
    }

    /// Writes a REFER in the dialog, and names it.
    pub(crate) fn write_refer(
        &mut self,
        ctx: &Context,
        transfer: &mut Transfer,
    ) -> Result<RequestBuilder> {
        self.connected()?;
        self.refers.sent = true;
        let established = self.connected()?;
        let request = established.refer(ctx, transfer.uri(), transfer.refer_to());
        transfer.take_place_in(established.dialog.id(), established.dialog.local_cseq());
        Ok(request)
    }

    /// Sends a REFER in the dialog.
    pub(crate) fn send_refer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: TransferId,
        transfer: &mut Transfer,
    ) -> Result<Attempt> {
        let owner = Owner::Transfer(id, Some(self.session));
        let mut request = self.write_refer(ctx, transfer)?;
        let established = self.connected()?;
        let attempt = established.authorize(ctx, &mut request);
        established.send(now, ctx, request, owner);
        Ok(attempt)
    }

    /// Sends the REFER again with credentials; `false` where they were refused.
    pub(crate) fn send_refer_again(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: TransferId,
        transfer: &mut Transfer,
        (attempt, response): (&mut Attempt, &Message),
    ) -> bool {
        let owner = Owner::Transfer(id, Some(self.session));
        let Ok(mut request) = self.write_refer(ctx, transfer) else {
            return false;
        };
        let Ok(established) = self.connected() else {
            return false;
        };
        let wanted = established.authenticate(ctx, attempt, response, &mut request);
        if wanted {
            established.send(now, ctx, request, owner);
        }
        wanted
    }

    /// A REFER in the dialog: whether it is not the first, or a code where it
    /// has to be refused.
    pub(crate) fn handle_refer(
        &mut self,
        ctx: &mut Context,
        request: &Message,
    ) -> std::result::Result<bool, StatusCode> {
        self.check_order(ctx, request)?;
        if self.connected().is_err() {
            return Err(StatusCode::TEMPORARILY_UNAVAILABLE);
        }
        Ok(std::mem::replace(&mut self.refers.received, true))
    }

    /// Whether a request of a subscription in the dialog comes in order; else
    /// the code for its sender.
    pub(crate) fn check_order(
        &mut self,
        ctx: &mut Context,
        request: &Message,
    ) -> std::result::Result<(), StatusCode> {
        let session = self.session;
        let sequence = self
            .dialog_holder()
            .and_then(|established| established.check(ctx, session, request));
        match sequence {
            Some(Sequence::InOrder) => Ok(()),
            Some(Sequence::TooLate) => Err(StatusCode::SERVER_INTERNAL_ERROR),
            None => Err(StatusCode::CALL_DOES_NOT_EXIST),
        }
    }

    /// Our Contact in the dialog.
    pub(crate) fn dialog_contact(&mut self) -> Option<NameAddr> {
        Some(self.dialog_holder()?.contact().clone())
    }

    /// Sends a NOTIFY in the dialog, which `write` completes; with the
    /// credentials that `challenge` wants. `false` where there is no dialog any
    /// more, or the credentials were refused.
    pub(crate) fn send_notify(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        refer: ReferId,
        (attempt, challenge): (&mut Attempt, Option<&Message>),
        write: impl FnOnce(&mut RequestBuilder),
    ) -> bool {
        let owner = Owner::Notify(refer, Some(self.session));
        let Some(established) = self.dialog_holder() else {
            return false;
        };
        let mut request = established.request(ctx, Method::Notify);
        request.header(HeaderName::Contact, established.contact());
        write(&mut request);
        let presented = established.present(ctx, attempt, challenge, &mut request);
        if presented {
            established.send(now, ctx, request, owner);
        }
        presented
    }

    /// The call is over: the subscriptions in its dialog get the dialog.
    pub(super) fn leave_dialog(&mut self, ctx: &mut Context) {
        if !self.refers.sent && !self.refers.received {
            return;
        }
        let session: SessionId = self.session;
        let by_us = matches!(self.state, State::Closing(_));
        let Some(established) = self.dialog_holder() else {
            return;
        };
        let rest = LoneDialog {
            dialog: established.dialog.clone(),
            flow: established.flow(),
            standing: established.standing(),
            contact: established.contact().clone(),
        };
        let unsent = established.take_unsent();
        self.refers = Refers::default();
        let rest = Box::new(rest);
        ctx.call_news.push_back(CallNews::DialogRemains {
            session,
            rest,
            unsent,
            by_us,
        });
    }

    /// Nothing more comes of the call, whose media has been ended.
    pub(super) fn over(&mut self, ctx: &mut Context) {
        self.give_up_unsent_messages(ctx);
        self.leave_dialog(ctx);
        self.state = State::Ended;
    }
}
