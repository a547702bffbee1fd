//! SRTP between us, pjsip and baresip: with keys in SDP (RFC 4568) every suite that both
//! know, each policy against that of the other side, both ways; with keys agreed on by
//! DTLS (RFC 5764) with baresip, whose certificate is of RSA, both ways.

use std::fs;
use std::path::Path;

use interop::baresip::Baresip;
use interop::certificates;
use interop::peer::folder;
use interop::pjsua::Pjsua;
use interop::score::{pesq, speech};
use interop::wave::with_silence;
use phone::{Config, Phone, codec, srtp, transport};

/// What pjsip knows.
const PJSIP_SUITES: [&str; 4] = [
    "AES_256_CM_HMAC_SHA1_80",
    "AES_256_CM_HMAC_SHA1_32",
    "AES_CM_128_HMAC_SHA1_80",
    "AES_CM_128_HMAC_SHA1_32",
];

/// Who calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    We,
    They,
}

fn phone(policy: i32, suites: &str, config: &Config) -> Phone {
    let phone = Phone::start(config);
    phone.set_user("alice", "");
    phone.set_srtp(policy, suites);
    phone
}

/// With one codec: of several pjsip would choose one by an UPDATE at any moment.
fn answering() -> Config {
    Config {
        codecs: vec![codec::PCMU, codec::DTMF],
        auto_answer: true,
        ..Config::new()
    }
}

fn uri(phone: &Phone) -> String {
    format!("sip:alice@127.0.0.1:{}", phone.port())
}

/// The call that connects us with pjsua, which answers.
fn connect(phone: &Phone, pjsua: &mut Pjsua, caller: Caller, to: &str) -> i32 {
    let session = match caller {
        Caller::We => phone.call(&pjsua.uri()),
        Caller::They => {
            pjsua.say(&format!("call {to}"));
            phone.wait("onInviteIncoming", |_| true).session
        }
    };
    phone.wait_for("onInviteConnected", session);
    pjsua.wait_told("media ACTIVE");
    session
}

/// Fails unless both sides hear the other, and say that they use this suite.
fn assert_encrypted(phone: &Phone, session: i32, pjsua: &mut Pjsua, suite: &str) {
    press_keys(phone, session, pjsua);
    pjsua.say("encryption");
    assert_eq!(pjsua.wait_told("encryption"), format!("encryption {suite}"));
    phone.request_statistics(session);
    let json = phone.wait_for("onStatistics", session).text;
    for shown in [
        format!("\"suite_sent\":\"{suite}\""),
        format!("\"suite_received\":\"{suite}\""),
        "\"not_authentic\":0".to_owned(),
        "\"malformed\":0".to_owned(),
    ] {
        assert!(json.contains(&shown), "{shown} in {json}");
    }
}

fn assert_clear(phone: &Phone, session: i32, pjsua: &mut Pjsua) {
    press_keys(phone, session, pjsua);
    pjsua.say("encryption");
    assert_eq!(pjsua.wait_told("encryption"), "encryption none");
    phone.request_statistics(session);
    let json = phone.wait_for("onStatistics", session).text;
    assert!(json.contains("\"srtp\":null"), "{json}");
}

/// Keys are packets of RTP: who shows them has opened them.
fn press_keys(phone: &Phone, session: i32, pjsua: &mut Pjsua) {
    phone.dtmf(session, 3);
    pjsua.wait_told("digit 3");
    pjsua.say("dtmf 7");
    assert_eq!(phone.wait("onRecvDtmfTone", |_| true).status, 7);
}

#[test]
fn pjsip_and_we_have_each_suite_both_ways() {
    for suite in PJSIP_SUITES {
        for caller in [Caller::We, Caller::They] {
            let options = ["udp", "answer=200", "srtp=mandatory"];
            let mut pjsua = Pjsua::start("pjsua_suites", &options);
            let phone = phone(srtp::FORCE, suite, &answering());
            let session = connect(&phone, &mut pjsua, caller, &uri(&phone));
            assert_encrypted(&phone, session, &mut pjsua, suite);
            phone.hang_up(session);
            pjsua.wait_told("state DISCONNECTED 200");
        }
    }
}

#[test]
fn policies_meet_those_of_pjsip() {
    let suite = PJSIP_SUITES[0];
    for (policy, theirs, encrypted) in [
        (srtp::PREFER, "mandatory", true),
        (srtp::PREFER, "optional", true),
        (srtp::FORCE, "optional", true),
        (srtp::PREFER, "off", false),
        (srtp::NONE, "optional", false),
    ] {
        for caller in [Caller::We, Caller::They] {
            // Who prefers offers RTP/AVP with keys: to pjsip that must have
            // SRTP this is not enough.
            if caller == Caller::We && theirs == "mandatory" {
                continue;
            }
            let theirs = format!("srtp={theirs}");
            let mut pjsua = Pjsua::start("pjsua_policies", &["udp", "answer=200", &theirs]);
            let phone = phone(policy, suite, &answering());
            let session = connect(&phone, &mut pjsua, caller, &uri(&phone));
            if encrypted {
                assert_encrypted(&phone, session, &mut pjsua, suite);
            } else {
                assert_clear(&phone, session, &mut pjsua);
            }
            phone.hang_up(session);
            pjsua.wait_told("state DISCONNECTED 200");
        }
    }
}

#[test]
fn who_must_encrypt_and_who_cannot_have_no_call() {
    for (policy, theirs) in [(srtp::FORCE, "off"), (srtp::NONE, "mandatory")] {
        let theirs = format!("srtp={theirs}");
        let mut pjsua = Pjsua::start("pjsua_refuses", &["udp", "answer=200", &theirs]);
        let phone = phone(policy, "", &answering());
        let session = phone.call(&pjsua.uri());
        let failure = phone.wait_for("onInviteFailure", session);
        assert!([406, 488].contains(&failure.status), "{failure:?}");
        pjsua.say(&format!("call {}", uri(&phone)));
        pjsua.wait_told("state DISCONNECTED 488");
        assert_eq!(phone.count("onInviteIncoming"), 0);
    }
}

#[test]
fn keys_go_on_over_tls_through_hold() {
    let folder = folder("pjsua_srtp_certificates");
    certificates::write(&folder);
    let file = |option: &str, name: &str| format!("{option}={}", folder.join(name).display());
    let options = [
        "tls".to_owned(),
        "answer=200".to_owned(),
        "srtp=mandatory".to_owned(),
        file("cert", "certificate.pem"),
        file("key", "key.pem"),
        file("ca", "authority.pem"),
    ];
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let mut pjsua = Pjsua::start("pjsua_srtp_tls", &options);
    let config = Config {
        transport: transport::TLS,
        certificates: Some(folder),
        ..answering()
    };
    let phone = phone(srtp::FORCE, "", &config);
    let session = connect(&phone, &mut pjsua, Caller::We, "");
    let suite = PJSIP_SUITES[0];
    assert_encrypted(&phone, session, &mut pjsua, suite);
    phone.hold(session);
    pjsua.wait_told("media REMOTE_HOLD");
    phone.un_hold(session);
    pjsua.wait_told("media ACTIVE");
    assert_encrypted(&phone, session, &mut pjsua, suite);
    pjsua.say("hold");
    phone.wait_for("onRemoteHold", session);
    pjsua.wait_told("media LOCAL_HOLD");
    pjsua.say("unhold");
    phone.wait_for("onRemoteUnHold", session);
    pjsua.wait_told("media ACTIVE");
    assert_encrypted(&phone, session, &mut pjsua, suite);
    phone.hang_up(session);
    pjsua.wait_told("state DISCONNECTED 200");
}

/// How baresip calls keys that are agreed on by DTLS.
const DTLS: &str = "dtls_srtp";

/// An encrypted call with baresip, speech both ways.
struct Speech {
    name: &'static str,
    suite: &'static str,
    policy: i32,
    /// Its way of asking for encryption.
    theirs: &'static str,
    caller: Caller,
    /// What signalling goes over.
    over: Over,
}

/// A transport, and its name.
#[derive(Clone, Copy)]
struct Over(i32, &'static str);

const UDP: Over = Over(transport::UDP, "udp");
const TLS: Over = Over(transport::TLS, "tls");

impl Speech {
    fn run(&self) {
        let folder = folder(self.name);
        certificates::write(&folder);
        let Over(transport, over) = self.over;
        let is_tls = transport == transport::TLS;
        let config = Config {
            transport,
            certificates: is_tls.then(|| folder.clone()),
            codecs: vec![codec::G722, codec::DTMF],
            ..answering()
        };
        let phone = phone(self.policy, self.suite, &config);
        if self.theirs == DTLS {
            phone.offer_dtls();
        }
        let dial = format!("{};transport={over}", uri(&phone));
        let dial = (self.caller == Caller::They).then_some(dial);
        let account = format!("audio_codecs=g722;mediaenc={}", self.theirs);
        // It hangs up at the end of its file.
        let spoken = folder.join("spoken.wav");
        let voice = with_silence(&speech("bob.wav"), 10);
        fs::write(&spoken, voice).expect("the folder is writable");
        let baresip = Baresip::start_over(over, &folder, &spoken, &account, dial.as_deref());
        let port = baresip.port + u16::from(is_tls);
        let session = match self.caller {
            Caller::We => phone.call(&format!("sip:bob@127.0.0.1:{port};transport={over}")),
            Caller::They => phone.wait("onInviteIncoming", |_| true).session,
        };
        phone.wait_for("onInviteConnected", session);
        phone.record(session, &folder, "heard");
        phone.play_to_remote(session, &speech("alice.wav"));
        phone.wait_for("onPlayFileFinished", session);
        phone.stop_record(session);
        phone.request_statistics(session);
        let json = phone.wait_for("onStatistics", session).text;
        for shown in [
            format!("\"suite_sent\":\"{}\"", self.suite),
            format!("\"suite_received\":\"{}\"", self.suite),
            "\"not_authentic\":0".to_owned(),
            format!(
                "\"keys\":\"{}\"",
                if self.theirs == DTLS { "dtls" } else { "sdes" }
            ),
        ] {
            assert!(json.contains(&shown), "{}: {shown} in {json}", self.name);
        }
        phone.hang_up(session);
        phone.shut_down();
        self.assert_score(&speech("bob.wav"), &folder.join("heard.wav"));
        self.assert_score(&speech("alice.wav"), &baresip.finish());
    }

    /// Speech, and not noise: what the codec alone reaches is in `baresip.rs`.
    fn assert_score(&self, source: &Path, recording: &Path) {
        let score = pesq(source, recording);
        println!("{}: PESQ {score:.2}", self.name);
        assert!(score >= 2.5, "{}: only {score:.2}", self.name);
    }
}

#[test]
fn speech_in_gcm_to_baresip() {
    Speech {
        name: "we_dial_gcm",
        suite: "AEAD_AES_256_GCM",
        policy: srtp::FORCE,
        theirs: "srtp-mand",
        caller: Caller::We,
        over: UDP,
    }
    .run();
}

#[test]
fn speech_with_baresip_by_keys_in_sdp_over_tls() {
    for (name, caller, suite) in [
        ("we_dial_sdes_tls", Caller::We, "AEAD_AES_256_GCM"),
        (
            "they_dial_sdes_tls",
            Caller::They,
            "AES_CM_128_HMAC_SHA1_80",
        ),
    ] {
        Speech {
            name,
            suite,
            policy: srtp::FORCE,
            theirs: "srtp-mand",
            caller,
            over: TLS,
        }
        .run();
    }
}

/// It offers counter mode alone.
#[test]
fn speech_from_baresip_which_must_encrypt() {
    Speech {
        name: "they_dial_counter_mode",
        suite: "AES_CM_128_HMAC_SHA1_80",
        policy: srtp::PREFER,
        theirs: "srtp-mand",
        caller: Caller::They,
        over: UDP,
    }
    .run();
}

#[test]
fn speech_with_baresip_where_both_prefer_to_encrypt() {
    for (name, caller) in [("we_prefer", Caller::We), ("they_prefer", Caller::They)] {
        Speech {
            name,
            suite: "AES_CM_128_HMAC_SHA1_80",
            policy: srtp::PREFER,
            theirs: "srtp",
            caller,
            over: UDP,
        }
        .run();
    }
}

#[test]
fn speech_with_baresip_by_dtls() {
    for (name, caller, policy) in [
        ("we_dial_dtls", Caller::We, srtp::FORCE),
        ("they_dial_dtls", Caller::They, srtp::NONE),
    ] {
        Speech {
            name,
            suite: "AEAD_AES_256_GCM",
            policy,
            theirs: DTLS,
            caller,
            over: UDP,
        }
        .run();
    }
}

/// It has no keys to offer but those by DTLS, and takes our optional offer.
#[test]
fn an_optional_offer_of_dtls_is_taken() {
    Speech {
        name: "we_prefer_dtls",
        suite: "AES_CM_128_HMAC_SHA1_80",
        policy: srtp::PREFER,
        theirs: DTLS,
        caller: Caller::We,
        over: UDP,
    }
    .run();
}
