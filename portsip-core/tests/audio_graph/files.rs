//! Files played to the other side, and recordings.

use portsip_core::error::Error;
use portsip_core::media::audio::{AudioControl, PlayMode};
use portsip_core::media::file::{
    FileFormat, FileJob, FilePlayer, JobProgress, RecordFormat, RecordSides, Recorder,
};
use portsip_core::plan::{AudioCodec, MediaReport};

use crate::graph_support::{Network, amplitude_of, level_db, snr_db, temporary_file, tone};

/// A second of a tone in a stereo file at 22.05 kHz.
pub(crate) fn write_tone(path: &std::path::Path, hz: f64) {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: 22_050,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).expect("temporary files work");
    for sample in tone(hz, 22_050, 1.0) {
        writer.write_sample(sample).expect("temporary files work");
        writer.write_sample(sample).expect("temporary files work");
    }
    writer.finalize().expect("temporary files work");
}

/// Runs the network and the file's job as a file thread would.
pub(crate) fn run_with_job(network: &mut Network, job: &mut dyn FileJob, ms: u32) {
    for _ in 0..ms / 50 {
        network.run_ms(50);
        job.run_once();
    }
}

#[test]
fn a_file_is_played_to_the_other_side_and_its_end_reported() {
    let path = temporary_file("played.wav");
    write_tone(&path, 440.0);
    for codec in [AudioCodec::Pcmu, AudioCodec::G722] {
        let mut network = Network::new(2);
        let (a, _) = network.connect(0, 1, codec);
        network.nodes[0].microphone = Some(1_000.0);
        let (player, mut job) = FilePlayer::open(&path, false).unwrap();
        let mode = PlayMode::InsteadOfMicrophone;
        network.control(
            0,
            AudioControl::StartPlayFile {
                session: a,
                player,
                mode,
            },
        );
        run_with_job(&mut network, &mut job, 900);
        let rate_hz = network.nodes[1].graph.speaker_rate_hz();
        let said = tone(440.0, rate_hz, 0.9);
        let snr = snr_db(&said, &network.nodes[1].heard, rate_hz);
        assert!(snr > 15.0, "{codec:?}: {snr} dB");
        assert!(network.nodes[0].reports.is_empty());
        run_with_job(&mut network, &mut job, 200);
        assert_eq!(job.run_once(), JobProgress::Finished);
        assert_eq!(
            network.nodes[0].reports,
            [MediaReport::PlayFileFinished {
                session: a,
                file_name: path.to_string_lossy().into_owned(),
            }]
        );
        // The microphone again.
        network.clear_heard();
        network.run_ms(500);
        let said = tone(1_000.0, rate_hz, 0.5);
        assert!(snr_db(&said, &network.nodes[1].heard, rate_hz) > 15.0);
    }
}

#[test]
fn a_file_may_loop_be_mixed_with_the_microphone_or_be_silent() {
    let path = temporary_file("looped.wav");
    write_tone(&path, 440.0);
    let mut network = Network::new(2);
    let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(1_000.0);
    network.run_ms(200);
    network.clear_heard();
    network.run_ms(200);
    let microphone_only = level_db(&network.nodes[1].heard);
    let mut level_with = |mode| {
        let (player, mut job) = FilePlayer::open(&path, true).unwrap();
        network.control(
            0,
            AudioControl::StartPlayFile {
                session: a,
                player,
                mode,
            },
        );
        run_with_job(&mut network, &mut job, 2500);
        network.clear_heard();
        run_with_job(&mut network, &mut job, 500);
        assert_eq!(job.run_once(), JobProgress::Waiting);
        let level = level_db(&network.nodes[1].heard);
        network.control(0, AudioControl::StopPlayFile { session: a });
        assert!(network.nodes[0].drop_retired() > 0);
        assert_eq!(job.run_once(), JobProgress::Finished);
        assert!(network.nodes[0].reports.is_empty());
        level
    };
    let mixed = level_with(PlayMode::WithMicrophone);
    assert!((mixed - microphone_only - 3.0).abs() < 0.5, "{mixed} dB");
    let silent = level_with(PlayMode::Silent);
    assert!((silent - microphone_only).abs() < 0.1, "{silent} dB");
}

/// Music on hold: what played before the hold plays on, and nothing else is
/// sent; in the conference, too.
#[test]
fn a_file_goes_on_for_who_is_held() {
    let path = temporary_file("on-hold.wav");
    write_tone(&path, 3000.0);
    for in_conference in [false, true] {
        let mut network = Network::new(3);
        let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
        let (b, _) = network.connect(0, 2, AudioCodec::Pcmu);
        for (node, hz) in [(0, 700.0), (1, 1100.0), (2, 1500.0)] {
            network.nodes[node].microphone = Some(hz);
        }
        for session in [a, b] {
            if in_conference {
                network.control(0, AudioControl::JoinConference { session });
            }
        }
        let (player, mut job) = FilePlayer::open(&path, true).unwrap();
        network.control(
            0,
            AudioControl::StartPlayFile {
                session: a,
                player,
                mode: PlayMode::WithMicrophone,
            },
        );
        run_with_job(&mut network, &mut job, 300);
        network.hold(0, a, true);
        run_with_job(&mut network, &mut job, 300);
        network.clear_heard();
        run_with_job(&mut network, &mut job, 500);
        let heard = |network: &Network, hz| amplitude_of(hz, &network.nodes[1].heard, 8000);
        assert!(heard(&network, 3000.0) > 7500.0);
        assert!(heard(&network, 700.0) < 100.0);
        assert!(heard(&network, 1500.0) < 100.0);
        assert!(amplitude_of(3000.0, &network.nodes[2].heard, 8000) < 100.0);
        network.hold(0, a, false);
        run_with_job(&mut network, &mut job, 500);
        network.clear_heard();
        run_with_job(&mut network, &mut job, 500);
        assert!(heard(&network, 3000.0) > 7500.0);
        assert!(heard(&network, 700.0) > 7500.0);
        assert_eq!(heard(&network, 1500.0) > 7000.0, in_conference);
    }
}

#[test]
fn files_that_cannot_be_played_say_why() {
    let missing = FilePlayer::open(std::path::Path::new("/no/such/file.wav"), false);
    assert_eq!(missing.err(), Some(Error::AudioOpenPlayFileFailure));
    let folder = FilePlayer::open(&std::env::temp_dir(), false);
    assert_eq!(folder.err(), Some(Error::AudioOpenPlayFileFailure));
    let path = temporary_file("text.wav");
    std::fs::write(&path, "not a sound at all").unwrap();
    let text = FilePlayer::open(&path, false);
    assert_eq!(text.err(), Some(Error::AudioPlayFileFormatNotSupport));
    let format = RecordFormat {
        file: FileFormat::Wav,
        stereo: false,
        sides: RecordSides::Both,
    };
    let nowhere = Recorder::create(std::path::Path::new("/no/such/folder/a.wav"), format);
    assert_eq!(nowhere.err(), Some(Error::AudioCreateRecordFileFailure));
}

fn record(stereo: bool, sides: RecordSides, name: &str) -> (hound::WavSpec, Vec<i16>) {
    let path = temporary_file(name);
    let mut network = Network::new(2);
    let (a, _) = network.connect(0, 1, AudioCodec::G722);
    network.nodes[0].microphone = Some(440.0);
    network.nodes[1].microphone = Some(1_000.0);
    network.run_ms(300);
    let format = RecordFormat {
        file: FileFormat::Wav,
        stereo,
        sides,
    };
    let (recorder, mut job) = Recorder::create(&path, format).expect("temporary files work");
    network.control(
        0,
        AudioControl::StartRecord {
            session: a,
            recorder,
        },
    );
    run_with_job(&mut network, &mut job, 1000);
    // As a crash would leave it.
    let crashed = hound::WavReader::open(&path)
        .expect("temporary files work")
        .duration();
    assert!((15_200..=16_000).contains(&crashed), "{crashed}");
    network.run_ms(30);
    network.control(0, AudioControl::StopRecord { session: a });
    network.nodes[0].drop_retired();
    assert_eq!(job.run_once(), JobProgress::Finished);
    assert_eq!(job.dropped_samples(), 0);
    let reader = hound::WavReader::open(&path).expect("temporary files work");
    assert_eq!(reader.duration(), 16_000 + 480);
    let spec = reader.spec();
    assert_eq!(spec.sample_rate, 16_000);
    (spec, reader.into_samples().map(Result::unwrap).collect())
}

#[test]
fn a_stereo_recording_has_sent_left_and_received_right() {
    let (spec, samples) = record(true, RecordSides::Both, "stereo.wav");
    assert_eq!(spec.channels, 2);
    let side =
        |side: usize| -> Vec<i16> { samples.iter().skip(side).step_by(2).copied().collect() };
    assert!(snr_db(&tone(440.0, 16_000, 1.0), &side(0), 16_000) > 60.0);
    assert!(snr_db(&tone(1_000.0, 16_000, 1.0), &side(1), 16_000) > 15.0);
}

#[test]
fn a_mono_recording_is_the_sum() {
    let (spec, samples) = record(false, RecordSides::Both, "mono.wav");
    assert_eq!(spec.channels, 1);
    let one = level_db(&tone(440.0, 16_000, 1.0));
    let both = level_db(&samples);
    assert!((both - one - 3.0).abs() < 0.3, "{both} dB");
}

#[test]
fn a_recording_of_one_side_leaves_the_other_out() {
    let (_, samples) = record(false, RecordSides::Sent, "sent.wav");
    assert!(snr_db(&tone(440.0, 16_000, 1.0), &samples, 16_000) > 60.0);
    let (_, samples) = record(true, RecordSides::Received, "received.wav");
    assert!(samples.iter().step_by(2).all(|sample| *sample == 0));
    assert!(samples.iter().skip(1).step_by(2).any(|sample| *sample != 0));
}
