//! Calls a second through the whole engine: sipp calls an SDK object over UDP
//! on 127.0.0.1, media sockets open; each call is answered and ended by sipp.
//!
//! usage: `cargo bench -p benches --bench live_calls -- CALLS_A_SECOND SECONDS`; prints what sipp counted
//! and what a call cost this process.

use std::time::Duration;

use interop::peer::{folder, free_ports};
use interop::sipp::{Scenario, Sipp};
use phone::{Config, Phone};

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse::<u32>().ok());
    let rate = arguments.next().unwrap_or(800);
    let seconds = arguments.next().unwrap_or(10).min(60);
    let folder = folder("live_calls");
    let phone = Phone::start(&Config {
        auto_answer: true,
        calls_max: 5000,
        ..Config::new()
    });
    phone.set_user("alice", "");
    let before = cpu_s();
    let mut sipp = Sipp {
        scenario: Scenario::BuiltIn("uac"),
        port: free_ports(1),
        media_port: free_ports(4),
        calls: rate * seconds,
        rate,
        target: Some(phone.port()),
        limit_s: seconds + 30,
        tcp: false,
    }
    .start(&folder);
    let status = sipp.wait_end(Duration::from_secs(u64::from(seconds) + 60));
    let used = cpu_s() - before;
    let printed = sipp.printed();
    for row in [
        "Call Rate",
        "Successful call",
        "Failed call",
        "Retransmissions",
    ] {
        if let Some(line) = printed.lines().rev().find(|line| line.contains(row)) {
            println!("{}", line.trim());
        }
    }
    let calls = f64::from(rate * seconds);
    println!(
        "sipp: {status}; {:.1} µs of CPU a call at the callee",
        used * 1e6 / calls
    );
}

/// CPU seconds this process has used, user and system (Linux).
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}
