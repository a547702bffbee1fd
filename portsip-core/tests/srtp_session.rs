//! Two audio sessions with keys: what is on the wire, and what is refused.

mod media_support;

use std::time::Duration;

use media_support::{Call, Link, best_snr, plan};
use portsip_core::media::session::{AudioSession, MediaSocket, SrtpCounts};
use portsip_core::media::stats::{IceState, IceStatistics};
use portsip_core::plan::{
    AudioCodec, AudioPlan, Direction, DtlsPlan, DtlsRole, MasterKey, MediaReport, SrtpKeys,
    SrtpOmitted, SrtpParameters, SrtpSuite,
};
use portsip_core::secret::SecretBytes;

fn parameters(suite: SrtpSuite, seed: u8) -> SrtpParameters {
    let bytes = suite.key_bytes() + suite.salt_bytes();
    SrtpParameters {
        suite,
        keys: [MasterKey {
            key_and_salt: SecretBytes::new(vec![seed; bytes]),
            identifier: [].into_iter().collect(),
            lifetime_packets: None,
        }]
        .into_iter()
        .collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    }
}

/// Plans of both ends, `a` sending under the key `seeds.0`.
fn plans(call: &Call, suite: SrtpSuite, seeds: (u8, u8)) -> (AudioPlan, AudioPlan) {
    let with = |remote, send, receive| AudioPlan {
        srtp: Some(Box::new(SrtpKeys {
            send: parameters(suite, send),
            receive: parameters(suite, receive),
        })),
        ..plan(AudioCodec::Pcmu, remote)
    };
    (
        with(call.b.address, seeds.0, seeds.1),
        with(call.a.address, seeds.1, seeds.0),
    )
}

fn apply(call: &mut Call, (a, b): &(AudioPlan, AudioPlan)) {
    call.a.session.apply(call.now, a).expect("a plan");
    call.b.session.apply(call.now, b).expect("a plan");
}

fn speak(said: &mut Vec<i16>, frame: &mut [i16]) {
    for sample in frame {
        let t = said.len() as f32 / 8000.0;
        *sample = ((std::f32::consts::TAU * 310.0 * t).sin() * 7000.0) as i16;
        said.push(*sample);
    }
}

/// Speaks for so long, and asserts that it was heard.
fn talk(call: &mut Call, ms: u32) {
    let mut said = Vec::new();
    call.b.heard.clear();
    for _ in 0..ms / 10 {
        call.tick(|end, frame| {
            if end == 0 {
                speak(&mut said, frame);
            }
        });
    }
    let (snr, _) = best_snr(&said, &call.b.heard, 0..1200, 1200);
    assert!(snr > 20.0, "{snr}");
}

const LINK: Link = Link {
    delay_ms: 20,
    jitter_ms: 10,
    loss_permille: 0,
    duplicate_permille: 0,
};

#[test]
fn speech_is_heard_in_every_suite() {
    for suite in SrtpSuite::ALL {
        let mut call = Call::new(LINK, 1);
        let plans = plans(&call, *suite, (1, 2));
        apply(&mut call, &plans);
        talk(&mut call, 1000);
        let now = call.now;
        let statistics = call.b.session.statistics(now);
        let srtp = statistics.srtp.expect("it is encrypted");
        assert_eq!((srtp.sent, srtp.received), (Some(*suite), Some(*suite)));
        assert_eq!(srtp.refused, SrtpCounts::default());
        assert!(statistics.to_json().contains(suite.name()));
    }
}

/// Speech, silence, tones, reports, keep-alives and the goodbye.
#[test]
fn nothing_leaves_in_the_clear() {
    for mux in [false, true] {
        let mut call = Call::new(LINK, 2);
        let mut both = plans(&call, SrtpSuite::AesCm128HmacSha1Tag80, (1, 2));
        for plan in [&mut both.0, &mut both.1] {
            plan.rtcp_mux = mux;
            plan.comfort_noise = Some(13);
            if mux {
                plan.remote_rtcp = plan.remote_rtp;
            }
        }
        apply(&mut call, &both);
        talk(&mut call, 1200);
        let now = call.now;
        assert!(call.a.session.send_tone(now, 5, 200));
        call.run_silent(500);
        call.quiet = [true; 2];
        call.run_silent(5_000);
        let silent = |plan: &AudioPlan| AudioPlan {
            direction: Direction::Inactive,
            ..plan.clone()
        };
        let held = (silent(&both.0), silent(&both.1));
        apply(&mut call, &held);
        call.run_silent(20_000);
        for index in [0, 1] {
            let now = call.now;
            let end = if index == 0 { &mut call.a } else { &mut call.b };
            end.session.stop(now);
            call.collect(index);
        }
        assert_eq!(call.b.keys, [5]);
        let mut opened = [0; 2];
        for (end, seed) in [(&call.a, 1), (&call.b, 2)] {
            let parameters = parameters(SrtpSuite::AesCm128HmacSha1Tag80, seed);
            let mut context =
                portsip_core::media::srtp::ReceiveContext::new(&parameters).expect("a context");
            for (_, socket, datagram) in &end.sent {
                let rtcp = *socket == MediaSocket::Rtcp || (192..=223).contains(&datagram[1]);
                let mut packet = datagram.clone();
                let result = if rtcp {
                    context.unprotect_rtcp(&mut packet)
                } else {
                    context.unprotect_rtp(&mut packet)
                };
                assert!(result.is_ok(), "{socket:?} {datagram:?}");
                opened[usize::from(rtcp)] += 1;
            }
        }
        assert!(opened[0] > 100 && opened[1] > 4, "{opened:?}");
    }
}

#[test]
fn keys_change_in_the_middle_of_speech() {
    let mut call = Call::new(LINK, 3);
    for (number, seeds) in [(1, 2), (3, 2), (3, 4), (5, 6), (1, 2)]
        .into_iter()
        .enumerate()
    {
        let suite = SrtpSuite::ALL[number % SrtpSuite::ALL.len()];
        let plans = plans(&call, suite, seeds);
        apply(&mut call, &plans);
        talk(&mut call, 1200);
        // The same again changes nothing.
        apply(&mut call, &plans);
        talk(&mut call, 1000);
    }
    let refused = call
        .b
        .session
        .statistics(call.now)
        .srtp
        .expect("keys")
        .refused;
    assert_eq!(refused, SrtpCounts::default());
}

#[test]
fn a_call_in_the_clear_becomes_encrypted_and_clear_again() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 6);
    talk(&mut call, 1000);
    let plans = plans(&call, SrtpSuite::AeadAes256Gcm, (1, 2));
    apply(&mut call, &plans);
    call.a.sent.clear();
    talk(&mut call, 1000);
    assert!(
        call.a
            .sent
            .iter()
            .all(|(_, _, datagram)| datagram.len() != 172)
    );
    let clear = |plan: &AudioPlan| AudioPlan {
        srtp: None,
        ..plan.clone()
    };
    apply(&mut call, &(clear(&plans.0), clear(&plans.1)));
    talk(&mut call, 1000);
    assert_eq!(call.b.session.statistics(call.now).srtp, None);
}

#[test]
fn what_is_forged_is_refused_and_counted() {
    let mut call = Call::new(LINK, 4);
    let right = plans(&call, SrtpSuite::AeadAes128Gcm, (1, 2));
    let wrong = plans(&call, SrtpSuite::AeadAes128Gcm, (7, 2));
    apply(&mut call, &(wrong.0, right.1));
    call.b.heard.clear();
    for _ in 0..200 {
        call.tick(|end, frame| frame.fill(if end == 0 { 7000 } else { 0 }));
    }
    assert!(call.b.heard.iter().all(|sample| *sample == 0));
    let now = call.now;
    let statistics = call.b.session.statistics(now);
    let refused = statistics.srtp.expect("keys").refused;
    assert!(refused.not_authentic > 90, "{refused:?}");
    assert_eq!(statistics.received.packets, 0);
    // In the clear, cut short, repeated.
    let from = call.a.address;
    call.b.session.handle_rtp(now, &[0x80, 0, 0, 1], from);
    let mut plain = vec![0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9];
    plain.resize(172, 0);
    call.b.session.handle_rtp(now, &plain, from);
    call.b
        .session
        .handle_rtcp(now, &[0x80, 203, 0, 1, 0, 0, 0, 9], from);
    let after = call.b.session.statistics(now).srtp.expect("keys").refused;
    assert_eq!(after.not_authentic, refused.not_authentic + 1);
    assert_eq!(after.malformed, refused.malformed + 2);
}

#[test]
fn what_is_refused_is_told_once_a_minute() {
    let mut call = Call::new(LINK, 4);
    let plans = plans(&call, SrtpSuite::AesCm128HmacSha1Tag80, (1, 2));
    apply(&mut call, &plans);
    let (from, session) = (call.a.address, &mut call.b.session);
    let plain = [0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9].repeat(10);
    let mut told = Vec::new();
    for tenth in 0..1300_u64 {
        let now = call.now + Duration::from_millis(100 * tenth);
        session.handle_rtp(now, &plain, from);
        while let Some(report) = session.poll_report() {
            let MediaReport::PacketsRefused { packets, .. } = report else {
                panic!("{report:?}");
            };
            told.push((tenth / 10, packets));
        }
    }
    assert_eq!(told, [(0, 1), (60, 600), (120, 600)]);
}

#[test]
fn what_comes_again_is_told_once_a_minute() {
    let mut call = Call::new(LINK, 4);
    let plans = plans(&call, SrtpSuite::AesCm128HmacSha1Tag80, (1, 2));
    apply(&mut call, &plans);
    talk(&mut call, 1000);
    let mut sent = call.a.sent.iter();
    let (_, _, packet) = sent
        .rfind(|(_, socket, _)| *socket == MediaSocket::Rtp)
        .expect("it has spoken")
        .clone();
    call.run_silent(100);
    let (from, session) = (call.a.address, &mut call.b.session);
    let mut told = Vec::new();
    for second in 0..130_u64 {
        let now = call.now + Duration::from_secs(second);
        session.handle_rtp(now, &packet, from);
        while let Some(report) = session.poll_report() {
            let MediaReport::PacketsReplayed { packets, .. } = report else {
                panic!("{report:?}");
            };
            told.push((second, packets));
        }
    }
    assert_eq!(told, [(0, 1), (60, 60), (120, 60)]);
}

#[test]
fn strangers_are_counted_and_told_of_once_a_minute() {
    let mut call = Call::new(LINK, 4);
    let plans = plans(&call, SrtpSuite::AesCm128HmacSha1Tag80, (1, 2));
    apply(&mut call, &plans);
    call.b.session.set_ice(IceStatistics {
        state: IceState::Connected,
        path: None,
        refused: 3,
        relays_lost: 0,
    });
    let mut told = Vec::new();
    for second in 0..200_u64 {
        let now = call.now + Duration::from_secs(second);
        call.b.session.refuse_stranger();
        call.b.session.handle_timeout(now);
        while let Some(report) = call.b.session.poll_report() {
            let MediaReport::StrangersRefused { packets, .. } = report else {
                panic!("{report:?}");
            };
            told.push((second, packets));
        }
    }
    // By the reports of RTCP, which come every few seconds.
    assert!((3..=4).contains(&told.len()), "{told:?}");
    assert!(told.windows(2).all(|two| two[1].0 - two[0].0 >= 60));
    assert_eq!(told[0].1, told[0].0 + 1 + 3);
    let statistics = call.b.session.statistics(call.now);
    assert_eq!(statistics.received.packets_refused, 200);
}

/// A plan whose keys are still to come, and for RTCP others than for RTP.
fn awaiting(remote: std::net::SocketAddr, role: DtlsRole, rtcp_mux: bool) -> AudioPlan {
    AudioPlan {
        rtcp_mux,
        dtls: Some(Box::new(DtlsPlan {
            role,
            fingerprints: Vec::new(),
            suites: vec![SrtpSuite::AeadAes128Gcm],
            association: 1,
            rings: false,
        })),
        ..plan(AudioCodec::Pcmu, remote)
    }
}

#[test]
fn before_keys_nothing_leaves_and_nothing_is_taken() {
    let mut call = Call::new(LINK, 6);
    let plans = (
        awaiting(call.b.address, DtlsRole::Client, false),
        awaiting(call.a.address, DtlsRole::Server, false),
    );
    apply(&mut call, &plans);
    for _ in 0..800 {
        call.tick(|_, frame| frame.fill(5000));
    }
    assert!(call.a.sent.is_empty() && call.b.sent.is_empty());
    let (now, from) = (call.now, call.a.address);
    let mut plain = vec![0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9];
    plain.resize(172, 0);
    call.b.session.handle_rtp(now, &plain, from);
    let statistics = call.b.session.statistics(now);
    assert_eq!(statistics.received.packets, 0);
    let srtp = statistics.srtp.expect("it has to be protected");
    assert_eq!((srtp.sent, srtp.refused.before_keys), (None, 1));
    assert!(call.b.heard.iter().all(|sample| *sample == 0));

    // Keys of RTP alone open no RTCP.
    let keys = |send, receive| SrtpKeys {
        send: parameters(SrtpSuite::AeadAes128Gcm, send),
        receive: parameters(SrtpSuite::AeadAes128Gcm, receive),
    };
    let set = |call: &mut Call, socket, (a, b)| {
        let now = call.now;
        let given = call.a.session.set_keys(now, socket, &keys(a, b));
        given.expect("keys");
        let given = call.b.session.set_keys(now, socket, &keys(b, a));
        given.expect("keys");
    };
    set(&mut call, MediaSocket::Rtp, (1, 2));
    talk(&mut call, 8000);
    let of_rtcp = |end: &media_support::End| {
        let mut sent = end.sent.iter();
        sent.any(|(_, socket, _)| *socket == MediaSocket::Rtcp)
    };
    assert!(!of_rtcp(&call.a) && !of_rtcp(&call.b));
    set(&mut call, MediaSocket::Rtcp, (3, 4));
    talk(&mut call, 12_000);
    assert!(of_rtcp(&call.a) && of_rtcp(&call.b));
    let statistics = call.b.session.statistics(call.now);
    assert!(statistics.rtcp_received > 0);
    let refused = statistics.srtp.expect("keys").refused;
    assert_eq!(refused.not_authentic, 0, "{refused:?}");
    // The same plan again, on hold say, changes nothing.
    apply(&mut call, &plans);
    talk(&mut call, 1000);
}

#[test]
fn with_one_port_keys_are_for_both() {
    let mut call = Call::new(LINK, 7);
    let plans = (
        awaiting(call.b.address, DtlsRole::Client, true),
        awaiting(call.a.address, DtlsRole::Server, true),
    );
    apply(&mut call, &plans);
    let suite = SrtpSuite::AeadAes128Gcm;
    for (session, send, receive) in [(&mut call.a.session, 1, 2), (&mut call.b.session, 2, 1)] {
        let keys = SrtpKeys {
            send: parameters(suite, send),
            receive: parameters(suite, receive),
        };
        let given = session.set_keys(call.now, MediaSocket::Rtp, &keys);
        given.expect("keys");
    }
    talk(&mut call, 12_000);
    let statistics = call.b.session.statistics(call.now);
    assert!(statistics.rtcp_received > 0);
}

#[test]
fn a_repeated_packet_is_not_heard_twice() {
    let mut call = Call::new(
        Link {
            duplicate_permille: 1000,
            ..LINK
        },
        5,
    );
    let plans = plans(&call, SrtpSuite::AesCm128HmacSha1Tag32, (1, 2));
    apply(&mut call, &plans);
    talk(&mut call, 1200);
    let now = call.now;
    let statistics = call.b.session.statistics(now);
    let refused = statistics.srtp.expect("keys").refused;
    assert!(refused.replayed >= 55, "{refused:?}");
    assert_eq!(statistics.received.packets_duplicate, 0);
    assert_eq!(refused.not_authentic, 0);
}

/// Some count packets from 0 under new keys, some go on: in the first round both are right.
#[test]
fn who_has_sent_for_long_is_another_source_under_new_keys() {
    let mut call = Call::new(LINK, 7);
    let first = plans(&call, SrtpSuite::AeadAes128Gcm, (1, 2)).0;
    let second = plans(&call, SrtpSuite::AeadAes128Gcm, (3, 2)).0;
    let (mut now, session) = (call.now, &mut call.a.session);
    let quick = |plan: AudioPlan| AudioPlan {
        ptime_ms: 10,
        ..plan
    };
    session.apply(now, &quick(first)).expect("a plan");
    let mut last = (0, 0);
    let mut has_rolled_over = false;
    let mut next = |session: &mut AudioSession| {
        now += Duration::from_millis(10);
        session.push(now, &[0; 80]);
        let packet = session.poll_transmit().expect("a packet").datagram;
        let sequence = u16::from_be_bytes([packet[2], packet[3]]);
        let ssrc = u32::from_be_bytes([packet[8], packet[9], packet[10], packet[11]]);
        (sequence, ssrc)
    };
    while !has_rolled_over {
        let this = next(session);
        has_rolled_over = this.0 < last.0;
        last = this;
    }
    session
        .apply(call.now, &quick(second.clone()))
        .expect("a plan");
    let (sequence, ssrc) = next(session);
    assert!(ssrc != last.1 && sequence < 1 << 15);
    // The same keys again, or new ones so soon, change nothing.
    let third = AudioPlan {
        srtp: plans(&Call::new(LINK, 7), SrtpSuite::AeadAes128Gcm, (4, 2))
            .0
            .srtp,
        ..second.clone()
    };
    for plan in [second, third] {
        session.apply(call.now, &quick(plan)).expect("a plan");
        assert_eq!(next(session).1, ssrc);
    }
}
