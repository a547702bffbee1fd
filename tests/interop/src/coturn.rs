//! coturn as a relay of media.

use std::path::Path;
use std::process::Command;

use crate::certificates;
use crate::peer::{Peer, free_ports};

/// Where it takes requests and has its relayed addresses.
pub const ADDRESS: &str = "127.0.0.4";
/// Who may use it.
pub const USER: &str = "alice";
/// By this password.
pub const PASSWORD: &str = "a password of coturn";

/// A running relay.
pub struct Coturn {
    /// Its port for UDP and TCP.
    pub port: u16,
    /// Its port for TLS; the certificate is for the name `localhost`, the authority is
    /// `authority.pem` in the folder.
    pub tls_port: u16,
    /// The process.
    pub peer: Peer,
}

impl Coturn {
    /// Starts it on [`ADDRESS`] and waits until it listens; its files are in `folder`.
    pub fn start(folder: &Path) -> Self {
        Self::start_at(ADDRESS, folder)
    }

    /// The same on this address.
    pub fn start_at(address: &str, folder: &Path) -> Self {
        let port = free_ports(4);
        let tls_port = port + 2;
        certificates::write(folder);
        let relayed = free_ports(32);
        let mut command = Command::new("turnserver");
        command
            .args(["-n", "--no-cli", "--no-dtls", "--verbose"])
            .args([
                "--lt-cred-mech",
                "--realm",
                "relay.example",
                "--allow-loopback-peers",
            ])
            .args(["--listening-ip", address, "--relay-ip", address])
            .args(["--listening-port", &port.to_string()])
            .args(["--tls-listening-port", &tls_port.to_string()])
            .arg("--cert")
            .arg(folder.join("certificate.pem"))
            .arg("--pkey")
            .arg(folder.join("key.pem"))
            .args(["--min-port", &relayed.to_string()])
            .args(["--max-port", &(relayed + 31).to_string()])
            .args(["--user", &format!("{USER}:{PASSWORD}")])
            .args([
                "--log-file",
                "stdout",
                "--simple-log",
                "--pidfile",
                "/dev/null",
            ])
            .arg("--userdb")
            .arg(folder.join("users"));
        let mut peer = Peer::start("coturn", &mut command, folder);
        peer.wait_listening(port);
        peer.wait_listening_tcp(port);
        peer.wait_listening_tcp(tls_port);
        Self {
            port,
            tls_port,
            peer,
        }
    }
}
