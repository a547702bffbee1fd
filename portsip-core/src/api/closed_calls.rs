//! Why calls have ended, for a program that asks afterwards.

use std::collections::VecDeque;

use super::Sdk;
use crate::error::{Error, Result};
use crate::events::EndReason;
use crate::ids::SessionId;
use crate::limits::CLOSE_REASONS_MAX;

impl Sdk {
    /// Why a call was closed that [`Event::InviteClosed`](crate::events::Event::InviteClosed)
    /// has told of; `None` where nobody gave a reason. The last
    /// [`CLOSE_REASONS_MAX`] are remembered.
    ///
    /// Errors: `CoreInviteSessionNotFound`.
    pub fn get_close_reason(&self, session: SessionId) -> Result<Option<EndReason>> {
        self.per_call.close_reason(session)
    }
}

/// The last calls that were closed, the oldest first.
#[derive(Debug, Default)]
pub(super) struct ClosedCalls(VecDeque<(SessionId, Option<EndReason>)>);

impl ClosedCalls {
    pub(super) fn note(&mut self, session: SessionId, reason: Option<EndReason>) {
        if self.0.len() == CLOSE_REASONS_MAX {
            self.0.pop_front();
        }
        self.0.push_back((session, reason));
    }

    pub(super) fn reason(&self, session: SessionId) -> Result<Option<EndReason>> {
        let closed = self.0.iter().rev().find(|(closed, _)| *closed == session);
        let (_, reason) = closed.ok_or(Error::CoreInviteSessionNotFound)?;
        Ok(reason.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(cause: u32) -> EndReason {
        EndReason {
            protocol: "SIP".to_owned(),
            cause,
            text: String::new(),
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut closed = ClosedCalls::default();
        for cause in 0..=u32::try_from(CLOSE_REASONS_MAX).unwrap() {
            closed.note(SessionId(cause.cast_signed() + 1), Some(reason(cause)));
        }
        let forgotten = closed.reason(SessionId(1));
        assert_eq!(forgotten, Err(Error::CoreInviteSessionNotFound));
        assert_eq!(closed.reason(SessionId(2)), Ok(Some(reason(1))));
        assert_eq!(closed.0.len(), CLOSE_REASONS_MAX);
    }

    #[test]
    fn the_last_call_of_a_number_counts() {
        let mut closed = ClosedCalls::default();
        closed.note(SessionId(7), Some(reason(408)));
        closed.note(SessionId(7), None);
        assert_eq!(closed.reason(SessionId(7)), Ok(None));
    }
}
