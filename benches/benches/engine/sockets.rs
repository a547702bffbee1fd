//! What the sockets of calls cost by themselves: this program again, as two processes
//! that send each other packets at the times of calls, and look at nothing in them.

use std::io::{BufRead, BufReader, IoSliceMut, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::AsRawFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use benches::media::plan;
use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token};
use nix::sys::socket::{MsgFlags, MultiHeaders, SockaddrStorage, recvmmsg};
use portsip_core::media::codec::encoder;
use portsip_core::plan::AudioCodec;

use crate::phone::{CODEC, codec_of_environment};

/// For how many calls, in such a process.
pub(crate) const SOCKETS: &str = "PORTSIP_BENCH_SOCKETS";
const TICK: Duration = Duration::from_millis(10);
const RTP_HEADER_BYTES: usize = 12;
/// Packets taken at once.
const BATCH: usize = 16;
const DATAGRAM_BYTES: usize = 1500;

/// The processes: the one that is looked at, and who it has its packets from.
pub(crate) struct SocketPair([Child; 2]);

impl SocketPair {
    pub(crate) fn start(codec: AudioCodec, calls: usize) -> Self {
        let executable = std::env::current_exe().expect("it runs");
        let mut children = [(), ()].map(|()| {
            Command::new(&executable)
                .env(SOCKETS, calls.to_string())
                .env(CODEC, codec.name())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("it starts again")
        });
        let ports = children.each_mut().map(|child| {
            let mut line = String::new();
            let told = child.stdout.take().expect("piped");
            let read = BufReader::new(told).read_line(&mut line);
            read.expect("its ports");
            line
        });
        for (child, others) in children.iter_mut().zip(ports.iter().rev()) {
            let stdin = child.stdin.as_mut().expect("piped");
            stdin.write_all(others.as_bytes()).expect("it reads");
        }
        Self(children)
    }

    /// The number of the process that is looked at.
    pub(crate) fn id(&self) -> u32 {
        self.0[0].id()
    }
}

impl Drop for SocketPair {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

/// What such a process does.
pub(crate) fn send_until_stdin_ends(calls: &str) {
    let calls: usize = calls.parse().expect("a number");
    let mut wire = Wire::new(calls, packet_bytes(codec_of_environment()));
    println!("{}", wire.ports().join(" "));
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("the others");
    let ports = line.split_whitespace().map(str::parse::<u16>);
    let others: Vec<SocketAddr> = ports
        .map(|port| (Ipv4Addr::LOCALHOST, port.expect("a port")).into())
        .collect();
    std::thread::spawn(move || wire.run(&others));
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
}

/// The length of a packet of the codec.
fn packet_bytes(codec: AudioCodec) -> usize {
    let mut encoder = encoder(&plan(codec).send, 20).expect("the codec exists");
    let piece = vec![1000; codec.sample_rate_hz() as usize / 50];
    let coded = encoder.encode(&piece, &mut [0; DATAGRAM_BYTES]);
    RTP_HEADER_BYTES + coded.expect("it fits")
}

/// The sockets of one process, for RTP; RTCP is too seldom to matter.
struct Wire {
    poll: Poll,
    sockets: Vec<UdpSocket>,
    packet: Vec<u8>,
    buffers: [Vec<u8>; BATCH],
}

impl Wire {
    fn new(calls: usize, packet_bytes: usize) -> Self {
        let poll = Poll::new().expect("a poll");
        let bind = |call| {
            let any = (Ipv4Addr::LOCALHOST, 0).into();
            let mut socket = UdpSocket::bind(any).expect("a free port");
            let registry = poll.registry();
            let registered = registry.register(&mut socket, Token(call), Interest::READABLE);
            registered.expect("it can be polled");
            socket
        };
        Self {
            sockets: (0..calls).map(bind).collect(),
            poll,
            packet: vec![0x80; packet_bytes],
            buffers: [(); BATCH].map(|()| vec![0; DATAGRAM_BYTES]),
        }
    }

    fn ports(&self) -> Vec<String> {
        let port = |socket: &UdpSocket| socket.local_addr().expect("bound").port().to_string();
        self.sockets.iter().map(port).collect()
    }

    /// Every 10 ms takes what has come, and sends a packet of half of the calls.
    fn run(&mut self, others: &[SocketAddr]) {
        let mut events = Events::with_capacity(1024);
        let mut headers = MultiHeaders::preallocate(BATCH, None);
        let mut next = Instant::now();
        for half in [0, 1].into_iter().cycle() {
            let polled = self.poll.poll(&mut events, Some(Duration::ZERO));
            polled.expect("it polls");
            for event in &events {
                self.receive(event.token().0, &mut headers);
            }
            for (socket, to) in self.sockets.iter().zip(others).skip(half).step_by(2) {
                // A full buffer loses a packet.
                let _ = socket.send_to(&self.packet, *to);
            }
            next += TICK;
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    }

    fn receive(&mut self, call: usize, headers: &mut MultiHeaders<SockaddrStorage>) {
        loop {
            let mut slices = self
                .buffers
                .each_mut()
                .map(|buffer| [IoSliceMut::new(buffer)]);
            let socket = self.sockets[call].as_raw_fd();
            let flags = MsgFlags::MSG_DONTWAIT;
            let received = recvmmsg(socket, headers, slices.iter_mut(), flags, None);
            if received.is_err() || received.is_ok_and(|messages| messages.count() < BATCH) {
                return;
            }
        }
    }
}
