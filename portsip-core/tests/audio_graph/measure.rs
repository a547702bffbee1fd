//! The figures of `docs/audio.md`, from the speech that `scripts/setup` makes.
//! Run by `scripts/measure-processing`, which scores what this writes.

use std::path::{Path, PathBuf};

use portsip_core::media::audio::MicrophoneStage;

use crate::processing::Bench;
use crate::speech::{Room, mixed, noise, rms_dbfs};

use MicrophoneStage::{EchoCancellation, GainControl, NoiseSuppression};

const RATE_HZ: u32 = 16_000;
const SECOND: usize = RATE_HZ as usize;

#[test]
#[ignore = "measures, and wants the speech of scripts/setup: run scripts/measure-processing"]
fn measure_echo_of_rooms() {
    measure_echo(&folder());
}

#[test]
#[ignore = "measures, and wants the speech of scripts/setup: run scripts/measure-processing"]
fn measure_noise_and_level() {
    let folder = folder();
    measure_noise(&folder);
    measure_level(&folder);
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/processing");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What a room gives back: after how long, how much quieter, and whether the
/// loudspeaker bends what is louder than −20 dBFS.
#[derive(Clone, Copy)]
struct Echo {
    delay_ms: u32,
    loss_db: f32,
    is_bent: bool,
}

impl Echo {
    const ALL: [Self; 7] = [
        Self::of(20, 10.0),
        Self::of(60, 10.0),
        Self::of(120, 10.0),
        Self::of(250, 10.0),
        Self::of(60, 20.0),
        Self::of(60, 3.0),
        Self {
            is_bent: true,
            ..Self::of(60, 10.0)
        },
    ];

    const fn of(delay_ms: u32, loss_db: f32) -> Self {
        Self {
            delay_ms,
            loss_db,
            is_bent: false,
        }
    }

    fn room(self) -> Room {
        let room = Room::new(RATE_HZ, self.delay_ms, self.loss_db, 2);
        if self.is_bent {
            room.with_small_loudspeaker(-20.0)
        } else {
            room
        }
    }

    fn name(self) -> String {
        let bent = if self.is_bent { "-bent" } else { "" };
        format!("{}ms-{}dB{bent}", self.delay_ms, self.loss_db)
    }

    /// 18 s of the microphone, with somebody at the other side.
    fn run(self, stages: &[MicrophoneStage], near: Vec<i16>) -> Vec<i16> {
        let mut bench = Bench::new(stages, RATE_HZ);
        bench.far(repeated("bob", 3));
        bench.near(near, Some(self.room()));
        bench.run(18)
    }
}

fn measure_echo(folder: &Path) {
    for echo in Echo::ALL {
        let before = echo.run(&[], Vec::new());
        let after = echo.run(&[EchoCancellation], Vec::new());
        let enhancement = |from: usize, to: usize| {
            rms_dbfs(&before[from * SECOND..to * SECOND])
                - rms_dbfs(&after[from * SECOND..to * SECOND])
        };
        println!(
            "echo {}: {:.1} dB in the second and third second, {:.1} dB after it",
            echo.name(),
            enhancement(1, 3),
            enhancement(3, 18)
        );
        // Alone for 8 s, then both speak.
        let said = voice("alice");
        let mut near = vec![0; 8 * SECOND];
        near.extend(&said);
        let heard = echo.run(&[EchoCancellation], near.clone());
        let echoed = echo.run(&[], near);
        let both = 8 * SECOND..8 * SECOND + said.len();
        let heard = &heard[both.clone()];
        write(
            folder,
            &format!("both-{}-before.wav", echo.name()),
            &echoed[both],
        );
        write(folder, &format!("both-{}-after.wav", echo.name()), heard);
        println!(
            "both {}: said at {:.1} dBFS, heard at {:.1}",
            echo.name(),
            rms_dbfs(&said),
            rms_dbfs(heard)
        );
    }
    write(folder, "alice.wav", &voice("alice"));
}

fn measure_noise(folder: &Path) {
    let said = voice("alice");
    let level = rms_dbfs(&said) as f32;
    for snr_db in [5.0, 10.0, 20.0] {
        // The first three seconds are for the estimate.
        let lead = 3 * SECOND;
        let room = noise(lead + said.len(), level - snr_db, 7);
        let run = |sound: Vec<i16>| {
            let seconds = sound.len().div_ceil(SECOND) as u32;
            let mut bench = Bench::new(&[NoiseSuppression], RATE_HZ);
            bench.near(sound, None);
            bench.run(seconds)
        };
        let mut voice = vec![0; lead];
        voice.extend(&said);
        let both = mixed(&voice, &room);
        let heard = run(both.clone());
        let quiet = run(room.clone());
        let end = lead + said.len();
        println!(
            "noise at {snr_db} dB: {:.1} dB less between words, level of all {:+.1} dB",
            rms_dbfs(&room[lead..end]) - rms_dbfs(&quiet[lead..end]),
            rms_dbfs(&heard[lead..end]) - rms_dbfs(&both[lead..end])
        );
        write(
            folder,
            &format!("noise-{snr_db}-before.wav"),
            &both[lead..end],
        );
        write(
            folder,
            &format!("noise-{snr_db}-after.wav"),
            &heard[lead..end],
        );
    }
}

fn measure_level(folder: &Path) {
    let said = repeated("alice", 2);
    let second = said.len() / 2;
    for level_dbfs in [-50.0, -40.0, -30.0, -20.0] {
        let gain = 10.0_f64.powf((level_dbfs - rms_dbfs(&said)) / 20.0);
        let quiet: Vec<i16> = said.iter().map(|s| (f64::from(*s) * gain) as i16).collect();
        let seconds = (said.len() / SECOND) as u32;
        let mut bench = Bench::new(&[GainControl], RATE_HZ);
        bench.near(quiet.clone(), None);
        let heard = bench.run(seconds);
        let end = heard.len();
        let clipped = heard.iter().filter(|s| s.unsigned_abs() >= 32_767).count();
        println!(
            "level {:.1} dBFS: {:.1} dBFS in the second 10 s, {clipped} samples at the end of the range",
            rms_dbfs(&quiet[second..end]),
            rms_dbfs(&heard[second..end])
        );
        write(
            folder,
            &format!("level{level_dbfs}-after.wav"),
            &heard[second..end],
        );
    }
}

fn speech_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../target/speech/{name}.wav"))
}

fn voice(name: &str) -> Vec<i16> {
    let mut file = hound::WavReader::open(speech_file(name)).expect("run scripts/setup");
    file.samples()
        .map(|sample| sample.expect("16 bit"))
        .collect()
}

fn repeated(name: &str, times: usize) -> Vec<i16> {
    voice(name).repeat(times)
}

fn write(folder: &Path, name: &str, samples: &[i16]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE_HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(folder.join(name), spec).expect("a file");
    for sample in samples {
        writer.write_sample(*sample).expect("a file");
    }
    writer.finalize().expect("a file");
}
