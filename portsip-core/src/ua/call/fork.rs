//! Further 2xx of one INVITE: each makes a call that nobody wants, which is
//! acknowledged and ended (RFC 3261 §13.2.2.4).

use crate::clock::Instant;
use crate::sip::dialog::Dialog;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::Target;

use super::super::context::{Context, Owner};
use super::Call;

impl Call {
    /// A 2xx to our INVITE after the first: the same again, or another fork's.
    pub(crate) fn handle_further_answer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        response: &Message,
    ) {
        let remote_tag = response.to().tag().unwrap_or_default();
        if let Some(established) = self.dialog_holder()
            && established.is_dialog_of(response.call_id(), remote_tag)
        {
            return established.handle_repeated_answer(ctx, response);
        }
        end_orphan(now, ctx, flow, response);
    }
}

/// Acknowledges and ends the dialog that a 2xx to INVITE has made.
pub(crate) fn end_orphan(now: Instant, ctx: &mut Context, flow: Flow, response: &Message) {
    let is_answer = response.status().is_some_and(StatusCode::is_success)
        && *response.method() == Method::Invite;
    if !is_answer {
        return;
    }
    let Some(invite) = invite_of(response) else {
        return;
    };
    let Ok(mut dialog) = Dialog::from_response(&invite, response) else {
        return;
    };
    let flow = way_to(&dialog, flow);
    let mut ack = dialog.ack(&invite);
    ctx.send_ack(flow, &mut ack, None);
    let mut bye = dialog.request(Method::Bye);
    bye.header(HeaderName::UserAgent, &ctx.config.user_agent);
    // Whatever the answer to this BYE is, there is nothing more to do.
    let _ = ctx.send_request(now, flow, &mut bye, Owner::Orphan);
}

/// The way to the dialog's next hop, where that is an address; else back
/// where the response came from.
fn way_to(dialog: &Dialog, flow: Flow) -> Flow {
    let target = Target::of(dialog.next_hop()).ok();
    let address = target
        .filter(|target| target.transport == Transport::Udp && flow.transport == Transport::Udp)
        .and_then(|target| target.address())
        .filter(|address| address.is_ipv4() == flow.local.is_ipv4());
    address.map_or(flow, |remote| Flow { remote, ..flow })
}

/// What the response says about the INVITE: enough for a dialog.
fn invite_of(response: &Message) -> Option<Message> {
    let to = response.to();
    let mut invite = RequestBuilder::new(Method::Invite, to.uri());
    invite
        .header(HeaderName::Via, response.top_via().as_str())
        .max_forwards()
        .header(HeaderName::From, response.from())
        .header(HeaderName::To, format_args!("<{}>", to.uri()))
        .header(HeaderName::CallId, response.call_id())
        .cseq(response.cseq().number);
    Message::parse(invite.build().ok()?).ok()
}
