//! sipp: the standard load and conformance tool.

use std::fs;
use std::path::Path;
use std::process::Command;

use phone::Phone;

use crate::peer::{self, Peer, free_ports, template};

/// What one run of sipp does.
pub struct Sipp<'a> {
    /// A built-in scenario (`uac`, `uas`) or the path of a file.
    pub scenario: Scenario<'a>,
    /// Its own SIP port.
    pub port: u16,
    /// Its media port.
    pub media_port: u16,
    /// Calls after which it ends.
    pub calls: u32,
    /// Calls a second, as caller.
    pub rate: u32,
    /// The other side, as caller.
    pub target: Option<u16>,
    /// Seconds after which it fails.
    pub limit_s: u32,
    /// SIP goes over TCP, else over UDP.
    pub tcp: bool,
}

/// Starts a scenario of the folder `peers` that calls `phone` once, over UDP.
pub fn caller(file: &str, values: &[(&str, String)], phone: &Phone) -> Peer {
    let sipp = Sipp::caller(Scenario::Template(file, values), phone.port());
    sipp.start(&peer::folder(&format!("{file}-{}", sipp.port)))
}

/// Starts one that is called once, over UDP; it and its URI.
pub fn callee(file: &str, values: &[(&str, String)]) -> (Peer, String) {
    let sipp = Sipp::callee(Scenario::Template(file, values));
    let uri = format!("sip:service@127.0.0.1:{}", sipp.port);
    let folder = peer::folder(&format!("{file}-{}", sipp.port));
    (sipp.start(&folder), uri)
}

/// Where the scenario comes from.
pub enum Scenario<'a> {
    /// One that sipp brings.
    BuiltIn(&'a str),
    /// One of the folder `peers`.
    File(&'a str),
    /// One of the folder `peers`, with its placeholders filled in.
    Template(&'a str, &'a [(&'a str, String)]),
}

impl<'a> Sipp<'a> {
    /// One call of a scenario to this port of ours, over UDP.
    pub fn caller(scenario: Scenario<'a>, target: u16) -> Self {
        Self {
            target: Some(target),
            ..Self::callee(scenario)
        }
    }

    /// A scenario that is called once, over UDP.
    pub fn callee(scenario: Scenario<'a>) -> Self {
        Self {
            scenario,
            port: free_ports(1),
            media_port: free_ports(4),
            calls: 1,
            rate: 1,
            target: None,
            limit_s: 25,
            tcp: false,
        }
    }

    /// Starts it; as callee, waits until it listens.
    pub fn start(&self, folder: &Path) -> Peer {
        let mut command = Command::new("sipp");
        command.env("TERM", "dumb").current_dir(folder);
        match self.scenario {
            Scenario::BuiltIn(name) => command.args(["-sn", name]),
            Scenario::File(name) => {
                let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("peers")
                    .join(name);
                command.arg("-sf").arg(path)
            }
            Scenario::Template(name, values) => {
                let path = folder.join(name);
                fs::write(&path, template(name, values)).expect("the folder is writable");
                command.arg("-sf").arg(path)
            }
        };
        command
            .args([
                "-i",
                "127.0.0.1",
                "-nostdin",
                "-trace_err",
                "-timeout_error",
            ])
            .args(["-p", &self.port.to_string()])
            .args(["-mp", &self.media_port.to_string()])
            .args(["-m", &self.calls.to_string()])
            .args(["-r", &self.rate.to_string()])
            .args(["-timeout", &self.limit_s.to_string()]);
        if let Some(target) = self.target {
            command.args(["-s", "alice", &format!("127.0.0.1:{target}")]);
        } else {
            // A 200 that sipp sends again gets a further ACK (RFC 3261
            // §13.2.2.4), which may come behind the BYE. Scenarios that answer
            // expect none there, and would end the call as failed.
            command.args(["-default_behaviors", "all,-abortunexp"]);
        }
        if self.tcp {
            command.args(["-t", "t1"]);
        }
        let mut peer = Peer::start("sipp", &mut command, folder);
        if self.target.is_none() && self.tcp {
            peer.wait_listening_tcp(self.port);
        } else if self.target.is_none() {
            peer.wait_listening(self.port);
        }
        peer
    }
}
