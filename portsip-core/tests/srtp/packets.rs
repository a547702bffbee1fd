//! Packets and parameters of the tests, and what every suite does.

use portsip_core::limits::{RTP_DATAGRAM_BYTES_MAX, SRTP_OVERHEAD_BYTES_MAX};
use portsip_core::media::srtp::{ReceiveContext, SendContext};
use portsip_core::plan::{MasterKey, SrtpOmitted, SrtpParameters, SrtpSuite};
use portsip_core::secret::SecretBytes;
use proptest::prelude::*;

pub(crate) const SSRC: u32 = 0xcafe_babe;

pub(crate) fn key(suite: SrtpSuite, seed: u8) -> MasterKey {
    let bytes = suite.key_bytes() + suite.salt_bytes();
    let octets: Vec<u8> = (0..bytes as u8).map(|place| place ^ seed).collect();
    MasterKey {
        key_and_salt: SecretBytes::new(octets),
        identifier: [].into_iter().collect(),
        lifetime_packets: None,
    }
}

pub(crate) fn parameters(suite: SrtpSuite) -> SrtpParameters {
    SrtpParameters {
        suite,
        keys: [key(suite, 0)].into_iter().collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    }
}

pub(crate) fn rtp(sequence: u16, ssrc: u32, payload: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x80, 0x0f];
    packet.extend(sequence.to_be_bytes());
    packet.extend([0xde, 0xca, 0xfb, 0xad]);
    packet.extend(ssrc.to_be_bytes());
    packet.extend(payload);
    packet
}

pub(crate) fn rtcp(ssrc: u32, rest: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x80, 0xc9, 0, 1];
    packet.extend(ssrc.to_be_bytes());
    packet.extend(rest);
    packet
}

pub(crate) fn protect_rtp(context: &mut SendContext, packet: &[u8]) -> Vec<u8> {
    let mut buffer = packet.to_vec();
    buffer.resize(packet.len() + SRTP_OVERHEAD_BYTES_MAX, 0);
    let length = context.protect_rtp(&mut buffer, packet.len());
    buffer.truncate(length.expect("it is protected"));
    buffer
}

pub(crate) fn protect_rtcp(context: &mut SendContext, packet: &[u8]) -> Vec<u8> {
    let mut buffer = packet.to_vec();
    buffer.resize(packet.len() + SRTP_OVERHEAD_BYTES_MAX, 0);
    let length = context.protect_rtcp(&mut buffer, packet.len());
    buffer.truncate(length.expect("it is protected"));
    buffer
}

/// Both ends.
pub(crate) fn ends(parameters: &SrtpParameters) -> (SendContext, ReceiveContext) {
    (
        SendContext::new(parameters).expect("a context"),
        ReceiveContext::new(parameters).expect("a context"),
    )
}

pub(crate) fn open_rtp(
    context: &mut ReceiveContext,
    packet: &[u8],
) -> Result<Vec<u8>, portsip_core::media::srtp::Refusal> {
    let mut packet = packet.to_vec();
    let length = context.unprotect_rtp(&mut packet)?;
    packet.truncate(length);
    Ok(packet)
}

pub(crate) fn open_rtcp(
    context: &mut ReceiveContext,
    packet: &[u8],
) -> Result<Vec<u8>, portsip_core::media::srtp::Refusal> {
    let mut packet = packet.to_vec();
    let length = context.unprotect_rtcp(&mut packet)?;
    packet.truncate(length);
    Ok(packet)
}

fn any_parameters() -> impl Strategy<Value = SrtpParameters> {
    let suite = prop::sample::select(SrtpSuite::ALL);
    let rate = prop_oneof![Just(0), Just(1), Just(16), Just(1 << 24)];
    let identifier = prop::collection::vec(any::<u8>(), 0..6);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (suite, rate, identifier, flags).prop_map(|(suite, rate, identifier, flags)| {
        let mut key = key(suite, 1);
        key.identifier = identifier.into_iter().collect();
        SrtpParameters {
            suite,
            keys: [key].into_iter().collect(),
            key_derivation_rate: rate,
            omitted: SrtpOmitted {
                rtp_encryption: flags.0 && !suite.is_aead(),
                rtcp_encryption: flags.1,
                rtp_authentication: flags.2 && !suite.is_aead(),
            },
        }
    })
}

proptest! {
    #[test]
    fn what_is_protected_opens_to_what_it_was(
        parameters in any_parameters(),
        start in any::<u16>(),
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..40),
    ) {
        let (mut send, mut receive) = ends(&parameters);
        for (number, payload) in payloads.iter().enumerate() {
            let packet = rtp(start.wrapping_add(number as u16), SSRC, payload);
            let sealed = protect_rtp(&mut send, &packet);
            if !payload.is_empty() && !parameters.omitted.rtp_encryption && payload.len() > 8 {
                prop_assert_ne!(&sealed[12..packet.len()], &packet[12..]);
            }
            prop_assert_eq!(open_rtp(&mut receive, &sealed).expect("authentic"), packet);
            let packet = rtcp(SSRC, payload);
            let sealed = protect_rtcp(&mut send, &packet);
            prop_assert_eq!(open_rtcp(&mut receive, &sealed).expect("authentic"), packet);
            prop_assert!(open_rtcp(&mut receive, &sealed).is_err());
        }
    }

    #[test]
    fn one_changed_bit_is_seen_everywhere(
        suite in prop::sample::select(SrtpSuite::ALL),
        payload in prop::collection::vec(any::<u8>(), 0..60),
        at in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let (mut send, mut receive) = ends(&parameters(suite));
        for control in [false, true] {
            let mut sealed = if control {
                protect_rtcp(&mut send, &rtcp(SSRC, &payload))
            } else {
                protect_rtp(&mut send, &rtp(7, SSRC, &payload))
            };
            let place = at.index(sealed.len());
            sealed[place] ^= 1 << bit;
            let before = sealed.clone();
            let refused = if control {
                receive.unprotect_rtcp(&mut sealed).is_err()
            } else {
                receive.unprotect_rtp(&mut sealed).is_err()
            };
            prop_assert!(refused);
            prop_assert_eq!(sealed, before);
        }
    }

    #[test]
    fn no_octets_are_a_panic(
        parameters in any_parameters(),
        mut octets in prop::collection::vec(any::<u8>(), 0..RTP_DATAGRAM_BYTES_MAX + 200),
        length in 0..RTP_DATAGRAM_BYTES_MAX + 300,
    ) {
        let (mut send, mut receive) = ends(&parameters);
        let _ = receive.unprotect_rtp(&mut octets.clone());
        let _ = receive.unprotect_rtcp(&mut octets.clone());
        let _ = send.protect_rtp(&mut octets, length);
        let _ = send.protect_rtcp(&mut octets, length);
    }
}
