//! The permissions and channels of one allocation.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};

use super::exchange::Exchange;
use super::framing::CHANNELS;
use super::grant::Grant;
use super::message::Login;
use crate::clock::Instant;
use crate::limits::TURN_GRANTS_MAX;
use crate::octets::Octets;
use crate::rng::Rng;

/// For each peer what is wanted. Where there is no room for another, what was of use
/// the longest ago makes way.
#[derive(Debug, Default)]
pub(super) struct Grants {
    list: Vec<Grant>,
    /// Numbers of channels that were given out. None is given to two peers, as the
    /// server keeps them for ten minutes (RFC 8656 §12).
    numbers: u16,
    /// That there was no room has been told.
    is_full_told: bool,
}

impl Grants {
    /// Lets datagrams in from the address of a peer.
    pub(super) fn permit(&mut self, now: Instant, peer: SocketAddr) {
        let mut list = self.list.iter_mut();
        let known = list.find(|grant| grant.channel.is_none() && grant.peer.ip() == peer.ip());
        match known {
            Some(grant) => grant.want(now),
            None => self.add(Grant::new(now, peer, None)),
        }
    }

    /// Takes a channel for a peer, as long as there are numbers.
    pub(super) fn bind(&mut self, now: Instant, peer: SocketAddr) {
        let mut list = self.list.iter_mut();
        let known = list.find(|grant| grant.channel.is_some() && grant.peer == peer);
        if let Some(grant) = known {
            return grant.want(now);
        }
        let number = CHANNELS.start() + self.numbers;
        if CHANNELS.contains(&number) {
            self.numbers += 1;
            self.add(Grant::new(now, peer, Some(number)));
        }
    }

    fn add(&mut self, grant: Grant) {
        if self.list.len() >= TURN_GRANTS_MAX {
            if !std::mem::replace(&mut self.is_full_told, true) {
                tracing::warn!("a relay has let in as many peers as one call may have");
            }
            let places = self.list.iter().enumerate();
            if let Some((oldest, _)) = places.min_by_key(|(_, grant)| grant.wanted) {
                self.list.swap_remove(oldest);
            }
        }
        self.list.push(grant);
    }

    /// Nobody is let in any more.
    pub(super) fn clear(&mut self) {
        self.list.clear();
    }

    /// Writes what is to be asked now.
    pub(super) fn ask(
        &mut self,
        now: Instant,
        login: &Login,
        rng: &mut Rng,
        transmits: &mut VecDeque<Octets>,
    ) {
        for grant in &mut self.list {
            if !grant.is_due(now) {
                continue;
            }
            grant.exchange = Exchange::begin(now, grant.question(), login, rng);
            match &grant.exchange {
                Some(out) => transmits.push_back(out.request.clone()),
                None => grant.failed(now, false),
            }
        }
    }

    pub(super) fn due(&self) -> Option<Instant> {
        self.list.iter().filter_map(Grant::due).min()
    }

    /// Whether an answer is awaited.
    pub(super) fn is_asking(&self) -> bool {
        self.list.iter().any(|grant| grant.exchange.is_some())
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut Grant> {
        self.list.get_mut(place)
    }

    /// The one that is asked for by the exchange with this id.
    pub(super) fn position(&self, id: u128) -> Option<usize> {
        self.list
            .iter()
            .position(|grant| grant.exchange.as_ref().is_some_and(|out| out.id == id))
    }

    /// The number of the channel that is granted to a peer.
    pub(super) fn channel_to(&self, peer: SocketAddr) -> Option<u16> {
        self.list.iter().find_map(|grant| grant.channel_to(peer))
    }

    /// Whom a number was asked for, granted or not: the answer may be late.
    pub(super) fn peer_of(&self, number: u16) -> Option<SocketAddr> {
        let mut list = self.list.iter();
        let grant = list.find(|grant| grant.channel == Some(number))?;
        Some(grant.peer)
    }

    /// Whether somebody at an address may be let in by the server.
    pub(super) fn lets_in(&self, ip: IpAddr) -> bool {
        self.list.iter().any(|grant| grant.peer.ip() == ip)
    }
}
