//! Sending a REFER: in the dialog of a call by the dialog's way, or by a way of
//! its own (RFC 3515 §2.4.1, RFC 5589 §7).

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::limits::REFERS_MAX;
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::abilities::ALLOW;
use super::super::agent::Agent;
use super::super::call::Calls;
use super::super::callee::Callee;
use super::super::context::{Context, FlowUser, Owner};
use super::super::flow_selection::Found;
use super::super::lone_request::{Input, LoneRequest, Place, Sender, Series, Step, Stuck};
use super::TransferId;
use super::refer_to::refer_to;
use super::sent::{Scope, Stage, Transfer};

/// A REFER without a response.
pub(super) enum Asking {
    /// It goes by the dialog's way, with these credentials.
    InDialog(Attempt),
    /// It goes by a way of its own.
    Alone(Box<LoneRequest>),
}

/// A REFER that goes by a way of its own, and the calls, one of whose dialogs it may be in.
struct Asker<'a> {
    id: TransferId,
    transfer: &'a mut Transfer,
    calls: &'a mut Calls,
}

impl Agent {
    /// Asks the other side of a call to call `to` (RFC 5589 §6.1).
    ///
    /// Errors: `CoreCalleeEmpty`, `CoreInvalidUri`, `CoreInviteSessionNotFound`,
    /// `CoreCallNotEstablished`, `CoreDataSizeTooLarge` (too many at a time).
    pub fn refer(&mut self, now: Instant, session: SessionId, to: &str) -> Result<()> {
        let target = self.callee(to)?;
        let refer_to = refer_to(&target.uri, &Method::Invite, None);
        self.ask_in_dialog(now, session, None, refer_to)
    }

    /// Asks the other side of a call to call `to`, in the place of our call
    /// `replaced` there (RFC 5589 §7.3).
    ///
    /// Errors as of [`refer`](Self::refer), for both calls.
    pub fn attended_refer(
        &mut self,
        now: Instant,
        session: SessionId,
        replaced: SessionId,
        to: &str,
    ) -> Result<()> {
        let target = self.callee(to)?;
        let refer_to = self.replacing(replaced, &Method::Invite, &target)?;
        self.ask_in_dialog(now, session, None, refer_to)
    }

    /// The same with a method of its own in Refer-To, sent to `target`, which
    /// may be another than the other side.
    ///
    /// Errors as of [`refer`](Self::refer), for both calls, and
    /// `CoreSipMethodNameEmpty`, `CoreArgumentIncorrect` (no method),
    /// `CoreUserNotFound`.
    pub fn attended_refer_to_target(
        &mut self,
        now: Instant,
        session: SessionId,
        replaced: SessionId,
        method: &str,
        (target, to): (&str, &str),
    ) -> Result<()> {
        let method = replacing_method(method)?;
        let (target, to) = (self.callee(target)?, self.callee(to)?);
        let routed = self
            .calls
            .with_live(session, &mut self.ctx, |call, _| call.has_routes())?;
        let refer_to = self.replacing(replaced, &method, &to)?;
        if routed {
            return self.ask_in_dialog(now, session, Some(target.uri), refer_to);
        }
        let transfer = Transfer::new(session, Scope::Dialog, refer_to);
        self.ask_by_own_way(now, transfer, target.uri)
    }

    /// Asks `target`, outside any call, to call `to` in the place of our call
    /// `replaced` there. Events name `replaced`.
    ///
    /// Errors as of [`attended_refer_to_target`](Self::attended_refer_to_target).
    pub fn out_of_dialog_refer(
        &mut self,
        now: Instant,
        replaced: SessionId,
        method: &str,
        (target, to): (&str, &str),
    ) -> Result<()> {
        let method = replacing_method(method)?;
        let (target, to) = (self.callee(target)?, self.callee(to)?);
        let refer_to = self.replacing(replaced, &method, &to)?;
        let mut transfer = Transfer::new(replaced, Scope::Outside, refer_to);
        transfer.series = Series::new(&mut self.ctx);
        transfer.target_dialog = self.calls.as_target(&target.uri);
        self.ask_by_own_way(now, transfer, target.uri)
    }

    fn callee(&self, text: &str) -> Result<Callee> {
        let user = self.ctx.user.as_ref();
        let domain = user.map_or("", |user| user.domain());
        Callee::parse(text, domain, self.ctx.user_escapes)
    }

    fn replacing(
        &mut self,
        replaced: SessionId,
        method: &Method,
        target: &Callee,
    ) -> Result<String> {
        let dialog = self
            .calls
            .with_live(replaced, &mut self.ctx, |call, _| call.as_replaced())?;
        Ok(refer_to(&target.uri, method, Some(&dialog)))
    }

    fn ask_in_dialog(
        &mut self,
        now: Instant,
        session: SessionId,
        uri: Option<Uri>,
        refer_to: String,
    ) -> Result<()> {
        let id = self.transfers.next_sent()?;
        let mut transfer = Transfer::new(session, Scope::Dialog, refer_to);
        transfer.uri = uri;
        let attempt = self.calls.with_live(session, &mut self.ctx, |call, ctx| {
            call.send_refer(now, ctx, id, &mut transfer)
        })?;
        transfer.stage = Stage::Asking(Asking::InDialog(attempt));
        self.transfers.sent.insert(id, transfer);
        self.settle(now);
        Ok(())
    }

    fn ask_by_own_way(&mut self, now: Instant, mut transfer: Transfer, uri: Uri) -> Result<()> {
        let place = Place::of(&self.ctx, uri.clone())?;
        let id = self.transfers.next_sent()?;
        transfer.uri = Some(uri);
        let request = Box::new(LoneRequest::new(Some(place)));
        transfer.stage = Stage::Asking(Asking::Alone(request));
        self.transfers.sent.insert(id, transfer);
        if let Err(stuck) = self.ask_alone(now, id, Input::Begin) {
            let status = stuck.status(StatusCode::SERVICE_UNAVAILABLE);
            self.refer_failed(id, status, None);
        }
        self.settle(now);
        Ok(())
    }

    /// The search for the way of a REFER has ended.
    pub(in crate::ua) fn handle_transfer_way(
        &mut self,
        now: Instant,
        id: TransferId,
        found: std::result::Result<Found, String>,
    ) {
        let reason = found.as_ref().err().cloned();
        if self.ask_alone(now, id, Input::Way(found)).is_err() {
            self.refer_failed(id, StatusCode::SERVICE_UNAVAILABLE, reason.as_deref());
        }
    }

    /// Does what follows for a REFER without a response that goes by a way of its own.
    fn ask_alone(&mut self, now: Instant, id: TransferId, input: Input<'_>) -> Step {
        let transfer = self.transfers.sent.get_mut(&id).ok_or(Stuck::Refused)?;
        let mut stage = std::mem::replace(&mut transfer.stage, Stage::Told);
        let step = match &mut stage {
            Stage::Asking(asking) => match asking {
                Asking::Alone(request) => {
                    let calls = &mut self.calls;
                    let mut asker = Asker {
                        id,
                        transfer: &mut *transfer,
                        calls,
                    };
                    request.on(now, &mut self.ctx, &mut asker).handle(input)
                }
                Asking::InDialog(_) => Err(Stuck::NoWay),
            },
            _ => Err(Stuck::Refused),
        };
        transfer.stage = stage;
        step
    }

    /// A REFER has got this refusal, by this way; whether it goes again.
    pub(super) fn ask_again(
        &mut self,
        now: Instant,
        id: TransferId,
        response: &Message,
        way: Flow,
    ) -> bool {
        let code = response.status().map(StatusCode::code);
        match (self.transfers.asking(id), code) {
            (Some(Asking::Alone(_)), _) => {
                self.ask_alone(now, id, Input::Response(response)).is_ok()
            }
            (Some(Asking::InDialog(_)), Some(401 | 407)) => self.authenticate(now, id, response),
            (Some(Asking::InDialog(_)), Some(503)) => {
                self.ask_elsewhere_in_dialog(now, id, (way, false))
            }
            _ => false,
        }
    }

    /// Sends a REFER in a dialog again with credentials; `false` where that cannot be.
    fn authenticate(&mut self, now: Instant, id: TransferId, challenge: &Message) -> bool {
        let Some(transfer) = self.transfers.sent.get_mut(&id) else {
            return false;
        };
        let stage = std::mem::replace(&mut transfer.stage, Stage::Told);
        let mut attempt = match stage {
            Stage::Asking(asking) => match asking {
                Asking::InDialog(attempt) => attempt,
                Asking::Alone(_) => Attempt::default(),
            },
            _ => Attempt::default(),
        };
        let sent = self
            .calls
            .with(transfer.session, &mut self.ctx, |call, ctx| {
                call.send_refer_again(now, ctx, id, transfer, (&mut attempt, challenge))
            });
        transfer.stage = Stage::Asking(Asking::InDialog(attempt));
        sent == Some(true)
    }

    /// Goes on to the next server (RFC 3263 §4.3), after silence along a way, or where that
    /// was lost; `false` where there is none.
    pub(super) fn ask_elsewhere(
        &mut self,
        now: Instant,
        id: TransferId,
        status: StatusCode,
        way: Option<Flow>,
    ) -> bool {
        match self.transfers.asking(id) {
            Some(Asking::Alone(_)) => self.ask_alone(now, id, Input::Unanswered(status)).is_ok(),
            Some(Asking::InDialog(_)) => {
                let lost = status == StatusCode::SERVICE_UNAVAILABLE;
                way.is_some_and(|way| self.ask_elsewhere_in_dialog(now, id, (way, lost)))
            }
            None => false,
        }
    }

    /// The same in a dialog; `lost`: the way is, else its server does not serve.
    pub(super) fn ask_elsewhere_in_dialog(
        &mut self,
        now: Instant,
        id: TransferId,
        way: (Flow, bool),
    ) -> bool {
        let Some(transfer) = self.transfers.sent.get_mut(&id) else {
            return false;
        };
        let sent = self
            .calls
            .with(transfer.session, &mut self.ctx, |call, ctx| {
                call.refer_elsewhere(now, ctx, id, transfer, way)
            });
        let Some(attempt) = sent.flatten() else {
            return false;
        };
        transfer.stage = Stage::Asking(Asking::InDialog(attempt));
        true
    }
}

impl super::Transfers {
    fn next_sent(&mut self) -> Result<TransferId> {
        if self.sent.len() >= REFERS_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        self.last_sent += 1;
        Ok(TransferId(self.last_sent))
    }

    fn asking(&self, id: TransferId) -> Option<&Asking> {
        match &self.sent.get(&id)?.stage {
            Stage::Asking(asking) => Some(asking),
            _ => None,
        }
    }
}

impl Sender for Asker<'_> {
    fn names(&self) -> (Owner, FlowUser) {
        let session = Some(self.transfer.session);
        (
            Owner::Transfer(self.id, session),
            FlowUser::Transfer(self.id),
        )
    }

    fn write(
        &mut self,
        _now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let transfer = &mut *self.transfer;
        match transfer.scope {
            Scope::Outside => transfer.write(ctx, place?, way),
            Scope::Dialog => {
                let written = self.calls.with(transfer.session, ctx, |call, ctx| {
                    call.write_refer(ctx, transfer).ok()
                });
                written.flatten()
            }
        }
    }
}

impl Transfer {
    /// The REFER outside any dialog.
    fn write(&mut self, ctx: &mut Context, place: &Place, way: &Flow) -> Option<RequestBuilder> {
        let local = ctx.local_address(way);
        let us = ctx.user.as_mut()?.address(Some(local))?;
        let contact = place.contact(ctx, way)?;
        let to = NameAddr::new("", &place.uri, &[]).ok()?;
        let from = self.series.tagged(&us)?;
        let mut request = self.series.next(Method::Refer, place, (&from, &to));
        request
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::ReferTo, &self.refer_to)
            .header(HeaderName::ReferredBy, format_args!("<{}>", us.uri()))
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported())
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(dialog) = &self.target_dialog {
            request.header(HeaderName::TargetDialog, dialog);
        }
        Some(request)
    }
}

/// The method that Refer-To shall name.
fn replacing_method(name: &str) -> Result<Method> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::CoreSipMethodNameEmpty);
    }
    Method::parse(name).ok_or(Error::CoreArgumentIncorrect)
}
