//! A child process with its output kept, ended when dropped.

use std::fs::{self, File};
use std::io::Write as _;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// A running peer.
pub struct Peer {
    name: &'static str,
    child: Child,
    output: PathBuf,
    /// Where a peer takes lines from; the others read nothing.
    stdin: Option<ChildStdin>,
}

impl Peer {
    /// Starts `command`, its output going to `<folder>/<name>.log`.
    pub fn start(name: &'static str, command: &mut Command, folder: &Path) -> Self {
        Self::spawn(name, command.stdin(Stdio::null()), folder)
    }

    /// The same for a peer that is told what to do by lines.
    pub fn start_listening(name: &'static str, command: &mut Command, folder: &Path) -> Self {
        Self::spawn(name, command.stdin(Stdio::piped()), folder)
    }

    fn spawn(name: &'static str, command: &mut Command, folder: &Path) -> Self {
        let output = folder.join(format!("{name}.log"));
        let log = File::create(&output).expect("the peer's folder is writable");
        let mut child = command
            .process_group(0)
            .stdout(log.try_clone().expect("a file handle can be doubled"))
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{name} does not start ({error}); run scripts/setup test")
            });
        Self {
            name,
            stdin: child.stdin.take(),
            child,
            output,
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells the peer a line.
    pub fn say(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("the peer takes lines");
        let said = stdin.write_all(format!("{line}\n").as_bytes());
        assert!(said.is_ok(), "{} ended: {}", self.name, self.printed());
    }

    /// What the peer has printed so far.
    pub fn printed(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.output).unwrap_or_default()).into_owned()
    }

    /// Waits until the peer listens on this UDP port, in the network of the calling thread.
    pub fn wait_listening(&mut self, port: u16) {
        self.wait_bound("/proc/thread-self/net/udp", port, "07");
    }

    /// The same for a TCP port.
    pub fn wait_listening_tcp(&mut self, port: u16) {
        self.wait_bound("/proc/thread-self/net/tcp", port, "0A");
    }

    /// Waits for a socket in this state: what is left of earlier connections
    /// at the port stands in the table as well.
    fn wait_bound(&mut self, table: &str, port: u16, state: &str) {
        let port = format!(":{port:04X}");
        self.wait_until("listens", |_| {
            let table = fs::read_to_string(table).unwrap_or_default();
            table.lines().any(|line| {
                let mut fields = line.split_ascii_whitespace().skip(1);
                let is_local = fields.next().is_some_and(|local| local.ends_with(&port));
                is_local && fields.nth(1) == Some(state)
            })
        });
    }

    /// Waits until the peer has printed `text`.
    pub fn wait_printed(&mut self, text: &str) {
        self.wait_until(text, |printed| printed.contains(text));
    }

    /// Waits until what the peer has printed fulfils the condition.
    pub fn wait_until(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        let deadline = now() + Duration::from_secs(20);
        while !condition(&self.printed()) {
            let ended = self.child.try_wait().expect("the peer is our child");
            assert!(ended.is_none(), "{} ended: {}", self.name, self.printed());
            assert!(
                now() < deadline,
                "{} never: {what}\n{}",
                self.name,
                self.printed()
            );
            pause();
        }
    }

    /// Waits for the peer to end by itself.
    pub fn wait_end(&mut self, limit: Duration) -> ExitStatus {
        let deadline = now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().expect("the peer is our child") {
                return status;
            }
            assert!(
                now() < deadline,
                "{} does not end\n{}",
                self.name,
                self.printed()
            );
            pause();
        }
    }

    /// Asserts that the peer ends by itself, well.
    pub fn assert_success(&mut self, limit: Duration) {
        let status = self.wait_end(limit);
        assert!(
            status.success(),
            "{} ended with {status}:\n{}",
            self.name,
            self.printed()
        );
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have children (kamailio has): all of its group end.
        let pid = self.child.id();
        let signal = |name: &str| {
            let group = format!("-{pid}");
            // Its children may be gone already: then there is no such group.
            let mut kill = Command::new("kill");
            let _ = kill
                .args([name, "--", &group])
                .stderr(Stdio::null())
                .status();
        };
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            signal("-TERM");
            let deadline = now() + Duration::from_secs(5);
            while self.child.try_wait().is_ok_and(|status| status.is_none()) && now() < deadline {
                pause();
            }
            signal("-KILL");
            let _ = self.child.wait();
        }
    }
}

/// A fresh folder for one test.
pub fn folder(test: &str) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("portsip-interop-{}-{test}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the test's folder can be made");
    folder
}

/// `count` free ports in a row, for UDP and TCP, the first one even, which this
/// process has not given out before.
///
/// They lie below the ports that the system and the SDK pick from, in a block
/// that this process has for itself.
pub fn free_ports(count: u16) -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let block = own_block();
    loop {
        let rounded = count.next_multiple_of(2);
        let first = block + NEXT.fetch_add(rounded, Ordering::Relaxed);
        assert!(
            first + rounded <= block + BLOCK,
            "no {count} free ports in a row"
        );
        let mut ports = first..first + count;
        if ports.all(is_free) {
            return first;
        }
    }
}

/// Ports of a block.
const BLOCK: u16 = 160;

/// The first port of a block whose guard is bound by nobody else: tests run at once.
fn own_block() -> u16 {
    const GUARDS: std::ops::Range<u16> = 4960..4990;
    const FIRST: u16 = 5000;
    static GUARD: OnceLock<(UdpSocket, u16)> = OnceLock::new();
    let (_, number) = GUARD.get_or_init(|| {
        let mut guards = GUARDS.zip(0..);
        guards
            .find_map(|(guard, number)| Some((UdpSocket::bind(("127.0.0.1", guard)).ok()?, number)))
            .expect("a free block of ports")
    });
    FIRST + BLOCK * number
}

fn is_free(port: u16) -> bool {
    let address = ("127.0.0.1", port);
    UdpSocket::bind(address).is_ok() && TcpListener::bind(address).is_ok()
}

/// A file of the folder `peers`, with its placeholders filled in.
pub fn template(name: &str, values: &[(&str, String)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("peers")
        .join(name);
    let text = fs::read_to_string(&path).expect("the template is there");
    values
        .iter()
        .fold(text, |text, (key, value)| text.replace(key, value))
}

fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}

fn now() -> Instant {
    Instant::now()
}
