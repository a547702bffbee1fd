//! What one call asks a STUN server and relays through its sockets, and what they have
//! told.

use std::net::SocketAddr;
use std::sync::Arc;

use super::media_ice;
use super::port_pool::BoundPair;
use super::relay_stream::RelayStream;
use crate::clock::Instant;
use crate::config::TurnServer;
use crate::ids::SessionId;
use crate::nat::ice::{Gatherer, GathererOutput};
use crate::nat::turn::{Allocation, TurnClient};
use crate::plan::{Component, GatheredMedia};
use crate::rng::Rng;

/// Who is asked.
#[derive(Debug)]
pub(super) enum Server {
    /// How the sockets look from outside.
    Stun(SocketAddr),
    /// For addresses of its own, of who we are to it: where the sockets reach it.
    Turn(Arc<TurnServer>, Vec<RelayWay>),
}

/// Where the socket of a component reaches a relay, and over what where that is no UDP.
#[derive(Debug)]
pub(super) struct RelayWay {
    pub(super) component: Component,
    pub(super) address: SocketAddr,
    pub(super) stream: Option<RelayStream>,
}

/// The questions, and the answers so far. Relays are asked by the clients that the
/// sockets keep.
#[derive(Debug)]
pub(super) struct Asking {
    rng: Rng,
    components: &'static [Component],
    /// Until it has its answers.
    gatherer: Option<Gatherer>,
    found: GatheredMedia,
}

impl Asking {
    /// Nobody yet.
    pub(super) fn new(rng: Rng, components: &'static [Component]) -> Self {
        Self {
            rng,
            components,
            gatherer: None,
            found: GatheredMedia::default(),
        }
    }

    /// Asks another server. A relay that is reached by datagrams, and holds something for
    /// us, goes on.
    pub(super) fn begin(&mut self, now: Instant, pair: &mut BoundPair, server: Server) {
        let rng = &mut self.rng;
        match server {
            Server::Stun(address) => {
                self.gatherer = Some(Gatherer::new(now, address, self.components, rng));
            }
            Server::Turn(login, ways) => {
                for way in ways {
                    let socket = media_ice::socket(way.component);
                    if way.stream.is_some() || !pair.relays.has(socket) {
                        let (name, password) = (&login.user_name, &login.password);
                        let relay = TurnClient::new(now, way.address, name, password, rng.fork());
                        pair.relays.set(socket, relay, way.stream);
                    }
                }
            }
        }
    }

    /// Takes a datagram that is for no relay; `false` where it answers nothing.
    pub(super) fn hear(&mut self, component: Component, from: SocketAddr, datagram: &[u8]) -> bool {
        let gatherer = self.gatherer.as_mut();
        gatherer.is_some_and(|gatherer| gatherer.handle_datagram(component, from, datagram))
    }

    /// Sends what is due and notes what was told; whether answers are awaited.
    pub(super) fn carry_on(&mut self, now: Instant, pair: &mut BoundPair, ipv6: bool) -> bool {
        pair.carry_on_relays(now, ipv6);
        let relays_go_on = pair.relays.are_being_settled();
        let gatherer = self.gatherer.as_mut();
        let is_asking = gatherer.is_some_and(|gatherer| ask(now, pair, ipv6, gatherer));
        note_mapped(self.gatherer.as_ref(), &mut self.found);
        if !is_asking {
            self.gatherer = None;
        }
        is_asking || relays_go_on
    }

    /// What has not answered by now is done without, and given back where it does.
    pub(super) fn end(
        &mut self,
        now: Instant,
        session: SessionId,
        pair: &mut BoundPair,
        ipv6: bool,
    ) {
        self.gatherer = None;
        for component in self.components.iter().copied() {
            let socket = media_ice::socket(component);
            match pair.relays.allocation(socket) {
                Some(Allocation::Granted { relayed, mapped }) => {
                    let found = self.found.of_mut(component);
                    found.relayed = Some(relayed);
                    // Over a connection the server has not seen the socket.
                    let mapped = mapped.filter(|_| !pair.relays.have_streams());
                    if depends_on_who_looks(found.mapped, mapped) {
                        tracing::warn!(%session, "our NAT takes another port for each destination");
                    }
                    found.mapped = found.mapped.or(mapped);
                }
                Some(Allocation::Asked) => {
                    tracing::warn!(%session, ?socket, "no relay: it has not answered in time");
                    pair.close_relay(now, ipv6, socket);
                }
                Some(Allocation::Failed(error)) => {
                    tracing::warn!(%session, ?socket, %error, "no relay");
                }
                None => {}
            }
        }
        while pair.relays.poll_lost().is_some() {}
    }

    /// What was told.
    pub(super) const fn found(&self) -> GatheredMedia {
        self.found
    }
}

/// Whether a STUN server and a relay see one socket at different addresses (RFC 4787 §4.1).
fn depends_on_who_looks(by_stun: Option<SocketAddr>, by_relay: Option<SocketAddr>) -> bool {
    by_stun.zip(by_relay).is_some_and(|(a, b)| a != b)
}

/// Sends what is due; whether answers are awaited.
fn ask(now: Instant, pair: &BoundPair, ipv6: bool, gatherer: &mut Gatherer) -> bool {
    gatherer.handle_timeout(now);
    while let Some(output) = gatherer.poll_output() {
        let GathererOutput::Transmit(transmit) = output else {
            return false;
        };
        let way = (transmit.via, transmit.to);
        // What cannot be sent is sent again.
        let _ = pair.send(
            ipv6,
            media_ice::socket(transmit.component),
            way,
            &transmit.payload,
        );
    }
    true
}

fn note_mapped(gatherer: Option<&Gatherer>, found: &mut GatheredMedia) {
    for (component, seen) in gatherer.map(Gatherer::found).unwrap_or_default() {
        found.of_mut(*component).mapped = Some(*seen);
    }
}
