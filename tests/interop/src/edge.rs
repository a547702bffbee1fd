//! kamailio as an edge proxy (RFC 5626): what goes to a phone goes by its flow.

use std::fs;
use std::path::Path;

use crate::kamailio::{self, Kamailio};
use crate::peer::{Peer, free_ports, template};

/// A running edge proxy in front of a registrar.
pub struct Edge {
    /// The port on 127.0.0.1 for TCP.
    pub port: u16,
    /// The process.
    pub peer: Peer,
}

impl Edge {
    /// Starts it and waits until it listens. Its files are in `<folder>/edge`.
    pub fn start(folder: &Path, registrar: &Kamailio) -> Self {
        let folder = folder.join("edge");
        fs::create_dir_all(&folder).expect("the test's folder is writable");
        let port = free_ports(1);
        let text = template(
            "kamailio-edge.cfg",
            &[
                ("REGISTRAR", registrar.port.to_string()),
                ("PORT", port.to_string()),
            ],
        );
        fs::write(folder.join("kamailio.cfg"), text).expect("the peer's folder is writable");
        let peer = kamailio::run(&folder, ("127.0.0.1", port));
        Self { port, peer }
    }

    /// Waits until it has answered a keep-alive of a phone: what else it sends
    /// is longer than two bytes.
    pub fn wait_pong(&mut self) {
        self.peer.wait_printed(" n=2 fd=");
    }
}
