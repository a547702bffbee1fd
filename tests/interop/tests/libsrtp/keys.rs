//! Two master keys, told apart by what packets name them by, that change in the middle.

use interop::libsrtp::{Kind, Libsrtp};
use portsip_core::media::srtp::{ReceiveContext, Refusal, SendContext};
use portsip_core::plan::SrtpParameters;
use portsip_core::rng::Rng;

use crate::packets::{SUITES, packet, sometimes_rtcp, with_keys};
use crate::pair::{NOT_AUTHENTIC, Pair, UNKNOWN_KEY, finds_key_of_reports, open, protect, start};

const IDENTIFIER_BYTES: [usize; 4] = [1, 2, 4, 128];
const SSRC: u32 = 0xCAFE_BABE;

/// Of every suite, with identifiers of every length.
fn with_each(first_seed: u64, test: impl Fn(&mut Rng, &mut Libsrtp, &SrtpParameters)) {
    let mut libsrtp = start();
    for suite in SUITES {
        for (seed, identifier_bytes) in (first_seed..).zip(IDENTIFIER_BYTES) {
            let mut rng = Rng::from_number(seed);
            let parameters = with_keys(&mut rng, suite, 2, identifier_bytes);
            test(&mut rng, &mut libsrtp, &parameters);
        }
    }
}

/// libsrtp changes its key at any time and counts on, over several rounds.
#[test]
fn changes_of_theirs_are_followed() {
    with_each(0, |rng, libsrtp, parameters| {
        let sends = libsrtp.sender(parameters);
        let mut receive = ReceiveContext::new(parameters).expect("a context");
        let mut index = rng.below(1 << 16);
        let mut key = 0;
        for _ in 0..120 {
            let kind = sometimes_rtcp(rng);
            let plain = packet(rng, kind, SSRC, index as u16);
            index += 1 + rng.below(8000);
            key ^= usize::from(rng.below(10) == 0);
            let sealed = libsrtp.protect(sends, kind, key, &plain);
            let sealed = sealed.expect("it is protected");
            assert_eq!(open(&mut receive, kind, &sealed), Ok(plain));
            let again = open(&mut receive, kind, &sealed);
            assert_eq!(again, Err(Refusal::Replayed));
        }
        assert!(index >> 16 >= 3);
    });
}

/// Packets of ours name the first key; the other one is the first of another context,
/// which counts anew.
#[test]
fn changes_of_ours_are_followed() {
    with_each(100, |rng, libsrtp, parameters| {
        let mut turned = parameters.clone();
        turned.keys.reverse();
        let sends = libsrtp.sender(parameters);
        let receives = libsrtp.receiver(parameters);
        let mut sequence = rng.below(1 << 14) as u16;
        for (key, parameters) in [parameters, &turned].into_iter().enumerate() {
            let mut send = SendContext::new(parameters).expect("a context");
            for _ in 0..20 {
                let plain = packet(rng, Kind::Rtp, SSRC, sequence);
                sequence += 1 + rng.below(400) as u16;
                let ours = protect(&mut send, Kind::Rtp, &plain);
                let theirs = libsrtp.protect(sends, Kind::Rtp, key, &plain);
                assert_eq!(Ok(&ours), theirs.as_ref());
                assert_eq!(libsrtp.open(receives, Kind::Rtp, &ours), Ok(plain));
            }
            // Their count of reports goes on with all keys, ours does not.
            let reports = if finds_key_of_reports(parameters) {
                5
            } else {
                0
            };
            let receives = libsrtp.receiver(parameters);
            for _ in 0..reports {
                let plain = packet(rng, Kind::Rtcp, SSRC, 0);
                let ours = protect(&mut send, Kind::Rtcp, &plain);
                assert_eq!(libsrtp.open(receives, Kind::Rtcp, &ours), Ok(plain));
            }
        }
    });
}

/// A third key is of nobody's, and one key under the name of the other opens nothing.
#[test]
fn other_keys_are_refused() {
    with_each(200, |rng, libsrtp, parameters| {
        let mut three = with_keys(
            rng,
            parameters.suite,
            3,
            parameters.keys[0].identifier.len(),
        );
        for (three, two) in three.keys.iter_mut().zip(&parameters.keys) {
            three.identifier.clone_from(&two.identifier);
        }
        let mut pair = Pair::new(libsrtp, parameters);
        for why in [NOT_AUTHENTIC, NOT_AUTHENTIC, UNKNOWN_KEY] {
            let mut send = SendContext::new(&three).expect("a context");
            for kind in [Kind::Rtp, Kind::Rtcp] {
                let plain = packet(rng, kind, SSRC, 9);
                let forged = protect(&mut send, kind, &plain);
                pair.refuse_for(kind, &forged, why);
            }
            three.keys.rotate_left(1);
        }
    });
}
