//! Which try of a server the hello of a client belongs to, and for whom there is room.

use std::net::SocketAddr;

use super::super::framing::Hello;
use super::{Association, Try};
use crate::clock::Instant;
use crate::limits::DTLS_TRIES_MAX;

impl Association {
    /// The try that a hello belongs to; a new one, where it begins one and there may be
    /// one more.
    pub(super) fn place_of_hello(
        &mut self,
        now: Instant,
        from: SocketAddr,
        hello: Hello<'_>,
    ) -> Option<usize> {
        let random = hello.random.and_then(|random| random.try_into().ok());
        let mut tries = self.tries.iter();
        let place = tries.rposition(|attempt| attempt.with == from && attempt.is_called(random));
        if place.is_some() {
            return place;
        }
        random.filter(|_| hello.is_first && self.may_begin(from))?;
        let has_begun = self.make_room(from) && self.add_try(now, from, random);
        has_begun.then(|| self.tries.len() - 1)
    }

    /// A client is known to be where it says, in this try: it goes on with none before.
    /// Where the try is then.
    pub(super) fn forget_before(&mut self, place: usize) -> usize {
        let with = self.tries.get(place).map(|attempt| attempt.with);
        let mut tries = self.tries.iter().enumerate();
        let before = tries.position(|(other, attempt)| {
            let is_other = other != place && Some(attempt.with) == with;
            is_other && attempt.is_known() && !attempt.handshake.is_connected()
        });
        before.map_or(place, |before| {
            self.forget(before);
            place - usize::from(before < place)
        })
    }

    /// Who has its keys may begin anew; before, everybody may.
    fn may_begin(&self, from: SocketAddr) -> bool {
        let mut tries = self.tries.iter();
        !self.is_connected() || tries.any(|attempt| attempt.is_connected_with(from))
    }

    /// Forgets, of too many tries, the first of a client that may be nowhere. Whether there
    /// is room: strangers take none from who was described.
    fn make_room(&mut self, from: SocketAddr) -> bool {
        let is_stranger = |address| address != self.remote;
        let tries = self.tries.iter().enumerate();
        let alike = tries.filter(|(_, attempt)| is_stranger(attempt.with) == is_stranger(from));
        if alike.clone().count() < DTLS_TRIES_MAX {
            return true;
        }
        let first = alike
            .filter(|(_, attempt)| !attempt.is_known())
            .min_by_key(|(_, attempt)| attempt.begun)
            .map(|(place, _)| place);
        first.is_some_and(|place| {
            self.forget(place);
            true
        })
    }

    fn forget(&mut self, place: usize) {
        self.tries.remove(place);
        self.counts.failed += 1;
    }
}

impl Try {
    /// Whether a hello with this random is of it. Of a hello in parts the first alone has
    /// one; the others follow it.
    fn is_called(&self, random: Option<[u8; 32]>) -> bool {
        match random {
            Some(_) => self.random == random,
            None => !self.is_known(),
        }
    }
}
