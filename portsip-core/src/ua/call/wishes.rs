//! What shall change in an established call, from the wish to the offer: hold,
//! `updateCall`, another address of ours, a refresh.
//!
//! Hold is a machine of its own; the others are wishes that wait here until
//! `modify` can offer them, all that there are in one offer.

use std::sync::Arc;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::sdp::{LocalMedia, Offering};

use super::super::context::Context;
use super::established::Established;
use super::hold::Hold;
use super::{Call, State};

/// What the next offer is for, beside hold.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// Audio on or off.
    media: Option<Offering>,
    /// Our addresses are others than they know.
    pub(super) moved: bool,
    /// Such an offer was not taken: they do not know ours yet.
    untold: bool,
    /// The session is to be refreshed (RFC 4028).
    pub(super) refresh: bool,
}

impl Wishes {
    /// What to offer now, and for which wishes.
    pub(super) fn take(&mut self, hold: Hold) -> Option<(Self, Offering)> {
        let offering = match &self.media {
            Some(media) => media.clone(),
            None if hold.needs_offer() || self.moved => Offering::Streams,
            None if self.refresh => Offering::Unchanged,
            None => return None,
        };
        Some((std::mem::take(self), offering))
    }

    /// Wishes that were not granted yet wait again; a newer one goes first.
    pub(super) fn put_back(&mut self, wishes: Self) {
        self.media = self.media.take().or(wishes.media);
        self.moved |= wishes.moved;
        self.untold |= wishes.moved;
        self.refresh |= wishes.refresh;
    }
}

impl Call {
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

    /// The addresses of this machine are not the same any more: the way is looked
    /// for anew, and the other side told where we are.
    pub(crate) fn handle_network_changed(&mut self, now: Instant, ctx: &mut Context) {
        let session = self.session;
        if let State::Established(established) = &mut self.state {
            established.lose_path();
            established.wishes.moved = true;
            established.find_lost_path(ctx, session);
        }
        self.modify_if_needed(now, ctx);
    }

    /// Another address of ours has been learned on the way there is: the other
    /// side is told, where that concerns it.
    pub(crate) fn handle_address_learned(&mut self, now: Instant, ctx: &mut Context) {
        if let State::Established(established) = &mut self.state {
            established.wishes.moved = true;
        }
        self.modify_if_needed(now, ctx);
    }

    /// Our addresses as they are on the dialog's way; `false` while that is
    /// looked for. Where they are as the other side knows them, there is
    /// nothing to tell.
    pub(super) fn learn_addresses(&mut self, ctx: &mut Context) -> bool {
        let session = self.session;
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &mut self.negotiation)
        else {
            return false;
        };
        if !established.wishes.moved {
            return true;
        }
        if !established.find_lost_path(ctx, session) {
            return false;
        }
        let flow = established.flow();
        let contact_moved = move_contact(established, ctx);
        let ports = self.media.ports();
        let media = ports.map(|ports| LocalMedia::new(ctx.local_address(&flow).ip(), ports));
        let media = media.filter(|media| *media != negotiation.local_media());
        if let Some(media) = media {
            negotiation.set_local_media(media);
        }
        let untold = std::mem::take(&mut established.wishes.untold);
        established.wishes.moved = contact_moved || media.is_some() || untold;
        true
    }
}

fn move_contact(established: &mut Established, ctx: &mut Context) -> bool {
    let contact = ctx.contact(&established.flow(), established.has_sips_contact());
    let contact = contact.filter(|contact| contact != established.contact());
    let moved = contact.is_some();
    if let Some(contact) = contact {
        established.set_contact(contact);
    }
    moved
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
