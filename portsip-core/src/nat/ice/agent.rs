//! The agent of one media stream (RFC 8445), with one or two components.
//!
//! Inputs: [`IceAgent::describe`], [`IceAgent::handle_datagram`],
//! [`IceAgent::handle_timeout`]. Outputs, polled after each: datagrams to
//! send, events, and the time of the next `handle_timeout`.
//!
//! Deviations. Each component has one socket, and one address at a relay at most, so
//! pairs are of one of these and a candidate of theirs; which of our candidates was used follows from the
//! address in the answer. There is one stream with at most two components, so
//! no pair is frozen (§6.1.2.6). Pairs that are valid carry media before one is
//! selected (§12.1). A check that is not proved gets no answer at all.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use smallvec::SmallVec;

use super::super::stun::check::Role;
use super::consent::Way;
use super::pair::{Pair, PairState, Via};
use super::requests::{Before, EarlyCheck};
use crate::clock::Instant;
use crate::octets::Octets;
use crate::plan::{Component, IceCandidate, IceCredentials, IceDescription};
use crate::rng::Rng;

/// How long no pair may be valid before the agent says that it has failed.
pub(super) const FAILED_AFTER: Duration = Duration::from_secs(30);

/// A datagram to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IceTransmit {
    /// From the socket of this component.
    pub component: Component,
    /// Or through its relay.
    pub via: Via,
    /// To this address.
    pub to: SocketAddr,
    /// The STUN message.
    pub payload: Octets,
}

/// What the agent tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IceEvent {
    /// *Source:* the first pair of each component was selected. *Action:*
    /// none; media has its path.
    Connected,
    /// *Source:* no check was answered in 30 s. *Action:* tell the program; a
    /// later check may still succeed.
    Failed,
    /// *Source:* the other side has not consented for 30 s (RFC 7675 §5.1).
    /// *Action:* tell the program; media stops until a check succeeds.
    Disconnected,
    /// *Source:* the other side sees us behind a NAT at an address that we did
    /// not describe. *Action:* log that nobody outside reaches us unless we send
    /// first.
    MappingUnforeseen,
}

/// The pair that media of a component takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedPair {
    /// Ours: one that we described, or as the other side sees us.
    pub local: IceCandidate,
    /// Theirs.
    pub remote: IceCandidate,
    /// The time of the last check and its answer.
    pub round_trip: Option<Duration>,
}

/// One stream's agent.
#[derive(Debug)]
pub struct IceAgent {
    pub(super) rng: Rng,
    pub(super) local: IceDescription,
    pub(super) remote: Option<IceDescription>,
    pub(super) controlling: bool,
    pub(super) tie_breaker: u64,
    pub(super) components: SmallVec<[Component; 2]>,
    pub(super) pairs: Vec<Pair>,
    /// Pairs to check before all others, by their places (§7.3.1.4).
    pub(super) triggered: VecDeque<usize>,
    pub(super) early: Vec<EarlyCheck>,
    /// Where media goes: along the selected pair, before that the best valid one,
    /// and after a restart the way there was until there is another.
    pub(super) ways: [Option<Way>; 2],
    /// Where that of before the last restart led.
    pub(super) left: [Option<(Via, SocketAddr)>; 2],
    /// What checks were proved with before it.
    pub(super) before: Option<Before>,
    /// The pair that our nomination is out for.
    pub(super) nominating: [Option<usize>; 2],
    /// When the first pair of a component became valid.
    pub(super) first_valid: [Option<Instant>; 2],
    /// When the next check may be sent.
    pub(super) pace: Instant,
    pub(super) fails_at: Option<Instant>,
    pub(super) connected: bool,
    pub(super) mapping_told: bool,
    pub(super) transmits: VecDeque<IceTransmit>,
    pub(super) events: VecDeque<IceEvent>,
    /// Messages that were not proved.
    refused: u64,
}

impl IceAgent {
    /// An agent that answers checks with `credentials`, and waits for the
    /// descriptions.
    pub fn new(mut rng: Rng, credentials: IceCredentials) -> Self {
        let local = IceDescription {
            credentials,
            ..IceDescription::default()
        };
        Self {
            tie_breaker: rng.u64(),
            rng,
            local,
            remote: None,
            controlling: false,
            components: SmallVec::new(),
            pairs: Vec::new(),
            triggered: VecDeque::new(),
            early: Vec::new(),
            ways: [None, None],
            left: [None; 2],
            before: None,
            nominating: [None; 2],
            first_valid: [None; 2],
            pace: Instant::ZERO,
            fails_at: None,
            connected: false,
            mapping_told: false,
            transmits: VecDeque::new(),
            events: VecDeque::new(),
            refused: 0,
        }
    }

    /// Both descriptions are known: the checks begin. Other credentials than
    /// before, of either side, are a restart (§9): all is checked anew while
    /// media stays where it is, unless only theirs are others: then it is another
    /// phone. With the same ones, pairs that failed are checked once more where
    /// nothing is selected. `components`: those in use;
    /// one that the other side has no candidate of is left out.
    pub fn describe(
        &mut self,
        now: Instant,
        local: &IceDescription,
        remote: &IceDescription,
        controlling: bool,
        components: &[Component],
    ) {
        let ours_stay = self.local.credentials == local.credentials;
        let remote_before = self.remote.as_ref();
        let theirs_stay =
            remote_before.is_none_or(|before| before.credentials == remote.credentials);
        let begins = self.remote.is_none() || !ours_stay || !theirs_stay;
        if !ours_stay || !theirs_stay {
            self.forget_checks();
        }
        if ours_stay && !theirs_stay {
            // Our offer was answered by another phone.
            self.ways = [None, None];
            self.left = [None; 2];
            self.before = None;
        }
        if begins {
            // One of two full agents decides; of a lite one the other does.
            self.controlling = controlling || (remote.lite && !local.lite);
            self.fails_at = Some(now + FAILED_AFTER);
            self.pace = now;
        }
        self.local = local.clone();
        self.use_components(components, remote);
        self.pair_with_all(&remote.candidates);
        self.remote = Some(IceDescription {
            candidates: Vec::new(),
            ..remote.clone()
        });
        if !begins {
            self.try_again(now);
        }
        for check in std::mem::take(&mut self.early) {
            self.trigger(check);
        }
        self.carry_on(now);
    }

    /// Time for what `poll_timeout` named.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.carry_on(now);
    }

    /// What to send; `None` until the next input.
    pub fn poll_transmit(&mut self) -> Option<IceTransmit> {
        self.transmits.pop_front()
    }

    /// What has happened; `None` until the next input.
    pub fn poll_event(&mut self) -> Option<IceEvent> {
        self.events.pop_front()
    }

    /// Where media of a component goes: the selected pair, else the best valid
    /// one, else what was selected before a restart; `None`: nowhere.
    pub fn path(&self, component: Component) -> Option<SocketAddr> {
        self.route(component).map(|(_, to)| to)
    }

    /// The same, and whether it goes through our relay.
    pub fn route(&self, component: Component) -> Option<(Via, SocketAddr)> {
        let way = self.ways[place(component)].as_ref();
        way.map(|way| (way.via, way.to))
    }

    /// Whether media of a component may come from there: whoever sends from
    /// there has shown that it is the other side.
    pub fn accepts(&self, component: Component, from: SocketAddr) -> bool {
        self.accepts_via(component, Via::Socket, from)
    }

    /// The same of what comes to the socket, or to our relay.
    pub fn accepts_via(&self, component: Component, via: Via, from: SocketAddr) -> bool {
        let from = canonical(from);
        let is_open = |pair: &Pair| pair.heard || pair.is_valid();
        self.left[place(component)] == Some((via, from))
            || self
                .pairs
                .iter()
                .any(|pair| pair.is_to(component, via, from) && is_open(pair))
    }

    /// The pair that media of a component takes.
    pub fn selected_pair(&self, component: Component) -> Option<SelectedPair> {
        let way = self.ways[place(component)].as_ref();
        let index = way.filter(|way| way.selected)?.pair?;
        let pair = self.pairs.get(index)?;
        Some(SelectedPair {
            local: self.local_candidate(pair),
            remote: pair.remote.clone(),
            round_trip: pair.round_trip,
        })
    }

    /// Messages that were no answer to a check of ours and not proved to be a
    /// check of theirs.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    pub(super) fn refuse(&mut self) {
        self.refused = self.refused.saturating_add(1);
    }

    pub(super) fn role(&self) -> Role {
        if self.controlling {
            Role::Controlling(self.tie_breaker)
        } else {
            Role::Controlled(self.tie_breaker)
        }
    }

    fn forget_checks(&mut self) {
        if let Some(remote) = &self.remote {
            self.before = Some(Before {
                ufrag: self.local.credentials.ufrag.clone(),
                their_ufrag: remote.credentials.ufrag.clone(),
                password: self.local.credentials.password.clone(),
            });
        }
        for (way, left) in self.ways.iter_mut().zip(&mut self.left) {
            if let Some(way) = way {
                *left = Some((way.via, way.to));
                way.pair = None;
                way.selected = false;
            }
        }
        self.pairs.clear();
        self.triggered.clear();
        self.transmits.clear();
        self.nominating = [None; 2];
        self.first_valid = [None; 2];
        self.connected = false;
    }

    /// What is out of use is forgotten.
    fn use_components(&mut self, components: &[Component], remote: &IceDescription) {
        let has = |component| {
            let mut theirs = remote.candidates.iter();
            component == Component::Rtp
                || remote.candidates.is_empty()
                || theirs.any(|theirs| theirs.component == component)
        };
        self.components = components.iter().copied().filter(|c| has(*c)).collect();
        for component in [Component::Rtp, Component::Rtcp] {
            if !self.components.contains(&component) {
                self.ways[place(component)] = None;
                self.left[place(component)] = None;
                self.nominating[place(component)] = None;
                self.first_valid[place(component)] = None;
            }
        }
        for pair in &mut self.pairs {
            if !self.components.contains(&pair.component) {
                pair.fail();
            }
        }
    }

    /// What failed is hoped for again where nothing is selected.
    fn try_again(&mut self, now: Instant) {
        for component in self.components.clone() {
            if self.is_selected(component) {
                continue;
            }
            for pair in &mut self.pairs {
                if pair.component == component && pair.state == PairState::Failed {
                    pair.state = PairState::Waiting;
                }
            }
            self.fails_at.get_or_insert(now + FAILED_AFTER);
        }
    }
}

/// The place of a component in what there is for each.
pub(super) const fn place(component: Component) -> usize {
    match component {
        Component::Rtp => 0,
        Component::Rtcp => 1,
    }
}

/// An IPv4 address is the same when a dual-stack socket shows it as IPv6.
pub(super) fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        IpAddr::V4(ip) => SocketAddr::from((ip, address.port())),
        IpAddr::V6(_) => address,
    }
}
