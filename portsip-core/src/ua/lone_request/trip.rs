//! What a request does next: RFC 3261 §8.1, §22.1; RFC 3263 §4.3.

use crate::clock::Instant;
use crate::sip::auth::Attempt;
use crate::sip::message::{Message, StatusCode};
use crate::sip::uri::Uri;

use super::super::call::first_target;
use super::super::context::{Context, Sending};
use super::super::flow_selection::{Found, Selection};
use super::super::lone_dialog::Standing;
use super::{Input, LoneRequest, Sender, Step, Stuck, Way};

/// A request on its way, at one moment.
pub(in crate::ua) struct Trip<'a, S> {
    pub(in crate::ua) request: &'a mut LoneRequest,
    pub(in crate::ua) now: Instant,
    pub(in crate::ua) ctx: &'a mut Context,
    pub(in crate::ua) sender: &'a mut S,
}

impl<S: Sender> Trip<'_, S> {
    /// Does what follows from any input as a rule. A response other than a challenge or
    /// 503 is the last.
    pub(in crate::ua) fn handle(&mut self, input: Input<'_>) -> Step {
        match input {
            Input::Begin => self.begin(),
            Input::Way(found) => self.handle_way(found.ok()),
            Input::Unanswered(status) => self.handle_unanswered(status),
            Input::Stranded if self.request.flow().is_some() => self.begin_elsewhere(),
            Input::Stranded => Ok(()),
            Input::Response(response) => match input.response().map(|(code, _)| code) {
                None => Ok(()),
                Some(401 | 407) => self.send(Some(response)),
                Some(503) => self.handle_unserved(),
                Some(_) => Err(Stuck::Refused),
            },
        }
    }

    /// Looks for its way, and takes it.
    pub(in crate::ua) fn begin(&mut self) -> Step {
        self.request.attempt = Attempt::default();
        let user = self.sender.names().1;
        let selection = match (self.sender.dialog(), &mut self.request.place) {
            (Some(dialog), _) => dialog.way(self.ctx, user),
            (None, Some(place)) => {
                // What the registrar prescribes may have changed.
                if self.sender.is_of_user() {
                    let hop = self.ctx.first_hop(&place.uri);
                    place.hop = hop.map_err(|_| Stuck::NoWay)?;
                }
                self.ctx.find_flow(&place.hop.target, user)
            }
            (None, None) => return Err(Stuck::NoWay),
        };
        self.follow(selection)
    }

    /// The same to another place.
    pub(in crate::ua) fn go_to(&mut self, uri: Uri) -> Step {
        self.request.redirect(uri);
        self.begin()
    }

    /// A 3xx: the same to where that points first (RFC 3261 §8.1.3.4).
    pub(in crate::ua) fn handle_redirected(&mut self, response: &Message) -> Step {
        self.request.note_detour()?;
        self.go_to(first_target(response).ok_or(Stuck::NoWay)?)
    }

    /// The server that it went to does not serve: the next destination is tried.
    pub(in crate::ua) fn handle_unserved(&mut self) -> Step {
        if let Some(flow) = self.request.flow() {
            self.ctx.flows.handle_unserved(self.now, &flow);
        }
        self.try_next()
    }

    /// Tries the next destination.
    pub(in crate::ua) fn try_next(&mut self) -> Step {
        if self.request.place.is_none() {
            return Err(Stuck::NoWay);
        }
        let others = std::mem::take(&mut self.request.others);
        let selection = self.ctx.find_other_flow(others, self.sender.names().1);
        self.follow(selection.ok_or(Stuck::NoWay)?)
    }

    /// Sends it along its way, with the credentials that `challenge` wants.
    pub(in crate::ua) fn send(&mut self, challenge: Option<&Message>) -> Step {
        let flow = self.request.flow().ok_or(Stuck::NoWay)?;
        let (ctx, sender) = (&mut *self.ctx, &mut *self.sender);
        let place = self.request.place.as_ref();
        let request = sender.write(self.now, ctx, place, &flow);
        let mut request = request.ok_or(Stuck::Unsent)?;
        let attempt = &mut self.request.attempt;
        if !sender.present(ctx, attempt, (place, flow), challenge, &mut request) {
            return Err(Stuck::Refused);
        }
        let (owner, user) = sender.names();
        let way = (flow, &mut self.request.others);
        match ctx.send_along(self.now, way, user, &mut request, owner) {
            Sending::Sent(sent) => {
                self.request.transaction = Some(sent.transaction);
                Ok(())
            }
            Sending::Selecting(selection) => self.follow(selection),
            Sending::Failed => Err(Stuck::Unsent),
        }
    }

    /// In a dialog the way of the last message serves where there is none.
    fn handle_way(&mut self, found: Option<Found>) -> Step {
        if !matches!(self.request.way, Way::Selecting) {
            return Ok(());
        }
        let last = self.sender.dialog().map(|dialog| dialog.flow.into());
        let found = found.or(last).ok_or(Stuck::NoWay)?;
        self.follow(Selection::Ready(found))
    }

    /// The next destination is tried. Where a connection was lost another is opened first,
    /// once.
    fn handle_unanswered(&mut self, status: StatusCode) -> Step {
        let Some(flow) = self.request.flow() else {
            return Ok(());
        };
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE && flow.is_reliable();
        if was_lost && !std::mem::replace(&mut self.request.resent, true) {
            return self.begin_elsewhere();
        }
        self.ctx.flows.handle_unanswered(self.now, &flow);
        self.try_next()
    }

    /// It goes again, by another way than the last.
    fn begin_elsewhere(&mut self) -> Step {
        if let Some(dialog) = self.sender.dialog() {
            dialog.standing = Standing::Lost;
        }
        self.begin()
    }

    fn follow(&mut self, selection: Selection) -> Step {
        let Selection::Ready(Found { flow, others }) = selection else {
            self.request.way = Way::Selecting;
            return Ok(());
        };
        let place = self.request.place.as_ref();
        if place.is_some_and(|place| place.hop.is_ours) && self.sender.is_of_user() {
            self.ctx.note_own_server(&flow);
        }
        if let Some(dialog) = self.sender.dialog() {
            dialog.settle(flow);
        }
        self.request.way = Way::Along(flow);
        self.request.others = others;
        self.send(None)
    }
}
