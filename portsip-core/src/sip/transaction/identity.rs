//! What a received message is matched by: RFC 3261 §17.1.3, §17.2.3, §8.2.2.2.

use super::key::{Key, KeyMaker, LegacyIdentity};
use crate::sip::message::{Message, Method};

/// The client transaction that a response answers; `None` without a branch.
pub(super) fn client_key(keys: &KeyMaker, response: &Message) -> Option<Key> {
    let via = response.top_via();
    let method = response.method().as_str();
    Some(keys.client(via.branch()?, via.sent_by(), method))
}

/// The server transaction of a request, were its method `method`: an ACK or a
/// CANCEL belongs to an INVITE.
pub(super) fn server_key(keys: &KeyMaker, request: &Message, method: &Method) -> Key {
    let via = request.top_via();
    if via.has_magic_branch() {
        let branch = via.branch().unwrap_or_default();
        return keys.server(branch, via.sent_by(), method.as_str());
    }
    // The ACK has the To tag of the response, which the INVITE had not.
    let to_tag = match method {
        Method::Invite => "",
        _ => request.to().tag().unwrap_or_default(),
    };
    keys.legacy_server(&LegacyIdentity {
        request_uri: request.request_uri().map_or("", |uri| uri.as_str()),
        to_tag,
        from_tag: request.from().tag().unwrap_or_default(),
        call_id: request.call_id(),
        top_via: via.as_str(),
        cseq: request.cseq().number,
        method: method.as_str(),
    })
}

/// A request apart from the way it took; `None` inside a dialog, where copies
/// do not happen.
pub(super) fn merge_key(keys: &KeyMaker, request: &Message) -> Option<Key> {
    if request.to().tag().is_some() {
        return None;
    }
    let from_tag = request.from().tag().unwrap_or_default();
    let method = request.method().as_str();
    Some(keys.merge(from_tag, request.call_id(), request.cseq().number, method))
}
