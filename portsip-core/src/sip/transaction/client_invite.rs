//! The client INVITE transaction: RFC 3261 §17.1.1, RFC 6026 §7.2.
//!
//! *Inputs:* a response, a wish to cancel, a timeout, a failure of the flow.
//! *Outputs:* the INVITE again, the ACK of a refusal, a CANCEL, responses for
//! the transaction user, timeout and transport failure.
//!
//! | state | 1xx | 2xx | 300–699 | cancel | timer | flow failed |
//! |---|---|---|---|---|---|---|
//! | Calling | deliver → Proceeding (and CANCEL, if wished) | deliver → Accepted | deliver, ACK → Completed | note it | A: INVITE again; B: report → Terminated | report → Terminated |
//! | Proceeding | deliver | deliver → Accepted | deliver, ACK → Completed | CANCEL | cancelled for 64·T1: report → Terminated | report → Terminated |
//! | Completed | – | stray | ACK again | – | D: → Terminated | → Terminated |
//! | Accepted | – | deliver | – | – | M: → Terminated | – |
//!
//! Over reliable transports timer A does not run and D is zero: Completed is
//! skipped.

use bytes::Bytes;

use super::actions::{Actions, Ask};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;

/// One INVITE that we sent.
#[derive(Debug)]
pub(crate) struct ClientInvite {
    state: State,
    reliable: bool,
}

#[derive(Debug)]
enum State {
    /// Nothing heard yet.
    Calling {
        invite: Bytes,
        resend: Option<Timer>,
        give_up: Timer,
        cancel_wished: bool,
    },
    /// A provisional response came; the transaction user decides how long to
    /// wait for the final one, unless it cancelled.
    Proceeding {
        invite: Bytes,
        cancelled: Option<Timer>,
    },
    /// Refused; repeated refusals get the ACK again.
    Completed {
        ack: Bytes,
        linger: Timer,
    },
    /// Accepted; the transaction user acknowledges every 2xx.
    Accepted {
        linger: Timer,
    },
    Terminated,
}

impl ClientInvite {
    /// Sends `invite` and starts timers A and B.
    pub(crate) fn start(
        now: Instant,
        reliable: bool,
        invite: Bytes,
        settings: &TimerSettings,
    ) -> (Self, Actions) {
        let resend = (!reliable).then(|| Timer::start(now, settings.t1));
        let give_up = Timer::start(now, settings.give_up());
        let actions = Actions::transmit(invite.clone())
            .with_timers(resend)
            .with_timer(give_up);
        let state = State::Calling {
            invite,
            resend,
            give_up,
            cancel_wished: false,
        };
        (Self { state, reliable }, actions)
    }

    /// Takes a response with `status`. `make_ack` builds the ACK of a refusal
    /// from the INVITE (RFC 3261 §17.1.1.3).
    pub(crate) fn handle_response(
        &mut self,
        now: Instant,
        status: u16,
        make_ack: impl FnOnce(&Bytes) -> Option<Bytes>,
        settings: &TimerSettings,
    ) -> Actions {
        match &self.state {
            State::Calling { invite, .. } | State::Proceeding { invite, .. } => match status {
                ..200 => self.proceed(now, settings),
                200..300 => {
                    let linger = Timer::start(now, settings.give_up());
                    self.state = State::Accepted { linger };
                    Actions::deliver().with_timer(linger)
                }
                300.. => {
                    let ack = make_ack(invite);
                    self.complete(now, ack, settings)
                }
            },
            State::Completed { ack, .. } => match status {
                ..200 => Actions::default(),
                200..300 => Actions::stray(),
                300.. => Actions::transmit(ack.clone()),
            },
            State::Accepted { .. } if (200..300).contains(&status) => Actions::deliver(),
            State::Accepted { .. } => Actions::default(),
            State::Terminated => Actions::stray(),
        }
    }

    fn proceed(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        let actions = Actions::deliver();
        let State::Calling {
            invite,
            cancel_wished,
            ..
        } = &mut self.state
        else {
            return actions;
        };
        let invite = std::mem::take(invite);
        if *cancel_wished {
            let cancelled = Timer::start(now, settings.give_up());
            let actions = actions
                .with_ask(Ask::Cancel(invite.clone()))
                .with_timer(cancelled);
            self.state = State::Proceeding {
                invite,
                cancelled: Some(cancelled),
            };
            return actions;
        }
        self.state = State::Proceeding {
            invite,
            cancelled: None,
        };
        actions
    }

    fn complete(&mut self, now: Instant, ack: Option<Bytes>, settings: &TimerSettings) -> Actions {
        let Some(ack) = ack else {
            // Not even the ACK can be made of such a response: it is over, and
            // the peer's timer H ends its side.
            self.state = State::Terminated;
            return Actions::deliver();
        };
        let actions = Actions::deliver().with_transmit(ack.clone());
        if self.reliable {
            self.state = State::Terminated;
            return actions;
        }
        let linger = Timer::start(now, settings.d);
        self.state = State::Completed { ack, linger };
        actions.with_timer(linger)
    }

    /// The transaction user no longer wants the call. The CANCEL waits for a
    /// provisional response (RFC 3261 §9.1); once it has gone, the INVITE is
    /// given up after 64·T1 without a final response.
    pub(crate) fn cancel(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match &mut self.state {
            State::Calling { cancel_wished, .. } => {
                *cancel_wished = true;
                Actions::default()
            }
            State::Proceeding {
                invite,
                cancelled: cancelled @ None,
            } => {
                let timer = Timer::start(now, settings.give_up());
                *cancelled = Some(timer);
                Actions::ask(Ask::Cancel(invite.clone())).with_timer(timer)
            }
            State::Proceeding { .. }
            | State::Completed { .. }
            | State::Accepted { .. }
            | State::Terminated => Actions::default(),
        }
    }

    /// Fires what is due.
    pub(crate) fn handle_timeout(&mut self, now: Instant) -> Actions {
        match &mut self.state {
            State::Calling { give_up, .. } if give_up.is_due(now) => {
                self.terminate_with(Ask::ReportTimeout)
            }
            State::Calling {
                invite,
                resend: Some(resend),
                ..
            } if resend.is_due(now) => {
                *resend = Timer::start(now, resend.interval.saturating_mul(2));
                Actions::transmit(invite.clone()).with_timer(*resend)
            }
            State::Proceeding {
                cancelled: Some(cancelled),
                ..
            } if cancelled.is_due(now) => self.terminate_with(Ask::ReportTimeout),
            State::Completed { linger, .. } | State::Accepted { linger } if linger.is_due(now) => {
                self.state = State::Terminated;
                Actions::default()
            }
            _ => Actions::default(),
        }
    }

    /// The flow cannot carry messages any more.
    pub(crate) fn handle_transport_failed(&mut self) -> Actions {
        match self.state {
            State::Calling { .. } | State::Proceeding { .. } => {
                self.terminate_with(Ask::ReportTransportFailure)
            }
            State::Completed { .. } => {
                self.state = State::Terminated;
                Actions::default()
            }
            State::Accepted { .. } | State::Terminated => Actions::default(),
        }
    }

    fn terminate_with(&mut self, report: Ask) -> Actions {
        self.state = State::Terminated;
        Actions::ask(report)
    }

    /// The running timers.
    pub(crate) fn timers(&self) -> [Option<Timer>; 2] {
        match &self.state {
            State::Calling {
                resend, give_up, ..
            } => [*resend, Some(*give_up)],
            State::Proceeding { cancelled, .. } => [*cancelled, None],
            State::Completed { linger, .. } | State::Accepted { linger } => [Some(*linger), None],
            State::Terminated => [None, None],
        }
    }

    /// No final response yet.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.state, State::Calling { .. } | State::Proceeding { .. })
    }

    /// It has ended.
    pub(crate) fn is_terminated(&self) -> bool {
        matches!(self.state, State::Terminated)
    }
}
