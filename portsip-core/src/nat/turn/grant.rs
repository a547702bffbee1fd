//! What a relay grants for one peer: a permission (RFC 8656 §9), or a channel (§12).

use std::net::SocketAddr;
use std::time::Duration;

use super::exchange::Exchange;
use super::message::Question;
use crate::clock::Instant;

/// When it is asked for again: a permission lasts 300 s.
const AGAIN_AFTER: Duration = Duration::from_mins(4);
/// How long one that was not granted rests.
const REST: Duration = Duration::from_secs(10);

/// What is wanted for a peer, and how far that is.
#[derive(Debug)]
pub(super) struct Grant {
    /// Who is let in.
    pub(super) peer: SocketAddr,
    /// Its number, of a channel; `None` of a permission.
    pub(super) channel: Option<u16>,
    /// What is out.
    pub(super) exchange: Option<Exchange>,
    /// When it was of use last.
    pub(super) wanted: Instant,
    is_granted: bool,
    /// When it is asked for again; `None`: when it is wanted.
    again: Option<Instant>,
    /// When it was not granted.
    failed: Option<Instant>,
}

impl Grant {
    pub(super) const fn new(now: Instant, peer: SocketAddr, channel: Option<u16>) -> Self {
        Self {
            peer,
            channel,
            exchange: None,
            wanted: now,
            is_granted: false,
            again: Some(now),
            failed: None,
        }
    }

    /// It is of use: asked for where it lapsed, or was not granted a while ago.
    pub(super) fn want(&mut self, now: Instant) {
        self.wanted = now;
        let rests = self
            .failed
            .is_some_and(|at| now.saturating_since(at) < REST);
        if self.exchange.is_none() && !rests {
            self.again.get_or_insert(now);
        }
    }

    pub(super) fn granted(&mut self, now: Instant) {
        self.exchange = None;
        self.is_granted = true;
        self.failed = None;
        self.again = Some(now + AGAIN_AFTER);
    }

    /// It was not granted. `may_be_soon`: nobody said that it never will be.
    pub(super) fn failed(&mut self, now: Instant, may_be_soon: bool) {
        self.exchange = None;
        self.is_granted = false;
        self.failed = Some(now);
        self.again = may_be_soon.then_some(now + REST);
    }

    /// Whether it is time to ask. What was of no use since the last time lapses.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        if self.exchange.is_some() || self.again.is_none_or(|again| now < again) {
            return false;
        }
        let is_in_use = now.saturating_since(self.wanted) < AGAIN_AFTER;
        if !is_in_use {
            self.is_granted = false;
            self.again = None;
        }
        is_in_use
    }

    pub(super) fn due(&self) -> Option<Instant> {
        let out = self.exchange.as_ref().map(Exchange::due);
        out.or(self.again)
    }

    /// What asks for it.
    pub(super) fn question(&self) -> Question {
        match self.channel {
            Some(number) => Question::Bind(number, self.peer),
            None => Question::Permit(self.peer),
        }
    }

    /// The number of the channel that is granted to a peer.
    pub(super) fn channel_to(&self, wanted: SocketAddr) -> Option<u16> {
        let number = self.channel.filter(|_| self.is_granted);
        number.filter(|_| self.peer == wanted)
    }
}
