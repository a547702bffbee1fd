//! Extensions of a PBX that wants TLS and SRTP: each sets its user, registers, and insists
//! on encryption. No more is said.

use interop::kamailio::Kamailio;
use interop::peer::folder;
use interop::two_phones::Call;
use phone::{Config, codec, srtp, transport};

/// Two registered phones on a transport, which insist on keys that nobody else can read.
fn insisting(kamailio: &Kamailio, config: &Config) -> [phone::Phone; 2] {
    ["alice", "bob"].map(|user| {
        let phone = kamailio.registered(user, config, None);
        phone.set_srtp_policy(srtp::FORCE, false);
        phone
    })
}

#[test]
fn registered_over_tls_they_talk_with_keys_in_sdp() {
    let folder = folder("extension_tls");
    let kamailio = Kamailio::start(&folder);
    let [alice, bob] = insisting(
        &kamailio,
        &Config {
            transport: transport::TLS,
            certificates: Some(folder.clone()),
            codecs: vec![codec::G722, codec::DTMF],
            ..Config::new()
        },
    );
    let call = Call::connect(&alice, &bob, "bob");
    let scores = call.speak(&folder);
    println!("PESQ {scores:.2?}");
    assert!(scores.iter().all(|score| *score >= 2.5), "{scores:?}");
    for told in call.statistics() {
        for shown in [
            r#""keys":"sdes""#,
            r#""suite_sent":"AEAD_AES_256_GCM""#,
            r#""suite_received":"AEAD_AES_256_GCM""#,
            r#""not_authentic":0"#,
        ] {
            assert!(told.contains(shown), "{shown} in {told}");
        }
    }
    call.hang_up();
    alice.unregister(3000);
    bob.unregister(3000);
}

#[test]
fn registered_over_udp_they_do_not_give_keys_away() {
    let folder = folder("extension_udp");
    let kamailio = Kamailio::start(&folder);
    let [alice, bob] = insisting(&kamailio, &Config::new());
    let session = alice.call("bob");
    let failure = alice.wait_for("onInviteFailure", session);
    assert_eq!(failure.status, 488);
    let reason = "SRTP keys would travel unencrypted";
    assert!(failure.text.contains(reason), "{}", failure.text);
    // Who has nothing to hide is not taken either.
    alice.set_srtp_policy(srtp::NONE, false);
    let session = alice.call("bob");
    assert_eq!(alice.wait_for("onInviteFailure", session).status, 488);
    assert_eq!(bob.count("onInviteIncoming"), 0);
}
