//! kamailio as a presence server, registrar and proxy.

use std::fs;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};

use phone::{Config, Phone};

use crate::kamailio;
use crate::peer::{self, Peer, free_ports, template};

/// The empty tables that come with kamailio.
const TABLES: &str = "/usr/share/kamailio/dbtext/kamailio";

/// A running presence server and its port on 127.0.0.1, for UDP and TCP.
pub struct PresenceServer {
    /// The port.
    pub port: u16,
    /// The process.
    pub peer: Peer,
    folder: PathBuf,
}

impl PresenceServer {
    /// Starts it in a folder of its own, and waits until it answers.
    pub fn start(name: &str) -> Self {
        let folder = peer::folder(name);
        let port = free_ports(1);
        let values = [
            ("PORT", port.to_string()),
            ("FOLDER", folder.display().to_string()),
        ];
        let text = template("kamailio-presence.cfg", &values);
        fs::write(folder.join("kamailio.cfg"), text).expect("the peer's folder is writable");
        Self::run(folder, port)
    }

    fn run(folder: PathBuf, port: u16) -> Self {
        copy_tables(&folder.join("tables"));
        let peer = kamailio::run(&folder, ("127.0.0.1", port));
        Self { port, peer, folder }
    }

    /// Ends it with all that it knows, and starts it anew.
    #[must_use]
    pub fn restart(self) -> Self {
        let Self { port, peer, folder } = self;
        drop(peer);
        Self::run(folder, port)
    }

    /// Publishes a document of an event package, as a voice mail system does.
    pub fn publish(&self, user: &str, package: &str, media_type: &str, body: &str) {
        let socket = UdpSocket::bind(("127.0.0.1", 0)).expect("a free port");
        let ours = socket.local_addr().expect("an address");
        let length = body.len();
        let request = format!(
            "PUBLISH sip:{user}@127.0.0.1 SIP/2.0\r\n\
             Via: SIP/2.0/UDP {ours};branch=z9hG4bK{package}\r\nFrom: <sip:vm@{ours}>;tag=vm\r\n\
             To: <sip:{user}@127.0.0.1>\r\nCall-ID: {package}{ours}\r\nCSeq: 1 PUBLISH\r\n\
             Max-Forwards: 70\r\nEvent: {package}\r\nExpires: 600\r\n\
             Content-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let sent = socket.send_to(request.as_bytes(), ("127.0.0.1", self.port));
        sent.expect("the request fits");
        let mut answer = [0; 2048];
        let length = socket.recv(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer[..length]);
        assert!(answer.starts_with("SIP/2.0 200 "), "{answer}");
    }

    /// A phone of ours with an account here.
    pub fn phone(&self, user: &str, config: &Config) -> Phone {
        let phone = Phone::start(config);
        phone.set_user_at(user, "", "127.0.0.1", self.port);
        phone
    }

    /// The same, registered.
    pub fn registered(&self, user: &str, config: &Config) -> Phone {
        let phone = self.phone(user, config);
        phone.register(300, 5);
        assert_eq!(phone.wait("onRegisterSuccess", |_| true).status, 200);
        phone
    }
}

fn copy_tables(to: &Path) {
    fs::create_dir_all(to).expect("the peer's folder is writable");
    for table in fs::read_dir(TABLES).expect("the tables come with kamailio") {
        let table = table.expect("the folder can be read");
        fs::copy(table.path(), to.join(table.file_name())).expect("a table can be copied");
    }
}
