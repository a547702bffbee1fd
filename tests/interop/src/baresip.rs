//! baresip: another phone, with speech in and a recording out.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::certificates;
use crate::peer::{Peer, free_ports, template};
use crate::wave;

const LOOPBACK: &str = "127.0.0.1";

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
        Self::start_at(LOOPBACK, transport, folder, speech, account, target)
    }

    /// The same at another address than 127.0.0.1.
    pub fn start_at(
        address: &str,
        transport: &str,
        folder: &Path,
        speech: &Path,
        account: &str,
        target: Option<&str>,
    ) -> Self {
        let config = |values: &[(&str, String)]| template("baresip.config", values);
        Self::configured(
            config,
            (address, transport),
            folder,
            speech,
            account,
            target,
        )
    }

    /// The same over UDP for many calls, none of which is recorded; `speech` is
    /// at `rate_hz`, that of the codec, so that it is not converted. Each call
    /// has all of it in memory; where there is none, a tone is made instead.
    pub fn start_for_load(
        folder: &Path,
        speech: Option<&Path>,
        rate_hz: u32,
        codecs: &str,
    ) -> Self {
        // Tones are made at one rate, and in stereo.
        let (source_hz, channels) = speech.map_or((48_000, 2), |_| (rate_hz, 1));
        let config = |values: &[(&str, String)]| {
            let config = template("baresip.config", values);
            let config = match speech {
                Some(_) => config,
                None => config.replace("audio_source aufile,\n", "audio_source ausine,400\n"),
            };
            config
                .replace("module aufile.so\n", "module aufile.so\nmodule ausine.so\n")
                .replace("call_max_calls 4\n", "call_max_calls 1000\n")
                .replace("module sndfile.so\n", "")
                .replace("ausrc_srate 16000\n", &format!("ausrc_srate {source_hz}\n"))
                .replace(
                    "ausrc_channels 1\n",
                    &format!("ausrc_channels {channels}\n"),
                )
                .replace("auplay_srate 16000\n", &format!("auplay_srate {rate_hz}\n"))
                .replace(
                    "opus_bitrate 28000\n",
                    "opus_bitrate 32000\nopus_complexity 5\n",
                )
        };
        let speech = speech.unwrap_or(Path::new(""));
        let account = format!("audio_codecs={codecs}");
        Self::configured(config, (LOOPBACK, "udp"), folder, speech, &account, None)
    }

    fn configured(
        config: impl FnOnce(&[(&str, String)]) -> String,
        (address, transport): (&str, &str),
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
            ("ADDRESS", address.to_owned()),
            ("PORT", port.to_string()),
            ("SPEECH", speech.display().to_string()),
            ("FOLDER", folder.display().to_string()),
            ("CONTROL", control_port.to_string()),
        ];
        let write = |name: &str, text: String| {
            fs::write(folder.join(name), text).expect("the peer's folder is writable");
        };
        write("config", config(&values));
        write(
            "accounts",
            format!(
                "<sip:bob@{address}:{port};transport={transport}>;regint=0;answermode=auto;{account}\n"
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

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.peer.id()
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
    const RATE_HZ: u32 = 16_000;
    let file = folder.join("silence.wav");
    let samples = vec![0; 10 * RATE_HZ as usize];
    fs::write(&file, wave::file(RATE_HZ, &samples)).expect("the peer's folder is writable");
    file
}
