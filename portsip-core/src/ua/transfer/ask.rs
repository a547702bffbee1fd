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
use super::super::account::{wants_sips, write_routes};
use super::super::agent::Agent;
use super::super::callee::Callee;
use super::super::context::{Context, FlowUser, Owner, Sending};
use super::super::flow_selection::{Found, Others, Selection};
use super::TransferId;
use super::refer_to::refer_to;
use super::sent::{Scope, Stage, Transfer};

/// A REFER without a response.
#[derive(Default)]
pub(super) struct Asking {
    attempt: Attempt,
    way: Way,
    /// The proxies of a way of its own.
    routes: Vec<Uri>,
    /// The way leads by our own server.
    is_ours: bool,
}

/// The way of a REFER.
#[derive(Default)]
enum Way {
    /// The dialog's.
    #[default]
    Dialog,
    /// Its own, which is looked for.
    Selecting,
    /// Its own, with what may be tried after it.
    Own(Flow, Others),
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
        transfer.call_id = self.ctx.token();
        transfer.local_tag = self.ctx.token();
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
        transfer.stage = Stage::Asking(Box::new(Asking {
            attempt,
            ..Asking::default()
        }));
        self.transfers.sent.insert(id, transfer);
        self.settle(now);
        Ok(())
    }

    fn ask_by_own_way(&mut self, now: Instant, mut transfer: Transfer, uri: Uri) -> Result<()> {
        let hop = self.ctx.first_hop(&uri)?;
        let id = self.transfers.next_sent()?;
        transfer.uri = Some(uri);
        transfer.stage = Stage::Asking(Box::new(Asking {
            attempt: Attempt::default(),
            way: Way::Selecting,
            routes: hop.routes,
            is_ours: hop.is_ours,
        }));
        self.transfers.sent.insert(id, transfer);
        let selection = self.ctx.find_flow(&hop.target, FlowUser::Transfer(id));
        if let Selection::Ready(found) = selection {
            self.ask_along(now, id, found);
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
        match found {
            Ok(found) => self.ask_along(now, id, found),
            Err(reason) => {
                self.refer_failed(id, StatusCode::SERVICE_UNAVAILABLE, Some(&reason));
            }
        }
    }

    fn ask_along(&mut self, now: Instant, id: TransferId, found: Found) {
        let Found { flow, others } = found;
        match self.transfers.asking(id) {
            Some(asking) if matches!(asking.way, Way::Selecting) => {
                asking.way = Way::Own(flow, others);
                if asking.is_ours {
                    self.ctx.note_own_server(&flow);
                }
            }
            _ => return,
        }
        if let Err(status) = self.send_along(now, id, flow, None) {
            self.refer_failed(id, status, None);
        }
    }

    /// Writes and sends a REFER by its own way, with the credentials that
    /// `challenge` wants.
    fn send_along(
        &mut self,
        now: Instant,
        id: TransferId,
        flow: Flow,
        challenge: Option<&Message>,
    ) -> std::result::Result<(), StatusCode> {
        let gone = StatusCode::CALL_DOES_NOT_EXIST;
        let ctx = &mut self.ctx;
        let transfer = self.transfers.sent.get_mut(&id).ok_or(gone)?;
        let session = transfer.session;
        let request = match transfer.scope {
            Scope::Outside => transfer.write(ctx, &flow),
            Scope::Dialog => self
                .calls
                .with(session, ctx, |call, ctx| {
                    call.write_refer(ctx, transfer).ok()
                })
                .flatten(),
        };
        let mut request = request.ok_or(gone)?;
        let Stage::Asking(asking) = &mut transfer.stage else {
            return Err(gone);
        };
        if !ctx.present(&mut asking.attempt, flow, challenge, &mut request) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        let Way::Own(_, others) = &mut asking.way else {
            return Err(gone);
        };
        let (owner, user) = (Owner::Transfer(id, Some(session)), FlowUser::Transfer(id));
        match ctx.send_along(now, (flow, others), user, &mut request, owner) {
            Sending::Sent(_) => {}
            Sending::Failed => return Err(StatusCode::SERVICE_UNAVAILABLE),
            Sending::Selecting(selection) => {
                asking.way = Way::Selecting;
                if let Selection::Ready(found) = selection {
                    self.ask_along(now, id, found);
                }
            }
        }
        Ok(())
    }

    /// Sends a REFER again with credentials; `false` where that cannot be.
    pub(super) fn ask_again(&mut self, now: Instant, id: TransferId, response: &Message) -> bool {
        let Some(asking) = self.transfers.asking(id) else {
            return false;
        };
        if let Way::Own(flow, _) = &asking.way {
            let flow = *flow;
            return self.send_along(now, id, flow, Some(response)).is_ok();
        }
        let mut attempt = std::mem::take(&mut asking.attempt);
        let Some(transfer) = self.transfers.sent.get_mut(&id) else {
            return false;
        };
        let sent = self
            .calls
            .with(transfer.session, &mut self.ctx, |call, ctx| {
                call.send_refer_again(now, ctx, id, transfer, (&mut attempt, response))
            });
        if let Stage::Asking(asking) = &mut transfer.stage {
            asking.attempt = attempt;
        }
        sent == Some(true)
    }

    /// Goes on to the next server (RFC 3263 §4.3), after 503 or silence along a way, or
    /// where that was lost; `false` where there is none.
    pub(super) fn ask_elsewhere(
        &mut self,
        now: Instant,
        id: TransferId,
        way: (Flow, bool),
    ) -> bool {
        let Some(asking) = self.transfers.asking(id) else {
            return false;
        };
        let (flow, others) = match &mut asking.way {
            Way::Own(flow, others) => (*flow, std::mem::take(others)),
            Way::Dialog => return self.ask_elsewhere_in_dialog(now, id, way),
            Way::Selecting => return false,
        };
        asking.way = Way::Selecting;
        self.ctx.flows.handle_unserved(now, &flow);
        let Some(selection) = self.ctx.find_other_flow(others, FlowUser::Transfer(id)) else {
            return false;
        };
        if let Selection::Ready(found) = selection {
            self.ask_along(now, id, found);
        }
        true
    }

    fn ask_elsewhere_in_dialog(&mut self, now: Instant, id: TransferId, way: (Flow, bool)) -> bool {
        let Some(transfer) = self.transfers.sent.get_mut(&id) else {
            return false;
        };
        let sent = self
            .calls
            .with(transfer.session, &mut self.ctx, |call, ctx| {
                call.refer_elsewhere(now, ctx, id, transfer, way)
            });
        let (Some(attempt), Stage::Asking(asking)) = (sent.flatten(), &mut transfer.stage) else {
            return false;
        };
        asking.attempt = attempt;
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

    fn asking(&mut self, id: TransferId) -> Option<&mut Asking> {
        match &mut self.sent.get_mut(&id)?.stage {
            Stage::Asking(asking) => Some(asking),
            _ => None,
        }
    }
}

impl Transfer {
    /// The REFER outside any dialog.
    fn write(&mut self, ctx: &mut Context, flow: &Flow) -> Option<RequestBuilder> {
        let local = ctx.local_address(flow);
        let us = ctx.user.as_mut()?.address(Some(local))?;
        let from = us.with_tag(&self.local_tag).ok()?;
        let uri = self.uri.as_ref()?;
        let routes = match &self.stage {
            Stage::Asking(asking) => asking.routes.as_slice(),
            _ => &[],
        };
        let contact = ctx.contact(flow, wants_sips(uri, routes))?;
        let to = NameAddr::new("", uri, &[]).ok()?;
        self.cseq = self.cseq.saturating_add(1);
        let mut request = RequestBuilder::new(Method::Refer, uri);
        write_routes(routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
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
