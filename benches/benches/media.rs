//! What 20 ms of a two-way call cost without sockets: two ticks of push and
//! pull at one end, and the packets of both directions, written and read.

use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, RtcpBandwidth, RtcpXr,
    TelephoneEvent,
};
use portsip_core::rng::Rng;

const REMOTE: ([u8; 4], u16) = ([192, 0, 2, 1], 4000);
/// Packets prepared before the measurement and repeated with new numbers.
const PACKETS: usize = 250;

fn plan(codec: AudioCodec) -> AudioPlan {
    let remote = SocketAddr::from(REMOTE);
    let format = AudioFormat {
        codec,
        payload_type: codec.static_payload_type().unwrap_or(111),
        parameters: FormatParameters {
            use_inband_fec: true,
            ..FormatParameters::default()
        },
    };
    AudioPlan {
        remote_rtp: remote,
        remote_rtcp: remote,
        rtcp_mux: true,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format.clone(),
        receive: vec![format],
        other_telephone_event: None,
        telephone_event: Some(TelephoneEvent {
            send_payload_type: 101,
            receive_payload_type: 101,
            clock_rate_hz: 8000,
        }),
        comfort_noise: None,
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: String::from("bench"),
    }
}

/// Something like a voice: harmonics that come and go, and noise.
fn speech(rate_hz: u32) -> Vec<i16> {
    let mut rng = Rng::from_number(2);
    (0..rate_hz * 5)
        .map(|n| {
            let t = n as f32 / rate_hz as f32;
            let phase = (140.0 * t + 2.0 * (3.0 * t).sin()) * std::f32::consts::TAU;
            let voice: f32 = (1..8).map(|k| (phase * k as f32).sin() / k as f32).sum();
            let loudness = (2.5 * std::f32::consts::TAU * t).sin().max(0.02);
            let noise = rng.below(400) as f32 - 200.0;
            (voice * loudness * 8000.0 + noise) as i16
        })
        .collect()
}

struct Call {
    session: AudioSession,
    now: Instant,
    said: Vec<i16>,
    at: usize,
    /// The other side's packets, numbered anew when they come round.
    packets: Vec<Vec<u8>>,
    sequence: u16,
    timestamp: u32,
    timestamp_step: u32,
    out: [i16; FRAME_SAMPLES_MAX],
}

impl Call {
    fn new(codec: AudioCodec) -> Self {
        let mut rng = Rng::from_number(1);
        let now = Instant::from_micros(1_000_000);
        let wall = WallClock::default();
        let mut session = AudioSession::new(SessionId(1), rng.fork(), wall);
        session.apply(now, &plan(codec)).expect("the codec exists");
        let said = speech(session.send_rate_hz());
        let mut other = AudioSession::new(SessionId(2), rng.fork(), wall);
        other.apply(now, &plan(codec)).expect("the codec exists");
        let frame = said.len() / 500;
        let mut packets = Vec::new();
        for piece in said.chunks_exact(frame).cycle().take(PACKETS * 2) {
            other.push(now, piece);
            while let Some(transmit) = other.poll_transmit() {
                if transmit.socket == MediaSocket::Rtp {
                    packets.push(transmit.datagram.to_vec());
                }
            }
        }
        Self {
            session,
            now,
            said,
            at: 0,
            packets,
            sequence: 0,
            timestamp: 0,
            timestamp_step: codec.clock_rate_hz() / 50,
            out: [0; FRAME_SAMPLES_MAX],
        }
    }

    fn twenty_milliseconds(&mut self) {
        let index = usize::from(self.sequence) % self.packets.len();
        let packet = &mut self.packets[index];
        packet[2..4].copy_from_slice(&self.sequence.to_be_bytes());
        packet[4..8].copy_from_slice(&self.timestamp.to_be_bytes());
        self.session.handle_rtp(self.now, packet, REMOTE.into());
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(self.timestamp_step);
        let frame = self.session.send_rate_hz() as usize / 100;
        for _ in 0..2 {
            black_box(self.session.pull(self.now, &mut self.out));
            if self.at + frame > self.said.len() {
                self.at = 0;
            }
            self.session
                .push(self.now, &self.said[self.at..self.at + frame]);
            self.at += frame;
            self.session.handle_timeout(self.now);
            while let Some(transmit) = self.session.poll_transmit() {
                black_box(transmit.datagram);
            }
            self.now += Duration::from_millis(10);
        }
    }
}

fn two_way_call(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("media_20_ms");
    for &codec in AudioCodec::ALL {
        let mut call = Call::new(codec);
        group.bench_function(codec.name(), |bencher| {
            bencher.iter(|| call.twenty_milliseconds());
        });
        let received = call.session.statistics(call.now).received;
        assert!(received.packets > 0 && received.concealed < 0.01);
    }
    group.finish();
}

criterion_group!(benches, two_way_call);
criterion_main!(benches);
