//! The main job: two SDK objects make a real call over UDP on 127.0.0.1.
//!
//! Speech from a file is played to the other side and recorded there; keys,
//! hold, a refused second call and statistics follow. Ends with a report, the
//! SIP ladder, a capture of all packets and the score of the recording; exits
//! with 0 only if every step happened and the score is right.

mod ladder;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use phone::{Config, Event, Phone, codec};

/// Every key of a telephone, in the order it is pressed.
const KEYS: &str = "0123456789*#ABCD";

/// PESQ (ITU-T P.862, narrow band) below which the recording is not right. This
/// synthetic voice scores 3.8 through Opus alone and 3.9 through G.711 alone.
const SCORE_MIN: f64 = 3.3;

/// What the call left behind.
struct Outcome {
    alice_events: Vec<Event>,
    bob_events: Vec<Event>,
    statistics: Vec<(&'static str, serde_json::Value)>,
    names: [String; 2],
}

fn main() -> ExitCode {
    let out = PathBuf::from("out/demo");
    let speech = PathBuf::from("target/speech/alice.wav");
    match run(&out, &speech) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("demo: FAILED: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(out: &Path, speech: &Path) -> Result<(), String> {
    let _ = fs::remove_dir_all(out);
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let outcome = make_call(out, speech);
    let recording = out.join("recording.wav");
    let score = score(speech, &recording)?;
    report::print(
        &outcome.alice_events,
        &outcome.bob_events,
        &outcome.statistics,
    );
    let ladder = report::ladder(outcome.names, &outcome.alice_events, &outcome.bob_events);
    println!("\nSIP ladder\n\n{}", ladder.text());
    write(&out.join("ladder.txt"), &ladder.text())?;
    write(&out.join("ladder.svg"), &ladder.svg())?;
    println!("voice quality: PESQ {score:.2} (1 bad … 4.6 the same), at least {SCORE_MIN}");
    for file in ["recording.wav", "call.pcap", "ladder.svg", "ladder.txt"] {
        let path = out.join(file);
        let size = fs::metadata(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?
            .len();
        println!("wrote {} ({size} bytes)", path.display());
    }
    if score < SCORE_MIN {
        return Err(format!(
            "the recording scores {score:.2}, less than {SCORE_MIN}"
        ));
    }
    println!("demo: OK");
    Ok(())
}

/// Makes the call; a step that does not happen ends the program with its name.
fn make_call(out: &Path, speech: &Path) -> Outcome {
    let config = Config {
        codecs: vec![
            codec::OPUS,
            codec::G722,
            codec::PCMU,
            codec::PCMA,
            codec::DTMF,
        ],
        signalling: true,
        ..Config::new()
    };
    let alice = Phone::start(&config);
    let bob = Phone::start(&config);
    alice.set_user("alice", "");
    bob.set_user("bob", "");
    alice.start_capture(&out.join("call.pcap"));
    let bob_address = format!("sip:bob@127.0.0.1:{}", bob.port());

    let ours = alice.call(&bob_address);
    let theirs = bob.wait("onInviteIncoming", |_| true).session;
    alice.wait_for("onInviteRinging", ours);
    bob.answer(theirs);
    alice.wait_for("onInviteConnected", ours);
    bob.wait_for("onInviteConnected", theirs);

    bob.record(theirs, out, "recording");
    alice.play_to_remote(ours, speech);
    alice.wait_for("onPlayFileFinished", ours);
    bob.stop_record(theirs);

    press_all_keys(&alice, ours, &bob, theirs);

    alice.hold(ours);
    bob.wait_for("onRemoteHold", theirs);
    alice.un_hold(ours);
    bob.wait_for("onRemoteUnHold", theirs);

    refuse_second_call(&alice, &bob, &bob_address);

    let statistics = vec![
        ("alice", statistics(&alice, ours)),
        ("bob", statistics(&bob, theirs)),
    ];

    alice.hang_up(ours);
    bob.wait_for("onInviteClosed", theirs);
    alice.stop_capture();
    let names = [
        format!("Alice 127.0.0.1:{}", alice.port()),
        format!("Bob 127.0.0.1:{}", bob.port()),
    ];
    alice.shut_down();
    bob.shut_down();
    Outcome {
        alice_events: alice.events(),
        bob_events: bob.events(),
        statistics,
        names,
    }
}

fn press_all_keys(alice: &Phone, ours: i32, bob: &Phone, theirs: i32) {
    for tone in 0..KEYS.len() {
        alice.dtmf(ours, i32::try_from(tone).expect("sixteen keys"));
    }
    for expected in KEYS.chars() {
        let event = bob.wait_for("onRecvDtmfTone", theirs);
        let key = usize::try_from(event.status)
            .ok()
            .and_then(|tone| KEYS.chars().nth(tone));
        assert_eq!(key, Some(expected), "a key came wrong");
    }
}

fn refuse_second_call(alice: &Phone, bob: &Phone, bob_address: &str) {
    let second = alice.call(bob_address);
    let incoming = bob.wait("onInviteIncoming", |_| true).session;
    bob.reject(incoming, 486);
    let failure = alice.wait_for("onInviteFailure", second);
    assert_eq!(
        failure.status, 486,
        "the second call was not refused as busy"
    );
}

fn statistics(phone: &Phone, session: i32) -> serde_json::Value {
    phone.request_statistics(session);
    let event = phone.wait_for("onStatistics", session);
    serde_json::from_str(&event.text).expect("statistics are JSON")
}

fn score(source: &Path, recording: &Path) -> Result<f64, String> {
    let output = Command::new("target/python/bin/python")
        .arg("tests/tools/score.py")
        .args([source, recording])
        .output()
        .map_err(|error| format!("the score does not run ({error}); run scripts/setup"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace()
        .nth(1)
        .and_then(|score| score.parse().ok())
        .ok_or_else(|| {
            format!(
                "no score: {text}{}",
                String::from_utf8_lossy(&output.stderr)
            )
        })
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
