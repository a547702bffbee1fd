//! What a relay grants for one peer: a permission (RFC 8656 §9), or a channel (§12).

use std::net::SocketAddr;
use std::time::Duration;

use super::exchange::Exchange;
use super::message::Question;
use crate::clock::Instant;

/// When it is asked for again: a permission lasts 300 s.
const AGAIN_AFTER: Duration = Duration::from_mins(4);

/// What is wanted for a peer, and how far that is.
#[derive(Debug)]
pub(super) struct Grant {
    /// Who is let in.
    pub(super) peer: SocketAddr,
    /// Its number, of a channel; `None` of a permission.
    pub(super) channel: Option<u16>,
    /// What is out.
    pub(super) exchange: Option<Exchange>,
    pub(super) is_granted: bool,
    /// When it is asked for again; `None` after a refusal.
    pub(super) again: Option<Instant>,
}

impl Grant {
    pub(super) fn wanted(peer: SocketAddr, channel: Option<u16>, now: Instant) -> Self {
        Self {
            peer,
            channel,
            exchange: None,
            is_granted: false,
            again: Some(now),
        }
    }

    pub(super) fn granted(&mut self, now: Instant) {
        self.exchange = None;
        self.is_granted = true;
        self.again = Some(now + AGAIN_AFTER);
    }

    pub(super) fn refused(&mut self) {
        self.exchange = None;
        self.is_granted = false;
        self.again = None;
    }

    /// Whether it is time to ask.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.exchange.is_none() && self.again.is_some_and(|again| again <= now)
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

    /// Whether it lets datagrams in from an address.
    pub(super) fn permits(&self, wanted: SocketAddr) -> bool {
        self.channel.is_none() && self.peer.ip() == wanted.ip()
    }

    /// Whether it is, or will be, the channel of a peer.
    pub(super) fn is_channel_of(&self, wanted: SocketAddr) -> bool {
        self.channel.is_some() && self.peer == wanted
    }
}
