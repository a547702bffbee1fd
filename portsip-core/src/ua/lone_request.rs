//! A request of ours that is in no call, on its way: which destination it takes, with which
//! credentials, and what is tried next (RFC 3261 §8.1, §22.1; RFC 3263 §4.3).
//!
//! *Inputs:* the way that was looked for, or the lack of one, and what its [`Sender`] makes
//! of a response or of silence. *Outputs:* the request, written anew for each way.
//!
//! | way | `begin` | way found | `send` with a challenge | `handle_unserved`, `handle_unanswered` |
//! |---|---|---|---|---|
//! | none | → selecting, or sent | – | – | – |
//! | selecting | → selecting, or sent | → sent | – | – |
//! | along a flow | → selecting, or sent | – | sent again | → selecting, or sent, or stuck |
//!
//! Each returns whether the request goes on: its way, or its response, comes later.

use crate::clock::Instant;
use crate::error::Result;
use crate::ids::SubscriptionId;
use crate::limits::REDIRECT_HOPS_MAX;
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::account::{FirstHop, wants_sips, write_routes};
use super::call::first_target;
use super::context::{Context, FlowUser, Owner, Sending};
use super::flow_selection::{Found, Others, Selection};
use super::lone_dialog::{LoneDialog, Standing, local_tag};

/// A request through all its repetitions.
#[derive(Debug)]
pub(super) struct LoneRequest {
    /// `None` in a dialog, which its sender knows.
    place: Option<Place>,
    way: Way,
    others: Others,
    attempt: Attempt,
    /// Its connection was lost, and it went again.
    resent: bool,
    /// How often a server has sent us elsewhere, or asked for another time.
    detours: usize,
    transaction: Option<ClientTransactionId>,
}

/// Where a request outside dialogs goes.
#[derive(Debug)]
pub(super) struct Place {
    uri: Uri,
    hop: FirstHop,
}

#[derive(Debug)]
enum Way {
    /// It has not begun.
    None,
    /// The way is looked for.
    Selecting,
    /// The last one was this.
    Along(Flow),
}

/// Why a request goes no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stuck {
    /// There is no way, or no other.
    NoWay,
    /// It cannot be written, or not be sent along its way.
    Unsent,
    /// The credentials that are asked for cannot be had.
    Refused,
}

impl Stuck {
    /// Why it failed, where the last response, or what stands for it, says `last`.
    pub(super) fn status(self, last: StatusCode) -> StatusCode {
        match self {
            Self::Unsent => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoWay | Self::Refused => last,
        }
    }
}

/// Whether a request goes on.
pub(super) type Step = std::result::Result<(), Stuck>;

/// Whose request it is, and what it says.
pub(super) trait Sender {
    /// Who gets its response, and who waits for its way.
    fn names(&self) -> (Owner, FlowUser);

    /// The dialog that it is in.
    fn dialog(&mut self) -> Option<&mut LoneDialog> {
        None
    }

    /// The request with the next number, for a way.
    fn write(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder>;

    /// Puts credentials on it, as [`Context::present`] does.
    fn present(
        &mut self,
        ctx: &mut Context,
        attempt: &mut Attempt,
        (_, way): (Option<&Place>, Flow),
        challenge: Option<&Message>,
        request: &mut RequestBuilder,
    ) -> bool {
        ctx.present(attempt, way, challenge, request)
    }

    /// Whether the agent still has the user for whom it goes.
    fn is_of_user(&self) -> bool {
        true
    }
}

/// What tells a server that one request comes after another.
#[derive(Debug)]
pub(super) struct Series {
    call_id: String,
    tag: String,
    cseq: u32,
}

impl LoneRequest {
    /// One that has not begun; without a place in the dialog of its sender.
    pub(super) fn new(place: Option<Place>) -> Self {
        Self {
            place,
            way: Way::None,
            others: Others::default(),
            attempt: Attempt::default(),
            resent: false,
            detours: 0,
            transaction: None,
        }
    }

    /// Looks for its way, and takes it.
    pub(super) fn begin(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
    ) -> Step {
        self.attempt = Attempt::default();
        let user = sender.names().1;
        let selection = match (sender.dialog(), &mut self.place) {
            (Some(dialog), _) => dialog.way(ctx, user),
            (None, Some(place)) => {
                // What the registrar prescribes may have changed.
                if sender.is_of_user() {
                    place.hop = ctx.first_hop(&place.uri).map_err(|_| Stuck::NoWay)?;
                }
                ctx.find_flow(&place.hop.target, user)
            }
            (None, None) => return Err(Stuck::NoWay),
        };
        self.follow(now, ctx, sender, selection)
    }

    /// The same to another place.
    pub(super) fn go_to(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        uri: Uri,
    ) -> Step {
        self.redirect(uri);
        self.begin(now, ctx, sender)
    }

    /// A 3xx: the same to where that points first (RFC 3261 §8.1.3.4).
    pub(super) fn handle_redirected(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        response: &Message,
    ) -> Step {
        self.note_detour()?;
        let uri = first_target(response).ok_or(Stuck::NoWay)?;
        self.go_to(now, ctx, sender, uri)
    }

    /// The search for its way has ended. In a dialog the way of the last message serves
    /// where there is none.
    pub(super) fn handle_way(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        found: Option<Found>,
    ) -> Step {
        if !matches!(self.way, Way::Selecting) {
            return Ok(());
        }
        let last = sender.dialog().map(|dialog| dialog.flow.into());
        let found = found.or(last).ok_or(Stuck::NoWay)?;
        self.follow(now, ctx, sender, Selection::Ready(found))
    }

    /// Sends it along its way, with the credentials that `challenge` wants.
    pub(super) fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        challenge: Option<&Message>,
    ) -> Step {
        let flow = self.flow().ok_or(Stuck::NoWay)?;
        let request = sender.write(now, ctx, self.place.as_ref(), &flow);
        let mut request = request.ok_or(Stuck::Unsent)?;
        let (attempt, way) = (&mut self.attempt, (self.place.as_ref(), flow));
        if !sender.present(ctx, attempt, way, challenge, &mut request) {
            return Err(Stuck::Refused);
        }
        let (owner, user) = sender.names();
        match ctx.send_along(now, (flow, &mut self.others), user, &mut request, owner) {
            Sending::Sent(sent) => {
                self.transaction = Some(sent.transaction);
                Ok(())
            }
            Sending::Selecting(selection) => self.follow(now, ctx, sender, selection),
            Sending::Failed => Err(Stuck::Unsent),
        }
    }

    /// The server that it went to does not serve: the next destination is tried.
    pub(super) fn handle_unserved(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
    ) -> Step {
        if let Some(flow) = self.flow() {
            ctx.flows.handle_unserved(now, &flow);
        }
        self.try_next(now, ctx, sender)
    }

    /// It got no answer (408), or its flow failed (503): the next destination is tried.
    /// Where a connection was lost another is opened first, once.
    pub(super) fn handle_unanswered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        status: StatusCode,
    ) -> Step {
        let Some(flow) = self.flow() else {
            return Ok(());
        };
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE && flow.is_reliable();
        if was_lost && !std::mem::replace(&mut self.resent, true) {
            if let Some(dialog) = sender.dialog() {
                dialog.standing = Standing::Lost;
            }
            return self.begin(now, ctx, sender);
        }
        ctx.flows.handle_unanswered(now, &flow);
        self.try_next(now, ctx, sender)
    }

    /// Tries the next destination.
    pub(super) fn try_next(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
    ) -> Step {
        if self.place.is_none() {
            return Err(Stuck::NoWay);
        }
        let others = std::mem::take(&mut self.others);
        let selection = ctx.find_other_flow(others, sender.names().1);
        self.follow(now, ctx, sender, selection.ok_or(Stuck::NoWay)?)
    }

    fn follow(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
        selection: Selection,
    ) -> Step {
        let Selection::Ready(Found { flow, others }) = selection else {
            self.way = Way::Selecting;
            return Ok(());
        };
        let place = self.place.as_ref();
        if place.is_some_and(|place| place.hop.is_ours) && sender.is_of_user() {
            ctx.note_own_server(&flow);
        }
        if let Some(dialog) = sender.dialog() {
            dialog.settle(flow);
        }
        self.way = Way::Along(flow);
        self.others = others;
        self.send(now, ctx, sender, None)
    }

    /// What begins next is another request.
    pub(super) fn renew(&mut self) {
        self.resent = false;
        self.detours = 0;
    }

    /// What begins next goes to `uri`.
    pub(super) fn redirect(&mut self, uri: Uri) {
        if let Some(place) = &mut self.place {
            place.uri = uri;
        }
    }

    /// A server wants something else, as it may some times.
    pub(super) fn note_detour(&mut self) -> Step {
        self.detours += 1;
        if self.detours > REDIRECT_HOPS_MAX {
            return Err(Stuck::Refused);
        }
        Ok(())
    }

    /// That of the last time that it went.
    pub(super) fn transaction(&self) -> Option<ClientTransactionId> {
        self.transaction
    }

    /// It went along `way` in the dialog of a call, which has none any more.
    pub(super) fn take_over(&mut self, way: Flow) {
        self.way = Way::Along(way);
    }

    /// What it has answered to challenges, where it goes in the dialog of a call.
    pub(super) fn attempt(&mut self) -> &mut Attempt {
        &mut self.attempt
    }

    /// Where it goes outside dialogs.
    pub(super) fn uri(&self) -> Option<&Uri> {
        self.place.as_ref().map(|place| &place.uri)
    }

    /// No other server shall be tried for the same place.
    pub(super) fn forget_others(&mut self) {
        self.others.clear();
    }

    /// Whether it has never gone, nor looked for a way.
    pub(super) fn is_fresh(&self) -> bool {
        matches!(self.way, Way::None)
    }

    /// The way that it took last; `None` while one is looked for.
    pub(super) fn flow(&self) -> Option<Flow> {
        match self.way {
            Way::Along(flow) => Some(flow),
            Way::None | Way::Selecting => None,
        }
    }
}

impl Place {
    /// Where requests to `uri` go.
    ///
    /// `CoreUserNotFound`, `CoreInvalidUri`.
    pub(super) fn of(ctx: &Context, uri: Uri) -> Result<Self> {
        let hop = ctx.first_hop(&uri)?;
        Ok(Self { uri, hop })
    }

    /// Whether it is at `uri`, or the way to it leads by servers of ours.
    pub(super) fn is_ours(&self, uri: &Uri) -> bool {
        self.uri == *uri || self.hop.is_ours
    }

    /// Our Contact in a request there.
    pub(super) fn contact(&self, ctx: &mut Context, way: &Flow) -> Option<NameAddr> {
        ctx.contact(way, wants_sips(&self.uri, &self.hop.routes))
    }
}

impl Series {
    /// One whose requests a server has not seen.
    pub(super) fn new(ctx: &mut Context) -> Self {
        Self {
            call_id: ctx.token(),
            tag: ctx.token(),
            cseq: 0,
        }
    }

    /// The same for a subscription, whose tag names it.
    pub(super) fn of_subscription(ctx: &mut Context, id: SubscriptionId) -> Self {
        Self {
            call_id: ctx.token(),
            tag: local_tag(ctx, id),
            cseq: 0,
        }
    }

    /// The Call-ID.
    pub(super) fn call_id(&self) -> &str {
        &self.call_id
    }

    /// Our tag.
    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    /// The last number.
    pub(super) fn cseq(&self) -> u32 {
        self.cseq
    }

    /// What stands in From of requests by a way.
    pub(super) fn from(&self, ctx: &mut Context, way: &Flow) -> Option<NameAddr> {
        let local = ctx.local_address(way);
        self.tagged(&ctx.user.as_mut()?.address(Some(local))?)
    }

    /// The same where they come from `us`.
    pub(super) fn tagged(&self, us: &NameAddr) -> Option<NameAddr> {
        us.with_tag(&self.tag).ok()
    }

    /// The head of the next request to a place, up to its number.
    pub(super) fn next(
        &mut self,
        method: Method,
        place: &Place,
        (from, to): (&NameAddr, &NameAddr),
    ) -> RequestBuilder {
        self.cseq = self.cseq.saturating_add(1);
        let mut request = RequestBuilder::new(method, &place.uri);
        write_routes(&place.hop.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, from)
            .header(HeaderName::To, to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq);
        request
    }
}
