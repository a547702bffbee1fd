//! Packets that libsrtp makes of the same keys: its own test vectors, and more.

use portsip_core::media::srtp::{ReceiveContext, SendContext};
use portsip_core::plan::{MasterKey, SrtpOmitted, SrtpParameters, SrtpSuite};
use portsip_core::secret::SecretBytes;

use crate::packets::{ends, open_rtcp, open_rtp, parameters, protect_rtcp, protect_rtp, rtcp, rtp};

fn hex(text: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
    (0..text.len()).step_by(2).map(octet).collect()
}

fn keyed(suite: SrtpSuite, key_and_salt: &str) -> SrtpParameters {
    SrtpParameters {
        suite,
        keys: [MasterKey {
            key_and_salt: SecretBytes::new(hex(key_and_salt)),
            identifier: [].into_iter().collect(),
            lifetime_packets: None,
        }]
        .into_iter()
        .collect(),
        key_derivation_rate: 0,
        omitted: SrtpOmitted::default(),
    }
}

#[test]
fn packets_are_those_of_libsrtp() {
    let cases = [
        (
            SrtpSuite::AesCm128HmacSha1Tag80,
            "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6",
            "4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
        ),
        (
            SrtpSuite::AesCm256HmacSha1Tag80,
            concat!(
                "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6",
                "3b04803de51ee7c96423ab5b78d2"
            ),
            "f1d9de17ff251ff1aa007774b0b4b40da08d9d9a5b3a55d8873b",
        ),
        (
            SrtpSuite::AeadAes128Gcm,
            "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab",
            "c5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392",
        ),
    ];
    let plain = rtp(0x1234, 0xcafe_babe, &[0xab; 16]);
    for (suite, key, sealed) in cases {
        let parameters = keyed(suite, key);
        let mut send = SendContext::new(&parameters).expect("a context");
        let expected = [&plain[..12], &hex(sealed)].concat();
        assert_eq!(protect_rtp(&mut send, &plain), expected, "{suite:?}");
        let mut receive = ReceiveContext::new(&parameters).expect("a context");
        assert_eq!(open_rtp(&mut receive, &expected), Ok(plain.clone()));
    }
}

/// Headers with sources and extensions, payloads of all lengths, several rounds.
#[test]
fn streams_are_those_of_libsrtp() {
    let lines = include_str!("libsrtp.txt").lines();
    let packets = lines.filter(|line| !line.starts_with('#')).map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let suite = SrtpSuite::from_name(words[0]).expect("a suite");
        (suite, words[1] == "rtcp", hex(words[2]), hex(words[3]))
    });
    let mut contexts = std::collections::HashMap::new();
    let mut seen = 0;
    for (suite, is_rtcp, plain, sealed) in packets {
        let (send, receive) = contexts.entry(suite).or_insert_with(|| {
            let mut ends = ends(&parameters(suite));
            // libsrtp counts reports from 1.
            protect_rtcp(&mut ends.0, &rtcp(0xcafe_babe, b""));
            ends
        });
        seen += 1;
        if is_rtcp {
            assert_eq!(protect_rtcp(send, &plain), sealed, "{suite:?}");
            assert_eq!(open_rtcp(receive, &sealed), Ok(plain), "{suite:?}");
        } else {
            assert_eq!(protect_rtp(send, &plain), sealed, "{suite:?}");
            assert_eq!(open_rtp(receive, &sealed), Ok(plain), "{suite:?}");
        }
    }
    assert_eq!((contexts.len(), seen), (4, 120));
}
