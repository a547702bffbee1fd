//! After a plan is applied, a session works without the allocator.

#[expect(dead_code, reason = "only the plan is used here")]
mod media_support;

use std::time::Duration;

use media_support::{format, plan};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::codec::encoder;
use portsip_core::media::rtp::PacketHeader;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, MasterKey, Redundancy, RedundantFormat, SrtpKeys,
    SrtpOmitted, SrtpParameters, SrtpSuite,
};
use portsip_core::rng::Rng;
use portsip_core::secret::SecretBytes;

/// Datagrams on their way, in memory of their own.
struct Wire {
    datagrams: Vec<([u8; 1500], usize, MediaSocket)>,
    count: usize,
}

/// The plan with copies of two packets in each.
fn redundant(plan: AudioPlan) -> AudioPlan {
    let red = RedundantFormat {
        payload_type: 121,
        generations: 2,
    };
    let redundancy = Redundancy {
        send: Some(red),
        receive: [Some(121), None],
    };
    AudioPlan { redundancy, ..plan }
}

#[test]
fn ten_seconds_of_a_call_allocate_nothing() {
    for &codec in AudioCodec::ALL {
        ten_seconds(codec, |plan| plan);
    }
    ten_seconds(AudioCodec::Pcmu, redundant);
    ten_seconds(AudioCodec::Opus, redundant);
    for suite in SrtpSuite::ALL {
        ten_seconds(AudioCodec::Pcmu, |plan| encrypted(plan, *suite));
    }
}

/// The plan with one key for both directions.
fn encrypted(plan: AudioPlan, suite: SrtpSuite) -> AudioPlan {
    let key = MasterKey {
        key_and_salt: SecretBytes::new(vec![7; suite.key_bytes() + suite.salt_bytes()]),
        identifier: std::iter::empty().collect(),
        lifetime_packets: None,
    };
    let parameters = SrtpParameters {
        suite,
        keys: std::iter::once(key).collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    };
    let keys = SrtpKeys {
        send: parameters.clone(),
        receive: parameters,
    };
    AudioPlan {
        srtp: Some(Box::new(keys)),
        ..plan
    }
}

/// A call of so long with a codec, of plans that were changed.
fn ten_seconds(codec: AudioCodec, changed: impl Fn(AudioPlan) -> AudioPlan) {
    let (address_a, address_b) = ("192.0.2.1:4000", "192.0.2.2:5000");
    let (address_a, address_b) = (
        address_a.parse().expect("an address"),
        address_b.parse().expect("an address"),
    );
    let mut rng = Rng::from_number(1);
    let mut now = Instant::from_micros(1_000_000);
    let wall = WallClock::new(0);
    let mut a = AudioSession::new(SessionId(1), rng.fork(), wall);
    let mut b = AudioSession::new(SessionId(2), rng.fork(), wall);
    a.apply(now, &changed(plan(codec, address_b)))
        .expect("a plan");
    b.apply(now, &changed(plan(codec, address_a)))
        .expect("a plan");
    let mut wire = Wire {
        datagrams: vec![([0; 1500], 0, MediaSocket::Rtp); 8],
        count: 0,
    };
    let mut out = [0; FRAME_SAMPLES_MAX];
    let frame: Vec<i16> = (0..a.send_rate_hz() as usize / 100)
        .map(|n| ((n as f32 * 0.4).sin() * 6000.0) as i16)
        .collect();
    let mut keys = 0;
    let before = allocations::of_this_thread();
    for tick in 0..1000 {
        if tick % 300 == 100 {
            assert!(a.send_tone(now, 5, 100));
        }
        for turn in 0..2 {
            let (from, to, address) = if turn == 0 {
                (&mut a, &mut b, address_a)
            } else {
                (&mut b, &mut a, address_b)
            };
            from.push(now, &frame);
            from.handle_timeout(now);
            wire.count = 0;
            while let Some(transmit) = from.poll_transmit() {
                let slot = &mut wire.datagrams[wire.count];
                slot.0[..transmit.datagram.len()].copy_from_slice(transmit.datagram);
                (slot.1, slot.2) = (transmit.datagram.len(), transmit.socket);
                wire.count += 1;
            }
            for (bytes, length, socket) in &wire.datagrams[..wire.count] {
                // Every thirteenth is lost, so that losses are concealed.
                if rng.below(13) == 0 {
                    continue;
                }
                match socket {
                    MediaSocket::Rtp => to.handle_rtp(now, &bytes[..*length], address),
                    MediaSocket::Rtcp => to.handle_rtcp(now, &bytes[..*length], address),
                }
            }
            to.pull(now, &mut out);
            keys += u32::from(to.poll_report().is_some());
        }
        now += Duration::from_millis(10);
    }
    let taken = (allocations::of_this_thread() - before).taken;
    assert_eq!(taken, 0, "{codec:?}");
    assert!(keys >= 3);
    assert!(a.statistics(now).rtcp_sent > 0);
}

/// Another codec with each packet, from one source: a peer may do so.
#[test]
fn a_codec_for_each_packet_allocates_nothing() {
    let formats: Vec<_> = (96..)
        .zip(AudioCodec::ALL)
        .map(|(payload_type, codec)| AudioFormat {
            payload_type,
            ..format(*codec)
        })
        .collect();
    let remote = "192.0.2.1:4000".parse().unwrap();
    let mut now = Instant::from_micros(1_000_000);
    let mut session = AudioSession::new(SessionId(1), Rng::from_number(1), WallClock::new(0));
    let plan = AudioPlan {
        send: formats[0].clone(),
        receive: formats.clone(),
        ..plan(AudioCodec::Opus, remote)
    };
    session.apply(now, &plan).unwrap();
    let mut packets = Vec::new();
    for format in &formats {
        let ptime_ms = format.packet_ms(20);
        let mut encoder = encoder(format, ptime_ms).unwrap();
        let samples = (encoder.sample_rate_hz() / 1000 * ptime_ms) as usize;
        let hum = (0..samples).map(|n| ((n as f32 * 0.1).sin() * 6000.0) as i16);
        let mut payload = [0; 1500];
        let length = encoder.encode(&hum.collect::<Vec<_>>(), &mut payload);
        packets.push((format, payload, length.unwrap()));
    }
    let mut out = [0; FRAME_SAMPLES_MAX];
    let mut rates = Vec::with_capacity(4);
    let before = allocations::of_this_thread();
    for sequence in 0..720_u16 {
        // One of each in turn, then as many of each as are heard.
        let row = if sequence < 400 { 1 } else { 20 };
        let index = usize::from(sequence / row) % packets.len();
        let (format, payload, length) = &packets[index];
        let header = PacketHeader {
            marker: false,
            payload_type: format.payload_type,
            sequence,
            timestamp: u32::from(sequence) * format.codec.clock_rate_hz() / 50,
            ssrc: 9,
        };
        let mut datagram = [0; 1500];
        let room = header.write(&mut datagram).unwrap();
        room[..*length].copy_from_slice(&payload[..*length]);
        session.handle_rtp(now, &datagram[..12 + length], remote);
        for _ in 0..2 {
            let count = session.pull(now, &mut out);
            if count > 0 && !rates.contains(&count) {
                rates.push(count);
            }
            now += Duration::from_millis(10);
        }
    }
    let taken = (allocations::of_this_thread() - before).taken;
    assert_eq!(taken, 0);
    // All rates were heard.
    rates.sort_unstable();
    assert_eq!(rates, [80, 160, 320, 480]);
}
