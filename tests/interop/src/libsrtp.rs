//! libsrtp, told by lines which packets to protect and open (see `peers/libsrtp.c`).

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::SystemTime;

use portsip_core::plan::{MasterKey, SrtpParameters};

/// The program at the other end of two pipes.
pub struct Libsrtp {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What kind of packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RTP packets.
    Rtp,
    /// Compound RTCP packets.
    Rtcp,
}

/// A context of libsrtp: of one direction.
#[derive(Clone, Copy, Debug)]
pub struct Context(usize);

/// Why libsrtp did not do it: a number of `srtp_err_status_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(u32);

impl Refused {
    /// It is not authentic.
    pub const NOT_AUTHENTIC: Self = Self(7);
    /// It was taken before.
    pub const REPLAYED: Self = Self(9);
    /// It is too old for the replay window.
    pub const TOO_OLD: Self = Self(10);
    /// It names a key that there is not.
    pub const UNKNOWN_KEY: Self = Self(25);
}

impl Libsrtp {
    /// Starts the program, which is compiled first where `folder` has none that is newer
    /// than its source.
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(program(folder))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("what was compiled can be run");
        Self {
            commands: child.stdin.take().expect("it has a pipe"),
            answers: BufReader::new(child.stdout.take().expect("it has a pipe")),
            child,
        }
    }

    /// A context that protects, with each of the keys.
    pub fn sender(&mut self, parameters: &SrtpParameters) -> Context {
        self.context(parameters, "sends")
    }

    /// A context that opens, with each of the keys.
    pub fn receiver(&mut self, parameters: &SrtpParameters) -> Context {
        self.context(parameters, "receives")
    }

    /// Protects a packet with the key of this number.
    pub fn protect(
        &mut self,
        context: Context,
        kind: Kind,
        key: usize,
        packet: &[u8],
    ) -> Result<Vec<u8>, Refused> {
        let packet = hex(packet);
        let line = format!("protect {} {} {key} {packet}", kind.name(), context.0);
        self.packet(&line)
    }

    /// Opens a packet.
    pub fn open(
        &mut self,
        context: Context,
        kind: Kind,
        packet: &[u8],
    ) -> Result<Vec<u8>, Refused> {
        let line = format!("open {} {} {}", kind.name(), context.0, hex(packet));
        self.packet(&line)
    }

    fn context(&mut self, parameters: &SrtpParameters, direction: &str) -> Context {
        let omitted = parameters.omitted;
        let rtp = services(omitted.rtp_encryption, omitted.rtp_authentication);
        let rtcp = services(omitted.rtcp_encryption, false);
        let mut line = format!("context {} {direction}", parameters.suite.name());
        let _ = write!(line, " {rtp} {rtcp}");
        for key in &parameters.keys {
            line.push(' ');
            line.push_str(&word(key));
        }
        let answer = self.ask(&line);
        let number = answer.strip_prefix("context ");
        Context(number.map_or_else(|| panic!("{line}: {answer}"), number_of))
    }

    fn packet(&mut self, line: &str) -> Result<Vec<u8>, Refused> {
        let answer = self.ask(line);
        match answer.split_once(' ') {
            Some(("packet", packet)) => Ok(octets(packet)),
            Some(("refused", code)) => Err(Refused(number_of(code))),
            _ => panic!("{line}: {answer}"),
        }
    }

    fn ask(&mut self, line: &str) -> String {
        let told = writeln!(self.commands, "{line}");
        let mut answer = String::new();
        let heard = self.answers.read_line(&mut answer);
        let ended = told.is_err() || !answer.ends_with('\n');
        assert!(!ended, "{line}: the program ended ({told:?}, {heard:?})");
        answer.truncate(answer.len() - 1);
        answer
    }
}

impl Drop for Libsrtp {
    fn drop(&mut self) {
        // It may have ended already, and a test that failed has said so.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Rtp => "rtp",
            Self::Rtcp => "rtcp",
        }
    }
}

/// Compiles the program where it must be; several tests may at once.
fn program(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/libsrtp.c");
    let program = folder.join("libsrtp");
    if changed(&program) >= changed(&source) {
        return program;
    }
    let found = Command::new("pkg-config")
        .args(["--cflags", "--libs", "libsrtp2"])
        .output()
        .expect("pkg-config is installed: run scripts/setup");
    assert!(
        found.status.success(),
        "no libsrtp2: run scripts/setup test"
    );
    let flags = String::from_utf8_lossy(&found.stdout).into_owned();
    let fresh = folder.join(format!("libsrtp.{}", std::process::id()));
    let compiled = Command::new("cc")
        .args(["-std=c99", "-pedantic-errors", "-Wall", "-Wextra"])
        .args(["-Werror", "-O1"])
        .arg(&source)
        .arg("-o")
        .arg(&fresh)
        .args(flags.split_whitespace())
        .output()
        .expect("a C compiler is installed: run scripts/setup");
    let said = String::from_utf8_lossy(&compiled.stderr);
    assert!(compiled.status.success(), "{said}");
    fs::rename(&fresh, &program).expect("the folder can be written");
    program
}

/// When a file was changed last; `None` where there is none, which is before any time.
fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// `srtp_sec_serv_t`.
fn services(no_encryption: bool, no_authentication: bool) -> u8 {
    u8::from(!no_encryption) | u8::from(!no_authentication) << 1
}

fn word(key: &MasterKey) -> String {
    let mut word = hex(key.key_and_salt.expose());
    if !key.identifier.is_empty() {
        word.push('/');
        word.push_str(&hex(&key.identifier));
    }
    word
}

fn hex(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() * 2);
    for octet in octets {
        let _ = write!(text, "{octet:02x}");
    }
    text
}

fn octets(text: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
    (0..text.len()).step_by(2).map(octet).collect()
}

fn number_of<N: std::str::FromStr>(text: &str) -> N
where
    N::Err: std::fmt::Debug,
{
    text.parse().expect("a number")
}
