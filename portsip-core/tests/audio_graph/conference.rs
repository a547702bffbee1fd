//! The conference: who hears whom, and how loud. Everybody says a tone of his
//! own, and each tone is looked for at every ear.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, PcmStream, PlayMode};
use portsip_core::media::file::{
    FileFormat, FileJob, FilePlayer, RecordFormat, RecordSides, Recorder,
};
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::{AudioCodec, Direction, MediaReport};

use crate::files::{run_with_job, write_tone};
use crate::graph_support::{Network, amplitude_of, temporary_file};

/// The tones' amplitude: 33 of them are not too loud together.
const AMPLITUDE: f64 = 900.0;
const CODECS: [AudioCodec; 3] = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];

/// The tone of a node. None is a multiple of another.
fn hz(node: usize) -> f64 {
    410.0 + 83.0 * node as f64
}

/// A host, node 0, with a call to each of the others.
fn host(members: usize, codecs: &[AudioCodec]) -> (Network, Vec<SessionId>) {
    let mut network = Network::new(members + 1);
    let sessions = (1..=members)
        .map(|node| {
            let codec = codecs[(node - 1) % codecs.len()];
            network.connect(0, node, codec).0
        })
        .collect();
    for (node, at) in network.nodes.iter_mut().enumerate() {
        at.microphone = Some(hz(node));
        at.amplitude = AMPLITUDE;
    }
    (network, sessions)
}

fn join(network: &mut Network, session: SessionId) {
    network.control(0, AudioControl::JoinConference { session });
}

/// How loud each node's tone is at the speaker of `node` in the last second,
/// in dB against what was said.
fn heard_db(network: &Network, node: usize) -> Vec<f64> {
    let node = &network.nodes[node];
    let rate_hz = node.graph.speaker_rate_hz();
    let last = &node.heard[node.heard.len() - rate_hz as usize..];
    levels_db(last, rate_hz, network.nodes.len())
}

fn levels_db(samples: &[i16], rate_hz: u32, tones: usize) -> Vec<f64> {
    (0..tones)
        .map(|tone| 20.0 * (amplitude_of(hz(tone), samples, rate_hz) / AMPLITUDE + 1e-9).log10())
        .collect()
}

/// Lets changes settle, and two seconds pass.
fn settle(network: &mut Network) {
    network.run_ms(1000);
    network.clear_heard();
    network.run_ms(1000);
}

#[track_caller]
fn assert_hears(network: &Network, node: usize, expected: &[usize]) {
    let levels = heard_db(network, node);
    for (tone, level) in levels.iter().enumerate() {
        let fits = if expected.contains(&tone) {
            level.abs() < 1.0
        } else {
            *level < -25.0
        };
        assert!(fits, "{node} hears {tone} at {level:.1} dB: {levels:.1?}");
    }
}

/// What the encoders are given, by session.
type Sent = Arc<Mutex<BTreeMap<SessionId, (u32, Vec<i16>)>>>;

fn tap_sent(network: &mut Network, sessions: &[SessionId]) -> Sent {
    let sent = Sent::default();
    for session in sessions {
        let sent = Arc::clone(&sent);
        let tap = RawAudioTap::new(move |session, _, frame, rate_hz| {
            let mut sent = sent.lock().expect("no test panics here");
            let (rate, samples) = sent.entry(session).or_default();
            *rate = rate_hz;
            samples.extend_from_slice(frame);
        });
        let sides = TapSides {
            send: true,
            receive: false,
        };
        let session = *session;
        network.control(
            0,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        );
    }
    sent
}

#[test]
fn of_32_members_of_mixed_codecs_each_hears_all_but_himself() {
    let (mut network, sessions) = host(32, &CODECS);
    for session in &sessions {
        join(&mut network, *session);
    }
    network.run_ms(1500);
    let sent = tap_sent(&mut network, &sessions);
    network.clear_heard();
    network.run_ms(1000);
    let mut worst = (0.0_f64, f64::MIN);
    let sent = sent.lock().expect("no test panics here");
    for (index, session) in sessions.iter().enumerate() {
        let (rate_hz, samples) = &sent[session];
        let codec = CODECS[index % CODECS.len()];
        assert_eq!(*rate_hz, codec.sample_rate_hz());
        for (tone, level) in levels_db(samples, *rate_hz, 33).into_iter().enumerate() {
            if tone == index + 1 {
                worst.1 = worst.1.max(level);
            } else {
                worst.0 = worst.0.max(level.abs());
            }
        }
    }
    println!(
        "others within {:.2} dB, himself at {:.1} dB",
        worst.0, worst.1
    );
    assert!(worst.0 < 1.0, "{worst:?}");
    assert!(worst.1 < -30.0, "{worst:?}");
    // The same at the ears, where codecs that do not model tones come between.
    for node in [1, 2, 4, 5, 31, 32] {
        if CODECS[(node - 1) % 3] != AudioCodec::Opus {
            let others: Vec<usize> = (0..33).filter(|tone| *tone != node).collect();
            assert_hears(&network, node, &others);
        }
    }
    let members: Vec<usize> = (1..33).collect();
    assert_hears(&network, 0, &members);
}

#[test]
fn calls_outside_the_conference_go_on_as_before() {
    let (mut network, sessions) = host(4, &CODECS);
    for session in &sessions[..3] {
        join(&mut network, *session);
    }
    settle(&mut network);
    assert_hears(&network, 0, &[1, 2, 3, 4]);
    assert_hears(&network, 1, &[0, 2, 3]);
    assert_hears(&network, 2, &[0, 1, 3]);
    assert_hears(&network, 3, &[0, 1, 2]);
    assert_hears(&network, 4, &[0]);
}

#[test]
fn who_leaves_is_in_a_call_of_two_again_and_the_end_leaves_all() {
    let (mut network, sessions) = host(3, &[AudioCodec::G722, AudioCodec::Pcmu]);
    for session in &sessions {
        join(&mut network, *session);
        join(&mut network, *session);
    }
    settle(&mut network);
    assert_hears(&network, 1, &[0, 2, 3]);
    let session = sessions[0];
    network.control(0, AudioControl::LeaveConference { session });
    settle(&mut network);
    assert_hears(&network, 1, &[0]);
    assert_hears(&network, 2, &[0, 3]);
    network.control(0, AudioControl::EndConference);
    settle(&mut network);
    assert_hears(&network, 0, &[1, 2, 3]);
    for node in 1..=3 {
        assert_hears(&network, node, &[0]);
    }
    join(&mut network, session);
    settle(&mut network);
    assert_hears(&network, 1, &[0]);
}

#[test]
fn who_is_held_neither_hears_nor_is_heard_until_he_is_back() {
    let (mut network, sessions) = host(3, &CODECS);
    for session in &sessions {
        join(&mut network, *session);
    }
    network.run_ms(500);
    network.hold(0, sessions[1], true);
    settle(&mut network);
    assert_hears(&network, 0, &[1, 3]);
    assert_hears(&network, 1, &[0, 3]);
    assert_hears(&network, 2, &[]);
    network.hold(0, sessions[1], false);
    settle(&mut network);
    assert_hears(&network, 2, &[0, 1, 3]);
    assert_hears(&network, 3, &[0, 1, 2]);
    // He holds us, and plays music meanwhile: that is for us alone.
    network.direct(0, sessions[1], Direction::ReceiveOnly);
    settle(&mut network);
    assert_hears(&network, 0, &[1, 2, 3]);
    assert_hears(&network, 1, &[0, 3]);
    assert_hears(&network, 2, &[]);
    network.direct(0, sessions[1], Direction::SendReceive);
    settle(&mut network);
    assert_hears(&network, 1, &[0, 2, 3]);
    assert_hears(&network, 2, &[0, 1, 3]);
}

#[test]
fn whose_call_ends_leaves_and_one_without_media_joins_when_it_has_some() {
    let (mut network, sessions) = host(3, &CODECS);
    for session in &sessions[..2] {
        join(&mut network, *session);
    }
    // The session of a call that is made below.
    let later = SessionId(4);
    join(&mut network, later);
    network.run_ms(200);
    assert!(network.nodes[0].graph.remove(sessions[0]).is_some());
    settle(&mut network);
    assert_hears(&network, 2, &[0]);
    assert_eq!(network.connect(0, 1, AudioCodec::Pcmu).0, later);
    settle(&mut network);
    assert_hears(&network, 2, &[0, 1]);
}

#[test]
fn mutes_of_members_and_of_the_microphone() {
    let (mut network, sessions) = host(3, &CODECS);
    for session in &sessions {
        join(&mut network, *session);
    }
    let mute = |incoming, outgoing| AudioControl::MuteSession {
        session: sessions[0],
        incoming,
        outgoing,
    };
    network.control(0, mute(true, false));
    settle(&mut network);
    assert_hears(&network, 0, &[2, 3]);
    assert_hears(&network, 1, &[0, 2, 3]);
    assert_hears(&network, 2, &[0, 3]);
    network.control(0, mute(false, true));
    settle(&mut network);
    assert_hears(&network, 0, &[1, 2, 3]);
    assert_hears(&network, 1, &[2, 3]);
    assert_hears(&network, 2, &[0, 1, 3]);
    network.control(0, mute(false, false));
    network.control(0, AudioControl::MuteMicrophone(true));
    settle(&mut network);
    assert_hears(&network, 1, &[2, 3]);
    assert_hears(&network, 2, &[1, 3]);
    assert_hears(&network, 3, &[1, 2]);
}

#[test]
fn members_who_shout_together_are_not_clipped() {
    let (mut network, sessions) = host(3, &[AudioCodec::Pcmu]);
    for (node, at) in network.nodes.iter_mut().enumerate() {
        at.amplitude = 30_000.0;
        at.microphone = Some(500.0 + node as f64);
    }
    for session in &sessions {
        join(&mut network, *session);
    }
    network.run_ms(500);
    let sent = tap_sent(&mut network, &sessions[..1]);
    network.run_ms(1000);
    let sent = sent.lock().expect("no test panics here");
    let (_, samples) = &sent[&sessions[0]];
    let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max();
    assert!(loudest > Some(30_000), "{loudest:?}");
    let flat = samples
        .windows(3)
        .filter(|three| three[0].unsigned_abs() > 32_700 && three[0] == three[2]);
    assert_eq!(flat.count(), 0);
}

/// His stream and his file are for him alone, also in the conference.
#[test]
fn a_members_stream_takes_the_place_of_the_microphone_for_him() {
    let (mut network, sessions) = host(2, &[AudioCodec::Pcmu]);
    for session in &sessions {
        join(&mut network, *session);
    }
    let (_producer, stream) = PcmStream::new(8000).expect("a fine rate");
    let session = sessions[0];
    network.control(0, AudioControl::StartPcmStream { session, stream });
    settle(&mut network);
    assert_hears(&network, 1, &[2]);
    assert_hears(&network, 2, &[0, 1]);
}

#[test]
fn a_file_is_played_to_all_and_its_end_reported() {
    let path = temporary_file("conference.wav");
    write_tone(&path, 3000.0);
    for (mode, microphone, file) in [
        (PlayMode::InsteadOfMicrophone, false, true),
        (PlayMode::WithMicrophone, true, true),
        (PlayMode::Silent, true, false),
    ] {
        let (mut network, sessions) = host(2, &[AudioCodec::Pcmu, AudioCodec::G722]);
        for session in &sessions {
            join(&mut network, *session);
        }
        network.run_ms(1000);
        let (player, mut job) = FilePlayer::open(&path, false).expect("it was just written");
        let session = SessionId::CONFERENCE;
        network.control(
            0,
            AudioControl::StartPlayFile {
                session,
                player,
                mode,
            },
        );
        run_with_job(&mut network, &mut job, 300);
        network.clear_heard();
        run_with_job(&mut network, &mut job, 500);
        for node in 1..=2 {
            let heard = &network.nodes[node].heard;
            let rate_hz = network.nodes[node].graph.speaker_rate_hz();
            let played = amplitude_of(3000.0, heard, rate_hz);
            assert_eq!(played > 7000.0, file, "{mode:?} {played}");
            assert!(file || played < 100.0, "{mode:?} {played}");
            let said = amplitude_of(hz(0), heard, rate_hz);
            assert_eq!(said > 0.7 * AMPLITUDE, microphone, "{mode:?} {said}");
            let other = amplitude_of(hz(3 - node), heard, rate_hz);
            assert!(other > 0.7 * AMPLITUDE, "{mode:?} {other}");
        }
        assert!(network.nodes[0].reports.is_empty());
        run_with_job(&mut network, &mut job, 300);
        assert_eq!(
            network.nodes[0].reports,
            [MediaReport::PlayFileFinished {
                session,
                file_name: path.to_string_lossy().into_owned(),
            }]
        );
        settle(&mut network);
        assert_hears(&network, 1, &[0, 2]);
    }
}

/// What a recording of a conference holds: the levels of all tones, left and right.
fn record(sides: RecordSides, name: &str) -> [Vec<f64>; 2] {
    let path = temporary_file(name);
    let (mut network, sessions) = host(3, &CODECS);
    for session in &sessions {
        join(&mut network, *session);
    }
    network.run_ms(1000);
    let stereo = true;
    let (recorder, mut job) = Recorder::create(
        &path,
        RecordFormat {
            file: FileFormat::Wav,
            stereo,
            sides,
        },
    )
    .expect("temporary files work");
    let session = SessionId::CONFERENCE;
    network.control(0, AudioControl::StartRecord { session, recorder });
    run_with_job(&mut network, &mut job, 1200);
    network.control(0, AudioControl::StopRecord { session });
    assert_eq!(network.nodes[0].drop_retired(), 1);
    run_with_job(&mut network, &mut job, 50);
    let reader = hound::WavReader::open(&path).expect("it was just written");
    let rate_hz = reader.spec().sample_rate;
    assert_eq!((rate_hz, reader.duration()), (48_000, 57_600));
    let samples: Vec<i16> = reader.into_samples().map(Result::unwrap).collect();
    [0, 1].map(|side| {
        let one: Vec<i16> = samples.iter().skip(side).step_by(2).copied().collect();
        levels_db(&one[one.len() - 48_000..], rate_hz, 4)
    })
}

#[test]
fn a_recording_has_what_is_ours_left_and_the_members_right() {
    let [left, right] = record(RecordSides::Both, "conference-both.wav");
    assert!(left[0].abs() < 1.0, "{left:?}");
    assert!(left[1..].iter().all(|level| *level < -40.0), "{left:?}");
    assert!(right[0] < -30.0, "{right:?}");
    assert!(
        right[1..].iter().all(|level| level.abs() < 1.0),
        "{right:?}"
    );
    let [left, right] = record(RecordSides::Received, "conference-received.wav");
    assert!(left.iter().all(|level| *level < -100.0), "{left:?}");
    assert!(
        right[1..].iter().all(|level| level.abs() < 1.0),
        "{right:?}"
    );
}

#[test]
fn the_end_of_the_conference_ends_its_file_and_recording() {
    let source = temporary_file("conference-end.wav");
    write_tone(&source, 3000.0);
    let mut network = Network::new(1);
    let session = SessionId::CONFERENCE;
    let (player, mut playing) = FilePlayer::open(&source, true).expect("it was just written");
    let mode = PlayMode::WithMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session,
            player,
            mode,
        },
    );
    let sides = RecordSides::Both;
    let stereo = false;
    let path = temporary_file("conference-ended.wav");
    let (recorder, mut recording) = Recorder::create(
        &path,
        RecordFormat {
            file: FileFormat::Wav,
            stereo,
            sides,
        },
    )
    .expect("temporary files work");
    network.control(0, AudioControl::StartRecord { session, recorder });
    assert!(!network.nodes[0].graph.is_idle());
    run_with_job(&mut network, &mut playing, 500);
    network.control(0, AudioControl::EndConference);
    assert!(network.nodes[0].graph.is_idle());
    assert_eq!(network.nodes[0].drop_retired(), 2);
    run_with_job(&mut network, &mut recording, 50);
    assert!(network.nodes[0].reports.is_empty());
    // Nobody had joined: at the highest rate.
    let reader = hound::WavReader::open(&path).expect("it was just written");
    assert_eq!(
        (reader.spec().sample_rate, reader.duration()),
        (48_000, 24_000)
    );
}

/// What only one member is played is not what was said to all.
#[test]
fn a_file_for_one_member_is_not_in_the_recording_of_all() {
    let (mut network, sessions) = host(2, &[AudioCodec::Pcmu]);
    network.nodes[0].microphone = None;
    for session in &sessions {
        join(&mut network, *session);
    }
    let mut jobs = Vec::new();
    for (session, name, hz) in [
        (SessionId::CONFERENCE, "conference-for-all.wav", 700.0),
        (sessions[1], "conference-for-one.wav", 2900.0),
    ] {
        let source = temporary_file(name);
        write_tone(&source, hz);
        let (player, job) = FilePlayer::open(&source, true).expect("it was just written");
        let mode = PlayMode::WithMicrophone;
        network.control(
            0,
            AudioControl::StartPlayFile {
                session,
                player,
                mode,
            },
        );
        jobs.push(job);
    }
    let path = temporary_file("conference-of-all.wav");
    let (stereo, sides) = (false, RecordSides::Sent);
    let file = FileFormat::Wav;
    let format = RecordFormat {
        file,
        stereo,
        sides,
    };
    let (recorder, mut recording) = Recorder::create(&path, format).expect("temporary files work");
    let session = SessionId::CONFERENCE;
    network.control(0, AudioControl::StartRecord { session, recorder });
    for _ in 0..24 {
        for job in &mut jobs {
            job.run_once();
        }
        run_with_job(&mut network, &mut recording, 50);
    }
    network.control(0, AudioControl::StopRecord { session });
    network.nodes[0].drop_retired();
    run_with_job(&mut network, &mut recording, 50);
    let reader = hound::WavReader::open(&path).expect("it was just written");
    let rate_hz = reader.spec().sample_rate;
    let samples: Vec<i16> = reader.into_samples().map(Result::unwrap).collect();
    let last = &samples[samples.len() / 2..];
    let amplitude = |hz| amplitude_of(hz, last, rate_hz);
    assert!(amplitude(700.0) > 4000.0, "{}", amplitude(700.0));
    assert!(amplitude(2900.0) < 100.0, "{}", amplitude(2900.0));
}

/// Somebody is in it whose media never came, or whose call has ended meanwhile.
#[test]
fn a_member_without_media_does_not_lower_the_rate_of_a_recording() {
    let (mut network, sessions) = host(1, &[AudioCodec::Opus]);
    join(&mut network, SessionId(99));
    let path = temporary_file("conference-rate.wav");
    let (stereo, sides) = (false, RecordSides::Received);
    let file = FileFormat::Wav;
    let format = RecordFormat {
        file,
        stereo,
        sides,
    };
    let (recorder, mut recording) = Recorder::create(&path, format).expect("temporary files work");
    let session = SessionId::CONFERENCE;
    network.control(0, AudioControl::StartRecord { session, recorder });
    join(&mut network, sessions[0]);
    run_with_job(&mut network, &mut recording, 200);
    network.control(0, AudioControl::EndConference);
    network.nodes[0].drop_retired();
    run_with_job(&mut network, &mut recording, 50);
    let reader = hound::WavReader::open(&path).expect("it was just written");
    assert_eq!(reader.spec().sample_rate, 48_000);
}
