//! A change of ours that came to nothing: what was agreed before holds, and where
//! it makes sense the change is offered again (RFC 3261 §14.1).

use std::time::Duration;

use crate::clock::Instant;
use crate::rng::Rng;
use crate::sip::message::StatusCode;

use super::super::context::{Context, Deadline};
use super::close_reason::CloseReason;
use super::established::Role;
use super::modify::Modify;
use super::{Call, CallTimer, State};

/// How often a change that meets another is tried again.
const TRIES_MAX: u8 = 10;
/// How long after nobody was reached to be told where we are they are tried again.
pub(super) const UNREACHED: Duration = Duration::from_secs(10);

impl Call {
    /// The address that the re-INVITE was sent from is gone: what it asked for is asked
    /// anew.
    pub(super) fn handle_modify_stranded(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state
            && established.modify.is_offering()
        {
            established.take_offer_back(ctx, self.negotiation.as_mut());
            self.modify_if_needed(now, ctx);
        }
    }

    /// The connection of the re-INVITE was lost: it goes again, over a new one.
    pub(super) fn handle_modify_unsent(&mut self, now: Instant, ctx: &mut Context) {
        let State::Established(established) = &mut self.state else {
            return;
        };
        established.lose_path();
        let Modify::Offering(offer) = &mut established.modify else {
            return;
        };
        if !std::mem::replace(&mut offer.resent, true) && self.send_offer(now, ctx, None) {
            return;
        }
        if self.offers_move() {
            // Until they know where we are, their media go astray.
            self.offer_later(now, ctx, Some(UNREACHED));
        } else {
            self.handle_change_refused(now, ctx);
        }
    }

    /// What was agreed before still holds (RFC 3261 §14.1).
    pub(super) fn handle_change_refused(&mut self, now: Instant, ctx: &mut Context) {
        self.restore(now, ctx);
        self.modify_if_needed(now, ctx);
    }

    pub(super) fn restore(&mut self, now: Instant, ctx: &mut Context) {
        let State::Established(established) = &mut self.state else {
            return;
        };
        established.modify.disarm(ctx);
        if let Modify::Offering(offer) = std::mem::take(&mut established.modify)
            && offer.wishes.refresh
        {
            established
                .session_timer
                .await_end(now, ctx, self.session, true);
        }
        established.hold.refused();
        let held = established.hold.is_held();
        if let Some(negotiation) = &mut self.negotiation {
            negotiation.rollback();
            negotiation.set_hold(held);
        }
        self.media.apply(held, &mut ctx.outputs);
    }

    /// What our re-INVITE asked for is asked again after a wait: that of 491
    /// (RFC 3261 §14.1) where none is given.
    pub(super) fn offer_later(&mut self, now: Instant, ctx: &mut Context, wait: Option<Duration>) {
        let (session, offers_move) = (self.session, self.offers_move());
        let State::Established(established) = &mut self.state else {
            return;
        };
        let Modify::Offering(offer) = &mut established.modify else {
            return;
        };
        let tries = offer.tries + 1;
        let wait = match wait {
            // Until they know where we are, their media go astray.
            _ if tries > TRIES_MAX && offers_move => UNREACHED,
            _ if tries > TRIES_MAX => return self.handle_change_refused(now, ctx),
            Some(wait) => wait,
            None => glare_wait(established.role, &mut ctx.rng),
        };
        established.take_offer_back(ctx, self.negotiation.as_mut());
        let deadline = Deadline::Call(session, CallTimer::ModifyAgain);
        let timer = ctx.timers.start(now + wait, deadline);
        established.modify = Modify::Waiting {
            timer,
            tries: tries.min(TRIES_MAX),
        };
    }

    /// No way was found to tell where we are: it is looked for again after a wait.
    pub(super) fn tell_move_later(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state
            && established.wishes.moved
            && !established.modify.is_offering()
        {
            established.lose_path();
            if matches!(established.modify, Modify::Waiting { .. }) {
                return;
            }
            let deadline = Deadline::Call(self.session, CallTimer::ModifyAgain);
            let timer = ctx.timers.start(now + UNREACHED, deadline);
            established.modify = Modify::Waiting { timer, tries: 0 };
        }
    }

    /// The wait after glare is over.
    pub(super) fn handle_modify_again(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state
            && let Modify::Waiting { tries, .. } = established.modify
        {
            established.modify = Modify::Idle;
            self.offer_change(now, ctx, tries);
        }
    }

    /// The re-INVITE shows that the dialog is gone (RFC 3261 §12.2.1.2).
    pub(super) fn handle_modify_failed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
    ) {
        if matches!(self.state, State::Established(_)) {
            self.close(now, ctx, CloseReason::of_status(status));
        }
    }
}

/// RFC 3261 §14.1: 2.1 to 4 s where we own the Call-ID, else up to 2 s, in
/// steps of 10 ms.
fn glare_wait(role: Role, rng: &mut Rng) -> Duration {
    let steps = match role {
        Role::Caller => 210 + rng.below(191),
        Role::Callee => rng.below(201),
    };
    Duration::from_millis(u64::from(steps) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_after_glare_do_not_overlap() {
        let mut rng = Rng::from_number(3);
        for _ in 0..1000 {
            let caller = glare_wait(Role::Caller, &mut rng).as_millis();
            let callee = glare_wait(Role::Callee, &mut rng).as_millis();
            assert!((2100..=4000).contains(&caller) && caller.is_multiple_of(10));
            assert!(callee <= 2000 && callee.is_multiple_of(10));
        }
    }
}
