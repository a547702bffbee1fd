//! kamailio as a presence server, registrar and proxy.

use std::fs;
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
        let peer = kamailio::run(&folder, port);
        Self { port, peer, folder }
    }

    /// Ends it with all that it knows, and starts it anew.
    #[must_use]
    pub fn restart(self) -> Self {
        let Self { port, peer, folder } = self;
        drop(peer);
        Self::run(folder, port)
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
