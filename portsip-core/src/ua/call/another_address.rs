//! Our addresses become others while there is a call.
//!
//! *Inputs:* the machine's addresses have changed, or how others see us. *Outputs:* another
//! way of the dialog, and the wish to tell the other side; before the answer another
//! Contact for our 2xx, or our INVITE anew as soon as there is a way for it.

use std::net::IpAddr;

use crate::clock::Instant;
use crate::sip::message::{Message, StatusCode, cancel_for};
use crate::sip::transport::flow::Flow;

use super::super::context::{Context, Owner};
use super::connect::{Connecting, Stage};
use super::established::Established;
use super::modify::Modify;
use super::{Call, State};

impl Call {
    /// The addresses of this machine are not the same any more: the way is looked
    /// for anew, and the other side told where we are.
    pub(crate) fn handle_network_changed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        gone: &[IpAddr],
    ) {
        self.media.doubt_gathered_of(gone);
        let session = self.session;
        match &mut self.state {
            State::Established(established) => {
                established.lose_path();
                established.wishes.moved = true;
                if matches!(established.modify, Modify::Waiting { .. }) {
                    // Whom it could not reach before it may reach now.
                    established.modify.disarm(ctx);
                }
                established.find_lost_path(ctx, session);
            }
            State::Ringing(ringing) => ringing.find_way(ctx, session),
            State::Connecting(connecting) => {
                connecting.early.lose_ways();
                if connecting.gathering.is_some() {
                    self.find_callee_again(now, ctx);
                } else {
                    self.handle_invite_again(now, ctx);
                }
            }
            State::Closing(_) | State::Ended => {}
        }
        self.modify_if_needed(now, ctx);
    }

    /// Another address of ours has been learned on the way there is: the other
    /// side is told, where that concerns it.
    pub(crate) fn handle_address_learned(&mut self, now: Instant, ctx: &mut Context) {
        match &mut self.state {
            State::Established(established) => established.wishes.moved = true,
            State::Ringing(ringing) => ringing.move_to(ctx, ringing.way()),
            _ => {}
        }
        self.modify_if_needed(now, ctx);
    }

    /// A request of ours was sent from an address that is gone, and its response with it.
    pub(crate) fn handle_stranded(&mut self, now: Instant, ctx: &mut Context, owner: Owner) {
        match owner {
            Owner::Invite(_) => self.find_callee_again(now, ctx),
            Owner::Modify(_) => self.handle_modify_stranded(now, ctx),
            Owner::Refresh(_) => self.handle_refresh_failed(now, ctx),
            Owner::Bye(_) => self.handle_bye_unsent(now, ctx),
            Owner::Info(_) => self.handle_info_over(now, ctx),
            Owner::Message(_, id) => self.handle_message_stranded(now, ctx, id),
            Owner::Prack(_, number) => self.handle_prack_unsent(now, ctx, number),
            _ => {}
        }
    }

    /// The way to who is called is looked for again. Until it is found, the INVITE stays:
    /// the address may come back, and the response with it.
    fn find_callee_again(&mut self, now: Instant, ctx: &mut Context) {
        let Some(connecting) = self.connecting() else {
            return;
        };
        connecting.stay(ctx);
        connecting.moved = true;
        connecting.gathering = None;
        match ctx.first_hop(&connecting.uri) {
            Ok(hop) => self.select_flow(now, ctx, hop),
            Err(_) => self.fail(ctx, StatusCode::SERVICE_UNAVAILABLE, None),
        }
    }

    /// There may be a way again to who was called before.
    pub(super) fn handle_invite_again(&mut self, now: Instant, ctx: &mut Context) {
        if matches!(&self.state, State::Connecting(connecting) if connecting.again.is_some()) {
            self.find_callee_again(now, ctx);
        }
    }

    /// A way was found: whether an INVITE goes along it. One that was sent from an
    /// address that is gone is taken back first.
    pub(super) fn needs_invite(&mut self, now: Instant, ctx: &mut Context, way: &Flow) -> bool {
        let session = self.session;
        let Some(connecting) = self.connecting() else {
            return false;
        };
        let moved = std::mem::take(&mut connecting.moved);
        if let Stage::Inviting(inviting) = &connecting.stage {
            if !moved || inviting.flow == *way {
                return false;
            }
            ctx.take_invite_back(now, session, inviting.transaction);
            connecting.prepare_anew();
        }
        connecting.cancel_left(ctx, way);
        true
    }

    /// Our addresses as they are on the dialog's way; `false` while that is
    /// looked for, and while servers are asked about them. Where they are as the other
    /// side knows them, there is nothing to tell.
    pub(super) fn learn_addresses(&mut self, ctx: &mut Context) -> bool {
        let session = self.session;
        let (State::Established(established), Some(negotiation)) =
            (&mut self.state, &mut self.negotiation)
        else {
            return false;
        };
        // Theirs may have begun it anew meanwhile.
        established.wishes.path_lost &= negotiation.is_ice_restart_due();
        if !established.wishes.moved && !established.wishes.path_lost {
            return true;
        }
        if !established.find_lost_path(ctx, session) {
            return false;
        }
        let flow = established.flow();
        let gathers = self.media.gather_anew(ctx, &flow, negotiation.uses_ice());
        let contact_moved = move_contact(established, ctx);
        let ports = self.media.ports();
        let media = ports.map(|ports| self.media.local_at(ctx, &flow, ports));
        let media_moved = media.is_some_and(|media| negotiation.concerns(media));
        if let Some(media) = media {
            negotiation.set_local_media(media);
        }
        let wishes = &mut established.wishes;
        let untold = std::mem::take(&mut wishes.untold);
        wishes.moved = contact_moved || media_moved || untold;
        // What is told when the servers have answered.
        wishes.untold = gathers && wishes.moved;
        !gathers
    }
}

impl Connecting {
    /// The way is not looked for again.
    pub(super) fn stay(&mut self, ctx: &mut Context) {
        self.moved = false;
        if let Some(timer) = self.again.take() {
            ctx.timers.stop(timer);
        }
    }

    /// The server that has the INVITE knows it by its branch over any connection
    /// (RFC 3261 §9.2). Nobody waits for its responses any more.
    fn cancel_left(&mut self, ctx: &mut Context, way: &Flow) {
        let left = self
            .left
            .take()
            .filter(|(flow, _)| flow.transport == way.transport && flow.remote == way.remote);
        let invite = left.and_then(|(_, invite)| Message::parse(invite).ok());
        if let Some(Ok(cancel)) = invite.map(|invite| cancel_for(&invite)) {
            ctx.transactions.transmit(*way, cancel);
        }
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
