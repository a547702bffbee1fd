//! Streams of any start, with gaps, late and forged packets, past several roll-overs.

use interop::libsrtp::{Kind, Libsrtp};
use portsip_core::media::srtp::SendContext;
use portsip_core::plan::SrtpParameters;
use portsip_core::rng::Rng;

use crate::packets::{
    SUITES, change_a_bit, omissions, packet, parameters, rtcp, rtp, shuffle, sometimes_rtcp,
    with_keys,
};
use crate::pair::{Pair, REPLAYED, start};

/// Packets between two gaps: their numbers span less than the replay window.
const RUN_PACKETS: usize = 40;
/// The longest gap that both take for one.
const GAP_MAX: u32 = (1 << 15) - 200;

#[test]
fn streams_of_every_suite_are_the_same() {
    let mut libsrtp = start();
    for (seed, suite) in (0..).zip(SUITES) {
        let mut rng = Rng::from_number(seed);
        let parameters = parameters(&mut rng, suite);
        let rounds = stream(&mut rng, &mut libsrtp, &parameters, 30);
        assert!(rounds >= 3, "{suite:?}: {rounds}");
    }
}

#[test]
fn streams_are_the_same_whatever_is_left_out() {
    let mut libsrtp = start();
    for suite in SUITES {
        for (seed, omitted) in (100..).zip(omissions(suite)) {
            for identifier_bytes in [0, 4] {
                let mut rng = Rng::from_number(seed);
                let parameters = SrtpParameters {
                    omitted,
                    ..with_keys(&mut rng, suite, 1, identifier_bytes)
                };
                stream(&mut rng, &mut libsrtp, &parameters, 5);
            }
        }
    }
}

#[test]
fn streams_whose_packets_name_their_key_are_the_same() {
    let mut libsrtp = start();
    for suite in SUITES {
        for (seed, identifier_bytes) in (200..).zip([1, 2, 4, 5, 16, 128]) {
            let mut rng = Rng::from_number(seed);
            let parameters = with_keys(&mut rng, suite, 1, identifier_bytes);
            stream(&mut rng, &mut libsrtp, &parameters, 8);
        }
    }
}

/// Several sources come to one receiver. A context of ours sends but one.
#[test]
fn sources_are_counted_each_by_itself() {
    let mut libsrtp = start();
    for (seed, suite) in (300..).zip(SUITES) {
        let mut rng = Rng::from_number(seed);
        let parameters = parameters(&mut rng, suite);
        let mut pair = Pair::new(&mut libsrtp, &parameters);
        let mut source = || {
            let send = SendContext::new(&parameters).expect("a context");
            (rng.u32(), rng.below(1 << 16), send)
        };
        let mut sources = [source(), source(), source(), source()];
        for _ in 0..200 {
            let (ssrc, index, send) = &mut sources[rng.below(4) as usize];
            let plain = rtp(&mut rng, *ssrc, *index as u16);
            *index += 1 + rng.below(GAP_MAX);
            std::mem::swap(&mut pair.send, send);
            let sealed = pair.protect(Kind::Rtp, &plain);
            std::mem::swap(&mut pair.send, send);
            assert_eq!(pair.open(Kind::Rtp, &sealed), plain);
        }
        assert!(sources.iter().all(|(_, index, _)| index >> 16 >= 3));
    }
}

/// Sends runs of packets, each in any order; how often their numbers began anew.
fn stream(rng: &mut Rng, libsrtp: &mut Libsrtp, parameters: &SrtpParameters, runs: usize) -> u32 {
    let mut pair = Pair::new(libsrtp, parameters);
    let ssrc = rng.u32();
    pair.skip_first_report(&rtcp(rng, ssrc));
    let mut index = rng.below(1 << 16);
    for run in 0..runs {
        let mut packets = Vec::with_capacity(RUN_PACKETS);
        // The first packet of all is not late.
        let mut kind = if run == 0 {
            Kind::Rtp
        } else {
            sometimes_rtcp(rng)
        };
        for _ in 0..RUN_PACKETS {
            let plain = packet(rng, kind, ssrc, index as u16);
            if kind == Kind::Rtp {
                index += 1 + rng.below(3);
            }
            let sealed = pair.protect(kind, &plain);
            packets.push((kind, plain, sealed));
            kind = sometimes_rtcp(rng);
        }
        shuffle(rng, &mut packets[usize::from(run == 0)..]);
        for (kind, plain, sealed) in packets {
            let is_authenticated = kind == Kind::Rtcp || pair.receive.authenticates_rtp();
            if is_authenticated {
                pair.refuse(kind, &change_a_bit(rng, &sealed));
            }
            assert_eq!(pair.open(kind, &sealed), plain);
            pair.refuse_for(kind, &sealed, REPLAYED);
        }
        index += rng.below(GAP_MAX);
    }
    index >> 16
}
