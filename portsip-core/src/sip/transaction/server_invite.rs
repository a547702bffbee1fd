//! The server INVITE transaction: RFC 3261 §17.2.1, RFC 6026 §7.1.
//!
//! *Inputs:* the INVITE again, the ACK, a response of the transaction user, a
//! timeout, a failure of the flow. *Outputs:* responses, the ACK of a 2xx for
//! the transaction user, the wish for a 100, timeout and transport failure.
//!
//! | state | INVITE | ACK | TU: 1xx | TU: 2xx | TU: 300–699 | timer | flow failed |
//! |---|---|---|---|---|---|---|---|
//! | Proceeding | last response again | – | send | send → Accepted | send → Completed | after 200 ms without a response: 100 | report |
//! | Completed | last response again | → Confirmed | error | error | error | G: response again; H: report → Terminated | report |
//! | Confirmed | – | – | error | error | error | I: → Terminated | – |
//! | Accepted | – | deliver | error | send | error | L: → Terminated | report |
//!
//! The transaction user repeats the 2xx itself until its ACK (RFC 3261
//! §13.3.1.4). A failure to send does not end the transaction, which must go on
//! absorbing the INVITE (RFC 6026 §7.1). Over reliable transports timer G does
//! not run and I is zero: Confirmed is skipped.

use bytes::Bytes;

use super::actions::{Actions, Ask, RespondError};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;

/// One INVITE that we received.
#[derive(Debug)]
pub(crate) struct ServerInvite {
    state: State,
    reliable: bool,
}

#[derive(Debug)]
enum State {
    /// The transaction user has not decided.
    Proceeding {
        last: Last,
    },
    /// Refused; waiting for the ACK.
    Completed {
        response: Bytes,
        resend: Option<Timer>,
        give_up: Timer,
    },
    /// The refusal is acknowledged; repeated ACKs are absorbed.
    Confirmed {
        linger: Timer,
    },
    /// Accepted; repeated INVITEs are absorbed.
    Accepted {
        linger: Timer,
    },
    Terminated,
}

/// What a repeated INVITE gets while no final response was sent.
#[derive(Debug)]
enum Last {
    /// Nothing yet; the timer asks for a 100.
    Nothing { trying: Timer },
    /// The last provisional response.
    Provisional(Bytes),
}

impl ServerInvite {
    /// Starts the 200 ms after which the INVITE gets a 100.
    pub(crate) fn start(now: Instant, reliable: bool, settings: &TimerSettings) -> (Self, Actions) {
        let trying = Timer::start(now, settings.trying_after);
        let state = State::Proceeding {
            last: Last::Nothing { trying },
        };
        let actions = Actions::deliver().with_timer(trying);
        (Self { state, reliable }, actions)
    }

    /// The INVITE came again.
    pub(crate) fn handle_retransmission(&self) -> Actions {
        match &self.state {
            State::Proceeding {
                last: Last::Provisional(response),
            }
            | State::Completed { response, .. } => Actions::transmit(response.clone()),
            State::Proceeding { .. }
            | State::Confirmed { .. }
            | State::Accepted { .. }
            | State::Terminated => Actions::default(),
        }
    }

    /// An ACK with this transaction's branch came.
    pub(crate) fn handle_ack(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match self.state {
            State::Completed { .. } if self.reliable => {
                self.state = State::Terminated;
                Actions::default()
            }
            State::Completed { .. } => {
                let linger = Timer::start(now, settings.t4);
                self.state = State::Confirmed { linger };
                Actions::default().with_timer(linger)
            }
            State::Accepted { .. } => Actions::deliver(),
            State::Proceeding { .. } | State::Confirmed { .. } | State::Terminated => {
                Actions::default()
            }
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
        match &mut self.state {
            State::Proceeding { last } => Ok(match status {
                ..200 => {
                    *last = Last::Provisional(response.clone());
                    Actions::transmit(response)
                }
                200..300 => {
                    let linger = Timer::start(now, settings.give_up());
                    self.state = State::Accepted { linger };
                    Actions::transmit(response).with_timer(linger)
                }
                300.. => self.refuse(now, response, settings),
            }),
            State::Accepted { .. } if (200..300).contains(&status) => {
                Ok(Actions::transmit(response))
            }
            State::Accepted { .. } | State::Completed { .. } | State::Confirmed { .. } => {
                Err(RespondError::AlreadyAnswered)
            }
            State::Terminated => Err(RespondError::Ended),
        }
    }

    fn refuse(&mut self, now: Instant, response: Bytes, settings: &TimerSettings) -> Actions {
        let resend = (!self.reliable).then(|| Timer::start(now, settings.t1));
        let give_up = Timer::start(now, settings.give_up());
        self.state = State::Completed {
            response: response.clone(),
            resend,
            give_up,
        };
        Actions::transmit(response)
            .with_timers(resend)
            .with_timer(give_up)
    }

    /// Fires what is due.
    pub(crate) fn handle_timeout(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        match &mut self.state {
            State::Proceeding {
                last: Last::Nothing { trying },
            } if trying.is_due(now) => Actions::ask(Ask::Trying),
            State::Completed { give_up, .. } if give_up.is_due(now) => {
                self.state = State::Terminated;
                Actions::ask(Ask::ReportTimeout)
            }
            State::Completed {
                response,
                resend: Some(resend),
                ..
            } if resend.is_due(now) => {
                *resend = Timer::start(now, settings.doubled_to_t2(resend.interval));
                Actions::transmit(response.clone()).with_timer(*resend)
            }
            State::Confirmed { linger } | State::Accepted { linger } if linger.is_due(now) => {
                self.state = State::Terminated;
                Actions::default()
            }
            _ => Actions::default(),
        }
    }

    /// The flow cannot carry messages any more.
    pub(crate) fn handle_transport_failed(&mut self) -> Actions {
        match self.state {
            State::Proceeding { .. } | State::Completed { .. } | State::Accepted { .. } => {
                Actions::ask(Ask::ReportTransportFailure)
            }
            State::Confirmed { .. } | State::Terminated => Actions::default(),
        }
    }

    /// The running timers.
    pub(crate) fn timers(&self) -> [Option<Timer>; 2] {
        match &self.state {
            State::Proceeding {
                last: Last::Nothing { trying },
            } => [Some(*trying), None],
            State::Completed {
                resend, give_up, ..
            } => [*resend, Some(*give_up)],
            State::Confirmed { linger } | State::Accepted { linger } => [Some(*linger), None],
            State::Proceeding { .. } | State::Terminated => [None, None],
        }
    }

    /// No final response yet.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.state, State::Proceeding { .. })
    }

    /// It has ended.
    pub(crate) fn is_terminated(&self) -> bool {
        matches!(self.state, State::Terminated)
    }
}
