//! Calls with baresip both ways, speech in both directions, scored.

use std::path::Path;

use interop::baresip::Baresip;
use interop::peer::folder;
use interop::score::{pesq, speech};
use phone::{Config, Phone, codec};

/// A call in one codec: who dials, and the PESQ that both recordings must
/// reach. The synthetic voice scores 3.9 through G.711 alone, 3.8 through Opus.
struct Case {
    name: &'static str,
    ours: i32,
    theirs: &'static str,
    we_dial: bool,
    /// What we hear must reach. Speech that baresip itself converts to 8 kHz
    /// for G.711 scores 3.1 before it is sent.
    heard_min: f32,
    /// What baresip hears must reach.
    sent_min: f32,
}

fn run(case: &Case) {
    let folder = folder(case.name);
    let phone = Phone::start(&Config {
        codecs: vec![case.ours, codec::DTMF],
        auto_answer: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    let dial = (!case.we_dial).then(|| format!("sip:alice@127.0.0.1:{}", phone.port()));
    let baresip = Baresip::start(&folder, &speech("bob.wav"), case.theirs, dial.as_deref());
    let session = if case.we_dial {
        phone.call(&format!("sip:bob@127.0.0.1:{}", baresip.port))
    } else {
        phone.wait("onInviteIncoming", |_| true).session
    };
    phone.wait_for("onInviteConnected", session);
    phone.record(session, &folder, "heard");
    phone.play_to_remote(session, &speech("alice.wav"));
    phone.wait_for("onPlayFileFinished", session);
    phone.stop_record(session);
    phone.hang_up(session);
    phone.shut_down();
    let theirs = baresip.finish();
    let heard = folder.join("heard.wav");
    assert_score(
        case.name,
        "we heard",
        &speech("bob.wav"),
        &heard,
        case.heard_min,
    );
    assert_score(
        case.name,
        "baresip heard",
        &speech("alice.wav"),
        &theirs,
        case.sent_min,
    );
}

fn assert_score(case: &str, what: &str, source: &Path, recording: &Path, min: f32) {
    let score = pesq(source, recording);
    println!("{case}: {what} PESQ {score:.2}");
    assert!(score >= min, "{case}: {what} only {score:.2}");
}

#[test]
fn we_dial_with_pcmu() {
    run(&Case {
        name: "we_dial_pcmu",
        ours: codec::PCMU,
        theirs: "pcmu",
        we_dial: true,
        heard_min: 2.9,
        sent_min: 3.4,
    });
}

#[test]
fn baresip_dials_with_pcma() {
    run(&Case {
        name: "they_dial_pcma",
        ours: codec::PCMA,
        theirs: "pcma",
        we_dial: false,
        heard_min: 2.9,
        sent_min: 3.4,
    });
}

#[test]
fn we_dial_with_g722() {
    run(&Case {
        name: "we_dial_g722",
        ours: codec::G722,
        theirs: "g722",
        we_dial: true,
        heard_min: 3.6,
        sent_min: 3.5,
    });
}

#[test]
fn baresip_dials_with_opus() {
    run(&Case {
        name: "they_dial_opus",
        ours: codec::OPUS,
        theirs: "opus",
        we_dial: false,
        heard_min: 3.6,
        sent_min: 3.2,
    });
}
