//! A tick of the audio graph neither allocates nor frees: counted by the
//! allocator of this very process, with everything that a call can have at
//! once going on.

#[expect(dead_code, reason = "only a part of it is used here")]
mod graph_support;

use graph_support::{Network, temporary_file};
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{
    AudioControl, FRAME_SAMPLES_MAX, MicrophoneStage, PcmStream, PlayMode, ReadyStage,
    VoiceActivity, frame_samples,
};
use portsip_core::media::file::{
    FileFormat, FileJob, FilePlayer, RecordFormat, RecordSides, Recorder,
};
use portsip_core::media::tap::{RawAudioTap, RtpTap, TapSides};
use portsip_core::plan::AudioCodec;

/// Ticks one node with packets and a device that speaks; what that allocated.
fn count_in_ticks(network: &mut Network, ticks: u32) -> usize {
    let mut microphone = [0; FRAME_SAMPLES_MAX];
    let mut speaker = [0; FRAME_SAMPLES_MAX];
    for (i, sample) in microphone.iter_mut().enumerate() {
        *sample = (i as i16 % 48) * 400 - 9600;
    }
    let mut allocated = 0;
    for _ in 0..ticks {
        // The others' packets.
        network.run_ms(10);
        let now = network.now;
        let graph = &mut network.nodes[0].graph;
        let heard = frame_samples(graph.microphone_rate_hz());
        let played = frame_samples(graph.speaker_rate_hz());
        let tick = || graph.tick(now, &microphone[..heard], &mut speaker[..played]);
        let ((), counts) = allocations::counted(tick);
        allocated += counts.taken + counts.given_back;
    }
    allocated
}

#[test]
fn a_tick_of_every_codec_does_not_allocate() {
    let mut network = Network::new(5);
    let codecs = [
        AudioCodec::Pcmu,
        AudioCodec::Pcma,
        AudioCodec::G722,
        AudioCodec::Opus,
    ];
    for (peer, codec) in codecs.into_iter().enumerate() {
        network.nodes[peer + 1].microphone = Some(300.0 + 100.0 * peer as f64);
        network.connect(0, peer + 1, codec);
    }
    network.run_ms(500);
    assert_eq!(count_in_ticks(&mut network, 200), 0);
    // Speech at first, then a sound that does not change: noise.
    let activity = Box::new(VoiceActivity::new());
    network.control(0, AudioControl::StartVoiceActivity(activity));
    assert_eq!(count_in_ticks(&mut network, 400), 0);
}

/// With a file for all, which ends meanwhile, a recording, and what only the
/// user hears.
#[test]
fn a_conference_does_not_allocate() {
    let source = temporary_file("allocations-conference.wav");
    write_noise(&source);
    let mut network = Network::new(5);
    let codecs = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];
    for peer in 1..5 {
        network.nodes[peer].microphone = Some(300.0 + 100.0 * peer as f64);
        let (session, _) = network.connect(0, peer, codecs[peer % 3]);
        network.control(0, AudioControl::JoinConference { session });
    }
    network.run_ms(200);
    let session = SessionId::CONFERENCE;
    let (player, _play_job) = FilePlayer::open(&source, false).unwrap();
    let mode = PlayMode::WithMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session,
            player,
            mode,
        },
    );
    let format = RecordFormat {
        file: FileFormat::Wav,
        stereo: true,
        sides: RecordSides::Both,
    };
    let path = temporary_file("allocations-conference-recorded.wav");
    let (recorder, mut record_job) = Recorder::create(&path, format).unwrap();
    network.control(0, AudioControl::StartRecord { session, recorder });
    let (player, _local_job) = FilePlayer::open(&source, false).unwrap();
    network.control(0, AudioControl::StartLocalFile { player });
    network.control(0, AudioControl::LoopBackMicrophone(true));
    assert_eq!(count_in_ticks(&mut network, 60), 0);
    record_job.run_once();
    assert_eq!(network.nodes[0].reports.len(), 2, "both files have ended");
}

#[test]
fn of_what_is_done_with_the_microphone_echo_cancellation_alone_allocates() {
    let mut network = Network::new(2);
    network.nodes[1].microphone = Some(300.0);
    network.connect(0, 1, AudioCodec::G722);
    for (device_hz, echo_max) in [(16_000, 100), (44_100, 130)] {
        let rates = (Some(device_hz), Some(device_hz));
        network.nodes[0].graph.set_device_rates(rates.0, rates.1);
        let switch = |network: &mut Network, stage, on| {
            let control = if on {
                let ready = ReadyStage::new(stage).expect("audio is processed");
                AudioControl::StartStage(Box::new(ready))
            } else {
                AudioControl::StopStage(stage)
            };
            network.control(0, control);
        };
        switch(&mut network, MicrophoneStage::EchoCancellation, false);
        switch(&mut network, MicrophoneStage::NoiseSuppression, true);
        switch(&mut network, MicrophoneStage::GainControl, true);
        network.run_ms(200);
        assert_eq!(count_in_ticks(&mut network, 200), 0);
        // Small ones, and none of them outlives its tick.
        switch(&mut network, MicrophoneStage::EchoCancellation, true);
        network.run_ms(200);
        let in_a_tick = count_in_ticks(&mut network, 200) / 200;
        assert!(in_a_tick <= echo_max, "{in_a_tick}");
    }
}

#[test]
fn files_recordings_streams_and_taps_do_not_allocate() {
    let path = temporary_file("allocations.wav");
    write_noise(&path);
    let mut network = Network::new(3);
    let (a, _) = network.connect(0, 1, AudioCodec::Opus);
    let (b, _) = network.connect(0, 2, AudioCodec::Pcmu);
    network.run_ms(200);
    // The file ends during the ticks that are counted.
    let (player, _play_job) = FilePlayer::open(&path, false).unwrap();
    let mode = PlayMode::WithMicrophone;
    network.control(
        0,
        AudioControl::StartPlayFile {
            session: a,
            player,
            mode,
        },
    );
    let format = RecordFormat {
        file: FileFormat::Wav,
        stereo: true,
        sides: RecordSides::Both,
    };
    let record_path = temporary_file("allocations-recorded.wav");
    let (recorder, mut record_job) = Recorder::create(&record_path, format).unwrap();
    network.control(
        0,
        AudioControl::StartRecord {
            session: a,
            recorder,
        },
    );
    let (mut producer, stream) = PcmStream::new(11_025).unwrap();
    producer.push(&[1000; 1000]);
    network.control(0, AudioControl::StartPcmStream { session: b, stream });
    let sides = TapSides {
        send: true,
        receive: true,
    };
    for session in [a, b] {
        let tap = RawAudioTap::new(|_, _, frame, _| frame.fill(0));
        network.control(
            0,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        );
        network.control(
            0,
            AudioControl::ScaleInput {
                session,
                percent: 300,
            },
        );
        let tap = RtpTap::new(|_, _, packet| assert!(packet.len() > 12));
        network.control(
            0,
            AudioControl::SetRtpTap {
                session,
                sides,
                tap,
            },
        );
        network.control(
            0,
            AudioControl::ScaleOutput {
                session,
                percent: 300,
            },
        );
    }
    assert_eq!(count_in_ticks(&mut network, 60), 0);
    record_job.run_once();
    assert_eq!(network.nodes[0].reports.len(), 1, "the file has ended");
    assert_eq!(network.nodes[0].drop_retired(), 1);
}

/// 0.3 s of something at 44.1 kHz.
fn write_noise(path: &std::path::Path) {
    let mut samples = hound::WavWriter::create(
        path,
        hound::WavSpec {
            channels: 1,
            sample_rate: 44_100,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        },
    )
    .expect("temporary files work");
    for i in 0..13_230 {
        samples
            .write_sample((i % 100) as i16 * 100)
            .expect("temporary files work");
    }
    samples.finalize().expect("temporary files work");
}
