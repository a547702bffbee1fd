//! Asks the account's STUN server how the socket for datagrams looks from
//! outside (RFC 8489), and again in the time of the keep-alives: a NAT forgets.
//!
//! | state | way found | no way | answer | no answer | timer |
//! |---|---|---|---|---|---|
//! | Idle | | | | | |
//! | Searching | → Asking | → Resting | | | |
//! | Asking | | | → Resting | → Resting | asks again |
//! | Resting | | | | | → Searching |

use std::net::SocketAddr;
use std::time::Duration;

use crate::clock::Instant;
use crate::nat::stun::{BindingOutput, BindingRequest};
use crate::sip::transport::flow::Flow;
use crate::sip::transport::target::Target;

use super::context::{Context, Deadline, FlowUser};
use super::flow_selection::{Found, Selection};
use super::output::Output;
use super::timers::TimerId;

/// How long after a failure the server is asked again.
const AFTER_FAILURE: Duration = Duration::from_mins(1);

/// The questions to one STUN server.
#[derive(Debug, Default)]
pub(crate) struct StunClient {
    server: Option<Box<Target>>,
    /// Which of the agent's servers it is: the way to one before is not its way.
    number: u32,
    state: State,
    timer: Option<TimerId>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    Searching,
    Asking(Box<(Flow, BindingRequest)>),
    Resting,
}

impl StunClient {
    /// Asks this server from now on; `None` asks nobody.
    pub(crate) fn start(&mut self, now: Instant, ctx: &mut Context, server: Option<Target>) {
        self.server = server.map(Box::new);
        self.number = self.number.wrapping_add(1);
        self.state = State::Idle;
        self.ask_anew(now, ctx);
    }

    /// The way to the server may be another.
    pub(crate) fn ask_anew(&mut self, now: Instant, ctx: &mut Context) {
        self.wake_at(None, ctx);
        let Some(server) = &self.server else {
            return;
        };
        // A search that is under way will do.
        if matches!(self.state, State::Searching) {
            return;
        }
        self.state = State::Searching;
        if let Selection::Ready(found) = ctx.find_flow(server, FlowUser::Stun(self.number)) {
            self.handle_flow_found(now, ctx, self.number, Some(found));
        }
    }

    /// The end of the search for a way to the server with this number.
    pub(crate) fn handle_flow_found(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        number: u32,
        found: Option<Found>,
    ) {
        if !matches!(self.state, State::Searching) || number != self.number {
            return;
        }
        let Some(found) = found else {
            return self.rest(Some(now + AFTER_FAILURE), ctx);
        };
        let request = BindingRequest::new(now, found.flow.remote, &mut ctx.rng);
        self.state = State::Asking(Box::new((found.flow, request)));
        self.carry_on(now, ctx);
    }

    /// A STUN message has come; `true` where it tells another address.
    pub(crate) fn handle_stun(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        from: SocketAddr,
        bytes: &[u8],
    ) -> bool {
        let State::Asking(asking) = &mut self.state else {
            return false;
        };
        asking.1.handle_datagram(from, bytes) && self.carry_on(now, ctx)
    }

    /// Time to ask again; `true` where our address is news.
    pub(crate) fn handle_timeout(&mut self, now: Instant, ctx: &mut Context) -> bool {
        match &mut self.state {
            State::Asking(asking) => {
                asking.1.handle_timeout(now);
                return self.carry_on(now, ctx);
            }
            State::Resting => self.ask_anew(now, ctx),
            State::Idle | State::Searching => {}
        }
        false
    }

    /// Does what the request wants; `true` where our address is news.
    fn carry_on(&mut self, now: Instant, ctx: &mut Context) -> bool {
        let State::Asking(asking) = &mut self.state else {
            return false;
        };
        let (flow, request) = &mut **asking;
        let flow = *flow;
        match request.poll_output() {
            Some(BindingOutput::Finished(Ok(seen))) => {
                let keep_alive = Duration::from_secs(u64::from(ctx.signalling.keep_alive_s));
                let again = (!keep_alive.is_zero()).then(|| now + keep_alive);
                self.rest(again, ctx);
                return ctx.learn_from_stun(&flow, seen);
            }
            Some(BindingOutput::Finished(Err(error))) => {
                tracing::info!(%error, "our public address is not known");
                self.rest(Some(now + AFTER_FAILURE), ctx);
                return ctx.handle_stun_silent(&flow);
            }
            Some(BindingOutput::Transmit { payload, .. }) => {
                ctx.outputs.push_back(Output::Transmit { flow, payload });
            }
            None => {}
        }
        let due = request.poll_timeout();
        self.wake_at(due, ctx);
        false
    }

    fn rest(&mut self, until: Option<Instant>, ctx: &mut Context) {
        self.state = State::Resting;
        self.wake_at(until, ctx);
    }

    fn wake_at(&mut self, due: Option<Instant>, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
        self.timer = due.map(|due| ctx.timers.start(due, Deadline::Stun));
    }
}
