//! kamailio with rtpengine behind it: a registrar and proxy that passes media on, of a
//! kind to each phone by its user's name (see `peers/kamailio-gateway.cfg`).

use std::fs;
use std::path::Path;
use std::process::Command;

use phone::{Config, Phone};

use crate::kamailio;
use crate::peer::{Peer, free_ports, template};

/// Both, running.
pub struct MediaGateway {
    /// The SIP port on 127.0.0.1, of UDP and TCP.
    pub port: u16,
    _kamailio: Peer,
    _rtpengine: Peer,
}

impl MediaGateway {
    /// Starts them; their files are in `folder`.
    pub fn start(folder: &Path) -> Self {
        let control = free_ports(1);
        let media = free_ports(MEDIA_PORTS);
        let mut command = Command::new("rtpengine");
        command
            .args([
                "--config-file=none",
                "--foreground",
                "--log-stderr",
                "--table=-1",
            ])
            .args(["--interface=127.0.0.1", "--num-threads=2"])
            .arg(format!("--listen-ng=127.0.0.1:{control}"))
            .arg(format!("--port-min={media}"))
            .arg(format!("--port-max={}", media + MEDIA_PORTS - 1))
            .arg(format!("--pidfile={}", folder.join("pid").display()));
        let mut rtpengine = Peer::start("rtpengine", &mut command, folder);
        rtpengine.wait_listening(control);
        let port = free_ports(1);
        let values = [("CONTROL", control.to_string()), ("PORT", port.to_string())];
        let text = template("kamailio-gateway.cfg", &values);
        fs::write(folder.join("kamailio.cfg"), text).expect("the peer's folder is writable");
        Self {
            port,
            _kamailio: kamailio::run(folder, ("127.0.0.1", port)),
            _rtpengine: rtpengine,
        }
    }

    /// A phone of ours that has registered here.
    pub fn registered(&self, user: &str, config: &Config) -> Phone {
        let phone = Phone::start(config);
        phone.set_user_at(user, "", "127.0.0.1", self.port);
        phone.register(300, 0);
        phone.wait("onRegisterSuccess", |_| true);
        phone
    }

    /// How a user is called.
    pub fn address(&self, user: &str) -> String {
        format!("sip:{user}@127.0.0.1:{}", self.port)
    }
}

/// Enough for two calls.
const MEDIA_PORTS: u16 = 32;
