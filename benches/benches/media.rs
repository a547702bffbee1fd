//! What 20 ms of a two-way call cost without sockets: two ticks of push and
//! pull at one end, and the packets of both directions, written and read. And
//! what 20 ms of 32 such calls cost, each for itself and in a conference.

use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, AudioGraph, frame_samples};
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, Redundancy, RtcpBandwidth,
    RtcpXr, TelephoneEvent,
};
use portsip_core::rng::Rng;

const REMOTE: ([u8; 4], u16) = ([192, 0, 2, 1], 4000);
/// Calls at a time.
const CROWD: usize = 32;
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
        redundancy: Redundancy::default(),
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: String::from("bench"),
        srtp: None,
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
    packets: Packets,
    out: [i16; FRAME_SAMPLES_MAX],
}

/// The other side's packets, numbered anew when they come round.
struct Packets {
    datagrams: Vec<Vec<u8>>,
    sequence: u16,
    timestamp: u32,
    timestamp_step: u32,
}

impl Packets {
    /// What somebody sends who says `said`.
    fn new(codec: AudioCodec, rng: Rng, said: &[i16]) -> Self {
        let now = Instant::from_micros(1_000_000);
        let mut other = AudioSession::new(SessionId(0), rng, WallClock::default());
        other.apply(now, &plan(codec)).expect("the codec exists");
        let mut datagrams = Vec::new();
        let frame = said.len() / 500;
        for piece in said.chunks_exact(frame).cycle().take(PACKETS * 2) {
            other.push(now, piece);
            while let Some(transmit) = other.poll_transmit() {
                if transmit.socket == MediaSocket::Rtp {
                    datagrams.push(transmit.datagram.to_vec());
                }
            }
        }
        Self {
            datagrams,
            sequence: 0,
            timestamp: 0,
            timestamp_step: codec.clock_rate_hz() / 50,
        }
    }

    fn next_packet(&mut self) -> &[u8] {
        let index = usize::from(self.sequence) % self.datagrams.len();
        let packet = &mut self.datagrams[index];
        packet[2..4].copy_from_slice(&self.sequence.to_be_bytes());
        packet[4..8].copy_from_slice(&self.timestamp.to_be_bytes());
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(self.timestamp_step);
        packet
    }
}

impl Call {
    fn new(codec: AudioCodec) -> Self {
        let mut rng = Rng::from_number(1);
        let now = Instant::from_micros(1_000_000);
        let wall = WallClock::default();
        let mut session = AudioSession::new(SessionId(1), rng.fork(), wall);
        session.apply(now, &plan(codec)).expect("the codec exists");
        let said = speech(session.send_rate_hz());
        let packets = Packets::new(codec, rng.fork(), &said);
        Self {
            session,
            now,
            said,
            at: 0,
            packets,
            out: [0; FRAME_SAMPLES_MAX],
        }
    }

    fn twenty_milliseconds(&mut self) {
        let packet = self.packets.next_packet();
        self.session.handle_rtp(self.now, packet, REMOTE.into());
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
        // Nothing was received where the command leaves this codec out.
        assert!(received.packets == 0 || received.concealed < 0.01);
    }
    group.finish();
}

/// Many calls at one microphone and one speaker.
struct Crowd {
    graph: AudioGraph,
    others: Vec<(SessionId, Packets)>,
    now: Instant,
    said: Vec<i16>,
    at: usize,
}

impl Crowd {
    fn new(codecs: &[AudioCodec]) -> Self {
        let mut rng = Rng::from_number(1);
        let mut crowd = Self {
            graph: AudioGraph::new(),
            others: Vec::new(),
            now: Instant::from_micros(1_000_000),
            said: Vec::new(),
            at: 0,
        };
        for (number, codec) in (1..).zip(codecs.iter().cycle().take(CROWD)) {
            let id = SessionId(number);
            let session = AudioSession::new(id, rng.fork(), WallClock::default());
            crowd.graph.add(Box::new(session));
            let applied = crowd.graph.apply(crowd.now, id, &plan(*codec));
            applied.expect("the codec exists");
            let said = speech(codec.sample_rate_hz());
            let packets = Packets::new(*codec, rng.fork(), &said);
            crowd.others.push((id, packets));
        }
        crowd.said = speech(crowd.graph.microphone_rate_hz());
        crowd
    }

    fn twenty_milliseconds(&mut self) {
        for (session, packets) in &mut self.others {
            if let Some(session) = self.graph.session_mut(*session) {
                session.handle_rtp(self.now, packets.next_packet(), REMOTE.into());
            }
        }
        let heard = frame_samples(self.graph.microphone_rate_hz());
        let played = frame_samples(self.graph.speaker_rate_hz());
        let mut speaker = [0; FRAME_SAMPLES_MAX];
        for _ in 0..2 {
            if self.at + heard > self.said.len() {
                self.at = 0;
            }
            let microphone = &self.said[self.at..self.at + heard];
            self.graph
                .tick(self.now, microphone, &mut speaker[..played]);
            black_box(&speaker);
            self.at += heard;
            for session in self.graph.sessions_mut() {
                session.handle_timeout(self.now);
                while let Some(transmit) = session.poll_transmit() {
                    black_box(transmit.datagram);
                }
            }
            self.now += Duration::from_millis(10);
        }
    }
}

fn thirty_two_calls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("32_calls_20_ms");
    let mixed = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];
    let kinds: [(&str, &[AudioCodec]); 3] = [
        ("PCMU", &mixed[..1]),
        ("OPUS", &mixed[2..]),
        ("mixed", &mixed),
    ];
    for (name, codecs) in kinds {
        for in_conference in [false, true] {
            let mut crowd = Crowd::new(codecs);
            if in_conference {
                for (session, _) in &crowd.others {
                    let session = *session;
                    let join = AudioControl::JoinConference { session };
                    crowd.graph.control(crowd.now, join);
                }
            }
            let way = if in_conference { "conference" } else { "apart" };
            group.bench_function(format!("{name}/{way}"), |bencher| {
                bencher.iter(|| crowd.twenty_milliseconds());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, two_way_call, thirty_two_calls);
criterion_main!(benches);
