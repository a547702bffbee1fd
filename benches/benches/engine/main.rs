//! The whole engine over loopback: calls a second over UDP, TCP and TLS, with
//! and without sockets for their media, the wait for the first audio, processor share of a call, latency of
//! the API while calls run, time from start to the first REGISTER.
//!
//! `cargo bench -p benches --bench engine [-- CALLS SECONDS PART…]`, where a
//! PART is one of `start`, `udp`, `tcp`, `tls`, `media`, `first`, `live` and `load`; all
//! without any. The other side of the calls is another process, so that the share
//! is that of one side. `load` measures baresip and pjsip as well, in the codecs whose
//! names stand behind it (`load opus`).

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "measures real time on real sockets"
)]

mod answerer;
mod call_rate;
mod far_end;
mod first_audio;
mod library;
mod live_calls;
mod load;
mod load_phone;
mod phone;
mod processor;
mod sockets;

use std::net::{Ipv4Addr, UdpSocket};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, ResponseBuilder, StatusCode};

use answerer::{ANSWERER, answer_until_stdin_ends};
use call_rate::call_rate;
use first_audio::first_audio;
use library::{LIBRARY, code_until_stdin_ends};
use live_calls::live_calls;
use load::load;
use phone::{Sockets, config, set_up};
use sockets::{SOCKETS, send_until_stdin_ends};

/// What is measured, in this order.
const PARTS: [&str; 8] = [
    "start", "udp", "tcp", "tls", "media", "first", "live", "load",
];

fn main() {
    if std::env::var_os(ANSWERER).is_some() {
        answer_until_stdin_ends();
        return;
    }
    if let Ok(calls) = std::env::var(LIBRARY) {
        code_until_stdin_ends(&calls);
        return;
    }
    if let Ok(calls) = std::env::var(SOCKETS) {
        send_until_stdin_ends(&calls);
        return;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = arguments
        .iter()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let calls = numbers.first().copied().unwrap_or(50) as usize;
    let seconds = numbers.get(1).copied().unwrap_or(10);
    let names = arguments.iter().map(String::as_str);
    let parts: Vec<&str> = names.filter(|name| PARTS.contains(name)).collect();
    for part in PARTS {
        if !parts.is_empty() && !parts.contains(&part) {
            continue;
        }
        match part {
            "start" => first_register(),
            "udp" => call_rate(TransportKind::Udp, Sockets::None),
            "tcp" => call_rate(TransportKind::Tcp, Sockets::None),
            "tls" => call_rate(TransportKind::Tls, Sockets::None),
            "media" => call_rate(TransportKind::Udp, Sockets::OfTheEngine),
            "first" => first_audio(),
            "load" => load(Duration::from_secs(seconds), &arguments),
            _ => live_calls(calls, Duration::from_secs(seconds)),
        }
    }
}

/// From `start` to the first REGISTER at the registrar, one object at a time.
fn first_register() {
    let registrar = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = registrar.local_addr().expect("bound");
    let (told, arrivals) = channel();
    std::thread::spawn(move || answer_all(&registrar, &told));
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            let engine =
                Engine::start(&config(TransportKind::Udp, 0), Box::new(|_| ())).expect("it starts");
            set_up(&engine, "bench", Some(address));
            engine
                .agent("register", |agent, now| agent.register(now, 90, 0))
                .expect("it registers");
            let arrived = arrivals.recv_timeout(Duration::from_secs(5));
            let taken = arrived.expect("a REGISTER") - begun;
            engine.shut_down();
            while arrivals.try_recv().is_ok() {}
            taken
        })
        .collect();
    report("start to first REGISTER", &mut times);
}

/// A registrar that takes every REGISTER, and tells when it came.
fn answer_all(registrar: &UdpSocket, told: &Sender<Instant>) {
    let mut buffer = [0; 4096];
    while let Ok((length, from)) = registrar.recv_from(&mut buffer) {
        let arrived = Instant::now();
        let raw = Octets::copy_from_slice(&buffer[..length]);
        let request = Message::parse(raw).expect("a REGISTER");
        let mut response = ResponseBuilder::new(&request, StatusCode::OK, Some("registrar"));
        response.header(HeaderName::Expires, 90_u32);
        let payload = response.build().expect("well-formed");
        registrar.send_to(&payload, from).expect("sent");
        if told.send(arrived).is_err() {
            return;
        }
    }
}

pub(crate) fn report(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |permille: usize| times[(times.len() - 1) * permille / 1000];
    println!(
        "{what}: p50 {:?}, p99 {:?}, p99.9 {:?}, max {:?} of {}",
        at(500),
        at(990),
        at(999),
        at(1000),
        times.len()
    );
}
