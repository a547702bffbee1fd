//! A 2xx to INVITE travels end to end, so its repetitions are the business of
//! the two ends and not of their transactions: RFC 3261 §13.2.2.4 and §13.3.1.4.

use super::repetition::{Repetition, RepetitionTimeout};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::sip::transaction::TimerSettings;

/// The callee's side: the 2xx goes again and again until its ACK comes.
///
/// *Inputs:* the ACK, a timeout. *Outputs:* the 2xx again, or that the ACK never
/// came.
///
/// | state | ACK | timer |
/// |---|---|---|
/// | waiting | → acknowledged | after T1, doubling to T2: send again; after 64·T1: → unacknowledged |
/// | acknowledged, unacknowledged | – | – |
///
/// It repeats over reliable transports too: a hop further on may be UDP.
#[derive(Debug)]
pub struct RepeatedAnswer {
    cseq: u32,
    /// Until the ACK has come, or was given up.
    waiting: Option<Repetition>,
}

impl RepeatedAnswer {
    /// Starts when `response`, the 2xx to the INVITE with number `cseq`, has
    /// been sent for the first time.
    pub fn start(now: Instant, cseq: u32, response: Octets, timers: &TimerSettings) -> Self {
        Self {
            cseq,
            waiting: Some(Repetition::start(now, response, timers, timers.t2)),
        }
    }

    /// An ACK with number `cseq` came. `true` when it is the one waited for
    /// and the first.
    pub fn handle_ack(&mut self, cseq: u32) -> bool {
        cseq == self.cseq && self.waiting.take().is_some()
    }

    /// Sends again or gives up, if it is time.
    pub fn handle_timeout(&mut self, now: Instant) -> RepetitionTimeout {
        let Some(waiting) = &mut self.waiting else {
            return RepetitionTimeout::Nothing;
        };
        let timeout = waiting.handle_timeout(now);
        if timeout == RepetitionTimeout::Unacknowledged {
            self.waiting = None;
        }
        timeout
    }

    /// When to call [`Self::handle_timeout`].
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.waiting.as_ref().map(Repetition::poll_timeout)
    }
}

/// The caller's side: the ACK of a 2xx, kept for as long as the 2xx may come
/// again (RFC 3261 §13.2.2.4).
#[derive(Clone, Debug)]
pub struct SentAck {
    cseq: u32,
    ack: Octets,
}

impl SentAck {
    /// Keeps the ACK of the INVITE with number `cseq`.
    pub const fn new(cseq: u32, ack: Octets) -> Self {
        Self { cseq, ack }
    }

    /// What to send when the 2xx to number `cseq` has come again.
    pub fn handle_repeated_answer(&self, cseq: u32) -> Option<Octets> {
        (cseq == self.cseq).then(|| self.ack.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn started() -> RepeatedAnswer {
        let response = Octets::from_static(b"200");
        RepeatedAnswer::start(at(0), 7, response, &TimerSettings::default())
    }

    #[test]
    fn without_an_ack_it_goes_ten_times_more_and_gives_up_after_32_s() {
        let mut answer = started();
        let mut sent = Vec::new();
        while let Some(due) = answer.poll_timeout() {
            match answer.handle_timeout(due) {
                RepetitionTimeout::Transmit(_) => sent.push(due.as_micros() / 1000),
                RepetitionTimeout::Unacknowledged => assert_eq!(due, at(32_000)),
                RepetitionTimeout::Nothing => panic!("due and nothing to do"),
            }
        }
        assert_eq!(
            sent,
            [
                500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
            ]
        );
    }

    #[test]
    fn only_its_own_ack_stops_it_and_only_once() {
        let mut answer = started();
        assert!(!answer.handle_ack(6));
        assert!(answer.poll_timeout().is_some());
        assert!(answer.handle_ack(7));
        assert!(!answer.handle_ack(7));
        assert_eq!(answer.poll_timeout(), None);
        assert_eq!(
            answer.handle_timeout(at(99_000)),
            RepetitionTimeout::Nothing
        );
    }

    #[test]
    fn nothing_happens_early() {
        let mut answer = started();
        assert_eq!(answer.handle_timeout(at(499)), RepetitionTimeout::Nothing);
    }

    #[test]
    fn an_ack_is_repeated_for_its_own_answer() {
        let kept = SentAck::new(7, Octets::from_static(b"ACK"));
        assert_eq!(
            kept.handle_repeated_answer(7),
            Some(Octets::from_static(b"ACK"))
        );
        assert_eq!(kept.handle_repeated_answer(8), None);
    }
}
