//! Sending requests and responses, and what is known of them.

use std::net::IpAddr;

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::{SIP_DATAGRAM_BYTES_MAX, SIP_UDP_REQUEST_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, ResponseBuilder, StatusCode};
use crate::sip::transaction::{ClientTransactionId, ServerTransactionId};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::via::OutgoingVia;

use super::super::abilities::ALLOW;
use super::super::flow_selection::{Others, Selection};
use super::super::header_rules::MessageContext;
use super::{Context, FlowUser, Owner};

/// A request that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) transaction: ClientTransactionId,
    pub(crate) payload: Octets,
}

/// What became of a request that takes a way that was found.
#[derive(Debug)]
pub(crate) enum Sending {
    /// It is out.
    Sent(Sent),
    /// It is too long for that way, which is looked for anew: it must be
    /// written for the one that is found.
    Selecting(Selection),
    /// It cannot be written or is longer than any datagram, or too many requests wait
    /// for an answer.
    Failed,
}

impl Context {
    /// Gives a request, which has none, its Via and sends it. `None` when it cannot be written
    /// or is longer than any datagram, or too many requests wait for an answer.
    pub(crate) fn send_request(
        &mut self,
        now: Instant,
        flow: Flow,
        request: &mut RequestBuilder,
        owner: Owner,
    ) -> Option<Sent> {
        let via = self.via(&flow);
        let payload = self.write_request(request, &via, owner.session())?;
        self.send_written(now, flow, (request.method(), payload), &via, owner)
    }

    /// Sends a request as [`Self::send_request`] does, but one that is too long
    /// for datagrams over a connection, where the server takes one (RFC 3261
    /// §18.1.1). `others` and `user` are those of the search for `flow`.
    pub(crate) fn send_along(
        &mut self,
        now: Instant,
        (flow, others): (Flow, &mut Others),
        user: FlowUser,
        request: &mut RequestBuilder,
        owner: Owner,
    ) -> Sending {
        let via = self.via(&flow);
        let Some(payload) = self.write_request(request, &via, owner.session()) else {
            return Sending::Failed;
        };
        if payload.len() > SIP_UDP_REQUEST_BYTES_MAX {
            let outputs = &mut self.outputs;
            let found = self.flows.select_stream(now, &flow, others, user, outputs);
            if let Some(selection) = found {
                return Sending::Selecting(selection);
            }
        }
        let sent = self.send_written(now, flow, (request.method(), payload), &via, owner);
        sent.map_or(Sending::Failed, Sending::Sent)
    }

    fn send_written(
        &mut self,
        now: Instant,
        flow: Flow,
        (method, payload): (&Method, Octets),
        via: &OutgoingVia,
        owner: Owner,
    ) -> Option<Sent> {
        if !flow.is_reliable() && payload.len() > SIP_DATAGRAM_BYTES_MAX {
            return None;
        }
        let sent = self
            .transactions
            .send_request(now, flow, method, via, payload.clone());
        let transaction = sent.ok()?;
        self.owners.insert(transaction, (owner, flow));
        Some(Sent {
            transaction,
            payload,
        })
    }

    /// A request's transaction has ended. What is known of an INVITE's forks goes
    /// with the last transaction of that INVITE.
    pub(crate) fn forget_owner(&mut self, transaction: ClientTransactionId) {
        let owner = self.owners.remove(&transaction).map(|(owner, _)| owner);
        if let Some(session) = owner.and_then(Owner::invite)
            && self.orphans.contains_key(&session)
            && !self
                .owners
                .values()
                .any(|(other, _)| other.invite() == Some(session))
        {
            self.orphans.remove(&session);
        }
        if matches!(owner, Some(Owner::Registration(_))) && self.owners.is_empty() {
            self.rest();
        }
    }

    /// The call does without this INVITE: it is cancelled, and should it be answered,
    /// that is ended.
    pub(crate) fn take_invite_back(
        &mut self,
        now: Instant,
        session: SessionId,
        transaction: ClientTransactionId,
    ) {
        if let Some((owner, _)) = self.owners.get_mut(&transaction) {
            *owner = Owner::TakenBack(session);
        }
        self.transactions.cancel(now, transaction);
    }

    /// The requests that were sent from addresses that are gone: their
    /// responses do not come any more, and their transactions end in silence. Not
    /// that of an INVITE: it may ring until the address is back, or it is taken back.
    pub(crate) fn take_stranded(&mut self, now: Instant, gone: &[IpAddr]) -> Vec<Owner> {
        let mut stranded = Vec::new();
        for transaction in self.transactions.pending_from(gone) {
            let owner = self.owners.get(&transaction).map(|(owner, _)| *owner);
            if let Some(owner) = owner.filter(|owner| owner.is_made_anew()) {
                stranded.push(owner);
                if owner.invite().is_some() {
                    continue;
                }
                self.give_up(now, transaction);
            }
        }
        stranded
    }

    /// Nobody waits for the response to a request any more: its transaction ends in
    /// silence.
    pub(crate) fn give_up(&mut self, now: Instant, transaction: ClientTransactionId) {
        self.forget_owner(transaction);
        self.transactions.handle_request_lost(now, transaction);
    }

    /// Nothing is out any more after a registration, and perhaps nothing will
    /// be for long: most agents of a process with many do nothing else.
    fn rest(&mut self) {
        self.outputs.shrink_to_fit();
        self.owners.shrink_to_fit();
        self.invites.shrink_to_fit();
        self.unsent.shrink_to_fit();
        self.call_news.shrink_to_fit();
        self.forget_contact();
        self.flows.shrink();
        self.timers.shrink();
        self.transactions.shrink();
    }

    /// Gives an ACK of a 2xx its Via and sends it; the ACK as sent.
    pub(crate) fn send_ack(
        &mut self,
        flow: Flow,
        ack: &mut RequestBuilder,
        session: Option<SessionId>,
    ) -> Option<Octets> {
        let via = self.via(&flow);
        let payload = self.write_request(ack, &via, session)?;
        self.transactions.transmit(flow, payload.clone());
        Some(payload)
    }

    fn via(&mut self, flow: &Flow) -> OutgoingVia {
        let via = OutgoingVia::new(flow, &mut self.rng);
        if self.signalling.rport {
            via
        } else {
            via.without_rport()
        }
    }

    fn write_request(
        &mut self,
        request: &mut RequestBuilder,
        via: &OutgoingVia,
        session: Option<SessionId>,
    ) -> Option<Octets> {
        via.write_to(request);
        let payload = request.build().ok()?;
        let context = MessageContext {
            session,
            method: request.method().as_str(),
            is_request: true,
        };
        Some(self.header_rules.apply(context, payload))
    }

    /// Sends a response. A final one that cannot be written ends the
    /// transaction in silence: its client gives up.
    pub(crate) fn respond(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
        response: &ResponseBuilder,
        session: Option<SessionId>,
    ) -> Option<Octets> {
        let Ok(payload) = response.build() else {
            if status.is_final() {
                self.transactions.abandon(now, transaction);
            }
            return None;
        };
        let context = MessageContext {
            session,
            method: request.method().as_str(),
            is_request: false,
        };
        let payload = self.header_rules.apply(context, payload);
        let sent = self
            .transactions
            .respond(now, transaction, status, payload.clone());
        sent.ok().map(|()| payload)
    }

    /// Answers a request that asks for nothing but a code.
    pub(crate) fn refuse(
        &mut self,
        now: Instant,
        transaction: ServerTransactionId,
        request: &Message,
        status: StatusCode,
    ) {
        let tag = self.token();
        let mut response = ResponseBuilder::new(request, status, Some(&tag));
        response.header(HeaderName::UserAgent, &self.config.user_agent);
        if matches!(
            status,
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        ) {
            response.header(HeaderName::Allow, ALLOW);
        }
        self.respond(now, transaction, request, status, &response, None);
    }
}
