//! The client transaction of every method but INVITE and ACK: RFC 3261 §17.1.2,
//! RFC 4320.
//!
//! *Inputs:* a response, a timeout, a failure of the flow. *Outputs:* the
//! request again, responses for the transaction user, timeout and transport
//! failure.
//!
//! | state | 1xx | 200–699 | timer | flow failed |
//! |---|---|---|---|---|
//! | Trying | deliver → Proceeding | deliver → Completed | E: request again; F: report → Terminated | report → Terminated |
//! | Proceeding | deliver | deliver → Completed | E (every T2): request again; F: report → Terminated | report → Terminated |
//! | Completed | – | – | K: → Terminated | – |
//!
//! Over reliable transports timer E does not run and K is zero: Completed is
//! skipped.

use super::actions::{Actions, Ask};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;
use crate::octets::Octets;

/// One request that we sent.
#[derive(Debug)]
pub(crate) struct ClientNonInvite {
    state: State,
}

#[derive(Debug)]
enum State {
    /// Nothing heard yet: sent again after T1, doubling to T2.
    Trying(Waiting),
    /// A provisional response came: sent again every T2.
    Proceeding(Waiting),
    /// Answered; repeated responses are absorbed.
    Completed {
        linger: Timer,
    },
    Terminated,
}

#[derive(Debug)]
struct Waiting {
    request: Octets,
    resend: Option<Timer>,
    give_up: Timer,
}

impl ClientNonInvite {
    /// Sends `request` and starts timers E and F.
    pub(crate) fn start(
        now: Instant,
        reliable: bool,
        request: Octets,
        settings: &TimerSettings,
    ) -> (Self, Actions) {
        let resend = (!reliable).then(|| Timer::start(now, settings.t1));
        let give_up = Timer::start(now, settings.give_up());
        let actions = Actions::transmit(request.clone())
            .with_timers(resend)
            .with_timer(give_up);
        let state = State::Trying(Waiting {
            request,
            resend,
            give_up,
        });
        (Self { state }, actions)
    }

    /// Takes a response with `status`.
    pub(crate) fn handle_response(
        &mut self,
        now: Instant,
        status: u16,
        settings: &TimerSettings,
    ) -> Actions {
        match &mut self.state {
            State::Trying(waiting) | State::Proceeding(waiting) => {
                let reliable = waiting.resend.is_none();
                if status < 200 {
                    self.proceed();
                    return Actions::deliver();
                }
                if reliable {
                    self.state = State::Terminated;
                    return Actions::deliver();
                }
                let linger = Timer::start(now, settings.t4);
                self.state = State::Completed { linger };
                Actions::deliver().with_timer(linger)
            }
            State::Completed { .. } => Actions::default(),
            State::Terminated => Actions::stray(),
        }
    }

    fn proceed(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Terminated) {
            State::Trying(waiting) => State::Proceeding(waiting),
            other => other,
        };
    }

    /// Fires what is due.
    pub(crate) fn handle_timeout(&mut self, now: Instant, settings: &TimerSettings) -> Actions {
        let calm = matches!(self.state, State::Proceeding(_));
        match &mut self.state {
            State::Trying(waiting) | State::Proceeding(waiting) => {
                if waiting.give_up.is_due(now) {
                    self.state = State::Terminated;
                    return Actions::ask(Ask::ReportTimeout);
                }
                match &mut waiting.resend {
                    Some(resend) if resend.is_due(now) => {
                        let interval = if calm {
                            settings.t2
                        } else {
                            settings.doubled_to_t2(resend.interval)
                        };
                        *resend = Timer::start(now, interval);
                        Actions::transmit(waiting.request.clone()).with_timer(*resend)
                    }
                    _ => Actions::default(),
                }
            }
            State::Completed { linger } if linger.is_due(now) => {
                self.state = State::Terminated;
                Actions::default()
            }
            State::Completed { .. } | State::Terminated => Actions::default(),
        }
    }

    /// The flow cannot carry messages any more.
    pub(crate) fn handle_transport_failed(&mut self) -> Actions {
        match self.state {
            State::Trying(_) | State::Proceeding(_) => {
                self.state = State::Terminated;
                Actions::ask(Ask::ReportTransportFailure)
            }
            State::Completed { .. } | State::Terminated => Actions::default(),
        }
    }

    /// The running timers.
    pub(crate) fn timers(&self) -> [Option<Timer>; 2] {
        match &self.state {
            State::Trying(waiting) | State::Proceeding(waiting) => {
                [waiting.resend, Some(waiting.give_up)]
            }
            State::Completed { linger } => [Some(*linger), None],
            State::Terminated => [None, None],
        }
    }

    /// No final response yet.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.state, State::Trying(_) | State::Proceeding(_))
    }

    /// It has ended.
    pub(crate) fn is_terminated(&self) -> bool {
        matches!(self.state, State::Terminated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::actions::Delivery;

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn request() -> Octets {
        Octets::from_static(b"BYE")
    }

    fn started(reliable: bool) -> ClientNonInvite {
        ClientNonInvite::start(at(0), reliable, request(), &TimerSettings::default()).0
    }

    fn response(machine: &mut ClientNonInvite, ms: u64, status: u16) -> Actions {
        machine.handle_response(at(ms), status, &TimerSettings::default())
    }

    fn run_out(machine: &mut ClientNonInvite) -> Vec<(u64, Actions)> {
        let mut seen = Vec::new();
        while let Some(timer) = machine.timers().into_iter().flatten().min_by_key(|t| t.at) {
            let actions = machine.handle_timeout(timer.at, &TimerSettings::default());
            seen.push((timer.at.as_micros() / 1000, actions));
        }
        seen
    }

    fn resent(seen: &[(u64, Actions)]) -> Vec<u64> {
        let sent = seen
            .iter()
            .filter(|(_, actions)| actions.transmit.is_some());
        sent.map(|(ms, _)| *ms).collect()
    }

    #[test]
    fn an_unanswered_request_goes_eleven_times_and_times_out_after_32_s() {
        let (mut machine, first) =
            ClientNonInvite::start(at(0), false, request(), &TimerSettings::default());
        assert_eq!(first.transmit, Some(request()));
        let seen = run_out(&mut machine);
        assert_eq!(
            resent(&seen),
            [
                500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
            ]
        );
        let last = seen.last().map(|(ms, actions)| (*ms, actions.ask.clone()));
        assert_eq!(last, Some((32_000, Some(Ask::ReportTimeout))));
        assert!(machine.is_terminated());
    }

    #[test]
    fn after_a_provisional_response_it_goes_every_t2() {
        let mut machine = started(false);
        assert_eq!(response(&mut machine, 100, 100), Actions::deliver());
        let seen = run_out(&mut machine);
        assert_eq!(resent(&seen)[..3], [500, 4500, 8500]);
        assert_eq!(seen.last().map(|s| s.0), Some(32_000));
    }

    #[test]
    fn over_a_stream_it_goes_once_and_ends_with_the_answer() {
        let mut machine = started(true);
        response(&mut machine, 100, 100);
        assert_eq!(response(&mut machine, 200, 200), Actions::deliver());
        assert!(machine.is_terminated());
        assert_eq!(run_out(&mut started(true)).len(), 1);
    }

    #[test]
    fn repeated_answers_are_absorbed_until_timer_k() {
        let mut machine = started(false);
        assert_eq!(
            response(&mut machine, 100, 401).delivery,
            Delivery::Delivered
        );
        assert!(!machine.is_pending());
        assert_eq!(response(&mut machine, 200, 401), Actions::default());
        assert_eq!(run_out(&mut machine), [(5100, Actions::default())]);
        assert_eq!(response(&mut machine, 6000, 401), Actions::stray());
    }

    #[test]
    fn a_failed_flow_is_reported_while_waiting() {
        let mut machine = started(true);
        let report = Actions::ask(Ask::ReportTransportFailure);
        assert_eq!(machine.handle_transport_failed(), report);
        assert!(machine.is_terminated());
        let mut answered = started(false);
        response(&mut answered, 1, 200);
        assert_eq!(answered.handle_transport_failed(), Actions::default());
        assert!(!answered.is_terminated());
    }
}
