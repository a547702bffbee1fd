//! The way of inputs to the machines, and of what they want to the outside.

use std::net::SocketAddr;

use crate::clock::Instant;
use crate::error::Result;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, ResponseBuilder, StatusCode};
use crate::sip::transaction::{Incoming, ServerTransactionId, TransactionId, TransactionOutput};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Host;

use super::agent::Agent;
use super::call::Call;
use super::context::{Context, Deadline, FlowUser};
use super::flow_selection::Settled;
use super::header_rules::MessageContext;
use super::lone_request::Input;
use super::output::Output;
use super::signalling_callback;

impl Agent {
    /// Works on a call that the program may speak of.
    pub(super) fn with_call<T>(
        &mut self,
        now: Instant,
        session: SessionId,
        work: impl FnOnce(&mut Call, &mut Context) -> Result<T>,
    ) -> Result<T> {
        let result = self.calls.with_live(session, &mut self.ctx, work);
        self.settle(now);
        result
    }

    /// A message, from the transactions to whom it is for; raised before what
    /// it causes, where the program wants to see it.
    pub(super) fn receive(&mut self, now: Instant, flow: Flow, message: Message) {
        if !self.callback.received || self.ctx.silent {
            self.dispatch(now, flow, message);
            return;
        }
        let place = self.ctx.outputs.len();
        let raw = message.raw().clone();
        let known = signalling_callback::session_of_received(&self.calls, &message);
        let session = known.or(self.dispatch(now, flow, message));
        let event = signalling_callback::received(session, raw);
        self.ctx.outputs.insert(place, Output::Event(event));
    }

    /// The call that the message began or named, where it did.
    fn dispatch(&mut self, now: Instant, flow: Flow, message: Message) -> Option<SessionId> {
        if message.is_request() && flow.is_reliable() {
            self.note_alias(flow, &message);
        }
        match self.ctx.transactions.handle_message(now, flow, message) {
            Incoming::Request {
                transaction,
                message,
            } => {
                // The same way, but for a client that asks for no `rport`.
                let flow = self
                    .ctx
                    .transactions
                    .response_flow(transaction)
                    .unwrap_or(flow);
                self.handle_request(now, flow, transaction, &message)
            }
            Incoming::Response {
                transaction,
                message,
            } => {
                self.handle_response(now, flow, transaction, &message);
                None
            }
            Incoming::Ack(message) => {
                self.handle_ack(now, &message);
                None
            }
            Incoming::Cancel {
                transaction,
                invite,
                message,
            } => {
                let session = self.ctx.invites.get(&invite).copied();
                self.handle_cancel(now, session, transaction, &message);
                session
            }
            Incoming::StrayResponse(message) => {
                self.handle_stray(&message);
                None
            }
            Incoming::Absorbed => None,
        }
    }

    /// Who connected to us from some port tells in Via where it listens. Only
    /// the port is believed: the address must be the one it connected from, and
    /// who it is must not depend on a certificate.
    fn note_alias(&mut self, flow: Flow, request: &Message) {
        let via = request.top_via();
        let ours = Host::Ip(flow.remote.ip());
        if flow.transport.is_secure() || via.host() != ours {
            return;
        }
        let port = via.port().unwrap_or(flow.transport.default_port());
        let listens = SocketAddr::new(flow.remote.ip(), port);
        self.ctx.flows.remember_alias(flow, listens);
    }

    /// RFC 3261 §9.2: the 200 has the tag of the responses to the INVITE.
    fn handle_cancel(
        &mut self,
        now: Instant,
        session: Option<SessionId>,
        transaction: ServerTransactionId,
        request: &Message,
    ) {
        let status = StatusCode::OK;
        let known = session.and_then(|session| self.calls.local_tag(session));
        let tag = known.map_or_else(|| self.ctx.token(), str::to_owned);
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response.header(HeaderName::UserAgent, &self.ctx.config.user_agent);
        self.ctx
            .respond(now, transaction, request, status, &response, session);
        if let Some(session) = session {
            self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.handle_cancel(now, ctx, request);
            });
        }
    }

    fn handle_ack(&mut self, now: Instant, ack: &Message) {
        let session = ack.to().tag().and_then(|tag| self.calls.by_local_tag(tag));
        if let Some(session) = session {
            self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.handle_ack(now, ctx, ack);
            });
        }
    }

    /// The end of a search for a flow.
    pub(super) fn handle_flow_settled(&mut self, now: Instant, settled: Settled<FlowUser>) {
        let (user, found) = match settled {
            Settled::Found(user, found) => (user, Ok(found)),
            Settled::Unreachable(user, reason) => (user, Err(reason)),
        };
        let ctx = &mut self.ctx;
        match (user, found) {
            (FlowUser::Registration(id), found) => {
                self.registrations.with(id, |registration| match found {
                    Ok(found) => registration.handle_flow_found(now, ctx, found),
                    Err(reason) => registration.handle_unreachable(now, ctx, &reason),
                });
            }
            (FlowUser::Invite(session), found) => {
                self.calls.with(session, ctx, |call, ctx| match found {
                    Ok(found) => call.handle_flow_found(now, ctx, found),
                    Err(reason) => call.handle_unreachable(now, ctx, reason),
                });
            }
            (FlowUser::Query(id), found) => {
                self.queries.handle(now, ctx, id, Input::Way(found));
            }
            (FlowUser::Message(id), found) => {
                self.messages.handle(now, ctx, id, Input::Way(found));
            }
            (FlowUser::Stun(number), found) => {
                self.stun.handle_flow_found(now, ctx, number, found.ok());
            }
            (FlowUser::Dialog(session), found) => {
                self.calls.with(session, ctx, |call, ctx| {
                    call.handle_path(now, ctx, found.ok());
                });
            }
            (FlowUser::EarlyDialog(session, number), found) => {
                self.calls.with(session, ctx, |call, ctx| {
                    call.handle_early_path(now, ctx, number, found.ok());
                });
            }
            (FlowUser::Transfer(id), found) => self.handle_transfer_way(now, id, found),
            (FlowUser::Notify(refer), found) => {
                self.handle_refer_notify(now, refer, Input::Way(found));
            }
            (FlowUser::Subscription(id), found) => {
                self.handle_subscription(now, id, Input::Way(found));
            }
            (FlowUser::Watcher(id), found) => self.handle_watcher(now, id, Input::Way(found)),
            (FlowUser::Publication(id), found) => {
                self.publications.handle(now, ctx, id, Input::Way(found));
            }
            (FlowUser::LateResponse(number), found) => ctx.send_late_response(number, found.ok()),
        }
    }

    /// A timer of the agent.
    pub(super) fn handle_deadline(&mut self, now: Instant, deadline: Deadline) {
        let ctx = &mut self.ctx;
        match deadline {
            Deadline::Registration(id) => self.registrations.with(id, |registration| {
                registration.handle_timeout(now, ctx);
            }),
            Deadline::KeepAlive(id) => self.registrations.with(id, |registration| {
                registration.handle_keep_alive_due(now, ctx);
            }),
            Deadline::Stun => {
                if self.stun.handle_timeout(now, ctx) {
                    self.tell_address(now);
                }
            }
            Deadline::Call(session, timer) => {
                self.calls.with(session, ctx, |call, ctx| {
                    call.handle_timer(now, ctx, timer);
                });
            }
            Deadline::Transfer(id) => self.handle_transfer_timeout(id),
            Deadline::Refer(refer) => self.handle_refer_timeout(now, refer),
            Deadline::Subscription(id) => self.handle_subscription_timeout(now, id),
            Deadline::Watcher(id) => self.handle_watcher_timeout(now, id),
            Deadline::WatcherNotify(id) => self.handle_watcher_wait_over(now, id),
            Deadline::ReferNotify(refer) => self.handle_notify_wait_over(now, refer),
            Deadline::Publication(id) => self.publications.handle_timeout(now, ctx, id),
        }
    }

    /// Carries out what the transactions want, and what follows from that.
    pub(super) fn settle(&mut self, now: Instant) {
        loop {
            while let Some(output) = self.ctx.transactions.poll_output() {
                self.carry_out(now, output);
            }
            if let Some(owner) = self.ctx.unsent.pop_front() {
                self.fail(now, (owner, None), StatusCode::SERVICE_UNAVAILABLE);
            } else if let Some(news) = self.ctx.call_news.pop_front() {
                self.handle_call_news(now, news);
            } else {
                return;
            }
        }
    }

    fn carry_out(&mut self, now: Instant, output: TransactionOutput) {
        match output {
            TransactionOutput::Transmit { flow, payload, .. } => {
                let payload = self.with_header_rules(payload);
                if self.callback.sending {
                    let event = signalling_callback::sending(&self.calls, &payload);
                    self.ctx.event(event);
                }
                self.ctx
                    .outputs
                    .push_back(Output::Transmit { flow, payload });
            }
            TransactionOutput::TimedOut(id) => {
                if let Some((owner, way)) = self.ctx.owners.get(&id).copied() {
                    self.fail(now, (owner, Some(way)), StatusCode::REQUEST_TIMEOUT);
                }
            }
            TransactionOutput::TransportFailed(id) => {
                if let Some((owner, way)) = self.ctx.owners.get(&id).copied() {
                    self.fail(now, (owner, Some(way)), StatusCode::SERVICE_UNAVAILABLE);
                }
            }
            TransactionOutput::Terminated(TransactionId::Client(id)) => {
                self.ctx.forget_owner(id);
            }
            TransactionOutput::Terminated(TransactionId::Server(id)) => {
                self.ctx.invites.remove(&id);
            }
            TransactionOutput::AckTimedOut(_) | TransactionOutput::ResponseUndeliverable(_) => {}
        }
    }

    /// A CANCEL is written by its transaction, so the program's rules for headers
    /// wait for it here; all other messages have had them.
    fn with_header_rules(&self, payload: Octets) -> Octets {
        if self.ctx.header_rules.is_empty() || !payload.starts_with(b"CANCEL ") {
            return payload;
        }
        let context = MessageContext {
            session: signalling_callback::session_of_sent(&self.calls, &payload),
            method: Method::Cancel.as_str(),
            is_request: true,
        };
        self.ctx.header_rules.apply(context, payload)
    }
}
