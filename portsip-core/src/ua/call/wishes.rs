//! What shall change in an established call, from the wish to the offer: hold,
//! `updateCall`, another address of ours, a refresh.
//!
//! Hold is a machine of its own; the others are wishes that wait here until
//! `modify` can offer them, all that there are in one offer.

use std::sync::Arc;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::plan::Bandwidth;
use crate::sdp::{Negotiation, Offering};

use super::super::context::Context;
use super::hold::Hold;
use super::{Call, State};

/// What the next offer is for, beside hold.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each wish comes and goes for itself"
)]
pub(super) struct Wishes {
    /// Audio on or off.
    media: Option<Offering>,
    /// What our description says about bandwidth is not what they know.
    pub(super) bandwidth: bool,
    /// Our addresses are others than they know.
    pub(super) moved: bool,
    /// Such an offer was not taken: they do not know ours yet.
    pub(super) untold: bool,
    /// Media has no path any more: another is looked for (RFC 8445 §9).
    pub(super) path_lost: bool,
    /// The session is to be refreshed (RFC 4028).
    pub(super) refresh: bool,
}

impl Wishes {
    /// What to offer now, and for which wishes.
    pub(super) fn take(&mut self, hold: Hold) -> Option<(Self, Offering)> {
        let offering = match &self.media {
            Some(media) => media.clone(),
            None if hold.needs_offer() || self.moved || self.bandwidth || self.path_lost => {
                Offering::Streams
            }
            None if self.refresh => Offering::Unchanged,
            None => return None,
        };
        Some((std::mem::take(self), offering))
    }

    /// Wishes that were not granted yet wait again; a newer one goes first.
    pub(super) fn put_back(&mut self, wishes: Self) {
        self.media = self.media.take().or(wishes.media);
        self.bandwidth |= wishes.bandwidth;
        self.moved |= wishes.moved;
        self.untold |= wishes.moved;
        self.path_lost |= wishes.path_lost;
        self.refresh |= wishes.refresh;
    }
}

impl Call {
    /// Says what our descriptions tell about bandwidth: a call that stands offers
    /// it, others tell it with their next description.
    pub(crate) fn set_bandwidth(&mut self, now: Instant, ctx: &mut Context, bandwidth: Bandwidth) {
        self.bandwidth = bandwidth;
        if let State::Established(established) = &mut self.state {
            established.wishes.bandwidth = true;
            self.modify_if_needed(now, ctx);
        }
    }

    /// Media of the call has no path any more: connectivity checks of a restart
    /// look for another (RFC 7675 §5.1), among candidates that are gathered anew.
    pub(crate) fn handle_path_lost(&mut self, now: Instant, ctx: &mut Context) {
        let uses_ice = self
            .negotiation
            .as_mut()
            .is_some_and(Negotiation::restart_ice);
        if let State::Established(established) = &mut self.state
            && uses_ice
        {
            established.wishes.path_lost = true;
            self.media.doubt_gathered();
            self.modify_if_needed(now, ctx);
        }
    }

    /// A path that was lost while our offer was out is lost yet, unless that began ICE anew.
    pub(super) fn carry_over_lost_path(&mut self) {
        if let State::Established(established) = &self.state
            && established.wishes.path_lost
            && let Some(negotiation) = &mut self.negotiation
        {
            negotiation.restart_ice();
        }
    }

    /// What was said about bandwidth since our description went is offered next.
    pub(super) fn wish_untold_bandwidth(&mut self) {
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &self.negotiation)
        else {
            return;
        };
        established.wishes.bandwidth = negotiation.bandwidth() != self.bandwidth;
    }

    /// Puts the call on hold: media stops at once, the other side is told as
    /// soon as that is possible.
    pub(crate) fn hold(&mut self, now: Instant, ctx: &mut Context) -> Result<()> {
        self.connected()?.hold.hold()?;
        self.media.apply(true, &mut ctx.outputs);
        self.modify_if_needed(now, ctx);
        Ok(())
    }

    /// Takes the call off hold.
    pub(crate) fn un_hold(&mut self, now: Instant, ctx: &mut Context) -> Result<()> {
        self.connected()?.hold.un_hold()?;
        self.modify_if_needed(now, ctx);
        Ok(())
    }

    /// Offers the call's media anew, with the codecs of now: with audio or
    /// without.
    pub(crate) fn update(&mut self, now: Instant, ctx: &mut Context, audio: bool) -> Result<()> {
        let codecs = Arc::clone(&ctx.audio);
        let established = self.connected()?;
        if established.hold.is_held() {
            return Err(Error::CoreCallInHold);
        }
        if audio && codecs.codecs.is_empty() {
            return Err(Error::CoreAudioVideoCodecEmpty);
        }
        established.wishes.media = Some(Offering::Audio {
            on: audio,
            config: codecs,
        });
        self.modify_if_needed(now, ctx);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_offer_grants_all_wishes() {
        let mut wishes = Wishes {
            refresh: true,
            ..Wishes::default()
        };
        let (taken, offering) = wishes.take(Hold::Live).expect("a wish");
        assert!(matches!(offering, Offering::Unchanged));
        assert!(wishes.take(Hold::Live).is_none());
        wishes.moved = true;
        wishes.put_back(taken);
        let (taken, offering) = wishes.take(Hold::Live).expect("wishes");
        assert!(matches!(offering, Offering::Streams) && taken.refresh && taken.moved);
        let (_, offering) = wishes.take(Hold::Holding).expect("hold is a wish");
        assert!(matches!(offering, Offering::Streams));
    }
}
