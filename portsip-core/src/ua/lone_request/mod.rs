//! A request of ours that is in no call, on its way: which destination it takes, with which
//! credentials, and what is tried next (RFC 3261 §8.1, §22.1; RFC 3263 §4.3).
//!
//! *Inputs:* the way that was looked for, or the lack of one, and what its [`Sender`] makes
//! of a response or of silence. *Outputs:* the request, written anew for each way.
//!
//! | way | begin | way found | challenge | 503, silence | lost connection, address gone |
//! |---|---|---|---|---|---|
//! | none | → selecting, along | – | – | – | – |
//! | selecting | → selecting, along | → along | – | – | – |
//! | along | → selecting, along | – | sent again | the next destination | as `begin` |
//!
//! Each input says whether the request goes on: its way, or its response, comes later.

mod place;
mod trip;

use crate::clock::Instant;
use crate::limits::REDIRECT_HOPS_MAX;
use crate::sip::auth::Attempt;
use crate::sip::message::{Message, RequestBuilder, StatusCode};
use crate::sip::transaction::ClientTransactionId;
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::context::{Context, FlowUser, Owner};
use super::flow_selection::{Found, Others};
use super::lone_dialog::LoneDialog;

pub(super) use place::{Place, Series};
pub(super) use trip::Trip;

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
    /// It has its final response, or the credentials that are asked for cannot be had.
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
pub(super) type Step = Result<(), Stuck>;

/// What comes to a request.
#[derive(Debug)]
pub(super) enum Input<'a> {
    /// It begins.
    Begin,
    /// The end of the search for its way, or why there is none.
    Way(Result<Found, String>),
    /// A response.
    Response(&'a Message),
    /// It got no answer (408), or its flow failed (503).
    Unanswered(StatusCode),
    /// It went from an address that is gone.
    Stranded,
}

impl<'a> Input<'a> {
    /// A final response, or what stands for it: its code, and how long it asks to wait, in
    /// seconds.
    pub(super) fn outcome(&self) -> Option<(StatusCode, Option<u32>)> {
        match self {
            Self::Response(response) => {
                let status = response.status().filter(|status| status.is_final());
                Some((status?, response.retry_after_s()))
            }
            Self::Unanswered(status) => Some((*status, None)),
            Self::Begin | Self::Way(_) | Self::Stranded => {
                Some((StatusCode::SERVICE_UNAVAILABLE, None))
            }
        }
    }

    /// A final response, and its code.
    pub(super) fn response(&self) -> Option<(u16, &'a Message)> {
        match self {
            Self::Response(response) => Some((self.outcome()?.0.code(), response)),
            _ => None,
        }
    }
}

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

    /// The request on its way now.
    pub(super) fn on<'a, S: Sender>(
        &'a mut self,
        now: Instant,
        ctx: &'a mut Context,
        sender: &'a mut S,
    ) -> Trip<'a, S> {
        Trip {
            request: self,
            now,
            ctx,
            sender,
        }
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
