//! One allocation at a relay, and what it grants.
//!
//! Inputs: [`TurnClient::handle_datagram`], [`TurnClient::handle_timeout`],
//! [`TurnClient::permit`], [`TurnClient::bind`]. Outputs, polled after each: datagrams
//! for the server, and the time of the next `handle_timeout`.
//!
//! | state | answer | refusal | no answer |
//! |---|---|---|---|
//! | Asked | Granted | Failed; asked for credentials: asked again | Failed |
//! | Granted, refreshed in its last minute | Granted | Failed | Failed |
//! | Failed | | | |

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use stun_types::message::{Message, MessageClass};

use super::super::stun::check;
use super::exchange::{Due, Exchange};
use super::framing;
use super::grant::Grant;
use super::message::{Granted, Login, Question, read_error};
use crate::clock::Instant;
use crate::limits::TURN_GRANTS_MAX;
use crate::rng::Rng;
use crate::secret::Secret;

/// How long an allocation lasts that does not say so (§3.2).
const LIFETIME_S: u32 = 600;
/// Shorter ones are asked for again all the time, and longer ones not for days.
const LIFETIMES_S: std::ops::RangeInclusive<u32> = 60..=3600;
/// How long before its end it is refreshed.
const REFRESHED_BEFORE: Duration = Duration::from_mins(1);

const UNAUTHORIZED: u16 = 401;
const STALE_NONCE: u16 = 438;

/// Why there is no relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TurnError {
    /// Nobody answers.
    #[error("the TURN server does not answer")]
    NoAnswer,
    /// The server refused: 401 or 441 our credentials, 486 another allocation of this
    /// user, 508 one of anybody.
    #[error("the TURN server refused with {code}")]
    Refused {
        /// The code of ERROR-CODE, 300…699; 0 where it was left out.
        code: u16,
    },
    /// The answer held no address, or what was asked cannot be written.
    #[error("the TURN server's answer has no address")]
    NoAddress,
}

/// How far the allocation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocation {
    /// The answer is awaited.
    Asked,
    /// We have an address of the server.
    Granted {
        /// That.
        relayed: SocketAddr,
        /// Where the server sees us.
        mapped: Option<SocketAddr>,
    },
    /// There is none, or none any more.
    Failed(TurnError),
}

/// The client of one relay, for one socket.
#[derive(Debug)]
pub struct TurnClient {
    server: SocketAddr,
    login: Login,
    rng: Rng,
    /// What all our indications are named: nobody answers one.
    indication_id: [u8; 12],
    state: Allocation,
    exchange: Option<Exchange>,
    /// When the allocation is refreshed.
    refresh: Option<Instant>,
    grants: Vec<Grant>,
    transmits: VecDeque<Bytes>,
}

impl TurnClient {
    /// Asks `server` for an address, with these credentials where it wants some.
    pub fn new(
        now: Instant,
        server: SocketAddr,
        user_name: &str,
        password: &Secret,
        mut rng: Rng,
    ) -> Self {
        let mut indication_id = [0; 12];
        rng.fill(&mut indication_id);
        let mut client = Self {
            server,
            login: Login {
                user_name: user_name.to_owned(),
                password: password.clone(),
                challenge: None,
            },
            rng,
            indication_id,
            state: Allocation::Asked,
            exchange: None,
            refresh: None,
            grants: Vec::new(),
            transmits: VecDeque::new(),
        };
        client.ask(now, Question::Allocate);
        client
    }

    /// The server.
    pub const fn server(&self) -> SocketAddr {
        self.server
    }

    /// How far the allocation is.
    pub const fn allocation(&self) -> Allocation {
        self.state
    }

    /// Lets datagrams in from the address of a peer, as long as the allocation lasts.
    pub fn permit(&mut self, now: Instant, peer: SocketAddr) {
        if !self.grants.iter().any(|grant| grant.permits(peer)) {
            self.want(now, peer, None);
        }
    }

    /// Takes a channel for a peer, through which datagrams go with less around them;
    /// that permits them too.
    pub fn bind(&mut self, now: Instant, peer: SocketAddr) {
        if !self.grants.iter().any(|grant| grant.is_channel_of(peer)) {
            let taken = self.grants.iter().filter_map(|grant| grant.channel);
            let number = taken
                .max()
                .map_or(*framing::CHANNELS.start(), |last| last + 1);
            self.want(now, peer, Some(number));
        }
    }

    /// What goes to the server so that `payload` gets to a peer, written into `buffer`:
    /// by the peer's channel where there is one. `None` without an allocation, or room.
    pub fn frame<'b>(
        &self,
        peer: SocketAddr,
        payload: &[u8],
        buffer: &'b mut [u8],
    ) -> Option<&'b [u8]> {
        if !matches!(self.state, Allocation::Granted { .. }) {
            return None;
        }
        let channel = self.grants.iter().find_map(|grant| grant.channel_to(peer));
        match channel {
            Some(number) => framing::channel_data(number, payload, buffer),
            None => framing::send_indication(self.indication_id, peer, payload, buffer),
        }
    }

    /// The peer that sent what the relay brings, and what it sent: as `ChannelData` of a
    /// channel of ours, or in a Data indication. `None` where it is neither, or from whom
    /// nobody let in (§11.4). Who asks has seen that it comes from the server.
    pub fn unwrap<'d>(&self, datagram: &'d [u8]) -> Option<(SocketAddr, &'d [u8])> {
        if let Some((number, payload)) = framing::read_channel_data(datagram) {
            let mut grants = self.grants.iter();
            // Granted or not: the answer may be late.
            let grant = grants.find(|grant| grant.channel == Some(number))?;
            return Some((grant.peer, payload));
        }
        let (peer, payload) = framing::read_data_indication(datagram)?;
        let mut grants = self.grants.iter();
        let is_let_in = grants.any(|grant| grant.peer.ip() == peer.ip());
        is_let_in.then_some((peer, payload))
    }

    /// Takes a STUN message from the server; `false` where it is no answer to us.
    pub fn handle_datagram(&mut self, now: Instant, datagram: &[u8]) -> bool {
        let Some(message) = check::is_whole(datagram)
            .then(|| Message::from_bytes(datagram).ok())
            .flatten()
        else {
            return false;
        };
        let id = u128::from(message.transaction_id());
        let is_success = match message.class() {
            MessageClass::Success => true,
            MessageClass::Error => false,
            MessageClass::Request | MessageClass::Indication => return false,
        };
        // Judged before the integrity is: who does not know the id cannot make us work.
        let Some(asked) = self.find(id) else {
            return false;
        };
        if is_success {
            if self.is_proved(asked, &message) {
                self.handle_success(now, asked, Granted::read(&message));
            }
        } else {
            let (code, challenge) = read_error(&message);
            self.handle_error(now, asked, code, challenge);
        }
        self.ask_for_grants(now);
        true
    }

    /// Time for what `poll_timeout` named.
    pub fn handle_timeout(&mut self, now: Instant) {
        for asked in self.all() {
            let due = self.exchange_mut(asked).map(|out| out.handle_timeout(now));
            match due {
                Some(Due::Again(request)) => self.transmits.push_back(request),
                Some(Due::GiveUp) => self.give_up(asked, TurnError::NoAnswer),
                Some(Due::Nothing) | None => {}
            }
        }
        if self.exchange.is_none() && self.refresh.is_some_and(|at| at <= now) {
            self.refresh = None;
            self.ask(
                now,
                Question::Refresh {
                    lifetime_s: LIFETIME_S,
                },
            );
        }
        self.ask_for_grants(now);
    }

    /// When `handle_timeout` is due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let own = self.exchange.as_ref().map(Exchange::due).or(self.refresh);
        let is_granted = matches!(self.state, Allocation::Granted { .. });
        let grants = self.grants.iter().filter(|_| is_granted);
        own.into_iter().chain(grants.filter_map(Grant::due)).min()
    }

    /// What to send to the server; `None` until the next input.
    pub fn poll_transmit(&mut self) -> Option<Bytes> {
        self.transmits.pop_front()
    }

    /// What gives the allocation back: one request, whose answer nobody waits for;
    /// `None` where there is nothing to give back.
    pub fn close(&mut self) -> Option<Bytes> {
        if !matches!(self.state, Allocation::Granted { .. }) {
            return None;
        }
        let question = Question::Refresh { lifetime_s: 0 };
        let last = Exchange::begin(Instant::ZERO, question, &self.login, &mut self.rng)?;
        Some(last.request)
    }

    fn want(&mut self, now: Instant, peer: SocketAddr, channel: Option<u16>) {
        if self.grants.len() < TURN_GRANTS_MAX {
            self.grants.push(Grant::wanted(peer, channel, now));
            self.ask_for_grants(now);
        }
    }

    fn ask(&mut self, now: Instant, question: Question) {
        self.exchange = Exchange::begin(now, question, &self.login, &mut self.rng);
        match &self.exchange {
            Some(out) => self.transmits.push_back(out.request.clone()),
            None => self.state = Allocation::Failed(TurnError::NoAddress),
        }
    }

    fn ask_for_grants(&mut self, now: Instant) {
        if !matches!(self.state, Allocation::Granted { .. }) {
            return;
        }
        for grant in &mut self.grants {
            if !grant.is_due(now) {
                continue;
            }
            grant.exchange = Exchange::begin(now, grant.question(), &self.login, &mut self.rng);
            match &grant.exchange {
                Some(out) => self.transmits.push_back(out.request.clone()),
                None => grant.refused(),
            }
        }
    }

    fn find(&self, id: u128) -> Option<Asked> {
        let has_id = |out: &Option<Exchange>| out.as_ref().is_some_and(|out| out.id == id);
        if has_id(&self.exchange) {
            return Some(Asked::Own);
        }
        let place = self.grants.iter().position(|grant| has_id(&grant.exchange));
        place.map(Asked::Grant)
    }

    fn all(&self) -> impl Iterator<Item = Asked> + use<> {
        std::iter::once(Asked::Own).chain((0..self.grants.len()).map(Asked::Grant))
    }

    fn exchange_mut(&mut self, asked: Asked) -> Option<&mut Exchange> {
        match asked {
            Asked::Own => self.exchange.as_mut(),
            Asked::Grant(place) => self.grants.get_mut(place)?.exchange.as_mut(),
        }
    }

    /// An answer to credentials has to show that it comes from who knows them.
    fn is_proved(&mut self, asked: Asked, response: &Message<'_>) -> bool {
        let has_credentials = self
            .exchange_mut(asked)
            .is_some_and(|out| out.has_credentials);
        !has_credentials || self.login.proves(response)
    }

    fn handle_success(&mut self, now: Instant, asked: Asked, granted: Granted) {
        let Asked::Grant(place) = asked else {
            return self.handle_allocated(now, granted);
        };
        if let Some(grant) = self.grants.get_mut(place) {
            grant.granted(now);
        }
    }

    fn handle_allocated(&mut self, now: Instant, granted: Granted) {
        self.exchange = None;
        if self.state == Allocation::Asked {
            self.state = match granted.relayed {
                Some(relayed) => Allocation::Granted {
                    relayed,
                    mapped: granted.mapped,
                },
                None => return self.state = Allocation::Failed(TurnError::NoAddress),
            };
        }
        let lifetime_s = granted.lifetime_s.unwrap_or(LIFETIME_S);
        let lifetime_s = lifetime_s.clamp(*LIFETIMES_S.start(), *LIFETIMES_S.end());
        let lifetime = Duration::from_secs(lifetime_s.into());
        let rest = REFRESHED_BEFORE.min(lifetime / 2);
        self.refresh = Some(now + lifetime.saturating_sub(rest));
    }

    fn handle_error(
        &mut self,
        now: Instant,
        asked: Asked,
        code: u16,
        challenge: Option<super::message::Challenge>,
    ) {
        let had_credentials = self
            .exchange_mut(asked)
            .is_some_and(|out| out.has_credentials);
        let is_challenge = (code == UNAUTHORIZED && !had_credentials) || code == STALE_NONCE;
        let Some(challenge) = challenge.filter(|_| is_challenge) else {
            return self.give_up(asked, TurnError::Refused { code });
        };
        self.login.challenge = Some(challenge);
        let (login, rng) = (&self.login, &mut self.rng);
        let out = match asked {
            Asked::Own => &mut self.exchange,
            Asked::Grant(place) => match self.grants.get_mut(place) {
                Some(grant) => &mut grant.exchange,
                None => return,
            },
        };
        *out = out.as_ref().and_then(|out| out.again(now, login, rng));
        match out {
            Some(next) => self.transmits.push_back(next.request.clone()),
            None => self.give_up(asked, TurnError::Refused { code }),
        }
    }

    fn give_up(&mut self, asked: Asked, error: TurnError) {
        match asked {
            Asked::Own => {
                self.exchange = None;
                self.refresh = None;
                self.state = Allocation::Failed(error);
            }
            Asked::Grant(place) => {
                if let Some(grant) = self.grants.get_mut(place) {
                    grant.refused();
                }
            }
        }
    }
}

/// Which of the exchanges.
#[derive(Clone, Copy, Debug)]
enum Asked {
    /// That of the allocation.
    Own,
    /// That of a grant.
    Grant(usize),
}
