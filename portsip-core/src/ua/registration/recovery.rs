//! What a registration does when its way to the registrar is lost or may have
//! become another: RFC 5626 §4.4 and §4.5.

use std::time::Duration;

use smallvec::SmallVec;

use crate::clock::Instant;
use crate::sip::message::StatusCode;
use crate::sip::transport::flow::{ConnectionId, Flow};

use super::super::context::Context;
use super::{Registration, State, Wanted};

/// A flow that has lasted so long was no failure (RFC 5626 §4.5, the time
/// after which consecutive failures are forgotten).
const STABLE: Duration = Duration::from_mins(2);

impl Registration {
    /// The machine's addresses have changed, or the program says that it is
    /// time: the registrar is told at once, along a way that is looked for anew.
    pub(crate) fn start_over(&mut self, now: Instant, ctx: &mut Context) {
        if self.wanted == Wanted::Unregistered {
            return;
        }
        match self.take_state(ctx) {
            State::Asking {
                transaction,
                expires_s: 1..,
                ..
            } => {
                // Its answer, if it still comes, is not waited for.
                ctx.forget_owner(transaction);
                self.contacts.unanswered();
                self.select(now, ctx);
            }
            State::Registered { .. } | State::Waiting { .. } => self.select(now, ctx),
            other => self.state = other,
        }
    }

    /// Another time is asked for from now on, over another connection.
    pub(crate) fn prepare_anew(&mut self, ctx: &mut Context, expires_s: Option<u32>) {
        self.expires_s = expires_s.unwrap_or(self.expires_s);
        if let State::Registered { flow, .. } | State::Asking { flow, .. } = self.state {
            ctx.flows.handle_closed(flow.connection);
            if flow.is_reliable() && !self.replaced.contains(&flow.connection) {
                self.replaced.push(flow.connection);
            }
        }
    }

    /// There are no calls whose other ends reach us by flows of before
    /// (RFC 5626 §5.3): after a success those connections go, but for any that a
    /// transaction still needs.
    pub(crate) fn close_replaced(&mut self, now: Instant, ctx: &mut Context) {
        if matches!(self.state, State::Registered { .. }) {
            let (kept, closed) = std::mem::take(&mut self.replaced)
                .into_iter()
                .partition(|connection| ctx.transactions.waits_on(*connection));
            self.replaced = kept;
            let closed: SmallVec<[ConnectionId; 1]> = closed;
            for connection in closed {
                ctx.close_connection(now, connection);
            }
        }
    }

    /// How others see us has changed: the registrar is told along the way
    /// there is.
    pub(crate) fn handle_address_seen(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Registered { flow, .. } = self.state
            && self.wanted == Wanted::Registered
            && self.contact_has_changed(ctx, &flow)
        {
            self.take_state(ctx);
            self.ask(now, ctx, flow);
        }
    }

    /// A connection has ended.
    pub(crate) fn handle_flow_closed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        connection: ConnectionId,
    ) {
        if let State::Registered { flow, .. } = self.state
            && flow.is_reliable()
            && flow.connection == connection
        {
            self.handle_flow_lost(now, ctx);
        }
    }

    /// The flow carries nothing any more: another is opened at once, where the
    /// one before lasted; else it counts as a failure, so that a server which
    /// takes every REGISTER and then ends the connection is not stormed.
    pub(super) fn handle_flow_lost(&mut self, now: Instant, ctx: &mut Context) {
        let lost_before = self.flow_lost_at.replace(now);
        self.take_state(ctx);
        if lost_before.is_some_and(|before| now - before < STABLE) {
            self.fail(now, ctx, StatusCode::SERVICE_UNAVAILABLE, None, true);
        } else {
            self.select(now, ctx);
        }
    }

    /// Whether what we would tell the registrar is not what it was told.
    pub(super) fn contact_has_changed(&self, ctx: &Context, flow: &Flow) -> bool {
        let now = self.contact_uri(ctx, flow);
        now.is_some_and(|now| !self.contacts.asked_for(&now))
    }
}
