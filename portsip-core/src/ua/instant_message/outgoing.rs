//! One message of ours outside of calls: where it goes, and how it is written.

use bytes::Bytes;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::MessageParties;
use crate::ids::MessageId;
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::account::{FirstHop, write_routes};
use super::super::call::{InstantMessage, Targets};
use super::super::callee::Callee;
use super::super::context::{Context, FlowUser, Owner, Sending};
use super::super::flow_selection::{Found, Others, Selection};

/// The parameter of To that marks a short message.
const SMS: (&str, Option<&str>) = ("messagetype", Some("SMS"));

/// A message from `send_out_of_dialog_message` to its final response.
#[derive(Debug)]
pub(super) struct Outgoing {
    message: InstantMessage,
    parties: MessageParties,
    to: NameAddr,
    targets: Targets,
    /// Which of them is tried.
    uri: Uri,
    hop: FirstHop,
    call_id: String,
    tag: String,
    cseq: u32,
    attempt: Attempt,
    pub(super) way: Way,
    others: Others,
}

/// The way of a message.
#[derive(Debug)]
pub(super) enum Way {
    /// Another message to the same recipient comes first.
    Queued,
    /// It is looked for.
    Selecting,
    /// It goes along this one.
    Along(Flow),
}

impl Outgoing {
    pub(super) fn new(
        ctx: &mut Context,
        callee: &Callee,
        is_sms: bool,
        (content_type, body): (String, Bytes),
    ) -> Result<Self> {
        let hop = ctx.first_hop(&callee.uri)?;
        let params = if is_sms { &[SMS][..] } else { &[] };
        let to = NameAddr::new(&callee.display_name, &callee.uri, params);
        let to = to.map_err(|_| Error::CoreInvalidUri)?;
        let id = ctx.next_message_id()?;
        let mut message = Self {
            message: InstantMessage::new(id, content_type, body),
            parties: MessageParties {
                message: id,
                from_display_name: String::new(),
                from: String::new(),
                to_display_name: callee.display_name.clone(),
                to: callee.uri.address_of_record(),
            },
            to,
            targets: Targets::new(callee.uri.clone()),
            uri: callee.uri.clone(),
            hop,
            call_id: ctx.token(),
            tag: ctx.token(),
            cseq: 0,
            attempt: Attempt::default(),
            way: Way::Queued,
            others: Others::default(),
        };
        if let Some(us) = ctx.user.as_mut().and_then(|user| user.address(None)) {
            message.set_sender(&us);
        }
        Ok(message)
    }

    pub(super) fn id(&self) -> MessageId {
        self.message.id
    }

    pub(super) fn has_recipient_of(&self, other: &Self) -> bool {
        self.to.uri() == other.to.uri()
    }

    pub(super) fn into_parties(self) -> MessageParties {
        self.parties
    }

    /// Why it could not be sent along its way.
    pub(super) fn status_unsent(&self) -> StatusCode {
        self.message.status_unsent(match &self.way {
            Way::Along(flow) => Some(flow),
            Way::Queued | Way::Selecting => None,
        })
    }

    /// Looks for the way to where it is tried.
    pub(super) fn select(&mut self, ctx: &mut Context) -> Selection {
        self.way = Way::Selecting;
        self.attempt = Attempt::default();
        let user = FlowUser::Message(self.id());
        ctx.find_flow(&self.hop.target, user)
    }

    /// The same for the next destination, or the next target of a redirection; `None`
    /// where there is neither.
    pub(super) fn select_next(&mut self, ctx: &mut Context) -> Option<Selection> {
        let others = std::mem::take(&mut self.others);
        let user = FlowUser::Message(self.id());
        if let Some(selection) = ctx.find_other_flow(others, user) {
            self.way = Way::Selecting;
            return Some(selection);
        }
        while let Some(uri) = self.targets.next() {
            if let Ok(hop) = ctx.first_hop(&uri) {
                self.uri = uri;
                self.hop = hop;
                return Some(self.select(ctx));
            }
        }
        None
    }

    pub(super) fn take_way(&mut self, ctx: &mut Context, found: Found) {
        if self.hop.is_ours {
            ctx.note_own_server(&found.flow);
        }
        self.way = Way::Along(found.flow);
        self.others = found.others;
    }

    /// The server that it went to does not serve.
    pub(super) fn note_unserved(&mut self, now: Instant, ctx: &mut Context) {
        if let Way::Along(flow) = &self.way {
            ctx.flows.handle_unserved(now, flow);
        }
    }

    /// Nothing came back along its way.
    pub(super) fn note_unanswered(&mut self, now: Instant, ctx: &mut Context) {
        if let Way::Along(flow) = &self.way {
            ctx.flows.handle_unanswered(now, flow);
        }
    }

    /// Whether it may go again over a new connection, as the one it took was lost: once.
    pub(super) fn goes_again(&mut self) -> bool {
        let connection = matches!(&self.way, Way::Along(flow) if flow.is_reliable());
        connection && !std::mem::replace(&mut self.message.resent, true)
    }

    /// The recipient, or a server for it, does not take it, and may name others that do.
    pub(super) fn handle_refused(&mut self, response: &Message) {
        self.others.clear();
        if matches!(response.status().map(StatusCode::code), Some(300..=399)) {
            let contacts = response.contacts().flatten();
            let contacts = contacts
                .filter_map(|contact| Some((contact.q_thousandths(), contact.uri()?.detached())));
            self.targets.redirected(contacts, std::iter::empty());
        }
    }

    /// Sends it along its way, after a challenge with credentials.
    pub(super) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        challenge: Option<&Message>,
    ) -> Sending {
        let Way::Along(flow) = self.way else {
            return Sending::Failed;
        };
        self.cseq += 1;
        let Some(mut request) = self.write(ctx, &flow) else {
            return Sending::Failed;
        };
        if !ctx.present(&mut self.attempt, flow, challenge, &mut request) {
            return Sending::Failed;
        }
        let owner = Owner::OutOfDialogMessage(self.id());
        let user = FlowUser::Message(self.id());
        let sending = ctx.send_along(now, (flow, &mut self.others), user, &mut request, owner);
        if matches!(sending, Sending::Selecting(_)) {
            self.way = Way::Selecting;
        }
        sending
    }

    /// A MESSAGE has no Contact (RFC 3428 §4).
    fn write(&mut self, ctx: &mut Context, flow: &Flow) -> Option<RequestBuilder> {
        let local = ctx.local_address(flow);
        let us = ctx.user.as_mut()?.address(Some(local))?;
        self.set_sender(&us);
        let from = us.with_tag(&self.tag).ok()?;
        let mut request = RequestBuilder::new(Method::Message, &self.uri);
        write_routes(&self.hop.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &self.to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
            .header(HeaderName::UserAgent, &ctx.config.user_agent)
            .body(&self.message.content_type, self.message.body.clone());
        Some(request)
    }

    fn set_sender(&mut self, us: &NameAddr) {
        self.parties.from_display_name = us.display_name().into_owned();
        self.parties.from = us.uri().address_of_record();
    }
}
