//! The flows to places that were reached before.

use std::sync::Arc;

use crate::sip::transport::flow::Flow;
use crate::sip::transport::target::Destination;

/// What a flow leads to: for TLS, flows to one address under two names are two.
pub(super) type Place = (Destination, Option<Arc<str>>);

/// Flows, each with the place it leads to, in the order of the places: most
/// agents of a process with many know one, an agent with many calls knows many.
#[derive(Debug, Default)]
#[expect(
    clippy::vec_box,
    reason = "a new one in the middle moves pointers only"
)]
pub(super) struct KnownFlows(Vec<Box<(Place, Flow)>>);

impl KnownFlows {
    /// The flow to a place.
    pub(super) fn to(&self, place: &Place) -> Option<Flow> {
        self.find(place).ok().map(|index| self.0[index].1)
    }

    /// Whether a flow leads to any place.
    pub(super) fn has(&self, flow: &Flow) -> bool {
        self.0.iter().any(|known| known.1 == *flow)
    }

    /// Keeps the flow to a place, instead of the one before.
    pub(super) fn insert(&mut self, place: Place, flow: Flow) {
        match self.find(&place) {
            Ok(index) => self.0[index].1 = flow,
            Err(index) => self.0.insert(index, Box::new((place, flow))),
        }
    }

    /// Keeps those flows that are `wanted`.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&Flow) -> bool) {
        self.0.retain(|known| wanted(&known.1));
    }

    /// Forgets them all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Gives back memory that was for more flows.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    fn find(&self, place: &Place) -> Result<usize, usize> {
        self.0.binary_search_by(|known| known.0.cmp(place))
    }
}
