//! What is done with the microphone's signal: echo, noise and level, measured
//! where the program and the sessions hear it.

use std::sync::mpsc;

use portsip_core::media::audio::{AudioControl, MicrophoneStage, ReadyStage};
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::AudioCodec;

use crate::graph_support::Network;
use crate::speech::{Room, mixed, noise, rms_dbfs, speech};

use MicrophoneStage::{EchoCancellation, GainControl, NoiseSuppression};

/// The second node speaks to the first, whose microphone is looked at.
pub(crate) struct Bench {
    network: Network,
    shown: mpsc::Receiver<Vec<i16>>,
}

impl Bench {
    pub(crate) fn new(stages: &[MicrophoneStage], device_hz: u32) -> Self {
        let mut network = Network::new(2);
        network.connect(0, 1, AudioCodec::G722);
        let rates = (Some(device_hz), Some(device_hz));
        network.nodes[0].graph.set_device_rates(rates.0, rates.1);
        for stage in stages {
            let ready = ReadyStage::new(*stage).expect("audio is processed");
            network.control(0, AudioControl::StartStage(Box::new(ready)));
        }
        let (show, shown) = mpsc::channel();
        let tap = RawAudioTap::new(move |_, _, frame, _| {
            let _ = show.send(frame.to_vec());
        });
        let sides = TapSides {
            send: true,
            receive: false,
        };
        network.control(0, AudioControl::SetMixTap { sides, tap });
        Self { network, shown }
    }

    /// What the far side says.
    pub(crate) fn far(&mut self, sound: Vec<i16>) {
        let mut sound = sound.into_iter();
        self.network.nodes[1].source = Some(Box::new(move |_, frame| {
            frame.fill_with(|| sound.next().unwrap_or(0));
        }));
    }

    /// What is said into the microphone, and the room that it stands in.
    pub(crate) fn near(&mut self, sound: Vec<i16>, mut room: Option<Room>) {
        let mut sound = sound.into_iter();
        self.network.nodes[0].source = Some(Box::new(move |played, frame| {
            frame.fill_with(|| sound.next().unwrap_or(0));
            if let Some(room) = &mut room {
                room.add(played, frame);
            }
        }));
    }

    /// The microphone behind its processing.
    pub(crate) fn run(&mut self, seconds: u32) -> Vec<i16> {
        self.network.run_ms(seconds * 1000);
        self.shown.try_iter().flatten().collect()
    }
}

#[test]
fn echo_goes_down_by_25_db_after_three_seconds_whatever_its_delay() {
    for (device_hz, delay_ms) in [
        (16_000, 20),
        (16_000, 120),
        (16_000, 250),
        (48_000, 100),
        (8_000, 80),
    ] {
        let echo = |stages: &[MicrophoneStage]| {
            let mut bench = Bench::new(stages, device_hz);
            bench.far(speech(6, 16_000, -20.0, 1));
            bench.near(Vec::new(), Some(Room::new(device_hz, delay_ms, 6.0, 2)));
            bench.run(6)
        };
        let after = device_hz as usize * 3;
        let before_db = rms_dbfs(&echo(&[])[after..]);
        let after_db = rms_dbfs(&echo(&[EchoCancellation])[after..]);
        let enhancement_db = before_db - after_db;
        println!(
            "{device_hz} Hz, {delay_ms} ms: {before_db:.1} to {after_db:.1} dBFS, {enhancement_db:.1} dB"
        );
        assert!(
            enhancement_db >= 25.0,
            "{device_hz} {delay_ms}: {enhancement_db}"
        );
    }
}

#[test]
fn both_speak_at_once_and_the_near_one_is_kept() {
    let near = speech(10, 16_000, -22.0, 3);
    for delay_ms in [40, 250] {
        let mut bench = Bench::new(&[EchoCancellation], 16_000);
        bench.far(speech(10, 16_000, -22.0, 4));
        let mut said = vec![0; 16_000 * 5];
        said.extend(&near[16_000 * 5..]);
        bench.near(said, Some(Room::new(16_000, delay_ms, 12.0, 5)));
        let heard = bench.run(10);
        let near_db = rms_dbfs(&near[16_000 * 5..]);
        let heard_db = rms_dbfs(&heard[16_000 * 5..]);
        println!("{delay_ms} ms: near end {near_db:.1} dBFS, heard {heard_db:.1} dBFS");
        assert!((near_db - heard_db).abs() < 3.0, "{near_db} {heard_db}");
    }
}

#[test]
fn steady_noise_goes_down_and_speech_stays() {
    for device_hz in [16_000, 48_000] {
        let run = |sound: &[i16], stages: &[MicrophoneStage]| {
            let mut bench = Bench::new(stages, device_hz);
            bench.near(sound.to_vec(), None);
            bench.run(10)
        };
        let voice = speech(10, device_hz, -26.0, 6);
        let room = noise(voice.len(), -41.0, 7);
        let second = device_hz as usize;
        let heard = run(&mixed(&voice, &room), &[NoiseSuppression]);
        let quiet = run(&room, &[NoiseSuppression]);
        let noise_down_db = rms_dbfs(&room[3 * second..]) - rms_dbfs(&quiet[3 * second..]);
        let speech_db = rms_dbfs(&heard[3 * second..]) - rms_dbfs(&voice[3 * second..]);
        println!("{device_hz} Hz: noise −{noise_down_db:.1} dB, speech {speech_db:+.1} dB");
        assert!(noise_down_db > 9.0, "{noise_down_db}");
        assert!(speech_db.abs() < 1.5, "{speech_db}");
    }
}

#[test]
fn quiet_speech_comes_near_the_target_and_loud_speech_does_not_clip() {
    for (level_dbfs, lowest_db, highest_db) in [(-40.0, -29.0, -16.0), (-18.0, -20.0, -14.0)] {
        let mut bench = Bench::new(&[GainControl], 16_000);
        let voice = speech(20, 16_000, level_dbfs, 8);
        bench.near(voice.clone(), None);
        let heard = bench.run(20);
        let spoken = |sound: &[i16]| {
            let pairs = sound[160_000..].iter().zip(&voice[160_000..]);
            let spoken: Vec<i16> = pairs.filter(|(_, v)| **v != 0).map(|(s, _)| *s).collect();
            rms_dbfs(&spoken)
        };
        let (before, after) = (spoken(&voice), spoken(&heard));
        let clipped = heard.iter().filter(|s| s.unsigned_abs() >= 32_767).count();
        println!(
            "speech at {before:.1} dBFS comes out at {after:.1}; {clipped} samples at the end of the range"
        );
        assert!((lowest_db..highest_db).contains(&after), "{after}");
        assert!(clipped <= heard.len() / 10_000, "{clipped}");
    }
}

#[test]
fn silence_stays_silence_and_switches_work_in_a_call() {
    let all = [EchoCancellation, NoiseSuppression, GainControl];
    let mut bench = Bench::new(&all, 16_000);
    bench.near(Vec::new(), None);
    assert!(bench.run(3)[640..].iter().all(|sample| *sample == 0));
    let voice = speech(4, 16_000, -26.0, 9);
    for stage in all {
        bench.network.control(0, AudioControl::StopStage(stage));
    }
    bench.near(voice.clone(), None);
    assert_eq!(bench.run(4), voice, "nothing is done");
}
