//! Microphones, speakers and what stands between them: codecs, rates, mixing,
//! mutes, volumes, hold and local tones.

use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, PlayMode};
use portsip_core::media::file::{FileJob, FilePlayer, JobProgress};
use portsip_core::plan::{AudioCodec, MediaReport};

use crate::files::write_tone;
use crate::graph_support::{Network, Node, level_db, snr_db, temporary_file, tone};

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
