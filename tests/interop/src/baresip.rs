//! baresip: another phone, with speech in and a recording out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::peer::{Peer, free_ports, template};

/// A running baresip.
pub struct Baresip {
    /// The SIP port on 127.0.0.1.
    pub port: u16,
    folder: PathBuf,
    peer: Peer,
}

impl Baresip {
    /// Starts it: answers every call, speaks `speech`, offers and takes `codecs`
    /// (in its own words, such as `pcmu` or `opus/48000/2`), and dials `target`
    /// where there is one.
    pub fn start(folder: &Path, speech: &Path, codecs: &str, target: Option<&str>) -> Self {
        let port = free_ports(2);
        let values = [
            ("PORT", port.to_string()),
            ("SPEECH", speech.display().to_string()),
            ("RECORDINGS", folder.display().to_string()),
            ("CONTROL", free_ports(1).to_string()),
        ];
        let write = |name: &str, text: String| {
            fs::write(folder.join(name), text).expect("the peer's folder is writable");
        };
        write("config", template("baresip.config", &values));
        write(
            "accounts",
            format!("<sip:bob@127.0.0.1:{port}>;regint=0;answermode=auto;audio_codecs={codecs}\n"),
        );
        write("contacts", String::new());
        let mut command = Command::new("baresip");
        command.arg("-f").arg(folder).current_dir(folder);
        if let Some(target) = target {
            command.args(["-e", &format!("/dial {target}")]);
        }
        let mut peer = Peer::start("baresip", &mut command, folder);
        peer.wait_listening(port);
        Self {
            port,
            folder: folder.to_owned(),
            peer,
        }
    }

    /// Waits until it has printed `text`.
    pub fn wait_printed(&mut self, text: &str) {
        self.peer.wait_printed(text);
    }

    /// Ends it and gives the recording of what it heard.
    pub fn finish(self) -> PathBuf {
        let folder = self.folder.clone();
        drop(self);
        fs::read_dir(&folder)
            .expect("the peer's folder is there")
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .find(|path| path.to_string_lossy().ends_with("-dec.wav"))
            .expect("baresip recorded what it heard")
    }
}
