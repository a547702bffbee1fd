//! Hold as the program asks for it and as the other side agrees to it.
//!
//! Inputs: the program's wish, the end of each of our offers. It is a machine
//! of its own: whether an offer can be sent now is `modify`'s business.

use crate::error::{Error, Result};

/// Our side of hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hold {
    /// The call is live.
    #[default]
    Live,
    /// The program held the call; the other side has not agreed yet.
    Holding,
    /// The call is held.
    Held,
    /// The program took the call off hold; the other side has not agreed yet.
    Resuming,
}

impl Hold {
    /// The program holds the call. `true`: an offer has to say so.
    pub(crate) fn hold(&mut self) -> Result<bool> {
        let (next, offer) = match self {
            Self::Live => (Self::Holding, true),
            Self::Resuming => (Self::Held, false),
            Self::Holding | Self::Held => return Err(Error::CoreCallAlreadyHold),
        };
        *self = next;
        Ok(offer)
    }

    /// The program takes the call off hold. `true`: an offer has to say so.
    pub(crate) fn un_hold(&mut self) -> Result<bool> {
        let (next, offer) = match self {
            Self::Held => (Self::Resuming, true),
            Self::Holding => (Self::Live, false),
            Self::Live | Self::Resuming => return Err(Error::CoreCallNotHold),
        };
        *self = next;
        Ok(offer)
    }

    /// An offer or answer that said `held` was agreed.
    pub(crate) fn agreed(&mut self, held: bool) {
        *self = match (self.is_held(), held) {
            (true, true) => Self::Held,
            (true, false) => Self::Holding,
            (false, false) => Self::Live,
            (false, true) => Self::Resuming,
        };
    }

    /// Our offer was refused for good: back to what was agreed before it.
    pub(crate) fn refused(&mut self) {
        *self = match self {
            Self::Live | Self::Holding => Self::Live,
            Self::Held | Self::Resuming => Self::Held,
        };
    }

    /// What the program wants, and what media does at once.
    pub(crate) fn is_held(self) -> bool {
        matches!(self, Self::Holding | Self::Held)
    }

    /// Whether the other side still has to be told.
    pub(crate) fn needs_offer(self) -> bool {
        matches!(self, Self::Holding | Self::Resuming)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hold_and_unhold_in_turn() {
        let mut hold = Hold::default();
        assert_eq!(hold.un_hold(), Err(Error::CoreCallNotHold));
        assert_eq!(hold.hold(), Ok(true));
        assert_eq!(hold.hold(), Err(Error::CoreCallAlreadyHold));
        assert!(hold.is_held() && hold.needs_offer());
        hold.agreed(true);
        assert_eq!(hold, Hold::Held);
        assert_eq!(hold.un_hold(), Ok(true));
        assert_eq!(hold.un_hold(), Err(Error::CoreCallNotHold));
        hold.agreed(false);
        assert_eq!(hold, Hold::Live);
    }

    #[test]
    fn a_refusal_restores() {
        let mut hold = Hold::Holding;
        hold.refused();
        assert_eq!(hold, Hold::Live);
        let mut hold = Hold::Resuming;
        hold.refused();
        assert_eq!(hold, Hold::Held);
    }

    #[test]
    fn a_change_of_mind_while_the_offer_is_out_is_offered_next() {
        let mut hold = Hold::default();
        assert_eq!(hold.hold(), Ok(true));
        assert_eq!(hold.un_hold(), Ok(false));
        assert!(!hold.is_held());
        hold.agreed(true);
        assert_eq!(hold, Hold::Resuming);
        hold.agreed(false);
        assert_eq!(hold, Hold::Live);
    }
}
