//! Many datagrams with one system call, into buffers made once.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// One datagram that was received.
#[derive(Debug)]
pub(in crate::engine) struct Datagram<'a> {
    /// Its bytes.
    pub(in crate::engine) payload: &'a [u8],
    /// Who sent it; never an IPv4-mapped address.
    pub(in crate::engine) from: SocketAddr,
    /// Which of our addresses it was sent to, where the kernel was asked.
    pub(in crate::engine) to: Option<IpAddr>,
    /// When it arrived, since 1970, where the kernel was asked.
    pub(in crate::engine) arrival_unix: Option<Duration>,
}

/// What a batch can be received from.
pub(in crate::engine) trait DatagramSocket {
    /// The descriptor.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn descriptor(&self) -> std::os::fd::RawFd;
    /// Receives one datagram, or says that none waits.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn receive_one(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
}

impl DatagramSocket for mio::net::UdpSocket {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn descriptor(&self) -> std::os::fd::RawFd {
        std::os::fd::AsRawFd::as_raw_fd(self)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn receive_one(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.recv_from(buffer)
    }
}

impl DatagramSocket for tokio::net::UdpSocket {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn descriptor(&self) -> std::os::fd::RawFd {
        std::os::fd::AsRawFd::as_raw_fd(self)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn receive_one(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.try_recv_from(buffer)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
pub(in crate::engine) use many::{ReceiveBatch, socket_address};
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(in crate::engine) use one_by_one::ReceiveBatch;

#[cfg(any(target_os = "linux", target_os = "android"))]
mod many {
    use std::io::IoSliceMut;
    use std::net::SocketAddrV6;

    use nix::sys::socket::{
        ControlMessageOwned, MsgFlags, MultiHeaders, RecvMsg, SockaddrStorage, recvmmsg,
    };

    use super::super::options::canonical;
    use super::{Datagram, DatagramSocket, Duration, IpAddr, SocketAddr, io};

    /// Datagrams taken by one system call.
    const BATCH: usize = 16;

    /// The buffers of one thread. All its sockets must be of one family: the
    /// kernel leaves the address length of one call for the next.
    pub(in crate::engine) struct ReceiveBatch {
        buffers: Box<[u8]>,
        datagram_bytes: usize,
        headers: MultiHeaders<SockaddrStorage>,
    }

    impl ReceiveBatch {
        /// Buffers for datagrams of up to `datagram_bytes`.
        pub(in crate::engine) fn new(datagram_bytes: usize) -> Self {
            let control = nix::cmsg_space!(nix::sys::time::TimeSpec, nix::libc::in6_pktinfo);
            Self {
                buffers: vec![0; datagram_bytes * BATCH].into_boxed_slice(),
                datagram_bytes,
                headers: MultiHeaders::preallocate(BATCH, Some(control)),
            }
        }

        /// Hands what waits on `socket` to `each`, at most one batch. `true`
        /// when more may wait.
        pub(in crate::engine) fn receive(
            &mut self,
            socket: &impl DatagramSocket,
            mut each: impl FnMut(Datagram<'_>),
        ) -> io::Result<bool> {
            let mut chunks = self.buffers.chunks_exact_mut(self.datagram_bytes);
            let mut slices: [[IoSliceMut<'_>; 1]; BATCH] =
                std::array::from_fn(|_| [IoSliceMut::new(chunks.next().unwrap_or_default())]);
            let received = recvmmsg(
                socket.descriptor(),
                &mut self.headers,
                slices.iter_mut(),
                MsgFlags::MSG_DONTWAIT,
                None,
            )?;
            let mut count = 0;
            for message in received {
                count += 1;
                // A datagram longer than the buffer is no message of ours.
                if message.flags.contains(MsgFlags::MSG_TRUNC) {
                    continue;
                }
                let Some(from) = message.address.as_ref().and_then(socket_address) else {
                    continue;
                };
                let (to, arrival_unix) = control(&message);
                each(Datagram {
                    payload: message.iovs().next().unwrap_or_default(),
                    from: canonical(from),
                    to,
                    arrival_unix,
                });
            }
            Ok(count == BATCH)
        }
    }

    /// What the kernel says beside the bytes.
    fn control(message: &RecvMsg<'_, '_, SockaddrStorage>) -> (Option<IpAddr>, Option<Duration>) {
        let (mut to, mut arrival) = (None, None);
        for item in message.cmsgs().into_iter().flatten() {
            match item {
                ControlMessageOwned::ScmTimestampns(time) => arrival = Some(time.into()),
                ControlMessageOwned::Ipv4PacketInfo(info) => {
                    to = Some(IpAddr::from(info.ipi_addr.s_addr.to_ne_bytes()));
                }
                ControlMessageOwned::Ipv6PacketInfo(info) => {
                    to = Some(IpAddr::from(info.ipi6_addr.s6_addr).to_canonical());
                }
                _ => {}
            }
        }
        (to, arrival)
    }

    /// The address as the standard library names it.
    pub(in crate::engine) fn socket_address(address: &SockaddrStorage) -> Option<SocketAddr> {
        if let Some(v4) = address.as_sockaddr_in() {
            return Some(SocketAddr::from((v4.ip(), v4.port())));
        }
        let v6 = address.as_sockaddr_in6()?;
        Some(SocketAddr::V6(SocketAddrV6::new(
            v6.ip(),
            v6.port(),
            v6.flowinfo(),
            v6.scope_id(),
        )))
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod one_by_one {
    use super::super::options::canonical;
    use super::{Datagram, DatagramSocket, io};

    /// The buffer of one thread.
    pub(in crate::engine) struct ReceiveBatch {
        buffer: Box<[u8]>,
    }

    impl ReceiveBatch {
        /// A buffer for datagrams of up to `datagram_bytes`.
        pub(in crate::engine) fn new(datagram_bytes: usize) -> Self {
            Self {
                buffer: vec![0; datagram_bytes].into_boxed_slice(),
            }
        }

        /// Hands what waits on `socket` to `each`, at most a few. `true` when
        /// more may wait.
        pub(in crate::engine) fn receive(
            &mut self,
            socket: &impl DatagramSocket,
            mut each: impl FnMut(Datagram<'_>),
        ) -> io::Result<bool> {
            for _ in 0..16 {
                let (length, from) = match socket.receive_one(&mut self.buffer) {
                    Ok(received) => received,
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                    Err(error) if is_about_one_datagram(&error) => continue,
                    Err(error) => return Err(error),
                };
                each(Datagram {
                    payload: self.buffer.get(..length).unwrap_or_default(),
                    from: canonical(from),
                    to: None,
                    arrival_unix: None,
                });
            }
            Ok(true)
        }
    }

    /// Windows says here that nobody took an earlier datagram of ours, and
    /// that one was longer than the buffer. What comes next is not touched.
    fn is_about_one_datagram(error: &io::Error) -> bool {
        const WSAEMSGSIZE: i32 = 10_040;
        error.kind() == io::ErrorKind::ConnectionReset
            || (cfg!(windows) && error.raw_os_error() == Some(WSAEMSGSIZE))
    }
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::super::options;
    use super::*;

    fn bound(address: &str) -> mio::net::UdpSocket {
        let address: SocketAddr = address.parse().expect("an address");
        let socket = options::datagram_socket(address, 0).expect("a socket");
        options::ask_for_arrival_times(&socket);
        options::ask_for_destinations(&socket, address);
        socket.bind(&address.into()).expect("a free port");
        mio::net::UdpSocket::from_std(socket.into())
    }

    fn receive_three(receiver: &mio::net::UdpSocket, sender: &mio::net::UdpSocket) {
        let to = receiver.local_addr().expect("bound");
        let mut batch = ReceiveBatch::new(1500);
        for round in 0..3_u8 {
            for byte in 0..3 {
                sender
                    .send_to(&[round, byte], to)
                    .expect("loopback takes it");
            }
            let mut seen = Vec::new();
            let more = batch
                .receive(receiver, |datagram| {
                    assert_eq!(Some(datagram.from), sender.local_addr().ok());
                    assert_eq!(datagram.to, Some(to.ip()));
                    assert!(datagram.arrival_unix.is_some());
                    seen.push(datagram.payload.to_vec());
                })
                .expect("datagrams wait");
            assert!(!more);
            assert_eq!(seen, [[round, 0], [round, 1], [round, 2]]);
        }
        assert!(batch.receive(receiver, |_| ()).is_err());
    }

    #[test]
    fn a_batch_has_sources_destinations_and_times_again_and_again() {
        receive_three(&bound("127.0.0.1:0"), &bound("127.0.0.1:0"));
    }

    #[test]
    fn a_batch_of_ipv6_too() {
        receive_three(&bound("[::1]:0"), &bound("[::1]:0"));
    }
}
