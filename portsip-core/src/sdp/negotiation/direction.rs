//! Which way media flows (RFC 3264 §5.1, §6.1, §8.4).

use crate::plan::Direction;

/// What we ask for. On hold we send (music or silence) and do not listen; who
/// is held already is not sent anything either.
pub(super) fn offered(hold: bool, remote_hold: bool) -> Direction {
    match (hold, remote_hold) {
        (false, _) => Direction::SendReceive,
        (true, false) => Direction::SendOnly,
        (true, true) => Direction::Inactive,
    }
}

/// What we answer to an offer of theirs.
pub(super) fn answered(hold: bool, their_offer: Direction) -> Direction {
    let wished = offered(hold, false);
    both(wished, their_offer.reversed())
}

/// What flows once our offer is answered. Some answer with more than was
/// offered; it is not taken.
pub(super) fn agreed(our_offer: Direction, their_answer: Direction) -> Direction {
    both(our_offer, their_answer.reversed())
}

/// Whether the other side sees in our answer to `their_offer` that we hold, or
/// that we do not: elsewhere the answer is the same either way, or `inactive`,
/// which who wants no music on hold answers too.
pub(super) fn shows_hold(hold: bool, their_offer: Direction) -> bool {
    their_offer.sends() && (!hold || their_offer.receives())
}

/// What the other side said last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) direction: Direction,
    /// In `o=`.
    pub(super) version: u64,
    /// It held after that.
    pub(super) held: bool,
}

/// Whether the other side holds after its offer. While we hold, who wants no music
/// answers `inactive`, and says so again when it refreshes: that is no hold.
pub(super) fn remote_hold_after_offer(
    hold: bool,
    (their_offer, version): (Direction, u64),
    before: Option<Said>,
) -> bool {
    match before {
        Some(said) if hold && said.version == version && said.direction == their_offer => said.held,
        _ => !their_offer.receives(),
    }
}

/// Whether the other side holds after it answered. An answer to an offer in
/// which we do not send says nothing about it, and neither does the refusal of
/// what we send while we hold.
pub(super) fn remote_hold_after_answer(
    our_offer: Direction,
    their_answer: Direction,
    before: bool,
) -> bool {
    match (our_offer, their_answer.receives()) {
        (Direction::SendReceive, listens) => !listens,
        (Direction::SendOnly, true) => false,
        (Direction::SendOnly, false) | (Direction::ReceiveOnly | Direction::Inactive, _) => before,
    }
}

fn both(a: Direction, b: Direction) -> Direction {
    Direction::new(a.sends() && b.sends(), a.receives() && b.receives())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Inactive, ReceiveOnly, SendOnly, SendReceive};

    #[test]
    fn answers_follow_the_table() {
        let table = [
            (false, SendReceive, SendReceive),
            (false, SendOnly, ReceiveOnly),
            (false, ReceiveOnly, SendOnly),
            (false, Inactive, Inactive),
            (true, SendReceive, SendOnly),
            (true, SendOnly, Inactive),
            (true, ReceiveOnly, SendOnly),
            (true, Inactive, Inactive),
        ];
        for (hold, offer, answer) in table {
            assert_eq!(
                answered(hold, offer),
                answer,
                "hold {hold}, offer {offer:?}"
            );
        }
    }

    #[test]
    fn hold_of_a_held_call_is_inactive() {
        assert_eq!(offered(true, false), SendOnly);
        assert_eq!(offered(true, true), Inactive);
        assert_eq!(offered(false, true), SendReceive);
    }

    #[test]
    fn an_answer_gives_no_more_than_was_offered() {
        assert_eq!(agreed(SendOnly, SendReceive), SendOnly);
        assert_eq!(agreed(SendReceive, SendOnly), ReceiveOnly);
        assert_eq!(agreed(Inactive, SendReceive), Inactive);
    }

    #[test]
    fn remote_hold_is_seen_in_an_answer_only_when_we_send() {
        assert!(remote_hold_after_answer(SendReceive, SendOnly, false));
        assert!(!remote_hold_after_answer(SendOnly, ReceiveOnly, true));
        assert!(remote_hold_after_answer(Inactive, Inactive, true));
    }

    #[test]
    fn an_inactive_answer_to_our_hold_is_no_hold_of_theirs() {
        assert!(!remote_hold_after_answer(SendOnly, Inactive, false));
        assert!(remote_hold_after_answer(SendOnly, Inactive, true));
        assert!(shows_hold(true, SendReceive) && shows_hold(false, SendOnly));
        assert!(!shows_hold(true, SendOnly) && !shows_hold(false, Inactive));
    }

    #[test]
    fn what_is_said_again_while_we_hold_is_no_hold_of_theirs() {
        let said = |direction| {
            Some(Said {
                direction,
                version: 7,
                held: false,
            })
        };
        let after = remote_hold_after_offer;
        assert!(!after(true, (Inactive, 7), said(Inactive)));
        assert!(after(true, (Inactive, 8), said(Inactive)));
        assert!(after(true, (Inactive, 7), said(ReceiveOnly)));
        assert!(after(false, (Inactive, 7), said(Inactive)));
        assert!(after(true, (SendOnly, 1), None) && !after(true, (SendReceive, 1), None));
    }
}
