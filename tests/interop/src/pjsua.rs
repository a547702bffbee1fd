//! pjsua: a phone of pjsip, driven by lines (see `peers/pjsua.py`).

use std::path::Path;
use std::process::Command;

use crate::peer::{Peer, folder, free_ports};

/// A running pjsua.
pub struct Pjsua {
    /// Its SIP port.
    pub port: u16,
    address: String,
    peer: Peer,
    /// The `transport` parameter of its URI, or empty.
    parameter: &'static str,
    /// How many of the lines it told have been waited for.
    seen: usize,
}

impl Pjsua {
    /// Starts it with the options of the script, the transport first, and waits
    /// until it is ready.
    pub fn start(test: &str, options: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let port = free_ports(1);
        let mut command = Command::new(root.join("../../target/python/bin/python"));
        command
            .arg(root.join("peers/pjsua.py"))
            .arg(port.to_string())
            .args(options);
        let peer = Peer::start_listening("pjsua", &mut command, &folder(test));
        let parameter = match options.first() {
            Some(&"tcp") => ";transport=tcp",
            Some(&"tls") => ";transport=tls",
            _ => "",
        };
        let mut pjsua = Self {
            port,
            address: "127.0.0.1".to_owned(),
            parameter,
            peer,
            seen: 0,
        };
        pjsua.wait_told("ready");
        pjsua
    }

    /// The same at another address than 127.0.0.1.
    pub fn start_at(address: &str, test: &str, options: &[&str]) -> Self {
        let at = format!("address={address}");
        let options: Vec<&str> = options.iter().copied().chain([at.as_str()]).collect();
        Self {
            address: address.to_owned(),
            ..Self::start(test, &options)
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.peer.id()
    }

    /// The URI that reaches it.
    pub fn uri(&self) -> String {
        let (address, port, parameter) = (&self.address, self.port, self.parameter);
        format!("sip:pjsua@{address}:{port}{parameter}")
    }

    /// Tells it a line.
    pub fn say(&mut self, line: &str) {
        self.peer.say(line);
    }

    /// Waits for a line that begins so, after the one waited for last; what
    /// came before it is passed over.
    pub fn wait_told(&mut self, start: &str) -> String {
        let seen = self.seen;
        let line_of = |printed: &str| {
            // The last line may not be whole yet.
            let whole = printed.rfind('\n').map_or("", |end| &printed[..end]);
            let mut lines = whole.lines().enumerate().skip(seen);
            let found = lines.find(|(_, line)| line.starts_with(start));
            found.map(|(index, line)| (index, line.to_owned()))
        };
        self.peer
            .wait_until(start, |printed| line_of(printed).is_some());
        let found = line_of(&self.peer.printed());
        let (index, line) = found.expect("the line is there");
        self.seen = index + 1;
        line
    }
}
