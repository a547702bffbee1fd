//! What an [`Agent`](super::Agent) asks of the world around it.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::config::TurnServer;
use crate::events::Event;
use crate::ids::SessionId;
use crate::octets::Octets;
use crate::plan::{MediaCommand, MediaPorts};
use crate::sip::transport::flow::{ConnectionId, Flow, Transport};
use crate::sip::transport::target::Target;

/// Names a request for a flow until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowRequest(pub u64);

/// Names a name resolution until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResolveId(pub u64);

/// The servers that know how a socket looks from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatheringServers {
    /// The STUN server of the account.
    pub stun: Option<Target>,
    /// The relay, and who we are to it.
    pub turn: Option<(Target, Arc<TurnServer>)>,
}

/// When servers are asked about the sockets of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Before our INVITE.
    Calling,
    /// In a call of theirs that is not answered.
    Called,
    /// In a call that stands, whose sockets media has. Relays that hold something for it
    /// are asked whether they still do.
    Standing {
        /// Whether RTCP has a port of its own.
        rtcp: bool,
    },
}

/// One thing to be done, in the order in which they are polled.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Send a message along a flow.
    Transmit {
        /// The way.
        flow: Flow,
        /// The message.
        payload: Octets,
    },
    /// Find or make the way to `remote`; answer with
    /// [`Agent::handle_flow_opened`](super::Agent::handle_flow_opened) or
    /// [`Agent::handle_flow_failed`](super::Agent::handle_flow_failed). For
    /// UDP that only asks which local address reaches it.
    OpenFlow {
        /// What the answer names.
        request: FlowRequest,
        /// How messages shall travel.
        transport: Transport,
        /// To where.
        remote: SocketAddr,
        /// The host of the URI: for TLS the name that the certificate must
        /// have (RFC 5922 §4), for WebSocket that of the Host header. `None`
        /// where it is the address itself, and for the other transports.
        server_name: Option<String>,
    },
    /// A connection is not needed any more.
    CloseFlow {
        /// Which.
        connection: ConnectionId,
    },
    /// Find the destinations of a target whose host is a name, in the order to
    /// be tried (RFC 3263); answer with
    /// [`Agent::handle_resolved`](super::Agent::handle_resolved).
    Resolve {
        /// What the answer names.
        id: ResolveId,
        /// What is looked for.
        target: Target,
        /// Whether a host's IPv6 addresses come before its IPv4 addresses.
        prefer_ipv6: bool,
    },
    /// Take media sockets for an incoming call that needs them before it is
    /// answered; tell with
    /// [`Agent::handle_media_ports`](super::Agent::handle_media_ports).
    TakeMediaPorts {
        /// The call.
        session: SessionId,
    },
    /// Ask servers how the sockets of a call look from outside, for at most
    /// [`ICE_GATHERING_MS_MAX`](crate::limits::ICE_GATHERING_MS_MAX); tell with
    /// [`Agent::handle_gathered`](super::Agent::handle_gathered), in any case.
    Gather {
        /// The call.
        session: SessionId,
        /// Its sockets.
        ports: MediaPorts,
        /// Who is asked.
        servers: GatheringServers,
        /// Whether a host's IPv6 addresses come before its IPv4 addresses.
        prefer_ipv6: bool,
        /// When they are asked.
        occasion: Occasion,
    },
    /// Something for media to do.
    Media(MediaCommand),
    /// Something for the program to know.
    Event(Event),
}
