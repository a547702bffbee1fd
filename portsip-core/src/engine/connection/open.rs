//! Connections that we open, as the agent asks for them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;

use super::super::socket::quiet::QuietStream;
use super::BoxedStream;
use super::failure::Failure;
use super::stream_wire::StreamWire;
use super::table::Place;
use super::task::{Opener, serve};
use super::websocket;
use super::wire::Wire;
use crate::engine::core::Core;
use crate::engine::panics::unless_it_panics;
use crate::engine::socket::options::DSCP_SIGNALLING;
use crate::engine::socket::stream;
use crate::engine::tls::{self, Naming, Security};
use crate::limits::CONNECT_S_MAX;
use crate::sip::transport::flow::{Flow, Transport};
use crate::ua::FlowRequest;

/// What connection the agent wants.
#[derive(Debug)]
pub(in crate::engine) struct Wanted {
    pub(in crate::engine) request: FlowRequest,
    pub(in crate::engine) transport: Transport,
    pub(in crate::engine) remote: SocketAddr,
    /// Whose certificate is expected, and which host a WebSocket is asked of.
    pub(in crate::engine) server_name: Option<String>,
}

/// Opens a connection, tells the agent what became of it, and serves it.
pub(in crate::engine) async fn open(core: Arc<Core>, wanted: Wanted) {
    let Wanted {
        request,
        transport,
        remote,
        ..
    } = wanted;
    let connected = unless_it_panics("connect", connect(&core, &wanted)).await;
    match connected.unwrap_or(Err(Failure::Panicked)) {
        Ok((place, flow, wire)) => {
            core.agent("flow opened", |agent, now| {
                agent.handle_flow_opened(now, request, flow);
            });
            serve(&core, place, flow, wire, Opener::Agent).await;
        }
        Err(failure) => {
            let reason = format!("{transport}: {failure}");
            tracing::warn!(%remote, reason, "no connection");
            core.agent("flow failed", |agent, now| {
                agent.handle_flow_failed(now, request, &reason);
            });
        }
    }
}

async fn connect(core: &Arc<Core>, wanted: &Wanted) -> Result<(Place, Flow, Wire), Failure> {
    let Wanted {
        transport, remote, ..
    } = *wanted;
    if core.is_secure() && !transport.is_secure() {
        return Err(Failure::NotSecure);
    }
    let place = core.connections.reserve().ok_or(Failure::TooMany)?;
    let host = wanted.server_name.as_deref();
    let naming = if transport == Transport::Wss {
        Naming::Web
    } else {
        Naming::Sip
    };
    let way = Way {
        transport,
        remote,
        name: host,
        naming,
        dscp: DSCP_SIGNALLING,
        waiting_bytes_max: None,
    };
    let (stream, local) = dial(core, way).await?;
    let flow = flow(core, &place, transport, local, remote);
    let wire = if transport.is_websocket() {
        let authority = host.map_or_else(
            || remote.to_string(),
            |host| format!("{host}:{}", remote.port()),
        );
        let socket = websocket::connect(stream, transport, &authority).await?;
        Wire::WebSocket(Box::new(socket))
    } else {
        Wire::Stream(StreamWire::new(stream))
    };
    Ok((place, flow, wire))
}

/// Where to connect.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Way<'w> {
    pub(in crate::engine) transport: Transport,
    pub(in crate::engine) remote: SocketAddr,
    /// Whose certificate it has to be where the transport is secure; that of the address
    /// without it.
    pub(in crate::engine) name: Option<&'w str>,
    pub(in crate::engine) naming: Naming,
    /// The mark of what is sent.
    pub(in crate::engine) dscp: u32,
    /// Bytes of what waits in the system at most; else as many as it likes.
    pub(in crate::engine) waiting_bytes_max: Option<usize>,
}

/// Connects to a server. The other value is our end.
pub(in crate::engine) async fn dial(
    core: &Arc<Core>,
    way: Way<'_>,
) -> Result<(BoxedStream, SocketAddr), Failure> {
    let remote = way.remote;
    if !core.bound.reaches_family_of(remote) {
        return Err(Failure::NoWay(remote));
    }
    let limit = Duration::from_secs(CONNECT_S_MAX);
    let stream = tokio::time::timeout(limit, stream::connect(core.bound, remote, way.dscp))
        .await
        .map_err(|_| Failure::TimedOut)??;
    if let Some(bytes) = way.waiting_bytes_max {
        SockRef::from(&stream).set_send_buffer_size(bytes)?;
    }
    let local = stream::local_address(&stream)?;
    let stream = QuietStream(stream);
    if !way.transport.is_secure() {
        return Ok((Box::new(stream), local));
    }
    let security = security(core).await?;
    let stream = tls::connect(&security, way.naming, stream, way.name, remote.ip()).await?;
    Ok((Box::new(stream), local))
}

/// The settings of TLS. Reading them blocks, so tokio does it on a helper
/// thread.
async fn security(core: &Arc<Core>) -> Result<Arc<Security>, Failure> {
    if let Some(made) = core.security.made() {
        return Ok(Arc::clone(made));
    }
    let core = Arc::clone(core);
    let made = tokio::task::spawn_blocking(move || core.security.make());
    let made = made
        .await
        .map_err(|error| io::Error::other(error.to_string()))?;
    Ok(made?)
}

/// The connection as the agent knows it: our end is where we listen, which is
/// what Via and Contact tell peers, where we listen for this transport.
fn flow(
    core: &Core,
    place: &Place,
    transport: Transport,
    mut local: SocketAddr,
    remote: SocketAddr,
) -> Flow {
    if core.listens_for(transport) {
        local.set_port(core.bound.0.port());
    }
    Flow::connected(transport, place.id, local, remote)
}
