//! Files that ffmpeg wrote are read as it reads them itself; what we recorded
//! ffmpeg reads, also after a crash and on a full disk.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use interop::ffmpeg;
use interop::peer::folder;
use interop::score::{pesq, speech};
use native_codecs::amr::{Band, Encoder, FRAME_OCTETS_MAX};
use phone::{Config, Phone, codec, file_format, side};
use portsip_core::clock::Instant;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, AudioGraph, PlayMode, frame_samples};
use portsip_core::media::file::{
    AudioFileReader, FileFormat, FileJob as _, FilePlayer, JobProgress, RecordFormat, RecordSides,
    Recorder,
};

/// The formats of recordings, their endings, and what ffprobe says of each in a
/// call at 16 kHz.
const RECORDED: [(i32, &str, &str); 3] = [
    (file_format::WAVE, "wav", "pcm_s16le,16000,1"),
    (file_format::AMR, "amr", "amr_nb,8000,1"),
    (file_format::MP4, "mp4", "opus,48000,1"),
];

fn read_all(path: &Path, rounds: usize) -> (u32, Vec<i16>) {
    let file = BufReader::new(File::open(path).expect("it was just written"));
    let mut reader = AudioFileReader::new(file).expect("a format that is read");
    let mut samples = Vec::new();
    let mut some = [0; 1000];
    for _ in 0..rounds {
        loop {
            match reader.read(&mut some).expect("it is whole") {
                0 => break,
                count => samples.extend_from_slice(&some[..count]),
            }
        }
        reader.rewind().expect("there is a beginning");
    }
    (reader.rate_hz(), samples)
}

/// How much louder `wanted` is than the difference, in dB.
fn snr_db(wanted: &[i16], heard: &[i16]) -> f64 {
    let power = |differences: &mut dyn Iterator<Item = f64>| -> f64 {
        differences.map(|sample| sample * sample).sum()
    };
    let signal = power(&mut wanted.iter().map(|sample| f64::from(*sample)));
    let pairs = wanted.iter().zip(heard);
    let noise = power(&mut pairs.map(|(a, b)| f64::from(*a) - f64::from(*b)));
    10.0 * (signal / (noise + 1.0)).log10()
}

/// The options that ffmpeg writes a file with, and how close the decoders are.
struct Case {
    name: &'static str,
    options: &'static str,
    rate_hz: u32,
    snr_db: f64,
}

const fn case(name: &'static str, options: &'static str, rate_hz: u32, snr_db: f64) -> Case {
    Case {
        name,
        options,
        rate_hz,
        snr_db,
    }
}

const CASES: [Case; 13] = [
    case("pcm8.wav", "-c:a pcm_u8 -ar 8000", 8_000, 60.0),
    case("pcm24.wav", "-c:a pcm_s24le -ar 44100 -ac 2", 44_100, 60.0),
    case("pcm32.wav", "-c:a pcm_s32le -ar 96000", 96_000, 60.0),
    case("float.wav", "-c:a pcm_f32le", 16_000, 60.0),
    case("alaw.wav", "-c:a pcm_alaw -ar 8000", 8_000, 60.0),
    case("ulaw.wav", "-c:a pcm_mulaw -ar 8000", 8_000, 60.0),
    case("mpeg1.mp3", "-b:a 128k -ar 44100 -ac 2", 44_100, 60.0),
    case("mpeg2.mp3", "-q:a 4 -ar 22050", 22_050, 60.0),
    case("mpeg25.mp3", "-b:a 24k -ar 8000", 8_000, 60.0),
    case("aac.m4a", "-b:a 128k -ar 44100 -ac 2", 44_100, 60.0),
    case("first.mp4", "-ar 16000 -movflags faststart", 16_000, 60.0),
    case(
        "fragments.mp4",
        "-ar 48000 -movflags frag_keyframe+empty_moov -frag_duration 500000",
        48_000,
        60.0,
    ),
    case(
        "opus.mp4",
        "-c:a libopus -b:a 64k -ac 2 -ar 48000",
        48_000,
        40.0,
    ),
];

#[test]
fn what_ffmpeg_wrote_is_heard_as_ffmpeg_hears_it() {
    let folder = folder("ffmpeg_writes");
    for case in &CASES {
        let file = folder.join(case.name);
        let options: Vec<&str> = case.options.split(' ').collect();
        ffmpeg::convert(&speech("alice.wav"), &options, &file);
        compare(&file, case.rate_hz, case.snr_db);
    }
}

/// Ours against ffmpeg's own decoder; twice, for a loop.
fn compare(file: &Path, rate_hz: u32, snr_db_min: f64) {
    let name = file.display();
    let wanted = ffmpeg::samples(file, rate_hz);
    let (read_hz, heard) = read_all(file, 1);
    let snr = snr_db(&wanted, &heard);
    println!("{name}: {snr:.1} dB, {} of {}", heard.len(), wanted.len());
    assert_eq!(read_hz, rate_hz, "{name}");
    assert!(snr > snr_db_min, "{name}: {snr} dB");
    // Not a sample more or less: a loop has neither gap nor repetition. The
    // silence at the end of the last frame ffmpeg keeps where it is an MP4 file.
    let kept = wanted.len() - heard.len();
    let boxed = ["aac", "opus"]
        .iter()
        .any(|codec| ffmpeg::stream(file).starts_with(codec));
    assert!(kept == 0 || (boxed && kept < 1024), "{name}: {kept}");
    let (_, twice) = read_all(file, 2);
    assert!(twice == [heard.clone(), heard].concat(), "{name}");
}

/// ffmpeg has decoders of its own, but no encoders.
#[test]
fn amr_is_heard_as_ffmpeg_hears_it() {
    let folder = folder("ffmpeg_amr");
    for (band, rate_hz, name) in [
        (Band::Narrow, 8_000, "narrow"),
        (Band::Wide, 16_000, "wide"),
    ] {
        let spoken = ffmpeg::samples(&speech("alice.wav"), rate_hz);
        // Every mode, each for a while.
        let octets = amr(band, &spoken, |index| {
            (index / 16) as u8 % (band.mode_max() + 1)
        });
        let file = folder.join(format!("{name}.amr"));
        std::fs::write(&file, octets).expect("the folder is writable");
        compare(&file, rate_hz, 12.0);
        let inside = folder.join(format!("{name}.3gp"));
        ffmpeg::convert(&file, &["-c:a", "copy"], &inside);
        compare(&inside, rate_hz, 12.0);
    }
}

/// An AMR file (RFC 4867 §5) with the mode of each frame.
fn amr(band: Band, samples: &[i16], mode: impl Fn(usize) -> u8) -> Vec<u8> {
    let mut octets = match band {
        Band::Narrow => b"#!AMR\n".to_vec(),
        Band::Wide => b"#!AMR-WB\n".to_vec(),
    };
    let mut encoder = Encoder::new(band).expect("scripts/setup test installs it");
    for (index, frame) in samples.chunks_exact(band.frame_samples()).enumerate() {
        let mut out = [0; FRAME_OCTETS_MAX];
        let length = encoder.encode(mode(index), frame, &mut out);
        octets.extend_from_slice(&out[..length]);
    }
    octets
}

/// A phone that answers, and one that calls it over G.722 and speaks.
struct Call {
    alice: Phone,
    bob: Phone,
    outgoing: i32,
    incoming: i32,
}

fn call() -> Call {
    let config = Config {
        codecs: vec![codec::G722],
        auto_answer: true,
        ..Config::new()
    };
    let (alice, bob) = (Phone::start(&config), Phone::start(&config));
    alice.set_user("alice", "");
    bob.set_user("bob", "");
    let outgoing = alice.call(&format!("sip:bob@127.0.0.1:{}", bob.port()));
    let incoming = bob.wait("onInviteIncoming", |_| true).session;
    alice.wait_for("onInviteConnected", outgoing);
    bob.wait_for("onInviteConnected", incoming);
    Call {
        alice,
        bob,
        outgoing,
        incoming,
    }
}

/// Recorded in virtual time, so that no load of the machine is heard.
#[test]
fn recordings_are_as_good_as_their_formats() {
    let folder = folder("ffmpeg_reads");
    let source = speech("alice.wav");
    let formats = [
        (FileFormat::Wav, false, "pcm_s16le,48000,1"),
        (FileFormat::Wav, true, "pcm_s16le,48000,2"),
        (FileFormat::Amr, false, "amr_nb,8000,1"),
        (FileFormat::Mp3, false, "mp3,48000,1"),
        (FileFormat::Mp3, true, "mp3,48000,2"),
        (FileFormat::Mp4, false, "opus,48000,1"),
        (FileFormat::Mp4, true, "opus,48000,2"),
    ];
    for (file, stereo, stream) in formats {
        let name = format!("{file:?}-{stereo}");
        let recording = folder.join(&name).with_extension(file.extension());
        let sides = RecordSides::Sent;
        record_in_virtual_time(
            &source,
            &recording,
            RecordFormat {
                file,
                stereo,
                sides,
            },
        );
        assert_eq!(ffmpeg::stream(&recording), stream);
        let decoded = folder.join(format!("{name}-decoded.wav"));
        ffmpeg::convert(&recording, &["-c:a", "pcm_s16le"], &decoded);
        let theirs = pesq(&source, &decoded);
        // By our own reader, which mixes the silent side to the other.
        let (rate_hz, samples) = read_all(&recording, 1);
        let ours = folder.join(format!("{name}-ours.wav"));
        write_wav(&ours, rate_hz, &samples);
        let ours = pesq(&source, &ours);
        // The synthetic voice suffers from some codecs more than people's.
        let codec = codec_alone(file, &source, &folder);
        println!("{name}: PESQ {theirs} by ffmpeg, {ours} by us, {codec} the codec alone");
        let least = codec - 0.1;
        assert!(theirs > least && ours > least, "{name}: {theirs}, {ours}");
    }
}

/// PESQ of speech that went through a format's codec without us.
fn codec_alone(format: FileFormat, source: &Path, folder: &Path) -> f32 {
    let alone = folder.join("alone").with_extension(format.extension());
    match format {
        FileFormat::Amr => {
            let spoken = ffmpeg::samples(source, 8_000);
            let octets = amr(Band::Narrow, &spoken, |_| 7);
            std::fs::write(&alone, octets).expect("the folder is writable");
        }
        FileFormat::Mp3 => {
            let options = ["-c:a", "libmp3lame", "-b:a", "64k", "-ar", "48000"];
            ffmpeg::convert(source, &options, &alone);
        }
        FileFormat::Mp4 => {
            let options = ["-c:a", "libopus", "-b:a", "64k", "-ar", "48000"];
            ffmpeg::convert(source, &options, &alone);
        }
        FileFormat::Wav => ffmpeg::convert(source, &["-ar", "48000"], &alone),
    }
    let decoded = folder.join("alone-decoded.wav");
    ffmpeg::convert(&alone, &["-c:a", "pcm_s16le"], &decoded);
    pesq(source, &decoded)
}

/// Plays a file into a conference of nobody, and records what is ours there.
fn record_in_virtual_time(source: &Path, recording: &Path, format: RecordFormat) {
    let session = SessionId::CONFERENCE;
    let mode = PlayMode::InsteadOfMicrophone;
    let (player, mut playing) = FilePlayer::open(source, false).expect("speech");
    let (recorder, mut recorded) = Recorder::create(recording, format).expect("a folder");
    let mut graph = AudioGraph::new();
    let mut now = Instant::from_micros(0);
    graph.control(now, AudioControl::StartRecord { session, recorder });
    let play = AudioControl::StartPlayFile {
        session,
        player,
        mode,
    };
    graph.control(now, play);
    let mut finished = false;
    while !finished {
        playing.run_once();
        let (heard, played) = (graph.microphone_rate_hz(), graph.speaker_rate_hz());
        let microphone = vec![0; frame_samples(heard)];
        let mut speaker = vec![0; frame_samples(played)];
        graph.tick(now, &microphone, &mut speaker);
        recorded.run_once();
        now += Duration::from_millis(10);
        finished = graph.poll_report().is_some();
    }
    graph.control(now, AudioControl::StopRecord { session });
    while graph.poll_retired().is_some() {}
    assert_eq!(recorded.run_once(), JobProgress::Finished);
    assert_eq!(recorded.dropped_samples(), 0);
}

fn write_wav(path: &Path, rate_hz: u32, samples: &[i16]) {
    let mut raw = path.to_owned();
    raw.set_extension("raw");
    let octets: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
    std::fs::write(&raw, octets).expect("the folder is writable");
    ffmpeg::from_raw(&raw, rate_hz, path);
}

/// Runs a test of this program that is a part of another, in a process of its
/// own, through a shell command that may limit it.
fn child(test: &str, folder: &Path, limits: &str) -> Command {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{limits} exec \"$0\" \"$@\"")])
        .arg(program)
        .args(["--exact", "--ignored", "--nocapture", test])
        .env("RECORDINGS", folder);
    command
}

fn recordings() -> PathBuf {
    PathBuf::from(std::env::var_os("RECORDINGS").expect("run by another test"))
}

/// Records a call in every format until it is killed.
#[test]
#[ignore = "a part of recordings_can_be_played_after_a_crash"]
fn record_until_killed() {
    let folder = recordings();
    let calls: Vec<Call> = RECORDED
        .iter()
        .map(|(format, ..)| {
            let call = call();
            let code = call
                .alice
                .record_as(call.outgoing, &folder, "crash", *format, side::SENT);
            assert_eq!(code, 0);
            call.alice
                .play_to_remote(call.outgoing, &speech("alice.wav"));
            call
        })
        .collect();
    for call in &calls {
        call.alice.wait_for("onPlayFileFinished", call.outgoing);
    }
    println!("played");
    std::thread::park();
}

#[test]
fn recordings_can_be_played_after_a_crash() {
    let folder = folder("ffmpeg_after_crash");
    let mut child = child("record_until_killed", &folder, "")
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be run");
    let mut said = Vec::new();
    let output = child.stdout.as_mut().expect("it is a pipe");
    while !String::from_utf8_lossy(&said).contains("played") {
        let mut some = [0; 256];
        let count = output.read(&mut some).expect("it says something");
        assert!(count > 0, "{}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&some[..count]);
    }
    child.kill().expect("SIGKILL");
    child.wait().expect("it has ended");
    let (_, spoken) = read_all(&speech("alice.wav"), 1);
    for (_, ending, stream) in RECORDED {
        let file = folder.join(format!("crash.{ending}"));
        assert_eq!(ffmpeg::stream(&file), stream);
        // All but the last second, by their reader and by ours.
        let least = spoken.len() - 16_000;
        let theirs = ffmpeg::samples(&file, 16_000).len();
        let (rate_hz, ours) = read_all(&file, 1);
        let ours = ours.len() * 16_000 / rate_hz as usize;
        println!("{ending}: {theirs} and {ours} of {}", spoken.len());
        assert!(theirs >= least && ours >= least, "{ending}");
    }
}

/// Records a call where files can have 32 KiB, and goes on when they are full.
#[test]
#[ignore = "a part of a_full_disk_ends_the_recording_and_not_the_call"]
fn record_on_a_full_disk() {
    let folder = recordings();
    let call = call();
    let code = call.alice.record_as(
        call.outgoing,
        &folder,
        "full",
        file_format::WAVE,
        side::SENT,
    );
    assert_eq!(code, 0);
    let code = call.bob.record_as(
        call.incoming,
        &folder,
        "full",
        file_format::MP4,
        side::RECEIVED,
    );
    assert_eq!(code, 0);
    call.alice
        .play_to_remote(call.outgoing, &speech("alice.wav"));
    call.alice.wait_for("onPlayFileFinished", call.outgoing);
    call.alice.stop_record(call.outgoing);
    call.bob.stop_record(call.incoming);
    // The call still carries what is said: a key, and its end.
    call.alice.hang_up(call.outgoing);
    call.bob.wait_for("onInviteClosed", call.incoming);
    assert_eq!(call.bob.count("onInviteFailure"), 0);
}

#[test]
fn a_full_disk_ends_the_recording_and_not_the_call() {
    let folder = folder("ffmpeg_full_disk");
    // Blocks of 512 octets; the signal would end the program.
    let limits = "trap '' XFSZ; ulimit -f 64;";
    let done = child("record_on_a_full_disk", &folder, limits)
        .output()
        .expect("this program can be run");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    for ending in ["wav", "mp4"] {
        let file = folder.join(format!("full.{ending}"));
        let octets = file.metadata().expect("it is there").len();
        let heard = ffmpeg::samples(&file, 16_000).len();
        println!("{ending}: {octets} octets, {heard} samples");
        assert!((28_000..=32_768).contains(&octets), "{ending}: {octets}");
        assert!(heard > 12_000, "{ending}: {heard} samples");
    }
}
