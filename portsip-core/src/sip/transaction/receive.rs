//! Received messages on their way to the transaction user: RFC 3261 §17.1.3,
//! §17.2.3, §9.2, §8.2.2.2.

use super::actions::Delivery;
use super::automatic;
use super::identity::{client_key, merge_key, server_key};
use super::key::Key;
use super::layer::{NewRequest, TransactionLayer};
use super::output::{ClientTransactionId, Incoming, ServerTransactionId, TransactionOutput};
use super::table::Slot;
use crate::clock::Instant;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::via::response_flow;

impl TransactionLayer {
    /// Takes a message that came along `flow` and says what it is.
    pub fn handle_message(&mut self, now: Instant, flow: Flow, mut message: Message) -> Incoming {
        let incoming = if message.is_request() {
            if message.source().is_none() {
                message.set_source(flow.remote);
            }
            self.handle_request(now, flow, message)
        } else {
            self.handle_response(now, message)
        };
        self.settle();
        incoming
    }

    fn handle_response(&mut self, now: Instant, message: Message) -> Incoming {
        if has_further_via(&message) {
            return Incoming::Absorbed;
        }
        let slot = client_key(&self.keys, &message).and_then(|key| self.clients.find(key));
        let Some(slot) = slot else {
            return Incoming::StrayResponse(message);
        };
        let (Some(client), Some(status)) = (self.clients.entry_mut(slot), message.status()) else {
            return Incoming::StrayResponse(message);
        };
        let hidden = client.hidden;
        let actions = client.machine.handle_response(
            now,
            status.code(),
            |invite| automatic::ack(invite, &message),
            &self.settings.timers,
        );
        let delivery = actions.delivery;
        self.carry_out_client(now, slot, actions);
        match delivery {
            _ if hidden => Incoming::Absorbed,
            Delivery::Absorbed => Incoming::Absorbed,
            Delivery::Stray => Incoming::StrayResponse(message),
            Delivery::Delivered => Incoming::Response {
                transaction: ClientTransactionId(slot),
                message,
            },
        }
    }

    fn handle_request(&mut self, now: Instant, flow: Flow, message: Message) -> Incoming {
        if *message.method() == Method::Ack {
            return self.handle_ack(now, message);
        }
        let key = server_key(&self.keys, &message, message.method());
        if let Some(slot) = self.servers.find(key) {
            self.repeat_response(slot, flow, &message);
            return Incoming::Absorbed;
        }
        let flow = response_flow(message.top_via(), flow);
        if *message.method() == Method::Cancel {
            return self.handle_cancel(now, key, flow, message);
        }
        if self.is_full_for(&flow, &message) {
            self.refuse_stateless(flow, &message, StatusCode::SERVICE_UNAVAILABLE, key);
            return Incoming::Absorbed;
        }
        let merge = merge_key(&self.keys, &message);
        if merge.is_some_and(|merge| self.merges.contains_key(&merge)) {
            return self.refuse(now, key, flow, message, StatusCode::LOOP_DETECTED);
        }
        let transaction = self.accept(
            now,
            NewRequest {
                key,
                merge,
                flow,
                request: message.clone(),
                hidden: false,
            },
        );
        Incoming::Request {
            transaction,
            message,
        }
    }

    /// An ACK with an INVITE's branch is for a refusal; that of a 2xx has a
    /// branch of its own, unless the client follows RFC 2543.
    fn handle_ack(&mut self, now: Instant, message: Message) -> Incoming {
        let key = server_key(&self.keys, &message, &Method::Invite);
        let Some(slot) = self.servers.find(key) else {
            return Incoming::Ack(message);
        };
        let Some(server) = self.servers.entry_mut(slot) else {
            return Incoming::Ack(message);
        };
        let hidden = server.hidden;
        let actions = server.machine.handle_ack(now, &self.settings.timers);
        let delivery = actions.delivery;
        self.carry_out_server(now, slot, actions);
        match delivery {
            Delivery::Delivered if !hidden => Incoming::Ack(message),
            _ => Incoming::Absorbed,
        }
    }

    /// RFC 3261 §9.2: a CANCEL is answered hop by hop; it cancels the INVITE
    /// with its own branch.
    fn handle_cancel(&mut self, now: Instant, key: Key, flow: Flow, message: Message) -> Incoming {
        let invite_key = server_key(&self.keys, &message, &Method::Invite);
        let invite = self.servers.find(invite_key).filter(|slot| {
            let server = self.servers.entry(*slot);
            server.is_some_and(|server| !server.hidden)
        });
        let Some(invite) = invite else {
            let status = StatusCode::CALL_DOES_NOT_EXIST;
            return self.refuse(now, key, flow, message, status);
        };
        let transaction = self.accept(
            now,
            NewRequest {
                key,
                merge: None,
                flow,
                request: message.clone(),
                hidden: false,
            },
        );
        Incoming::Cancel {
            transaction,
            invite: ServerTransactionId(invite),
            message,
        }
    }

    /// Answers a repetition along the way it came, which a NAT may have
    /// changed since.
    fn repeat_response(&mut self, slot: Slot, flow: Flow, message: &Message) {
        let Some(server) = self.servers.entry(slot) else {
            return;
        };
        if let Some(payload) = server.machine.handle_retransmission().transmit {
            self.outputs.push_back(TransactionOutput::Transmit {
                flow: response_flow(message.top_via(), flow),
                payload,
                transaction: Some(ServerTransactionId(slot).into()),
            });
        }
    }

    fn is_full_for(&self, flow: &Flow, request: &Message) -> bool {
        let of_source = self.pending_by_source.get(&flow.remote.ip());
        let of_source = of_source.copied().unwrap_or_default();
        let share = match request.to().tag() {
            Some(_) => 2,
            None => 1,
        };
        self.pending >= self.settings.pending_max
            || of_source >= self.settings.pending_per_source_max.saturating_mul(share)
    }

    /// Refuses with a transaction, so that repetitions and the ACK find it.
    fn refuse(
        &mut self,
        now: Instant,
        key: Key,
        flow: Flow,
        request: Message,
        status: StatusCode,
    ) -> Incoming {
        let response = automatic::refusal(&request, status, key);
        let transaction = self.accept(
            now,
            NewRequest {
                key,
                merge: None,
                flow,
                request,
                hidden: true,
            },
        );
        match response {
            // A fresh transaction takes any final response.
            Some(response) => {
                let _ = self.respond_unsettled(now, transaction.0, status, response);
            }
            None => self.abandon(now, transaction),
        }
        Incoming::Absorbed
    }

    /// Refuses without a transaction: what there are too many of already.
    fn refuse_stateless(&mut self, flow: Flow, request: &Message, status: StatusCode, key: Key) {
        if let Some(payload) = automatic::refusal(request, status, key) {
            self.transmit(flow, payload);
        }
    }
}

/// Whether a response has Vias below our own: it is another's, and was sent
/// here in error (RFC 3261 §8.1.3.3).
fn has_further_via(response: &Message) -> bool {
    let mut fields = response.headers(HeaderName::Via);
    let first = fields.next().map_or(0, str::len);
    first > response.top_via().as_str().len() || fields.next().is_some()
}
