//! Our addresses become others while there is a call.
//!
//! *Inputs:* the machine's addresses have changed, or how others see us. *Outputs:* another
//! way of the dialog, the wish to tell the other side.

use crate::clock::Instant;
use crate::sdp::LocalMedia;

use super::super::context::Context;
use super::established::Established;
use super::{Call, State};

impl Call {
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
