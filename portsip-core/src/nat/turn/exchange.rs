//! A request to the server until its answer (RFC 8489 §6.2.1).

use std::time::Duration;

use super::message::{Login, Question};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::rng::Rng;

/// The wait after the first request; it doubles with each.
const RETRANSMISSION_TIMEOUT: Duration = Duration::from_millis(500);
/// Requests sent in all.
const TRANSMISSIONS_MAX: u32 = 7;
/// The wait after the last one.
const LAST_WAIT: Duration = Duration::from_secs(8);
/// Times that a server may ask for credentials, or other ones, for one question.
const CHALLENGES_MAX: u32 = 3;

/// What is out.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) question: Question,
    pub(super) id: u128,
    pub(super) request: Octets,
    due: Instant,
    transmissions: u32,
    challenges: u32,
    /// It has credentials.
    pub(super) has_credentials: bool,
}

/// What the time brings.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Due {
    Nothing,
    Again(Octets),
    /// Nobody answers.
    GiveUp,
}

impl Exchange {
    /// A question; `None` where it cannot be written.
    pub(super) fn begin(
        now: Instant,
        question: Question,
        login: &Login,
        rng: &mut Rng,
    ) -> Option<Self> {
        // It has 96 bits.
        let id = (u128::from(rng.u32()) << 64) | u128::from(rng.u64());
        Some(Self {
            question,
            id,
            request: Octets::from(question.write(id, login)?),
            due: now + RETRANSMISSION_TIMEOUT,
            transmissions: 1,
            challenges: 0,
            has_credentials: login.is_asked_for(),
        })
    }

    /// The same question after a challenge; `None` after too many.
    pub(super) fn again(&self, now: Instant, login: &Login, rng: &mut Rng) -> Option<Self> {
        if self.challenges >= CHALLENGES_MAX {
            return None;
        }
        let next = Self::begin(now, self.question, login, rng)?;
        Some(Self {
            challenges: self.challenges + 1,
            ..next
        })
    }

    pub(super) const fn due(&self) -> Instant {
        self.due
    }

    pub(super) fn handle_timeout(&mut self, now: Instant) -> Due {
        if now < self.due {
            return Due::Nothing;
        }
        if self.transmissions == TRANSMISSIONS_MAX {
            return Due::GiveUp;
        }
        let wait = RETRANSMISSION_TIMEOUT * (1 << self.transmissions);
        self.transmissions += 1;
        let is_last = self.transmissions == TRANSMISSIONS_MAX;
        self.due = now + if is_last { LAST_WAIT } else { wait };
        Due::Again(self.request.clone())
    }
}
