//! What the jitter buffer costs in delay and in made-up sound, on links from
//! clean to bad, in virtual time.

mod media_support;

use media_support::{Call, Link, best_snr};
use portsip_core::media::stats::ReceivedStatistics;
use portsip_core::plan::AudioCodec;

/// Something like speech: harmonics that glide, swell and pause.
fn speech(said: &mut Vec<i16>, frame: &mut [i16]) {
    let rate = frame.len() as f32 * 100.0;
    for sample in frame {
        let t = said.len() as f32 / rate;
        let phase = (140.0 * t + 2.0 * (3.0 * t).sin()) * std::f32::consts::TAU;
        let sum: f32 = (1..9).map(|k| (phase * k as f32).sin() / k as f32).sum();
        let loudness = (2.5 * std::f32::consts::TAU * t).sin().max(0.01);
        *sample = (sum * loudness * 8000.0) as i16;
        said.push(*sample);
    }
}

/// A voiced sound: harmonics of 130 Hz.
fn voiced(said: &mut Vec<i16>, frame: &mut [i16]) {
    let rate = frame.len() as f32 * 100.0;
    for sample in frame {
        let phase = said.len() as f32 / rate * 130.0 * std::f32::consts::TAU;
        let sum: f32 = (1..6).map(|k| (phase * k as f32).sin() / k as f32).sum();
        *sample = (sum * 6000.0) as i16;
        said.push(*sample);
    }
}

/// Runs twenty seconds; the statistics, the mean delay in milliseconds over
/// the second half, what was said and what was heard.
fn run(
    codec: AudioCodec,
    link: Link,
    fifo: bool,
    seed: u64,
) -> (ReceivedStatistics, f64, Vec<i16>, Vec<i16>) {
    let mut call = Call::connected(codec, link, seed);
    call.fifo = fifo;
    let mut said = Vec::new();
    let mut delay_ms = 0.0;
    for tick in 0..2000 {
        call.tick(|end, frame| {
            if end == 0 {
                if codec == AudioCodec::Opus {
                    speech(&mut said, frame);
                } else {
                    voiced(&mut said, frame);
                }
            }
        });
        if tick >= 1000 {
            let received = call.b.session.statistics(call.now).received;
            delay_ms += received.jitter_buffer.as_secs_f64();
        }
    }
    let received = call.b.session.statistics(call.now).received;
    (received, delay_ms, said, call.b.heard)
}

fn link(jitter_ms: u32, loss_permille: u32) -> Link {
    Link {
        delay_ms: 20,
        jitter_ms,
        loss_permille,
        ..Link::CLEAN
    }
}

#[test]
fn the_delay_is_little_more_than_the_jitter() {
    for fifo in [true, false] {
        for (jitter_ms, delay_ms_max) in [(0, 13.0), (20, 28.0), (50, 60.0), (100, 112.0)] {
            let (received, delay_ms, ..) = run(AudioCodec::Pcmu, link(jitter_ms, 0), fifo, 1);
            println!(
                "jitter {jitter_ms} ms: delay {delay_ms:.1} ms, concealed {:.2} %",
                received.concealed * 100.0
            );
            assert!(delay_ms <= delay_ms_max, "{jitter_ms}: {delay_ms}");
            assert!(
                received.concealed < 0.015,
                "{jitter_ms}: {}",
                received.concealed
            );
            assert_eq!(received.packets_discarded, 0);
        }
    }
}

#[test]
fn a_loss_is_concealed_better_than_by_silence() {
    for loss_permille in [50, 100, 200] {
        let loss = f64::from(loss_permille) / 1000.0;
        let (received, _, said, heard) = run(AudioCodec::Pcmu, link(0, loss_permille), true, 2);
        assert!((received.concealed - received.loss).abs() < 0.01);
        let (snr, _) = best_snr(&said[..40_000], &heard, 0..800, 16_000);
        let of_silence = -10.0 * loss.log10();
        println!("loss {loss}: {snr:.1} dB, silence would be {of_silence:.1} dB");
        assert!(snr > of_silence + 3.0, "{loss}: {snr}");
    }
}

#[test]
fn opus_repairs_losses_from_the_next_packet() {
    let (received, ..) = run(AudioCodec::Opus, link(0, 100), true, 3);
    println!(
        "{:.3} corrected, {:.3} concealed",
        received.corrected, received.concealed
    );
    assert!(received.corrected > 0.03, "{}", received.corrected);
    assert!(received.concealed < 0.07, "{}", received.concealed);
}

#[test]
fn a_stall_costs_its_own_length_and_then_is_made_up() {
    let mut call = Call::connected(AudioCodec::Pcmu, link(0, 0), 4);
    call.run_silent(2000);
    call.link.delay_ms = 420;
    call.fifo = true;
    call.run_silent(400);
    call.link.delay_ms = 20;
    call.run_silent(6000);
    let received = call.b.session.statistics(call.now).received;
    let delay_ms = received.jitter_buffer.as_millis();
    assert!(delay_ms < 60, "{delay_ms}");
    assert!(received.concealed < 0.08, "{}", received.concealed);
}
