//! A STUN server on loopback that answers as if there was a NAT.
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver};

use portsip_core::config::{Account, HostPort};
use portsip_core::nat::DatagramKind;

/// Where the server says that everybody is.
pub(crate) const OUTSIDE: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 9);

/// The server; it lives until the test process ends.
pub(crate) struct StunServer {
    address: SocketAddr,
    shift: Arc<AtomicU16>,
    asked_from: Receiver<u16>,
}

impl StunServer {
    /// One that sees everybody at a port one thousand above theirs.
    pub(crate) fn start() -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = socket.local_addr().expect("bound");
        let shift = Arc::new(AtomicU16::new(1000));
        let shifted = Arc::clone(&shift);
        let (asked, asked_from) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 2048];
            while let Ok((length, from)) = socket.recv_from(&mut buffer) {
                let request = &buffer[..length];
                if DatagramKind::of(request) != DatagramKind::Stun || request[..2] != [0, 1] {
                    continue;
                }
                // Not every test wants to know.
                let _ = asked.send(from.port());
                let port = from.port() + shifted.load(Ordering::Relaxed);
                let mut answer = vec![1, 1, 0, 12];
                answer.extend(&request[4..20]);
                answer.extend([0, 1, 0, 8, 0, 1]);
                answer.extend(port.to_be_bytes());
                answer.extend(OUTSIDE.octets());
                socket.send_to(&answer, from).expect("loopback takes it");
            }
        });
        Self {
            address,
            shift,
            asked_from,
        }
    }

    /// The ports that have asked since this was called last.
    pub(crate) fn asked_from(&self) -> Vec<u16> {
        self.asked_from.try_iter().collect()
    }

    /// The ports are others from now on.
    pub(crate) fn set_shift(&self, shift: u16) {
        self.shift.store(shift, Ordering::Relaxed);
    }

    /// An account that asks it.
    pub(crate) fn given_to(&self, account: Account) -> Account {
        Account {
            stun_server: Some(HostPort {
                host: self.address.ip().to_string(),
                port: self.address.port(),
            }),
            ..account
        }
    }
}
