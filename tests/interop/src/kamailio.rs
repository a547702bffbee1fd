//! kamailio: a registrar and record-routing proxy.

use std::fs;
use std::net::UdpSocket;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use phone::{Config, Phone, transport};

use crate::certificates;
use crate::peer::{Peer, free_ports, template};

/// Every user's password at the registrar.
pub const PASSWORD: &str = "wonder land";

/// A running kamailio and its ports.
pub struct Kamailio {
    /// Its address.
    pub address: &'static str,
    /// The port for UDP, TCP and WebSocket.
    pub port: u16,
    /// The port for TLS and secure WebSocket; its certificate is for the name
    /// `localhost`, the authority is `authority.pem` in the folder.
    pub tls_port: u16,
    /// The process.
    pub peer: Peer,
}

impl Kamailio {
    /// Starts it on 127.0.0.1 and waits until it listens.
    pub fn start(folder: &Path) -> Self {
        Self::start_at("127.0.0.1", folder)
    }

    /// The same on this address, which is its realm as well.
    pub fn start_at(address: &'static str, folder: &Path) -> Self {
        let port = free_ports(2);
        let tls_port = port + 1;
        certificates::write(folder);
        let config = folder.join("kamailio.cfg");
        let text = template(
            "kamailio.cfg",
            &[
                ("TLSPORT", tls_port.to_string()),
                ("PORT", port.to_string()),
                ("ADDRESS", address.to_owned()),
                ("FOLDER", folder.display().to_string()),
                ("PASSWORD", PASSWORD.to_owned()),
            ],
        );
        fs::write(&config, text).expect("the peer's folder is writable");
        let peer = run(folder, (address, port));
        Self {
            address,
            port,
            tls_port,
            peer,
        }
    }

    /// A phone of ours that has registered here, with an instance or without.
    pub fn registered(&self, user: &str, config: &Config, instance: Option<&str>) -> Phone {
        let phone = Phone::start(config);
        let port = match config.transport {
            transport::TLS | transport::WSS => self.tls_port,
            _ => self.port,
        };
        phone.set_user_at(user, PASSWORD, self.address, port);
        if let Some(instance) = instance {
            phone.set_instance_id(instance);
        }
        phone.register(300, 5);
        assert_eq!(phone.wait("onRegisterSuccess", |_| true).status, 200);
        phone
    }

    /// Ends it, with its connections and all it knows, and starts it anew on
    /// the same ports.
    #[must_use]
    pub fn restart(self, folder: &Path) -> Self {
        let Self {
            address,
            port,
            tls_port,
            peer,
        } = self;
        drop(peer);
        Self {
            address,
            port,
            tls_port,
            peer: run(folder, (address, port)),
        }
    }
}

/// Starts it with the `kamailio.cfg` of the folder, and waits until it answers.
pub(crate) fn run(folder: &Path, at: (&str, u16)) -> Peer {
    let mut command = Command::new("/usr/sbin/kamailio");
    command
        .args(["-DD", "-E", "-w"])
        .arg(folder)
        .arg("-Y")
        .arg(folder)
        .arg("-P")
        .arg(folder.join("kamailio.pid"))
        .arg("-f")
        .arg(folder.join("kamailio.cfg"))
        .current_dir(folder);
    let mut peer = Peer::start("kamailio", &mut command, folder);
    peer.wait_listening(at.1);
    wait_answering(at);
    peer
}

/// It listens before its workers are there: waits until one answers.
fn wait_answering((address, port): (&str, u16)) {
    let socket = UdpSocket::bind((address, 0)).expect("a free port");
    let ours = socket.local_addr().expect("an address");
    let limit = Some(Duration::from_millis(200));
    socket.set_read_timeout(limit).expect("a limit");
    let options = format!(
        "OPTIONS sip:{address}:{port} SIP/2.0\r\nVia: SIP/2.0/UDP {ours};branch=z9hG4bKready\r\n\
         From: <sip:test@{ours}>;tag=ready\r\nTo: <sip:{address}:{port}>\r\nCall-ID: ready\r\n\
         CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    );
    let mut answer = [0; 2048];
    let answered = (0..100).any(|_| {
        let sent = socket.send_to(options.as_bytes(), (address, port));
        sent.is_ok() && socket.recv(&mut answer).is_ok()
    });
    assert!(answered, "kamailio does not answer");
}
