//! Finds server-reflexive candidates: asks a STUN server from each socket of
//! a stream (RFC 8445 §5.1.1.2).

use std::net::SocketAddr;

use smallvec::SmallVec;

use super::super::stun::{BindingOutput, BindingRequest};
use super::agent::{IceTransmit, canonical};
use super::pair::Via;
use crate::clock::Instant;
use crate::octets::Octets;
use crate::plan::Component;
use crate::rng::Rng;

/// The questions of one stream to one server. Whoever has it decides how long
/// it waits for the answers.
#[derive(Debug)]
pub struct Gatherer {
    requests: SmallVec<[(Component, BindingRequest); 2]>,
    found: SmallVec<[(Component, SocketAddr); 2]>,
}

/// What a [`Gatherer`] asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GathererOutput {
    /// Send this.
    Transmit(IceTransmit),
    /// Every component has its answer, or none will come.
    Finished,
}

impl Gatherer {
    /// Asks `server` from the socket of each component.
    pub fn new(now: Instant, server: SocketAddr, components: &[Component], rng: &mut Rng) -> Self {
        let server = canonical(server);
        let requests = components
            .iter()
            .map(|component| (*component, BindingRequest::new(now, server, rng)));
        Self {
            requests: requests.collect(),
            found: SmallVec::new(),
        }
    }

    /// Takes a datagram that came to the socket of a component; `false` where
    /// it is no answer.
    pub fn handle_datagram(
        &mut self,
        component: Component,
        from: SocketAddr,
        datagram: &[u8],
    ) -> bool {
        let from = canonical(from);
        self.requests
            .iter_mut()
            .any(|(asked, request)| *asked == component && request.handle_datagram(from, datagram))
    }

    /// Time for what `poll_timeout` named.
    pub fn handle_timeout(&mut self, now: Instant) {
        for (_, request) in &mut self.requests {
            request.handle_timeout(now);
        }
    }

    /// What to do next; `None` until the next input, and after the end.
    pub fn poll_output(&mut self) -> Option<GathererOutput> {
        let mut asked = 0;
        while let Some((component, request)) = self.requests.get_mut(asked) {
            let component = *component;
            match request.poll_output() {
                Some(BindingOutput::Transmit { to, payload }) => {
                    return Some(transmit(component, to, payload));
                }
                Some(BindingOutput::Finished(outcome)) => {
                    self.found
                        .extend(outcome.ok().map(|seen| (component, canonical(seen))));
                    self.requests.remove(asked);
                    if self.requests.is_empty() {
                        return Some(GathererOutput::Finished);
                    }
                }
                None => asked += 1,
            }
        }
        None
    }

    /// The addresses that the server sees, as far as it has told.
    pub fn found(&self) -> &[(Component, SocketAddr)] {
        &self.found
    }

    /// When `handle_timeout` is due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let requests = self.requests.iter();
        requests
            .filter_map(|(_, request)| request.poll_timeout())
            .min()
    }
}

fn transmit(component: Component, to: SocketAddr, payload: Octets) -> GathererOutput {
    GathererOutput::Transmit(IceTransmit {
        component,
        via: Via::Socket,
        to,
        payload,
    })
}
