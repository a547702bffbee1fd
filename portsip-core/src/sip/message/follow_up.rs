//! Requests that follow from an INVITE hop by hop: ACK to a failure, CANCEL.

use super::write::{Head, WriteError};
use super::{Message, Method};
use crate::octets::Octets;
use crate::sip::header::HeaderName;

/// The ACK for a final response of 300 to 699 (RFC 3261 §17.1.1.3): the top Via,
/// Request-URI, From, Call-ID, `CSeq` number and Routes of the INVITE, the To of
/// the response.
pub fn ack_for_failure(invite: &Message, response: &Message) -> Result<Octets, WriteError> {
    follow_up(invite, &Method::Ack, response.to().as_str())
}

/// The CANCEL of an INVITE (RFC 3261 §9.1): the same as the INVITE in top Via,
/// Request-URI, From, To, Call-ID, `CSeq` number and Routes.
pub fn cancel_for(invite: &Message) -> Result<Octets, WriteError> {
    follow_up(invite, &Method::Cancel, invite.to().as_str())
}

fn follow_up(invite: &Message, method: &Method, to: &str) -> Result<Octets, WriteError> {
    let uri = invite.request_uri().map_or("", |uri| uri.as_str());
    let mut head = Head::with_request(method.as_str(), uri);
    head.echo(HeaderName::Via, invite.top_via().as_str());
    for route in invite.headers(HeaderName::Route) {
        head.echo(HeaderName::Route, route);
    }
    head.echo(HeaderName::MaxForwards, "70");
    head.echo(HeaderName::From, invite.from().as_str());
    head.echo(HeaderName::To, to);
    head.echo(HeaderName::CallId, invite.call_id());
    head.field(
        HeaderName::CSeq,
        &format_args!("{} {method}", invite.cseq().number),
    );
    head.finish(&[])
}
