//! A WebRTC endpoint behind SIP over secure WebSocket (see `peers/webrtc.py`).

use std::path::Path;
use std::process::Command;

use crate::peer::{Peer, free_ports};
use crate::score::root;

/// A running gateway.
pub struct Gateway {
    /// Its port for secure WebSocket on 127.0.0.1.
    pub port: u16,
    peer: Peer,
}

impl Gateway {
    /// Starts it with the certificate in `folder`; each call hears `say`, and what it
    /// says goes to the file `hear`.
    pub fn start(folder: &Path, say: &Path, hear: &Path) -> Self {
        let port = free_ports(1);
        let mut command = Command::new(root().join("target/python/bin/python"));
        command
            .arg(root().join("tests/interop/peers/webrtc.py"))
            .arg(port.to_string())
            .arg(folder.join("certificate.pem"))
            .arg(folder.join("key.pem"))
            .args([say, hear]);
        let peer = Peer::start_listening("webrtc", &mut command, folder);
        let mut gateway = Self { port, peer };
        gateway.wait_told("ready");
        gateway
    }

    /// Tells it a line.
    pub fn say(&mut self, line: &str) {
        self.peer.say(line);
    }

    /// Waits for a line.
    pub fn wait_told(&mut self, line: &str) {
        self.peer.wait_until(line, |printed| {
            printed.lines().any(|printed| printed == line)
        });
    }
}
