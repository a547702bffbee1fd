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
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder, StatusCode};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::account::{FirstHop, wants_sips, write_routes};
use super::context::{Context, FlowUser, Owner, Sending};
use super::flow_selection::{Found, Others, Selection};

/// A request through all its repetitions.
#[derive(Debug)]
pub(super) struct LoneRequest {
    place: Place,
    way: Way,
    others: Others,
    attempt: Attempt,
    /// Its connection was lost, and it went again.
    resent: bool,
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

    /// The request with the next number, for a way.
    fn write(&mut self, ctx: &mut Context, place: &Place, way: &Flow) -> Option<RequestBuilder>;

    /// Puts credentials on it, as [`Context::present`] does.
    fn present(
        &mut self,
        ctx: &mut Context,
        attempt: &mut Attempt,
        (_, way): (&Place, Flow),
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
    /// One that has not begun.
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            way: Way::None,
            others: Others::default(),
            attempt: Attempt::default(),
            resent: false,
        }
    }

    /// Looks for the way to its place, and takes it.
    pub(super) fn begin(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        sender: &mut impl Sender,
    ) -> Step {
        self.attempt = Attempt::default();
        // What the registrar prescribes may have changed.
        if sender.is_of_user() {
            let hop = ctx.first_hop(&self.place.uri);
            self.place.hop = hop.map_err(|_| Stuck::NoWay)?;
        }
        let selection = ctx.find_flow(&self.place.hop.target, sender.names().1);
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
        self.place.uri = uri;
        self.begin(now, ctx, sender)
    }

    /// The search for its way has ended.
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
        let found = found.ok_or(Stuck::NoWay)?;
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
        let request = sender.write(ctx, &self.place, &flow);
        let mut request = request.ok_or(Stuck::Unsent)?;
        let (attempt, way) = (&mut self.attempt, (&self.place, flow));
        if !sender.present(ctx, attempt, way, challenge, &mut request) {
            return Err(Stuck::Refused);
        }
        let (owner, user) = sender.names();
        match ctx.send_along(now, (flow, &mut self.others), user, &mut request, owner) {
            Sending::Sent(_) => Ok(()),
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
        if self.place.hop.is_ours && sender.is_of_user() {
            ctx.note_own_server(&flow);
        }
        self.way = Way::Along(flow);
        self.others = others;
        self.send(now, ctx, sender, None)
    }

    /// What begins next is another request.
    pub(super) fn renew(&mut self) {
        self.resent = false;
    }

    /// What begins next goes to `uri`.
    pub(super) fn redirect(&mut self, uri: &Uri) {
        self.place.uri.clone_from(uri);
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

    /// What stands in From of requests by a way.
    pub(super) fn from(&self, ctx: &mut Context, way: &Flow) -> Option<NameAddr> {
        let local = ctx.local_address(way);
        self.tag(&ctx.user.as_mut()?.address(Some(local))?)
    }

    /// The same where they come from `us`.
    pub(super) fn tag(&self, us: &NameAddr) -> Option<NameAddr> {
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
