//! Two audio sessions talk to each other in virtual time.

mod media_support;

use std::time::Duration;

use media_support::{Call, Link, TICK, best_snr, plan};
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::rtp::Packet;
use portsip_core::media::session::{AudioSession, MediaSocket, RtpKeepAlive};
use portsip_core::plan::{AudioCodec, Direction, IlbcMode, RtcpBandwidth};
use portsip_core::rng::Rng;

/// A sound with structure at every rate: two tones that swell.
fn speak(said: &mut Vec<i16>, frame: &mut [i16]) {
    let rate = frame.len() as f32 * 100.0;
    for sample in frame {
        let t = said.len() as f32 / rate;
        let tone = |hz: f32| (std::f32::consts::TAU * hz * t).sin();
        let swell = 0.6 + 0.4 * tone(1.3);
        *sample = ((tone(310.0) + 0.5 * tone(970.0)) * swell * 7000.0) as i16;
        said.push(*sample);
    }
}

fn talk(call: &mut Call, ms: u32) -> Vec<i16> {
    let mut said = Vec::new();
    for _ in 0..ms / 10 {
        call.tick(|end, frame| {
            if end == 0 {
                speak(&mut said, frame);
            }
        });
    }
    said
}

#[test]
fn a_clean_link_carries_every_codec_faithfully_and_soon() {
    for (codec, snr_min) in [
        (AudioCodec::Pcmu, 30.0),
        (AudioCodec::Pcma, 30.0),
        (AudioCodec::G722, 15.0),
        (AudioCodec::G729, 0.0),
        (AudioCodec::Gsm, 8.0),
        (AudioCodec::Ilbc, 6.0),
        (AudioCodec::Opus, 8.0),
        (AudioCodec::AmrNb, 5.0),
        (AudioCodec::AmrWb, 5.0),
        (AudioCodec::SpeexNarrow, 4.0),
        (AudioCodec::SpeexWide, 4.0),
        (AudioCodec::SpeexUltra, 4.0),
    ] {
        let mut call = Call::connected(codec, Link::CLEAN, 1);
        let said = talk(&mut call, 4000);
        let rate = call.a.session.send_rate_hz() as usize;
        let skip = rate * 3 / 2;
        let (snr, delay) = best_snr(&said[..skip + rate / 4], &call.b.heard, 0..rate / 20, skip);
        let delay_ms = delay * 1000 / rate;
        println!("{codec:?}: {snr:.1} dB at {delay_ms} ms");
        assert!(snr > snr_min, "{codec:?} {snr}");
        assert!(delay_ms <= 45, "{codec:?} {delay_ms}");
        let received = call.b.session.statistics(call.now).received;
        assert!(received.concealed < 0.005, "{}", received.concealed);
        assert_eq!(received.packets_lost, 0);
    }
}

/// Octets of RTP payload sent in the next second.
fn octets_in_a_second(call: &mut Call) -> u64 {
    let before = call.a.session.statistics(call.now).sent.bytes;
    talk(call, 1000);
    call.a.session.statistics(call.now).sent.bytes - before
}

#[test]
fn the_bit_rate_changes_while_the_call_runs() {
    let mut call = Call::connected(AudioCodec::Opus, Link::CLEAN, 9);
    let mut without_copies = plan(AudioCodec::Opus, call.b.address);
    without_copies.send.parameters.use_inband_fec = false;
    call.a.session.apply(call.now, &without_copies).unwrap();
    talk(&mut call, 500);
    for bitrate_bps in [12_000, 64_000, 24_000, 128_000] {
        call.a
            .session
            .set_bitrate_bps(AudioCodec::Opus, bitrate_bps);
        talk(&mut call, 200);
        let sent = octets_in_a_second(&mut call) - 50 * 12;
        let wanted = f64::from(bitrate_bps) / 8.0;
        let ratio = sent as f64 / wanted;
        println!("{bitrate_bps} bit/s: {sent} octets, {ratio:.2} of it");
        assert!((0.7..1.35).contains(&ratio), "{bitrate_bps}: {sent}");
    }
}

#[test]
fn a_bit_rate_waits_for_its_codec_and_heeds_the_receiver() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 10);
    call.a.session.set_bitrate_bps(AudioCodec::Opus, 100_000);
    assert_eq!(octets_in_a_second(&mut call), 50 * 172);
    let mut changed = plan(AudioCodec::Opus, call.b.address);
    call.a.session.apply(call.now, &changed).unwrap();
    talk(&mut call, 200);
    assert!(octets_in_a_second(&mut call) > 9_000);
    changed.send.parameters.bitrate_bps_max = Some(16_000);
    call.a.session.apply(call.now, &changed).unwrap();
    talk(&mut call, 200);
    assert!(octets_in_a_second(&mut call) < 2_800 + 50 * 12);
}

/// The octets of each RTP payload that `a` sends in `ms`.
fn payload_sizes(call: &mut Call, ms: u32) -> Vec<usize> {
    let before = call.a.sent.len();
    talk(call, ms);
    let sent = call.a.sent[before..].iter();
    let rtp = sent.filter(|(_, socket, _)| *socket == MediaSocket::Rtp);
    rtp.map(|(_, _, datagram)| datagram.len() - 12).collect()
}

#[test]
fn a_mode_that_is_asked_for_comes_with_the_next_packet() {
    // Octet-aligned: a header, an entry, and the frame (RFC 4867 §4.4).
    for (codec, highest, second) in [(AudioCodec::AmrNb, 33, 17), (AudioCodec::AmrWb, 62, 34)] {
        let mut call = Call::new(Link::CLEAN, 11);
        let mut aligned = plan(codec, call.b.address);
        aligned.send.parameters.amr.octet_aligned = true;
        aligned.receive[0].parameters.amr.octet_aligned = true;
        call.a.session.apply(call.now, &aligned).unwrap();
        assert_eq!(payload_sizes(&mut call, 100), [highest; 5]);

        let (from, now) = (call.b.address, call.now);
        let ask = |call: &mut Call, sequence: u8, request: u8| {
            // No frame, and what is asked for.
            let mut datagram = vec![0x80, 111, 0, sequence, 0, 0, 0, sequence, 0, 0, 0, 9];
            datagram.extend([request << 4, 15 << 3 | 4]);
            call.a.session.handle_rtp(now, &datagram, from);
        };
        ask(&mut call, 1, 2);
        assert_eq!(payload_sizes(&mut call, 100), [second; 5]);
        // One that the codec has not changes nothing.
        ask(&mut call, 2, 12);
        assert_eq!(payload_sizes(&mut call, 100), [second; 5]);
        ask(&mut call, 3, 15);
        assert_eq!(payload_sizes(&mut call, 100), [highest; 5]);
        call.a.session.set_bitrate_bps(codec, 13_000);
        let sizes = payload_sizes(&mut call, 100);
        let expected = if codec == AudioCodec::AmrNb { 33 } else { 34 };
        assert_eq!(sizes, [expected; 5]);
    }
}

#[test]
fn every_key_is_heard_once_under_loss() {
    for seed in 0..20 {
        let link = Link {
            jitter_ms: 30,
            loss_permille: 100,
            duplicate_permille: 50,
            ..Link::CLEAN
        };
        let mut call = Call::connected(AudioCodec::Pcmu, link, seed);
        call.run_silent(200);
        for tone in 0..16 {
            assert!(call.a.session.send_tone(call.now, tone, 160));
            assert!(call.b.session.send_tone(call.now, 15 - tone, 100));
        }
        call.run_silent(16 * 280);
        assert_eq!(call.b.keys, (0..16).collect::<Vec<u8>>(), "seed {seed}");
        assert_eq!(
            call.a.keys,
            (0..16).rev().collect::<Vec<u8>>(),
            "seed {seed}"
        );
        assert_eq!(call.b.session.statistics(call.now).received.tones, 16);
    }
}

#[test]
fn without_telephone_events_keys_go_in_the_sound() {
    for codec in [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus] {
        let mut call = Call::new(Link::CLEAN, 3);
        let mut to_a = plan(codec, call.a.address);
        let mut to_b = plan(codec, call.b.address);
        to_a.telephone_event = None;
        to_b.telephone_event = None;
        call.a.session.apply(call.now, &to_b).unwrap();
        call.b.session.apply(call.now, &to_a).unwrap();
        call.run_silent(300);
        for tone in 0..16 {
            assert!(call.a.session.send_tone(call.now, tone, 120));
        }
        assert!(!call.a.session.send_tone(call.now, 16, 120));
        call.run_silent(16 * 200 + 500);
        assert_eq!(call.b.keys, (0..16).collect::<Vec<u8>>(), "{codec:?}");
        // One that is not looked for, and one that is again.
        for (on, tone) in [(false, 3), (true, 4)] {
            call.b.session.set_tone_detection(on);
            assert!(call.a.session.send_tone(call.now, tone, 120));
            call.run_silent(500);
        }
        assert_eq!(call.b.keys[16..], [4], "{codec:?}");
    }
}

#[test]
fn reports_measure_loss_and_round_trip() {
    let link = Link {
        delay_ms: 40,
        jitter_ms: 0,
        loss_permille: 50,
        duplicate_permille: 0,
    };
    let mut call = Call::connected(AudioCodec::Pcmu, link, 4);
    talk(&mut call, 60_000);
    let statistics = call.a.session.statistics(call.now);
    let round_trip = statistics.round_trip.expect("measured").as_millis();
    // Reports are made on the 10 ms grid.
    assert!((80..=100).contains(&round_trip), "{round_trip}");
    let reported = statistics.sent.reported.expect("reported");
    assert!((0.0..0.15).contains(&reported.loss), "{}", reported.loss);
    let received = &call.b.session.statistics(call.now).received;
    assert!((0.03..0.07).contains(&received.loss), "{}", received.loss);
    let json = call.b.session.statistics(call.now).to_json();
    assert!(
        json.contains("\"loss_percent\"") && json.contains("\"mos\""),
        "{json}"
    );
    let mos = call
        .b
        .session
        .statistics(call.now)
        .quality_received()
        .unwrap()
        .mos;
    assert!((3.0..4.3).contains(&mos), "{mos}");
}

#[test]
fn hold_sends_nothing_but_keep_alive_and_reports() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 5);
    talk(&mut call, 1000);
    let mut held = plan(AudioCodec::Pcmu, call.b.address);
    held.direction = Direction::Inactive;
    call.a.session.apply(call.now, &held).unwrap();
    call.a.sent.clear();
    talk(&mut call, 31_000);
    let rtp = |sent: &[(_, MediaSocket, Vec<u8>)]| {
        sent.iter()
            .filter(|(_, s, _)| *s == MediaSocket::Rtp)
            .count()
    };
    assert_eq!(rtp(&call.a.sent), 3, "one at once and one every 15 s");
    assert!(call.a.sent.len() - rtp(&call.a.sent) >= 5, "RTCP goes on");
    assert!(!call.a.session.send_tone(call.now, 1, 100));
    let silent_from = call.a.heard.len() - 8000;
    assert!(call.a.heard[silent_from..].iter().all(|&s| s == 0));

    let resumed = plan(AudioCodec::Pcmu, call.b.address);
    call.a.session.apply(call.now, &resumed).unwrap();
    let lost = call.b.session.statistics(call.now).received.packets_lost;
    let heard_from = call.b.heard.len();
    let said = talk(&mut call, 2000);
    let (snr, _) = best_snr(&said, &call.b.heard[heard_from..], 0..800, 8000);
    assert!(snr > 25.0, "{snr}");
    assert_eq!(
        call.b.session.statistics(call.now).received.packets_lost,
        lost
    );
}

/// The times, payload types and sequence numbers of RTP packets without payload.
fn keep_alives(sent: &[(Instant, MediaSocket, Vec<u8>)]) -> Vec<(u64, u8, u16)> {
    let empty = sent
        .iter()
        .filter(|(_, socket, packet)| *socket == MediaSocket::Rtp && packet.len() == 12);
    empty
        .map(|(at, _, packet)| {
            let sequence = u16::from_be_bytes([packet[2], packet[3]]);
            (at.as_micros() / 1000, packet[1], sequence)
        })
        .collect()
}

#[test]
fn keep_alive_packets_are_as_the_program_set_them_while_nothing_is_sent() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 5);
    let setting = |payload_type, seconds| {
        Some(RtpKeepAlive {
            payload_type: Some(payload_type),
            interval: Duration::from_secs(seconds),
        })
    };
    call.a.session.set_keep_alive(setting(126, 20));
    talk(&mut call, 60_000);
    assert_eq!(keep_alives(&call.a.sent), [], "sound is enough");

    let (_, _, last) = call
        .a
        .sent
        .iter()
        .rfind(|(_, s, _)| *s == MediaSocket::Rtp)
        .unwrap();
    let next = u16::from_be_bytes([last[2], last[3]]).wrapping_add(1);
    let mut held = plan(AudioCodec::Pcmu, call.b.address);
    held.direction = Direction::ReceiveOnly;
    call.a.session.apply(call.now, &held).unwrap();
    call.a.sent.clear();
    let start = call.now.as_micros() / 1000;
    talk(&mut call, 60_010);
    let expected = (0..4).map(|n| (start + u64::from(n) * 20_000, 126, next.wrapping_add(n)));
    assert_eq!(keep_alives(&call.a.sent), expected.collect::<Vec<_>>());

    // A payload type with a meaning is not made one without.
    call.a.session.set_keep_alive(setting(101, 1));
    call.a.sent.clear();
    talk(&mut call, 1010);
    assert_eq!(keep_alives(&call.a.sent).len(), 1);
    assert_eq!(keep_alives(&call.a.sent)[0].1, 127);

    call.a.session.set_keep_alive(None);
    call.a.sent.clear();
    talk(&mut call, 60_000);
    assert_eq!(keep_alives(&call.a.sent), []);
    let lost = call.b.session.statistics(call.now).received.packets_lost;
    assert_eq!(lost, 0);
    assert_eq!(
        call.b
            .session
            .statistics(call.now)
            .received
            .packets_malformed,
        0
    );
}

#[test]
fn packets_last_as_long_as_was_agreed() {
    for (codec, ptimes_ms) in [
        (AudioCodec::Pcmu, &[10, 20, 30, 40, 60][..]),
        (AudioCodec::Opus, &[10, 20, 40, 60][..]),
    ] {
        for &ptime_ms in ptimes_ms {
            let mut call = Call::new(Link::CLEAN, 9);
            let mut to_b = plan(codec, call.b.address);
            to_b.ptime_ms = ptime_ms;
            // The other way they last 20 ms: each side has its own.
            let to_a = plan(codec, call.a.address);
            call.a.session.apply(call.now, &to_b).unwrap();
            call.b.session.apply(call.now, &to_a).unwrap();
            talk(&mut call, 2400);
            let packets = times(&call.a.sent, MediaSocket::Rtp);
            assert_eq!(
                packets.len(),
                2400 / ptime_ms as usize,
                "{codec:?} {ptime_ms}"
            );
            let expected = u64::from(ptime_ms);
            assert!(packets.windows(2).all(|two| two[1] - two[0] == expected));
            assert_eq!(times(&call.b.sent, MediaSocket::Rtp).len(), 120);
            let received = call.b.session.statistics(call.now).received;
            assert!(
                received.concealed < 0.01,
                "{ptime_ms}: {}",
                received.concealed
            );
        }
    }
}

/// The times in ms of what was sent on a socket.
fn times(sent: &[(Instant, MediaSocket, Vec<u8>)], socket: MediaSocket) -> Vec<u64> {
    let of = sent.iter().filter(|(_, s, _)| *s == socket);
    of.map(|(at, ..)| at.as_micros() / 1000).collect()
}

#[test]
fn reports_keep_to_the_bandwidth_that_was_agreed() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 8);
    let mut limited = plan(AudioCodec::Pcmu, call.b.address);
    limited.rtcp_bandwidth = RtcpBandwidth {
        senders_bps: Some(25),
        receivers_bps: Some(75),
    };
    call.a.session.apply(call.now, &limited).unwrap();
    call.run_silent(300_000);
    let (ours, theirs) = (
        times(&call.a.sent, MediaSocket::Rtcp).len(),
        times(&call.b.sent, MediaSocket::Rtcp).len(),
    );
    // About 130 bytes of two participants at 100 bit/s: one every 17 s or so.
    assert!((9..=24).contains(&ours), "{ours}");
    assert!((60..=85).contains(&theirs), "{theirs}");

    limited.rtcp_bandwidth = RtcpBandwidth {
        senders_bps: Some(0),
        receivers_bps: Some(0),
    };
    call.a.session.apply(call.now, &limited).unwrap();
    call.a.sent.clear();
    call.run_silent(60_000);
    call.a.session.stop(call.now);
    call.collect(0);
    assert!(times(&call.a.sent, MediaSocket::Rtcp).is_empty());
    assert!(times(&call.a.sent, MediaSocket::Rtp).len() > 2990);
}

#[test]
fn what_has_nowhere_to_go_takes_no_sequence_number() {
    let first_sequence = |nowhere_ms: u64| {
        let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 8);
        let known = plan(AudioCodec::Pcmu, call.b.address);
        let mut session = AudioSession::new(SessionId(9), Rng::from_number(9), WallClock::new(0));
        let mut unknown = known.clone();
        unknown.remote_rtp = "0.0.0.0:4000".parse().unwrap();
        unknown.remote_rtcp = unknown.remote_rtp;
        session.apply(call.now, &unknown).unwrap();
        for _ in 0..nowhere_ms / 10 {
            call.now += TICK;
            session.push(call.now, &[0; 80]);
            // Also what keeps a NAT's mapping alive.
            session.handle_timeout(call.now);
            assert!(session.poll_transmit().is_none());
        }
        session.apply(call.now, &known).unwrap();
        for _ in 0..2 {
            session.push(call.now, &[0; 80]);
        }
        let packet = session.poll_transmit().expect("a packet");
        Packet::parse(packet.datagram).expect("RTP").header.sequence
    };
    assert_eq!(first_sequence(60_000), first_sequence(0));
}

#[test]
fn audio_that_is_negotiated_away_is_neither_sent_nor_heard_until_it_is_back() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 12);
    talk(&mut call, 2000);
    call.b.session.suspend();
    call.b.sent.clear();
    call.b.heard.clear();
    talk(&mut call, 60_000);
    assert!(call.b.sent.is_empty(), "{:?}", call.b.sent.first());
    assert!(call.b.heard.iter().all(|sample| *sample == 0));

    let again = plan(AudioCodec::Pcmu, call.a.address);
    call.b.session.apply(call.now, &again).expect("a plan");
    talk(&mut call, 1000);
    assert!(call.b.heard.iter().any(|sample| *sample > 4000));
    assert!(call.b.sent.len() > 40, "{}", call.b.sent.len());
}

#[test]
fn the_codec_changes_in_mid_call() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 6);
    talk(&mut call, 1000);
    for codec in [
        AudioCodec::Pcma,
        AudioCodec::G722,
        AudioCodec::G729,
        AudioCodec::Gsm,
        AudioCodec::Ilbc,
        AudioCodec::Opus,
        AudioCodec::Pcmu,
    ] {
        let to_b = plan(codec, call.b.address);
        let to_a = plan(codec, call.a.address);
        call.a.session.apply(call.now, &to_b).unwrap();
        call.b.session.apply(call.now, &to_a).unwrap();
        let _ = talk(&mut call, 500);
        assert_eq!(call.b.session.receive_rate_hz(), codec.sample_rate_hz());
        let heard = call.b.heard.len();
        let said = talk(&mut call, 500);
        // The sound goes on where it was; compare its level only.
        let rms = |samples: &[i16]| {
            let sum: f64 = samples.iter().map(|&s| f64::from(s).powi(2)).sum();
            (sum / samples.len() as f64).sqrt()
        };
        let ratio = rms(&call.b.heard[heard..]) / rms(&said);
        assert!((0.8..1.2).contains(&ratio), "{codec:?} {ratio}");
    }
    assert_eq!(call.b.session.statistics(call.now).received.packets_lost, 0);
}

#[test]
fn the_last_word_is_good_bye() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 7);
    talk(&mut call, 500);
    call.a.session.stop(call.now);
    call.collect(0);
    let (_, socket, datagram) = call.a.sent.last().unwrap();
    assert_eq!(*socket, MediaSocket::Rtcp);
    assert_eq!(
        datagram[datagram.len() - 7],
        203,
        "the last packet is a BYE"
    );
    call.a.sent.clear();
    talk(&mut call, 10_000);
    assert!(call.a.sent.is_empty());
    assert_eq!(call.a.session.poll_timeout(), None);
    assert!(
        call.a
            .session
            .apply(call.now, &plan(AudioCodec::Pcmu, call.b.address))
            .is_ok()
    );
    assert!(!call.a.session.sends());
}

#[test]
fn one_port_carries_both_with_mux() {
    let mut call = Call::new(Link::CLEAN, 8);
    let mut to_a = plan(AudioCodec::G722, call.a.address);
    let mut to_b = plan(AudioCodec::G722, call.b.address);
    for plan in [&mut to_a, &mut to_b] {
        plan.rtcp_mux = true;
        plan.remote_rtcp = plan.remote_rtp;
    }
    call.a.session.apply(call.now, &to_b).unwrap();
    call.b.session.apply(call.now, &to_a).unwrap();
    talk(&mut call, 20_000);
    assert!(
        call.a
            .sent
            .iter()
            .all(|(_, socket, _)| *socket == MediaSocket::Rtp)
    );
    assert!(call.a.session.statistics(call.now).round_trip.is_some());
}

#[test]
fn a_stranger_is_neither_heard_nor_followed() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 9);
    talk(&mut call, 500);
    let stranger = "203.0.113.66:9999".parse().unwrap();
    let mut packet = vec![0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4];
    packet.extend_from_slice(&[0; 160]);
    for n in 0..200_u8 {
        packet[3] = n;
        call.b.session.handle_rtp(call.now, &packet, stranger);
        talk(&mut call, 20);
    }
    let statistics = call.b.session.statistics(call.now);
    assert_eq!(statistics.received.packets_refused, 200);
    assert_eq!(statistics.sent.remote, Some(call.a.address));
    assert_eq!(statistics.received.packets_lost, 0);
}

#[test]
fn a_peer_with_our_ssrc_makes_us_change_ours_and_is_heard() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 10);
    talk(&mut call, 300);
    let ours = call.b.session.statistics(call.now).sent.ssrc;
    let reflected: Vec<Vec<u8>> = call.b.sent.iter().map(|(_, _, d)| d.clone()).collect();
    for datagram in &reflected {
        call.b
            .session
            .handle_rtp(call.now, datagram, call.a.address);
    }
    assert_ne!(call.b.session.statistics(call.now).sent.ssrc, ours);
    let changed = call.b.session.statistics(call.now).sent.ssrc;
    talk(&mut call, 300);
    let fresh = call.b.sent.last().unwrap().2.clone();
    call.b.session.handle_rtp(call.now, &fresh, call.a.address);
    assert_eq!(
        call.b.session.statistics(call.now).sent.ssrc,
        changed,
        "once is enough"
    );
}

/// Packets hold whole frames, of whatever time was wished for, and what is lost
/// is made up.
#[test]
fn codecs_of_whole_frames_bear_loss() {
    use AudioCodec::{Gsm, Ilbc};
    use IlbcMode::{Ms20, Ms30};
    for (codec, mode, ptime_ms, payload_bytes) in [
        (Gsm, Ms30, 10, 33),
        (Gsm, Ms30, 20, 33),
        (Gsm, Ms30, 60, 99),
        (Ilbc, Ms20, 20, 38),
        (Ilbc, Ms20, 50, 76),
        (Ilbc, Ms30, 20, 50),
        (Ilbc, Ms30, 60, 100),
    ] {
        let link = Link {
            loss_permille: 50,
            ..Link::CLEAN
        };
        let mut call = Call::new(link, 8);
        let mut to_a = plan(codec, call.a.address);
        let mut to_b = plan(codec, call.b.address);
        for plan in [&mut to_a, &mut to_b] {
            plan.ptime_ms = ptime_ms;
            plan.send.parameters.ilbc_mode = mode;
            plan.receive[0].parameters.ilbc_mode = mode;
        }
        call.a.session.apply(call.now, &to_b).unwrap();
        call.b.session.apply(call.now, &to_a).unwrap();
        let said = talk(&mut call, 6000);
        let voice = call
            .a
            .sent
            .iter()
            .filter(|(_, socket, _)| *socket == MediaSocket::Rtp);
        let bytes: Vec<usize> = voice.map(|(_, _, datagram)| datagram.len() - 12).collect();
        assert!(
            bytes.iter().all(|bytes| *bytes == payload_bytes),
            "{codec:?} {mode:?}"
        );
        let received = call.b.session.statistics(call.now).received;
        assert_eq!(received.packets_malformed, 0);
        let concealed = received.concealed;
        assert!(
            (0.01..0.12).contains(&concealed),
            "{codec:?} {mode:?} {concealed}"
        );
        let rms = |samples: &[i16]| {
            let sum: f64 = samples.iter().map(|&s| f64::from(s).powi(2)).sum();
            (sum / samples.len() as f64).sqrt()
        };
        let ratio = rms(&call.b.heard[8000..]) / rms(&said[8000..]);
        assert!((0.8..1.2).contains(&ratio), "{codec:?} {mode:?} {ratio}");
    }
}
