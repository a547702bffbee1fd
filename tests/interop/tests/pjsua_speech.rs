//! Calls with pjsip's phone in each codec that both have, speech in both
//! directions, scored.

use std::path::Path;

use interop::peer::folder;
use interop::pjsua::Pjsua;
use interop::score::{pesq, speech};
use phone::{Config, Phone, codec};

/// What both recordings must score: other speech or noise scores 1.3 at most. Through
/// the codecs alone the voices score 2.4 (GSM) to 3.9 (G.722), and so in a call
/// where nothing else runs; where much does, pjsip sends and plays late.
const PESQ_MIN: f32 = 1.6;

/// A call in one codec.
struct Case {
    name: &'static str,
    ours: i32,
    /// Our parameter of it, as in `fmtp`.
    parameter: Option<&'static str>,
    /// In the words of pjsip.
    theirs: &'static str,
    /// Its parameter of it.
    fmtp: Option<&'static str>,
}

/// Calls it, and is called by it.
fn run(case: &Case) {
    for we_dial in [true, false] {
        call(case, we_dial);
    }
}

fn call(case: &Case, we_dial: bool) {
    let name = format!("{}_{}", case.name, if we_dial { "out" } else { "in" });
    let folder = folder(&name);
    let (heard, theirs) = (folder.join("heard.wav"), folder.join("theirs.wav"));
    let mut options = vec![
        format!("codec={}", case.theirs),
        format!("say={}", speech("bob.wav").display()),
        format!("hear={}", theirs.display()),
        "answer=200".to_owned(),
    ];
    options.extend(case.fmtp.map(|fmtp| format!("fmtp={fmtp}")));
    let options: Vec<&str> = ["udp"]
        .into_iter()
        .chain(options.iter().map(String::as_str))
        .collect();
    let mut pjsua = Pjsua::start(&name, &options);
    let phone = Phone::start(&Config {
        codecs: vec![case.ours, codec::DTMF],
        auto_answer: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    if let Some(parameter) = case.parameter {
        phone.set_codec_parameter(case.ours, parameter);
    }
    let session = if we_dial {
        phone.call(&pjsua.uri())
    } else {
        pjsua.say(&format!("call sip:alice@127.0.0.1:{}", phone.port()));
        phone.wait("onInviteIncoming", |_| true).session
    };
    phone.wait_for("onInviteConnected", session);
    phone.record(session, &folder, "heard");
    phone.play_to_remote(session, &speech("alice.wav"));
    phone.wait_for("onPlayFileFinished", session);
    phone.stop_record(session);
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
    assert_score(&name, "we heard", &speech("bob.wav"), &heard);
    assert_score(&name, "pjsip heard", &speech("alice.wav"), &theirs);
}

fn assert_score(case: &str, what: &str, source: &Path, recording: &Path) {
    let score = pesq(source, recording);
    println!("{case}: {what} PESQ {score:.2}");
    assert!(score >= PESQ_MIN, "{case}: {what} only {score:.2}");
}

#[test]
fn gsm() {
    run(&Case {
        name: "pjsua_gsm",
        ours: codec::GSM,
        parameter: None,
        theirs: "GSM/8000",
        fmtp: None,
    });
}

#[test]
fn ilbc_of_20_ms() {
    run(&Case {
        name: "pjsua_ilbc_20",
        ours: codec::ILBC,
        parameter: Some("mode=20"),
        theirs: "iLBC/8000",
        fmtp: Some("mode:20"),
    });
}

#[test]
fn ilbc_of_30_ms() {
    run(&Case {
        name: "pjsua_ilbc_30",
        ours: codec::ILBC,
        parameter: Some("mode=30"),
        theirs: "iLBC/8000",
        fmtp: Some("mode:30"),
    });
}

#[test]
fn speex_at_8_khz() {
    run(&Case {
        name: "pjsua_speex_8",
        ours: codec::SPEEX,
        parameter: None,
        theirs: "speex/8000",
        fmtp: None,
    });
}

#[test]
fn speex_at_16_khz() {
    run(&Case {
        name: "pjsua_speex_16",
        ours: codec::SPEEX_WB,
        parameter: None,
        theirs: "speex/16000",
        fmtp: None,
    });
}

#[test]
fn speex_at_32_khz() {
    run(&Case {
        name: "pjsua_speex_32",
        ours: codec::SPEEX_WB,
        parameter: None,
        theirs: "speex/32000",
        fmtp: None,
    });
}

#[test]
fn g722() {
    run(&Case {
        name: "pjsua_g722",
        ours: codec::G722,
        parameter: None,
        theirs: "G722/16000",
        fmtp: None,
    });
}
