//! From a stream to a secure one.

use std::future::poll_fn;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::ProtocolVersion;
use rustls::pki_types::ServerName;
use rustls::server::ServerConfig;
use tokio::io::{AsyncRead, ReadBuf};
use tokio_rustls::{TlsAcceptor, TlsConnector, client, server};

use super::super::socket::quiet::QuietStream;
use super::failure::TlsFailure;
use super::identity::Presented;
use super::security::Security;
use super::verifier::Naming;
use crate::limits::{CERTIFICATE_REFUSAL_MS_MAX, HANDSHAKE_S_MAX};

/// Makes a stream to a server secure. The certificate must be that of `name`,
/// or of the address where there is none.
pub(in crate::engine) async fn connect(
    security: &Security,
    naming: Naming,
    stream: QuietStream,
    name: Option<&str>,
    address: IpAddr,
) -> Result<client::TlsStream<QuietStream>, TlsFailure> {
    let shown = name.map_or_else(|| address.to_string(), str::to_owned);
    let server_name = match name {
        Some(name) => ServerName::try_from(name.trim_end_matches('.').to_owned())
            .map_err(|_| TlsFailure::NoName(shown.clone()))?,
        None => ServerName::from(address),
    };
    let (config, presented) = security.client(naming);
    let limit = Duration::from_secs(HANDSHAKE_S_MAX);
    let shaken = TlsConnector::from(config).connect(server_name, stream);
    let failure = |error: &io::Error| TlsFailure::of(error, &shown, presented.was_missing());
    let mut stream = tokio::time::timeout(limit, shaken)
        .await
        .map_err(|_| TlsFailure::TimedOut)?
        .map_err(|error| failure(&error))?;
    if is_refused_late(&stream, &presented) {
        let heard = poll_fn(|context| poll_accepted(&mut stream, context));
        let limit = Duration::from_millis(CERTIFICATE_REFUSAL_MS_MAX);
        if let Ok(Err(error)) = tokio::time::timeout(limit, heard).await {
            return Err(failure(&error));
        }
    }
    Ok(stream)
}

/// Makes the stream of a peer secure.
pub(in crate::engine) async fn accept(
    config: &Arc<ServerConfig>,
    stream: QuietStream,
) -> Result<server::TlsStream<QuietStream>, TlsFailure> {
    let limit = Duration::from_secs(HANDSHAKE_S_MAX);
    let shaken = TlsAcceptor::from(Arc::clone(config)).accept(stream);
    tokio::time::timeout(limit, shaken)
        .await
        .map_err(|_| TlsFailure::TimedOut)?
        .map_err(|error| TlsFailure::of(&error, "us", false))
}

/// In TLS 1.3 the client is done before the server has seen its certificate
/// (RFC 8446 §4.4.2.4).
fn is_refused_late(stream: &client::TlsStream<QuietStream>, presented: &Presented) -> bool {
    let version = stream.get_ref().1.protocol_version();
    presented.was_asked() && version == Some(ProtocolVersion::TLSv1_3)
}

/// Ready with an error when the server refuses us, and without one at the
/// first sign that it does not: a session ticket, or a message, which stays to
/// be read.
fn poll_accepted(
    stream: &mut client::TlsStream<QuietStream>,
    context: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    let read = Pin::new(&mut *stream).poll_read(context, &mut ReadBuf::new(&mut []));
    if read.is_ready() {
        return read;
    }
    if stream.get_ref().1.tls13_tickets_received() > 0 {
        return Poll::Ready(Ok(()));
    }
    Poll::Pending
}
