//! One allocation at a relay, and what it grants.
//!
//! Inputs: [`TurnClient::handle_datagram`], [`TurnClient::handle_timeout`],
//! [`TurnClient::permit`], [`TurnClient::bind`], [`TurnClient::close`]. Outputs, polled
//! after each: datagrams for the server, and the time of the next `handle_timeout`.
//!
//! | state | answer | refusal | no answer |
//! |---|---|---|---|
//! | Asked | Granted | Failed; asked for credentials: asked again | Failed |
//! | Granted, refreshed in its last minute | Granted | Failed | Failed |
//! | Failed | | | |
//!
//! To who has a user name nothing counts but what is proved by the password, and 401 and
//! 438, which cannot be (RFC 8489 §9.2.5). An allocation that is closed, or of no use, is
//! given back: [`TurnClient::is_closed`] once the server has said so.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use super::super::stun::binding_indication;
use super::allocation::{Allocation, TurnError};
use super::exchange::{Due, Exchange};
use super::framing;
use super::grants::Grants;
use super::message::{Login, Question};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::rng::Rng;
use crate::secret::Secret;

/// How long an allocation lasts that does not say so (§3.2).
pub(super) const LIFETIME_S: u32 = 600;
/// Between what keeps the NAT on the way to the server open (RFC 8445 §11).
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How long an answer is waited for whose question is of no use any more.
const LATE: Duration = Duration::from_secs(5);

/// The server knows nothing of the allocation.
const NO_ALLOCATION: TurnError = TurnError::Refused { code: 437 };
/// The server has enough to do.
const NO_CAPACITY: TurnError = TurnError::Refused { code: 508 };

/// The client of one relay, for one socket.
#[derive(Debug)]
pub struct TurnClient {
    server: SocketAddr,
    pub(super) login: Login,
    pub(super) rng: Rng,
    /// What all our indications are named: nobody answers one.
    indication_id: [u8; 12],
    pub(super) state: Allocation,
    pub(super) exchange: Option<Exchange>,
    /// What is out asks whether the server still knows our allocation.
    pub(super) revalidates: bool,
    /// When the allocation is refreshed.
    pub(super) refresh: Option<Instant>,
    /// When the NAT is kept open next.
    pub(super) keep_alive: Option<Instant>,
    /// The question for an allocation that was out when it was given back: what it gets
    /// until then is given back too.
    pub(super) late: Option<(Exchange, Instant)>,
    pub(super) grants: Grants,
    pub(super) transmits: VecDeque<Octets>,
}

impl TurnClient {
    /// Asks `server` for an address. Without a user name, of who lets in everybody.
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
            login: Login::new(user_name, password),
            rng,
            indication_id,
            state: Allocation::Asked,
            exchange: None,
            revalidates: false,
            refresh: None,
            keep_alive: None,
            late: None,
            grants: Grants::default(),
            transmits: VecDeque::new(),
        };
        client.ask_for_allocation(now);
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

    /// Whether an answer of the server is awaited.
    pub fn is_asking(&self) -> bool {
        self.exchange.is_some() || self.late.is_some() || self.grants.is_asking()
    }

    /// Lets datagrams in from the address of a peer. To be called whenever something
    /// goes there: a permission lapses that was of no use for minutes.
    pub fn permit(&mut self, now: Instant, peer: SocketAddr) {
        self.grants.permit(now, peer);
        self.ask_for_grants(now);
    }

    /// Takes a channel for a peer, through which datagrams go with less around them;
    /// that permits them too, and lapses alike.
    pub fn bind(&mut self, now: Instant, peer: SocketAddr) {
        self.grants.bind(now, peer);
        self.ask_for_grants(now);
    }

    /// What goes to the server so that `payload` gets to a peer, written into `buffer`:
    /// by the peer's channel where there is one. `None` without an allocation, or room.
    pub fn frame<'b>(
        &self,
        peer: SocketAddr,
        payload: &[u8],
        buffer: &'b mut [u8],
    ) -> Option<&'b [u8]> {
        if !self.is_granted() {
            return None;
        }
        match self.grants.channel_to(peer) {
            Some(number) => framing::channel_data(number, payload, buffer),
            None => framing::send_indication(self.indication_id, peer, payload, buffer),
        }
    }

    /// The peer that sent what the relay brings, and what it sent: as `ChannelData` of a
    /// channel of ours, or in a Data indication. `None` where it is neither, or from whom
    /// nobody let in (§11.4). Who asks has seen that it comes from the server.
    pub fn unwrap<'d>(&self, datagram: &'d [u8]) -> Option<(SocketAddr, &'d [u8])> {
        if let Some((number, payload)) = framing::read_channel_data(datagram) {
            return Some((self.grants.peer_of(number)?, payload));
        }
        let (peer, payload) = framing::read_data_indication(datagram)?;
        self.grants.lets_in(peer.ip()).then_some((peer, payload))
    }

    /// Time for what `poll_timeout` named.
    pub fn handle_timeout(&mut self, now: Instant) {
        for asked in self.repeated() {
            let due = self.exchange_mut(asked).map(|out| out.handle_timeout(now));
            match due {
                Some(Due::Again(request)) => self.transmits.push_back(request),
                Some(Due::GiveUp) => self.give_up(now, asked, TurnError::NoAnswer),
                Some(Due::Nothing) | None => {}
            }
        }
        self.late.take_if(|(_, until)| *until <= now);
        if self.exchange.is_none() && self.refresh.is_some_and(|at| at <= now) {
            self.refresh = None;
            let lifetime_s = LIFETIME_S;
            self.ask(now, Question::Refresh { lifetime_s });
        }
        if self.keep_alive.is_some_and(|at| at <= now) {
            self.keep_alive = Some(now + KEEP_ALIVE);
            let indication = binding_indication(&mut self.rng);
            self.transmits.push_back(indication.into());
        }
        self.ask_for_grants(now);
    }

    /// When `handle_timeout` is due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let own = self.exchange.as_ref().map(Exchange::due).or(self.refresh);
        let grants = self.grants.due().filter(|_| self.is_granted());
        let late = self.late.as_ref().map(|(_, until)| *until);
        [own, grants, self.keep_alive, late]
            .into_iter()
            .flatten()
            .min()
    }

    /// What to send to the server; `None` until the next input.
    pub fn poll_transmit(&mut self) -> Option<Octets> {
        self.transmits.pop_front()
    }

    /// Gives the allocation back, also one that may be granted yet.
    pub fn close(&mut self, now: Instant) {
        if self.state == Allocation::Asked {
            // Who has not seen our credentials gives nothing to who has some.
            let may_be_granted = |out: &Exchange| out.has_credentials || !self.login.is_named();
            let late = self.exchange.take().filter(may_be_granted);
            self.late = late.map(|out| (out, now + LATE));
        } else if !self.is_granted() {
            return;
        }
        let is_held = self.is_granted() || self.late.is_some();
        self.transmits.clear();
        self.end(TurnError::Ended);
        if is_held {
            self.give_back(now);
        }
    }

    /// The connection to the server has ended, and what was allocated over it is no more
    /// (RFC 8656 §3.1: a client has to allocate anew).
    pub fn handle_disconnected(&mut self) {
        self.late = None;
        self.transmits.clear();
        self.end(TurnError::Disconnected);
    }

    /// Whether there is nothing to be given back, or the server has heard of it.
    pub fn is_closed(&self) -> bool {
        let is_over = matches!(self.state, Allocation::Failed(_));
        is_over && self.exchange.is_none() && self.late.is_none()
    }

    pub(super) fn is_granted(&self) -> bool {
        matches!(self.state, Allocation::Granted { .. })
    }

    pub(super) fn is_ipv6(&self) -> bool {
        self.server.ip().to_canonical().is_ipv6()
    }

    pub(super) fn ask_for_allocation(&mut self, now: Instant) {
        let ipv6 = self.is_ipv6();
        self.ask(now, Question::Allocate { ipv6 });
    }

    pub(super) fn ask(&mut self, now: Instant, question: Question) {
        self.exchange = Exchange::begin(now, question, &self.login, &mut self.rng);
        match &self.exchange {
            Some(out) => self.transmits.push_back(out.request.clone()),
            None => self.end(TurnError::NoAddress),
        }
    }

    pub(super) fn give_back(&mut self, now: Instant) {
        self.ask(now, Question::Refresh { lifetime_s: 0 });
    }

    pub(super) fn ask_for_grants(&mut self, now: Instant) {
        if self.is_granted() {
            let (login, rng) = (&self.login, &mut self.rng);
            self.grants.ask(now, login, rng, &mut self.transmits);
        }
    }

    fn repeated(&self) -> impl Iterator<Item = Asked> + use<> {
        std::iter::once(Asked::Own).chain((0..self.grants.len()).map(Asked::Grant))
    }

    pub(super) fn exchange_mut(&mut self, asked: Asked) -> Option<&mut Exchange> {
        match asked {
            Asked::Own => self.exchange.as_mut(),
            Asked::Late => self.late.as_mut().map(|(out, _)| out),
            Asked::Grant(place) => self.grants.get_mut(place)?.exchange.as_mut(),
        }
    }

    pub(super) fn give_up(&mut self, now: Instant, asked: Asked, error: TurnError) {
        match asked {
            Asked::Own => self.lose(now, error),
            Asked::Late => self.late = None,
            Asked::Grant(_) if error == NO_ALLOCATION => self.lose(now, error),
            Asked::Grant(place) => {
                let may_be_soon = error == TurnError::NoAnswer || error == NO_CAPACITY;
                if let Some(grant) = self.grants.get_mut(place) {
                    grant.failed(now, may_be_soon);
                }
            }
        }
    }

    fn lose(&mut self, now: Instant, error: TurnError) {
        if self.revalidates && error == NO_ALLOCATION {
            self.allocate_anew(now);
        } else {
            self.end(error);
        }
    }

    /// There is no allocation, or none any more. The first reason is kept.
    pub(super) fn end(&mut self, error: TurnError) {
        self.exchange = None;
        self.revalidates = false;
        self.refresh = None;
        self.keep_alive = None;
        self.grants.clear();
        if !matches!(self.state, Allocation::Failed(_)) {
            self.state = Allocation::Failed(error);
        }
    }
}

/// Which of the exchanges.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// That of the allocation.
    Own,
    /// That of one that was given back before it was granted.
    Late,
    /// That of a grant.
    Grant(usize),
}
