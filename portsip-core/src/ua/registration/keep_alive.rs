//! Keeps the way to the registrar open while we are registered, and notices
//! when it has died: RFC 5626 §3.5 and §4.4.
//!
//! | the flow | sent | the flow has failed when |
//! |---|---|---|
//! | a connection | CRLF CRLF | no CRLF in ten seconds, from a server that gives it |
//! | datagrams, the registrar keeps to flows | a STUN Binding request | there is no answer, or another address in it |
//! | other datagrams | CRLF CRLF, for the NAT | – |

use std::net::SocketAddr;
use std::time::Duration;

use crate::clock::Instant;
use crate::nat::stun::{BindingOutput, BindingRequest};
use crate::octets::Octets;
use crate::sip::header::HeaderName;
use crate::sip::message::Message;
use crate::sip::transport::flow::Flow;
use crate::sip::transport::keepalive::KeepAlive;

use super::super::context::{Context, Deadline, RegistrationId};
use super::super::output::Output;
use super::super::timers::TimerId;
use super::{Registration, State};

/// How long a pong may take (RFC 5626 §4.4.1).
const PONG_WAIT: Duration = Duration::from_secs(10);

/// What keeps one flow open.
#[derive(Debug)]
pub(super) struct Keeping {
    /// The registrar keeps to the flow, and so answers.
    answers: bool,
    /// What the registrar asked for, in seconds; 0 for nothing.
    flow_timer_s: u32,
    /// How the flow looked to the server before.
    seen: Option<SocketAddr>,
    waits: Waits,
    timer: Option<TimerId>,
}

#[derive(Debug)]
enum Waits {
    /// For the next to be sent.
    ToSend,
    /// For a pong.
    Pong,
    /// For the answer to a Binding request.
    Answer(Box<BindingRequest>),
}

/// What has become of the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Lives,
    Failed,
}

impl Keeping {
    /// Begins after a 2xx to a REGISTER.
    pub(super) fn start(
        now: Instant,
        ctx: &mut Context,
        id: RegistrationId,
        answers: bool,
        response: &Message,
    ) -> Self {
        let flow_timer_s = response
            .header(HeaderName::FlowTimer)
            .and_then(|value| value.trim().parse().ok());
        let mut keeping = Self {
            answers,
            flow_timer_s: flow_timer_s.unwrap_or(0),
            seen: None,
            waits: Waits::ToSend,
            timer: None,
        };
        keeping.wait_to_send(now, ctx, id);
        keeping
    }

    /// Ends.
    pub(super) fn stop(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }

    fn wake_at(&mut self, due: Instant, ctx: &mut Context, id: RegistrationId) {
        self.stop(ctx);
        self.timer = Some(ctx.timers.start(due, Deadline::KeepAlive(id)));
    }

    fn handle_timeout(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: RegistrationId,
        flow: Flow,
    ) -> Verdict {
        match &mut self.waits {
            Waits::Pong => return Verdict::Failed,
            Waits::Answer(request) => request.handle_timeout(now),
            Waits::ToSend if self.answers && !flow.is_reliable() => {
                let request = BindingRequest::new(now, flow.remote, &mut ctx.rng);
                self.waits = Waits::Answer(Box::new(request));
            }
            Waits::ToSend => {
                let payload = Octets::from_static(KeepAlive::Ping.bytes());
                ctx.outputs.push_back(Output::Transmit { flow, payload });
                if !(self.answers && flow.is_reliable()) {
                    return self.wait_to_send(now, ctx, id);
                }
                self.waits = Waits::Pong;
                self.wake_at(now + PONG_WAIT, ctx, id);
                return Verdict::Lives;
            }
        }
        self.carry_on(now, ctx, id, flow)
    }

    /// Does what a Binding request wants.
    fn carry_on(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: RegistrationId,
        flow: Flow,
    ) -> Verdict {
        let Waits::Answer(request) = &mut self.waits else {
            return Verdict::Lives;
        };
        match request.poll_output() {
            Some(BindingOutput::Transmit { payload, .. }) => {
                ctx.outputs.push_back(Output::Transmit { flow, payload });
            }
            Some(BindingOutput::Finished(Ok(seen))) => {
                let moved = self.seen.replace(seen).is_some_and(|before| before != seen);
                return if moved {
                    Verdict::Failed
                } else {
                    self.wait_to_send(now, ctx, id)
                };
            }
            Some(BindingOutput::Finished(Err(_))) => return Verdict::Failed,
            None => {}
        }
        if let Some(due) = request.poll_timeout() {
            self.wake_at(due, ctx, id);
        }
        Verdict::Lives
    }

    fn wait_to_send(&mut self, now: Instant, ctx: &mut Context, id: RegistrationId) -> Verdict {
        self.waits = Waits::ToSend;
        match pause(ctx, self.flow_timer_s) {
            Some(pause) => self.wake_at(now + pause, ctx, id),
            None => self.stop(ctx),
        }
        Verdict::Lives
    }
}

/// Between 80 and 100 % of the shorter of what the program and the registrar
/// want, so that many agents do not send at once (RFC 5626 §4.4); `None` when
/// the program wants none.
fn pause(ctx: &mut Context, flow_timer_s: u32) -> Option<Duration> {
    let wanted_s = ctx.signalling.keep_alive_s;
    let seconds = match flow_timer_s {
        0 => wanted_s,
        asked_s => wanted_s.min(asked_s),
    };
    let millis = u64::from(seconds) * 1000;
    let random = u32::try_from(millis / 5).unwrap_or(u32::MAX);
    (seconds > 0).then(|| {
        let less = u64::from(ctx.rng.below(random.saturating_add(1)));
        Duration::from_millis(millis - less)
    })
}

impl Registration {
    /// Time for the next keep-alive, or too late for its answer.
    pub(crate) fn handle_keep_alive_due(&mut self, now: Instant, ctx: &mut Context) {
        let id = self.id;
        if let State::Registered { keeping, flow, .. } = &mut self.state
            && keeping.handle_timeout(now, ctx, id, *flow) == Verdict::Failed
        {
            self.give_flow_up(now, ctx);
        }
    }

    /// The program wants another time between keep-alives.
    pub(crate) fn handle_keep_alive_set(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Registered { keeping, .. } = &mut self.state
            && matches!(keeping.waits, Waits::ToSend)
        {
            keeping.wait_to_send(now, ctx, self.id);
        }
    }

    /// A pong has come. Who answers once is expected to answer always.
    pub(crate) fn handle_pong(&mut self, now: Instant, ctx: &mut Context, flow: &Flow) {
        let id = self.id;
        if let State::Registered {
            keeping,
            flow: kept,
            ..
        } = &mut self.state
            && kept.connection == flow.connection
            && flow.is_reliable()
        {
            keeping.answers = true;
            if matches!(keeping.waits, Waits::Pong) {
                keeping.wait_to_send(now, ctx, id);
            }
        }
    }

    /// A STUN message has come along a flow; `false` where it is no answer to
    /// a keep-alive.
    pub(crate) fn handle_stun(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        flow: &Flow,
        bytes: &[u8],
    ) -> bool {
        let id = self.id;
        let State::Registered {
            keeping,
            flow: kept,
            ..
        } = &mut self.state
        else {
            return false;
        };
        let Waits::Answer(request) = &mut keeping.waits else {
            return false;
        };
        if !request.handle_datagram(flow.remote, bytes) {
            return false;
        }
        if keeping.carry_on(now, ctx, id, *kept) == Verdict::Failed {
            self.give_flow_up(now, ctx);
        }
        true
    }

    /// The flow is dead, as far as we can see.
    fn give_flow_up(&mut self, now: Instant, ctx: &mut Context) {
        let State::Registered { flow, .. } = self.state else {
            return;
        };
        if flow.is_reliable() {
            ctx.close_connection(now, flow.connection);
        } else {
            ctx.flows.handle_unserved(now, &flow);
        }
        self.handle_flow_lost(now, ctx);
    }
}
