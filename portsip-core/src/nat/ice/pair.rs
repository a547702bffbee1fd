//! A candidate pair and the check that is made of it (RFC 8445 §6.1.2).

use std::net::SocketAddr;
use std::time::Duration;

use smallvec::SmallVec;

use crate::clock::Instant;
use crate::octets::Octets;
use crate::plan::{Component, IceCandidate};

/// Requests of a pair that others have replaced, and may still be answered.
const CANCELLED_MAX: usize = 4;

/// What is known of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairState {
    /// It has not been checked.
    Waiting,
    /// Its check is under way.
    InProgress,
    /// Its check was answered: media may go there.
    Valid,
    /// Its check was not.
    Failed,
}

/// How datagrams leave us and come to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// From the socket of the component.
    Socket,
    /// From our address at a relay (RFC 8656).
    Relay,
}

/// Our socket of a component or our address at its relay, and a candidate of the other
/// side.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) component: Component,
    pub(super) via: Via,
    pub(super) remote: IceCandidate,
    pub(super) priority: u64,
    pub(super) state: PairState,
    /// The request that is out; of a valid pair one that nominates it, or
    /// answers a check of theirs.
    pub(super) exchange: Option<Exchange>,
    /// The ids of those before it, whose answers still count (RFC 8445 §7.3.1.4).
    pub(super) cancelled: SmallVec<[u128; CANCELLED_MAX]>,
    /// When the other side nominated it last.
    pub(super) nominated: Option<Instant>,
    /// A proved check has come from there.
    pub(super) heard: bool,
    /// How the other side sees us.
    pub(super) mapped: Option<SocketAddr>,
    pub(super) round_trip: Option<Duration>,
}

/// A check whose answer has not come.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) id: u128,
    pub(super) request: Octets,
    pub(super) sent: Instant,
    pub(super) due: Instant,
    /// Those that were due; more go where a check of theirs asks for one.
    pub(super) transmissions: u32,
    /// It was sent more than once: nobody knows which was answered.
    pub(super) repeated: bool,
    /// It nominates the pair.
    pub(super) use_candidate: bool,
    /// The role that it claims.
    pub(super) controlling: bool,
}

impl Pair {
    pub(super) fn new(
        (component, via): (Component, Via),
        remote: IceCandidate,
        local_priority: u32,
        controlling: bool,
    ) -> Self {
        Self {
            priority: pair_priority(local_priority, remote.priority, controlling),
            component,
            via,
            remote,
            state: PairState::Waiting,
            exchange: None,
            cancelled: SmallVec::new(),
            nominated: None,
            heard: false,
            mapped: None,
            round_trip: None,
        }
    }

    /// A new request takes the place of the one that is out.
    pub(super) fn begin(&mut self, exchange: Exchange) {
        if let Some(before) = self.exchange.replace(exchange) {
            if self.cancelled.len() == CANCELLED_MAX {
                self.cancelled.remove(0);
            }
            self.cancelled.push(before.id);
        }
    }

    /// Whether an answer with this id is awaited.
    pub(super) fn awaits(&self, id: u128) -> bool {
        self.exchange.as_ref().is_some_and(|out| out.id == id) || self.cancelled.contains(&id)
    }

    /// Its check failed, or what it led to does not work any more.
    pub(super) fn fail(&mut self) {
        self.state = PairState::Failed;
        self.exchange = None;
        self.nominated = None;
        self.heard = false;
    }

    pub(super) fn is_valid(&self) -> bool {
        self.state == PairState::Valid
    }

    /// Whether its first check may still succeed.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, PairState::Waiting | PairState::InProgress)
    }

    pub(super) fn is_to(&self, component: Component, via: Via, remote: SocketAddr) -> bool {
        self.component == component && self.via == via && self.remote.address == remote
    }
}

/// RFC 8445 §6.1.2.3
pub(super) fn pair_priority(local: u32, remote: u32, controlling: bool) -> u64 {
    let (controlling_one, other) = if controlling {
        (local, remote)
    } else {
        (remote, local)
    };
    let (least, most) = (local.min(remote), local.max(remote));
    u64::from(least) << 32 | u64::from(most) << 1 | u64::from(controlling_one > other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_put_a_pair_in_one_place() {
        let (a, b) = (2_130_706_431, 1_694_498_815);
        assert_eq!(pair_priority(a, b, true), pair_priority(b, a, false));
        assert_eq!(pair_priority(a, b, true), pair_priority(a, b, false) + 1);
        assert_eq!(pair_priority(u32::MAX, u32::MAX, true), u64::MAX - 1);
    }
}
