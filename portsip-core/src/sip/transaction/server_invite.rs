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

use super::actions::{Actions, Ask, RespondError};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;
use crate::octets::Octets;

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
        response: Octets,
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
    Provisional(Octets),
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
        response: Octets,
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

    fn refuse(&mut self, now: Instant, response: Octets, settings: &TimerSettings) -> Actions {
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

    /// Bytes of the message that it keeps to send again once it is answered.
    pub(crate) fn lingering_bytes(&self) -> usize {
        match &self.state {
            State::Completed { response, .. } => response.len(),
            _ => 0,
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

    /// The transaction user has no answer: it ends in silence.
    pub(crate) fn abandon(&mut self) {
        self.state = State::Terminated;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn bytes(status: u16) -> Octets {
        Octets::from(status.to_string())
    }

    fn started(reliable: bool) -> ServerInvite {
        ServerInvite::start(at(0), reliable, &TimerSettings::default()).0
    }

    fn respond(machine: &mut ServerInvite, ms: u64, status: u16) -> Result<Actions, RespondError> {
        machine.respond(at(ms), status, bytes(status), &TimerSettings::default())
    }

    fn ack(machine: &mut ServerInvite, ms: u64) -> Actions {
        machine.handle_ack(at(ms), &TimerSettings::default())
    }

    fn run_out(machine: &mut ServerInvite) -> Vec<(u64, Actions)> {
        let mut seen = Vec::new();
        while let Some(timer) = machine.timers().into_iter().flatten().min_by_key(|t| t.at) {
            let actions = machine.handle_timeout(timer.at, &TimerSettings::default());
            seen.push((timer.at.as_micros() / 1000, actions));
        }
        seen
    }

    #[test]
    fn an_invite_without_a_response_asks_for_a_100_after_200_ms() {
        let mut machine = started(false);
        assert_eq!(machine.handle_retransmission(), Actions::default());
        let early = machine.handle_timeout(at(199), &TimerSettings::default());
        assert_eq!(early, Actions::default());
        let due = machine.handle_timeout(at(200), &TimerSettings::default());
        assert_eq!(due, Actions::ask(Ask::Trying));
        assert_eq!(
            respond(&mut machine, 200, 100),
            Ok(Actions::transmit(bytes(100)))
        );
        assert_eq!(machine.timers(), [None, None]);
        assert_eq!(
            machine.handle_retransmission(),
            Actions::transmit(bytes(100))
        );
    }

    #[test]
    fn a_response_in_time_makes_the_100_needless() {
        let mut machine = started(false);
        assert_eq!(
            respond(&mut machine, 100, 180),
            Ok(Actions::transmit(bytes(180)))
        );
        assert_eq!(machine.timers(), [None, None]);
        assert_eq!(
            respond(&mut machine, 150, 183),
            Ok(Actions::transmit(bytes(183)))
        );
        assert_eq!(
            machine.handle_retransmission(),
            Actions::transmit(bytes(183))
        );
        assert_eq!(ack(&mut machine, 160), Actions::default());
        assert!(machine.is_pending());
    }

    #[test]
    fn a_refusal_is_repeated_until_its_ack_does_not_come_for_32_s() {
        let mut machine = started(false);
        let actions = respond(&mut machine, 0, 486).expect("first final response");
        assert_eq!(actions.transmit, Some(bytes(486)));
        assert_eq!(
            machine.handle_retransmission(),
            Actions::transmit(bytes(486))
        );
        let seen = run_out(&mut machine);
        let sent = seen
            .iter()
            .filter(|(_, actions)| actions.transmit.is_some());
        let times: Vec<u64> = sent.map(|(ms, _)| *ms).collect();
        assert_eq!(
            times,
            [
                500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
            ]
        );
        let last = seen.last().map(|(ms, actions)| (*ms, actions.ask.clone()));
        assert_eq!(last, Some((32_000, Some(Ask::ReportTimeout))));
    }

    #[test]
    fn over_a_stream_a_refusal_goes_once_and_its_ack_ends_it() {
        let mut machine = started(true);
        respond(&mut machine, 0, 486).expect("first final response");
        assert_eq!(machine.timers()[0], None);
        assert_eq!(ack(&mut machine, 10), Actions::default());
        assert!(machine.is_terminated());
        let mut lost = started(true);
        respond(&mut lost, 0, 486).expect("first final response");
        assert_eq!(
            run_out(&mut lost),
            [(32_000, Actions::ask(Ask::ReportTimeout))]
        );
    }

    #[test]
    fn after_the_ack_of_a_refusal_all_is_absorbed_until_timer_i() {
        let mut machine = started(false);
        respond(&mut machine, 0, 486).expect("first final response");
        ack(&mut machine, 100);
        assert_eq!(ack(&mut machine, 200), Actions::default());
        assert_eq!(machine.handle_retransmission(), Actions::default());
        assert_eq!(run_out(&mut machine), [(5100, Actions::default())]);
        assert!(machine.is_terminated());
    }

    #[test]
    fn an_accepted_invite_absorbs_itself_and_delivers_acks_until_timer_l() {
        for reliable in [false, true] {
            let mut machine = started(reliable);
            respond(&mut machine, 0, 200).expect("first final response");
            assert_eq!(machine.handle_retransmission(), Actions::default());
            assert_eq!(
                respond(&mut machine, 500, 200),
                Ok(Actions::transmit(bytes(200)))
            );
            assert_eq!(ack(&mut machine, 600), Actions::deliver());
            assert_eq!(ack(&mut machine, 700), Actions::deliver());
            assert_eq!(run_out(&mut machine), [(32_000, Actions::default())]);
            assert_eq!(ack(&mut machine, 33_000), Actions::default());
        }
    }

    #[test]
    fn a_final_response_is_the_last() {
        let mut accepted = started(false);
        respond(&mut accepted, 0, 200).expect("first final response");
        let mut refused = started(false);
        respond(&mut refused, 0, 486).expect("first final response");
        for status in [180, 487] {
            let answered = Err(RespondError::AlreadyAnswered);
            assert_eq!(respond(&mut accepted, 1, status), answered);
            assert_eq!(respond(&mut refused, 1, status), answered);
        }
        assert_eq!(
            respond(&mut refused, 1, 200),
            Err(RespondError::AlreadyAnswered)
        );
        run_out(&mut refused);
        assert_eq!(respond(&mut refused, 1, 200), Err(RespondError::Ended));
    }

    #[test]
    fn a_failed_flow_is_reported_and_ends_nothing() {
        for status in [None, Some(180), Some(200), Some(486)] {
            let mut machine = started(false);
            if let Some(status) = status {
                respond(&mut machine, 0, status).expect("a response");
            }
            let report = Actions::ask(Ask::ReportTransportFailure);
            assert_eq!(machine.handle_transport_failed(), report);
            assert!(!machine.is_terminated());
        }
    }
}
