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

use super::actions::{Actions, Ask};
use super::timers::{Timer, TimerSettings};
use crate::clock::Instant;
use crate::octets::Octets;

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
        invite: Octets,
        resend: Option<Timer>,
        give_up: Timer,
        cancel_wished: bool,
    },
    /// A provisional response came; the transaction user decides how long to
    /// wait for the final one, unless it cancelled.
    Proceeding {
        invite: Octets,
        cancelled: Option<Timer>,
    },
    /// Refused; repeated refusals get the ACK again.
    Completed {
        ack: Octets,
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
        invite: Octets,
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
        make_ack: impl FnOnce(&Octets) -> Option<Octets>,
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

    fn complete(&mut self, now: Instant, ack: Option<Octets>, settings: &TimerSettings) -> Actions {
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

    /// Bytes of the message that it keeps to send again once it is answered.
    pub(crate) fn lingering_bytes(&self) -> usize {
        match &self.state {
            State::Completed { ack, .. } => ack.len(),
            _ => 0,
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    use super::super::actions::Delivery;

    const SETTINGS: TimerSettings = TimerSettings {
        t1: Duration::from_millis(500),
        t2: Duration::from_secs(4),
        t4: Duration::from_secs(5),
        d: Duration::from_secs(32),
        trying_after: Duration::from_millis(200),
    };

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn invite() -> Octets {
        Octets::from_static(b"INVITE")
    }

    fn ack() -> Octets {
        Octets::from_static(b"ACK")
    }

    fn started(reliable: bool) -> ClientInvite {
        ClientInvite::start(at(0), reliable, invite(), &SETTINGS).0
    }

    fn response(machine: &mut ClientInvite, ms: u64, status: u16) -> Actions {
        machine.handle_response(at(ms), status, |_| Some(ack()), &SETTINGS)
    }

    /// Lets every timer fire on its time; what was sent or reported, and when.
    fn run_out(machine: &mut ClientInvite) -> Vec<(u64, Actions)> {
        let mut seen = Vec::new();
        while let Some(timer) = machine.timers().into_iter().flatten().min_by_key(|t| t.at) {
            let actions = machine.handle_timeout(timer.at);
            seen.push((timer.at.as_micros() / 1000, actions));
        }
        seen
    }

    #[test]
    fn an_unanswered_invite_goes_seven_times_and_times_out_after_32_s() {
        let (mut machine, first) = ClientInvite::start(at(0), false, invite(), &SETTINGS);
        assert_eq!(first.transmit, Some(invite()));
        let seen = run_out(&mut machine);
        let resent: Vec<u64> = seen
            .iter()
            .filter(|(_, a)| a.transmit.is_some())
            .map(|s| s.0)
            .collect();
        assert_eq!(resent, [500, 1500, 3500, 7500, 15_500, 31_500]);
        let last = seen.last().map(|(ms, actions)| (*ms, actions.ask.clone()));
        assert_eq!(last, Some((32_000, Some(Ask::ReportTimeout))));
        assert!(machine.is_terminated());
    }

    #[test]
    fn over_a_stream_it_goes_once() {
        let seen = run_out(&mut started(true));
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].0, 32_000);
    }

    #[test]
    fn a_provisional_response_stops_both_timers() {
        let mut machine = started(false);
        assert_eq!(response(&mut machine, 100, 180), Actions::deliver());
        assert_eq!(machine.timers(), [None, None]);
        assert_eq!(response(&mut machine, 200, 183), Actions::deliver());
        assert!(machine.is_pending());
        assert_eq!(machine.handle_timeout(at(99_999)), Actions::default());
    }

    #[test]
    fn a_refusal_is_acknowledged_each_time_it_comes_until_timer_d() {
        for provisional in [false, true] {
            let mut machine = started(false);
            if provisional {
                response(&mut machine, 50, 180);
            }
            let actions = response(&mut machine, 100, 486);
            assert_eq!(actions.delivery, Delivery::Delivered);
            assert_eq!(actions.transmit, Some(ack()));
            assert_eq!(response(&mut machine, 200, 486), Actions::transmit(ack()));
            assert_eq!(response(&mut machine, 300, 180), Actions::default());
            assert_eq!(response(&mut machine, 300, 200), Actions::stray());
            assert_eq!(machine.handle_timeout(at(32_099)), Actions::default());
            assert!(!machine.is_terminated());
            machine.handle_timeout(at(32_100));
            assert!(machine.is_terminated());
        }
    }

    #[test]
    fn over_a_stream_a_refusal_ends_it_at_once() {
        let mut machine = started(true);
        assert_eq!(response(&mut machine, 100, 404).transmit, Some(ack()));
        assert!(machine.is_terminated());
    }

    #[test]
    fn a_refusal_that_cannot_be_acknowledged_ends_it() {
        let mut machine = started(false);
        let actions = machine.handle_response(at(1), 486, |_| None, &SETTINGS);
        assert_eq!(actions, Actions::deliver());
        assert!(machine.is_terminated());
    }

    #[test]
    fn every_2xx_is_delivered_until_timer_m() {
        for reliable in [false, true] {
            let mut machine = started(reliable);
            assert_eq!(
                response(&mut machine, 100, 200).delivery,
                Delivery::Delivered
            );
            assert_eq!(response(&mut machine, 600, 200), Actions::deliver());
            assert_eq!(response(&mut machine, 700, 180), Actions::default());
            assert_eq!(response(&mut machine, 700, 500), Actions::default());
            assert_eq!(run_out(&mut machine), [(32_100, Actions::default())]);
            assert_eq!(response(&mut machine, 32_200, 200), Actions::stray());
        }
    }

    #[test]
    fn a_cancel_waits_for_the_first_provisional_response() {
        let mut machine = started(false);
        assert_eq!(machine.cancel(at(10), &SETTINGS), Actions::default());
        let actions = response(&mut machine, 100, 100);
        assert_eq!(actions.ask, Some(Ask::Cancel(invite())));
        assert_eq!(machine.cancel(at(110), &SETTINGS), Actions::default());
        let seen = run_out(&mut machine);
        assert_eq!(seen, [(32_100, Actions::ask(Ask::ReportTimeout))]);
    }

    #[test]
    fn a_cancel_after_ringing_goes_at_once_and_the_487_ends_it() {
        let mut machine = started(false);
        response(&mut machine, 100, 180);
        let actions = machine.cancel(at(200), &SETTINGS);
        assert_eq!(actions.ask, Some(Ask::Cancel(invite())));
        assert_eq!(response(&mut machine, 300, 487).transmit, Some(ack()));
        assert_eq!(machine.cancel(at(400), &SETTINGS), Actions::default());
    }

    #[test]
    fn a_wish_to_cancel_an_answered_invite_is_too_late() {
        let mut machine = started(false);
        response(&mut machine, 100, 200);
        assert_eq!(machine.cancel(at(200), &SETTINGS), Actions::default());
    }

    #[test]
    fn a_failed_flow_is_reported_once_and_only_while_waiting() {
        for provisional in [false, true] {
            let mut machine = started(true);
            if provisional {
                response(&mut machine, 1, 180);
            }
            let report = Actions::ask(Ask::ReportTransportFailure);
            assert_eq!(machine.handle_transport_failed(), report);
            assert_eq!(machine.handle_transport_failed(), Actions::default());
            assert!(machine.is_terminated());
        }
        let mut refused = started(false);
        response(&mut refused, 1, 486);
        assert_eq!(refused.handle_transport_failed(), Actions::default());
        assert!(refused.is_terminated());
        let mut accepted = started(false);
        response(&mut accepted, 1, 200);
        assert_eq!(accepted.handle_transport_failed(), Actions::default());
        assert!(!accepted.is_terminated());
    }
}
