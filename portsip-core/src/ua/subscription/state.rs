//! One subscription of ours: what is remembered of it, and its timer.

use std::time::Duration;

use crate::body::dialog_info::DialogInfoTable;
use crate::clock::Instant;
use crate::ids::SubscriptionId;
use crate::sip::header::NameAddr;
use crate::sip::message::Message;

use super::super::context::{Context, Deadline};
use super::super::lone_dialog::LoneDialog;
use super::super::lone_request::{LoneRequest, Series};
use super::super::refresher::Backoff;
use super::super::timers::TimerId;
use super::package::Package;

/// How often the server may ask for patience, or end it, before it has lived.
const FIRST_TRIES_MAX: u32 = 3;
/// How long one has to live so that its loss counts as the first.
const PROVEN: Duration = Duration::from_mins(1);

/// A subscription, until nothing more comes of it.
#[derive(Debug)]
pub(super) struct Subscription {
    pub(super) id: SubscriptionId,
    pub(super) package: Package,
    /// Whom it is about, without a tag.
    pub(super) to: NameAddr,
    pub(super) subject: Box<str>,
    /// What is asked for, in seconds.
    pub(super) expires_s: u32,
    /// What the last SUBSCRIBE asked for, in seconds.
    pub(super) asked_s: u32,
    /// Of the SUBSCRIBEs that make the dialog; it shares their Call-ID and tag.
    pub(super) series: Option<Series>,
    /// From of the last of them, until the dialog is made.
    pub(super) from: Option<Box<NameAddr>>,
    pub(super) dialog: Option<Box<LoneDialog>>,
    /// Who wants it.
    pub(super) asker: Asker,
    /// What is known of the calls of whom it is about.
    pub(super) dialogs: Option<Box<DialogInfoTable>>,
    /// A NOTIFY has come in the dialog.
    pub(super) is_notified: bool,
    pub(super) stage: Stage,
    /// The program has not ended it.
    pub(super) wanted: bool,
    /// It has lived: the program knows it as one that does.
    pub(super) confirmed: bool,
    /// When the notifier forgets it.
    pub(super) expires_at: Instant,
    /// When the SUBSCRIBE went that makes this dialog.
    pub(super) since: Instant,
    pub(super) backoff: Backoff,
    timer: Option<Timer>,
}

#[derive(Debug)]
struct Timer {
    id: TimerId,
    awaited: Awaited,
    due: Instant,
}

/// Who wants a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// The program, which is told of its end.
    Program,
    /// The setting that our mailbox is checked while we are registered.
    Registration,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    /// The moment of the next SUBSCRIBE.
    Turn,
    /// The same, which the server has asked us to wait for.
    Patience,
    /// A NOTIFY that may be missing.
    Notify,
}

impl Awaited {
    /// Whether a SUBSCRIBE goes when the timer ends.
    pub(super) fn is_of_turn(self) -> bool {
        matches!(self, Self::Turn | Self::Patience)
    }
}

/// What it does.
#[derive(Debug)]
pub(super) enum Stage {
    /// Its SUBSCRIBE waits for its turn.
    Queued,
    /// Its SUBSCRIBE is out, or the way of that is looked for.
    Asking(Box<LoneRequest>),
    /// It was granted; the timer ends with the refresh.
    Live,
    /// It is made anew when the timer ends.
    Waiting,
    /// It was taken back; the last NOTIFY is due before the timer ends.
    Ending,
}

impl Subscription {
    pub(super) fn new(
        id: SubscriptionId,
        (to, package, subject): (NameAddr, Package, &str),
        asker: Asker,
        expires_s: u32,
    ) -> Self {
        Self {
            id,
            package,
            to,
            subject: subject.trim().into(),
            expires_s,
            asked_s: 0,
            series: None,
            from: None,
            dialog: None,
            asker,
            dialogs: None,
            is_notified: false,
            stage: Stage::Queued,
            wanted: true,
            confirmed: false,
            expires_at: Instant::from_micros(0),
            since: Instant::from_micros(0),
            backoff: Backoff::new(u32::MAX),
            timer: None,
        }
    }

    /// The dialog is gone: what comes next makes another.
    pub(super) fn forget_dialog(&mut self) {
        self.dialog = None;
        if let Some(dialogs) = &mut self.dialogs {
            dialogs.restart();
        }
        self.is_notified = false;
        self.series = None;
        self.from = None;
    }

    /// Whether its SUBSCRIBE is out, and not the way of that looked for.
    pub(super) fn is_asked(&self) -> bool {
        matches!(&self.stage, Stage::Asking(request) if request.flow().is_some())
    }

    /// Whether it has never lived, and was tried often enough.
    pub(super) fn was_tried_enough(&self) -> bool {
        !self.confirmed && self.backoff.failures() >= FIRST_TRIES_MAX
    }

    /// Whether its server has asked for patience, and the time is not over.
    pub(super) fn was_asked_to_wait(&self) -> bool {
        let timer = self.timer.as_ref();
        timer.is_some_and(|timer| timer.awaited == Awaited::Patience)
    }

    /// Whether a NOTIFY is in the dialog, or may make it.
    pub(super) fn is_named_by(&self, notify: &Message) -> bool {
        self.series.as_ref().is_some_and(|series| {
            notify.to().tag() == Some(series.tag()) && notify.call_id() == series.call_id()
        })
    }

    /// How long to wait before it is made anew: not at all where `soon`, the first
    /// time after it has lived for a while.
    pub(super) fn wait_before_next(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (retry_after_s, soon): (Option<u32>, bool),
    ) -> Duration {
        let lived = self.has_proven(now);
        if lived {
            self.backoff.succeeded(false);
        }
        let wait = self.backoff.failed(retry_after_s, &mut ctx.rng);
        wait.filter(|_| !(soon && lived && retry_after_s.is_none()))
            .unwrap_or_default()
    }

    /// Whether its dialog has lived for a while.
    pub(super) fn has_proven(&self, now: Instant) -> bool {
        self.dialog.is_some() && now.saturating_since(self.since) >= PROVEN
    }

    /// Waits for `wait`.
    pub(super) fn arm(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        (awaited, wait): (Awaited, Duration),
    ) {
        self.disarm(ctx);
        let due = now + wait;
        self.timer = Some(Timer {
            id: ctx.timers.start(due, Deadline::Subscription(self.id)),
            awaited,
            due,
        });
    }

    /// Whether the next SUBSCRIBE goes within `wait`.
    pub(super) fn turn_comes_within(&self, now: Instant, wait: Duration) -> bool {
        let timer = self.timer.as_ref();
        timer.is_some_and(|timer| timer.awaited == Awaited::Turn && timer.due <= now + wait)
    }

    /// Whether its first NOTIFY is waited for.
    pub(super) fn awaits_notify(&self) -> bool {
        let timer = self.timer.as_ref();
        timer.is_some_and(|timer| timer.awaited == Awaited::Notify)
    }

    /// The timer has ended: what it was for.
    pub(super) fn timer_ended(&mut self) -> Option<Awaited> {
        self.timer.take().map(|timer| timer.awaited)
    }

    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer.id);
        }
    }
}
