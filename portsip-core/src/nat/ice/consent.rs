//! Where media goes, and whether the other side still takes it there (RFC 7675),
//! which keeps the NATs open too (RFC 8445 §11).

use std::net::SocketAddr;
use std::time::Duration;

use smallvec::SmallVec;
use stun_types::message::{Message, MessageClass};

use super::super::stun::check;
use super::agent::{FAILED_AFTER, IceAgent, IceEvent, IceTransmit, place};
use super::pair::{PairState, Via};
use crate::clock::Instant;
use crate::plan::Component;
use crate::secret::Secret;

/// Between two questions; each is 80…120 % of it (RFC 7675 §5.1).
const INTERVAL: Duration = Duration::from_secs(5);
/// How long an answer counts.
const EXPIRY: Duration = Duration::from_secs(30);
/// How long a question may go unanswered before the way seems broken.
const SILENCE: Duration = Duration::from_secs(2);
/// Questions whose answer still counts.
const QUESTIONS_MAX: usize = 8;

/// The way of a component, and the consent to it.
#[derive(Debug)]
pub(super) struct Way {
    /// How it goes.
    pub(super) via: Via,
    /// Where it leads.
    pub(super) to: SocketAddr,
    /// The place of its pair; `None` where a restart has forgotten that.
    pub(super) pair: Option<usize>,
    /// The pair was nominated.
    pub(super) selected: bool,
    /// What the questions are asked with.
    username: String,
    password: Secret,
    /// When consent was given last.
    heard: Instant,
    /// When it is asked for again.
    ask_at: Instant,
    /// The questions that are out, the oldest first.
    questions: SmallVec<[(u128, Instant); QUESTIONS_MAX]>,
}

impl Way {
    /// Whether the last question has been out for long.
    pub(super) fn is_silent(&self, now: Instant) -> bool {
        let mut out = self.questions.iter().filter(|(_, at)| *at >= self.heard);
        out.any(|(_, at)| now.saturating_since(*at) >= SILENCE)
    }

    fn expires_at(&self) -> Instant {
        self.heard + EXPIRY
    }

    fn note_question(&mut self, id: u128, now: Instant) {
        if self.questions.len() == QUESTIONS_MAX {
            self.questions.remove(0);
        }
        self.questions.push((id, now));
    }
}

impl IceAgent {
    /// Media goes along a valid pair from now on; its check was the first answer.
    pub(super) fn take_way(&mut self, now: Instant, index: usize, selected: bool) {
        let (Some(pair), Some(remote)) = (self.pairs.get(index), &self.remote) else {
            return;
        };
        let (component, via, to) = (pair.component, pair.via, pair.remote.address);
        let username = self.username_at(remote);
        let password = remote.credentials.password.clone();
        let ask_at = now + self.next_interval();
        let way = &mut self.ways[place(component)];
        if let Some(way) = way.as_mut().filter(|way| way.pair == Some(index)) {
            way.selected |= selected;
            return;
        }
        *way = Some(Way {
            via,
            to,
            pair: Some(index),
            selected,
            username,
            password,
            heard: now,
            ask_at,
            questions: SmallVec::new(),
        });
    }

    /// When a question or the end of consent is due.
    pub(super) fn consent_due(&self) -> Option<Instant> {
        let ways = self.ways.iter().flatten();
        ways.map(|way| way.ask_at.min(way.expires_at())).min()
    }

    /// Asks where it is time, and ends what has expired.
    pub(super) fn ask_for_consent(&mut self, now: Instant) {
        for component in [Component::Rtp, Component::Rtcp] {
            let Some(way) = &self.ways[place(component)] else {
                continue;
            };
            if now >= way.expires_at() {
                self.lose_way(now, component);
            } else if now >= way.ask_at {
                self.ask(now, component);
            }
        }
    }

    fn ask(&mut self, now: Instant, component: Component) {
        let wait = self.next_interval();
        let id = self.transaction_id();
        let request = self.ways[place(component)].as_ref().and_then(|way| {
            let check = self.check_message(way.username.clone(), component, false);
            check.write(id, &way.password)
        });
        let Some(way) = &mut self.ways[place(component)] else {
            return;
        };
        way.ask_at = now + wait;
        if let Some(request) = request {
            way.note_question(id, now);
            let (via, to) = (way.via, way.to);
            self.transmits.push_back(IceTransmit {
                component,
                via,
                to,
                payload: request.into(),
            });
        }
    }

    fn next_interval(&mut self) -> Duration {
        let more_ms = self.rng.below(INTERVAL.as_millis() as u32 * 2 / 5);
        INTERVAL * 4 / 5 + Duration::from_millis(u64::from(more_ms))
    }

    /// Takes the answer to a question; `false` where it is none, or not proved.
    pub(super) fn handle_consent(
        &mut self,
        now: Instant,
        component: Component,
        (via, from): (Via, SocketAddr),
        response: &Message<'_>,
    ) -> bool {
        let id = u128::from(response.transaction_id());
        let Some(way) = &mut self.ways[place(component)] else {
            return false;
        };
        // Judged before the integrity is: who does not know the id cannot make us work.
        let asked = way.questions.iter().position(|(known, _)| *known == id);
        let Some(asked) = asked.filter(|_| (way.via, way.to) == (via, from)) else {
            return false;
        };
        let is_given =
            response.class() == MessageClass::Success && check::is_proved(response, &way.password);
        if !is_given {
            return false;
        }
        let (_, sent) = way.questions.remove(asked);
        way.heard = now;
        let pair = way.pair.and_then(|index| self.pairs.get_mut(index));
        if let Some(pair) = pair {
            pair.round_trip = Some(now.saturating_since(sent));
        }
        true
    }

    /// Our relay of a component is none any more: what went through it is lost at once,
    /// before consent to it would expire.
    pub fn lose_relay(&mut self, now: Instant, component: Component) {
        let way = self.ways[place(component)].as_ref();
        if way.is_some_and(|way| way.via == Via::Relay) {
            self.lose_way(now, component);
        }
        let left = &mut self.left[place(component)];
        *left = left.filter(|(via, _)| *via != Via::Relay);
        for pair in &mut self.pairs {
            if pair.component == component && pair.via == Via::Relay {
                pair.fail();
            }
        }
        self.carry_on(now);
    }

    /// Nothing is sent there until it is checked anew: when they check it, or by
    /// a restart. Other pairs that worked once are checked anew at once.
    fn lose_way(&mut self, now: Instant, component: Component) {
        let Some(lost) = self.ways[place(component)].take() else {
            return;
        };
        self.first_valid[place(component)] = None;
        self.left[place(component)] = None;
        for (index, pair) in self.pairs.iter_mut().enumerate() {
            if lost.pair == Some(index) {
                pair.fail();
            } else if pair.component == component && pair.is_valid() {
                pair.state = match pair.exchange {
                    Some(_) => PairState::InProgress,
                    None => PairState::Waiting,
                };
            }
        }
        let nominating = &mut self.nominating[place(component)];
        *nominating = nominating.filter(|index| lost.pair != Some(*index));
        if std::mem::take(&mut self.connected) {
            self.events.push_back(IceEvent::Disconnected);
        } else if lost.pair.is_some() {
            self.fails_at.get_or_insert(now + FAILED_AFTER);
        }
    }
}
