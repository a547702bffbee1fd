//! What is not taken, and what goes on in spite of losses and changes.

use portsip_core::limits::SRTP_SOURCES_MAX;
use portsip_core::media::srtp::{
    ParametersError, ProtectError, ReceiveContext, Refusal, SendContext,
};
use portsip_core::plan::{SrtpOmitted, SrtpParameters, SrtpSuite};

use crate::packets::{
    SSRC, ends, key, open_rtcp, open_rtp, parameters, protect_rtcp, protect_rtp, rtcp, rtp,
};

const SUITE: SrtpSuite = SrtpSuite::AesCm128HmacSha1Tag80;

#[test]
fn a_packet_is_taken_once() {
    for suite in SrtpSuite::ALL {
        let (mut send, mut receive) = ends(&parameters(*suite));
        let packets: Vec<_> = (0..200)
            .map(|number| protect_rtp(&mut send, &rtp(number, SSRC, b"sound")))
            .collect();
        assert!(open_rtp(&mut receive, &packets[1]).is_ok());
        assert_eq!(open_rtp(&mut receive, &packets[1]), Err(Refusal::Replayed));
        assert!(open_rtp(&mut receive, &packets[0]).is_ok());
        assert_eq!(open_rtp(&mut receive, &packets[0]), Err(Refusal::Replayed));
        assert!(open_rtp(&mut receive, &packets[199]).is_ok());
        assert_eq!(open_rtp(&mut receive, &packets[2]), Err(Refusal::Replayed));
        assert!(open_rtp(&mut receive, &packets[100]).is_ok());
    }
}

#[test]
fn another_key_opens_nothing() {
    for suite in SrtpSuite::ALL {
        let (mut send, mut receive) = ends(&parameters(*suite));
        let other = SrtpParameters {
            keys: [key(*suite, 1)].into_iter().collect(),
            ..parameters(*suite)
        };
        let mut stranger = SendContext::new(&other).expect("a context");
        let forged = protect_rtp(&mut stranger, &rtp(9, SSRC, b"sound"));
        assert_eq!(open_rtp(&mut receive, &forged), Err(Refusal::NotAuthentic));
        let forged = protect_rtcp(&mut stranger, &rtcp(SSRC, b""));
        assert_eq!(open_rtcp(&mut receive, &forged), Err(Refusal::NotAuthentic));
        let plain = rtp(9, SSRC, &[0; 160]);
        assert_eq!(open_rtp(&mut receive, &plain), Err(Refusal::NotAuthentic));
        // A forged packet with a number far ahead changes nothing.
        let ahead = protect_rtp(&mut stranger, &rtp(60_000, SSRC, b"sound"));
        assert!(open_rtp(&mut receive, &ahead).is_err());
        let packet = protect_rtp(&mut send, &rtp(9, SSRC, b"sound"));
        assert!(open_rtp(&mut receive, &packet).is_ok());
    }
}

#[test]
fn what_is_cut_short_is_no_packet() {
    for suite in SrtpSuite::ALL {
        let (mut send, mut receive) = ends(&parameters(*suite));
        let packet = protect_rtp(&mut send, &rtp(9, SSRC, b""));
        let report = protect_rtcp(&mut send, &rtcp(SSRC, b""));
        for length in 0..packet.len() {
            assert!(open_rtp(&mut receive, &packet[..length]).is_err());
        }
        for length in 0..report.len() {
            assert!(open_rtcp(&mut receive, &report[..length]).is_err());
        }
        assert_eq!(open_rtp(&mut receive, &[]), Err(Refusal::Malformed));
        assert!(open_rtp(&mut receive, &packet).is_ok());
        assert!(open_rtcp(&mut receive, &report).is_ok());
    }
}

#[test]
fn rounds_are_counted_through_losses_and_disorder() {
    for suite in SrtpSuite::ALL {
        let (mut send, mut receive) = ends(&parameters(*suite));
        let mut index = 65_000_u32;
        for step in 0..1000_u32 {
            index += 1 + step % 400;
            let early = rtp(index as u16, SSRC, &index.to_be_bytes());
            let late = rtp((index + 1) as u16, SSRC, b"second");
            let sealed = (
                protect_rtp(&mut send, &early),
                protect_rtp(&mut send, &late),
            );
            index += 1;
            assert_eq!(open_rtp(&mut receive, &sealed.1), Ok(late));
            assert_eq!(open_rtp(&mut receive, &sealed.0), Ok(early));
        }
        assert!(index > 3 << 16);
    }
}

#[test]
fn who_joins_late_or_was_deaf_for_long_hears_again() {
    let (mut send, mut receive) = ends(&parameters(SUITE));
    // The packets before the first round were lost.
    protect_rtp(&mut send, &rtp(65_535, SSRC, b""));
    let packet = protect_rtp(&mut send, &rtp(3, SSRC, b"sound"));
    assert!(open_rtp(&mut receive, &packet).is_ok());
    for number in (4..=65_000).step_by(1000) {
        protect_rtp(&mut send, &rtp(number, SSRC, b""));
    }
    // A round later, with a number little above the one heard last.
    let packet = protect_rtp(&mut send, &rtp(4, SSRC, b"sound"));
    assert!(open_rtp(&mut receive, &packet).is_ok());
}

#[test]
fn sources_have_counters_of_their_own_and_are_bounded() {
    let (mut send, mut receive) = ends(&parameters(SUITE));
    for ssrc in 0..SRTP_SOURCES_MAX as u32 * 3 {
        for number in [65_535, 0] {
            let packet = protect_rtp(&mut send, &rtp(number, ssrc, b"sound"));
            assert!(open_rtp(&mut receive, &packet).is_ok());
            assert_eq!(open_rtp(&mut receive, &packet), Err(Refusal::Replayed));
        }
    }
}

#[test]
fn keys_are_told_apart_by_identifiers() {
    for suite in SrtpSuite::ALL {
        let named = |seed: u8| {
            let mut key = key(*suite, seed);
            key.identifier = [0, seed].into_iter().collect();
            key
        };
        let with = |seeds: &[u8]| SrtpParameters {
            keys: seeds.iter().map(|seed| named(*seed)).collect(),
            ..parameters(*suite)
        };
        let mut receive = ReceiveContext::new(&with(&[1, 2])).expect("a context");
        for (number, seed) in [(1, 1), (2, 2), (3, 1)] {
            let mut send = SendContext::new(&with(&[seed])).expect("a context");
            let packet = rtp(number, SSRC, b"sound");
            let sealed = protect_rtp(&mut send, &packet);
            assert_eq!(open_rtp(&mut receive, &sealed), Ok(packet));
        }
        let mut send = SendContext::new(&with(&[3])).expect("a context");
        let sealed = protect_rtp(&mut send, &rtp(4, SSRC, b"sound"));
        assert_eq!(open_rtp(&mut receive, &sealed), Err(Refusal::UnknownKey));
    }
}

#[test]
fn a_key_wears_out() {
    let mut worn = parameters(SUITE);
    worn.keys[0].lifetime_packets = Some(2);
    let mut send = SendContext::new(&worn).expect("a context");
    let mut unlimited = SendContext::new(&parameters(SUITE)).expect("a context");
    let mut receive = ReceiveContext::new(&worn).expect("a context");
    for number in 0..2 {
        let packet = protect_rtp(&mut send, &rtp(number, SSRC, b""));
        assert!(open_rtp(&mut receive, &packet).is_ok());
    }
    let mut buffer = rtp(2, SSRC, b"");
    buffer.resize(100, 0);
    assert_eq!(
        send.protect_rtp(&mut buffer, 12),
        Err(ProtectError::KeyWornOut)
    );
    assert!(send.protect_rtcp(&mut buffer, 12).is_ok());
    let packet = protect_rtp(&mut unlimited, &rtp(2, SSRC, b""));
    assert_eq!(open_rtp(&mut receive, &packet), Err(Refusal::KeyWornOut));
}

#[test]
fn some_keep_their_rounds_when_keys_change() {
    let (mut send, mut receive) = ends(&parameters(SUITE));
    let mut next = SrtpParameters {
        keys: [key(SUITE, 1)].into_iter().collect(),
        ..parameters(SUITE)
    };
    next.key_derivation_rate = 0;
    for number in [40_000, 10, 40_000, 10, 40_000, 10] {
        let packet = protect_rtp(&mut send, &rtp(number, SSRC, b""));
        open_rtp(&mut receive, &packet).expect("authentic");
    }
    // A sender that goes on counting in the third round.
    let mut other = SendContext::new(&next).expect("a context");
    for number in [40_000, 10, 40_000, 10, 40_000, 10] {
        protect_rtp(&mut other, &rtp(number, SSRC, b""));
    }
    let packet = protect_rtp(&mut other, &rtp(11, SSRC, b"sound"));
    let mut after = ReceiveContext::new(&next).expect("a context");
    assert_eq!(open_rtp(&mut after, &packet), Err(Refusal::NotAuthentic));
    after.follow(&receive);
    assert!(open_rtp(&mut after, &packet).is_ok());
}

#[test]
fn rtcp_in_the_clear_is_refused_where_it_was_not_agreed() {
    let open = SrtpParameters {
        omitted: SrtpOmitted {
            rtcp_encryption: true,
            ..SrtpOmitted::default()
        },
        ..parameters(SUITE)
    };
    let mut send = SendContext::new(&open).expect("a context");
    let report = protect_rtcp(&mut send, &rtcp(SSRC, b"report"));
    let (_, mut strict) = ends(&parameters(SUITE));
    assert_eq!(open_rtcp(&mut strict, &report), Err(Refusal::Malformed));
    let mut lenient = ReceiveContext::new(&open).expect("a context");
    assert!(open_rtcp(&mut lenient, &report).is_ok());
}

#[test]
fn bad_parameters_make_no_context() {
    let refused = |parameters: &SrtpParameters| {
        let receive = ReceiveContext::new(parameters).err();
        assert_eq!(SendContext::new(parameters).err(), receive);
        receive
    };
    let mut none = parameters(SUITE);
    none.keys.clear();
    assert_eq!(refused(&none), Some(ParametersError::Keys));
    let mut two = parameters(SUITE);
    two.keys.push(key(SUITE, 1));
    assert_eq!(refused(&two), Some(ParametersError::Keys));
    let mut short = parameters(SUITE);
    short.suite = SrtpSuite::AeadAes256Gcm;
    assert_eq!(refused(&short), Some(ParametersError::KeyLength));
    let mut rate = parameters(SUITE);
    rate.key_derivation_rate = 3;
    assert_eq!(refused(&rate), Some(ParametersError::KeyDerivationRate));
    let mut open = parameters(SrtpSuite::AeadAes128Gcm);
    open.omitted.rtp_encryption = true;
    assert_eq!(refused(&open), Some(ParametersError::Omitted));
}

/// Nothing tells a wrong guess there: a repetition must not be taken for a packet of
/// the next round.
#[test]
fn repetitions_without_tags_leave_the_count_alone() {
    let parameters = SrtpParameters {
        omitted: SrtpOmitted {
            rtp_authentication: true,
            ..SrtpOmitted::default()
        },
        ..parameters(SUITE)
    };
    let (mut send, mut receive) = ends(&parameters);
    let plain = |number| rtp(number, SSRC, b"sound");
    let packets: Vec<_> = (0..300)
        .map(|number| protect_rtp(&mut send, &plain(number)))
        .collect();
    for (number, packet) in (0..).zip(&packets) {
        assert_eq!(open_rtp(&mut receive, packet), Ok(plain(number)));
        assert_eq!(open_rtp(&mut receive, packet), Err(Refusal::Replayed));
        let old = &packets[usize::from(number / 2)];
        assert_eq!(open_rtp(&mut receive, old), Err(Refusal::Replayed));
    }
}
