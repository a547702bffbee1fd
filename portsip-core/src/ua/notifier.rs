//! Telling a subscriber how things stand: one NOTIFY at a time, each with the newest state,
//! so that none overtakes another (RFC 6665 §4.2.2).
//!
//! | state | news | response | silence |
//! |---|---|---|---|
//! | idle | → out | – | – |
//! | out | kept | → idle, or out with the news; Retry-After: → delayed; gone | a lost connection: out again, once; gone |
//! | delayed | kept | – | – |
//!
//! Delayed ends with its time, or where the last word cannot wait: → out.
//!
//! Who owns it sends what it says in [`Next`].

use std::time::Duration;

use crate::clock::Instant;
use crate::limits::{NOTIFY_DELAYS_MAX, RETRY_AFTER_HEEDED_S_MAX};
use crate::sip::message::{Message, StatusCode};

use super::context::{Context, Deadline};
use super::lone_dialog::ends_subscription;
use super::timers::TimerId;

/// What is told, and what has arrived.
#[derive(Debug, Default)]
pub(super) struct Notifier {
    state: State,
    /// What was told last is not the newest.
    has_news: bool,
    /// The connection of the NOTIFY was lost, and it went again.
    resent: bool,
    /// How often in a row the other side has asked us to wait.
    delays: u32,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// A NOTIFY is out, or its way is looked for.
    Out,
    /// It was put off, and goes again when the timer ends.
    Delayed(TimerId),
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Something comes later.
    Wait,
    /// A NOTIFY goes with the newest state.
    Send,
    /// The NOTIFY goes again with the credentials that its response wants.
    Authenticate,
    /// All that there was to tell has arrived.
    Told,
    /// Nobody is told anything any more.
    Gone,
}

impl Notifier {
    /// There is something to tell.
    pub(super) fn add_news(&mut self) -> Next {
        self.has_news = true;
        self.go_on()
    }

    /// A NOTIFY with the newest state is written.
    pub(super) fn take_news(&mut self) {
        self.has_news = false;
    }

    /// The response to the NOTIFY; `deadline` is of [`Self::handle_timeout`].
    pub(super) fn handle_response(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        response: &Message,
        deadline: Deadline,
    ) -> Next {
        let status = response.status().filter(|status| status.is_final());
        let Some(status) = status.filter(|_| matches!(self.state, State::Out)) else {
            return Next::Wait;
        };
        if matches!(status.code(), 401 | 407) {
            return Next::Authenticate;
        }
        if let Some(wait) = self.delay_after(status, response).filter(|_| !ctx.silent) {
            self.delays += 1;
            self.has_news = true;
            self.state = State::Delayed(ctx.timers.start(now + wait, deadline));
            return Next::Wait;
        }
        if ends_subscription(status) {
            return Next::Gone;
        }
        self.state = State::Idle;
        self.resent = false;
        self.delays = 0;
        self.go_on()
    }

    /// How long to wait before what was refused for the moment is told again: with
    /// Retry-After it has not failed, unless the subscription is gone.
    fn delay_after(&self, status: StatusCode, response: &Message) -> Option<Duration> {
        let may_pass = status == StatusCode::TEMPORARILY_UNAVAILABLE
            || !status.is_success() && !ends_subscription(status);
        let asked_s = response.retry_after_s().filter(|_| may_pass)?;
        let wait_s = asked_s.clamp(1, RETRY_AFTER_HEEDED_S_MAX);
        (self.delays < NOTIFY_DELAYS_MAX).then(|| Duration::from_secs(wait_s.into()))
    }

    /// The wait that the other side has asked for is over.
    pub(super) fn handle_timeout(&mut self) -> Next {
        if self.is_delayed() {
            self.state = State::Idle;
        }
        self.go_on()
    }

    /// What is to be told cannot wait.
    pub(super) fn hurry(&mut self, ctx: &mut Context) -> Next {
        self.disarm(ctx);
        self.go_on()
    }

    /// Nothing is told any more.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let State::Delayed(timer) = self.state {
            ctx.timers.stop(timer);
            self.state = State::Idle;
        }
    }

    /// Whether the other side has asked us to wait, and the time is not over.
    pub(super) fn is_delayed(&self) -> bool {
        matches!(self.state, State::Delayed(_))
    }

    /// The NOTIFY got no answer: so ends the subscription. Where its connection was lost
    /// it goes again, over a new one.
    pub(super) fn handle_unanswered(&mut self, status: StatusCode) -> Next {
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE;
        if !matches!(self.state, State::Out) {
            Next::Wait
        } else if was_lost && !std::mem::replace(&mut self.resent, true) {
            Next::Send
        } else {
            Next::Gone
        }
    }

    fn go_on(&mut self) -> Next {
        match self.state {
            State::Out | State::Delayed(_) => Next::Wait,
            State::Idle if self.has_news => {
                self.state = State::Out;
                Next::Send
            }
            State::Idle => Next::Told,
        }
    }
}
