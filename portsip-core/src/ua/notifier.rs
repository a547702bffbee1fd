//! Telling a subscriber how things stand: one NOTIFY at a time, each with the newest state,
//! so that none overtakes another (RFC 6665 §4.2.2).
//!
//! | state | news | response | silence |
//! |---|---|---|---|
//! | idle | → out | – | – |
//! | out | kept | → idle, or out with the news; gone | a lost connection: out again, once; gone |
//!
//! Who owns it sends what it says in [`Next`].

use crate::sip::message::{Message, StatusCode};

use super::lone_dialog::ends_subscription;

/// What is told, and what has arrived.
#[derive(Debug, Default)]
pub(super) struct Notifier {
    /// A NOTIFY is out, or its way is looked for.
    is_out: bool,
    /// What was told last is not the newest.
    has_news: bool,
    /// The connection of the NOTIFY was lost, and it went again.
    resent: bool,
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

    /// The response to the NOTIFY.
    pub(super) fn handle_response(&mut self, response: &Message) -> Next {
        let status = response.status().filter(|status| status.is_final());
        match status {
            None => Next::Wait,
            Some(_) if !self.is_out => Next::Wait,
            Some(status) if matches!(status.code(), 401 | 407) => Next::Authenticate,
            Some(status) if ends_subscription(status) => Next::Gone,
            Some(_) => {
                self.is_out = false;
                self.resent = false;
                self.go_on()
            }
        }
    }

    /// The NOTIFY got no answer: so ends the subscription. Where its connection was lost
    /// it goes again, over a new one.
    pub(super) fn handle_unanswered(&mut self, status: StatusCode) -> Next {
        let was_lost = status == StatusCode::SERVICE_UNAVAILABLE;
        if !self.is_out {
            Next::Wait
        } else if was_lost && !std::mem::replace(&mut self.resent, true) {
            Next::Send
        } else {
            Next::Gone
        }
    }

    fn go_on(&mut self) -> Next {
        match (self.is_out, self.has_news) {
            (true, _) => Next::Wait,
            (false, true) => {
                self.is_out = true;
                Next::Send
            }
            (false, false) => Next::Told,
        }
    }
}
