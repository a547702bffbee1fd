//! Ticks that several threads share: what comes out is the same, functions of
//! the program are called by one thread, and sessions encode in turns.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::Duration;

use portsip_core::clock::{Instant, WallClock};
use portsip_core::engine::MediaWorkers;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, AudioGraph, OneThread, PlayMode, Wires};
use portsip_core::media::file::{FileFormat, FilePlayer, RecordFormat, RecordSides, Recorder};
use portsip_core::media::session::{AudioSession, MediaSocket};
use portsip_core::media::tap::{RawAudioTap, RtpTap, TapSide, TapSides};
use portsip_core::plan::AudioCodec;
use portsip_core::rng::Rng;

use crate::files::{run_with_job, write_tone};
use crate::graph_support::{Network, address, plan, temporary_file};

const CODECS: [AudioCodec; 4] = [
    AudioCodec::Pcmu,
    AudioCodec::Opus,
    AudioCodec::G722,
    AudioCodec::Opus,
];
const BOTH: TapSides = TapSides {
    send: true,
    receive: true,
};

fn workers() -> MediaWorkers {
    MediaWorkers::with_threads(3).expect("threads can be started")
}

/// All that came of two seconds of many calls, half of them in a conference.
fn outcome(workers: Option<MediaWorkers>, name: &str) -> (Vec<Vec<i16>>, u64, Vec<u8>, usize) {
    let mut network = Network::new(13);
    network.workers = workers;
    let source = temporary_file(&format!("{name}-played.wav"));
    write_tone(&source, 700.0);
    for node in 1..13 {
        network.nodes[node].microphone = Some(200.0 + 110.0 * node as f64);
        let (session, _) = network.connect(0, node, CODECS[node % CODECS.len()]);
        if node % 2 == 0 {
            network.control(0, AudioControl::JoinConference { session });
        }
        let percent = 60 + 10 * node as u16;
        network.control(0, AudioControl::ScaleOutput { session, percent });
    }
    network.nodes[0].microphone = Some(150.0);
    let shown = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&shown);
    let tap = RawAudioTap::new(move |_, _, frame, _| {
        *counted.lock().expect("no test panics here") += frame.len();
    });
    let session = SessionId(3);
    let sides = BOTH;
    network.control(
        0,
        AudioControl::SetTap {
            session,
            sides,
            tap,
        },
    );
    let (player, mut playing) = FilePlayer::open(&source, false).expect("it was just written");
    let mode = PlayMode::WithMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session,
            player,
            mode,
        },
    );
    let path = temporary_file(&format!("{name}-recorded.wav"));
    let format = RecordFormat {
        file: FileFormat::Wav,
        stereo: true,
        sides: RecordSides::Both,
    };
    let (recorder, mut recording) = Recorder::create(&path, format).expect("it can be written");
    let session = SessionId::CONFERENCE;
    network.control(0, AudioControl::StartRecord { session, recorder });
    run_with_job(&mut network, &mut playing, 1000);
    run_with_job(&mut network, &mut recording, 1000);
    network.control(0, AudioControl::StopRecord { session });
    network.nodes[0].drop_retired();
    run_with_job(&mut network, &mut recording, 50);
    let heard = network
        .nodes
        .iter()
        .map(|node| node.heard.clone())
        .collect();
    let recorded = std::fs::read(&path).expect("it was just written");
    let shown = *shown.lock().expect("no test panics here");
    (heard, network.sent.finish(), recorded, shown)
}

#[test]
fn what_threads_do_together_is_what_one_does_alone() {
    let alone = outcome(None, "alone");
    let together = outcome(Some(workers()), "together");
    assert!(
        alone
            .0
            .iter()
            .all(|heard| heard.iter().any(|sample| *sample != 0))
    );
    assert!(alone.2.len() > 10_000 && alone.3 > 10_000);
    assert!(alone == together);
}

/// Datagrams that leave, by tick: the session, and whether they are marked.
#[derive(Default)]
struct Packets {
    ticks: Mutex<Vec<Vec<(SessionId, bool, u32)>>>,
    /// Given to every session in each tick.
    arriving: Option<Vec<u8>>,
}

impl Packets {
    fn begin_tick(&self) {
        self.ticks
            .lock()
            .expect("no test panics here")
            .push(Vec::new());
    }
}

impl Wires for Packets {
    fn receive(&self, session: &mut AudioSession) {
        if let Some(packet) = &self.arriving {
            session.handle_rtp(Instant::ZERO, packet, address(1, session.id()));
        }
    }

    fn send(&self, session: &mut AudioSession) {
        let id = session.id();
        while let Some(transmit) = session.poll_transmit() {
            if transmit.socket == MediaSocket::Rtp {
                let datagram = transmit.datagram;
                let timestamp = datagram[4..8].try_into().expect("four of them");
                let packet = (id, datagram[1] & 0x80 != 0, u32::from_be_bytes(timestamp));
                let mut ticks = self.ticks.lock().expect("no test panics here");
                ticks.last_mut().expect("one has begun").push(packet);
            }
        }
    }
}

fn add_call(graph: &mut AudioGraph, now: Instant, id: SessionId, codec: AudioCodec) {
    let rng = Rng::from_number(id.0.unsigned_abs().into());
    graph.add(Box::new(AudioSession::new(id, rng, WallClock::default())));
    let plan = plan(codec, address(1, id));
    graph.apply(now, id, &plan).expect("the codec can be made");
}

#[test]
fn sessions_that_begin_whenever_they_do_encode_in_turns() {
    for gap in 0..3 {
        let mut graph = AudioGraph::new();
        let packets = Packets::default();
        let mut now = Instant::from_micros(1_000_000);
        for tick in 0..40 {
            let id = 1 + tick / gap.max(1);
            if gap == 0 && tick == 0 {
                (1..9).for_each(|id| add_call(&mut graph, now, SessionId(id), AudioCodec::Pcmu));
            } else if gap > 0 && tick % gap == 0 && id < 9 {
                add_call(&mut graph, now, SessionId(id), AudioCodec::Pcmu);
            }
            packets.begin_tick();
            graph.listen(now, &OneThread, &packets);
            graph.mix(&[500; 80], &mut [0; 80]);
            graph.speak(now, &OneThread, &packets);
            now += Duration::from_millis(10);
        }
        let ticks = packets.ticks.into_inner().expect("no test panics here");
        let last = &ticks[20..];
        assert!(last.iter().all(|tick| tick.len() == 4), "{gap}: {ticks:?}");
        // The first packet of each, and no other, is marked; times go on by 20 ms.
        let mut seen = BTreeMap::<SessionId, u32>::new();
        for (id, marker, timestamp) in ticks.into_iter().flatten() {
            let before = seen.insert(id, timestamp);
            assert_eq!(marker, before.is_none());
            assert!(before.is_none_or(|before| timestamp.wrapping_sub(before) == 160));
        }
    }
}

#[test]
fn the_program_is_called_by_the_thread_that_ticks() {
    let workers = workers();
    let callers = Arc::new(Mutex::new(Vec::<(ThreadId, TapSide, bool)>::new()));
    let note = |is_packet| {
        let callers = Arc::clone(&callers);
        move |side| {
            let caller = (std::thread::current().id(), side, is_packet);
            callers.lock().expect("no test panics here").push(caller);
        }
    };
    let mut graph = AudioGraph::new();
    let mut packet = vec![0; 12 + 160];
    packet[0] = 0x80;
    let mut packets = Packets {
        arriving: Some(packet),
        ..Packets::default()
    };
    let mut now = Instant::from_micros(1_000_000);
    let sides = BOTH;
    for id in 1..17 {
        let session = SessionId(id);
        add_call(&mut graph, now, session, AudioCodec::Pcmu);
        let (samples, whole) = (note(false), note(true));
        let tap = RawAudioTap::new(move |_, side, _, _| samples(side));
        graph.control(
            now,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        );
        let tap = RtpTap::new(move |_, side, _| whole(side));
        graph.control(
            now,
            AudioControl::SetRtpTap {
                session,
                sides,
                tap,
            },
        );
    }
    let ticker = workers.run(|| {
        for tick in 0..40_u8 {
            let arriving = packets.arriving.as_mut().expect("it was given");
            arriving[3] = tick;
            arriving[6..8].copy_from_slice(&(u16::from(tick) * 160).to_be_bytes());
            packets.begin_tick();
            graph.listen(now, &workers, &packets);
            graph.mix(&[500; 80], &mut [0; 80]);
            graph.speak(now, &workers, &packets);
            now += Duration::from_millis(10);
        }
        std::thread::current().id()
    });
    let callers = callers.lock().expect("no test panics here");
    assert!(callers.iter().all(|(caller, ..)| *caller == ticker));
    for side in [TapSide::Send, TapSide::Receive] {
        for is_packet in [false, true] {
            let seen = callers
                .iter()
                .filter(|(_, s, p)| (*s, *p) == (side, is_packet));
            assert!(seen.count() > 100, "{side:?} {is_packet}");
        }
    }
}
