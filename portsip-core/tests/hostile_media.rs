//! A believed source sends nonsense: nothing panics, grows or goes silent for good.

#[expect(dead_code, reason = "only the plan is used here")]
mod media_support;

use std::net::SocketAddr;
use std::time::Duration;

use media_support::{format, plan};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX};
use portsip_core::plan::{AudioCodec, AudioFormat};
use portsip_core::rng::Rng;

const PAYLOAD_TYPES: [u8; 17] = [
    0, 3, 8, 9, 18, 101, 13, 77, 110, 111, 112, 113, 114, 115, 116, 117, 118,
];

fn session(rng: &mut Rng, remote: SocketAddr) -> (AudioSession, Instant) {
    let now = Instant::from_micros(1_000_000);
    let mut session = AudioSession::new(SessionId(1), rng.fork(), WallClock::new(0));
    let mut plan = plan(AudioCodec::Pcmu, remote);
    let formats = AudioCodec::ALL
        .iter()
        .zip(110..)
        .map(|(&codec, dynamic)| AudioFormat {
            payload_type: codec.static_payload_type().unwrap_or(dynamic),
            ..format(codec)
        });
    plan.receive = formats.collect();
    plan.comfort_noise = Some(13);
    session.apply(now, &plan).expect("every codec can be made");
    (session, now)
}

/// A packet whose fields are near the former ones, or anywhere.
fn packet(rng: &mut Rng, sequence: &mut u16, timestamp: &mut u32) -> Vec<u8> {
    match rng.below(10) {
        0 => *sequence = rng.u32() as u16,
        1 => *sequence = sequence.wrapping_sub(rng.below(300) as u16),
        2 => *sequence = sequence.wrapping_add(rng.below(300) as u16),
        _ => *sequence = sequence.wrapping_add(1),
    }
    match rng.below(10) {
        0 => *timestamp = rng.u32(),
        1 => *timestamp = timestamp.wrapping_sub(rng.below(100_000)),
        2 => *timestamp = timestamp.wrapping_add(rng.below(100_000)),
        _ => *timestamp = timestamp.wrapping_add(160),
    }
    let payload_type = PAYLOAD_TYPES[rng.below(17) as usize];
    let marker = (rng.below(2) as u8) << 7;
    let mut bytes = vec![0x80, marker | payload_type];
    bytes.extend_from_slice(&sequence.to_be_bytes());
    bytes.extend_from_slice(&timestamp.to_be_bytes());
    bytes.extend_from_slice(&[0, 0, 0, 7]);
    let length = match rng.below(4) {
        0 => 0,
        1 => [33, 38, 50, 160][rng.below(4) as usize],
        2 => rng.below(20),
        _ => rng.below(1480),
    };
    let start = bytes.len();
    bytes.resize(start + length as usize, 0);
    rng.fill(&mut bytes[start..]);
    bytes
}

#[test]
fn nonsense_from_a_believed_source_does_no_harm() {
    let remote: SocketAddr = "192.0.2.1:4000".parse().unwrap();
    for seed in 0..30 {
        let mut rng = Rng::from_number(seed);
        let (mut session, mut now) = session(&mut rng, remote);
        let (mut sequence, mut timestamp) = (rng.u32() as u16, rng.u32());
        let mut out = [0; FRAME_SAMPLES_MAX];
        for _ in 0..600 {
            for _ in 0..rng.below(6) {
                let bytes = packet(&mut rng, &mut sequence, &mut timestamp);
                session.handle_rtp(now, &bytes, remote);
            }
            let count = session.pull(now, &mut out);
            assert!(matches!(count, 0 | 80 | 160 | 480), "seed {seed}: {count}");
            session.push(now, &out[..80]);
            session.handle_timeout(now);
            now += Duration::from_millis(10);
        }
        // A sane stream afterwards is heard.
        for n in 0..150_u16 {
            let mut bytes = vec![0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9];
            bytes[2..4].copy_from_slice(&n.to_be_bytes());
            bytes[4..8].copy_from_slice(&(u32::from(n) * 160).to_be_bytes());
            bytes.extend((0..160_u8).map(|i| i % 80));
            session.handle_rtp(now, &bytes, remote);
            for _ in 0..2 {
                session.pull(now, &mut out);
                now += Duration::from_millis(10);
            }
        }
        let count = session.pull(now, &mut out);
        let loud = out[..count].iter().any(|s| s.unsigned_abs() > 1000);
        assert!(count == 80 && loud, "seed {seed}: {count}");
        let delay = session.statistics(now).received.jitter_buffer;
        assert!(
            delay < Duration::from_millis(1200),
            "seed {seed}: {delay:?}"
        );
    }
}

#[test]
fn arbitrary_datagrams_on_both_sockets_do_no_harm() {
    let remote: SocketAddr = "192.0.2.1:4000".parse().unwrap();
    let mut rng = Rng::from_number(99);
    let (mut session, now) = session(&mut rng, remote);
    for _ in 0..20_000 {
        let mut bytes = vec![0; rng.below(200) as usize];
        rng.fill(&mut bytes);
        if rng.below(2) == 0
            && let Some(first) = bytes.first_mut()
        {
            *first = 0x80 | (*first & 0x3F);
        }
        session.handle_rtp(now, &bytes, remote);
        session.handle_rtcp(now, &bytes, remote);
        while session.poll_transmit().is_some() {}
        while session.poll_report().is_some() {}
    }
    let json = session.statistics(now).to_json();
    assert!(json.starts_with('{'));
}
