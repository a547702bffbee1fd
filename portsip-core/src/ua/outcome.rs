//! What becomes of our requests: responses on their way to who asked, and what follows
//! where there is none.

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::Flow;

use super::agent::{Agent, RegistrationStatus};
use super::call;
use super::context::{Owner, RegistrationId};
use super::lone_request::Input;

impl Agent {
    /// A response to a request of ours.
    pub(super) fn handle_response(
        &mut self,
        now: Instant,
        flow: Flow,
        transaction: ClientTransactionId,
        response: &Message,
    ) {
        let Some((owner, way)) = self.ctx.owners.get(&transaction).copied() else {
            return;
        };
        if response.status() != Some(StatusCode::SERVICE_UNAVAILABLE) {
            self.ctx.flows.handle_served(&flow);
        }
        let ctx = &mut self.ctx;
        match owner {
            Owner::Registration(id) => self.handle_register_response(now, id, response),
            Owner::Transfer(id, _) => self.handle_refer_response(now, id, way, response),
            Owner::Notify(id, _) => self.handle_refer_notify(now, id, Input::Response(response)),
            Owner::Query(id) => self.queries.handle(now, ctx, id, Input::Response(response)),
            Owner::Subscription(id) => self.handle_subscription(now, id, Input::Response(response)),
            Owner::OutOfDialogMessage(id) => {
                self.messages
                    .handle(now, ctx, id, Input::Response(response));
            }
            Owner::Watcher(id) => self.handle_watcher(now, id, Input::Response(response)),
            Owner::Publication(id) => {
                self.publications
                    .handle(now, ctx, id, Input::Response(response));
            }
            Owner::TakenBack(session) => {
                call::end_orphan(now, ctx, session, flow, response);
            }
            Owner::Invite(session) => {
                if !self.handle_call_response(now, session, (owner, flow, way), response) {
                    call::end_orphan(now, &mut self.ctx, session, flow, response);
                }
            }
            Owner::Message(session, id) => {
                if !self.handle_call_response(now, session, (owner, flow, way), response) {
                    call::tell_outcome(&mut self.ctx, session, id, response);
                }
            }
            Owner::Modify(session)
            | Owner::Refresh(session)
            | Owner::Bye(session)
            | Owner::Info(session)
            | Owner::Prack(session, _) => {
                self.handle_call_response(now, session, (owner, flow, way), response);
            }
            Owner::Orphan => {}
        }
    }

    /// A request had no response on its way; without one it was not sent.
    pub(super) fn fail(
        &mut self,
        now: Instant,
        (owner, way): (Owner, Option<Flow>),
        status: StatusCode,
    ) {
        let ctx = &mut self.ctx;
        match owner {
            Owner::Registration(id) => self.registrations.with(id, |registration| {
                registration.handle_unanswered(now, ctx, status);
            }),
            Owner::Transfer(id, _) => self.handle_refer_unanswered(now, id, way, status),
            Owner::Notify(id, _) => self.handle_refer_notify(now, id, Input::Unanswered(status)),
            Owner::Query(id) => self.queries.handle(now, ctx, id, Input::Unanswered(status)),
            Owner::Subscription(id) => self.handle_subscription(now, id, Input::Unanswered(status)),
            Owner::OutOfDialogMessage(id) => {
                self.messages
                    .handle(now, ctx, id, Input::Unanswered(status));
            }
            Owner::Watcher(id) => self.handle_watcher(now, id, Input::Unanswered(status)),
            Owner::Publication(id) => {
                self.publications
                    .handle(now, ctx, id, Input::Unanswered(status));
            }
            Owner::Message(session, id) => {
                if !self.fail_in_call(now, session, (owner, way), status) {
                    call::tell_unsent(&mut self.ctx, session, id, status);
                }
            }
            Owner::Invite(session)
            | Owner::TakenBack(session)
            | Owner::Modify(session)
            | Owner::Refresh(session)
            | Owner::Bye(session)
            | Owner::Info(session)
            | Owner::Prack(session, _) => {
                self.fail_in_call(now, session, (owner, way), status);
            }
            Owner::Orphan => {}
        }
    }

    /// A 2xx to an INVITE whose transaction has gone: of a dialog that lives
    /// it gets its ACK again; anything else is dropped.
    pub(super) fn handle_stray(&mut self, response: &Message) {
        let is_answer = response.status().is_some_and(StatusCode::is_success)
            && *response.method() == Method::Invite;
        let session = response
            .from()
            .tag()
            .and_then(|tag| self.calls.by_local_tag(tag));
        if let (true, Some(session)) = (is_answer, session) {
            self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.handle_repeated_answer(ctx, response);
            });
        }
    }

    /// Whether the call is there to which the response was.
    fn handle_call_response(
        &mut self,
        now: Instant,
        session: SessionId,
        (owner, flow, way): (Owner, Flow, Flow),
        response: &Message,
    ) -> bool {
        let known = self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_response(now, ctx, flow, (owner, way), response);
        });
        known.is_some()
    }

    fn handle_register_response(&mut self, now: Instant, id: RegistrationId, response: &Message) {
        let ctx = &mut self.ctx;
        let seen = ctx.public.by_registrar();
        let before = self.registrations.status();
        self.registrations.with(id, |registration| {
            registration.handle_response(now, ctx, response);
        });
        if self.calls.is_empty() {
            self.registrations
                .with_current(|current| current.close_replaced(now, ctx));
        }
        if self.ctx.public.by_registrar() != seen {
            self.tell_calls_address(now);
            self.tell_watchers_address(now);
        }
        self.handle_registration_status(now, before);
    }

    /// The registrar has answered; how the registration stood `before`.
    fn handle_registration_status(&mut self, now: Instant, before: RegistrationStatus) {
        let registered = RegistrationStatus::Registered;
        if before != registered && self.registrations.status() == registered {
            self.renew_subscriptions(now);
            self.check_mailbox();
            self.advance_subscriptions(now);
            if let Some(publications) = self.publications.made_mut() {
                publications.renew(now, &mut self.ctx);
            }
        }
    }

    /// Whether the call is there whose request it was.
    fn fail_in_call(
        &mut self,
        now: Instant,
        session: SessionId,
        request: (Owner, Option<Flow>),
        status: StatusCode,
    ) -> bool {
        let known = self.calls.with(session, &mut self.ctx, |call, ctx| {
            call.handle_unanswered(now, ctx, request, status);
        });
        known.is_some()
    }
}
