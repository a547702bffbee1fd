//! Provisional responses that are acknowledged: RFC 3262 §3 and §4. Both ends
//! of a dialog have their part; a PRACK's own repetitions are its transaction's.

use std::time::Duration;

use super::repetition::{Repetition, RepetitionTimeout};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::sip::header::RAck;
use crate::sip::message::Method;
use crate::sip::transaction::TimerSettings;

/// The callee's side: one response goes again and again until its PRACK comes.
///
/// *Inputs:* the PRACK, the final response, a timeout. *Outputs:* the response
/// again, or that the PRACK never came.
///
/// | state | its PRACK | final response | timer |
/// |---|---|---|---|
/// | repeating | → acknowledged | → waiting | after T1, doubling: send again; after 64·T1: → unacknowledged |
/// | waiting | → acknowledged | – | – |
/// | acknowledged, unacknowledged | – | – | – |
///
/// The interval has no upper bound, unlike that of a 2xx.
#[derive(Debug)]
pub struct RepeatedProvisional {
    rseq: u32,
    cseq: u32,
    state: State,
}

#[derive(Debug)]
enum State {
    Repeating(Repetition),
    Waiting,
    Over,
}

impl RepeatedProvisional {
    /// Starts when `response`, with `rseq` and to the INVITE with number
    /// `cseq`, has been sent for the first time.
    pub fn start(
        now: Instant,
        rseq: u32,
        cseq: u32,
        response: Octets,
        timers: &TimerSettings,
    ) -> Self {
        let repetition = Repetition::start(now, response, timers, Duration::MAX);
        let state = State::Repeating(repetition);
        Self { rseq, cseq, state }
    }

    /// Whether a PRACK with this `RAck` is for the response, and the first.
    pub fn handle_prack(&mut self, rack: &RAck) -> bool {
        let awaited = rack.rseq == self.rseq
            && rack.cseq.number == self.cseq
            && rack.cseq.method == Method::Invite
            && !matches!(self.state, State::Over);
        if awaited {
            self.state = State::Over;
        }
        awaited
    }

    /// The INVITE has its final response: nothing is repeated any more, and a
    /// late PRACK still fits.
    pub fn handle_final_response(&mut self) {
        if matches!(self.state, State::Repeating(_)) {
            self.state = State::Waiting;
        }
    }

    /// Sends again or gives up, if it is time.
    pub fn handle_timeout(&mut self, now: Instant) -> RepetitionTimeout {
        let State::Repeating(repetition) = &mut self.state else {
            return RepetitionTimeout::Nothing;
        };
        let timeout = repetition.handle_timeout(now);
        if timeout == RepetitionTimeout::Unacknowledged {
            self.state = State::Over;
        }
        timeout
    }

    /// When to call [`Self::handle_timeout`].
    pub fn poll_timeout(&self) -> Option<Instant> {
        match &self.state {
            State::Repeating(repetition) => Some(repetition.poll_timeout()),
            State::Waiting | State::Over => None,
        }
    }
}

/// The caller's side: which reliable provisional response of one early dialog
/// is the next (RFC 3262 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProvisionalOrder {
    last: Option<u32>,
}

/// How a reliable provisional response arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is the next one. *Then:* PRACK.
    Next,
    /// It came before: its PRACK is on its way. *Then:* nothing.
    Repeated,
    /// One before it is missing. *Then:* nothing; it will come again.
    TooEarly,
}

impl ProvisionalOrder {
    /// A response with this `RSeq` came; the first may have any.
    pub fn handle_response(&mut self, rseq: u32) -> Arrival {
        match self.last {
            Some(last) if rseq <= last => Arrival::Repeated,
            Some(last) if Some(rseq) != last.checked_add(1) => Arrival::TooEarly,
            _ => {
                self.last = Some(rseq);
                Arrival::Next
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sip::header::CSeq;

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn started() -> RepeatedProvisional {
        let response = Octets::from_static(b"183");
        RepeatedProvisional::start(at(0), 71, 2, response, &TimerSettings::default())
    }

    fn rack(rseq: u32, number: u32, method: Method) -> RAck {
        RAck {
            rseq,
            cseq: CSeq { number, method },
        }
    }

    #[test]
    fn without_a_prack_it_goes_six_times_more_and_gives_up_after_32_s() {
        let mut provisional = started();
        let mut sent = Vec::new();
        while let Some(due) = provisional.poll_timeout() {
            match provisional.handle_timeout(due) {
                RepetitionTimeout::Transmit(_) => sent.push(due.as_micros() / 1000),
                RepetitionTimeout::Unacknowledged => assert_eq!(due, at(32_000)),
                RepetitionTimeout::Nothing => panic!("due and nothing to do"),
            }
        }
        assert_eq!(sent, [500, 1500, 3500, 7500, 15_500, 31_500]);
        assert!(!provisional.handle_prack(&rack(71, 2, Method::Invite)));
    }

    #[test]
    fn only_its_own_prack_ends_it_and_only_once() {
        let mut provisional = started();
        assert!(!provisional.handle_prack(&rack(70, 2, Method::Invite)));
        assert!(!provisional.handle_prack(&rack(71, 1, Method::Invite)));
        assert!(!provisional.handle_prack(&rack(71, 2, Method::Update)));
        assert!(provisional.poll_timeout().is_some());
        assert!(provisional.handle_prack(&rack(71, 2, Method::Invite)));
        assert_eq!(provisional.poll_timeout(), None);
        assert!(!provisional.handle_prack(&rack(71, 2, Method::Invite)));
    }

    #[test]
    fn after_the_final_response_a_late_prack_still_fits() {
        let mut provisional = started();
        provisional.handle_final_response();
        assert_eq!(provisional.poll_timeout(), None);
        let late = provisional.handle_timeout(at(99_000));
        assert_eq!(late, RepetitionTimeout::Nothing);
        assert!(provisional.handle_prack(&rack(71, 2, Method::Invite)));
    }

    #[test]
    fn nothing_happens_early() {
        assert_eq!(
            started().handle_timeout(at(499)),
            RepetitionTimeout::Nothing
        );
    }

    #[test]
    fn responses_are_taken_one_after_the_other() {
        let mut order = ProvisionalOrder::default();
        assert_eq!(order.handle_response(500), Arrival::Next);
        assert_eq!(order.handle_response(500), Arrival::Repeated);
        assert_eq!(order.handle_response(502), Arrival::TooEarly);
        assert_eq!(order.handle_response(501), Arrival::Next);
        assert_eq!(order.handle_response(502), Arrival::Next);
        assert_eq!(order.handle_response(499), Arrival::Repeated);
    }

    #[test]
    fn numbers_end_without_wrapping() {
        let mut order = ProvisionalOrder::default();
        assert_eq!(order.handle_response(u32::MAX), Arrival::Next);
        assert_eq!(order.handle_response(1), Arrival::Repeated);
    }
}
