//! Connections that peers open to us.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::super::socket::quiet::QuietStream;
use super::BoxedStream;
use super::failure::Failure;
use super::stream_wire::StreamWire;
use super::table::Place;
use super::task::{Opener, serve};
use super::websocket;
use super::wire::Wire;
use crate::engine::core::Core;
use crate::engine::endpoint::Listening;
use crate::engine::socket::options::canonical;
use crate::engine::socket::stream;
use crate::engine::tls;
use crate::sip::transport::flow::{Flow, Transport};

/// How long nothing is accepted when the system has no more descriptors.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// Accepts what comes until everything ends. Dropping the future ends all
/// that was accepted.
pub(in crate::engine) async fn accept_all(core: Arc<Core>, listening: Listening) {
    let Listening {
        transport,
        socket,
        accepts,
    } = listening;
    if !accepts {
        return std::future::pending().await;
    }
    let listener = match TcpListener::from_std(socket.into()) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%transport, %error, "no connections are accepted");
            return;
        }
    };
    let mut served = JoinSet::new();
    loop {
        while served.try_join_next().is_some() {}
        match accept(&core, &listener, transport).await {
            Ok((place, stream, flow)) => {
                let core = Arc::clone(&core);
                served.spawn(async move { greet(&core, place, stream, flow).await });
                // Those that gave way go before the next one comes.
                tokio::task::yield_now().await;
            }
            Err(error) if is_about_one(&error) => {}
            Err(error) => {
                tracing::warn!(%transport, %error, "a connection cannot be accepted");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

async fn accept(
    core: &Core,
    listener: &TcpListener,
    transport: Transport,
) -> io::Result<(Place, TcpStream, Flow)> {
    let (stream, from) = listener.accept().await?;
    let from = canonical(from);
    stream::prepare(&stream);
    let local = stream::local_address(&stream)?;
    let place = core.connections.admit(from.ip());
    let flow = Flow::connected(transport, place.id, local, from);
    Ok((place, stream, flow))
}

/// Shakes hands with a peer and serves it.
async fn greet(core: &Arc<Core>, place: Place, stream: TcpStream, flow: Flow) {
    match place.unless_ended(wire(core, stream, flow.transport)).await {
        Some(Ok(wire)) => serve(core, place, flow, wire, Opener::Peer).await,
        Some(Err(failure)) => {
            tracing::info!(from = %flow.remote, transport = %flow.transport, %failure, "not connected");
        }
        None => {}
    }
}

async fn wire(core: &Core, stream: TcpStream, transport: Transport) -> Result<Wire, Failure> {
    let stream = QuietStream(stream);
    let stream: BoxedStream = if transport.is_secure() {
        let server = core.security.made().and_then(|security| security.server());
        let server = server.ok_or(Failure::NoCertificate)?;
        Box::new(tls::accept(server, stream).await?)
    } else {
        Box::new(stream)
    };
    if transport.is_websocket() {
        let socket = websocket::accept(stream).await?;
        return Ok(Wire::WebSocket(Box::new(socket)));
    }
    Ok(Wire::Stream(StreamWire::new(stream)))
}

/// The peer has gone before it was accepted.
fn is_about_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::NotConnected
    )
}
