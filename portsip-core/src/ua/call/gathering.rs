//! Addresses of our sockets that only servers know: candidates (RFC 8445 §5.1.1.2), and
//! without ICE where media of ours is to be sent. They are looked for before a call's first
//! description, and anew before an offer where our address is another, or the path was lost.
//!
//! *Inputs:* the way of an INVITE, sockets for an answer, what servers told.
//! *Outputs:* `Output::Gather`; then the INVITE, the answer or the re-INVITE goes on.

use crate::clock::Instant;
use crate::plan::{Component, GatheredMedia, MediaPorts};
use crate::sip::transport::flow::Flow;

use super::super::context::Context;
use super::super::output::Occasion;
use super::accept::Ringing;
use super::{Call, State};

impl Ringing {
    /// Whether servers may tell more of our sockets than we know.
    pub(super) fn needs_servers(&self, ctx: &Context) -> bool {
        ctx.gathering_servers(self.has_ice(ctx)).is_some()
    }

    /// Whether our description will have ICE in it.
    fn has_ice(&self, ctx: &Context) -> bool {
        match &self.offer {
            Some(offer) => offer.offers_ice(),
            None => ctx.signalling.ice,
        }
    }
}

impl Call {
    /// Whether an INVITE along `way` has to wait for what servers tell.
    pub(super) fn waits_for_servers(&mut self, ctx: &mut Context, way: &Flow) -> bool {
        let State::Connecting(connecting) = &self.state else {
            return false;
        };
        let ice = ctx.signalling.ice;
        connecting.send_sdp() && self.media.gather(ctx, way, Occasion::Calling, ice)
    }

    /// Whether an answer by these sockets has to wait for what servers tell; the
    /// sockets belong to the call then.
    pub(super) fn gather_for_answer(&mut self, ctx: &mut Context, ports: MediaPorts) -> bool {
        let State::Ringing(ringing) = &mut self.state else {
            return false;
        };
        if !ringing.needs_servers(ctx) {
            return false;
        }
        if self.media.ports().is_none() {
            self.media.take_ports(ports);
        }
        let (way, ice) = (ringing.way(), ringing.has_ice(ctx));
        ringing.gathering = self.media.gather(ctx, &way, Occasion::Called, ice);
        ringing.gathering
    }

    /// Relays were given back: no description names them from now on.
    pub(super) fn forget_relays(&mut self, released: &[Component]) {
        if let (Some(negotiation), [_, ..]) = (&mut self.negotiation, released) {
            let mut local = negotiation.local_media();
            for component in released {
                local.gathered.of_mut(*component).relayed = None;
            }
            negotiation.set_local_media(local);
        }
    }

    /// A relay is none any more.
    pub(crate) fn handle_relay_lost(&mut self, component: Component) {
        self.media.forget_relay(component);
        self.forget_relays(&[component]);
    }

    /// What servers told of the call's sockets.
    pub(crate) fn handle_gathered(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        found: GatheredMedia,
    ) {
        let released = self.media.handle_gathered(found, &mut ctx.outputs);
        self.forget_relays(&released);
        match &mut self.state {
            State::Connecting(connecting) => {
                if let Some(found) = connecting.gathering.take() {
                    self.handle_flow_found(now, ctx, *found);
                }
            }
            State::Ringing(ringing) => {
                ringing.gathering = false;
                if ringing.answering {
                    self.go_on_answering(now, ctx);
                } else if ringing.describes_early(ctx) {
                    self.describe_early(now, ctx, self.media.ports());
                }
            }
            State::Established(_) => self.modify_if_needed(now, ctx),
            State::Closing(_) | State::Ended => {}
        }
    }
}
