//! Calls through rtpengine, which has DTLS-SRTP by OpenSSL and ICE of its own, between a
//! phone of ours that has what a browser has, or keys in SDP, and one with plain RTP.

use interop::peer::folder;
use interop::rtpengine::MediaGateway;
use interop::two_phones::Call;
use phone::{Config, Phone, codec, srtp};

/// What a phone is to the gateway, by the user's name.
fn phone(gateway: &MediaGateway, user: &str) -> Phone {
    let config = Config {
        codecs: vec![codec::OPUS, codec::DTMF],
        ..Config::new()
    };
    let phone = gateway.registered(user, &config);
    match user {
        "web" => {
            phone.set_srtp(srtp::FORCE, "");
            phone.offer_dtls();
            phone.enable_ice();
        }
        "sdes" => phone.set_srtp(srtp::FORCE, "AEAD_AES_256_GCM"),
        _ => {}
    }
    phone
}

/// A call with speech, held in between; what caller and callee tell of their media.
fn call(from: &str, to: &str) -> [String; 2] {
    let folder = folder(&format!("rtpengine_{from}_{to}"));
    let gateway = MediaGateway::start(&folder);
    let (caller, callee) = (phone(&gateway, from), phone(&gateway, to));
    let call = Call::connect(&caller, &callee, &gateway.address(to));
    caller.hold(call.callers());
    callee.wait("onRemoteHold", |_| true);
    caller.un_hold(call.callers());
    callee.wait("onRemoteUnHold", |_| true);
    let scores = call.speak(&folder);
    let statistics = call.statistics();
    println!("PESQ {scores:.2?} {statistics:?}");
    assert!(scores.iter().all(|score| *score >= 2.5), "{scores:?}");
    call.hang_up();
    statistics
}

/// Whether all of these stand in the statistics.
fn assert_told(statistics: &str, told: &[&str]) {
    for told in told {
        assert!(statistics.contains(told), "{told} in {statistics}");
    }
}

const WEB: &[&str] = &[
    r#""keys":"dtls""#,
    r#""not_authentic":0"#,
    r#""state":"connected"}"#,
];

const SDES: &[&str] = &[
    r#""keys":"sdes""#,
    r#""suite_received":"AEAD_AES_256_GCM""#,
    r#""not_authentic":0"#,
];

#[test]
fn a_browser_calls_a_plain_phone() {
    let [web, plain] = call("web", "plain");
    assert_told(&web, WEB);
    assert_told(&plain, &[r#""srtp":null"#, r#""ice":null"#]);
}

#[test]
fn a_plain_phone_calls_a_browser() {
    let [plain, web] = call("plain", "web");
    assert_told(&web, WEB);
    assert_told(&plain, &[r#""srtp":null"#, r#""ice":null"#]);
}

#[test]
fn keys_in_sdp_become_keys_by_dtls() {
    let [sdes, web] = call("sdes", "web");
    assert_told(&sdes, SDES);
    assert_told(&web, WEB);
}

#[test]
fn keys_by_dtls_become_keys_in_sdp() {
    let [web, sdes] = call("web", "sdes");
    assert_told(&web, WEB);
    assert_told(&sdes, SDES);
}
