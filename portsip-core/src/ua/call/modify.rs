//! Our changes of an established call by re-INVITE: RFC 3261 §14.1.
//!
//! *Inputs:* wishes (hold, media, addresses, a refresh), responses, time.
//! *Outputs:* the re-INVITE, its ACK, what media does. What changes is not this
//! machine's business: it offers what is wished, one offer at a time.
//!
//! | state | wish | 2xx | 491 | 401, 407, 422 | 488 | other refusal | timer |
//! |---|---|---|---|---|---|---|---|
//! | Idle | re-INVITE → Offering | | | | | | |
//! | Offering | – | ACK → Idle | → Waiting | re-INVITE | a smaller offer, once | restore → Idle | CANCEL |
//! | Waiting | – | | | | | | re-INVITE → Offering |
//!
//! Where the address that it was sent from is gone, it is asked anew from the next.

use std::time::Duration;

use crate::clock::Instant;
use crate::octets::Octets;
use crate::sdp::{Negotiation, Offering};
use crate::sip::auth::Attempt;
use crate::sip::message::{Message, Method, StatusCode};

use super::super::content::description_of;
use super::super::context::{Context, Deadline, Owner, SDP};
use super::super::timers::TimerId;
use super::close::{Closing, ends_dialog};
use super::established::Established;
use super::modify_again::UNREACHED;
use super::wishes::Wishes;
use super::{Call, CallTimer, State};

/// The longest wait that a 500 may ask for before a change is tried again.
const RETRY_AFTER_S_MAX: u32 = 10;

/// How long after the first provisional response the final one may take:
/// nobody is asked about a change.
const NO_ANSWER: Duration = Duration::from_mins(1);

/// Where our change stands.
#[derive(Debug, Default)]
pub(super) enum Modify {
    /// There is none.
    #[default]
    Idle,
    /// The re-INVITE is out.
    Offering(Offer),
    /// It met theirs, or did not get there; it is offered again when the timer fires.
    Waiting { timer: TimerId, tries: u8 },
}

/// A re-INVITE that is out.
#[derive(Debug)]
pub(super) struct Offer {
    body: Octets,
    /// What it grants.
    pub(super) wishes: Wishes,
    /// It is in the words of now: who refuses it may like less.
    may_shrink: bool,
    /// Whether it says that we hold.
    held: bool,
    pub(super) tries: u8,
    /// Its connection was lost, and it went again.
    pub(super) resent: bool,
    attempt: Attempt,
    no_answer: Option<TimerId>,
}

impl Modify {
    /// Whether our re-INVITE is out.
    pub(super) fn is_offering(&self) -> bool {
        matches!(self, Self::Offering(_))
    }

    /// Stops the timer.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        match self {
            Self::Waiting { timer, .. } => {
                ctx.timers.stop(*timer);
                *self = Self::Idle;
            }
            Self::Offering(offer) => {
                if let Some(timer) = offer.no_answer.take() {
                    ctx.timers.stop(timer);
                }
            }
            Self::Idle => {}
        }
    }
}

impl Established {
    /// What was offered waits to be offered again.
    pub(super) fn take_offer_back(
        &mut self,
        ctx: &mut Context,
        negotiation: Option<&mut Negotiation>,
    ) {
        self.modify.disarm(ctx);
        if let Modify::Offering(offer) = std::mem::take(&mut self.modify) {
            self.wishes.put_back(offer.wishes);
        }
        if let Some(negotiation) = negotiation {
            negotiation.rollback();
        }
    }
}

impl Call {
    /// Offers what is wished, unless an exchange is under way: its end asks
    /// again.
    pub(super) fn modify_if_needed(&mut self, now: Instant, ctx: &mut Context) {
        self.offer_change(now, ctx, 0);
    }

    pub(super) fn offer_change(&mut self, now: Instant, ctx: &mut Context, tries: u8) {
        if !self.may_offer() || !self.learn_addresses(ctx) {
            return;
        }
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &mut self.negotiation)
        else {
            return;
        };
        let Some((wishes, offering)) = established.wishes.take(established.hold) else {
            return;
        };
        let held = established.hold.is_held();
        negotiation.set_hold(held);
        negotiation.set_bandwidth(self.bandwidth);
        negotiation.set_srtp(ctx.srtp_along(&established.flow()), &mut ctx.rng);
        let Ok(body) = negotiation.create_offer_of(&offering) else {
            return self.restore(now, ctx);
        };
        established.modify = Modify::Offering(Offer {
            body,
            wishes,
            may_shrink: matches!(offering, Offering::Streams),
            held,
            tries,
            resent: false,
            attempt: Attempt::default(),
            no_answer: None,
        });
        self.send_offer(now, ctx, None);
    }

    fn may_offer(&self) -> bool {
        match &self.state {
            State::Established(established) => {
                matches!(established.modify, Modify::Idle) && established.awaited_ack.is_none()
            }
            _ => false,
        }
    }

    /// Sends the re-INVITE; after a challenge with credentials. `false` when
    /// those were refused.
    pub(super) fn send_offer(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        challenge: Option<&Message>,
    ) -> bool {
        let owner = Owner::Modify(self.session);
        let State::Established(established) = &mut self.state else {
            return false;
        };
        let mut request = established.request(ctx, Method::Invite);
        let Modify::Offering(offer) = &mut established.modify else {
            return false;
        };
        request.body(SDP, offer.body.clone());
        let mut attempt = std::mem::take(&mut offer.attempt);
        if !established.present(ctx, &mut attempt, challenge, &mut request) {
            return false;
        }
        if let Modify::Offering(offer) = &mut established.modify {
            offer.attempt = attempt;
        }
        established.send(now, ctx, request, owner);
        true
    }

    /// A response to our re-INVITE.
    pub(super) fn handle_modify_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        match &mut self.state {
            State::Established(established)
                if established.modify.is_offering() && established.answers_reinvite(response) => {}
            State::Established(established) if status.is_success() => {
                return established.handle_repeated_answer(ctx, self.session, response);
            }
            State::Closing(closing) if status.is_success() => {
                if let Closing::Leaving { established, .. } = &mut **closing {
                    established.acknowledge_reinvite(ctx, self.session);
                }
                return;
            }
            _ => return,
        }
        match status.code() {
            ..200 => self.await_final_response(now, ctx),
            200..300 => self.handle_change_accepted(now, ctx, response),
            401 | 407 => {
                if !self.send_offer(now, ctx, Some(response)) {
                    self.handle_change_refused(now, ctx);
                }
            }
            422 => {
                if !self.raise_interval(now, ctx, response) {
                    self.handle_change_refused(now, ctx);
                }
            }
            488 | 606 => {
                if !self.offer_running(now, ctx) {
                    self.handle_change_refused(now, ctx);
                }
            }
            491 => self.offer_later(now, ctx, None),
            500 => match response.retry_after_s() {
                Some(seconds) if seconds <= RETRY_AFTER_S_MAX => {
                    let wait = Duration::from_secs(seconds.into());
                    self.offer_later(now, ctx, Some(wait));
                }
                // A later request of ours has overtaken it (RFC 3261 §12.2.2).
                _ if self.offers_move() => self.offer_later(now, ctx, Some(UNREACHED)),
                _ => self.handle_change_refused(now, ctx),
            },
            _ if ends_dialog(status) => self.handle_modify_failed(now, ctx, status),
            _ => self.handle_change_refused(now, ctx),
        }
    }

    /// Whether our re-INVITE says where we are now.
    pub(super) fn offers_move(&self) -> bool {
        match &self.state {
            State::Established(established) => {
                matches!(&established.modify, Modify::Offering(offer) if offer.wishes.moved)
            }
            _ => false,
        }
    }

    fn await_final_response(&mut self, now: Instant, ctx: &mut Context) {
        let deadline = Deadline::Call(self.session, CallTimer::ModifyUnanswered);
        if let State::Established(established) = &mut self.state
            && let Modify::Offering(offer) = &mut established.modify
        {
            let due = now + NO_ANSWER;
            offer
                .no_answer
                .get_or_insert_with(|| ctx.timers.start(due, deadline));
        }
    }

    /// The final response has taken too long: 487 takes the change back, and
    /// silence ends the call.
    pub(super) fn handle_modify_unanswered(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state
            && let Modify::Offering(offer) = &mut established.modify
        {
            offer.no_answer = None;
            established.stay();
            established.cancel_reinvite(now, ctx);
        }
    }

    fn handle_change_accepted(&mut self, now: Instant, ctx: &mut Context, response: &Message) {
        let session = self.session;
        let State::Established(established) = &mut self.state else {
            return;
        };
        established.modify.disarm(ctx);
        let Modify::Offering(offer) = std::mem::take(&mut established.modify) else {
            return;
        };
        let _ = established.dialog.handle_response(response);
        established.learn(response);
        established.select_path(ctx, session);
        established.refreshed_by_us(now, ctx, session, response);
        established.acknowledge_reinvite(ctx, session);
        let described = description_of(response).unwrap_or_default();
        let answer = self
            .negotiation
            .as_mut()
            .map(|negotiation| negotiation.handle_answer(&described));
        match answer {
            Some(Ok(agreed)) => {
                established.hold.agreed(offer.held);
                self.carry_over_lost_path();
                self.agree_and_tell(ctx, agreed, None);
                self.modify_if_needed(now, ctx);
            }
            _ => self.handle_change_refused(now, ctx),
        }
    }

    /// 422: the same offer with a longer interval (RFC 4028 §7.3).
    fn raise_interval(&mut self, now: Instant, ctx: &mut Context, response: &Message) -> bool {
        let State::Established(established) = &mut self.state else {
            return false;
        };
        established.session_timer.raise(response) && self.send_offer(now, ctx, None)
    }

    /// Who refuses all that we have may take the codec that runs.
    fn offer_running(&mut self, now: Instant, ctx: &mut Context) -> bool {
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &mut self.negotiation)
        else {
            return false;
        };
        let Modify::Offering(offer) = &mut established.modify else {
            return false;
        };
        if !std::mem::take(&mut offer.may_shrink) {
            return false;
        }
        negotiation.rollback();
        let before = std::mem::take(&mut offer.body);
        match negotiation.create_offer_of(&Offering::Running) {
            Ok(body) if body != before => offer.body = body,
            _ => return false,
        }
        self.send_offer(now, ctx, None)
    }
}
