//! baresip: another phone, with speech in and a recording out.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::certificates;
use crate::peer::{Peer, free_ports, template};

/// A running baresip.
pub struct Baresip {
    /// The SIP port on 127.0.0.1, for UDP and TCP; TLS has the next one.
    pub port: u16,
    folder: PathBuf,
    peer: Peer,
    control_port: u16,
}

impl Baresip {
    /// Starts it: answers every call, speaks `speech`, offers and takes `codecs`
    /// (in its own words, such as `pcmu` or `opus/48000/2`), and dials `target`
    /// where there is one.
    pub fn start(folder: &Path, speech: &Path, codecs: &str, target: Option<&str>) -> Self {
        let account = format!("audio_codecs={codecs}");
        Self::start_over("udp", folder, speech, &account, target)
    }

    /// The same over `udp`, `tcp` or `tls`, with other parameters of its account
    /// as well; the certificate, its key and the authority are in the folder, or
    /// put there.
    pub fn start_over(
        transport: &str,
        folder: &Path,
        speech: &Path,
        account: &str,
        target: Option<&str>,
    ) -> Self {
        // Its configuration names a certificate, whatever it speaks over.
        if !folder.join("baresip.pem").exists() {
            certificates::write(folder);
        }
        let port = free_ports(2);
        let control_port = free_ports(1);
        let values = [
            ("PORT", port.to_string()),
            ("SPEECH", speech.display().to_string()),
            ("FOLDER", folder.display().to_string()),
            ("CONTROL", control_port.to_string()),
        ];
        let write = |name: &str, text: String| {
            fs::write(folder.join(name), text).expect("the peer's folder is writable");
        };
        write("config", template("baresip.config", &values));
        write(
            "accounts",
            format!(
                "<sip:bob@127.0.0.1:{port};transport={transport}>;regint=0;answermode=auto;{account}\n"
            ),
        );
        write("contacts", String::new());
        let mut command = Command::new("baresip");
        command.arg("-f").arg(folder).current_dir(folder);
        if let Some(target) = target {
            command.args(["-e", &format!("/dial {target}")]);
        }
        let mut peer = Peer::start("baresip", &mut command, folder);
        peer.wait_listening(port);
        peer.wait_listening_tcp(control_port);
        Self {
            port,
            folder: folder.to_owned(),
            peer,
            control_port,
        }
    }

    /// Gives it a command of its menu, and waits until it has taken it.
    ///
    /// Commands are JSON in netstrings, over a connection of their own.
    pub fn command(&mut self, name: &str, params: &str) {
        let json = format!("{{\"command\":\"{name}\",\"params\":\"{params}\",\"token\":\"t\"}}");
        let mut control =
            TcpStream::connect(("127.0.0.1", self.control_port)).expect("baresip takes commands");
        let limit = Some(Duration::from_secs(10));
        control.set_read_timeout(limit).expect("a limit");
        write!(control, "{}:{json},", json.len()).expect("baresip reads");
        let mut answer = [0; 4096];
        // Events may come first, each in a netstring of its own.
        let mut heard = String::new();
        while !heard.contains("\"response\":true") {
            let length = control.read(&mut answer).expect("baresip answers");
            assert!(length > 0, "{name}: {heard}");
            heard.push_str(&String::from_utf8_lossy(&answer[..length]));
        }
        assert!(heard.contains("\"ok\":true"), "{name}: {heard}");
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

/// A file of ten seconds of silence at 16 kHz, for who looks at signalling alone.
pub fn silence(folder: &Path) -> PathBuf {
    const RATE: u32 = 16_000;
    const SAMPLES: u32 = 10 * RATE;
    let mut wave = Vec::new();
    wave.extend(b"RIFF");
    wave.extend((36 + 2 * SAMPLES).to_le_bytes());
    wave.extend(b"WAVEfmt ");
    wave.extend(16_u32.to_le_bytes());
    // PCM with one channel.
    wave.extend([1, 0, 1, 0]);
    wave.extend(RATE.to_le_bytes());
    wave.extend((2 * RATE).to_le_bytes());
    wave.extend([2, 0, 16, 0]);
    wave.extend(b"data");
    wave.extend((2 * SAMPLES).to_le_bytes());
    wave.resize(wave.len() + 2 * SAMPLES as usize, 0);
    let file = folder.join("silence.wav");
    fs::write(&file, wave).expect("the peer's folder is writable");
    file
}
