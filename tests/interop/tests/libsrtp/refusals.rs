//! What neither takes: what was changed, cut, repeated, is too old, or of another key.

use std::ops::Range;

use interop::libsrtp::Kind;
use portsip_core::media::srtp::SendContext;
use portsip_core::plan::{SrtpOmitted, SrtpParameters};
use portsip_core::rng::Rng;

use crate::packets::{SUITES, packet, parameters, rtcp, rtp_of, with_keys};
use crate::pair::{NOT_AUTHENTIC, Pair, REPLAYED, TOO_OLD, UNKNOWN_KEY, protect, start};

const KINDS: [Kind; 2] = [Kind::Rtp, Kind::Rtcp];
/// Packets behind the newest that may still come.
const WINDOW_PACKETS: usize = 128;
const SSRC: u32 = 0xCAFE_BABE;

#[test]
fn every_changed_bit_is_refused() {
    let mut libsrtp = start();
    for (seed, suite) in (0..).zip(SUITES) {
        for identifier_bytes in [0, 1, 4] {
            let mut rng = Rng::from_number(seed);
            let parameters = with_keys(&mut rng, suite, 1, identifier_bytes);
            let mut pair = Pair::new(&mut libsrtp, &parameters);
            pair.skip_first_report(&rtcp(&mut rng, SSRC));
            for (kind, plain) in small_packets(&mut rng, 700) {
                let sealed = pair.protect(kind, &plain);
                let identifier = identifier(&parameters, kind, sealed.len());
                for place in 0..sealed.len() * 8 {
                    let mut changed = sealed.clone();
                    changed[place / 8] ^= 1 << (place % 8);
                    if identifier.contains(&(place / 8)) {
                        pair.refuse_for(kind, &changed, UNKNOWN_KEY);
                    } else {
                        assert_ne!(pair.refuse(kind, &changed), UNKNOWN_KEY.0);
                    }
                }
                assert_eq!(pair.open(kind, &sealed), plain);
            }
        }
    }
}

#[test]
fn what_is_cut_or_longer_is_refused() {
    let mut libsrtp = start();
    for (seed, suite) in (100..).zip(SUITES) {
        for identifier_bytes in [0, 1, 4] {
            let mut rng = Rng::from_number(seed);
            let parameters = with_keys(&mut rng, suite, 1, identifier_bytes);
            let mut pair = Pair::new(&mut libsrtp, &parameters);
            pair.skip_first_report(&rtcp(&mut rng, SSRC));
            for (kind, plain) in small_packets(&mut rng, 0) {
                let sealed = pair.protect(kind, &plain);
                // libsrtp 2.5 reads beyond what is shorter than tag and identifier, where
                // the identifier happens to be right.
                let shortest = if identifier_bytes == 0 {
                    0
                } else {
                    16 + identifier_bytes
                };
                for length in shortest..sealed.len() {
                    pair.refuse(kind, &sealed[..length]);
                }
                pair.refuse(kind, &[&sealed[..], &[0]].concat());
                assert_eq!(pair.open(kind, &sealed), plain);
            }
        }
    }
}

/// The oldest that may come is taken, once, and the one before is not.
#[test]
fn what_is_too_old_is_refused() {
    let mut libsrtp = start();
    for (seed, suite) in (200..).zip(SUITES) {
        let mut rng = Rng::from_number(seed);
        let parameters = parameters(&mut rng, suite);
        for kind in KINDS {
            let mut pair = Pair::new(&mut libsrtp, &parameters);
            pair.skip_first_report(&rtcp(&mut rng, SSRC));
            // Over the end of the first round.
            let first = 65_536 - rng.below(200);
            let packets: Vec<_> = (0..300)
                .map(|number| {
                    let plain = packet(&mut rng, kind, SSRC, (first + number) as u16);
                    (pair.protect(kind, &plain), plain)
                })
                .collect();
            let mut taken = |number: usize| {
                let (sealed, plain) = &packets[number];
                assert_eq!(pair.open(kind, sealed), *plain);
                pair.refuse_for(kind, sealed, REPLAYED);
            };
            taken(0);
            taken(299);
            let oldest = 300 - WINDOW_PACKETS;
            taken(oldest);
            taken(299 - 63);
            for number in [oldest - 1, oldest - 40, 1, 0] {
                pair.refuse_for(kind, &packets[number].0, TOO_OLD);
            }
        }
    }
}

#[test]
fn another_key_and_the_clear_are_refused() {
    let mut libsrtp = start();
    for (seed, suite) in (300..).zip(SUITES) {
        let mut rng = Rng::from_number(seed);
        let (ours, others) = (parameters(&mut rng, suite), parameters(&mut rng, suite));
        let mut pair = Pair::new(&mut libsrtp, &ours);
        let mut stranger = SendContext::new(&others).expect("a context");
        for (kind, plain) in small_packets(&mut rng, 9) {
            let forged = protect(&mut stranger, kind, &plain);
            pair.refuse_for(kind, &forged, NOT_AUTHENTIC);
            pair.refuse(kind, &plain);
        }
    }
}

/// A sender that leaves out more than was agreed. libsrtp 2.5 takes reports in the clear
/// that GCM authenticates; we do not.
#[test]
fn less_than_was_agreed_is_refused() {
    let mut libsrtp = start();
    for (seed, suite) in (400..).zip(SUITES.into_iter().filter(|suite| !suite.is_aead())) {
        let mut rng = Rng::from_number(seed);
        let agreed = parameters(&mut rng, suite);
        let less = SrtpParameters {
            omitted: SrtpOmitted {
                rtp_authentication: true,
                rtcp_encryption: true,
                ..SrtpOmitted::default()
            },
            ..agreed.clone()
        };
        let mut pair = Pair::new(&mut libsrtp, &agreed);
        let mut sender = SendContext::new(&less).expect("a context");
        let report = rtcp(&mut rng, SSRC);
        pair.refuse(Kind::Rtcp, &protect(&mut sender, Kind::Rtcp, &report));
        let packet = rtp_of(&mut rng, SSRC, 1, 160);
        pair.refuse(Kind::Rtp, &protect(&mut sender, Kind::Rtp, &packet));
    }
}

/// One of each kind, and RTP without payload.
fn small_packets(rng: &mut Rng, sequence: u16) -> Vec<(Kind, Vec<u8>)> {
    vec![
        (Kind::Rtp, rtp_of(rng, SSRC, sequence, 20)),
        (Kind::Rtp, rtp_of(rng, SSRC, sequence + 1, 0)),
        (Kind::Rtcp, rtcp(rng, SSRC)),
    ]
}

/// Where a protected packet names its key: at the end with GCM, else before the tag
/// (RFC 3711 §3.1, RFC 7714 §8, §9).
fn identifier(parameters: &SrtpParameters, kind: Kind, packet_bytes: usize) -> Range<usize> {
    let suite = parameters.suite;
    let behind = match kind {
        _ if suite.is_aead() => 0,
        Kind::Rtp => suite.rtp_tag_bytes(),
        Kind::Rtcp => suite.rtcp_tag_bytes(),
    };
    let end = packet_bytes - behind;
    end - parameters.keys[0].identifier.len()..end
}
