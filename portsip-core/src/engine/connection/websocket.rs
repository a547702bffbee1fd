//! Messages in a WebSocket: one SIP message in each of its messages
//! (RFC 7118 §5).

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Sink, Stream};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::error::{Error, ProtocolError};
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::{HeaderValue, StatusCode, Uri};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config, client_async_with_config};

use super::BoxedStream;
use super::failure::Failure;
use super::metered::Metered;
use super::wire::{Broken, Received};
use crate::limits::{HANDSHAKE_S_MAX, SIP_MESSAGE_BYTES_MAX};
use crate::octets::Octets;
use crate::sip::transport::flow::Transport;
use crate::sip::transport::keepalive::KeepAlive;

/// The protocol that both sides name (RFC 7118 §4.1).
const PROTOCOL: &str = "sip";
const PROTOCOL_HEADER: &str = "Sec-WebSocket-Protocol";
/// Made ahead for what is read, in bytes.
const READ_BYTES: usize = 4096;

/// A WebSocket, and what is on its way.
pub(super) struct WebSocketWire {
    socket: WebSocketStream<Metered>,
    /// How much had been read when the last message was complete, in bytes.
    read_before: u64,
    /// The socket has not taken this yet.
    unsent: Option<Message>,
    /// The socket has taken something that may not have left yet.
    unflushed: bool,
    /// The answer to a ping is part of that.
    owes_pong: bool,
}

/// Becomes a server's client. `authority` names the server: host and port.
pub(super) async fn connect(
    stream: BoxedStream,
    transport: Transport,
    authority: &str,
) -> Result<WebSocketWire, Failure> {
    let scheme = if transport.is_secure() { "wss" } else { "ws" };
    let uri: Uri = format!("{scheme}://{authority}/")
        .parse()
        .map_err(|_| Failure::NotAName(authority.to_owned()))?;
    let request = ClientRequestBuilder::new(uri).with_sub_protocol(PROTOCOL);
    let stream = Metered::new(stream);
    let shaken = client_async_with_config(request, stream, Some(config()));
    let (socket, _) = within_limit(shaken).await?;
    Ok(WebSocketWire::new(socket))
}

/// Becomes a peer's server.
pub(super) async fn accept(stream: BoxedStream) -> Result<WebSocketWire, Failure> {
    let shaken = accept_hdr_async_with_config(Metered::new(stream), choose, Some(config()));
    Ok(WebSocketWire::new(within_limit(shaken).await?))
}

async fn within_limit<T>(shaken: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    tokio::time::timeout(Duration::from_secs(HANDSHAKE_S_MAX), shaken)
        .await
        .map_err(|_| Failure::HandshakeTimedOut)?
        .map_err(|error| failure(&error))
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Http(response) => Failure::NoWebSocket(response.status().as_u16()),
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => Failure::NoSip,
        Error::Io(_) | Error::ConnectionClosed | Error::AlreadyClosed => Failure::HandshakeClosed,
        other => Failure::Handshake(other.to_string()),
    }
}

/// Takes clients that speak SIP.
#[expect(
    clippy::result_large_err,
    reason = "what the handshake wants of its callback"
)]
fn choose(request: &Request, mut response: Response) -> Result<Response, ErrorResponse> {
    let speaks_sip = request
        .headers()
        .get_all(PROTOCOL_HEADER)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|protocol| protocol.trim() == PROTOCOL);
    if speaks_sip {
        let protocol = HeaderValue::from_static(PROTOCOL);
        response.headers_mut().insert(PROTOCOL_HEADER, protocol);
        return Ok(response);
    }
    let mut refusal = ErrorResponse::new(None);
    *refusal.status_mut() = StatusCode::BAD_REQUEST;
    Err(refusal)
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BYTES)
        .write_buffer_size(0)
        .max_message_size(Some(SIP_MESSAGE_BYTES_MAX))
        .max_frame_size(Some(SIP_MESSAGE_BYTES_MAX))
}

impl WebSocketWire {
    fn new(socket: WebSocketStream<Metered>) -> Self {
        let read_before = socket.get_ref().bytes_read();
        Self {
            socket,
            read_before,
            unsent: None,
            unflushed: false,
            owes_pong: false,
        }
    }

    /// The next message or keep-alive.
    pub(super) fn poll_receive(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Received, Broken>> {
        if self.owes_pong {
            // The socket keeps its answers until they leave: who does not read
            // them is not given more.
            ready!(self.poll_flushed(context))?;
        }
        let message = match ready!(Pin::new(&mut self.socket).poll_next(context)) {
            None => return Poll::Ready(Err(Broken::Closed)),
            Some(message) => message.map_err(broken)?,
        };
        self.read_before = self.socket.get_ref().bytes_read();
        Poll::Ready(Ok(match message {
            Message::Text(text) => received(text.as_bytes()),
            Message::Binary(bytes) => received(&bytes),
            Message::Pong(_) => Received::KeepAlive(KeepAlive::Pong),
            // The socket answers pings and the end by itself.
            Message::Ping(_) => {
                self.unflushed = true;
                self.owes_pong = true;
                Received::Nothing
            }
            Message::Close(_) | Message::Frame(_) => Received::Nothing,
        }))
    }

    /// Whether another message may be sent along.
    pub(super) fn has_room(&self) -> bool {
        self.unsent.is_none()
    }

    /// Begins to send. Our ping is the WebSocket's own, which every server
    /// answers (RFC 7118 §6); a pong answers one that came as a message.
    pub(super) fn start_send(&mut self, message: Octets) {
        self.unsent = Some(if *message == *KeepAlive::Ping.bytes() {
            Message::Ping(Bytes::new())
        } else {
            let message = Bytes::from(message);
            match Utf8Bytes::try_from(message.clone()) {
                Ok(text) => Message::Text(text),
                Err(_) => Message::Binary(message),
            }
        });
    }

    /// Ready when nothing is on its way any more.
    pub(super) fn poll_sent(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        let mut socket = Pin::new(&mut self.socket);
        if self.unsent.is_some() {
            ready!(socket.as_mut().poll_ready(context)).map_err(broken)?;
            if let Some(message) = self.unsent.take() {
                socket.as_mut().start_send(message).map_err(broken)?;
                self.unflushed = true;
            }
        }
        self.poll_flushed(context)
    }

    fn poll_flushed(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        if self.unflushed {
            ready!(Pin::new(&mut self.socket).poll_flush(context)).map_err(broken)?;
            self.unflushed = false;
            self.owes_pong = false;
        }
        Poll::Ready(Ok(()))
    }

    /// Whether a message has begun and not ended.
    pub(super) fn is_partway(&self) -> bool {
        self.socket.get_ref().bytes_read() > self.read_before
    }

    /// Says goodbye.
    pub(super) async fn close(&mut self) {
        // The peer may have gone: then there is nothing to say.
        let _ = self.socket.close(None).await;
        let _ = self.socket.get_mut().shutdown().await;
    }
}

/// Clients that cannot send pings of the WebSocket send those of SIP.
fn received(bytes: &[u8]) -> Received {
    if bytes == KeepAlive::Ping.bytes() {
        Received::KeepAlive(KeepAlive::Ping)
    } else if bytes == KeepAlive::Pong.bytes() {
        Received::KeepAlive(KeepAlive::Pong)
    } else {
        // Of its own: what keeps it shall not keep all that was read.
        Received::Message(Octets::copy_from_slice(bytes))
    }
}

fn broken(error: Error) -> Broken {
    match error {
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Broken::Closed,
        Error::Io(error) => Broken::Io(error),
        other => Broken::WebSocket(other.to_string()),
    }
}
