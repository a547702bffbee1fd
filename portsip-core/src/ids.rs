//! Ids that cross the API, and where they come from.

use std::fmt;

/// The session id that names the conference (`CONFERENCE_SESSION_ID`).
pub const CONFERENCE_SESSION_ID: i32 = 0x7FFF;

/// The session id that names no session (`INVALID_SESSION_ID`).
pub const INVALID_SESSION_ID: i32 = -1;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A call, from `call()` or the incoming INVITE until its end.
    SessionId
);
id!(
    /// A REFER that the other side sent, for `acceptRefer` and `rejectRefer`.
    ReferId
);
id!(
    /// A subscription, ours or that of another to us.
    SubscriptionId
);
id!(
    /// A message of ours, in a call or outside, for the event that tells whether it arrived.
    MessageId
);
id!(
    /// A rule that adds or modifies a header of outgoing messages.
    HeaderRuleId
);

impl SessionId {
    /// Names the conference.
    pub const CONFERENCE: Self = Self(CONFERENCE_SESSION_ID);
    /// Names no session.
    pub const NONE: Self = Self(INVALID_SESSION_ID);
}

/// Gives out the ids of one SDK object: positive, growing, never twice.
#[derive(Debug)]
pub struct IdSource {
    next: i32,
}

impl Default for IdSource {
    fn default() -> Self {
        Self { next: 1 }
    }
}

impl IdSource {
    /// The next id. After 2³¹ − 1 ids there are no more: `None`.
    pub fn next_id(&mut self) -> Option<i32> {
        if self.next == CONFERENCE_SESSION_ID {
            self.next += 1;
        }
        let id = self.next;
        self.next = self.next.checked_add(1)?;
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_skip_the_conference() {
        let mut ids = IdSource::default();
        let given: Vec<i32> = (0..40_000).filter_map(|_| ids.next_id()).collect();
        assert_eq!(given[0], 1);
        assert!(given.is_sorted_by(|a, b| a < b));
        assert!(!given.contains(&CONFERENCE_SESSION_ID));
    }
}
