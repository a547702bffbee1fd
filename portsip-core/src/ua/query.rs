//! Our OPTIONS outside of calls: RFC 3261 §11.1.
//!
//! *Inputs:* `send_options`, a flow or the lack of one, responses, their absence.
//! *Outputs:* the OPTIONS, again with credentials or to the next destination
//! (RFC 3263 §4.3). Nobody is told the answer: the program sees it where it
//! watches the signalling.
//!
//! A query ends with a final response, or when there is no further destination.

use std::collections::BTreeMap;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::IdSource;
use crate::limits::{QUERIES_MAX, REQUEST_BODY_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Method, RequestBuilder};
use crate::sip::transport::flow::Flow;

use super::abilities::ALLOW;
use super::account::User;
use super::agent::Agent;
use super::callee::Callee;
use super::context::{Context, FlowUser, Owner, SDP};
use super::lone_request::{Input, LoneRequest, Place, Sender, Series};

/// Names an OPTIONS of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QueryId(i32);

/// The OPTIONS that have no final response yet.
#[derive(Debug, Default)]
pub(crate) struct Queries {
    ids: IdSource,
    live: BTreeMap<QueryId, (LoneRequest, Query)>,
}

/// One OPTIONS.
#[derive(Debug)]
struct Query {
    id: QueryId,
    to: NameAddr,
    series: Series,
    description: Octets,
}

impl Agent {
    /// Asks `to` what it can do.
    ///
    /// `to`: as for [`call`](Self::call). `description`: a session description, or
    /// empty. Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreDataSizeTooLarge` (the description is too large, or too many wait for
    /// an answer).
    pub fn send_options(&mut self, now: Instant, to: &str, description: Octets) -> Result<()> {
        if to.trim().is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        let user = self.ctx.user.as_ref().map(User::domain);
        let domain = user.ok_or(Error::CoreUserNotFound)?;
        let callee = Callee::parse(to, domain, self.ctx.user_escapes)?;
        if description.len() > REQUEST_BODY_BYTES_MAX || self.queries.live.len() >= QUERIES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let place = Place::of(&self.ctx, callee.uri.clone())?;
        let to = NameAddr::new(&callee.display_name, &callee.uri, &[]);
        let to = to.map_err(|_| Error::CoreInvalidUri)?;
        let id = self.queries.ids.next_id();
        let id = QueryId(id.ok_or(Error::CoreDataSizeTooLarge)?);
        let mut query = Query {
            id,
            to,
            series: Series::new(&mut self.ctx),
            description,
        };
        let mut request = LoneRequest::new(Some(place));
        if request.on(now, &mut self.ctx, &mut query).begin().is_ok() {
            self.queries.live.insert(id, (request, query));
        }
        self.settle(now);
        Ok(())
    }
}

impl Queries {
    /// One is over with its final response, or where it goes no further.
    pub(crate) fn handle(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: QueryId,
        input: Input<'_>,
    ) {
        if let Some((request, query)) = self.live.get_mut(&id)
            && request.on(now, ctx, query).handle(input).is_err()
        {
            self.live.remove(&id);
        }
    }

    /// All are given up.
    pub(crate) fn clear(&mut self) {
        self.live.clear();
    }
}

impl Sender for Query {
    fn names(&self) -> (Owner, FlowUser) {
        (Owner::Query(self.id), FlowUser::Query(self.id))
    }

    fn write(
        &mut self,
        _now: Instant,
        ctx: &mut Context,
        place: Option<&Place>,
        way: &Flow,
    ) -> Option<RequestBuilder> {
        let place = place?;
        let from = self.series.from(ctx, way)?;
        let contact = place.contact(ctx, way)?;
        let addresses = (&from, &self.to);
        let mut request = self.series.next(Method::Options, place, addresses);
        request
            .header(HeaderName::Contact, &contact)
            .header(HeaderName::Accept, SDP)
            .header(HeaderName::Allow, ALLOW)
            .header(HeaderName::Supported, ctx.supported())
            .header(HeaderName::UserAgent, &ctx.config.user_agent);
        if !self.description.is_empty() {
            request.body(SDP, self.description.clone());
        }
        Some(request)
    }
}
