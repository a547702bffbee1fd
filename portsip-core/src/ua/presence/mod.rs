//! Being watched: who asks how we are, and what is told (RFC 3856, RFC 6665 §4.2).
//!
//! *Inputs:* SUBSCRIBEs, what the program decides and says of us, responses to
//! NOTIFYs, their absence, ways or the lack of one, time. *Outputs:* responses,
//! NOTIFYs, events.
//!
//! | stage | accept | reject | status | SUBSCRIBE | Expires 0, time | refused NOTIFY, silence |
//! |---|---|---|---|---|---|---|
//! | pending | → active | → over: rejected | kept | told again | → over: timeout, told | forgotten, told |
//! | active | – | → over: rejected | told | told again | → over: timeout, told | forgotten, told |
//! | over | – | – | – | 481 | – | forgotten |
//!
//! In over the last NOTIFY is on its way; when it has its response the watcher is
//! forgotten. A question, which is a SUBSCRIBE with Expires 0 outside dialogs, begins
//! there. Who is not active may have to make room for others, see `room`.

mod notify;
mod room;
mod status;
mod subscribe;
mod watcher;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clock::Instant;
use crate::config::PresenceMode;
use crate::error::{Error, Result};
use crate::ids::SubscriptionId;

use super::agent::Agent;
use super::context::Context;
use room::Undecided;
pub(super) use status::Status;
use watcher::{Stage, Watcher};

/// The event package (RFC 3856 §6.1).
pub(super) const PACKAGE: &str = "presence";

/// What others know of us, and who they are.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    mode: PresenceMode,
    watchers: BTreeMap<SubscriptionId, Watcher>,
    /// Those of them that are not accepted.
    undecided: Undecided,
    /// What the program has said last, to whomever.
    shown: Status,
    /// What tells this phone from others of the user, in documents.
    tuple: Option<Arc<str>>,
}

impl Presence {
    /// Whether nobody is left to be told anything, given that nothing is wanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.watchers.is_empty()
    }

    fn tuple(&mut self, ctx: &mut Context) -> Arc<str> {
        let tuple = self.tuple.get_or_insert_with(|| ctx.token().into());
        Arc::clone(tuple)
    }

    fn live_watcher(&mut self, id: SubscriptionId) -> Result<&mut Watcher> {
        let watcher = self.watchers.get_mut(&id);
        watcher
            .filter(|watcher| watcher.is_live())
            .ok_or(Error::CoreNotFoundSubscribeId)
    }
}

impl Agent {
    /// Lets a watcher know how we are, from now on. One who may already stays as it
    /// is.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn presence_accept(&mut self, now: Instant, id: SubscriptionId) -> Result<()> {
        let shown = self.presence.shown.clone();
        let watcher = self.presence.live_watcher(id)?;
        if watcher.stage == Stage::Pending {
            watcher.stage = Stage::Active;
            watcher.status.get_or_insert(shown);
            self.presence.count(id);
            self.tell_watcher(now, id);
        }
        self.settle(now);
        Ok(())
    }

    /// Lets a watcher know nothing, or nothing more. No event follows.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn presence_reject(&mut self, now: Instant, id: SubscriptionId) -> Result<()> {
        self.presence.live_watcher(id)?;
        self.end_watcher(now, id, "rejected");
        self.settle(now);
        Ok(())
    }

    /// Whether we answer watchers ourselves, or publish how we are at our server. A
    /// change ends the watchers' subscriptions, or takes what is published back; no
    /// event follows.
    pub fn set_presence_mode(&mut self, now: Instant, mode: PresenceMode) {
        if std::mem::replace(&mut self.presence.mode, mode) == mode {
            return;
        }
        match mode {
            PresenceMode::PeerToPeer => self.publications.leave(now, &mut self.ctx),
            PresenceMode::Agent => self.leave_watchers(now),
        }
        self.settle(now);
    }

    /// How long publications are asked to live from the next change on.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    pub fn set_default_publication_time(&mut self, expires_s: u32) -> Result<()> {
        self.publications.set_default_time(expires_s)
    }

    /// Says how we are: to one watcher, and to those that are accepted from now on;
    /// or with 0 to our server, where we publish. A watcher that is not decided about
    /// is told when it is accepted.
    ///
    /// `text`: for people; `Offline`, in any case, says that we cannot be reached.
    /// Errors: `CoreNotFoundSubscribeId` (no watcher of this id; or none but 0 where
    /// we publish), `CoreArgumentIncorrect` (no text), `CoreDataSizeTooLarge`, and
    /// where we publish `CoreUserNotFound`, `CoreSipServerEmpty`, `CoreInvalidUri`.
    pub fn set_presence_status(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        text: &str,
    ) -> Result<()> {
        let status = Status::new(text)?;
        if self.presence.mode == PresenceMode::Agent {
            return self.publish(now, id, status);
        }
        let watcher = self.presence.live_watcher(id)?;
        watcher.status = Some(status.clone());
        let is_told = watcher.stage == Stage::Active;
        self.presence.shown = status;
        if is_told {
            self.tell_watcher(now, id);
        }
        self.settle(now);
        Ok(())
    }

    fn publish(&mut self, now: Instant, id: SubscriptionId, status: Status) -> Result<()> {
        if id.0 != 0 {
            return Err(Error::CoreNotFoundSubscribeId);
        }
        let ctx = &mut self.ctx;
        let tuple = self.presence.tuple(ctx);
        self.publications
            .publish(now, ctx, status.clone(), &tuple)?;
        self.presence.shown = status;
        self.settle(now);
        Ok(())
    }

    /// How many publications live, also those that are being taken back.
    pub fn publications_live(&self) -> usize {
        self.publications.live()
    }

    /// Whether we answer watchers ourselves.
    pub(super) fn takes_watchers(&self) -> bool {
        self.presence.mode == PresenceMode::PeerToPeer
    }

    /// How many watch us, also those that are being told that they do not any more.
    pub fn watchers_live(&self) -> usize {
        self.presence.watchers.len()
    }

    /// The user goes: what was said of it is not the next one's.
    pub(super) fn leave_presence(&mut self, now: Instant) {
        self.leave_watchers(now);
        self.presence.shown = Status::default();
        self.presence.tuple = None;
    }

    /// Ends all subscriptions; no event follows. Their watchers may subscribe at once
    /// again (`deactivated`, not `noresource`): another phone of the user may be there,
    /// and we may be back soon.
    pub(super) fn leave_watchers(&mut self, now: Instant) {
        let ids: Vec<SubscriptionId> = self.presence.watchers.keys().copied().collect();
        for id in ids {
            self.end_watcher(now, id, "deactivated");
            self.hurry_watcher(now, id);
        }
    }
}
