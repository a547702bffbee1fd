//! What only the user hears: a file, and his own voice when he tests his devices.

use std::path::Path;

use portsip_core::ids::SessionId;
use portsip_core::media::audio::AudioControl;
use portsip_core::media::file::{FilePlayer, JobProgress, PlayJob};
use portsip_core::plan::{AudioCodec, MediaReport};

use crate::files::{run_with_job, write_tone};
use crate::graph_support::{Network, amplitude_of, level_db, temporary_file};

/// What the tones of files and microphones are said with.
const AMPLITUDE: f64 = 8000.0;

fn play(network: &mut Network, path: &Path, looped: bool) -> PlayJob {
    let (player, job) = FilePlayer::open(path, looped).expect("it was just written");
    network.control(0, AudioControl::StartLocalFile { player });
    job
}

/// How loud a tone is at the speaker of a node, in dB against what was said.
fn heard_db(network: &Network, node: usize, hz: f64) -> f64 {
    let node = &network.nodes[node];
    let rate_hz = node.graph.speaker_rate_hz();
    20.0 * (amplitude_of(hz, &node.heard, rate_hz) / AMPLITUDE + 1e-9).log10()
}

#[test]
fn a_file_is_heard_without_calls_and_its_end_reported() {
    let path = temporary_file("local.wav");
    write_tone(&path, 3000.0);
    let mut network = Network::new(1);
    assert!(network.nodes[0].graph.is_idle());
    let mut job = play(&mut network, &path, false);
    assert!(!network.nodes[0].graph.is_idle());
    // At 22.05 kHz: nothing below that would do.
    assert_eq!(network.nodes[0].graph.speaker_rate_hz(), 48_000);
    run_with_job(&mut network, &mut job, 900);
    assert!(heard_db(&network, 0, 3000.0).abs() < 0.5);
    assert!(network.nodes[0].reports.is_empty());
    run_with_job(&mut network, &mut job, 200);
    let file_name = path.to_string_lossy().into_owned();
    let session = SessionId::NONE;
    assert_eq!(
        network.nodes[0].reports,
        [MediaReport::PlayFileFinished { session, file_name }]
    );
    assert!(network.nodes[0].graph.is_idle());
    assert_eq!(network.nodes[0].drop_retired(), 1);
}

#[test]
fn a_file_is_mixed_with_the_calls_and_heard_nowhere_else() {
    let path = temporary_file("local-beside.wav");
    write_tone(&path, 3000.0);
    let mut network = Network::new(2);
    network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(700.0);
    network.nodes[1].microphone = Some(1100.0);
    network.run_ms(500);
    let mut job = play(&mut network, &path, true);
    run_with_job(&mut network, &mut job, 1500);
    network.clear_heard();
    run_with_job(&mut network, &mut job, 1000);
    for hz in [1100.0, 3000.0] {
        let level = heard_db(&network, 0, hz);
        assert!(level.abs() < 0.5, "{hz} Hz: {level} dB");
    }
    assert!(heard_db(&network, 1, 700.0).abs() < 0.5);
    assert!(heard_db(&network, 1, 3000.0) < -40.0);
    let path = temporary_file("local-other.wav");
    write_tone(&path, 2100.0);
    let mut other = play(&mut network, &path, true);
    assert_eq!(network.nodes[0].drop_retired(), 1);
    run_with_job(&mut network, &mut other, 500);
    network.clear_heard();
    run_with_job(&mut network, &mut other, 500);
    assert!(heard_db(&network, 0, 3000.0) < -45.0);
    assert!(heard_db(&network, 0, 2100.0).abs() < 0.5);
    network.control(0, AudioControl::SpeakerVolume(0));
    network.run_ms(10);
    network.clear_heard();
    network.run_ms(100);
    assert!(level_db(&network.nodes[0].heard) < -80.0);
    network.control(0, AudioControl::SpeakerVolume(255));
    network.control(0, AudioControl::StopLocalFile);
    network.control(0, AudioControl::StopLocalFile);
    assert_eq!(network.nodes[0].drop_retired(), 1);
    assert_eq!(job_after(&mut other), JobProgress::Finished);
    network.run_ms(100);
    network.clear_heard();
    network.run_ms(500);
    assert!(heard_db(&network, 0, 2100.0) < -45.0);
    assert!(network.nodes[0].reports.is_empty());
}

fn job_after(job: &mut PlayJob) -> JobProgress {
    portsip_core::media::file::FileJob::run_once(job)
}

#[test]
fn the_microphone_is_heard_a_hundred_milliseconds_later() {
    for (microphone_hz, speaker_hz) in [
        (None, None),
        (Some(48_000), Some(48_000)),
        (Some(16_000), Some(44_100)),
    ] {
        let mut network = Network::new(1);
        let graph = &mut network.nodes[0].graph;
        graph.set_device_rates(microphone_hz, speaker_hz);
        network.control(0, AudioControl::LoopBackMicrophone(true));
        assert!(!network.nodes[0].graph.is_idle());
        network.run_ms(200);
        network.clear_heard();
        network.nodes[0].microphone = Some(1000.0);
        network.run_ms(1000);
        let node = &network.nodes[0];
        let per_ms = node.graph.speaker_rate_hz() as usize / 100;
        let begins = node.heard.iter().position(|s| s.unsigned_abs() > 500);
        let begins_ms = begins.expect("it is heard") * 10 / per_ms;
        // The conversion of the rate takes 2.5 ms of the lower rate's time.
        assert!((100..=104).contains(&begins_ms), "{begins_ms} ms");
        network.clear_heard();
        network.run_ms(500);
        assert!(heard_db(&network, 0, 1000.0).abs() < 0.5);
        for silence in [
            AudioControl::MuteMicrophone(true),
            AudioControl::MuteSpeaker(true),
            AudioControl::MicrophoneVolume(0),
            AudioControl::SpeakerVolume(0),
            AudioControl::LoopBackMicrophone(false),
        ] {
            network.control(0, silence);
            network.run_ms(150);
            network.clear_heard();
            network.run_ms(100);
            assert!(level_db(&network.nodes[0].heard) < -80.0);
            network.control(0, AudioControl::MuteMicrophone(false));
            network.control(0, AudioControl::MuteSpeaker(false));
            network.control(0, AudioControl::MicrophoneVolume(255));
            network.control(0, AudioControl::SpeakerVolume(255));
        }
        assert!(network.nodes[0].graph.is_idle());
    }
}

#[test]
fn calls_go_on_beside_the_test_of_the_devices() {
    let mut network = Network::new(2);
    let (session, _) = network.connect(0, 1, AudioCodec::G722);
    network.nodes[0].microphone = Some(700.0);
    network.nodes[1].microphone = Some(1100.0);
    network.control(0, AudioControl::LoopBackMicrophone(true));
    network.run_ms(500);
    network.clear_heard();
    network.run_ms(500);
    assert!(heard_db(&network, 0, 700.0).abs() < 0.5);
    assert!(heard_db(&network, 0, 1100.0).abs() < 1.0);
    // Once, and not of 100 ms ago too.
    assert!(heard_db(&network, 1, 700.0).abs() < 1.0);
    assert!(heard_db(&network, 1, 1100.0) < -40.0);
    network.nodes[0].graph.remove(session);
    network.run_ms(100);
    network.clear_heard();
    network.run_ms(500);
    assert!(heard_db(&network, 0, 700.0).abs() < 0.5);
}
