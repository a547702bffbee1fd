//! The answer to OPTIONS: what we can do, with the code that an INVITE would get
//! (RFC 3261 §11.2).

use crate::clock::Instant;
use crate::events::Event;
use crate::sdp::SessionIdentity;
use crate::sdp::negotiation::capabilities;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::abilities::ALLOW;
use super::account::wants_sips;
use super::context::{Context, SDP};
use super::diversion::Reception;

/// Answers an OPTIONS request and raises it. `reception` is what a call would
/// meet; in a dialog, `Ring`.
pub(super) fn answer(
    now: Instant,
    ctx: &mut Context,
    flow: &Flow,
    transaction: ServerTransactionId,
    request: &Message,
    reception: &Reception,
) {
    let status = match reception {
        Reception::Ring => StatusCode::OK,
        Reception::Refuse(status) => *status,
        Reception::Forward(..) => StatusCode::MOVED_TEMPORARILY,
    };
    let tag = ctx.token();
    let sips = request
        .request_uri()
        .is_some_and(|uri| wants_sips(uri, &[]));
    let mut response = ResponseBuilder::new(request, status, Some(&tag));
    if let Reception::Forward(to, _) = reception {
        response.header(HeaderName::Contact, format_args!("<{to}>"));
    } else if let Some(contact) = ctx.contact(flow, sips) {
        response.header(HeaderName::Contact, &contact);
    }
    response
        .header(HeaderName::Allow, ALLOW)
        .header(HeaderName::Accept, ctx.types.accept(None))
        .header(HeaderName::AcceptEncoding, "identity")
        .header(HeaderName::Supported, ctx.supported())
        .header(HeaderName::UserAgent, &ctx.config.user_agent);
    if status == StatusCode::OK {
        let identity = SessionIdentity::random(&mut ctx.rng);
        let address = ctx.local_address(flow).ip();
        let told = capabilities(&ctx.audio, &ctx.srtp_along(flow), address, &identity);
        response.body(SDP, told);
    }
    ctx.respond(now, transaction, request, status, &response, None);
    ctx.event(Event::OptionsReceived {
        message: request.raw().clone(),
    });
}
