//! coturn as a relay of media.

use std::path::Path;
use std::process::Command;

use crate::peer::{Peer, free_ports};

/// Where it takes requests and has its relayed addresses.
pub const ADDRESS: &str = "127.0.0.4";
/// Who may use it.
pub const USER: &str = "alice";
/// By this password.
pub const PASSWORD: &str = "a password of coturn";

/// A running relay.
pub struct Coturn {
    /// Its port on [`ADDRESS`].
    pub port: u16,
    /// The process.
    pub peer: Peer,
}

impl Coturn {
    /// Starts it and waits until it listens; its files are in `folder`.
    pub fn start(folder: &Path) -> Self {
        let port = free_ports(2);
        let relayed = free_ports(32);
        let mut command = Command::new("turnserver");
        command
            .args([
                "-n",
                "--no-cli",
                "--no-tls",
                "--no-dtls",
                "--no-tcp",
                "--verbose",
            ])
            .args([
                "--lt-cred-mech",
                "--realm",
                "relay.example",
                "--allow-loopback-peers",
            ])
            .args(["--listening-ip", ADDRESS, "--relay-ip", ADDRESS])
            .args(["--listening-port", &port.to_string()])
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
        Self { port, peer }
    }
}
