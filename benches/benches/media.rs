//! What 20 ms of a two-way call cost without sockets: two ticks of push and
//! pull at one end, and the packets of both directions, written and read. And
//! what 20 ms of 32 such calls cost, each for itself and in a conference.

use std::hint::black_box;
use std::time::Duration;

use benches::media::{Packets, REMOTE, plan, speech};
use criterion::{Criterion, criterion_group, criterion_main};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, AudioGraph, frame_samples};
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX};
use portsip_core::plan::AudioCodec;
use portsip_core::rng::Rng;

/// Calls at a time.
const CROWD: usize = 32;

struct Call {
    session: AudioSession,
    now: Instant,
    said: Vec<i16>,
    at: usize,
    packets: Packets,
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
