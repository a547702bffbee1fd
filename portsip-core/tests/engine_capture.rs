//! The packet capture of an engine is a pcap file that others can read.

mod engine_support;

use std::net::Ipv4Addr;

use engine_support::{Phone, config, connect, wait_for};
use portsip_core::config::{SdkConfig, TransportKind};
use portsip_core::plan::AudioCodec;

/// What one packet of the capture is, by its payload.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Sip,
    Rtp,
    Rtcp,
}

#[test]
fn a_call_is_captured_with_its_media() {
    let path = std::env::temp_dir().join(format!("portsip-capture-{}.pcap", std::process::id()));
    let (alice, bob) = (Phone::new("alice"), Phone::new("bob"));
    alice
        .engine
        .start_packet_capture(&path)
        .expect("the file can be made");
    let (out, inc) = connect(&alice, &bob);
    let written = |kind: Kind| {
        let packets = packets(&std::fs::read(&path).expect("it is there"));
        packets.iter().filter(|written| **written == kind).count()
    };
    wait_for("media is in the file", || {
        (written(Kind::Rtp) >= 10).then_some(())
    });
    alice.hang_up(out);
    bob.closed(inc);
    // INVITE, 180, 200, ACK, BYE, 200.
    wait_for("all messages are in the file", || {
        (written(Kind::Sip) >= 6).then_some(())
    });
    wait_for("the ports are free", || {
        (alice.engine.media_ports_in_use() == 0).then_some(())
    });
    alice.engine.stop_packet_capture();
    let packets = packets(&std::fs::read(&path).expect("it is there"));
    std::fs::remove_file(&path).expect("it is ours");
    assert!(packets.contains(&Kind::Rtcp), "no RTCP BYE");
}

#[test]
fn messages_of_connections_are_captured_as_datagrams() {
    let path = std::env::temp_dir().join(format!("portsip-streams-{}.pcap", std::process::id()));
    let phone = |name| {
        let config = SdkConfig {
            transport: TransportKind::Ws,
            ..config(Ipv4Addr::LOCALHOST.into(), 0)
        };
        Phone::made_with(&config, name, &[AudioCodec::Pcmu])
    };
    let (alice, bob) = (phone("alice"), phone("bob"));
    alice
        .engine
        .start_packet_capture(&path)
        .expect("the file can be made");
    let (out, inc) = connect(&alice, &bob);
    alice.hang_up(out);
    bob.closed(inc);
    wait_for("all messages are in the file", || {
        let packets = packets(&std::fs::read(&path).expect("it is there"));
        let written = packets.iter().filter(|kind| **kind == Kind::Sip).count();
        (written >= 6).then_some(())
    });
    alice.engine.stop_packet_capture();
    std::fs::remove_file(&path).expect("it is ours");
}

#[test]
fn a_file_that_cannot_be_made_is_a_wrong_argument() {
    let alice = Phone::new("alice");
    let nowhere = std::path::Path::new("/nonexistent/folder/capture.pcap");
    assert_eq!(
        alice.engine.start_packet_capture(nowhere),
        Err(portsip_core::error::Error::CoreArgumentIncorrect)
    );
}

/// Reads the file as RFC-less pcap 2.4 with raw IP packets, checking each length.
fn packets(file: &[u8]) -> Vec<Kind> {
    assert_eq!(file[..4], 0xA1B2_C3D4_u32.to_le_bytes());
    assert_eq!(file[20..24], 101_u32.to_le_bytes());
    let mut rest = &file[24..];
    let mut kinds = Vec::new();
    while rest.len() >= 16 {
        let length = u32::from_le_bytes([rest[8], rest[9], rest[10], rest[11]]) as usize;
        // The last record of a capture that still runs may be cut off.
        let Some(packet) = rest.get(16..16 + length) else {
            break;
        };
        rest = &rest[16 + length..];
        assert_eq!(packet[0], 0x45);
        assert_eq!(packet[9], 17);
        assert_eq!(packet[12..20], [127, 0, 0, 1, 127, 0, 0, 1]);
        let udp = &packet[20..];
        assert_eq!(usize::from(u16::from_be_bytes([udp[4], udp[5]])), udp.len());
        kinds.push(kind_of(&udp[8..]));
    }
    kinds
}

fn kind_of(payload: &[u8]) -> Kind {
    match payload {
        [first, second, ..] if first >> 6 == 2 && (192..=223).contains(second) => Kind::Rtcp,
        [first, ..] if first >> 6 == 2 => Kind::Rtp,
        _ => Kind::Sip,
    }
}
