//! ICE (RFC 8445) between us and baresip, and us and pjsip, both ways: speech goes where
//! the checks of both have led. None of them has candidates on loopback, so they meet in a
//! network of their own.

use std::path::Path;

use interop::baresip::Baresip;
use interop::namespace::Namespace;
use interop::peer::folder;
use interop::pjsua::Pjsua;
use interop::score::{pesq, speech};
use phone::{Config, Phone, codec, srtp};

const ADDRESS: &str = "10.9.0.1";

/// What baresip prints once its checks have led somewhere.
const CONNECTED: &str = "connectivity check is complete";

fn network() -> (Namespace, Namespace) {
    Namespace::alone("10.9.0.1/24")
}

fn phone() -> Phone {
    let phone = Phone::start(&Config {
        address: ADDRESS,
        codecs: vec![codec::PCMU, codec::DTMF],
        auto_answer: true,
        ..Config::new()
    });
    phone.set_user("alice", "");
    phone.enable_ice();
    phone
}

fn assert_score(source: &Path, recording: &Path, least: f32) {
    let score = pesq(source, recording);
    println!("{}: PESQ {score:.2}", recording.display());
    assert!(score >= least, "{}: only {score:.2}", recording.display());
}

/// Speech both ways in a call that stands and has found its way by ICE; its statistics.
fn talk(phone: &Phone, session: i32, folder: &Path) -> String {
    phone.record(session, folder, "heard");
    phone.play_to_remote(session, &speech("alice.wav"));
    phone.wait_for("onPlayFileFinished", session);
    phone.stop_record(session);
    phone.request_statistics(session);
    let told = phone.wait_for("onStatistics", session).text;
    assert!(told.contains(r#""ice":{"#), "{told}");
    assert!(told.contains(r#""state":"connected""#), "{told}");
    phone.hang_up(session);
    told
}

#[test]
fn baresip_is_called_and_calls() {
    with_baresip("plain");
}

#[test]
fn baresip_agrees_on_keys_by_dtls_where_the_checks_lead() {
    with_baresip("dtls_srtp");
}

/// Calls both ways with its word for how media is encrypted.
fn with_baresip(encryption: &str) {
    for we_dial in [true, false] {
        let (network, _other) = network();
        network.enter(|| {
            let folder = folder(&format!("ice_baresip_{encryption}_{we_dial}"));
            let phone = phone();
            let mut account = "audio_codecs=pcmu;medianat=ice".to_owned();
            if encryption == "dtls_srtp" {
                account.push_str(";mediaenc=dtls_srtp");
                phone.set_srtp_policy(srtp::FORCE, true);
                phone.offer_dtls();
            }
            let us = format!("sip:alice@{ADDRESS}:{}", phone.port());
            let us = (!we_dial).then_some(us.as_str());
            let say = speech("bob.wav");
            let mut baresip = Baresip::start_at(ADDRESS, "udp", &folder, &say, &account, us);
            let session = if we_dial {
                phone.call(&format!("sip:bob@{ADDRESS}:{}", baresip.port))
            } else {
                phone.wait("onInviteIncoming", |_| true).session
            };
            phone.wait_for("onInviteConnected", session);
            baresip.wait_printed(CONNECTED);
            let told = talk(&phone, session, &folder);
            let is_encrypted = told.contains(r#""keys":"dtls""#);
            assert_eq!(is_encrypted, encryption == "dtls_srtp", "{told}");
            assert_score(&say, &folder.join("heard.wav"), 2.5);
            assert_score(&speech("alice.wav"), &baresip.finish(), 2.5);
        });
    }
}

#[test]
fn pjsip_nominates_as_it_likes() {
    for nomination in ["regular", "aggressive"] {
        for we_dial in [true, false] {
            let (network, _other) = network();
            network.enter(|| with_pjsip(nomination, we_dial));
        }
    }
}

fn with_pjsip(nomination: &str, we_dial: bool) {
    let name = format!("ice_pjsip_{nomination}_{we_dial}");
    let folder = folder(&name);
    let theirs = folder.join("theirs.wav");
    let options = [
        "udp".to_owned(),
        format!("ice={nomination}"),
        "codec=PCMU/8000".to_owned(),
        format!("say={}", speech("bob.wav").display()),
        format!("hear={}", theirs.display()),
        "answer=200".to_owned(),
    ];
    let options = options.each_ref().map(String::as_str);
    let phone = phone();
    let mut pjsua = Pjsua::start_at(ADDRESS, &name, &options);
    let session = if we_dial {
        phone.call(&pjsua.uri())
    } else {
        pjsua.say(&format!("call sip:alice@{ADDRESS}:{}", phone.port()));
        phone.wait("onInviteIncoming", |_| true).session
    };
    phone.wait_for("onInviteConnected", session);
    talk(&phone, session, &folder);
    pjsua.wait_told("state DISCONNECTED 200");
    // pjsip sends and plays late where much runs beside it.
    assert_score(&speech("bob.wav"), &folder.join("heard.wav"), 1.6);
    assert_score(&speech("alice.wav"), &theirs, 1.6);
}
