//! Sockets of connections: listening on our port, and connecting from our
//! address.

use std::io;
use std::net::{IpAddr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpSocket, TcpStream};

use super::bound::Bound;
use super::options::{DSCP_SIGNALLING, canonical, mark};

/// Connections that wait to be accepted before the kernel refuses more.
const BACKLOG: i32 = 512;

/// A socket at `address` that peers can connect to.
pub(in crate::engine) fn listen(address: SocketAddr) -> io::Result<Socket> {
    let socket = socket(address)?;
    // Connections of an earlier object that are not quite over do not keep the
    // port. Windows means something else by this.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket)
}

/// A socket at `address` that peers are refused at.
pub(in crate::engine) fn reserve(address: SocketAddr) -> io::Result<Socket> {
    let socket = socket(address)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// A socket that is not bound yet: one port for both families where `address`
/// is an unspecified IPv6 address.
fn socket(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    socket.set_nonblocking(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(!address.ip().is_unspecified())?;
    }
    mark(&socket, address, DSCP_SIGNALLING);
    Ok(socket)
}

/// Connects to `remote` from our address, where we have a certain one.
pub(in crate::engine) async fn connect(bound: Bound, remote: SocketAddr) -> io::Result<TcpStream> {
    let socket = if remote.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    if !bound.0.ip().is_unspecified() {
        socket.bind(SocketAddr::new(bound.0.ip(), 0))?;
    }
    let stream = socket.connect(remote).await?;
    prepare(&stream);
    Ok(stream)
}

/// Sets what every connection has.
pub(in crate::engine) fn prepare(stream: &TcpStream) {
    // A message is written at once: nothing follows that it could wait for.
    let _ = stream.set_nodelay(true);
}

/// Our end of a connection as the peer sees it, but for the port.
pub(in crate::engine) fn local_ip(stream: &TcpStream) -> io::Result<IpAddr> {
    Ok(canonical(stream.local_addr()?).ip())
}
