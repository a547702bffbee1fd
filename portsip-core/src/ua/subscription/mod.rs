//! Our subscriptions to what others tell: RFC 6665, the subscriber's side.
//!
//! *Inputs:* what the program subscribes to and ends, ways or the lack of one,
//! responses, their absence, NOTIFYs, time. *Outputs:* SUBSCRIBEs, a few at a time,
//! responses to NOTIFYs, events.
//!
//! | stage | 2xx | refusal, silence | NOTIFY active, pending | NOTIFY terminated | time |
//! |---|---|---|---|---|---|
//! | queued | – | – | – | → waiting, or over | – |
//! | asking | → live, ending | → live, waiting, or over | dialog made | → queued, waiting, or over | – |
//! | live | – | – | expiry set anew | → queued, waiting, or over | → queued: refresh |
//! | waiting | – | – | – | – | → queued: anew |
//! | ending | – | – | – | → over | → over |
//!
//! Ending is also one that was granted for no time; where the notifier ends it for a
//! reason that lets us come back, it is made anew.
//!
//! One that was never confirmed is over with its first failure, which the program is
//! told; a later loss is made good by a new one, in silence, as long as that may help.
//! Of a forked SUBSCRIBE the first NOTIFY makes the dialog; the others are refused
//! (RFC 6665 §4.1.4, RFC 3856 §6.9).

mod ask;
mod documents;
mod mailbox;
mod notified;
mod package;
mod pickup;
mod renew;
mod response;
mod state;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ids::{IdSource, SubscriptionId};
use crate::limits::{SUBSCRIBES_AT_ONCE_MAX, SUBSCRIPTIONS_MAX};
use crate::sip::header::NameAddr;

use super::agent::Agent;
use super::callee::Callee;
use super::context::Context;

pub(crate) use package::Package;
use state::{Asker, Stage, Subscription};

/// How long a subscription is asked to live where the program does not say.
const EXPIRES_S: u32 = 3600;
/// The shortest that the program may ask for.
const EXPIRES_S_MIN: u32 = 20;

/// The subscriptions of one agent.
#[derive(Debug)]
pub(crate) struct Subscriptions {
    /// Of our subscriptions, and of those of others to us.
    pub(crate) ids: IdSource,
    live: BTreeMap<SubscriptionId, Subscription>,
    /// The same by whom they are about, as [`Uri::equivalence_key`] has it.
    ///
    /// [`Uri::equivalence_key`]: crate::sip::uri::Uri::equivalence_key
    by_key: BTreeSet<(u64, SubscriptionId)>,
    /// Those whose SUBSCRIBE waits for its turn.
    queue: VecDeque<SubscriptionId>,
    /// Those whose SUBSCRIBE is out, or looks for its way.
    busy: BTreeSet<SubscriptionId>,
    expires_s: u32,
    /// The mailbox of our account is checked while we are registered.
    checks_mailbox: bool,
}

impl Default for Subscriptions {
    fn default() -> Self {
        Self {
            ids: IdSource::default(),
            live: BTreeMap::new(),
            by_key: BTreeSet::new(),
            queue: VecDeque::new(),
            busy: BTreeSet::new(),
            expires_s: EXPIRES_S,
            checks_mailbox: false,
        }
    }
}

impl Agent {
    /// Subscribes to what `package` tells of `to`, and keeps to it until
    /// [`terminate_subscription`](Self::terminate_subscription), a refusal, or the end
    /// of what it is about.
    ///
    /// `to`: as for [`call`](Self::call). `subject`: for the one who is asked, or empty.
    /// Errors: `CoreCalleeEmpty`, `CoreUserNotFound`, `CoreInvalidUri`,
    /// `CoreArgumentIncorrect` (no event package, or `refer`),
    /// `CoreSipAlreadySubscribed`, `CoreDataSizeTooLarge` (too many).
    pub fn subscribe(
        &mut self,
        now: Instant,
        to: &str,
        package: &str,
        subject: &str,
    ) -> Result<SubscriptionId> {
        if to.trim().is_empty() {
            return Err(Error::CoreCalleeEmpty);
        }
        let package = Package::named(package).ok_or(Error::CoreArgumentIncorrect)?;
        if subject.contains(['\r', '\n', '\0']) {
            return Err(Error::CoreArgumentIncorrect);
        }
        let user = self.ctx.user.as_ref().ok_or(Error::CoreUserNotFound)?;
        let callee = Callee::parse(to, user.domain(), self.ctx.user_escapes)?;
        let to = NameAddr::new(&callee.display_name, &callee.uri, &[]);
        let to = to.map_err(|_| Error::CoreInvalidUri)?;
        self.ctx.first_hop(to.uri())?;
        let id = self
            .subscriptions
            .begin(to, package, subject, Asker::Program)?;
        self.advance_subscriptions(now);
        self.settle(now);
        Ok(id)
    }

    /// Ends a subscription of ours.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn terminate_subscription(&mut self, now: Instant, id: SubscriptionId) -> Result<()> {
        self.take_subscription_back(now, id)?;
        self.settle(now);
        Ok(())
    }

    fn take_subscription_back(&mut self, now: Instant, id: SubscriptionId) -> Result<()> {
        let subscription = self.subscriptions.live.get_mut(&id);
        let subscription = subscription
            .filter(|subscription| subscription.wanted)
            .ok_or(Error::CoreNotFoundSubscribeId)?;
        subscription.wanted = false;
        match subscription.stage {
            Stage::Live => self.queue_subscription(id),
            Stage::Asking(_) if subscription.is_asked() => {}
            // What goes in the dialog takes it back.
            Stage::Queued | Stage::Asking(_) if subscription.dialog.is_some() => {}
            Stage::Queued | Stage::Asking(_) | Stage::Waiting => self.subscription_over(id),
            Stage::Ending => {}
        }
        self.advance_subscriptions(now);
        Ok(())
    }

    /// How long subscriptions are asked to live from the next one on.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    pub fn set_default_subscription_time(&mut self, expires_s: u32) -> Result<()> {
        if expires_s < EXPIRES_S_MIN {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        self.subscriptions.expires_s = expires_s;
        Ok(())
    }

    /// How many subscriptions live, also those that are being made anew.
    pub fn subscriptions_live(&self) -> usize {
        self.subscriptions.live.len()
    }
}

impl Subscriptions {
    fn begin(
        &mut self,
        to: NameAddr,
        package: Package,
        subject: &str,
        asker: Asker,
    ) -> Result<SubscriptionId> {
        let same = self.id_of(&to, &package);
        if let Some(same) = same.and_then(|id| self.live.get_mut(&id)) {
            if same.asker == Asker::Program || asker != Asker::Program {
                return Err(Error::CoreSipAlreadySubscribed);
            }
            // What the registration has asked for becomes the program's.
            same.asker = Asker::Program;
            return Ok(same.id);
        }
        if self.live.len() >= SUBSCRIPTIONS_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let id = self.ids.next_id().ok_or(Error::CoreDataSizeTooLarge)?;
        let id = SubscriptionId(id);
        self.by_key.insert((to.uri().equivalence_key(), id));
        let about = (to, package, subject);
        let subscription = Subscription::new(id, about, asker, self.expires_s);
        self.live.insert(id, subscription);
        self.queue.push_back(id);
        Ok(id)
    }

    /// The one of a package about somebody that is not being ended.
    fn id_of(&self, to: &NameAddr, package: &Package) -> Option<SubscriptionId> {
        let is_same = |id: &SubscriptionId| {
            let known = self.live.get(id);
            known.is_some_and(|known| {
                known.wanted && known.package == *package && known.to.uri().equivalent(to.uri())
            })
        };
        let key = to.uri().equivalence_key();
        let alike = (key, SubscriptionId(i32::MIN))..=(key, SubscriptionId(i32::MAX));
        let mut alike = self.by_key.range(alike).map(|(_, id)| *id);
        alike.find(is_same)
    }

    /// The next one whose SUBSCRIBE may go.
    fn next_due(&mut self) -> Option<SubscriptionId> {
        if self.busy.len() >= SUBSCRIBES_AT_ONCE_MAX {
            return None;
        }
        let id = self.queue.pop_front()?;
        if let Some(subscription) = self.live.get_mut(&id) {
            subscription.stage = Stage::Waiting;
            self.busy.insert(id);
        }
        Some(id)
    }

    /// A SUBSCRIBE is answered, or given up: another may go.
    fn asked(&mut self, id: SubscriptionId) {
        self.busy.remove(&id);
    }

    fn remove(&mut self, id: SubscriptionId) -> Option<Subscription> {
        self.leave_queue(id);
        self.busy.remove(&id);
        let subscription = self.live.remove(&id)?;
        let key = subscription.to.uri().equivalence_key();
        self.by_key.remove(&(key, id));
        Some(subscription)
    }

    /// The SUBSCRIBE of one does not wait for its turn any more.
    fn leave_queue(&mut self, id: SubscriptionId) {
        let subscription = self.live.get_mut(&id);
        let queued = subscription.filter(|known| matches!(known.stage, Stage::Queued));
        if let Some(subscription) = queued {
            subscription.stage = Stage::Waiting;
            self.queue.retain(|queued| *queued != id);
        }
    }

    /// Everything is forgotten, and the timers are stopped.
    pub(crate) fn clear(&mut self, ctx: &mut Context) {
        for (_, mut subscription) in std::mem::take(&mut self.live) {
            subscription.disarm(ctx);
        }
        self.by_key.clear();
        self.queue.clear();
        self.busy.clear();
    }
}
