//! One message of ours outside of calls: where it goes, and how it is written.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::MessageParties;
use crate::ids::MessageId;
use crate::octets::Octets;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::call::{InstantMessage, Targets};
use super::super::callee::Callee;
use super::super::context::{Context, FlowUser, Owner};
use super::super::lone_request::{Input, LoneRequest, Place, Sender, Series, Stuck};
use super::Failure;

/// The parameter of To that marks a short message.
const SMS: (&str, Option<&str>) = ("messagetype", Some("SMS"));

/// A message from `send_out_of_dialog_message` to its final response.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) request: LoneRequest,
    text: Text,
    /// Where redirections point.
    targets: Targets,
}

/// What it says, and to whom.
#[derive(Debug)]
struct Text {
    message: InstantMessage,
    parties: MessageParties,
    to: NameAddr,
    series: Series,
}

impl Outgoing {
    pub(super) fn new(
        ctx: &mut Context,
        callee: &Callee,
        is_sms: bool,
        (content_type, body): (String, Octets),
    ) -> Result<Self> {
        let place = Place::of(ctx, callee.uri.clone())?;
        let params = if is_sms { &[SMS][..] } else { &[] };
        let to = NameAddr::new(&callee.display_name, &callee.uri, params);
        let to = to.map_err(|_| Error::CoreInvalidUri)?;
        let id = ctx.next_message_id()?;
        let mut text = Text {
            message: InstantMessage::new(id, content_type, body),
            parties: MessageParties {
                message: id,
                from_display_name: String::new(),
                from: String::new(),
                to_display_name: callee.display_name.clone(),
                to: callee.uri.address_of_record(),
            },
            to,
            series: Series::new(ctx),
        };
        if let Some(us) = ctx.user.as_mut().and_then(|user| user.address(None)) {
            text.set_sender(&us);
        }
        Ok(Self {
            request: LoneRequest::new(Some(place)),
            text,
            targets: Targets::new(callee.uri.clone()),
        })
    }

    pub(super) fn id(&self) -> MessageId {
        self.text.message.id
    }

    pub(super) fn has_recipient_of(&self, other: &Self) -> bool {
        self.text.to.uri() == other.text.to.uri()
    }

    pub(super) fn into_parties(self) -> MessageParties {
        self.text.parties
    }

    /// Does what follows; the failure where it goes no further. Before that the next
    /// destination is tried, then the next target of a redirection.
    pub(super) fn handle(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        input: Input<'_>,
        mut failure: Failure,
    ) -> std::result::Result<(), Failure> {
        let challenged = matches!(input.response(), Some((401 | 407, _)));
        let mut step = match input.response() {
            Some((code @ 300..=599, response)) if !challenged && code != 503 => {
                self.handle_refused(code, response);
                Err(Stuck::NoWay)
            }
            _ => self.request.on(now, ctx, &mut self.text).handle(input),
        };
        if challenged && step.is_err() {
            return Err(failure);
        }
        loop {
            match step {
                Ok(()) => return Ok(()),
                Err(Stuck::Refused) => return Err(failure),
                Err(Stuck::Unsent) => failure = Failure::of(self.status_unsent()),
                Err(Stuck::NoWay) => {}
            }
            let mut trip = self.request.on(now, ctx, &mut self.text);
            step = trip.try_next();
            if step == Err(Stuck::NoWay) {
                let Some(uri) = self.targets.next() else {
                    return Err(failure);
                };
                step = trip.go_to(uri);
            }
        }
    }

    /// The recipient, or a server for it, does not take it: no other server shall be tried
    /// for the same recipient, but who is named by a redirection (RFC 3261 §8.1.3.4).
    fn handle_refused(&mut self, code: u16, response: &Message) {
        self.request.forget_others();
        if code < 400 {
            let contacts = response.contacts().flatten();
            let contacts = contacts
                .filter_map(|contact| Some((contact.q_thousandths(), contact.uri()?.detached())));
            self.targets.redirected(contacts, std::iter::empty());
        }
    }

    /// Why it could not be sent along its way.
    fn status_unsent(&self) -> StatusCode {
        let way = self.request.flow();
        self.text.message.status_unsent(way.as_ref())
    }
}

impl Text {
    fn set_sender(&mut self, us: &NameAddr) {
        self.parties.from_display_name = us.display_name().into_owned();
        self.parties.from = us.uri().address_of_record();
    }
}

impl Sender for Text {
    fn names(&self) -> (Owner, FlowUser) {
        let id = self.message.id;
        (Owner::OutOfDialogMessage(id), FlowUser::Message(id))
    }

    /// A MESSAGE has no Contact (RFC 3428 §4).
    fn write(
        &mut self,
        _now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let place = place?;
        let from = self.series.from(ctx, way)?;
        self.set_sender(&from);
        let addresses = (&from, &self.to);
        let mut request = self.series.next(Method::Message, place, addresses);
        request
            .header(HeaderName::UserAgent, &ctx.config.user_agent)
            .body(&self.message.content_type, self.message.body.clone());
        Some(request)
    }
}
