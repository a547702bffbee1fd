//! A tick that several threads share allocates as little as that of one: nothing
//! on any of them. Counted by the allocator of this very process, for all threads.

#[expect(dead_code, reason = "only a part of it is used here")]
mod graph_support;

use std::sync::Barrier;

use graph_support::{Network, tick_together};
use portsip_core::engine::MediaWorkers;
use portsip_core::media::audio::{AudioControl, FRAME_SAMPLES_MAX, Workers, frame_samples};
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::AudioCodec;

/// The threads that share a tick.
const THREADS: usize = 3;

/// The only test of this process: another would be counted too.
#[test]
fn a_tick_that_threads_share_does_not_allocate() {
    let codecs = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];
    let mut network = Network::new(13);
    for peer in 1..13 {
        network.nodes[peer].microphone = Some(300.0 + 100.0 * peer as f64);
        let (session, _) = network.connect(0, peer, codecs[peer % codecs.len()]);
        if peer > 6 {
            network.control(0, AudioControl::JoinConference { session });
        }
        let sides = TapSides {
            send: true,
            receive: true,
        };
        let tap = RawAudioTap::new(|_, _, frame, _| frame.fill(0));
        network.control(
            0,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        );
    }
    network.run_ms(500);
    let workers = MediaWorkers::with_threads(THREADS).expect("threads can be started");
    let_all_work_once(&workers);
    let microphone = [500; FRAME_SAMPLES_MAX];
    let mut speaker = [0; FRAME_SAMPLES_MAX];
    let mut allocated = 0;
    for tick in 0..400 {
        // The others' packets.
        network.run_ms(10);
        let now = network.now;
        let graph = &mut network.nodes[0].graph;
        let heard = frame_samples(graph.microphone_rate_hz());
        let played = frame_samples(graph.speaker_rate_hz());
        let in_tick = workers.run(|| {
            let (microphone, speaker) = (&microphone[..heard], &mut speaker[..played]);
            let before = allocations::of_all_threads();
            tick_together(graph, now, &workers, microphone, speaker);
            allocations::of_all_threads() - before
        });
        if tick >= 100 {
            allocated += in_tick;
        }
    }
    assert_eq!(allocated, 0);
}

/// Threads make what is theirs when they first take work of another; here none
/// goes on before all have some.
fn let_all_work_once(workers: &MediaWorkers) {
    let all_are_here = Barrier::new(THREADS);
    workers.for_each(
        &mut [(); THREADS],
        || (),
        |(), ()| {
            all_are_here.wait();
        },
    );
}
