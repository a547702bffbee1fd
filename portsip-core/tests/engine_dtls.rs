//! Calls of two engines over loopback whose keys are agreed on by DTLS: heard, but not
//! before there are keys, shown in the statistics, and ended where the other side is
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

/// What a capture has beside SIP, in order: the first octet of each datagram and of the
/// first message in it, were it of DTLS, and whether it tells of a change of keys.
fn media_of(capture: &[u8]) -> Vec<(u8, u8, bool)> {
    let (mut media, mut rest) = (Vec::new(), &capture[24..]);
    while rest.len() >= 16 {
        let length = u32::from_le_bytes([rest[8], rest[9], rest[10], rest[11]]) as usize;
        let (packet, behind) = rest[16..].split_at(length);
        rest = behind;
        // Behind the headers of IPv4 and UDP.
        let payload = &packet[28..];
        if payload
            .first()
            .is_some_and(|first| !first.is_ascii_alphabetic())
        {
            let change = [20, 254, 253, 0, 0];
            let changes = payload.windows(5).any(|octets| octets == change);
            media.push((payload[0], payload.get(13).copied().unwrap_or(0), changes));
        }
    }
    media
}

/// A client's hello comes first, and media when both sides have changed to their keys.
fn assert_keys_before_media(capture: &[u8]) {
    let media = media_of(capture);
    assert!(matches!(media.first(), Some((22, 1, _))), "{media:?}");
    let is_media = |(first, ..): &(u8, u8, bool)| (128..=191).contains(first);
    let begun = media.iter().position(is_media).expect("media");
    let changes = media[..begun].iter().filter(|(.., changes)| *changes);
    assert!(changes.count() >= 2, "{media:?}");
}

#[test]
fn both_hear_each_other_once_they_have_keys() {
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
    assert_keys_before_media(&std::fs::read(&capture).expect("a capture"));
    for (phone, folder) in [alice, bob].iter().zip(&folders) {
        phone.engine.shut_down();
        let mut logs = std::fs::read_dir(folder).expect("the folder");
        let log = logs.find_map(Result::ok).expect("a log");
        let log = std::fs::read_to_string(log.path()).expect("text");
        assert!(log.contains("media has its keys by DTLS"), "{log}");
        assert!(log.contains("a=fingerprint:sha-256"), "{log}");
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
