//! An encrypted call of two engines at log level DEBUG: no key is in a log or a
//! packet capture.

mod engine_support;

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use engine_support::{Peer, Phone, config, wait_for};
use portsip_core::config::{LogLevel, SdkConfig, SrtpPolicy};
use portsip_core::events::Event;
use portsip_core::ids::SessionId;
use portsip_core::media::audio::AudioControl;
use portsip_core::plan::AudioCodec;

/// A phone that must encrypt, logs all it can to a folder, and shows its messages.
fn phone(name: &str, folder: &Path) -> Phone {
    let config = SdkConfig {
        log_level: LogLevel::Debug,
        log_folder: folder.to_owned(),
        ..config(Ipv4Addr::LOCALHOST.into(), 0)
    };
    let phone = Phone::made_with(&config, name, &[AudioCodec::Pcmu]);
    phone.engine.agent("test", |agent, _| {
        agent.set_srtp(|srtp| {
            srtp.policy = SrtpPolicy::Force;
            srtp.over_unsecure_transport = true;
        });
        agent.set_signalling_callback(false, true);
    });
    phone
}

/// The statistics of a call, once `wanted` finds what it looks for in them.
fn statistics(phone: &Phone, call: SessionId, wanted: &str) -> String {
    wait_for(wanted, || {
        let request = AudioControl::RequestStatistics { session: call };
        phone.engine.audio(request).expect("it runs");
        let json = phone.event("statistics", |event| match event {
            Event::Statistics { session, json } if *session == call => Some(json.clone()),
            _ => None,
        });
        json.contains(wanted).then_some(json)
    })
}

/// The next message with keys that a phone got.
fn described(phone: &Phone) -> String {
    phone.event("a message with keys", |event| match event {
        Event::SignalingReceived { message, .. } => {
            let message = String::from_utf8_lossy(message);
            message.contains("inline:").then(|| message.into_owned())
        }
        _ => None,
    })
}

fn keys(message: &str) -> BTreeSet<String> {
    let keys = message.split("inline:").skip(1);
    let keys = keys.filter_map(|rest| rest.split_ascii_whitespace().next());
    keys.map(str::to_owned).collect()
}

/// Where media goes by a description.
fn media_address(message: &str) -> SocketAddr {
    let media = message.split_once("m=audio ").expect("a media line").1;
    let port = media.split_once(' ').expect("a port").0;
    let ip: IpAddr = Ipv4Addr::LOCALHOST.into();
    (ip, port.parse().expect("a number")).into()
}

#[test]
fn no_key_is_in_a_log_or_a_capture() {
    let folder = std::env::temp_dir().join(format!("portsip-srtp-{}", std::process::id()));
    let capture = folder.join("capture.pcap");
    let folders = ["alice", "bob"].map(|name| folder.join(name));
    for folder in &folders {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    let (alice, bob) = (phone("alice", &folders[0]), phone("bob", &folders[1]));
    let captured = alice.engine.start_packet_capture(&capture);
    captured.expect("the file can be made");
    let call = alice.call(&bob);
    let offer = described(&bob);
    let incoming = bob.incoming();
    bob.answer(incoming);
    let answer = described(&alice);
    alice.connected(call);
    // Packets in the clear, which the log speaks of.
    let stranger = Peer::bound();
    let mut packet = vec![0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9];
    packet.resize(172, 0);
    stranger.send(&packet, media_address(&offer));
    let json = statistics(&alice, call, "\"not_authentic\":1");
    assert!(
        json.contains("\"suite_sent\":\"AEAD_AES_256_GCM\""),
        "{json}"
    );
    let at_bob = statistics(&bob, incoming, "\"srtp\":{");
    assert!(at_bob.contains("\"not_authentic\":0"), "{at_bob}");
    alice.hang_up(call);
    bob.closed(incoming);
    alice.engine.stop_packet_capture();
    let messages = std::fs::read(&capture).expect("it is there");
    let mut shown = String::from_utf8_lossy(&messages).into_owned();
    assert!(shown.contains("inline:xxxx"));
    for (phone, folder) in [alice, bob].iter().zip(&folders) {
        phone.engine.shut_down();
        let log = std::fs::read_dir(folder)
            .expect("the folder")
            .find_map(Result::ok)
            .expect("a log");
        let log = std::fs::read_to_string(log.path()).expect("text");
        assert!(log.contains("a=crypto:(redacted)"), "{log}");
        shown.push_str(&log);
    }
    std::fs::remove_dir_all(&folder).expect("it can go");
    assert!(shown.contains("packets were refused"), "{shown}");
    let keys: Vec<_> = keys(&offer).union(&keys(&answer)).cloned().collect();
    assert_eq!(keys.len(), 6);
    for key in keys {
        assert!(key.len() >= 40 && !shown.contains(&key[..16]), "{key}");
    }
}
