//! One who watches us: what is remembered of it, and its timer.

use std::net::IpAddr;
use std::sync::Arc;

use crate::clock::Instant;
use crate::ids::SubscriptionId;

use super::super::context::{Context, Deadline};
use super::super::lone_dialog::LoneDialog;
use super::super::lone_request::LoneRequest;
use super::super::notifier::Notifier;
use super::super::timers::TimerId;
use super::status::Status;

/// A watcher, until its last NOTIFY has arrived.
#[derive(Debug)]
pub(super) struct Watcher {
    pub(super) id: SubscriptionId,
    pub(super) dialog: Box<LoneDialog>,
    /// The value of Event in this subscription.
    pub(super) event: Box<str>,
    /// Who it says it is, `sip:user@host[:port]`.
    pub(super) from: Box<str>,
    /// Where its SUBSCRIBE came from.
    pub(super) source: Source,
    /// Whom it watches: what it called us.
    pub(super) entity: Box<str>,
    /// What tells this phone from others of the user whom it watches, in documents.
    pub(super) tuple: Arc<str>,
    pub(super) stage: Stage,
    /// What it is told, or shall be when it may know.
    pub(super) status: Option<Status>,
    /// When the subscription ends by itself.
    pub(super) expires_at: Instant,
    /// A NOTIFY was answered.
    pub(super) is_reached: bool,
    /// What `is_reached` was when it was counted among those that are not accepted.
    pub(super) counted: Option<bool>,
    pub(super) notifier: Notifier,
    /// The NOTIFY that is out.
    pub(super) request: Option<Box<LoneRequest>>,
    timer: Option<TimerId>,
}

/// Where a SUBSCRIBE came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A server of our account, which has them of many.
    OwnServer(IpAddr),
    /// Anybody else.
    Host(IpAddr),
}

/// How its subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The program has not decided.
    Pending,
    /// It may know.
    Active,
    /// It has ended, and is told so.
    Over {
        /// Why, by the names of RFC 6665 §4.1.3.
        reason: &'static str,
        /// The last NOTIFY tells the state.
        tells: bool,
    },
}

impl Watcher {
    /// One whose subscription begins; when it ends is to be said.
    pub(super) fn new(
        id: SubscriptionId,
        dialog: LoneDialog,
        event: &str,
        (from, entity, tuple): (&str, &str, Arc<str>),
        source: Source,
    ) -> Self {
        Self {
            id,
            dialog: Box::new(dialog),
            event: event.into(),
            from: from.into(),
            source,
            entity: entity.into(),
            tuple,
            stage: Stage::Pending,
            status: None,
            expires_at: Instant::from_micros(0),
            is_reached: false,
            counted: None,
            notifier: Notifier::default(),
            request: None,
            timer: None,
        }
    }

    /// Whether the program knows it: its subscription has not ended.
    pub(super) fn is_live(&self) -> bool {
        !matches!(self.stage, Stage::Over { .. })
    }

    /// Its subscription ends then.
    pub(super) fn lives_until(&mut self, ctx: &mut Context, end: Instant) {
        self.disarm(ctx);
        self.expires_at = end;
        self.timer = Some(ctx.timers.start(end, Deadline::Watcher(self.id)));
    }

    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }
}
