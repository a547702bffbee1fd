//! What goes with the user, and with the SDK object.

use crate::clock::Instant;
use crate::error::{Error, Result};

use super::agent::Agent;
use super::presence::Presence;
use super::publication::Publications;

impl Agent {
    /// Takes the user back; a registration is ended at the registrar. Calls go on.
    ///
    /// `CoreUserNotFound` without a user.
    pub fn remove_user(&mut self, now: Instant) -> Result<()> {
        if self.ctx.user.is_none() {
            return Err(Error::CoreUserNotFound);
        }
        if self.presence.made().is_some() {
            self.leave_presence(now);
        }
        self.leave_servers(now);
        self.ctx.set_user(None);
        self.stun.start(now, &mut self.ctx, None);
        self.registrations.leave(now, &mut self.ctx);
        self.settle(now);
        Ok(())
    }

    /// Ends everything: BYE, CANCEL or 480 for each call, the subscriptions, and the
    /// registration. New calls are refused from now on; no event follows.
    pub fn shut_down(&mut self, now: Instant) {
        self.shutting_down = true;
        self.refuse_undecided(now);
        if let Some(queries) = self.queries.made_mut() {
            queries.clear();
        }
        if self.presence.made().is_some() {
            self.leave_watchers(now);
        }
        self.leave_servers(now);
        if let Some(messages) = self.messages.made_mut() {
            messages.clear();
        }
        self.ctx.silent = true;
        for session in self.calls.sessions() {
            self.calls
                .with(session, &mut self.ctx, |call, ctx| call.hang_up(now, ctx));
        }
        self.registrations.leave(now, &mut self.ctx);
        self.stun.start(now, &mut self.ctx, None);
        self.settle(now);
        if let Some(transfers) = self.transfers.made_mut() {
            transfers.clear(&mut self.ctx);
        }
    }

    /// Whether [`shut_down`](Self::shut_down) has nothing left to wait for.
    pub fn is_drained(&self) -> bool {
        let publications = self.publications.made().map_or(0, Publications::live);
        self.calls.is_empty()
            && self.registrations.is_empty()
            && self.presence.made().is_none_or(Presence::is_empty)
            && publications == 0
    }

    /// Ends what servers keep for us: our subscriptions, and what is published.
    fn leave_servers(&mut self, now: Instant) {
        if self.subscriptions.made().is_some() {
            self.leave_subscriptions(now);
        }
        if let Some(publications) = self.publications.made_mut() {
            publications.leave(now, &mut self.ctx);
        }
    }
}
