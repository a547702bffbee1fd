//! The other side of calls whose media are measured: as little as possible. It
//! signals with an engine; its RTP are packets made before, sent by one thread.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use benches::media::{Packets, speech};
use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::plan::{AudioCodec, MediaPorts, MediaPortsId};
use portsip_core::rng::Rng;

use crate::phone::{call_with, config, set_up_with};

/// Many calls from one place.
pub(crate) struct FarEnd {
    engine: Arc<Engine>,
    connected: Arc<AtomicUsize>,
    sessions: Vec<SessionId>,
    traffic: Arc<Traffic>,
    thread: Option<JoinHandle<()>>,
}

/// The RTP of all calls.
struct Traffic {
    lines: Mutex<Vec<Line>>,
    received: AtomicU64,
    ended: AtomicBool,
}

struct Line {
    rtp: UdpSocket,
    /// Keeps what is sent there from being refused.
    _rtcp: UdpSocket,
    /// Where the first packet came from.
    to: Option<SocketAddr>,
}

impl FarEnd {
    pub(crate) fn new(codec: AudioCodec) -> Self {
        let connected = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connected);
        let handler = move |event| {
            if matches!(event, Event::InviteConnected { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        };
        let engine =
            Engine::start(&config(TransportKind::Udp, 0), Box::new(handler)).expect("it starts");
        set_up_with(&engine, "caller", None, codec);
        let said = speech(codec.sample_rate_hz());
        let packets = Packets::new(codec, Rng::from_number(7), &said);
        let traffic = Arc::new(Traffic {
            lines: Mutex::default(),
            received: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        });
        let carried = Arc::clone(&traffic);
        Self {
            engine,
            connected,
            sessions: Vec::new(),
            traffic,
            thread: Some(std::thread::spawn(move || carried.run(packets))),
        }
    }

    /// Calls so often, and waits until all are connected; how many were, in time.
    pub(crate) fn call(&mut self, to: SocketAddr, calls: usize) -> usize {
        for number in 0..calls {
            let (line, ports) = Line::open();
            self.traffic.lines().push(line);
            let session = call_with(&self.engine, to, TransportKind::Udp, ports);
            self.sessions.push(session);
            // Some phones answer one after the other.
            if number % 5 == 4 {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let begun = Instant::now();
        while self.connected.load(Ordering::Relaxed) < calls
            && begun.elapsed() < Duration::from_secs(15)
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.connected.load(Ordering::Relaxed)
    }

    /// Packets of sound that have come in.
    pub(crate) fn received(&self) -> u64 {
        self.traffic.received.load(Ordering::Relaxed)
    }

    pub(crate) fn end(mut self) {
        for session in self.sessions.drain(..) {
            let _ = self
                .engine
                .agent("hang up", |agent, now| agent.hang_up(now, session));
        }
        self.engine.shut_down();
        self.traffic.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Traffic {
    fn lines(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.lines.lock().expect("nobody panics")
    }

    /// Every 10 ms the next packet of every other line.
    fn run(&self, mut packets: Packets) {
        let mut next = Instant::now();
        let mut odd = false;
        let mut packet = Vec::new();
        while !self.ended.load(Ordering::Relaxed) {
            if !odd {
                packet = packets.next_packet().to_vec();
            }
            for (number, line) in self.lines().iter_mut().enumerate() {
                self.received.fetch_add(line.receive(), Ordering::Relaxed);
                if let Some(to) = line.to.filter(|_| (number % 2 == 1) == odd) {
                    let _ = line.rtp.send_to(&packet, to);
                }
            }
            odd = !odd;
            next += Duration::from_millis(10);
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    }
}

impl Line {
    /// Two ports side by side, the first even.
    fn open() -> (Self, MediaPorts) {
        loop {
            let rtp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
            let rtp_port = rtp.local_addr().expect("bound").port();
            if !rtp_port.is_multiple_of(2) {
                continue;
            }
            let Ok(rtcp) = UdpSocket::bind((Ipv4Addr::LOCALHOST, rtp_port + 1)) else {
                continue;
            };
            rtp.set_nonblocking(true).expect("it is possible");
            let ports = MediaPorts {
                id: MediaPortsId(u32::MAX),
                rtp_port,
                rtcp_port: rtp_port + 1,
            };
            let line = Self {
                rtp,
                _rtcp: rtcp,
                to: None,
            };
            return (line, ports);
        }
    }

    /// Takes what has come; how many packets.
    fn receive(&mut self) -> u64 {
        let mut buffer = [0; 1500];
        let mut count = 0;
        loop {
            match self.rtp.recv_from(&mut buffer) {
                Ok((_, from)) => {
                    self.to = Some(from);
                    count += 1;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return count,
                // What ICMP says of a packet of ours.
                Err(_) => {}
            }
        }
    }
}
