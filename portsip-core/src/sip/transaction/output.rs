//! What the transaction layer says: ids, incoming messages sorted, outputs.

use super::table::Slot;
use crate::octets::Octets;
use crate::sip::message::Message;
use crate::sip::transport::flow::Flow;

/// A request we sent and its responses. Never the same twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientTransactionId(pub(super) Slot);

/// A request we received and our responses. Never the same twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerTransactionId(pub(super) Slot);

/// Either side of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransactionId {
    /// We sent the request.
    Client(ClientTransactionId),
    /// We received the request.
    Server(ServerTransactionId),
}

/// What a received message is to the transaction user.
#[derive(Clone, Debug)]
pub enum Incoming {
    /// A new request. *Then:* [`respond`](super::TransactionLayer::respond),
    /// always, sooner or later.
    Request {
        /// Where the responses go.
        transaction: ServerTransactionId,
        /// The request.
        message: Message,
    },
    /// The ACK of a 2xx. *Then:* stop repeating the 2xx of the dialog and
    /// `CSeq` number that the message names; an ACK without one is ignored.
    Ack(Message),
    /// A CANCEL of an INVITE that this layer knows; others were answered with
    /// 481. *Then:* respond 200 to `transaction`, and 487 to `invite` unless
    /// it has its final response (RFC 3261 §9.2).
    Cancel {
        /// The CANCEL itself.
        transaction: ServerTransactionId,
        /// The INVITE that it cancels.
        invite: ServerTransactionId,
        /// The CANCEL.
        message: Message,
    },
    /// A response to a request we sent; of an INVITE also every later 2xx,
    /// each of which needs its ACK (RFC 6026 §7.2).
    Response {
        /// The request's transaction.
        transaction: ClientTransactionId,
        /// The response.
        message: Message,
    },
    /// A response to nothing we remember. *Then:* a 2xx to INVITE of a dialog
    /// that lives gets its ACK again; anything else is dropped.
    StrayResponse(Message),
    /// A repetition that was answered or ignored, or a request that the layer
    /// answered itself (481, 482, 503). Nothing to do.
    Absorbed,
}

/// What the transaction layer wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionOutput {
    /// Send `payload` along `flow`. *Then:* should that fail for good,
    /// [`handle_transport_failed`](super::TransactionLayer::handle_transport_failed).
    Transmit {
        /// The way.
        flow: Flow,
        /// The message.
        payload: Octets,
        /// Whose message it is; `None` for what belongs to no transaction.
        transaction: Option<TransactionId>,
    },
    /// *Source:* timer B or F, or a cancelled INVITE without an answer. *Then:*
    /// go on as after a 408 (RFC 3261 §8.1.3.1).
    TimedOut(ClientTransactionId),
    /// *Source:* the flow of an unanswered request failed. *Then:* go on as
    /// after a 503, or try the next target (RFC 3261 §8.1.3.1).
    TransportFailed(ClientTransactionId),
    /// *Source:* timer H, the ACK of a refusal did not come.
    AckTimedOut(ServerTransactionId),
    /// *Source:* the flow of a request to answer failed.
    ResponseUndeliverable(ServerTransactionId),
    /// *Source:* the last timer of the transaction. *Then:* forget the id.
    Terminated(TransactionId),
}

impl From<ClientTransactionId> for TransactionId {
    fn from(id: ClientTransactionId) -> Self {
        Self::Client(id)
    }
}

impl From<ServerTransactionId> for TransactionId {
    fn from(id: ServerTransactionId) -> Self {
        Self::Server(id)
    }
}
