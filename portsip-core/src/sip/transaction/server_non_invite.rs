//! The server transaction of every method but INVITE and ACK: RFC 3261 §17.2.2,
//! RFC 4320.
//!
//! *Inputs:* the request again, a response of the transaction user, a timeout,
//! a failure of the flow. *Outputs:* responses, the wish for a 100, transport
//! failure.
//!
//! | state | request | TU: 100 | TU: 200–699 | timer | flow failed |
//! |---|---|---|---|---|---|
//! | Trying | – | send → Proceeding, in its time | send → Completed | 3.5 s: 100; 64·T1: → Terminated | report → Terminated |
//! | Proceeding | 100 again | send | send → Completed | 64·T1: → Terminated | report → Terminated |
//! | Completed | response again | error | error | J: → Terminated | report → Terminated |
//!
//! RFC 4320: the 100 comes when the client's timer E has grown to T2, over
//! reliable transports at any time; no other provisional response exists; after
//! 64·T1 the client has given up and nothing is sent any more; 408 is never
//! sent. Over reliable transports J is zero: Completed is skipped.

use bytes::Bytes;

use super::actions::{Actions, Ask, RespondError};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;

/// One request that we received.
#[derive(Debug)]
pub(crate) struct ServerNonInvite {
    state: State,
    reliable: bool,
}

#[derive(Debug)]
enum State {
    /// Nothing sent yet.
    Trying {
        trying: Timer,
        expiry: Timer,
    },
    /// A 100 was sent.
    Proceeding {
        provisional: Bytes,
        expiry: Timer,
    },
    /// Answered; a repeated request gets the response again.
    Completed {
        response: Bytes,
        linger: Timer,
    },
    Terminated,
}

impl ServerNonInvite {
    /// Starts the time after which the request gets a 100, and its life.
    pub(crate) fn start(now: Instant, reliable: bool, settings: &TimerSettings) -> (Self, Actions) {
        let trying = Timer::start(now, settings.grown_to_t2());
        let expiry = Timer::start(now, settings.give_up());
        let state = State::Trying { trying, expiry };
        let actions = Actions::deliver().with_timer(trying).with_timer(expiry);
        (Self { state, reliable }, actions)
    }

    /// The request came again.
    pub(crate) fn handle_retransmission(&self) -> Actions {
        match &self.state {
            State::Proceeding {
                provisional: response,
                ..
            }
            | State::Completed { response, .. } => Actions::transmit(response.clone()),
            State::Trying { .. } | State::Terminated => Actions::default(),
        }
    }

    /// The transaction user answers.
    pub(crate) fn respond(
        &mut self,
        now: Instant,
        status: u16,
        response: Bytes,
        settings: &TimerSettings,
    ) -> Result<Actions, RespondError> {
        match &self.state {
            State::Trying { expiry, .. } | State::Proceeding { expiry, .. } => match status {
                100 if self.may_send_100(now) => {
                    self.state = State::Proceeding {
                        provisional: response.clone(),
                        expiry: *expiry,
                    };
                    Ok(Actions::transmit(response))
                }
                ..200 => Err(RespondError::ProvisionalNotAllowed),
                408 => {
                    self.state = State::Terminated;
                    Err(RespondError::TooLate)
                }
                200.. => Ok(self.complete(now, response, settings)),
            },
            State::Completed { .. } => Err(RespondError::AlreadyAnswered),
            State::Terminated => Err(RespondError::Ended),
        }
    }

    fn may_send_100(&self, now: Instant) -> bool {
        self.reliable
            || match &self.state {
                State::Trying { trying, .. } => trying.is_due(now),
                State::Proceeding { .. } => true,
                State::Completed { .. } | State::Terminated => false,
            }
    }

    fn complete(&mut self, now: Instant, response: Bytes, settings: &TimerSettings) -> Actions {
        let actions = Actions::transmit(response.clone());
        if self.reliable {
            self.state = State::Terminated;
            return actions;
        }
        let linger = Timer::start(now, settings.give_up());
        self.state = State::Completed { response, linger };
        actions.with_timer(linger)
    }

    /// Fires what is due.
    pub(crate) fn handle_timeout(&mut self, now: Instant) -> Actions {
        match &self.state {
            State::Trying { expiry, .. } | State::Proceeding { expiry, .. }
                if expiry.is_due(now) =>
            {
                self.state = State::Terminated;
                Actions::default()
            }
            State::Trying { trying, .. } if trying.is_due(now) => Actions::ask(Ask::Trying),
            State::Completed { linger, .. } if linger.is_due(now) => {
                self.state = State::Terminated;
                Actions::default()
            }
            _ => Actions::default(),
        }
    }

    /// The flow cannot carry messages any more.
    pub(crate) fn handle_transport_failed(&mut self) -> Actions {
        if self.is_terminated() {
            return Actions::default();
        }
        self.state = State::Terminated;
        Actions::ask(Ask::ReportTransportFailure)
    }

    /// The running timers.
    pub(crate) fn timers(&self) -> [Option<Timer>; 2] {
        match &self.state {
            State::Trying { trying, expiry } => [Some(*trying), Some(*expiry)],
            State::Proceeding { expiry, .. } => [Some(*expiry), None],
            State::Completed { linger, .. } => [Some(*linger), None],
            State::Terminated => [None, None],
        }
    }

    /// No final response yet.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.state, State::Trying { .. } | State::Proceeding { .. })
    }

    /// It has ended.
    pub(crate) fn is_terminated(&self) -> bool {
        matches!(self.state, State::Terminated)
    }
}
