//! Networks apart from that of the machine (network namespaces of Linux), each gone
//! with the last that uses it.

use std::fs::File;
use std::os::fd::AsRawFd as _;
use std::process::Command;
use std::thread;

use nix::sched::{CloneFlags, setns, unshare};

/// A network of its own.
pub struct Namespace(File);

impl Namespace {
    /// A network with nothing but the loopback interface. Takes the rights of root.
    pub fn new() -> Self {
        let made = thread::scope(|scope| {
            let making = scope.spawn(|| {
                unshare(CloneFlags::CLONE_NEWNET).expect("root may make a network namespace");
                File::open("/proc/thread-self/ns/net").expect("a thread has a network")
            });
            making.join().expect("the thread does not fail")
        });
        let namespace = Self(made);
        namespace.tool("ip", "link set lo up");
        namespace
    }

    /// A network with this address, and nobody else in it but what the other value keeps.
    pub fn alone(address: &str) -> (Self, Self) {
        let (here, there) = (Self::new(), Self::new());
        here.connect("eth", &there, "eth");
        here.address("eth", address);
        // Without it the cable counts as out.
        there.tool("ip", "link set eth up");
        (here, there)
    }

    /// Does something on a thread that is in this network, as are the threads and
    /// the processes that it starts.
    pub fn enter<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        thread::scope(|scope| {
            let entered = scope.spawn(|| {
                setns(&self.0, CloneFlags::CLONE_NEWNET).expect("the namespace is there");
                work()
            });
            match entered.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Runs a command in this network, its arguments apart by spaces.
    pub fn tool(&self, name: &str, arguments: &str) {
        let mut command = Command::new(name);
        command.args(arguments.split_ascii_whitespace());
        let done = self.enter(|| command.output());
        let done = done.unwrap_or_else(|error| panic!("{name}: {error}; run scripts/setup test"));
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{name} {arguments}: {said}");
    }

    /// A cable from here to another network, by the names of its ends.
    pub fn connect(&self, here: &str, other: &Self, there: &str) {
        let (process, other) = (std::process::id(), other.0.as_raw_fd());
        let other = format!("/proc/{process}/fd/{other}");
        let arguments = format!("link add {here} type veth peer name {there} netns {other}");
        self.tool("ip", &arguments);
    }

    /// Gives an interface of here its address, and switches it on.
    pub fn address(&self, interface: &str, address: &str) {
        self.tool("ip", &format!("address add {address} dev {interface}"));
        self.tool("ip", &format!("link set {interface} up"));
    }

    /// Passes on what is for others.
    pub fn forward(&self) {
        let switch = "/proc/sys/net/ipv4/ip_forward";
        self.enter(|| std::fs::write(switch, "1"))
            .expect("root may switch it on");
    }
}

impl Default for Namespace {
    fn default() -> Self {
        Self::new()
    }
}
