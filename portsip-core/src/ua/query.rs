//! Our OPTIONS outside of calls: RFC 3261 §11.1.
//!
//! *Inputs:* `send_options`, a flow or the lack of one, responses, their absence.
//! *Outputs:* the OPTIONS, again with credentials or to the next destination
//! (RFC 3263 §4.3). Nobody is told the answer: the program sees it where it
//! watches the signalling.
//!
//! A query ends with a final response, or when there is no further destination.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::IdSource;
use crate::limits::{QUERIES_MAX, REQUEST_BODY_BYTES_MAX};
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::transport::flow::Flow;

use super::abilities::ALLOW;
use super::account::{FirstHop, User, wants_sips, write_routes};
use super::agent::Agent;
use super::callee::Callee;
use super::context::{Context, FlowUser, Owner, SDP, Sending};
use super::flow_selection::{Found, Others, Selection};

/// Names an OPTIONS of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QueryId(i32);

/// The OPTIONS that have no final response yet.
#[derive(Debug, Default)]
pub(crate) struct Queries {
    ids: IdSource,
    live: BTreeMap<QueryId, Query>,
}

/// One OPTIONS.
#[derive(Debug)]
struct Query {
    to: NameAddr,
    hop: FirstHop,
    call_id: String,
    tag: String,
    cseq: u32,
    description: Bytes,
    attempt: Attempt,
    flow: Option<Flow>,
    others: Others,
}

impl Agent {
    /// Asks `to` what it can do.
    ///
    /// `to`: as for [`call`](Self::call). `description`: a session description, or
    /// empty. Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreDataSizeTooLarge` (the description is too large, or too many wait for
    /// an answer).
    pub fn send_options(&mut self, now: Instant, to: &str, description: Bytes) -> Result<()> {
        if to.trim().is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        let user = self.ctx.user.as_ref().map(User::domain);
        let domain = user.ok_or(Error::CoreUserNotFound)?;
        let callee = Callee::parse(to, domain, self.ctx.user_escapes)?;
        if description.len() > REQUEST_BODY_BYTES_MAX || self.queries.live.len() >= QUERIES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let query = Query::new(&mut self.ctx, &callee, description)?;
        let target = query.hop.target.clone();
        let id = self.queries.ids.next_id();
        let id = QueryId(id.ok_or(Error::CoreDataSizeTooLarge)?);
        self.queries.live.insert(id, query);
        let selection = self.ctx.find_flow(&target, FlowUser::Query(id));
        self.queries.go_on(now, &mut self.ctx, id, Some(selection));
        self.settle(now);
        Ok(())
    }
}

impl Queries {
    /// The way of one is known, or there is none.
    pub(crate) fn handle_flow(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: QueryId,
        found: Option<Found>,
    ) {
        self.go_on(now, ctx, id, found.map(Selection::Ready));
    }

    /// A response to one.
    pub(crate) fn handle_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: QueryId,
        response: &Message,
    ) {
        let status = response.status().filter(|status| status.is_final());
        let (Some(status), Some(query)) = (status, self.live.get_mut(&id)) else {
            return;
        };
        let sending = match status.code() {
            401 | 407 => query.send(now, ctx, id, Some(response)),
            503 => {
                if let Some(flow) = query.flow {
                    ctx.flows.handle_unserved(now, &flow);
                }
                return self.try_next(now, ctx, id);
            }
            _ => Sending::Failed,
        };
        self.follow(now, ctx, id, sending);
    }

    /// One got no answer: the next destination is tried.
    pub(crate) fn handle_unanswered(&mut self, now: Instant, ctx: &mut Context, id: QueryId) {
        if let Some(flow) = self.live.get(&id).and_then(|query| query.flow) {
            ctx.flows.handle_unanswered(now, &flow);
        }
        self.try_next(now, ctx, id);
    }

    /// All are given up.
    pub(crate) fn clear(&mut self) {
        self.live.clear();
    }

    fn try_next(&mut self, now: Instant, ctx: &mut Context, id: QueryId) {
        let Some(query) = self.live.get_mut(&id) else {
            return;
        };
        query.flow = None;
        let others = std::mem::take(&mut query.others);
        let selection = ctx.find_other_flow(others, FlowUser::Query(id));
        self.go_on(now, ctx, id, selection);
    }

    fn go_on(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: QueryId,
        selection: Option<Selection>,
    ) {
        let sending = match (selection, self.live.get_mut(&id)) {
            (Some(Selection::Waiting), _) => return,
            (Some(Selection::Ready(found)), Some(query)) => {
                query.flow = Some(found.flow);
                query.others = found.others;
                if query.hop.is_ours {
                    ctx.note_own_server(&found.flow);
                }
                query.send(now, ctx, id, None)
            }
            _ => Sending::Failed,
        };
        self.follow(now, ctx, id, sending);
    }

    /// What was sent waits for its answer, or for a connection, as it is too long
    /// for datagrams; what could not be sent is over.
    fn follow(&mut self, now: Instant, ctx: &mut Context, id: QueryId, sending: Sending) {
        match sending {
            Sending::Sent(_) => {}
            Sending::Selecting(selection) => self.go_on(now, ctx, id, Some(selection)),
            Sending::Failed => {
                self.live.remove(&id);
            }
        }
    }
}

impl Query {
    fn new(ctx: &mut Context, callee: &Callee, description: Bytes) -> Result<Self> {
        let to = NameAddr::new(&callee.display_name, &callee.uri, &[]);
        Ok(Self {
            to: to.map_err(|_| Error::CoreInvalidUri)?,
            hop: ctx.first_hop(&callee.uri)?,
            call_id: ctx.token(),
            tag: ctx.token(),
            cseq: 0,
            description,
            attempt: Attempt::default(),
            flow: None,
            others: Others::default(),
        })
    }

    /// Sends it along its flow, after a challenge with credentials.
    fn send(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: QueryId,
        challenge: Option<&Message>,
    ) -> Sending {
        self.cseq += 1;
        let Some(flow) = self.flow else {
            return Sending::Failed;
        };
        let Some(mut request) = self.write(ctx, &flow) else {
            return Sending::Failed;
        };
        if !ctx.present(&mut self.attempt, flow, challenge, &mut request) {
            return Sending::Failed;
        }
        let (owner, user) = (Owner::Query(id), FlowUser::Query(id));
        ctx.send_along(now, (flow, &mut self.others), user, &mut request, owner)
    }

    fn write(&self, ctx: &mut Context, flow: &Flow) -> Option<RequestBuilder> {
        let local = ctx.local_address(flow);
        let from = ctx.user.as_mut()?.address(Some(local))?;
        let from = from.with_tag(&self.tag).ok()?;
        let contact = ctx.contact(flow, wants_sips(self.to.uri(), &self.hop.routes))?;
        let mut request = RequestBuilder::new(Method::Options, self.to.uri());
        write_routes(&self.hop.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, &from)
            .header(HeaderName::To, &self.to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq)
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
