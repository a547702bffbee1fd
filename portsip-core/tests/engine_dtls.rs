//! Calls of two engines over loopback whose keys are agreed on by DTLS: heard, shown
//! in the statistics, in no log and no capture, and ended where the other side is
//! somebody else.

mod engine_support;

use std::net::Ipv4Addr;
use std::path::Path;

use engine_support::{Phone, config, wait_for};
use portsip_core::config::{LogLevel, SdkConfig, SrtpKeyExchange, SrtpPolicy};
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::AudioControl;
use portsip_core::plan::{AudioCodec, DtmfMethod, Fingerprint, FingerprintHash};

fn phone(name: &str, folder: &Path, policy: SrtpPolicy) -> Phone {
    let config = SdkConfig {
        log_level: LogLevel::Debug,
        log_folder: folder.to_owned(),
        ..config(Ipv4Addr::LOCALHOST.into(), 0)
    };
    std::fs::create_dir_all(folder).expect("a folder");
    let phone = Phone::made_with(&config, name, &[AudioCodec::Pcmu]);
    phone.engine.agent("test", |agent, _| {
        agent.set_srtp(|srtp| {
            srtp.policy = policy;
            srtp.key_exchange = SrtpKeyExchange::Dtls;
        });
    });
    phone
}

fn folder(test: &str) -> std::path::PathBuf {
    std::env::temp_dir().join(format!("portsip-dtls-{test}-{}", std::process::id()))
}

/// The statistics of a call, once they have all of these.
fn statistics(phone: &Phone, call: SessionId, wanted: &[&str]) -> String {
    wait_for(&format!("{wanted:?}"), || {
        let request = AudioControl::RequestStatistics { session: call };
        phone.engine.audio(request).expect("it runs");
        let json = phone.event("statistics", |event| match event {
            Event::Statistics { session, json } if *session == call => Some(json.clone()),
            _ => None,
        });
        wanted
            .iter()
            .all(|wanted| json.contains(wanted))
            .then_some(json)
    })
}

/// Keys pressed at one are heard at the other: only packets that were opened say so.
fn press(from: (&Phone, SessionId), to: (&Phone, SessionId), tone: u8) {
    let (phone, session) = from;
    let sent = phone.engine.agent("key", |agent, now| {
        agent.send_dtmf(now, session, DtmfMethod::Rfc4733, tone, 160)
    });
    sent.expect("it goes");
    to.0.event("the key", |event| match event {
        Event::DtmfReceived {
            session,
            tone: heard,
        } if *session == to.1 => {
            assert_eq!(*heard, tone);
            Some(())
        }
        _ => None,
    });
}

#[test]
fn both_hear_each_other_and_no_key_is_shown() {
    let folder = folder("heard");
    let folders = ["alice", "bob"].map(|name| folder.join(name));
    let alice = phone("alice", &folders[0], SrtpPolicy::Force);
    let bob = phone("bob", &folders[1], SrtpPolicy::None);
    let capture = folder.join("capture.pcap");
    alice.engine.start_packet_capture(&capture).expect("a file");
    let (call, incoming) = engine_support::connect(&alice, &bob);
    let connected = [
        "\"keys\":\"dtls\"",
        "\"state\":\"connected\"",
        "\"suite_sent\":\"AEAD_AES_256_GCM\"",
    ];
    statistics(
        &alice,
        call,
        &[&connected[..], &["\"role\":\"server\""]].concat(),
    );
    statistics(
        &bob,
        incoming,
        &[&connected[..], &["\"role\":\"client\""]].concat(),
    );
    press((&alice, call), (&bob, incoming), 5);
    press((&bob, incoming), (&alice, call), 9);
    let json = statistics(&alice, call, &["\"not_authentic\":0"]);
    assert!(json.contains("\"wrong_fingerprint\":0"), "{json}");
    alice.hang_up(call);
    bob.closed(incoming);
    alice.engine.stop_packet_capture();
    let captured = std::fs::read(&capture).expect("a capture");
    // The handshake is on the wire: a ClientHello, and nothing of RTP before it.
    assert!(captured.windows(3).any(|octets| octets == [22, 254, 253]));
    for (phone, folder) in [alice, bob].iter().zip(&folders) {
        phone.engine.shut_down();
        let mut logs = std::fs::read_dir(folder).expect("the folder");
        let log = logs.find_map(Result::ok).expect("a log");
        let log = std::fs::read_to_string(log.path()).expect("text");
        assert!(log.contains("media has its keys by DTLS"), "{log}");
        assert!(log.contains("a=fingerprint:sha-256"), "{log}");
        assert!(
            !log.contains("inline:") && !log.contains("PRIVATE"),
            "{log}"
        );
    }
    std::fs::remove_dir_all(&folder).expect("it can go");
}

#[test]
fn a_call_with_somebody_else_is_ended() {
    let folder = folder("else");
    let alice = phone("alice", &folder.join("alice"), SrtpPolicy::Prefer);
    let bob = phone("bob", &folder.join("bob"), SrtpPolicy::Prefer);
    // Bob describes a certificate that is not the one he shows.
    bob.engine.agent("test", |agent, _| {
        agent.set_certificate(Fingerprint {
            hash: FingerprintHash::Sha256,
            digest: [7; 32].into_iter().collect(),
        });
    });
    let call = alice.call(&bob);
    let incoming = bob.incoming();
    bob.answer(incoming);
    for (phone, of) in [(&alice, call), (&bob, incoming)] {
        let reason = phone.event("its end", |event| match event {
            Event::InviteClosed { session, reason } if *session == of => Some(reason.clone()),
            _ => None,
        });
        let reason = reason.expect("a reason");
        assert_eq!(reason.cause, 488);
        assert!(reason.text.contains("does not match"), "{reason:?}");
    }
    for phone in [alice, bob] {
        phone.engine.shut_down();
    }
    std::fs::remove_dir_all(&folder).expect("it can go");
}

#[test]
fn hold_and_unhold_need_no_other_handshake() {
    let folder = folder("hold");
    let alice = phone("alice", &folder.join("alice"), SrtpPolicy::Force);
    let bob = phone("bob", &folder.join("bob"), SrtpPolicy::Force);
    let (call, incoming) = engine_support::connect(&alice, &bob);
    statistics(&alice, call, &["\"state\":\"connected\""]);
    statistics(&bob, incoming, &["\"state\":\"connected\""]);
    let held = alice
        .engine
        .agent("hold", |agent, now| agent.hold(now, call));
    held.expect("it can be held");
    bob.event("hold", |event| {
        matches!(event, Event::RemoteHold { .. }).then_some(())
    });
    wait_for("no change is on its way", || {
        let engine = &alice.engine;
        engine
            .agent("unhold", |agent, now| agent.un_hold(now, call))
            .ok()
    });
    bob.event("unhold", |event| {
        matches!(event, Event::RemoteUnHold { .. }).then_some(())
    });
    press((&bob, incoming), (&alice, call), 3);
    let json = statistics(&alice, call, &["\"state\":\"connected\"", "\"failed\":0"]);
    assert!(json.contains("\"not_authentic\":0"), "{json}");
    alice.hang_up(call);
    bob.closed(incoming);
    for phone in [alice, bob] {
        phone.engine.shut_down();
    }
    std::fs::remove_dir_all(&folder).expect("it can go");
}
