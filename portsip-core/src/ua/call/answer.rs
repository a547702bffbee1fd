//! Our 2xx to an INVITE, and the wait for its ACK: RFC 3261 §13.3.1.4.
//!
//! *Inputs:* `answer`, the ACK, a timeout. *Outputs:* the 2xx, again until the
//! ACK; then `InviteConnected`, or BYE and `InviteClosed`.

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::{MediaCommand, MediaPorts};
use crate::sdp::NegotiationError;
use crate::sip::dialog::{RepeatedAnswer, RepetitionTimeout};
use crate::sip::message::{Message, StatusCode};
use crate::sip::transport::flow::Flow;

use super::super::content::description_of;
use super::super::context::{Context, Deadline};
use super::super::output::Output;
use super::super::timers::TimerId;
use super::close::Closing;
use super::close_reason::CloseReason;
use super::early_answer::{Described, Exchange};
use super::established::Established;
use super::{Call, CallTimer, State, session_timer};

/// A 2xx of ours whose ACK has not come.
pub(super) struct AwaitedAck {
    repeated: RepeatedAnswer,
    flow: Flow,
    timer: Option<TimerId>,
    purpose: Purpose,
    /// The 2xx has our offer: the ACK brings the answer.
    offered: bool,
}

/// Which INVITE the 2xx answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The call's first.
    Call,
    /// A change of the call.
    Change,
}

impl AwaitedAck {
    /// Whether its ACK connects the call.
    pub(super) fn connects(&self) -> bool {
        self.purpose == Purpose::Call
    }

    /// Whether the ACK brings an answer.
    pub(super) fn offered(&self) -> bool {
        self.offered
    }

    /// Stops the timer.
    pub(super) fn disarm(mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }

    fn arm(&mut self, ctx: &mut Context, session: SessionId) {
        let deadline = Deadline::Call(session, CallTimer::AnswerRepeat);
        let due = self.repeated.poll_timeout();
        self.timer = due.map(|due| ctx.timers.start(due, deadline));
    }
}

impl Established {
    /// Repeats `response`, the 2xx just sent along `flow`, until its ACK.
    pub(super) fn await_ack(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        sent: (u32, Octets, Flow),
        purpose: Purpose,
        offered: bool,
    ) {
        let (cseq, response, flow) = sent;
        let mut awaited = AwaitedAck {
            repeated: RepeatedAnswer::start(now, cseq, response, ctx.transactions.timers()),
            flow,
            timer: None,
            purpose,
            offered,
        };
        awaited.arm(ctx, session);
        self.awaited_ack = Some(awaited);
    }
}

impl Call {
    /// Answers a call that rings. The sockets belong to it on success.
    pub(crate) fn answer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        ports: MediaPorts,
    ) -> Result<()> {
        let ringing = match &mut self.state {
            State::Ringing(ringing) if !ringing.answering => ringing,
            // A program that answers whatever comes has what it wants.
            _ if self.answers_itself => {
                ctx.outputs
                    .push_back(Output::Media(MediaCommand::Release { ports }));
                return Ok(());
            }
            _ => return Err(Error::CoreNotIncomingCall),
        };
        if !matches!(ringing.exchange, Exchange::Open) {
            self.accept_early(now, ctx)?;
            let unused = MediaCommand::Release { ports };
            ctx.outputs.push_back(Output::Media(unused));
            return Ok(());
        }
        // Those that it got while it rang are known to servers.
        let own = self.media.ports();
        let used = own.unwrap_or(ports);
        let local = self.media.local_at(ctx, &ringing.way(), used);
        let described = ringing
            .describe(ctx, local, self.bandwidth)
            .map_err(answer_error)?;
        if ringing.looking || self.gather_for_answer(ctx, used) {
            // The 2xx says where we are.
            self.media.take_ports(used);
            self.answer_later();
        } else {
            self.accept_with(now, ctx, used, described)?;
        }
        if own.is_some() {
            let unused = MediaCommand::Release { ports };
            ctx.outputs.push_back(Output::Media(unused));
        }
        Ok(())
    }

    /// The 2xx waits.
    fn answer_later(&mut self) {
        if let State::Ringing(ringing) = &mut self.state {
            ringing.answering = true;
        }
    }

    fn accept_with(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        ports: MediaPorts,
        described: Described,
    ) -> Result<()> {
        let State::Ringing(ringing) = &mut self.state else {
            return Err(Error::CoreNotIncomingCall);
        };
        let sent = ringing
            .accept(now, ctx, self.session, Some(described.body))
            .ok_or(Error::CoreStackFailure)?;
        self.negotiation = Some(described.negotiation);
        self.media.take_ports(ports);
        let offered = described.agreed.is_none();
        if let Some(agreed) = described.agreed {
            let released = self.media.agree(agreed, false, &mut ctx.outputs);
            self.forget_relays(&released);
        }
        self.become_established(now, ctx, sent, offered);
        Ok(())
    }

    /// What held the 2xx of an answered call is over, or a part of it.
    pub(super) fn go_on_answering(&mut self, now: Instant, ctx: &mut Context) {
        if self.accept_waiting(now, ctx).is_err() {
            let status = StatusCode::NOT_ACCEPTABLE_HERE;
            self.refuse_invite(now, ctx, status);
            self.closed(ctx, CloseReason::of_status(status));
            self.end(ctx);
        }
    }

    fn accept_waiting(&mut self, now: Instant, ctx: &mut Context) -> Result<()> {
        let ports = self.media.ports();
        let State::Ringing(ringing) = &mut self.state else {
            return Ok(());
        };
        if !matches!(ringing.exchange, Exchange::Open) {
            return self.accept_early(now, ctx);
        }
        if ringing.looking || ringing.gathering {
            return Ok(());
        }
        let ports = ports.ok_or(Error::CoreStackFailure)?;
        let local = self.media.local_at(ctx, &ringing.way(), ports);
        let described = ringing
            .describe(ctx, local, self.bandwidth)
            .map_err(answer_error)?;
        self.accept_with(now, ctx, ports, described)
    }

    /// The 2xx has been sent. `offered`: the answer comes with its ACK.
    pub(super) fn become_established(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: Octets,
        offered: bool,
    ) {
        let State::Ringing(ringing) = std::mem::replace(&mut self.state, State::Ended) else {
            return;
        };
        let sent = (ringing.request.cseq().number, response, ringing.flow);
        let timer = session_timer::answer_to_invite(ctx, &ringing.request).unwrap_or_default();
        let mut established = ringing.into_established(ctx);
        established
            .session_timer
            .accepted(now, ctx, self.session, timer);
        established.await_ack(now, ctx, self.session, sent, Purpose::Call, offered);
        established.select_path(ctx, self.session);
        self.state = State::Established(Box::new(established));
        self.wish_untold_bandwidth();
    }

    /// An ACK of a 2xx of ours.
    pub(crate) fn handle_ack(&mut self, now: Instant, ctx: &mut Context, ack: &Message) {
        let established = match &mut self.state {
            State::Established(established) => established,
            State::Closing(closing) => match &mut **closing {
                Closing::AwaitingAck { established, .. } => established,
                _ => return,
            },
            _ => return,
        };
        let cseq = ack.cseq().number;
        let awaited = established.awaited_ack.as_mut();
        if !awaited.is_some_and(|awaited| awaited.repeated.handle_ack(cseq)) {
            return;
        }
        self.acknowledged(now, ctx, Some(ack));
    }

    /// Our 2xx has arrived: by its ACK, or by a later request that shows it.
    pub(super) fn acknowledged(&mut self, now: Instant, ctx: &mut Context, ack: Option<&Message>) {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Closing(closing) => match *closing {
                Closing::AwaitingAck {
                    established,
                    reason,
                } => {
                    self.send_bye(now, ctx, established, reason);
                }
                other => self.state = State::Closing(Box::new(other)),
            },
            State::Established(mut established) => {
                let Some(awaited) = established.awaited_ack.take() else {
                    self.state = State::Established(established);
                    return;
                };
                let (connects, offered) = (awaited.connects(), awaited.offered);
                awaited.disarm(ctx);
                self.state = State::Established(established);
                if offered && !self.take_answer_of_ack(ctx, ack) && connects {
                    // A call without media: nothing to go back to.
                    let reason = CloseReason::of_status(StatusCode::NOT_ACCEPTABLE_HERE);
                    return self.close(now, ctx, reason);
                }
                if connects {
                    let session = self.session;
                    ctx.event(Event::InviteConnected { session });
                    self.tell_replaced(ctx);
                }
                self.modify_if_needed(now, ctx);
            }
            other => self.state = other,
        }
    }

    /// The ACK's answer to the offer in our 2xx; `false` when it has none that
    /// fits.
    fn take_answer_of_ack(&mut self, ctx: &mut Context, ack: Option<&Message>) -> bool {
        let Some(negotiation) = &mut self.negotiation else {
            return false;
        };
        let answer = ack.and_then(description_of).unwrap_or_default();
        let Ok(agreed) = negotiation.handle_answer(&answer) else {
            negotiation.rollback();
            return false;
        };
        let held = negotiation.hold();
        if let State::Established(established) = &mut self.state {
            established.hold.agreed(held);
        }
        self.agree_and_tell(ctx, agreed, ack);
        true
    }

    /// The 2xx is due again, or its ACK was given up.
    pub(super) fn handle_answer_repeat(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        let established = match &mut self.state {
            State::Established(established) => established,
            State::Closing(closing) => match &mut **closing {
                Closing::AwaitingAck { established, .. } => established,
                _ => return,
            },
            _ => return,
        };
        let Some(awaited) = established.awaited_ack.as_mut() else {
            return;
        };
        awaited.timer = None;
        match awaited.repeated.handle_timeout(now) {
            RepetitionTimeout::Transmit(response) => {
                let flow = awaited.flow;
                awaited.arm(ctx, session);
                established.send_answer_again(ctx, session, flow, response);
            }
            RepetitionTimeout::Nothing => awaited.arm(ctx, session),
            RepetitionTimeout::Unacknowledged => self.give_up_on_ack(now, ctx),
        }
    }

    /// RFC 3261 §13.3.1.4: the dialog stands, and is ended with BYE.
    fn give_up_on_ack(&mut self, now: Instant, ctx: &mut Context) {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Established(mut established) => {
                established.disarm(ctx);
                let reason = CloseReason::UNACKNOWLEDGED;
                self.closed(ctx, reason);
                self.send_bye(now, ctx, established, Some(reason));
            }
            State::Closing(closing) => match *closing {
                Closing::AwaitingAck {
                    established,
                    reason,
                } => {
                    self.send_bye(now, ctx, established, reason);
                }
                other => self.state = State::Closing(Box::new(other)),
            },
            other => self.state = other,
        }
    }

    /// Refuses an INVITE that has no final response.
    pub(super) fn refuse_invite(&mut self, now: Instant, ctx: &mut Context, status: StatusCode) {
        if let State::Ringing(ringing) = &mut self.state {
            ringing.refuse(now, ctx, self.session, status);
        }
    }
}

/// What `answerCall` returns where the media cannot be agreed.
fn answer_error(error: NegotiationError) -> Error {
    match error {
        NegotiationError::NoCodecs => Error::CoreAudioVideoCodecEmpty,
        NegotiationError::NothingInCommon => Error::CoreCodecNotSupport,
        _ => Error::CoreFailedCreateSdp,
    }
}
