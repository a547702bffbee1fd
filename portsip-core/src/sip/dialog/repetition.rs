//! A response that goes again until the other end acknowledges it: the 2xx to an
//! INVITE (RFC 3261 §13.3.1.4) and a reliable provisional response (RFC 3262 §3).

use std::time::Duration;

use crate::clock::Instant;
use crate::octets::Octets;
use crate::sip::transaction::TimerSettings;

/// A response that was sent, and when it goes again.
///
/// *Inputs:* a timeout. *Outputs:* the response again after T1, then in doubling
/// times; after 64·T1 that it was not acknowledged.
#[derive(Debug)]
pub(super) struct Repetition {
    response: Octets,
    resend_at: Instant,
    interval: Duration,
    longest: Duration,
    give_up_at: Instant,
}

/// What is to be done when a repetition is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepetitionTimeout {
    /// Nothing was due.
    Nothing,
    /// Send the response again.
    Transmit(Octets),
    /// ACK or PRACK did not come in 64·T1. *Then:* end the call with BYE (RFC 3261
    /// §13.3.1.4), refuse the INVITE with a 5xx (RFC 3262 §3).
    Unacknowledged,
}

impl Repetition {
    /// Starts when `response` has been sent for the first time. The times between two
    /// do not grow beyond `longest`.
    pub(super) fn start(
        now: Instant,
        response: Octets,
        timers: &TimerSettings,
        longest: Duration,
    ) -> Self {
        Self {
            response,
            resend_at: now + timers.t1,
            interval: timers.t1,
            longest,
            give_up_at: now + timers.give_up(),
        }
    }

    /// Sends again or gives up, if it is time.
    pub(super) fn handle_timeout(&mut self, now: Instant) -> RepetitionTimeout {
        if self.give_up_at <= now {
            return RepetitionTimeout::Unacknowledged;
        }
        if self.resend_at > now {
            return RepetitionTimeout::Nothing;
        }
        self.interval = self.interval.saturating_mul(2).min(self.longest);
        self.resend_at = now + self.interval;
        RepetitionTimeout::Transmit(self.response.clone())
    }

    /// When to call [`Self::handle_timeout`].
    pub(super) fn poll_timeout(&self) -> Instant {
        self.resend_at.min(self.give_up_at)
    }
}
