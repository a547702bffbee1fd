//! A 2xx to INVITE travels end to end, so its repetitions are the business of
//! the two ends and not of their transactions: RFC 3261 §13.2.2.4 and §13.3.1.4.

use std::time::Duration;

use bytes::Bytes;

use crate::clock::Instant;
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
    state: State,
}

#[derive(Debug)]
enum State {
    Waiting {
        response: Bytes,
        resend_at: Instant,
        interval: Duration,
        longest: Duration,
        give_up_at: Instant,
    },
    Over,
}

/// What [`RepeatedAnswer::handle_timeout`] wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerTimeout {
    /// Nothing was due.
    Nothing,
    /// Send the 2xx again.
    Transmit(Bytes),
    /// The ACK did not come in 64·T1. *Then:* end the call with BYE
    /// (RFC 3261 §13.3.1.4).
    Unacknowledged,
}

impl RepeatedAnswer {
    /// Starts when `response`, the 2xx to the INVITE with number `cseq`, has
    /// been sent for the first time.
    pub fn start(now: Instant, cseq: u32, response: Bytes, timers: &TimerSettings) -> Self {
        let state = State::Waiting {
            response,
            resend_at: now + timers.t1,
            interval: timers.t1,
            longest: timers.t2,
            give_up_at: now + timers.give_up(),
        };
        Self { cseq, state }
    }

    /// An ACK with number `cseq` came. `true` when it is the one waited for
    /// and the first.
    pub fn handle_ack(&mut self, cseq: u32) -> bool {
        let awaited = cseq == self.cseq && !self.is_over();
        if awaited {
            self.state = State::Over;
        }
        awaited
    }

    /// Sends again or gives up, if it is time.
    pub fn handle_timeout(&mut self, now: Instant) -> AnswerTimeout {
        let State::Waiting {
            response,
            resend_at,
            interval,
            longest,
            give_up_at,
        } = &mut self.state
        else {
            return AnswerTimeout::Nothing;
        };
        if *give_up_at <= now {
            self.state = State::Over;
            return AnswerTimeout::Unacknowledged;
        }
        if *resend_at > now {
            return AnswerTimeout::Nothing;
        }
        *interval = interval.saturating_mul(2).min(*longest);
        *resend_at = now + *interval;
        AnswerTimeout::Transmit(response.clone())
    }

    /// When to call [`Self::handle_timeout`].
    pub fn poll_timeout(&self) -> Option<Instant> {
        match &self.state {
            State::Waiting {
                resend_at,
                give_up_at,
                ..
            } => Some(*resend_at.min(give_up_at)),
            State::Over => None,
        }
    }

    /// The number of the INVITE that was answered.
    pub const fn cseq(&self) -> u32 {
        self.cseq
    }

    /// The ACK came, or was given up.
    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }
}

/// The caller's side: the ACK of a 2xx, kept for as long as the 2xx may come
/// again (RFC 3261 §13.2.2.4).
#[derive(Clone, Debug)]
pub struct SentAck {
    cseq: u32,
    ack: Bytes,
}

impl SentAck {
    /// Keeps the ACK of the INVITE with number `cseq`.
    pub const fn new(cseq: u32, ack: Bytes) -> Self {
        Self { cseq, ack }
    }

    /// What to send when the 2xx to number `cseq` has come again.
    pub fn handle_repeated_answer(&self, cseq: u32) -> Option<Bytes> {
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
        let response = Bytes::from_static(b"200");
        RepeatedAnswer::start(at(0), 7, response, &TimerSettings::default())
    }

    #[test]
    fn without_an_ack_it_goes_ten_times_more_and_gives_up_after_32_s() {
        let mut answer = started();
        let mut sent = Vec::new();
        while let Some(due) = answer.poll_timeout() {
            match answer.handle_timeout(due) {
                AnswerTimeout::Transmit(_) => sent.push(due.as_micros() / 1000),
                AnswerTimeout::Unacknowledged => assert_eq!(due, at(32_000)),
                AnswerTimeout::Nothing => panic!("due and nothing to do"),
            }
        }
        assert_eq!(
            sent,
            [
                500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
            ]
        );
        assert!(answer.is_over());
    }

    #[test]
    fn only_its_own_ack_stops_it_and_only_once() {
        let mut answer = started();
        assert!(!answer.handle_ack(6));
        assert!(answer.poll_timeout().is_some());
        assert!(answer.handle_ack(7));
        assert!(!answer.handle_ack(7));
        assert_eq!(answer.poll_timeout(), None);
        assert_eq!(answer.handle_timeout(at(99_000)), AnswerTimeout::Nothing);
    }

    #[test]
    fn nothing_happens_early() {
        let mut answer = started();
        assert_eq!(answer.handle_timeout(at(499)), AnswerTimeout::Nothing);
    }

    #[test]
    fn an_ack_is_repeated_for_its_own_answer() {
        let kept = SentAck::new(7, Bytes::from_static(b"ACK"));
        assert_eq!(
            kept.handle_repeated_answer(7),
            Some(Bytes::from_static(b"ACK"))
        );
        assert_eq!(kept.handle_repeated_answer(8), None);
    }
}
