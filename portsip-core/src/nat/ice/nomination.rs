//! Which pair is used: ours to nominate (RFC 8445 §8.1.1), or theirs.

use std::time::Duration;

use super::agent::{IceAgent, IceEvent, place};
use super::pair::Pair;
use crate::clock::Instant;
use crate::plan::Component;

/// How long better pairs than a valid one are waited for.
const PATIENCE: Duration = Duration::from_millis(300);
/// Who has nominated another pair for so long, and the one before no more, has
/// left that.
const LEFT_AFTER: Duration = Duration::from_secs(5);

impl IceAgent {
    /// Nominates a pair for each component that has none, once it is the best
    /// to be had.
    pub(super) fn nominate(&mut self, now: Instant) {
        for component in self.components.clone() {
            if let Some(index) = self.ready_to_nominate(now, component) {
                self.nominating[place(component)] = Some(index);
                self.check(now, index, true);
            }
        }
    }

    /// When patience with better pairs ends.
    pub(super) fn nomination_due(&self) -> Option<Instant> {
        let components = self.components.iter();
        components
            .filter(|component| self.nominates(**component))
            .filter_map(|component| self.first_valid[place(*component)])
            .map(|first| first + PATIENCE)
            .min()
    }

    /// Whether a nominated pair of this component is in use.
    pub(super) fn is_selected(&self, component: Component) -> bool {
        let way = self.ways[place(component)].as_ref();
        way.is_some_and(|way| way.selected)
    }

    fn nominates(&self, component: Component) -> bool {
        self.controlling
            && !self.is_selected(component)
            && self.nominating[place(component)].is_none()
            && self
                .pairs
                .iter()
                .any(|pair| pair.component == component && pair.is_valid())
    }

    fn ready_to_nominate(&self, now: Instant, component: Component) -> Option<usize> {
        let first = self.first_valid[place(component)]?;
        if !self.nominates(component) {
            return None;
        }
        let index = self.best(|pair| pair.component == component && pair.is_valid())?;
        let priority = self.pairs.get(index)?.priority;
        let better_is_open = self
            .pairs
            .iter()
            .any(|pair| pair.component == component && pair.is_open() && pair.priority > priority);
        (!better_is_open || now >= first + PATIENCE).then_some(index)
    }

    /// A valid pair was nominated. Of several, as aggressive peers nominate
    /// them (RFC 5245 §8.1.1.2), the best is used, unless they have left it.
    pub(super) fn select(&mut self, now: Instant, index: usize) {
        let Some(pair) = self.pairs.get(index) else {
            return;
        };
        if self.stays(now, pair) {
            return;
        }
        self.take_way(now, index, true);
        let all = self
            .components
            .iter()
            .all(|component| self.is_selected(*component));
        if all && !self.connected {
            self.connected = true;
            self.events.push_back(IceEvent::Connected);
        }
    }

    /// Whether the pair that is selected stays so, beside this one.
    fn stays(&self, now: Instant, pair: &Pair) -> bool {
        let way = self.ways[place(pair.component)].as_ref();
        let Some(way) = way.filter(|way| way.selected && !way.is_silent(now)) else {
            return false;
        };
        let Some(selected) = way.pair.and_then(|index| self.pairs.get(index)) else {
            return false;
        };
        let has_left = pair.nominated.is_some_and(|at| {
            let before = selected.nominated.unwrap_or(Instant::ZERO);
            at.saturating_since(before) >= LEFT_AFTER
        });
        selected.priority >= pair.priority && !has_left
    }

    /// A pair has become valid: media goes there where there is no better way.
    pub(super) fn try_way(&mut self, now: Instant, index: usize) {
        let Some(pair) = self.pairs.get(index) else {
            return;
        };
        let better = self.ways[place(pair.component)]
            .as_ref()
            .is_some_and(|way| {
                let known = way.pair.and_then(|index| self.pairs.get(index));
                way.selected || known.is_some_and(|known| known.priority >= pair.priority)
            });
        if !better {
            self.take_way(now, index, false);
        }
    }
}
