//! Further 2xx of one INVITE: each makes a call that nobody wants, which is
//! acknowledged and ended (RFC 3261 §13.2.2.4).

use smallvec::SmallVec;

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::FORKS_PER_CALL_MAX;
use crate::sip::dialog::Dialog;
use crate::sip::header::HeaderName;
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::Target;

use super::super::context::{Context, Owner};
use super::Call;
use super::confirm::early_requests_max;

/// The forks of one INVITE that nobody wants, by their tags: each got its BYE.
#[derive(Default)]
pub(crate) struct Orphans(SmallVec<[String; 1]>);

impl Orphans {
    fn has(&self, remote_tag: &str) -> bool {
        self.0.iter().any(|known| known == remote_tag)
    }

    fn is_full(&self) -> bool {
        self.0.len() >= FORKS_PER_CALL_MAX
    }
}

impl Call {
    /// A 2xx to our INVITE after the first: the same again, or another fork's.
    pub(crate) fn handle_further_answer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: Flow,
        response: &Message,
    ) {
        if !self.handle_repeated_answer(ctx, response) {
            end_orphan(now, ctx, self.session, flow, response);
        }
    }

    /// A 2xx to our INVITE that belongs to the dialog there is gets its ACK
    /// again; `false` where it is another's.
    pub(crate) fn handle_repeated_answer(&mut self, ctx: &mut Context, response: &Message) -> bool {
        let session = self.session;
        let remote_tag = response.to().tag().unwrap_or_default();
        let Some(established) = self.dialog_holder() else {
            return false;
        };
        let is_ours = established.is_dialog_of(response.call_id(), remote_tag);
        if is_ours {
            established.handle_repeated_answer(ctx, session, response);
        }
        is_ours
    }
}

/// Acknowledges and ends the dialog that a 2xx to a call's INVITE has made;
/// when the 2xx comes again, only the ACK is repeated. Of an INVITE with more
/// forks than [`FORKS_PER_CALL_MAX`] the rest get nothing.
pub(crate) fn end_orphan(
    now: Instant,
    ctx: &mut Context,
    session: SessionId,
    flow: Flow,
    response: &Message,
) {
    let is_answer = response.status().is_some_and(StatusCode::is_success)
        && *response.method() == Method::Invite;
    if !is_answer {
        return;
    }
    let remote_tag = response.to().tag().unwrap_or_default();
    let known = ctx.orphans.get(&session);
    let is_known = known.is_some_and(|orphans| orphans.has(remote_tag));
    if !is_known && known.is_some_and(Orphans::is_full) {
        return;
    }
    let Some(invite) = invite_of(response) else {
        return;
    };
    let Ok(mut dialog) = Dialog::from_response(&invite, response) else {
        return;
    };
    dialog.skip_numbers(early_requests_max(ctx));
    let flow = way_to(&dialog, flow);
    let mut ack = dialog.ack(&invite);
    ctx.send_ack(flow, &mut ack, None);
    if is_known {
        return;
    }
    let mut bye = dialog.request(Method::Bye);
    bye.header(HeaderName::UserAgent, &ctx.config.user_agent);
    // Whatever the answer to this BYE is, there is nothing more to do.
    let sent = ctx.send_request(now, flow, &mut bye, Owner::Orphan);
    if sent.is_some() {
        let orphans = ctx.orphans.entry(session).or_default();
        orphans.0.push(remote_tag.to_owned());
    }
}

/// The way to the dialog's next hop, where that is an address; else back
/// where the response came from.
fn way_to(dialog: &Dialog, flow: Flow) -> Flow {
    let target = Target::of(dialog.next_hop(), flow.transport).ok();
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
