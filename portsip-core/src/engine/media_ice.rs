//! ICE of one call on its sockets: checks go out and come in beside media, and
//! media takes the path that they found.
//!
//! To the session nothing of it shows: what comes along a path that is known
//! comes from the address of the plan, and what goes there goes along the path.

use std::net::SocketAddr;

use super::media_aside::SetAside;
use super::port_pool::BoundPair;
use crate::clock::Instant;
use crate::ids::SessionId;
use crate::limits::ICE_RESTARTS_MAX;
use crate::media::session::{AudioSession, MediaSocket};
use crate::media::stats::{IcePath, IceState, IceStatistics};
use crate::nat::DatagramKind;
use crate::nat::ice::{IceAgent, IceEvent, Via};
use crate::plan::{AudioPlan, Component, IcePlan, MediaReport};
use crate::rng::Rng;

/// The agent of a call, and how its plan names the other side.
pub(super) struct MediaIce {
    session: SessionId,
    agent: IceAgent,
    remote_rtp: SocketAddr,
    remote_rtcp: SocketAddr,
    state: IceState,
    /// Restarts that may be asked for before a path is found again; none before the first.
    restarts_left: u32,
    relays_lost: u64,
    /// When the agent wants to be called.
    due: Option<Instant>,
}

/// What becomes of a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It is media from this address of the plan.
    Media(SocketAddr),
    /// It is a check.
    Check,
    /// It comes from who has shown nothing.
    Unknown,
}

impl MediaIce {
    /// Begins as a plan says.
    pub(super) fn new(
        now: Instant,
        session: SessionId,
        audio: &AudioPlan,
        ice: &IcePlan,
        rng: &mut Rng,
    ) -> Self {
        let mut begun = Self {
            session,
            agent: IceAgent::new(rng.fork(), ice.local.credentials.clone()),
            remote_rtp: audio.remote_rtp,
            remote_rtcp: audio.remote_rtcp,
            state: IceState::Checking,
            restarts_left: 0,
            relays_lost: 0,
            due: None,
        };
        begun.apply(now, audio, ice);
        begun
    }

    /// Goes on as another plan says.
    pub(super) fn apply(&mut self, now: Instant, audio: &AudioPlan, ice: &IcePlan) {
        self.remote_rtp = audio.remote_rtp;
        self.remote_rtcp = audio.remote_rtcp;
        let components: &[_] = if audio.rtcp_mux {
            &[Component::Rtp]
        } else {
            &[Component::Rtp, Component::Rtcp]
        };
        self.agent
            .describe(now, &ice.local, &ice.remote, ice.controlling, components);
        self.due = Some(now);
    }

    /// The relay of a socket is none any more.
    pub(super) fn lose_relay(&mut self, now: Instant, socket: MediaSocket) {
        self.relays_lost += 1;
        self.agent.lose_relay(now, component(socket));
        self.due = Some(now);
    }

    /// Judges a datagram that came to one of the sockets.
    pub(super) fn judge(
        &self,
        socket: MediaSocket,
        (via, from): (Via, SocketAddr),
        payload: &[u8],
    ) -> Arrival {
        if DatagramKind::of(payload) == DatagramKind::Stun {
            return Arrival::Check;
        }
        if !self.agent.accepts_via(component(socket), via, from) {
            return Arrival::Unknown;
        }
        Arrival::Media(match socket {
            MediaSocket::Rtp => self.remote_rtp,
            MediaSocket::Rtcp => self.remote_rtcp,
        })
    }

    /// Takes a check that was set aside.
    pub(super) fn receive(&mut self, now: Instant, check: &SetAside) {
        let component = component(check.socket);
        let (from, payload) = (check.from, &check.payload);
        match check.via {
            Via::Socket => self.agent.handle_datagram(now, component, from, payload),
            Via::Relay => self.agent.handle_relayed(now, component, from, payload),
        };
        self.due = Some(now);
    }

    /// Where media of a socket goes; `None`: nowhere yet.
    pub(super) fn path(&self, socket: MediaSocket) -> Option<(Via, SocketAddr)> {
        self.agent.route(component(socket))
    }

    /// Does what is due, and sends the checks. What signalling has to know of it; the
    /// session knows how they fare.
    pub(super) fn carry_on(
        &mut self,
        now: Instant,
        pair: &mut BoundPair,
        ipv6: bool,
        audio: Option<&mut AudioSession>,
    ) -> Option<MediaReport> {
        if self.due.is_none_or(|due| now < due) {
            return None;
        }
        self.agent.handle_timeout(now);
        while let Some(transmit) = self.agent.poll_transmit() {
            let socket = socket(transmit.component);
            if transmit.via == Via::Relay {
                pair.permit(now, ipv6, socket, transmit.to);
            }
            // What cannot be sent is a check without an answer.
            let _ = pair.send(ipv6, socket, (transmit.via, transmit.to), &transmit.payload);
        }
        for socket in [MediaSocket::Rtp, MediaSocket::Rtcp] {
            if let Some(way) = self.path(socket) {
                pair.bind(now, socket, way);
            }
        }
        let mut is_lost = false;
        while let Some(event) = self.agent.poll_event() {
            self.note(event);
            is_lost |= self.needs_restart(event);
        }
        self.due = self.agent.poll_timeout();
        if let Some(audio) = audio {
            audio.set_ice(self.statistics());
        }
        let session = self.session;
        is_lost.then_some(MediaReport::PathLost { session })
    }

    fn statistics(&self) -> IceStatistics {
        let selected = self.agent.selected_pair(Component::Rtp);
        IceStatistics {
            state: self.state,
            path: selected.map(|pair| IcePath {
                local: pair.local.kind,
                remote: pair.remote.kind,
                address: pair.remote.address,
                round_trip: pair.round_trip,
            }),
            refused: self.agent.refused(),
            relays_lost: self.relays_lost,
        }
    }

    /// A path that is lost is looked for anew, and again where nothing is found: what is
    /// between us and the other side may be gone for minutes.
    fn needs_restart(&mut self, event: IceEvent) -> bool {
        match event {
            IceEvent::Connected => self.restarts_left = ICE_RESTARTS_MAX,
            IceEvent::Failed | IceEvent::Disconnected if self.restarts_left > 0 => {
                self.restarts_left -= 1;
                return true;
            }
            _ => {}
        }
        false
    }

    fn note(&mut self, event: IceEvent) {
        self.state = match event {
            IceEvent::Connected => IceState::Connected,
            IceEvent::Failed => IceState::Failed,
            IceEvent::Disconnected => IceState::Disconnected,
            IceEvent::MappingUnforeseen => self.state,
        };
        self.log(event);
    }

    fn log(&self, event: IceEvent) {
        let session = self.session;
        match event {
            IceEvent::Connected => {
                if let Some(pair) = self.agent.selected_pair(Component::Rtp) {
                    let (local, remote) = (pair.local.kind.name(), pair.remote.kind.name());
                    let to = pair.remote.address;
                    tracing::info!(%session, local, remote, %to, "media has its path");
                }
            }
            IceEvent::Failed => tracing::warn!(%session, "no path for media was found"),
            IceEvent::Disconnected => {
                tracing::warn!(%session, "the other side takes no media any more");
            }
            IceEvent::MappingUnforeseen => {
                tracing::warn!(%session, "our NAT takes ports that nobody can foresee");
            }
        }
    }
}

/// What a socket is called in ICE.
pub(super) const fn component(socket: MediaSocket) -> Component {
    match socket {
        MediaSocket::Rtp => Component::Rtp,
        MediaSocket::Rtcp => Component::Rtcp,
    }
}

/// The socket of a component.
pub(super) const fn socket(component: Component) -> MediaSocket {
    match component {
        Component::Rtp => MediaSocket::Rtp,
        Component::Rtcp => MediaSocket::Rtcp,
    }
}
