//! Two or three audio graphs talk to each other in virtual time: what one
//! microphone says another speaker plays.

mod graph_support;

use std::sync::{Arc, Mutex};

use graph_support::{Network, Node, level_db, snr_db, temporary_file, tone};
use portsip_core::error::Error;
use portsip_core::ids::{INVALID_SESSION_ID, SessionId};
use portsip_core::media::audio::{
    AudioControl, PcmStream, PlayMode, RawAudioTap, TapSide, TapSides,
};
use portsip_core::media::file::{
    FileJob, FilePlayer, JobProgress, RecordFormat, RecordSides, Recorder,
};
use portsip_core::plan::{AudioCodec, MediaReport};

#[test]
fn what_one_microphone_says_the_other_speaker_plays() {
    for (codec, rate_hz, snr_min) in [
        (AudioCodec::Pcmu, 8_000, 30.0),
        (AudioCodec::Pcma, 8_000, 30.0),
        (AudioCodec::G722, 16_000, 15.0),
        (AudioCodec::Opus, 48_000, 8.0),
    ] {
        let mut network = Network::new(2);
        network.connect(0, 1, codec);
        assert_eq!(network.nodes[0].graph.microphone_rate_hz(), rate_hz);
        assert_eq!(network.nodes[1].graph.speaker_rate_hz(), rate_hz);
        network.nodes[0].microphone = Some(440.0);
        network.run_ms(2000);
        let said = tone(440.0, rate_hz, 2.0);
        let snr = snr_db(&said, &network.nodes[1].heard, rate_hz);
        assert!(snr > snr_min, "{codec:?}: {snr} dB");
        // Nobody speaks at the second node.
        assert!(level_db(&network.nodes[0].heard) < -60.0);
    }
}

#[test]
fn devices_keep_their_own_rates() {
    for device_hz in [16_000, 44_100, 48_000] {
        let mut network = Network::new(2);
        for node in &mut network.nodes {
            node.graph
                .set_device_rates(Some(device_hz), Some(device_hz));
        }
        network.connect(0, 1, AudioCodec::Pcmu);
        network.nodes[0].microphone = Some(440.0);
        network.run_ms(2000);
        assert_eq!(network.nodes[1].graph.speaker_rate_hz(), device_hz);
        let said = tone(440.0, device_hz, 2.0);
        let snr = snr_db(&said, &network.nodes[1].heard, device_hz);
        assert!(snr > 30.0, "{device_hz} Hz: {snr} dB");
    }
}

/// One node talks to a narrow and to a wide-band one at a time.
#[test]
fn two_calls_of_different_codecs_are_mixed_at_one_speaker() {
    let mut network = Network::new(3);
    network.connect(0, 1, AudioCodec::Pcmu);
    network.run_ms(100);
    assert_eq!(network.nodes[0].graph.speaker_rate_hz(), 8_000);
    network.connect(0, 2, AudioCodec::Opus);
    assert_eq!(network.nodes[0].graph.speaker_rate_hz(), 48_000);
    network.clear_heard();
    network.nodes[0].microphone = Some(440.0);
    network.nodes[1].microphone = Some(700.0);
    network.run_ms(2000);
    let own = tone(440.0, 8_000, 2.0);
    assert!(snr_db(&own, &network.nodes[1].heard, 8_000) > 28.0);
    let own = tone(440.0, 48_000, 2.0);
    assert!(snr_db(&own, &network.nodes[2].heard, 48_000) > 8.0);
    // The narrow-band call alone, at the wide-band speaker.
    let other = tone(700.0, 48_000, 2.0);
    assert!(snr_db(&other, &network.nodes[0].heard, 48_000) > 28.0);
    // Both at once: the energies add.
    let alone = level_db(&network.nodes[0].heard);
    network.nodes[2].microphone = Some(1_500.0);
    network.run_ms(500);
    network.clear_heard();
    network.run_ms(1000);
    let both = level_db(&network.nodes[0].heard);
    assert!((both - alone - 3.0).abs() < 0.5, "{alone} dB, {both} dB");
    // And they do not hear each other.
    assert!(level_db(&network.nodes[1].heard) < level_db(&own) + 1.0);
}

#[test]
fn calls_that_are_louder_together_than_full_scale_are_not_clipped() {
    let mut network = Network::new(3);
    network.connect(0, 1, AudioCodec::Pcmu);
    network.connect(0, 2, AudioCodec::Pcmu);
    for (node, hz) in [(1, 500.0), (2, 500.0)] {
        network.nodes[node].amplitude = 30_000.0;
        network.nodes[node].microphone = Some(hz);
    }
    network.run_ms(500);
    network.clear_heard();
    network.run_ms(500);
    let heard = &network.nodes[0].heard;
    assert!(level_db(heard) > -4.0);
    let flat = heard
        .windows(3)
        .filter(|three| three[0].unsigned_abs() > 32_700 && three[0] == three[2]);
    assert_eq!(flat.count(), 0);
}

#[test]
fn mutes_and_volumes() {
    let mut network = Network::new(2);
    let (a, b) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(440.0);
    let heard_after = |network: &mut Network, node: usize, control: AudioControl| {
        network.control(node, control);
        network.run_ms(200);
        network.clear_heard();
        network.run_ms(200);
        level_db(&network.nodes[1].heard)
    };
    let mute = |session, incoming, outgoing| AudioControl::MuteSession {
        session,
        incoming,
        outgoing,
    };
    let full = heard_after(&mut network, 0, AudioControl::MuteMicrophone(false));
    assert!(full > -16.0);
    let cases: Vec<(usize, AudioControl, AudioControl)> = vec![
        (
            0,
            AudioControl::MuteMicrophone(true),
            AudioControl::MuteMicrophone(false),
        ),
        (
            0,
            AudioControl::MicrophoneVolume(0),
            AudioControl::MicrophoneVolume(255),
        ),
        (0, mute(a, false, true), mute(a, false, false)),
        (
            0,
            AudioControl::ScaleInput {
                session: a,
                percent: 0,
            },
            AudioControl::ScaleInput {
                session: a,
                percent: 100,
            },
        ),
        (1, mute(b, true, false), mute(b, false, false)),
        (
            1,
            AudioControl::MuteSpeaker(true),
            AudioControl::MuteSpeaker(false),
        ),
        (
            1,
            AudioControl::SpeakerVolume(0),
            AudioControl::SpeakerVolume(255),
        ),
        (
            1,
            AudioControl::ScaleOutput {
                session: b,
                percent: 0,
            },
            AudioControl::ScaleOutput {
                session: b,
                percent: 100,
            },
        ),
    ];
    for (node, silence, sound) in cases {
        let name = format!("{silence:?}");
        assert!(heard_after(&mut network, node, silence) < -80.0, "{name}");
        let level = heard_after(&mut network, node, sound);
        assert!((level - full).abs() < 0.1, "{name}: {level} dB");
    }
    let half = AudioControl::ScaleInput {
        session: a,
        percent: 50,
    };
    let level = heard_after(&mut network, 0, half);
    assert!((level - full + 6.02).abs() < 0.1, "{level} dB");
    let loud = AudioControl::ScaleOutput {
        session: b,
        percent: 1000,
    };
    let level = heard_after(&mut network, 1, loud);
    assert!(level > -3.5, "{level} dB");
    // What is for a session that is not there is dropped.
    network.control(0, mute(SessionId(99), true, true));
}

#[test]
fn hold_cuts_the_microphone_and_the_speaker_at_once() {
    let mut network = Network::new(2);
    let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(440.0);
    network.nodes[1].microphone = Some(700.0);
    network.run_ms(500);
    network.hold(0, a, true);
    network.run_ms(200);
    network.clear_heard();
    network.run_ms(200);
    assert!(level_db(&network.nodes[0].heard) < -80.0);
    assert!(level_db(&network.nodes[1].heard) < -60.0);
    network.hold(0, a, false);
    network.run_ms(500);
    network.clear_heard();
    network.run_ms(200);
    assert!(level_db(&network.nodes[0].heard) > -16.0);
    assert!(level_db(&network.nodes[1].heard) > -16.0);
}

/// A second of a tone in a stereo file at 22.05 kHz.
fn write_tone(path: &std::path::Path, hz: f64) {
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
fn run_with_job(network: &mut Network, job: &mut dyn FileJob, ms: u32) {
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
    let format = RecordFormat { stereo, sides };
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

#[test]
fn a_pcm_stream_takes_the_place_of_the_microphone() {
    for rate_hz in [8_000, 16_000, 11_025, 44_100, 48_000] {
        let mut network = Network::new(2);
        let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
        network.nodes[0].microphone = Some(1_000.0);
        let (mut producer, stream) = PcmStream::new(rate_hz).unwrap();
        network.control(0, AudioControl::StartPcmStream { session: a, stream });
        let said = tone(440.0, rate_hz, 2.0);
        for twenty_ms in said.chunks(rate_hz as usize / 50) {
            producer.push(twenty_ms);
            network.run_ms(20);
        }
        assert_eq!(producer.dropped_samples(), 0);
        let expected = tone(440.0, 8_000, 1.8);
        let snr = snr_db(&expected, &network.nodes[1].heard, 8_000);
        assert!(snr > 28.0, "{rate_hz} Hz: {snr} dB");
        network.control(0, AudioControl::StopPcmStream { session: a });
        network.run_ms(100);
        network.clear_heard();
        network.run_ms(500);
        let expected = tone(1_000.0, 8_000, 0.5);
        assert!(snr_db(&expected, &network.nodes[1].heard, 8_000) > 28.0);
    }
}

#[test]
fn taps_are_shown_copies() {
    let mut network = Network::new(2);
    let (a, b) = network.connect(0, 1, AudioCodec::Pcmu);
    network.nodes[0].microphone = Some(440.0);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let tap = |sides: TapSide| {
        let seen = Arc::clone(&seen);
        RawAudioTap::new(move |session, side, frame, rate_hz| {
            assert_eq!((side, rate_hz, frame.len()), (sides, 8_000, 80));
            seen.lock()
                .unwrap()
                .push((session, side, level_db(frame) > -30.0));
            frame.fill(12_345);
        })
    };
    let (send, receive) = (
        TapSides {
            send: true,
            receive: false,
        },
        TapSides {
            send: false,
            receive: true,
        },
    );
    let (tap_send, tap_receive) = (tap(TapSide::Send), tap(TapSide::Receive));
    network.control(
        0,
        AudioControl::SetTap {
            session: a,
            sides: send,
            tap: tap_send,
        },
    );
    network.control(
        1,
        AudioControl::SetTap {
            session: b,
            sides: receive,
            tap: tap_receive,
        },
    );
    network.control(
        1,
        AudioControl::SetMixTap {
            sides: receive,
            tap: tap(TapSide::Receive),
        },
    );
    network.run_ms(1000);
    let said = tone(440.0, 8_000, 1.0);
    assert!(snr_db(&said, &network.nodes[1].heard, 8_000) > 30.0);
    {
        let seen = seen.lock().unwrap();
        let count = |wanted| seen.iter().filter(|(id, ..)| id.0 == wanted).count();
        // Nothing is received before the first packet.
        assert!((190..=200).contains(&count(a.0)), "{}", count(a.0));
        assert_eq!(count(INVALID_SESSION_ID), 100);
        assert!(seen.iter().filter(|(.., loud)| *loud).count() > 250);
    }
    network.control(0, AudioControl::ClearTap { session: a });
    network.control(1, AudioControl::ClearTap { session: b });
    network.control(1, AudioControl::ClearMixTap);
    assert_eq!(
        network.nodes[0].drop_retired() + network.nodes[1].drop_retired(),
        3
    );
    seen.lock().unwrap().clear();
    network.run_ms(50);
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn a_session_that_is_removed_leaves_nothing_behind() {
    let path = temporary_file("removed.wav");
    write_tone(&path, 440.0);
    let mut network = Network::new(2);
    let (a, _) = network.connect(0, 1, AudioCodec::Opus);
    let (player, mut job) = FilePlayer::open(&path, true).unwrap();
    let mode = PlayMode::InsteadOfMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session: a,
            player,
            mode,
        },
    );
    network.run_ms(100);
    let node: &mut Node = &mut network.nodes[0];
    assert!(node.graph.remove(a).is_some());
    assert!(node.graph.remove(a).is_none());
    assert_eq!(node.drop_retired(), 1);
    assert_eq!(job.run_once(), JobProgress::Finished);
    assert_eq!(node.graph.microphone_rate_hz(), 8_000);
    network.clear_heard();
    network.run_ms(100);
    assert!(level_db(&network.nodes[0].heard) < -80.0);
}

#[test]
fn statistics_are_reported_on_request() {
    let mut network = Network::new(2);
    let (a, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.run_ms(100);
    network.control(0, AudioControl::RequestStatistics { session: a });
    network.run_ms(10);
    let [MediaReport::Statistics { session, json }] = &network.nodes[0].reports[..] else {
        panic!("{:?}", network.nodes[0].reports);
    };
    assert_eq!(*session, a);
    assert!(json.starts_with('{'));
}

#[test]
fn the_tone_of_a_key_is_heard_here_and_not_sent() {
    for (codec, rate_hz) in [(AudioCodec::Pcmu, 8_000), (AudioCodec::Opus, 48_000)] {
        let mut network = Network::new(2);
        network.connect(0, 1, codec);
        network.run_ms(500);
        network.clear_heard();
        for tone in [5, 16] {
            let duration_ms = 200;
            network.control(0, AudioControl::PlayTone { tone, duration_ms });
        }
        network.run_ms(500);
        let heard = network.nodes[0].heard.clone();
        let per_ms = rate_hz as usize / 1000;
        let (low, high) = (tone(770.0, rate_hz, 0.2), tone(1336.0, rate_hz, 0.2));
        let key = low.iter().zip(&high).map(|(low, high)| (low + high) / 2);
        let wrong: Vec<i16> = key.zip(&heard).map(|(key, heard)| key - heard).collect();
        let ramp = 5 * per_ms;
        let noise_db = level_db(&wrong[ramp..195 * per_ms]);
        let key_db = level_db(&heard[ramp..195 * per_ms]);
        assert!(key_db > -20.0 && noise_db < -50.0, "{key_db} {noise_db}");
        assert!(level_db(&heard[210 * per_ms..]) < -60.0);
        assert!(level_db(&network.nodes[1].heard) < -60.0);
    }
}

#[test]
fn tones_end_with_the_last_call_and_mute_silences_them() {
    let mut network = Network::new(2);
    let (session, _) = network.connect(0, 1, AudioCodec::Pcmu);
    network.control(0, AudioControl::MuteSpeaker(true));
    network.run_ms(100);
    network.clear_heard();
    let tone = AudioControl::PlayTone {
        tone: 1,
        duration_ms: 6000,
    };
    network.control(0, tone);
    network.run_ms(200);
    assert!(level_db(&network.nodes[0].heard) < -60.0);
    network.control(0, AudioControl::MuteSpeaker(false));
    network.run_ms(200);
    assert!(level_db(&network.nodes[0].heard) > -30.0);
    network.nodes[0].graph.remove(session);
    network.clear_heard();
    network.run_ms(200);
    assert!(level_db(&network.nodes[0].heard) < -60.0);
}
