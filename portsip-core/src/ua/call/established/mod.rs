//! A call whose dialog is confirmed: its requests and its ACKs; their way is in
//! [`way`].

mod way;

use crate::clock::Instant;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::sip::auth::Attempt;
use crate::sip::dialog::{Dialog, SentAck, Sequence, is_target_refresh};
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::{Scheme, Uri};

use super::super::abilities::ALLOW;
use super::super::context::{Context, SDP, Sent};
use super::super::flow_selection::Others;
use super::answer::AwaitedAck;
use super::hold::Hold;
use super::info::Info;
use super::instant_message::InstantMessage;
use super::modify::Modify;
use super::reliable_provisional::Provisionals;
use super::request_queue::RequestQueue;
use super::session_timer::SessionTimer;
use super::wishes::Wishes;

use way::Path;

/// The state of a confirmed dialog.
pub(super) struct Established {
    pub(super) dialog: Dialog,
    pub(super) role: Role,
    /// Its number, where it was an early dialog before.
    early_number: Option<u16>,
    path: Path,
    /// The destinations of the next hop that were not tried yet.
    others: Others,
    contact: NameAddr,
    /// Requests of this call are known to need credentials.
    challenged: bool,
    /// Our ACK of their last 2xx, should that come again.
    pub(super) sent_ack: Option<SentAck>,
    /// Our last 2xx, while its ACK has not come.
    pub(super) awaited_ack: Option<AwaitedAck>,
    /// Our provisional responses, while a PRACK of one may still come.
    pub(super) provisionals: Option<Box<Provisionals>>,
    pub(super) hold: Hold,
    pub(super) modify: Modify,
    pub(super) wishes: Wishes,
    pub(super) session_timer: SessionTimer,
    /// The other side takes UPDATE (RFC 3311).
    pub(super) takes_update: bool,
    pub(super) infos: RequestQueue<Info>,
    pub(super) messages: RequestQueue<InstantMessage>,
    /// Our last re-INVITE, for its ACK, and its number.
    reinvite: Option<Sent>,
    reinvite_cseq: u32,
}

/// Who began the call; it decides the waits after glare (RFC 3261 §14.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// We did.
    Caller,
    /// They did.
    Callee,
}

impl Established {
    /// A dialog whose last message took `flow`.
    pub(super) fn new(dialog: Dialog, role: Role, flow: Flow, contact: NameAddr) -> Self {
        Self {
            dialog,
            role,
            early_number: None,
            path: Path::Ready(flow),
            others: Others::default(),
            contact,
            challenged: false,
            sent_ack: None,
            awaited_ack: None,
            provisionals: None,
            hold: Hold::default(),
            modify: Modify::default(),
            wishes: Wishes::default(),
            session_timer: SessionTimer::default(),
            takes_update: false,
            infos: RequestQueue::default(),
            messages: RequestQueue::default(),
            reinvite: None,
            reinvite_cseq: 0,
        }
    }

    /// The same for an early dialog with a number.
    pub(super) fn early(mut self, number: u16) -> Self {
        self.early_number = Some(number);
        self
    }

    /// Its number, where it was an early dialog before.
    pub(super) fn early_number(&self) -> Option<u16> {
        self.early_number
    }

    /// A new request in the dialog, without body and credentials.
    pub(super) fn request(&mut self, ctx: &Context, method: Method) -> RequestBuilder {
        let refreshes_target = matches!(method, Method::Invite | Method::Update);
        if method == Method::Invite {
            self.reinvite_cseq = self.dialog.local_cseq().saturating_add(1);
        }
        let mut request = self.dialog.request(method);
        if refreshes_target {
            request
                .header(HeaderName::Contact, &self.contact)
                .header(HeaderName::Allow, ALLOW)
                .header(HeaderName::Supported, ctx.supported().of_change());
            self.session_timer.write_to(ctx, &mut request);
        }
        request.header(HeaderName::UserAgent, &ctx.config.user_agent);
        request
    }

    /// A REFER in the dialog, to `uri` where that is not the other side.
    pub(super) fn refer(
        &mut self,
        ctx: &Context,
        uri: Option<&Uri>,
        refer_to: &str,
    ) -> RequestBuilder {
        let mut request = match uri {
            Some(uri) => self.dialog.request_to(Method::Refer, uri),
            None => self.dialog.request(Method::Refer),
        };
        let us = self.dialog.local().uri();
        request
            .header(HeaderName::Contact, &self.contact)
            .header(HeaderName::ReferTo, refer_to)
            .header(HeaderName::ReferredBy, format_args!("<{us}>"))
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported())
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        request
    }

    /// Puts credentials on a request: those that `challenge` wants, `false` where they
    /// cannot be had; else those that are known to be wanted.
    pub(super) fn present(
        &mut self,
        ctx: &mut Context,
        attempt: &mut Attempt,
        challenge: Option<&Message>,
        request: &mut RequestBuilder,
    ) -> bool {
        if let Some(response) = challenge {
            return self.authenticate(ctx, attempt, response, request);
        }
        *attempt = self.authorize(ctx, request);
        true
    }

    /// Puts credentials on a new request, where they are wanted.
    pub(super) fn authorize(&self, ctx: &mut Context, request: &mut RequestBuilder) -> Attempt {
        let mut attempt = Attempt::default();
        if self.challenged || ctx.wants_credentials(&self.flow()) {
            ctx.authorize(&mut attempt, request);
        }
        attempt
    }

    /// Puts credentials on a request that was challenged; `false` when they
    /// were refused.
    pub(super) fn authenticate(
        &mut self,
        ctx: &mut Context,
        attempt: &mut Attempt,
        response: &Message,
        request: &mut RequestBuilder,
    ) -> bool {
        let flow = self.flow();
        // Where the INVITE was answered with credentials, its proxies may ask too.
        if self.challenged && !self.dialog.route_set().is_empty() {
            ctx.note_own_server(&flow);
        }
        let answered = ctx.authenticate(attempt, flow, response, request);
        self.challenged |= answered;
        answered
    }

    /// The INVITE that made the call had credentials, or had none.
    pub(super) fn set_challenged(&mut self, challenged: bool) {
        self.challenged = challenged;
    }

    /// Acknowledges the 2xx to the INVITE with number `cseq`, and keeps the ACK
    /// for when that comes again. `invite` is needed where it had credentials.
    pub(super) fn acknowledge(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        (cseq, invite): (u32, &Octets),
        answer: Option<Octets>,
    ) {
        let invite = self
            .challenged
            .then(|| Message::parse(invite.clone()).ok())
            .flatten();
        let mut ack = match &invite {
            Some(invite) => self.dialog.ack(invite),
            None => self.dialog.ack_without_credentials(cseq),
        };
        ack.header(HeaderName::UserAgent, &ctx.config.user_agent);
        if let Some(answer) = answer {
            ack.body(SDP, answer);
        }
        self.send_ack(ctx, session, ack, cseq);
    }

    /// Whether a response is to our last re-INVITE: the 2xx to one before may
    /// still be repeated.
    pub(super) fn answers_reinvite(&self, response: &Message) -> bool {
        self.reinvite_cseq == response.cseq().number
    }

    /// Acknowledges the 2xx to our re-INVITE.
    pub(super) fn acknowledge_reinvite(&mut self, ctx: &mut Context, session: SessionId) {
        if let Some(invite) = self.reinvite.take() {
            self.acknowledge(ctx, session, (self.reinvite_cseq, &invite.payload), None);
        }
    }

    /// Gives up on our re-INVITE, where it has no final response: who never
    /// sends one would keep its transaction alive.
    pub(super) fn cancel_reinvite(&self, now: Instant, ctx: &mut Context) {
        if self.modify.is_offering()
            && let Some(sent) = &self.reinvite
        {
            ctx.transactions.cancel(now, sent.transaction);
        }
    }

    /// A 2xx that was acknowledged has come again: so goes the ACK.
    pub(super) fn handle_repeated_answer(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        response: &Message,
    ) {
        let kept = self.sent_ack.as_ref();
        let ack = kept.and_then(|ack| ack.handle_repeated_answer(response.cseq().number));
        if let Some(ack) = ack {
            self.send_again(ctx, session, ack);
        }
    }

    /// What a message of the other side says that it can do.
    pub(super) fn learn(&mut self, message: &Message) {
        if let Some(takes_update) = message.allows(&Method::Update) {
            self.takes_update = takes_update;
        }
    }

    /// Stops every timer of the dialog.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        self.modify.disarm(ctx);
        self.session_timer.disarm(ctx);
        if let Some(awaited) = self.awaited_ack.take() {
            awaited.disarm(ctx);
        }
    }

    /// Whether the call's own INVITE has been acknowledged.
    pub(super) fn is_connected(&self) -> bool {
        !matches!(&self.awaited_ack, Some(awaited) if awaited.connects())
    }

    /// Whether a request in this dialog comes in order; `None` where it is in
    /// another. The Contact of one that is no change of the session may move the other end.
    pub(super) fn check(
        &mut self,
        ctx: &mut Context,
        session: SessionId,
        request: &Message,
    ) -> Option<Sequence> {
        let remote_tag = request.from().tag().unwrap_or_default();
        if !self.is_dialog_of(request.call_id(), remote_tag) {
            return None;
        }
        let sequence = self.dialog.handle_request(request);
        if is_target_refresh(request.method()) {
            self.select_path(ctx, session);
        }
        Some(sequence)
    }

    /// A request in this dialog gets a 2xx: its Contact moves the other end.
    pub(super) fn accept(&mut self, ctx: &mut Context, session: SessionId, request: &Message) {
        self.dialog.accept(request);
        self.select_path(ctx, session);
    }

    /// Whether a message belongs to this dialog.
    pub(super) fn is_dialog_of(&self, call_id: &str, remote_tag: &str) -> bool {
        let id = self.dialog.id();
        id.call_id() == call_id && id.remote_tag() == remote_tag
    }

    /// Another Contact, which the next re-INVITE or UPDATE tells.
    pub(super) fn set_contact(&mut self, contact: NameAddr) {
        self.contact = contact;
    }

    /// Whether our Contact has to be a `sips` URI, as it was in the beginning.
    pub(super) fn has_sips_contact(&self) -> bool {
        self.contact.uri().scheme() == Scheme::Sips
    }

    /// Our Contact in this dialog.
    pub(super) fn contact(&self) -> &NameAddr {
        &self.contact
    }
}
