//! Redundant audio (RFC 2198) between two sessions, over links that lose packets.

#[expect(dead_code, reason = "not all of it is used here")]
mod media_support;

use media_support::{Call, Link, TICK, plan};
use portsip_core::limits::RTP_DATAGRAM_BYTES_MAX;
use portsip_core::media::rtp::{Packet, PacketHeader, redundancy};
use portsip_core::media::session::{FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::media::stats::ReceivedStatistics;
use portsip_core::plan::{AudioCodec, AudioPlan, Redundancy, RedundantFormat};

const RED: u8 = 121;

fn redundant(plan: AudioPlan, generations: u8) -> AudioPlan {
    AudioPlan {
        redundancy: Redundancy {
            send: (generations > 0).then_some(RedundantFormat {
                payload_type: RED,
                generations,
            }),
            receive: [Some(RED), None],
        },
        ..plan
    }
}

fn connected(codec: AudioCodec, link: Link, generations: u8) -> Call {
    let mut call = Call::new(link, 7);
    let (to_a, to_b) = (plan(codec, call.a.address), plan(codec, call.b.address));
    let (to_a, to_b) = (redundant(to_a, generations), redundant(to_b, generations));
    call.a.session.apply(call.now, &to_b).expect("a plan");
    call.b.session.apply(call.now, &to_a).expect("a plan");
    call
}

fn lossy(jitter_ms: u32) -> Link {
    Link {
        jitter_ms,
        loss_permille: 100,
        ..Link::CLEAN
    }
}

fn hum(frame: &mut [i16], at: usize) {
    let rate = frame.len() as f32 * 100.0;
    for (n, sample) in frame.iter_mut().enumerate() {
        let phase = (at * 10) as f32 / 1000.0 + n as f32 / rate;
        *sample = ((phase * 180.0 * std::f32::consts::TAU).sin() * 8000.0) as i16;
    }
}

/// What the second end tells after so many seconds.
fn heard(call: &mut Call, seconds: usize) -> ReceivedStatistics {
    for tick in 0..seconds * 100 {
        call.tick(|_, frame| hum(frame, tick));
    }
    call.b.session.statistics(call.now).received
}

#[test]
fn copies_repair_nearly_all_that_is_lost_by_itself() {
    for codec in [AudioCodec::Pcmu, AudioCodec::Opus] {
        for jitter_ms in [0, 40] {
            let concealed = [0, 1, 2].map(|generations| {
                let received = heard(&mut connected(codec, lossy(jitter_ms), generations), 20);
                assert!((0.07..0.13).contains(&received.loss), "{}", received.loss);
                if generations > 0 {
                    assert!(received.corrected > 0.05, "{}", received.corrected);
                }
                assert_eq!(received.packets_malformed, 0);
                received.concealed
            });
            println!("{codec:?}, jitter {jitter_ms} ms: concealed {concealed:.4?}");
            // Both of two packets in a row are lost once in a hundred.
            assert!(concealed[1] < 0.03, "{codec:?} {jitter_ms}: {concealed:?}");
            assert!(concealed[2] < 0.02, "{codec:?} {jitter_ms}: {concealed:?}");
            if codec != AudioCodec::Opus {
                assert!(concealed[0] > 0.08, "{codec:?} {jitter_ms}: {concealed:?}");
            }
        }
    }
}

#[test]
fn a_clean_link_is_as_fast_with_copies_as_without() {
    let delays = [0, 2].map(|generations| {
        let mut call = connected(AudioCodec::Pcmu, Link::CLEAN, generations);
        let received = heard(&mut call, 20);
        assert_eq!((received.corrected, received.concealed), (0.0, 0.0));
        assert_eq!(received.packets_late + received.packets_duplicate, 0);
        received.jitter_buffer
    });
    assert_eq!(delays[0], delays[1]);
}

#[test]
fn overtaking_packets_are_no_losses() {
    let link = Link {
        jitter_ms: 60,
        ..Link::CLEAN
    };
    let received = heard(&mut connected(AudioCodec::Pcmu, link, 1), 20);
    // The last ones are on their way.
    assert!(received.packets_lost <= 3, "{}", received.packets_lost);
    assert_eq!(received.packets_duplicate, 0);
    assert!(received.concealed < 0.01, "{}", received.concealed);
}

#[test]
fn packets_name_their_codec_and_what_was_before_it() {
    let mut call = connected(AudioCodec::Pcmu, Link::CLEAN, 2);
    heard(&mut call, 1);
    let sent = call.a.sent.iter().filter(|sent| sent.1 == MediaSocket::Rtp);
    let datagrams: Vec<_> = sent.map(|sent| &sent.2).collect();
    assert_eq!(datagrams.len(), 50);
    for (number, datagram) in datagrams.iter().enumerate() {
        let packet = Packet::parse(datagram).expect("RTP");
        assert_eq!(packet.header.payload_type, RED);
        let payload = redundancy::RedundantPayload::parse(packet.payload).expect("blocks");
        assert_eq!((payload.payload_type, payload.primary.len()), (0, 160));
        let offsets: Vec<_> = payload.copies().map(|copy| copy.timestamp_offset).collect();
        assert_eq!(offsets, [320, 160][2 - number.min(2)..]);
        for copy in payload.copies() {
            let before = Packet::parse(datagrams[number - copy.timestamp_offset as usize / 160]);
            let before = redundancy::RedundantPayload::parse(before.expect("RTP").payload);
            assert_eq!(before.expect("blocks").primary, copy.payload);
        }
    }
}

/// Hands a payload of redundant audio to the second end of a call.
fn hand_over(call: &mut Call, sequence: u16, payload: &[u8]) {
    let header = PacketHeader {
        marker: false,
        payload_type: RED,
        sequence,
        timestamp: u32::from(sequence) * 160,
        ssrc: 77,
    };
    let mut datagram = header.to_bytes().to_vec();
    datagram.extend_from_slice(payload);
    let (now, from) = (call.now, call.a.address);
    call.b.session.handle_rtp(now, &datagram, from);
}

#[test]
fn what_cannot_be_read_is_counted_and_what_is_not_ours_is_passed_over() {
    let mut call = connected(AudioCodec::Pcmu, Link::CLEAN, 1);
    let mut payload = [0; RTP_DATAGRAM_BYTES_MAX];
    let mut malformed = 0;
    for sequence in 0..200 {
        let copy = redundancy::CopyBlock {
            payload_type: [0, 8, 13, 101, RED][usize::from(sequence % 5)],
            timestamp_offset: [160, 0, 80, 16_383][usize::from(sequence % 4)],
            payload: &[0xFF; 160][..usize::from(sequence % 3) * 80],
        };
        let primary = ([0, RED][usize::from(sequence % 10 == 9)], &[0xFF; 160][..]);
        let length = redundancy::write(std::iter::once(copy), primary, &mut payload);
        hand_over(&mut call, sequence, &payload[..length.expect("it fits")]);
        malformed += u64::from(sequence % 10 == 9);
        if sequence % 7 == 0 {
            // The same number again, with headers that do not end.
            hand_over(&mut call, sequence, &[0x80; 30]);
            malformed += 1;
        }
        let mut out = [0; FRAME_SAMPLES_MAX];
        for _ in 0..2 {
            call.b.session.pull(call.now, &mut out);
            call.now += TICK;
        }
    }
    let received = call.b.session.statistics(call.now).received;
    assert_eq!(received.packets_malformed, malformed);
    assert_eq!(received.packets_refused, 0);
}

#[test]
fn keys_go_between_packets_with_copies() {
    let mut call = connected(AudioCodec::Pcmu, lossy(0), 1);
    for key in 0..12 {
        let now = call.now;
        assert!(call.a.session.send_tone(now, key, 100));
        heard(&mut call, 1);
    }
    assert_eq!(call.b.keys, (0..12).collect::<Vec<_>>());
}
