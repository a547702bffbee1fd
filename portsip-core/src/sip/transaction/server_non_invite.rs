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

use super::actions::{Actions, Ask, RespondError};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;
use crate::octets::Octets;

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
        provisional: Octets,
        expiry: Timer,
    },
    /// Answered; a repeated request gets the response again.
    Completed {
        response: Octets,
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
        response: Octets,
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

    fn complete(&mut self, now: Instant, response: Octets, settings: &TimerSettings) -> Actions {
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

    /// Bytes of the message that it keeps to send again once it is answered.
    pub(crate) fn lingering_bytes(&self) -> usize {
        match &self.state {
            State::Completed { response, .. } => response.len(),
            _ => 0,
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

    /// The transaction user has no answer: it ends in silence.
    pub(crate) fn abandon(&mut self) {
        self.state = State::Terminated;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn bytes(status: u16) -> Octets {
        Octets::from(status.to_string())
    }

    fn started(reliable: bool) -> ServerNonInvite {
        ServerNonInvite::start(at(0), reliable, &TimerSettings::default()).0
    }

    fn respond(
        machine: &mut ServerNonInvite,
        ms: u64,
        status: u16,
    ) -> Result<Actions, RespondError> {
        machine.respond(at(ms), status, bytes(status), &TimerSettings::default())
    }

    fn run_out(machine: &mut ServerNonInvite) -> Vec<(u64, Actions)> {
        let mut seen = Vec::new();
        while let Some(timer) = machine.timers().into_iter().flatten().min_by_key(|t| t.at) {
            let actions = machine.handle_timeout(timer.at);
            seen.push((timer.at.as_micros() / 1000, actions));
            if seen.last().is_some_and(|(_, a)| a.ask == Some(Ask::Trying)) {
                let sent = respond(machine, timer.at.as_micros() / 1000, 100);
                assert_eq!(sent, Ok(Actions::transmit(bytes(100))));
            }
        }
        seen
    }

    #[test]
    fn an_unanswered_request_gets_a_100_after_3_5_s_and_nothing_after_32_s() {
        let mut machine = started(false);
        assert_eq!(machine.handle_retransmission(), Actions::default());
        let seen = run_out(&mut machine);
        assert_eq!(
            seen,
            [
                (3500, Actions::ask(Ask::Trying)),
                (32_000, Actions::default())
            ]
        );
        assert_eq!(respond(&mut machine, 32_001, 200), Err(RespondError::Ended));
    }

    #[test]
    fn the_answer_is_repeated_for_each_repetition_until_timer_j() {
        let mut machine = started(false);
        respond(&mut machine, 100, 200).expect("first final response");
        assert!(!machine.is_pending());
        assert_eq!(
            machine.handle_retransmission(),
            Actions::transmit(bytes(200))
        );
        assert_eq!(
            respond(&mut machine, 200, 200),
            Err(RespondError::AlreadyAnswered)
        );
        assert_eq!(run_out(&mut machine), [(32_100, Actions::default())]);
    }

    #[test]
    fn over_a_stream_the_answer_ends_it() {
        let mut machine = started(true);
        assert_eq!(
            respond(&mut machine, 1, 100),
            Ok(Actions::transmit(bytes(100)))
        );
        assert_eq!(
            respond(&mut machine, 2, 200),
            Ok(Actions::transmit(bytes(200)))
        );
        assert!(machine.is_terminated());
    }

    #[test]
    fn a_repeated_request_gets_the_100_again() {
        let mut machine = started(false);
        assert_eq!(
            respond(&mut machine, 3500, 100),
            Ok(Actions::transmit(bytes(100)))
        );
        assert_eq!(
            machine.handle_retransmission(),
            Actions::transmit(bytes(100))
        );
    }

    #[test]
    fn provisional_responses_other_than_a_late_100_are_refused() {
        let mut machine = started(false);
        let refused = Err(RespondError::ProvisionalNotAllowed);
        assert_eq!(respond(&mut machine, 100, 100), refused);
        assert_eq!(respond(&mut machine, 4000, 183), refused);
        assert!(machine.is_pending());
    }

    #[test]
    fn a_408_is_not_sent_and_ends_it() {
        let mut machine = started(false);
        assert_eq!(respond(&mut machine, 100, 408), Err(RespondError::TooLate));
        assert!(machine.is_terminated());
    }

    #[test]
    fn a_failed_flow_is_reported_and_ends_it() {
        for status in [None, Some(200)] {
            let mut machine = started(false);
            if let Some(status) = status {
                respond(&mut machine, 1, status).expect("a response");
            }
            let report = Actions::ask(Ask::ReportTransportFailure);
            assert_eq!(machine.handle_transport_failed(), report);
            assert_eq!(machine.handle_transport_failed(), Actions::default());
            assert!(machine.is_terminated());
        }
    }
}
