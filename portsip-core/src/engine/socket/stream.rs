//! Sockets of connections: listening on our port, and connecting from our
//! address.

use std::io;
use std::net::SocketAddr;

use socket2::{SockRef, Socket};
use tokio::net::{TcpSocket, TcpStream};

use super::bound::Bound;
use super::options::{DSCP_SIGNALLING, canonical, mark, stream_socket};

/// Connections that wait to be accepted before the kernel refuses more.
const BACKLOG: i32 = 512;

/// A socket at `address` that peers can connect to.
pub(in crate::engine) fn listen(address: SocketAddr) -> io::Result<Socket> {
    let socket = stream_socket(address, DSCP_SIGNALLING)?;
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
    let socket = stream_socket(address, DSCP_SIGNALLING)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// Connects to `remote` from our address, where we have a certain one. What is sent is
/// marked with `dscp`.
pub(in crate::engine) async fn connect(
    bound: Bound,
    remote: SocketAddr,
    dscp: u32,
) -> io::Result<TcpStream> {
    let socket = if remote.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    mark(&SockRef::from(&socket), remote, dscp);
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

/// Our end of a connection, without the interface, which no peer is told.
pub(in crate::engine) fn local_address(stream: &TcpStream) -> io::Result<SocketAddr> {
    let local = canonical(stream.local_addr()?);
    Ok(SocketAddr::new(local.ip(), local.port()))
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn both_ends_of_a_connection_are_marked() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            let listener = listen(any).expect("a free port");
            let listener = TcpListener::from_std(listener.into()).expect("it listens");
            let to = listener.local_addr().expect("bound");
            let ours = connect(Bound(any), to, DSCP_SIGNALLING)
                .await
                .expect("it listens");
            let (theirs, _) = listener.accept().await.expect("somebody connects");
            for end in [&ours, &theirs] {
                let marked = SockRef::from(end).tos_v4().expect("an IPv4 socket");
                assert_eq!(marked, DSCP_SIGNALLING << 2);
            }
        });
    }
}
