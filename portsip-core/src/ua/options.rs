//! The answer to OPTIONS: what we can do (RFC 3261 §11).

use crate::clock::Instant;
use crate::events::Event;
use crate::sdp::SessionIdentity;
use crate::sdp::negotiation::capabilities;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, ResponseBuilder, StatusCode};
use crate::sip::transaction::ServerTransactionId;
use crate::sip::transport::flow::Flow;

use super::abilities::ALLOW;
use super::context::{Context, SDP};

/// Answers an OPTIONS request, in a dialog or not, and raises it.
pub(crate) fn answer(
    now: Instant,
    ctx: &mut Context,
    flow: &Flow,
    transaction: ServerTransactionId,
    request: &Message,
) {
    let status = StatusCode::OK;
    let tag = ctx.token();
    let identity = SessionIdentity::random(&mut ctx.rng);
    let address = ctx.local_address(flow).ip();
    let mut response = ResponseBuilder::new(request, status, Some(&tag));
    if let Some(contact) = ctx.contact(flow) {
        response.header(HeaderName::Contact, &contact);
    }
    response
        .header(HeaderName::Allow, ALLOW)
        .header(HeaderName::Accept, ctx.types.accept(None))
        .header(HeaderName::Supported, ctx.supported())
        .header(HeaderName::UserAgent, &ctx.config.user_agent)
        .body(SDP, capabilities(&ctx.audio, address, &identity));
    ctx.respond(now, transaction, request, status, &response, None);
    ctx.event(Event::OptionsReceived {
        message: request.raw().clone(),
    });
}
