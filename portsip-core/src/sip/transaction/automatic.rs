//! Messages that the layer makes itself.

use super::key::{Key, KeyMaker};
use crate::octets::Octets;
use crate::sip::message::{self, Message, ResponseBuilder, StatusCode};

/// The 100 that the transaction user did not send (RFC 3261 §17.2.1).
pub(super) fn trying(request: &Message) -> Option<Octets> {
    ResponseBuilder::new(request, StatusCode::TRYING, None)
        .build()
        .ok()
}

/// A refusal by the layer. The tag is the same for the same request, also when
/// no transaction remembers it (RFC 3261 §8.2.7).
pub(super) fn refusal(request: &Message, status: StatusCode, key: Key) -> Option<Octets> {
    ResponseBuilder::new(request, status, Some(&key.tag()))
        .build()
        .ok()
}

/// The ACK of a refused INVITE (RFC 3261 §17.1.1.3).
pub(super) fn ack(invite: &Octets, response: &Message) -> Option<Octets> {
    let invite = Message::parse(invite.clone()).ok()?;
    message::ack_for_failure(&invite, response).ok()
}

/// The CANCEL of an INVITE, and the key of its transaction (RFC 3261 §9.1).
pub(super) fn cancel(keys: &KeyMaker, invite: Octets) -> Option<(Key, Octets)> {
    let invite = Message::parse(invite).ok()?;
    let via = invite.top_via();
    let key = keys.client(
        via.branch()?,
        via.sent_by(),
        message::Method::Cancel.as_str(),
    );
    Some((key, message::cancel_for(&invite).ok()?))
}
