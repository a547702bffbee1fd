//! What we protect another implementation opens, and the other way round (rtc-srtp):
//! streams of any start, with gaps, past several roll-overs, in every suite of both.

use portsip_core::plan::{SrtpParameters, SrtpSuite};
use proptest::prelude::*;
use rtc_srtp::context::Context;
use rtc_srtp::crypto::default_provider;
use rtc_srtp::protection_profile::ProtectionProfile;

use crate::packets::{
    SSRC, ends, open_rtcp, open_rtp, parameters, protect_rtcp, protect_rtp, rtcp, rtp,
};

const SUITES: [(SrtpSuite, ProtectionProfile); 6] = [
    (SrtpSuite::AeadAes256Gcm, ProtectionProfile::AeadAes256Gcm),
    (SrtpSuite::AeadAes128Gcm, ProtectionProfile::AeadAes128Gcm),
    (
        SrtpSuite::AesCm256HmacSha1Tag80,
        ProtectionProfile::Aes256CmHmacSha1_80,
    ),
    (
        SrtpSuite::AesCm256HmacSha1Tag32,
        ProtectionProfile::Aes256CmHmacSha1_32,
    ),
    (
        SrtpSuite::AesCm128HmacSha1Tag80,
        ProtectionProfile::Aes128CmHmacSha1_80,
    ),
    (
        SrtpSuite::AesCm128HmacSha1Tag32,
        ProtectionProfile::Aes128CmHmacSha1_32,
    ),
];

/// One direction of the other implementation.
fn other(parameters: &SrtpParameters, profile: ProtectionProfile) -> Context {
    let key_and_salt = parameters.keys[0].key_and_salt.expose();
    let (key, salt) = key_and_salt.split_at(parameters.suite.key_bytes());
    let provider = default_provider().expect("it comes with ciphers");
    Context::new(key, salt, profile, None, None, provider.crypto()).expect("a context")
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..200)
}

/// Steps between sequence numbers: most small, some over half of what the window of a
/// roll-over allows.
fn steps() -> impl Strategy<Value = Vec<(u16, Vec<u8>)>> {
    let step = prop_oneof![4 => 1_u16..4, 1 => 10_000_u16..30_000];
    prop::collection::vec((step, payload()), 1..40)
}

proptest! {
    #[test]
    fn streams_are_the_same(
        (suite, profile) in prop::sample::select(&SUITES[..]),
        // One that begins above half may be taken for one that has rolled over.
        first in 0_u16..0x8000,
        steps in steps(),
    ) {
        let parameters = parameters(suite);
        let (mut send, mut receive) = ends(&parameters);
        let (mut seals, mut opens) = (other(&parameters, profile), other(&parameters, profile));
        let mut sequence = first;
        for (step, payload) in steps {
            let packet = rtp(sequence, SSRC, &payload);
            let ours = protect_rtp(&mut send, &packet);
            let theirs = seals.encrypt_rtp(&packet).expect("it is protected");
            prop_assert_eq!(&ours[..], &theirs[..]);
            let opened = opens.decrypt_rtp(&ours).expect("it is authentic");
            prop_assert_eq!(&opened[..], &packet[..]);
            prop_assert_eq!(open_rtp(&mut receive, &theirs), Ok(packet));
            sequence = sequence.wrapping_add(step);
        }
    }

    #[test]
    fn reports_are_the_same(
        (suite, profile) in prop::sample::select(&SUITES[..]),
        reports in prop::collection::vec(payload(), 1..20),
    ) {
        let parameters = parameters(suite);
        let (mut send, mut receive) = ends(&parameters);
        let (mut seals, mut opens) = (other(&parameters, profile), other(&parameters, profile));
        for rest in reports {
            let packet = rtcp(SSRC, &rest);
            let ours = protect_rtcp(&mut send, &packet);
            let opened = opens.decrypt_rtcp(&ours).expect("it is authentic");
            prop_assert_eq!(&opened[..], &packet[..]);
            let theirs = seals.encrypt_rtcp(&packet).expect("it is protected");
            prop_assert_eq!(open_rtcp(&mut receive, &theirs), Ok(packet));
        }
    }
}
